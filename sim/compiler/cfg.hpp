// The control flow graph of one code unit: basic blocks in a list, in the order in which they will be assembled.
// What each pass does, and in which order they run, is CPython 3.13's (Python/flowgraph.c): the result must be
// identical to its.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/bytecode/opcode.hpp"
#include "sim/compiler/location.hpp"

namespace gilscope::compiler {

struct Block;
class ConstantTable;
class InstructionList;

struct CfgInstruction {
  Opcode op = Opcode::Nop;
  int arg = 0;
  Location location;
  Block* target = nullptr;   ///< of jumps and block pushes
  Block* handler = nullptr;  ///< where an exception raised here goes

  void set(Opcode new_op, int new_arg = 0) {
    op = new_op;
    arg = new_arg;
  }
  /// Becomes a NOP that keeps its place and its handler.
  void erase() { set(Opcode::Nop); }
};

/// A straight run of instructions: only the last one may jump or leave.
struct Block {
  std::vector<CfgInstruction> code;
  Block* next = nullptr;  ///< the following block in assembly order
  bool labelled = false;  ///< something jumps here, or did when the graph was built
  bool except_handler = false;
  bool preserve_lasti = false;  ///< as a handler: wants the position of the raising instruction too
  bool visited = false;
  bool cold = false;  ///< reached only through exception handlers
  bool warm = false;
  int predecessors = 0;
  int start_depth = -1;             ///< value stack depth at entry; -1 = never reached
  std::uint64_t unsafe_locals = 0;  ///< bit i: local i may be unbound at entry
  std::vector<Block*> handlers;     ///< exception handlers in force at entry, innermost last

  CfgInstruction* last() { return code.empty() ? nullptr : &code.back(); }
  const CfgInstruction* last() const { return code.empty() ? nullptr : &code.back(); }
  bool falls_through() const;
  bool exits_scope() const;
  bool has_no_lines() const;
};

/// The first block at or after `block` that has instructions; may be null.
Block* next_nonempty(Block* block);

class Cfg {
 public:
  explicit Cfg(const InstructionList& list);
  Cfg(const Cfg&) = delete;
  Cfg& operator=(const Cfg&) = delete;

  Block* entry() const { return entry_; }
  Block* new_block();
  void clear_visited();

  /// Calls f(block) for every block in order; f may insert blocks behind it.
  template <class F>
  void each_block(F&& f) const {
    for (Block* block = entry_; block != nullptr; block = block->next) f(*block);
  }
  /// Calls f(instruction) for every instruction in order.
  template <class F>
  void each_instruction(F&& f) const {
    for (Block* block = entry_; block != nullptr; block = block->next) {
      for (CfgInstruction& instruction : block->code) f(instruction);
    }
  }

 private:
  std::vector<std::unique_ptr<Block>> pool_;
  Block* entry_ = nullptr;
};

// ---- passes, each in the file of its name (cfg_*.cpp) ----

/// exceptions: marks handler blocks, gives every instruction its handler, drops POP_BLOCK, completes RESUME's argument.
void mark_handlers(Cfg& cfg);
void assign_handlers(Cfg& cfg);

/// cleanup
void remove_unreachable(Cfg& cfg);
int remove_redundant_nops(Block& block);
int remove_redundant_nops(Cfg& cfg);
void remove_redundant_nops_and_pairs(Cfg& cfg);
void remove_redundant_nops_and_jumps(Cfg& cfg);
void inline_small_exits(Cfg& cfg);
void remove_unused_constants(Cfg& cfg, ConstantTable& constants);

/// lines: exits get a line of their own; instructions without a line inherit one.
void resolve_lines(Cfg& cfg);

/// peephole
void fold_constant_loads(Cfg& cfg, ConstantTable& constants);
void optimize_block(Block& block, ConstantTable& constants);

/// swaps: shortens runs of SWAP and replaces SWAPs by reordered stores.
void optimize_swaps(Block& block);

/// locals: LOAD_FAST of a possibly unbound local becomes LOAD_FAST_CHECK.
void check_local_loads(Cfg& cfg, int local_count, int parameter_count);

/// layout: superinstructions, cold blocks to the end, conditional jumps forward only.
void insert_superinstructions(Cfg& cfg);
void move_cold_blocks(Cfg& cfg);
void normalize_jumps(Cfg& cfg);

/// depth: sets Block::start_depth; returns the largest depth.
int compute_stack_depth(Cfg& cfg);

}  // namespace gilscope::compiler
