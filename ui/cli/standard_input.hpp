// Our standard input as the program's. It is read line by line, when a program asks; several runs of a comparison see the same lines.
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace gilscope::cli {

class StandardInput {
 public:
  StandardInput();
  /// For RunOptions::input: the lines from the first one on. Each run needs a reader of its own.
  std::function<std::string()> reader();

 private:
  struct Lines;
  std::shared_ptr<Lines> lines_;
};

}  // namespace gilscope::cli
