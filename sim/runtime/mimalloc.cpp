#include "sim/runtime/mimalloc.hpp"

#include <algorithm>

#include "sim/runtime/qsbr.hpp"
#include "sim/runtime/runtime.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kSegmentHeader = 8 * 1024;   // estimate: the touched part of mi_segment_t's 512 page records
constexpr std::size_t kReclaimedAtOnce = 8;         // mi_segment_try_reclaim: at least 8 tries
constexpr std::uint32_t kMediumSlices = 8;

}  // namespace

struct Mimalloc::ThreadHeap : BlockHeap {
  struct Retired { std::uint32_t page; std::uint64_t goal; };
  struct Dirty { SimTime since; std::uint64_t resident; };
  std::uint32_t free_slices = 0, segments = 0;
  std::vector<std::uint32_t> full_with_foreign;  ///< full pages in which others freed something
  std::vector<Retired> retired;                  ///< empty pages that wait for QSBR
  std::deque<Dirty> dirty;                       ///< free pages that have been touched, oldest first
};

struct Mimalloc::Segments {
  std::vector<std::uint32_t> pages;
  std::uint32_t free_slices = 0, segments = 0;
};

Mimalloc::Mimalloc(Runtime& runtime) : Allocator(runtime) {
  for (std::uint64_t bytes = 16; bytes <= 64; bytes += 16) bin_bytes_.push_back(bytes);
  for (std::uint64_t quarter = 16; bin_bytes_.back() < kMostMedium; quarter *= 2) {
    for (std::uint64_t step = 5; step <= 8; ++step) bin_bytes_.push_back(step * quarter);
  }
  for (std::size_t i = 0; i < bin_table_.size(); ++i) bin_table_[i] = static_cast<std::uint8_t>(bin_of_large(i * 16));
  heap_ = &new_heap();
}

Mimalloc::~Mimalloc() = default;

std::size_t Mimalloc::bin_of_large(std::size_t bytes) const {
  if (bytes > kMostMedium) return bin_bytes_.size();
  return static_cast<std::size_t>(std::lower_bound(bin_bytes_.begin(), bin_bytes_.end(), bytes) - bin_bytes_.begin());
}

Mimalloc::ThreadHeap& Mimalloc::mine() const { return *heaps_[heap_->id - 1]; }

Mimalloc::ThreadHeap& Mimalloc::new_heap() {
  heaps_.push_back(std::make_unique<ThreadHeap>());
  heaps_.back()->id = static_cast<std::uint32_t>(heaps_.size());
  return *heaps_.back();
}

// The first thread is the one that started the interpreter: what was made so far is its own.
void Mimalloc::add_thread(RuntimeThread& thread) {
  thread.block_heap = first_is_taken_ ? &new_heap() : heaps_.front().get();
  first_is_taken_ = true;
}

// ---- allocating -----------------------------------------------------------------------------------------------------------

std::uint32_t Mimalloc::take_slowly(BlockKind kind, std::size_t bin, std::size_t bytes) {
  if (bytes > kMostMedium) return take_span(bytes);
  ThreadHeap& heap = mine();
  std::uint32_t& current = heap.current[static_cast<std::size_t>(kind)][bin];
  if (current != 0 && refill(pages_[current])) return ++pages_[current].used, current;
  if (current != 0) pages_[current].state = BlockPage::kFull;
  collect_full(heap);
  std::uint32_t number = page_with_room(heap, kind, bin);
  if (number == 0 && heap.free_slices == 0 && !abandoned_.empty()) {
    reclaim(heap);
    number = page_with_room(heap, kind, bin);
  }
  if (number == 0) number = new_mimalloc_page(heap, kind, bin);
  current = number;
  BlockPage& page = pages_[number];
  page.state = BlockPage::kCurrent;
  page.goal = 0;
  ++page.used;
  return number;
}

/// One of the thread's own pages that has a block to give; 0 = none. No longer in the list.
std::uint32_t Mimalloc::page_with_room(ThreadHeap& heap, BlockKind kind, std::size_t bin) {
  const std::uint32_t& first = heap.room[static_cast<std::size_t>(kind)][bin];
  while (first != 0) {
    const std::uint32_t number = first;
    unlink_room(heap, number);
    pages_[number].state = BlockPage::kFull;
    if (refill(pages_[number])) return number;
  }
  return 0;
}

