#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sim/analysis/contention.hpp"
#include "sim/analysis/summary.hpp"
#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/picture/html_lines.hpp"
#include "ui/picture/html_parts.hpp"
#include "ui/picture/html_text.hpp"

namespace gilscope::picture {
namespace {

constexpr std::size_t kMostThreads = 100, kMostLocks = 30, kMostObjects = 20, kMostLines = 12;
constexpr int kTenths = 10;

// The order of the states' columns: what matters most first.
constexpr ThreadState kColumns[] = {ThreadState::Running,  ThreadState::WaitingForGil, ThreadState::WaitingForLock, ThreadState::Spinning,
                                    ThreadState::Runnable, ThreadState::Sleeping,      ThreadState::InIo,           ThreadState::Stopped};

class HtmlTable {
 public:
  explicit HtmlTable(const std::string& caption) { html_ = fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\"><table><caption>{0}</caption>\n", escape_html(caption)); }
  void head(const std::vector<std::string>& columns) {
    html_ += "<thead><tr>";
    for (const std::string& c : columns) {
      const std::string tip = formula(c);
      html_ += tip.empty() ? fmt::format("<th scope=\"col\">{}</th>", escape_html(c))
                           : fmt::format("<th scope=\"col\"><abbr title=\"{}\">{}</abbr></th>", escape_html(tip), escape_html(c));
    }
    html_ += "</tr></thead>\n<tbody>";
  }
  void row(const std::string& name, const std::string& attributes = "") { html_ += fmt::format("\n<tr{}><th scope=\"row\">{}</th>", attributes, escape_html(name)); }
  void text(const std::string& value) { html_ += fmt::format("<td>{}</td>", escape_html(value)); }
  void count(std::uint64_t n) { html_ += n == 0 ? "<td class=\"zero\">0</td>" : fmt::format("<td>{}</td>", grouped(n)); }
  /// `key`: the name of the number, for programs that read the page.
  void time(SimTime t, std::string_view key) {
    html_ += fmt::format("<td{} data-key=\"{}\" data-ps=\"{}\">{}</td>", t == 0 ? " class=\"zero\"" : "", key, t, t == 0 ? "–" : format_time(t));
  }
  std::string done() { return html_ + "\n</tbody></table></div>\n"; }

 private:
  std::string html_;
};

std::vector<ThreadState> used_states(const std::vector<RunSummary>& sums) {
  std::vector<ThreadState> used;
  for (const ThreadState s : kColumns)
    if (std::any_of(sums.begin(), sums.end(), [&](const RunSummary& sum) { return sum.total(s) > 0; })) used.push_back(s);
  return used;
}

std::string more(std::size_t all, std::size_t shown, std::string_view what) {
  return all > shown ? fmt::format("<p class=\"more\">and {} more {}</p>\n", grouped(all - shown), what) : "";
}

std::string threads_table(const ExportRun& run) {
  const Trace& trace = *run.trace;
  const auto states = used_states({summarize(trace, run.cores)});
  HtmlTable table("Threads: where their time went");
  std::vector<std::string> head = {"Thread"};
  for (const ThreadState s : states) head.emplace_back(display_name(s));
  if (trace.gil_held() > 0) head.emplace_back("Held the GIL");
  head.emplace_back("Bytecodes");
  table.head(head);
  for (std::uint32_t i = 0; i < std::min(trace.threads().size(), kMostThreads); ++i) {
    const ThreadInfo& t = trace.threads()[i];
    table.row(t.name, fmt::format(" data-thread=\"{}\"", i));
    for (const ThreadState s : states) table.time(t.total(s), total_key(s));
    if (trace.gil_held() > 0) table.time(trace.gil_held(ThreadId{i}), "gil_held_ns");
    table.count(t.bytecodes);
  }
  return table.done() + more(trace.threads().size(), kMostThreads, "threads");
}

std::string lock_name(const LockInfo& lock, std::size_t i) { return lock.name.empty() ? fmt::format("{} #{}", lock.kind, i) : lock.name; }

std::string locks_table(const Trace& trace) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < trace.locks().size(); ++i)
    if (trace.locks()[i].acquisitions > 0 || trace.locks()[i].wait > 0) order.push_back(i);
  if (order.empty()) return "";
  const auto& locks = trace.locks();
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(locks[a].wait, locks[a].acquisitions) > std::pair(locks[b].wait, locks[b].acquisitions);
  });
  HtmlTable table("Locks: those that cost most first");
  table.head({"Lock", "Kind", "Acquisitions", "Contended", "Wait", "Longest wait", "Hold"});
  for (std::size_t i = 0; i < std::min(order.size(), kMostLocks); ++i) {
    const LockInfo& lock = locks[order[i]];
    table.row(lock_name(lock, order[i]), fmt::format(" data-lock=\"{}\"", order[i]));
    table.text(lock.kind);
    table.count(lock.acquisitions);
    table.text(lock.acquisitions == 0 ? "–" : fmt::format("{} ({})", grouped(lock.contended), percent(static_cast<double>(lock.contended) / static_cast<double>(lock.acquisitions))));
    table.time(lock.wait, "wait_ns"), table.time(lock.longest_wait, "longest_ns"), table.time(lock.hold, "hold_ns");
  }
  return table.done() + more(order.size(), kMostLocks, "locks");
}

