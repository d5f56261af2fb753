#include "sim/bytecode/disassembler.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "fmt/format.h"
#include "sim/bytecode/code_object.hpp"
#include "sim/bytecode/code_units.hpp"
#include "sim/bytecode/constant_text.hpp"

namespace gilscope {
namespace {

constexpr int kNameWidth = 20;
constexpr int kArgWidth = 5;
constexpr const char* kNoLineText = "  --";

using Labels = std::map<std::uint32_t, int>;  ///< instruction index -> number behind the L

Labels make_labels(const CodeObject& code) {
  std::set<std::uint32_t> marked;
  for (const Instruction& instruction : code.code) {
    if (is_jump(instruction.op)) marked.insert(instruction.arg);
  }
  for (const ExceptionEntry& entry : code.exception_table) marked.insert({entry.start, entry.end, entry.target});
  Labels labels;
  for (std::uint32_t index : marked) labels.emplace(index, static_cast<int>(labels.size()) + 1);
  return labels;
}

std::string slot_name(const CodeObject& code, std::uint32_t slot) {
  return slot < code.localsplus_names.size() ? code.localsplus_names[slot] : fmt::format("?{}", slot);
}

std::string name_at(const CodeObject& code, std::uint32_t index) {
  return index < code.names.size() ? code.names[index] : fmt::format("?{}", index);
}

std::string name_argument(const CodeObject& code, const Instruction& instruction) {
  const std::uint32_t arg = instruction.arg;
  switch (opcode_info(instruction.op).operand) {
    case OperandKind::NameShift1: {
      const char* extra = instruction.op == Opcode::LoadGlobal ? " + NULL" : " + NULL|self";
      return name_at(code, arg >> 1) + ((arg & 1) != 0 ? extra : "");
    }
    case OperandKind::NameShift2: return name_at(code, arg >> 2) + ((arg & 1) != 0 ? " + NULL|self" : "");
    default: return name_at(code, arg);
  }
}

std::string function_attributes(std::uint32_t flags) {
  static constexpr const char* kNames[] = {"defaults", "kwdefaults", "annotations", "closure"};
  std::string out;
  for (unsigned bit = 0; bit < 4; ++bit) {
    if ((flags >> bit & 1) != 0) out += (out.empty() ? "" : ", ") + std::string(kNames[bit]);
  }
  return out;
}

std::string compare_text(std::uint32_t arg) {
  const std::string symbol(compare_op_symbol(arg >> 5));
  return (arg & 16) != 0 ? "bool(" + symbol + ")" : symbol;
}

std::string plain_argument(const CodeObject& code, const Instruction& instruction) {
  static constexpr const char* kConversions[] = {"", "str", "repr", "ascii"};
  const std::uint32_t arg = instruction.arg;
  switch (opcode_info(instruction.op).operand) {
    case OperandKind::Const: return arg < code.consts.size() ? constant_repr(code.consts[arg]) : "?";
    case OperandKind::Name:
    case OperandKind::NameShift1:
    case OperandKind::NameShift2: return name_argument(code, instruction);
    case OperandKind::Local:
    case OperandKind::Deref: return slot_name(code, arg);
    case OperandKind::LocalPair: return slot_name(code, arg >> 4) + ", " + slot_name(code, arg & 15);
    case OperandKind::Compare: return compare_text(arg);
    case OperandKind::BinaryOp: return std::string(binary_op_symbol(arg));
    case OperandKind::Intrinsic1: return std::string(intrinsic_1_name(arg));
    case OperandKind::Intrinsic2: return std::string(intrinsic_2_name(arg));
    case OperandKind::Conversion: return arg < 4 ? kConversions[arg] : "?";
    case OperandKind::Flags: return instruction.op == Opcode::SetFunctionAttribute ? function_attributes(arg) : "";
    default: return {};
  }
}

/// Prints one code object; knows the column widths that dis derives from all of its lines and labels.
class Listing {
 public:
  explicit Listing(const CodeObject& code) : code_(code), units_(lay_out(code)), labels_(make_labels(code)) {
    measure();
  }

  void print(std::string& out) {
    int line = kBeforeFirst;
    for (const RawInstruction& row : units_.rows) {
      const int row_line = code_.code[row.source].line;
      print_row(out, row, row_line != line);
      line = row_line;
    }
    print_exception_table(out);
  }

