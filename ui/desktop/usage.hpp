// What a script's docstring says about its command line: `primes.py [LIMIT [WORKERS]]`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "sim/session/scenario.hpp"

namespace gilscope::desktop {

/// Which positional argument is the number of threads: one named WORKERS or THREADS in the docstring's line of usage.
std::optional<std::size_t> threads_argument(const Scenario& scenario);

}  // namespace gilscope::desktop
