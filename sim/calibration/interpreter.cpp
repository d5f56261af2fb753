#include "sim/calibration/interpreter.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <sstream>

#include "sim/calibration/programs.hpp"

namespace gilscope {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kLongest = std::chrono::seconds(120);

std::string command_line(const std::vector<std::string>& arguments) { return fmt::format("{}", fmt::join(arguments, " ")); }

// In the child: becomes the program. Does not return.
[[noreturn]] void become(const std::vector<std::string>& arguments, int output) {
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  dup2(output, STDOUT_FILENO);
  unsetenv("PYTHON_GIL");
  execvp(argv[0], argv.data());
  _exit(127);
}

// What comes through the pipe until its end; nullopt after too long.
std::optional<std::string> read_all(int pipe) {
  std::string text;
  const auto end = Clock::now() + kLongest;
  for (char buffer[4096];;) {
    pollfd waiting{pipe, POLLIN, 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) == 0) return std::nullopt;
    const ssize_t got = read(pipe, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

Result<std::string> output_of(const std::vector<std::string>& arguments) {
  int ends[2];
  if (pipe(ends) != 0) return Error{"no pipe to talk to a process"};
  const pid_t child = fork();
  if (child == 0) become(arguments, ends[1]);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return Error{"can't start another process"};
  }
  const auto text = read_all(ends[0]);
  close(ends[0]);
  if (!text) kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  if (!text) return Error{fmt::format("'{}' takes longer than two minutes", command_line(arguments))};
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) return Error{fmt::format("can't start '{}'", arguments.front())};
  if (status != 0) return Error{fmt::format("'{}' failed", command_line(arguments))};
  return *text;
}

std::vector<std::string> command(const Interpreter& interpreter, std::vector<std::string> rest) {
  std::vector<std::string> arguments = {interpreter.path};
  arguments.insert(arguments.end(), interpreter.options.begin(), interpreter.options.end());
  arguments.insert(arguments.end(), rest.begin(), rest.end());
  return arguments;
}

struct Series {
  const Interpreter* interpreter;
  std::string program;
  int threads;
  std::vector<double> figures;
};

Measurement summary_of(Series& series) {
  std::sort(series.figures.begin(), series.figures.end());
  const auto& all = series.figures;
  return {series.program, series.interpreter->runtime, series.threads, static_cast<int>(all.size()), all.front(), all[all.size() / 2], all.back()};
}

std::optional<Error> run_once(Series& series, const MeasureOptions& options) {
  const std::string script = (std::filesystem::path(options.folder) / (series.program + ".py")).string();
  const auto text = output_of(command(*series.interpreter, {script, std::to_string(series.threads)}));
  if (!text) return text.error();
  const auto figure = nanoseconds_in(text.value());
  if (!figure || *figure <= 0) return Error{fmt::format("{} under {} printed no figure", script, series.interpreter->path)};
  series.figures.push_back(*figure);
  return std::nullopt;
}

}  // namespace

Result<std::vector<Interpreter>> find_interpreters(const std::string& path) {
  const auto text = output_of({path, "-c",
                               "import sys, sysconfig; print('%d.%d.%d' % sys.version_info[:3], sys.version_info[1], sysconfig.get_config_var('Py_GIL_DISABLED') or 0)"});
  if (!text) return text.error();
  std::istringstream words(text.value());
  std::string version;
  int minor = 0, free_threaded = 0;
  if (!(words >> version >> minor >> free_threaded) || !version.starts_with("3.")) return Error{fmt::format("'{}' is no Python 3", path)};
  if (minor < 12) return Error{fmt::format("'{}' is Python {}: the model begins with 3.12", path, version)};
  // Figures go by the names of 3.13's builds, because those are the models that are fitted.
  if (free_threaded == 0) return std::vector<Interpreter>{{path, {}, "3.13", version}};
  return std::vector<Interpreter>{{path, {"-X", "gil=1"}, "3.13t gil=1", version}, {path, {"-X", "gil=0"}, "3.13t gil=0", version}};
}

Result<Measurements> measure(const std::vector<Interpreter>& interpreters, const MeasureOptions& options) {
  std::vector<Series> series;
  for (const auto& program : options.programs)
    for (const auto& interpreter : interpreters)
      for (const int threads : {1, 2}) series.push_back({&interpreter, program, threads, {}});
  for (int round = 0; round < options.rounds; ++round) {
    if (options.say) options.say(fmt::format("round {} of {}", round + 1, options.rounds));
    for (auto& each : series) {
      if (options.go_on && !options.go_on()) return Error{"interrupted"};
      if (auto error = run_once(each, options)) return *error;
    }
  }
  Measurements result;
  std::vector<std::string> names;
  for (const auto& interpreter : interpreters)
    names.push_back(fmt::format("CPython {} ({}{})", interpreter.version, interpreter.path, interpreter.options.empty() ? "" : " -X " + interpreter.options[1]));
  result.source = fmt::format("{}, {} rounds on this machine", fmt::join(names, ", "), options.rounds);
  for (auto& each : series) result.all.push_back(summary_of(each));
  return result;
}

}  // namespace gilscope
