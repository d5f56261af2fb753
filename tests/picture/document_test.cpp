// Whole pictures: options that are checked, spans where they belong, nothing beside the paper, words for those who listen.
#include "tests/catch.hpp"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>

#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>

#include "tests/picture/samples.hpp"
#include "tests/picture/xml_check.hpp"
#include "ui/picture/document.hpp"
#include "ui/picture/formats.hpp"
#include "ui/picture/raster_canvas.hpp"
#include "ui/picture/svg_canvas.hpp"

namespace {

using namespace gilscope;
using namespace gilscope::picture;
using test::with;

const Exporter& format(std::string_view name) {
  const auto* found = find_by_name(picture_exporters(), name);
  REQUIRE(found != nullptr);
  return *found;
}

std::string bytes_of(std::string_view name, std::span<const ExportRun> runs, const ExportOptions& options = {}) {
  const auto wrong = check_export(format(name), runs, options);
  INFO((wrong ? wrong->message : ""));
  REQUIRE_FALSE(wrong);
  std::string bytes;
  {
    auto out = ExportOutput::into(bytes);
    const auto error = format(name).write(runs, options, out);
    INFO((error ? error->message : ""));
    REQUIRE_FALSE(error);
    REQUIRE_FALSE(out.commit());
  }
  return bytes;
}

std::string complaint(std::string_view name, std::span<const ExportRun> runs, const ExportOptions& options) {
  const auto wrong = check_export(format(name), runs, options);
  return wrong ? wrong->message : "";
}

/// The rectangles of all paths of one colour.
std::vector<scene::Rect> rects_of(const test::Xml& xml, const std::string& fill) {
  std::vector<scene::Rect> rects;
  for (const auto& e : xml.elements) {
    const auto it = e.attributes.find("fill");
    if (e.name != "path" || it == e.attributes.end() || it->second != fill) continue;
    const std::string& d = e.attributes.at("d");
    for (std::size_t m = d.find('M'); m != std::string::npos; m = d.find('M', m + 1)) {
      scene::Rect r;
      if (std::sscanf(&d[m], "M%f %fh%fv%f", &r.x, &r.y, &r.w, &r.h) == 4) rects.push_back(r);
    }
  }
  return rects;
}

std::string hex(scene::Color c) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02x%02x%02x", c.r, c.g, c.b);
  return text;
}

TEST_CASE("a wait for the GIL is drawn where and as long as it was") {
  const ExportRun runs[] = {test::known_run()};
  const auto options = read_document_options(runs, with({{"size", "1000"}}));
  REQUIRE(options.ok());
  SvgCanvas canvas(1000, 100, {});
  const Document document(runs, *options, canvas);
  const float margin = PageSizes(document.theme()).margin;
  scene::TimelineView view;
  view.range = options->range;
  view.lanes = scene::default_lanes(picture_of(runs[0]));
  const auto scale = scene::timeline_scale(view, document.theme(), {margin, 0, 1000 - 2 * margin, 100});

  const auto xml = test::parse_xml(bytes_of("svg", runs, with({{"size", "1000"}})));
  REQUIRE(xml.error.empty());
  const float from = scale.x(20 * kMillisecond), to = scale.x(60 * kMillisecond);
  int found = 0;
  for (const auto& r : rects_of(xml, hex(document.theme().state(ThreadState::WaitingForGil).fill)))
    if (std::abs(r.x - from) <= 1 && std::abs(r.right() - to) <= 1) ++found;
  CHECK(found >= 1);
}

TEST_CASE("SVG says in words what it shows") {
  const ExportRun runs[] = {test::known_run(), test::free_run()};
  for (const char* part : {"timeline", "machine"}) {
    const auto svg = bytes_of("svg", runs, with({{"part", part}, {"theme", "dark"}}));
    const auto xml = test::parse_xml(svg);
    INFO(xml.error);
    REQUIRE(xml.error.empty());
    CHECK(xml.text_of("title") == "A sample & more");
    CHECK(xml.text_of("desc").find("3.13") != std::string::npos);
    CHECK(svg.find("role=\"graphics-document document\"") != std::string::npos);
    CHECK(svg.find("sample.py") != std::string::npos);
    CHECK(svg.find("seed 1") != std::string::npos);
    CHECK(svg.find("Simulated") != std::string::npos);
    for (const auto& e : xml.elements)
      if (e.name == "g" && e.attributes.count("role")) CHECK(e.attributes.count("aria-label") == 1);
  }
  CHECK(bytes_of("svg", runs).find("2.0 times as fast") != std::string::npos);
}

