// Source text to program: the front end and the compiler in one step.
#include "sim/bytecode/code_object.hpp"
#include "sim/compiler/compiler.hpp"
#include "sim/lang/ast.hpp"
#include "sim/lang/parser.hpp"
#include "sim/lang/source.hpp"
#include "sim/session/session.hpp"

namespace gilscope {

Result<Program, Diagnostic> compile_source(const std::string& path, std::string_view bytes) {
  const auto source = Source::from_bytes(path, bytes);
  if (!source) return source.error();
  auto module = parse(source.value());
  if (!module) return module.error();
  return compile_module(*module.value(), source.value());
}

Result<Program, Diagnostic> compile_program(const Scenario& scenario) { return compile_source(scenario.path, scenario.source); }

}  // namespace gilscope
