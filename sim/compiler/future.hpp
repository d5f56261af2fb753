// from __future__ import ...: what a module asks for, and where such imports end.
#pragma once

namespace gilscope::ast {
class Module;
}

namespace gilscope::compiler {

class Reporter;

struct FutureFeatures {
  bool annotations = false;  ///< PEP 563: annotations are kept as text
  int last_line = 0;         ///< of the last future import; 0 if there is none
};

/// Reads the future imports at the beginning of a module. Throws Failure for unknown features.
FutureFeatures find_future_features(const ast::Module& module, const Reporter& reporter);

}  // namespace gilscope::compiler
