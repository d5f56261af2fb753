// The version of GilScope, as the command prints it and as files carry it.
#pragma once

#include <string_view>

namespace gilscope {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace gilscope
