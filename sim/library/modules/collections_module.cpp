// _collections: defaultdict, and the list of what the module holds.
#include "sim/library/modules/collections_module.hpp"

#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

// ---- defaultdict: a dict whose __missing__ calls a factory ----
struct DefaultDictObject : DictObject { Value factory; };
DefaultDictObject* default_dict(Value v) { return static_cast<DefaultDictObject*>(v.object()); }

void default_dict_destroy(Heap& heap, Object* o) {
  heap.decref(static_cast<DefaultDictObject*>(o)->factory);
  dict_destroy(heap, o);
}
void default_dict_visit(Object* o, Visit visit, void* context) {
  if (Value factory = static_cast<DefaultDictObject*>(o)->factory) visit(factory, context);
  dict_visit(o, visit, context);
}

Co<Ref> init_co(Vm& vm, Value self, Value source, Value keywords, std::uint32_t count) {
  Ref names = share(keywords);
  Ref update = co_await vm.finish(get_attr(vm, self, vm.names->update));
  if (!update) co_return nullptr;
  if (source) {
    Ref done = co_await vm.call(update, source);
    if (!done) co_return nullptr;
  }
  if (count) {
    Ref done = co_await vm.call(update, names);
    if (!done) co_return nullptr;
  }
  co_return vm.none();
}
Ref default_dict_init(Vm& vm, Value self, const Args& a) {
  Value factory = a.count ? a[0] : Value::none();
  if (!factory.is_none() && !vm.types.of(factory)->slots.call) {
    return vm.raise(Exc::TypeError, "first argument must be callable or None");
  }
  if (a.count > 2) return vm.raise(Exc::TypeError, fmt::format("dict expected at most 1 argument, got {}", a.count - 1));
  vm.heap.decref(std::exchange(default_dict(self)->factory, share(factory).release()));
  if (a.count < 2 && !a.keyword_count()) return vm.none();
  Ref keywords = make_dict(vm.heap);
  for (std::uint32_t i = 0; i < a.keyword_count(); ++i) {
    dict_set_str(vm.heap, as_dict(keywords), as_str(a.keywords->items[i]), a.keyword_value(i));
  }
  return vm.start(init_co(vm, self, a.count > 1 ? a[1] : Value(), keywords, a.keyword_count()));
}

Co<Ref> missing_co(Vm& vm, Value self, Value key) {
  Ref made = co_await vm.call(default_dict(self)->factory);
  if (!made) co_return nullptr;
  Ref done = co_await vm.finish(set_item(vm, self, key, made));
  if (!done) co_return nullptr;
  co_return made;
}
Ref default_dict_missing(Vm& vm, const Args& a) {
  if (!default_dict(a[0])->factory || default_dict(a[0])->factory.is_none()) {
    const Value args[] = {a[1]};
    Ref error = call(vm, vm.types.exception(Exc::KeyError), Args{args, 1, nullptr});
    return error ? vm.raise_value(error) : nullptr;
  }
  vm.charge(Cost::AttributeSlow);  // dict_subscript looked __missing__ up
  vm.charge(Cost::NativeCall);
  return vm.start(missing_co(vm, a[0], a[1]));
}

Co<Ref> default_dict_repr_co(Vm& vm, Value v) {
  Ref factory = co_await vm.finish(repr(vm, default_dict(v)->factory ? default_dict(v)->factory : Value::none()));
  if (!factory) co_return nullptr;
  Ref plain = dict_copy(vm.heap, as_dict(v));
  Ref inside = co_await vm.finish(repr(vm, plain));
  if (!inside) co_return nullptr;
  co_return vm.str(fmt::format("{}({}, {})", type_name(vm, v), to_utf8(factory), to_utf8(inside)));
}
Ref default_dict_repr(Vm& vm, Value v) { return vm.start(default_dict_repr_co(vm, v)); }

Co<Ref> default_dict_copy_co(Vm& vm, Value v) {
  Ref copy = co_await vm.call(v.object()->type, default_dict(v)->factory ? default_dict(v)->factory : Value::none(), v);
  co_return copy;
}
Ref default_dict_copy(Vm& vm, const Args& a) { return vm.start(default_dict_copy_co(vm, a[0])); }

Ref factory_get(Vm&, Value v) { return share(default_dict(v)->factory ? default_dict(v)->factory : Value::none()); }
Ref factory_set(Vm& vm, Value v, Value factory) {
  vm.heap.decref(std::exchange(default_dict(v)->factory, share(factory ? factory : Value::none()).release()));
  return vm.none();
}
const GetSetSpec kAttributes[] = {{"default_factory", factory_get, factory_set}};
const NativeSpec kMethods[] = {
    {.name = "__missing__", .fn = default_dict_missing, .signature = "(self, key, /)", .kind = NativeKind::Method},
    {.name = "copy", .fn = default_dict_copy, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "__copy__", .fn = default_dict_copy, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
};

// ---- Counter's inner loop ----
Co<Ref> count_elements_co(Vm& vm, Value mapping, Value iterable) {
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) co_return nullptr;
  while (true) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.none();
    vm.charge(Cost::IterStep);
    Ref old = co_await vm.finish(dict_get(vm, as_dict(mapping), item));
    if (!old) co_return nullptr;
    if (old.get().is_exhausted()) old = vm.integer(0);
    Ref sum = co_await vm.finish(binary(vm, BinaryOp::Add, old, Value::integer(1)));
    if (!sum) co_return nullptr;
    Ref done = co_await vm.finish(dict_set(vm, as_dict(mapping), item, sum));
    if (!done) co_return nullptr;
  }
}
Ref count_elements(Vm& vm, const Args& a) {
  if (!is_dict(a[0])) return vm.raise(Exc::TypeError, "_count_elements() needs a dict");
  return vm.start(count_elements_co(vm, a[0], a[1]));
}
const NativeSpec kFunctions[] = {
    {.name = "_count_elements", .fn = count_elements, .signature = "(mapping, iterable, /)", .cost = Cost::NativeCall}};

}  // namespace

void add_defaultdict(Vm& vm, ModuleObject* module) {
  add_class(vm, module, make_type(vm, {.name = "collections.defaultdict",
                                       .base = vm.types.dict,
                                       .layout = Layout::Dict,
                                       .instance_bytes = sizeof(DefaultDictObject),
                                       .slots = {.repr = default_dict_repr, .init = default_dict_init, .destroy = default_dict_destroy,
                                                 .visit = default_dict_visit},
                                       .methods = kMethods,
                                       .getset = kAttributes}));
}

void init_collections(Vm& vm, ModuleObject* module) {
  add_deque(vm, module);
  add_defaultdict(vm, module);
  add_ordered_dict(vm, module);
  add_functions(vm, module, kFunctions);
}

}  // namespace gilscope
