#include "ui/desktop/file_watch.hpp"

namespace gilscope::desktop {

bool FileWatch::changed(const std::string& path) {
  constexpr auto kEvery = std::chrono::milliseconds(500);
  if (path == path_ && Clock::now() - looked_ < kEvery) return false;
  looked_ = Clock::now();
  std::error_code error;
  const auto written = std::filesystem::last_write_time(path, error);
  if (error) return false;  // editors that replace a file leave a moment without one
  const bool news = path == path_ && written != written_;
  path_ = path;
  written_ = written;
  return news;
}

}  // namespace gilscope::desktop
