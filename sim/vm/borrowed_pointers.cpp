#include "sim/vm/borrowed_pointers.hpp"

#include <algorithm>
#include <cassert>

#include "sim/trace/event_table.hpp"
#include "sim/vm/crash.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

BorrowedPointer::BorrowedPointer(Vm& vm, Value value) : vm_(vm), value_(value), thread_(vm.thread->id) {
  vm_.priv().borrowed.pointers_.push_back(this);
  if (value_.is_object()) value_.object()->flags |= kFlagBorrowed;
}

BorrowedPointer::~BorrowedPointer() {
  BorrowedPointers& all = vm_.priv().borrowed;
  std::erase(all.pointers_, this);
  if (!value_.is_object() || all.points_to(value_.object())) return;
  Object* const o = value_.object();
  o->flags &= static_cast<std::uint16_t>(~kFlagBorrowed);
  if (!dead_) return;
  o->ref_local = 0;  // what kept it in place
  vm_.heap.destroy(o);
}

bool BorrowedPointer::dangles() const { return dead_ && death_.at <= vm_.machine.clock.now; }

Ref BorrowedPointer::use() {
  assert(!dangles());
  if (!dead_) return share(value_);
  // It dies later than this: the reference that kept it in place becomes the user's.
  for (BorrowedPointer* p : vm_.priv().borrowed.pointers_)
    if (p->value_ == value_) p->dead_ = false;
  value_.object()->owner = vm_.heap.current_owner();
  return steal(value_);
}

bool BorrowedPointers::points_to(const Object* o) const {
  return std::any_of(pointers_.begin(), pointers_.end(), [o](const BorrowedPointer* p) { return p->value_ == Value(o); });
}

bool BorrowedPointers::keeps(Vm& vm, Object* o) {
  if ((o->flags & kFlagBorrowed) == 0 || vm.priv().shutting_down) return false;
  for (BorrowedPointer* p : pointers_) {
    if (p->value_ != Value(o)) continue;
    p->dead_ = true;
    p->death_ = witness(vm, *vm.thread, "freed it: this was the last reference");
    vm.runtime.mark(MarkKind::FreedWhileBorrowed, vm.thread, p->thread_.value);
  }
  // One reference of nobody's: the collector sees an object that somebody holds.
  o->ref_local = 1;
  o->ref_shared = 0;
  o->owner = vm.heap.current_owner();
  return true;
}

}  // namespace gilscope
