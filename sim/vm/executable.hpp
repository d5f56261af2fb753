// Executable: a code object decoded for one run. Instructions carry the address of their handler, their modeled cost and an inline
// cache. These caches make the simulator fast; the *modeled* specialization is the cost (design, decision 10): an instruction that can
// specialize begins with its generic cost and a handler that counts, and on its second execution is given its specialized cost.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/base/sim_time.hpp"
#include "sim/bytecode/code_object.hpp"
#include "sim/objects/objects.hpp"

namespace gilscope {

class Vm;
struct NativeSpec;
struct PythonFrame;

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

/// An instruction that specializes: what it becomes, and after how many more executions.
struct Adaptive {
  const void* handler = nullptr;   ///< null: it does not specialize, or has done so
  std::uint8_t executions = 0;
};

struct Executable {
  std::shared_ptr<const CodeObject> code;
  std::vector<ExecInstr> instrs;
  std::vector<Adaptive> adaptive;        ///< by instruction; empty in a build that does not specialize
  std::vector<StrObject*> names;         ///< interned
  std::vector<StrObject*> local_names;   ///< localsplus names, interned
  std::vector<Value> consts;             ///< owned, immortal
  std::uint32_t slot_count = 0;
  std::uint32_t frame_bytes = 0;         ///< of a PythonFrame with its slots and stack, aligned
  std::uint32_t arg_slots = 0;           ///< positional + keyword-only + *args + **kwargs
  std::uint32_t arg_count = 0;
  std::uint32_t trace_function = ~std::uint32_t{0};  ///< its FunctionId in the trace, once it has one
  std::vector<std::unique_ptr<Executable>> copies;  ///< of the main copy: those of other threads, by bytecode index (3.14t)
  Executable* main_copy = nullptr;       ///< itself, or whose copy it is
  SimTime copied_until = 0;              ///< of the main copy: until then a thread holds the code object's lock to copy it
  std::uint32_t bytecode_index = 0;      ///< whose copy it is
  bool simple_args = false;              ///< only positional parameters
  bool is_generator = false;

  std::uint32_t index_of(const ExecInstr* i) const { return static_cast<std::uint32_t>(i - instrs.data()); }
};

/// The decoded form of `code`, made at its first use.
Executable* executable_of(Vm& vm, CodeValue* code);
/// The copy that the running thread executes: the main one, or in a build with thread-local bytecode its own, made now if it has none
/// (bytecode_copies.cpp).
Executable* copy_for_current_thread(Vm& vm, Executable* main_copy);
/// A frame that another thread executed before (a generator's) goes on with the running thread's copy.
void use_own_copy(Vm& vm, PythonFrame& frame);
/// Sets every instruction that can specialize back to its generic form (cost and counting handler). Requires: none has specialized.
void unspecialize(Vm& vm, Executable& executable);
/// One more execution of an instruction that has not specialized yet. Returns the handler that does the work.
const void* adapt(Vm& vm, Executable& executable, ExecInstr& instr);

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
