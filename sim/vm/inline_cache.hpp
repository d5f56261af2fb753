// What the kinds of an ExecInstr's inline cache mean, and the checks that dispatch() inlines.
#pragma once

#include "sim/objects/iterators.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

// LOAD_GLOBAL: `version` is the globals', `index` the entry's; for builtins `pointer` holds the builtins' version.
inline constexpr std::uint16_t kGlobalEntry = 1, kBuiltinEntry = 2;
// LOAD_ATTR, STORE_ATTR: `version` is the class's.
inline constexpr std::uint16_t kInlineValue = 3;  ///< instance value number `index`
inline constexpr std::uint16_t kMethod = 4;       ///< `pointer`: the function or method descriptor; `index`: see no_shadow
inline constexpr std::uint16_t kModuleEntry = 5;  ///< entry `index` of the module's dict; `pointer` holds that dict's version

/// The instance has no attribute of the method's name: its class's shared keys, all that there were when the cache was filled
/// (`index` of them), lack it, and it has no dict.
inline bool no_shadow(Object* o, const ExecInstr& i) {
  if (i.index == 0xFFFF'FFFFu) return true;  // instances cannot have attributes of their own
  const InstanceObject* fields = attribute_fields(o);
  return fields->dict == nullptr && o->type->shared_keys != nullptr && o->type->shared_keys->names.size() == i.index;
}

/// True when some object this frame will drop on return belongs to another thread.
bool holds_foreign(const Vm& vm, const PythonFrame& frame);

/// The next item of a range, list or tuple iterator that only this thread uses (new reference; null: exhausted). False: it is something
/// else, or in a build without GIL a touch that needs its turn.
inline bool quick_next(Vm& vm, Object* iterator, bool parallel, Value& item) {
  TypeObject* const type = iterator->type;
  if (type == vm.types.range_iterator) {
    auto* r = static_cast<RangeIterator*>(iterator);
    if (r->left < 0) return false;
    if (r->left == 0) return true;
    item = range_iterator_next(vm.heap, r).release();
    return true;
  }
  const bool is_list_iterator = type == vm.types.list_iterator;
  if (!is_list_iterator && type != vm.types.tuple_iterator) return false;
  auto* i = static_cast<IndexIterator*>(iterator);
  if (!i->source) return true;
  const std::uint32_t length = is_list_iterator ? as_list(i->source)->length : as_tuple(i->source)->length;
  const Value* items = is_list_iterator ? as_list(i->source)->items : as_tuple(i->source)->items;
  if (i->index >= static_cast<std::int64_t>(length)) {
    if (parallel) return false;
    finish_iteration(vm.heap, i);
    return true;
  }
  const Value v = items[i->index];
  if (parallel && (vm.heap.is_foreign(i->source.object()) || (i->source.object()->flags & kFlagShared) != 0 ||
                   (v.is_object() && vm.heap.is_foreign(v.object())))) {
    return false;
  }
  ++i->index;
  vm.heap.incref(v);
  item = v;
  return true;
}

}  // namespace gilscope
