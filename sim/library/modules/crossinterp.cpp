#include "sim/library/modules/crossinterp.hpp"

#include <fmt/format.h>

#include "sim/bytecode/code_object.hpp"
#include "sim/library/modules/pickle.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/interpreters.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kBytesPerInstruction = 8;  // marshal: code, line table, exception table, names: an estimate
constexpr const char* kFakeMain = "<fake __main__>";
constexpr const char* kKeptMain = "CACHED_MODULE_NS___main__";

// ---- the words of NotShareableError ---------------------------------------------------------------------------------------

Co<Ref> not_shareable_class(Vm& vm) {
  Ref module = co_await vm.finish(import_module(vm, "_interpreters"));
  if (!module) co_return nullptr;
  Ref kind = co_await vm.finish(get_attr(vm, module, "NotShareableError"));
  co_return kind;
}

/// "X does not support cross-interpreter data", from the exception that is set, if one is.
Co<bool> refuse(Vm& vm, Value value) {
  const Ref cause = vm.raised() ? vm.take_raised() : Ref();
  Ref shown = co_await vm.finish(repr(vm, value));
  if (!shown) co_return false;
  const std::string text = to_utf8(shown) + " does not support cross-interpreter data";
  co_await raise_not_shareable(vm, &text, cause.get());
  co_return false;
}

Co<bool> refuse_with(Vm& vm, const char* words) {
  const Ref cause = vm.raised() ? vm.take_raised() : Ref();
  const std::string text = words;
  co_await raise_not_shareable(vm, &text, cause.get());
  co_return false;
}

// ---- there ----------------------------------------------------------------------------------------------------------------

/// Queues are a class of the Python half, which registers it.
TypeObject* queue_class(Vm& vm) {
  const Value module = dict_get_str(vm.modules, vm.intern("_interpqueues"));
  if (!module || !module.is_object()) return nullptr;
  const Value found = module_value(vm, static_cast<ModuleObject*>(module.object()), "Queue");
  return found ? static_cast<TypeObject*>(found.object()) : nullptr;
}

bool is_plain(Vm& vm, const TypeObject* type) {
  const Types& t = vm.types;
  return type == t.none_type || type == t.bool_ || type == t.int_ || type == t.float_ || type == t.str || type == t.bytes;
}

/// Its bytes are written as pickle writes them, at another price. Nothing here runs Python code.
Co<bool> plain_to_message(Vm& vm, Value value, Message* out) {
  std::int64_t fits = 0;
  if (is_int(value) && !as_int64(value, fits)) {
    vm.raise(Exc::OverflowError, "try sending as bytes");
    const bool refused = co_await refuse(vm, value);
    co_return refused;
  }
  const SimTime begin = vm.machine.clock.now;
  const bool done = co_await pickle(vm, value, out);
  vm.machine.clock.now = begin;
  out->kind = Message::Kind::Plain;
  vm.charge(Cost::ShareValue);
  vm.charge(Cost::PickleByte, static_cast<std::int64_t>(out->bytes.size()));
  co_return done;
}

Co<bool> queue_to_message(Vm& vm, Value queue, Message* out) {
  Ref id = co_await vm.finish(get_attr(vm, queue, "_id"));
  if (!id || !as_int64(id, out->queue)) co_return false;
  out->kind = Message::Kind::Queue;
  vm.host.interpreters->channels().bind_queue(out->queue);  // until it arrives
  vm.charge(Cost::ShareValue);
  co_return true;
}

Co<bool> tuple_to_message(Vm& vm, Value tuple, Fallback fallback, Message* out) {
  out->kind = Message::Kind::Tuple;
  vm.charge(Cost::ShareValue);
  const TupleObject* items = as_tuple(tuple);
  out->items.resize(items->length);
  for (std::uint32_t i = 0; i < items->length; ++i) {
    const bool done = co_await to_message(vm, items->items[i], fallback, &out->items[i]);
    if (done) continue;
    co_await refuse(vm, tuple);
    co_return false;
  }
  co_return true;
}

Co<bool> shareable_to_message(Vm& vm, Value value, Fallback fallback, Message* out) {
  const TypeObject* type = vm.types.of(value);
  bool done = false;
  if (is_plain(vm, type)) done = co_await plain_to_message(vm, value, out);
  else if (type == vm.types.tuple) done = co_await tuple_to_message(vm, value, fallback, out);
  else if (type == queue_class(vm)) done = co_await queue_to_message(vm, value, out);
  else done = co_await refuse(vm, value);
  co_return done;
}

bool function_to_message(Vm& vm, Value function, Message* out) {
  *out = {};
  out->kind = Message::Kind::Function;
  out->code = *static_cast<FunctionObject*>(function.object())->code->code;
  vm.charge(Cost::PickleInstance);  // marshal.dumps of a small code object
  vm.charge(Cost::PickleByte, static_cast<std::int64_t>(out->code->code.size()) * kBytesPerInstruction);
  return true;
}