 private:
  static constexpr int kBeforeFirst = -2;

  void measure() {
    int widest = -1;
    bool unknown = false;
    for (const Instruction& instruction : code_.code) {
      widest = std::max(widest, instruction.line);
      unknown |= instruction.line < 0;
    }
    line_width_ = widest < 0 ? 0 : std::max<int>(unknown ? 4 : 3, static_cast<int>(std::to_string(widest).size()));
    label_width_ = 4 + static_cast<int>(std::to_string(labels_.size()).size());
  }

  void print_row(std::string& out, const RawInstruction& row, bool starts_line) {
    const Instruction& instruction = code_.code[row.source];
    const bool first_row = row.offset == units_.offset_of[row.source];
    if (starts_line && line_width_ > 0 && row.offset > 0) out += '\n';
    std::string text;
    if (line_width_ > 0) {
      const std::string number = instruction.line < 0 ? kNoLineText : std::to_string(instruction.line);
      text += fmt::format("{:>{}} ", starts_line ? number : "", line_width_);
    }
    const auto label = labels_.find(row.source);
    text += fmt::format("{:>{}} ", first_row && label != labels_.end() ? fmt::format("L{}:", label->second) : "",
                        label_width_);
    const std::string_view name = opcode_info(row.op).name;
    text += fmt::format("    {:<{}}", name, kNameWidth);
    if (has_argument(row.op)) text += argument_column(row, instruction, static_cast<int>(name.size()));
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  }

  std::string argument_column(const RawInstruction& row, const Instruction& instruction, int name_length) {
    const int excess = std::max(0, name_length - kNameWidth);
    std::string text = fmt::format(" {:>{}}", row.arg, std::max(0, kArgWidth - excess));
    if (row.op == Opcode::ExtendedArg) return text;
    const std::string detail =
        is_jump(row.op) ? fmt::format("to L{}", labels_.at(instruction.arg)) : plain_argument(code_, instruction);
    return detail.empty() ? text : text + " (" + detail + ")";
  }

  void print_exception_table(std::string& out) {
    if (code_.exception_table.empty()) return;
    out += "ExceptionTable:\n";
    for (const ExceptionEntry& entry : code_.exception_table) {
      out += fmt::format("  L{} to L{} -> L{} [{}]{}\n", labels_.at(entry.start), labels_.at(entry.end),
                         labels_.at(entry.target), entry.depth, entry.push_lasti ? " lasti" : "");
    }
  }

  const CodeObject& code_;
  CodeUnits units_;
  Labels labels_;
  int line_width_ = 0;
  int label_width_ = 0;
};

void print_recursively(const CodeObject& code, std::string& out) {
  Listing(code).print(out);
  for (const Constant& constant : code.consts) {
    if (constant.kind != ConstantKind::Code) continue;
    out += fmt::format("\nDisassembly of {}:\n", constant_repr(constant));
    print_recursively(*constant.code, out);
  }
}

std::string json_string(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

void append_json(const CodeObject& code, std::string& out) {
  if (!out.empty()) out += ",\n ";
  out += "{\"qualname\": " + json_string(code.qualname) + ", \"code\": [";
  const CodeUnits units = lay_out(code);
  for (std::size_t i = 0; i < units.rows.size(); ++i) {
    const RawInstruction& row = units.rows[i];
    const std::uint32_t arg = is_jump(row.op) ? units.row_of[code.code[row.source].arg] : row.arg;
    out += fmt::format("{}[\"{}\", {}]", i == 0 ? "" : ", ", opcode_info(row.op).name, arg);
  }
  out += "]}";
  for (const Constant& constant : code.consts) {
    if (constant.kind == ConstantKind::Code) append_json(*constant.code, out);
  }
}

}  // namespace

std::string disassemble(const CodeObject& code) {
  std::string out;
  print_recursively(code, out);
  return out;
}

std::string disassemble_json(const CodeObject& code) {
  std::string out;
  append_json(code, out);
  return "[" + out + "]\n";
}

std::string argument_text(const CodeObject& code, std::size_t index) {
  const Instruction& instruction = code.code[index];
  return is_jump(instruction.op) ? fmt::format("to {}", instruction.arg) : plain_argument(code, instruction);
}

}  // namespace gilscope
