// For random threaded programs, run under random runtimes on random machines: the importer's rules, and the same totals in every format.
#include "tests/catch.hpp"

#ifdef GILSCOPE_HAVE_RAPIDCHECK
#include <rapidcheck.h>

#include <map>
#include <sstream>

#include "sim/session/export_run.hpp"
#include "sim/session/session.hpp"
#include "tests/export/perfetto_reader.hpp"
#include "tests/export/sample.hpp"

namespace gilscope {
namespace {

using namespace testing;

// What a worker can do, one line each; `{}` is a small number.
const std::vector<std::string> kActs = {
    "with lock: shared.append({})", "q.put({})",           "time.sleep(0.0001 * {})", "work({})",       "with rlock:\n        with rlock: work({})",
    "shared.pop() if shared else None", "[work(i) for i in range({})]", "gate.wait(0.0002)",       "gate.set()", "q.get_nowait() if not q.empty() else None",
};

std::string program_of(const std::vector<std::pair<int, int>>& acts, int threads) {
  std::string text =
      "import queue, threading, time\n"
      "lock, rlock, gate, q, shared = threading.Lock(), threading.RLock(), threading.Event(), queue.Queue(), []\n"
      "def work(n):\n    total = 0\n    for i in range(20 * n): total += i\n    return total\n";
  for (int t = 0; t < threads; ++t) {
    text += "def worker" + std::to_string(t) + "():\n    work(1)\n";
    for (std::size_t i = static_cast<std::size_t>(t); i < acts.size(); i += static_cast<std::size_t>(threads)) {
      std::string act = kActs[static_cast<std::size_t>(acts[i].first)];
      if (const auto hole = act.find("{}"); hole != std::string::npos) act.replace(hole, 2, std::to_string(acts[i].second));
      text += "    " + (act.find(".get_nowait") == std::string::npos && act.find(".pop") == std::string::npos
                            ? act + "\n"
                            : "try: " + act + "\n    except Exception: pass\n");
    }
  }
  text += "team = [threading.Thread(target=f, name=f.__name__) for f in [";
  for (int t = 0; t < threads; ++t) text += (t > 0 ? ", " : "") + std::string("worker") + std::to_string(t);
  return text + "]]\nfor t in team: t.start()\nfor t in team: t.join()\n";
}

std::map<std::string, std::int64_t> totals_of_csv(const std::string& text) {
  std::map<std::string, std::int64_t> totals;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    std::vector<std::string> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    if (row.size() > 6 && row[1] == "thread") totals[row[6]] += std::stoll(row[5]) - std::stoll(row[4]);
  }
  return totals;
}

void check_run(const ExportRun& run) {
  const PerfettoFile file = read_perfetto(written("perfetto", {run}));
  for (const auto& broken : file.broken) RC_FAIL(broken);
  std::int64_t life = 0, sum = 0;
  for (const auto& thread : run.trace->threads()) life += thread.end / kNanosecond - thread.start / kNanosecond;
  for (const auto& [state, time] : totals_of_csv(written("csv", {run}))) {
    RC_ASSERT(file.state_total(state) == time);
    sum += time;
  }
  RC_ASSERT(sum == life);
  std::map<int, std::int64_t> busy;
  std::int64_t on_cpus = 0;
  for (const auto& span : file.cpus) busy[span.cpu] += span.end - span.begin, on_cpus += span.end - span.begin;
  for (const auto& [cpu, time] : busy) RC_ASSERT(time <= run.time / kNanosecond);
  RC_ASSERT(busy.size() <= run.cores);
  RC_ASSERT(on_cpus >= file.state_total("On CPU"));
}

TEST_CASE("random programs, exported, keep the importer's rules and the totals") {
  CHECK(rc::check([] {
    const auto acts = *rc::gen::resize(
        24, rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(rc::gen::inRange(0, static_cast<int>(kActs.size())), rc::gen::inRange(1, 6))));
    const std::string source = program_of(acts, *rc::gen::inRange(1, 5));
    RunOptions options;
    options.runtime = *rc::gen::element<std::string>("3.13", "3.13t", "3.13t gil=1", "3.14t", "3.12");
    options.cores = *rc::gen::inRange(1u, 5u);
    options.record_calls = true;
    options.max_time = kSecond;
    const auto scenario = parse_scenario("random.py", source);
    const auto program = compile_program(scenario.value());
    RC_ASSERT(program.ok());
    const auto report = run(scenario.value(), program.value(), options);
    RC_ASSERT(report.ok());
    RC_ASSERT(report->stderr_text.empty());
    check_run(export_run(scenario.value(), options, report.value()));
  }));
}

}  // namespace
}  // namespace gilscope
#endif
