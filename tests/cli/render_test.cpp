#include "tests/cli/sample_runs.hpp"
#include "tests/golden.hpp"
#include "ui/cli/curve.hpp"
#include "ui/cli/report.hpp"
#include "ui/cli/table.hpp"
#include "ui/cli/timeline.hpp"

namespace gilscope::cli {
namespace {

using namespace gilscope::testing;

const Style kPlain{false, 100};
const Style kColored{true, 100};

std::string without_escapes(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b')
      while (text[i] != 'm') ++i;
    else
      plain += text[i];
  }
  return plain;
}

int longest_line(const std::string& text) {
  int longest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) longest = std::max(longest, display_width(line));
  return longest;
}

TEST_CASE("golden: the timeline of a GIL run, plain and in colour") {
  check_golden("cli/timeline_gil.txt", render_timeline(*gil_run().trace, kPlain));
  check_golden("cli/timeline_gil_color.txt", render_timeline(*gil_run().trace, kColored));
}

TEST_CASE("golden: the timeline of a run without GIL") {
  check_golden("cli/timeline_free.txt", render_timeline(*free_run().trace, kPlain));
}

TEST_CASE("golden: the report of a run") {
  check_golden("cli/run_report.txt", run_report(free_run(), kPlain));
}

TEST_CASE("golden: the comparison of two runtimes") {
  const std::vector<RunReport> reports = {gil_run(), free_run()};
  const RunReport gil_single = bare_run("3.13", 1, 122 * kMillisecond, true);
  const RunReport free_single = bare_run("3.13t", 1, 130 * kMillisecond, false);
  check_golden("cli/compare.txt", outputs_report(reports, kPlain) + compare_table(reports, {&gil_single, &free_single}, kPlain));
}

TEST_CASE("golden: the speed-up table and its curve") {
  std::vector<RunReport> reports;
  for (const auto& [cores, ms] : {std::pair{1u, 100}, {2u, 99}, {4u, 101}, {8u, 103}})
    reports.push_back(bare_run("3.13", cores, ms * kMillisecond, true));
  for (const auto& [cores, ms] : {std::pair{1u, 140}, {2u, 71}, {4u, 37}, {8u, 20}})
    reports.push_back(bare_run("3.13t", cores, ms * kMillisecond, false));
  check_golden("cli/speedup.txt", speedup_report(reports, kPlain));
}

TEST_CASE("a picture is never wider than the terminal, and its lanes are equally long") {
  for (const int width : {60, 80, 133, 200}) {
    const std::string text = render_timeline(*gil_run().trace, {false, width});
    INFO(width);
    std::istringstream lines(text);
    int lane_end = -1;
    for (std::string line; std::getline(lines, line);) {
      const auto bar = line.rfind("│");
      if (bar == std::string::npos) continue;
      const int end = display_width(line.substr(0, bar));
      CHECK(end < width);
      CHECK((lane_end < 0 || lane_end == end));
      lane_end = end;
    }
    CHECK(lane_end > 0);
  }
}

TEST_CASE("colour shows the wait as background, and changes no height of a cell that runs") {
  const std::string colored = render_timeline(*gil_run().trace, kColored);
  CHECK(colored.find("48;5;124m") != std::string::npos);  // waiting for the GIL
  CHECK(without_escapes(colored).find("On CPU") != std::string::npos);
  CHECK(render_timeline(*gil_run().trace, kPlain).find('\x1b') == std::string::npos);
}

TEST_CASE("many threads are cut to a readable number, and the rest is counted") {
  Recorder r;
  for (std::uint32_t i = 0; i < 60; ++i) r.thread_started(ThreadId{i}, 0, "t" + std::to_string(i));
  r.finish(kMillisecond);
  const std::string text = render_timeline(r.trace(), kPlain);
  CHECK(text.find("… and 36 more threads") != std::string::npos);
  CHECK(text.find("t23") != std::string::npos);
  CHECK(text.find("t24 ") == std::string::npos);
}

TEST_CASE("no spans, no picture") {
  Recorder r({.keep_spans = false});
  r.thread_started(ThreadId{0}, 0, "MainThread");
  r.finish(kSecond);
  CHECK(render_timeline(r.trace(), kPlain).empty());
}

TEST_CASE("outputs that differ are shown under their own runtimes") {
  RunReport a = gil_run(), b = free_run(), c = free_run();
  b.stdout_text = "lost some\n";
  c.runtime = "3.14t";
  const std::string text = outputs_report({a, b, c}, kPlain);
  CHECK(text.find("output under 3.13 (GIL on), 4 cores; 3.14t (GIL off), 4 cores") != std::string::npos);
  CHECK(text.find("output under 3.13t (GIL off), 4 cores ") != std::string::npos);
  CHECK(text.find("lost some") != std::string::npos);
}

TEST_CASE("a run that ended early says why") {
  RunReport stuck = gil_run();
  stuck.end = RunEnd::Deadlock;
  stuck.exit_code = 3;
  stuck.verdict = "Deadlock: a waits for b\n";
  CHECK(run_report(stuck, kPlain).find("Deadlock: a waits for b") != std::string::npos);
  CHECK(compare_table({stuck}, {nullptr}, kPlain).find("deadlock") != std::string::npos);
}

TEST_CASE("tables align names left and numbers right") {
  const Table table{{"name", "n"}, {{{"a"}, {"1"}}, {{"größer"}, {"12"}}}};
  CHECK(render(table, kPlain) == "name     n\n──────────\na        1\ngrößer  12\n");
  CHECK(render(Table{{"x"}, {}}, kPlain).empty());
}

TEST_CASE("counts, shares and sizes for people") {
  CHECK(format_count(0) == "0");
  CHECK(format_count(999) == "999");
  CHECK(format_count(1234567) == "1,234,567");
  CHECK(format_count(12'345'678) == "12.3 M");
  CHECK(format_count(45'600'000'000u) == "45.60 G");
  CHECK(format_percent(0.534) == "53 %");
  CHECK(format_percent(0.001) == "<1 %");
  CHECK(format_percent(0) == "0 %");
  CHECK(format_bytes(640) == "640 bytes");
  CHECK(format_bytes(2'100'000'000) == "2100.0 MB");
}

TEST_CASE("text is measured and cut in characters") {
  CHECK(display_width("größer") == 6);
  CHECK(shorten("größer", 6) == "größer");
  CHECK(shorten("größer", 4) == "grö…");
  CHECK(shorten_middle("ThreadPoolExecutor-0_3", 22) == "ThreadPoolExecutor-0_3");
  CHECK(shorten_middle("ThreadPoolExecutor-0_3", 16) == "ThreadPoo…or-0_3");
  CHECK(display_width(shorten_middle("größer und weiter", 9)) == 9);
  CHECK(pad_left("ö", 3) == "  ö");
  CHECK(longest_line("ab\nöäü\n") == 3);
}

}  // namespace
}  // namespace gilscope::cli
