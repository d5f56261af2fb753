// A lane of the trace: one value that holds until the next change, stored as compact (time delta, value) pairs.
// Append-only. Equal neighbours merge and spans without length vanish, so the spans always partition [first change, end].
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

/// A stretch of one value: [begin, end). `merged`: the lane outgrew its memory, and this is the value that took most of the stretch.
struct ValueSpan {
  SimTime begin = 0;
  SimTime end = 0;
  std::uint32_t value = 0;
  bool merged = false;
};

/// What a row of pixels shows of a lane, from left to right. Where at most one change falls into a pixel, a piece is (part of) one span, exact;
/// where more do, it is one pixel that stands for all of them.
struct ValuePiece {
  SimTime from = 0, to = 0;    ///< the part of the picture that it fills
  ValueSpan span;              ///< unclipped; for a collapsed pixel [from, to) and the value that took most of it
  bool collapsed = false;
  std::uint64_t spans = 1;     ///< how many spans it stands for
  std::span<const std::pair<std::uint32_t, SimTime>> totals;  ///< time per value; of collapsed pixels only
};

class ChangeColumn {
 public:
  /// From `at` on the lane has `value` (below 2^31). Requires: at is not before the last change.
  void change(SimTime at, std::uint32_t value);
  /// Ends the last span. Later changes are ignored.
  void close(SimTime at);

  bool empty() const { return !has_current_; }
  SimTime begin() const { return first_; }
  /// The value since the last change. Requires: !empty().
  std::uint32_t current() const { return current_.value; }
  SimTime current_since() const { return current_.begin; }

  /// Calls `visit` with every span that overlaps [from, to), in order and unclipped. An open last span ends at `now`.
  void for_each(SimTime from, SimTime to, SimTime now, const std::function<void(const ValueSpan&)>& visit) const;

  /// Time per value within [from, to), without visiting every span in it. Values are mapped by `mask` first.
  using Totals = std::vector<std::pair<std::uint32_t, SimTime>>;
  Totals totals(SimTime from, SimTime to, SimTime now, std::uint32_t mask) const;

  /// Splits [from, to) into `columns` equal pixels and calls `visit` with each one's number and time per value (unmasked), in order. What
  /// it costs grows with the pixels, not with the spans in them. Requires: columns > 0, from < to.
  void for_each_column(SimTime from, SimTime to, int columns, SimTime now,
                       const std::function<void(int, std::span<const std::pair<std::uint32_t, SimTime>>)>& visit) const;
  /// The same split as pieces. Same cost.
  void for_each_piece(SimTime from, SimTime to, int columns, SimTime now, const std::function<void(const ValuePiece&)>& visit) const;
  /// The i-th of n + 1 edges that split [from, to) evenly; each pixel is at least a picosecond wide.
  static SimTime edge(SimTime from, SimTime to, int i, int n);

  /// Memory in use, in bytes.
  std::size_t bytes() const;
  std::uint64_t changes() const { return changes_; }
  /// The widest cell that merging was done in; 0 = every span is exact.
  SimTime resolution() const { return resolution_; }
  /// Merges spans that lie within one cell of a power-of-two grid, doubling the cell until at most `target` bytes remain.
  void coarsen(std::size_t target);

 private:
  friend class TraceCodec;

  struct Entry {
    SimTime begin = 0;
    std::uint32_t value = 0;
    bool merged = false;
  };
  // Every kBlockSpans spans: where to start decoding.
  struct Block {
    SimTime begin = 0;
    std::uint64_t number = 0;  // of the block's first span
    std::size_t data = 0;      // offset of its code
  };
  // Now and then: the time per value before a block. So seldom that all rows together take about a byte per span.
  struct Row {
    SimTime begin = 0;
    std::uint64_t number = 0;  // of the span that follows
    std::size_t block = 0;
    std::size_t sums = 0;      // offset into sums_
    std::size_t width = 0;     // how many values were known
  };
  class Cursor;
  class Sweep;

  void commit(const Entry& entry);
  void begin_block(SimTime begin);
  std::uint32_t dense(std::uint32_t value);
  std::vector<ValueSpan> coarse_spans(SimTime cell) const;
  void rebuild(const std::vector<ValueSpan>& spans, Entry last);

  std::vector<std::uint8_t> data_;       // (duration, place in values_ * 2 + merged) as varints
  std::vector<Block> blocks_;
  std::vector<Row> rows_;
  std::vector<SimTime> sums_;
  std::vector<std::uint32_t> values_;    // all values committed so far, in order of appearance
  std::vector<SimTime> so_far_;          // time per value, in that order
  std::unordered_map<std::uint32_t, std::uint32_t> dense_;  // value -> its place in that order
  std::uint64_t committed_ = 0;          // spans in data_
  Entry previous_;  // the span before the current one stays open to merging
  Entry current_;
  bool has_previous_ = false;
  bool has_current_ = false;
  std::optional<SimTime> closed_;
  SimTime first_ = 0;
  SimTime last_committed_ = 0;
  SimTime resolution_ = 0;
  std::uint64_t changes_ = 0;
};

}  // namespace gilscope
