#include "ui/picture/svg_canvas.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include <fmt/format.h>

#include "ui/picture/font_set.hpp"
#include "ui/picture/text_metrics.hpp"
#include "ui/picture/utf8.hpp"

namespace gilscope::picture {

using scene::Align;
using scene::Color;
using scene::Font;
using scene::Pattern;
using scene::Point;
using scene::Rect;
using scene::TextStyle;

namespace {

constexpr std::string_view kStyle =
    "text{font-family:Inter,'DejaVu Sans','Helvetica Neue',Helvetica,Arial,sans-serif;white-space:pre}"
    ".m{font-family:'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace}"
    ".c{shape-rendering:crispEdges}";

std::string hex(Color c) {
  const auto twice = [](std::uint8_t v) { return v >> 4 == (v & 15); };
  if (twice(c.r) && twice(c.g) && twice(c.b)) return fmt::format("#{:x}{:x}{:x}", c.r & 15, c.g & 15, c.b & 15);
  return fmt::format("#{:02x}{:02x}{:02x}", c.r, c.g, c.b);
}

/// `what`: "fill" or "stroke".
std::string paint(std::string_view what, Color c) {
  auto text = fmt::format("{}=\"{}\"", what, hex(c));
  if (c.a < 255) text += fmt::format(" {}-opacity=\"{}\"", what, svg_number(static_cast<float>(c.a) / 255.f));
  return text;
}

std::string stroke(Color c, float width) {
  auto text = "fill=\"none\" " + paint("stroke", c);
  if (width != 1) text += fmt::format(" stroke-width=\"{}\"", svg_number(width));
  return text;
}

std::string point_list(std::span<const Point> points) {
  std::string text;
  for (const Point p : points) text += (text.empty() ? "" : " ") + svg_number(p.x) + "," + svg_number(p.y);
  return text;
}

Rect bounds_of(std::span<const Point> points, float margin) {
  if (points.empty()) return {};
  float x0 = points[0].x, x1 = x0, y0 = points[0].y, y1 = y0;
  for (const Point p : points) {
    x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
  }
  return Rect{x0, y0, x1 - x0, y1 - y0}.inset(-margin);
}

Rect common(const Rect& a, const Rect& b) {
  const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
  return {x, y, std::max(0.f, std::min(a.right(), b.right()) - x), std::max(0.f, std::min(a.bottom(), b.bottom()) - y)};
}

bool within(const Rect& inner, const Rect& outer) {
  constexpr float kSlack = 0.01f;
  return inner.x >= outer.x - kSlack && inner.y >= outer.y - kSlack && inner.right() <= outer.right() + kSlack &&
         inner.bottom() <= outer.bottom() + kSlack;
}

/// One period of a pattern's marks.
std::string_view marks(Pattern pattern) {
  switch (pattern) {
    case Pattern::Rising: return "<path d=\"M-1 1l2-2M0 6l6-6M5 7l2-2\"/>";
    case Pattern::Falling: return "<path d=\"M-1 5l2 2M0 0l6 6M5-1l2 2\"/>";
    case Pattern::Crossed: return "<path d=\"M-1 1l2-2M0 6l6-6M5 7l2-2M-1 5l2 2M0 0l6 6M5-1l2 2\"/>";
    case Pattern::Dots: return "<circle cx=\"3\" cy=\"3\" r=\".55\"/>";
    case Pattern::Horizontal: return "<path d=\"M0 3h6\"/>";
    case Pattern::Vertical: return "<path d=\"M3 0v6\"/>";
    case Pattern::Solid:
    case Pattern::Hollow: break;
  }
  return "";
}

}  // namespace

SvgCanvas::SvgCanvas(int width, int height, Color background)
    : width_(width), height_(height), background_(background),
      clip_{0, 0, static_cast<float>(width), static_cast<float>(height)} {}

std::string SvgCanvas::document(std::string_view title, std::string_view description) {
  assert(groups_.empty() && outer_clips_.empty());
  flush();
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "role=\"graphics-document document\" aria-labelledby=\"title\" aria-describedby=\"description\" lang=\"en\">\n"
      "<title id=\"title\">{2}</title>\n<desc id=\"description\">{3}</desc>\n<style>{4}</style>\n",
      width_, height_, xml_escaped(title), xml_escaped(description), kStyle);
  if (!patterns_.empty() || !clip_paths_.empty()) out += "<defs>\n";
  for (std::size_t k = 0; k < patterns_.size(); ++k)
    out += fmt::format("<pattern id=\"p{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><g {} {} stroke-width=\"1.2\">{}</g></pattern>\n",
                       k, paint("stroke", patterns_[k].second), paint("fill", patterns_[k].second), marks(patterns_[k].first));
  for (std::size_t k = 0; k < clip_paths_.size(); ++k) {
    const Rect& r = clip_paths_[k];
    out += fmt::format("<clipPath id=\"c{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>\n", k, svg_number(r.x),
                       svg_number(r.y), svg_number(r.w), svg_number(r.h));
  }
  if (!patterns_.empty() || !clip_paths_.empty()) out += "</defs>\n";
  out += fmt::format("<rect width=\"{}\" height=\"{}\" {}/>\n", width_, height_, paint("fill", background_));
  return out + body_ + "</svg>\n";
}

