#include "sim/compiler/constant_table.hpp"

#include <utility>

#include "sim/bytecode/code_object.hpp"
#include "sim/bytecode/constant_text.hpp"

namespace gilscope::compiler {

int ConstantTable::add(const Constant& constant) {
  const int next = static_cast<int>(items_.size());
  if (constant.kind == ConstantKind::Code) {
    const int found = find_code(constant);
    if (found >= 0) return found;
  } else {
    const auto [entry, inserted] = index_.try_emplace(constant_key(constant), next);
    if (!inserted) return entry->second;
  }
  items_.push_back(constant);
  return next;
}

/// A finally body is compiled twice; equal functions in it share one constant.
int ConstantTable::find_code(const Constant& constant) const {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].kind == ConstantKind::Code && same_constant(items_[i], constant)) return static_cast<int>(i);
  }
  return -1;
}

std::vector<int> ConstantTable::keep_only(const std::vector<bool>& used) {
  std::vector<int> moved(items_.size(), -1);
  std::vector<Constant> kept;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (!used[i]) continue;
    moved[i] = static_cast<int>(kept.size());
    kept.push_back(std::move(items_[i]));
  }
  items_ = std::move(kept);
  index_.clear();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].kind != ConstantKind::Code) index_.emplace(constant_key(items_[i]), static_cast<int>(i));
  }
  return moved;
}

bool is_true(const Constant& constant) {
  switch (constant.kind) {
    case ConstantKind::None:
    case ConstantKind::False: return false;
    case ConstantKind::Int: return constant.text != "0";
    case ConstantKind::Float: return constant.real != 0;
    case ConstantKind::Str:
    case ConstantKind::Bytes: return !constant.text.empty();
    case ConstantKind::Tuple:
    case ConstantKind::FrozenSet: return !constant.items.empty();
    default: return true;
  }
}

Constant make_none() { return {}; }

Constant make_bool(bool value) {
  Constant c;
  c.kind = value ? ConstantKind::True : ConstantKind::False;
  return c;
}

Constant make_int(long value) {
  Constant c;
  c.kind = ConstantKind::Int;
  c.text = std::to_string(value);
  return c;
}

Constant make_str(std::string text) {
  Constant c;
  c.kind = ConstantKind::Str;
  c.text = std::move(text);
  return c;
}

Constant make_tuple(std::vector<Constant> items) {
  Constant c;
  c.kind = ConstantKind::Tuple;
  c.items = std::move(items);
  return c;
}

Constant make_str_tuple(const std::vector<std::string>& texts) {
  std::vector<Constant> items;
  for (const std::string& text : texts) items.push_back(make_str(text));
  return make_tuple(std::move(items));
}

}  // namespace gilscope::compiler
