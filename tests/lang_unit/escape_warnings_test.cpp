// SyntaxWarnings about escapes, compared with what CPython 3.13.0 printed for the same lines.
#include "sim/lang/escape_warnings.hpp"

#include "sim/lang/source.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

std::vector<std::string> warnings_of(const std::string& text) {
  const auto source = Source::from_bytes("x.py", text);
  REQUIRE(source);
  std::vector<std::string> found;
  for (const Diagnostic& d : escape_warnings(source.value())) found.push_back(std::to_string(d.span.line) + ": " + d.message);
  return found;
}

using Strings = std::vector<std::string>;

TEST_CASE("an escape that means nothing is warned about, once per literal") {
  CHECK(warnings_of("y = '\\d \\q'\n") == Strings{"1: invalid escape sequence '\\d'"});
  CHECK(warnings_of("z = ('x'\n   '\\w' 'q\\+' '\\400')\n") ==
        Strings{"2: invalid escape sequence '\\w'", "2: invalid escape sequence '\\+'", "2: invalid octal escape sequence '\\400'"});
  CHECK(warnings_of("y = '''a\nb \\d'''\n") == Strings{"1: invalid escape sequence '\\d'"});
  CHECK(warnings_of("b = b'\\u0041'\n") == Strings{"1: invalid escape sequence '\\u'"});
}

TEST_CASE("f-strings are looked at part by part") {
  CHECK(warnings_of("s = f'{n} \\d {n} \\p' rf'\\d'\n") == Strings{"1: invalid escape sequence '\\d'", "1: invalid escape sequence '\\p'"});
  CHECK(warnings_of("u = f'{n:\\d}'\n") == Strings{"1: invalid escape sequence '\\d'"});
  CHECK(warnings_of("s = f'''\n\\y {n}\n  \\k'''\n") == Strings{"3: invalid escape sequence '\\y'", "3: invalid escape sequence '\\k'"});
}

TEST_CASE("what means something is not warned about") {
  CHECK(warnings_of("a = '\\n\\t\\x41\\u0041\\0\\377\\\\d' r'\\d' b'\\xff' \"\\'\" 'a\\\nb'\n").empty());
  CHECK(warnings_of("a = 1 # \\d\n").empty());
}

}  // namespace
}  // namespace gilscope
