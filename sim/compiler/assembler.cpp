#include "sim/compiler/assembler.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "sim/bytecode/code_object.hpp"
#include "sim/compiler/cfg.hpp"
#include "sim/compiler/pseudo_ops.hpp"
#include "sim/compiler/symbol_table.hpp"
#include "sim/compiler/unit.hpp"

namespace gilscope::compiler {
namespace {

/// The passes in CPython's order (Python/flowgraph.c, _PyCfg_OptimizeCodeUnit).
void optimize(Cfg& cfg, Unit& unit) {
  mark_handlers(cfg);
  assign_handlers(cfg);
  inline_small_exits(cfg);
  remove_unreachable(cfg);
  resolve_lines(cfg);
  fold_constant_loads(cfg, unit.constants);
  cfg.each_block([&unit](Block& block) { optimize_block(block, unit.constants); });
  remove_redundant_nops_and_pairs(cfg);
  remove_unreachable(cfg);
  remove_redundant_nops_and_jumps(cfg);
  remove_unused_constants(cfg, unit.constants);
  check_local_loads(cfg, unit.varnames.size(), static_cast<int>(unit.scope->parameters.size()));
  insert_superinstructions(cfg);
  move_cold_blocks(cfg);
  resolve_lines(cfg);
}

/// Where cells and free variables live: an argument that is a cell shares the argument's slot.
class SlotMap {
 public:
  explicit SlotMap(const Unit& unit) : unit_(unit) {
    const int locals = unit.varnames.size();
    int next = locals;
    for (const std::string& name : unit.cellvars.names()) {
      const int local = unit.varnames.find(name);
      slots_.push_back(local >= 0 ? local : next++);
    }
    for (int i = 0; i < unit.freevars.size(); ++i) slots_.push_back(next++);
  }

  int slot_of(int cell_or_free) const { return slots_[static_cast<std::size_t>(cell_or_free)]; }

  /// Indices of the cell variables in slot order.
  std::vector<int> cells_by_slot() const {
    std::map<int, int> ordered;
    for (int i = 0; i < unit_.cellvars.size(); ++i) ordered[slot_of(i)] = i;
    std::vector<int> cells;
    for (const auto& [slot, cell] : ordered) cells.push_back(cell);
    return cells;
  }

