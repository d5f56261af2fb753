// Walks over the spans of a lane in order, jumping where nobody needs the spans in between. Private to the lane's implementation.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/trace/change_column.hpp"

namespace gilscope {

class ChangeColumn::Cursor {
 public:
  /// Stands at the span that contains `at`, or at the first one after it. An open last span ends at `now`.
  Cursor(const ChangeColumn& column, SimTime at, SimTime now) : column_(column), now_(now) {
    const auto& blocks = column.blocks_;
    auto next = std::partition_point(blocks.begin(), blocks.end(), [&](const Block& b) { return b.begin <= at; });
    go_to(next == blocks.begin() ? 0 : static_cast<std::size_t>(next - blocks.begin()) - 1);
    while (!at_end_ && span_.end <= at) step();
  }

  bool at_end() const { return at_end_; }
  const ValueSpan& span() const { return span_; }
  std::uint64_t number() const { return number_; }  ///< of the span, from the lane's first
  /// The place of the span's value in the lane's list of values; kOpen for a span that is still open to change.
  std::uint32_t place() const { return place_; }
  static constexpr std::uint32_t kOpen = 0xFFFF'FFFFu;

  void step() {
    ++number_;
    read(span_.end);
  }

  /// The last row of sums at or before `at` that lies at least `spans` spans ahead; null if there is none.
  const Row* row_ahead(SimTime at, std::uint64_t spans = kLeastJump) {
    const auto& rows = column_.rows_;
    while (next_row_ < rows.size() && rows[next_row_].number < number_ + kLeastJump) ++next_row_;
    if (next_row_ >= rows.size() || rows[next_row_].begin > at) return nullptr;
    // In steps that double: who reads pixel by pixel goes a little way each time.
    std::size_t low = next_row_, step = 1;
    while (low + step < rows.size() && rows[low + step].begin <= at) low += step, step *= 2;
    const std::size_t high = std::min(rows.size(), low + step);
    const auto after = std::partition_point(rows.begin() + static_cast<std::ptrdiff_t>(low), rows.begin() + static_cast<std::ptrdiff_t>(high),
                                            [&](const Row& r) { return r.begin <= at; });
    const Row& row = *(after - 1);
    return row.number < number_ + spans ? nullptr : &row;
  }

  /// Steps over all spans that end at or before `at`, calling `visit(place, length)` for each that has a place; the last of them, or nullopt.
  /// Requires: !at_end().
  template <class Visit>
  std::optional<ValueSpan> step_over(SimTime at, const Visit& visit) {
    std::optional<ValueSpan> last;
    if (place_ == kOpen || span_.end > at) return last;
    // The hot loop of every picture: nothing but what the next span needs is kept up to date.
    SimTime begin = span_.begin, length = span_.end - span_.begin;
    std::uint32_t coded = place_ << 1 | (span_.merged ? 1u : 0u);
    SimTime begin_before = begin;
    std::uint32_t coded_before = coded;
    while (begin + length <= at) {
      visit(coded >> 1, length);
      begin_before = begin, coded_before = coded;
      begin += length;
      if (++number_ >= column_.committed_) {
        last = ValueSpan{begin_before, begin, column_.values_[coded_before >> 1], (coded_before & 1) != 0};
        read(begin);
        return last;
      }
      length = static_cast<SimTime>(varint());
      coded = static_cast<std::uint32_t>(varint());
    }
    place_ = coded >> 1;
    span_ = {begin, begin + length, column_.values_[place_], (coded & 1) != 0};
    return ValueSpan{begin_before, begin, column_.values_[coded_before >> 1], (coded_before & 1) != 0};
  }
  void go_to(const Row& row) {
    park(row);
    unpark();
  }
  /// The same without reading the span there, which costs a way to memory. Until unpark() only number() and row_ahead() may be asked.
  void park(const Row& row) {
    next_row_ = static_cast<std::size_t>(&row - column_.rows_.data()) + 1;
    number_ = row.number;
    parked_ = &row;
  }
  void unpark() {
    if (parked_) go_to(std::exchange(parked_, nullptr)->block);
  }

 private:
  static constexpr std::uint64_t kLeastJump = 8;

  void go_to(std::size_t block) {
    const auto& blocks = column_.blocks_;
    number_ = block < blocks.size() ? blocks[block].number : 0;
    position_ = block < blocks.size() ? blocks[block].data : 0;
    read(block < blocks.size() ? blocks[block].begin : column_.first_);
  }

  // The span that begins at `begin`: from the data, or one of the two that are still open to change.
  void read(SimTime begin) {
    if (number_ < column_.committed_) {
      const auto duration = static_cast<SimTime>(varint());
      const auto coded = static_cast<std::uint32_t>(varint());
      place_ = coded >> 1;
      span_ = {begin, begin + duration, column_.values_[place_], (coded & 1) != 0};
      return;
    }
    place_ = kOpen;
    const std::uint64_t open = number_ - column_.committed_;
    if (column_.has_previous_ && open == 0) {
      span_ = {column_.previous_.begin, column_.current_.begin, column_.previous_.value, column_.previous_.merged};
    } else if (column_.has_current_ && open == (column_.has_previous_ ? 1u : 0u)) {
      const Entry& current = column_.current_;
      span_ = {current.begin, column_.closed_ ? *column_.closed_ : std::max(now_, current.begin), current.value, current.merged};
    } else {
      at_end_ = true;
    }
  }

  std::uint64_t varint() {
    const std::uint8_t* in = column_.data_.data() + position_;
    if (*in < 0x80) return ++position_, *in;
    std::uint64_t value = *in & 0x7Fu;
    for (int shift = 7; *in++ >= 0x80; shift += 7) value |= static_cast<std::uint64_t>(*in & 0x7Fu) << shift;
    position_ = static_cast<std::size_t>(in - column_.data_.data());
    return value;
  }

  const ChangeColumn& column_;
  SimTime now_;
  ValueSpan span_;
  std::uint64_t number_ = 0;
  std::uint32_t place_ = kOpen;
  std::size_t position_ = 0;
  std::size_t next_row_ = 0;  // no row before it lies ahead
  const Row* parked_ = nullptr;
  bool at_end_ = false;
};

}  // namespace gilscope
