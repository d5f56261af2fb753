#include <random>

#include "sim/export/native_file.hpp"
#include "sim/session/export_run.hpp"
#include "sim/session/session.hpp"
#include "sim/trace/trace_codec.hpp"
#include "tests/export/sample.hpp"

namespace gilscope {
namespace {

using namespace testing;

ExportRun reopened(const Recorder& recorder) {
  auto runs = read_native(written("gilscope", recorder), "demo.gilscope");
  REQUIRE(runs);
  return runs->front();
}

TEST_CASE("what goes into a .gilscope file comes out: settings, output, every span") {
  const Recorder recorder = sample_recorder();
  const ExportRun before = run_of(recorder), after = reopened(recorder);
  CHECK(after.source == before.source);
  CHECK(after.args == before.args);
  CHECK(after.runtime == before.runtime);
  CHECK(after.stdout_text == before.stdout_text);
  CHECK(after.trace_hash == before.trace_hash);
  CHECK(after.trace->end() == before.trace->end());
  // Every other format sees the same in both: that covers what a trace holds.
  for (const Exporter& format : trace_exporters())
    if (format.name != "sqlite") CHECK(written(format.name, {after}) == written(format.name, {before}));
  for (const char* table : {"threads", "cores", "locks", "waits", "objects", "counters", "calls", "marks", "arrows"}) {
    ExportOptions options;
    options.values = {{"table", table}};
    CHECK(written("csv", {after}, options) == written("csv", {before}, options));
  }
}

TEST_CASE("lanes that were merged for want of memory stay merged") {
  Recorder recorder({.keep_spans = true, .max_bytes = 20'000});
  recorder.thread_started(ThreadId{0}, 0, "busy");
  for (int i = 0; i < 200'000; ++i)
    recorder.thread_state(ThreadId{0}, i * kMicrosecond, i % 3 == 0 ? ThreadState::Running : ThreadState::Sleeping, CoreId{});
  recorder.finish(200'000 * kMicrosecond);
  REQUIRE(recorder.trace().resolution() > 0);
  const ExportRun after = reopened(recorder);
  CHECK(after.trace->resolution() == recorder.trace().resolution());
  CHECK(written("csv", {after}) == written("csv", {run_of(recorder)}));
}

TEST_CASE("a damaged, foreign or newer file is told") {
  const std::string good = written("gilscope", sample_recorder());
  const auto message = [](const std::string& bytes) {
    const auto runs = read_native(bytes, "x.gilscope");
    REQUIRE_FALSE(runs);
    return runs.error().message;
  };
  CHECK(message("hello").find("no trace file of GilScope's") != std::string::npos);
  CHECK(message("").find("no trace file of GilScope's") != std::string::npos);
  for (std::size_t size = 9; size < good.size(); size += 7) CHECK(message(good.substr(0, size)).find("damaged") != std::string::npos);
  for (std::size_t at = 9; at < good.size(); at += 11) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x20);
    CHECK(message(bad).find("damaged") != std::string::npos);
  }
  std::string newer = good;
  newer[8] = 9;
  CHECK(message(newer).find("newer GilScope (format 9)") != std::string::npos);
  CHECK(read_native_file("/nowhere/x.gilscope").error().message.find("can't read") != std::string::npos);
}

TEST_CASE("bytes that are no trace's are refused, or read as some trace, without harm") {
  std::string good;
  ByteWriter writer(good);
  TraceCodec::write(*run_of(sample_recorder()).trace, writer);
  std::mt19937 random(7);
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good;
    for (int flips = 0; flips < 1 + i % 3; ++flips) bad[random() % bad.size()] = static_cast<char>(random());
    if (i % 5 == 0) bad.resize(random() % bad.size());
    ByteReader in(bad);
    const auto trace = TraceCodec::read(in);
    refused += !trace;
    if (trace) trace->for_each_call(ThreadId{0}, 0, kForever, [&](const CallSpan& call) { CHECK(call.function.value < trace->call_stacks().functions().size()); });
  }
  CHECK(refused > 500);
}

TEST_CASE("a part of a run does not go into a .gilscope file") {
  ExportOptions options;
  options.to = 10 * kMicrosecond;
  const std::vector runs = {run_of(sample_recorder())};
  CHECK(check_export(*find_by_name(trace_exporters(), "gilscope"), runs, options)->message.find("whole runs") != std::string::npos);
}

TEST_CASE("a run from a file can be run again, with the same trace") {
  const std::string source =
      "import threading\nlock = threading.Lock()\ndef f():\n    for i in range(200):\n        with lock: pass\n"
      "team = [threading.Thread(target=f) for _ in range(3)]\nfor t in team: t.start()\nfor t in team: t.join()\nprint('done')\n";
  const auto scenario = parse_scenario("again.py", source);
  REQUIRE(scenario);
  const auto program = compile_program(scenario.value());
  RunOptions options;
  options.runtime = "3.13t";
  options.x_gil = "1";
  options.what_ifs = {"no-immortal"};
  options.cores = 3;
  options.seed = 7;
  options.record_calls = true;
  const auto report = run(scenario.value(), program.value(), options);
  REQUIRE(report);
  const auto runs = read_native(written("gilscope", {export_run(scenario.value(), options, report.value())}), "x");
  REQUIRE(runs);
  const auto rerun = rerun_of(runs->front());
  REQUIRE(rerun);
  const auto again = run(rerun->scenario, compile_program(rerun->scenario).value(), rerun->options);
  REQUIRE(again);
  CHECK(again->trace_hash == report->trace_hash);
  CHECK(again->runtime == report->runtime);
  CHECK(report_of(runs->front()).stdout_text == "done\n");
}

}  // namespace
}  // namespace gilscope
