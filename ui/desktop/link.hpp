// The state of the view as a short text that another copy of the app opens: gilscope:open=primes&args=20000+8&cores=8&at=5ms&...
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/base/result.hpp"
#include "ui/desktop/actions.hpp"

namespace gilscope::desktop {

/// A link with an edited program is at most so long: mail and chat programs cut longer ones.
inline constexpr std::size_t kLongestLink = 8000;

/// Bundled scenarios go by their name, others by their path. An edited program travels along where it fits into kLongestLink; where it does not,
/// the link shows the file's text and ends with "&edited".
std::string make_link(const AppState& state);
bool lacks_program(const std::string& link);
/// The actions that bring the view about. Error: what is wrong with the text.
Result<std::vector<Action>> open_link(const std::string& link);

}  // namespace gilscope::desktop
