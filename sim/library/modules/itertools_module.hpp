// What the two halves of itertools share: one object shape for all of its iterators.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>

#include "sim/objects/types.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

/// An iterator's state: values it holds and numbers, whose meaning each iterator explains beside its step function.
struct IteratorObject : Object {
  Value held[6];
  std::int64_t a, b, c, d;
};

/// Puts v (a new reference of its own) at held[place]; what was there goes.
void hold(Vm& vm, IteratorObject* self, int place, Value v);
Ref make_iterator(Vm& vm, TypeObject* cls, std::initializer_list<Value> held, std::int64_t a = 0, std::int64_t b = 0);

Ref self_iter(Vm&, Value self);
void iterator_destroy(Heap& heap, Object* o);
void iterator_visit(Object* o, Visit visit, void* context);

TypeObject* add_iterator(Vm& vm, ModuleObject* module, const char* name, Ref (*create)(Vm&, TypeObject*, const Args&),
                         Ref (*step)(Vm&, Value), std::span<const NativeSpec> methods = {});
TypeObject* itertools_type(Vm& vm, const char* name);

/// count, cycle, repeat, product, permutations, combinations, combinations_with_replacement: itertools_generate.cpp.
void add_generating_iterators(Vm& vm, ModuleObject* module);

}  // namespace gilscope
