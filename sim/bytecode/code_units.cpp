#include "sim/bytecode/code_units.hpp"

namespace gilscope {
namespace {

int prefix_count(std::uint32_t arg) { return (arg > 0xFF) + (arg > 0xFFFF) + (arg > 0xFFFFFF); }

std::uint32_t unit_count(Opcode op, std::uint32_t arg) {
  return static_cast<std::uint32_t>(prefix_count(arg) + 1 + opcode_info(op).caches);
}

std::vector<std::uint32_t> offsets(const CodeObject& code, const std::vector<std::uint32_t>& args) {
  std::vector<std::uint32_t> result;
  std::uint32_t offset = 0;
  for (std::size_t i = 0; i < args.size(); ++i) {
    result.push_back(offset);
    offset += unit_count(code.code[i].op, args[i]);
  }
  result.push_back(offset);
  return result;
}

/// Recomputes every jump's distance; true if some instruction changed its size.
bool update_jumps(const CodeObject& code, const std::vector<std::uint32_t>& start, std::vector<std::uint32_t>& args) {
  bool resized = false;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!is_jump(code.code[i].op)) continue;
    const std::uint32_t after = start[i + 1];
    const std::uint32_t target = start[code.code[i].arg];
    const std::uint32_t distance = target < after ? after - target : target - after;
    resized |= prefix_count(distance) != prefix_count(args[i]);
    args[i] = distance;
  }
  return resized;
}

void append_rows(CodeUnits& units, Opcode op, std::uint32_t arg, std::uint32_t source) {
  std::uint32_t offset = units.offset_of[source];
  for (int shift = 8 * prefix_count(arg); shift > 0; shift -= 8) {
    units.rows.push_back({Opcode::ExtendedArg, arg >> shift, offset++, source});
  }
  units.rows.push_back({op, arg, offset, source});
}

}  // namespace

CodeUnits lay_out(const CodeObject& code) {
  std::vector<std::uint32_t> args;
  for (const Instruction& instruction : code.code) args.push_back(instruction.arg);
  CodeUnits units;
  do {
    units.offset_of = offsets(code, args);
  } while (update_jumps(code, units.offset_of, args));
  for (std::uint32_t i = 0; i < args.size(); ++i) {
    units.row_of.push_back(static_cast<std::uint32_t>(units.rows.size()));
    append_rows(units, code.code[i].op, args[i], i);
  }
  units.row_of.push_back(static_cast<std::uint32_t>(units.rows.size()));
  return units;
}

}  // namespace gilscope
