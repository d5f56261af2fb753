// dis, list and check: commands that run nothing.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "sim/bytecode/disassembler.hpp"
#include "sim/session/session.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/prepare.hpp"
#include "ui/cli/table.hpp"

namespace gilscope::cli {
namespace {

namespace fs = std::filesystem;

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

std::vector<fs::path> scripts_in(const fs::path& folder) {
  std::vector<fs::path> scripts;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".py") scripts.push_back(entry.path());
  std::sort(scripts.begin(), scripts.end());
  return scripts;
}

std::vector<Cell> scenario_row(const Scenario& scenario) {
  const auto runtimes = scenario.runtimes.empty() ? default_runtimes() : scenario.runtimes;
  return {{scenario.name, kGreen}, {std::to_string(scenario.cores.value_or(8))}, {fmt::format("{}", fmt::join(runtimes, ", "))}};
}

int show_scenario(const std::string& path) {
  const auto scenario = load_scenario(path);
  if (!scenario) return complain(scenario.error().message);
  print(scenario->title + "\n");
  const auto row = scenario_row(scenario.value());
  print(fmt::format("  file      {}\n  cores     {}\n  runtimes  {}\n", scenario->path, row[1].text, row[2].text));
  for (const auto& extension : scenario->extensions)
    print(fmt::format("  extension {} ({})\n", extension.name, extension.gil_safe ? "safe without the GIL" : "needs the GIL"));
  if (!scenario->docstring.empty()) print("\n" + scenario->docstring + "\n");
  return 0;
}

}  // namespace

int complain(const std::string& message) {
  const bool is_cpythons = message.starts_with("Fatal Python error");  // then it stands for itself, as CPython prints it
  std::fprintf(stderr, "%s%s\n", is_cpythons ? "" : "gilscope: ", message.c_str());
  return kBadInput;
}

Result<bool> write_text(const std::string& path, const std::string& text) {
  if (path == "-") {
    print(text);
    return true;
  }
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) return Error{fmt::format("can't write '{}'", path)};
  return true;
}

std::string find_script(const std::string& name) {
  std::error_code error;
  if (fs::exists(name, error) || name.find('/') != std::string::npos) return name;
  const fs::path known = fs::path(scenarios_directory()) / (name.ends_with(".py") ? name : name + ".py");
  return fs::exists(known, error) ? known.string() : name;
}

int command_dis(const Options& options) {
  const auto loaded = load(options);
  if (const int* status = std::get_if<int>(&loaded)) return *status;
  const CodeObject& code = *std::get<Loaded>(loaded).program;
  print(options.dis_json ? disassemble_json(code) + "\n" : disassemble(code));
  return 0;
}

int command_check(const Options& options) {
  const auto loaded = load(options);
  if (const int* status = std::get_if<int>(&loaded)) return *status;
  const auto& [scenario, program, warnings] = std::get<Loaded>(loaded);
  const auto imports = check_imports(scenario, program);
  for (const auto& diagnostic : imports) std::fputs(render(diagnostic).c_str(), stderr);
  if (!imports.empty()) return kBadInput;
  for (const auto& spec : scenario.runtimes)
    if (const auto error = check_runtime(spec)) return complain(fmt::format("{}: {}", scenario.path, error->message));
  print(fmt::format("{}: ok\n", scenario.path));
  return 0;
}

int command_list(const Options& options) {
  if (!options.script.empty()) return show_scenario(find_script(options.script));
  const Style style = detect_style(options.color, STDOUT_FILENO);
  Table table;
  table.header = {"scenario", "cores", "runtimes"};
  for (const auto& path : scripts_in(scenarios_directory())) {
    const auto scenario = load_scenario(path.string());
    if (!scenario) return complain(scenario.error().message);
    print(bold(style, pad_right(scenario->name, 24)) + " " + scenario->title + "\n");
    table.rows.push_back(scenario_row(scenario.value()));
  }
  if (table.rows.empty()) return complain(fmt::format("no scenarios in '{}'", scenarios_directory()));
  print("\n" + dim(style, "gilscope list NAME says what to watch; gilscope compare NAME runs it.") + "\n");
  return 0;
}

}  // namespace gilscope::cli
