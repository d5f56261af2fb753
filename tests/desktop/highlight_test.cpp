#include "ui/desktop/highlight.hpp"

#include "tests/catch.hpp"
#include "ui/desktop/source_panel.hpp"

namespace gilscope::desktop {
namespace {

TextClass class_at(const std::string& text, const std::string& piece) {
  const std::size_t at = text.find(piece);
  REQUIRE(at != std::string::npos);
  for (const HighlightedLine& line : highlight(text)) {
    if (at < line.begin || at >= line.end) continue;
    for (const Stretch& s : line.stretches)
      if (at >= line.begin + s.begin && at < line.begin + s.end) return s.kind;
  }
  FAIL("not in any stretch: " << piece);
  return TextClass::Plain;
}

void check_covers(const std::string& text) {
  const auto lines = highlight(text);
  std::size_t at = 0;
  for (const HighlightedLine& line : lines) {
    CHECK(line.begin == at);
    std::uint32_t column = 0;
    for (const Stretch& s : line.stretches) {
      CHECK(s.begin == column);
      CHECK(s.end > s.begin);
      column = s.end;
    }
    CHECK(column == line.end - line.begin);
    at = line.end + 1;
  }
  CHECK(at == text.size() + 1);
}

TEST_CASE("each kind of word has its colour class") {
  const std::string text =
      "import time  # the clock\n"
      "@cached\n"
      "def work(n):\n"
      "    \"\"\"Does it.\"\"\"\n"
      "    for i in range(10):\n"
      "        total = n + 0x1F if n else None\n"
      "    print(f\"{total} done\")\n";
  CHECK(class_at(text, "import") == TextClass::Keyword);
  CHECK(class_at(text, "# the clock") == TextClass::Comment);
  CHECK(class_at(text, "cached") == TextClass::Decorator);
  CHECK(class_at(text, "work") == TextClass::Definition);
  CHECK(class_at(text, "Does it") == TextClass::String);
  CHECK(class_at(text, "range") == TextClass::Builtin);
  CHECK(class_at(text, "0x1F") == TextClass::Number);
  CHECK(class_at(text, "None") == TextClass::Constant);
  CHECK(class_at(text, " done") == TextClass::String);
  CHECK(class_at(text, "total} done") == TextClass::Plain);
  check_covers(text);
}

TEST_CASE("a text that is no Python yet is coloured as far as it goes, and covered to its end") {
  for (const char* text : {"", "\n", "x = (1\n# note\ny = 2", "s = 'open\nprint(s)\n", "$ what\n", "def f(:\n", "    x\n  y\n", "\xC3\xA4 = 'ü'\n"}) {
    INFO(text);
    check_covers(text);
  }
  CHECK(class_at("x = (1\n# note\n", "# note") == TextClass::Comment);
  CHECK(class_at("s = 'open\n# later\n", "# later") == TextClass::Comment);
}

TEST_CASE("lines around an edit keep their marks") {
  const std::string ran = "a\nb\nc\nd\n";
  const auto lines = [&](const std::string& edited) {
    const LineMap map(ran, edited);
    std::vector<std::uint32_t> now;
    for (std::uint32_t line = 1; line <= 4; ++line) now.push_back(map.edited(line));
    return now;
  };
  CHECK(lines(ran) == std::vector<std::uint32_t>{1, 2, 3, 4});
  CHECK(lines("a\nB\nc\nd\n") == std::vector<std::uint32_t>{1, 0, 3, 4});
  CHECK(lines("a\nb\nnew\nc\nd\n") == std::vector<std::uint32_t>{1, 2, 4, 5});
  CHECK(lines("a\nd\n") == std::vector<std::uint32_t>{1, 0, 0, 2});
  CHECK(lines("") == std::vector<std::uint32_t>{0, 0, 0, 0});
  CHECK(lines("x") == std::vector<std::uint32_t>{0, 0, 0, 0});
}

}  // namespace
}  // namespace gilscope::desktop
