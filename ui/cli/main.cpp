// gilscope: the command.
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <variant>
#include <vector>

#include "ui/cli/commands.hpp"
#include "ui/cli/desktop_options.hpp"
#include "ui/cli/options.hpp"

namespace {

[[noreturn]] void out_of_memory() {
  std::fflush(nullptr);
  std::fputs("gilscope: out of memory (--max-memory sets a limit for the modeled program)\n", stderr);
  std::_Exit(4);  // a limit was reached
}

}  // namespace

int main(int argc, char** argv) {
  using namespace gilscope::cli;
  std::set_new_handler(out_of_memory);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (const auto status = run_desktop(arguments)) return *status;
  const auto parsed = parse_command_line(arguments);
  if (const auto* leave = std::get_if<ExitNow>(&parsed)) {
    std::fputs(leave->text.c_str(), leave->status == 0 ? stdout : stderr);
    return leave->status;
  }
  const Options& options = std::get<Options>(parsed);
  switch (options.verb) {
    case Verb::Run: return command_run(options);
    case Verb::Compare: return command_compare(options);
    case Verb::Dis: return command_dis(options);
    case Verb::List: return command_list(options);
    case Verb::Check: return command_check(options);
    case Verb::Validate: return command_validate(options);
    case Verb::Calibrate: return command_calibrate(options);
    case Verb::Sensitivity: return command_sensitivity(options);
    case Verb::Runtimes: return command_runtimes(options);
    case Verb::Export: return command_export(options);
    case Verb::Open: return command_open(options);
  }
  return kBadInput;
}
