#include "sim/library/file_object.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fmt/core.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/type_helpers.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/protocol_state.hpp"
#include "sim/vm/sections.hpp"

namespace gilscope {

namespace {

FileObject* file(Value v) { return as<FileObject>(v); }

void file_destroy(Heap& heap, Object* self) {
  auto* f = static_cast<FileObject*>(self);
  delete f->content;
  f->content = nullptr;
  if (f->name != nullptr) heap.decref(static_cast<Object*>(f->name));
  if (f->mode != nullptr) heap.decref(static_cast<Object*>(f->mode));
}

bool usable(Vm& vm, const FileObject* f) {
  if (f->closed) vm.raise(Exc::ValueError, "I/O operation on closed file.");
  return !f->closed;
}
bool readable(Vm& vm, const FileObject* f) {
  if (!usable(vm, f)) return false;
  if (f->content == nullptr) vm.raise(Exc::OSError, "not readable");
  return f->content != nullptr;
}

Ref slice_of(Vm& vm, const FileObject* f, std::size_t begin, std::size_t end) {
  const std::u32string_view part = std::u32string_view(*f->content).substr(begin, end - begin);
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(part.size()));
  if (!f->binary) return make_str(vm.heap, part);
  return make_bytes(vm.heap, std::string(part.begin(), part.end()));
}

std::u32string with_plain_newlines(const std::u32string& text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != U'\r') out += text[i];
    else if (i + 1 >= text.size() || text[i + 1] != U'\n') out += U'\n';
  }
  return out;
}

/// Standard input comes line by line, when it is asked for: true if there was another line. Other files are complete.
bool read_more(Vm& vm, FileObject* f) {
  if (f->fd != 0 || f->output || !vm.host.read_line) return false;
  const std::string line = vm.host.read_line();
  if (line.empty()) return false;
  if (f->binary) {
    for (const unsigned char c : line) *f->content += c;
    return true;
  }
  const auto decoded = str_decode(line, Encoding::Utf8, "surrogateescape");
  if (decoded) *f->content += with_plain_newlines(decoded.value());
  return true;
}
void read_all(Vm& vm, FileObject* f) {
  while (read_more(vm, f)) {}
}
void read_line(Vm& vm, FileObject* f) {
  while (f->content->find(U'\n', f->position) == std::u32string::npos && read_more(vm, f)) {}
}

std::size_t line_end(const FileObject* f) {
  const auto newline = f->content->find(U'\n', f->position);
  return newline == std::u32string::npos ? f->content->size() : newline + 1;
}

/// The next line with its newline; empty at the end.
Ref take_line(Vm& vm, FileObject* f, std::int64_t limit) {
  read_line(vm, f);
  const std::size_t begin = f->position;
  std::size_t end = line_end(f);
  if (limit >= 0) end = std::min(end, begin + static_cast<std::size_t>(limit));
  f->position = end;
  return slice_of(vm, f, begin, end);
}

Ref file_read(Vm& vm, const Args& args) {
  FileObject* f = file(args[0]);
  if (!readable(vm, f)) return nullptr;
  const std::int64_t size = int_or(args[1], -1);
  while ((size < 0 || f->content->size() < f->position + static_cast<std::size_t>(size)) && read_more(vm, f)) {}
  const std::size_t begin = std::min(f->position, f->content->size());
  std::size_t end = f->content->size();
  if (size >= 0) end = std::min(end, begin + static_cast<std::size_t>(size));
  f->position = end;
  return slice_of(vm, f, begin, end);
}

Ref file_readline(Vm& vm, const Args& args) {
  FileObject* f = file(args[0]);
  return readable(vm, f) ? take_line(vm, f, int_or(args[1], -1)) : Ref();
}

Ref file_readlines(Vm& vm, const Args& args) {
  FileObject* f = file(args[0]);
  if (!readable(vm, f)) return nullptr;
  read_all(vm, f);
  Ref lines = make_list(vm.heap);
  while (f->position < f->content->size()) {
    Ref line = take_line(vm, f, -1);
    list_append(vm.heap, as_list(lines), line);
  }
  return lines;
}

