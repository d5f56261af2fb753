// What several native modules share.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sim/library/modules/modules.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

std::string ascii_text(const StrObject* s) {
  std::string text;
  for (std::uint32_t i = 0; i < s->length; ++i) text += static_cast<char>(s->at(i));
  return text;
}

}  // namespace

Co<> use_core(Vm& vm, SimTime time) {
  constexpr SimTime kPiece = 50 * kMicrosecond;
  for (SimTime left = time; left > 0; left -= kPiece) co_await vm.machine.compute(std::min(left, kPiece));
}

std::string type_name(Vm& vm, Value v) { return ascii_text(vm.types.of(v)->name); }

Ref raise_os_error(Vm& vm, int code, const std::string& path) {
  Exc kind = Exc::OSError;
  if (code == ENOENT) kind = Exc::FileNotFoundError;
  if (code == EACCES || code == EPERM) kind = Exc::PermissionError;
  if (code == ENOTDIR) kind = Exc::NotADirectoryError;
  if (code == EISDIR) kind = Exc::IsADirectoryError;
  if (code == EEXIST) kind = Exc::FileExistsError;
  Ref text = vm.str(std::strerror(code));
  Ref name = vm.str(path);
  const Value args[] = {Value::integer(code), text, name};
  Ref exception = call(vm, vm.types.exception(kind), Args{args, 3, nullptr});
  return exception ? vm.raise_value(exception) : nullptr;
}

bool steps_plainly(Vm& vm, Value iterator) {
  const Types& t = vm.types;
  const TypeObject* type = t.of(iterator);
  return type == t.range_iterator || type == t.list_iterator || type == t.tuple_iterator || type == t.str_iterator || type == t.str_ascii_iterator ||
         type == t.set_iterator || type == t.dict_keyiterator || type == t.dict_valueiterator || type == t.dict_itemiterator ||
         type == t.bytes_iterator || type == t.list_reverseiterator;
}

bool bind_arguments(Vm& vm, const char* function, const Args& args, std::initializer_list<const char*> names, std::uint32_t min,
                    std::uint32_t max_positional, Value* out) {
  const std::uint32_t keywords = args.keyword_count();
  if (args.count > max_positional) {
    vm.raise(Exc::TypeError, fmt::format("{}() takes at most {} argument{} ({} given)", function, max_positional,
                                         max_positional == 1 ? "" : "s", args.count + keywords));
    return false;
  }
  std::uint32_t i = 0;
  for (; i < names.size(); ++i) out[i] = i < args.count ? args[i] : Value();
  for (std::uint32_t k = 0; k < keywords; ++k) {
    const std::string given = ascii_text(static_cast<StrObject*>(args.keywords->items[k].object()));
    std::uint32_t at = 0;
    for (const char* name : names) {
      if (given == name) break;
      ++at;
    }
    if (at == names.size()) {
      vm.raise(Exc::TypeError, fmt::format("{}() got an unexpected keyword argument '{}'", function, given));
      return false;
    }
    if (out[at]) {
      vm.raise(Exc::TypeError, fmt::format("argument for {}() given by name ('{}') and position ({})", function, given, at + 1));
      return false;
    }
    out[at] = args.keyword_value(k);
  }
  for (i = 0; i < min; ++i) {
    if (out[i]) continue;
    vm.raise(Exc::TypeError, fmt::format("{}() missing required argument '{}' (pos {})", function, names.begin()[i], i + 1));
    return false;
  }
  return true;
}

}  // namespace gilscope
