// The SyntaxWarnings about string escapes that mean nothing ("\d"): CPython's parser prints them, GilScope's only builds trees.
#pragma once

#include <vector>

#include "sim/base/diagnostic.hpp"

namespace gilscope {

class Source;

/// One per literal: its first escape that is none, or is an octal one above \377, in order of appearance and worded as by
/// string_parser.c (warn_invalid_escape_sequence). Requires: the source parses.
std::vector<Diagnostic> escape_warnings(const Source& source);

}  // namespace gilscope
