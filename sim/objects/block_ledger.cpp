#include "sim/objects/block_ledger.hpp"

#include "sim/objects/objects.hpp"

namespace gilscope {

namespace {

std::size_t index(FreeListKind kind) { return static_cast<std::size_t>(kind); }
constexpr std::size_t kNoList = 0;

}  // namespace

/// The free list for an object of that size; kNoList if there is none.
std::size_t BlockLedger::list_of(const BlockPlan& plan, std::size_t host_bytes) const {
  const auto kind = static_cast<FreeListKind>(plan.free_list);
  if (kind != FreeListKind::Tuple) return index(kind);
  const std::size_t items = (host_bytes - sizeof(TupleObject)) / sizeof(Value);
  return items >= 1 && items <= kTupleLists ? index(FreeListKind::Tuple) + items - 1 : kNoList;
}

std::uint32_t BlockLedger::wakes(std::size_t list) {
  auto& resting = heap_->free_lists[list];
  if (resting.empty()) return 0;
  const std::uint32_t page = resting.back();
  resting.pop_back();
  --totals_.resting;
  return page;
}

bool BlockLedger::rests(std::size_t list, std::uint32_t page) {
  auto& resting = heap_->free_lists[list];
  const FreeListKind kind = list >= index(FreeListKind::Tuple) ? FreeListKind::Tuple : static_cast<FreeListKind>(list);
  if (resting.size() >= free_list_room(kind)) return false;
  resting.push_back(page);
  ++totals_.resting;
  return true;
}

void BlockLedger::allocated(BlockEntry& entry, TypeObject* type, std::size_t host_bytes) {
  entry = {};
  if (type == nullptr || heap_ == nullptr) return;
  if (type->block_plan.kind == 0) type->block_plan = plan_block(*type);
  const BlockPlan plan = type->block_plan;
  const std::size_t list = plan.free_list == kNoList ? kNoList : list_of(plan, host_bytes);
  if (list != kNoList) entry.page = wakes(list);
  if (entry.page == 0) {
    auto bytes = static_cast<std::size_t>(static_cast<std::int64_t>(host_bytes) + plan.extra);
    const bool inline_values = static_cast<BlockKind>(plan.kind) == BlockKind::GcPreheader && type->layout == Layout::Plain;
    if (inline_values && type->shared_keys != nullptr) bytes += sizeof(Value) * type->shared_keys->names.size();
    entry.page = take(static_cast<BlockKind>(plan.kind), bytes);
  }
  raise(totals_.live, totals_.live_peak, static_cast<std::int64_t>(pages_[entry.page].block_bytes));
}

void BlockLedger::freed(BlockEntry& entry, const Object* o) {
  if (entry.page == 0) return;
  const BlockPlan plan = o->type->block_plan;
  totals_.live -= pages_[entry.page].block_bytes;
  if (plan.free_list != kNoList) {
    const bool tuple = static_cast<FreeListKind>(plan.free_list) == FreeListKind::Tuple;
    const std::size_t host_bytes = tuple ? sizeof(TupleObject) + static_cast<const TupleObject*>(o)->length * sizeof(Value) : 0;
    const std::size_t list = list_of(plan, host_bytes);
    if (list != kNoList && rests(list, entry.page)) return;
  }
  give(entry.page);
}

void BlockLedger::array_changed(BlockEntry& entry, const Object* o, std::size_t bytes, bool delayed) {
  if (heap_ == nullptr) return;
  const std::uint32_t old = entry.array;
  const bool keys = bytes == min_keys_bytes_ && o->type->layout == Layout::Dict;
  entry.array = 0;
  if (bytes != 0) {
    if (keys) entry.array = wakes(index(FreeListKind::DictKeys));
    if (entry.array == 0) entry.array = take(array_kind_, bytes);
    raise(totals_.live, totals_.live_peak, static_cast<std::int64_t>(pages_[entry.array].block_bytes));
  }
  if (old == 0) return;
  const BlockPage& page = pages_[old];
  totals_.live -= page.block_bytes;
  if (delayed) return hold_back(old);
  const bool small_keys = o->type->layout == Layout::Dict && !page.single && page.bin == bin_table_[(min_keys_bytes_ + 15) / 16];
  if (small_keys && rests(index(FreeListKind::DictKeys), old)) return;
  give(old);
}

void BlockLedger::clear_free_lists(BlockHeap& heap) {
  for (auto& resting : heap.free_lists) {
    totals_.resting -= resting.size();
    for (const std::uint32_t page : std::exchange(resting, {})) give(page);
  }
}

void BlockLedger::bury(BlockEntry& entry) {
  totals_.live -= bytes_of(entry);
  if (entry.page != 0) give(std::exchange(entry.page, 0));
  if (entry.array != 0) give(std::exchange(entry.array, 0));
  entry.buried = true;
}

std::uint32_t BlockLedger::new_page() {
  if (!unused_pages_.empty()) {
    const std::uint32_t number = unused_pages_.back();
    unused_pages_.pop_back();
    const std::uint32_t line = pages_[number].line;  // the same place in memory, as far as the cache is concerned
    pages_[number] = BlockPage{};
    pages_[number].line = line;
    return number;
  }
  pages_.emplace_back();
  return static_cast<std::uint32_t>(pages_.size() - 1);
}

void BlockLedger::link_room(BlockHeap& heap, std::uint32_t number) {
  BlockPage& page = pages_[number];
  std::uint32_t& first = heap.room[static_cast<std::size_t>(page.kind)][page.bin];
  page.state = BlockPage::kRoom;
  page.previous = 0;
  page.next = first;
  if (first != 0) pages_[first].previous = number;
  first = number;
}

void BlockLedger::unlink_room(BlockHeap& heap, std::uint32_t number) {
  BlockPage& page = pages_[number];
  if (page.previous != 0) pages_[page.previous].next = page.next;
  else heap.room[static_cast<std::size_t>(page.kind)][page.bin] = page.next;
  if (page.next != 0) pages_[page.next].previous = page.previous;
  page.next = page.previous = 0;
}

}  // namespace gilscope
