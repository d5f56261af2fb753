// str and its encodings against real Python's answers.
#include "tests/objects/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

const std::vector<std::pair<std::string, StrTest>> kTests = {
    {"isalpha", StrTest::Alpha}, {"isalnum", StrTest::Alnum}, {"isascii", StrTest::Ascii}, {"isdecimal", StrTest::Decimal},
    {"isdigit", StrTest::Digit}, {"isnumeric", StrTest::Numeric}, {"isspace", StrTest::Space}, {"isprintable", StrTest::Printable},
    {"islower", StrTest::Lower}, {"isupper", StrTest::Upper}, {"istitle", StrTest::Title}, {"isidentifier", StrTest::Identifier}};
const std::vector<std::pair<std::string, StrCase>> kCases = {
    {"lower", StrCase::Lower}, {"upper", StrCase::Upper}, {"title", StrCase::Title}, {"capitalize", StrCase::Capitalize},
    {"swapcase", StrCase::SwapCase}, {"casefold", StrCase::Fold}};

std::string joined(StrObject* s, const std::vector<StrRange>& parts, Heap& heap) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Ref part = str_substring(heap, s, parts[i].begin, parts[i].end);
    out += (i != 0 ? "|" : "") + to_utf8(part);
  }
  return out;
}

std::string visible_ends(std::string s) {
  for (char& c : s) c = c == '\n' ? 'N' : c == '\r' ? 'R' : c;
  return s;
}

std::string unhex(const std::string& hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return out;
}

/// The tail of Python's message: "in position 0: reason" or "in position 0-1: reason".
std::string where(const CodecError& e, bool whole) {
  const std::string at = e.end > e.start + 1 ? "s in position " + std::to_string(e.start) + "-" + std::to_string(e.end - 1) : " in position " + std::to_string(e.start);
  return whole ? at + ": " + e.reason : e.reason;
}

}  // namespace

TEST_CASE("str methods over sample texts", "[str]") {
  Objects o;
  for (const auto& row : expected("str_methods")) {
    INFO(row[0] << " of '" << row[1] << "'");
    Ref s = o.str(row[1]);
    std::string got;
    for (const auto& [name, test] : kTests) if (name == row[0]) got = str_test(as_str(s), test) ? "True" : "False";
    for (const auto& [name, to] : kCases) if (name == row[0]) got = to_utf8(str_change_case(o.heap, as_str(s), to));
    if (row[0] == "__repr__") got = to_utf8(str_repr(o.heap, as_str(s)));
    CHECK(got == row[2]);
  }
}

TEST_CASE("character classes of every code point", "[str]") {
  Objects o;
  std::u32string everything;
  for (const auto& row : expected("str_all_chars")) {
    for (int c = std::stoi(row[0]); c <= std::stoi(row[1]); ++c) everything += static_cast<char32_t>(c);
  }
  for (const auto& row : expected("str_sums")) {
    INFO(row[0]);
    std::int64_t sum = 0, i = 0;
    for (const auto& [name, test] : kTests) {
      if (name != row[0]) continue;
      for (char32_t c : everything) {
        Ref s = make_char(o.heap, c);
        sum += (i++ % 9973) * str_test(as_str(s), test);
      }
    }
    CHECK(std::to_string(sum) == row[1]);
  }
}

TEST_CASE("split, splitlines, find, count, replace", "[str]") {
  Objects o;
  for (const auto& row : expected("str_split")) {
    INFO('"' << row[0] << "\" by " << row[1] << " at most " << row[2]);
    Ref s = o.str(row[0]), sep = row[1] == "None" ? Ref() : o.str(row[1].substr(1, row[1].size() - 2));
    const StrObject* separator = sep ? as_str(sep) : nullptr;
    CHECK(joined(as_str(s), str_split(as_str(s), separator, std::stoi(row[2])), o.heap) == row[3]);
    CHECK(joined(as_str(s), str_rsplit(as_str(s), separator, std::stoi(row[2])), o.heap) == row[4]);
  }
  for (const auto& row : expected("str_lines")) {
    Ref s = o.str(row[0]);
    CHECK(visible_ends(joined(as_str(s), str_splitlines(as_str(s), false), o.heap)) == row[1]);
    CHECK(visible_ends(joined(as_str(s), str_splitlines(as_str(s), true), o.heap)) == row[2]);
  }
  for (const auto& row : expected("str_find")) {
    INFO(row[0] << " / " << row[1] << " [" << row[2] << ":" << row[3] << "]");
    Ref s = o.str(row[0]), w = o.str(row[1]);
    const std::int64_t a = std::stoi(row[2]), b = std::stoi(row[3]);
    CHECK(std::to_string(str_find(as_str(s), as_str(w), a, b)) == row[4]);
    CHECK(std::to_string(str_rfind(as_str(s), as_str(w), a, b)) == row[5]);
    CHECK(std::to_string(str_count(as_str(s), as_str(w), a, b)) == row[6]);
  }
  for (const auto& row : expected("str_replace")) {
    INFO(row[0] << ": " << row[1] << " -> " << row[2] << " x" << row[3]);
    Ref s = o.str(row[0]), a = o.str(row[1]), b = o.str(row[2]);
    CHECK(to_utf8(str_replace(o.heap, as_str(s), as_str(a), as_str(b), std::stoi(row[3]))) == row[4]);
  }
}

