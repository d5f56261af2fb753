// Notices that a file was written by somebody else.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace gilscope::desktop {

class FileWatch {
 public:
  /// Whether `path` changed since the last look at the same path. Looks at most twice a second.
  bool changed(const std::string& path);
  /// What the app itself wrote is no news.
  void forget() { path_.clear(); }

 private:
  using Clock = std::chrono::steady_clock;
  std::string path_;
  std::filesystem::file_time_type written_{};
  Clock::time_point looked_{};
};

}  // namespace gilscope::desktop
