// The tree of every corpus file equals CPython 3.13's, positions included.
#include <algorithm>
#include <filesystem>

#include "sim/lang/ast_dump.hpp"
#include "tests/catch.hpp"
#include "tests/lang_unit/support.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

std::vector<std::filesystem::path> corpus() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(lang_file("corpus"))) {
    if (entry.path().extension() == ".py") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("the corpus parses to CPython's trees", "[lang]") {
  const auto files = corpus();
  REQUIRE(files.size() >= 10);
  for (const auto& path : files) {
    INFO(path.filename().string());
    auto expected_path = path;
    expected_path.replace_extension(".ast");
    const auto expected = split(read_file(expected_path.string()), "\n");
    const auto module = parse_text(read_file(path.string()));
    REQUIRE(module.ok());
    const auto& body = (*module)->body;
    REQUIRE(body.size() + 1 == expected.size());
    for (std::size_t i = 0; i < body.size(); ++i) CHECK(ast::dump(*body[i]) == expected[i]);
  }
}

TEST_CASE("a tree does not depend on line ends, a BOM or a missing last newline", "[lang]") {
  const std::string text = read_file(lang_file("corpus/threads.py"));
  std::string crlf, cr;
  for (const char c : text) {
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    cr += c == '\n' ? '\r' : c;
  }
  const std::string expected = ast::dump(**parse_text(text));
  CHECK(ast::dump(**parse_text(crlf)) == expected);
  CHECK(ast::dump(**parse_text(cr)) == expected);
  CHECK(ast::dump(**parse_text("\xEF\xBB\xBF" + text)) == expected);
  CHECK(ast::dump(**parse_text(text.substr(0, text.size() - 1))) == expected);
}

TEST_CASE("every damaged corpus file parses or yields an error with a place in the text", "[lang]") {
  for (const auto& path : corpus()) {
    const std::string text = read_file(path.string());
    for (std::size_t at = 0; at < text.size(); at += 7) {
      std::string damaged = text;
      damaged.erase(at, 3);
      const auto module = parse_text(damaged);
      if (module.ok()) continue;
      const Diagnostic& error = module.error();
      INFO(path.filename().string() << " without bytes " << at << " to " << at + 2 << ": " << error.message);
      const auto lines = static_cast<int>(std::count(damaged.begin(), damaged.end(), '\n')) + 1;
      CHECK(error.span.line >= 1);
      CHECK(error.span.line <= lines);
      CHECK(error.span.end_line >= error.span.line);
      CHECK_FALSE(error.message.empty());
    }
  }
}
