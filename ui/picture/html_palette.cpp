#include <fmt/format.h>

#include "ui/picture/html_parts.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::picture {
namespace {

std::string css(scene::Color c) {
  return c.a == 255 ? fmt::format("#{:02x}{:02x}{:02x}", c.r, c.g, c.b) : fmt::format("#{:02x}{:02x}{:02x}{:02x}", c.r, c.g, c.b, c.a);
}

std::string paint(std::string_view name, const scene::Paint& p) {
  return fmt::format("--{0}:{1};--{0}-mark:{2};--{0}-pattern:{3};", name, css(p.fill), css(p.mark), static_cast<int>(p.pattern));
}

std::string declarations(const scene::Theme& t) {
  std::string text;
  const auto color = [&](std::string_view name, scene::Color c) { text += fmt::format("--{}:{};", name, css(c)); };
  color("background", t.background), color("panel", t.panel), color("border", t.panel_border), color("text", t.text);
  color("dim", t.text_dim), color("on-paint", t.text_on_paint), color("grid", t.grid), color("grid-strong", t.grid_strong);
  color("accent", t.accent), color("selection", t.selection), color("warning", t.warning), color("error", t.error);
  for (std::size_t i = 0; i < t.states.size(); ++i) text += paint(fmt::format("state-{}", i), t.states[i]);
  text += paint("gil", t.gil) + paint("lock", t.lock) + paint("object", t.object) + paint("gc", t.gc);
  for (std::size_t i = 0; i < t.threads.size(); ++i) color(fmt::format("thread-{}", i), t.threads[i]);
  return text;
}

}  // namespace

std::string palette_css() {
  const std::string light = declarations(scene::light_theme()), dark = declarations(scene::dark_theme());
  return fmt::format(
      ":root{{color-scheme:light;{0}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{1}}}}}\n"
      ":root[data-theme=dark]{{color-scheme:dark;{1}}}\n@media print{{:root:root:root{{color-scheme:light;{0}}}}}\n",
      light, dark);
}

}  // namespace gilscope::picture
