// _interpreters: making interpreters and running code in them (Modules/_interpretersmodule.c, Python/crossinterp.c).
#include <fmt/format.h>

#include "sim/library/modules/crossinterp.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/bytes_ops.hpp"
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
#include "sim/vm/text.hpp"
#include "sim/vm/threads.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kMadeByPython = 5;  // _PyInterpreterState_WHENCE_STDLIB; the main one: 1, WHENCE_RUNTIME
constexpr std::int64_t kMadeAtStart = 1;
constexpr const char* kScript = "<script>";

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
  if (number < 0) return vm.raise(Exc::ValueError, fmt::format("interpreter ID must be a non-negative int, got {}", number)), nullptr;
  Interpreter* found = table(vm).find(table(vm).process_of(vm), number);
  if (found != nullptr && !found->closed) return found;
  raise_kind(vm, "InterpreterNotFoundError", fmt::format("unrecognized interpreter ID {}", number));
  return nullptr;
}

/// The same, for what is allowed with interpreters that create() made.
Interpreter* own_interpreter(Vm& vm, Value id, const char* what) {
  Interpreter* found = interpreter_arg(vm, id);
  if (found == nullptr || found->kind == Interpreter::Kind::Sub) return found;
  raise_kind(vm, "InterpreterError", fmt::format("cannot {} unrecognized interpreter {}", what, found->number));
  return nullptr;
}

// ---- a visit --------------------------------------------------------------------------------------------------------------

/// What the caller brings to another interpreter, and what comes back.
struct Visit {
  std::shared_ptr<const CodeObject> code;      ///< of exec
  Message function, args, keywords, result;    ///< of call
  bool has_keywords = false;
  std::vector<std::pair<std::string, Message>> names;  ///< of set___main___attrs
  bool failed = false;
  const char* not_shareable = nullptr;         ///< what could not cross, in the words of NotShareableError
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
  v->type = to_utf8(type->name);
  Ref qualname = co_await there.finish(get_attr(there, Value(type), there.intern("__qualname__")));
  if (qualname && is_str(qualname)) v->qualname = to_utf8(qualname);
  if (!qualname) there.clear_raised();
  Ref module = co_await there.finish(get_attr(there, Value(type), there.names->dunder_module));
  if (module && is_str(module)) v->module = to_utf8(module);
  if (!module) there.clear_raised();
  Ref text = co_await there.finish(str_of(there, raised));
  if (text) v->text = to_utf8(text);
  if (!text) there.clear_raised();
  const std::string full = v->module == "builtins" || v->module == "__main__" ? v->qualname : v->module + "." + v->qualname;
  v->formatted = full + ": " + v->text;
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
  there.runtime.mark(MarkKind::ValueReceived, there.thread, message->size());
  Ref value = co_await from_message(there, message);
  co_return value;
}

/// One of the three parts of a call; `label`: what is said if it does not arrive.
Co<Ref> receive_part(Vm& there, Visit* v, const Message* message, const char* label) {
  Ref value = co_await receive(there, message);
  if (!value && raised_not_shareable(there)) v->not_shareable = label;
  co_return value;
}

