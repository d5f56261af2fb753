// Syntax errors: kind, message, place and carets are those of Python 3.13.0 (errors/expected.txt, see regenerate.py).
#include "tests/catch.hpp"
#include "tests/lang_unit/support.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

/// "line:column-end_line:end_column" as regenerate.py writes it.
std::string place(Span span) {
  if (span.end_line == span.line && span.end_column <= span.column) span.end_column = span.column;
  return std::to_string(span.line) + ":" + std::to_string(span.column) + "-" + std::to_string(span.end_line) + ":" +
         std::to_string(span.end_column);
}

struct NotModeledCase {
  const char* text;
  const char* message;
  int line;
  int column;
};

}  // namespace

TEST_CASE("syntax errors read like CPython's", "[lang]") {
  const auto cases = split(read_file(lang_file("errors/cases.txt")), "=====\n");
  const auto expected = split(read_file(lang_file("errors/expected.txt")), "=====\n");
  REQUIRE(cases.size() >= 400);
  REQUIRE(cases.size() == expected.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO(cases[i]);
    const auto module = parse_text(cases[i]);
    REQUIRE_FALSE(module.ok());
    Diagnostic error = module.error();
    error.hint.clear();
    CHECK(place(error.span) + "\n" + render(error) == expected[i]);
  }
}

TEST_CASE("valid Python without a model is refused with a hint", "[lang]") {
  const NotModeledCase cases[] = {
      {"async def f(): pass\n", "'async' is not modeled", 1, 0},
      {"def f():\n    await x\n", "'await' is not modeled", 2, 4},
      {"async with a: pass\n", "'async' is not modeled", 1, 0},
      {"@d\nasync def f(): pass\n", "'async' is not modeled", 2, 0},
      {"[x async for x in y]\n", "asynchronous comprehensions are not modeled", 1, 3},
      {"f(x async for x in y)\n", "asynchronous comprehensions are not modeled", 1, 4},
      {"match x:\n    case 1: pass\n", "the 'match' statement is not modeled", 1, 0},
      {"match (a, b), *c:\n    case _:\n        pass\n", "the 'match' statement is not modeled", 1, 0},
      {"type X = int\n", "the 'type' statement is not modeled", 1, 0},
      {"type X[T] = int\n", "the 'type' statement is not modeled", 1, 0},
      {"def f[T](x: T): pass\n", "type parameters are not modeled", 1, 5},
      {"class A[T]: pass\n", "type parameters are not modeled", 1, 7},
      {"try: pass\nexcept* E: pass\n", "'except*' is not modeled", 2, 0},
      {"x = 1 + 2j\n", "complex numbers are not modeled", 1, 8},
      {"x = '\\N{BULLET}'\n", "the escape \\N{BULLET} is not modeled", 1, 4},
      {"x = f'{y} \\N{BULLET}'\n", "the escape \\N{BULLET} is not modeled", 1, 9},
      {"# coding: latin-1\nx = 1\n", "the source encoding 'latin-1' is not modeled", 1, -1},
  };
  for (const NotModeledCase& c : cases) {
    INFO(c.text);
    const auto module = parse_text(c.text);
    REQUIRE_FALSE(module.ok());
    const Diagnostic& error = module.error();
    CHECK(error.kind == "NotModeled");
    CHECK(error.message == c.message);
    CHECK(error.span.line == c.line);
    CHECK(error.span.column == c.column);
    CHECK_FALSE(error.hint.empty());
  }
}

TEST_CASE("soft keywords are names where they are no statements", "[lang]") {
  for (const char* text :
       {"match = 1\n", "match.x = 1\n", "match(x)\n", "match[x] = 1\n", "match: int\n", "type = 2\n", "type(x)\n",
        "case = _ = match\n", "print(match, case, type, _)\n", "match * case\n", "def match(type, case): return _\n",
        "match = {\n    case: 1}\n", "from type import match as case\n"}) {
    INFO(text);
    CHECK(parse_text(text).ok());
  }
}

TEST_CASE("a repeated keyword argument is an error only in a text that parses", "[lang]") {
  const auto repeated = parse_text("f(a=1, b=2, a=3)\n");
  REQUIRE_FALSE(repeated.ok());
  CHECK(repeated.error().message == "keyword argument repeated: a");
  CHECK(repeated.error().span.column == 12);
  CHECK(repeated.error().span.end_column == 15);
  CHECK(parse_text("f(a=1, a=2)\nx y\n").error().message == "invalid syntax");
  CHECK(parse_text("f(a=1, **x, **y)\n").ok());
}

TEST_CASE("bytes that are no source text", "[lang]") {
  CHECK(parse_text(std::string("x = 1\ny = \0\n", 12)).error().message == "source code cannot contain null bytes");
  const auto invalid = parse_text("x = 1\ny = '\xe9'\n");
  REQUIRE_FALSE(invalid.ok());
  CHECK(invalid.error().span.line == 2);
  CHECK(invalid.error().message.rfind("Non-UTF-8 code starting with '\\xe9' in file case.py on line 2", 0) == 0);
  CHECK(parse_text("x = '\xed\xa0\x80'\n").error().kind == "SyntaxError");  // a surrogate in UTF-8
}

TEST_CASE("nesting is limited by a diagnostic, not by the stack", "[lang]") {
  const auto repeat = [](const std::string& s, int n) {
    std::string all;
    for (int i = 0; i < n; ++i) all += s;
    return all;
  };
  CHECK(parse_text(repeat("(", 199) + "1" + repeat(")", 199) + "\n").ok());
  CHECK(parse_text(repeat("(", 5000) + "\n").error().message == "too many nested parentheses");
  CHECK(parse_text(repeat("[", 201) + repeat("]", 201) + "\n").error().message == "too many nested parentheses");
  for (const std::string& text :
       {repeat("-", 50000) + "1", repeat("not ", 50000) + "1", repeat("1**", 50000) + "1",
        repeat("lambda:", 50000) + "1", repeat("1 if 1 else ", 50000) + "1", repeat("1+", 50000) + "1",
        "a" + repeat(".b", 50000), "f" + repeat("()", 50000), "if 1: a\n" + repeat("elif 1: a\n", 5000)}) {
    const auto module = parse_text(text + "\n");
    INFO(text.substr(0, 20));
    REQUIRE_FALSE(module.ok());
    CHECK(module.error().message == "source nested this deeply is not modeled");
  }
  std::string blocks;
  for (int i = 0; i < 101; ++i) blocks += std::string(static_cast<std::size_t>(i), ' ') + "if x:\n";
  CHECK(parse_text(blocks).error().message == "too many levels of indentation");
}

TEST_CASE("looking for the mistake takes no more than polynomial time in nested brackets", "[lang]") {
  const auto repeat = [](const std::string& s, int n) {
    std::string all;
    for (int i = 0; i < n; ++i) all += s;
    return all;
  };
  CHECK(parse_text(repeat("(", 150) + "a b" + repeat(")", 150) + "\n").error().message ==
        "invalid syntax. Perhaps you forgot a comma?");
  CHECK(parse_text(repeat("{1:", 150) + "a b" + repeat("}", 150) + "\n").error().message ==
        "invalid syntax. Perhaps you forgot a comma?");
  CHECK(parse_text(repeat("f([{1:(", 40) + "+" + repeat(")}])", 40) + "\n").error().message == "invalid syntax");
  CHECK(parse_text(repeat("f(a=1,", 150) + "b" + repeat(")", 150) + "\n").error().message ==
        "positional argument follows keyword argument");
}
