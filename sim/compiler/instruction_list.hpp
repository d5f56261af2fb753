// The instructions of one code unit in the order the code generator wrote them, with labels still symbolic.
#pragma once

#include <vector>

#include "sim/bytecode/opcode.hpp"
#include "sim/compiler/location.hpp"

namespace gilscope::compiler {

struct Label {
  int id = -1;
  bool valid() const { return id >= 0; }
  bool operator==(const Label&) const = default;
};

struct EmittedInstruction {
  Opcode op = Opcode::Nop;
  int arg = 0;  ///< a label's id where the opcode has a target
  Location location;
};

class InstructionList {
 public:
  Label new_label();
  /// Places a label before the next instruction.
  void place(Label label);
  void add(Opcode op, int arg, Location location) { items_.push_back({op, arg, location}); }
  /// Inserts before everything else; labels move along.
  void add_in_front(Opcode op, int arg, Location location);

  const std::vector<EmittedInstruction>& items() const { return items_; }
  /// Index of the instruction that a placed label stands before.
  int position(int label) const { return positions_[static_cast<std::size_t>(label)]; }

 private:
  std::vector<EmittedInstruction> items_;
  std::vector<int> positions_;  ///< by label id; -1 until placed
};

}  // namespace gilscope::compiler
