#include "sim/compiler/instruction_list.hpp"

namespace gilscope::compiler {

Label InstructionList::new_label() {
  positions_.push_back(-1);
  return Label{static_cast<int>(positions_.size()) - 1};
}

void InstructionList::place(Label label) {
  positions_[static_cast<std::size_t>(label.id)] = static_cast<int>(items_.size());
}

void InstructionList::add_in_front(Opcode op, int arg, Location location) {
  items_.insert(items_.begin(), {op, arg, location});
  for (int& position : positions_) {
    if (position >= 0) ++position;
  }
}

}  // namespace gilscope::compiler
