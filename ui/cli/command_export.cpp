// export: a run or a comparison as a file for other programs.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <span>

#include "sim/analysis/waits.hpp"
#include "sim/export/native_file.hpp"
#include "sim/session/export_run.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/formats.hpp"
#include "ui/cli/prepare.hpp"
#include "ui/cli/progress.hpp"
#include "ui/cli/standard_input.hpp"
#include "ui/cli/table.hpp"

namespace gilscope::cli {
namespace {

constexpr int kInterrupted = 130;

// ---- The list of formats ---------------------------------------------------------------------------------------------------

std::string options_text(const Exporter& format) {
  std::string text;
  for (const ExporterOption& option : format.options)
    text += fmt::format("      --option {}={}  {} (otherwise {})\n", option.name, option.values, option.description, option.otherwise);
  return text;
}

int list_formats(const Options& options) {
  const Style style = style_of(options);
  std::string text;
  for (const Exporter& format : formats())
    text += fmt::format("{} {}\n    {}\n{}", bold(style, pad_right(std::string(format.name), 12)), format.ending, format.description, options_text(format));
  text += dim(style, "\ngilscope export SCRIPT -o FILE takes the format from the file's ending; several runtimes or numbers of cores make a comparison.") + "\n";
  std::fputs(text.c_str(), stdout);
  return 0;
}

// ---- What to write, and where ----------------------------------------------------------------------------------------------

struct Target {
  Exporter format;
  std::string file;
  ExportOptions options;
};

std::string base_name(const std::string& script) {
  std::string name = script.substr(script.rfind('/') + 1);
  for (const std::string_view ending : {std::string_view(".py"), kNativeEnding})
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  return name;
}

std::string names(const std::vector<Exporter>& all) {
  std::string text;
  for (const auto& format : all) text += fmt::format("{}{}", text.empty() ? "" : ", ", format.name);
  return text;
}

Result<Target> target_of(const Options& options) {
  const auto all = formats();
  const Exporter* format = nullptr;
  if (!options.format.empty()) {
    format = find_by_name(all, options.format);
    if (!format) return Error{fmt::format("there is no format '{}'; there are {} (gilscope export --list)", options.format, names(all))};
  } else if (!options.output_file.empty() && options.output_file != "-") {
    format = find_by_ending(all, options.output_file);
    if (!format) return Error{fmt::format("'{}': its ending says no format; it may be {}, or --format NAME says which", options.output_file, endings(all))};
  } else {
    return Error{"export: --format NAME or -o FILE says in which format (gilscope export --list)"};
  }
  Target target{*format, options.output_file, {}};
  if (target.file.empty()) target.file = base_name(options.script) + std::string(format->ending);
  target.options.from = options.from;
  target.options.to = options.to;
  for (const auto& text : options.format_options) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) return Error{fmt::format("--option {}: it is written NAME=VALUE", text)};
    target.options.values[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return target;
}

// ---- The runs --------------------------------------------------------------------------------------------------------------

// Those the user named; else the scenario's own for a format that compares, and one of them for all others.
std::vector<std::string> runtimes_of(const Options& options, const Scenario& scenario, bool compares) {
  if (!options.runtimes.empty()) return options.runtimes;
  if (!compares || !options.x_gil.empty()) return {""};
  return scenario.runtimes.empty() ? default_runtimes() : scenario.runtimes;
}

std::vector<RunOptions> variants(const Options& options, const Loaded& loaded, bool compares, StandardInput& input) {
  const auto runtimes = runtimes_of(options, loaded.scenario, compares);
  std::vector<std::optional<std::uint32_t>> cores(options.cores.begin(), options.cores.end());
  if (cores.empty()) cores.push_back(std::nullopt);
  std::vector<RunOptions> all;
  for (const auto& runtime : runtimes) {
    for (const auto& count : cores) {
      RunOptions run = run_options(options, loaded.warnings);
      run.runtime = runtime;
      run.cores = count;
      run.record_calls = true;
      run.input = input.reader();
      all.push_back(std::move(run));
    }
  }
  return all;
}

// What the program printed is in the file, not on our standard output; its verdict people want to know.
std::variant<std::vector<ExportRun>, int> runs_of(const Options& options, bool compares) {
  if (options.script.ends_with(kNativeEnding)) {
    auto runs = read_native_file(options.script);
    if (!runs) return complain(runs.error().message);
    return std::move(runs).value();
  }
  auto loaded = load(options);
  if (const int* status = std::get_if<int>(&loaded)) return *status;
  const Loaded& script = std::get<Loaded>(loaded);
  StandardInput input;
  const auto all = variants(options, script, compares, input);
  ProgressLine progress(all.size(), options.max_time ? options.max_time : script.scenario.max_time);
  const auto reports = run_all(script.scenario, script.program, all, progress.callback(), progress.finished());
  progress.clear();
  if (!reports) return complain(reports.error().message);
  std::vector<ExportRun> runs;
  for (std::size_t i = 0; i < reports->size(); ++i) {
    const RunReport& report = reports.value()[i];
    if (!report.verdict.empty()) std::fputs(("gilscope: " + report.verdict).c_str(), stderr);
    runs.push_back(export_run(script.scenario, all[i], report));
  }
  return runs;
}

// ---- Writing ---------------------------------------------------------------------------------------------------------------

// A line on stderr that shows how far the writing is: on a terminal, and only if it takes a while.
class WritingLine {
 public:
  explicit WritingLine(std::string file) : file_(std::move(file)) {}
  ~WritingLine() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
  }
  WritingLine(const WritingLine&) = delete;
  WritingLine& operator=(const WritingLine&) = delete;

