// How an error leaves the depths of the compiler: as a Failure, thrown and caught inside sim/compiler only. The
// interface of the compiler (compiler.hpp) returns a Diagnostic.
#pragma once

#include <string>
#include <vector>

#include "sim/base/diagnostic.hpp"

namespace gilscope {
class Source;
}

namespace gilscope::compiler {

struct Failure {
  Diagnostic diagnostic;
};

/// Words errors and warnings about one file.
class Reporter {
 public:
  explicit Reporter(const Source& source) : source_(source) {}

  /// Throws a Failure: a SyntaxError at `span`.
  [[noreturn]] void fail(const Span& span, std::string message) const;
  [[noreturn]] void not_modeled(const Span& span, std::string message, std::string hint) const;

  /// Notes a SyntaxWarning; compilation goes on.
  void warn(const Span& span, std::string message);

  const std::string& file() const;
  std::vector<Diagnostic>& warnings() { return warnings_; }

 private:
  const Source& source_;
  std::vector<Diagnostic> warnings_;
};

}  // namespace gilscope::compiler
