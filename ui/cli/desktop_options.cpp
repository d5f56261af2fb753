#include "ui/cli/desktop_options.hpp"

#include <algorithm>
#include <cstdio>

#include "ui/cli/commands.hpp"

#ifdef GILSCOPE_HAVE_DESKTOP
#include <CLI/CLI.hpp>
#include <charconv>

#include "ui/cli/options.hpp"
#include "ui/desktop/launch.hpp"
#include "ui/desktop/state.hpp"
#endif

namespace gilscope::cli {
namespace {

constexpr const char* kStarters[] = {"app", "--screenshot", "--script", "--link"};

bool is_for_desktop(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return true;
  const std::string first = arguments[0].substr(0, arguments[0].find('='));
  return std::find(std::begin(kStarters), std::end(kStarters), first) != std::end(kStarters);
}

#ifdef GILSCOPE_HAVE_DESKTOP

struct Raw {
  std::string size, at, cores, runtimes;
};

void add_options(CLI::App& app, desktop::LaunchOptions& options, Raw& raw) {
  app.add_option("SCENARIO", options.scenario, "a Python script, or the name of a scenario that comes with GilScope")->type_name("");
  app.add_option("--cores", raw.cores, "cores of the modeled machine, 1 to 64")->type_name("N");
  app.add_option("--runtime", options.runtimes, "runtimes to compare, separated by commas")->delimiter(',')->allow_extra_args(false)->type_name("NAME");
  app.add_option("--screenshot", options.screenshot, "draw one frame into a PNG file and leave")->type_name("FILE");
  app.add_option("--size", raw.size, "of the window, like 1280x720")->type_name("WxH");
  app.add_option("--at", raw.at, "where to begin: a simulated time like 5ms")->type_name("TIME");
  app.add_option("--panel", options.panels, "a panel to open, like source or results; several with commas")->delimiter(',')->allow_extra_args(false)->type_name("NAME");
  app.add_option("--theme", options.theme, "light or dark")->check(CLI::IsMember({"light", "dark"}))->type_name("NAME");
  app.add_option("--script", options.script, "do the actions in a file, one a line")->type_name("FILE");
  app.add_option("--link", options.link, "open a view that was copied as a link")->type_name("TEXT");
  app.add_option("--dump-state", options.dump_state, "write the state at the end as JSON")->type_name("FILE");
}

bool parse_size_text(const std::string& text, int& width, int& height) {
  const char* end = text.data() + text.size();
  const auto [x, first] = std::from_chars(text.data(), end, width);
  if (first != std::errc() || x == end || *x != 'x') return false;
  const auto [last, second] = std::from_chars(x + 1, end, height);
  return second == std::errc() && last == end && width >= 320 && height >= 240 && width <= 16384 && height <= 16384;
}

// Error: which value is wrong.
std::optional<std::string> check(const Raw& raw, desktop::LaunchOptions& options) {
  if (!raw.size.empty() && !parse_size_text(raw.size, options.width, options.height)) return "--size: '" + raw.size + "' is not a size like 1280x720";
  if (!raw.cores.empty()) {
    std::uint32_t cores = 0;
    const auto [end, error] = std::from_chars(raw.cores.data(), raw.cores.data() + raw.cores.size(), cores);
    if (error != std::errc() || end != raw.cores.data() + raw.cores.size() || cores < 1 || cores > 64)
      return "--cores: '" + raw.cores + "' is not a number of cores from 1 to 64";
    options.cores = cores;
  }
  if (!raw.at.empty()) {
    const auto at = parse_duration(raw.at);
    if (!at) return "--at: " + at.error().message;
    options.at = at.value();
  }
  for (const auto& panel : options.panels)
    if (!desktop::panel_of(panel)) return "--panel: there is no panel '" + panel + "'";
  return std::nullopt;
}

int run_app(std::vector<std::string> arguments) {
  desktop::LaunchOptions options;
  Raw raw;
  CLI::App app{"Opens the desktop app. What follows '--' is for the script.", "gilscope app"};
  add_options(app, options, raw);
  if (!arguments.empty() && arguments[0] == "app") arguments.erase(arguments.begin());
  if (const auto dashes = std::find(arguments.begin(), arguments.end(), "--"); dashes != arguments.end()) {
    options.args.emplace(dashes + 1, arguments.end());
    arguments.erase(dashes, arguments.end());
  }
  try {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& error) {
    return complain(std::string(error.what()) + " (see gilscope app --help)");
  }
  if (const auto mistake = check(raw, options)) return complain(*mistake);
  return desktop::launch(options);
}

#endif

}  // namespace

std::optional<int> run_desktop(const std::vector<std::string>& arguments) {
  if (!is_for_desktop(arguments)) return std::nullopt;
#ifdef GILSCOPE_HAVE_DESKTOP
  const bool help = std::find(arguments.begin(), arguments.end(), "--help") != arguments.end();
  if (help || desktop::have_display()) return run_app(arguments);
  std::fputs("gilscope: there is no display for the desktop app ($DISPLAY is not set).\n\n", stderr);
#else
  if (!arguments.empty()) return complain("this gilscope was built without the desktop app");
#endif
  if (!arguments.empty()) return kBadInput;
  return std::nullopt;  // the usual help
}

}  // namespace gilscope::cli
