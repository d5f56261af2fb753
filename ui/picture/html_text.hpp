// Words and numbers of the HTML report.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/sim_time.hpp"

namespace gilscope::picture {

/// Text for HTML, also within attributes: & < > " ' are escaped, control characters and broken UTF-8 become U+FFFD.
std::string escape_html(std::string_view text);
/// JSON that may stand inside a script element: no "<", no line separators.
std::string escape_script(std::string json);

/// "12,345,678".
std::string grouped(std::uint64_t n);
/// 0.534 -> "53 %"; "<1 %", "0 %", and "99.9 %" rather than a 100 % that is none.
std::string percent(double share);
/// A factor with two significant digits and what is enough to read it: "7.1", "12", "0.31".
std::string factor(double x);
/// "1 core", "8 cores".
std::string counted(std::uint64_t n, std::string_view one);

}  // namespace gilscope::picture
