#include "ui/cli/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <map>

#include "sim/base/version.hpp"
#include "sim/session/session.hpp"
#include "ui/cli/formats.hpp"

namespace gilscope::cli {
namespace {

constexpr const char* kFooter =
    "Options may stand before or after SCRIPT. From the first argument that is none of them, or from '--' on, everything is the script's.\n"
    "Exit status: the script's own; 2 = bad input, 3 = deadlock, 4 = a limit was reached, 130 = interrupted.";

// Values that CLI11 collects as text, before they are checked.
struct RawOptions {
  std::string x_option, seed, max_time, max_memory, color = "auto", from, to;
  std::optional<std::string> cores, runtimes;  // an empty list is a mistake
};

std::string version_line() { return "gilscope " + std::string(kVersion); }

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (;;) {
    const auto end = text.find(separator, begin);
    if (const auto part = text.substr(begin, end - begin); !part.empty()) parts.push_back(part);
    if (end == std::string::npos) return parts;
    begin = end + 1;
  }
}

// ---- The options of each command ----------------------------------------------------------------------------------------

void add_script(CLI::App& app, Options& options, bool required) {
  app.add_option("SCRIPT", options.script, "a Python script, or the name of a scenario that comes with GilScope")->required(required)->type_name("");
}

void add_color(CLI::App& app, RawOptions& raw) {
  app.add_option("--color", raw.color, "colours: auto, always or never")->check(CLI::IsMember({"auto", "always", "never"}))->type_name("WHEN");
}

void add_model_options(CLI::App& app, Options& options, RawOptions& raw, bool many) {
  app.add_option("--cores", raw.cores, many ? "cores of the modeled machine, 1 to 256; a list like 1,2,4,8 gives a speed-up table" : "cores of the modeled machine, 1 to 256")->type_name("N");
  app.add_option("--runtime", raw.runtimes, many ? "runtimes to compare, separated by commas, like \"3.13,3.13t gil=1,3.13t,3.14t\"" : "3.12, 3.13, 3.13t, 3.14 or 3.14t")->type_name("NAME");
  app.add_option("-X", raw.x_option, "gil=0, gil=1 or tlbc=0, as in CPython (and so are PYTHON_GIL and PYTHON_TLBC in the environment)")->type_name("OPTION");
  app.add_option("--what-if", options.what_ifs, "change one mechanism (" + what_if_names() + "); several with commas")->delimiter(',')->allow_extra_args(false)->type_name("NAME");
  app.add_option("--seed", raw.seed, "of everything random in the model; 0: nothing varies")->type_name("N");
  app.add_option("--max-time", raw.max_time, "end the run at this simulated time: seconds, or with a unit: 250ms")->type_name("TIME");
  app.add_option("--max-memory", raw.max_memory, "end the run when its objects take more: bytes, or 64K, 512M, 2G")->type_name("SIZE");
  app.add_option("--model", options.model_file, "a cost model file instead of the one of the runtime")->type_name("FILE");
}

void add_run_options(CLI::App& app, Options& options, RawOptions& raw, bool many) {
  add_script(app, options, true);
  add_model_options(app, options, raw, many);
  app.add_option("--trace", options.trace_file, std::string("write the trace to a file; its ending, ") + endings(formats()) + ", says in which format (gilscope export --list)" + (many ? "; all runs in one file where the format can" : "") + ". A file that is there is replaced")->type_name("FILE");
  app.add_option("--json", options.json_file, "write the report as JSON to a file, '-' = stdout")->type_name("FILE");
  app.add_option("--width", options.width, "columns of the picture, 40 to 400")->check(CLI::Range(40, 400))->type_name("N");
  add_color(app, raw);
}

void add_json(CLI::App& app, Options& options, RawOptions& raw) {
  app.add_option("--json", options.json_file, "write it as JSON to a file, '-' = stdout")->type_name("FILE");
  add_color(app, raw);
}

void add_sensitivity_options(CLI::App& app, Options& options, RawOptions& raw) {
  add_script(app, options, true);
  app.add_option("--cores", raw.cores, "cores of the modeled machine, 1 to 256")->type_name("N");
  app.add_option("--runtime", raw.runtimes, "the runtimes to compare; without it \"3.13,3.13t\"")->type_name("NAME");
  app.add_option("--seed", raw.seed, "of everything random in the model; 0: nothing varies")->type_name("N");
  app.add_option("--max-time", raw.max_time, "end each run at this simulated time: seconds, or with a unit: 250ms")->type_name("TIME");
  app.add_option("--model", options.model_file, "a cost model file instead of those of the runtimes")->type_name("FILE");
  add_json(app, options, raw);
}

void add_figures(CLI::App& app, Options& options, RawOptions& raw) {
  app.add_option("--python", options.pythons, "a Python to measure here and now; may be given several times")->allow_extra_args(false)->type_name("PATH");
  app.add_option("--rounds", options.rounds, "how often each program runs on it")->check(CLI::Range(1, 100))->type_name("N");
  app.add_option("--figures", options.figures_file, "measured figures from a file like assets/models/measured-3.13.5.csv")->type_name("FILE");
  app.add_option("--cores", raw.cores, "cores of the modeled machine; 2 as on the measured one")->type_name("N");
}

void add_calibrate_options(CLI::App& app, Options& options, RawOptions& raw) {
  add_figures(app, options, raw);
  app.add_option("--output,-o", options.output_file, "the cost model file to write; with a free-threaded build's numbers a second one beside it")->type_name("FILE");
  app.add_flag("--unseen", options.show_unseen, "show how well each program is predicted by a fit to all the others");
}

void add_validate_options(CLI::App& app, Options& options, RawOptions& raw) {
  add_figures(app, options, raw);
  app.add_option("--runtime", raw.runtimes, "only these runtimes, separated by commas, like \"3.13,3.13t gil=0\"")->type_name("NAME");
  app.add_option("--model", options.model_file, "a cost model file instead of those of the runtimes")->type_name("FILE");
  app.add_option("--json", options.json_file, "write the comparison as JSON to a file, '-' = stdout")->type_name("FILE");
  add_color(app, raw);
}

void add_export_options(CLI::App& app, Options& options, RawOptions& raw) {
  app.add_option("SCRIPT", options.script, "a Python script, the name of a scenario, or a .gilscope file")->type_name("");
  add_model_options(app, options, raw, true);
  app.add_option("--format,-f", options.format, "in which format; --list shows them")->type_name("NAME");
  app.add_option("--output,-o", options.output_file, "where to; its ending says the format; '-' = stdout")->type_name("FILE");
  app.add_option("--from", raw.from, "only what happens from this simulated time on: seconds, or with a unit: 250ms")->type_name("TIME");
  app.add_option("--to", raw.to, "only what happens before this simulated time")->type_name("TIME");
  app.add_option("--option", options.format_options, "an option of the format, like theme=dark; may be given several times")->allow_extra_args(false)->type_name("NAME=VALUE");
  app.add_flag("--force", options.force, "replace a file that is there already");
  app.add_flag("--list", options.list_formats, "list the formats and their options");
  add_color(app, raw);
}

void add_open_options(CLI::App& app, Options& options, RawOptions& raw) {
  app.add_option("FILE", options.script, "a .gilscope file, from gilscope export or --trace")->required()->type_name("");
  app.add_flag("--rerun", options.rerun, "run its script again with its settings, and say whether the same comes out");
  app.add_option("--json", options.json_file, "write the report as JSON to a file, '-' = stdout")->type_name("FILE");
  app.add_option("--width", options.width, "columns of the picture, 40 to 400")->check(CLI::Range(40, 400))->type_name("N");
  add_color(app, raw);
}

struct Parser {
  CLI::App app{"GilScope runs a threaded Python script on a modeled multicore machine, under a modeled GIL or without one.", "gilscope"};
  std::map<std::string, std::pair<CLI::App*, Verb>> commands;
  Options options;
  RawOptions raw;

