#include "sim/library/modules/streams.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <sstream>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

StreamObject* stream(Value v) { return static_cast<StreamObject*>(v.object()); }

void stream_destroy(Heap&, Object* o) {
  delete static_cast<StreamObject*>(o)->name;
  delete static_cast<StreamObject*>(o)->content;
}

bool is_open(Vm& vm, Value v) {
  if (!stream(v)->closed) return true;
  vm.raise(Exc::ValueError, "I/O operation on closed file.");
  return false;
}
/// io.UnsupportedOperation is an OSError and a ValueError; its OSError side is modeled.
Ref unsupported(Vm& vm, const char* what) { return vm.raise(Exc::OSError, what); }

Ref file_write(Vm& vm, const Args& a) {
  StreamObject* s = stream(a[0]);
  if (!is_open(vm, a[0])) return nullptr;
  if (s->fd != 1 && s->fd != 2) return unsupported(vm, "not writable");
  if (!is_str(a[1])) return vm.raise(Exc::TypeError, fmt::format("write() argument must be str, not {}", type_name(vm, a[1])));
  stream_write(vm, a[0], to_utf8(a[1]));
  return vm.integer(as_str(a[1])->length);
}

Ref take(Vm& vm, StreamObject* s, std::int64_t limit, bool line) {
  const std::size_t begin = std::min(s->position, s->content->size());
  std::size_t end = s->content->size();
  if (line) {
    const std::size_t newline = s->content->find(U'\n', begin);
    if (newline != std::u32string::npos) end = newline + 1;
  }
  if (limit >= 0) end = std::min(end, begin + static_cast<std::size_t>(limit));
  s->position = end;
  const std::u32string_view part = std::u32string_view(*s->content).substr(begin, end - begin);
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(part.size()));
  if (!s->binary) return make_str(vm.heap, part);
  std::string raw;
  for (char32_t c : part) raw += static_cast<char>(c);
  return make_bytes(vm.heap, std::string_view(raw));
}

bool can_read(Vm& vm, Value v) {
  if (!is_open(vm, v)) return false;
  if (stream(v)->fd == 0 || stream(v)->fd > 2) return true;
  return unsupported(vm, "not readable"), false;
}
Ref read_some(Vm& vm, const Args& a, bool line) {
  std::int64_t limit = -1;
  if (!can_read(vm, a[0])) return nullptr;
  if (a[1] && !a[1].is_none() && !as_int64(a[1], limit)) {
    return vm.raise(Exc::TypeError, fmt::format("argument should be integer or None, not '{}'", type_name(vm, a[1])));
  }
  return take(vm, stream(a[0]), limit, line);
}
Ref file_read(Vm& vm, const Args& a) { return read_some(vm, a, false); }
Ref file_readline(Vm& vm, const Args& a) { return read_some(vm, a, true); }
Ref file_readlines(Vm& vm, const Args& a) {
  if (!can_read(vm, a[0])) return nullptr;
  Ref lines = make_list(vm.heap);
  while (stream(a[0])->position < stream(a[0])->content->size()) {
    Ref line = take(vm, stream(a[0]), -1, true);
    list_append(vm.heap, as_list(lines), line);
  }
  return lines;
}
Ref file_iter(Vm&, Value v) { return share(v); }
Ref file_next(Vm& vm, Value v) {
  if (!can_read(vm, v)) return nullptr;
  if (stream(v)->position >= stream(v)->content->size()) return steal(Value::exhausted());
  return take(vm, stream(v), -1, true);
}
Ref file_seek(Vm& vm, const Args& a) {
  std::int64_t to = 0;
  if (!can_read(vm, a[0])) return nullptr;
  if (!as_int64(a[1], to) || to < 0) return vm.raise(Exc::ValueError, fmt::format("negative seek position {}", to));
  stream(a[0])->position = static_cast<std::size_t>(to);
  return vm.integer(to);
}
Ref file_tell(Vm& vm, const Args& a) { return is_open(vm, a[0]) ? vm.integer(static_cast<std::int64_t>(stream(a[0])->position)) : nullptr; }
Ref file_flush(Vm& vm, const Args& a) { return is_open(vm, a[0]) ? vm.none() : nullptr; }
Ref file_close(Vm& vm, const Args& a) {
  stream(a[0])->closed = true;
  return vm.none();
}
Ref file_enter(Vm& vm, const Args& a) { return is_open(vm, a[0]) ? share(a[0]) : nullptr; }
Ref file_fileno(Vm& vm, const Args& a) { return is_open(vm, a[0]) ? vm.integer(stream(a[0])->fd) : nullptr; }
Ref file_isatty(Vm& vm, const Args&) { return vm.boolean(false); }
Ref file_readable(Vm& vm, const Args& a) { return vm.boolean(stream(a[0])->fd == 0 || stream(a[0])->fd > 2); }
Ref file_writable(Vm& vm, const Args& a) { return vm.boolean(stream(a[0])->fd == 1 || stream(a[0])->fd == 2); }
Ref file_reconfigure(Vm& vm, const Args&) { return vm.none(); }

Co<Ref> writelines_co(Vm& vm, Value self, Value lines) {
  Ref list = co_await vm.finish(list_of(vm, lines));
  if (!list) co_return nullptr;
  for (std::uint32_t i = 0; i < as_list(list)->length; ++i) {
    const Value args[] = {self, as_list(list)->items[i]};
    if (Ref done = file_write(vm, Args{args, 2, nullptr}); !done) co_return nullptr;
  }
  co_return vm.none();
}
Ref file_writelines(Vm& vm, const Args& a) { return vm.start(writelines_co(vm, a[0], a[1])); }

