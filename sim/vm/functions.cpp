// Python functions, bound methods and cells as objects (Objects/funcobject.c, classobject.c, cellobject.c).

#include <fmt/core.h>

#include "sim/bytecode/code_object.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/simple_key.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/callables.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

FunctionObject* function(Value v) { return as<FunctionObject>(v); }

Ref or_none(Vm& vm, Value v) { return v ? share(v) : vm.none(); }
Ref or_none(Vm& vm, Object* o) { return o != nullptr ? share(o) : vm.none(); }

/// Puts `value` into an owned field that holds T* or Value.
template <class Field>
void replace(Vm& vm, Field*& field, Value value) {
  Object* old = field;
  field = value && !value.is_none() ? static_cast<Field*>(share(value).release().object()) : nullptr;
  if (old != nullptr) vm.heap.decref(old);
}
void replace(Vm& vm, Value& field, Value value) {
  Value old = field;
  field = value ? vm.heap.publish(value) : Value();
  vm.heap.decref(old);
}

// ---- function ----

Ref function_repr(Vm& vm, Value self) {
  return vm.str(fmt::format("<function {} at {}>", utf8_of(function(self)->qualname), address_text(vm, self.object())));
}
Ref function_descr_get(Vm& vm, Value descriptor, Value object, Value) {
  return object ? make_bound_method(vm, descriptor, object) : share(descriptor);
}
Ref function_call(Vm& vm, Value self, const Args& args) { return call(vm, self, args); }

/// FunctionType(code, globals, name=None, argdefs=None, closure=None), positional only.
Ref function_create(Vm& vm, TypeObject*, const Args& args) {
  if (args.count < 2 || args.count > 5 || args.keyword_count() != 0) {
    return vm.raise(Exc::TypeError, "function() missing required argument 'globals' (pos 2)");
  }
  if (vm.types.of(args[0]) != vm.types.code) {
    return vm.raise(Exc::TypeError, fmt::format("function() argument 'code' must be code, not {}", type_name_of(vm, args[0])));
  }
  if (!is_dict(args[1])) {
    return vm.raise(Exc::TypeError, fmt::format("function() argument 'globals' must be dict, not {}", type_name_of(vm, args[1])));
  }
  auto at = [&](std::uint32_t i) { return i < args.count && !args[i].is_none() ? args[i] : Value(); };
  const int cells = (*as<CodeValue>(args[0])->code)->free_count();
  const int given = at(4) && is_tuple(at(4)) ? static_cast<int>(as_tuple(at(4))->length) : 0;
  if (cells != given) return vm.raise(Exc::ValueError, fmt::format("function requires closure of length {}, not {}", cells, given));
  FunctionObject* f = make_function_object(vm, as<CodeValue>(args[0]), as_dict(args[1]));
  if (at(2) && is_str(at(2))) replace(vm, f->name, at(2));
  if (at(3)) replace(vm, f->defaults, at(3));
  if (at(4)) replace(vm, f->closure, at(4));
  return steal(f);
}

template <class F>
void for_each_field(FunctionObject* f, F visit) {
  for (Object* held : {static_cast<Object*>(f->code), static_cast<Object*>(f->globals), static_cast<Object*>(f->builtins),
                       static_cast<Object*>(f->name), static_cast<Object*>(f->qualname), static_cast<Object*>(f->defaults),
                       static_cast<Object*>(f->kw_defaults), static_cast<Object*>(f->closure), static_cast<Object*>(f->dict)}) {
    if (held != nullptr) visit(Value(held));
  }
  for (Value held : {f->doc, f->annotations, f->module}) if (held) visit(held);
}
void function_destroy(Heap& heap, Object* self) {
  for_each_field(static_cast<FunctionObject*>(self), [&](Value v) { heap.decref(v); });
}
void function_visit(Object* self, Visit visit, void* context) {
  for_each_field(static_cast<FunctionObject*>(self), [&](Value v) { visit(v, context); });
}

