// Known shapes cover known areas; nothing is drawn outside of its clip; text is as wide as its pen moves.
#include "tests/catch.hpp"

#include <cmath>
#include <numbers>

#include "ui/picture/raster_canvas.hpp"

namespace {

using namespace gilscope;
using namespace gilscope::picture;
using scene::Color;
using scene::TextStyle;

constexpr Color kBlack{0, 0, 0}, kWhite{255, 255, 255};

std::shared_ptr<const FontSet> fonts() {
  static const auto found = FontSet::find();
  INFO((found.ok() ? std::string() : found.error().message));
  REQUIRE(found.ok());
  return found.value();
}

RasterCanvas canvas(int width = 64, int height = 64, int scale = 1) { return RasterCanvas(width, height, scale, kBlack, fonts()); }

/// The sum of what is white, in device pixels.
double area(const RasterCanvas& c) {
  double sum = 0;
  for (int y = 0; y < c.device_height(); ++y)
    for (int x = 0; x < c.device_width(); ++x) sum += c.pixel(x, y).r / 255.0;
  return sum;
}

bool is_black_outside(const RasterCanvas& c, const PixelBox& box) {
  for (int y = 0; y < c.device_height(); ++y)
    for (int x = 0; x < c.device_width(); ++x) {
      const bool inside = x >= box.left && x < box.right && y >= box.top && y < box.bottom;
      if (!inside && !(c.pixel(x, y) == kBlack)) return false;
    }
  return true;
}

TEST_CASE("a rectangle covers whole, half and quarter pixels") {
  auto c = canvas();
  c.fill_rect({10.5f, 10.5f, 4, 4}, kWhite);
  CHECK(c.pixel(12, 12) == kWhite);
  CHECK(std::abs(c.pixel(10, 12).r - 128) <= 1);
  CHECK(std::abs(c.pixel(14, 12).r - 128) <= 1);
  CHECK(std::abs(c.pixel(10, 10).r - 64) <= 1);
  CHECK(c.pixel(9, 12) == kBlack);
  CHECK(c.pixel(15, 12) == kBlack);
  CHECK(area(c) == Approx(16).margin(0.05));
}

TEST_CASE("rectangles thinner than a pixel are paler, not gone") {
  auto c = canvas();
  c.fill_rect({10.25f, 10, 0.25f, 8}, kWhite);
  CHECK(std::abs(c.pixel(10, 12).r - 64) <= 1);
  CHECK(area(c) == Approx(2).margin(0.05));
}

TEST_CASE("translucent colours blend with what is there") {
  auto c = canvas();
  c.fill_rect({0, 0, 64, 64}, {200, 100, 0});
  c.fill_rect({0, 0, 64, 64}, {0, 200, 100, 128});
  const Color mixed = c.pixel(30, 30);
  CHECK(std::abs(mixed.r - 100) <= 1);
  CHECK(std::abs(mixed.g - 150) <= 1);
  CHECK(std::abs(mixed.b - 50) <= 1);
}

TEST_CASE("discs, rings and round rectangles have the area of theirs") {
  SECTION("disc") {
    auto c = canvas();
    c.fill_circle({32, 32}, 20.3f, kWhite);
    CHECK(area(c) == Approx(std::numbers::pi * 20.3 * 20.3).epsilon(0.002));
  }
  SECTION("disc at scale 3") {
    auto c = canvas(64, 64, 3);
    c.fill_circle({31.7f, 32.2f}, 7, kWhite);
    CHECK(area(c) == Approx(std::numbers::pi * 49 * 9).epsilon(0.005));
  }
  SECTION("ring") {
    auto c = canvas();
    c.stroke_circle({32, 32}, 20, kWhite, 3);
    CHECK(area(c) == Approx(std::numbers::pi * (21.5 * 21.5 - 18.5 * 18.5)).epsilon(0.01));
    CHECK(c.pixel(32, 32) == kBlack);
  }
  SECTION("round rectangle") {
    auto c = canvas();
    c.fill_rect({5, 6, 40, 30}, kWhite, 8);
    CHECK(area(c) == Approx(40 * 30 - (4 - std::numbers::pi) * 64).epsilon(0.003));
    CHECK(c.pixel(5, 6) == kBlack);
    CHECK(c.pixel(5, 20) == kWhite);
  }
}

TEST_CASE("polygons cover exactly their area") {
  SECTION("triangle") {
    auto c = canvas();
    const Point corners[] = {{3.3f, 4.1f}, {55.2f, 12.7f}, {20.4f, 60.9f}};
    c.fill_polygon(corners, kWhite);
    CHECK(area(c) == Approx(1400.89).epsilon(0.002));  // half of 51.9 * 56.8 - 8.6 * 17.1
  }
  SECTION("the other way round") {
    auto c = canvas();
    const Point corners[] = {{20.4f, 60.9f}, {55.2f, 12.7f}, {3.3f, 4.1f}};
    c.fill_polygon(corners, kWhite);
    CHECK(area(c) == Approx(1400.89).epsilon(0.002));
  }
  SECTION("flat diamond, wide edges within a row") {
    auto c = canvas();
    const Point corners[] = {{2, 32.5f}, {32, 32.1f}, {62, 32.5f}, {32, 32.9f}};
    c.fill_polygon(corners, kWhite);
    CHECK(area(c) == Approx(24).epsilon(0.02));
    CHECK(is_black_outside(c, {2, 32, 62, 33}));
  }
  SECTION("a pixel cut by its diagonal is half covered") {
    auto c = canvas();
    const Point corners[] = {{10, 10}, {30, 30}, {10, 30}};
    c.fill_polygon(corners, kWhite);
    CHECK(std::abs(c.pixel(20, 20).r - 128) <= 1);
    CHECK(c.pixel(15, 20) == kWhite);
    CHECK(c.pixel(25, 20) == kBlack);
  }
  SECTION("far larger than the picture") {
    auto c = canvas();
    const Point corners[] = {{-1e6f, -1e6f}, {1e6f, -1e6f}, {1e6f, 32}, {-1e6f, 32}};
    c.fill_polygon(corners, kWhite);
    CHECK(area(c) == Approx(64 * 32).epsilon(0.002));
  }
}

TEST_CASE("lines have their length times their width") {
  SECTION("slanted") {
    auto c = canvas();
    c.line({5, 7}, {53, 43}, kWhite, 3);
    CHECK(area(c) == Approx(60 * 3).epsilon(0.003));
  }
  SECTION("along an axis they are crisp") {
    auto c = canvas();
    c.line({10.3f, 5}, {10.3f, 25}, kWhite, 1);
    CHECK(c.pixel(10, 15) == kWhite);
    CHECK(is_black_outside(c, {10, 5, 11, 25}));
  }
  SECTION("joints of a translucent polyline are no darker") {
    auto c = canvas();
    const Point points[] = {{5, 32}, {20, 32}, {35, 32}, {50, 32}};
    c.polyline(points, kWhite.with_alpha(0.5), 4);
    CHECK(std::abs(c.pixel(20, 32).r - 128) <= 1);
    CHECK(c.pixel(12, 32) == c.pixel(20, 32));
  }
  SECTION("reaching far outside") {
    auto c = canvas();
    c.line({-1e6f, 10}, {1e6f, 10}, kWhite, 2);
    c.line({-1e5f, -1e5f}, {1e5f, 1e5f}, kWhite, 1);
    CHECK(c.pixel(40, 10) == kWhite);
    CHECK(c.pixel(50, 50).r > 100);
  }
}

TEST_CASE("strokes of rectangles lie inside them") {
  auto c = canvas();
  c.stroke_rect({10, 10, 20, 12}, kWhite, 2);
  CHECK(area(c) == Approx(20 * 12 - 16 * 8).margin(0.05));
  CHECK(is_black_outside(c, {10, 10, 30, 22}));
  CHECK(c.pixel(20, 16) == kBlack);
  SECTION("round and thin ones too") {
    auto d = canvas();
    d.stroke_rect({10, 10, 20, 12}, kWhite, 1, 5);
    CHECK(is_black_outside(d, {10, 10, 30, 22}));
    CHECK(d.pixel(10, 10) == kBlack);
    CHECK(d.pixel(20, 10) == kWhite);
    d.stroke_rect({40, 40, 1, 1}, kWhite, 3);
    CHECK(d.pixel(40, 40) == kWhite);
  }
}

TEST_CASE("nothing is drawn outside of the clip") {
  auto c = canvas();
  {
    const scene::ClipScope outer(c, {10, 10, 30, 30});
    const scene::ClipScope inner(c, {20, 0, 100, 30});
    const Point corners[] = {{0, 0}, {64, 0}, {32, 64}};
    c.fill_rect({0, 0, 64, 64}, kWhite, 3);
    c.fill_pattern({0, 0, 64, 64}, Pattern::Crossed, kWhite);
    c.stroke_rect({1, 1, 60, 60}, kWhite, 9);
    c.line({0, 0}, {64, 64}, kWhite, 5);
    c.polyline(corners, kWhite, 5);
    c.fill_polygon(corners, kWhite);
    c.fill_circle({32, 32}, 30, kWhite);
    c.stroke_circle({32, 32}, 30, kWhite, 4);
    c.text({0, 20}, "MMMMMMMMMMMM", {kWhite, 30});
  }
  CHECK(is_black_outside(c, {20, 10, 40, 30}));
  CHECK(c.pixel(20, 10) == kWhite);
  c.fill_rect({0, 0, 5, 5}, kWhite);
  CHECK(c.pixel(2, 2) == kWhite);  // the clip is over
}

TEST_CASE("patterns mark a part of the area, the same for neighbours") {
  for (const Pattern p : {Pattern::Rising, Pattern::Falling, Pattern::Crossed, Pattern::Dots, Pattern::Horizontal, Pattern::Vertical}) {
    for (const int scale : {1, 2}) {
      auto whole = canvas(60, 60, scale), halves = canvas(60, 60, scale);
      whole.fill_pattern({6, 6, 48, 48}, p, kWhite);
      halves.fill_pattern({6, 6, 17, 48}, p, kWhite);
      halves.fill_pattern({23, 6, 31, 48}, p, kWhite);
      INFO("pattern " << static_cast<int>(p));
      CHECK(whole.rgba() == halves.rgba());
      const double part = area(whole) / (48 * 48 * scale * scale);
      CHECK(part > 0.08);
      CHECK(part < 0.6);
    }
  }
  auto none = canvas();
  none.fill_pattern({0, 0, 64, 64}, Pattern::Solid, kWhite);
  none.fill_pattern({0, 0, 64, 64}, Pattern::Hollow, kWhite);
  CHECK(area(none) == 0);
}

TEST_CASE("text is as wide as its pen moves, and lies around the middle it is given") {
  auto c = canvas(300, 64);
  const TextStyle style{kWhite, 24};
  const std::string words = "Waiting for GIL";
  float last = 0;
  const float width = fonts()->layout(words, style.font, style.size, [&](GlyphId, float pen) { last = pen; });
  CHECK(c.text_width(words, style) == width);
  CHECK(width > last);
  CHECK(c.text_width(words + words, style) == Approx(2 * width).epsilon(0.01));
  c.text({10, 32}, words, style);
  double sum = 0, moment_y = 0;
  int leftmost = 300, rightmost = 0;
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 300; ++x)
      if (const int v = c.pixel(x, y).r) {
        sum += v, moment_y += v * (y + 0.5);
        leftmost = std::min(leftmost, x), rightmost = std::max(rightmost, x);
      }
  REQUIRE(sum > 0);
  CHECK(moment_y / sum == Approx(32).margin(2));
  CHECK(leftmost >= 9);
  CHECK(rightmost <= 10 + width + 1);
  CHECK(rightmost >= 10 + width - 4);
}

