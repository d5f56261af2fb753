#include "sim/vm/executable.hpp"

#include <algorithm>
#include <array>

#include "sim/bytecode/opcode.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/frame_stack.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

Value* PythonFrame::stack_base() const { return slots + executable->slot_count; }

// ---- constants ------------------------------------------------------------------------------------------------------------

namespace {

Value immortal(Vm& vm, Value owned) {
  if (owned.is_object()) vm.heap.make_immortal(owned.object());
  return owned;
}

Value make_constant_tuple(Vm& vm, const std::vector<Constant>& items) {
  std::vector<Value> values;
  for (const Constant& item : items) values.push_back(make_constant(vm, item));
  return immortal(vm, gilscope::make_tuple(vm.heap, values).release());
}

Value make_constant_set(Vm& vm, const std::vector<Constant>& items) {
  Ref set = make_set(vm.heap, vm.types.frozenset);
  for (const Constant& item : items) set_add_simple(vm.heap, as_set(set), make_constant(vm, item));  // constants are simple keys
  return immortal(vm, set.release());
}

}  // namespace

// Constants are immortal here in every build; see make_strings_mortal for the exception.
Value make_constant(Vm& vm, const Constant& c) {
  switch (c.kind) {
    case ConstantKind::None: return Value::none();
    case ConstantKind::True: return Value::true_();
    case ConstantKind::False: return Value::false_();
    case ConstantKind::Ellipsis: return Value::ellipsis();
    case ConstantKind::Int: return immortal(vm, int_from_text(vm.heap, c.text, 10).release());
    case ConstantKind::Float: return Value::real(c.real);
    case ConstantKind::Str: return Value(intern(vm.heap, c.text));
    case ConstantKind::Bytes: return immortal(vm, make_bytes(vm.heap, c.text).release());
    case ConstantKind::Tuple: return make_constant_tuple(vm, c.items);
    case ConstantKind::FrozenSet: return make_constant_set(vm, c.items);
    case ConstantKind::Code: return immortal(vm, Value(make_code_value(vm, c.code)));
  }
  return Value::none();
}

CodeValue* make_code_value(Vm& vm, std::shared_ptr<const CodeObject> code) {
  CodeValue*& known = vm.priv().code_values[code.get()];
  if (known == nullptr) {
    known = vm.heap.make<CodeValue>(vm.types.code);
    known->code = new std::shared_ptr<const CodeObject>(std::move(code));
    vm.runtime.object_born_deferred(known);
  }
  vm.heap.incref(known);
  return known;
}

// ---- decoding -------------------------------------------------------------------------------------------------------------