/// Whether the page has a block to give; collects and carves if need be.
bool Mimalloc::refill(BlockPage& page) {
  if (page.foreign != 0) collect_foreign(page);
  if (page.used < page.carved) return true;
  if (page.carved == page.capacity) return false;
  carve(page);
  return true;
}

void Mimalloc::collect_foreign(BlockPage& page) {
  touch_page(page);
  page.used -= page.foreign;
  page.foreign = 0;
}

void Mimalloc::collect_full(ThreadHeap& heap) {
  for (const std::uint32_t number : std::exchange(heap.full_with_foreign, {})) {
    BlockPage& page = pages_[number];
    if (page.heap != heap.id || page.state != BlockPage::kFull || page.single) continue;
    if (page.foreign != 0) collect_foreign(page);
    link_room(heap, number);
    if (page.used == 0) retire(heap, number);
  }
}

std::uint32_t Mimalloc::new_mimalloc_page(ThreadHeap& heap, BlockKind kind, std::size_t bin) {
  const std::uint32_t slices = bin_bytes_[bin] <= kMostSmall ? 1 : kMediumSlices;
  free_retired(heap);
  purge(heap, now() - kPurgeDelay);
  find_slices(heap, slices);
  heap.free_slices -= slices;
  const std::uint32_t number = new_page();
  BlockPage& page = pages_[number];
  page.heap = heap.id;
  page.kind = kind;
  page.bin = static_cast<std::uint8_t>(bin);
  page.area = slices;
  page.block_bytes = bin_bytes_[bin];
  page.capacity = static_cast<std::uint32_t>(slices * kSliceBytes / page.block_bytes);
  if (!heap.dirty.empty()) {
    page.resident = heap.dirty.back().resident;
    heap.dirty.pop_back();
  }
  carve(page);
  return number;
}

void Mimalloc::find_slices(ThreadHeap& heap, std::uint32_t slices) {
  if (heap.free_slices < slices) reclaim(heap);
  if (heap.free_slices >= slices) return;
  heap.free_slices += kSlicesPerSegment;
  ++heap.segments;
  take_from_os(kSegmentHeader);
}

void Mimalloc::reclaim(ThreadHeap& heap) {
  const std::size_t count = std::min(abandoned_.size(), kReclaimedAtOnce);
  for (std::size_t i = 0; i < count; ++i) {
    const Segments& segments = abandoned_[i];
    heap.free_slices += segments.free_slices;
    heap.segments += segments.segments;
    for (const std::uint32_t number : segments.pages) {
      BlockPage& page = pages_[number];
      page.heap = heap.id;
      if (page.foreign != 0) collect_foreign(page);
      link_room(heap, number);
      if (page.used == 0) retire(heap, number);
    }
  }
  abandoned_.erase(abandoned_.begin(), abandoned_.begin() + static_cast<std::ptrdiff_t>(count));
}

std::uint32_t Mimalloc::take_span(std::size_t bytes) {
  const std::uint32_t number = new_page();
  BlockPage& page = pages_[number];
  page.heap = heap_->id;
  page.single = true;
  page.kind = array_kind_;
  page.used = page.carved = page.capacity = 1;
  page.block_bytes = bytes;
  page.state = BlockPage::kFull;
  page.resident = (bytes + kOsPage - 1) / kOsPage * kOsPage;
  take_from_os(static_cast<std::int64_t>(page.resident));
  return number;
}

// ---- freeing --------------------------------------------------------------------------------------------------------------

void Mimalloc::give_slowly(std::uint32_t number) {
  BlockPage& page = pages_[number];
  if (page.heap != heap_->id) return give_foreign(number);
  if (page.single) return give_span(number);
  --page.used;
  if (page.state == BlockPage::kFull) link_room(mine(), number);
  if (page.used == 0 && page.state == BlockPage::kRoom) retire(mine(), number);
}

