// The text of an uncaught exception, as Lib/traceback.py of 3.13 writes it.
#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <vector>

#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/carets.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

// ---- source lines ---------------------------------------------------------------------------------------------------------

std::string_view source_line(Vm& vm, const std::string& file, int line) {
  auto [entry, is_new] = vm.priv().source_lines.try_emplace(file);
  if (is_new) {
    std::ifstream in(file, std::ios::binary);
    for (std::string text; std::getline(in, text);) {
      if (!text.empty() && text.back() == '\r') text.pop_back();
      entry->second.push_back(text);
    }
  }
  if (line < 1 || static_cast<std::size_t>(line) > entry->second.size()) return {};
  return entry->second[static_cast<std::size_t>(line) - 1];
}

namespace {

std::u32string decode(Vm& vm, std::string_view text) {
  Ref s = vm.str(text);
  return to_u32(as_str(s));
}

// ---- frames ---------------------------------------------------------------------------------------------------------------

/// Lib/traceback.py marks the failing expression; the C function that reports lost exceptions does not (Python/traceback.c).
enum class Marks : std::uint8_t { Shown, None };

std::string frame_text(Vm& vm, const TracebackObject* tb, Marks marks) {
  const CodeObject& code = **tb->code->code;
  std::string out = fmt::format("  File \"{}\", line {}, in {}\n", code.filename, tb->line, code.name);
  const Instruction& i = code.code[tb->instruction];
  const int first = static_cast<int>(tb->line);
  const int last = i.end_line >= first ? i.end_line : first;
  std::vector<std::u32string> lines;
  for (int n = first; n <= last; ++n) {
    const std::string_view text = source_line(vm, code.filename, n);
    if (n == first && text.empty()) return out;
    lines.push_back(decode(vm, text));
  }
  if (marks == Marks::None) lines.resize(1);
  const bool columns = marks == Marks::Shown && i.column >= 0 && i.end_column >= 0;
  return out + marked_lines(lines, columns ? i.column : -1, i.end_column);
}

bool same_place(const TracebackObject* a, const TracebackObject* b) {
  return a->line == b->line && a->code == b->code;
}

/// Repetitions beyond the third of the same line are counted, not shown (a recursion's traceback).
std::string frames_text(Vm& vm, const ExceptionObject* e, Marks marks = Marks::Shown) {
  constexpr int kShown = 3;
  std::string out;
  const TracebackObject* previous = nullptr;
  int repeated = 0;
  const auto finish_repeats = [&] {
    if (repeated > kShown) out += fmt::format("  [Previous line repeated {} more time{}]\n", repeated - kShown, repeated - kShown == 1 ? "" : "s");
  };
  for (auto* tb = e->traceback.is_object() ? static_cast<const TracebackObject*>(e->traceback.object()) : nullptr; tb != nullptr; tb = tb->next) {
    if (previous == nullptr || !same_place(previous, tb)) {
      finish_repeats();
      repeated = 0;
    }
    previous = tb;
    if (++repeated <= kShown) out += frame_text(vm, tb, marks);
  }
  finish_repeats();
  return out;
}

// ---- one exception, and its chain -----------------------------------------------------------------------------------------

std::string class_text(Vm& vm, const TypeObject* type) {
  const std::string name = full_type_name(vm, type);
  const std::string main = "__main__.";
  return name.starts_with(main) ? name.substr(main.size()) : name;
}

/// `  File "f.py", line 3`, the source line and a marker, of a SyntaxError made with (message, (file, line, column, source)); "" of any other.
std::string syntax_place(Vm& vm, const ExceptionObject* e) {
  if (!e->type->is_subtype_of(vm.types.exception(Exc::SyntaxError)) || e->args->length != 2 || !is_tuple(e->args->items[1])) return "";
  const TupleObject* details = as_tuple(e->args->items[1]);
  std::int64_t line = 0, column = 0;
  if (details->length < 4 || !is_str(details->items[0]) || !as_int64(details->items[1], line)) return "";
  std::string out = fmt::format("  File \"{}\", line {}\n", to_utf8(as_str(details->items[0])), line);
  if (!is_str(details->items[3])) return out;
  std::string source = to_utf8(as_str(details->items[3]));
  while (!source.empty() && source.back() == '\n') source.pop_back();
  const std::size_t indent = std::min(source.find_first_not_of(" \t\f"), source.size());
  out += "    " + source.substr(indent) + "\n";
  if (as_int64(details->items[2], column) && column > static_cast<std::int64_t>(indent)) {
    out += std::string(4 + static_cast<std::size_t>(column) - 1 - indent, ' ') + "^\n";
  }
  return out;
}

Co<Ref> last_line(Vm& vm, Value exception) {
  auto* e = static_cast<ExceptionObject*>(exception.object());
  std::string out = syntax_place(vm, e);
  const bool placed = !out.empty();
  out += class_text(vm, e->type);
  const Value shown = placed ? e->args->items[0] : exception;  // a placed SyntaxError's str() would repeat the place
  Ref text = co_await vm.finish(str_of(vm, shown));
  if (!text) {
    vm.clear_raised();
    out += ": <exception str() failed>";
  } else {
    std::string message = to_utf8(text) + suggestion(vm, e);
    if (!message.empty()) out += ": " + message;
  }
  out += "\n";
  Ref notes = co_await vm.finish(find_attr(vm, exception, vm.names->dunder_notes));
  if (!notes) {
    vm.clear_raised();
  } else if (notes.get().is_object() && is_list(notes)) {
    for (std::uint32_t i = 0; i < as_list(notes)->length; ++i) {
      Ref note = co_await vm.finish(str_of(vm, as_list(notes)->items[i]));
      if (note) out += to_utf8(note) + "\n";
      if (!note) vm.clear_raised();
    }
  }
  Ref result = vm.str(out);
  co_return result;
}

constexpr std::string_view kCause = "\nThe above exception was the direct cause of the following exception:\n\n";
constexpr std::string_view kContext = "\nDuring handling of the above exception, another exception occurred:\n\n";

struct Link { Value exception; std::string_view before; };

bool contains(const std::vector<Link>& links, Value v) {
  for (const Link& l : links) if (l.exception == v) return true;
  return false;
}

/// Outermost exception first; `before` is the sentence that leads to the one printed after it.
std::vector<Link> chain_of(Value exception) {
  std::vector<Link> links = {{exception, ""}};
  for (;;) {
    const auto* e = static_cast<const ExceptionObject*>(links.back().exception.object());
    if (e->cause && !e->cause.is_none() && !contains(links, e->cause)) {
      links.push_back({e->cause, kCause});
    } else if (!(e->cause && !e->cause.is_none()) && !e->suppress_context && e->context && !e->context.is_none() && !contains(links, e->context)) {
      links.push_back({e->context, kContext});
    } else {
      return links;
    }
  }
}

}  // namespace

