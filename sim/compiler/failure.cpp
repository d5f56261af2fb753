#include "sim/compiler/failure.hpp"

#include <utility>

#include "sim/lang/source.hpp"

namespace gilscope::compiler {

void Reporter::fail(const Span& span, std::string message) const {
  throw Failure{source_.diagnose("SyntaxError", span, std::move(message))};
}

void Reporter::not_modeled(const Span& span, std::string message, std::string hint) const {
  throw Failure{source_.diagnose("NotModeled", span, std::move(message), std::move(hint))};
}

void Reporter::warn(const Span& span, std::string message) {
  warnings_.push_back(source_.diagnose("SyntaxWarning", span, std::move(message)));
}

const std::string& Reporter::file() const { return source_.name(); }

}  // namespace gilscope::compiler