Ref get_name(Vm& vm, Value v) { return vm.str(*stream(v)->name); }
Ref get_closed(Vm& vm, Value v) { return vm.boolean(stream(v)->closed); }
Ref get_encoding(Vm& vm, Value) { return vm.str("utf-8"); }
Ref get_errors(Vm& vm, Value v) { return vm.str(stream(v)->fd == 2 ? "backslashreplace" : "strict"); }
Ref get_mode(Vm& vm, Value v) { return vm.str(stream(v)->binary ? "rb" : stream(v)->fd == 1 || stream(v)->fd == 2 ? "w" : "r"); }
const GetSetSpec kAttributes[] = {
    {"name", get_name}, {"closed", get_closed}, {"encoding", get_encoding}, {"errors", get_errors}, {"mode", get_mode}};

constexpr NativeSpec method(const char* name, NativeFn fn, const char* signature, Cost cost = Cost::NativeCall) {
  return {.name = name, .fn = fn, .signature = signature, .kind = NativeKind::Method, .cost = cost, .lock = NativeLock::Self};
}
const NativeSpec kMethods[] = {
    method("write", file_write, "(self, text, /)", Cost::NativeCallLarge), method("read", file_read, "(self, size=-1, /)"),
    method("readline", file_readline, "(self, size=-1, /)"), method("readlines", file_readlines, "(self, hint=-1, /)"),
    method("seek", file_seek, "(self, cookie, whence=0, /)"), method("tell", file_tell, "(self, /)"),
    method("flush", file_flush, "(self, /)"), method("close", file_close, "(self, /)"), method("__enter__", file_enter, "(self, /)"),
    {.name = "__exit__", .fn = file_close, .kind = NativeKind::Method}, method("fileno", file_fileno, "(self, /)"),
    method("isatty", file_isatty, "(self, /)"), method("readable", file_readable, "(self, /)"),
    method("writable", file_writable, "(self, /)"), method("writelines", file_writelines, "(self, lines, /)"),
    {.name = "reconfigure", .fn = file_reconfigure, .kind = NativeKind::Method},
};

Ref file_repr(Vm& vm, Value v) {
  StreamObject* s = stream(v);
  if (s->binary) return vm.str(fmt::format("<_io.BufferedReader name='{}'>", *s->name));
  return vm.str(fmt::format("<_io.TextIOWrapper name='{}' mode='{}' encoding='utf-8'>", *s->name, s->fd == 1 || s->fd == 2 ? "w" : "r"));
}

StreamObject* new_stream(Vm& vm, int fd, std::string name) {
  auto* s = new_object<StreamObject>(vm, stream_type(vm));
  s->fd = fd;
  s->name = new std::string(std::move(name));
  s->content = new std::u32string;
  return s;
}

/// Universal newlines: \r\n and \r become \n.
void translate_newlines(std::u32string& text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != U'\r') { out += text[i]; continue; }
    out += U'\n';
    if (i + 1 < text.size() && text[i + 1] == U'\n') ++i;
  }
  text = std::move(out);
}

}  // namespace

TypeObject* stream_type(Vm& vm) {
  // One class per run, found again through the dict of `sys`, which always exists.
  Ref sys = dict_get(vm, vm.modules, Value(vm.intern("sys")));
  DictObject* home = sys.get().is_object() ? as<ModuleObject>(sys)->dict : vm.builtins;
  StrObject* key = vm.intern("_stream_type");
  if (Value known = dict_get_str(home, key)) return as<TypeObject>(known);
  TypeObject* type = make_type(vm, {.name = "_io.TextIOWrapper",
                                    .instance_bytes = sizeof(StreamObject),
                                    .slots = {.repr = file_repr, .iter = file_iter, .next = file_next, .destroy = stream_destroy},
                                    .methods = kMethods,
                                    .getset = kAttributes});
  dict_set_str(vm.heap, home, key, type);
  return type;
}

Ref make_standard_stream(Vm& vm, int fd) {
  constexpr const char* kNames[] = {"<stdin>", "<stdout>", "<stderr>"};
  return steal(new_stream(vm, fd, kNames[fd]));
}

void stream_write(Vm& vm, Value v, std::string_view utf8) {
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(utf8.size()));
  if (vm.host.write) vm.host.write(stream(v)->fd, utf8);
}

bool is_plain_output(Vm& vm, Value v) {
  return v.is_object() && v.object()->type == stream_type(vm) && !stream(v)->closed && (stream(v)->fd == 1 || stream(v)->fd == 2);
}

Ref open_file(Vm& vm, const std::string& path, std::string_view mode) {
  const bool binary = mode.find('b') != std::string_view::npos;
  if (mode.find_first_of("wax+") != std::string_view::npos) {
    return vm.raise(Exc::OSError, "writing files is not modeled: print the result, or collect it in an io.StringIO");
  }
  if (mode.find('r') == std::string_view::npos) return vm.raise(Exc::ValueError, fmt::format("invalid mode: '{}'", mode));
  vm.charge(Cost::Syscall, 3);
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  errno = 0;
  if (!file || !(bytes << file.rdbuf())) {
    if (!file) return raise_os_error(vm, errno ? errno : ENOENT, path);
  }
  Ref made = steal(new_stream(vm, 3, path));
  StreamObject* s = stream(made);
  s->binary = binary;
  if (binary) {
    for (unsigned char c : bytes.str()) *s->content += c;
    return made;
  }
  Ref text = make_str(vm.heap, bytes.str());
  *s->content = to_u32(as_str(text));
  translate_newlines(*s->content);
  return made;
}

}  // namespace gilscope
