#include "sim/objects/weakref.hpp"

#include <algorithm>

#include "sim/objects/heap_private.hpp"

namespace gilscope {

void register_weakref(Heap& heap, Object* target, WeakrefObject* ref) {
  ref->target = target;
  heap.priv().weakrefs[target].push_back(ref);
  target->flags |= kFlagHasWeakrefs;
}

void unregister_weakref(Heap& heap, WeakrefObject* ref) {
  if (ref->target == nullptr) return;
  auto& table = heap.priv().weakrefs;
  if (auto found = table.find(ref->target); found != table.end()) {
    std::erase(found->second, ref);
    if (found->second.empty()) {
      ref->target->flags &= static_cast<std::uint16_t>(~kFlagHasWeakrefs);
      table.erase(found);
    }
  }
  ref->target = nullptr;
}

std::vector<WeakrefObject*> weakrefs_of(Heap& heap, const Object* target) {
  const auto& table = heap.priv().weakrefs;
  const auto found = table.find(target);
  return found == table.end() ? std::vector<WeakrefObject*>{} : found->second;
}

std::vector<Ref> clear_weakrefs(Heap& heap, Object* target) {
  std::vector<Ref> with_callback;
  for (WeakrefObject* ref : weakrefs_of(heap, target)) {
    ref->target = nullptr;
    if (ref->callback) with_callback.push_back(share(ref));
  }
  heap.priv().weakrefs.erase(target);
  target->flags &= static_cast<std::uint16_t>(~kFlagHasWeakrefs);
  return with_callback;
}

void weakref_destroy(Heap& heap, Object* self) {
  auto* ref = static_cast<WeakrefObject*>(self);
  unregister_weakref(heap, ref);
  heap.decref(ref->callback);
}

void weakref_visit(Object* self, void (*visit)(Value, void*), void* context) {
  if (Value callback = static_cast<WeakrefObject*>(self)->callback) visit(callback, context);
}

}  // namespace gilscope