Co<Ref> exception_text(Vm& vm, Value exception) {
  Ref keep = share(exception);
  const std::vector<Link> links = chain_of(exception);
  std::string out;
  for (std::size_t i = links.size(); i-- > 0;) {
    const auto* e = static_cast<const ExceptionObject*>(links[i].exception.object());
    if (e->traceback.is_object()) out += "Traceback (most recent call last):\n" + frames_text(vm, e);
    Ref line = co_await last_line(vm, links[i].exception);
    out += to_utf8(line);
    out += links[i].before;
  }
  Ref result = vm.str(out);
  co_return result;
}

Co<Ref> print_exception(Vm& vm, Value exception) {
  Ref text = co_await exception_text(vm, exception);
  if (!text) co_return nullptr;
  vm.host.write(2, to_utf8(text));
  co_return vm.none();
}

Co<Ref> print_unraisable(Vm& vm, std::string_view what, Value where) {
  const std::string prefix(what);
  Ref raised = vm.take_raised();
  Ref keep = share(where);
  std::string head = prefix;
  if (where) {
    Ref shown = co_await vm.finish(repr(vm, where));
    if (!shown) vm.clear_raised();
    head = "Exception ignored in: " + (shown ? to_utf8(shown) : std::string("<object repr() failed>"));
  } else if (head.empty()) {
    head = "Exception ignored";
  }
  if (!where && head.find(": ") == std::string::npos) head += ":";
  const auto* e = static_cast<const ExceptionObject*>(raised.get().object());
  std::string text = head + "\n";
  if (e->traceback.is_object()) text += "Traceback (most recent call last):\n" + frames_text(vm, e, Marks::None);
  Ref line = co_await last_line(vm, raised);
  text += to_utf8(line);
  vm.host.write(2, text);
  co_return vm.none();
}

}  // namespace gilscope
