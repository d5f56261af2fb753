#include "sim/session/listing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/bytecode/code_object.hpp"
#include "sim/bytecode/code_units.hpp"
#include "sim/bytecode/disassembler.hpp"

namespace gilscope {
namespace {

ListedInstruction list_instruction(const CodeObject& code, const CodeUnits& units, std::size_t index) {
  const Instruction& instruction = code.code[index];
  const OpcodeInfo& info = opcode_info(instruction.op);
  ListedInstruction row;
  row.offset = 2 * units.offset_of[index];
  row.line = instruction.line > 0 ? static_cast<std::uint32_t>(instruction.line) : 0;
  row.opcode = static_cast<std::uint8_t>(instruction.op);
  row.name = info.name;
  row.doc = info.doc;
  row.polls_eval_breaker = info.polls_eval_breaker;
  row.may_block = info.may_block;
  row.shared_touch = info.shared_touch;
  if (is_jump(instruction.op)) {
    row.jump = 2 * units.offset_of[instruction.arg];
    row.argument = fmt::format("to {}", *row.jump);
  } else if (has_argument(instruction.op)) {
    row.argument = argument_text(code, index);
    if (row.argument.empty()) row.argument = std::to_string(instruction.arg);
  }
  return row;
}

CodeListing list_one(const CodeObject& code) {
  CodeListing listing{code.qualname, code.filename, 0, 0, {}};
  listing.first_line = listing.last_line = static_cast<std::uint32_t>(std::max(code.first_line, 0));
  const CodeUnits units = lay_out(code);
  for (std::size_t i = 0; i < code.code.size(); ++i) {
    listing.rows.push_back(list_instruction(code, units, i));
    listing.last_line = std::max(listing.last_line, listing.rows.back().line);
  }
  return listing;
}

void add_listings(const CodeObject& code, std::vector<CodeListing>& out) {
  out.push_back(list_one(code));
  for (const Constant& constant : code.consts)
    if (constant.kind == ConstantKind::Code) add_listings(*constant.code, out);
}

}  // namespace

std::optional<std::size_t> CodeListing::row_at(std::uint32_t offset) const {
  const auto after = std::upper_bound(rows.begin(), rows.end(), offset, [](std::uint32_t o, const ListedInstruction& r) { return o < r.offset; });
  if (after == rows.begin()) return std::nullopt;
  return static_cast<std::size_t>(after - rows.begin()) - 1;
}

std::vector<CodeListing> list_code(const Program& program) {
  std::vector<CodeListing> listings;
  if (!program) return listings;
  add_listings(*program, listings);
  std::stable_sort(listings.begin() + 1, listings.end(), [](const CodeListing& a, const CodeListing& b) { return a.first_line < b.first_line; });
  return listings;
}

const CodeListing* find_listing(const std::vector<CodeListing>& listings, std::string_view function, std::string_view file, std::uint32_t line) {
  const CodeListing* found = nullptr;
  for (const CodeListing& listing : listings) {
    if (listing.function != function || listing.file != file) continue;
    if (found == nullptr || (line >= listing.first_line && line <= listing.last_line)) found = &listing;
  }
  return found;
}

}  // namespace gilscope
