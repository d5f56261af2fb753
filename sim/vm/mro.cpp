// The C3 method resolution order (typeobject.c: pmerge), with CPython's error texts.

#include <algorithm>

#include <fmt/core.h>

#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/classes.hpp"
#include "sim/vm/protocol_state.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

using Sequence = std::vector<TypeObject*>;

Sequence classes_in(const TupleObject* tuple) {
  Sequence s;
  for (std::uint32_t i = 0; i < tuple->length; ++i) s.push_back(static_cast<TypeObject*>(tuple->items[i].object()));
  return s;
}

bool stands_in_a_tail(const std::vector<Sequence>& lists, const std::vector<std::size_t>& heads, const TypeObject* candidate) {
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (heads[i] >= lists[i].size()) continue;
    if (std::find(lists[i].begin() + static_cast<std::ptrdiff_t>(heads[i]) + 1, lists[i].end(), candidate) != lists[i].end()) return true;
  }
  return false;
}

/// The first head that stands in no tail; null if there is none left, or none possible.
TypeObject* next_class(const std::vector<Sequence>& lists, const std::vector<std::size_t>& heads) {
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (heads[i] < lists[i].size() && !stands_in_a_tail(lists, heads, lists[i][heads[i]])) return lists[i][heads[i]];
  }
  return nullptr;
}

void raise_inconsistent(Vm& vm, const std::vector<Sequence>& lists, const std::vector<std::size_t>& heads) {
  Sequence stuck;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (heads[i] >= lists[i].size()) continue;
    TypeObject* head = lists[i][heads[i]];
    if (std::find(stuck.begin(), stuck.end(), head) == stuck.end()) stuck.push_back(head);
  }
  std::string names;
  for (TypeObject* t : stuck) names += (names.empty() ? "" : ", ") + utf8_of(t->name);
  vm.raise(Exc::TypeError, "Cannot create a consistent method resolution order (MRO) for bases " + names);
}

bool has_duplicate_base(Vm& vm, const Sequence& bases) {
  for (std::size_t i = 0; i < bases.size(); ++i) {
    if (std::find(bases.begin() + static_cast<std::ptrdiff_t>(i) + 1, bases.end(), bases[i]) == bases.end()) continue;
    vm.raise(Exc::TypeError, fmt::format("duplicate base class {}", utf8_of(bases[i]->name)));
    return true;
  }
  return false;
}

}  // namespace

std::vector<TypeObject*> linearize(Vm& vm, const TupleObject* bases, bool& ok) {
  ok = false;
  const Sequence direct = classes_in(bases);
  if (has_duplicate_base(vm, direct)) return {};
  std::vector<Sequence> lists;
  for (TypeObject* base : direct) lists.push_back(classes_in(base->mro));
  lists.push_back(direct);
  std::vector<std::size_t> heads(lists.size(), 0);
  Sequence order;
  while (TypeObject* next = next_class(lists, heads)) {
    order.push_back(next);
    for (std::size_t i = 0; i < lists.size(); ++i) if (heads[i] < lists[i].size() && lists[i][heads[i]] == next) ++heads[i];
  }
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (heads[i] >= lists[i].size()) continue;
    raise_inconsistent(vm, lists, heads);
    return {};
  }
  ok = true;
  return order;
}

bool set_mro(Vm& vm, TypeObject* type) {
  bool ok = false;
  const Sequence order = linearize(vm, type->bases, ok);
  if (!ok) return false;
  TupleObject* mro = make_tuple_storage(vm.heap, order.size() + 1);
  tuple_init(vm.heap, mro, 0, type);
  for (std::size_t i = 0; i < order.size(); ++i) tuple_init(vm.heap, mro, i + 1, order[i]);
  type->mro = mro;
  for (TypeObject* base : classes_in(type->bases)) base->subclasses->push_back(type);
  return true;
}

bool TypeObject::is_subtype_of(const TypeObject* other) const {
  if (this == other) return true;
  if (mro == nullptr) return false;
  for (std::uint32_t i = 0; i < mro->length; ++i) if (mro->items[i].object() == other) return true;
  return false;
}

}  // namespace gilscope
