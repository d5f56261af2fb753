// Writes fitted costs as model files: the text of the models they started from, line by line, with other numbers and
// their sources.
#pragma once

#include <string>
#include <vector>

#include "sim/base/result.hpp"
#include "sim/calibration/fit.hpp"

namespace gilscope {

/// What a fitted model file says of itself.
struct ModelTexts {
  std::string name;           ///< of the model
  std::string source;         ///< behind each fitted number: "fit"
  std::string inherit;        ///< the free-threaded file's; empty: none
  std::string free_threaded;  ///< the GIL file's: the file beside it with the other build's numbers; empty: none
};

/// `text` with the fitted numbers of its build. `is_base`: the file that has all numbers (the GIL build's; its
/// instructions are pairs); the other one has only the mechanisms in which its build differs.
std::string rewrite_model(const std::string& text, const std::vector<FitParameter>& fitted, bool is_base,
                          const ModelTexts& texts);

/// FILE, and FILE-t.toml beside it if there are figures of a free-threaded build. Returns the paths. Error: a file
/// cannot be read or written.
Result<std::vector<std::string>> write_models(const std::string& file, const FitOptions& options,
                                              const std::vector<FitParameter>& fitted, bool free_threaded,
                                              const std::string& name, const std::string& source);

}  // namespace gilscope
