// co_consts while it grows: each constant once, in order of first use.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "sim/base/constant.hpp"

namespace gilscope::compiler {

class ConstantTable {
 public:
  /// The index of `constant`, added if new. Two constants are one if CPython could not tell them apart (same type and
  /// value).
  int add(const Constant& constant);

  const Constant& at(int index) const { return items_[static_cast<std::size_t>(index)]; }
  const std::vector<Constant>& items() const { return items_; }

  /// Keeps the marked constants only (by index). Returns the new index of each, -1 for the dropped ones.
  std::vector<int> keep_only(const std::vector<bool>& used);

 private:
  int find_code(const Constant& constant) const;

  std::vector<Constant> items_;
  std::unordered_map<std::string, int> index_;
};

/// Python's truth value of a constant.
bool is_true(const Constant& constant);

Constant make_none();
Constant make_bool(bool value);
Constant make_int(long value);
Constant make_str(std::string text);
Constant make_tuple(std::vector<Constant> items);
Constant make_str_tuple(const std::vector<std::string>& texts);

}  // namespace gilscope::compiler
