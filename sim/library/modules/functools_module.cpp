// _functools: partial, reduce, cmp_to_key; and what dataclasses build their __init__ from.
#include "sim/library/modules/functools_module.hpp"

#include <fmt/format.h>

#include <vector>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

// ---- reduce ----
Co<Ref> reduce_co(Vm& vm, Value function, Value iterable, Value initial) {
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) co_return nullptr;
  Ref total = share(initial);
  if (!initial) {
    total = co_await vm.finish(next(vm, it));
    if (!total) co_return nullptr;
    if (total.get().is_exhausted()) co_return vm.raise(Exc::TypeError, "reduce() of empty iterable with no initial value");
  }
  while (true) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return total;
    vm.charge(Cost::IterStep);
    total = co_await vm.call(function, total, item);
    if (!total) co_return nullptr;
  }
}
Ref functools_reduce(Vm& vm, const Args& a) { return vm.start(reduce_co(vm, a[0], a[1], a[2])); }

// ---- partial ----
struct PartialObject : Object {
  Value function;
  TupleObject* args;
  DictObject* keywords;
};
PartialObject* partial(Value v) { return static_cast<PartialObject*>(v.object()); }

void partial_destroy(Heap& heap, Object* o) {
  auto* self = static_cast<PartialObject*>(o);
  heap.decref(self->function);
  if (self->args) heap.decref(self->args);
  if (self->keywords) heap.decref(self->keywords);
}
void partial_visit(Object* o, Visit visit, void* context) {
  auto* self = static_cast<PartialObject*>(o);
  if (self->function) visit(self->function, context);
  if (self->args) visit(self->args, context);
  if (self->keywords) visit(self->keywords, context);
}

Ref partial_new(Vm& vm, TypeObject* cls, const Args& a) {
  if (a.count == 0) return vm.raise(Exc::TypeError, "type 'partial' takes at least one argument");
  Value function = a[0];
  if (!vm.types.of(function)->slots.call) return vm.raise(Exc::TypeError, "the first argument must be callable");
  const bool nested = function.is_object() && function.object()->type == cls;
  PartialObject* inner = nested ? partial(function) : nullptr;
  auto* self = new_object<PartialObject>(vm, cls);
  Ref made = steal(self);
  std::vector<Value> args;
  if (nested) args.assign(inner->args->items, inner->args->items + inner->args->length);
  args.insert(args.end(), a.data + 1, a.data + a.count);
  self->args = as_tuple(make_tuple(vm.heap, std::span<const Value>(args)).release());
  self->keywords = as_dict((nested ? dict_copy(vm.heap, inner->keywords) : make_dict(vm.heap)).release());
  self->function = share(nested ? inner->function : function).release();
  for (std::uint32_t i = 0; i < a.keyword_count(); ++i) {
    dict_set_str(vm.heap, self->keywords, as_str(a.keywords->items[i]), a.keyword_value(i));
  }
  return made;
}

/// Bound keywords come first, call keywords override them in place or follow.
Co<Ref> partial_call_co(Vm& vm, Value self_value, Value all_args, Value names, std::uint32_t named) {
  Ref keep = share(self_value);
  Ref args = share(all_args);
  Ref keywords = share(names);
  auto* tuple = as_tuple(args);
  Ref result = co_await vm.finish(
      call(vm, partial(self_value)->function, Args{tuple->items, tuple->length - named, keywords ? as_tuple(keywords) : nullptr}));
  co_return result;
}
Ref partial_call(Vm& vm, Value self_value, const Args& a) {
  PartialObject* self = partial(self_value);
  std::vector<Value> args(self->args->items, self->args->items + self->args->length), names, values;
  args.insert(args.end(), a.data, a.data + a.count);
  for (std::int64_t i = dict_next(self->keywords, 0); i >= 0; i = dict_next(self->keywords, static_cast<std::uint32_t>(i + 1))) {
    names.push_back(self->keywords->entries[i].key);
    values.push_back(self->keywords->entries[i].value);
  }
  for (std::uint32_t k = 0; k < a.keyword_count(); ++k) {
    std::size_t at = 0;
    while (at < names.size() && !str_equal(as_str(names[at]), as_str(a.keywords->items[k]))) ++at;
    if (at == names.size()) {
      names.push_back(a.keywords->items[k]);
      values.emplace_back();
    }
    values[at] = a.keyword_value(k);
  }
  args.insert(args.end(), values.begin(), values.end());
  Ref all = make_tuple(vm.heap, std::span<const Value>(args));
  Ref keywords = names.empty() ? Ref() : make_tuple(vm.heap, std::span<const Value>(names));
  return vm.start(partial_call_co(vm, self_value, all, keywords, static_cast<std::uint32_t>(names.size())));
}