Ref set_text(Vm& vm, StrObject*& field, Value value, const char* name) {
  if (!value || !is_str(value)) return vm.raise(Exc::TypeError, fmt::format("{} must be set to a string object", name));
  replace(vm, field, value);
  return vm.none();
}
Ref get_name(Vm&, Value self) { return share(function(self)->name); }
Ref set_name(Vm& vm, Value self, Value value) { return set_text(vm, function(self)->name, value, "__name__"); }
Ref get_qualname(Vm&, Value self) { return share(function(self)->qualname); }
Ref set_qualname(Vm& vm, Value self, Value value) { return set_text(vm, function(self)->qualname, value, "__qualname__"); }
Ref get_doc(Vm& vm, Value self) { return or_none(vm, function(self)->doc); }
Ref set_doc(Vm& vm, Value self, Value value) { replace(vm, function(self)->doc, value); return vm.none(); }
Ref get_module(Vm& vm, Value self) { return or_none(vm, function(self)->module); }
Ref set_module(Vm& vm, Value self, Value value) { replace(vm, function(self)->module, value); return vm.none(); }
Ref get_code(Vm&, Value self) { return share(function(self)->code); }
Ref set_code(Vm& vm, Value self, Value value) {
  FunctionObject* f = function(self);
  if (!value || vm.types.of(value) != vm.types.code) return vm.raise(Exc::TypeError, "__code__ must be set to a code object");
  const int wanted = f->closure == nullptr ? 0 : static_cast<int>(f->closure->length);
  const int given = (*as<CodeValue>(value)->code)->free_count();
  if (wanted != given) {
    return vm.raise(Exc::ValueError, fmt::format("{}() requires a code object with {} free vars, not {}", utf8_of(f->name), wanted, given));
  }
  replace(vm, f->code, value);
  return vm.none();
}
Ref read_only(Vm& vm, Value, Value) { return vm.raise(Exc::AttributeError, "readonly attribute"); }
Ref get_globals(Vm&, Value self) { return share(function(self)->globals); }
Ref get_builtins(Vm&, Value self) { return share(function(self)->builtins); }
Ref get_closure(Vm& vm, Value self) { return or_none(vm, function(self)->closure); }
Ref get_defaults(Vm& vm, Value self) { return or_none(vm, function(self)->defaults); }
Ref set_defaults(Vm& vm, Value self, Value value) {
  if (value && !value.is_none() && !is_tuple(value)) return vm.raise(Exc::TypeError, "__defaults__ must be set to a tuple object");
  replace(vm, function(self)->defaults, value);
  return vm.none();
}
Ref get_kwdefaults(Vm& vm, Value self) { return or_none(vm, function(self)->kw_defaults); }
Ref set_kwdefaults(Vm& vm, Value self, Value value) {
  if (value && !value.is_none() && !is_dict(value)) return vm.raise(Exc::TypeError, "__kwdefaults__ must be set to a dict object");
  replace(vm, function(self)->kw_defaults, value);
  return vm.none();
}

