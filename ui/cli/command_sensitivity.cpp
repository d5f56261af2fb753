// sensitivity: which costs a conclusion hangs on.
#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "sim/calibration/sensitivity.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/prepare.hpp"
#include "ui/cli/progress.hpp"
#include "ui/cli/table.hpp"

namespace gilscope::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kRows = 20;

std::string milliseconds(double seconds) { return fmt::format("{:.3f} ms", seconds * 1e3); }

std::string effects_table(const Sensitivity& s, const Style& style) {
  Table table;
  table.header = {"cost", "ratio", "-50 %", "+50 %", "moves it", "time " + s.runtimes.back(), "-50 %", "+50 %", ""};
  for (std::size_t i = 0; i < std::min(kRows, s.effects.size()); ++i) {
    const CostEffect& e = s.effects[i];
    const bool decides = e.changes_side || e.changes_ranking;
    table.rows.push_back({{std::string(e.cost.name), decides ? kRed : kDefault},
                          {fmt::format("{:.2f}", s.speedup)},
                          {fmt::format("{:.2f}", e.speedup_lower)},
                          {fmt::format("{:.2f}", e.speedup_higher)},
                          {fmt::format("{:.1f} %", 100 * e.moves)},
                          {milliseconds(s.seconds.back())},
                          {milliseconds(e.lower.back())},
                          {milliseconds(e.higher.back())},
                          {e.changes_side      ? "turns it round"
                           : e.changes_ranking ? "changes the order"
                                               : "",
                           kRed}});
  }
  std::string text = render(table, style);
  if (s.effects.size() > kRows)
    text += dim(style, fmt::format("… and {} more costs that move it less\n", s.effects.size() - kRows));
  return text;
}

std::string sensitivity_json(const Sensitivity& s) {
  Json json = {{"runtimes", s.runtimes},      {"seconds", s.seconds},     {"speedup", s.speedup},
               {"conclusion", conclusion(s)}, {"unused_costs", s.unused}, {"costs", Json::array()}};
  for (const auto& e : s.effects)
    json["costs"].push_back({{"table", table_name(e.cost.table)},
                             {"name", e.cost.name},
                             {"speedup_lower", e.speedup_lower},
                             {"speedup_higher", e.speedup_higher},
                             {"seconds_lower", e.lower},
                             {"seconds_higher", e.higher},
                             {"moves", e.moves},
                             {"changes_side", e.changes_side},
                             {"changes_ranking", e.changes_ranking}});
  return json.dump(2) + "\n";
}

}  // namespace

int command_sensitivity(const Options& options) {
  const auto loaded = load(options);
  if (const int* status = std::get_if<int>(&loaded)) return *status;
  const auto& [scenario, program, warnings] = std::get<Loaded>(loaded);
  RunOptions base;
  base.args = options.args;
  if (!options.cores.empty()) base.cores = options.cores.front();
  base.seed = options.seed;
  base.max_time = options.max_time;
  base.model_file = options.model_file;
  const std::vector<std::string> runtimes =
      options.runtimes.empty() ? std::vector<std::string>{"3.13", "3.13t"} : options.runtimes;
  ProgressLine progress(1, std::nullopt);
  const auto result = sensitivity(scenario, program, base, runtimes, progress.callback());
  progress.clear();
  if (progress.interrupted()) return 130;
  if (!result) return complain(result.error().message);
  if (!options.json_file.empty())
    if (const auto written = write_text(options.json_file, sensitivity_json(result.value())); !written)
      return complain(written.error().message);
  if (options.json_file == "-") return 0;
  const Style style = detect_style(options.color, STDOUT_FILENO);
  std::string text = fmt::format("{} costs in use, each halved and raised by half, one at a time; {} are not used.\n\n",
                                 result->effects.size(), result->unused);
  text += effects_table(result.value(), style) + "\n" + conclusion(result.value()) + "\n";
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace gilscope::cli
