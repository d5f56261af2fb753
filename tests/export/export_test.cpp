#include "sim/export/export.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

using Json = nlohmann::json;

Recorder sample() {
  Recorder r;
  r.thread_started(ThreadId{0}, 0, "Main, \"the\" thread");
  r.thread_started(ThreadId{1}, 1'234'567, "worker");
  r.thread_state(ThreadId{0}, 0, ThreadState::Running, CoreId{0});
  r.core_runs(CoreId{0}, 0, ThreadId{0});
  r.gil_holder(0, ThreadId{0});
  r.lock_created(LockId{0}, "Lock", "guard");
  r.lock_acquired(LockId{0}, ThreadId{0}, 10'000'000, false);
  r.lock_released(LockId{0}, ThreadId{0}, 30'000'000);
  r.mark(MarkKind::ThreadSpawn, ThreadId{0}, 1'234'567, 1);
  r.wake(ThreadId{0}, ThreadId{1}, 2'000'000);
  r.thread_state(ThreadId{1}, 2'000'000, ThreadState::WaitingForGil, CoreId{});
  r.finish(50'000'000);
  return r;
}

std::string written(const Recorder& recorder, const Exporter& exporter) {
  ExportRun run;
  run.trace = recorder.shared_trace();
  run.scenario = "demo";
  run.runtime = "3.13";
  run.cores = 4;
  std::string text;
  auto out = ExportOutput::into(text);
  CHECK_FALSE(exporter.write(std::span(&run, 1), {}, out));
  CHECK_FALSE(out.commit());
  return text;
}
std::string written(const Exporter& exporter) { return written(sample(), exporter); }
const Exporter* find_exporter(std::string_view file) { return find_by_ending(trace_exporters(), file); }

TEST_CASE("a format is found by the ending of the file") {
  REQUIRE(find_exporter("a/b.json"));
  CHECK(find_exporter("a/b.json")->name == "chrome");
  CHECK(find_exporter("b.csv")->name == "csv");
  CHECK_FALSE(find_exporter("b.xyz"));
  CHECK(endings(trace_exporters()) == ".json or .csv");
}

TEST_CASE("the Trace Event file is JSON with nested-free slices that cover each thread's life") {
  const std::string text = written(*find_exporter("x.json"));
  const Json json = Json::parse(text);
  CHECK(json["otherData"]["runtime"] == "3.13");
  CHECK(text.find("\"ts\":1.234,") != std::string::npos);  // integers only: three decimals, cut
  std::map<int, double> covered;
  int instants = 0, flows = 0;
  for (const auto& event : json["traceEvents"]) {
    if (event["ph"] == "X" && event["pid"] == 1) covered[event["tid"]] += event["dur"].get<double>();
    instants += event["ph"] == "i";
    flows += event["ph"] == "s" || event["ph"] == "f";
  }
  CHECK(covered[0] == Approx(50));
  CHECK(covered[1] == Approx(48.766));
  CHECK(instants == 1);
  CHECK(flows == 2);
}

TEST_CASE("the CSV quotes names and lists every lane") {
  const std::string text = written(*find_exporter("x.csv"));
  CHECK(text.rfind("lane,name,begin_ns,end_ns,value,core\r\n", 0) == 0);
  CHECK(text.find("thread,\"Main, \"\"the\"\" thread\",0,50000,On CPU,0\r\n") != std::string::npos);
  CHECK(text.find("thread,worker,2000,50000,Waiting for GIL,\r\n") != std::string::npos);
  CHECK(text.find("lock,guard,10000,30000,") != std::string::npos);
  CHECK(text.find("gil,GIL,0,50000,") != std::string::npos);
}

TEST_CASE("a long trace makes a bounded file that still covers the whole time") {
  Recorder r;
  r.thread_started(ThreadId{0}, 0, "busy");
  const int changes = 2'500'000;
  for (int i = 0; i < changes; ++i) r.thread_state(ThreadId{0}, i * kMicrosecond, i % 4 == 3 ? ThreadState::Sleeping : i % 2 ? ThreadState::WaitingForGil : ThreadState::Running, CoreId{});
  r.finish(changes * kMicrosecond);
  const std::string text = written(r, *find_exporter("x.csv"));
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  CHECK(lines <= 1'200'001);
  CHECK(text.size() < 100'000'000);
  CHECK(text.find("thread,busy,0,") != std::string::npos);
  CHECK(text.find("," + std::to_string(changes * 1000LL) + ",") != std::string::npos);
}

}  // namespace
}  // namespace gilscope
