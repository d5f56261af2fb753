// _thread._local: an object whose attributes differ from thread to thread (Modules/_threadmodule.c).
//
// Each thread has a dict of its own. At every access the current thread's dict takes the place of the instance's __dict__, and the
// ordinary attribute lookup does the rest. A thread's first access makes the dict, and calls __init__ if a subclass defines one.
#include <algorithm>

#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/thread_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"

namespace gilscope {

namespace {

LocalObject* local_of(Value v) { return static_cast<LocalObject*>(v.object()); }

DictObject* known_namespace(const LocalObject* l, ThreadId thread) {
  for (const auto& n : *l->namespaces) if (n.thread == thread) return n.dict;
  return nullptr;
}

/// The current thread's dict becomes the instance's. Requires: it exists.
void switch_namespace(Vm& vm, LocalObject* l) { attribute_fields(l)->dict = known_namespace(l, vm.thread->id); }

bool has_own_init(Vm& vm, TypeObject* cls) {
  return lookup_in_mro(vm, cls, vm.names->dunder_init) != lookup_in_mro(vm, vm.types.object_, vm.names->dunder_init);
}

void make_namespace(Vm& vm, LocalObject* l) {
  vm.charge(Cost::AllocTracked);
  l->namespaces->push_back({vm.thread->id, static_cast<DictObject*>(make_dict(vm.heap).release().object())});
  switch_namespace(vm, l);
}

/// self.__init__(*args) of a subclass, then the access itself.
template <class F>
Co<Ref> init_then(Vm& vm, LocalObject* l, F access) {
  const Ref keep = share(Value(l));
  Ref init = co_await vm.finish(get_attr(vm, Value(l), vm.names->dunder_init));
  if (!init) co_return nullptr;
  const TupleObject* args = as_tuple(l->args);
  Ref done = co_await vm.finish(call(vm, init, Args{args->items, args->length, nullptr}));
  if (!done) co_return nullptr;
  switch_namespace(vm, l);
  Ref result = co_await vm.finish(access());
  co_return result;
}

/// The access `f` in the current thread's namespace, which is made first if need be.
template <class F>
Ref in_namespace(Vm& vm, LocalObject* l, F f) {
  vm.charge(Cost::AttributeSlow);  // _ldict: the thread's dict is looked up by a key of its own
  if (known_namespace(l, vm.thread->id) == nullptr) {
    make_namespace(vm, l);
    if (has_own_init(vm, l->type)) return vm.start(init_then(vm, l, f));
  }
  switch_namespace(vm, l);
  return f();
}

Ref local_get_attr(Vm& vm, Value self, StrObject* name) {
  return in_namespace(vm, local_of(self), [&vm, self, name] { return generic_get_attr(vm, self, name); });
}
Ref local_set_attr(Vm& vm, Value self, StrObject* name, Value value) {
  return in_namespace(vm, local_of(self), [&vm, self, name, value] { return generic_set_attr(vm, self, name, value); });
}

Ref local_create(Vm& vm, TypeObject* cls, const Args& args) {
  const bool given = args.count + args.keyword_count() > 0;
  if (given && !has_own_init(vm, cls)) return vm.raise(Exc::TypeError, "Initialization arguments are not supported");
  auto* l = new_object<LocalObject>(vm, cls);
  l->namespaces = new std::vector<LocalObject::Namespace>;
  l->args = make_tuple(vm.heap, std::span(args.data, args.count)).release();
  l->registry = new LocalRegistry(*thread_module(vm).locals);
  (*l->registry)->push_back(l);
  make_namespace(vm, l);  // __init__ follows, as for every object
  return steal(l);
}

void local_destroy(Heap& heap, Object* self) {
  auto* l = static_cast<LocalObject*>(self);
  attribute_fields(l)->dict = nullptr;
  drop_attribute_fields(heap, l);
  if (l->namespaces != nullptr) for (const auto& n : *l->namespaces) heap.decref(n.dict);
  delete l->namespaces;
  if (l->registry != nullptr) std::erase(**l->registry, l);
  delete l->registry;
  heap.decref(l->args);
}

}  // namespace

void forget_locals_of(Vm& vm, ThreadId thread) {
  const std::vector<LocalObject*> living = **thread_module(vm).locals;
  std::vector<DictObject*> dicts;
  for (LocalObject* l : living) {
    const auto found = std::find_if(l->namespaces->begin(), l->namespaces->end(), [&](const auto& n) { return n.thread == thread; });
    if (found == l->namespaces->end()) continue;
    dicts.push_back(found->dict);
    if (attribute_fields(l)->dict == found->dict) attribute_fields(l)->dict = nullptr;
    l->namespaces->erase(found);
  }
  for (DictObject* dict : dicts) vm.heap.decref(dict);  // last, because it may be the end of another local
}

void add_local_type(Vm& vm, ModuleObject* module) {
  add_class(vm, module, make_type(vm, {.name = "_thread._local",
                                       .instance_bytes = sizeof(LocalObject),
                                       .flags = kTypeBase | kTypeHasDict | kTypeOrderedCalls,
                                       .slots = {.get_attr = local_get_attr, .set_attr = local_set_attr, .create = local_create,
                                                 .destroy = local_destroy}}));
}

}  // namespace gilscope
