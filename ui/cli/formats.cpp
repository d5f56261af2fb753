#include "ui/cli/formats.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ui/picture/formats.hpp"

namespace gilscope::cli {

std::vector<Exporter> formats() { return picture::all_formats(); }

std::string file_of_run(const std::string& file, const Exporter& format, const ExportRun& run) {
  const auto slash = file.rfind('/');
  const auto begin = slash == std::string::npos ? 0 : slash + 1;
  auto dot = file.ends_with(format.ending) ? file.size() - format.ending.size() : file.rfind('.');
  if (dot == std::string::npos || dot <= begin) dot = file.size();
  std::string runtime = run.runtime;
  std::replace(runtime.begin(), runtime.end(), ' ', '-');
  return fmt::format("{}-{}-{}{}", file.substr(0, dot), runtime, run.cores, file.substr(dot));
}

}  // namespace gilscope::cli
