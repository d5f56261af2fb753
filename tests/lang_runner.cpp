// Runs one language test: a Python file whose last block of comments says what real Python 3.13 does with it.
//
//   lang_runner GILSCOPE RUNTIME FILE.py
//
//   # expect: LINE          one per line of stdout, after one blank
//   # expect-error: LINE    the last line of stderr
//   # expect-exit: N        the exit status, if it is not 0
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;

struct Outcome {
  std::string output;
  std::string error;  // the last line of stderr; empty = none expected
  int status = 0;
};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

bool take(const std::string& line, const std::string& mark, std::string& rest) {
  if (line.rfind(mark, 0) != 0) return false;
  rest = line.substr(std::min(line.size(), mark.size() + 1));
  return true;
}

Outcome expectation_in(const fs::path& file) {
  Outcome expected;
  std::istringstream lines(read_file(file));
  std::string rest;
  for (std::string line; std::getline(lines, line);) {
    if (take(line, "# expect:", rest)) expected.output += rest + "\n";
    if (take(line, "# expect-error:", rest)) expected.error = rest;
    if (take(line, "# expect-exit:", rest)) expected.status = std::atoi(rest.c_str());
  }
  return expected;
}

std::string last_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const auto begin = text.rfind('\n');
  return begin == std::string::npos ? text : text.substr(begin + 1);
}

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

Outcome run(const std::string& gilscope, const std::string& runtime, const fs::path& file, std::string& all_errors) {
  const fs::path scratch = fs::temp_directory_path() / ("gilscope-lang-" + std::to_string(getpid()));
  fs::create_directories(scratch);
  const fs::path out = scratch / "out", err = scratch / "err";
  const std::string command = "cd " + quoted(file.parent_path().string()) + " && env -u PYTHON_GIL " + quoted(gilscope) +
                              " run --quiet --runtime " + quoted(runtime) + " " + quoted(file.filename().string()) + " >" +
                              quoted(out.string()) + " 2>" + quoted(err.string()) + " </dev/null";
  const int raw = std::system(command.c_str());
  all_errors = read_file(err);
  Outcome actual{read_file(out), last_line(all_errors), WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw)};
  fs::remove_all(scratch);
  return actual;
}

// The first line in which the two differ, with its number.
void show_difference(const std::string& expected, const std::string& actual) {
  std::istringstream left(expected), right(actual);
  for (int number = 1;; ++number) {
    std::string a, b;
    const bool more_left = static_cast<bool>(std::getline(left, a));
    const bool more_right = static_cast<bool>(std::getline(right, b));
    if (!more_left && !more_right) return;
    if (more_left == more_right && a == b) continue;
    std::printf("stdout, line %d\n  expected: %s\n  actual:   %s\n", number, more_left ? a.c_str() : "(end)", more_right ? b.c_str() : "(end)");
    return;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: lang_runner GILSCOPE RUNTIME FILE.py\n", stderr);
    return 2;
  }
  const fs::path file = fs::absolute(argv[3]);
  const Outcome expected = expectation_in(file);
  std::string errors;
  const Outcome actual = run(argv[1], argv[2], file, errors);
  bool same = true;
  if (actual.output != expected.output) {
    show_difference(expected.output, actual.output);
    same = false;
  }
  if (!expected.error.empty() && actual.error != expected.error) {
    std::printf("stderr, last line\n  expected: %s\n  actual:   %s\n", expected.error.c_str(), actual.error.c_str());
    same = false;
  }
  if (actual.status != expected.status) {
    std::printf("exit status\n  expected: %d\n  actual:   %d\n", expected.status, actual.status);
    same = false;
  }
  if (!same && !errors.empty()) std::printf("stderr:\n%s\n", errors.c_str());
  return same ? 0 : 1;
}
