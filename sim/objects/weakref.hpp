// Weak references: the object, and the heap's side table of who refers weakly to whom (Objects/weakrefobject.c).
#pragma once

#include <vector>

#include "sim/objects/heap.hpp"

namespace gilscope {

struct WeakrefObject : Object {
  Object* target;   ///< borrowed; null once the target died
  Value callback;   ///< owned; null if there is none
  bool hashed;
  std::uint64_t hash;
};

/// From now on target's death clears `ref`. Requires: ref->target is not set yet.
void register_weakref(Heap& heap, Object* target, WeakrefObject* ref);
/// `ref` dies or is cleared by hand. Does nothing if it was cleared already.
void unregister_weakref(Heap& heap, WeakrefObject* ref);
/// The live weak references to target, oldest first; empty if none.
std::vector<WeakrefObject*> weakrefs_of(Heap& heap, const Object* target);
/// Clears every weak reference to a dying object, and returns, as new references, those whose callback has to be called.
std::vector<Ref> clear_weakrefs(Heap& heap, Object* target);

void weakref_destroy(Heap& heap, Object* self);  ///< for Slots::destroy
void weakref_visit(Object* self, void (*visit)(Value, void*), void* context);

}  // namespace gilscope
