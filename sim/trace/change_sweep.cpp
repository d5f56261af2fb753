// Reading a lane by pixels: rows of sums are subtracted where they can be, and only the spans between a row and a pixel's edge are decoded.
#include <algorithm>

#include "sim/trace/change_cursor.hpp"

namespace gilscope {
namespace {

using Total = std::pair<std::uint32_t, SimTime>;

}  // namespace

// Walks over [from, ...) pixel by pixel, and knows the time per value in each.
class ChangeColumn::Sweep {
 public:
  static constexpr std::uint64_t kManySpans = 64;

  Sweep(const ChangeColumn& column, SimTime from, SimTime now)
      : column_(column), cursor_(column, start_row(column, from), now), values_(column.values_) {
    for (const Entry* open : {&column.previous_, &column.current_})
      if (std::find(values_.begin(), values_.end(), open->value) == values_.end()) values_.push_back(open->value);
    sums_.resize(values_.size(), 0);
    touched_.reserve(values_.size());
    is_touched_.resize(values_.size(), 0);
    if (!column.rows_.empty() && cursor_.number() > 0) load(*(row_after(column, from) - 1));
    advance(from);
    before_ = sums_;
    if (!cursor_.at_end() && cursor_.span().begin < from) before_[place()] += from - cursor_.span().begin;
    left_ = from;
  }

  /// Goes on to `right`: what lies between the last place and there is the pixel.
  void next(SimTime right) {
    cursor_.unpark();
    for (const std::uint32_t d : touched_) is_touched_[d] = 0;
    touched_.clear();
    totals_.clear();
    begin_ = left_;
    left_ = right;
    spans_ = 0;
    if (cursor_.at_end() || cursor_.span().begin >= right) return;
    first_ = last_ = cursor_.span();
    if (first_.begin <= begin_ && first_.end >= right) return take_whole(right);
    const std::uint64_t number = cursor_.number();
    advance(right);
    const bool within = !cursor_.at_end() && cursor_.span().begin < right;
    if (within) last_ = cursor_.span();
    spans_ = cursor_.number() - number + (within ? 1 : 0);
    const std::uint32_t current = within ? place() : Cursor::kOpen;
    if (within) touch(current);
    for (const std::uint32_t d : touched_) {
      SimTime sum = sums_[d];
      if (d == current) sum += right - last_.begin;
      if (sum > before_[d]) totals_.emplace_back(values_[d], sum - before_[d]);
      before_[d] = sum;
    }
  }

  /// Goes on to an instant at most `slack` away from `right` up to which the sums are known, if very many spans lie before it: nothing is
  /// decoded then. False: there is no such instant, and nothing happened.
  bool jump(SimTime right, SimTime slack) {
    if (slack <= 0 || cursor_.at_end()) return false;
    const Row* row = cursor_.row_ahead(right + slack, kManySpans);
    if (!row || row->begin < right - slack || row->begin <= left_) return false;
    for (const std::uint32_t d : touched_) is_touched_[d] = 0;
    touched_.clear();
    totals_.clear();
    begin_ = left_;
    left_ = row->begin;
    spans_ = row->number - cursor_.number();
    for (std::uint32_t d = 0; d < row->width; ++d) {
      const SimTime sum = column_.sums_[row->sums + d];
      if (sum > before_[d]) totals_.emplace_back(values_[d], sum - before_[d]);
      sums_[d] = before_[d] = sum;
    }
    cursor_.park(*row);
    return true;
  }

  SimTime begin() const { return begin_; }
  SimTime end() const { return left_; }
  std::uint64_t spans() const { return spans_; }  ///< that lie in the pixel, in part at least
  const ValueSpan& first() const { return first_; }
  const ValueSpan& last() const { return last_; }
  std::span<const Total> totals() const { return totals_; }

 private:
  static std::vector<Row>::const_iterator row_after(const ChangeColumn& column, SimTime at) {
    return std::partition_point(column.rows_.begin(), column.rows_.end(),
                                [&](const Row& r) { return r.begin <= at; });
  }
  static SimTime start_row(const ChangeColumn& column, SimTime at) {
    const auto after = row_after(column, at);
    return after == column.rows_.begin() ? column.first_ : (after - 1)->begin;
  }

  // Where the cursor's value stands in values_.
  std::uint32_t place() const {
    if (cursor_.place() != Cursor::kOpen) return cursor_.place();
    return static_cast<std::uint32_t>(std::find(values_.begin(), values_.end(), cursor_.span().value) - values_.begin());
  }
  void touch(std::uint32_t d) {
    if (is_touched_[d]) return;
    is_touched_[d] = 1;
    touched_.push_back(d);
  }
  void load(const Row& row) {
    for (std::uint32_t d = 0; d < row.width; ++d) {
      const SimTime sum = column_.sums_[row.sums + d];
      if (sum == sums_[d]) continue;
      sums_[d] = sum;
      touch(d);
    }
  }

