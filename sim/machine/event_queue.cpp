#include "sim/machine/event_queue.hpp"

#include <cassert>
#include <utility>

namespace gilscope {

namespace {
// An id names the slot and the sequence number, so that a stale id is recognized after its slot was reused.
constexpr int kSlotBits = 24;
}  // namespace

EventQueue::Id EventQueue::add(SimTime when, Action action) {
  std::uint32_t slot;
  if (free_slots_.empty()) {
    slot = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
  }
  assert(slot < (1u << kSlotBits));
  const std::uint64_t sequence = ++last_sequence_;
  slots_[slot].action = std::move(action);
  slots_[slot].sequence = sequence;
  heap_.emplace_back();
  put(static_cast<std::uint32_t>(heap_.size() - 1), Entry{when, sequence, slot});
  sift_up(static_cast<std::uint32_t>(heap_.size() - 1));
  next_time_ = heap_.front().when;
  return sequence << kSlotBits | slot;
}

void EventQueue::cancel(Id id) {
  const auto slot = static_cast<std::uint32_t>(id & ((1u << kSlotBits) - 1));
  if (slot >= slots_.size() || slots_[slot].sequence != id >> kSlotBits || id == 0) return;
  remove(slots_[slot].place);
}

EventQueue::Action EventQueue::pop() {
  assert(!empty());
  Action action = std::move(slots_[heap_.front().slot].action);
  remove(0);
  return action;
}

void EventQueue::remove(std::uint32_t place) {
  Slot& slot = slots_[heap_[place].slot];
  slot.action = nullptr;
  slot.sequence = 0;
  free_slots_.push_back(heap_[place].slot);
  const Entry last = heap_.back();
  heap_.pop_back();
  if (place < heap_.size()) {
    put(place, last);
    sift_up(place);
    sift_down(slots_[last.slot].place);
  }
  next_time_ = heap_.empty() ? kForever : heap_.front().when;
}

void EventQueue::put(std::uint32_t place, const Entry& entry) {
  heap_[place] = entry;
  slots_[entry.slot].place = place;
}

void EventQueue::sift_up(std::uint32_t place) {
  const Entry entry = heap_[place];
  while (place > 0 && entry.before(heap_[(place - 1) / 2])) {
    put(place, heap_[(place - 1) / 2]);
    place = (place - 1) / 2;
  }
  put(place, entry);
}

void EventQueue::sift_down(std::uint32_t place) {
  const Entry entry = heap_[place];
  for (;;) {
    std::uint32_t child = 2 * place + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1].before(heap_[child])) ++child;
    if (!heap_[child].before(entry)) break;
    put(place, heap_[child]);
    place = child;
  }
  put(place, entry);
}

}  // namespace gilscope
