// _interpreters: making interpreters and running code in them (Modules/_interpretersmodule.c, Python/crossinterp.c).
#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/pickle.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/finalizers.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/interpreters.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/threads.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kMadeByPython = 5;  // _PyInterpreterState_WHENCE_STDLIB; the main one: 1, WHENCE_RUNTIME
constexpr std::int64_t kMadeAtStart = 1;

Interpreters& table(Vm& vm) { return *vm.host.interpreters; }

Ref raise_kind(Vm& vm, const char* kind, const std::string& text) {
  Ref message = vm.str(text);
  TypeObject* type = as<TypeObject>(module_value(vm, "_interpreters", kind));
  return raise_exception(vm, make_exception(vm, type, {message}));
}

/// Null: there is none with that id, and the exception is set.
Interpreter* interpreter_arg(Vm& vm, Value id) {
  std::int64_t number = 0;
  if (!as_int64(id, number)) return vm.raise(Exc::TypeError, fmt::format("interpreter ID must be an int, got {}", type_name(vm, id))), nullptr;
  Interpreter* found = table(vm).find(table(vm).process_of(vm), number);
  if (found != nullptr && !found->closed) return found;
  raise_kind(vm, "InterpreterNotFoundError", fmt::format("unrecognized interpreter ID {}", number));
  return nullptr;
}

// ---- a visit --------------------------------------------------------------------------------------------------------------

/// What the caller brings to another interpreter, and what comes back.
struct Visit {
  std::shared_ptr<const CodeObject> code;      ///< of exec
  Message function, args, keywords, result;    ///< of call
  std::vector<std::pair<std::string, Message>> names;  ///< of set___main___attrs
  bool failed = false;
  bool not_shareable = false;                  ///< the result could not be sent back
  std::string type, qualname, module, text, formatted, display;  ///< of the exception
};

DictObject* main_names(Vm& there) {
  const Value main = dict_get_str(there.modules, there.names->dunder_main);
  return static_cast<ModuleObject*>(main.object())->dict;
}

/// The exception that is set becomes text: an exception object stays in its interpreter (_PyXI_excinfo).
Co<> describe_failure(Vm& there, Visit* v) {
  v->failed = true;
  Ref raised = there.take_raised();
  const TypeObject* type = there.types.of(raised);
  v->type = v->qualname = to_utf8(type->name);
  Ref module = co_await there.finish(get_attr(there, Value(type), there.names->dunder_module));
  if (module && is_str(module)) v->module = to_utf8(module);
  if (!module) there.clear_raised();
  Ref text = co_await there.finish(str_of(there, raised));
  if (text) v->text = to_utf8(text);
  if (!text) there.clear_raised();
  const std::string full = v->module == "builtins" || v->module == "__main__" ? v->type : v->module + "." + v->type;
  v->formatted = v->text.empty() ? full : full + ": " + v->text;
  Ref shown = co_await there.finish(there.start(exception_text(there, raised)));
  if (shown && is_str(shown)) v->display = to_utf8(shown);
  if (!shown) there.clear_raised();
  while (v->display.ends_with('\n')) v->display.pop_back();
}

Co<> visit_to_exec(Vm& there, Visit* v) {
  there.charge(Cost::InterpreterEnter);
  Ref code = steal(Value(make_code_value(there, v->code)));
  DictObject* names = main_names(there);
  Ref function = steal(Value(make_function_object(there, static_cast<CodeValue*>(code.get().object()), names)));
  Ref done = co_await there.finish(run_body(there, static_cast<FunctionObject*>(function.get().object()), Value(names)));
  if (!done) co_await describe_failure(there, v);
}

Co<Ref> receive(Vm& there, const Message* message) {
  there.runtime.mark(MarkKind::ValueReceived, there.thread, message->bytes.size());
  Ref value = co_await unpickle(there, message);
  co_return value;
}

Co<Ref> call_received(Vm& there, Visit* v) {
  Ref function = co_await receive(there, &v->function);
  if (!function) co_return nullptr;
  Ref args = co_await receive(there, &v->args);
  if (!args) co_return nullptr;
  Ref keywords = co_await receive(there, &v->keywords);
  if (!keywords) co_return nullptr;
  const TupleObject* given = as_tuple(args);
  std::vector<Value> all(given->items, given->items + given->length), names;
  const DictObject* d = as_dict(keywords);
  for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
    names.push_back(d->entries[i].key);
    all.push_back(d->entries[i].value);
  }
  Ref name_tuple = names.empty() ? Ref() : gilscope::make_tuple(there.heap, names);
  Ref result = co_await there.finish(call(there, function, Args{all.data(), given->length, name_tuple ? as_tuple(name_tuple) : nullptr}));
  co_return result;
}

Co<> visit_to_call(Vm& there, Visit* v) {
  there.charge(Cost::InterpreterEnter);
  Ref result = co_await call_received(there, v);
  if (!result) {
    co_await describe_failure(there, v);
    co_return;
  }
  const bool sent = co_await copy_for_interpreter(there, result, &v->result);
  there.runtime.mark(MarkKind::ValueSent, there.thread, v->result.bytes.size());
  if (sent) co_return;
  v->not_shareable = true;
  co_await describe_failure(there, v);
}

