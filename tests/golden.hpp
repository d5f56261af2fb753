// Golden files: text that a test compares with tests/golden/NAME. Setting GILSCOPE_UPDATE_GOLDEN=1 rewrites them instead.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/catch.hpp"

namespace gilscope::testing {

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline void check_golden(const std::string& name, const std::string& actual) {
  const std::string path = std::string(GILSCOPE_TESTS_DIR) + "/golden/" + name;
  if (std::getenv("GILSCOPE_UPDATE_GOLDEN")) std::ofstream(path, std::ios::binary) << actual;
  INFO("golden file " << path);
  CHECK(actual == read_file(path));
}

}  // namespace gilscope::testing
