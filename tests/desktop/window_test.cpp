// The app as people use it: a real window, real keys, a real mouse.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/desktop/x_session.hpp"

using gilscope::tests::XSession;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

bool can_test() {
  if (XSession::available()) return true;
  WARN("SKIPPED: the tests of the window need Xvfb and xdotool, and they are not installed");
  return false;
}

// The widest region whose description begins like this.
json drawn(const json& state, const std::string& kind, int run) {
  json best;
  for (const auto& thing : state["drawn"]) {
    const std::string hit = thing["hit"];
    if (hit.find("kind=" + kind + " run=" + std::to_string(run)) != 0) continue;
    if (best.is_null() || thing["w"] > best["w"]) best = thing;
  }
  return best;
}

bool complete(const json& state) {
  return !state["running"].get<bool>() && !state["runs"].empty() &&
         std::all_of(state["runs"].begin(), state["runs"].end(), [](const json& run) { return run["finished"].get<bool>(); });
}

}  // namespace

TEST_CASE("open, look, change, step, edit, resize, close and reopen") {
  if (!can_test()) return;
  XSession x;
  REQUIRE(x.up());
  REQUIRE(x.open({}));

  // It opens with prime counting, with the GIL and without, and plays.
  REQUIRE(x.until(complete));
  json state = x.state();
  CHECK(state["scenario"] == "primes");
  REQUIRE(state["runs"].size() == 2);
  CHECK(state["runs"][0]["end_ps"] > state["runs"][1]["end_ps"]);
  CHECK(!drawn(state, "core-span", 0).is_null());
  CHECK(!drawn(state, "core-span", 1).is_null());

  // Keys: pause, step to an event and back.
  if (state["playing"].get<bool>()) x.key("space");
  x.key("Home");
  REQUIRE(x.until([](const json& s) { return s["view"]["playhead_ps"] == 0 && !s["playing"].get<bool>(); }));
  x.key("Right");
  x.key("Right");
  const json second = x.state();
  CHECK(second["view"]["playhead_ps"] > 0);
  x.key("Left");
  CHECK(x.state()["view"]["playhead_ps"] < second["view"]["playhead_ps"]);
  x.key("space");
  REQUIRE(x.until([&](const json& s) { return s["view"]["playhead_ps"] > second["view"]["playhead_ps"]; }));
  x.key("space");

  // The mouse: a span of a core is selected, the wheel zooms there.
  state = x.state();
  const json span = drawn(state, "core-span", 0);
  REQUIRE(!span.is_null());
  const double px = span["x"].get<double>() + span["w"].get<double>() / 2, py = span["y"].get<double>() + span["h"].get<double>() / 2;
  x.click(px, py);
  REQUIRE(x.until([](const json& s) { return s["view"].contains("selection"); }));
  CHECK(x.state()["view"]["selection"].get<std::string>().find("kind=core-span run=0") == 0);
  const auto length = [](const json& s) { return s["view"]["to_ps"].get<double>() - s["view"]["from_ps"].get<double>(); };
  const double before = length(x.state());
  x.xdotool("click 4");
  x.xdotool("click 4");
  CHECK(length(x.state()) < before * 0.8);
  x.key("0");
  CHECK(length(x.state()) == Approx(before));

  // A small window, a large one.
  for (const auto& [width, height] : {std::pair{800, 600}, {2560, 1440}}) {
    x.resize(width, height);
    REQUIRE(x.until([w = width](const json& s) { return s["window"]["width"] == w; }));
    XSession::pause(0.3);
    state = x.state();
    CHECK(!drawn(state, "core-span", 0).is_null());
    CHECK(!drawn(state, "core-span", 1).is_null());
    for (const auto& thing : state["drawn"]) CHECK(thing["x"].get<double>() < width);
  }
  x.resize(1280, 720);

  // Looks, and what is remembered of them.
  x.key("t");
  REQUIRE(x.until([](const json& s) { return !s["dark"].get<bool>(); }));
  x.key("ctrl+q");
  CHECK(x.wait_for_exit() == 0);
  CHECK(fs::exists(x.folder() + "/config/gilscope/settings.json"));
  REQUIRE(x.open({}));
  REQUIRE(x.until(complete));
  CHECK(!x.state()["dark"].get<bool>());
}