Co<> visit_to_set(Vm& there, Visit* v) {
  there.charge(Cost::InterpreterEnter);
  for (auto& [name, message] : v->names) {
    Ref value = co_await receive(there, &message);
    if (!value) {
      co_await describe_failure(there, v);
      co_return;
    }
    dict_set_str(there.heap, main_names(there), there.intern(name), value);
  }
}

Co<> visit_to_create(Vm& there, Visit*) {
  co_await there.machine.compute(there.runtime.costs[Cost::InterpreterCreate]);
  import_start_modules(there);
  Ref main = steal(Value(new_module(there, "__main__")));
  there.runtime.mark(MarkKind::InterpreterReady, there.thread, there.runtime.interpreter.value);
  dict_set_str(there.heap, main_names(there), there.names->dunder_builtins, Value(dict_get_str(there.modules, there.names->builtins)));
}

Co<> visit_to_destroy(Vm& there, Visit*) {
  co_await finalize_interpreter(there);
  co_await there.machine.compute(there.runtime.costs[Cost::InterpreterDestroy]);
}

Co<> go(Vm& vm, Interpreter* to, Visit* visit, Co<> (*what)(Vm&, Visit*)) {
  const std::function<Co<>(Vm&)> job = [visit, what](Vm& there) { return what(there, visit); };
  to->running_main = true;
  co_await run_in(vm, *to->vm, &job);
  to->running_main = false;
}

Ref failure(Vm& vm, const Visit& v) {
  Ref parts[] = {vm.str(v.type), vm.str(v.qualname), vm.str(v.module), vm.str(v.text), vm.str(v.formatted), vm.str(v.display)};
  return vm.tuple({parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]});
}

bool may_enter(Vm& vm, const Interpreter& to) {
  if (to.vm == &vm) return raise_kind(vm, "InterpreterError", "not modeled by GilScope: an interpreter that runs code in itself this way"), false;
  if (to.kind != Interpreter::Kind::Sub) return raise_kind(vm, "InterpreterError", "interpreter already running"), false;
  if (to.running_main) return raise_kind(vm, "InterpreterError", "interpreter already running"), false;
  return true;
}

// ---- the module's functions -----------------------------------------------------------------------------------------------

Co<Ref> create_co(Vm& vm) {
  co_await vm.machine.order();
  Interpreter& made = table(vm).create(Interpreter::Kind::Sub, "", vm);
  Visit visit;
  co_await go(vm, &made, &visit, visit_to_create);
  co_return vm.integer(made.number);
}
Ref interpreters_create(Vm& vm, const Args&) { return vm.start(create_co(vm)); }

Co<Ref> destroy_co(Vm& vm, Interpreter* which) {
  co_await vm.machine.order();
  Visit visit;
  co_await go(vm, which, &visit, visit_to_destroy);
  table(vm).close(*which);
  co_return vm.none();
}
Ref interpreters_destroy(Vm& vm, const Args& a) {
  Interpreter* which = interpreter_arg(vm, a[0]);
  if (which == nullptr) return nullptr;
  if (which->vm == &vm) return raise_kind(vm, "InterpreterError", "cannot destroy the current interpreter");
  if (which->running_main) return raise_kind(vm, "InterpreterError", "interpreter running");
  if (which->kind != Interpreter::Kind::Sub) return raise_kind(vm, "InterpreterError", "cannot destroy the main interpreter");
  return vm.start(destroy_co(vm, which));
}

std::int64_t whence(const Interpreter& i) { return i.kind == Interpreter::Kind::Sub ? kMadeByPython : kMadeAtStart; }

Ref interpreters_list(Vm& vm, const Args&) {
  Ref list = make_list(vm.heap);
  for (const auto& i : table(vm).all()) {
    if (i->closed || i->process != table(vm).of(vm).process) continue;
    Ref pair = vm.tuple({Value::integer(i->number), Value::integer(whence(*i))});
    list_append(vm.heap, as_list(list), pair);
  }
  return list;
}
Ref interpreters_current(Vm& vm, const Args&) { return vm.integer(table(vm).of(vm).number); }
Ref interpreters_main(Vm& vm, const Args&) { return vm.integer(0); }
Ref interpreters_whence(Vm& vm, const Args& a) {
  const Interpreter* which = interpreter_arg(vm, a[0]);
  return which == nullptr ? nullptr : vm.integer(whence(*which));
}
Ref interpreters_running(Vm& vm, const Args& a) {
  const Interpreter* which = interpreter_arg(vm, a[0]);
  return which == nullptr ? nullptr : vm.boolean(which->running_main);
}
Ref interpreters_shareable(Vm& vm, const Args& a) { return vm.boolean(is_shareable(vm, a[0])); }

