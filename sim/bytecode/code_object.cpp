#include "sim/bytecode/code_object.hpp"

#include <algorithm>

namespace gilscope {
namespace {

std::vector<std::string> slots_of_kind(const CodeObject& code, std::uint8_t kind) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < code.localsplus_names.size(); ++i) {
    if ((code.localsplus_kinds[i] & kind) != 0) names.push_back(code.localsplus_names[i]);
  }
  return names;
}

}  // namespace

std::vector<std::string> CodeObject::varnames() const { return slots_of_kind(*this, slot_kind::kLocal); }
std::vector<std::string> CodeObject::cellvars() const { return slots_of_kind(*this, slot_kind::kCell); }
std::vector<std::string> CodeObject::freevars() const { return slots_of_kind(*this, slot_kind::kFree); }

int CodeObject::free_count() const {
  return static_cast<int>(std::count_if(localsplus_kinds.begin(), localsplus_kinds.end(),
                                        [](std::uint8_t kind) { return (kind & slot_kind::kFree) != 0; }));
}

const ExceptionEntry* CodeObject::handler_of(std::uint32_t index) const {
  auto after = std::upper_bound(exception_table.begin(), exception_table.end(), index,
                                [](std::uint32_t i, const ExceptionEntry& entry) { return i < entry.start; });
  if (after == exception_table.begin()) return nullptr;
  const ExceptionEntry& entry = *std::prev(after);
  return index < entry.end ? &entry : nullptr;
}

bool same_code(const CodeObject& a, const CodeObject& b) {
  auto same_constants = [](const std::vector<Constant>& x, const std::vector<Constant>& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), same_constant);
  };
  return a.name == b.name && a.arg_count == b.arg_count && a.posonly_arg_count == b.posonly_arg_count &&
         a.kwonly_arg_count == b.kwonly_arg_count && a.flags == b.flags && a.first_line == b.first_line &&
         a.code == b.code && a.names == b.names && a.localsplus_names == b.localsplus_names &&
         a.localsplus_kinds == b.localsplus_kinds && a.exception_table == b.exception_table &&
         same_constants(a.consts, b.consts);
}

}  // namespace gilscope
