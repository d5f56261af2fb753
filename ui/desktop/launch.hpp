// Starting the desktop app.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope::desktop {

struct LaunchOptions {
  std::string scenario;                        ///< a file or a name; empty: the one of the last time, else primes
  std::optional<std::vector<std::string>> args;
  std::optional<std::uint32_t> cores;
  std::vector<std::string> runtimes;
  std::string screenshot;                      ///< a PNG to write; then the app leaves
  int width = 0, height = 0;                   ///< 0: as the last time
  std::optional<SimTime> at;                   ///< of the playhead
  std::vector<std::string> panels;             ///< to open
  std::string theme;                           ///< "light", "dark", or as the last time
  std::string script;                          ///< a file of actions
  std::string dump_state;                      ///< a file for the state at the end, as JSON
  std::string link;                            ///< a view to open
};

/// Runs the app until it is left. Returns the exit status; messages go to stderr.
int launch(const LaunchOptions& options);

/// Whether there is a display to open a window on.
bool have_display();

}  // namespace gilscope::desktop
