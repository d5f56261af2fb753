#include "ui/cli/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/analysis/contention.hpp"
#include "sim/analysis/interpreter_use.hpp"
#include "sim/analysis/summary.hpp"
#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/cli/curve.hpp"
#include "ui/cli/table.hpp"
#include "ui/cli/timeline.hpp"

namespace gilscope::cli {
namespace {

constexpr std::size_t kRankedRows = 5;
constexpr std::size_t kLongestWaits = 3;
constexpr std::size_t kThreadRows = 16;

std::string time_or_dash(SimTime time) { return time > 0 ? format_time(time) : "–"; }
std::string count_or_dash(std::uint64_t count) { return count > 0 ? format_count(count) : "–"; }

std::string rule(const Style& style, const std::string& title) {
  const int left = style.width - display_width(title) - 4;
  std::string line;
  for (int i = 0; i < left; ++i) line += "─";
  return dim(style, "── ") + bold(style, title) + " " + dim(style, line) + "\n";
}

std::string headline(const RunReport& report) {
  const RunSummary s = summarize(*report.trace, report.cores);
  return fmt::format("{} simulated, {} of the cores used, {} bytecodes, {} thread{}; took {:.2f} s to simulate; trace {:016x}\n",
                     format_time(report.time), format_percent(s.utilization), format_count(s.bytecodes), s.threads, s.threads == 1 ? "" : "s", report.host_seconds,
                     report.trace_hash);
}

std::string thread_table(const Trace& trace, const Style& style) {
  Table table;
  table.header = {"thread", "life", "on CPU", "GIL", "lock", "core", "spin", "sleep", "I/O", "stopped", "bytecodes"};
  for (std::size_t i = 0; i < std::min(trace.threads().size(), kThreadRows); ++i) {
    const ThreadInfo& t = trace.threads()[i];
    std::vector<Cell> row = {{shorten_middle(t.name, 24), color_of(ThreadId{static_cast<std::uint32_t>(i)})}, {format_time(t.end - t.start)}};
    for (const auto state : {ThreadState::Running, ThreadState::WaitingForGil, ThreadState::WaitingForLock, ThreadState::Runnable,
                             ThreadState::Spinning, ThreadState::Sleeping, ThreadState::InIo, ThreadState::Stopped})
      row.push_back({time_or_dash(t.total(state))});
    row.push_back({count_or_dash(t.bytecodes)});
    table.rows.push_back(std::move(row));
  }
  std::string text = render(table, style);
  if (trace.threads().size() > kThreadRows)
    text += dim(style, fmt::format("… and {} more threads\n", trace.threads().size() - kThreadRows));
  return text;
}

std::string copied(std::uint64_t values, std::uint64_t bytes) {
  return values == 0 ? "–" : fmt::format("{} ({} B)", format_count(values), format_count(bytes));
}

/// Only where there are several: what each of them cost, and what went in and out of it.
std::string interpreter_table(const Trace& trace, const Style& style) {
  if (trace.interpreters().size() < 2) return "";
  Table table;
  table.header = {"interpreter", "from", "until", "start-up", "on CPU", "GIL held", "copies in", "copies out"};
  for (const InterpreterUse& use : interpreter_use(trace)) {
    table.rows.push_back({{shorten_middle(use.name, 28)},
                          {format_time(use.start)},
                          {format_time(use.end)},
                          {time_or_dash(use.start_up)},
                          {time_or_dash(use.on_cpu)},
                          {time_or_dash(use.gil_held)},
                          {copied(use.received, use.bytes_received)},
                          {copied(use.sent, use.bytes_sent)}});
    if (table.rows.size() == kThreadRows) break;
  }
  return render(table, style);
}

std::string lock_table(const Trace& trace, const Style& style) {
  Table table;
  table.header = {"contended lock", "kind", "acquired", "contended", "waited", "longest", "held"};
  for (const LockRank& rank : rank_locks(trace, kRankedRows)) {
    const LockInfo& lock = trace.locks()[rank.lock.value];
    table.rows.push_back({{shorten(lock.name.empty() ? "(unnamed)" : lock.name, 32)},
                          {lock.kind},
                          {format_count(lock.acquisitions)},
                          {format_percent(rank.share_contended)},
                          {format_time(lock.wait)},
                          {format_time(lock.longest_wait)},
                          {format_time(lock.hold)}});
  }
  return render(table, style);
}

std::string object_table(const Trace& trace, const Style& style) {
  Table table;
  table.header = {"shared object", "type", "owner", "owner's ops", "others' ops", "line transfers"};
  for (const ObjectRank& rank : rank_objects(trace, kRankedRows)) {
    const ObjectInfo& object = trace.objects()[rank.object.value];
    const bool owned = object.owner.value < trace.threads().size();
    table.rows.push_back({{shorten(object.name.empty() ? "(unnamed)" : object.name, 32)},
                          {object.type},
                          {object.immortal ? "immortal" : owned ? shorten_middle(trace.threads()[object.owner.value].name, 20) : "–"},
                          {count_or_dash(object.local_ops())},
                          {count_or_dash(object.shared_ops())},
                          {count_or_dash(object.transfers())}});
  }
  return render(table, style);
}

std::string memory_line(const Trace& trace) {
  const MemoryReport& m = trace.memory_report();
  if (m.live_peak == 0) return "";
  std::string text = fmt::format("Memory of objects: {} at most, {} from the OS", format_bytes(m.live_peak), format_bytes(m.taken_peak));
  if (m.held_peak != 0) text += fmt::format("; up to {} dead but held back until no thread can be reading it", format_bytes(m.held_peak));
  if (m.immortalized != 0) text += fmt::format("; {} objects made immortal", format_count(m.immortalized));
  if (m.retained != 0) text += fmt::format(", {} in {} objects kept by that though nothing reaches them", format_bytes(m.retained), format_count(m.retained_objects));
  if (m.queued_peak != 0) text += fmt::format("; up to {} dead objects waited for their owners", format_count(m.queued_peak));
  return text + ".\n";
}

std::string wait_list(const Trace& trace, const Style& style) {
  const auto waits = longest_waits(trace, kLongestWaits);
  if (waits.empty()) return "";
  std::string text = bold(style, "Longest waits") + "\n";
  for (const auto& wait : waits) text += " " + describe(wait, trace) + "\n";
  return text;
}

std::string paragraph(const std::string& text) { return text.empty() ? "" : text + "\n"; }

std::string with_newline(const std::string& text) { return text.empty() || text.back() == '\n' ? text : text + "\n"; }

Color end_color(const RunReport& report) { return report.end == RunEnd::Finished && report.exit_code == 0 ? kDefault : kRed; }

std::string end_word(const RunReport& report) {
  switch (report.end) {
    case RunEnd::Finished: return report.exit_code == 0 ? "ok" : fmt::format("exit {}", report.exit_code);
    case RunEnd::Deadlock: return "deadlock";
    case RunEnd::TimeLimit: return "time limit";
    case RunEnd::MemoryLimit: return "memory limit";
    case RunEnd::Interrupted: return "interrupted";
    case RunEnd::Crashed: return "CRASH";
  }
  return "";
}

std::string speedup_text(const RunReport& report, const RunReport* single) {
  if (!single || report.time <= 0 || single->end != RunEnd::Finished || report.end != RunEnd::Finished) return "–";
  return fmt::format("{:.2f}x", static_cast<double>(single->time) / static_cast<double>(report.time));
}

std::vector<Cell> compare_row(const RunReport& report, const RunReport* single) {
  const RunSummary s = summarize(*report.trace, report.cores);
  const std::string gil = report.gil_enabled ? "on" : "off";
  return {{report.runtime, report.gil_enabled ? kAmber : kGreen},
          {gil, report.gil_enabled ? kAmber : kGreen},
          {format_time(report.time)},
          {speedup_text(report, single)},
          {format_percent(s.utilization)},
          {time_or_dash(s.total(ThreadState::WaitingForGil))},
          {time_or_dash(s.total(ThreadState::WaitingForLock) + s.total(ThreadState::Spinning))},
          {time_or_dash(s.total(ThreadState::Runnable))},
          {count_or_dash(s.transfers)},
          {format_bytes(s.memory.taken_peak)},
          {end_word(report), end_color(report)}};
}

}  // namespace

std::string run_name(const RunReport& report) {
  return fmt::format("{} (GIL {}), {} core{}", report.runtime, report.gil_enabled ? "on" : "off", report.cores, report.cores == 1 ? "" : "s");
}

std::string run_report(const RunReport& report, const Style& style) {
  const Trace& trace = *report.trace;
  std::string text = rule(style, report.scenario + " · " + run_name(report));
  text += headline(report);
  if (!report.assumptions.empty()) text += dim(style, shorten(fmt::format("Assumes the costs of {}: {}.", report.model, report.assumptions), 2 * style.width)) + "\n";
  if (!report.verdict.empty()) text += paint(style, with_newline(report.verdict), kRed);
  text += "\n" + paragraph(thread_table(trace, style)) + paragraph(interpreter_table(trace, style)) + paragraph(lock_table(trace, style)) + paragraph(object_table(trace, style));
  text += paragraph(memory_line(trace));
  return text + paragraph(wait_list(trace, style)) + render_timeline(trace, style);
}

std::string timeline_report(const RunReport& report, const Style& style) {
  std::string text = rule(style, run_name(report)) + headline(report);
  if (!report.verdict.empty()) text += paint(style, with_newline(report.verdict), kRed);
  return text + render_timeline(*report.trace, style);
}

std::string compare_table(const std::vector<RunReport>& reports, const std::vector<const RunReport*>& single, const Style& style) {
  Table table;
  table.header = {"runtime", "GIL", "time", "speed-up", "cores used", "wait GIL", "wait locks", "wait cores", "transfers", "memory", "end"};
  for (std::size_t i = 0; i < reports.size(); ++i) table.rows.push_back(compare_row(reports[i], single[i]));
  return render(table, style);
}

std::string speedup_report(const std::vector<RunReport>& reports, const Style& style) {
  Table table;
  table.header = {"runtime"};
  std::vector<Curve> curves;
  for (const RunReport& report : reports) {
    if (curves.empty() || curves.back().name != report.runtime) {
      curves.push_back({report.runtime, {}});
      table.rows.push_back({{report.runtime, report.gil_enabled ? kAmber : kGreen}});
    }
    const std::string column = fmt::format("{} core{}", report.cores, report.cores == 1 ? "" : "s");
    if (curves.size() == 1) table.header.push_back(column);
    const RunReport* single = single_core(reports, report.runtime);
    table.rows.back().push_back({format_time(report.time) + " " + pad_left(speedup_text(report, single), 6), end_color(report)});
    if (single && report.time > 0 && report.end == RunEnd::Finished)
      curves.back().points.emplace_back(report.cores, static_cast<double>(single->time) / static_cast<double>(report.time));
  }
  return render(table, style) + "\n" + render_curves(curves, style);
}

const RunReport* single_core(const std::vector<RunReport>& reports, const std::string& runtime) {
  const auto found = std::find_if(reports.begin(), reports.end(),
                                  [&](const RunReport& r) { return r.cores == 1 && r.runtime == runtime; });
  return found == reports.end() ? nullptr : &*found;
}

std::string outputs_report(const std::vector<RunReport>& reports, const Style& style) {
  struct Group {
    const RunReport* first;
    std::string names;
  };
  std::vector<Group> groups;
  for (const RunReport& report : reports) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& g) {
      return g.first->stdout_text == report.stdout_text && g.first->stderr_text == report.stderr_text;
    });
    if (same == groups.end())
      groups.push_back({&report, run_name(report)});
    else
      same->names += "; " + run_name(report);
  }
  std::string text;
  for (const Group& group : groups) {
    text += rule(style, groups.size() == 1 ? "output under every runtime" : "output under " + group.names);
    text += with_newline(group.first->stdout_text) + paint(style, with_newline(group.first->stderr_text), kAmber);
  }
  return text;
}

}  // namespace gilscope::cli
