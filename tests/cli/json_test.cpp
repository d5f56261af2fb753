#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/cli/sample_runs.hpp"
#include "ui/cli/json_report.hpp"

namespace gilscope::cli {
namespace {

using namespace gilscope::testing;
using Json = nlohmann::ordered_json;

std::vector<std::string> keys_of(const Json& json) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

using Strings = std::vector<std::string>;

TEST_CASE("the JSON of a run has exactly the promised keys, in their order") {
  const Json json = Json::parse(run_json(free_run()));
  CHECK(keys_of(json) == Strings{"scenario", "runtime", "gil_enabled", "cores", "seed", "time_ns", "stdout", "stderr", "exit_code", "bytecodes",
                                 "host_seconds", "model", "assumptions", "memory", "threads", "cores_busy_ns", "locks", "objects"});
  CHECK(keys_of(json["threads"][0]) == Strings{"name", "running_ns", "runnable_ns", "gil_wait_ns", "lock_wait_ns", "spin_ns", "sleep_ns", "io_ns",
                                               "stopped_ns", "bytecodes"});
  CHECK(keys_of(json["locks"][0]) == Strings{"name", "kind", "acquisitions", "contended", "wait_ns", "hold_ns"});
  CHECK(keys_of(json["objects"][0]) == Strings{"name", "type", "owner", "immortal", "local_ops", "shared_ops", "transfers"});
  CHECK(json["time_ns"] == 43'000'000);
  CHECK(json["gil_enabled"] == false);
  CHECK(json["cores_busy_ns"].size() == 4);
  CHECK(json["cores_busy_ns"][3] == 0);
  CHECK(json["locks"][0] == Json({{"name", "guard"}, {"kind", "Lock"}, {"acquisitions", 2}, {"contended", 1}, {"wait_ns", 10'000'000}, {"hold_ns", 11'000'000}}));
  CHECK(json["objects"][0]["owner"] == "MainThread");
  CHECK(json["objects"][0]["transfers"] == 8910);
}

TEST_CASE("in the JSON, too, the states of a thread partition its life, down to the nanosecond") {
  Recorder r;
  r.thread_started(kMain, 300, "MainThread");
  SimTime at = 300;
  for (int i = 0; i < 1001; ++i) r.thread_state(kMain, at += 1733, static_cast<ThreadState>(i % 8), kNoCore);
  r.finish(at + 999);
  const Json thread = Json::parse(run_json(report_of(r, "3.13", 1, true)))["threads"][0];
  std::int64_t sum = 0;
  for (const char* key : {"running_ns", "runnable_ns", "gil_wait_ns", "lock_wait_ns", "spin_ns", "sleep_ns", "io_ns", "stopped_ns"})
    sum += thread[key].get<std::int64_t>();
  CHECK(sum == (at + 999) / 1000);  // it started within the first nanosecond
}

TEST_CASE("a comparison is an array, and bytes that are no UTF-8 do not break it") {
  RunReport odd = gil_run();
  odd.stdout_text = "\xff\xfe";
  const Json json = Json::parse(compare_json({odd, free_run()}));
  REQUIRE(json.size() == 2);
  CHECK(json[1]["runtime"] == "3.13t");
}

}  // namespace
}  // namespace gilscope::cli