Ref file_iter(Vm& vm, Value self) { return usable(vm, file(self)) ? share(self) : Ref(); }
/// Under the file's lock in the free-threaded build (_io/textio.c: textiowrapper_iternext): threads that share a file get each line once.
Ref file_next(Vm& vm, Value self) {
  FileObject* f = file(self);
  return in_section(vm, f, [&vm, f]() -> Ref {
    if (!readable(vm, f)) return nullptr;
    read_line(vm, f);
    if (f->position >= f->content->size()) return steal(Value::exhausted());
    return take_line(vm, f, -1);
  });
}

Ref file_write(Vm& vm, const Args& args) {
  FileObject* f = file(args[0]);
  if (!usable(vm, f)) return nullptr;
  if (!f->output) return vm.raise(Exc::OSError, "not writable");
  if (f->binary ? !is_byteslike(args[1]) : !is_str(args[1])) {
    return vm.raise(Exc::TypeError, f->binary ? fmt::format("a bytes-like object is required, not '{}'", type_name_of(vm, args[1]))
                                              : fmt::format("write() argument must be str, not {}", type_name_of(vm, args[1])));
  }
  const std::string text = f->binary ? std::string(bytes_view(args[1])) : to_utf8(args[1]);
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(text.size()));
  vm.host.write(f->fd, text);
  return vm.integer(f->binary ? static_cast<std::int64_t>(text.size()) : as_str(args[1])->length);
}

Co<Ref> writelines_co(Vm& vm, Value self, Value lines) {
  Ref all = co_await vm.finish(list_of(vm, lines));
  if (!all) co_return nullptr;
  for (std::uint32_t i = 0; i < as_list(all)->length; ++i) {
    const Value args[] = {self, as_list(all)->items[i]};
    Ref done = file_write(vm, Args{args, 2, nullptr});
    if (!done) co_return nullptr;
  }
  co_return vm.none();
}
Ref file_writelines(Vm& vm, const Args& args) { return vm.start(writelines_co(vm, args[0], args[1])); }

Ref file_flush(Vm& vm, const Args& args) { return usable(vm, file(args[0])) ? vm.none() : Ref(); }
Ref file_close(Vm& vm, const Args& args) {
  file(args[0])->closed = true;
  return vm.none();
}
Ref file_enter(Vm& vm, const Args& args) { return usable(vm, file(args[0])) ? share(args[0]) : Ref(); }
Ref file_exit(Vm& vm, const Args& args) { return file_close(vm, args); }
Ref file_seek(Vm& vm, const Args& args) {
  FileObject* f = file(args[0]);
  if (!readable(vm, f)) return nullptr;
  const std::int64_t whence = int_or(args[2], 0);
  const auto size = static_cast<std::int64_t>(f->content->size());
  const std::int64_t base = whence == 2 ? size : whence == 1 ? static_cast<std::int64_t>(f->position) : 0;
  const std::int64_t target = base + int_or(args[1], 0);
  if (target < 0) return vm.raise(Exc::ValueError, fmt::format("negative seek position {}", target));
  f->position = static_cast<std::size_t>(std::min(target, size));
  return vm.integer(target);
}
Ref file_tell(Vm& vm, const Args& args) {
  return usable(vm, file(args[0])) ? vm.integer(static_cast<std::int64_t>(file(args[0])->position)) : Ref();
}
Ref file_fileno(Vm& vm, const Args& args) { return vm.integer(file(args[0])->fd); }
Ref file_isatty(Vm& vm, const Args&) { return vm.boolean(false); }
Ref file_readable(Vm& vm, const Args& args) { return vm.boolean(file(args[0])->content != nullptr); }
Ref file_writable(Vm& vm, const Args& args) { return vm.boolean(file(args[0])->output); }
Ref file_reconfigure(Vm& vm, const Args&) { return vm.none(); }

