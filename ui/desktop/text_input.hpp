// Dear ImGui's text fields over std::string; the header lies in different places.
#pragma once

#if __has_include(<imgui_stdlib.h>)
#include <imgui_stdlib.h>
#else
#include <misc/cpp/imgui_stdlib.h>
#endif
