#include "sim/trace/change_column.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "tests/catch.hpp"

namespace gilscope {
namespace {

std::vector<ValueSpan> spans_of(const ChangeColumn& column, SimTime from, SimTime to, SimTime now) {
  std::vector<ValueSpan> spans;
  column.for_each(from, to, now, [&](const ValueSpan& span) { spans.push_back(span); });
  return spans;
}

// A long random lane, together with the plain list of its spans.
struct RandomLane {
  ChangeColumn column;
  std::vector<ValueSpan> expected;
  SimTime end = 0;

  explicit RandomLane(int changes) {
    std::mt19937 random(7);
    SimTime at = 100;
    for (int i = 0; i < changes; ++i) {
      const std::uint32_t value = random() % 5;
      const SimTime length = random() % 3 == 0 ? 0 : 1 + random() % 5000;
      column.change(at, value);
      if (length > 0) append({at, at + length, value, false});
      at += length;
    }
    column.close(at);
    end = at;
  }
  void append(const ValueSpan& span) {
    if (!expected.empty() && expected.back().value == span.value)
      expected.back().end = span.end;
    else
      expected.push_back(span);
  }
};

TEST_CASE("equal neighbours merge and empty spans vanish") {
  ChangeColumn column;
  column.change(0, 1);
  column.change(10, 2);
  column.change(10, 1);  // 2 had no length, so 1 just goes on
  column.change(20, 1);
  column.change(30, 3);
  column.close(40);
  const auto spans = spans_of(column, 0, 100, 100);
  REQUIRE(spans.size() == 2);
  CHECK(spans[0].begin == 0);
  CHECK(spans[0].end == 30);
  CHECK(spans[0].value == 1);
  CHECK(spans[1].end == 40);
}

TEST_CASE("the stored spans are the reported ones, over many chunks") {
  const RandomLane lane(20000);
  const auto spans = spans_of(lane.column, 0, kForever, kForever);
  REQUIRE(spans.size() == lane.expected.size());
  bool same = true;
  for (std::size_t i = 0; i < spans.size(); ++i)
    same = same && spans[i].begin == lane.expected[i].begin && spans[i].end == lane.expected[i].end &&
           spans[i].value == lane.expected[i].value && !spans[i].merged;
  CHECK(same);
  CHECK(lane.column.bytes() < spans.size() * 6);
}

TEST_CASE("a range query gives exactly the overlapping spans") {
  const RandomLane lane(5000);
  for (SimTime from = 0; from < lane.end; from += lane.end / 17) {
    const SimTime to = from + 12345;
    std::size_t expected = 0;
    for (const auto& span : lane.expected) expected += span.begin < to && span.end > from;
    CHECK(spans_of(lane.column, from, to, lane.end).size() == expected);
  }
}

TEST_CASE("totals from chunk summaries equal the sum of the clipped spans") {
  const RandomLane lane(5000);
  for (SimTime from = 0; from < lane.end; from += lane.end / 7) {
    const SimTime to = from + lane.end / 3;
    std::map<std::uint32_t, SimTime> expected;
    for (const auto& span : lane.expected) {
      const SimTime overlap = std::min(span.end, to) - std::max(span.begin, from);
      if (overlap > 0) expected[span.value & 3] += overlap;
    }
    std::map<std::uint32_t, SimTime> actual;
    for (const auto& [value, time] : lane.column.totals(from, to, lane.end, 3)) actual[value] += time;
    CHECK(actual == expected);
  }
}

TEST_CASE("an open last span ends now") {
  ChangeColumn column;
  column.change(5, 1);
  CHECK(spans_of(column, 0, 100, 42).at(0).end == 42);
  CHECK(spans_of(column, 0, 100, 5).empty());
}

TEST_CASE("coarsening keeps the partition and the long spans, within the target") {
  RandomLane lane(20000);
  const std::size_t target = lane.column.bytes() / 10;
  lane.column.coarsen(target);
  CHECK(lane.column.bytes() <= target);
  CHECK(lane.column.resolution() > 0);
  SimTime at = lane.expected.front().begin;
  bool contiguous = true;
  for (const auto& span : spans_of(lane.column, 0, kForever, lane.end)) {
    contiguous = contiguous && span.begin == at && span.end > span.begin;
    at = span.end;
  }
  CHECK(contiguous);
  CHECK(at == lane.end);
}

TEST_CASE("coarsening leaves spans longer than a cell exact") {
  ChangeColumn column;
  SimTime at = 0;
  for (int i = 0; i < 3000; ++i, at += 10) column.change(at, static_cast<std::uint32_t>(i % 3));
  column.change(at, 7);
  column.change(at + kSecond, 8);
  for (int i = 0; i < 3000; ++i) column.change(at + kSecond + 10 * i, static_cast<std::uint32_t>(i % 3));
  column.coarsen(column.bytes() / 4);
  bool found = false;
  column.for_each(0, kForever, kForever, [&](const ValueSpan& span) {
    found = found || (span.value == 7 && span.begin == at && span.end == at + kSecond && !span.merged);
  });
  CHECK(found);
}

TEST_CASE("pixels hold exactly the time of the spans in them, at any zoom") {
  const RandomLane lane(20000);
  for (const int columns : {1, 7, 400, 3000}) {
    for (const SimTime from : {SimTime{0}, lane.end / 3, lane.end - 777}) {
      const SimTime to = std::min(lane.end + 500, from + lane.end / 2 + 1000);
      int next = 0;
      bool same = true;
      lane.column.for_each_column(from, to, columns, lane.end, [&](int i, std::span<const std::pair<std::uint32_t, SimTime>> totals) {
        same = same && i == next++;
        std::map<std::uint32_t, SimTime> expected, actual;
        const SimTime left = ChangeColumn::edge(from, to, i, columns), right = ChangeColumn::edge(from, to, i + 1, columns);
        auto span = std::partition_point(lane.expected.begin(), lane.expected.end(), [&](const ValueSpan& s) { return s.end <= left; });
        for (; span != lane.expected.end() && span->begin < right; ++span) expected[span->value] += std::min(span->end, right) - std::max(span->begin, left);
        for (const auto& [value, time] : totals) actual[value] += time;
        same = same && actual == expected;
      });
      CHECK(next == columns);
      CHECK(same);
    }
  }
}

TEST_CASE("pieces follow each other without gaps, are exact spans or say how many they stand for") {
  const RandomLane lane(20000);
  for (const SimTime length : {lane.end, lane.end / 10, lane.end / 300, SimTime{5000}}) {
    const SimTime from = lane.end / 4;
    const SimTime to = std::min(lane.end, from + length);
    SimTime at = from;
    bool contiguous = true, exact = true, summed = true;
    std::uint64_t stood_for = 0;
    int pieces = 0;
    lane.column.for_each_piece(from, to, 500, lane.end, [&](const ValuePiece& piece) {
      ++pieces;
      contiguous = contiguous && piece.from == at && piece.to > piece.from;
      at = piece.to;
      stood_for += piece.spans;
      if (piece.collapsed) {
        SimTime sum = 0;
        for (const auto& [value, time] : piece.totals) sum += time;
        summed = summed && sum == piece.to - piece.from && piece.spans > 2;
        return;
      }
      const auto span = std::partition_point(lane.expected.begin(), lane.expected.end(), [&](const ValueSpan& s) { return s.end <= piece.from; });
      exact = exact && span->begin == piece.span.begin && span->end == piece.span.end && span->value == piece.span.value;
    });
    CHECK(contiguous);
    CHECK(at == to);
    CHECK(exact);
    CHECK(summed);
    CHECK(pieces <= 1000);
    std::size_t overlapping = 0;
    for (const auto& span : lane.expected) overlapping += span.begin < to && span.end > from;
    CHECK(stood_for >= overlapping);
  }
}

TEST_CASE("pixels are exact while the lane still grows, and after it was coarsened") {
  ChangeColumn column;
  for (int i = 0; i < 1000; ++i) column.change(10 * i, static_cast<std::uint32_t>(i % 40));
  const auto sum = [&](SimTime from, SimTime to, SimTime now) {
    SimTime total = 0;
    column.for_each_column(from, to, 33, now, [&](int, std::span<const std::pair<std::uint32_t, SimTime>> totals) {
      for (const auto& [value, time] : totals) total += time;
    });
    return total;
  };
  CHECK(sum(0, 20000, 15000) == 15000);
  CHECK(sum(5005, 9990, 9990) == 4985);
  column.coarsen(column.bytes() / 4);
  CHECK(sum(0, 20000, 15000) == 15000);
}

}  // namespace
}  // namespace gilscope
