#include "sim/trace/change_column.hpp"

#include <algorithm>
#include <cassert>

namespace gilscope {
namespace {

constexpr std::uint32_t kChunkSpans = 256;

void put_varint(std::vector<std::uint8_t>& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<std::uint8_t>(value));
}

std::uint64_t get_varint(const std::uint8_t*& in) {
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    const std::uint8_t byte = *in++;
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
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

// Decodes the spans of one chunk. `visit` returns false to stop.
template <class Visit>
bool decode(SimTime begin, const std::vector<std::uint8_t>& data, Visit visit) {
  const std::uint8_t* in = data.data();
  const std::uint8_t* const end = in + data.size();
  while (in != end) {
    const auto duration = static_cast<SimTime>(get_varint(in));
    const auto coded = static_cast<std::uint32_t>(get_varint(in));
    if (!visit(ValueSpan{begin, begin + duration, coded >> 1, (coded & 1) != 0})) return false;
    begin += duration;
  }
  return true;
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

void ChangeColumn::commit(const Entry& entry) {
  if (chunks_.empty() || chunks_.back().count == kChunkSpans) {
    chunks_.push_back({entry.begin, entry.begin, 0, {}, {}});
    bytes_ += sizeof(Chunk);
  }
  Chunk& chunk = chunks_.back();
  const SimTime end = current_.begin;
  const std::size_t before = chunk.data.size();
  put_varint(chunk.data, static_cast<std::uint64_t>(end - entry.begin));
  put_varint(chunk.data, (entry.value << 1) | (entry.merged ? 1u : 0u));
  bytes_ += chunk.data.size() - before;
  last_committed_ = end;
  ++chunk.count;
  seal(chunk, end);
}

void ChangeColumn::seal(Chunk& chunk, SimTime end) {
  chunk.end = end;
  if (chunk.count != kChunkSpans) return;
  chunk.data.shrink_to_fit();
  decode(chunk.begin, chunk.data, [&](const ValueSpan& span) {
    add_time(chunk.summary, span.value, span.end - span.begin);
    return true;
  });
  chunk.summary.shrink_to_fit();
  bytes_ += chunk.summary.size() * sizeof(chunk.summary[0]);
}

// ---- Reading ----------------------------------------------------------------------------------------------------------

void ChangeColumn::for_each(SimTime from, SimTime to, SimTime now,
                            const std::function<void(const ValueSpan&)>& visit) const {
  if (!has_current_ || from >= to) return;
  const auto show = [&](const ValueSpan& span) {
    if (span.begin >= to) return false;
    if (span.end > from && span.end > span.begin) visit(span);
    return true;
  };
  auto chunk = std::partition_point(chunks_.begin(), chunks_.end(), [&](const Chunk& c) { return c.end <= from; });
  for (; chunk != chunks_.end() && chunk->begin < to; ++chunk)
    if (!decode(chunk->begin, chunk->data, show)) return;
  if (has_previous_) show({previous_.begin, current_.begin, previous_.value, previous_.merged});
  show({current_.begin, closed_ ? *closed_ : std::max(now, current_.begin), current_.value, current_.merged});
}

ChangeColumn::Totals ChangeColumn::totals(SimTime from, SimTime to, SimTime now, std::uint32_t mask) const {
  Totals sums;
  if (!has_current_ || from >= to) return sums;
  const auto add = [&](const ValueSpan& span) {
    if (span.begin >= to) return false;
    const SimTime overlap = std::min(span.end, to) - std::max(span.begin, from);
    if (overlap > 0) add_time(sums, span.value & mask, overlap);
    return true;
  };
  auto chunk = std::partition_point(chunks_.begin(), chunks_.end(), [&](const Chunk& c) { return c.end <= from; });
  for (; chunk != chunks_.end() && chunk->begin < to; ++chunk) {
    const bool whole = chunk->begin >= from && chunk->end <= to && !chunk->summary.empty();
    if (!whole) {
      decode(chunk->begin, chunk->data, add);
      continue;
    }
    for (const auto& [value, time] : chunk->summary) add_time(sums, value & mask, time);
  }
  if (has_previous_) add({previous_.begin, current_.begin, previous_.value, previous_.merged});
  add({current_.begin, closed_ ? *closed_ : std::max(now, current_.begin), current_.value, current_.merged});
  return sums;
}

// ---- Bounded memory ---------------------------------------------------------------------------------------------------

void ChangeColumn::coarsen(std::size_t target) {
  std::uint64_t spans = 0;
  for (const Chunk& chunk : chunks_) spans += chunk.count;
  if (spans == 0 || bytes_ <= target) return;
  const auto average = static_cast<std::uint64_t>(last_committed_ - first_) / spans;
  SimTime cell = std::max<SimTime>(resolution_, 1024);
  while (static_cast<std::uint64_t>(cell) < 2 * average) cell *= 2;
  for (; bytes_ > target && cell < kForever / 4; cell *= 2) {
    rebuild(coarse_spans(cell), current_);
    resolution_ = cell;
  }
}

std::vector<ValueSpan> ChangeColumn::coarse_spans(SimTime cell) const {
  std::vector<ValueSpan> spans;
  ShortSpanMerger merger(cell, spans);
  for (const Chunk& chunk : chunks_) {
    decode(chunk.begin, chunk.data, [&](const ValueSpan& span) {
      merger.add(span);
      return true;
    });
  }
  if (has_previous_) merger.add({previous_.begin, current_.begin, previous_.value, previous_.merged});
  merger.flush();
  return spans;
}

void ChangeColumn::rebuild(const std::vector<ValueSpan>& spans, Entry last) {
  chunks_.clear();
  bytes_ = 0;
  has_previous_ = false;
  for (const ValueSpan& span : spans) {
    current_.begin = span.end;  // commit takes the end of a span from here
    commit({span.begin, span.value, span.merged});
  }
  chunks_.shrink_to_fit();
  current_ = last;
}

}  // namespace gilscope
