#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "sim/session/export_run.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"
#include "ui/picture/html_data.hpp"
#include "ui/picture/html_lines.hpp"
#include "ui/picture/html_pack.hpp"
#include "ui/picture/html_parts.hpp"
#include "ui/picture/html_report.hpp"
#include "ui/picture/html_text.hpp"

namespace gilscope::picture {
namespace {

using Json = nlohmann::json;

std::vector<unsigned char> from_base64(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<unsigned char> bytes;
  unsigned group = 0;
  int bits = 0;
  for (const char c : text) {
    if (c == '=') break;
    group = group << 6 | static_cast<unsigned>(digits.find(c));
    if ((bits += 6) >= 8) bytes.push_back(static_cast<unsigned char>(group >> (bits -= 8) & 0xFF));
  }
  return bytes;
}

// The stream as numbers, as the page reads it.
std::vector<std::uint64_t> numbers(const std::string& base64) {
  std::vector<std::uint64_t> result;
  std::uint64_t value = 0;
  int shift = 0;
  for (const unsigned char byte : from_base64(base64)) {
    value |= std::uint64_t{byte & 0x7Fu} << shift;
    shift += 7;
    if (byte >= 0x80) continue;
    result.push_back(value);
    value = 0, shift = 0;
  }
  return result;
}

struct Unpacked {
  std::uint64_t begin = 0, end = 0;
  std::map<std::uint64_t, std::uint64_t> totals;  // by value; "others" under ~0
  int spans = 0, mixes = 0;
};

Unpacked unpack(const std::string& base64) {
  const auto list = numbers(base64);
  Unpacked lane;
  if (list.empty()) return lane;
  lane.begin = lane.end = list[0];
  for (std::size_t i = 1; i < list.size();) {
    const std::uint64_t length = list[i++], code = list[i++];
    lane.end += length;
    if (code != 0) {
      lane.totals[code - 1] += length;
      ++lane.spans;
      continue;
    }
    ++lane.mixes;
    ++i;  // number of spans
    std::uint64_t parts = 0;
    for (std::uint64_t n = list[i++]; n > 0; --n, i += 2) {
      lane.totals[list[i] == 0 ? ~std::uint64_t{0} : list[i] - 1] += list[i + 1];
      parts += list[i + 1];
    }
    CHECK(parts == length);
  }
  return lane;
}

ExportRun run_of(const std::string& path, const std::string& source, const std::string& runtime) {
  const auto scenario = parse_scenario(path, source);
  REQUIRE(scenario);
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  RunOptions options;
  options.runtime = runtime;
  options.record_calls = true;
  const auto report = run(scenario.value(), program.value(), options);
  REQUIRE(report);
  return export_run(scenario.value(), options, report.value());
}

std::string page_of(const std::vector<ExportRun>& runs) {
  std::string text;
  auto out = ExportOutput::into(text);
  const auto error = write_html_report(runs, {}, out);
  REQUIRE(!error);
  out.main().flush();
  return text;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

Json data_of(const std::string& page) {
  const std::string open = "<script type=\"application/json\" id=\"report-data\">";
  const std::size_t begin = page.find(open) + open.size();
  return Json::parse(page.substr(begin, page.find("</script>", begin) - begin));
}

const std::string kTwoThreads = R"py("""Two threads.

Watch: `them`.
"""
import threading

lock = threading.Lock()

def work(n):
    total = 0
    for i in range(n):
        with lock:
            total += i
    return total

team = [threading.Thread(target=work, args=(3000,)) for _ in range(2)]
for t in team:
    t.start()
for t in team:
    t.join()
print("done")
)py";

// ---- packing ----

TEST_CASE("a packed lane gives back every span") {
  LanePacker packer(0);
  packer.add(5 * kNanosecond, 9 * kNanosecond, 3, false);
  packer.add(9 * kNanosecond, 1'000'009 * kNanosecond, 0, false);
  packer.add(1'000'009 * kNanosecond, 1'000'010 * kNanosecond, 70'000, false);
  CHECK(numbers(packer.finish().base64()) == std::vector<std::uint64_t>{5, 4, 4, 1'000'000, 1, 1, 70'001});
}

TEST_CASE("a coarsened lane keeps the time of every value, and its long spans") {
  for (const unsigned seed : {1u, 2u, 3u}) {
    std::mt19937 random(seed);
    LanePacker exact(0), coarse(8 * kMicrosecond);
    SimTime at = 17 * kNanosecond;
    for (int i = 0; i < 4000; ++i) {
      const SimTime length = static_cast<SimTime>(random() % (i % 500 == 0 ? 50'000'000 : 90'000)) + 1;  // ps: some below a nanosecond
      const auto value = static_cast<std::uint32_t>(random() % 5);
      exact.add(at, at + length, value, false);
      coarse.add(at, at + length, value, false);
      at += length;
    }
    const auto whole = exact.finish(), mixed = coarse.finish();
    const Unpacked a = unpack(whole.base64()), b = unpack(mixed.base64());
    CHECK(a.totals == b.totals);
    CHECK(a.begin == b.begin);
    CHECK(a.end == b.end);
    CHECK(static_cast<SimTime>(a.end) == at / kNanosecond);
    CHECK(b.mixes > 10);
    CHECK(b.spans > 2);
    CHECK(mixed.size() * 2 < whole.size());
  }
}

TEST_CASE("a mix of more values than are kept says how much the others are") {
  LanePacker packer(kMicrosecond, 2);
  for (std::uint32_t i = 0; i < 10; ++i) packer.add(i * 10 * kNanosecond, (i + 1) * 10 * kNanosecond, i % 5, false);
  const Unpacked lane = unpack(packer.finish().base64());
  CHECK(lane.mixes == 1);
  CHECK(lane.totals.size() == 3);
  CHECK(lane.totals.at(~std::uint64_t{0}) == 60);
}

TEST_CASE("a span whose detail the trace has dropped is marked") {
  LanePacker packer(0);
  packer.add(0, 100 * kNanosecond, 4, true);
  CHECK(numbers(packer.finish().base64()) == std::vector<std::uint64_t>{0, 100, 0, 0, 1, 5, 100});
}

// ---- escaping ----

TEST_CASE("text cannot leave its place in the page") {
  CHECK(escape_html("</script><b a='1' c=\"2\">&") == "&lt;/script&gt;&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
  CHECK(escape_html("é 漢 🐍") == "é 漢 🐍");
  CHECK(escape_html("a\xFF\xC0\x80z") == "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
  CHECK(escape_html("\x1B[1m\tx\r\n") == "\xEF\xBF\xBD[1m\tx\n");
  CHECK(escape_html("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(escape_script("\"</script><!--\xE2\x80\xA8\"") == "\"\\u003c/script>\\u003c!--\\u2028\"");
}

// ---- numbers for people ----

TEST_CASE("numbers are worded") {
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(percent(0.5) == "50 %");
  CHECK(percent(0.001) == "<1 %");
  CHECK(percent(0.998) == "99.8 %");
  CHECK(percent(1) == "100 %");
  CHECK(factor(7.12) == "7.1");
  CHECK(factor(0.31) == "0.31");
  CHECK(factor(12.3) == "12");
}

TEST_CASE("a docstring becomes paragraphs, its example stays as it is") {
  const std::string html = introduction_html("First.\nWatch: `x < y`\nmore.\n\n    a.py [N]\nLast ` one.");
  CHECK(html == "<p class=\"lead\">First.</p>\n<p class=\"watch\"><strong>Watch:</strong> <code>x &lt; y</code>\nmore.</p>\n"
                "<pre>    a.py [N]</pre>\n<p>Last ` one.</p>\n");
}

// ---- the page ----

TEST_CASE("the page is whole, needs no network and lets only its own script run") {
  const std::string page = page_of({run_of("two.py", kTwoThreads, "3.13"), run_of("two.py", kTwoThreads, "3.13t")});
  CHECK(page.find("{{") == std::string::npos);
  CHECK(page.find("://") == std::string::npos);
  CHECK(page.find("default-src 'none'; script-src 'sha256-") != std::string::npos);
  CHECK(count_of(page, "<script") == 2);
  CHECK(count_of(page, "</script") == 2);
  CHECK(page.size() < 1'000'000);
  CHECK(page.find("<title>Two threads · GilScope</title>") != std::string::npos);
}

TEST_CASE("what a script says cannot become part of the page") {
  const std::string nasty = "</script><script>alert(1)</script>";
  const std::string source = "\"\"\"{{data}} " + nasty + " \xF0\x9F\x90\x8D\n\n`<i>`\n\"\"\"\n# /// gilscope\n# title = \"" + nasty +
                             "\"\n# ///\nimport threading\nt = threading.Thread(target=lambda: None, name='<b>\xE2\x80\xA8')\n"
                             "t.start(); t.join()\nprint('" + nasty + "', '\\u2028 \xC3\xA9', '<!--')\n";
  const std::string page = page_of({run_of("na<b>sty.py", source, "3.13")});
  CHECK(count_of(page, "<script") == 2);
  CHECK(page.find("alert(1)</script>") == std::string::npos);
  CHECK(page.find("<b>\xE2\x80\xA8") == std::string::npos);
  const Json data = data_of(page);
  CHECK(data["title"] == nasty);
  CHECK(data["runs"][0]["threads"][1]["name"] == "<b>\xE2\x80\xA8");
}

TEST_CASE("the page's data has the trace's totals, and its lanes add up to them") {
  const ExportRun run = run_of("two.py", kTwoThreads, "3.13t");
  const Json data = data_of(page_of({run}))["runs"][0];
  const Trace& trace = *run.trace;
  REQUIRE(data["threads"].size() == trace.threads().size());
  for (std::size_t t = 0; t < trace.threads().size(); ++t) {
    const ThreadInfo& info = trace.threads()[t];
    const Json& thread = data["threads"][t];
    CHECK(thread["totals"].get<std::vector<SimTime>>() == std::vector<SimTime>(info.totals.begin(), info.totals.end()));
    std::map<std::uint64_t, SimTime> by_state;
    const Unpacked lane = unpack(thread["lane"]);
    for (const auto& [value, time] : lane.totals) by_state[value & 15] += static_cast<SimTime>(time);
    for (std::size_t s = 0; s + 1 < info.totals.size(); ++s)
      CHECK(std::abs(by_state[s] - info.totals[s] / kNanosecond) <= static_cast<SimTime>(lane.spans) + 1);  // each edge is cut to a nanosecond
  }
  CHECK(data["time"] == run.time);
}

TEST_CASE("a small budget coarsens the lanes and keeps the totals") {
  const ExportRun run = run_of("two.py", kTwoThreads, "3.13t");
  const ReportData full = report_data(std::span(&run, 1), 10'000'000), small = report_data(std::span(&run, 1), 20'000);
  CHECK(full.state_cell == 0);
  CHECK(full.call_cell == 0);
  CHECK(small.call_cell > 0);
  CHECK(small.json.size() * 3 < full.json.size() * 2);
  const Json a = Json::parse(full.json)["runs"][0]["threads"], b = Json::parse(small.json)["runs"][0]["threads"];
  for (std::size_t t = 0; t < a.size(); ++t) {
    CHECK(a[t]["totals"] == b[t]["totals"]);
    CHECK(unpack(a[t]["lane"]).totals == unpack(b[t]["lane"]).totals);
  }
}

TEST_CASE("times of lines are parts of the threads' times") {
  const ExportRun run = run_of("two.py", kTwoThreads, "3.13t");
  const auto lines = line_times(*run.trace, run.path);
  LineTimes all;
  for (const auto& [line, times] : lines) {
    CHECK(line >= 1);
    CHECK(line <= 22);
    for (std::size_t s = 0; s < times.states.size(); ++s) all.states[s] += times.states[s];
  }
  LineTimes threads;
  for (const ThreadInfo& t : run.trace->threads())
    for (std::size_t s = 0; s < t.totals.size(); ++s) threads.states[s] += t.totals[s];
  for (std::size_t s = 0; s < all.states.size(); ++s) CHECK(all.states[s] <= threads.states[s]);
  CHECK(all.total(ThreadState::Running) * 10 > threads.total(ThreadState::Running) * 8);
  const auto waits = [&](std::uint32_t line) { return lines.count(line) ? lines.at(line).waited() : SimTime{0}; };
  CHECK(waits(12) > 0);  // with lock:
  CHECK(waits(12) > waits(11));
}

TEST_CASE("the result sentence follows the numbers") {
  const ExportRun gil = run_of("two.py", kTwoThreads, "3.13");
  ExportRun free = run_of("two.py", kTwoThreads, "3.13t");
  free.time = gil.time * 3;
  std::vector<ExportRun> runs = {gil, free};
  CHECK(result_sentence(runs) == "Without the GIL the program takes 3.0 times as long.");
  runs[1].time = gil.time;
  CHECK(result_sentence(runs) == "With the GIL or without it, the program takes about the same time.");
  runs[1].time = gil.time / 4;
  CHECK(result_sentence(runs).find("4.0 times as fast.") != std::string::npos);
  runs[0].runtime = "3.13t", runs[0].gil_enabled = false, runs[0].cores = 1, runs[1].cores = 4;
  CHECK(result_sentence(runs) == "On 4 cores instead of 1, the program is done 4.0 times as fast.");
  runs[1].runtime = "3.14t";
  CHECK(result_sentence(runs).find("Fastest is 3.14t, 4 cores with ") == 0);
  runs[0].end = runs[1].end = "deadlock";
  CHECK(result_sentence(runs) == "Every build ends in a deadlock: this has nothing to do with the GIL.");
}

TEST_CASE("different outputs are said") {
  std::vector<ExportRun> runs = {run_of("two.py", kTwoThreads, "3.13"), run_of("two.py", kTwoThreads, "3.13t")};
  CHECK(result_html(runs).find("do not print the same") == std::string::npos);
  runs[1].stdout_text = "done <soon>\n";
  CHECK(result_html(runs).find("<samp>done &lt;soon&gt;</samp>") != std::string::npos);
}

}  // namespace
}  // namespace gilscope::picture
