#include "ui/scene/axis.hpp"

#include "tests/catch.hpp"
#include "tests/scene/recording_canvas.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

const TextStyle kStyle{{}, 11, Font::Regular, Align::Left};

Ticks ticks_of(SimTime from, SimTime to, float width) {
  RecordingCanvas canvas({0, 0, 10000, 100});
  return make_ticks({{from, to}, 0, width}, 18, canvas, kStyle);
}

TEST_CASE("labels never touch, at any zoom and anywhere in a run") {
  RecordingCanvas canvas({0, 0, 10000, 100});
  for (const SimTime from : {SimTime{0}, 3 * kNanosecond, 17 * kMicrosecond + 1, 1234 * kMillisecond + 567, 98'765 * kSecond + 4321}) {
    for (SimTime length = 10; length < 1'000'000 * kSecond; length = length * 7 / 3) {
      for (const float width : {120.f, 600.f, 2000.f}) {
        const TimeScale scale{{from, from + length}, 0, width};
        const Ticks ticks = make_ticks(scale, 18, canvas, kStyle);
        float free = -1e9f;
        for (const Tick& tick : ticks.ticks) {
          CHECK(tick.at >= from);
          CHECK(tick.at <= from + length);
          if (tick.label.empty()) continue;
          INFO(tick.label << " at zoom " << length);
          CHECK(scale.x(tick.at) >= free);
          free = scale.x(tick.at) + canvas.text_width(tick.label, kStyle) + 8;
        }
        CHECK(ticks.ticks.size() <= static_cast<std::size_t>(width));
      }
    }
  }
}

TEST_CASE("there are enough ticks to read a time") {
  const Ticks ticks = ticks_of(0, 406 * kMillisecond, 1100);
  int labelled = 0;
  for (const Tick& tick : ticks.ticks) labelled += !tick.label.empty();
  CHECK(labelled >= 5);
  CHECK(ticks.step == 50 * kMillisecond);
}

TEST_CASE("ticks are round, in the unit that fits") {
  const Ticks ticks = ticks_of(0, 10 * kMillisecond, 1000);
  std::vector<std::string> labels;
  for (const Tick& tick : ticks.ticks)
    if (!tick.label.empty()) labels.push_back(tick.label);
  REQUIRE(labels.size() > 2);
  CHECK(labels[0] == "0 ms");
  CHECK(labels[1] == "1 ms");
}

TEST_CASE("deep in a long run labels become offsets from a named instant") {
  const SimTime from = 1250 * kMillisecond;
  const Ticks ticks = ticks_of(from, from + 200 * kNanosecond, 1000);
  CHECK(ticks.base == "1.25 s");
  bool found = false;
  for (const Tick& tick : ticks.ticks) found = found || tick.label == "+100 ns";
  CHECK(found);
}

TEST_CASE("exact times lose nothing and show no more than needed") {
  CHECK(exact_time(0, 1) == "0 s");
  CHECK(exact_time(5 * kMillisecond, kMillisecond) == "5 ms");
  CHECK(exact_time(5 * kMillisecond + 250 * kMicrosecond, 50 * kMicrosecond) == "5.25 ms");
  CHECK(clock_time(2364900 * kNanosecond, 406 * kMillisecond) == "2.364 ms");
  CHECK(clock_time(0, 406 * kMillisecond) == "0.000 ms");
}

TEST_CASE("short times have three digits") {
  CHECK(short_time(5'117 * kMicrosecond) == "5.12 ms");
  CHECK(short_time(999'999) == "1 µs");
  CHECK(short_time(63 * kMillisecond + 40 * kMicrosecond) == "63 ms");
  CHECK(short_time(406 * kMillisecond) == "406 ms");
  CHECK(short_time(-5 * kMillisecond) == "-5 ms");
}

}  // namespace
}  // namespace gilscope::scene
