#include "sim/compiler/future.hpp"

#include <array>
#include <string_view>

#include "fmt/format.h"
#include "sim/compiler/constant_folder.hpp"
#include "sim/compiler/failure.hpp"
#include "sim/lang/ast.hpp"

namespace gilscope::compiler {
namespace {

constexpr std::array<std::string_view, 10> kKnown = {
    "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "generator_stop", "barry_as_FLUFL",  "annotations"};

void read_features(const ast::ImportFromStmt& import, FutureFeatures& features, const Reporter& reporter) {
  for (const ast::Alias* alias : import.names) {
    if (alias->name == "annotations") features.annotations = true;
    bool known = false;
    for (std::string_view name : kKnown) known |= alias->name == name;
    if (known) continue;
    const Span start{import.span.line, import.span.column, import.span.line, import.span.column + 1};
    if (alias->name == "braces") reporter.fail(start, "not a chance");
    reporter.fail(start, fmt::format("future feature {} is not defined", alias->name));
  }
  features.last_line = import.span.line;
}

}  // namespace

FutureFeatures find_future_features(const ast::Module& module, const Reporter& reporter) {
  FutureFeatures features;
  std::size_t first = docstring_of(module.body) != nullptr ? 1 : 0;
  for (std::size_t i = first; i < module.body.size(); ++i) {
    const auto* import = ast::as<ast::ImportFromStmt>(static_cast<const ast::Stmt*>(module.body[i]));
    if (import == nullptr || import->level != 0 || import->module != "__future__") break;
    read_features(*import, features, reporter);
  }
  return features;
}

}  // namespace gilscope::compiler
