// SVG that any reader takes: well-formed, where it should be, small, and in words for those who listen.
#include "tests/catch.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "tests/picture/xml_check.hpp"
#include "ui/picture/svg_canvas.hpp"
#include "ui/picture/text_metrics.hpp"
#include "ui/picture/utf8.hpp"

namespace {

using namespace gilscope;
using namespace gilscope::picture;
using scene::Color;
using scene::Pattern;
using scene::Point;

constexpr Color kRed{255, 0, 0}, kBlue{0, 0, 255}, kWhite{255, 255, 255};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

TEST_CASE("an SVG document is well-formed and says what it shows") {
  SvgCanvas c(200, 100, kWhite);
  c.begin_group("Thread \"T<1>\" & co", "runs for 5 ms");
  const Point points[] = {{1, 2}, {30, 40}, {5, 60}};
  c.fill_rect({10, 10, 50, 20}, kRed);
  c.fill_rect({10, 40, 50, 20}, kRed.with_alpha(0.5), 4);
  c.fill_pattern({10, 10, 50, 20}, Pattern::Rising, kBlue);
  c.stroke_rect({70, 10, 50, 20}, kBlue, 2, 3);
  c.line({0, 0}, {50, 33}, kBlue, 1.5f);
  c.polyline(points, kBlue, 2);
  c.fill_polygon(points, kBlue);
  c.fill_circle({100, 50}, 5, kBlue);
  c.stroke_circle({100, 50}, 7, kBlue);
  c.text({5, 90}, "a < b & \"c\" \x01\xFF", {kBlue, 12, scene::Font::Bold, scene::Align::Center});
  c.end_group();
  const auto svg = c.document("Primes & more", "Eight <cores>");
  const auto xml = test::parse_xml(svg);
  INFO(svg << "\n" << xml.error);
  REQUIRE(xml.error.empty());
  CHECK(xml.text_of("title") == "Primes & more");
  CHECK(xml.text_of("desc") == "Eight <cores>");
  CHECK(svg.find("aria-labelledby=\"title\"") != std::string::npos);
  CHECK(svg.find("role=\"graphics-document document\"") != std::string::npos);
  CHECK(svg.find("<title>Thread &quot;T&lt;1&gt;&quot; &amp; co</title>") != std::string::npos);
  CHECK(svg.find("<desc>runs for 5 ms</desc>") != std::string::npos);
  CHECK(svg.find("viewBox=\"0 0 200 100\"") != std::string::npos);
  CHECK(svg.find("http://") == svg.find("http://www.w3.org/2000/svg"));  // nothing is loaded from anywhere
  CHECK(count(svg, "http") == 1);
}

TEST_CASE("groups in which nothing is drawn leave nothing behind") {
  SvgCanvas c(200, 100, kWhite);
  c.begin_group("outer", "");
  c.begin_group("empty", "");
  c.end_group();
  c.begin_group("hidden", "");
  c.push_clip({0, 0, 10, 10});
  c.fill_rect({20, 20, 5, 5}, kRed);
  c.text({50, 50}, "hidden", {kRed});
  c.pop_clip();
  c.end_group();
  c.fill_rect({1, 1, 2, 2}, kRed);
  c.end_group();
  const auto svg = c.document("t", "d");
  CHECK(count(svg, "<g ") == 1);
  CHECK(svg.find("hidden") == std::string::npos);
  CHECK(test::parse_xml(svg).error.empty());
}

TEST_CASE("neighbouring rectangles of one colour become one, and rectangles of one paint one path") {
  SvgCanvas c(1000, 100, kWhite);
  for (int k = 0; k < 100; ++k) {
    c.fill_rect({10 + 8.f * static_cast<float>(k), 10, 4, 20}, kRed);
    c.fill_rect({14 + 8.f * static_cast<float>(k), 10, 4, 20}, kBlue);
  }
  for (int k = 0; k < 50; ++k) c.fill_rect({10 + 4.f * static_cast<float>(k), 50, 4, 20}, kRed);
  const auto svg = c.document("t", "d");
  CHECK(count(svg, "<path") == 2);
  CHECK(count(svg, "M") >= 201);
  CHECK(svg.find("M10 50h200v20h-200z") != std::string::npos);
  CHECK(svg.size() < 201 * 30 + 1200);
}

TEST_CASE("whatever is batched, the picture is the one that was painted") {
  // Rectangles at random, on a grid of whole numbers: painted in order on one side, in the order of the file on the other.
  std::mt19937 random(7);
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 60; ++round) {
    SvgBatches batches;
    std::vector<int> painted(40 * 40, 0), filed(40 * 40, 0);
    for (int k = 0; k < 80; ++k) {
      const int color = 1 + pick(4), x = pick(36), y = pick(round % 2 ? 3 : 36) * (round % 2 ? 4 : 1), w = 1 + pick(4), h = round % 2 ? 4 : 1 + pick(4);
      batches.add({static_cast<float>(x), static_cast<float>(y), static_cast<float>(w), static_cast<float>(h)}, std::to_string(color));
      for (int j = y; j < std::min(40, y + h); ++j)
        for (int i = x; i < std::min(40, x + w); ++i) painted[static_cast<std::size_t>(j * 40 + i)] = color;
    }
    const auto markup = batches.take();
    for (std::size_t at = markup.find("<path"); at != std::string::npos; at = markup.find("<path", at + 1)) {
      const auto end = markup.find("/>", at);
      const int color = markup[markup.find(" ", at + 6) + 1] - '0';
      for (std::size_t m = markup.find('M', at); m < end; m = markup.find('M', m + 1)) {
        int x = 0, y = 0, w = 0, h = 0;
        REQUIRE(std::sscanf(&markup[m], "M%d %dh%dv%d", &x, &y, &w, &h) == 4);
        for (int j = y; j < std::min(40, y + h); ++j)
          for (int i = x; i < std::min(40, x + w); ++i) filed[static_cast<std::size_t>(j * 40 + i)] = color;
      }
    }
    CHECK(painted == filed);
  }
}

