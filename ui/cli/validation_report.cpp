#include "ui/cli/validation_report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "ui/cli/table.hpp"

namespace gilscope::cli {
namespace {

using Json = nlohmann::ordered_json;

Color color_of_error(double error) {
  return std::abs(error) <= 0.10 ? kGreen : std::abs(error) <= 0.25 ? kDefault : kAmber;
}

Cell error_cell(const Comparison& c) { return {fmt::format("{:+.0f} %", 100 * c.error()), color_of_error(c.error())}; }

std::string nanoseconds(double value) {
  return value < 1000 ? fmt::format("{:.1f}", value) : fmt::format("{:.0f}", value);
}

std::vector<Cell> row_cells(const ValidationRow& row) {
  std::vector<Cell> cells = {{row.program},
                             {nanoseconds(row.nanoseconds.measured)},
                             {nanoseconds(row.nanoseconds.model)},
                             {fmt::format("{:.2f}", row.ratio.measured)},
                             {fmt::format("{:.2f}", row.ratio.model)},
                             error_cell(row.ratio)};
  if (row.speedup.measured <= 0) return cells;
  cells.push_back({fmt::format("{:.2f}", row.speedup.measured)});
  cells.push_back({fmt::format("{:.2f}", row.speedup.model)});
  cells.push_back(error_cell(row.speedup));
  if (row.wrong_side) cells.push_back({"wrong side of 1", kRed});
  return cells;
}

std::string runtime_table(const Validation& v, const std::string& runtime, const Style& style) {
  Table table;
  table.header = {runtime, "measured ns", "model ns", "ratio", "model", "error", "2 threads", "model", "error", ""};
  for (const auto& row : v.rows)
    if (row.runtime == runtime) table.rows.push_back(row_cells(row));
  return render(table, style);
}

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

std::string bars_table(const Validation& v, const Style& style) {
  Table table;
  table.header = {"bar", "value", "at most", ""};
  for (const auto& bar : v.bars) {
    const bool counts = bar.limit == 0;
    table.rows.push_back({{bar.name},
                          {counts ? fmt::format("{:.0f}", bar.value) : percent(bar.value)},
                          {counts ? "0" : percent(bar.limit)},
                          {bar.met() ? "met" : "MISSED", bar.met() ? kGreen : kRed}});
  }
  return render(table, style);
}

// Five digits behind the point: more say nothing.
double rounded(double value) { return std::round(value * 1e5) / 1e5; }

Json comparison_json(const Comparison& c) {
  return {{"measured", rounded(c.measured)}, {"model", rounded(c.model)}, {"error", rounded(c.error())}};
}

Json row_json(const ValidationRow& row) {
  Json json = {{"program", row.program},
               {"runtime", row.runtime},
               {"ns_per_iter", comparison_json(row.nanoseconds)},
               {"ratio", comparison_json(row.ratio)}};
  if (row.speedup.measured > 0) {
    json["speedup"] = comparison_json(row.speedup);
    json["speedup_spread"] = rounded(row.spread);
    json["wrong_side"] = row.wrong_side;
  }
  return json;
}

Json oversubscription_json(const Oversubscription& o) {
  Json json = {{"source", o.source}, {"summary", Json::array()}, {"rows", Json::array()}};
  for (const auto& s : o.runtimes) json["summary"].push_back({{"runtime", s.runtime}, {"median", rounded(s.median)}, {"p90", rounded(s.p90)}});
  for (const auto& row : o.rows)
    json["rows"].push_back({{"program", row.program}, {"runtime", row.runtime}, {"threads", row.threads},
                            {"ns_per_iter", comparison_json(row.nanoseconds)}, {"ratio", comparison_json(row.ratio)}});
  return json;
}

}  // namespace

std::string validation_report(const Validation& v, const Style& style) {
  std::string text = dim(style, "Measured: " + v.source) + "\n" +
                     dim(style, "ns: per iteration, one thread. ratio: against " + std::string(kUnitProgram) +
                                    " on the GIL build. 2 threads: the speed-up over one.") +
                     "\n";
  for (const auto& summary : v.runtimes) text += "\n" + runtime_table(v, summary.runtime, style);
  text += "\n" + bars_table(v, style);
  if (v.overhead.measured > 0)
    text += fmt::format(
        "\nThe free-threaded build takes {:.2f} times as long as the GIL build on one thread (median); the model says "
        "{:.2f}.\n",
        v.overhead.measured, v.overhead.model);
  return text;
}

std::string oversubscription_report(const Oversubscription& o, const Style& style) {
  std::string text = "\nMore threads than cores\n" + dim(style, "Measured: " + o.source) + "\n" +
                     dim(style, "ratio: against " + std::string(kUnitProgram) + " of the same runtime with as many threads.") + "\n";
  for (const auto& summary : o.runtimes) {
    Table table;
    table.header = {summary.runtime, "threads", "measured ns", "model ns", "ratio", "model", "error"};
    for (const auto& row : o.rows) {
      if (row.runtime != summary.runtime) continue;
      table.rows.push_back({{row.program}, {std::to_string(row.threads)}, {nanoseconds(row.nanoseconds.measured)}, {nanoseconds(row.nanoseconds.model)},
                            {fmt::format("{:.2f}", row.ratio.measured)}, {fmt::format("{:.2f}", row.ratio.model)}, error_cell(row.ratio)});
    }
    text += "\n" + render(table, style) + fmt::format("median error {}, 90th percentile {}\n", percent(summary.median), percent(summary.p90));
  }
  return text;
}

std::string validation_json(const Validation& v, const Oversubscription* o) {
  Json json = {{"source", v.source},
               {"passed", v.passed()},
               {"bars", Json::array()},
               {"overhead", comparison_json(v.overhead)},
               {"rows", Json::array()}};
  for (const auto& bar : v.bars)
    json["bars"].push_back(
        {{"name", bar.name}, {"value", rounded(bar.value)}, {"limit", bar.limit}, {"met", bar.met()}});
  for (const auto& row : v.rows) json["rows"].push_back(row_json(row));
  if (o != nullptr) json["oversubscription"] = oversubscription_json(*o);
  return json.dump(2) + "\n";
}

}  // namespace gilscope::cli
