// The metrics that compare runs.
#include <fmt/format.h>

#include "sim/analysis/summary.hpp"
#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/desktop/panel_widgets.hpp"
#include "ui/desktop/results_panel.hpp"

namespace gilscope::desktop {
namespace {

using Row = ResultsPanelState::Row;
enum class Better { Neither, Less, More };

std::string as_count(double value) { return grouped(static_cast<std::uint64_t>(value)); }

std::string as_time(double value) { return format_time(static_cast<SimTime>(value)); }
std::string as_percent(double value) { return fmt::format("{:.0f} %", 100 * value); }
std::string as_factor(double value) { return fmt::format("{:.2f} ×", value); }

class Table {
 public:
  explicit Table(const RunSet& set) {
    for (const ShownRun& run : set.runs) summaries_.push_back(summarize(*run.trace, run.options.cores.value_or(set.setup.cores)));
  }

  template <class Value>
  void add(std::string name, std::string term, std::string formula, Better better, std::string (*text)(double), Value value) {
    Row row{std::move(name), std::move(term), std::move(formula), {}, {}, better == Better::Less, better == Better::Neither};
    bool any = false;
    for (const RunSummary& s : summaries_) {
      const auto number = static_cast<double>(value(s));
      any = any || number != 0;
      row.numbers.push_back(number);
      row.values.push_back(number == 0 ? "–" : text(number));
    }
    if (any) rows_.push_back(std::move(row));
  }

  const RunSummary& first() const { return summaries_.front(); }
  std::vector<Row> take() { return std::move(rows_); }

 private:
  std::vector<RunSummary> summaries_;
  std::vector<Row> rows_;
};

void add_states(Table& table) {
  static constexpr struct { ThreadState state; const char* term; Better better; } kStates[] = {
      {ThreadState::Running, "core", Better::Neither},       {ThreadState::WaitingForGil, "GIL", Better::Less},
      {ThreadState::WaitingForLock, "lock", Better::Less},   {ThreadState::Spinning, "spinning", Better::Less},
      {ThreadState::Runnable, "runnable", Better::Less},     {ThreadState::Stopped, "stop-the-world", Better::Less},
      {ThreadState::Sleeping, "", Better::Neither},          {ThreadState::InIo, "", Better::Neither}};
  for (const auto& s : kStates) {
    const std::string name(display_name(s.state));
    table.add(name, s.term, fmt::format("The time in the state \"{}\", added up over all threads", name), s.better, as_time,
              [&s](const RunSummary& r) { return r.total(s.state); });
  }
}

std::string as_bytes(double value) {
  return value < 1024 * 1024 ? fmt::format("{:.0f} KiB", value / 1024) : fmt::format("{:.1f} MiB", value / (1024 * 1024));
}

void add_memory(Table& table) {
  table.add("Memory from the OS", "allocator", "What CPython's allocator has taken from the operating system for the program's objects, at most", Better::Less, as_bytes,
            [](const RunSummary& r) { return r.memory.taken_peak; });
  table.add("Memory of objects", "", "Bytes of living objects and their arrays, at most, with CPython's sizes", Better::Less, as_bytes,
            [](const RunSummary& r) { return r.memory.live_peak; });
  table.add("Memory held back", "QSBR", "Old arrays of lists and dicts that could not be freed yet because a thread might be reading them, at most", Better::Less, as_bytes,
            [](const RunSummary& r) { return r.memory.held_peak; });
  table.add("Kept by immortality", "immortal", "Bytes that nothing reaches at the end of the program, but that are never freed because immortal objects hold them", Better::Less, as_bytes,
            [](const RunSummary& r) { return r.memory.retained; });
}

}  // namespace

std::vector<Row> result_rows(const RunSet& set) {
  if (set.runs.empty()) return {};
  Table table(set);
  const auto wall = static_cast<double>(table.first().wall);
  table.add("Time", "", "Simulated time from the start of the program to its end", Better::Less, as_time, [](const RunSummary& r) { return r.wall; });
  table.add("Speed", "speed-up", "Time of the first run / time of this run", Better::More, as_factor,
            [wall](const RunSummary& r) { return r.wall > 0 ? wall / static_cast<double>(r.wall) : 0.0; });
  table.add("Utilization", "utilization", "Busy time of all cores / (time × number of cores)", Better::Neither, as_percent, [](const RunSummary& r) { return r.utilization; });
  add_states(table);
  table.add("Turns of the GIL", "GIL", "How often a thread took the GIL", Better::Neither, as_count, [](const RunSummary& r) { return r.gil_switches; });
  table.add("Atomic counts", "atomic operation", "Changes of named objects' reference counts by threads that do not own them", Better::Less, as_count, [](const RunSummary& r) { return r.shared_ops; });
  table.add("Line transfers", "cache line", "How often the cache line of a named object went from one core to another", Better::Less, as_count, [](const RunSummary& r) { return r.transfers; });
  add_memory(table);
  table.add("Bytecodes", "bytecode", "Instructions executed, added up over all threads", Better::Neither, as_count, [](const RunSummary& r) { return r.bytecodes; });
  return table.take();
}

}  // namespace gilscope::desktop
