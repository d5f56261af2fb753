// format() and % against real Python's answers, messages included.
#include "sim/objects/float_ops.hpp"
#include "sim/objects/format_spec.hpp"
#include "sim/objects/percent_format.hpp"
#include "tests/objects/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

std::string shown(const OpResult<std::string>& r) {
  if (r) return *r;
  return std::string("!") + (r.error().kind == Exc::OverflowError ? "OverflowError" : "ValueError") + ": " + r.error().message;
}

double hex(const std::string& s) {
  double d = 0;
  REQUIRE(float_from_hex(s, d) == HexResult::Ok);
  return d;
}

}  // namespace

TEST_CASE("format(float, spec)", "[format]") {
  Objects o;
  for (const auto& row : expected("float_format")) {
    INFO(row[0] << " with '" << row[1] << "'");
    Ref spec = o.str(row[1]);
    CHECK(shown(format_float(hex(row[0]), as_str(spec), "float")) == row[2]);
  }
}

TEST_CASE("format(int, spec)", "[format]") {
  Objects o;
  for (const auto& row : expected("int_format")) {
    INFO(row[0] << " with '" << row[1] << "'");
    Ref spec = o.str(row[1]), v = o.integer(row[0]);
    CHECK(shown(format_int(v, as_str(spec), "int")) == row[2]);
  }
}

TEST_CASE("format(str, spec)", "[format]") {
  Objects o;
  for (const auto& row : expected("str_format")) {
    INFO(row[0] << " with '" << row[1] << "'");
    Ref spec = o.str(row[1]), s = o.str(row[0]);
    CHECK(shown(format_text(as_str(s), as_str(spec), "str")) == row[2]);
  }
}

TEST_CASE("printf-style numbers", "[format]") {
  Objects o;
  for (const std::string table : {"percent_int", "percent_float"}) {
    for (const auto& row : expected(table)) {
      INFO(row[1] << " of " << row[0]);
      Ref s = o.str(row[1]);
      const auto spec = parse_percent(as_str(s), 0);
      REQUIRE(spec);
      const std::string got = table == "percent_int" ? percent_int(o.integer(row[0]), *spec) : percent_float(hex(row[0]), *spec);
      CHECK(got + row[1].substr(spec->end) == row[2]);
    }
  }
  const auto incomplete = [&](const char* text) { Ref s = o.str(text); return parse_percent(as_str(s), 0).error().message; };
  CHECK(incomplete("%") == "incomplete format");
  CHECK(incomplete("%(a") == "incomplete format key");
}
