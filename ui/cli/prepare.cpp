#include "ui/cli/prepare.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "ui/cli/commands.hpp"

namespace gilscope::cli {

std::variant<Loaded, int> load(const Options& options) {
  auto scenario = load_scenario(find_script(options.script));
  if (!scenario) return complain(scenario.error().message);
  std::string warnings;
  auto program = compile_program(scenario.value(), &warnings);
  if (!program) {
    std::fputs(render(program.error()).c_str(), stderr);
    return options.quiet && program.error().kind != "NotModeled" ? 1 : kBadInput;
  }
  return Loaded{std::move(scenario).value(), std::move(program).value(), std::move(warnings)};
}

RunOptions run_options(const Options& options, const std::string& warnings) {
  RunOptions run;
  run.warnings = warnings;
  run.args = options.args;
  if (!options.cores.empty()) run.cores = options.cores.front();
  if (!options.runtimes.empty()) run.runtime = options.runtimes.front();
  run.x_gil = options.x_gil;
  if (const char* gil = std::getenv("PYTHON_GIL")) run.python_gil = gil;
  run.what_ifs = options.what_ifs;
  if (const char* tlbc = std::getenv("PYTHON_TLBC"); tlbc != nullptr && std::string_view(tlbc) == "0") run.what_ifs.push_back("no-tlbc");
  run.seed = options.seed;
  run.max_time = options.max_time;
  run.max_memory = options.max_memory;
  run.model_file = options.model_file;
  return run;
}

Style style_of(const Options& options) {
  Style style = detect_style(options.color, STDOUT_FILENO);
  if (options.width > 0) style.width = options.width;
  return style;
}

int complain_of_writing(const std::string& message) {
  std::fprintf(stderr, "gilscope: %s\n", message.c_str());
  return kCannotWrite;
}

}  // namespace gilscope::cli