Ref get_name(Vm&, Value self) { return share(file(self)->name); }
Ref get_mode(Vm&, Value self) { return share(file(self)->mode); }
Ref get_closed(Vm& vm, Value self) { return vm.boolean(file(self)->closed); }
Ref get_encoding(Vm& vm, Value) { return vm.str("utf-8"); }
Ref get_errors(Vm& vm, Value self) { return vm.str(file(self)->fd == 2 ? "backslashreplace" : "strict"); }
Ref get_newlines(Vm& vm, Value) { return vm.none(); }
Ref get_line_buffering(Vm& vm, Value) { return vm.boolean(false); }

/// The binary stream under a text stream: a second object on the same descriptor.
Ref get_buffer(Vm& vm, Value self) {
  auto* b = new_object<FileObject>(vm, binary_file_type(vm));
  b->fd = file(self)->fd;
  b->binary = true;
  b->output = file(self)->output;
  b->name = as_str(share(file(self)->name).release());
  b->mode = as_str(share(file(self)->mode).release());
  if (!b->output) b->content = new std::u32string(file(self)->content->substr(file(self)->position));
  return steal(b);
}

Ref file_repr(Vm& vm, Value self) {
  FileObject* f = file(self);
  if (f->binary) return vm.str(fmt::format("<_io.BufferedReader name='{}'>", to_utf8(f->name)));
  return vm.str(fmt::format("<_io.TextIOWrapper name='{}' mode='{}' encoding='utf-8'>", to_utf8(f->name), to_utf8(f->mode)));
}

