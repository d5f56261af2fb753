// The broad set: several hundred programs in one text, a few lines each, because a folder of as many scripts nobody
// reads.
//
//   name: what it does
//   m  a line at module level
//   s  a line before the loop, in the function that each thread runs
//   b  a line of the loop's body
//
// They become scripts of the same shape as the ones in files: body(number, repeat), REPEAT, timing.measure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.hpp"

namespace gilscope {

struct TableProgram {
  std::string name;
  std::string source;
};

/// Every program of the text, in its order. Error: line, what is wrong. `path` is for the message.
Result<std::vector<TableProgram>> parse_program_table(const std::string& path, std::string_view text);

}  // namespace gilscope
