#include "sim/trace/change_column.hpp"

#include <algorithm>
#include <cassert>

#include "sim/trace/change_cursor.hpp"

namespace gilscope {
namespace {

constexpr std::uint64_t kBlockSpans = 32;

void put_varint(std::vector<std::uint8_t>& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<std::uint8_t>(value));
}

void add_time(ChangeColumn::Totals& totals, std::uint32_t value, SimTime time) {
  for (auto& [known, sum] : totals) {
    if (known == value) {
      sum += time;
      return;
    }
  }
  totals.emplace_back(value, time);
}

// Gathers neighbouring short spans until they fill a cell, and hands them on as one span of their dominant value.
class ShortSpanMerger {
 public:
  ShortSpanMerger(SimTime cell, std::vector<ValueSpan>& out) : cell_(cell), out_(out) {}

  void add(const ValueSpan& span) {
    const SimTime length = span.end - span.begin;
    if (length >= cell_) {
      flush();
      out_.push_back(span);
      return;
    }
    if (members_ == 0) group_ = span;
    group_.end = span.end;
    group_.merged = group_.merged || span.merged || members_ > 0;
    ++members_;
    add_time(times_, span.value, length);
    if (group_.end - group_.begin >= cell_) flush();
  }

  void flush() {
    if (members_ == 0) return;
    const auto longest = std::max_element(times_.begin(), times_.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    group_.value = longest->first;
    out_.push_back(group_);
    times_.clear();
    members_ = 0;
  }

 private:
  SimTime cell_;
  std::vector<ValueSpan>& out_;
  ValueSpan group_;
  ChangeColumn::Totals times_;
  int members_ = 0;
};

}  // namespace

// ---- Writing ----------------------------------------------------------------------------------------------------------

void ChangeColumn::change(SimTime at, std::uint32_t value) {
  if (closed_) return;
  if (!has_current_) {
    first_ = last_committed_ = at;
    current_ = {at, value, false};
    has_current_ = true;
    return;
  }
  assert(at >= current_.begin && "a lane of the trace went back in time");
  at = std::max(at, current_.begin);
  if (value == current_.value) return;
  ++changes_;
  if (at == current_.begin) {  // the current span had no length: it never was
    current_.value = value;
    if (has_previous_ && previous_.value == value) {
      current_ = previous_;
      has_previous_ = false;
    }
    return;
  }
  if (has_previous_) commit(previous_);
  previous_ = current_;
  has_previous_ = true;
  current_ = {at, value, false};
}

void ChangeColumn::close(SimTime at) {
  if (!closed_ && has_current_) closed_ = std::max(at, current_.begin);
}

// The place of a value among those that occurred. Lanes alternate between few values, so the last ones are tried first.
std::uint32_t ChangeColumn::dense(std::uint32_t value) {
  const std::size_t recent = std::min<std::size_t>(values_.size(), 4);
  for (std::uint32_t i = 0; i < recent; ++i)
    if (values_[i] == value) return i;
  const auto [place, added] = dense_.try_emplace(value, static_cast<std::uint32_t>(values_.size()));
  if (added) {
    values_.push_back(value);
    so_far_.push_back(0);
  }
  return place->second;
}

void ChangeColumn::begin_block(SimTime begin) {
  blocks_.push_back({begin, committed_, data_.size()});
  const std::uint64_t apart = std::max<std::uint64_t>(kBlockSpans, 8 * values_.size());
  if (!rows_.empty() && committed_ - rows_.back().number < apart) return;
  rows_.push_back({begin, committed_, blocks_.size() - 1, sums_.size(), so_far_.size()});
  sums_.insert(sums_.end(), so_far_.begin(), so_far_.end());
}

void ChangeColumn::commit(const Entry& entry) {
  if (committed_ % kBlockSpans == 0) begin_block(entry.begin);
  const SimTime end = current_.begin;
  put_varint(data_, static_cast<std::uint64_t>(end - entry.begin));
  const std::uint32_t place = dense(entry.value);
  put_varint(data_, (place << 1) | (entry.merged ? 1u : 0u));
  so_far_[place] += end - entry.begin;
  last_committed_ = end;
  ++committed_;
}

std::size_t ChangeColumn::bytes() const {
  return data_.size() + blocks_.size() * sizeof(Block) + rows_.size() * sizeof(Row) + sums_.size() * sizeof(SimTime) +
         values_.size() * (sizeof(SimTime) + 8 * sizeof(std::uint32_t));
}

// ---- Bounded memory ---------------------------------------------------------------------------------------------------

void ChangeColumn::coarsen(std::size_t target) {
  if (committed_ == 0 || bytes() <= target) return;
  const auto average = static_cast<std::uint64_t>(last_committed_ - first_) / committed_;
  SimTime cell = std::max<SimTime>(resolution_, 1024);
  while (static_cast<std::uint64_t>(cell) < 2 * average) cell *= 2;
  for (; bytes() > target && cell < kForever / 4; cell *= 2) {
    rebuild(coarse_spans(cell), current_);
    resolution_ = cell;
  }
}

std::vector<ValueSpan> ChangeColumn::coarse_spans(SimTime cell) const {
  std::vector<ValueSpan> spans;
  ShortSpanMerger merger(cell, spans);
  Cursor cursor(*this, first_, current_.begin);
  for (; !cursor.at_end() && cursor.span().begin < current_.begin; cursor.step()) merger.add(cursor.span());
  merger.flush();
  return spans;
}

void ChangeColumn::rebuild(const std::vector<ValueSpan>& spans, Entry last) {
  data_.clear();
  blocks_.clear();
  rows_.clear();
  sums_.clear();
  values_.clear();
  so_far_.clear();
  dense_.clear();
  committed_ = 0;
  has_previous_ = false;
  for (const ValueSpan& span : spans) {
    current_.begin = span.end;  // commit takes the end of a span from here
    commit({span.begin, span.value, span.merged});
  }
  data_.shrink_to_fit();
  blocks_.shrink_to_fit();
  rows_.shrink_to_fit();
  sums_.shrink_to_fit();
  current_ = last;
}

}  // namespace gilscope