void Mimalloc::give_foreign(std::uint32_t number) {
  ++totals_.foreign_frees;
  touch_page(pages_[number]);
  BlockPage& page = pages_[number];
  if (page.single) return give_span(number);
  ++page.foreign;
  if (page.heap != BlockHeap::kAbandoned && page.state == BlockPage::kFull && page.foreign == 1) {
    heaps_[page.heap - 1]->full_with_foreign.push_back(number);
  }
}

void Mimalloc::give_span(std::uint32_t number) {
  BlockPage& page = pages_[number];
  page.state = BlockPage::kUnused;
  unused_pages_.push_back(number);
  take_from_os(-static_cast<std::int64_t>(page.resident));
}

// Arrays are handed to QSBR one by one if they must be: their pages need not wait.
void Mimalloc::retire(ThreadHeap& heap, std::uint32_t number) {
  BlockPage& page = pages_[number];
  if (page.kind == BlockKind::Memory || thread_ == nullptr) {
    unlink_room(heap, number);
    return free_page(heap, number);
  }
  page.goal = runtime_.qsbr().goal_for_page(*thread_, page.area * kSliceBytes);
  heap.retired.push_back({number, page.goal});
}

void Mimalloc::free_retired(ThreadHeap& heap) {
  std::erase_if(heap.retired, [&](const ThreadHeap::Retired& r) {
    const BlockPage& page = pages_[r.page];
    if (page.goal != r.goal || page.used != 0 || page.state != BlockPage::kRoom || page.heap != heap.id) return true;
    if (!runtime_.qsbr().is_reached(r.goal)) return false;
    unlink_room(heap, r.page);
    free_page(heap, r.page);
    return true;
  });
}

void Mimalloc::free_page(ThreadHeap& heap, std::uint32_t number) {
  BlockPage& page = pages_[number];
  heap.free_slices += page.area;
  heap.dirty.push_back({now(), page.resident});
  page.state = BlockPage::kUnused;
  page.goal = 0;
  unused_pages_.push_back(number);
  purge(heap, now() - kPurgeDelay);
}

/// What has been free since `until` or longer goes back to the operating system.
void Mimalloc::purge(ThreadHeap& heap, SimTime until) {
  std::int64_t bytes = 0;
  while (!heap.dirty.empty() && heap.dirty.front().since <= until) {
    bytes += static_cast<std::int64_t>(heap.dirty.front().resident);
    heap.dirty.pop_front();
  }
  take_from_os(-bytes);
}

// ---- the end of a thread --------------------------------------------------------------------------------------------------

void Mimalloc::abandon(RuntimeThread& thread) {
  ThreadHeap& heap = *heaps_[thread.block_heap->id - 1];
  Segments left;
  std::int64_t back = 0;
  for (std::uint32_t number = 1; number < pages_.size(); ++number) {
    BlockPage& page = pages_[number];
    if (page.heap != heap.id || page.state == BlockPage::kUnused) continue;
    page.heap = BlockHeap::kAbandoned;
    page.next = page.previous = 0;
    page.goal = 0;
    if (page.single) continue;
    page.used -= std::exchange(page.foreign, 0);
    page.state = BlockPage::kFull;
    if (page.used != 0) {
      left.pages.push_back(number);
      continue;
    }
    heap.free_slices += page.area;
    back += static_cast<std::int64_t>(page.resident);
    page.state = BlockPage::kUnused;
    unused_pages_.push_back(number);
  }
  heap.current = {};
  heap.room = {};
  heap.full_with_foreign.clear();
  heap.retired.clear();
  purge(heap, kForever);
  left.free_slices = std::exchange(heap.free_slices, 0);
  left.segments = std::exchange(heap.segments, 0);
  if (left.pages.empty()) back += left.segments * kSegmentHeader;
  else abandoned_.push_back(std::move(left));
  take_from_os(-back);
}

std::uint64_t Mimalloc::abandoned_bytes() const {
  std::uint64_t bytes = 0;
  for (const Segments& segments : abandoned_) for (const std::uint32_t number : segments.pages) bytes += pages_[number].resident;
  return bytes;
}

void Mimalloc::clear_all_free_lists() {
  for (auto& heap : heaps_) clear_free_lists(*heap);
}

}  // namespace gilscope
