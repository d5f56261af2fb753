#include "sim/vm/carets.hpp"

#include "tests/catch.hpp"

using namespace gilscope;

namespace {

/// The segment with the anchored part replaced by '^' and the rest by '~'; "" = no anchors.
std::string marks(const std::u32string& segment) {
  const auto anchors = find_anchors(segment);
  if (!anchors) return "";
  std::string out(segment.size(), '~');
  for (std::size_t i = anchors->left; i < anchors->right; ++i) out[i] = '^';
  return out;
}

std::vector<std::u32string> lines(std::initializer_list<std::u32string> text) { return text; }

}  // namespace

TEST_CASE("the operator of an operation, the brackets of a subscript or call are marked") {
  CHECK(marks(U"a + b") == "~~^~~");
  CHECK(marks(U"a * b + c // d") == "~~~~~~^~~~~~~~");
  CHECK(marks(U"a - b - c") == "~~~~~~^~~");
  CHECK(marks(U"a ** b ** c") == "~~^^~~~~~~~");
  CHECK(marks(U"-a + -b") == "~~~^~~~");
  CHECK(marks(U"(a + b) * 'x + y'") == "~~~~~~~~^~~~~~~~~");
  CHECK(marks(U"d[k][j]") == "~~~~^^^");
  CHECK(marks(U"f(x)(1, 2)") == "~~~~^^^^^^");
  CHECK(marks(U"a.b(c[1])") == "~~~^^^^^^");
}

TEST_CASE("other expressions have no anchors") {
  for (const auto* text : {U"name", U"a.b", U"-a", U"not f(x)", U"a < b", U"a and f(b)", U"x if y else f(z)", U"lambda: f(x)", U"(a)", U"[1, 2]", U"'a(b)'", U"-a ** b"}) {
    CHECK_FALSE(find_anchors(text).has_value());
  }
}

TEST_CASE("marks stand under the source line, which loses its indentation") {
  CHECK(marked_lines(lines({U"        return a + b"}), 15, 20) == "    return a + b\n           ~~^~~\n");
  CHECK(marked_lines(lines({U"  f(1)"}), 2, 6) == "    f(1)\n    ~^^^\n");
  // The whole statement is one name: nothing to point at.
  CHECK(marked_lines(lines({U"undefined"}), 0, 9) == "    undefined\n");
  // No columns known.
  CHECK(marked_lines(lines({U"  x = 1"}), -1, -1) == "    x = 1\n");
}

TEST_CASE("a statement that is nothing but a call of a name shows no marks") {
  CHECK(marked_lines(lines({U"    return int(text)"}), 11, 20) == "    return int(text)\n");
  CHECK(marked_lines(lines({U"value = int(text)"}), 8, 17) == "    value = int(text)\n");
  CHECK(marked_lines(lines({U"value = 1 + int(text)"}), 12, 21) == "    value = 1 + int(text)\n                ~~~^^^^^^\n");
}

TEST_CASE("of a long call the lines around its brackets are shown") {
  CHECK(marked_lines(lines({U"f(", U"    1,", U"    2,", U"    3,", U"    4,", U")"}), 0, 1) ==
        "    f(\n    ~^\n        1,\n        ^^\n    ...<2 lines>...\n        4,\n        ^^\n    )\n    ^\n");
}
