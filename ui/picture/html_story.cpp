#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "sim/analysis/summary.hpp"
#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/picture/html_parts.hpp"
#include "ui/picture/html_text.hpp"

namespace gilscope::picture {
namespace {

constexpr std::uint64_t kManyTransfers = 2000;
constexpr double kSame = 0.05;  // times that differ by less count as about the same

struct Facts {
  const ExportRun* run = nullptr;
  RunSummary sum;
  double busy = 0;       // cores, on average
  double life = 0;       // sum of the threads' lives, ps

  double share(ThreadState s) const { return life > 0 ? static_cast<double>(sum.total(s)) / life : 0; }
};

Facts facts_of(const ExportRun& run) {
  Facts f{&run, summarize(*run.trace, run.cores), 0, 0};
  if (f.sum.wall > 0) f.busy = static_cast<double>(f.sum.core_time) / static_cast<double>(f.sum.wall);
  for (const SimTime t : f.sum.states) f.life += static_cast<double>(t);
  return f;
}

std::string strong(const std::string& text) { return "<strong>" + text + "</strong>"; }
bool one_core_at_a_time(const Facts& f) { return f.run->gil_enabled && f.run->cores > 1 && f.busy > 0.8 && f.busy < 1.15; }

std::string cores_busy(const Facts& f) {
  if (f.run->cores == 1) return fmt::format("the core is busy {} of the time", percent(f.busy));
  if (one_core_at_a_time(f)) return "one core works at a time";
  return fmt::format("{} of {} cores are busy on average", factor(f.busy), f.run->cores);
}

// "7.1 times as fast", "3.6 times as long", "about the same"; of `time` against `base`.
std::string against(SimTime time, SimTime base) {
  if (time <= 0 || base <= 0) return "";
  const double speed = static_cast<double>(base) / static_cast<double>(time);
  if (speed > 1 + kSame) return factor(speed) + " times as fast";
  if (speed < 1 - kSame) return factor(1 / speed) + " times as long";
  return "about the same";
}

// What the threads mostly waited for, in words; empty if they hardly waited.
std::string main_wait(const Facts& f) {
  struct Reason {
    double share;
    const char* words;
  };
  const std::vector<Reason> reasons = {{f.share(ThreadState::WaitingForGil), "waiting for the GIL"},
                                       {f.share(ThreadState::WaitingForLock) + f.share(ThreadState::Spinning), "waiting for locks"},
                                       {f.share(ThreadState::Runnable), "waiting for a free core"},
                                       {f.share(ThreadState::InIo), "waiting for input and output"}};
  const auto most = std::max_element(reasons.begin(), reasons.end(), [](const Reason& a, const Reason& b) { return a.share < b.share; });
  return most->share < 0.05 ? "" : fmt::format("spend {} of their time {}", percent(most->share), most->words);
}

// Why a run without the GIL is not faster than with it.
std::string why_slow(const Facts& f) {
  std::vector<std::string> reasons;
  const double locks = f.share(ThreadState::WaitingForLock) + f.share(ThreadState::Spinning);
  if (locks >= 0.05) reasons.push_back(fmt::format("its threads spend {} of their time waiting for locks", percent(locks)));
  if (f.sum.transfers >= kManyTransfers)
    reasons.push_back(fmt::format("{} times the cache line of a shared object has to travel from core to core", grouped(f.sum.transfers)));
  if (reasons.empty()) return "";
  return reasons.size() == 1 ? reasons[0] : reasons[0] + ", and " + reasons[1];
}

// The first run with the GIL and the first without it, on equally many cores (as many as there are); null where there is no such pair.
struct Pair {
  const Facts* gil = nullptr;
  const Facts* free = nullptr;
  explicit operator bool() const { return gil && free; }
};

Pair find_pair(const std::vector<Facts>& all) {
  Pair best;
  for (const Facts& gil : all)
    for (const Facts& free : all) {
      const bool fits = gil.run->gil_enabled && !free.run->gil_enabled && gil.run->cores == free.run->cores && gil.run->end == "finished" && free.run->end == "finished";
      if (fits && (!best || gil.run->cores > best.gil->run->cores)) best = {&gil, &free};
    }
  return best;
}

// One runtime on several numbers of cores; empty if it is something else.
std::string over_cores(const std::vector<Facts>& all) {
  const Facts *least = &all[0], *most = &all[0];
  for (const Facts& f : all) {
    if (f.run->runtime != all[0].run->runtime || f.run->end != "finished") return "";
    if (f.run->cores < least->run->cores) least = &f;
    if (f.run->cores > most->run->cores) most = &f;
  }
  if (least->run->cores == most->run->cores) return "";
  const double speed = static_cast<double>(least->run->time) / static_cast<double>(std::max<SimTime>(1, most->run->time));
  const std::string pair = fmt::format("On {} instead of {}, ", counted(most->run->cores, "core"), least->run->cores);
  if (speed > 1 + kSame) return pair + fmt::format("the program is done {} times as fast.", factor(speed));
  if (speed < 1 - kSame) return pair + fmt::format("the program takes {} times as long.", factor(1 / speed));
  return pair + "the program takes about the same time.";
}

std::vector<Facts> facts_of(std::span<const ExportRun> runs) {
  std::vector<Facts> all;
  for (const ExportRun& run : runs) all.push_back(facts_of(run));
  return all;
}

bool all_dead(const std::vector<Facts>& all) {
  return std::all_of(all.begin(), all.end(), [](const Facts& f) { return f.run->end == "deadlock"; });
}

std::string two_builds(const Facts& gil, const Facts& free) {
  const double speed = free.run->time > 0 ? static_cast<double>(gil.run->time) / static_cast<double>(free.run->time) : 0;
  if (one_core_at_a_time(gil) && speed > 1 + kSame)
    return fmt::format("Under the GIL one core works at a time. Without it, {} cores work at once, and the program is done {} times as fast.", factor(free.busy), factor(speed));
  if (speed > 1 + kSame) return fmt::format("Without the GIL the program is done {} times as fast.", factor(speed));
  if (speed < 1 - kSame) return fmt::format("Without the GIL the program takes {} times as long.", factor(1 / speed));
  return "With the GIL or without it, the program takes about the same time.";
}

std::string detail(const Facts& f, const ExportRun& base, std::span<const ExportRun> runs) {
  std::string text = fmt::format("{}: {}", strong(escape_html(run_title(*f.run, runs))), f.run->gil_enabled ? "with the GIL " : "without the GIL ");
  const bool finished = f.run->end == "finished";
  text += cores_busy(f) + (finished ? "; " : fmt::format("; {} after ", f.run->end)) + format_time(f.run->time);
  if (&base != f.run && finished) text += fmt::format(", {}", against(f.run->time, base.time));
  const std::string wait = main_wait(f);
  if (!wait.empty()) text += "; its threads " + wait;
  return text + ".";
}

std::string last_line(const std::string& output) {
  const std::size_t end = output.find_last_not_of(" \n\r\t");
  if (end == std::string::npos) return "";
  const std::size_t begin = output.find_last_of('\n', end);
  std::string line = output.substr(begin == std::string::npos ? 0 : begin + 1, end - (begin == std::string::npos ? 0 : begin + 1) + 1);
  if (line.size() > 160) line = line.substr(0, 157) + "...";
  return line;
}

// The runtimes by what they printed, in order of appearance.
std::vector<std::pair<std::string, std::string>> printed(std::span<const ExportRun> runs) {
  std::vector<std::pair<std::string, std::string>> groups;
  for (const ExportRun& run : runs) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == run.stdout_text; });
    if (same == groups.end())
      groups.emplace_back(run.stdout_text, run.runtime);
    else
      same->second += ", " + run.runtime;
  }
  return groups;
}

