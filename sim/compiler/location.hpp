// Where an instruction comes from. Lines are 1-based (a module's RESUME has line 0), columns are 0-based characters.
#pragma once

#include "sim/base/diagnostic.hpp"

namespace gilscope::compiler {

/// line < 0: no location; such instructions inherit one, or keep none (Python/flowgraph.c, resolve_line_numbers).
struct Location {
  int line = -1;
  int end_line = -1;
  int column = -1;
  int end_column = -1;

  constexpr bool known() const { return line >= 0; }
};

inline constexpr Location kNoLocation{};

/// The location of a syntax tree node; a node without a place (line 0, made while folding) has no location.
inline Location location_of(const Span& span) {
  if (span.line <= 0) return kNoLocation;
  return {span.line, span.end_line, span.column, span.end_column};
}

inline Location line_start(int line) { return {line, line, 0, 0}; }

}  // namespace gilscope::compiler