Co<Ref> partial_repr_co(Vm& vm, Value v) {
  PartialObject* self = partial(v);
  Ref part = co_await vm.finish(repr(vm, self->function));
  if (!part) co_return nullptr;
  std::string text = "functools.partial(" + to_utf8(part);
  for (std::uint32_t i = 0; i < self->args->length; ++i) {
    part = co_await vm.finish(repr(vm, self->args->items[i]));
    if (!part) co_return nullptr;
    text += ", " + to_utf8(part);
  }
  for (std::int64_t i = dict_next(self->keywords, 0); i >= 0; i = dict_next(self->keywords, static_cast<std::uint32_t>(i + 1))) {
    part = co_await vm.finish(repr(vm, self->keywords->entries[i].value));
    if (!part) co_return nullptr;
    text += ", " + to_utf8(self->keywords->entries[i].key) + "=" + to_utf8(part);
  }
  co_return vm.str(text + ")");
}
Ref partial_repr(Vm& vm, Value v) { return vm.start(partial_repr_co(vm, v)); }
Ref partial_func(Vm&, Value v) { return share(partial(v)->function); }
Ref partial_args(Vm&, Value v) { return share(partial(v)->args); }
Ref partial_keywords(Vm&, Value v) { return share(partial(v)->keywords); }
const GetSetSpec kPartialAttributes[] = {{"func", partial_func}, {"args", partial_args}, {"keywords", partial_keywords}};

// ---- cmp_to_key ----
struct KeyObject : Object {
  Value compare;  ///< the old-style comparison function
  Value object;   ///< null in the factory itself
};
KeyObject* key_of(Value v) { return static_cast<KeyObject*>(v.object()); }
void key_destroy(Heap& heap, Object* o) {
  heap.decref(static_cast<KeyObject*>(o)->compare);
  heap.decref(static_cast<KeyObject*>(o)->object);
}
void key_visit(Object* o, Visit visit, void* context) {
  visit(static_cast<KeyObject*>(o)->compare, context);
  if (static_cast<KeyObject*>(o)->object) visit(static_cast<KeyObject*>(o)->object, context);
}
Ref make_key(Vm& vm, TypeObject* type, Value compare, Value object) {
  auto* key = new_object<KeyObject>(vm, type);
  key->compare = share(compare).release();
  if (object) key->object = vm.heap.publish(object);
  return steal(key);
}
Ref key_call(Vm& vm, Value self, const Args& a) {
  Value object;
  if (!bind_arguments(vm, "K", a, {"obj"}, 1, 1, &object)) return nullptr;
  return make_key(vm, self.object()->type, key_of(self)->compare, object);
}
Co<Ref> key_compare_co(Vm& vm, Value left, Value right, CompareOp op) {
  Ref order = co_await vm.call(key_of(left)->compare, key_of(left)->object, key_of(right)->object);
  if (!order) co_return nullptr;
  Ref result = co_await vm.finish(compare(vm, op, order, Value::integer(0)));
  co_return result;
}
Ref key_compare(Vm& vm, Value left, Value right, CompareOp op) {
  if (!right.is_object() || right.object()->type != left.object()->type) {
    return vm.raise(Exc::TypeError, "other argument must be K instance");
  }
  return vm.start(key_compare_co(vm, left, right, op));
}
Ref key_object(Vm&, Value v) { return key_of(v)->object ? share(key_of(v)->object) : steal(Value::none()); }
const GetSetSpec kKeyAttributes[] = {{"obj", key_object}};

Ref functools_cmp_to_key(Vm& vm, const Args& a) {
  Ref module = dict_get(vm, vm.modules, Value(vm.intern("_functools")));
  return make_key(vm, as<TypeObject>(module_value(vm, as<ModuleObject>(module), "KeyWrapper")), a[0], Value());
}

// ---- for dataclasses ----
/// _store_attributes(object, names, values, more): the values, and the last ones of `more` behind them, under the names. CPython compiles one
/// store per field into __init__; `more` are the defaults.
Co<Ref> store_attributes_co(Vm& vm, Value object, Value names, Value values, Value more) {
  const TupleObject *fields = as_tuple(names), *given = as_tuple(values), *rest = as_tuple(more);
  for (std::uint32_t i = 0; i < fields->length; ++i) {
    const Value value = i < given->length ? given->items[i] : rest->items[rest->length - (fields->length - i)];
    vm.charge(Cost::ItemCopy);
    Ref done = co_await vm.finish(set_attr(vm, object, as_str(fields->items[i]), value));
    if (!done) co_return nullptr;
  }
  co_return vm.none();
}
Ref store_attributes(Vm& vm, const Args& a) { return vm.start(store_attributes_co(vm, a[0], a[1], a[2], a[3])); }

const NativeSpec kFunctions[] = {
    {.name = "_store_attributes", .fn = store_attributes, .signature = "(object, names, values, more, /)", .cost = Cost::NativeCallSmall},
    {.name = "reduce", .fn = functools_reduce, .signature = "(function, iterable, initial=None, /)", .cost = Cost::NativeCall},
    {.name = "cmp_to_key", .fn = functools_cmp_to_key, .signature = "(mycmp)", .cost = Cost::NativeCall},
};

}  // namespace

void init_functools(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  add_cache(vm, module);
  add_class(vm, module, make_type(vm, {.name = "functools.partial",
                                       .instance_bytes = sizeof(PartialObject),
                                       .flags = kTypeBase | kTypeHasDict,
                                       .slots = {.repr = partial_repr, .call = partial_call, .create = partial_new,
                                                 .destroy = partial_destroy, .visit = partial_visit},
                                       .getset = kPartialAttributes}));
  add_class(vm, module, make_type(vm, {.name = "functools.KeyWrapper",
                                       .instance_bytes = sizeof(KeyObject),
                                       .slots = {.compare = key_compare, .call = key_call, .destroy = key_destroy, .visit = key_visit},
                                       .getset = kKeyAttributes}));
}

}  // namespace gilscope
