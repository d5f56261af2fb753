#include "sim/export/export.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "sim/export/native_file.hpp"
#include "tests/export/sample.hpp"

namespace gilscope {
namespace {

using Json = nlohmann::json;
using namespace testing;

const Exporter* by_ending(std::string_view file) { return find_by_ending(trace_exporters(), file); }

TEST_CASE("a format is found by the longest ending of the file") {
  REQUIRE(by_ending("a/b.json"));
  CHECK(by_ending("a/b.json")->name == "chrome");
  CHECK(by_ending("b.firefox.json")->name == "firefox");
  CHECK(by_ending("b.speedscope.json")->name == "speedscope");
  CHECK(by_ending("b.csv")->name == "csv");
  CHECK_FALSE(by_ending("b.xyz"));
  CHECK(endings(trace_exporters().first(2)) == ".pftrace or .json");
}

TEST_CASE("names and endings of the formats differ") {
  std::set<std::string_view> names, ends;
  for (const Exporter& format : trace_exporters()) {
    CHECK(names.insert(format.name).second);
    CHECK(ends.insert(format.ending).second);
    CHECK_FALSE(format.description.empty());
  }
}

TEST_CASE("options of a format are checked") {
  const std::vector runs = {run_of(sample_recorder())};
  const Exporter& perfetto = *by_ending("x.pftrace");
  ExportOptions options;
  CHECK_FALSE(check_export(perfetto, runs, options));
  options.values = {{"states", "slices"}, {"objects", "3"}};
  CHECK_FALSE(check_export(perfetto, runs, options));
  options.values = {{"states", "dots"}};
  CHECK(check_export(perfetto, runs, options)->message.find("it is one of state, slices") != std::string::npos);
  options.values = {{"colour", "red"}};
  CHECK(check_export(perfetto, runs, options)->message.find("there is states, locks, objects") != std::string::npos);
  options.values = {};
  options.from = options.to = 5;
  CHECK(check_export(perfetto, runs, options)->message.find("range") != std::string::npos);
  CHECK(check_export(perfetto, {}, {})->message.find("no run") != std::string::npos);
  options = {};
  options.values = {{"objects", "many"}};
  std::string text;
  auto out = ExportOutput::into(text);
  CHECK(perfetto.write(runs, options, out)->message.find("whole number from 0 to 1000") != std::string::npos);
}

TEST_CASE("the Trace Event file: slices that cover each thread's life, nested calls, exact times") {
  const std::string text = written("chrome", sample_recorder());
  const Json json = Json::parse(text);
  CHECK(json["otherData"]["runs"][0]["runtime"] == "3.13");
  CHECK(text.find("\"ts\":1.234,") != std::string::npos);  // integers only: three decimals, cut
  std::map<int, double> covered;
  std::map<std::string, int> phases;
  std::map<std::string, Json> gil;
  std::vector<std::string> open;
  for (const auto& event : json["traceEvents"]) {
    const std::string phase = event["ph"];
    ++phases[phase];
    CHECK(event["name"].is_string());  // the Firefox Profiler refuses a file with an event that has none
    if (phase == "X" && event["pid"] == 1) covered[event["tid"]] += event["dur"].get<double>();
    if (phase == "B") open.push_back(event["name"]);
    if (phase == "E") open.pop_back();
    if ((phase == "s" || phase == "f") && event["name"] == "GIL") gil[phase] = event;
  }
  CHECK(open.empty());
  REQUIRE(gil.size() == 2);  // handed over from the main thread to the worker
  CHECK(gil["s"]["id"] == gil["f"]["id"]);
  CHECK(gil["s"]["tid"] == 1);
  CHECK(gil["f"]["tid"] == 3);
  CHECK(gil["s"]["ts"].get<double>() <= gil["f"]["ts"].get<double>());
  CHECK(covered[1] == Approx(50));
  CHECK(covered[3] == Approx(38.766));
  CHECK(phases["i"] == 1);
  CHECK(phases["s"] == 3);  // the wake-up, the GIL, the queue's item
  CHECK(phases["f"] == 3);
  CHECK(phases["B"] == 4);  // the module, and work three times: twice back to back
  CHECK(phases["C"] > 3);
}

TEST_CASE("a comparison gives each run its own group of tracks") {
  const Recorder recorder = sample_recorder();
  const Json json = Json::parse(written("chrome", {run_of(recorder, "3.13"), run_of(recorder, "3.13t")}));
  std::set<std::string> processes;
  for (const auto& event : json["traceEvents"])
    if (event["name"] == "process_name") processes.insert(event["args"]["name"]);
  CHECK(processes.count("3.13: threads") == 1);
  CHECK(processes.count("3.13t: threads") == 1);
  CHECK(processes.size() == 6);
}

TEST_CASE("a range cuts spans at its ends, and leaves out what lies beyond") {
  ExportOptions options;
  options.from = 10 * kMicrosecond;
  options.to = 30 * kMicrosecond;
  const Json json = Json::parse(written("chrome", sample_recorder(), options));
  std::map<int, double> covered;
  int begins = 0, ends = 0;
  for (const auto& event : json["traceEvents"]) {
    if (event.contains("ts")) {
      CHECK(event["ts"].get<double>() >= 10);
      CHECK(event["ts"].get<double>() <= 30);
    }
    if (event["ph"] == "X" && event["pid"] == 1) covered[event["tid"]] += event["dur"].get<double>();
    begins += event["ph"] == "B";
    ends += event["ph"] == "E";
  }
  CHECK(covered[1] == Approx(20));
  CHECK(covered[3] == Approx(20));
  CHECK(begins == 2);  // the module and the last call, open from before until after
  CHECK(ends == 2);
}

TEST_CASE("the CSV quotes names and lists every lane") {
  const std::string text = written("csv", sample_recorder());
  CHECK(text.rfind("run,lane,id,name,begin_ns,end_ns,value,thread,core,merged\r\n", 0) == 0);
  CHECK(text.find("1,thread,0,\"Main, \"\"the\"\" thread\",0,20000,On CPU,0,0,0\r\n") != std::string::npos);
  CHECK(text.find("1,thread,1,worker,2000,20000,Waiting for GIL,1,,0\r\n") != std::string::npos);
  CHECK(text.find("1,lock,0,guard,25000,") != std::string::npos);
  CHECK(text.find("1,gil,0,GIL,20000,50000,worker,1,,0") != std::string::npos);
}

TEST_CASE("each table can be written alone") {
  ExportOptions options;
  options.values = {{"table", "objects"}};
  CHECK(written("csv", sample_recorder(), options) ==
        "run,object,type,name,owner,immortal,local_ops,shared_ops,transfers\r\n1,0,dict,cache,0,0,5,7,2\r\n");
  options.values = {{"table", "calls"}};
  CHECK(written("csv", sample_recorder(), options).find("1,0,1,work,demo.py,4,9,9000,50000,0\r\n") != std::string::npos);
}

TEST_CASE("speedscope: balanced events in order, waits as frames") {
  const Json json = Json::parse(written("speedscope", sample_recorder()));
  CHECK(json["profiles"].size() == 2);
  std::int64_t waiting = 0;
  for (const auto& profile : json["profiles"]) {
    std::vector<std::pair<int, std::int64_t>> open;
    std::int64_t last = profile["startValue"];
    for (const auto& event : profile["events"]) {
      CHECK(event["at"].get<std::int64_t>() >= last);
      last = event["at"];
      if (event["type"] == "O") {
        open.emplace_back(event["frame"], last);
        continue;
      }
      REQUIRE_FALSE(open.empty());
      CHECK(open.back().first == event["frame"]);
      if (json["shared"]["frames"][open.back().first]["name"] == "[Waiting for GIL]") waiting += last - open.back().second;
      open.pop_back();
    }
    CHECK(open.empty());
    CHECK(last <= profile["endValue"].get<std::int64_t>());
  }
  CHECK(waiting == 18'000);
}

TEST_CASE("collapsed stacks add up to each thread's life") {
  std::istringstream lines(written("collapsed", sample_recorder()));
  std::map<std::string, std::int64_t> totals;
  for (std::string line; std::getline(lines, line);) totals[line.substr(0, line.find(';'))] += std::stoll(line.substr(line.rfind(' ')));
  CHECK(totals["Main, \"the\" thread"] == 50'000);
  CHECK(totals["worker"] == 40'000 - 1'234);
}

TEST_CASE("the Firefox profile: samples, markers and tables of equal lengths") {
  const Json json = Json::parse(written("firefox", sample_recorder()));
  CHECK(json["meta"]["preprocessedProfileVersion"] == 70);
  REQUIRE(json["threads"].size() == 2);
  for (const auto& thread : json["threads"]) {
    for (const char* column : {"stack", "time", "weight", "threadCPUDelta"}) CHECK(thread["samples"][column].size() == thread["samples"]["length"]);
    for (const char* column : {"data", "name", "startTime", "endTime", "phase", "category"}) CHECK(thread["markers"][column].size() == thread["markers"]["length"]);
  }
  for (const char* table : {"stackTable", "frameTable", "funcTable", "sources"})
    for (const auto& [key, column] : json["shared"][table].items())
      if (column.is_array()) CHECK(column.size() == json["shared"][table]["length"]);
  double weight = 0;
  for (const auto& w : json["threads"][0]["samples"]["weight"]) weight += w.get<double>();
  CHECK(weight == Approx(0.05));
  std::set<std::string> names;
  for (const auto& name : json["threads"][1]["markers"]["name"]) names.insert(json["shared"]["stringArray"][name.get<std::size_t>()]);
  CHECK(names == std::set<std::string>{"Waiting for core", "Waiting for GIL", "On CPU", "Has GIL", "Lock wait"});
  CHECK(json["shared"]["sources"]["content"][0] == "print('hello')\n");
}

}  // namespace
}  // namespace gilscope
