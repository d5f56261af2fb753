// The panels without a window: Dear ImGui draws into nothing, events come from the test, and what counts are the actions that come out.
#include <imgui.h>

#include <algorithm>
#include <functional>

#include "sim/analysis/blame.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"
#include "ui/desktop/actions.hpp"
#include "ui/desktop/bytecode_panel.hpp"
#include "ui/desktop/glossary.hpp"
#include "ui/desktop/glossary_panel.hpp"
#include "ui/desktop/inspector_panel.hpp"
#include "ui/desktop/palette_panel.hpp"
#include "ui/desktop/panel_widgets.hpp"
#include "ui/desktop/results_panel.hpp"
#include "ui/desktop/search_panel.hpp"
#include "ui/desktop/source_panel.hpp"

namespace gilscope::desktop {
namespace {

constexpr const char* kScript =
    "import threading\n"
    "lock = threading.Lock()\n"
    "total = 0\n"
    "def work():\n"
    "    global total\n"
    "    for i in range(4000):\n"
    "        with lock:\n"
    "            total += 1\n"
    "team = [threading.Thread(target=work) for _ in range(3)]\n"
    "for t in team:\n"
    "    t.start()\n"
    "for t in team:\n"
    "    t.join()\n";

// A window of one panel, driven frame by frame.
class Desk {
 public:
  explicit Desk(std::vector<std::string> runtimes = {"3.13t"}) {
    context_ = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {600, 900};
    io.DeltaTime = 1.0f / 60;
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    state.setup.path = "count.py";
    state.setup.source = kScript;
    state.setup.runtimes = runtimes;
    state.playback.playing = false;
    auto scenario = parse_scenario("count.py", kScript);
    REQUIRE(scenario);
    const auto program = compile_program(*scenario);
    REQUIRE(program);
    state.shown.setup = state.setup;
    state.shown.generation = 1;
    state.shown.scenario = std::make_shared<const Scenario>(*scenario);
    state.shown.program = *program;
    for (const std::string& runtime : runtimes) {
      RunOptions options;
      options.runtime = runtime;
      options.record_calls = true;
      options.cores = 4;
      auto report = run(*scenario, *program, options);
      REQUIRE(report);
      state.shown.runs.push_back({runtime, options, report->trace, *report});
      state.shown.end = std::max(state.shown.end, report->time);
    }
  }
  ~Desk() { ImGui::DestroyContext(context_); }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  /// One frame; returns the actions of the panel and applies none.
  Actions frame(PanelFunction panel) {
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({600, 900});
    Actions actions;
    const View view{theme, {}, {}, {}, 0.1 * ++frames_, nullptr};
    ImGui::Begin("panel", nullptr, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize);
    panel(state, view, actions);
    ImGui::End();
    ImGui::Render();
    return actions;
  }
  Actions frames(PanelFunction panel, int count) {
    Actions all;
    for (int i = 0; i < count; ++i) {
      const Actions some = frame(panel);
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }
  Actions click(PanelFunction panel, float x, float y) {
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {x, y};
    Actions all = frames(panel, 2);
    const auto add = [&](const Actions& some) { all.insert(all.end(), some.begin(), some.end()); };
    io.MouseDown[0] = true;
    add(frames(panel, 2));
    io.MouseDown[0] = false;
    add(frames(panel, 2));
    return all;
  }
  /// Clicks its way down the window until a click makes an action of this kind.
  template <class Wanted>
  std::optional<Wanted> click_until(PanelFunction panel, float left, float right) {
    for (float y = 8; y < 500; y += 7)
      for (float x = left; x < right; x += 23)
        for (const Action& action : click(panel, x, y))
          if (const auto* found = std::get_if<Wanted>(&action)) return *found;
    return std::nullopt;
  }
  void type(const char* text) { ImGui::GetIO().AddInputCharactersUTF8(text); }

  /// An instant at which the first worker is at work.
  SimTime at_work() const { return (trace().threads()[1].start + trace().threads()[1].end) / 2; }
  const Trace& trace(std::size_t run = 0) const { return *state.shown.runs[run].trace; }
  /// An instant at which a thread waits for a lock, or spins.
  std::optional<std::pair<ThreadId, SimTime>> lock_wait() const {
    for (const LockWait& wait : trace().lock_waits()) return std::pair(wait.thread, wait.begin + (wait.end - wait.begin) / 4);
    return std::nullopt;
  }

  AppState state;
  scene::Theme theme = scene::dark_theme();

 private:
  ImGuiContext* context_ = nullptr;
  int frames_ = 0;
};

template <class Wanted>
const Wanted* last_of(const Actions& actions) {
  const Wanted* found = nullptr;
  for (const Action& action : actions)
    if (const auto* wanted = std::get_if<Wanted>(&action)) found = wanted;
  return found;
}

// ---- every panel, in every state ---------------------------------------------------------------------------------------------------

TEST_CASE("every panel draws itself: without a run, with runs, with each kind of selection, with an error") {
  const PanelFunction panels[] = {source_panel, bytecode_panel, inspector_panel, results_panel, glossary_panel, search_panel, palette_panel};
  Desk desk({"3.13", "3.13t"});
  const RunSet full = desk.state.shown;
  for (const PanelFunction panel : panels) {
    desk.state.view.selection.reset();
    desk.state.shown = full;
    desk.frames(panel, 2);
    for (const Reference::Kind kind : {Reference::Kind::Thread, Reference::Kind::Lock, Reference::Kind::Object, Reference::Kind::Core, Reference::Kind::Gil}) {
      for (const std::uint32_t index : {0u, 1u, 999u}) {
        desk.state.view.selection = hit_of({kind, index, 0, 0, {}}, index == 1 ? 1 : 0);
        for (const SimTime at : {SimTime{0}, full.end / 2, full.end, full.end * 2}) {
          desk.state.view.playhead = at;
          desk.frame(panel);
        }
      }
    }
    desk.state.shown = RunSet{};
    desk.state.problem = Problem{std::nullopt, "the cost model cannot be read"};
    CHECK(desk.frames(panel, 2).empty());
    desk.state.problem.reset();
  }
}

// ---- why -----------------------------------------------------------------------------------------------------------------------------

TEST_CASE("a part of the why-sentence that is clicked selects what it names") {
  Desk desk;
  const auto wait = desk.lock_wait();
  REQUIRE(wait);
  desk.state.view.playhead = wait->second;
  desk.state.view.selection = hit_of({Reference::Kind::Thread, wait->first.value, 0, 0, {}}, 0);
  const auto selected = desk.click_until<Select>(inspector_panel, 12, 560);
  REQUIRE(selected);
  CHECK((selected->hit.thread.valid() || selected->hit.lock.valid() || selected->hit.core.valid()));
  CHECK(desk.state.panels.inspector.explanation.chain.size() >= 1);
}

TEST_CASE("without a selection the inspector lists the threads, and a click selects one") {
  Desk desk;
  desk.state.view.playhead = desk.at_work();
  const auto selected = desk.click_until<Select>(inspector_panel, 20, 120);
  REQUIRE(selected);
  CHECK(selected->hit.thread.valid());
}

TEST_CASE("every word that explanations link to is in the glossary") {
  Desk desk({"3.13", "3.13t"});
  for (std::size_t run = 0; run < 2; ++run) {
    const Trace& trace = desk.trace(run);
    for (int i = 0; i <= 200; ++i)
      for (std::uint32_t t = 0; t < trace.threads().size(); ++t)
        for (const Cause& cause : explain(trace, Question::of(ThreadId{t}, trace.end() / 200 * i)).chain)
          for (const Sentence& detail : cause.details)
            for (const SentencePart& part : detail)
              if (part.reference.kind == Reference::Kind::Term) CHECK(find_term(part.reference.term) != nullptr);
  }
}

TEST_CASE("the glossary is sorted, finds words by their other names, and says at most two sentences or so") {
  const auto entries = glossary();
  CHECK(std::is_sorted(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    const auto lower = [](std::string_view s) { std::string t(s); std::transform(t.begin(), t.end(), t.begin(), ::tolower); return t; };
    return lower(a.word) < lower(b.word);
  }));
  for (const auto& entry : entries) CHECK(std::count(entry.text.begin(), entry.text.end(), '.') <= 4);
  REQUIRE(find_term("PyMutex"));
  CHECK(find_term("PyMutex")->word == "lock");
  CHECK(find_term("gil")->word == "GIL");
  CHECK(find_term("no such word") == nullptr);
}

// ---- the source ------------------------------------------------------------------------------------------------------------------------

TEST_CASE("typing in the editor makes an action with the whole new text") {
  Desk desk;
  desk.frames(source_panel, 2);
  desk.click(source_panel, 300, 60);
  CHECK(desk.state.panels.source.active);
  desk.type("#!");
  const Actions actions = desk.frames(source_panel, 2);
  const auto* edit = last_of<EditSource>(actions);
  REQUIRE(edit != nullptr);
  CHECK(edit->text.size() == std::string(kScript).size() + 2);
  CHECK(edit->text.find("#!") != std::string::npos);
  CHECK(desk.state.panels.source.text == edit->text);
}

TEST_CASE("a text from outside replaces what is in the editor; the editor's own does not start it afresh") {
  Desk desk;
  desk.frames(source_panel, 2);
  const auto epoch = desk.state.panels.source.epoch;
  desk.click(source_panel, 300, 60);
  desk.type("x");
  for (const Action& action : desk.frames(source_panel, 2))
    if (const auto* edit = std::get_if<EditSource>(&action)) desk.state.setup.source = edit->text;
  desk.frames(source_panel, 2);
  CHECK(desk.state.panels.source.epoch == epoch);
  desk.state.setup.source = "print('other')\r\n";
  desk.frames(source_panel, 2);
  CHECK(desk.state.panels.source.epoch == epoch + 1);
  CHECK(desk.state.panels.source.text == "print('other')\n");
  CHECK(desk.state.panels.source.lines.size() == 2);
}

TEST_CASE("an edited text can be reverted and saved; an error is shown and led to") {
  Desk desk;
  desk.state.source_edited = true;
  CHECK(desk.click_until<RevertSource>(source_panel, 20, 300));
  Diagnostic diagnostic;
  diagnostic.file = "count.py";
  diagnostic.span = {8, 12, 8, 17};
  diagnostic.message = "invalid syntax";
  desk.state.problem = Problem{diagnostic, "invalid syntax"};
  const Actions actions = desk.frames(source_panel, 3);
  CHECK(actions.empty());
}

TEST_CASE("the threads' lines are those of the trace, also of threads in a library") {
  Desk desk;
  desk.state.view.playhead = desk.at_work();
  const auto places = thread_places(desk.state, 0);
  REQUIRE_FALSE(places.empty());
  bool works = false;
  for (const ThreadPlace& place : places) {
    CHECK(place.line >= 1);
    CHECK(place.line <= 13);
    works = works || (place.line >= 6 && place.line <= 8);
    if (place.thread == ThreadId{0}) CHECK(place.line == 13);
  }
  CHECK(works);
}

// ---- the rest --------------------------------------------------------------------------------------------------------------------------

TEST_CASE("the bytecode follows the selected thread into its function") {
  Desk desk;
  desk.state.view.playhead = desk.at_work();
  desk.state.view.selection = hit_of({Reference::Kind::Thread, 1, 0, 0, {}}, 0);
  desk.frames(bytecode_panel, 2);
  const BytecodePanelState& s = desk.state.panels.bytecode;
  REQUIRE(s.chosen < s.listings.size());
  CHECK(s.listings[s.chosen].function == "work");
  CHECK(s.costs[44] + s.costs[45] + s.costs[83] > 0);
}

TEST_CASE("the table of results compares the runs, with formulas") {
  Desk desk({"3.13", "3.13t"});
  const auto rows = result_rows(desk.state.shown);
  REQUIRE(rows.size() >= 4);
  CHECK(rows[0].name == "Time");
  CHECK(rows[1].numbers[0] == Approx(1.0));
  CHECK(rows[1].numbers[1] == Approx(rows[0].numbers[0] / rows[0].numbers[1]));
  for (const auto& row : rows) {
    CHECK(row.values.size() == 2);
    CHECK_FALSE(row.formula.empty());
    if (!row.term.empty()) CHECK(find_term(row.term) != nullptr);
  }
  CHECK(result_rows(RunSet{}).empty());
}

TEST_CASE("a few letters find things; the best fit comes first") {
  CHECK(score("worker-1", "work") > score("a worker", "work"));
  CHECK(score("a worker", "work") > score("network", "work"));
  CHECK(score("Lock counter_lock", "lock count"));
  CHECK_FALSE(score("worker", "x"));
  const std::vector<Choice> choices = {{"network", "", "", {}, {}, 0}, {"worker", "", "", {}, {}, 1}};
  const auto found = find(choices, "WORK", 10);
  REQUIRE(found.size() == 2);
  CHECK(found[0]->number == 1);
}

TEST_CASE("search knows threads, functions, locks, objects, cores and lines; Enter selects the first") {
  Desk desk;
  desk.frames(source_panel, 2);
  const auto things = things_to_find(desk.state, desk.theme, "work");
  const auto has = [&](std::string_view group, std::string_view text) {
    return std::any_of(things.begin(), things.end(), [&](const Choice& c) { return c.group == group && c.text.find(text) != std::string::npos; });
  };
  CHECK(has("thread", "Thread-1 (work)"));
  CHECK(has("function", "work"));
  CHECK(has("lock", "lock"));
  CHECK(has("core", "core 0"));
  CHECK(has("line", "def work():"));
  desk.frames(search_panel, 3);
  desk.type("Thread-2");
  desk.frames(search_panel, 2);
  const Actions actions = desk.click(search_panel, 300, 160);
  const auto* selected = last_of<Select>(actions);
  REQUIRE(selected != nullptr);
  CHECK(selected->hit.thread == ThreadId{2});
}

TEST_CASE("the palette knows every key, and choosing a command closes it first") {
  Desk desk;
  Catalog catalog;
  catalog.scenarios = {{"convoy", "Convoy"}};
  const auto all = commands(desk.state, catalog);
  CHECK(std::any_of(all.begin(), all.end(), [](const Choice& c) { return c.text == "Convoy" && std::get_if<OpenScenario>(&c.actions.front()) != nullptr; }));
  CHECK(std::count_if(all.begin(), all.end(), [](const Choice& c) { return !c.key.empty(); }) > 20);
  desk.frames(palette_panel, 3);
  desk.type("play or pause");
  desk.frames(palette_panel, 2);
  const Actions actions = desk.click(palette_panel, 300, 160);
  REQUIRE(actions.size() >= 2);
  CHECK(std::get_if<ShowPanel>(&actions[0]) != nullptr);
  CHECK(std::get_if<TogglePlay>(&actions[1]) != nullptr);
}

}  // namespace
}  // namespace gilscope::desktop