/// The compiler leaves (name, value, name, value ...): the dict is made when somebody asks.
void make_annotations(Vm& vm, FunctionObject* f) {
  if (f->annotations && is_dict(f->annotations)) return;
  Ref dict = make_dict(vm.heap);
  if (f->annotations && is_tuple(f->annotations)) {
    const TupleObject* pairs = as_tuple(f->annotations);
    for (std::uint32_t i = 0; i + 1 < pairs->length; i += 2) {
      dict_set_str(vm.heap, as_dict(dict), as_str(pairs->items[i]), pairs->items[i + 1]);
    }
  }
  replace(vm, f->annotations, dict);
}
Ref get_annotations(Vm& vm, Value self) {
  make_annotations(vm, function(self));
  return share(function(self)->annotations);
}
Ref set_annotations(Vm& vm, Value self, Value value) {
  if (value && !value.is_none() && !is_dict(value)) return vm.raise(Exc::TypeError, "__annotations__ must be set to a dict object");
  replace(vm, function(self)->annotations, value && !value.is_none() ? value : Value());
  return vm.none();
}
Ref get_dict(Vm& vm, Value self) {
  FunctionObject* f = function(self);
  if (f->dict == nullptr) f->dict = as_dict(make_dict(vm.heap).release());
  return share(f->dict);
}
Ref set_dict(Vm& vm, Value self, Value value) {
  if (!value || !is_dict(value)) return vm.raise(Exc::TypeError, "__dict__ must be set to a dictionary");
  replace(vm, function(self)->dict, value);
  return vm.none();
}
Ref get_type_params(Vm& vm, Value) { return vm.tuple({}); }
/// Type parameters are not modeled, so only the empty tuple that every function has can be passed on (functools.wraps does).
Ref set_type_params(Vm& vm, Value, Value value) {
  if (!value || !is_tuple(value)) return vm.raise(Exc::TypeError, "__type_params__ must be set to a tuple");
  return vm.none();
}

const GetSetSpec kFunctionGetSet[] = {
    {"__name__", get_name, set_name}, {"__qualname__", get_qualname, set_qualname}, {"__doc__", get_doc, set_doc},
    {"__module__", get_module, set_module}, {"__code__", get_code, set_code}, {"__globals__", get_globals, read_only},
    {"__builtins__", get_builtins, read_only}, {"__closure__", get_closure, read_only}, {"__defaults__", get_defaults, set_defaults}, {"__kwdefaults__", get_kwdefaults, set_kwdefaults},
    {"__annotations__", get_annotations, set_annotations}, {"__dict__", get_dict, set_dict}, {"__type_params__", get_type_params, set_type_params},
};

// ---- method ----

BoundMethod* method(Value v) { return as<BoundMethod>(v); }

Co<Ref> method_repr_co(Vm& vm, Value self) {
  Ref name = co_await vm.finish(find_attr(vm, method(self)->function, vm.names->dunder_qualname));
  if (!name) co_return nullptr;
  Ref receiver = co_await vm.finish(repr(vm, method(self)->self));
  if (!receiver) co_return nullptr;
  co_return vm.str(fmt::format("<bound method {} of {}>", is_str(name) ? to_utf8(name) : "?", to_utf8(receiver)));
}
Ref method_repr(Vm& vm, Value self) { return vm.start(method_repr_co(vm, self)); }
Ref method_call(Vm& vm, Value self, const Args& args) { return call(vm, self, args); }
Ref method_compare(Vm& vm, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || vm.types.of(other) != vm.types.method) return steal(Value::not_implemented());
  const bool same = method(self)->function == method(other)->function && method(self)->self == method(other)->self;
  return vm.boolean(same == (op == CompareOp::Eq));
}
Ref method_hash(Vm& vm, Value self) {
  BoundMethod* m = method(self);
  std::uint64_t h = m->function.is_object() ? identity_hash(vm.heap, m->function.object()) : 0;
  h ^= m->self.is_object() ? identity_hash(vm.heap, m->self.object()) * 3 : m->self.bits();
  return vm.integer(static_cast<std::int64_t>(h >> 4));
}
/// Attributes of the function show through.
Ref method_get_attr(Vm& vm, Value self, StrObject* name) {
  if (lookup_in_mro(vm, vm.types.method, name)) return generic_get_attr(vm, self, name);
  return get_attr(vm, method(self)->function, name);
}
Ref method_create(Vm& vm, TypeObject*, const Args& args) {
  if (args.count != 2) return vm.raise(Exc::TypeError, fmt::format("method expected 2 arguments, got {}", args.count));
  if (args[1].is_none()) return vm.raise(Exc::TypeError, "instance must not be None");
  return make_bound_method(vm, args[0], args[1]);
}
void method_destroy(Heap& heap, Object* self) {
  heap.decref(static_cast<BoundMethod*>(self)->function);
  heap.decref(static_cast<BoundMethod*>(self)->self);
}
void method_visit(Object* self, Visit visit, void* context) {
  visit(static_cast<BoundMethod*>(self)->function, context);
  visit(static_cast<BoundMethod*>(self)->self, context);
}
Ref method_function(Vm&, Value self) { return share(method(self)->function); }
Ref method_self(Vm&, Value self) { return share(method(self)->self); }
Ref method_doc(Vm& vm, Value self) { return get_attr(vm, method(self)->function, vm.names->dunder_doc); }
const GetSetSpec kMethodGetSet[] = {{"__func__", method_function}, {"__self__", method_self}, {"__doc__", method_doc}};

