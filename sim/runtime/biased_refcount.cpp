#include "sim/runtime/biased_refcount.hpp"

#include <algorithm>
#include <utility>

#include "sim/runtime/qsbr.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/trace/event_table.hpp"

namespace gilscope {

namespace {
constexpr std::int64_t kOneShared = std::int64_t{1} << kSharedShift;

std::int64_t shared_count(const Object* o) { return o->ref_shared >> kSharedShift; }
}  // namespace

BiasedRefcount::BiasedRefcount(Runtime& runtime) : runtime_(runtime), traffic_(runtime) {}

// One atomic operation on the object's header by a thread that does not own it.
void BiasedRefcount::touch(Object* o) {
  o->flags |= kFlagShared | kFlagTraced;
  const bool travelled = runtime_.machine.line_rmw(o->line, runtime_.costs[Cost::AtomicRmw]);
  traffic_.count(o, travelled);
}

void BiasedRefcount::incref_foreign(Object* o) {
  touch(o);
  o->ref_shared += kOneShared;
}

void BiasedRefcount::decref_foreign(Object* o) {
  touch(o);
  const bool undecided = shared_count(o) == 0 && (o->ref_shared & kSharedFlagMask) <= kMaybeWeakref;
  if (undecided && o->owner != kNoOwner) return queue_for_owner(o);
  o->ref_shared -= kOneShared;
  destroy_if_dead(o);
}

void BiasedRefcount::destroy_if_dead(Object* o) {
  if (o->ref_shared == kMerged) runtime_.heap->destroy(o);
}

void BiasedRefcount::local_count_is_zero(Object* o) {
  touch(o);
  o->owner = kNoOwner;
  o->ref_shared = (o->ref_shared & ~std::int64_t{kSharedFlagMask}) | kMerged;
  destroy_if_dead(o);
}

void BiasedRefcount::queue_for_owner(Object* o) {
  o->ref_shared = (o->ref_shared & ~std::int64_t{kSharedFlagMask}) | kQueued;  // the two bits are one number: kMaybeWeakref | kQueued would be kMerged
  runtime_.charge(Cost::BrcQueue);
  RuntimeThread* owner = runtime_.owner(o->owner);
  if (owner == nullptr) return merge(o);
  owner->objects_to_merge.push_back(o);
  most_queued_ = std::max(most_queued_, ++queued_);
  owner->eval_breaker |= kMergeRefcounts;
  runtime_.mark(MarkKind::RefcountQueued, owner, traffic_.id_of(o).value);
}

// _Py_ExplicitMergeRefcount(o, -1): the queue's reference goes with it.
void BiasedRefcount::merge(Object* o) {
  const std::int64_t local = o->owner == kNoOwner ? 0 : o->ref_local;
  const std::int64_t total = local + shared_count(o) - 1;
  o->ref_local = 0;
  o->owner = kNoOwner;
  o->ref_shared = total * kOneShared | kMerged;
  destroy_if_dead(o);
}

void BiasedRefcount::merge_queue(RuntimeThread& owner) {
  const std::vector<Object*> queue = std::exchange(owner.objects_to_merge, {});
  if (queue.empty()) return;
  queued_ -= queue.size();
  for (Object* o : queue) {
    touch(o);
    runtime_.charge(Cost::BrcMerge);
    if (o->ref_local != kImmortal) merge(o);
  }
  runtime_.mark(MarkKind::RefcountMerged, &owner, queue.size());
}

void BiasedRefcount::mark_maybe_weakref(Object* o) {
  touch(o);
  if ((o->ref_shared & kSharedFlagMask) == 0) o->ref_shared |= kMaybeWeakref;
}

// The heap asks about every object with a finalizer, weak references, or our counters.
bool BiasedRefcount::finalize(Object* o) {
  if ((o->flags & kFlagTraced) != 0) {
    o->flags &= static_cast<std::uint16_t>(~kFlagTraced);
    traffic_.object_died(o);
    runtime_.object_locks_.erase(o);
    runtime_.machine.line_forget(std::exchange(o->line, 0));
  }
  return runtime_.finalizer && runtime_.finalizer(o);
}

void Runtime::read_under_lock(Object* value) { biased_refcount_->mark_maybe_weakref(value); }
void Runtime::drain_stopped_threads(RuntimeThread& collector) {
  for (RuntimeThread* thread : threads_) merge_queued_counts(*thread);
  qsbr_->process_all(collector);
}
void Runtime::merge_queued_counts(RuntimeThread& thread) { biased_refcount_->merge_queue(thread); }

}  // namespace gilscope
