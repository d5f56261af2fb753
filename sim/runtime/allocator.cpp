#include "sim/runtime/allocator.hpp"

#include <algorithm>

#include "sim/objects/type_object.hpp"
#include "sim/runtime/biased_refcount.hpp"
#include "sim/runtime/immortal.hpp"
#include "sim/runtime/memory_census.hpp"
#include "sim/runtime/mimalloc.hpp"
#include "sim/runtime/pymalloc.hpp"
#include "sim/runtime/qsbr.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {

std::unique_ptr<Allocator> Allocator::make(Runtime& runtime) {
  if (runtime.config.free_threaded) return std::make_unique<Mimalloc>(runtime);
  return std::make_unique<Pymalloc>(runtime);
}

void Allocator::becomes_current(RuntimeThread& thread) {
  thread_ = &thread;
  if (thread.block_heap != nullptr) heap_ = thread.block_heap;
}

void Allocator::forget_plans() {
  if (runtime_.heap == nullptr) return;
  runtime_.heap->for_each_object([](Object* o, void*) {
    if (o->type != nullptr && o->type->layout == Layout::Type) static_cast<TypeObject*>(o)->block_plan = {};
  }, nullptr);
}

SimTime Allocator::now() const { return runtime_.machine.clock.now; }

void Allocator::sample_at(SimTime at) {
  MemoryFigures now = {.live = totals_.live, .taken = totals_.taken, .held = totals_.held, .immortal = immortal_};
  if (closed_) now = {};
  runtime_.recorder.memory(at, now, &told_);
}

void Allocator::take_from_os(std::int64_t bytes) {
  if (bytes == 0) return;
  raise(totals_.taken, totals_.taken_peak, bytes);
  live_since_ = std::max(live_since_, totals_.live);
  if (!runtime_.config.free_threaded && !asked_ && totals_.live >= 2 * counted_at_ && thread_ != nullptr) {
    asked_ = true;
    thread_->eval_breaker |= kQuiescentProbe;
  }
  sample();
}

void Allocator::count_held(std::int64_t bytes) {
  raise(totals_.held, totals_.held_peak, bytes);
  sample();
}

void Allocator::count_immortal(std::uint64_t bytes) { immortal_ += bytes; }

// ---- what only a walk of the heap can tell ----------------------------------------------------------------------------------

void Allocator::count_numbers(std::uint64_t number_bytes) {
  if (runtime_.config.free_threaded) return;  // there they are objects
  const std::uint64_t live = std::max<std::uint64_t>(totals_.live, 1);
  live_since_ = std::max(live_since_, totals_.live);
  const auto before = static_cast<std::uint64_t>(number_share_ * static_cast<double>(live_since_));
  numbers_ = number_bytes;
  numbers_peak_ = std::max({numbers_peak_, number_bytes, before});
  number_share_ = static_cast<double>(number_bytes) / static_cast<double>(live);
  counted_at_ = std::max(totals_.live, counted_at_);
  live_since_ = totals_.live;
}

std::uint64_t Allocator::collection_done() {
  if (deferred_born_ == deferred_seen_) return 0;
  deferred_seen_ = deferred_born_;
  const MemoryCensus census = take_census(runtime_, true);
  count_numbers(census.number_bytes);
  sample();
  return census.buried_tracked;
}

void Allocator::look_if_asked() {
  if (!asked_) return;
  asked_ = false;
  count_numbers(take_census(runtime_, false).number_bytes);
}

void Allocator::program_ends() {
  const MemoryCensus census = take_census(runtime_, false);
  count_numbers(census.number_bytes);
  const Immortalization& immortalization = runtime_.immortalization();
  final_ = {.live = totals_.live + numbers_,
            .live_peak = totals_.live_peak + numbers_peak_,
            .taken = totals_.taken + numbers_,
            .taken_peak = totals_.taken_peak + numbers_peak_,
            .held_peak = totals_.held_peak,
            .retained = census.retained_bytes,
            .retained_objects = census.retained_objects,
            .immortalized = immortalization.objects(),
            .queued_peak = runtime_.biased_refcount().most_queued(),
            .foreign_frees = totals_.foreign_frees,
            .abandoned = abandoned_bytes()};
  has_final_ = true;
}

void Allocator::close() {
  report();
  closed_ = true;
  sample();
}

MemoryReport Allocator::report() {
  if (!has_final_) program_ends();
  return final_;
}

// mimalloc: mi_page_extend_free takes 4 KiB at a time (MI_MAX_EXTEND_SIZE). pymalloc cuts one block at a time, which touches as much.
void Allocator::carve(BlockPage& page) {
  const std::uint64_t blocks = std::max<std::uint64_t>(1, kOsPage / page.block_bytes);
  page.carved = static_cast<std::uint32_t>(std::min<std::uint64_t>(page.capacity, page.carved + blocks));
  const std::uint64_t touched = (page.carved * page.block_bytes + kOsPage - 1) / kOsPage * kOsPage;
  if (touched <= page.resident) return;
  const std::uint64_t fresh = touched - page.resident;
  page.resident = touched;
  take_from_os(static_cast<std::int64_t>(fresh));
}

void Allocator::touch_page(BlockPage& page) {
  if (runtime_.machine.has_current()) runtime_.machine.line_rmw(page.line, runtime_.costs[Cost::AtomicRmw]);
}

void Allocator::hold_back(std::uint32_t page) {
  if (thread_ == nullptr) return give(page);
  runtime_.qsbr().free_delayed(*thread_, page, pages_[page].block_bytes);
}

// Include/internal/pycore_freelist.h (3.13), pycore_freelist_state.h (3.14).
std::size_t Allocator::free_list_room(FreeListKind kind) const {
  switch (kind) {
    case FreeListKind::Tuple: return 2000;
    case FreeListKind::List: case FreeListKind::Dict: case FreeListKind::DictKeys: return 80;
    case FreeListKind::Float: return 100;
    case FreeListKind::Slice: return 1;
    default: break;
  }
  if (runtime_.config.minor < 14) return 0;
  switch (kind) {
    case FreeListKind::Int: return 100;
    case FreeListKind::Method: return 20;
    case FreeListKind::BuiltinFunction: return 16;
    case FreeListKind::Range: case FreeListKind::RangeIterator: return 6;
    case FreeListKind::ListIterator: case FreeListKind::TupleIterator: return 10;
    default: return 0;
  }
}

}  // namespace gilscope
