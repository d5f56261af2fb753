// __import__, __build_class__, and the builtins that would need the compiler at run time or a person at the keyboard: not modeled.

#include <fmt/core.h>

#include "sim/library/builtins.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/frame_locals.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Ref builtin_build_class(Vm& vm, const Args& args) { return build_class(vm, args); }

Ref builtin_import(Vm& vm, const Args& args) {
  if (!is_str(args[0])) return vm.raise(Exc::TypeError, "module name must be a string");
  std::int64_t level = 0;
  if (args[4] && !as_int64(args[4], level)) return vm.raise(Exc::TypeError, "__import__() argument 'level' must be an integer");
  DictObject* globals = args[1] && is_dict(args[1]) ? as_dict(args[1]) : current_globals(vm);
  return import_name(vm, intern(vm.heap, as_str(exact_str(vm.heap, args[0]))), globals, args[3] ? args[3] : Value::none(), static_cast<int>(level));
}

Ref not_modeled(Vm& vm, const char* what, const char* instead) {
  return vm.raise(Exc::NotImplementedError, fmt::format("{} is not modeled by GilScope: {}", what, instead));
}
Ref builtin_eval(Vm& vm, const Args&) { return not_modeled(vm, "eval()", "write the expression in the script itself"); }
Ref builtin_exec(Vm& vm, const Args&) { return not_modeled(vm, "exec()", "put the code into a function or a module beside the script"); }
Ref builtin_compile(Vm& vm, const Args&) { return not_modeled(vm, "compile()", "the whole script is compiled before it starts"); }
Ref builtin_breakpoint(Vm& vm, const Args&) { return not_modeled(vm, "breakpoint()", "look at the trace of the run instead"); }

/// Interactive help needs a terminal; a docstring is what it would show first.
Co<Ref> help_co(Vm& vm, Value object) {
  Ref text = vm.str("Type help(object) for its documentation string.\n");
  if (object) {
    Ref doc = co_await vm.finish(find_attr(vm, object, vm.names->dunder_doc));
    if (!doc) co_return nullptr;
    Ref shown = co_await vm.finish(repr(vm, object));
    if (!shown) co_return nullptr;
    text = vm.str(to_utf8(shown) + "\n" + (is_str(doc) ? to_utf8(doc) : "no documentation") + "\n");
  }
  Ref done = co_await write_text(vm, current_stream(vm, "stdout"), as_str(text));
  if (!done) co_return nullptr;
  co_return vm.none();
}
Ref builtin_help(Vm& vm, const Args& args) { return vm.start(help_co(vm, args.count > 0 ? args[0] : Value())); }

/// site.py's exit and quit.
Ref builtin_exit(Vm& vm, const Args& args) {
  Ref instance = call(vm, vm.types.exception(Exc::SystemExit), args[0] && !args[0].is_none() ? Args{args.data, 1, nullptr} : Args{});
  return !instance || instance.is_pending() ? std::move(instance) : vm.raise_value(instance);
}

const NativeSpec kFunctions[] = {
    {.name = "exit", .fn = builtin_exit, .signature = "(code=None)", .cost = Cost::NativeCall},
    {.name = "quit", .fn = builtin_exit, .signature = "(code=None)", .cost = Cost::NativeCall},
    {.name = "__build_class__", .fn = builtin_build_class, .cost = Cost::NativeCall},
    {.name = "__import__", .fn = builtin_import, .signature = "(name, globals=None, locals=None, fromlist=(), level=0)", .cost = Cost::NativeCall},
    {.name = "eval", .fn = builtin_eval, .cost = Cost::NativeCall},
    {.name = "exec", .fn = builtin_exec, .cost = Cost::NativeCall},
    {.name = "compile", .fn = builtin_compile, .cost = Cost::NativeCall},
    {.name = "breakpoint", .fn = builtin_breakpoint, .cost = Cost::NativeCall},
    {.name = "help", .fn = builtin_help, .cost = Cost::NativeCallLarge},
};

}  // namespace

std::span<const NativeSpec> builtin_source_functions() { return kFunctions; }

}  // namespace gilscope
