// The text of one Python file, ready for the lexer, and a way to show any line of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/diagnostic.hpp"
#include "sim/base/result.hpp"

namespace gilscope {

/// An immutable source text. Invariants: valid UTF-8 without NUL and without BOM, lines end in "\n" only (CRLF and CR
/// are translated), and a non-empty text ends with a newline, as CPython's tokenizer sees it.
class Source {
 public:
  /// Takes the bytes of a file. Fails with CPython's message on invalid UTF-8, a NUL byte or a foreign `coding:`
  /// cookie.
  static Result<Source, Diagnostic> from_bytes(std::string name, std::string_view bytes);

  const std::string& name() const { return name_; }  ///< as the user named it; the "file" of diagnostics
  const std::string& text() const { return text_; }
  int line_count() const { return static_cast<int>(line_starts_.size()); }

  /// The text of a 1-based line without its newline; empty if there is no such line.
  std::string_view line(int number) const;

  /// Number of characters in the first `bytes` bytes of a line.
  int column_at(int line, int bytes) const;

  /// A diagnostic about this file: fills in file and source line.
  Diagnostic diagnose(std::string kind, Span span, std::string message, std::string hint = "") const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
};

}  // namespace gilscope
