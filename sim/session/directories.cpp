// Where the data files are: an explicit choice, beside an installed executable, or the source tree this was built from.
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "sim/session/session.hpp"

namespace gilscope {
namespace {

namespace fs = std::filesystem;

// PREFIX/share/gilscope/NAME for an executable in PREFIX/bin; empty if there is no such folder.
std::string installed(const char* name) {
  std::error_code error;
  const fs::path executable = fs::read_symlink("/proc/self/exe", error);
  if (error) return "";
  const fs::path folder = executable.parent_path().parent_path() / "share/gilscope" / name;
  return fs::is_directory(folder, error) ? folder.string() : "";
}

}  // namespace

std::string assets_directory() {
  if (const char* chosen = std::getenv("GILSCOPE_ASSETS"); chosen && *chosen) return chosen;
  const std::string folder = installed("assets");
  return folder.empty() ? GILSCOPE_ASSETS_DIR : folder;
}

std::string scenarios_directory() {
  const std::string folder = installed("scenarios");
  return folder.empty() ? (fs::path(GILSCOPE_ASSETS_DIR).parent_path() / "scenarios").string() : folder;
}

}  // namespace gilscope