const NativeSpec kMethods[] = {
    {.name = "read", .fn = file_read, .signature = "(self, size=-1, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "readline", .fn = file_readline, .signature = "(self, size=-1, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall,
     .lock = NativeLock::Self},
    {.name = "readlines", .fn = file_readlines, .signature = "(self, hint=-1, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall,
     .lock = NativeLock::Self},
    {.name = "write", .fn = file_write, .signature = "(self, text, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "writelines", .fn = file_writelines, .signature = "(self, lines, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "flush", .fn = file_flush, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "close", .fn = file_close, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::Syscall},
    {.name = "__enter__", .fn = file_enter, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "__exit__", .fn = file_exit, .signature = "(self, *args)", .kind = NativeKind::Method, .cost = Cost::Syscall},
    {.name = "seek", .fn = file_seek, .signature = "(self, offset, whence=0, /)", .kind = NativeKind::Method, .cost = Cost::Syscall},
    {.name = "tell", .fn = file_tell, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "fileno", .fn = file_fileno, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "isatty", .fn = file_isatty, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::Syscall},
    {.name = "readable", .fn = file_readable, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "writable", .fn = file_writable, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "reconfigure", .fn = file_reconfigure, .signature = "(self, **options)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
};
const GetSetSpec kTextGetSet[] = {{"name", get_name}, {"mode", get_mode}, {"closed", get_closed}, {"encoding", get_encoding},
                                  {"errors", get_errors}, {"newlines", get_newlines}, {"line_buffering", get_line_buffering},
                                  {"buffer", get_buffer}};
const GetSetSpec kBinaryGetSet[] = {{"name", get_name}, {"mode", get_mode}, {"closed", get_closed}};

TypeObject* make_file_type(Vm& vm, const char* name, std::span<const GetSetSpec> getset) {
  return make_type(vm, {.name = name, .instance_bytes = sizeof(FileObject), .flags = kTypeOrderedCalls,
                        .slots = {.repr = file_repr, .iter = file_iter, .next = file_next, .destroy = file_destroy},
                        .methods = kMethods, .getset = getset});
}

FileObject* new_file(Vm& vm, TypeObject* type, const std::string& name, const std::string& mode) {
  auto* f = new_object<FileObject>(vm, type);
  f->name = as_str(vm.str(name).release());
  f->mode = as_str(vm.str(mode).release());
  return f;
}

// ---- open ----

/// The file itself, or the one of that name beside the script.
std::string resolve(Vm& vm, const std::string& path) {
  struct stat info;
  if (path.empty() || path[0] == '/' || ::stat(path.c_str(), &info) == 0 || vm.host.search_path.empty()) return path;
  const std::string beside = vm.host.search_path.front() + "/" + path;
  return ::stat(beside.c_str(), &info) == 0 ? beside : path;
}

/// What is wrong with open()'s mode; empty if nothing.
std::string mode_error(const std::string& mode) {
  int kinds = 0;
  for (std::size_t i = 0; i < mode.size(); ++i) {
    if (std::strchr("rwaxbt+", mode[i]) == nullptr || mode.find(mode[i], i + 1) != std::string::npos) return fmt::format("invalid mode: '{}'", mode);
    if (std::strchr("rwax", mode[i]) != nullptr) ++kinds;
  }
  if (mode.find('b') != std::string::npos && mode.find('t') != std::string::npos) return "can't have text and binary mode at once";
  if (kinds == 1) return "";
  return kinds > 1 ? "must have exactly one of create/read/write/append mode"
                   : "Must have exactly one of create/read/write/append mode and at most one plus";
}

/// The bytes of a host file. False: OSError is set.
bool read_host_file(Vm& vm, const std::string& path, std::string& data) {
  const std::string real = resolve(vm, path);
  struct stat info;
  if (::stat(real.c_str(), &info) != 0) return static_cast<bool>(raise_os_error(vm, errno, path));
  if (S_ISDIR(info.st_mode)) return static_cast<bool>(raise_os_error(vm, EISDIR, path));
  std::ifstream in(real, std::ios::binary);
  if (!in) return static_cast<bool>(raise_os_error(vm, EACCES, path));
  std::ostringstream all;
  all << in.rdbuf();
  data = std::move(all).str();
  return true;
}

Ref open_text(Vm& vm, const std::string& path, const std::string& mode, std::string_view data, Value encoding, Value errors) {
  Encoding codec = Encoding::Utf8;
  if (!encoding_arg(vm, encoding, codec)) return nullptr;
  auto decoded = str_decode(data, codec, is_given(errors) ? to_utf8(errors) : "strict");
  if (!decoded) return raise_decode_error(vm, decoded.error(), codec, data);
  FileObject* f = new_file(vm, text_file_type(vm), path, mode);
  f->content = new std::u32string(with_plain_newlines(decoded.value()));
  f->fd = 3;
  return steal(f);
}

}  // namespace

TypeObject* text_file_type(Vm& vm) {
  if (vm.protocol->text_file == nullptr) vm.protocol->text_file = make_file_type(vm, "_io.TextIOWrapper", kTextGetSet);
  return vm.protocol->text_file;
}
TypeObject* binary_file_type(Vm& vm) {
  if (vm.protocol->binary_file == nullptr) vm.protocol->binary_file = make_file_type(vm, "_io.BufferedReader", kBinaryGetSet);
  return vm.protocol->binary_file;
}

Ref make_standard_stream(Vm& vm, int fd) {
  static constexpr const char* kNames[] = {"<stdin>", "<stdout>", "<stderr>"};
  FileObject* f = new_file(vm, text_file_type(vm), kNames[fd], fd == 0 ? "r" : "w");
  f->fd = fd;
  f->output = fd != 0;
  if (fd == 0) f->content = new std::u32string;
  return steal(f);
}

bool is_output_stream(Vm& vm, Value v) { return vm.types.of(v) == vm.protocol->text_file && file(v)->output && !file(v)->closed; }

Ref open_file(Vm& vm, const std::string& path, const std::string& mode, Value encoding, Value errors) {
  if (const std::string wrong = mode_error(mode); !wrong.empty()) return vm.raise(Exc::ValueError, wrong);
  if (mode.find_first_of("wax+") != std::string::npos) return raise_os_error(vm, EROFS, path);  // the model writes no files
  std::string data;
  if (!read_host_file(vm, path, data)) return nullptr;
  if (mode.find('b') == std::string::npos) return open_text(vm, path, mode, data, encoding, errors);
  FileObject* f = new_file(vm, binary_file_type(vm), path, mode);
  f->content = new std::u32string;
  for (unsigned char c : data) *f->content += c;
  f->binary = true;
  f->fd = 3;
  return steal(f);
}

}  // namespace gilscope
