// Shared by the tests of sim/lang.
#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "sim/lang/ast.hpp"
#include "sim/lang/parser.hpp"
#include "sim/lang/source.hpp"

namespace gilscope::test {

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string lang_file(const std::string& name) { return std::string(GILSCOPE_TESTS_DIR) + "/lang_unit/" + name; }

inline std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (auto next = text.find(separator); next != std::string::npos;
       at = next + separator.size(), next = text.find(separator, at)) {
    parts.push_back(text.substr(at, next - at));
  }
  parts.push_back(text.substr(at));
  return parts;
}

/// Parses a text; the tree or the error.
inline Result<std::unique_ptr<ast::Module>, Diagnostic> parse_text(const std::string& text) {
  auto source = Source::from_bytes("case.py", text);
  if (!source) return source.error();
  return parse(*source);
}

}  // namespace gilscope::test
