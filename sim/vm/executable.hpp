// Executable: a code object decoded for one run. Instructions carry the address of their handler, their modeled cost and an inline
// cache. These caches make the simulator fast; the *modeled* specialization is only the cost table (design, decision 10).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/bytecode/code_object.hpp"
#include "sim/objects/objects.hpp"

namespace gilscope {

class Vm;
struct NativeSpec;

/// One decoded instruction.
struct ExecInstr {
  const void* handler;   ///< label in dispatch()
  std::uint32_t arg;
  std::uint32_t cost;    ///< picoseconds, clock factor applied
  union {
    std::uint64_t version;      ///< of a dict or a class; 0 = empty cache
    const ExecInstr* target;    ///< jumps
    std::uint64_t constant;     ///< Value bits of LOAD_CONST / RETURN_CONST
    const NativeSpec* spec;     ///< CALL: the native function seen last
  };
  union {
    void* pointer;              ///< method, class attribute, function: borrowed, kept alive by the class of that version
    StrObject* name;
  };
  std::uint32_t index;          ///< entry index or shared-key index
  std::uint16_t kind;           ///< which of an instruction's fast paths the cache is for; 0 = none
  std::uint16_t opcode;
};

struct Executable {
  std::shared_ptr<const CodeObject> code;
  std::vector<ExecInstr> instrs;
  std::vector<StrObject*> names;         ///< interned
  std::vector<StrObject*> local_names;   ///< localsplus names, interned
  std::vector<Value> consts;             ///< owned, immortal
  std::uint32_t slot_count = 0;
  std::uint32_t frame_bytes = 0;         ///< of a PythonFrame with its slots and stack, aligned
  std::uint32_t arg_slots = 0;           ///< positional + keyword-only + *args + **kwargs
  std::uint32_t arg_count = 0;
  std::uint32_t trace_function = ~std::uint32_t{0};  ///< its FunctionId in the trace, once it has one
  bool simple_args = false;              ///< only positional parameters
  bool is_generator = false;

  std::uint32_t index_of(const ExecInstr* i) const { return static_cast<std::uint32_t>(i - instrs.data()); }
};

/// The decoded form of `code`, made at its first use.
Executable* executable_of(Vm& vm, CodeValue* code);
/// A code object as a Python value (new reference).
CodeValue* make_code_value(Vm& vm, std::shared_ptr<const CodeObject> code);
/// A constant as a Python value (new reference).
Value make_constant(Vm& vm, const Constant& constant);
/// The Value whose bits an ExecInstr keeps.
inline Value constant_of(const ExecInstr& i) {
  static_assert(sizeof(Value) == sizeof(std::uint64_t));
  return std::bit_cast<Value>(i.constant);
}

}  // namespace gilscope
