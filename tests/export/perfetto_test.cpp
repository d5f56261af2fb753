#include <fstream>
#include <map>

#include "tests/export/perfetto_reader.hpp"
#include "tests/export/sample.hpp"

namespace gilscope {
namespace {

using namespace testing;

TEST_CASE("the Perfetto file keeps the importer's rules") {
  const PerfettoFile file = read_perfetto(written("perfetto", sample_recorder()));
  CHECK(file.broken == std::vector<std::string>{});
  CHECK(file.threads.size() == 2);
  CHECK(file.state_total("On CPU") == 20'000 + 20'000);
  CHECK(file.state_total("Waiting for GIL") == 18'000);
  CHECK(file.state_total("Waiting for lock") == 30'000);
  CHECK(file.attributes.at("gilscope.seed") == "1");
  CHECK(file.attributes.at("gilscope.runtime") == "3.13");
  CHECK(file.attributes.at("gilscope.script_sha256").size() == 64);
}

TEST_CASE("a thread that moves from core to core leaves the one before it takes the other") {
  const PerfettoFile file = read_perfetto(written("perfetto", sample_recorder()));
  std::map<int, std::int64_t> busy;
  for (const auto& span : file.cpus) busy[span.cpu] += span.end - span.begin;
  CHECK(busy[0] == 30'000);
  CHECK(busy[1] == 10'000);
}

TEST_CASE("calls are nested slices, waits name their lock, arrows have two ends") {
  const PerfettoFile file = read_perfetto(written("perfetto", sample_recorder()));
  std::map<std::string, int> slices;
  for (const auto& slice : file.slices) ++slices[slice.name];
  CHECK(slices == std::map<std::string, int>{{"<module>", 1}, {"work", 3}, {"waits for Lock guard", 1}});
  CHECK(file.flow_begins.size() == 3);  // the wake-up, the GIL, the queue's item
  CHECK(file.instants == 1 + 6);
  bool gil = false, lock = false;
  for (const auto& [uuid, track] : file.tracks) {
    gil |= track.is_state && track.name == "GIL holder";
    lock |= track.is_state && track.name == "Lock guard holder";
  }
  CHECK(gil);
  CHECK(lock);
}

TEST_CASE("the counters of one object share an axis, and add up") {
  const PerfettoFile file = read_perfetto(written("perfetto", sample_recorder()));
  std::map<std::string, std::int64_t> sums;
  std::map<std::string, std::string> axes;
  for (const auto& [uuid, track] : file.tracks) {
    if (!track.is_counter) continue;
    sums[track.name] = file.counter_sums.at(uuid);
    axes[track.name] = track.axis;
  }
  CHECK(sums["dict cache: local operations"] == 5);
  CHECK(sums["dict cache: shared operations"] == 7);
  CHECK(sums["all objects: cache-line transfers"] == 2);
  CHECK(sums["object memory"] == 4096);
  CHECK(axes["dict cache: local operations"] == axes["dict cache: shared operations"]);
  CHECK_FALSE(axes["dict cache: local operations"].empty());
}

TEST_CASE("slices instead of states, a range, and several runs keep the rules too") {
  ExportOptions slices;
  slices.values = {{"states", "slices"}, {"locks", "all"}};
  CHECK(read_perfetto(written("perfetto", sample_recorder(), slices)).broken == std::vector<std::string>{});
  ExportOptions range;
  range.from = 10 * kMicrosecond;
  range.to = 30 * kMicrosecond;
  const PerfettoFile part = read_perfetto(written("perfetto", sample_recorder(), range));
  CHECK(part.broken == std::vector<std::string>{});
  CHECK(part.state_total("On CPU") == 20'000);
  const Recorder recorder = sample_recorder();
  const PerfettoFile both = read_perfetto(written("perfetto", {run_of(recorder, "3.13"), run_of(recorder, "3.13t")}));
  CHECK(both.broken == std::vector<std::string>{});
  CHECK(both.threads.size() == 4);
  CHECK(both.attributes.at("gilscope.3.13t: first_cpu") == "4");
}

TEST_CASE("the reader sees what is broken") {
  std::string bytes = written("perfetto", sample_recorder());
  CHECK_FALSE(read_perfetto(bytes.substr(0, bytes.size() - 3)).broken.empty());
  CHECK_FALSE(read_perfetto("hello").broken.empty());
}

}  // namespace
}  // namespace gilscope
