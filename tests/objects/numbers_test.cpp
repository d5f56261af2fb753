// int and float against real Python's answers.
#include "sim/objects/float_ops.hpp"
#include "tests/objects/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

std::string text(const Ref& r) { return r ? int_to_text(r) : "null"; }

double hex(const std::string& s) {
  double d = 0;
  REQUIRE(float_from_hex(s, d) == HexResult::Ok);
  return d;
}

}  // namespace

TEST_CASE("int operators agree with Python", "[int]") {
  Objects o;
  for (const auto& row : expected("int_binary")) {
    Ref a = o.integer(row[0]), b = o.integer(row[2]);
    const std::string& op = row[1];
    INFO(row[0] << " " << op << " " << row[2]);
    std::string got;
    if (op == "+") got = text(int_add(o.heap, a, b));
    if (op == "-") got = text(int_sub(o.heap, a, b));
    if (op == "*") got = text(int_mul(o.heap, a, b));
    if (op == "//") got = text(int_floordiv(o.heap, a, b));
    if (op == "%") got = text(int_mod(o.heap, a, b));
    if (op == "&") got = text(int_and(o.heap, a, b));
    if (op == "|") got = text(int_or(o.heap, a, b));
    if (op == "^") got = text(int_xor(o.heap, a, b));
    if (op == "cmp") got = std::to_string(int_compare(a, b) < 0 ? -1 : int_compare(a, b) > 0);
    if (op == "/") {
      double d = 0;
      const Division division = int_true_divide(a, b, d);
      got = division == Division::Ok ? float_hex(d) : "null";
    }
    CHECK(got == (row[3][0] == '!' ? "null" : row[3]));
  }
}

TEST_CASE("int shifts, powers and the rest agree with Python", "[int]") {
  Objects o;
  for (const auto& row : expected("int_shift")) {
    INFO(row[0] << " by " << row[1]);
    Ref a = o.integer(row[0]), n = o.integer(row[1]);
    CHECK(text(int_lshift(o.heap, a, n)) == row[2]);
    CHECK(text(int_rshift(o.heap, a, n)) == row[3]);
  }
  for (const auto& row : expected("int_pow")) CHECK(text(int_pow(o.heap, o.integer(row[0]), o.integer(row[1]))) == row[2]);
  for (const auto& row : expected("int_pow_mod")) {
    INFO(row[0] << " ** " << row[1] << " mod " << row[2]);
    CHECK(text(int_pow_mod(o.heap, o.integer(row[0]), o.integer(row[1]), o.integer(row[2]))) == (row[3][0] == '!' ? "null" : row[3]));
  }
  for (const auto& row : expected("int_misc")) {
    INFO(row[0]);
    Ref a = o.integer(row[0]);
    CHECK(std::to_string(int_hash(a)) == row[1]);
    CHECK(std::to_string(int_bit_length(a)) == row[2]);
    CHECK(std::to_string(int_bit_count(a)) == row[3]);
    CHECK(text(int_round(o.heap, a, -1)) == row[4]);
    CHECK(text(int_round(o.heap, a, -3)) == row[5]);
    CHECK(text(int_round(o.heap, a, -60)) == row[6]);
    double d = 0;
    REQUIRE(to_double(a, d));
    CHECK(float_hex(d) == row[7]);
    for (bool little : {false, true}) {
      std::vector<std::uint8_t> bytes;
      REQUIRE(int_to_bytes(a, 30, little, true, bytes));
      const std::string_view view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      CHECK(bytes_to_hex(view, 0, 0) == row[little ? 9 : 8]);
      CHECK(text(int_from_bytes(o.heap, bytes.data(), bytes.size(), little, true)) == row[0]);
    }
  }
}

TEST_CASE("int() reads text as Python does", "[int]") {
  Objects o;
  for (const auto& row : expected("int_parse")) {
    INFO('"' << row[0] << "\" base " << row[1]);
    Ref s = o.str(row[0]);
    CHECK(text(int_from_text(o.heap, decimal_digits_to_ascii(as_str(s)), std::stoi(row[1]))) == (row[2][0] == '!' ? "null" : row[2]));
  }
}

TEST_CASE("ints stay immediate up to 49 bits and normalize", "[int]") {
  Objects o;
  const std::int64_t limit = std::int64_t{1} << 48;
  Ref big = make_int(o.heap, limit), back = int_sub(o.heap, big, Value::integer(1));
  CHECK(big.get().is_object());
  CHECK(back.get() == Value::integer(limit - 1));
  CHECK(make_int(o.heap, -limit).get().is_integer());
  CHECK(int_lshift(o.heap, Value::integer(1), o.integer("99999999999")).get().is_null());
}

TEST_CASE("float text agrees with Python", "[float]") {
  Objects o;
  for (const auto& row : expected("float_repr")) CHECK(float_text(hex(row[0])) == row[1]);
  for (const auto& row : expected("float_parse")) {
    INFO('"' << row[0] << '"');
    double d = 0;
    Ref s = o.str(row[0]);
    const bool ok = float_from_text(decimal_digits_to_ascii(as_str(s)), d);
    CHECK((ok ? float_hex(d) : "!") == (row[1][0] == '!' ? "!" : row[1]));
  }
  for (const auto& row : expected("float_fromhex")) {
    INFO(row[0]);
    double d = 0;
    const HexResult result = float_from_hex(row[0], d);
    const std::string got = result == HexResult::Ok ? float_hex(d) : result == HexResult::Invalid ? "!ValueError" : "!OverflowError";
    CHECK(got == row[1]);
  }
}

TEST_CASE("float arithmetic agrees with Python", "[float]") {
  Objects o;
  for (const auto& row : expected("float_round")) {
    INFO(row[0] << " to " << row[1]);
    double d = 0;
    const bool ok = float_round(hex(row[0]), std::stoll(row[1]), d);
    CHECK((ok ? float_hex(d) : "!") == (row[2][0] == '!' ? "!" : row[2]));
  }
  for (const auto& row : expected("float_misc")) {
    INFO(row[0]);
    CHECK(std::to_string(static_cast<std::int64_t>(float_hash(hex(row[0])))) == row[1]);
    Ref n, d;
    float_as_ratio(o.heap, hex(row[0]), n, d);
    CHECK(text(n) == row[2]);
    CHECK(text(d) == row[3]);
  }
  for (const auto& row : expected("float_divmod")) {
    INFO(row[0] << " by " << row[1]);
    double q = 0, r = 0;
    float_divmod(hex(row[0]), hex(row[1]), q, r);
    CHECK(float_hex(q) == row[2]);
    CHECK(float_hex(r) == row[3]);
  }
}

TEST_CASE("ints and floats compare exactly", "[float]") {
  Objects o;
  bool unordered = false;
  CHECK(number_compare(o.integer("9007199254740993"), Value::real(9007199254740992.0), unordered) > 0);
  CHECK(number_compare(Value::real(1e300), o.integer("1" + std::string(300, '0')), unordered) > 0);
  CHECK(number_compare(o.integer("-" + std::string(400, '9')), Value::real(-INFINITY), unordered) > 0);
  CHECK(number_equal(Value::true_(), Value::real(1.0)));
  CHECK_FALSE(number_equal(Value::real(NAN), Value::integer(0)));
}