TEST_CASE("the same run gives the same bytes") {
  const ExportRun runs[] = {test::random_run(3)};
  CHECK(bytes_of("svg", runs) == bytes_of("svg", runs));
  CHECK(bytes_of("png", runs, with({{"size", "400"}})) == bytes_of("png", runs, with({{"size", "400"}})));
}

TEST_CASE("PNG has the size asked for, at every scale") {
  const ExportRun runs[] = {test::known_run()};
  const auto size = [&](std::string text, std::string scale) {
    const auto bytes = bytes_of("png", runs, with({{"size", std::move(text)}, {"scale", std::move(scale)}, {"part", "machine"}}));
    int w = 0, h = 0, channels = 0;
    auto* pixels = stbi_load_from_memory(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), &w, &h, &channels, 0);
    REQUIRE(pixels != nullptr);
    stbi_image_free(pixels);
    CHECK(channels == 3);
    return std::pair(w, h);
  };
  CHECK(size("640x360", "1") == std::pair(640, 360));
  CHECK(size("640x360", "2") == std::pair(1280, 720));
  CHECK(size("200x200", "3") == std::pair(600, 600));
  CHECK(size("700", "1").first == 700);
}

TEST_CASE("PNG carries the picture in words") {
  const ExportRun runs[] = {test::known_run()};
  const auto bytes = bytes_of("png", runs, with({{"size", "300"}}));
  CHECK(bytes.find(std::string("iTXtTitle\0\0\0\0\0A sample & more", 29)) != std::string::npos);
  CHECK(bytes.find("iTXtDescription") != std::string::npos);
}

TEST_CASE("the speed-up curve compares each runtime with itself on one core") {
  const ExportRun runs[] = {test::free_run(80 * kMillisecond, 1), test::free_run(20 * kMillisecond, 8), test::free_run(100 * kMillisecond, 1, "3.13"),
                            test::free_run(100 * kMillisecond, 8, "3.13")};
  const auto series = speedup_series(runs);
  REQUIRE(series.size() == 2);
  CHECK(series[0].label == "3.13t");
  CHECK(series[0].points == std::vector<std::pair<double, double>>{{1, 1}, {8, 4}});
  CHECK(series[1].points == std::vector<std::pair<double, double>>{{1, 1}, {8, 1}});
  const auto xml = test::parse_xml(bytes_of("svg", runs, with({{"part", "speedup"}})));
  CHECK(xml.error.empty());
  CHECK(xml.text_of("desc").find("3.13t: 1.00 on 1 core; 4.00 on 8 cores") != std::string::npos);
}

TEST_CASE("whatever the runs, timelines and machines stay within their areas") {
  const auto fonts = FontSet::find();
  REQUIRE(fonts.ok());
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const auto run = test::random_run(seed);
    const auto picture = picture_of(run);
    const auto theme = theme_of(seed % 2 == 0, seed % 3 ? 1.f : 0.7f);
    const scene::Rect area{50, 40, seed % 4 ? 400.f : 120.f, seed % 5 ? 220.f : 60.f};
    scene::TimelineView view;
    view.range = seed % 3 ? scene::TimeRange{0, run.trace->end()} : scene::TimeRange{run.trace->end() / 3, run.trace->end() / 2 + 10};
    view.lanes = scene::default_lanes(picture);
    for (const bool machine : {false, true}) {
      RasterCanvas canvas(520, 330, 1, {1, 2, 3}, *fonts);
      if (machine) scene::draw_machine(picture, {.at = view.range.from + view.range.length() / 2, .selection = {}, .hover = {}}, theme, area, canvas, nullptr);
      else scene::draw_timeline(picture, view, theme, area, canvas, nullptr);
      int outside = 0, inside = 0;
      for (int y = 0; y < 330; ++y)
        for (int x = 0; x < 520; ++x) {
          const bool within = x >= 49 && x <= static_cast<int>(area.right()) && y >= 39 && y <= static_cast<int>(area.bottom());
          if (!(canvas.pixel(x, y) == scene::Color{1, 2, 3})) ++(within ? inside : outside);
        }
      INFO("seed " << seed << (machine ? " machine" : " timeline"));
      CHECK(outside == 0);
      CHECK(inside > 500);
    }
  }
}

