#include "sim/trace/change_column.hpp"

#include <map>
#include <random>

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

}  // namespace
}  // namespace gilscope
