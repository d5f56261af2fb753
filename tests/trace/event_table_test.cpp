#include "sim/trace/event_table.hpp"

#include <set>

#include "sim/base/thread_state_kind.hpp"
#include "sim/trace/traffic_bins.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

TEST_CASE("every event and mark is documented, in the order of its enumerator") {
  for (std::size_t i = 0; i < event_table().size(); ++i) {
    const EventInfo& event = event_table()[i];
    INFO(event.name);
    CHECK(static_cast<std::size_t>(event.kind) == i);
    CHECK(event.doc.back() == '.');
    CHECK_FALSE(event.fields.empty());
    CHECK(info(event.kind).name == event.name);
  }
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < mark_table().size(); ++i) {
    const MarkInfo& mark = mark_table()[i];
    INFO(mark.name);
    CHECK(static_cast<std::size_t>(mark.kind) == i);
    CHECK(mark.doc.back() == '.');
    CHECK(names.insert(mark.name).second);
  }
  CHECK(mark_table().size() <= 64);  // the trace counts kinds in a fixed array
}

TEST_CASE("fields carry their names and types") {
  const EventInfo& wait = info(EventKind::LockWait);
  REQUIRE(wait.fields.size() == 4);
  CHECK(wait.fields[2].name == "begin");
  CHECK(wait.fields[2].type == FieldType::Time);
  CHECK(wait.lane == EventLane::Lock);
}

TEST_CASE("every thread state has its own words and its own key") {
  std::set<std::string_view> words, keys;
  for (int i = 0; i < kThreadStateCount; ++i) {
    CHECK(words.insert(display_name(static_cast<ThreadState>(i))).second);
    CHECK(keys.insert(total_key(static_cast<ThreadState>(i))).second);
  }
  CHECK(display_name(ThreadState::Finished) == "Finished");
  CHECK(total_key(ThreadState::WaitingForGil) == "gil_wait_ns");
}

TEST_CASE("bins double in width and keep every count") {
  TrafficBins bins;
  const SimTime first = bins.bin_width();
  for (SimTime i = 0; i < 1000; ++i) bins.add(i * first, {1, 2, 3});
  CHECK(bins.bin_width() == first * 8);
  CHECK(bins.bins().size() <= TrafficBins::kMaxBins);
  std::uint64_t sum = 0;
  for (const auto& bin : bins.bins()) sum += bin[1];
  CHECK(sum == 2000);
  CHECK(bins.total() == TrafficBins::Counts{1000, 2000, 3000});
  CHECK(bins.bins()[0][0] == 8);
}

TEST_CASE("bins accept a count far in the future and one in the past") {
  TrafficBins bins;
  bins.add(60 * kSecond, {1, 0, 0});
  bins.add(0, {1, 0, 0});
  CHECK(bins.bins().size() <= TrafficBins::kMaxBins);
  CHECK(bins.bins()[0][0] == 1);
  CHECK(bins.total()[0] == 2);
}

}  // namespace
}  // namespace gilscope