TEST_CASE("clips cut rectangles and name a clip path for the rest") {
  SvgCanvas c(200, 100, kWhite);
  c.push_clip({10, 10, 50, 50});
  c.fill_rect({0, 20, 100, 10}, kRed);
  c.fill_circle({58, 30}, 10, kBlue);
  c.fill_circle({30, 30}, 10, kBlue);
  c.pop_clip();
  const auto svg = c.document("t", "d");
  CHECK(svg.find("M10 20h50v10h-50z") != std::string::npos);
  CHECK(count(svg, "clip-path=\"url(#c0)\"") == 1);
  CHECK(svg.find("<clipPath id=\"c0\"><rect x=\"10\" y=\"10\" width=\"50\" height=\"50\"/>") != std::string::npos);
}

TEST_CASE("each pattern and colour is defined once") {
  SvgCanvas c(200, 100, kWhite);
  for (int k = 0; k < 5; ++k) {
    c.fill_pattern({10 + 30.f * static_cast<float>(k), 10, 20, 20}, Pattern::Dots, kRed);
    c.fill_pattern({10 + 30.f * static_cast<float>(k), 40, 20, 20}, Pattern::Dots, kBlue);
    c.fill_pattern({10 + 30.f * static_cast<float>(k), 70, 20, 20}, Pattern::Solid, kBlue);
  }
  const auto svg = c.document("t", "d");
  CHECK(count(svg, "<pattern ") == 2);
  CHECK(count(svg, "fill=\"url(#p0)\"") == 1);
  CHECK(count(svg, "fill=\"url(#p1)\"") == 1);
}

TEST_CASE("numbers are short") {
  CHECK(svg_number(3) == "3");
  CHECK(svg_number(0.5f) == ".5");
  CHECK(svg_number(-0.25f) == "-.25");
  CHECK(svg_number(12.3456f) == "12.35");
  CHECK(svg_number(-0.001f) == "0");
  CHECK(svg_number(100) == "100");
  CHECK(svg_number(0) == "0");
}

TEST_CASE("code points come out of UTF-8 whole, and broken bytes as one mark each") {
  const auto points = [](std::string_view text) {
    std::vector<char32_t> all;
    for (std::size_t at = 0; at < text.size();) all.push_back(next_code_point(text, at));
    return all;
  };
  CHECK(points("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x90\x8D") == std::vector<char32_t>{'a', 0xE9, 0x20AC, 0x1F40D});
  CHECK(points("\xC3") == std::vector<char32_t>{kReplacementChar});
  CHECK(points("\x80z") == std::vector<char32_t>{kReplacementChar, 'z'});
  CHECK(points("\xC0\xAF").size() == 2);                                        // too long a form
  CHECK(points("\xED\xA0\x80") == std::vector<char32_t>(3, kReplacementChar));  // half of a surrogate pair
}

TEST_CASE("estimated widths follow the letters") {
  const auto width = [](std::string_view text, scene::Font font = scene::Font::Regular) { return estimated_width(text, font, 100); };
  CHECK(width("") == 0);
  CHECK(width("iiii") < width("mmmm"));
  CHECK(width("code", scene::Font::Mono) == Approx(240));
  CHECK(width("WWW", scene::Font::Mono) == width("iii", scene::Font::Mono));
  CHECK(width("\xE4\xB8\xAD") == Approx(100));
}

}  // namespace
