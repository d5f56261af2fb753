// What literals denote. The expectations are what Python 3.13 prints for the same literals.
#include "sim/lang/literals.hpp"

#include <limits>

#include "tests/catch.hpp"

using namespace gilscope;

TEST_CASE("integers become decimal digits", "[lang]") {
  CHECK(number_constant("0")->text == "0");
  CHECK(number_constant("0_0")->text == "0");
  CHECK(number_constant("1_000_000")->text == "1000000");
  CHECK(number_constant("0xFF_ff")->text == "65535");
  CHECK(number_constant("0o17")->text == "15");
  CHECK(number_constant("0B1011")->text == "11");
  CHECK(number_constant("0xdeadbeefdeadbeefdeadbeef")->text == "68915718021581205938132336367");
  CHECK(number_constant("340282366920938463463374607431768211456")->text == "340282366920938463463374607431768211456");
  CHECK(number_constant("0x1e5")->kind == ConstantKind::Int);
}

TEST_CASE("floats round to nearest, overflow to inf and underflow to zero", "[lang]") {
  CHECK(number_constant("1.5")->real == 1.5);
  CHECK(number_constant("1_0.2_5e-1_0")->real == 10.25e-10);
  CHECK(number_constant(".5")->real == 0.5);
  CHECK(number_constant("5.")->real == 5.0);
  CHECK(number_constant("1e400")->real == std::numeric_limits<double>::infinity());
  CHECK(number_constant("1e-400")->real == 0.0);
  CHECK(number_constant("4.9e-324")->real == std::numeric_limits<double>::denorm_min());
}

TEST_CASE("a decimal integer of more than 4300 digits is refused", "[lang]") {
  CHECK(number_constant(std::string(4300, '9')).ok());
  const auto refused = number_constant(std::string(4301, '9'));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.rfind(
            "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits", 0) == 0);
  CHECK(number_constant("0x" + std::string(5000, 'f')).ok());
}

TEST_CASE("imaginary literals are told from hexadecimal ones", "[lang]") {
  CHECK(is_imaginary("1j"));
  CHECK(is_imaginary("1e3J"));
  CHECK_FALSE(is_imaginary("0x1"));
  CHECK_FALSE(is_imaginary("15"));
}

TEST_CASE("escapes of str literals", "[lang]") {
  CHECK(*decode_str_escapes("a\\n\\t\\\\\\'\\\"b") == "a\n\t\\'\"b");
  CHECK(*decode_str_escapes("\\a\\b\\f\\r\\v") == "\a\b\f\r\v");
  CHECK(*decode_str_escapes("\\x41\\u00e9\\U0001F600") == "A\xC3\xA9\xF0\x9F\x98\x80");
  CHECK(*decode_str_escapes("\\0\\12\\1234\\777") == std::string("\0\nS4\xC7\xBF", 6));
  CHECK(*decode_str_escapes("a\\\nb") == "ab");
  CHECK(*decode_str_escapes("\\q\\8") == "\\q\\8");
  CHECK(*decode_str_escapes("\\ud800") == "\xED\xA0\x80");
}

TEST_CASE("escapes of bytes literals", "[lang]") {
  CHECK(*decode_bytes_escapes("\\x00\\xff\\n") == std::string("\0\xFF\n", 3));
  CHECK(*decode_bytes_escapes("\\400\\u0041\\N") == std::string("\0\\u0041\\N", 9));
  CHECK(decode_bytes_escapes("ab\\x1").error().message == "(value error) invalid \\x escape at position 2");
}

TEST_CASE("bad escapes are worded like CPython's codec errors", "[lang]") {
  const std::string codec = "(unicode error) 'unicodeescape' codec can't decode bytes in position ";
  CHECK(decode_str_escapes("ab\\x1").error().message == codec + "2-4: truncated \\xXX escape");
  CHECK(decode_str_escapes("\\u12g").error().message == codec + "0-3: truncated \\uXXXX escape");
  CHECK(decode_str_escapes("\xC3\xA9\\x1").error().message == codec + "10-12: truncated \\xXX escape");
  CHECK(decode_str_escapes("\\U00110000").error().message == codec + "0-9: illegal Unicode character");
  CHECK(decode_str_escapes("\\N").error().message == codec + "0-1: malformed \\N character escape");
  CHECK(decode_str_escapes("\\N{DASH}").error().not_modeled);
}