TEST_CASE("padding and stripping", "[str]") {
  Objects o;
  for (const auto& row : expected("str_shape")) {
    INFO(row[0]);
    Ref s = o.str(row[0]), chars = o.str("x-");
    StrObject* t = as_str(s);
    const auto pad = [&](std::size_t width) { return width > t->length ? width - t->length : 0; };
    const auto strip = [&](const StrObject* set, Strip sides) {
      const StrRange r = str_strip(t, set, sides);
      return to_utf8(str_substring(o.heap, t, r.begin, r.end));
    };
    CHECK(to_utf8(str_center(o.heap, t, 7, '*')) == row[1]);
    CHECK(to_utf8(str_center(o.heap, t, 8, '*')) == row[2]);
    CHECK(to_utf8(str_pad(o.heap, t, 0, pad(6), ' ')) + "|" == row[3]);
    CHECK(to_utf8(str_pad(o.heap, t, pad(6), 0, ' ')) == row[4]);
    CHECK(to_utf8(str_zfill(o.heap, t, 6)) == row[5]);
    CHECK(to_utf8(str_expandtabs(o.heap, t, 4)) == row[6]);
    CHECK(strip(nullptr, Strip::Both) == row[7]);
    CHECK(strip(as_str(chars), Strip::Left) == row[8]);
    CHECK(strip(as_str(chars), Strip::Right) == row[9]);
  }
}

TEST_CASE("encoding and decoding", "[str][codec]") {
  Objects o;
  for (const auto& row : expected("encode")) {
    INFO(row[0] << " as " << row[1] << ", " << row[2]);
    Ref s = o.str(row[0]);
    const auto got = str_encode(as_str(s), find_encoding(row[1]), row[2]);
    if (row[3].starts_with("!LookupError")) continue;
    if (row[3][0] == '!') {
      REQUIRE_FALSE(got);
      CHECK(row[3].ends_with(where(got.error(), true)));
    } else {
      REQUIRE(got);
      CHECK(bytes_to_hex(*got, 0, 0) == row[3]);
    }
  }
  for (const auto& row : expected("decode")) {
    INFO(row[0] << " as " << row[1] << ", " << row[2]);
    const auto got = str_decode(unhex(row[0]), find_encoding(row[1]), row[2]);
    if (row[3][0] == '!') {
      REQUIRE_FALSE(got);
      CHECK(row[3].ends_with(where(got.error(), true)));
    } else {
      REQUIRE(got);
      CHECK(to_utf8(make_str(o.heap, std::u32string_view(*got))) == row[3]);
    }
  }
}

TEST_CASE("strings are stored as narrowly as they can be", "[str]") {
  Objects o;
  CHECK(as_str(o.str("abc"))->kind == 1);
  CHECK(as_str(o.str("é"))->kind == 1);
  CHECK(as_str(o.str("日"))->kind == 2);
  Ref wide = o.str("a日b");
  CHECK(as_str(str_substring(o.heap, as_str(wide), 0, 1))->kind == 1);
  Ref astral = o.str("x\U0001F600y日z");
  CHECK(as_str(astral)->kind == 4);
  Ref part = str_substring(o.heap, as_str(astral), 2, 5);
  CHECK(as_str(part)->kind == 2);
  CHECK(to_utf8(part) == "y日z");
  Ref parts[] = {o.str("a"), o.str("日"), o.str("é")};
  const Value items[] = {parts[0], parts[1], parts[2]};
  CHECK(to_utf8(str_join(o.heap, as_str(o.str(", ")), items, 3)) == "a, 日, é");
}

TEST_CASE("the empty string and Latin-1 characters exist once", "[str]") {
  Objects o;
  Ref text = o.str("banana é"), wide = o.str("日a");
  CHECK(str_substring(o.heap, as_str(text), 1, 2).get() == o.str("a").get());
  CHECK(make_char(o.heap, U'a').get() == Value(intern(o.heap, "a")));
  CHECK(str_substring(o.heap, as_str(text), 7, 8).get() == make_char(o.heap, 0xE9).get());
  CHECK(str_substring(o.heap, as_str(wide), 1, 2).get() == o.str("a").get());
  CHECK(o.str("").get() == str_substring(o.heap, as_str(text), 3, 3).get());
  CHECK(o.str("日").get() != o.str("日").get());
}

TEST_CASE("interning gives one object per text", "[str]") {
  Objects o;
  StrObject* a = intern(o.heap, "name");
  Ref other = o.str("name");
  CHECK(intern(o.heap, as_str(other)) == a);
  CHECK(str_hash(as_str(other)) == str_hash(a));
  CHECK(str_equal(a, as_str(other)));
  Ref fresh = o.str("fresh");
  CHECK(intern(o.heap, as_str(fresh)) == as_str(fresh));
  CHECK(intern(o.heap, "fresh") == as_str(fresh));
}