bool main_has_file(Vm& vm) {
  const Value main = dict_get_str(vm.modules, vm.names->dunder_main);
  return main && main.is_object() && dict_get_str(static_cast<ModuleObject*>(main.object())->dict, vm.names->dunder_file);
}

Co<bool> pickle_to_message(Vm& vm, Value value, Message* out) {
  *out = {};
  const bool done = co_await pickle(vm, value, out);
  out->knows_script = main_has_file(vm);
  if (!done) co_await refuse_with(vm, "object could not be pickled");
  co_return done;
}

bool is_function(Vm& vm, Value v) { return vm.types.of(v) == vm.types.function; }

// ---- here -----------------------------------------------------------------------------------------------------------------

Co<Ref> plain_from_message(Vm& vm, const Message* message) {
  const SimTime begin = vm.machine.clock.now;
  Ref value = co_await unpickle(vm, message);
  vm.machine.clock.now = begin;
  vm.charge(Cost::ShareValue);
  vm.charge(Cost::PickleByte, static_cast<std::int64_t>(message->bytes.size()));
  co_return value;
}

Co<Ref> tuple_from_message(Vm& vm, const Message* message) {
  vm.charge(Cost::ShareValue);
  std::vector<Ref> items;
  std::vector<Value> values;
  for (const Message& part : message->items) {
    Ref item = co_await from_message(vm, &part);
    if (!item) co_return nullptr;
    values.push_back(item.get());
    items.push_back(std::move(item));
  }
  co_return gilscope::make_tuple(vm.heap, values);
}

Co<Ref> queue_from_message(Vm& vm, const Message* message) {
  vm.charge(Cost::ShareValue);
  Ref module = co_await vm.finish(import_module(vm, "concurrent.interpreters._queues"));
  if (!module) co_return nullptr;
  Ref cls = co_await vm.finish(get_attr(vm, module, "Queue"));
  if (!cls) co_return nullptr;
  Ref id = vm.integer(message->queue);
  Ref queue = co_await vm.call(cls, id);
  vm.host.interpreters->channels().release_queue(message->queue);
  co_return queue;
}

/// Its globals are those of __main__ here.
Ref function_from_message(Vm& vm, const Message* message) {
  vm.charge(Cost::UnpickleInstance);
  vm.charge(Cost::PickleByte, static_cast<std::int64_t>(message->code->code.size()) * kBytesPerInstruction);
  const Value main = dict_get_str(vm.modules, vm.names->dunder_main);
  DictObject* globals = main && main.is_object() ? static_cast<ModuleObject*>(main.object())->dict : vm.builtins;
  Ref code = steal(Value(make_code_value(vm, message->code)));
  return steal(Value(make_function_object(vm, static_cast<CodeValue*>(code.get().object()), globals)));
}

bool lacks_name_of_main(Vm& vm, Value error) {
  const ExceptionObject* e = as_exception(vm, error);
  if (vm.types.of(error) != vm.types.exception(Exc::AttributeError) || as_tuple(e->args)->length == 0) return false;
  const Value text = as_tuple(e->args)->items[0];
  return is_str(text) && to_utf8(text).starts_with("module '__main__' has no attribute '");
}

/// The main script as it is without being __main__. It is run at most once in an interpreter, unless it fails. While it runs it is in
/// sys.modules, afterwards not: what it defines can be used here, and cannot be pickled back (crossinterp.c: ensure_isolated_main).
Co<Ref> fake_main(Vm& vm) {
  Ref home = co_await vm.finish(import_module(vm, "_interpreters"));
  if (!home) co_return nullptr;
  auto* keeper = static_cast<ModuleObject*>(home.get().object());
  const Value kept = module_value(vm, keeper, kKeptMain);
  if (kept) co_return share(kept);
  Ref made = co_await run_main_script_again(vm, kFakeMain);
  if (!made) co_return nullptr;
  dict_remove_str(vm.heap, vm.modules, vm.intern(kFakeMain));
  add_value(vm, keeper, kKeptMain, made);
  co_return made;
}

Co<Ref> unpickle_with_fake_main(Vm& vm, const Message* message) {
  Ref fake = co_await fake_main(vm);
  if (!fake) co_return nullptr;
  const Ref real = share(dict_get_str(vm.modules, vm.names->dunder_main));
  dict_set_str(vm.heap, vm.modules, vm.names->dunder_main, fake);
  Ref value = co_await unpickle(vm, message);
  dict_set_str(vm.heap, vm.modules, vm.names->dunder_main, real);
  co_return value;
}

Co<Ref> pickled_from_message(Vm& vm, const Message* message) {
  Ref value = co_await unpickle(vm, message);
  if (value) co_return value;
  const Ref first = vm.take_raised();
  if (message->knows_script && lacks_name_of_main(vm, first)) {
    value = co_await unpickle_with_fake_main(vm, message);
    if (value) co_return value;
    vm.clear_raised();
  }
  const std::string text = "object could not be unpickled";
  Ref none = co_await raise_not_shareable(vm, &text, first.get());
  co_return none;
}

}  // namespace

// ---- questions ------------------------------------------------------------------------------------------------------------

