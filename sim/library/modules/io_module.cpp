// _io: StringIO and BytesIO. (Files of the host, opened for reading, are in builtins' open().)
#include <fmt/format.h>

#include <string>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// Text is kept as code points, bytes as Latin-1 code points, so that positions are characters in both.
struct BufferObject : Object {
  std::u32string* text;
  std::size_t position;
  bool bytes;
  bool closed;
};
BufferObject* buffer(Value v) { return static_cast<BufferObject*>(v.object()); }

void buffer_destroy(Heap&, Object* o) { delete static_cast<BufferObject*>(o)->text; }

Ref to_value(Vm& vm, const BufferObject* b, std::u32string_view part) {
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(part.size()));
  if (!b->bytes) return make_str(vm.heap, part);
  std::string raw;
  for (char32_t c : part) raw += static_cast<char>(c);
  return make_bytes(vm.heap, std::string_view(raw));
}
bool from_value(Vm& vm, const BufferObject* b, Value v, std::u32string& out) {
  if (b->bytes ? is_byteslike(v) : is_str(v)) {
    if (!b->bytes) return out = to_u32(as_str(v)), true;
    for (unsigned char c : bytes_view(v)) out += c;
    return true;
  }
  vm.raise(Exc::TypeError, b->bytes ? fmt::format("a bytes-like object is required, not '{}'", type_name(vm, v))
                                    : fmt::format("string argument expected, got '{}'", type_name(vm, v)));
  return false;
}
bool open_for_use(Vm& vm, Value v) {
  if (!buffer(v)->closed) return true;
  vm.raise(Exc::ValueError, "I/O operation on closed file");
  return false;
}

template <bool kBytes>
Ref buffer_new(Vm& vm, TypeObject* cls, const Args&) {
  auto* b = new_object<BufferObject>(vm, cls);
  b->text = new std::u32string;
  b->bytes = kBytes;
  return steal(b);
}
Ref string_init(Vm& vm, Value self, const Args& args) {
  Value a[2];
  if (!bind_arguments(vm, "StringIO", args, {"initial_value", "newline"}, 0, 2, a)) return nullptr;
  buffer(self)->text->clear();
  if (a[0] && !a[0].is_none() && !from_value(vm, buffer(self), a[0], *buffer(self)->text)) return nullptr;
  return vm.none();
}
Ref bytes_init(Vm& vm, Value self, const Args& args) {
  Value a[1];
  if (!bind_arguments(vm, "BytesIO", args, {"initial_bytes"}, 0, 1, a)) return nullptr;
  buffer(self)->text->clear();
  if (a[0] && !a[0].is_none() && !from_value(vm, buffer(self), a[0], *buffer(self)->text)) return nullptr;
  return vm.none();
}

Ref io_write(Vm& vm, const Args& a) {
  BufferObject* b = buffer(a[0]);
  std::u32string part;
  if (!open_for_use(vm, a[0]) || !from_value(vm, b, a[1], part)) return nullptr;
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(part.size()));
  if (b->position > b->text->size()) b->text->resize(b->position, U'\0');
  b->text->replace(b->position, std::min(part.size(), b->text->size() - b->position), part);
  b->position += part.size();
  return vm.integer(static_cast<std::int64_t>(part.size()));
}
Ref io_getvalue(Vm& vm, const Args& a) { return open_for_use(vm, a[0]) ? to_value(vm, buffer(a[0]), *buffer(a[0])->text) : nullptr; }

/// The next `limit` characters (all if negative), up to and including a line end if `line`.
Ref take(Vm& vm, BufferObject* b, std::int64_t limit, bool line) {
  const std::size_t begin = std::min(b->position, b->text->size());
  std::size_t end = b->text->size();
  if (line) {
    const std::size_t newline = b->text->find(U'\n', begin);
    if (newline != std::u32string::npos) end = newline + 1;
  }
  if (limit >= 0) end = std::min(end, begin + static_cast<std::size_t>(limit));
  b->position = end;
  return to_value(vm, b, std::u32string_view(*b->text).substr(begin, end - begin));
}
Ref io_take(Vm& vm, const Args& a, bool line) {
  std::int64_t limit = -1;
  if (!open_for_use(vm, a[0])) return nullptr;
  if (a[1] && !a[1].is_none() && !as_int64(a[1], limit)) {
    return vm.raise(Exc::TypeError, fmt::format("argument should be integer or None, not '{}'", type_name(vm, a[1])));
  }
  return take(vm, buffer(a[0]), limit, line);
}
Ref io_read(Vm& vm, const Args& a) { return io_take(vm, a, false); }
Ref io_readline(Vm& vm, const Args& a) { return io_take(vm, a, true); }
Ref io_readlines(Vm& vm, const Args& a) {
  if (!open_for_use(vm, a[0])) return nullptr;
  Ref lines = make_list(vm.heap);
  while (buffer(a[0])->position < buffer(a[0])->text->size()) {
    Ref line = take(vm, buffer(a[0]), -1, true);
    list_append(vm.heap, as_list(lines), line);
  }
  return lines;
}
Ref io_next(Vm& vm, Value v) {
  if (!open_for_use(vm, v)) return nullptr;
  if (buffer(v)->position >= buffer(v)->text->size()) return steal(Value::exhausted());
  return take(vm, buffer(v), -1, true);
}
Ref io_iter(Vm&, Value v) { return share(v); }

