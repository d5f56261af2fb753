#include <random>

#include "sim/machine/cache_lines.hpp"
#include "sim/machine/core_order.hpp"
#include "sim/machine/event_queue.hpp"
#include "tests/catch.hpp"

using namespace gilscope;

TEST_CASE("CoreOrder agrees with a linear search") {
  for (std::uint32_t cores : {1u, 2u, 3u, 8u, 31u, 256u}) {
    CoreOrder order(cores);
    std::vector<SimTime> times(cores, kForever);
    std::mt19937 random(cores);
    for (int step = 0; step < 500; ++step) {
      const std::uint32_t core = random() % cores;
      times[core] = random() % 5 == 0 ? kForever : static_cast<SimTime>(random() % 40);
      order.set(core, times[core]);
      std::uint32_t first = 0;
      for (std::uint32_t i = 1; i < cores; ++i) if (times[i] < times[first]) first = i;
      REQUIRE(order.time(order.first()) == times[first]);
      if (times[first] == kForever) continue;
      REQUIRE(order.first() == first);
      SimTime horizon = kForever;
      for (std::uint32_t i = 0; i < cores; ++i) {
        if (i != first && times[i] != kForever) horizon = std::min(horizon, first < i ? times[i] : times[i] - 1);
      }
      REQUIRE(order.horizon_of_first() == horizon);
    }
  }
}

TEST_CASE("EventQueue pops in order whatever was cancelled") {
  EventQueue queue;
  std::mt19937 random(7);
  std::vector<std::pair<SimTime, int>> expected;
  std::vector<EventQueue::Id> ids;
  std::vector<int> popped;
  for (int i = 0; i < 300; ++i) {
    const SimTime when = random() % 50;
    ids.push_back(queue.add(when, [&popped, i](SimTime) { popped.push_back(i); }));
    expected.push_back({when, i});
  }
  for (int i = 0; i < 300; i += 3) {
    queue.cancel(ids[static_cast<std::size_t>(i)]);
    queue.cancel(ids[static_cast<std::size_t>(i)]);
  }
  std::erase_if(expected, [](const auto& e) { return e.second % 3 == 0; });
  std::stable_sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  SimTime last = 0;
  while (!queue.empty()) {
    CHECK(queue.next_time() >= last);
    last = queue.next_time();
    queue.pop()(last);
  }
  REQUIRE(popped.size() == expected.size());
  for (std::size_t i = 0; i < popped.size(); ++i) CHECK(popped[i] == expected[i].second);
  CHECK(queue.next_time() == kForever);
}

TEST_CASE("a stale timer id cancels nothing") {
  EventQueue queue;
  const auto first = queue.add(1, [](SimTime) {});
  queue.pop();
  queue.add(2, [](SimTime) {});
  queue.cancel(first);
  CHECK(queue.next_time() == 2);
}

TEST_CASE("a line that one core uses alone has no record and never travels") {
  CacheLines lines(40);
  std::uint32_t line = 0;
  SimTime now = 100;
  CHECK_FALSE(lines.rmw(line, 3, 10, now));
  CHECK_FALSE(lines.rmw(line, 3, 10, now));
  CHECK(now == 120);
}

TEST_CASE("a line travels to the core that writes it and is busy meanwhile") {
  CacheLines lines(40);
  std::uint32_t line = 0;
  SimTime a = 100, b = 105;
  lines.rmw(line, 0, 10, a);
  CHECK(lines.rmw(line, 1, 10, b));
  CHECK(b == 155);
  SimTime c = 120;
  CHECK(lines.rmw(line, 2, 10, c));  // waits for core 1
  CHECK(c == 205);
}

TEST_CASE("an access that comes later on the host but earlier in simulated time is served first") {
  CacheLines lines(40);
  std::uint32_t line = 0;
  SimTime t = 0;
  lines.rmw(line, 0, 10, t);
  lines.rmw(line, 1, 10, t);  // now two cores know the line
  SimTime future = 1000, early = 200, overlapping = 980;
  lines.rmw(line, 1, 10, future);
  lines.rmw(line, 0, 10, early);
  CHECK(early == 250);
  lines.rmw(line, 1, 10, overlapping);
  CHECK(overlapping > 1010);
}

TEST_CASE("readers share a line until somebody writes it") {
  CacheLines lines(40);
  std::uint32_t line = 0;
  SimTime t = 0;
  lines.write(line, 0, t);
  SimTime r = 0;
  CHECK(lines.read(line, 1, r));
  CHECK_FALSE(lines.read(line, 1, r));
  CHECK_FALSE(lines.read(line, 0, r));
  CHECK(r == 40);
  CHECK(lines.write(line, 0, r));  // invalidates core 1's copy
  CHECK(lines.read(line, 1, r));
}

TEST_CASE("a forgotten line's record is used again") {
  CacheLines lines(40);
  std::uint32_t first = 0, second = 0;
  SimTime t = 0;
  lines.rmw(first, 0, 1, t);
  lines.rmw(first, 1, 1, t);
  lines.hold(first, 999);
  CHECK(lines.held_until(first) == 999);
  lines.forget(first);
  lines.rmw(second, 4, 1, t);
  lines.rmw(second, 5, 1, t);
  CHECK(second == first);
  CHECK(lines.held_until(second) == 0);
}
