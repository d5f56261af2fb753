#include "sim/trace/call_stacks.hpp"

#include <string>
#include <vector>

#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

const ThreadId kMain{0};
const ThreadId kWorker{1};

/// A run with functions a, b, c on one thread.
struct Calls {
  Recorder r;
  FunctionId a = r.function("a", "x.py", 1), b = r.function("b", "x.py", 10), c = r.function("c", "", 0);

  Calls() { r.thread_started(kMain, 0, "MainThread"); }
  StackId at(StackId parent, FunctionId f, std::uint32_t line) { return r.stack(parent, f, line); }
  void enter(SimTime when, StackId s) { r.stack_changed(kMain, when, s, true); }
  void move(SimTime when, StackId s) { r.stack_changed(kMain, when, s, false); }

  /// "a 0-50, b 10-20 @3", in the order of for_each_call.
  std::string calls(SimTime from = 0, SimTime to = kForever) {
    std::string text;
    r.trace().for_each_call(kMain, from, to, [&](const CallSpan& call) {
      if (!text.empty()) text += ", ";
      text += r.trace().call_stacks().info(call.function).name + " " + std::to_string(call.begin) + "-" +
              std::to_string(call.end);
      if (call.depth > 0) text += " @" + std::to_string(call.call_line);
      if (call.merged) text += " merged";
    });
    return text;
  }
};

TEST_CASE("a stack is kept once, and knows its depth") {
  CallStacks stacks;
  const FunctionId f = stacks.function("f", "x.py", 1);
  CHECK(stacks.function("f", "x.py", 1) == f);
  CHECK(stacks.function("f", "y.py", 1) != f);
  const StackId outer = stacks.stack(StackId{}, f, 2);
  std::vector<StackId> deep{outer};
  for (std::uint32_t i = 0; i < 1000; ++i) deep.push_back(stacks.stack(deep.back(), f, 2));
  CHECK(stacks.node(deep.back()).depth == 1000);
  CHECK(stacks.stack(StackId{}, f, 2) == outer);
  for (std::uint32_t i = 0; i < 1000; ++i) REQUIRE(stacks.stack(deep[i], f, 2) == deep[i + 1]);
  CHECK(stacks.nodes().size() == 1001);
}

TEST_CASE("calls come out of the stacks, callers first") {
  Calls t;
  const StackId a1 = t.at(StackId{}, t.a, 1), a3 = t.at(StackId{}, t.a, 3), b10 = t.at(a3, t.b, 10),
                b12 = t.at(a3, t.b, 12);
  const StackId c0 = t.at(b12, t.c, 0);
  t.enter(0, a1);
  t.enter(10, b10);
  t.move(12, b12);  // b goes on to another line
  t.enter(14, c0);
  t.move(16, b12);
  t.move(20, a3);
  t.move(30, StackId{});
  t.r.finish(40);
  CHECK(t.calls() == "a 0-30, b 10-20 @3, c 14-16 @12");
  CHECK(t.calls(15, 16) == "a 0-30, b 10-20 @3, c 14-16 @12");
  CHECK(t.calls(20, 21) == "a 0-30");
  CHECK(t.calls(30, 40).empty());
}

TEST_CASE("two calls of one function at one instant stay two calls") {
  Calls t;
  const StackId a1 = t.at(StackId{}, t.a, 1), b10 = t.at(a1, t.b, 10), b11 = t.at(a1, t.b, 11);
  t.enter(0, a1);
  t.enter(5, b10);
  t.move(9, a1);
  t.enter(9, b10);  // a native caller that takes no time in between
  t.move(12, b11);
  t.move(15, a1);
  t.move(20, StackId{});
  t.r.finish(20);
  CHECK(t.calls() == "a 0-20, b 5-9 @1, b 9-15 @1");
}

TEST_CASE("recursion nests, and an unwinding ends all frames at once") {
  Calls t;
  StackId s = t.at(StackId{}, t.a, 2);
  t.enter(0, s);
  for (SimTime i = 1; i <= 3; ++i) t.enter(i, s = t.at(s, t.a, 2));
  t.move(10, StackId{});
  t.r.finish(10);
  CHECK(t.calls() == "a 0-10, a 1-10 @2, a 2-10 @2, a 3-10 @2");
}

TEST_CASE("time per stack stays exact when spans are merged") {
  Recorder r({.keep_spans = true, .max_bytes = 20'000});
  r.thread_started(kMain, 0, "MainThread");
  const FunctionId f = r.function("f", "x.py", 1), g = r.function("g", "x.py", 5);
  const StackId outer = r.stack(StackId{}, f, 2), inner = r.stack(outer, g, 6);
  r.stack_changed(kMain, 0, outer, true);
  const SimTime calls = 200'000;
  for (SimTime i = 0; i < calls; ++i) {
    r.stack_changed(kMain, i * 1000 + 100, inner, true);
    r.stack_changed(kMain, i * 1000 + 400, outer, false);
  }
  r.finish(calls * 1000);
  CHECK(r.trace().resolution() > 0);
  const auto totals = r.trace().stack_totals(kMain);
  REQUIRE(totals.size() == 2);
  CHECK(totals[0].first == outer);
  CHECK(totals[0].second == calls * 700);
  CHECK(totals[1].second == calls * 300);
  SimTime covered = 0;
  r.trace().for_each_stack(kMain, 0, kForever, [&](const StackSpan& span) { covered += span.end - span.begin; });
  CHECK(covered == calls * 1000);
}

TEST_CASE("what is recorded of calls does not enter the hash") {
  Recorder with, without;
  for (Recorder* r : {&with, &without}) r->thread_started(kMain, 0, "MainThread");
  with.stack_changed(kMain, 5, with.stack(StackId{}, with.function("f", "x.py", 1), 1), true);
  with.item_passed({1, 5, kMain, kWorker});
  with.memory(5, {.live = 1000});
  for (Recorder* r : {&with, &without}) r->finish(10);
  CHECK(with.hash() == without.hash());
  CHECK(with.trace().has_calls());
  CHECK_FALSE(without.trace().has_calls());
}

TEST_CASE("item flows are ordered by their end, and those within a thread dropped") {
  Recorder r;
  r.item_passed({1, 20, kMain, kWorker});
  r.item_passed({2, 10, kMain, kWorker});
  r.item_passed({3, 15, kMain, kMain});
  r.item_passed({4, 15, kWorker, kMain});
  REQUIRE(r.trace().item_flows().size() == 3);
  CHECK(r.trace().item_flows()[0].got == 10);
  CHECK(r.trace().item_flows()[1].got == 15);
  CHECK(r.trace().item_flows()[2].got == 20);
}

TEST_CASE("memory samples are bounded in number and keep every maximum") {
  Recorder r;
  for (SimTime i = 0; i < 100'000; ++i)
    r.memory(i * kMicrosecond, {.live = i == 54'321 ? 9999 : static_cast<std::uint64_t>(i % 100)});
  const auto& samples = r.trace().memory();
  CHECK(samples.size() <= 4096);
  CHECK(samples.size() > 1000);
  std::uint64_t highest = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    highest = std::max(highest, samples[i].bytes);
    if (i > 0) CHECK(samples[i - 1].at < samples[i].at);
  }
  CHECK(highest == 9999);
}

}  // namespace
}  // namespace gilscope
