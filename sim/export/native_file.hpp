// GilScope's own file: runs with their scripts, settings, outputs and whole traces, to be opened again.
//
// Layout: "GILSCOPE", the number of the format (one byte), the body, deflated (zlib), and the SHA-256 of everything before it (32 bytes).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.hpp"
#include "sim/export/export.hpp"

namespace gilscope {

inline constexpr std::string_view kNativeEnding = ".gilscope";

/// The runs of a file. Error: it cannot be read, is none of GilScope's, is damaged, or is newer than this GilScope.
Result<std::vector<ExportRun>> read_native_file(const std::string& path);
/// The same from bytes; `name` is for messages.
Result<std::vector<ExportRun>> read_native(std::string_view bytes, const std::string& name);

}  // namespace gilscope
