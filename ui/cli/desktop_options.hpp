// The part of the command line that opens the desktop app: `gilscope`, `gilscope app`, `gilscope --screenshot ...`, `gilscope --script ...`.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gilscope::cli {

/// Runs the app if the arguments ask for it, and returns its exit status. nullopt: they are for the other commands.
std::optional<int> run_desktop(const std::vector<std::string>& arguments);

}  // namespace gilscope::cli