 private:
  const Unit& unit_;
  std::vector<int> slots_;
};

/// The instructions that set a frame up: free variables, cells, the generator object.
void insert_prefix(Cfg& cfg, const Unit& unit, const SlotMap& slots, bool generator) {
  std::vector<CfgInstruction> prefix;
  if (unit.freevars.size() > 0)
    prefix.push_back({Opcode::CopyFreeVars, unit.freevars.size(), kNoLocation, nullptr, nullptr});
  for (int cell : slots.cells_by_slot()) prefix.push_back({Opcode::MakeCell, cell, kNoLocation, nullptr, nullptr});
  if (generator) {
    const Location first{unit.first_line, unit.first_line, -1, -1};
    prefix.push_back({Opcode::ReturnGenerator, 0, first, nullptr, nullptr});
    prefix.push_back({Opcode::PopTop, 0, first, nullptr, nullptr});
  }
  auto& code = cfg.entry()->code;
  code.insert(code.begin(), prefix.begin(), prefix.end());
}

void place_cells(Cfg& cfg, const SlotMap& slots) {
  cfg.each_instruction([&slots](CfgInstruction& instruction) {
    const bool cell_operand =
        instruction.op == kLoadClosure || opcode_info(instruction.op).operand == OperandKind::Deref;
    if (cell_operand) instruction.arg = slots.slot_of(instruction.arg);
  });
}

void convert_pseudo_ops(Cfg& cfg) {
  cfg.each_instruction([](CfgInstruction& instruction) {
    if (is_block_push(instruction.op)) instruction.erase();
    if (instruction.op == kLoadClosure) instruction.op = Opcode::LoadFast;
    if (instruction.op == kStoreFastMaybeNull) instruction.op = Opcode::StoreFast;
  });
  remove_redundant_nops_and_jumps(cfg);
}

// ---- from blocks to the code object ----

using BlockStarts = std::unordered_map<const Block*, std::uint32_t>;

BlockStarts number_instructions(const Cfg& cfg) {
  BlockStarts starts;
  std::uint32_t index = 0;
  cfg.each_block([&](const Block& block) {
    starts[&block] = index;
    index += static_cast<std::uint32_t>(block.code.size());
  });
  return starts;
}

void write_code(const Cfg& cfg, const BlockStarts& starts, CodeObject& code) {
  cfg.each_instruction([&](const CfgInstruction& instruction) {
    Instruction out;
    out.op = instruction.op;
    out.arg = has_target(instruction.op) ? starts.at(instruction.target) : static_cast<std::uint32_t>(instruction.arg);
    out.line = instruction.location.line;
    out.end_line = instruction.location.end_line;
    out.column = instruction.location.column;
    out.end_column = instruction.location.end_column;
    code.code.push_back(out);
  });
}

ExceptionEntry make_entry(std::uint32_t start, std::uint32_t end, const Block& handler, const BlockStarts& starts) {
  const int depth = handler.start_depth - (handler.preserve_lasti ? 2 : 1);
  return {start, end, starts.at(&handler), static_cast<std::uint32_t>(depth), handler.preserve_lasti};
}

/// One entry per run of instructions with the same handler.
void write_exception_table(const Cfg& cfg, const BlockStarts& starts, CodeObject& code) {
  const Block* handler = nullptr;
  std::uint32_t start = 0;
  std::uint32_t index = 0;
  const auto close = [&] {
    if (handler != nullptr) code.exception_table.push_back(make_entry(start, index, *handler, starts));
  };
  cfg.each_instruction([&](const CfgInstruction& instruction) {
    if (instruction.handler != handler) {
      close();
      start = index;
      handler = instruction.handler;
    }
    ++index;
  });
  close();
}

void write_slots(const Unit& unit, CodeObject& code) {
  const auto add = [&code](const std::string& name, unsigned kind) {
    code.localsplus_names.push_back(name);
    code.localsplus_kinds.push_back(static_cast<std::uint8_t>(kind));
  };
  for (const std::string& name : unit.varnames.names()) {
    unsigned kind = slot_kind::kLocal;
    if (unit.fast_hidden.count(name) != 0) kind |= slot_kind::kHidden;
    if (unit.cellvars.find(name) >= 0) kind |= slot_kind::kCell;
    add(name, kind);
  }
  for (const std::string& name : unit.cellvars.names()) {
    if (unit.varnames.find(name) < 0) add(name, slot_kind::kCell);
  }
  for (const std::string& name : unit.freevars.names()) add(name, slot_kind::kFree);
}

void write_metadata(Unit& unit, std::uint32_t flags, const std::string& filename, CodeObject& code) {
  code.name = unit.name;
  code.qualname = unit.qualname;
  code.filename = filename;
  code.first_line = unit.first_line;
  code.arg_count = unit.arg_count + unit.posonly_arg_count;
  code.posonly_arg_count = unit.posonly_arg_count;
  code.kwonly_arg_count = unit.kwonly_arg_count;
  code.local_count = unit.varnames.size();
  code.flags = flags;
  code.consts = unit.constants.items();
  code.names = unit.names.names();
}

}  // namespace

std::shared_ptr<const CodeObject> assemble(Unit& unit, std::uint32_t flags, const std::string& filename) {
  Cfg cfg(unit.code);
  optimize(cfg, unit);
  auto code = std::make_shared<CodeObject>();
  code->stack_size = std::max(compute_stack_depth(cfg), 1);
  const SlotMap slots(unit);
  insert_prefix(cfg, unit, slots, (flags & code_flags::kGenerator) != 0);
  place_cells(cfg, slots);
  convert_pseudo_ops(cfg);
  normalize_jumps(cfg);
  const BlockStarts starts = number_instructions(cfg);
  write_code(cfg, starts, *code);
  write_exception_table(cfg, starts, *code);
  write_slots(unit, *code);
  write_metadata(unit, flags, filename, *code);
  return code;
}

}  // namespace gilscope::compiler