Co<Ref> exec_co(Vm& vm, Interpreter* to, Value code) {
  Visit visit;
  if (is_str(code)) {
    std::string error;
    visit.code = vm.host.compile_text(to_utf8(code), "<string>", error);
    if (visit.code == nullptr) {
      Ref failed = co_await failed_to_compile(vm, "<string>", error);
      co_return failed;
    }
  } else {
    visit.code = *static_cast<FunctionObject*>(code.object())->code->code;
  }
  co_await go(vm, to, &visit, visit_to_exec);
  if (visit.failed) co_return failure(vm, visit);
  co_return vm.none();
}
Ref interpreters_exec(Vm& vm, const Args& a) {
  Interpreter* to = interpreter_arg(vm, a[0]);
  if (to == nullptr || !may_enter(vm, *to)) return nullptr;
  if (!is_str(a[1]) && vm.types.of(a[1]) != vm.types.function) {
    return vm.raise(Exc::TypeError, fmt::format("exec() argument 'code' must be a string, a function, or a code object, not {}", type_name(vm, a[1])));
  }
  return vm.start(exec_co(vm, to, a[1]));
}

Co<bool> send(Vm& vm, Value value, Message* message) {
  const bool sent = co_await copy_for_interpreter(vm, value, message);
  if (sent) vm.runtime.mark(MarkKind::ValueSent, vm.thread, message->bytes.size());
  co_return sent;
}

/// (result, None) or (None, failure).
Co<Ref> call_co(Vm& vm, Interpreter* to, Value function, Value args, Value keywords) {
  Visit visit;
  bool sent = co_await send(vm, function, &visit.function);
  if (sent) sent = co_await send(vm, args, &visit.args);
  if (sent) sent = co_await send(vm, keywords, &visit.keywords);
  if (!sent) co_return nullptr;
  co_await go(vm, to, &visit, visit_to_call);
  if (visit.not_shareable) co_return raise_kind(vm, "NotShareableError", visit.text);
  if (visit.failed) {
    Ref told = failure(vm, visit);
    co_return vm.tuple({Value::none(), told});
  }
  Ref result = co_await receive(vm, &visit.result);
  if (!result) co_return nullptr;
  co_return vm.tuple({result, Value::none()});
}
Ref interpreters_call(Vm& vm, const Args& a) {
  Interpreter* to = interpreter_arg(vm, a[0]);
  if (to == nullptr || !may_enter(vm, *to)) return nullptr;
  return vm.start(call_co(vm, to, a[1], a[2], a[3]));
}

Co<Ref> set_co(Vm& vm, Interpreter* to, Value updates) {
  Visit visit;
  const DictObject* d = as_dict(updates);
  for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
    visit.names.emplace_back(to_utf8(d->entries[i].key), Message{});
    const bool sent = co_await send(vm, d->entries[i].value, &visit.names.back().second);
    if (!sent) co_return nullptr;
  }
  co_await go(vm, to, &visit, visit_to_set);
  if (visit.failed) co_return raise_kind(vm, "InterpreterError", visit.formatted);
  co_return vm.none();
}
Ref interpreters_set(Vm& vm, const Args& a) {
  Interpreter* to = interpreter_arg(vm, a[0]);
  if (to == nullptr || !may_enter(vm, *to)) return nullptr;
  if (!is_dict(a[1])) return vm.raise(Exc::TypeError, fmt::format("expected dict, got {}", type_name(vm, a[1])));
  return vm.start(set_co(vm, to, a[1]));
}

const NativeSpec kFunctions[] = {
    {.name = "create", .fn = interpreters_create, .signature = "()", .cost = Cost::NativeCall},
    {.name = "destroy", .fn = interpreters_destroy, .signature = "(id, /)", .cost = Cost::NativeCall},
    {.name = "list_all", .fn = interpreters_list, .signature = "()", .cost = Cost::NativeCall},
    {.name = "get_current", .fn = interpreters_current, .signature = "()", .cost = Cost::NativeCall},
    {.name = "get_main", .fn = interpreters_main, .signature = "()", .cost = Cost::NativeCall},
    {.name = "whence", .fn = interpreters_whence, .signature = "(id, /)", .cost = Cost::NativeCall},
    {.name = "is_running", .fn = interpreters_running, .signature = "(id, /)", .cost = Cost::NativeCall},
    {.name = "is_shareable", .fn = interpreters_shareable, .signature = "(obj, /)", .cost = Cost::NativeCallSmall},
    {.name = "exec", .fn = interpreters_exec, .signature = "(id, code, /)", .cost = Cost::NativeCall},
    {.name = "call", .fn = interpreters_call, .signature = "(id, callable, args, kwargs, /)", .cost = Cost::NativeCall},
    {.name = "set___main___attrs", .fn = interpreters_set, .signature = "(id, updates, /)", .cost = Cost::NativeCall},
};

}  // namespace

void init_interpreters(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  const auto exception = [&](const char* name, TypeObject* base) {
    TypeObject* type = make_type(vm, {.name = name, .base = base, .layout = base->layout, .flags = kTypeBase | base->type_flags});
    add_class(vm, module, type);
    return type;
  };
  TypeObject* error = exception("concurrent.interpreters.InterpreterError", vm.types.exception(Exc::Exception));
  exception("concurrent.interpreters.InterpreterNotFoundError", error);
  exception("concurrent.interpreters.NotShareableError", vm.types.exception(Exc::TypeError));
}

}  // namespace gilscope
