#include "sim/compiler/compiler.hpp"

#include <utility>

#include "sim/bytecode/code_object.hpp"
#include "sim/compiler/codegen.hpp"
#include "sim/compiler/constant_folder.hpp"
#include "sim/compiler/failure.hpp"
#include "sim/compiler/future.hpp"
#include "sim/compiler/symbol_table.hpp"

namespace gilscope {

Result<std::shared_ptr<const CodeObject>, Diagnostic> compile_module(ast::Module& module, const Source& source,
                                                                     std::vector<Diagnostic>* warnings) {
  compiler::Reporter reporter(source);
  try {
    const compiler::FutureFeatures future = compiler::find_future_features(module, reporter);
    compiler::ConstantFolder(module, future.annotations).fold_module();
    const compiler::SymbolTable symbols(module, reporter, future.annotations);
    std::shared_ptr<const CodeObject> code = compiler::Codegen(symbols, reporter, future).compile(module);
    if (warnings != nullptr) *warnings = std::move(reporter.warnings());
    return code;
  } catch (compiler::Failure& failure) {
    return std::move(failure.diagnostic);
  }
}

}  // namespace gilscope
