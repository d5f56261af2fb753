#include <algorithm>
#include <utility>

#include "sim/compiler/cfg.hpp"
#include "sim/compiler/pseudo_ops.hpp"

namespace gilscope::compiler {
namespace {

/// A run of SWAPs and NOPs: [begin, end), and the deepest stack item it touches.
struct SwapRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  int depth = 0;
  int swaps = 0;
};

SwapRun find_run(const Block& block, std::size_t begin) {
  SwapRun run{begin, begin, 0, 0};
  for (; run.end < block.code.size(); ++run.end) {
    const CfgInstruction& instruction = block.code[run.end];
    if (instruction.op == Opcode::Swap) {
      run.depth = std::max(run.depth, instruction.arg);
      ++run.swaps;
    } else if (instruction.op != Opcode::Nop) {
      break;
    }
  }
  return run;
}

/// What the run does: item i of the result was item result[i] before.
std::vector<int> permutation_of(const Block& block, const SwapRun& run) {
  std::vector<int> items(static_cast<std::size_t>(run.depth));
  for (int i = 0; i < run.depth; ++i) items[static_cast<std::size_t>(i)] = i;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (block.code[i].op == Opcode::Swap) std::swap(items[0], items[static_cast<std::size_t>(block.code[i].arg) - 1]);
  }
  return items;
}

/// Rewrites a run with the fewest SWAPs that have its effect: the cycles of the permutation, written from the end of
/// the run backwards.
void shorten_run(Block& block, const SwapRun& run) {
  constexpr int kDone = -1;
  std::vector<int> items = permutation_of(block, run);
  std::size_t at = run.end;
  const auto write_swap = [&](int position) {
    if (position != 0) block.code[--at].set(Opcode::Swap, position + 1);
  };
  for (int start = 0; start < run.depth; ++start) {
    int& first = items[static_cast<std::size_t>(start)];
    if (first == kDone || first == start) continue;
    int position = start;
    while (true) {
      write_swap(position);
      int& item = items[static_cast<std::size_t>(position)];
      if (item == kDone) break;
      position = std::exchange(item, kDone);
    }
  }
  while (at > run.begin) block.code[--at].erase();
}

/// Pops the top of the stack without jumping, raising or running code: may change places with its like.
bool is_swappable(Opcode op) { return op == Opcode::StoreFast || op == kStoreFastMaybeNull || op == Opcode::PopTop; }

int stored_local(const CfgInstruction& instruction) {
  const bool stores = instruction.op == Opcode::StoreFast || instruction.op == kStoreFastMaybeNull;
  return stores ? instruction.arg : -1;
}

/// Index of the next swappable instruction behind i, on `line` if that is not negative; -1 if something else comes
/// first.
int next_swappable(const Block& block, int i, int line) {
  while (++i < static_cast<int>(block.code.size())) {
    const CfgInstruction& instruction = block.code[static_cast<std::size_t>(i)];
    if (line >= 0 && instruction.location.line != line) return -1;
    if (instruction.op == Opcode::Nop) continue;
    return is_swappable(instruction.op) ? i : -1;
  }
  return -1;
}

/// Whether exchanging instructions j and k would store to a variable out of order.
bool stores_conflict(const Block& block, int j, int k) {
  const int first = stored_local(block.code[static_cast<std::size_t>(j)]);
  const int second = stored_local(block.code[static_cast<std::size_t>(k)]);
  if (first < 0 && second < 0) return false;
  if (first == second) return true;
  for (int i = j + 1; i < k; ++i) {
    const int between = stored_local(block.code[static_cast<std::size_t>(i)]);
    if (between >= 0 && (between == first || between == second)) return true;
  }
  return false;
}

/// Replaces one SWAP by exchanging the two stores or pops behind it. Returns whether it could.
bool apply_statically(Block& block, int i) {
  CfgInstruction& swap = block.code[static_cast<std::size_t>(i)];
  const int j = next_swappable(block, i, -1);
  if (j < 0) return false;
  const int line = block.code[static_cast<std::size_t>(j)].location.line;
  int k = j;
  for (int count = swap.arg - 1; count > 0; --count) {
    k = next_swappable(block, k, line);
    if (k < 0) return false;
  }
  if (stores_conflict(block, j, k)) return false;
  swap.erase();
  std::swap(block.code[static_cast<std::size_t>(j)], block.code[static_cast<std::size_t>(k)]);
  return true;
}

/// Works leftwards from i through SWAPs, NOPs and swappable instructions.
void apply_static_swaps(Block& block, int i) {
  for (; i >= 0; --i) {
    const Opcode op = block.code[static_cast<std::size_t>(i)].op;
    if (op == Opcode::Swap) {
      if (!apply_statically(block, i)) return;
    } else if (op != Opcode::Nop && !is_swappable(op)) {
      return;
    }
  }
}

}  // namespace

void optimize_swaps(Block& block) {
  for (std::size_t i = 0; i < block.code.size(); ++i) {
    if (block.code[i].op != Opcode::Swap) continue;
    const SwapRun run = find_run(block, i);
    if (run.swaps > 1) {
      shorten_run(block, run);
      i = run.end - 1;
    }
    apply_static_swaps(block, static_cast<int>(i));
  }
}

}  // namespace gilscope::compiler