// ---- Elements -----------------------------------------------------------------------------------------------------------------------

void SvgCanvas::flush() {
  const auto markup = batches_.take();
  if (markup.empty()) return;
  body_ += markup;
}

void SvgCanvas::open_groups() {
  for (auto& group : groups_) {
    if (group.open) continue;
    body_ += group.head;
    group.open = true;
  }
}

/// An element within `bounds`: dropped where its clip hides it, cut where it sticks out. `markup` ends in front of its "/>" or ">".
void SvgCanvas::element(const Rect& bounds, std::string_view markup) {
  flush();
  open_groups();
  body_ += '<';
  const auto space = markup.find(' ');
  body_ += markup.substr(0, space);
  body_ += clip_attribute(bounds);
  body_ += markup.substr(space);
  body_ += '\n';
}

std::string SvgCanvas::clip_attribute(const Rect& bounds) {
  if (within(bounds, clip_)) return {};
  auto it = std::find(clip_paths_.begin(), clip_paths_.end(), clip_);
  if (it == clip_paths_.end()) it = clip_paths_.insert(it, clip_);
  return fmt::format(" clip-path=\"url(#c{})\"", it - clip_paths_.begin());
}

std::string SvgCanvas::pattern_paint(Pattern pattern, Color color) {
  const std::pair wanted(pattern, color);
  auto it = std::find(patterns_.begin(), patterns_.end(), wanted);
  if (it == patterns_.end()) it = patterns_.insert(it, wanted);
  return fmt::format("fill=\"url(#p{})\"", it - patterns_.begin());
}

void SvgCanvas::fill_rect(const Rect& r, Color color, float radius) {
  const Rect seen = common(r, clip_);
  if (!(seen.w > 0) || !(seen.h > 0) || color.a == 0) return;
  if (radius <= 0) {
    open_groups();
    return batches_.add(seen, paint("fill", color));
  }
  element(r, fmt::format("rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" {}/>", svg_number(r.x), svg_number(r.y),
                         svg_number(r.w), svg_number(r.h), svg_number(std::min(radius, std::min(r.w, r.h) / 2)), paint("fill", color)));
}

void SvgCanvas::fill_pattern(const Rect& r, Pattern pattern, Color color) {
  const Rect seen = common(r, clip_);
  if (pattern == Pattern::Solid || pattern == Pattern::Hollow || !(seen.w > 0) || !(seen.h > 0) || color.a == 0) return;
  open_groups();
  batches_.add(seen, pattern_paint(pattern, color));
}

void SvgCanvas::stroke_rect(const Rect& r, Color color, float width, float radius) {
  const Rect seen = common(r, clip_);
  if (!(seen.w > 0) || !(seen.h > 0) || color.a == 0 || width <= 0) return;
  const Rect middle = r.inset(std::min(width, std::min(r.w, r.h)) / 2);  // the stroke lies inside
  std::string round;
  if (radius > 0) round = fmt::format(" rx=\"{}\"", svg_number(std::max(0.f, radius - width / 2)));
  element(r, fmt::format("rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{} {}/>", svg_number(middle.x), svg_number(middle.y),
                         svg_number(std::max(0.f, middle.w)), svg_number(std::max(0.f, middle.h)), round, stroke(color, width)));
}

void SvgCanvas::line(Point from, Point to, Color color, float width) {
  const Point ends[] = {from, to};
  const Rect bounds = bounds_of(ends, width / 2), seen = common(bounds, clip_);
  if (!(seen.w > 0) || !(seen.h > 0) || color.a == 0) return;
  const bool straight = from.x == to.x || from.y == to.y;
  if (straight) {  // a thin rectangle, which shares a path with others
    const bool upright = from.x == to.x;
    const Rect thin = upright ? Rect{from.x - width / 2, std::min(from.y, to.y), width, std::abs(to.y - from.y)}
                              : Rect{std::min(from.x, to.x), from.y - width / 2, std::abs(to.x - from.x), width};
    return fill_rect(thin, color);
  }
  element(bounds, fmt::format("path d=\"M{} {}L{} {}\" {}/>", svg_number(from.x), svg_number(from.y), svg_number(to.x), svg_number(to.y),
                              stroke(color, width)));
}

