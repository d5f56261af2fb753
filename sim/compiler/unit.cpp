#include "sim/compiler/unit.hpp"

namespace gilscope::compiler {

int NameTable::add(const std::string& name) {
  const auto [entry, inserted] = index_.try_emplace(name, first_index_ + size());
  if (inserted) names_.push_back(name);
  return entry->second;
}

int NameTable::find(const std::string& name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? -1 : found->second;
}

}  // namespace gilscope::compiler
