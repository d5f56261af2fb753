// For random runs: what every format must keep, whatever happened.
#include "tests/catch.hpp"

#ifdef GILSCOPE_HAVE_RAPIDCHECK
#include <rapidcheck.h>
#include <sqlite3.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/run_command.hpp"
#include "tests/export/perfetto_reader.hpp"
#include "tests/export/sample.hpp"

namespace gilscope {
namespace {

using namespace testing;
using Json = nlohmann::json;

constexpr std::uint32_t kCores = 3;

// A machine that takes steps: at each, one thread does something. Cores and the GIL are never given twice; stacks grow and shrink.
class RandomRun {
 public:
  RandomRun(std::uint32_t threads, const std::vector<std::uint32_t>& steps) : stacks_(threads), states_(threads, ThreadState::Runnable), cores_(threads) {
    for (std::uint32_t t = 0; t < threads; ++t) recorder_.thread_started(ThreadId{t}, at_, "t" + std::to_string(t));
    recorder_.lock_created(LockId{0}, "Lock", "");
    for (const std::uint32_t step : steps) take(step);
    recorder_.finish(at_ + 1234);
  }
  const Recorder& recorder() const { return recorder_; }

 private:
  void take(std::uint32_t step) {
    at_ += step % 7 == 0 ? 0 : step % 5'003;  // some things happen at the same instant, many within a nanosecond
    const ThreadId thread{step / 16 % static_cast<std::uint32_t>(stacks_.size())};
    if (states_[thread.value] == ThreadState::Finished) return;
    switch (step % 16) {
      case 0: case 1: case 2: case 3: return run(thread, step / 256 % kCores);
      case 4: case 5: return leave(thread, static_cast<ThreadState>(1 + step / 256 % 7));
      case 6: case 7: case 8: return call(thread, step / 256 % 4);
      case 9: case 10: return back(thread);
      case 11: return recorder_.mark(MarkKind::EvalBreaker, thread, at_, step);
      case 12: return recorder_.wake(thread, ThreadId{0}, at_);
      case 13: recorder_.gil_holder(at_, thread); return;
      case 14: recorder_.object_traffic(ObjectId{0}, at_, step % 3, step % 5, step % 2); return;
      default:
        if (step % 11 == 0) leave(thread, ThreadState::Finished);
    }
  }

  void run(ThreadId thread, std::uint32_t core) {
    for (std::uint32_t t = 0; t < cores_.size(); ++t)
      if (cores_[t].valid() && cores_[t].value == core && t != thread.value) return;
    if (cores_[thread.value].valid() && cores_[thread.value].value != core) recorder_.core_runs(cores_[thread.value], at_, ThreadId{});
    set(thread, ThreadState::Running, CoreId{core});
    recorder_.core_runs(CoreId{core}, at_, thread);
  }
  void leave(ThreadId thread, ThreadState state) {
    if (cores_[thread.value].valid()) recorder_.core_runs(cores_[thread.value], at_, ThreadId{});
    if (state == ThreadState::Finished) stacks_[thread.value].clear(), recorder_.stack_changed(thread, at_, StackId{}, false);
    set(thread, state, CoreId{});
  }
  void set(ThreadId thread, ThreadState state, CoreId core) {
    states_[thread.value] = state;
    cores_[thread.value] = core;
    recorder_.thread_state(thread, at_, state, core);
  }
  void call(ThreadId thread, std::uint32_t function) {
    auto& stack = stacks_[thread.value];
    if (stack.size() > 6) return;
    const FunctionId f = recorder_.function("f" + std::to_string(function), "random.py", function + 1);
    stack.push_back(recorder_.stack(stack.empty() ? StackId{} : stack.back(), f, function + 2));
    recorder_.stack_changed(thread, at_, stack.back(), true);
  }
  void back(ThreadId thread) {
    auto& stack = stacks_[thread.value];
    if (stack.empty()) return;
    stack.pop_back();
    recorder_.stack_changed(thread, at_, stack.empty() ? StackId{} : stack.back(), false);
  }

  Recorder recorder_;
  SimTime at_ = 0;
  std::vector<std::vector<StackId>> stacks_;
  std::vector<ThreadState> states_;
  std::vector<CoreId> cores_;
};

using Totals = std::map<std::string, std::int64_t>;  // by the name of the state, in nanoseconds; states without any are left out

void drop_zeros(Totals& totals) {
  std::erase_if(totals, [](const auto& entry) { return entry.second == 0; });
}

Totals of_trace(const Trace& trace) {
  Totals totals;
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t)
    trace.for_each_state(ThreadId{t}, 0, kForever, [&](const StateSpan& s) {
      totals[std::string(display_name(s.state))] += s.end / kNanosecond - s.begin / kNanosecond;
    });
  drop_zeros(totals);
  return totals;
}

Totals of_perfetto(const PerfettoFile& file) {
  Totals totals;
  for (const auto& span : file.states)
    if (file.tracks.at(span.track).name == "state") totals[span.name] += span.end - span.begin;
  drop_zeros(totals);
  return totals;
}

Totals of_chrome(const Json& json) {
  Totals totals;
  for (const auto& event : json["traceEvents"])
    if (event["ph"] == "X" && event["pid"] == 1) totals[event["name"]] += std::llround(event["dur"].get<double>() * 1000);
  drop_zeros(totals);
  return totals;
}

Totals of_firefox(const Json& json) {
  Totals totals;
  for (const auto& thread : json["threads"]) {
    const auto& markers = thread["markers"];
    for (std::size_t i = 0; i < markers["length"]; ++i) {
      if (markers["phase"][i] != 1) continue;
      const std::string name = json["shared"]["stringArray"][markers["name"][i].get<std::size_t>()];
      if (name != "Has GIL") totals[name] += std::llround((markers["endTime"][i].get<double>() - markers["startTime"][i].get<double>()) * 1e6);
    }
  }
  drop_zeros(totals);
  return totals;
}

Totals of_csv(const std::string& text) {
  Totals totals;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    std::vector<std::string> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    if (row.size() > 6 && row[1] == "thread") totals[row[6]] += std::stoll(row[5]) - std::stoll(row[4]);
  }
  drop_zeros(totals);
  return totals;
}

