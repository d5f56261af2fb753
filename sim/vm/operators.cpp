// Binary, in-place and unary operators: Objects/abstract.c's binary_op1 and its kin, and typeobject.c's slot_nb_* dispatchers.

#include <array>
#include <cassert>

#include <fmt/core.h>

#include "sim/objects/numbers.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

using BinarySlot = Ref (*)(Vm&, Value, Value, BinaryOp);

constexpr int kInplace = 13;

bool is_inplace(BinaryOp op) { return static_cast<int>(op) >= kInplace; }
BinaryOp plain_op(BinaryOp op) { return is_inplace(op) ? static_cast<BinaryOp>(static_cast<int>(op) - kInplace) : op; }

const char* symbol_of(BinaryOp op) {
  static constexpr std::array<const char*, 26> kSymbols = {
      "+",  "&",  "//",  "<<",  "@",  "*",  "%",  "|",  "** or pow()", ">>",  "-",  "/",  "^",
      "+=", "&=", "//=", "<<=", "@=", "*=", "%=", "|=", "**=",         ">>=", "-=", "/=", "^="};
  return kSymbols[static_cast<std::size_t>(op)];
}

bool is_sequence_layout(Layout layout) {
  return layout == Layout::Str || layout == Layout::List || layout == Layout::Tuple || layout == Layout::Bytes ||
         layout == Layout::Bytearray || layout == Layout::Deque;
}

bool indexable(Vm& vm, Value v) { return is_int(v) || vm.types.of(v)->slots.as_index != nullptr; }

/// sq_concat's and sq_repeat's own complaints come before the general one.
bool raise_sequence_error(Vm& vm, BinaryOp op, Value left, Value right) {
  TypeObject* lt = vm.types.of(left);
  TypeObject* rt = vm.types.of(right);
  if (plain_op(op) == BinaryOp::Add && is_sequence_layout(lt->layout)) {
    const bool is_bytes = lt->layout == Layout::Bytes || lt->layout == Layout::Bytearray;
    vm.raise(Exc::TypeError, is_bytes ? fmt::format("can't concat {} to {}", type_name(rt), type_name(lt))
                                      : fmt::format("can only concatenate {0} (not \"{1}\") to {0}",
                                                    type_name(lt), type_name(rt)));
    return true;
  }
  if (plain_op(op) != BinaryOp::Multiply) return false;
  const bool left_sequence = is_sequence_layout(lt->layout);
  if (!left_sequence && !is_sequence_layout(rt->layout)) return false;
  Value factor = left_sequence ? right : left;
  if (indexable(vm, factor)) return false;
  vm.raise(Exc::TypeError, fmt::format("can't multiply sequence by non-int of type '{}'", type_name_of(vm, factor)));
  return true;
}

Ref raise_unsupported(Vm& vm, BinaryOp op, Value left, Value right) {
  if (raise_sequence_error(vm, op, left, right)) return nullptr;
  TypeObject* lt = vm.types.of(left);
  if (op == BinaryOp::Rshift && lt == vm.types.builtin_function && as<NativeFunction>(left)->spec->name == std::string_view("print")) {
    return vm.raise(Exc::TypeError, fmt::format("unsupported operand type(s) for >>: 'builtin_function_or_method' and '{}'. "
                                                "Did you mean \"print(<message>, file=<output_stream>)\"?",
                                                type_name_of(vm, right)));
  }
  return vm.raise(Exc::TypeError, fmt::format("unsupported operand type(s) for {}: '{}' and '{}'", symbol_of(op), type_name(lt),
                                              type_name_of(vm, right)));
}

/// The slots to ask, in CPython's order: the right operand's first if its class is a subclass of the left's.
struct Candidates {
  std::array<BinarySlot, 2> slots{};
  int count = 0;
  bool python = false;
};

Candidates candidates_for(Vm& vm, Value left, Value right) {
  TypeObject* lt = vm.types.of(left);
  TypeObject* rt = vm.types.of(right);
  BinarySlot first = lt->slots.binary;
  BinarySlot second = rt == lt || rt->slots.binary == first ? nullptr : rt->slots.binary;
  if (first != nullptr && second != nullptr && rt->is_subtype_of(lt)) std::swap(first, second);
  Candidates c;
  for (BinarySlot slot : {first, second}) {
    if (slot == nullptr) continue;
    c.slots[c.count++] = slot;
    c.python = c.python || slot == dispatch_binary;
  }
  return c;
}

/// Immutable built-in classes have no in-place forms.
bool may_have_inplace(const TypeObject* type) {
  switch (type->layout) {
    case Layout::Int: case Layout::Float: case Layout::Str: case Layout::Bytes: case Layout::Tuple: case Layout::FrozenSet:
      return type->slots.binary == dispatch_binary;
    default: return type->slots.binary != nullptr;
  }
}