  Parser() {
    app.require_subcommand(1);
    app.set_version_flag("--version", version_line());
    app.footer(kFooter);
    app.add_subcommand("app", "open the desktop app; so does gilscope without arguments, where there is a display");  // desktop_options.cpp
    add("run", Verb::Run, "run a script and show what cores, threads and locks did");
    add("compare", Verb::Compare, "run a script under several runtimes, or on several numbers of cores");
    add("dis", Verb::Dis, "show the bytecode of a script");
    add("list", Verb::List, "list the scenarios that come with GilScope");
    add("check", Verb::Check, "say whether a script is valid and modeled, without running it");
    add("export", Verb::Export, "run a script and write what happened for other programs: timelines, tables, pictures");
    add("open", Verb::Open, "show the report of a .gilscope file again, or run it again");
    add("validate", Verb::Validate, "compare the model with figures of real interpreters");
    add("calibrate", Verb::Calibrate, "fit the cost model to your interpreters on your machine");
    add("sensitivity", Verb::Sensitivity, "vary each cost by half and say which of them a script's conclusion hangs on");
    add("runtimes", Verb::Runtimes, "what each runtime assumes, with sources");
  }

  void add(const std::string& name, Verb verb, const std::string& text) {
    CLI::App* sub = app.add_subcommand(name, text);
    sub->footer(kFooter);
    commands[name] = {sub, verb};
    if (verb == Verb::Run || verb == Verb::Compare) add_run_options(*sub, options, raw, verb == Verb::Compare);
    if (verb == Verb::Run) sub->add_flag("--quiet,-q", options.quiet, "behave like python3: the program's output and exit status, nothing else");
    if (verb == Verb::Export) add_export_options(*sub, options, raw);
    if (verb == Verb::Open) add_open_options(*sub, options, raw);
    if (verb == Verb::Validate) add_validate_options(*sub, options, raw);
    if (verb == Verb::Calibrate) add_calibrate_options(*sub, options, raw);
    if (verb == Verb::Sensitivity) add_sensitivity_options(*sub, options, raw);
    if (verb == Verb::Runtimes) add_json(*sub, options, raw);
    if (verb == Verb::Dis) sub->add_flag("--json", options.dis_json, "as JSON: an array with every code object");
    if (verb == Verb::Dis || verb == Verb::Check || verb == Verb::List) {
      add_script(*sub, options, verb != Verb::List);
      add_color(*sub, raw);
    }
  }
};

// ---- Where gilscope's arguments end and the script's begin ------------------------------------------------------------------

struct Split {
  std::vector<std::string> ours;
  std::optional<std::vector<std::string>> theirs;
};

// The option that the token names (null: none of ours), and whether it brings its value along.
std::pair<const CLI::Option*, bool> option_named(const CLI::App& command, const std::string& token) {
  const bool is_long = token.starts_with("--");
  const auto end = is_long ? token.find('=') : std::size_t{2};
  const std::string name = token.substr(0, end);
  return {command.get_option_no_throw(name), token.size() > name.size()};
}

Split split_arguments(const CLI::App& command, const std::vector<std::string>& arguments) {
  Split split{{arguments[0]}, std::nullopt};
  bool script_seen = false;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string& token = arguments[i];
    const bool is_option = token.size() > 1 && token[0] == '-' && token != "--";
    const auto [option, has_value] = is_option ? option_named(command, token) : std::pair<const CLI::Option*, bool>{nullptr, false};
    const bool help = token == "--help" || token == "-h";
    if (token == "--" || (script_seen && !option && !help)) {
      split.theirs.emplace(arguments.begin() + static_cast<std::ptrdiff_t>(i) + (token == "--" ? 1 : 0), arguments.end());
      return split;
    }
    split.ours.push_back(token);
    if (!is_option) script_seen = true;
    if (option && !has_value && option->get_expected_max() > 0 && option->get_type_size() > 0 && i + 1 < arguments.size())
      split.ours.push_back(arguments[++i]);
  }
  return split;
}

