// print, input, open (Python/bltinmodule.c, Modules/_io).

#include <fmt/core.h>

#include "sim/library/builtins.hpp"
#include "sim/library/file_object.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// A system call that does not block, with the GIL released around it.
Co<> system_call(Vm& vm) {
  Thread& thread = *vm.thread;
  co_await vm.runtime.detach(thread);
  co_await vm.machine.compute(vm.runtime.costs[Cost::Syscall]);
  co_await vm.runtime.attach(thread);
}

/// One write to a stream of the process. TextIOWrapper.write locks its object (a critical section) and so takes its turn in time.
Co<Ref> write_stream(Vm& vm, Value stream, StrObject* text) {
  Thread& thread = *vm.thread;
  if (vm.runtime.parallel()) co_await vm.machine.order();
  const bool locked = vm.runtime.config.object_locks;
  if (locked) co_await vm.runtime.section_begin(thread, stream.object());
  vm.charge(Cost::CharCopy, text->length);
  vm.host.write(static_cast<FileObject*>(stream.object())->fd, to_utf8(text));
  if (locked) vm.runtime.section_end(thread, stream.object());
  co_return vm.none();
}

/// The text between or after items: `given`, or a default for null and None. Null: TypeError is set.
Ref separator(Vm& vm, Value given, const char* fallback, const char* name) {
  if (!given || given.is_none()) return vm.str(fallback);
  if (is_str(given)) return share(given);
  return vm.raise(Exc::TypeError, fmt::format("{} must be None or a string, not {}", name, type_name_of(vm, given)));
}

Co<Ref> flush_file(Vm& vm, Value file) {
  if (is_output_stream(vm, file)) {
    co_await system_call(vm);
    co_return vm.none();
  }
  Ref done = co_await vm.finish(call_method(vm, file, vm.names->flush, Args{}));
  co_return done;
}

/// args: a tuple of the values, sep, end, file, flush.
Co<Ref> print_co(Vm& vm, Args args) {
  Ref file = share(args[3] && !args[3].is_none() ? args[3] : current_stream(vm, "stdout"));
  if (!file) co_return vm.raise(Exc::RuntimeError, "lost sys.stdout");
  if (file.get().is_none()) co_return vm.none();
  Ref sep = separator(vm, args[1], " ", "sep");
  if (!sep) co_return nullptr;
  Ref end = separator(vm, args[2], "\n", "end");
  if (!end) co_return nullptr;
  const TupleObject* values = as_tuple(args[0]);
  for (std::uint32_t i = 0; i < values->length; ++i) {
    if (i > 0) {
      Ref done = co_await write_text(vm, file, as_str(sep));
      if (!done) co_return nullptr;
    }
    Ref text = co_await vm.finish(str_of(vm, values->items[i]));
    if (!text) co_return nullptr;
    Ref done = co_await write_text(vm, file, as_str(text));
    if (!done) co_return nullptr;
  }
  Ref done = co_await write_text(vm, file, as_str(end));
  if (!done) co_return nullptr;
  if (!args[4]) co_return vm.none();
  Ref wanted = co_await vm.finish(truth(vm, args[4]));
  if (!wanted) co_return nullptr;
  if (wanted.get().is_false()) co_return vm.none();
  Ref flushed = co_await flush_file(vm, file);
  if (!flushed) co_return nullptr;
  co_return vm.none();
}
Ref builtin_print(Vm& vm, const Args& args) { return vm.start(print_co(vm, args)); }

Co<Ref> input_co(Vm& vm, Value prompt) {
  if (prompt) {
    Ref text = co_await vm.finish(str_of(vm, prompt));
    if (!text) co_return nullptr;
    Ref done = co_await write_text(vm, current_stream(vm, "stdout"), as_str(text));
    if (!done) co_return nullptr;
  }
  Ref line = co_await vm.finish(call_method(vm, current_stream(vm, "stdin"), vm.names->readline, Args{}));
  if (!line) co_return nullptr;
  if (!is_str(line) || as_str(line)->length == 0) co_return vm.raise(Exc::EOFError, "EOF when reading a line");
  const StrObject* s = as_str(line);
  co_return str_substring(vm.heap, as_str(line), 0, s->at(s->length - 1) == U'\n' ? s->length - 1 : s->length);
}
Ref builtin_input(Vm& vm, const Args& args) { return vm.start(input_co(vm, args[0])); }

// ---- open ----

/// A path given as str, bytes or os.PathLike.
Co<Ref> path_of(Vm& vm, Value file) {
  if (is_str(file)) co_return share(file);
  if (is_bytes(file)) co_return vm.str(bytes_view(file));
  StrObject* hook = vm.intern("__fspath__");
  if (!lookup_special(vm, vm.types.of(file), hook)) {
    co_return vm.raise(Exc::TypeError, fmt::format("expected str, bytes or os.PathLike object, not {}", type_name_of(vm, file)));
  }
  Ref path = co_await vm.finish(call_special(vm, file, hook));
  co_return path;
}

Co<Ref> open_co(Vm& vm, Args args) {
  Ref path = co_await path_of(vm, args[0]);
  if (!path) co_return nullptr;
  if (!is_str(path)) co_return vm.raise(Exc::TypeError, "open() argument 'file' must be a path");
  if (args[1] && !is_str(args[1])) {
    co_return vm.raise(Exc::TypeError, fmt::format("open() argument 'mode' must be str, not {}", type_name_of(vm, args[1])));
  }
  co_await system_call(vm);
  Ref file = open_file(vm, to_utf8(path), args[1] ? to_utf8(args[1]) : "r", args[3], args[4]);
  co_return file;
}
Ref builtin_open(Vm& vm, const Args& args) { return vm.start(open_co(vm, args)); }

const NativeSpec kFunctions[] = {
    {.name = "print", .fn = builtin_print, .signature = "(*args, sep=' ', end='\\n', file=None, flush=False)", .cost = Cost::NativeCallLarge},
    {.name = "input", .fn = builtin_input, .signature = "(prompt='', /)", .cost = Cost::NativeCallLarge},
    {.name = "open", .fn = builtin_open,
     .signature = "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
     .cost = Cost::NativeCallLarge},
};

}  // namespace

Value current_stream(Vm& vm, const char* name) {
  Value sys = dict_get_str(vm.modules, vm.names->sys);
  return sys && vm.types.of(sys) == vm.types.module ? dict_get_str(as<ModuleObject>(sys)->dict, vm.intern(name)) : Value();
}

Co<Ref> write_text(Vm& vm, Value file, StrObject* text) {
  if (is_output_stream(vm, file)) {
    Ref done = co_await write_stream(vm, file, text);
    co_return done;
  }
  const Value args[] = {text};
  Ref done = co_await vm.finish(call_method(vm, file, vm.names->write, Args{args, 1, nullptr}));
  co_return done;
}

std::span<const NativeSpec> builtin_io_functions() { return kFunctions; }

}  // namespace gilscope
