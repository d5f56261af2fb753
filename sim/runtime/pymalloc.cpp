#include "sim/runtime/pymalloc.hpp"

#include <algorithm>

#include "sim/runtime/runtime.hpp"

namespace gilscope {

namespace {

constexpr std::uint64_t kMmapThreshold = 128 * 1024;  // glibc: M_MMAP_THRESHOLD
constexpr std::uint64_t kChunkHeader = 8, kSmallestChunk = 32;

std::uint64_t chunk_bytes(std::size_t bytes) { return std::max(kSmallestChunk, (bytes + kChunkHeader + 15) / 16 * 16); }

std::uint64_t in_os_pages(std::uint64_t bytes) { return (bytes + BlockLedger::kOsPage - 1) / BlockLedger::kOsPage * BlockLedger::kOsPage; }

}  // namespace

Pymalloc::Pymalloc(Runtime& runtime) : Allocator(runtime) {
  for (std::size_t i = 0; i < bin_table_.size(); ++i) bin_table_[i] = static_cast<std::uint8_t>(i == 0 ? 0 : i * 16 <= kMostSmall ? i - 1 : kLargeBin);
  array_kind_ = BlockKind::Object;
  heap_ = &interpreter_;
}

void Pymalloc::add_thread(RuntimeThread& thread) { thread.block_heap = &interpreter_; }

std::size_t Pymalloc::arenas() const {
  return static_cast<std::size_t>(std::count_if(arenas_.begin(), arenas_.end(), [](const Arena& a) { return a.free_pools < kPoolsPerArena; }));
}

std::uint32_t Pymalloc::take_slowly(BlockKind kind, std::size_t bin, std::size_t bytes) {
  if (bin == kLargeBin) return take_large(bytes);
  std::uint32_t& current = heap_->current[static_cast<std::size_t>(kind)][bin];
  BlockPage& full = pages_[current];
  if (full.carved < full.capacity) {
    carve(full);
  } else {
    full.state = BlockPage::kFull;
    const std::uint32_t first = heap_->room[static_cast<std::size_t>(kind)][bin];
    if (first != 0) unlink_room(*heap_, first);
    current = first != 0 ? first : new_pool(kind, bin);
    pages_[current].state = BlockPage::kCurrent;
  }
  ++pages_[current].used;
  return current;
}

// Objects/obmalloc.c: allocate_from_new_pool; usable_arenas is kept sorted by the number of free pools.
std::uint32_t Pymalloc::best_arena() {
  std::size_t best = arenas_.size(), empty = arenas_.size();
  for (std::size_t i = 0; i < arenas_.size(); ++i) {
    if (arenas_[i].free_pools == kPoolsPerArena) empty = i;
    else if (arenas_[i].free_pools > 0 && (best == arenas_.size() || arenas_[i].free_pools < arenas_[best].free_pools)) best = i;
  }
  if (best == arenas_.size()) best = empty;
  if (best == arenas_.size()) arenas_.emplace_back();
  return static_cast<std::uint32_t>(best);
}

std::uint32_t Pymalloc::new_pool(BlockKind kind, std::size_t bin) {
  const std::uint32_t where = best_arena();
  Arena& arena = arenas_[where];
  --arena.free_pools;
  const std::uint32_t number = new_page();
  BlockPage& pool = pages_[number];
  pool.heap = interpreter_.id;
  pool.kind = kind;
  pool.bin = static_cast<std::uint8_t>(bin);
  pool.area = where;
  pool.block_bytes = 16 * (bin + 1);
  pool.capacity = static_cast<std::uint32_t>((kPoolBytes - kPoolHeader) / pool.block_bytes);
  if (!arena.touched.empty()) {
    pool.resident = arena.touched.back();
    arena.touched.pop_back();
  }
  carve(pool);
  return number;
}

void Pymalloc::give_slowly(std::uint32_t number) {
  BlockPage& pool = pages_[number];
  if (pool.single) return give_large(number);
  --pool.used;
  if (pool.state == BlockPage::kFull) link_room(*heap_, number);
  if (pool.used == 0 && pool.state == BlockPage::kRoom) free_pool(number);
}

void Pymalloc::free_pool(std::uint32_t number) {
  BlockPage& pool = pages_[number];
  unlink_room(interpreter_, number);
  Arena& arena = arenas_[pool.area];
  arena.touched.push_back(pool.resident);
  pool.state = BlockPage::kUnused;
  unused_pages_.push_back(number);
  if (++arena.free_pools < kPoolsPerArena) return;
  std::int64_t back = 0;
  for (const std::uint64_t touched : arena.touched) back += static_cast<std::int64_t>(touched);
  arena.touched.clear();
  take_from_os(-back);
}

std::uint32_t Pymalloc::take_large(std::size_t bytes) {
  const std::uint64_t chunk = chunk_bytes(bytes);
  const std::uint32_t number = new_page();
  BlockPage& page = pages_[number];
  page.heap = interpreter_.id;
  page.single = true;
  page.used = page.carved = page.capacity = 1;
  page.block_bytes = bytes;
  page.state = BlockPage::kFull;
  if (chunk >= kMmapThreshold) {
    page.resident = in_os_pages(chunk);
    take_from_os(static_cast<std::int64_t>(page.resident));
    return number;
  }
  c_heap_ += chunk;
  if (c_heap_ > c_heap_top_) {
    const std::uint64_t before = in_os_pages(c_heap_top_);
    c_heap_top_ = c_heap_;
    take_from_os(static_cast<std::int64_t>(in_os_pages(c_heap_top_) - before));
  }
  return number;
}

void Pymalloc::give_large(std::uint32_t number) {
  BlockPage& page = pages_[number];
  if (page.resident != 0) take_from_os(-static_cast<std::int64_t>(page.resident));
  else c_heap_ -= chunk_bytes(page.block_bytes);
  page.state = BlockPage::kUnused;
  unused_pages_.push_back(number);
}

}  // namespace gilscope
