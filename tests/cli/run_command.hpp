// Runs the gilscope command as a user's shell does, for tests.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace gilscope::testing {

struct CommandResult {
  int status = -1;
  std::string out, err;
};

/// A folder of its own for the files of one test; removed afterwards.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gilscope-test-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(file(name), std::ios::binary) << text;
    return file(name);
  }
  std::string read(const std::string& name) const {
    std::ifstream in(file(name), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

 private:
  std::string path_;
};

/// `arguments` as typed behind "gilscope"; `before`: what stands in front of it (an assignment, a pipe). Standard input is empty unless `before` says so.
inline CommandResult gilscope_command(const Scratch& scratch, const std::string& arguments, const std::string& before = "</dev/null") {
  const std::string line = before + " " + GILSCOPE_COMMAND + " " + arguments + " >" + scratch.file("stdout.txt") + " 2>" + scratch.file("stderr.txt");
  const int status = std::system(line.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), scratch.read("stdout.txt"), scratch.read("stderr.txt")};
}

}  // namespace gilscope::testing
