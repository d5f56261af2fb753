// The state of the view as a short text that another copy of the app opens: gilscope:open=primes&args=20000+8&cores=8&at=5ms&...
#pragma once

#include <string>
#include <vector>

#include "sim/base/result.hpp"
#include "ui/desktop/actions.hpp"

namespace gilscope::desktop {

/// Bundled scenarios go by their name, others by their path. An edited program is not in it: it says so with "&edited".
std::string make_link(const AppState& state);
/// The actions that bring the view about. Error: what is wrong with the text.
Result<std::vector<Action>> open_link(const std::string& link);

}  // namespace gilscope::desktop
