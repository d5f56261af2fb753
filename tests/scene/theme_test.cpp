// The palette is held to what it promises: states stay apart for those who see colours differently, and text can be read.
#include "ui/scene/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/catch.hpp"

namespace gilscope::scene {
namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

// Machado, Oliveira and Fernandes (2009), severity 1, in linear RGB.
constexpr Matrix kNormal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kProtanopia = {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeuteranopia = {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritanopia = {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

Vector times(const Matrix& m, const Vector& v) {
  Vector out{};
  for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  return out;
}

Vector linear(Color c) {
  const auto one = [](std::uint8_t v) {
    const double part = v / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return {one(c.r), one(c.g), one(c.b)};
}

Vector oklab(Vector c) {
  for (double& v : c) v = std::clamp(v, 0.0, 1.0);
  Vector lms = times({{{0.4122214708, 0.5363325363, 0.0514459929}, {0.2119034982, 0.6806995451, 0.1073969566}, {0.0883024619, 0.2817188376, 0.6299787005}}}, c);
  for (double& v : lms) v = std::cbrt(v);
  return times({{{0.2104542553, 0.7936177850, -0.0040720468}, {1.9779984951, -2.4285922050, 0.4505937099}, {0.0259040371, 0.7827717662, -0.8086757660}}}, lms);
}

double distance(Color a, Color b, const Matrix& eyes) {
  const Vector x = oklab(times(eyes, linear(a))), y = oklab(times(eyes, linear(b)));
  return std::sqrt((x[0] - y[0]) * (x[0] - y[0]) + (x[1] - y[1]) * (x[1] - y[1]) + (x[2] - y[2]) * (x[2] - y[2]));
}

TEST_CASE("states keep apart for every common colour blindness, in both themes") {
  for (const Theme& theme : {dark_theme(), light_theme()}) {
    for (const Matrix& eyes : {kNormal, kProtanopia, kDeuteranopia, kTritanopia}) {
      for (int a = 0; a < kThreadStateCount - 1; ++a) {
        for (int b = a + 1; b < kThreadStateCount - 1; ++b) {
          INFO(display_name(static_cast<ThreadState>(a)) << " and " << display_name(static_cast<ThreadState>(b)) << (theme.dark ? ", dark" : ", light"));
          CHECK(distance(theme.state(static_cast<ThreadState>(a)).fill, theme.state(static_cast<ThreadState>(b)).fill, eyes) >= 0.105);
        }
      }
    }
  }
}

TEST_CASE("states that wait for something have a pattern of their own") {
  const Theme theme = dark_theme();
  for (const ThreadState a : {ThreadState::Runnable, ThreadState::WaitingForGil, ThreadState::WaitingForLock, ThreadState::Spinning, ThreadState::InIo, ThreadState::Stopped}) {
    CHECK(theme.state(a).pattern != Pattern::Solid);
    for (int b = 0; b < kThreadStateCount; ++b)
      if (static_cast<ThreadState>(b) != a) CHECK(theme.state(static_cast<ThreadState>(b)).pattern != theme.state(a).pattern);
  }
}

TEST_CASE("text can be read: at least 4.5 to 1") {
  for (const Theme& theme : {dark_theme(), light_theme()}) {
    for (const Color under : {theme.background, theme.panel}) {
      CHECK(contrast(theme.text, under) >= 7);
      CHECK(contrast(theme.text_dim, under) >= 4.5);
      CHECK(contrast(theme.accent, under) >= 4.5);
      CHECK(contrast(theme.warning, under) >= 4.5);
      CHECK(contrast(theme.error, under) >= 4.5);
    }
    for (const Paint& paint : theme.states) CHECK(contrast(text_on(paint.fill), paint.fill) >= 4.5);
    for (const Color color : theme.threads) CHECK(contrast(text_on(color), color) >= 4.5);
  }
}

TEST_CASE("no two neighbours among the threads look alike, and none looks like the GIL") {
  for (const Theme& theme : {dark_theme(), light_theme()}) {
    for (std::size_t i = 0; i < theme.threads.size(); ++i) {
      CHECK(distance(theme.threads[i], theme.threads[(i + 1) % theme.threads.size()], kNormal) >= 0.08);
      CHECK(distance(theme.threads[i], theme.gil.fill, kNormal) >= 0.06);
    }
  }
}

TEST_CASE("presenter mode and scale enlarge type and rows") {
  Theme theme = light_theme();
  const float text = theme.text_size(), row = theme.row_height();
  theme.presenter = true;
  CHECK(theme.text_size() > text);
  CHECK(theme.row_height() > row);
  theme.presenter = false;
  theme.scale = 2;
  CHECK(theme.text_size() == 2 * text);
}

}  // namespace
}  // namespace gilscope::scene
