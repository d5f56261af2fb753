// A module's code objects as JSON that tests compare: the same summary that regenerate.py makes with real CPython 3.13.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/bytecode/code_object.hpp"
#include "sim/bytecode/code_units.hpp"
#include "sim/bytecode/constant_text.hpp"

namespace gilscope::test {

/// repr, with what differs from run to run in CPython made equal: sets are sorted, code objects are named by their
/// qualname.
inline std::string constant_summary(const Constant& constant) {
  if (constant.kind == ConstantKind::Code) return "<code " + constant.code->qualname + ">";
  if (constant.kind != ConstantKind::Tuple && constant.kind != ConstantKind::FrozenSet) return constant_repr(constant);
  std::vector<std::string> items;
  for (const Constant& item : constant.items) items.push_back(constant_summary(item));
  const bool set = constant.kind == ConstantKind::FrozenSet;
  if (set) std::sort(items.begin(), items.end());
  std::string out = set ? "{" : "(";
  for (const std::string& item : items) out += item + ",";
  return out + (set ? "}" : ")");
}

/// One string per instruction: "NAME argument line"; a jump's argument is the row it goes to, no line is "-".
inline std::vector<std::string> code_summary(const CodeObject& code, bool positions) {
  const CodeUnits units = lay_out(code);
  std::vector<std::string> rows;
  for (const RawInstruction& row : units.rows) {
    const Instruction& from = code.code[row.source];
    const std::uint32_t arg = is_jump(row.op) ? units.row_of[from.arg] : row.arg;
    std::string text = std::string(opcode_info(row.op).name) + " " + std::to_string(arg) + " " +
                       (from.line < 0 ? "-" : std::to_string(from.line));
    if (positions) {
      text += " " + std::to_string(from.end_line) + " " + std::to_string(from.column) + " " +
              std::to_string(from.end_column);
    }
    rows.push_back(text);
  }
  return rows;
}

inline nlohmann::json exception_summary(const CodeObject& code) {
  const CodeUnits units = lay_out(code);
  nlohmann::json table = nlohmann::json::array();
  for (const ExceptionEntry& entry : code.exception_table) {
    table.push_back({units.row_of[entry.start], units.row_of[entry.end], units.row_of[entry.target], entry.depth,
                     entry.push_lasti ? 1 : 0});
  }
  return table;
}

/// Appends the summary of `code` and of every code object in its constants, outer ones first.
inline void summarize(const CodeObject& code, nlohmann::json& out, bool positions = false) {
  nlohmann::json summary;
  summary["qualname"] = code.qualname;
  summary["name"] = code.name;
  summary["line"] = code.first_line;
  summary["flags"] = code.flags;
  summary["stack"] = code.stack_size;
  summary["args"] = {code.arg_count, code.posonly_arg_count, code.kwonly_arg_count};
  summary["varnames"] = code.varnames();
  summary["cellvars"] = code.cellvars();
  summary["freevars"] = code.freevars();
  summary["names"] = code.names;
  summary["consts"] = nlohmann::json::array();
  for (const Constant& constant : code.consts) summary["consts"].push_back(constant_summary(constant));
  summary["code"] = code_summary(code, positions);
  summary["exceptions"] = exception_summary(code);
  out.push_back(std::move(summary));
  for (const Constant& constant : code.consts) {
    if (constant.kind == ConstantKind::Code) summarize(*constant.code, out, positions);
  }
}

}  // namespace gilscope::test