bool is_shareable(Vm& vm, Value v) {
  const TypeObject* type = vm.types.of(v);
  return is_plain(vm, type) || type == vm.types.tuple || type == queue_class(vm);
}

const char* state_of_function(Vm& vm, const FunctionObject* f) {
  const CodeObject& code = **f->code->code;
  if (f->defaults != nullptr) return "defaults not supported";
  if (f->kw_defaults != nullptr) return "keyword defaults not supported";
  if (f->closure != nullptr || code.free_count() > 0) return "closures not supported";
  for (const Instruction& i : code.code) {  // only what it reads itself counts: not what it writes, not the functions inside of it
    if (i.op != Opcode::LoadGlobal) continue;
    StrObject* name = vm.intern(code.names[i.arg >> 1]);
    if (dict_get_str(f->globals, name) || !dict_get_str(vm.builtins, name)) return "globals not supported";
  }
  return nullptr;
}

const char* why_no_script(const CodeObject& code) {
  if (code.free_count() > 0) return "closures not supported";
  constexpr std::uint32_t kCollects = code_flags::kVarArgs | code_flags::kVarKeywords;
  if (code.arg_count > 0 || code.kwonly_arg_count > 0 || (code.flags & kCollects) != 0) return "code with args not supported";
  bool returns_value = code.is_generator();
  for (const Instruction& i : code.code) {
    if (i.op == Opcode::ReturnValue) returns_value = true;
    if (i.op == Opcode::ReturnConst && code.consts[i.arg].kind != ConstantKind::None) returns_value = true;
  }
  return returns_value ? "code that returns a value is not a script" : nullptr;
}

// ---- the ways -------------------------------------------------------------------------------------------------------------

Co<bool> to_message(Vm& vm, Value value, Fallback fallback, Message* out) {
  const Ref keep = share(value);
  const bool shared = co_await shareable_to_message(vm, value, fallback, out);
  if (shared || fallback == Fallback::None) co_return shared;
  const Ref first = vm.take_raised();
  if (is_function(vm, value) && state_of_function(vm, static_cast<FunctionObject*>(value.object())) == nullptr) {
    co_return function_to_message(vm, value, out);
  }
  const bool pickled = co_await pickle_to_message(vm, value, out);
  if (pickled) co_return true;
  vm.clear_raised();
  vm.raise_value(first);
  co_return false;
}

Co<bool> callable_to_message(Vm& vm, Value callable, Message* out) {
  const Ref keep = share(callable);
  if (vm.types.of(callable)->slots.call == nullptr) {
    Ref shown = co_await vm.finish(repr(vm, callable));
    if (shown) vm.raise(Exc::TypeError, "expected a callable, got " + to_utf8(shown));
    co_return false;
  }
  const char* state = is_function(vm, callable) ? state_of_function(vm, static_cast<FunctionObject*>(callable.object())) : "";
  if (state == nullptr) co_return function_to_message(vm, callable, out);
  const bool pickled = co_await pickle_to_message(vm, callable, out);
  if (pickled) co_return true;
  vm.clear_raised();
  if (is_function(vm, callable)) {
    vm.raise(Exc::ValueError, state);
    co_await refuse_with(vm, "only stateless functions are shareable");
    co_return false;
  }
  Ref shown = co_await vm.finish(repr(vm, callable));
  if (!shown) co_return false;
  const std::string text = "expected a function, got " + to_utf8(shown);
  co_await raise_not_shareable(vm, &text, Value());
  co_return false;
}

Co<Ref> from_message(Vm& vm, const Message* message) {
  Ref value;
  switch (message->kind) {
    case Message::Kind::Plain: value = co_await plain_from_message(vm, message); break;
    case Message::Kind::Tuple: value = co_await tuple_from_message(vm, message); break;
    case Message::Kind::Queue: value = co_await queue_from_message(vm, message); break;
    case Message::Kind::Function: value = function_from_message(vm, message); break;
    case Message::Kind::Pickled: value = co_await pickled_from_message(vm, message); break;
  }
  co_return value;
}

// ---- errors ---------------------------------------------------------------------------------------------------------------

Co<Ref> raise_not_shareable(Vm& vm, const std::string* text, Value cause) {
  const Ref keep = cause ? share(cause) : Ref();
  Ref kind = co_await not_shareable_class(vm);
  if (!kind) co_return nullptr;
  Ref message = vm.str(*text);
  Ref error = co_await vm.call(kind, message);
  if (!error) co_return nullptr;
  ExceptionObject* e = as_exception(vm, error);
  if (cause) {
    e->cause = share(cause).release();
    e->suppress_context = true;
  }
  co_return vm.raise_value(error);
}

bool raised_not_shareable(Vm& vm) {
  const Value module = dict_get_str(vm.modules, vm.intern("_interpreters"));
  if (!module || !module.is_object()) return false;
  const Value kind = module_value(vm, static_cast<ModuleObject*>(module.object()), "NotShareableError");
  return Value(vm.types.of(vm.thread->raised)) == kind;
}

}  // namespace gilscope
