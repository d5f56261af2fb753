#include "tests/desktop/x_session.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

namespace gilscope::tests {
namespace {

namespace fs = std::filesystem;

// Starts a program with these arguments; `output`: where its descriptor 3 goes (-1: nowhere).
int start(const std::vector<std::string>& words, int output, const std::vector<std::string>& environment) {
  const int child = fork();
  if (child != 0) return child;
  if (output >= 0) dup2(output, 3);
  for (const auto& variable : environment) putenv(const_cast<char*>(variable.c_str()));
  std::vector<char*> argv;
  for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  _exit(127);
}

void end(int& process) {
  if (process <= 0) return;
  kill(process, SIGTERM);
  for (int i = 0; i < 100; ++i) {
    if (waitpid(process, nullptr, WNOHANG) != 0) {
      process = -1;
      return;
    }
    XSession::pause(0.05);
  }
  kill(process, SIGKILL);
  waitpid(process, nullptr, 0);
  process = -1;
}

}  // namespace

bool XSession::available() { return std::system("command -v Xvfb >/dev/null 2>&1 && command -v xdotool >/dev/null 2>&1") == 0; }

void XSession::pause(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

XSession::XSession() {
  std::string pattern = (fs::temp_directory_path() / "gilscope-x-XXXXXX").string();
  if (mkdtemp(pattern.data())) folder_ = pattern;
  int ends[2];
  if (folder_.empty() || pipe(ends) != 0) return;
  server_ = start({"Xvfb", "-displayfd", "3", "-screen", "0", "2600x1500x24", "-nolisten", "tcp", "-noreset"}, ends[1], {});
  close(ends[1]);
  std::string text;  // Xvfb writes its number and a line end, one after the other, once it is up
  for (char c = 0; read(ends[0], &c, 1) == 1 && c != '\n';) text += c;
  close(ends[0]);
  if (!text.empty()) display_ = std::atoi(text.c_str());
}

XSession::~XSession() {
  end(app_);
  end(server_);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

int XSession::open_hidden(const std::vector<std::string>& arguments) {
  launch(arguments);
  return wait_for_exit();
}

void XSession::launch(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {GILSCOPE_COMMAND, "app", "--dump-state", folder_ + "/state.json"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const std::vector<std::string> environment = {"DISPLAY=:" + std::to_string(display_), "XDG_CONFIG_HOME=" + folder_ + "/config",
                                                "HOME=" + folder_, "LIBGL_ALWAYS_SOFTWARE=1"};
  app_ = start(words, -1, environment);
}

bool XSession::open(const std::vector<std::string>& arguments) {
  launch(arguments);
  for (int i = 0; i < 120; ++i) {
    if (run("xdotool search --onlyvisible --class gilscope > " + folder_ + "/window 2>/dev/null") == 0) {
      run("xdotool windowfocus $(head -1 " + folder_ + "/window)");
      return true;
    }
    pause(0.25);
  }
  return false;
}

bool XSession::running() { return app_ > 0 && waitpid(app_, nullptr, WNOHANG) == 0; }

int XSession::wait_for_exit() {
  for (int i = 0; i < 400; ++i) {
    int status = 0;
    if (waitpid(app_, &status, WNOHANG) == app_) {
      app_ = -1;
      return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    pause(0.05);
  }
  return -1;
}

int XSession::run(const std::string& command) const {
  return std::system(("DISPLAY=:" + std::to_string(display_) + " sh -c '" + command + "'").c_str());
}

void XSession::xdotool(const std::string& arguments) {
  run("xdotool " + arguments);
  pause(0.15);
}

void XSession::click(double x, double y) {
  xdotool("mousemove " + std::to_string(static_cast<int>(x)) + " " + std::to_string(static_cast<int>(y)));
  xdotool("mousedown 1");
  xdotool("mouseup 1");
}

void XSession::drag(double x, double y, double to_x, double to_y) {
  const auto move = [&](double px, double py) {
    xdotool("mousemove " + std::to_string(static_cast<int>(px)) + " " + std::to_string(static_cast<int>(py)));
    pause(0.15);  // a frame has to see each place
  };
  move(x, y);
  xdotool("mousedown 1");
  pause(0.15);
  move((x + to_x) / 2, (y + to_y) / 2);
  move(to_x, to_y);
  xdotool("mouseup 1");
}

void XSession::resize(int width, int height) {
  xdotool("windowsize $(head -1 " + folder_ + "/window) " + std::to_string(width) + " " + std::to_string(height));
}

bool XSession::until(const std::function<bool(const nlohmann::json&)>& so) {
  for (int i = 0; i < 60; ++i) {
    if (const auto now = state(); !now.is_null() && so(now)) return true;
    pause(0.25);
  }
  return false;
}

nlohmann::json XSession::state() {
  const std::string file = folder_ + "/state.json";
  std::error_code ignored;
  fs::remove(file, ignored);
  key("ctrl+shift+d");
  for (int i = 0; i < 80 && !fs::exists(file, ignored); ++i) pause(0.05);
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return nlohmann::json::parse(text.str(), nullptr, false).is_discarded() ? nlohmann::json() : nlohmann::json::parse(text.str());
}

}  // namespace gilscope::tests
