// Where things lie, from the smallest window to the largest.
#include "ui/desktop/layout.hpp"

#include "tests/catch.hpp"
#include "ui/desktop/actions.hpp"

using namespace gilscope::desktop;
using gilscope::scene::Rect;

namespace {

bool overlap(const Rect& a, const Rect& b) {
  if (a.w <= 0 || a.h <= 0 || b.w <= 0 || b.h <= 0) return false;
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

struct Size {
  float width, height;
};
constexpr Size kSizes[] = {{800, 600}, {1280, 720}, {1920, 1080}, {2560, 1440}, {480, 360}};

}  // namespace

TEST_CASE("the parts of the window do not overlap and stay inside") {
  AppState state;
  for (const Panel panel : {Panel::Bytecode, Panel::Results, Panel::Source}) apply(state, ShowPanel{panel, Switch::On});
  for (const float scale : {1.f, 2.f}) {
    for (const Size size : kSizes) {
      auto theme = gilscope::scene::dark_theme();
      theme.scale = scale;
      const Layout layout = arrange(size.width, size.height, 60, state, theme);
      const Rect parts[] = {layout.controls, layout.left, layout.left_below, layout.centre, layout.right, layout.status};
      for (const Rect& a : parts) {
        INFO(size.width << "x" << size.height << " at scale " << scale << ": " << a.x << "," << a.y << " " << a.w << "x" << a.h);
        CHECK(a.right() <= size.width + 0.5f);
        CHECK(a.bottom() <= size.height + 0.5f);
        for (const Rect& b : parts)
          if (&a != &b) CHECK(!overlap(a, b));
      }
      CHECK(layout.centre.w >= size.width * 0.1f);
    }
  }
}

TEST_CASE("a narrow window keeps the column opened last") {
  AppState state;
  const auto theme = gilscope::scene::dark_theme();
  apply(state, ShowPanel{Panel::Inspector, Switch::On});
  apply(state, ShowPanel{Panel::Source, Switch::Off});
  apply(state, ShowPanel{Panel::Source, Switch::On});
  Layout layout = arrange(800, 600, 60, state, theme);
  CHECK(layout.left.w > 0);
  CHECK(layout.right.w == 0);
  apply(state, ShowPanel{Panel::Inspector, Switch::Off});
  apply(state, ShowPanel{Panel::Inspector, Switch::On});
  layout = arrange(800, 600, 60, state, theme);
  CHECK(layout.left.w == 0);
  CHECK(layout.right.w > 0);
}

TEST_CASE("every run keeps a timeline, at every size and number of runs") {
  AppState state;
  const auto theme = gilscope::scene::dark_theme();
  for (const Size size : kSizes)
    for (std::size_t runs = 1; runs <= 4; ++runs) {
      const Layout layout = arrange(size.width, size.height, 60, state, theme);
      const CentreLayout centre = arrange_centre(layout.centre, runs, 40, state, theme);
      REQUIRE(centre.runs.size() == runs);
      for (std::size_t i = 0; i < runs; ++i) {
        CHECK(centre.runs[i].timeline.h > 30);
        CHECK(centre.runs[i].timeline.bottom() <= layout.centre.bottom() + 0.5f);
        if (i > 0) CHECK(!overlap(centre.runs[i].title, centre.runs[i - 1].timeline));
      }
    }
}

TEST_CASE("presenters see the picture alone") {
  AppState state;
  apply(state, SetPresenter{Switch::On});
  const Layout layout = arrange(1920, 1080, 60, state, gilscope::scene::dark_theme());
  CHECK(layout.left.w == 0);
  CHECK(layout.right.w == 0);
  CHECK(layout.centre.w > 1900);
}

TEST_CASE("on a presenter's wide screen the machine stands beside its timeline, on a narrow one over it") {
  AppState state;
  apply(state, SetPresenter{Switch::On});
  auto theme = gilscope::scene::dark_theme();
  theme.presenter = true;
  for (const std::size_t runs : {1u, 2u, 3u}) {
    const CentreLayout wide = arrange_centre({0, 40, 1280, 640}, runs, 30, state, theme);
    for (const RunStrip& strip : wide.runs) {
      CHECK(strip.beside);
      CHECK(!overlap(strip.machine, strip.timeline));
      CHECK(strip.timeline.h == strip.machine.h);
      CHECK(strip.timeline.w > strip.machine.w);
      CHECK(strip.machine.w > 250);
    }
    CHECK(wide.legend.h == 30);
  }
  for (const RunStrip& strip : arrange_centre({0, 40, 700, 900}, 1, 30, state, theme).runs) CHECK(!strip.beside);
}