// ---- Checking the values ------------------------------------------------------------------------------------------------

Result<std::uint64_t> parse_seed(const std::string& text) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error != std::errc() || end != text.data() + text.size()) return Error{"--seed: '" + text + "' is not a whole number from 0 to 2^64 - 1"};
  return seed;
}

Result<std::vector<std::uint32_t>> parse_cores(const std::string& text) {
  std::vector<std::uint32_t> cores;
  if (split(text, ',').empty()) return Error{"--cores: '" + text + "' is not a number of cores from 1 to 256"};
  for (const auto& part : split(text, ',')) {
    const bool digits = part.size() <= 3 && part.find_first_not_of("0123456789") == std::string::npos;
    const int count = digits ? std::stoi(part) : 0;
    if (count < 1 || count > 256) return Error{"--cores: '" + part + "' is not a number of cores from 1 to 256"};
    cores.push_back(static_cast<std::uint32_t>(count));
  }
  return cores;
}

std::optional<Error> apply_x_option(const std::string& text, Options& options) {
  if (text.empty()) return std::nullopt;
  if (text == "tlbc=0") {
    options.what_ifs.push_back("no-tlbc");
    return std::nullopt;
  }
  if (text == "tlbc=1") return std::nullopt;  // as it is where it exists
  if (!text.starts_with("gil=")) return Error{"-X " + text + " is not modeled; there are -X gil=0, -X gil=1 and -X tlbc=0"};
  options.x_gil = text.substr(4);
  return std::nullopt;
}