// ---- cell ----

Ref cell_contents(Vm& vm, Value self) {
  Value value = as<CellObject>(self)->value;
  return value ? share(value) : vm.raise(Exc::ValueError, "Cell is empty");
}
Ref set_cell_contents(Vm& vm, Value self, Value value) {
  replace(vm, as<CellObject>(self)->value, value);
  return vm.none();
}
Ref cell_create(Vm& vm, TypeObject*, const Args& args) {
  if (args.count > 1) return vm.raise(Exc::TypeError, fmt::format("cell expected at most 1 argument, got {}", args.count));
  auto* cell = vm.heap.make<CellObject>(vm.types.cell);
  if (args.count == 1) cell->value = vm.heap.publish(args[0]);
  return steal(cell);
}
Ref cell_repr(Vm& vm, Value self) {
  Value value = as<CellObject>(self)->value;
  if (!value) return vm.str(fmt::format("<cell at {}: empty>", address_text(vm, self.object())));
  return vm.str(fmt::format("<cell at {}: {} object at {}>", address_text(vm, self.object()), type_name_of(vm, value),
                            value.is_object() ? address_text(vm, value.object()) : "0x0"));
}
void cell_destroy(Heap& heap, Object* self) { heap.decref(static_cast<CellObject*>(self)->value); }
void cell_visit(Object* self, Visit visit, void* context) {
  if (static_cast<CellObject*>(self)->value) visit(static_cast<CellObject*>(self)->value, context);
}
const GetSetSpec kCellGetSet[] = {{"cell_contents", cell_contents, set_cell_contents}};

void install_method(Vm& vm) {
  TypeObject* type = vm.types.method;
  type->basic_bytes = sizeof(BoundMethod);
  type->slots.repr = method_repr;
  type->slots.call = method_call;
  type->slots.compare = method_compare;
  type->slots.hash = method_hash;
  type->slots.get_attr = method_get_attr;
  type->slots.create = method_create;
  type->slots.destroy = method_destroy;
  type->slots.visit = method_visit;
  add_getset(vm, type, kMethodGetSet);
}

void install_cell(Vm& vm) {
  TypeObject* type = vm.types.cell;
  type->basic_bytes = sizeof(CellObject);
  type->slots.repr = cell_repr;
  type->slots.create = cell_create;
  type->slots.destroy = cell_destroy;
  type->slots.visit = cell_visit;
  add_getset(vm, type, kCellGetSet);
}

}  // namespace

Ref make_bound_method(Vm& vm, Value function, Value self) {
  auto* m = vm.heap.make<BoundMethod>(vm.types.method);
  m->function = share(function).release();
  m->self = vm.heap.publish(self);
  return steal(m);
}

void install_functions(Vm& vm) {
  TypeObject* type = vm.types.function;
  type->basic_bytes = sizeof(FunctionObject);
  type->type_flags |= kTypeHasDict;
  type->slots.repr = function_repr;
  type->slots.descr_get = function_descr_get;
  type->slots.call = function_call;
  type->slots.create = function_create;
  type->slots.destroy = function_destroy;
  type->slots.visit = function_visit;
  add_getset(vm, type, kFunctionGetSet);
  install_method(vm);
  install_cell(vm);
}

}  // namespace gilscope
