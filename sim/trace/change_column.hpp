// A lane of the trace: one value that holds until the next change, stored as compact (time delta, value) pairs.
// Append-only. Equal neighbours merge and spans without length vanish, so the spans always partition [first change, end].
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
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

  /// Time per value within [from, to), using the summaries of whole chunks where it can. Values are mapped by `mask` first.
  using Totals = std::vector<std::pair<std::uint32_t, SimTime>>;
  Totals totals(SimTime from, SimTime to, SimTime now, std::uint32_t mask) const;

  /// Memory in use, in bytes.
  std::size_t bytes() const { return bytes_; }
  std::uint64_t changes() const { return changes_; }
  /// The widest cell that merging was done in; 0 = every span is exact.
  SimTime resolution() const { return resolution_; }
  /// Merges spans that lie within one cell of a power-of-two grid, doubling the cell until at most `target` bytes remain.
  void coarsen(std::size_t target);

 private:
  struct Entry {
    SimTime begin = 0;
    std::uint32_t value = 0;
    bool merged = false;
  };
  struct Chunk {
    SimTime begin = 0;
    SimTime end = 0;
    std::uint32_t count = 0;
    std::vector<std::uint8_t> data;
    Totals summary;  // unmasked; filled when the chunk is full
  };

  void commit(const Entry& entry);
  void seal(Chunk& chunk, SimTime end);
  std::vector<ValueSpan> coarse_spans(SimTime cell) const;
  void rebuild(const std::vector<ValueSpan>& spans, Entry last);

  std::vector<Chunk> chunks_;
  Entry previous_;  // the span before the current one stays open to merging
  Entry current_;
  bool has_previous_ = false;
  bool has_current_ = false;
  std::optional<SimTime> closed_;
  SimTime first_ = 0;
  SimTime last_committed_ = 0;
  SimTime resolution_ = 0;
  std::size_t bytes_ = 0;
  std::uint64_t changes_ = 0;
};

}  // namespace gilscope