std::string objects_table(const Trace& trace) {
  const auto ranks = rank_objects(trace, kMostObjects);
  if (ranks.empty()) return "";
  HtmlTable table("Objects that several threads used");
  table.head({"Object", "Type", "Owner", "Local operations", "Shared operations", "Transfers"});
  for (const ObjectRank& rank : ranks) {
    const ObjectInfo& o = trace.objects()[rank.object.value];
    table.row(o.name.empty() ? o.type : o.name, fmt::format(" data-object=\"{}\"", rank.object.value));
    table.text(o.type);
    table.text(o.immortal ? "immortal" : o.owner.value < trace.threads().size() ? trace.threads()[o.owner.value].name : "–");
    table.count(o.local_ops()), table.count(o.shared_ops()), table.count(o.transfers());
  }
  return table.done();
}

std::string lines_table(const ExportRun& run) {
  const auto times = line_times(*run.trace, run.path);
  std::vector<std::pair<std::uint32_t, const LineTimes*>> order;
  for (const auto& [line, t] : times)
    if (t.waited() > 0) order.emplace_back(line, &t);
  if (order.empty()) return "";
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second->waited() > b.second->waited(); });
  HtmlTable table("Lines of the script at which threads waited");
  table.head({"Line", "Waiting for GIL", "Waiting for lock", "Spinning", "Waiting for core"});
  for (std::size_t i = 0; i < std::min(order.size(), kMostLines); ++i) {
    table.row(fmt::format("line {}", order[i].first));
    for (const ThreadState s : {ThreadState::WaitingForGil, ThreadState::WaitingForLock, ThreadState::Spinning, ThreadState::Runnable})
      table.time(order[i].second->total(s), total_key(s));
  }
  return table.done();
}

// The state with most of a stretch, and its share of the part of the stretch that the thread was alive.
std::string tenth(const std::array<double, kThreadStateCount>& shares) {
  double life = 0;
  std::size_t most = 0;
  for (std::size_t s = 0; s < shares.size(); ++s) {
    life += shares[s];
    if (shares[s] > shares[most]) most = s;
  }
  if (life <= 1e-9) return "–";
  const auto name = display_name(static_cast<ThreadState>(most));
  const double share = shares[most] / life;
  return share > 0.995 ? std::string(name) : fmt::format("{} {}", name, percent(share));
}

std::string kilobytes(std::uint64_t bytes) { return bytes == 0 ? "–" : grouped((bytes + 999) / 1000) + " kB"; }

}  // namespace

