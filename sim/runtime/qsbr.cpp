#include "sim/runtime/qsbr.hpp"

#include <utility>

#include "sim/runtime/allocator.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/runtime/stop_the_world.hpp"
#include "sim/trace/event_table.hpp"

namespace gilscope {

namespace {

constexpr std::uint64_t kIncrement = 2;            // pycore_qsbr.h: QSBR_INCR
constexpr std::uint32_t kDeferred13 = 10;          // 3.13: QSBR_DEFERRED_LIMIT
constexpr std::uint32_t kDeferred14 = 127;         // 3.14: the same name
constexpr std::uint64_t kFreeBytes = 1024 * 1024;  // 3.14: QSBR_FREE_MEM_LIMIT
constexpr std::uint64_t kPageBytes = 20 * 4096;    // 3.14: QSBR_PAGE_MEM_LIMIT
constexpr std::uint32_t kChunk = 254;              // pycore_pymem.h: WORK_ITEMS_PER_CHUNK

}  // namespace

Co<> Qsbr::reserve(RuntimeThread& creator) {
  co_await runtime_.machine.order();
  ++used_;
  while (used_ > slots_) {
    slots_ *= 2;
    co_await runtime_.stop_the_world().begin(creator, StopReason::QsbrGrowth);
    runtime_.stop_the_world().end(creator);
  }
}

// ---- slots ----------------------------------------------------------------------------------------------------------------

void Qsbr::offline(RuntimeThread& thread) {
  thread.qsbr.seq = 0;
  thread.eval_breaker &= ~kQuiescentProbe;
}

void Qsbr::quiescent(RuntimeThread& thread) {
  thread.eval_breaker &= ~kQuiescentProbe;
  thread.qsbr.seq = wr_seq_;
  if (std::exchange(thread.qsbr.should_process, false)) process(thread);
}

void Qsbr::raise() {
  wr_seq_ += kIncrement;
  if (runtime_.machine.has_current()) runtime_.machine.line_rmw(line_, runtime_.costs[Cost::AtomicRmw]);
  for (RuntimeThread* thread : runtime_.threads()) {
    if (thread->qsbr.seq != 0) thread->eval_breaker |= kQuiescentProbe;
  }
}

bool Qsbr::is_reached(std::uint64_t goal) const {
  std::uint64_t smallest = wr_seq_;
  for (const RuntimeThread* thread : runtime_.threads()) {
    if (thread->qsbr.seq != 0 && thread->qsbr.seq < smallest) smallest = thread->qsbr.seq;
  }
  return smallest >= goal;
}

// ---- delayed frees --------------------------------------------------------------------------------------------------------

bool Qsbr::raise_is_due(QsbrSlot& slot, std::uint64_t bytes, std::uint64_t most_bytes) const {
  ++slot.deferred;
  slot.deferred_bytes += bytes;
  const bool due = runtime_.config.minor >= 14 ? slot.deferred > kDeferred14 || slot.deferred_bytes > most_bytes : slot.deferred >= kDeferred13;
  if (due) slot.deferred = 0, slot.deferred_bytes = 0;
  return due;
}

std::uint64_t Qsbr::next_goal(RuntimeThread& thread, std::uint64_t bytes, std::uint64_t most_bytes) {
  if (!raise_is_due(thread.qsbr, bytes, most_bytes)) return wr_seq_ + kIncrement;
  raise();
  thread.qsbr.should_process = runtime_.config.minor >= 14;
  return wr_seq_;
}

std::uint64_t Qsbr::goal_for_page(RuntimeThread& thread, std::uint64_t bytes) { return next_goal(thread, bytes, kPageBytes); }

void Qsbr::free_delayed(RuntimeThread& thread, std::uint32_t page, std::uint64_t bytes) {
  if (runtime_.stop_the_world().is_stopped()) return runtime_.allocator().give(page);
  runtime_.allocator().count_held(static_cast<std::int64_t>(bytes));
  thread.delayed_frees.push_back({next_goal(thread, bytes, kFreeBytes), page});
  if (++thread.qsbr.in_chunk < kChunk) return;
  thread.qsbr.in_chunk = 0;
  process(thread);
}

std::uint64_t Qsbr::free_reached(std::deque<DelayedFree>& items) {
  Allocator& allocator = runtime_.allocator();
  std::uint64_t freed = 0;
  for (; !items.empty() && is_reached(items.front().goal); ++freed) {
    const std::uint32_t page = items.front().page;
    items.pop_front();
    const auto bytes = static_cast<std::int64_t>(allocator.page(page).block_bytes);
    allocator.give(page);
    allocator.count_held(-bytes);
  }
  return freed;
}

void Qsbr::process(RuntimeThread& thread) {
  std::uint64_t freed = free_reached(thread.delayed_frees);
  if (thread.delayed_frees.empty()) thread.qsbr.in_chunk = 0;  // the last chunk is used again from its start
  freed += free_reached(interpreter_);
  if (freed != 0) runtime_.mark(MarkKind::QsbrAdvance, &thread, freed);
}

void Qsbr::process_all(RuntimeThread& collector) {
  raise();
  quiescent(collector);
  for (RuntimeThread* thread : runtime_.threads()) {
    if (thread == &collector) continue;
    for (const DelayedFree& item : std::exchange(thread->delayed_frees, {})) collector.delayed_frees.push_back(item);
    thread->qsbr.in_chunk = 0;
  }
  raise();  // goals that waited for the next raise; everybody else is offline
  quiescent(collector);
  process(collector);
}

void Qsbr::abandon(RuntimeThread& thread) {
  process(thread);
  for (const DelayedFree& item : std::exchange(thread.delayed_frees, {})) interpreter_.push_back(item);
}

}  // namespace gilscope
