// What the compiler makes of one function, class body, lambda, generator expression or module: CPython's `code` object,
// immutable and shared by every run of the program.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/constant.hpp"
#include "sim/bytecode/opcode.hpp"

namespace gilscope {

/// One instruction. EXTENDED_ARG is folded into `arg`; a jump's `arg` is the *index* of its target in CodeObject::code.
/// Lines are 1-based, columns 0-based characters (co_positions() counts bytes); kNoLine, kNoColumn: CPython's None.
struct Instruction {
  Opcode op = Opcode::Nop;
  std::uint32_t arg = 0;
  int line = -1;
  int end_line = -1;
  int column = -1;
  int end_column = -1;

  static constexpr int kNoLine = -1;
  static constexpr int kNoColumn = -1;
  bool operator==(const Instruction&) const = default;
};

/// CPython's co_flags bits (Include/cpython/code.h).
namespace code_flags {
inline constexpr std::uint32_t kOptimized = 0x1;  ///< locals live in slots: a function, not a module or class body
inline constexpr std::uint32_t kNewLocals = 0x2;
inline constexpr std::uint32_t kVarArgs = 0x4;
inline constexpr std::uint32_t kVarKeywords = 0x8;
inline constexpr std::uint32_t kNested = 0x10;
inline constexpr std::uint32_t kGenerator = 0x20;
inline constexpr std::uint32_t kFutureAnnotations = 0x1000000;
}  // namespace code_flags

/// Kind bits of a localsplus slot (CPython's co_localspluskinds). An argument that is also captured is Local | Cell.
namespace slot_kind {
inline constexpr std::uint8_t kHidden = 0x10;  ///< module/class level: target of an inlined comprehension
inline constexpr std::uint8_t kLocal = 0x20;
inline constexpr std::uint8_t kCell = 0x40;
inline constexpr std::uint8_t kFree = 0x80;
}  // namespace slot_kind

/// Instructions [start, end) are guarded; a raise there unwinds the stack to `depth`, pushes the index of the
/// raising instruction if `push_lasti`, pushes the exception and continues at `target`. All are instruction indices.
struct ExceptionEntry {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::uint32_t target = 0;
  std::uint32_t depth = 0;
  bool push_lasti = false;
  bool operator==(const ExceptionEntry&) const = default;
};

/// Invariants: `code` is not empty; jumps and table entries stay in range; compiler output satisfies verify().
struct CodeObject {
  std::string name;
  std::string qualname;
  std::string filename;
  int first_line = 1;
  int arg_count = 0;  ///< positional parameters, positional-only ones included, without *args
  int posonly_arg_count = 0;
  int kwonly_arg_count = 0;
  int local_count = 0;  ///< co_nlocals: slots of kind Local; they come first in localsplus
  int stack_size = 0;
  std::uint32_t flags = 0;
  std::vector<Instruction> code;
  std::vector<Constant> consts;
  std::vector<std::string> names;
  std::vector<std::string> localsplus_names;  ///< arguments, other locals, cells that are not arguments, free variables
  std::vector<std::uint8_t> localsplus_kinds;  ///< slot_kind bits, same length
  std::vector<ExceptionEntry> exception_table;  ///< sorted by start; entries do not overlap

  bool is_generator() const { return (flags & code_flags::kGenerator) != 0; }
  std::size_t slot_count() const { return localsplus_names.size(); }

  std::vector<std::string> varnames() const;   ///< co_varnames
  std::vector<std::string> cellvars() const;   ///< co_cellvars
  std::vector<std::string> freevars() const;   ///< co_freevars
  int free_count() const;

  /// The entry that guards instruction `index`, or nullptr.
  const ExceptionEntry* handler_of(std::uint32_t index) const;
};

/// Whether CPython would keep one constant for both code objects: all is equal but, perhaps, qualname and file.
bool same_code(const CodeObject& a, const CodeObject& b);

/// Same type and same value, as co_consts tells constants apart.
bool same_constant(const Constant& a, const Constant& b);

}  // namespace gilscope