TEST_CASE("alignment moves text by half its width and by all of it") {
  const std::string words = "8 cores";
  for (const auto& [align, shift] : {std::pair{scene::Align::Center, 0.5f}, std::pair{scene::Align::Right, 1.f}}) {
    auto left = canvas(300, 40), aligned = canvas(300, 40);
    TextStyle style{kWhite, 16};
    const float width = left.text_width(words, style);
    left.text({150 - width * shift, 20}, words, style);
    style.align = align;
    aligned.text({150, 20}, words, style);
    CHECK(left.rgba() == aligned.rgba());
  }
}

TEST_CASE("text that is no UTF-8, or no text at all, is drawn as what it is") {
  auto c = canvas(200, 40);
  c.text({5, 20}, "", {kWhite, 16});
  CHECK(area(c) == 0);
  c.text({5, 20}, "caf\xC3\xA9 \xE2\x86\x92 \xFF\xC3", {kWhite, 16});
  CHECK(area(c) > 50);
  c.text({-1e7f, 20}, "far", {kWhite, 16});
  c.text({5, 1e7f}, "away", {kWhite, 16});
}

TEST_CASE("without fonts the message says what to install") {
  const auto none = FontSet::find_in({"/nonexistent"});
  REQUIRE_FALSE(none.ok());
  CHECK(none.error().message.find("fonts-dejavu-core") != std::string::npos);
  CHECK(none.error().message.find("/nonexistent") != std::string::npos);
}

}  // namespace