TEST_CASE("random runs become well-formed pictures in every part and size") {
  for (unsigned seed = 20; seed < 26; ++seed) {
    const ExportRun runs[] = {test::random_run(seed), test::random_run(seed + 1)};
    for (const char* size : {"200x200", "640", "1600x900"})
      for (const char* part : {"timeline", "machine"}) {
        const auto xml = test::parse_xml(bytes_of("svg", runs, with({{"size", size}, {"part", part}})));
        INFO(xml.error);
        CHECK(xml.error.empty());
      }
  }
}

TEST_CASE("options that cannot be are refused, in words") {
  const ExportRun runs[] = {test::known_run()};
  CHECK(complaint("svg", runs, with({{"size", "0x0"}})).find("WIDTHxHEIGHT") != std::string::npos);
  CHECK(complaint("png", runs, with({{"size", "1000000x1000000"}})).find("16384") != std::string::npos);
  CHECK(complaint("png", runs, with({{"size", "12x"}})).find("size=12x") != std::string::npos);
  CHECK(complaint("png", runs, with({{"size", ""}})).find("WIDTHxHEIGHT") != std::string::npos);
  CHECK(complaint("png", runs, with({{"size", "16000x16000"}})).find("too large") != std::string::npos);
  CHECK(complaint("png", runs, with({{"size", "10000x10000"}, {"scale", "2"}})).find("too large") != std::string::npos);
  CHECK(complaint("png", runs, with({{"scale", "9"}})).find("from 1 to 4") != std::string::npos);
  CHECK(complaint("svg", runs, with({{"at", "3s"}})).find("ends at 100 ms") != std::string::npos);
  CHECK(complaint("svg", runs, with({{"at", "soon"}})).find("12.5ms") != std::string::npos);
  CHECK(complaint("svg", runs, with({{"at", "120%"}})).find("12.5ms") != std::string::npos);
  CHECK(complaint("svg", runs, with({{"theme", "pink"}})).find("light, dark") != std::string::npos);
  CHECK(complaint("svg", runs, with({{"part", "all"}})).find("timeline, machine, speedup") != std::string::npos);
  CHECK(complaint("svg", runs, with({{"part", "speedup"}})).find("--cores 1,2,4,8") != std::string::npos);
  CHECK(complaint("mp4", runs, with({{"seconds", "5"}, {"slow-motion", "10"}})).find("one of them") != std::string::npos);
  CHECK(complaint("mp4", runs, with({{"seconds", "0"}})).find("0.1") != std::string::npos);
  CHECK(complaint("mp4", runs, with({{"slow-motion", "1"}})).empty());
  CHECK(complaint("mp4", runs, with({{"slow-motion", "1e9"}})).find("would last") != std::string::npos);
  CHECK(complaint("gif", runs, with({{"size", "5000x200"}})).find("4096") != std::string::npos);
  CHECK(complaint("gif", runs, with({{"fps", "0"}})).find("from 1 to 60") != std::string::npos);
  ExportOptions late;
  late.from = 200 * kMillisecond;
  CHECK(complaint("svg", runs, late).find("ends at 100 ms") != std::string::npos);
  CHECK(complaint("png", runs, late).find("begins at 200 ms") != std::string::npos);
}

TEST_CASE("instants are read with their units, and as parts of the run") {
  CHECK(parse_instant("12.5ms", kSecond).value() == 12'500 * kMicrosecond);
  CHECK(parse_instant("3 us", kSecond).value() == 3 * kMicrosecond);
  CHECK(parse_instant("2\xC2\xB5s", kSecond).value() == 2 * kMicrosecond);
  CHECK(parse_instant("0.5", kSecond).value() == kSecond / 2);
  CHECK(parse_instant("25%", kSecond).value() == kSecond / 4);
  CHECK(parse_instant("0", kSecond).value() == 0);
  for (const char* bad : {"", "ms", "-1ms", "1h", "nan", "inf", "101%", "1ms 2"}) CHECK_FALSE(parse_instant(bad, kSecond).ok());
}

TEST_CASE("a file that cannot be written is an error, and nothing is left") {
  const ExportRun runs[] = {test::known_run()};
  const auto result = export_runs(format("png"), runs, {}, "/nonexistent/folder/picture.png", Overwrite::No);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().message.find("/nonexistent/folder") != std::string::npos);
}

}  // namespace
