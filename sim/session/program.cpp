// Source text to program: the front end and the compiler in one step.
#include <fmt/format.h>

#include "sim/bytecode/code_object.hpp"
#include "sim/compiler/compiler.hpp"
#include "sim/lang/ast.hpp"
#include "sim/lang/escape_warnings.hpp"
#include "sim/lang/parser.hpp"
#include "sim/lang/source.hpp"
#include "sim/session/session.hpp"

namespace gilscope {
namespace {

// As the warnings module prints it.
std::string warning_text(const Diagnostic& warning) {
  const auto begin = warning.source_line.find_first_not_of(" \t\f");
  const std::string line = begin == std::string::npos ? "" : warning.source_line.substr(begin);
  return fmt::format("{}:{}: {}: {}\n{}", warning.file, warning.span.line, warning.kind, warning.message, line.empty() ? "" : "  " + line + "\n");
}

}  // namespace

Result<Program, Diagnostic> compile_source(const std::string& path, std::string_view bytes, std::string* warnings) {
  const auto source = Source::from_bytes(path, bytes);
  if (!source) return source.error();
  auto module = parse(source.value());
  if (!module) return module.error();
  std::vector<Diagnostic> found;
  auto program = compile_module(*module.value(), source.value(), &found);
  if (!program || !warnings) return program;
  for (const Diagnostic& warning : escape_warnings(source.value())) *warnings += warning_text(warning);
  for (const Diagnostic& warning : found) *warnings += warning_text(warning);
  return program;
}

Result<Program, Diagnostic> compile_program(const Scenario& scenario, std::string* warnings) {
  return compile_source(scenario.path, scenario.source, warnings);
}

}  // namespace gilscope
