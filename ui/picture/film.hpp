// Animations as files: GIF with a palette made for it, and H.264 in MP4.
#pragma once

#include <optional>
#include <span>

#include "sim/export/export.hpp"

namespace gilscope::picture {

std::optional<Error> write_gif(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);
std::optional<Error> write_mp4(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);
std::optional<Error> check_gif(std::span<const ExportRun> runs, const ExportOptions& options);
std::optional<Error> check_mp4(std::span<const ExportRun> runs, const ExportOptions& options);

}  // namespace gilscope::picture
