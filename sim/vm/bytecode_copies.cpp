// When instructions specialize, and each thread's own copies of the bytecode: what sim/runtime/thread_local_bytecode.hpp explains.
#include <algorithm>
#include <array>

#include "sim/bytecode/code_units.hpp"
#include "sim/bytecode/opcode.hpp"
#include "sim/runtime/thread_local_bytecode.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {
namespace {

// pycore_backoff.h: adaptive_counter_warmup() is 1: the first execution counts down, the second one finds zero.
constexpr std::uint8_t kWarmUp = 1;

/// Instructions with an inline cache have a family of specialized forms; JUMP_BACKWARD's counts for the JIT, which 3.13 has off.
bool specializes(Opcode op) { return opcode_info(op).caches > 0 && op != Opcode::JumpBackward; }

bool has_constant(Opcode op) { return op == Opcode::LoadConst || op == Opcode::ReturnConst; }

/// What the simulator has cached in an instruction goes, what the compiler put there stays.
ExecInstr pristine(const ExecInstr& from, const Executable& main, Executable& copy) {
  ExecInstr to = from;
  const auto op = static_cast<Opcode>(from.opcode);
  if (is_jump(op)) to.target = copy.instrs.data() + main.index_of(from.target);
  else if (!has_constant(op)) to.version = 0, to.pointer = nullptr, to.index = 0, to.kind = 0;
  return to;
}

std::uint64_t code_units(const CodeObject& code) { return lay_out(code).offset_of.back(); }

/// Whoever comes while another thread copies the same code object waits for its lock.
void charge_copy(Vm& vm, Executable& main, std::uint64_t units) {
  SimTime& now = vm.machine.clock.now;
  now = std::max(now, main.copied_until);
  vm.charge(Cost::BytecodeCopy);
  vm.charge(Cost::BytecodeCopyUnit, static_cast<std::int64_t>(units));
  main.copied_until = now;
  vm.runtime.thread_local_bytecode().copied(2 * units);
  vm.runtime.mark(MarkKind::BytecodeCopied, vm.thread, units);
}

std::unique_ptr<Executable> copy_of(Vm& vm, Executable& main, std::uint32_t index) {
  auto owned = std::make_unique<Executable>();
  Executable& e = *owned;
  e.code = main.code;
  e.names = main.names;
  e.local_names = main.local_names;
  e.consts = main.consts;  // still owned by the main copy
  e.slot_count = main.slot_count, e.frame_bytes = main.frame_bytes;
  e.arg_slots = main.arg_slots, e.arg_count = main.arg_count;
  e.simple_args = main.simple_args, e.is_generator = main.is_generator;
  e.main_copy = &main, e.bytecode_index = index;
  e.instrs.resize(main.instrs.size());
  for (std::size_t i = 0; i < e.instrs.size(); ++i) {
    e.instrs[i] = pristine(main.instrs[i], main, e);
    // An adaptive instruction of the main copy has its own handler back once it has specialized.
    const void* const adaptive = main.adaptive[i].handler;
    if (adaptive != nullptr) e.instrs[i].handler = adaptive;
  }
  unspecialize(vm, e);
  return owned;
}

}  // namespace

void unspecialize(Vm& vm, Executable& e) {
  std::array<const void*, static_cast<std::size_t>(FastLabel::kEnd)> labels{};
  dispatch_labels(labels.data(), vm.host.watcher != nullptr);
  e.adaptive.assign(e.instrs.size(), Adaptive{});
  for (std::size_t i = 0; i < e.instrs.size(); ++i) {
    ExecInstr& instr = e.instrs[i];
    if (!specializes(static_cast<Opcode>(instr.opcode))) continue;
    e.adaptive[i] = Adaptive{instr.handler, kWarmUp};
    instr.handler = labels[static_cast<std::size_t>(FastLabel::Adaptive)];
    instr.cost = vm.runtime.costs.generic[instr.opcode];
  }
}

// The generic cost of this execution has been paid when it begins.
const void* adapt(Vm& vm, Executable& e, ExecInstr& instr) {
  Adaptive& state = e.adaptive[e.index_of(&instr)];
  const void* const handler = state.handler;
  if (state.executions > 0) {
    --state.executions;
    return handler;
  }
  const std::uint32_t specialized = vm.runtime.costs.opcode[instr.opcode];
  vm.machine.clock.now += SimTime{specialized} - SimTime{instr.cost};
  vm.charge(Cost::SpecializeInstruction);
  instr.cost = specialized;
  instr.handler = handler;
  state.handler = nullptr;
  return handler;
}

Executable* copy_for_current_thread(Vm& vm, Executable* main) {
  const std::uint32_t index = vm.thread->bytecode_index;
  if (index == 0) return main;
  if (main->copies.size() <= index) main->copies.resize(index + 1);
  std::unique_ptr<Executable>& copy = main->copies[index];
  if (!copy) {
    charge_copy(vm, *main, code_units(*main->code));
    copy = copy_of(vm, *main, index);
  }
  return copy.get();
}

void use_own_copy(Vm& vm, PythonFrame& frame) {
  const std::uint32_t at = frame.executable->index_of(frame.ip);
  frame.executable = copy_for_current_thread(vm, frame.executable->main_copy);
  frame.ip = frame.executable->instrs.data() + at;
}

}  // namespace gilscope