void SvgCanvas::polyline(std::span<const Point> points, Color color, float width) {
  if (points.size() < 2 || color.a == 0) return;
  const Rect bounds = bounds_of(points, width / 2), seen = common(bounds, clip_);
  if (!(seen.w > 0) || !(seen.h > 0)) return;
  element(bounds, fmt::format("polyline points=\"{}\" {} stroke-linejoin=\"round\" stroke-linecap=\"round\"/>", point_list(points),
                              stroke(color, width)));
}

void SvgCanvas::fill_polygon(std::span<const Point> points, Color color) {
  if (points.size() < 3 || color.a == 0) return;
  const Rect bounds = bounds_of(points, 0), seen = common(bounds, clip_);
  if (!(seen.w > 0) || !(seen.h > 0)) return;
  element(bounds, fmt::format("polygon points=\"{}\" {}/>", point_list(points), paint("fill", color)));
}

void SvgCanvas::fill_circle(Point center, float radius, Color color) {
  const Rect bounds{center.x - radius, center.y - radius, 2 * radius, 2 * radius}, seen = common(bounds, clip_);
  if (!(seen.w > 0) || !(seen.h > 0) || color.a == 0) return;
  element(bounds, fmt::format("circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}/>", svg_number(center.x), svg_number(center.y), svg_number(radius),
                              paint("fill", color)));
}

void SvgCanvas::stroke_circle(Point center, float radius, Color color, float width) {
  const float outer = radius + width / 2;
  const Rect bounds{center.x - outer, center.y - outer, 2 * outer, 2 * outer}, seen = common(bounds, clip_);
  if (!(seen.w > 0) || !(seen.h > 0) || color.a == 0) return;
  element(bounds, fmt::format("circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}/>", svg_number(center.x), svg_number(center.y), svg_number(radius),
                              stroke(color, width)));
}

// ---- Text ---------------------------------------------------------------------------------------------------------------------------

float SvgCanvas::text_width(std::string_view utf8, const TextStyle& style) { return estimated_width(utf8, style.font, style.size); }

void SvgCanvas::text(Point at, std::string_view utf8, const TextStyle& style) {
  const float width = text_width(utf8, style);
  const float left = style.align == Align::Left ? at.x : style.align == Align::Center ? at.x - width / 2 : at.x - width;
  const Rect bounds{left, at.y - style.size * 0.6f, width, style.size * 1.2f}, seen = common(bounds, clip_);
  if (!(seen.w > 0) || !(seen.h > 0) || style.color.a == 0) return;
  std::string more;
  if (style.align != Align::Left) more += style.align == Align::Center ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
  if (style.font == Font::Bold) more += " font-weight=\"600\"";
  if (style.font == Font::Mono) more += " class=\"m\"";
  element(bounds, fmt::format("text x=\"{}\" y=\"{}\" font-size=\"{}\"{} {}>{}</text>", svg_number(at.x),
                              svg_number(at.y + style.size * kBaselineBelowMiddle), svg_number(style.size), more, paint("fill", style.color),
                              xml_escaped(utf8)));
}

// ---- Clips and groups ---------------------------------------------------------------------------------------------------------------

void SvgCanvas::push_clip(const Rect& r) {
  outer_clips_.push_back(clip_);
  clip_ = common(clip_, r);
}

void SvgCanvas::pop_clip() {
  assert(!outer_clips_.empty());
  clip_ = outer_clips_.back();
  outer_clips_.pop_back();
}

void SvgCanvas::begin_group(std::string_view name, std::string_view description) {
  flush();
  std::string head = "<g role=\"graphics-object group\"";
  if (!name.empty()) head += fmt::format(" aria-label=\"{0}\"><title>{0}</title>", xml_escaped(name));
  else head += '>';
  if (!description.empty()) head += fmt::format("<desc>{}</desc>", xml_escaped(description));
  groups_.push_back({head + "\n", false});
}

void SvgCanvas::end_group() {
  assert(!groups_.empty());
  flush();
  if (groups_.back().open) body_ += "</g>\n";
  groups_.pop_back();
}

}  // namespace gilscope::picture