TEST_CASE("a scenario is chosen by search; an error in the program is shown and repaired") {
  if (!can_test()) return;
  XSession x;
  REQUIRE(x.up());
  REQUIRE(x.open({"lost_update"}));
  REQUIRE(x.until(complete));

  x.key("o");
  REQUIRE(x.until([](const json& s) { return s["panels"].back() == "scenarios"; }));
  x.xdotool("type --delay 60 deadlock");
  x.key("Return");
  REQUIRE(x.until([](const json& s) { return s["scenario"] == "philosophers" && complete(s); }));

  // The file is watched: another program breaks it, and repairs it.
  const std::string file = x.folder() + "/mine.py";
  std::ofstream(file) << "print('one')\n";
  x.key("o");
  x.xdotool("type --delay 60 " + file);
  x.key("Return");
  REQUIRE(x.until([](const json& s) { return s["scenario"] == "mine" && complete(s) && s["runs"][0]["stdout"] == "one\n"; }));
  XSession::pause(1.2);
  std::ofstream(file) << "print('one'\n";
  REQUIRE(x.until([](const json& s) { return s["problem"].get<std::string>().find("line 1") == 0; }));
  CHECK(x.state()["runs"][0]["stdout"] == "one\n");  // the old picture stays
  std::ofstream(file) << "print('two')\n";
  REQUIRE(x.until([](const json& s) { return s["problem"] == "" && s["runs"][0]["stdout"] == "two\n"; }));

  // A program that never ends is stopped with one key, and the app answers meanwhile.
  std::ofstream(file) << "while True:\n    pass\n";
  REQUIRE(x.until([](const json& s) { return s["running"].get<bool>(); }));
  x.key("t");
  CHECK(!x.state()["dark"].get<bool>());
  x.key("Escape");
  REQUIRE(x.until([](const json& s) { return complete(s) && s["runs"][0]["interrupted"].get<bool>(); }));
  CHECK(x.running());
}

TEST_CASE("the program is edited in place: typed into an error, which leaves the picture") {
  if (!can_test()) return;
  XSession x;
  REQUIRE(x.up());
  REQUIRE(x.open({"lost_update"}));
  REQUIRE(x.until(complete));
  const json before = x.state();
  CHECK(!before["source_edited"].get<bool>());

  x.click(200, 400);  // into the source panel
  x.key("ctrl+End");
  x.xdotool("type --delay 60 \"(x\"");
  x.click(700, 67);   // and out of it: while a field has the keys, the app's own keys rest
  REQUIRE(x.until([](const json& s) { return s["problem"].get<std::string>().find("line ") == 0; }));
  json state = x.state();
  CHECK(state["source_edited"].get<bool>());
  CHECK(state["runs"] == before["runs"]);  // the old picture stays
}

