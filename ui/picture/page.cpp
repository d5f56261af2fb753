#include "ui/picture/page.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sim/trace/trace.hpp"
#include "ui/scene/paint.hpp"
#include "ui/scene/run_index.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::picture {

using scene::Align;
using scene::Canvas;
using scene::Font;
using scene::Rect;
using scene::TextStyle;
using scene::Theme;

namespace {

std::string file_name(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::vector<std::string> lines_of(const std::string& source) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < source.size();) {
    const auto end = std::min(source.find('\n', at), source.size());
    lines.push_back(source.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string counted(std::uint64_t n, std::string_view thing) { return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s"); }

/// "8 cores", or "1, 2, 4 and 8 cores" where the runs differ.
std::string cores_text(std::span<const ExportRun> runs) {
  std::set<std::uint32_t> cores;
  for (const auto& run : runs) cores.insert(run.cores);
  if (cores.size() == 1) return counted(*cores.begin(), "core");
  std::string text;
  std::size_t left = cores.size();
  for (const auto n : cores) text += fmt::format("{}{}", n, --left == 0 ? " cores" : left == 1 ? " and " : ", ");
  return text;
}

std::string subtitle_for(std::span<const ExportRun> runs, const DocumentOptions& o) {
  const auto where = fmt::format("{} on {}", file_name(runs[0].path), cores_text(runs));
  if (o.part == Part::Speedup) return where + ": how many times as fast as on one core";
  if (o.part == Part::Machine) return fmt::format("{}, {} after the start", where, scene::short_time(o.at.value_or(0)));
  const bool whole = o.range.from <= 0 && o.range.to >= longest(runs);
  if (whole) return where + ": what each thread did";
  return fmt::format("{}: from {} to {}", where, scene::short_time(o.range.from), scene::short_time(o.range.to));
}

std::string headline_for(const ExportRun& run, bool name_cores) {
  auto text = fmt::format("{}, {} the GIL", run.runtime, run.gil_enabled ? "with" : "without");
  if (name_cores) text += ", " + counted(run.cores, "core");
  return text;
}

std::string outcome_for(const ExportRun& run, const ExportRun& first) {
  const auto time = scene::short_time(run.trace->end());
  if (run.end != "finished") return fmt::format("{} after {}", run.end, time);
  auto text = "done after " + time;
  if (&run == &first || first.end != "finished" || run.trace->end() <= 0) return text;
  const double factor = static_cast<double>(first.trace->end()) / static_cast<double>(run.trace->end());
  if (factor >= 1.05) text += fmt::format(", {:.1f} times as fast", factor);
  else if (factor <= 0.95) text += fmt::format(", {:.1f} times as long", 1 / factor);
  return text;
}

/// "cost models of CPython 3.13 and 3.13t": of what was in force, each once.
std::string models_text(std::span<const ExportRun> runs) {
  std::vector<std::string> names;
  for (const auto& run : runs) {
    auto name = run.model_file.empty() ? run.runtime.substr(0, run.runtime.find(' ')) : file_name(run.model_file);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  std::string text = names.size() == 1 ? "cost model of CPython " : "cost models of CPython ";
  for (std::size_t k = 0; k < names.size(); ++k) text += (k == 0 ? "" : k + 1 == names.size() ? " and " : ", ") + names[k];
  return text;
}

std::string footnote_for(std::span<const ExportRun> runs) {
  std::set<std::uint64_t> seeds;
  for (const auto& run : runs) seeds.insert(run.seed);
  std::string arguments;
  for (const auto& argument : runs[0].args) arguments += " " + argument;
  auto text = fmt::format("Simulated by GilScope, not measured: {}{}, {}, seed {}{}, switch interval {}, {}", file_name(runs[0].path),
                          arguments, cores_text(runs), *seeds.begin(), seeds.size() > 1 ? " and others" : "",
                          scene::short_time(runs[0].switch_interval), models_text(runs));
  return text + fmt::format("; script {}.", scenario_hash(runs[0]).substr(0, 12));
}

}  // namespace

scene::RunPicture picture_of(const ExportRun& run) {
  scene::RunPicture picture;
  picture.trace = run.trace.get();
  picture.label = run.runtime;
  picture.has_gil = run.gil_enabled;
  picture.cores = run.cores;
  picture.source_name = file_name(run.path);
  picture.source_lines = lines_of(run.source);
  picture.index = scene::make_index(*run.trace);
  return picture;
}

Theme theme_of(bool dark, float scale) {
  Theme theme = dark ? scene::dark_theme() : scene::light_theme();
  theme.scale = scale;
  return theme;
}

PageWords words_for(std::span<const ExportRun> runs, const DocumentOptions& options) {
  PageWords words;
  words.title = runs[0].title.empty() ? runs[0].scenario : runs[0].title;
  words.subtitle = subtitle_for(runs, options);
  const bool name_cores = std::any_of(runs.begin(), runs.end(), [&](const ExportRun& r) { return r.cores != runs[0].cores; });
  for (const auto& run : runs) {
    words.headlines.push_back(headline_for(run, name_cores));
    words.outcomes.push_back(outcome_for(run, runs[0]));
  }
  words.footnote = footnote_for(runs);
  return words;
}

PageSizes::PageSizes(const Theme& theme)
    : margin(20 * theme.scale), title(22 * theme.scale), subtitle(13 * theme.scale), header(title * 1.3f + subtitle * 1.5f + 10 * theme.scale),
      headline(24 * theme.scale), gap(14 * theme.scale), footnote(10.5f * theme.scale) {}

std::vector<std::string> wrapped(Canvas& canvas, const std::string& text, const TextStyle& style, float width) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const auto blank = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, blank - at);
    const auto longer = line.empty() ? word : line + " " + word;
    if (!line.empty() && canvas.text_width(longer, style) > width) {
      lines.push_back(line);
      line = word;
    } else {
      line = longer;
    }
    at = blank + 1;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

float draw_header(Canvas& canvas, const PageWords& words, const Theme& theme, float width, float top) {
  const PageSizes sizes(theme);
  const float room = width - 2 * sizes.margin;
  scene::draw_fitted(canvas, {sizes.margin, top + sizes.title * 0.65f}, words.title, {theme.text, sizes.title, Font::Bold}, room);
  scene::draw_fitted(canvas, {sizes.margin, top + sizes.title * 1.3f + sizes.subtitle * 0.75f}, words.subtitle,
                     {theme.text_dim, sizes.subtitle}, room);
  return sizes.header;
}

void draw_headline(Canvas& canvas, const PageWords& words, std::size_t run, const Theme& theme, const Rect& area) {
  const TextStyle name{theme.text, 14 * theme.scale, Font::Bold}, rest{theme.text_dim, 13 * theme.scale};
  const float y = area.center().y, gap = 12 * theme.scale;
  const float used = scene::draw_fitted(canvas, {area.x, y}, words.headlines[run], name, area.w) + gap;
  if (used < area.w) scene::draw_fitted(canvas, {area.x + used, y}, words.outcomes[run], rest, area.w - used);
}

float footnote_height(Canvas& canvas, const PageWords& words, const Theme& theme, float width) {
  const PageSizes sizes(theme);
  const auto lines = wrapped(canvas, words.footnote, {theme.text_dim, sizes.footnote}, width);
  return static_cast<float>(lines.size()) * sizes.footnote * 1.4f;
}

void draw_footnote(Canvas& canvas, const PageWords& words, const Theme& theme, const Rect& area) {
  const PageSizes sizes(theme);
  const TextStyle style{theme.text_dim, sizes.footnote};
  float y = area.y + sizes.footnote * 0.7f;
  for (const auto& line : wrapped(canvas, words.footnote, style, area.w)) {
    canvas.text({area.x, y}, line, style);
    y += sizes.footnote * 1.4f;
  }
}

}  // namespace gilscope::picture