Co<Ref> call_received(Vm& there, Visit* v) {
  Ref function = co_await receive_part(there, v, &v->function, "func not shareable");
  if (!function) co_return nullptr;
  Ref args = co_await receive_part(there, v, &v->args, "args not shareable");
  if (!args) co_return nullptr;
  Ref keywords;
  if (v->has_keywords) keywords = co_await receive_part(there, v, &v->keywords, "kwargs not shareable");
  if (v->has_keywords && !keywords) co_return nullptr;
  const TupleObject* given = as_tuple(args);
  std::vector<Value> all(given->items, given->items + given->length), names;
  const DictObject* d = keywords ? as_dict(keywords) : nullptr;
  for (std::int64_t i = d == nullptr ? -1 : dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
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
  const bool sent = co_await to_message(there, result, Fallback::Full, &v->result);
  there.runtime.mark(MarkKind::ValueSent, there.thread, v->result.size());
  if (sent) co_return;
  v->not_shareable = "object does not support cross-interpreter data";
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

Co<> go(Vm& vm, Interpreter* to, Visit* visit, Co<> (*what)(Vm&, Visit*)) {
  const std::function<Co<>(Vm&)> job = [visit, what](Vm& there) { return what(there, visit); };
  to->running_main = true;
  if (to->vm == &vm) co_await job(vm);  // a thread of its own
  else co_await run_in(vm, *to->vm, &job);
  to->running_main = false;
}

Ref failure(Vm& vm, const Visit& v) {
  Ref parts[] = {vm.str(v.type), vm.str(v.qualname), vm.str(v.module), vm.str(v.text), vm.str(v.formatted), vm.str(v.display)};
  return vm.tuple({parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]});
}

bool may_enter(Vm& vm, const Interpreter& to) {
  if (to.running_main) raise_kind(vm, "InterpreterError", "interpreter already running");
  return !to.running_main;
}

/// NotShareableError, from what happened there in words: the exception itself stays there.
Co<Ref> raise_visit_failed(Vm& vm, const Visit* v) {
  Ref told = vm.str(v->display);
  Ref cause = co_await vm.call(Value(vm.types.exception(Exc::Exception)), told);
  if (!cause) co_return nullptr;
  const std::string text = v->not_shareable;
  Ref none = co_await raise_not_shareable(vm, &text, cause);
  co_return none;
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
  co_await end_interpreter(vm, *which);
  co_return vm.none();
}
Ref interpreters_destroy(Vm& vm, const Args& a) {
  Interpreter* which = own_interpreter(vm, a[0], "destroy");
  if (which == nullptr) return nullptr;
  if (which->vm == &vm) return raise_kind(vm, "InterpreterError", "cannot destroy the current interpreter");
  if (which->running_main) return raise_kind(vm, "InterpreterError", "interpreter running");
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

/// Text is compiled here, before anybody goes there; of a function only its code goes. Null: an exception is set.
Co<Ref> script_of(Vm& vm, Value code, Visit* visit) {
  const TypeObject* type = vm.types.of(code);
  if (is_str(code) || is_byteslike(code)) {
    const std::string text(is_str(code) ? to_utf8(code) : std::string(bytes_view(code)));
    std::string error;
    visit->code = vm.host.compile_text(text, kScript, error);
    if (visit->code != nullptr) co_return vm.none();
    Ref failed = co_await failed_to_compile(vm, kScript, error);
    co_return failed;
  }
  if (type != vm.types.function && type != vm.types.code) {
    Ref shown = co_await vm.finish(repr(vm, code));
    co_return shown ? vm.raise(Exc::TypeError, "unsupported script " + to_utf8(shown)) : nullptr;
  }
  visit->code = *(type == vm.types.code ? static_cast<CodeValue*>(code.object()) : static_cast<FunctionObject*>(code.object())->code)->code;
  const char* why_not = why_no_script(*visit->code);
  co_return why_not == nullptr ? vm.none() : vm.raise(Exc::ValueError, why_not);
}

Co<Ref> exec_co(Vm& vm, Interpreter* to, Value code) {
  Visit visit;
  Ref ready = co_await script_of(vm, code, &visit);
  if (!ready || !may_enter(vm, *to)) co_return nullptr;
  co_await go(vm, to, &visit, visit_to_exec);
  if (visit.failed) co_return failure(vm, visit);
  co_return vm.none();
}
Ref interpreters_exec(Vm& vm, const Args& a) {
  Interpreter* to = own_interpreter(vm, a[0], "exec code for");
  return to == nullptr ? nullptr : vm.start(exec_co(vm, to, a[1]));
}

void send(Vm& vm, const Message& message) { vm.runtime.mark(MarkKind::ValueSent, vm.thread, message.size()); }

Co<bool> send_call(Vm& vm, Visit* visit, Value function, Value args, Value keywords) {
  bool sent = co_await callable_to_message(vm, function, &visit->function);
  if (!sent) co_return false;
  send(vm, visit->function);
  sent = co_await to_message(vm, args, Fallback::Full, &visit->args);
  if (!sent) co_return false;
  send(vm, visit->args);
  visit->has_keywords = as_dict(keywords)->used > 0;
  if (!visit->has_keywords) co_return true;
  sent = co_await to_message(vm, keywords, Fallback::Full, &visit->keywords);
  if (sent) send(vm, visit->keywords);
  co_return sent;
}

/// (result, None) or (None, failure).
Co<Ref> call_co(Vm& vm, Interpreter* to, Value function, Value args, Value keywords) {
  Visit visit;
  const bool sent = co_await send_call(vm, &visit, function, args, keywords);
  if (!sent || !may_enter(vm, *to)) co_return nullptr;
  co_await go(vm, to, &visit, visit_to_call);
  if (visit.not_shareable != nullptr) {
    Ref none = co_await raise_visit_failed(vm, &visit);
    co_return none;
  }
  if (visit.failed) {
    Ref told = failure(vm, visit);
    co_return vm.tuple({Value::none(), told});
  }
  Ref result = co_await receive(vm, &visit.result);
  if (!result) co_return nullptr;
  co_return vm.tuple({result, Value::none()});
}
Ref interpreters_call(Vm& vm, const Args& a) {
  Interpreter* to = own_interpreter(vm, a[0], "make a call in");
  if (to == nullptr) return nullptr;
  return vm.start(call_co(vm, to, a[1], a[2], a[3]));
}

Co<Ref> set_co(Vm& vm, Interpreter* to, Value updates) {
  Visit visit;
  const DictObject* d = as_dict(updates);
  for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
    if (!is_str(d->entries[i].key)) co_return vm.raise(Exc::TypeError, "bad argument type for built-in operation");
    visit.names.emplace_back(to_utf8(d->entries[i].key), Message{});
    const bool sent = co_await to_message(vm, d->entries[i].value, Fallback::None, &visit.names.back().second);
    if (!sent) co_return nullptr;
    send(vm, visit.names.back().second);
  }
  if (!may_enter(vm, *to)) co_return nullptr;
  co_await go(vm, to, &visit, visit_to_set);
  if (visit.failed) co_return raise_kind(vm, "InterpreterError", visit.formatted);
  co_return vm.none();
}
Ref interpreters_set(Vm& vm, const Args& a) {
  Interpreter* to = own_interpreter(vm, a[0], "update __main__ for");
  if (to == nullptr) return nullptr;
  if (!is_dict(a[1])) return vm.raise(Exc::TypeError, fmt::format("expected dict, got {}", type_name(vm, a[1])));
  if (as_dict(a[1])->used == 0) return vm.raise(Exc::ValueError, "arg 2 must be a non-empty dict");
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