Totals of_sqlite(const std::string& path) {
  Totals totals;
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  const auto add = [](void* into, int, char** cells, char**) {
    (*static_cast<Totals*>(into))[cells[0]] += std::stoll(cells[1]);
    return 0;
  };
  CHECK(sqlite3_exec(database, "SELECT state, sum(total_ns) FROM thread_states GROUP BY state", add, &totals, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  drop_zeros(totals);
  return totals;
}

std::int64_t lifetimes(const Trace& trace) {
  std::int64_t sum = 0;
  for (const auto& thread : trace.threads()) sum += thread.end / kNanosecond - thread.start / kNanosecond;
  return sum;
}

rc::Gen<std::vector<std::uint32_t>> random_steps() { return rc::gen::resize(400, rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange(0u, 1u << 20))); }

TEST_CASE("the same totals in every format, and states that partition each thread's life") {
  CHECK(rc::check([] {
    const RandomRun random(*rc::gen::inRange(1u, 5u), *random_steps());
    const Recorder& recorder = random.recorder();
    const Totals totals = of_trace(recorder.trace());
    std::int64_t sum = 0;
    for (const auto& [state, time] : totals) sum += time;
    RC_ASSERT(sum == lifetimes(recorder.trace()));
    RC_ASSERT(of_perfetto(read_perfetto(written("perfetto", recorder))) == totals);
    RC_ASSERT(of_chrome(Json::parse(written("chrome", recorder))) == totals);
    RC_ASSERT(of_firefox(Json::parse(written("firefox", recorder))) == totals);
    RC_ASSERT(of_csv(written("csv", recorder)) == totals);
  }));
}

TEST_CASE("the database gives the same totals by query") {
  CHECK(rc::check([] {
    const Scratch scratch;
    const RandomRun random(3, *random_steps());
    const std::vector runs = {run_of(random.recorder())};
    const auto result = export_runs(*find_by_name(trace_exporters(), "sqlite"), runs, {}, scratch.file("t.sqlite"), Overwrite::No);
    RC_ASSERT(result.ok());
    RC_ASSERT(of_sqlite(scratch.file("t.sqlite")) == of_trace(random.recorder().trace()));
  }));
}

TEST_CASE("the importer's rules hold, and no core is busy for longer than the run, also within a range") {
  CHECK(rc::check([] {
    const RandomRun random(*rc::gen::inRange(1u, 5u), *random_steps());
    const SimTime end = random.recorder().trace().end();
    ExportOptions options;
    options.from = *rc::gen::inRange<SimTime>(0, end);
    options.to = *rc::gen::inRange<SimTime>(options.from + 1, end + 2);
    const PerfettoFile file = read_perfetto(written("perfetto", random.recorder(), options));
    for (const auto& broken : file.broken) RC_FAIL(broken);
    std::map<int, std::int64_t> busy;
    for (const auto& span : file.cpus) busy[span.cpu] += span.end - span.begin;
    for (const auto& [cpu, time] : busy) RC_ASSERT(time <= options.to / kNanosecond - options.from / kNanosecond);
  }));
}

TEST_CASE("calls nest, and stacks add up to each thread's life") {
  CHECK(rc::check([] {
    const RandomRun random(*rc::gen::inRange(1u, 5u), *random_steps());
    std::map<int, int> depth;  // by track; one run has one group of threads
    int calls = 0;
    const Json json = Json::parse(written("chrome", random.recorder()));
    for (const auto& event : json["traceEvents"]) {
      if (event["ph"] == "B") ++depth[event["tid"].get<int>()], ++calls;
      if (event["ph"] == "E") RC_ASSERT(--depth[event["tid"].get<int>()] >= 0);
    }
    for (const auto& [track, open] : depth) RC_ASSERT(open == 0);
    int in_trace = 0;
    for (std::uint32_t t = 0; t < random.recorder().trace().threads().size(); ++t)
      random.recorder().trace().for_each_call(ThreadId{t}, 0, kForever, [&](const CallSpan&) { ++in_trace; });
    RC_ASSERT(calls == in_trace);
    std::int64_t sum = 0;
    std::istringstream lines(written("collapsed", random.recorder()));
    for (std::string line; std::getline(lines, line);) sum += std::stoll(line.substr(line.rfind(' ')));
    RC_ASSERT(sum == lifetimes(random.recorder().trace()));
  }));
}

}  // namespace
}  // namespace gilscope
#endif
