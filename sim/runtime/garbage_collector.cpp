#include "sim/runtime/garbage_collector.hpp"

#include <algorithm>

#include "sim/runtime/runtime.hpp"
#include "sim/trace/event_table.hpp"

namespace gilscope {

namespace {
constexpr std::int64_t kLocalAllocations = 512;  // gc_free_threading.c: LOCAL_ALLOC_COUNT_THRESHOLD
}

GarbageCollector::GarbageCollector(Runtime& runtime) : runtime_(runtime), generational_(!runtime.config.free_threaded) {}

void GarbageCollector::attach_heap(Heap& heap) {
  heap_ = &heap;
  heap.set_gc_crossed([this](GcAccount& account) { crossed(account); });
  if (!generational_) return;
  heap.keep_generations();
  heap.set_gc_account(&account_);
  account_.down = -1;
  arm();
}

void GarbageCollector::becomes_current(RuntimeThread& thread) {
  current_ = &thread;
  if (generational_) return;
  thread.gc.up = kLocalAllocations;
  thread.gc.down = -kLocalAllocations;
  heap_->set_gc_account(&thread.gc);
}

void GarbageCollector::set_enabled(bool on) {
  enabled_ = on;
  arm();
}

void GarbageCollector::set_thresholds(const std::array<std::int64_t, 3>& thresholds) {
  thresholds_ = thresholds;
  arm();
}

std::array<std::int64_t, 3> GarbageCollector::counts() const { return {account_.net, older_[0], older_[1]}; }

// The GIL build compares at every allocation: the account itself does it.
void GarbageCollector::arm() {
  if (generational_) account_.up = enabled_ && thresholds_[0] > 0 ? thresholds_[0] + 1 : GcAccount::kNever;
}

void GarbageCollector::crossed(GcAccount& account) {
  if (generational_) {
    if (account.net < 0) account.net = 0;
    if (account.net < account.up) return;
    if (current_ == nullptr) return;  // no thread yet: the first one collects
    account.up = GcAccount::kNever;   // asked for; the collection arms it again
    current_->eval_breaker |= kGcScheduled;
    return;
  }
  account_.net += account.net;
  runtime_.charge(Cost::AtomicRmw);
  const bool grew = account.net > 0;
  account.net = 0;
  if (grew && is_due() && current_ != nullptr) current_->eval_breaker |= kGcScheduled;
}

bool GarbageCollector::is_due() const {
  if (!enabled_ || collecting_ || thresholds_[0] <= 0 || account_.net <= thresholds_[0]) return false;
  return generational_ || thresholds_[1] == 0 || account_.net > long_lived_total_ / 4;
}

// Python/gc.c: gc_select_generation: the oldest one whose count is above its threshold.
int GarbageCollector::generation_due() const {
  if (!generational_) return 2;
  if (older_[1] > thresholds_[2] && long_lived_pending_ >= long_lived_total_ / 4) return 2;
  return older_[0] > thresholds_[1] ? 1 : 0;
}

Co<> GarbageCollector::handle_request(RuntimeThread& thread) {
  thread.eval_breaker &= ~kGcScheduled;
  arm();
  if (is_due()) co_await collect(thread, generation_due());
}

Co<std::int64_t> GarbageCollector::collect(RuntimeThread& thread, int generation) {
  if (collecting_) co_return 0;
  collecting_ = true;
  runtime_.mark(MarkKind::GcBegin, &thread, static_cast<std::uint64_t>(generation));
  runtime_.charge(Cost::GcCollection);
  account_.net = 0;
  if (generation < 2) ++older_[static_cast<std::size_t>(generation)];
  for (int younger = 0; younger < generation; ++younger) older_[static_cast<std::size_t>(younger)] = 0;
  const std::int64_t found = co_await collect_heap(generation);
  auto& stats = stats_[static_cast<std::size_t>(generation)];
  ++stats.collections;
  stats.collected += found;
  runtime_.mark(MarkKind::GcEnd, &thread, static_cast<std::uint64_t>(found));
  collecting_ = false;
  arm();
  co_return found;
}

void GarbageCollector::buried(int generation, std::uint64_t objects) {
  const auto count = static_cast<std::int64_t>(objects);
  if (generation == 2) long_lived_total_ = std::max<std::int64_t>(0, long_lived_total_ - count);
  else if (generation == 1) long_lived_pending_ = std::max<std::int64_t>(0, long_lived_pending_ - count);
}

void GarbageCollector::collected(int generation, std::int64_t survivors) {
  if (generation == 2) {
    long_lived_total_ = survivors;
    long_lived_pending_ = 0;
  } else if (generation == 1) {
    long_lived_pending_ += survivors;
  }
}

}  // namespace gilscope