std::string different_outputs(std::span<const ExportRun> runs) {
  const auto groups = printed(runs);
  if (groups.size() < 2) return "";
  std::string html = "<p class=\"notice\"><strong>The builds do not print the same.</strong></p><ul class=\"notice-list\">";
  for (const auto& [output, runtimes] : groups)
    html += fmt::format("<li><strong>{}</strong> ends with <samp>{}</samp></li>", escape_html(runtimes), escape_html(last_line(output)));
  return html + "</ul>";
}

std::string verdicts(std::span<const ExportRun> runs) {
  std::map<std::string, std::string> by_verdict;
  for (const ExportRun& run : runs)
    if (!run.verdict.empty()) by_verdict[run.verdict] += (by_verdict[run.verdict].empty() ? "" : ", ") + run.runtime;
  std::string html;
  for (const auto& [verdict, runtimes] : by_verdict)
    html += fmt::format("<details{}><summary class=\"notice\"><strong>{}</strong>: how it ended</summary><pre class=\"verdict\">{}</pre></details>",
                        html.empty() ? " open" : "", escape_html(runtimes), escape_html(verdict));
  return html;
}

// Names between backquotes become code.
std::string prose(std::string_view text) {
  std::string html;
  for (bool code = false; !text.empty(); code = !code) {
    const std::size_t end = text.find('`');
    const bool closed = end != std::string_view::npos;
    const std::string piece = escape_html(text.substr(0, end));
    html += code && closed ? "<code>" + piece + "</code>" : code ? "`" + piece : piece;
    text.remove_prefix(closed ? end + 1 : text.size());
  }
  return html;
}

std::string paragraph_html(const std::string& lines, bool lead) {
  constexpr std::string_view kWatch = "Watch:";
  if (lines.rfind(kWatch, 0) == 0)
    return fmt::format("<p class=\"watch\"><strong>Watch:</strong>{}</p>\n", prose(std::string_view(lines).substr(kWatch.size())));
  if (!lines.empty() && (lines[0] == ' ' || lines[0] == '\t')) return fmt::format("<pre>{}</pre>\n", escape_html(lines));
  return fmt::format("<p{}>{}</p>\n", lead ? " class=\"lead\"" : "", prose(lines));
}

}  // namespace

