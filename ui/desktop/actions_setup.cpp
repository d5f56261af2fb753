// Actions that change what runs.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "ui/desktop/apply.hpp"
#include "ui/desktop/usage.hpp"

namespace gilscope::desktop {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kMaxCores = 64;
constexpr std::size_t kMaxRuntimes = 4;
// Small enough that a change is on screen at once, large enough that the threads' start does not hide what the GIL does.
const std::vector<std::string> kSmallPrimes = {"50000", "8"};

std::string find_scenario(const std::string& name) {
  std::error_code ignored;
  if (fs::is_regular_file(name, ignored)) return name;
  for (const char* ending : {"", ".py"}) {
    const fs::path path = fs::path(scenarios_directory()) / (name + ending);
    if (fs::is_regular_file(path, ignored)) return path.string();
  }
  return name;
}

// At first two runs: the standard build and the free-threaded one, where the scenario compares them.
std::vector<std::string> first_runtimes(const Scenario& scenario) {
  std::vector<std::string> specs = scenario.runtimes.empty() ? default_runtimes() : scenario.runtimes;
  const auto has = [&](const char* spec) { return std::find(specs.begin(), specs.end(), spec) != specs.end(); };
  if (has("3.13") && has("3.13t")) return {"3.13", "3.13t"};
  if (specs.size() > 2) specs.resize(2);
  return specs;
}

Setup setup_of(const Scenario& scenario) {
  Setup setup;
  setup.path = scenario.path;
  setup.source = scenario.source;
  setup.runtimes = first_runtimes(scenario);
  setup.cores = std::clamp(scenario.cores.value_or(8), 1u, kMaxCores);
  setup.args = scenario.args;
  if (scenario.name == "primes" && setup.args.empty()) setup.args = kSmallPrimes;
  setup.switch_interval = scenario.switch_interval;
  setup.seed = scenario.seed;
  return setup;
}

// "immortal" and "no-immortal" exclude each other.
std::string opposite(const std::string& what_if) {
  return what_if.starts_with("no-") ? what_if.substr(3) : std::string("no-").append(what_if);
}

void set_member(std::vector<std::string>& list, const std::string& word, Switch on) {
  const auto found = std::find(list.begin(), list.end(), word);
  const bool now = switched(found != list.end(), on);
  if (now && found == list.end()) list.push_back(word);
  if (!now && found != list.end()) list.erase(found);
}

struct SetupActions {
  AppState& state;
  Setup& setup = state.setup;

  template <class Other>
  bool operator()(const Other&) const { return false; }

  bool operator()(const OpenScenario& a) const {
    auto scenario = load_scenario(find_scenario(a.path));
    if (!scenario) return state.notify(scenario.error().message, true), true;
    setup = setup_of(scenario.value());
    ++state.setup_number;  // even if it is the same: to start again is meant
    state.source_edited = false;
    state.view = {};
    state.show_everything = true;
    state.lanes.clear();
    state.statistics.reset();
    state.playback.stop = {};
    state.playback.playing = true;
    state.playback.halted.clear();
    return true;
  }
  bool operator()(const EditSource& a) const { return edit(a.text); }
  bool operator()(const ReplaceSource& a) const {
    const auto at = a.from.empty() ? std::string::npos : setup.source.find(a.from);
    if (at == std::string::npos) return state.notify(fmt::format("the program has no '{}'", a.from), true), true;
    std::string text = setup.source;
    return edit(text.replace(at, a.from.size(), a.to));
  }
  bool operator()(const RevertSource&) const {
    const auto scenario = load_scenario(setup.path);
    if (!scenario) return state.notify(scenario.error().message, true), true;
    edit(scenario->source);
    state.source_edited = false;
    return true;
  }
  bool operator()(const SaveSource& a) const {
    const std::string path = a.path == "-" || a.path.empty() ? setup.path : a.path;
    std::ofstream out(path, std::ios::binary);
    out << setup.source;
    out.close();
    if (!out) return state.notify(fmt::format("can't write '{}'", path), true), true;
    if (path == setup.path) state.source_edited = false;
    state.notify(fmt::format("saved {}", path));
    return true;
  }
  bool operator()(const SetCores& a) const { return setup.cores = std::clamp(a.cores, 1u, kMaxCores), true; }
  bool operator()(const SetThreads& a) const {
    const auto scenario = parse_scenario(setup.path, setup.source);
    const auto index = scenario ? threads_argument(scenario.value()) : std::nullopt;
    if (!index || *index > setup.args.size())
      return state.notify("this scenario does not take the number of threads as an argument", true), true;
    setup.args.resize(std::max(setup.args.size(), *index + 1));
    setup.args[*index] = std::to_string(std::clamp(a.threads, 1u, 256u));
    return true;
  }
  bool operator()(const SetArgs& a) const { return setup.args = a.args, true; }
  bool operator()(const SetRuntime& a) const {
    std::vector<std::string> list = setup.runtimes;
    set_member(list, a.spec, a.on);
    return set_runtimes(list);
  }
  bool operator()(const SetRuntimes& a) const { return set_runtimes(a.specs); }
  bool operator()(const SetSwitchInterval& a) const {
    setup.switch_interval = a.interval ? std::optional(std::clamp(*a.interval, kMicrosecond, kSecond)) : std::nullopt;
    return true;
  }
  bool operator()(const SetWhatIf& a) const {
    set_member(setup.what_ifs, a.name, a.on);
    const bool on = std::find(setup.what_ifs.begin(), setup.what_ifs.end(), a.name) != setup.what_ifs.end();
    if (on) set_member(setup.what_ifs, opposite(a.name), Switch::Off);
    return true;
  }
  bool operator()(const SetCostPreset& a) const { return setup.model_file = a.file, true; }
  bool operator()(const SetSeed& a) const { return setup.seed = a.seed, true; }
  bool operator()(const CancelRun&) const { return state.cancel_requested = true; }
  bool operator()(const Rerun&) const { return ++state.setup_number, true; }

  bool edit(const std::string& text) const {
    setup.source = text;
    state.source_edited = true;
    return true;
  }

  bool set_runtimes(const std::vector<std::string>& specs) const {
    if (specs.empty()) return state.notify("at least one runtime stays", true), true;
    if (specs.size() > kMaxRuntimes) return state.notify("at most four runtimes fit on the screen", true), true;
    for (const auto& spec : specs)
      if (const auto error = check_runtime(spec)) return state.notify(error->message, true), true;
    setup.runtimes = specs;
    return true;
  }
};

}  // namespace

bool apply_setup(AppState& state, const AnyAction& action) {
  const Setup before = state.setup;
  const bool mine = std::visit(SetupActions{state}, action);
  if (mine && state.setup != before) ++state.setup_number;
  return mine;
}

}  // namespace gilscope::desktop
