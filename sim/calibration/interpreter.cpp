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
#include <functional>
#include <sstream>
#include <thread>

#include "sim/calibration/programs.hpp"

namespace gilscope {
namespace {

using Clock = std::chrono::steady_clock;
using GoOn = std::function<bool()>;
constexpr auto kLongest = std::chrono::seconds(120);
constexpr int kLookEveryMs = 200;
constexpr std::size_t kSayEvery = 20;
constexpr int kOldest = 12, kNewest = 14;  // minor versions that there are models of

std::string command_line(const std::vector<std::string>& arguments) {
  return fmt::format("{}", fmt::join(arguments, " "));
}

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

enum class Ended : std::uint8_t { ByItself, TooLong, Interrupted };

// What comes through the pipe until its end, after too long, or when nobody wants it any more.
Ended read_all(int pipe, const GoOn& go_on, std::string& text) {
  const auto end = Clock::now() + kLongest;
  for (char buffer[4096];;) {
    if (go_on && !go_on()) return Ended::Interrupted;
    if (Clock::now() > end) return Ended::TooLong;
    pollfd waiting{pipe, POLLIN, 0};
    if (poll(&waiting, 1, kLookEveryMs) <= 0) continue;
    const ssize_t got = read(pipe, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Ended::ByItself;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

Result<std::string> output_of(const std::vector<std::string>& arguments, const GoOn& go_on) {
  int ends[2];
  if (pipe(ends) != 0) return Error{"no pipe to talk to a process"};
  const pid_t child = fork();
  if (child == 0) become(arguments, ends[1]);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return Error{"can't start another process"};
  }
  std::string text;
  const Ended ended = read_all(ends[0], go_on, text);
  close(ends[0]);
  if (ended != Ended::ByItself) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (ended == Ended::Interrupted) return Error{"interrupted"};
  if (ended == Ended::TooLong) return Error{fmt::format("'{}' takes longer than two minutes", command_line(arguments))};
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
    return Error{fmt::format("can't start '{}': give the path of a Python interpreter, like /usr/bin/python3.13",
                             arguments.front())};
  }
  if (WIFSIGNALED(status))
    return Error{fmt::format("'{}' was ended by signal {}", command_line(arguments), WTERMSIG(status))};
  if (status != 0)
    return Error{fmt::format("'{}' failed with exit status {}", command_line(arguments), WEXITSTATUS(status))};
  return text;
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
  return {series.program, series.interpreter->runtime, series.threads, static_cast<int>(all.size()),
          all.front(),    all[all.size() / 2],         all.back()};
}

std::optional<Error> run_once(Series& series, const MeasureOptions& options) {
  const std::string script = (std::filesystem::path(options.folder) / (series.program + ".py")).string();
  const auto text = output_of(command(*series.interpreter, {script, std::to_string(series.threads)}), options.go_on);
  if (!text) return text.error();
  const auto figure = nanoseconds_in(text.value());
  if (!figure || *figure <= 0)
    return Error{fmt::format("{} under {} printed no figure", script, series.interpreter->path)};
  series.figures.push_back(*figure);
  return std::nullopt;
}

}  // namespace

Result<std::vector<Interpreter>> find_interpreters(const std::string& path) {
  constexpr const char* kAsk =
      "import sys, sysconfig; print('%d.%d.%d' % sys.version_info[:3], sys.version_info[1], "
      "sysconfig.get_config_var('Py_GIL_DISABLED') or 0)";
  const auto text = output_of({path, "-c", kAsk}, {});
  if (!text) return text.error();
  std::istringstream words(text.value());
  std::string version;
  int minor = 0, free_threaded = 0;
  if (!(words >> version >> minor >> free_threaded) || !version.starts_with("3."))
    return Error{fmt::format("'{}' is no Python 3", path)};
  if (minor < kOldest || minor > kNewest)
    return Error{fmt::format("'{}' is Python {}: there are models of 3.{} to 3.{}", path, version, kOldest, kNewest)};
  const std::string preset = fmt::format("3.{}{}", minor, free_threaded != 0 ? "t" : "");
  if (free_threaded == 0) return std::vector<Interpreter>{{path, {}, preset, version}};
  return std::vector<Interpreter>{{path, {"-X", "gil=1"}, preset + " gil=1", version},
                                  {path, {"-X", "gil=0"}, preset + " gil=0", version}};
}

Result<Measurements> measure(const std::vector<Interpreter>& interpreters, const MeasureOptions& options) {
  std::vector<Series> series;
  const int most_threads = std::thread::hardware_concurrency() == 1 ? 1 : 2;
  for (const auto& program : options.programs)
    for (const auto& interpreter : interpreters)
      for (int threads = 1; threads <= most_threads; ++threads) series.push_back({&interpreter, program, threads, {}});
  for (int round = 0; round < options.rounds; ++round) {
    for (std::size_t i = 0; i < series.size(); ++i) {
      if (options.go_on && !options.go_on()) return Error{"interrupted"};
      if (options.say && i % kSayEvery == 0) {
        options.say(fmt::format("round {} of {}, {} of {} runs: {}", round + 1, options.rounds, i, series.size(),
                                series[i].program));
      }
      if (auto error = run_once(series[i], options)) return *error;
    }
  }
  Measurements result;
  std::vector<std::string> names;
  for (const auto& interpreter : interpreters)
    names.push_back(fmt::format("CPython {} ({}{})", interpreter.version, interpreter.path,
                                interpreter.options.empty() ? "" : " -X " + interpreter.options[1]));
  result.source = fmt::format("{}, {} rounds on this machine", fmt::join(names, ", "), options.rounds);
  for (auto& each : series) result.all.push_back(summary_of(each));
  return result;
}

}  // namespace gilscope