std::string introduction_html(const std::string& docstring) {
  std::string html, block;
  bool lead = true;
  const auto close = [&] {
    if (!block.empty()) html += paragraph_html(block, lead), lead = false;
    block.clear();
  };
  std::size_t at = 0;
  while (at < docstring.size()) {
    std::size_t end = docstring.find('\n', at);
    if (end == std::string::npos) end = docstring.size();
    const std::string line = docstring.substr(at, end - at);
    at = end + 1;
    const bool blank = line.find_first_not_of(" \t") == std::string::npos;
    const bool indented = !line.empty() && (line[0] == ' ' || line[0] == '\t');
    const bool was_indented = !block.empty() && (block[0] == ' ' || block[0] == '\t');
    if (blank || line.rfind("Watch:", 0) == 0 || indented != was_indented) close();
    if (!blank) block += (block.empty() ? "" : "\n") + line;
  }
  close();
  return html;
}

std::string result_sentence(std::span<const ExportRun> runs) {
  const auto all = facts_of(runs);
  if (all_dead(all)) return runs.size() == 1 ? "The run ends in a deadlock." : "Every build ends in a deadlock: this has nothing to do with the GIL.";
  if (const Pair pair = find_pair(all)) return two_builds(*pair.gil, *pair.free);
  if (runs.size() > 1)
    if (const std::string sentence = over_cores(all); !sentence.empty()) return sentence;
  if (runs.size() > 1 && all[0].run->end == "finished") {
    const auto fastest = std::min_element(all.begin(), all.end(), [](const Facts& a, const Facts& b) { return a.run->time < b.run->time; });
    return fmt::format("Fastest is {} with {}.", run_title(*fastest->run, runs), format_time(fastest->run->time));
  }
  std::string busy = cores_busy(all[0]);
  const std::string wait = main_wait(all[0]);
  return fmt::format("On {}, {}{}.", runs[0].runtime, busy, wait.empty() ? "" : "; the threads " + wait);
}

std::string result_html(std::span<const ExportRun> runs) {
  const auto all = facts_of(runs);
  std::string html = fmt::format("<p class=\"headline\">{}</p>\n", escape_html(result_sentence(runs)));
  if (const Pair pair = find_pair(all)) {
    html += "<p>" + detail(*pair.gil, *pair.gil->run, runs) + " " + detail(*pair.free, *pair.gil->run, runs);
    const std::string why = pair.free->run->time > pair.gil->run->time ? why_slow(*pair.free) : "";
    if (!why.empty()) html += " The reason: " + why + ".";
    html += "</p>\n";
  } else {
    for (const Facts& f : all) html += "<p>" + detail(f, runs.front(), runs) + "</p>\n";
  }
  return html + different_outputs(runs) + verdicts(runs);
}

std::string chart_html(std::span<const ExportRun> runs) {
  SimTime longest = 1;
  for (const ExportRun& run : runs) longest = std::max(longest, run.time);
  const bool wide = std::any_of(runs.begin(), runs.end(), [&](const ExportRun& run) { return run_title(run, runs).size() > 10; });
  std::string html = wide ? "<ol class=\"bars wide\">\n" : "<ol class=\"bars\">\n";
  for (const ExportRun& run : runs) {
    const Facts f = facts_of(run);
    const double width = 100 * static_cast<double>(run.time) / static_cast<double>(longest);
    std::string cores;
    for (std::uint32_t c = 0; c < std::min(run.cores, 32u); ++c)
      cores += fmt::format("<i style=\"--on:{:.0f}%\"></i>", 100 * std::clamp(f.busy - c, 0.0, 1.0));
    const bool ended_early = run.end != "finished";
    std::string note = ended_early ? run.end : &run == &runs.front() ? "" : against(run.time, runs.front().time);
    html += fmt::format(
        "<li><span class=\"who\"><b>{}</b> <span class=\"badge {}\">{}</span></span>"
        "<span class=\"bar\"><span class=\"fill {}\" style=\"--w:{:.2f}%\"></span></span>"
        "<span class=\"time\">{}</span><span class=\"note\">{}</span>"
        "<span class=\"cores\"><span class=\"squares\" aria-hidden=\"true\">{}</span> <span>{} of {}</span></span></li>\n",
        escape_html(run_title(run, runs)), run.gil_enabled ? "gil" : "free", run.gil_enabled ? "GIL on" : "no GIL",
        run.gil_enabled ? "gil" : "free", width, format_time(run.time), escape_html(note), cores, factor(f.busy), counted(run.cores, "core"));
  }
  return html + "</ol>\n";
}

std::string run_title(const ExportRun& run, std::span<const ExportRun> runs) {
  const bool differ = std::any_of(runs.begin(), runs.end(), [&](const ExportRun& r) { return r.cores != run.cores; });
  return differ ? fmt::format("{}, {}", run.runtime, counted(run.cores, "core")) : run.runtime;
}

}  // namespace gilscope::picture