std::string comparison_html(std::span<const ExportRun> runs) {
  std::vector<RunSummary> sums;
  for (const ExportRun& run : runs) sums.push_back(summarize(*run.trace, run.cores));
  const auto states = used_states(sums);
  const bool objects = std::any_of(sums.begin(), sums.end(), [](const RunSummary& s) { return s.shared_ops > 0; });
  HtmlTable table(runs.size() > 1 ? "The runs side by side" : "The run in numbers");
  std::vector<std::string> head = {"Runtime", "GIL", "Time"};
  if (runs.size() > 1) head.emplace_back("Against the first");
  head.insert(head.end(), {"Cores busy", "Utilization"});
  for (const ThreadState s : states) head.emplace_back(display_name(s));
  head.insert(head.end(), {"GIL switches", "Bytecodes"});
  if (objects) head.insert(head.end(), {"Shared operations", "Transfers"});
  const bool retained = std::any_of(sums.begin(), sums.end(), [](const RunSummary& s) { return s.memory.retained > 0; });
  head.emplace_back("Memory");
  if (retained) head.emplace_back("Kept by immortality");
  table.head(head);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    table.row(run_title(runs[i], runs), fmt::format(" data-run=\"{}\"", i));
    table.text(runs[i].gil_enabled ? "on" : "off");
    table.time(runs[i].time, "time_ns");
    const double time = static_cast<double>(std::max<SimTime>(1, runs[i].time));
    if (runs.size() > 1) table.text(runs[i].end == "finished" ? factor(static_cast<double>(runs[0].time) / time) + "×" : runs[i].end);
    table.text(fmt::format("{} of {}", factor(static_cast<double>(sums[i].core_time) / time), runs[i].cores));
    table.text(percent(sums[i].utilization));
    for (const ThreadState s : states) table.time(sums[i].total(s), total_key(s));
    table.count(sums[i].gil_switches), table.count(sums[i].bytecodes);
    if (objects) table.count(sums[i].shared_ops), table.count(sums[i].transfers);
    table.text(kilobytes(sums[i].memory.taken_peak));
    if (retained) table.text(kilobytes(sums[i].memory.retained));
  }
  return table.done();
}

std::string run_tables_html(const ExportRun& run) {
  return threads_table(run) + locks_table(*run.trace) + objects_table(*run.trace) + lines_table(run);
}

std::string timeline_table_html(const ExportRun& run) {
  const Trace& trace = *run.trace;
  if (trace.end() <= 0) return "";
  HtmlTable table(fmt::format("What each thread mostly did in each tenth of the {}", format_time(trace.end())));
  std::vector<std::string> head = {"Thread"};
  for (int i = 0; i < kTenths; ++i) head.push_back("from " + format_time(trace.end() / kTenths * i));
  table.head(head);
  for (std::uint32_t t = 0; t < std::min(trace.threads().size(), kMostThreads); ++t) {
    table.row(trace.threads()[t].name);
    for (const auto& shares : trace.state_shares(ThreadId{t}, 0, trace.end(), kTenths)) table.text(tenth(shares));
  }
  return table.done() + more(trace.threads().size(), kMostThreads, "threads");
}

std::string outputs_html(std::span<const ExportRun> runs) {
  constexpr std::size_t kMost = 20'000;
  const auto block = [&](const std::string& text, const char* css) {
    if (text.empty()) return std::string();
    const std::string cut = text.size() > kMost ? fmt::format("\n... {} more bytes", grouped(text.size() - kMost)) : "";
    return fmt::format("<pre class=\"output {}\" tabindex=\"0\">{}{}</pre>\n", css, escape_html(std::string_view(text).substr(0, kMost)), cut);
  };
  std::string html;
  std::vector<bool> shown(runs.size(), false);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (shown[i]) continue;
    std::string names;
    for (std::size_t j = i; j < runs.size(); ++j) {
      if (runs[j].stdout_text != runs[i].stdout_text || runs[j].stderr_text != runs[i].stderr_text) continue;
      shown[j] = true;
      names += (names.empty() ? "" : ", ") + run_title(runs[j], runs);
    }
    html += fmt::format("<h3>{}</h3>\n", escape_html(names));
    html += block(runs[i].stdout_text, "") + block(runs[i].stderr_text, "stderr");
    if (runs[i].stdout_text.empty() && runs[i].stderr_text.empty()) html += "<p>It printed nothing.</p>\n";
  }
  return html;
}

std::string source_html(const std::string& source) {
  std::string html = "<ol class=\"source\" id=\"source-lines\">\n";
  std::size_t at = 0;
  for (int line = 1; at < source.size(); ++line) {
    std::size_t end = source.find('\n', at);
    if (end == std::string::npos) end = source.size();
    html += fmt::format("<li id=\"line-{}\"><code>{}</code></li>\n", line, escape_html(std::string_view(source).substr(at, end - at)));
    at = end + 1;
  }
  return html + "</ol>\n";
}

}  // namespace gilscope::picture
