// "Why is this so?" asked of real runs: at any instant, for every thread, core, lock and object there is an answer, and the famous ones are right.
#include "sim/analysis/blame.hpp"

#include <algorithm>

#include "sim/analysis/waits.hpp"
#include "sim/session/session.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

RunReport run_shipped(const std::string& name, const std::string& runtime, std::vector<std::string> args = {}) {
  const auto scenario = load_scenario(std::string(GILSCOPE_SOURCE_DIR) + "/scenarios/" + name + ".py");
  REQUIRE(scenario);
  const auto program = compile_program(*scenario);
  REQUIRE(program);
  RunOptions options;
  options.runtime = runtime;
  if (!args.empty()) options.args = std::move(args);
  auto report = run(*scenario, *program, options);
  REQUIRE(report);
  return *report;
}

void check_reference(const Trace& trace, const Reference& ref) {
  using Kind = Reference::Kind;
  if (ref.kind == Kind::Thread) CHECK(ref.index < trace.threads().size());
  if (ref.kind == Kind::Core) CHECK(ref.index < trace.cores().size());
  if (ref.kind == Kind::Lock) CHECK(ref.index < trace.locks().size());
  if (ref.kind == Kind::Object) CHECK(ref.index < trace.objects().size());
  if (ref.kind == Kind::Term) CHECK_FALSE(ref.term.empty());
  CHECK(ref.begin <= ref.end);
}

void check_explanation(const Trace& trace, const Question& question) {
  const Explanation e = explain(trace, question);
  REQUIRE_FALSE(e.chain.empty());
  CHECK(e.chain.size() <= trace.threads().size() + 1);
  for (const Cause& cause : e.chain) {
    const std::string text = text_of(cause.sentence);
    INFO(text);
    CHECK(text.back() == '.');
    CHECK(text.find("  ") == std::string::npos);
    for (const SentencePart& part : cause.sentence) check_reference(trace, part.reference);
    for (const Sentence& detail : cause.details) {
      CHECK(text_of(detail).back() == '.');
      for (const SentencePart& part : detail) check_reference(trace, part.reference);
    }
  }
}

void check_everything(const Trace& trace, int instants) {
  for (int i = 0; i <= instants; ++i) {
    const SimTime at = trace.end() / instants * i;
    for (std::uint32_t t = 0; t < trace.threads().size(); ++t) check_explanation(trace, Question::of(ThreadId{t}, at));
    for (std::uint32_t c = 0; c < trace.cores().size(); ++c) check_explanation(trace, Question::of(CoreId{c}, at));
    for (std::uint32_t l = 0; l < trace.locks().size() && l < 8; ++l) check_explanation(trace, Question::of(LockId{l}, at));
    for (std::uint32_t o = 0; o < trace.objects().size() && o < 8; ++o) check_explanation(trace, Question::of(ObjectId{o}, at));
    check_explanation(trace, Question::of_gil(at));
  }
}

TEST_CASE("every thread, core, lock and object of real runs has an answer at any instant") {
  for (const char* runtime : {"3.13", "3.13t gil=1", "3.13t"}) {
    for (const char* name : {"convoy", "producer_consumer", "philosophers"}) {
      INFO(name << " " << runtime);
      check_everything(*run_shipped(name, runtime).trace, 17);
    }
  }
  check_everything(*run_shipped("primes", "3.13t", {"3000", "4"}).trace, 23);
}

TEST_CASE("convoy: the napping thread waits for the GIL because a computing thread holds it, until the switch interval is over") {
  const RunReport report = run_shipped("convoy", "3.13");
  const Trace& trace = *report.trace;
  const auto waits = longest_waits(trace, 1000);
  const auto nap = std::find_if(waits.begin(), waits.end(), [&](const BlamedWait& w) {
    return w.state == ThreadState::WaitingForGil && trace.threads()[w.thread.value].name.find("nap") != std::string::npos && w.end - w.begin > 4 * kMillisecond;
  });
  REQUIRE(nap != waits.end());
  const std::string text = text_of(explain(trace, Question::of(nap->thread, (nap->begin + nap->end) / 2)));
  INFO(text);
  CHECK(text.find("Thread-3 (nap) has been waiting for the GIL for ") == 0);
  CHECK(text.find("(compute) has held it since ") != std::string::npos);
  CHECK(text.find("whole switch interval") != std::string::npos);
  CHECK(text.find("at its next look at the eval breaker") != std::string::npos);
  CHECK(text.find("will get it at ") != std::string::npos);
  CHECK(text.find("is running on core ") != std::string::npos);
}

TEST_CASE("philosophers: the chain goes around the table and closes; everybody's question finds the same circle") {
  const RunReport report = run_shipped("philosophers", "3.13");
  const Trace& trace = *report.trace;
  for (std::uint32_t seat = 1; seat <= 5; ++seat) {
    const Explanation e = explain(trace, Question::of(ThreadId{seat}, trace.end()));
    INFO(text_of(e));
    CHECK(e.deadlock);
    CHECK(e.circle.size() == 5);
    CHECK(e.chain.size() == 5);
    CHECK(text_of(e).find("a deadlock.") != std::string::npos);
  }
  CHECK(text_of(explain(trace, Question::of(ThreadId{0}, trace.end()))).find("nothing in this run ever wakes it") != std::string::npos);
}

TEST_CASE("a counter behind a lock, without the GIL: the waiter spins, the holder is named, barging is seen") {
  const RunReport report = run_shipped("lost_update_lock", "3.13t");
  const Trace& trace = *report.trace;
  bool spins = false, barges = false, holder_runs = false;
  for (int i = 1; i < 400; ++i) {
    for (std::uint32_t t = 1; t < trace.threads().size(); ++t) {
      const std::string text = text_of(explain(trace, Question::of(ThreadId{t}, trace.end() / 400 * i)));
      spins = spins || text.find("has been spinning on Lock counter_lock") != std::string::npos;
      barges = barges || text.find("(barging)") != std::string::npos;
      holder_runs = holder_runs || text.find("because Thread-") != std::string::npos;
    }
  }
  CHECK(spins);
  CHECK(barges);
  CHECK(holder_runs);
}

TEST_CASE("the counter's lock object is contended; the same in the GIL build costs no traffic between cores at a time") {
  const RunReport report = run_shipped("lost_update_lock", "3.13t");
  const Trace& trace = *report.trace;
  std::string text;
  for (std::uint32_t o = 0; o < trace.objects().size(); ++o)
    if (trace.objects()[o].name == "counter_lock") text = text_of(explain(trace, Question::of(ObjectId{o}, 0)));
  CHECK(text.find("lock counter_lock is contended because MainThread owns it, and other threads changed its reference count") == 0);
}

}  // namespace
}  // namespace gilscope
