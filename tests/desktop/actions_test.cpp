// Actions: what they do to the state, and their text form.
#include "ui/desktop/actions.hpp"

#include "tests/catch.hpp"
#include "ui/desktop/link.hpp"
#include "ui/desktop/time_text.hpp"

using namespace gilscope;
using namespace gilscope::desktop;

namespace {

AppState opened(const std::string& name) {
  AppState state;
  apply(state, OpenScenario{name});
  return state;
}

}  // namespace

TEST_CASE("every action survives its text form") {
  for (const auto& word : action_words()) {
    INFO(word);
    const auto action = parse_action(word);
    REQUIRE(action);
    const std::string text = to_text(action.value());
    const auto again = parse_action(text);
    REQUIRE(again);
    CHECK(again->index() == action->index());
    CHECK(to_text(again.value()) == text);
  }
}

TEST_CASE("fields survive the text form") {
  scene::Hit hit;
  hit.kind = scene::HitKind::LockSpan;
  hit.run = 1;
  hit.thread = ThreadId(3);
  hit.lock = LockId(2);
  hit.lane = Lane::of(LockId(2));
  hit.value = 3;
  hit.begin = 1234567;
  hit.end = 7 * kMillisecond + 1;
  const std::vector<Action> actions = {EditSource{"a = \"x\\y\"\n\tb\n"}, SetArgs{{"--limit", "two words", ""}}, SetSpeed{1.5e-7}, Seek{5 * kMillisecond + 3},
                                       SetSwitchInterval{std::nullopt}, SetLoop{kMicrosecond, 2 * kMicrosecond}, Select{hit}, MoveLane{1, 2, -3},
                                       Step{StepKind::GilSwitch, Direction::Backward}, ShowPanel{Panel::StopAt, Switch::Off}};
  for (const Action& action : actions) {
    const std::string text = to_text(action);
    INFO(text);
    const auto again = parse_action(text);
    REQUIRE(again);
    CHECK(to_text(again.value()) == text);
  }
  const auto selected = parse_action(to_text(Select{hit}));
  REQUIRE(selected);
  CHECK(std::get<Select>(selected.value()).hit == hit);
  const auto edited = parse_action(to_text(actions[0]));
  CHECK(std::get<EditSource>(edited.value()).text == "a = \"x\\y\"\n\tb\n");
}

TEST_CASE("a wrong line of a script is named, with what is expected") {
  const auto script = parse_script("demo.txt", "# a comment\n\ncores 4\nstep sideways\n");
  REQUIRE(!script);
  CHECK(script.error().message == "demo.txt, line 4: 'sideways': expected one of bytecode, line, event, gil-switch");
  CHECK(!parse_action("dance"));
  CHECK(!parse_action("cores four"));
  CHECK(!parse_action("play now"));
  CHECK(!parse_action("open \"unfinished"));
}

