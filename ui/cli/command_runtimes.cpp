// runtimes: what each preset assumes.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "sim/calibration/presets.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/table.hpp"

namespace gilscope::cli {
namespace {

using Json = nlohmann::ordered_json;
using Facts = std::vector<PresetFacts>;

std::string table_of(const Facts& facts, const std::string& title, std::vector<Assumption> PresetFacts::*list,
                     const Style& style) {
  Table table;
  table.header = {title};
  for (const auto& preset : facts) table.header.push_back(preset.preset);
  for (std::size_t i = 0; i < (facts.front().*list).size(); ++i) {
    std::vector<Cell> row = {{(facts.front().*list)[i].name}};
    for (const auto& preset : facts) {
      const std::string& value = (preset.*list)[i].value;
      row.push_back({value, value == "yes" ? kGreen : value == "no" ? kGrey : kDefault});
    }
    table.rows.push_back(std::move(row));
  }
  return render(table, style);
}

// A source once for all presets that have it.
std::string sources_of(const Facts& facts, std::vector<Assumption> PresetFacts::*list) {
  std::string text;
  for (std::size_t i = 0; i < (facts.front().*list).size(); ++i) {
    text += (facts.front().*list)[i].name + "\n";
    std::vector<std::pair<std::string, std::string>> known;  // source, presets
    for (const auto& preset : facts) {
      const std::string& source = (preset.*list)[i].source;
      const auto same =
          std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == source; });
      if (same != known.end())
        same->second += ", " + preset.preset;
      else
        known.emplace_back(source, preset.preset);
    }
    for (const auto& [source, presets] : known)
      text += known.size() == 1 ? "  " + source + "\n" : fmt::format("  {}: {}\n", presets, source);
  }
  return text;
}

Json list_json(const std::vector<Assumption>& list) {
  Json json = Json::object();
  for (const auto& a : list) json[a.name] = {{"value", a.value}, {"source", a.source}};
  return json;
}

std::string facts_json(const Facts& facts) {
  Json json = Json::array();
  for (const auto& f : facts)
    json.push_back({{"runtime", f.preset},
                    {"model", f.model},
                    {"switches", list_json(f.switches)},
                    {"costs_ns", list_json(f.costs)}});
  return json.dump(2) + "\n";
}

}  // namespace

int command_runtimes(const Options& options) {
  const auto facts = preset_facts();
  if (!facts) return complain(facts.error().message);
  if (!options.json_file.empty())
    if (const auto written = write_text(options.json_file, facts_json(facts.value())); !written)
      return complain(written.error().message);
  if (options.json_file == "-") return 0;
  const Style style = detect_style(options.color, STDOUT_FILENO);
  std::string text = table_of(facts.value(), "switches", &PresetFacts::switches, style) + "\n";
  text += table_of(facts.value(), "nanoseconds", &PresetFacts::costs, style) + "\n";
  text += bold(style, "Where that is from") + "\n" + sources_of(facts.value(), &PresetFacts::switches) +
          sources_of(facts.value(), &PresetFacts::costs);
  text += "\n" + dim(style, "All numbers: assets/models. How far they are from real interpreters: gilscope validate.") +
          "\n";
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace gilscope::cli
