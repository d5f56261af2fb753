// Which slot a class gets: inheritance between native classes, dispatchers for Python classes.

#include <array>
#include <cstdint>
#include <unordered_map>

#include "sim/vm/dispatchers.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/namespace.hpp"
#include "sim/vm/protocol_state.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

using GroupMask = std::uint32_t;
GroupMask bit(SlotGroup g) { return GroupMask{1} << static_cast<int>(g); }

/// Special methods that steer a slot without being a view of it.
constexpr std::array<std::pair<const char*, SlotGroup>, 2> kMoreNames = {{{"__getattr__", SlotGroup::GetAttr}, {"__new__", SlotGroup::Create}}};

const std::unordered_map<const StrObject*, std::uint8_t>& groups_by_name(Vm& vm) {
  auto& groups = vm.protocol->slot_groups;
  if (groups.empty()) {
    for (const SlotDef& def : slot_definitions()) groups.emplace(vm.intern(def.name), static_cast<std::uint8_t>(def.group));
    for (const auto& [name, group] : kMoreNames) groups.emplace(vm.intern(name), static_cast<std::uint8_t>(group));
  }
  return groups;
}

/// The groups of which a Python class among `type`'s ancestors (itself included) defines a method.
GroupMask python_groups(Vm& vm, TypeObject* type) {
  const auto& groups = groups_by_name(vm);
  GroupMask mask = 0;
  for (std::uint32_t i = 0; i < type->mro->length; ++i) {
    auto* c = static_cast<TypeObject*>(type->mro->items[i].object());
    if ((c->type_flags & kTypeHeap) == 0) continue;
    for_each_name(c->dict, [&](StrObject* name) {
      const auto found = groups.find(name);
      if (found != groups.end()) mask |= bit(static_cast<SlotGroup>(found->second));
    });
  }
  return mask;
}

/// Copies from `from` what is null in `to`; hash and compare go together (typeobject.c: inherit_slots).
void take_over(Slots& to, const Slots& from) {
  const bool own_compare = to.compare != nullptr;
  const bool own_hash = to.hash != nullptr;
#define X(group, member, dispatcher) \
  if (to.member == nullptr && SlotGroup::group != SlotGroup::Hash && SlotGroup::group != SlotGroup::Compare) to.member = from.member;
  GILSCOPE_SLOT_GROUPS(X)
#undef X
  if (!own_compare && !own_hash) {
    to.compare = from.compare;
    to.hash = from.hash;
  } else if (!own_compare) {
    to.compare = from.compare;
  }
  if (to.destroy == nullptr) to.destroy = from.destroy;
  if (to.visit == nullptr) to.visit = from.visit;
}

void set_dispatchers(Slots& slots, GroupMask mask) {
#define X(group, member, dispatcher) \
  if (mask & bit(SlotGroup::group)) slots.member = dispatcher;
  GILSCOPE_SLOT_GROUPS(X)
#undef X
}

void set_flag(TypeObject* type, TypeFlags flag, bool on) {
  type->type_flags = on ? type->type_flags | flag : type->type_flags & ~static_cast<std::uint32_t>(flag);
}

}  // namespace

void inherit_slots(Vm& vm, TypeObject* type) {
  // object's __new__ makes plain instances only: a native class without a constructor of its own cannot be called.
  const bool constructible = type->slots.create != nullptr || type->layout == Layout::Plain;
  for (std::uint32_t i = 1; i < type->mro->length; ++i) {
    const auto* base = static_cast<TypeObject*>(type->mro->items[i].object());
    auto* const create = type->slots.create;
    take_over(type->slots, base->slots);
    if (base == vm.types.object_ && !constructible && create == nullptr) type->slots.create = nullptr;
  }
  if (type->slots.compare != nullptr && type->slots.hash == nullptr) type->slots.hash = hash_unhashable;
}

void update_slots(Vm& vm, TypeObject* type) {
  const GroupMask mask = python_groups(vm, type);
  Slots slots;
  for (std::uint32_t i = 1; i < type->mro->length; ++i) {
    auto* c = static_cast<TypeObject*>(type->mro->items[i].object());
    if ((c->type_flags & kTypeHeap) == 0) take_over(slots, c->slots);
  }
  set_dispatchers(slots, mask);
  if (lookup_in_mro(vm, type, vm.names->dunder_hash).is_none()) slots.hash = hash_unhashable;
  slots.destroy = type->slots.destroy;
  slots.visit = type->slots.visit;
  type->slots = slots;
  set_flag(type, kTypeCustomGetattr, slots.get_attr == dispatch_get_attr);
  set_flag(type, kTypeCustomSetattr, slots.set_attr == dispatch_set_attr);
  set_flag(type, kTypeCustomEq, slots.compare == dispatch_compare || slots.hash == dispatch_hash);
  set_flag(type, kTypeHasFinalizer, static_cast<bool>(lookup_in_mro(vm, type, vm.names->dunder_del)));
}

}  // namespace gilscope