TEST_CASE("instants are written with all their digits") {
  for (const SimTime t : {SimTime{0}, SimTime{1}, SimTime{999}, kNanosecond, 1234567 * kPicosecond, 5 * kMillisecond, 3 * kSecond + 1, -kMicrosecond}) {
    INFO(time_text(t));
    CHECK(parse_time(time_text(t)) == t);
  }
  CHECK(time_text(12'500'000'000) == "12.5ms");
  CHECK(!parse_time("12"));
  CHECK(!parse_time("ms"));
  CHECK(!parse_time("99999999999999s"));
}

TEST_CASE("a scenario brings its own setup, and changes of it count") {
  AppState state = opened("lost_update");
  CHECK(state.setup.runtimes.size() == 2);
  CHECK(!state.setup.source.empty());
  const auto number = state.setup_number;
  apply(state, SetCores{5});
  CHECK(state.setup.cores == 5);
  CHECK(state.setup_number == number + 1);
  apply(state, SetCores{5});
  CHECK(state.setup_number == number + 1);  // nothing changed, nothing runs again
  apply(state, SetCores{1000});
  CHECK(state.setup.cores == 64);
}

TEST_CASE("runtimes: one at least, four at most, and only those there are") {
  AppState state = opened("primes");
  apply(state, SetRuntimes{{"3.13"}});
  apply(state, SetRuntime{"3.13", Switch::Off});
  CHECK(state.setup.runtimes == std::vector<std::string>{"3.13"});
  CHECK(state.notice.error);
  apply(state, SetRuntime{"2.7", Switch::On});
  CHECK(state.setup.runtimes.size() == 1);
  for (const char* spec : {"3.13t", "3.14", "3.14t", "3.12"}) apply(state, SetRuntime{spec, Switch::On});
  CHECK(state.setup.runtimes.size() == 4);
}

TEST_CASE("what-ifs that contradict each other exclude each other") {
  AppState state = opened("primes");
  apply(state, SetWhatIf{"no-immortal", Switch::On});
  apply(state, SetWhatIf{"immortal", Switch::On});
  CHECK(state.setup.what_ifs == std::vector<std::string>{"immortal"});
}

TEST_CASE("the number of threads is the argument that the usage names") {
  AppState state = opened("primes");
  apply(state, SetThreads{3});
  REQUIRE(state.setup.args.size() == 2);
  CHECK(state.setup.args[1] == "3");
  AppState other = opened("philosophers");
  apply(other, SetThreads{3});
  CHECK(other.notice.error);
}

TEST_CASE("a program is edited, and taken back") {
  AppState state = opened("primes");
  const std::string before = state.setup.source;
  apply(state, ReplaceSource{"def is_prime(n):", "def is_prime(n)"});
  CHECK(state.source_edited);
  CHECK(state.setup.source.size() + 1 == before.size());
  apply(state, RevertSource{});
  CHECK(state.setup.source == before);
  CHECK(!state.source_edited);
  apply(state, ReplaceSource{"no such text", ""});
  CHECK(state.notice.error);
}

TEST_CASE("zooming keeps the instant under the mouse where it is, and stays within the run") {
  AppState state;
  state.shown.end = 100 * kMillisecond;
  apply(state, ShowAll{});
  const auto part = [&](SimTime t) {
    return static_cast<double>(t - state.view.range.from) / static_cast<double>(state.view.range.length());
  };
  const SimTime at = 30 * kMillisecond;
  const double before = part(at);
  apply(state, ZoomBy{8, at});
  CHECK(part(at) == Approx(before).margin(1e-6));
  CHECK(!state.show_everything);
  for (int i = 0; i < 200; ++i) apply(state, ZoomBy{10, at});
  CHECK(state.view.range.length() >= 100);
  for (int i = 0; i < 200; ++i) apply(state, ZoomBy{0.1, at});
  CHECK(state.view.range.length() <= 110 * kMillisecond);
  apply(state, PanBy{1000});
  CHECK(state.view.range.to <= 103 * kMillisecond);
}

TEST_CASE("one dialog at a time; what is no action of the state is left to the window") {
  AppState state;
  apply(state, ShowPanel{Panel::Bindings});
  apply(state, ShowPanel{Panel::Palette});
  CHECK(!state.is_open(Panel::Bindings));
  CHECK(state.is_open(Panel::Palette));
  CHECK(state.effects.empty());
  apply(state, Quit{});
  CHECK(state.effects.size() == 1);
}

TEST_CASE("a link brings the view back, and may do nothing else") {
  AppState state = opened("lost_update");
  apply(state, SetCores{3});
  apply(state, SetSpeed{1e-6});
  const auto actions = open_link(make_link(state));
  REQUIRE(actions);
  AppState other;
  for (const Action& action : actions.value()) apply(other, action);
  CHECK(other.setup.cores == 3);
  CHECK(other.setup.runtimes == state.setup.runtimes);
  CHECK(other.playback.speed == Approx(1e-6));
  CHECK(!open_link("http://example.org"));
  CHECK(!open_link("gilscope:save-source+/tmp/x"));
  CHECK(!open_link("gilscope:cores+many"));
}

TEST_CASE("a link carries an edited program as far as it fits") {
  AppState state = opened("lost_update");
  const std::string text = "# /// gilscope\n# cores = 2\n# ///\nprint('über + & = %', \"\\n\")\n";
  apply(state, EditSource{text});
  const std::string link = make_link(state);
  CHECK(link.size() <= kLongestLink);
  CHECK(!lacks_program(link));
  const auto actions = open_link(link);
  REQUIRE(actions);
  AppState other;
  for (const Action& action : actions.value()) apply(other, action);
  CHECK(other.setup.source == text);
  CHECK(other.source_edited);

  apply(state, EditSource{"x = 1\n" + std::string(kLongestLink, '#')});
  const std::string without = make_link(state);
  CHECK(lacks_program(without));
  CHECK(without.size() < kLongestLink);
  REQUIRE(open_link(without));
}
