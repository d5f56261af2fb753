#include "sim/compiler/symbol_table.hpp"

namespace gilscope::compiler {

Symbol* SymbolMap::find(std::string_view name) {
  const auto found = index_.find(std::string(name));
  return found == index_.end() ? nullptr : &symbols_[found->second];
}

Symbol& SymbolMap::get(const std::string& name) {
  const auto [entry, inserted] = index_.try_emplace(name, symbols_.size());
  if (inserted) symbols_.push_back({name, 0, NameScope::Unknown});
  return symbols_[entry->second];
}

void SymbolMap::erase(std::string_view name) {
  const auto found = index_.find(std::string(name));
  if (found == index_.end()) return;
  symbols_.erase(symbols_.begin() + static_cast<std::ptrdiff_t>(found->second));
  index_.clear();
  for (std::size_t i = 0; i < symbols_.size(); ++i) index_[symbols_[i].name] = i;
}

NameScope Scope::scope_of(std::string_view mangled) const {
  const Symbol* symbol = symbols.find(mangled);
  return symbol == nullptr ? NameScope::Unknown : symbol->scope;
}

std::string mangle(std::string_view class_name, std::string_view name) {
  const std::string plain(name);
  if (class_name.empty() || !name.starts_with("__")) return plain;
  if (name.ends_with("__") || name.find('.') != std::string_view::npos) return plain;
  const auto start = class_name.find_first_not_of('_');
  if (start == std::string_view::npos) return plain;
  return "_" + std::string(class_name.substr(start)) + plain;
}

}  // namespace gilscope::compiler