TEST_CASE("by mouse: a thread is chosen, its lane zoomed, cores changed, playback paused and resumed") {
  if (!can_test()) return;
  XSession x;
  REQUIRE(x.up());
  REQUIRE(x.open({"lost_update_lock"}));
  REQUIRE(x.until(complete));
  if (x.state()["playing"].get<bool>()) x.key("space");
  REQUIRE(x.until([](const json& s) { return !s["playing"].get<bool>(); }));

  // A click on a thread's lane: the inspector talks about that thread.
  json state = x.state();
  json label;
  for (const auto& thing : state["drawn"]) {
    const std::string hit = thing["hit"];
    if (hit.find("kind=thread-span run=0") != 0) continue;
    if (label.is_null() || thing["w"] > label["w"]) label = thing;
  }
  REQUIRE(!label.is_null());
  x.click(label["x"].get<double>() + label["w"].get<double>() / 2, label["y"].get<double>() + label["h"].get<double>() / 2);
  REQUIRE(x.until([](const json& s) { return s["view"].contains("selection"); }));
  state = x.state();
  CHECK(state["view"]["selection"].get<std::string>().find("thread=") != std::string::npos);

  // The wheel over a lane zooms about the instant under the mouse.
  const json span = drawn(state, "core-span", 0);
  REQUIRE(!span.is_null());
  const auto length = [](const json& s) { return s["view"]["to_ps"].get<double>() - s["view"]["from_ps"].get<double>(); };
  const double before = length(state);
  const double px = span["x"].get<double>() + span["w"].get<double>() / 2, py = span["y"].get<double>() + span["h"].get<double>() / 2;
  x.xdotool("mousemove " + std::to_string(static_cast<int>(px)) + " " + std::to_string(static_cast<int>(py)));
  XSession::pause(0.2);
  x.xdotool("click 4");
  REQUIRE(x.until([&](const json& s) { return length(s) < before * 0.95; }));
  x.xdotool("click 5");
  REQUIRE(x.until([&](const json& s) { return length(s) > before * 0.95; }));

  // The slider of cores, dragged to its left end: one core, and a new result with it.
  const json slider = state["controls"]["cores"];
  const double sy = slider["y"].get<double>() + slider["h"].get<double>() / 2;
  x.drag(slider["x"].get<double>() + slider["w"].get<double>() / 2, sy, slider["x"].get<double>() + 3, sy);
  REQUIRE(x.until([](const json& s) { return s["setup"]["cores"] == 1 && complete(s); }));

  // Play and pause, by click.
  const json play = state["controls"]["play"];
  const auto press = [&] { x.click(play["x"].get<double>() + play["w"].get<double>() / 2, play["y"].get<double>() + play["h"].get<double>() / 2); };
  press();
  REQUIRE(x.until([](const json& s) { return s["playing"].get<bool>(); }));
  press();
  REQUIRE(x.until([](const json& s) { return !s["playing"].get<bool>(); }));
}

TEST_CASE("lines are indented by Tab, dedented by Shift+Tab, and both undone") {
  if (!can_test()) return;
  XSession x;
  REQUIRE(x.up());
  const std::string file = x.folder() + "/mine.py";
  std::ofstream(file) << "if True:\n    print('a')\n    print('b')\n";
  REQUIRE(x.open({file}));
  REQUIRE(x.until(complete));
  const auto source = [](const json& s) { return s["setup"]["source"].get<std::string>(); };
  const std::string original = source(x.state());
  x.click(200, 400);  // into the source panel
  XSession::pause(0.3);
  x.key("ctrl+a");
  XSession::pause(0.3);
  const auto read = [&](const std::string& text) {
    const bool found = x.until([&](const json& s) { return source(s) == text; });
    INFO(source(x.state()));
    CHECK(found);
  };
  x.key("Tab");
  read("    if True:\n        print('a')\n        print('b')\n");
  x.key("shift+Tab");
  read(original);
  x.key("ctrl+z");
  read("    if True:\n        print('a')\n        print('b')\n");
  x.key("ctrl+z");
  read(original);
  x.key("ctrl+End");
  XSession::pause(0.3);
  x.xdotool("type --delay 60 \"if x:\"");
  x.key("Return");
  XSession::pause(0.3);
  x.xdotool("type --delay 60 \"y\"");
  read(original + "if x:\n    y");
}

TEST_CASE("a screenshot, with a script, without a visible window") {
  if (!can_test()) return;
  XSession x;
  REQUIRE(x.up());
  std::ofstream(x.folder() + "/script.txt") << "cores 4\nwait\nseek 1ms\nstep event forward\nmarker a 1ms\n";
  const std::string png = x.folder() + "/picture.png";
  REQUIRE(x.open_hidden({"--screenshot", png, "--size", "1000x700", "--theme", "light", "--script", x.folder() + "/script.txt", "lost_update"}) == 0);
  std::ifstream in(png, std::ios::binary);
  char head[24] = {};
  in.read(head, sizeof head);
  REQUIRE(in);
  const auto number = [&](int at) { return (static_cast<unsigned char>(head[at + 2]) << 8) + static_cast<unsigned char>(head[at + 3]); };
  CHECK(number(16) == 1000);
  CHECK(number(20) == 700);
  json state;
  std::ifstream(x.folder() + "/state.json") >> state;
  CHECK(state["setup"]["cores"] == 4);
  CHECK(state["view"]["marker_a_ps"] == 1'000'000'000);
  CHECK(state["view"]["playhead_ps"] > 1'000'000'000);
}
