// The block that render() prints. The carets are those of Python's traceback module.
#include "sim/base/diagnostic.hpp"

#include "tests/catch.hpp"

using gilscope::Diagnostic;
using gilscope::render;

namespace {

Diagnostic on_line(const std::string& line, int column, int end_column) {
  Diagnostic d;
  d.file = "x.py";
  d.span = {3, column, 3, end_column};
  d.message = "invalid syntax";
  d.source_line = line;
  return d;
}

}  // namespace

TEST_CASE("carets stand under the span, behind the stripped indentation", "[base]") {
  CHECK(render(on_line("    a = b c", 10, 11)) ==
        "  File \"x.py\", line 3\n    a = b c\n          ^\nSyntaxError: invalid syntax\n");
  CHECK(render(on_line("f(a b)", 2, 5)) ==
        "  File \"x.py\", line 3\n    f(a b)\n      ^^^\nSyntaxError: invalid syntax\n");
}

TEST_CASE("an empty or backward span is one caret; a span past the line end is cut", "[base]") {
  CHECK(render(on_line("abc", 1, 1)) == "  File \"x.py\", line 3\n    abc\n     ^\nSyntaxError: invalid syntax\n");
  CHECK(render(on_line("abc", 3, 9)) == "  File \"x.py\", line 3\n    abc\n       ^\nSyntaxError: invalid syntax\n");
}

TEST_CASE("a span over several lines is marked to the end of its first line", "[base]") {
  Diagnostic d = on_line("f(a", 2, 0);
  d.span.end_line = 5;
  CHECK(render(d) == "  File \"x.py\", line 3\n    f(a\n      ^\nSyntaxError: invalid syntax\n");
}

TEST_CASE("columns are characters, and tabs keep the carets aligned", "[base]") {
  CHECK(render(on_line("é = 日 x", 6, 7)) ==
        "  File \"x.py\", line 3\n    é = 日 x\n          ^\nSyntaxError: invalid syntax\n");
  CHECK(render(on_line("a\tb c", 4, 5)) ==
        "  File \"x.py\", line 3\n    a\tb c\n     \t  ^\nSyntaxError: invalid syntax\n");
}

TEST_CASE("no carets without a column, no excerpt without a line, a hint if there is one", "[base]") {
  CHECK(render(on_line("abc", -1, -1)) == "  File \"x.py\", line 3\n    abc\nSyntaxError: invalid syntax\n");
  CHECK(render(on_line("", 0, 1)) == "  File \"x.py\", line 3\nSyntaxError: invalid syntax\n");
  Diagnostic d;
  d.kind = "NotModeled";
  d.message = "complex numbers are not modeled";
  d.hint = "use floats";
  CHECK(render(d) == "NotModeled: complex numbers are not modeled\nhint: use floats\n");
}