Ref io_seek(Vm& vm, const Args& a) {
  BufferObject* b = buffer(a[0]);
  std::int64_t to = 0, whence = 0;
  if (!open_for_use(vm, a[0])) return nullptr;
  if (!as_int64(a[1], to) || (a[2] && !as_int64(a[2], whence))) return vm.raise(Exc::TypeError, "an integer is required");
  if (whence == 1) to += static_cast<std::int64_t>(b->position);
  if (whence == 2) to += static_cast<std::int64_t>(b->text->size());
  if (to < 0) return vm.raise(Exc::ValueError, fmt::format("Negative seek position {}", to));
  b->position = static_cast<std::size_t>(to);
  return vm.integer(to);
}
Ref io_tell(Vm& vm, const Args& a) { return open_for_use(vm, a[0]) ? vm.integer(static_cast<std::int64_t>(buffer(a[0])->position)) : nullptr; }
Ref io_truncate(Vm& vm, const Args& a) {
  if (!open_for_use(vm, a[0])) return nullptr;
  auto size = static_cast<std::int64_t>(buffer(a[0])->position);
  if (a[1] && !a[1].is_none()) as_int64(a[1], size);
  if (size < static_cast<std::int64_t>(buffer(a[0])->text->size())) buffer(a[0])->text->resize(static_cast<std::size_t>(size));
  return vm.integer(size);
}
Ref io_close(Vm& vm, const Args& a) {
  buffer(a[0])->closed = true;
  return vm.none();
}
Ref io_flush(Vm& vm, const Args&) { return vm.none(); }
Ref io_yes(Vm& vm, const Args& a) { return open_for_use(vm, a[0]) ? vm.boolean(true) : nullptr; }
Ref io_no(Vm& vm, const Args& a) { return open_for_use(vm, a[0]) ? vm.boolean(false) : nullptr; }
Ref io_enter(Vm& vm, const Args& a) { return open_for_use(vm, a[0]) ? share(a[0]) : nullptr; }
Ref io_exit(Vm& vm, const Args& a) { return io_close(vm, a); }
Ref io_closed(Vm& vm, Value v) { return vm.boolean(buffer(v)->closed); }
const GetSetSpec kAttributes[] = {{"closed", io_closed}};

Co<Ref> writelines_co(Vm& vm, Value self, Value lines) {
  Ref list = co_await vm.finish(list_of(vm, lines));
  if (!list) co_return nullptr;
  for (std::uint32_t i = 0; i < as_list(list)->length; ++i) {
    const Value args[] = {self, as_list(list)->items[i]};
    if (Ref done = io_write(vm, Args{args, 2, nullptr}); !done) co_return nullptr;
  }
  co_return vm.none();
}
Ref io_writelines(Vm& vm, const Args& a) { return vm.start(writelines_co(vm, a[0], a[1])); }

constexpr NativeSpec method(const char* name, NativeFn fn, const char* signature) {
  return {.name = name, .fn = fn, .signature = signature, .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self};
}
const NativeSpec kMethods[] = {
    method("write", io_write, "(self, s, /)"), method("getvalue", io_getvalue, "(self, /)"), method("read", io_read, "(self, size=-1, /)"),
    method("readline", io_readline, "(self, size=-1, /)"), method("readlines", io_readlines, "(self, hint=-1, /)"),
    method("seek", io_seek, "(self, pos, whence=0, /)"), method("tell", io_tell, "(self, /)"),
    method("truncate", io_truncate, "(self, pos=None, /)"), method("close", io_close, "(self, /)"), method("flush", io_flush, "(self, /)"),
    method("readable", io_yes, "(self, /)"), method("writable", io_yes, "(self, /)"), method("seekable", io_yes, "(self, /)"),
    method("isatty", io_no, "(self, /)"), method("writelines", io_writelines, "(self, lines, /)"), method("__enter__", io_enter, "(self, /)"),
    {.name = "__exit__", .fn = io_exit, .kind = NativeKind::Method},
};

void add_buffer(Vm& vm, ModuleObject* module, const char* name, Ref (*create)(Vm&, TypeObject*, const Args&),
                Ref (*init)(Vm&, Value, const Args&)) {
  add_class(vm, module, make_type(vm, {.name = name,
                                       .instance_bytes = sizeof(BufferObject),
                                       .flags = kTypeBase | kTypeHasDict,
                                       .slots = {.iter = io_iter, .next = io_next, .create = create, .init = init, .destroy = buffer_destroy},
                                       .methods = kMethods,
                                       .getset = kAttributes}));
}

}  // namespace

void init_io(Vm& vm, ModuleObject* module) {
  add_buffer(vm, module, "_io.StringIO", buffer_new<false>, string_init);
  add_buffer(vm, module, "_io.BytesIO", buffer_new<true>, bytes_init);
}

}  // namespace gilscope
