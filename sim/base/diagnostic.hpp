// What is wrong with the learner's program, worded as CPython would word it, with the place and a way out.
#pragma once

#include <string>
#include <vector>

namespace gilscope {

/// A range in a source file. Lines are 1-based, columns are 0-based *character* (not byte) offsets; line 0 = no place.
struct Span {
  int line = 0;
  int column = 0;
  int end_line = 0;
  int end_column = 0;
};

/// One error about one place. `kind` is the exception CPython would raise ("SyntaxError", "IndentationError", "TabError")
/// or "NotModeled" for valid Python that GilScope does not run.
struct Diagnostic {
  std::string kind = "SyntaxError";
  std::string file;         ///< as the user named it
  Span span;
  std::string message;      ///< e.g. "'(' was never closed"
  std::string hint;         ///< what to do instead; may be empty
  std::string source_line;  ///< the text of line span.line without its newline; may be empty
};

/// The block CPython prints: file and line, the source line, carets under the span, "SyntaxError: message"; then the hint, if any.
std::string render(const Diagnostic& diagnostic);

}  // namespace gilscope
