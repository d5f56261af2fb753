// Lines of words: splitting them, with quotes, and quoting words so that they survive it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.hpp"

namespace gilscope::desktop {

/// Splits at blanks. A word in double quotes may hold anything, with \" \\ \n \t. Error: a quote without its end.
Result<std::vector<std::string>> split_words(std::string_view line);
/// The word as it is if it is plain, else quoted.
std::string quote_word(std::string_view word);

}  // namespace gilscope::desktop