template <class Out, class Parse>
std::optional<Error> apply(const std::string& text, Parse parse, Out& out) {
  if (text.empty()) return std::nullopt;
  auto value = parse(text);
  if (!value) return value.error();
  out = std::move(value).value();
  return std::nullopt;
}

std::optional<Error> apply_raw(const RawOptions& raw, Options& options) {
  options.color = raw.color == "always" ? ColorMode::Always : raw.color == "never" ? ColorMode::Never : ColorMode::Auto;
  if (raw.runtimes) options.runtimes = split(*raw.runtimes, ',');
  if (raw.runtimes && options.runtimes.empty()) return Error{"--runtime: no runtime is named"};
  if (auto error = apply_x_option(raw.x_option, options)) return error;
  if (raw.cores) {
    auto cores = parse_cores(*raw.cores);
    if (!cores) return cores.error();
    options.cores = std::move(cores).value();
  }
  if (auto error = apply(raw.seed, parse_seed, options.seed)) return error;
  if (auto error = apply(raw.max_time, parse_duration, options.max_time)) return error;
  if (auto error = apply(raw.max_memory, parse_size, options.max_memory)) return error;
  if (auto error = apply(raw.from, parse_duration, options.from)) return error;
  if (auto error = apply(raw.to, parse_duration, options.to)) return error;
  if (options.verb == Verb::Run && options.cores.size() > 1) return Error{"run takes one number of cores; a list is for compare"};
  if (options.verb == Verb::Run && options.runtimes.size() > 1) return Error{"run takes one runtime; a list is for compare"};
  return std::nullopt;
}

ExitNow mistake(const std::string& text) { return {2, "gilscope: " + text + "\n"}; }

// A number and the unit behind it; nullopt if there is no number that is not negative.
std::optional<std::pair<double, std::string>> number_and_unit(const std::string& text) {
  std::size_t used = 0;
  double value = 0;
  try {
    value = std::stod(text, &used);
  } catch (const std::exception&) {
    return std::nullopt;
  }
  if (!(value >= 0)) return std::nullopt;
  return std::pair{value, text.substr(used)};
}

}  // namespace

Result<SimTime> parse_duration(const std::string& text) {
  static const std::map<std::string, double> kUnits = {{"", 1}, {"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"µs", 1e-6}, {"ns", 1e-9}};
  const auto number = number_and_unit(text);
  if (number)
    if (const auto unit = kUnits.find(number->second); unit != kUnits.end()) return from_seconds(number->first * unit->second);
  return Error{"'" + text + "' is not a duration; write seconds, or a number with s, ms, us or ns"};
}

Result<std::size_t> parse_size(const std::string& text) {
  static const std::map<std::string, double> kUnits = {{"", 1}, {"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}};
  const auto number = number_and_unit(text);
  if (number)
    if (const auto unit = kUnits.find(number->second); unit != kUnits.end() && number->first * unit->second < 1e18)
      return static_cast<std::size_t>(number->first * unit->second);
  return Error{"'" + text + "' is not a size; write bytes, or a number with K, M or G"};
}

std::variant<Options, ExitNow> parse_command_line(const std::vector<std::string>& arguments) {
  Parser parser;
  Split split{arguments, std::nullopt};
  const auto command = arguments.empty() ? parser.commands.end() : parser.commands.find(arguments[0]);
  if (arguments.empty()) return ExitNow{2, parser.app.help()};
  if (command != parser.commands.end()) {
    parser.options.verb = command->second.second;
    split = split_arguments(*command->second.first, arguments);
  }
  try {
    std::reverse(split.ours.begin(), split.ours.end());  // as CLI11 wants them
    parser.app.parse(split.ours);
  } catch (const CLI::CallForHelp&) {
    return ExitNow{0, parser.app.help()};
  } catch (const CLI::CallForVersion&) {
    return ExitNow{0, version_line() + "\n"};
  } catch (const CLI::ParseError& error) {
    const std::string command_name = command != parser.commands.end() ? command->first + " " : "";
    return mistake(std::string(error.what()) + " (see gilscope " + command_name + "--help)");
  }
  parser.options.args = split.theirs;
  if (auto error = apply_raw(parser.raw, parser.options)) return mistake(error->message);
  return parser.options;
}

}  // namespace gilscope::cli