namespace {

bool has_constant(Opcode op) { return op == Opcode::LoadConst || op == Opcode::ReturnConst; }

/// BINARY_OP and COMPARE_OP have one handler per common operator.
std::size_t label_of(const Instruction& i) {
  if (i.op == Opcode::CompareOp) return static_cast<std::size_t>(FastLabel::CompareLt) + (i.arg >> 5);
  if (i.op != Opcode::BinaryOp) return static_cast<std::size_t>(i.op);
  switch (static_cast<BinaryOp>(i.arg % kInplaceOffset)) {
    case BinaryOp::Add: return static_cast<std::size_t>(FastLabel::BinaryAdd);
    case BinaryOp::Subtract: return static_cast<std::size_t>(FastLabel::BinarySubtract);
    case BinaryOp::Multiply: return static_cast<std::size_t>(FastLabel::BinaryMultiply);
    case BinaryOp::FloorDivide: return static_cast<std::size_t>(FastLabel::BinaryFloorDivide);
    case BinaryOp::Remainder: return static_cast<std::size_t>(FastLabel::BinaryRemainder);
    default: return static_cast<std::size_t>(i.op);
  }
}

/// A string that this build leaves mortal, or a tuple or frozenset with such a string in it (codeobject.c: should_immortalize).
bool is_mortal(const Vm& vm, const Constant& c) {
  if (c.kind == ConstantKind::Str) return !vm.runtime.string_constant_is_immortal(c.text);
  if (c.kind != ConstantKind::Tuple && c.kind != ConstantKind::FrozenSet) return false;
  return std::any_of(c.items.begin(), c.items.end(), [&vm](const Constant& item) { return is_mortal(vm, item); });
}

Value make_mortal(Vm& vm, const Constant& c) {
  if (!is_mortal(vm, c)) return make_constant(vm, c);
  Ref made;
  if (c.kind == ConstantKind::Str) {
    made = make_str(vm.heap, c.text);
  } else {
    std::vector<Value> items;
    for (const Constant& item : c.items) items.push_back(make_mortal(vm, item));
    if (c.kind == ConstantKind::Tuple) {
      made = gilscope::make_tuple(vm.heap, items);
    } else {
      made = make_set(vm.heap, vm.types.frozenset);
      for (Value item : items) set_add_simple(vm.heap, as_set(made), item);
    }
    for (Value item : items) vm.heap.decref(item);
  }
  if (vm.priv().main_thread != nullptr) made.get().object()->owner = vm.priv().main_thread->owner_key;
  return made.release();
}

/// 3.13t leaves string constants that do not look like names mortal, owned by the thread that loaded the code: threads contend for them.
/// Docstrings and returned constants are left alone: they are not used in loops.
std::vector<bool> make_strings_mortal(Vm& vm, Executable& e) {
  std::vector<bool> mortal(e.consts.size()), returned(e.consts.size());
  for (const Instruction& i : e.code->code) if (i.op == Opcode::ReturnConst) returned[i.arg] = true;
  for (const Instruction& i : e.code->code) {
    if (i.op != Opcode::LoadConst || mortal[i.arg] || returned[i.arg]) continue;
    const Constant& constant = e.code->consts[i.arg];
    if (!is_mortal(vm, constant)) continue;
    e.consts[i.arg] = make_mortal(vm, constant);
    mortal[i.arg] = true;
  }
  return mortal;
}

/// Does this instruction put its operands where other threads may find them? Arithmetic and comparisons take them apart.
bool keeps_operands(Opcode op) {
  switch (op) {
    case Opcode::StoreName: case Opcode::StoreGlobal: case Opcode::StoreDeref: case Opcode::StoreAttr: case Opcode::StoreSubscr:
    case Opcode::Call: case Opcode::CallKw: case Opcode::BuildList: case Opcode::BuildTuple: case Opcode::BuildMap: case Opcode::BuildSet:
    case Opcode::BuildConstKeyMap: case Opcode::ListAppend: case Opcode::SetAdd: case Opcode::MapAdd: case Opcode::YieldValue:
    case Opcode::ReturnValue: return true;
    default: return false;
  }
}

/// The straight-line code behind the load of a constant, up to the instruction that takes it from the stack: does that one keep it?
bool is_kept(const CodeObject& code, std::size_t load) {
  int above = 0;  // items over the constant
  for (std::size_t i = load + 1; i < code.code.size(); ++i) {
    const Instruction& in = code.code[i];
    const OpcodeInfo& info = opcode_info(in.op);
    if (info.operand == OperandKind::JumpForward || info.operand == OperandKind::JumpBackward) return false;
    const int pops = static_cast<int>(gilscope::stack_pops(in.op, in.arg)), pushes = static_cast<int>(gilscope::stack_pushes(in.op, in.arg));
    if (pops > above) return keeps_operands(in.op);
    above += pushes - pops;
  }
  return false;
}

/// A number in the code is an object there, immortal in the free-threaded build. Where it is stored under a name (LIMIT = 1000), that
/// object must be what others find: publishing its value would make a new, mortal one for them to contend for. So it is where it is passed on.
Value stored_constant(Vm& vm, Value constant) {
  const Value boxed = vm.heap.publish(constant);
  if (boxed.is_object()) vm.heap.make_immortal(boxed.object());
  return boxed;
}

void decode(Vm& vm, Executable& e) {
  const std::vector<bool> mortal = make_strings_mortal(vm, e);
  std::array<const void*, static_cast<std::size_t>(FastLabel::kEnd)> labels{};
  dispatch_labels(labels.data(), vm.host.watcher != nullptr);
  e.instrs.resize(e.code->code.size());
  for (std::size_t i = 0; i < e.instrs.size(); ++i) {
    const Instruction& from = e.code->code[i];
    ExecInstr& to = e.instrs[i];
    const auto number = static_cast<std::uint32_t>(from.op);
    to = ExecInstr{};
    to.handler = labels[label_of(from)];
    to.arg = from.arg;
    to.cost = vm.runtime.costs.opcode[number];
    to.opcode = static_cast<std::uint16_t>(number);
    if (has_constant(from.op)) to.constant = e.consts[from.arg].bits();
    if (from.op == Opcode::LoadConst && !e.consts[from.arg].is_object() && is_kept(*e.code, i)) {
      to.constant = stored_constant(vm, e.consts[from.arg]).bits();
    }
    if (from.op == Opcode::LoadConst && mortal[from.arg]) to.handler = labels[static_cast<std::size_t>(FastLabel::LoadConstMortal)];
    if (is_jump(from.op)) to.target = e.instrs.data() + from.arg;
  }
  if (vm.runtime.config.specialize) unspecialize(vm, e);
}

void decode_arguments(Executable& e) {
  const CodeObject& c = *e.code;
  const bool var_args = (c.flags & code_flags::kVarArgs) != 0;
  const bool var_keywords = (c.flags & code_flags::kVarKeywords) != 0;
  e.arg_count = static_cast<std::uint32_t>(c.arg_count);
  e.arg_slots = e.arg_count + static_cast<std::uint32_t>(c.kwonly_arg_count) + var_args + var_keywords;
  e.simple_args = e.arg_slots == e.arg_count;
  e.is_generator = c.is_generator();
}

}  // namespace

Executable* executable_of(Vm& vm, CodeValue* value) {
  if (value->executable != nullptr) return static_cast<Executable*>(value->executable);
  auto owned = std::make_unique<Executable>();
  Executable& e = *owned;
  e.main_copy = &e;
  e.code = *value->code;
  vm.priv().executables.push_back(std::move(owned));
  value->executable = &e;
  for (const std::string& name : e.code->names) e.names.push_back(vm.intern(name));
  for (const std::string& name : e.code->localsplus_names) e.local_names.push_back(vm.intern(name));
  for (const Constant& constant : e.code->consts) e.consts.push_back(make_constant(vm, constant));
  e.slot_count = static_cast<std::uint32_t>(e.code->slot_count());
  // One slot more than the compiler's stack size: handlers may push before they pop.
  const std::size_t values = e.slot_count + static_cast<std::size_t>(e.code->stack_size) + 2;
  e.frame_bytes = static_cast<std::uint32_t>(frame_align(sizeof(PythonFrame) + values * sizeof(Value)));
  decode_arguments(e);
  decode(vm, e);
  return &e;
}

}  // namespace gilscope