  // Until the span that contains `at` or begins there; sums_ is the time per value before that span.
  void advance(SimTime at) {
    if (cursor_.at_end() || cursor_.span().end > at) return;
    if (const Row* row = cursor_.row_ahead(at)) {
      load(*row);
      cursor_.go_to(*row);
    }
    const auto last = cursor_.step_over(at, [this](std::uint32_t d, SimTime length) {
      sums_[d] += length;
      touch(d);
    });
    if (last) last_ = *last;
    while (!cursor_.at_end() && cursor_.span().end <= at) {  // the spans that are still open to change
      const ValueSpan& span = cursor_.span();
      const std::uint32_t d = place();
      sums_[d] += span.end - span.begin;
      touch(d);
      last_ = span;
      cursor_.step();
    }
  }

  void take_whole(SimTime right) {
    spans_ = 1;
    totals_.emplace_back(first_.value, right - begin_);
    before_[place()] += right - begin_;
    if (first_.end == right) advance(right);
    last_ = first_;
  }

  const ChangeColumn& column_;
  Cursor cursor_;
  std::vector<std::uint32_t> values_;
  std::vector<SimTime> sums_;    // per value, before the cursor's span
  std::vector<SimTime> before_;  // per value, before the next pixel
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint8_t> is_touched_;
  std::vector<Total> totals_;
  SimTime begin_ = 0, left_ = 0;
  std::uint64_t spans_ = 0;
  ValueSpan first_, last_;
};

// from + (to - from) * i / n without overflow.
SimTime ChangeColumn::edge(SimTime from, SimTime to, int i, int n) {
  const SimTime length = to - from;
  return std::max(from + length / n * i + length % n * i / n, from + i);
}

void ChangeColumn::for_each_column(SimTime from, SimTime to, int columns, SimTime now,
                                   const std::function<void(int, std::span<const Total>)>& visit) const {
  if (!has_current_) return;
  Sweep sweep(*this, from, now);
  for (int i = 0; i < columns; ++i) {
    sweep.next(edge(from, to, i + 1, columns));
    visit(i, sweep.totals());
  }
}

ChangeColumn::Totals ChangeColumn::totals(SimTime from, SimTime to, SimTime now, std::uint32_t mask) const {
  Totals sums;
  if (!has_current_ || from >= to) return sums;
  Sweep sweep(*this, from, now);
  sweep.next(to);
  for (const auto& [value, time] : sweep.totals()) {
    const auto known = std::find_if(sums.begin(), sums.end(), [&, v = value](const Total& t) { return t.first == (v & mask); });
    if (known == sums.end())
      sums.emplace_back(value & mask, time);
    else
      known->second += time;
  }
  return sums;
}

namespace {

// Joins what neighbouring pixels show of the same span.
class PieceJoiner {
 public:
  explicit PieceJoiner(const std::function<void(const ValuePiece&)>& visit) : visit_(visit) {}

  void add(SimTime from, SimTime to, const ValueSpan& span) {
    from = std::max(from, span.begin);
    to = std::min(to, span.end);
    if (to <= from) return;
    if (open_ && piece_.span.begin == span.begin) {
      piece_.to = to;
      return;
    }
    flush();
    piece_ = {from, to, span, false, 1, {}};
    open_ = true;
  }
  void flush() {
    if (open_) visit_(piece_);
    open_ = false;
  }

 private:
  const std::function<void(const ValuePiece&)>& visit_;
  ValuePiece piece_;
  bool open_ = false;
};

ValuePiece collapsed(SimTime from, SimTime to, std::uint64_t spans, std::span<const Total> totals) {
  const auto most = std::max_element(totals.begin(), totals.end(), [](const Total& a, const Total& b) { return a.second < b.second; });
  return {from, to, {from, to, most->first, false}, true, spans, totals};
}

}  // namespace

void ChangeColumn::for_each_piece(SimTime from, SimTime to, int columns, SimTime now,
                                  const std::function<void(const ValuePiece&)>& visit) const {
  if (!has_current_) return;
  Sweep sweep(*this, from, now);
  PieceJoiner joiner(visit);
  // A pixel of very many spans may end up to a quarter of a pixel beside its edge, where a row of sums spares the decoding. The piece says
  // where it ends, so what it shows stays exact.
  const SimTime slack = (to - from) / columns / 4;
  for (int i = 0; i < columns; ++i) {
    const SimTime left = sweep.end();
    const SimTime edge_of_pixel = edge(from, to, i + 1, columns);
    if (i + 1 == columns || !sweep.jump(edge_of_pixel, slack)) sweep.next(edge_of_pixel);
    const SimTime right = sweep.end();
    if (sweep.spans() == 0) continue;
    if (sweep.spans() <= 2) {
      joiner.add(left, right, sweep.first());
      if (sweep.spans() == 2) joiner.add(left, right, sweep.last());
      continue;
    }
    joiner.flush();
    visit(collapsed(left, right, sweep.spans(), sweep.totals()));
  }
  joiner.flush();
}

void ChangeColumn::for_each(SimTime from, SimTime to, SimTime now,
                            const std::function<void(const ValueSpan&)>& visit) const {
  if (!has_current_ || from >= to) return;
  for (Cursor cursor(*this, from, now); !cursor.at_end() && cursor.span().begin < to; cursor.step())
    if (cursor.span().end > std::max(from, cursor.span().begin)) visit(cursor.span());
}

}  // namespace gilscope