Co<Ref> binary_co(Vm& vm, BinaryOp op, Value left, Value right) {
  if (is_inplace(op) && may_have_inplace(vm.types.of(left))) {
    BinarySlot slot = vm.types.of(left)->slots.binary;
    Ref result;
    if (slot == dispatch_binary) result = co_await dispatch_binary_co(vm, op, left, right);
    else result = co_await vm.finish(slot(vm, left, right, op));
    if (!result || !result.get().is_not_implemented()) co_return result;
  }
  const Candidates c = candidates_for(vm, left, right);
  for (int i = 0; i < c.count; ++i) {
    Ref result;
    if (c.slots[i] == dispatch_binary) result = co_await dispatch_binary_co(vm, plain_op(op), left, right);
    else result = co_await vm.finish(c.slots[i](vm, left, right, plain_op(op)));
    if (!result || !result.get().is_not_implemented()) co_return result;
  }
  co_return raise_unsupported(vm, op, left, right);
}

/// The method of an operand's class, called as method(operand, other); NotImplemented if there is none.
Co<Ref> call_operator(Vm& vm, Value operand, StrObject* name, Value other) {
  if (!lookup_special(vm, vm.types.of(operand), name)) co_return steal(Value::not_implemented());
  Ref result = co_await vm.finish(call_special(vm, operand, name, 1, other));
  co_return result;
}

/// typeobject.c: method_is_overloaded.
bool overrides(Vm& vm, TypeObject* left, TypeObject* right, StrObject* name) {
  Value of_right = lookup_special(vm, right, name);
  return of_right && lookup_special(vm, left, name) != of_right;
}

}  // namespace

bool is_python_slot(BinarySlot binary) { return binary == dispatch_binary; }

// slot_nb_*: `dispatch_binary` serves an operand whose class defines the operator in Python.
Co<Ref> dispatch_binary_co(Vm& vm, BinaryOp op, Value left, Value right) {
  TypeObject* lt = vm.types.of(left);
  TypeObject* rt = vm.types.of(right);
  if (is_inplace(op)) {
    Ref result = co_await call_operator(vm, left, vm.names->inplace[static_cast<int>(op) - kInplace], right);
    co_return result;
  }
  StrObject* forward = vm.names->binary[static_cast<int>(op)];
  StrObject* reflected = vm.names->reflected[static_cast<int>(op)];
  bool try_other = lt != rt && rt->slots.binary == dispatch_binary;
  if (lt->slots.binary == dispatch_binary) {
    if (try_other && rt->is_subtype_of(lt) && overrides(vm, lt, rt, reflected)) {
      Ref result = co_await call_operator(vm, right, reflected, left);
      if (!result || !result.get().is_not_implemented()) co_return result;
      try_other = false;
    }
    Ref result = co_await call_operator(vm, left, forward, right);
    if (!result || !result.get().is_not_implemented() || lt == rt) co_return result;
  }
  if (!try_other) co_return steal(Value::not_implemented());
  Ref result = co_await call_operator(vm, right, reflected, left);
  co_return result;
}

Ref dispatch_binary(Vm& vm, Value left, Value right, BinaryOp op) { return vm.start(dispatch_binary_co(vm, op, left, right)); }

Ref binary(Vm& vm, BinaryOp op, Value left, Value right) {
  const Candidates c = candidates_for(vm, left, right);
  if (c.python) return vm.start(binary_co(vm, op, left, right));
  if (is_inplace(op) && may_have_inplace(vm.types.of(left))) {
    Ref result = vm.types.of(left)->slots.binary(vm, left, right, op);
    if (!result || !result.get().is_not_implemented()) return result;
  }
  for (int i = 0; i < c.count; ++i) {
    Ref result = c.slots[i](vm, left, right, plain_op(op));
    if (!result || !result.get().is_not_implemented()) return result;
  }
  return raise_unsupported(vm, op, left, right);
}

Ref unary(Vm& vm, UnaryOp op, Value operand) {
  TypeObject* type = vm.types.of(operand);
  if (type->slots.unary != nullptr) {
    Ref result = type->slots.unary(vm, operand, op);
    if (!result || !result.get().is_not_implemented()) return result;
  }
  static constexpr std::array<const char*, 4> kWhat = {"unary -", "unary +", "unary ~", "abs()"};
  return vm.raise(Exc::TypeError, fmt::format("bad operand type for {}: '{}'", kWhat[static_cast<std::size_t>(op)], type_name(type)));
}

Ref as_index(Vm& vm, Value object) {
  if (is_int(object)) return exact_int(vm.heap, object);
  TypeObject* type = vm.types.of(object);
  if (type->slots.as_index == nullptr) {
    return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(type)));
  }
  return type->slots.as_index(vm, object);
}

}  // namespace gilscope