  void show(double part) {
    const auto now = Clock::now();
    if (!terminal_ || now - start_ < std::chrono::milliseconds(300) || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    shown_ = true;
    std::fputs(fmt::format("\r\x1b[K{:3.0f} % of {}", part * 100, file_).c_str(), stderr);
    std::fflush(stderr);
  }

 private:
  using Clock = std::chrono::steady_clock;
  const std::string file_;
  const bool terminal_ = isatty(STDERR_FILENO);
  const Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
  bool shown_ = false;
};

std::string size_text(std::uint64_t bytes) {
  if (bytes < 10'000) return fmt::format("{} bytes", bytes);
  if (bytes < 10'000'000) return fmt::format("{:.0f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{:.0f} MB", static_cast<double>(bytes) / 1e6);
}

int write_file(const Target& target, const std::string& file, std::span<const ExportRun> runs, Overwrite overwrite) {
  ProgressLine signals(1, std::nullopt, false);  // so that Ctrl-C ends the writing, and nothing half-made stays
  ExportOptions options = target.options;
  Result<ExportResult> result = Error{};
  {
    WritingLine line(file);
    options.progress = [&](double part) {
      line.show(part);
      return !signals.interrupted();
    };
    result = export_runs(target.format, runs, options, file, overwrite);
  }
  if (!result) return complain_of_writing(result.error().message);
  if (result->cancelled) {
    std::fputs("gilscope: interrupted; nothing was written\n", stderr);
    return kInterrupted;
  }
  std::string text;
  for (const auto& name : result->files) text += fmt::format("{}{}", text.empty() ? "wrote " : ", ", name);
  if (!text.empty()) text += fmt::format(" ({})\n", size_text(result->bytes));
  for (const auto& note : result->notes) text += "note: " + note + "\n";
  std::fputs(text.c_str(), stderr);
  return 0;
}

int write_all(const Target& target, std::span<const ExportRun> runs, Overwrite overwrite) {
  if (runs.size() == 1 || target.format.several_runs) return write_file(target, target.file, runs, overwrite);
  if (target.file == "-") return complain(fmt::format("the format '{}' holds one run per file; name a file, or export one run", target.format.name));
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (const int status = write_file(target, file_of_run(target.file, target.format, runs[i]), runs.subspan(i, 1), overwrite); status != 0) return status;
  return 0;
}

// What is wrong with the request is said before the run, which may take long.
std::optional<Error> check_target(const Target& target, const Options& options, Overwrite overwrite) {
  const bool one_file = target.format.several_runs || (options.runtimes.size() <= 1 && options.cores.size() <= 1);
  if (one_file)
    if (const auto out = ExportOutput::open(target.file, overwrite); !out) return out.error();
  for (const auto& [name, value] : target.options.values)
    if (auto error = check_option(target.format, name, value)) return error;
  return std::nullopt;
}

}  // namespace

int command_export(const Options& options) {
  if (options.list_formats) return list_formats(options);
  if (options.script.empty()) return complain("export: which script? (gilscope export SCRIPT -o FILE; gilscope export --list shows the formats)");
  const auto target = target_of(options);
  if (!target) return complain(target.error().message);
  const Overwrite overwrite = options.force ? Overwrite::Yes : Overwrite::No;
  if (auto error = check_target(target.value(), options, overwrite)) return complain(error->message);
  const auto runs = runs_of(options, target->format.compares);
  if (const int* status = std::get_if<int>(&runs)) return *status;
  const auto& all = std::get<std::vector<ExportRun>>(runs);
  const auto checked = target->format.several_runs ? std::span(all) : std::span(all).first(1);
  if (auto error = check_export(target->format, checked, target->options)) return complain(error->message);
  for (const int signal : {SIGPIPE, SIGXFSZ}) std::signal(signal, SIG_IGN);  // a reader that goes away, a limit on files: told as a message
  return write_all(target.value(), all, overwrite);
}

}  // namespace gilscope::cli
