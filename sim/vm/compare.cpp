// Comparisons, truth and hashes (Objects/object.c).

#include <array>
#include <utility>

#include <fmt/core.h>

#include "sim/objects/numbers.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

using CompareSlot = Ref (*)(Vm&, Value, Value, CompareOp);

CompareOp swapped(CompareOp op) {
  static constexpr std::array<CompareOp, 6> kSwapped = {CompareOp::Gt, CompareOp::Ge, CompareOp::Eq,
                                                        CompareOp::Ne, CompareOp::Lt, CompareOp::Le};
  return kSwapped[static_cast<std::size_t>(op)];
}

/// One attempt: `slot(self, other, op)`.
struct Attempt { CompareSlot slot; Value self, other; CompareOp op; };
struct Attempts {
  std::array<Attempt, 2> list;
  int count = 0;
  bool python = false;
};

bool runs_python(Vm& vm, const Attempt& a) {
  // object.__ne__ asks the class's own __eq__.
  return a.slot == dispatch_compare || (a.op == CompareOp::Ne && vm.types.of(a.self)->slots.compare == dispatch_compare);
}

/// object.c: do_richcompare's order.
Attempts attempts_for(Vm& vm, CompareOp op, Value left, Value right) {
  TypeObject* lt = vm.types.of(left);
  TypeObject* rt = vm.types.of(right);
  Attempt forward{lt->slots.compare, left, right, op};
  Attempt backward{rt->slots.compare, right, left, swapped(op)};
  const bool right_first = lt != rt && rt->slots.compare != nullptr && rt->is_subtype_of(lt);
  Attempts a;
  for (const Attempt& attempt : right_first ? std::array{backward, forward} : std::array{forward, backward}) {
    if (attempt.slot == nullptr) continue;
    a.list[a.count++] = attempt;
    a.python = a.python || runs_python(vm, attempt);
  }
  return a;
}

Ref compare_default(Vm& vm, CompareOp op, Value left, Value right) {
  static constexpr std::array<const char*, 6> kSymbols = {"<", "<=", "==", "!=", ">", ">="};
  if (op == CompareOp::Eq) return vm.boolean(left == right);
  if (op == CompareOp::Ne) return vm.boolean(left != right);
  return vm.raise(Exc::TypeError, fmt::format("'{}' not supported between instances of '{}' and '{}'",
                                              kSymbols[static_cast<std::size_t>(op)], type_name_of(vm, left), type_name_of(vm, right)));
}

Co<Ref> compare_co(Vm& vm, CompareOp op, Value left, Value right) {
  const Attempts a = attempts_for(vm, op, left, right);
  for (int i = 0; i < a.count; ++i) {
    const Attempt& attempt = a.list[i];
    Ref result = co_await vm.finish(attempt.slot(vm, attempt.self, attempt.other, attempt.op));
    if (!result || !result.get().is_not_implemented()) co_return result;
  }
  co_return compare_default(vm, op, left, right);
}

Co<Ref> truth_of_compare_co(Vm& vm, CompareOp op, Value left, Value right) {
  Ref result = co_await compare_co(vm, op, left, right);
  if (!result) co_return nullptr;
  Ref answer = co_await vm.finish(truth(vm, result));
  co_return answer;
}

/// Number against number without any dispatch. False: not that simple.
bool compare_numbers(CompareOp op, Value left, Value right, bool& answer) {
  int order = 0;
  if (left.is_integer() && right.is_integer()) {
    order = left.integer() < right.integer() ? -1 : left.integer() > right.integer();
  } else if (left.is_real() && right.is_real()) {
    const double a = left.real(), b = right.real();
    if (a != a || b != b) return false;
    order = a < b ? -1 : a > b;
  } else {
    return false;
  }
  switch (op) {
    case CompareOp::Lt: answer = order < 0; break;
    case CompareOp::Le: answer = order <= 0; break;
    case CompareOp::Eq: answer = order == 0; break;
    case CompareOp::Ne: answer = order != 0; break;
    case CompareOp::Gt: answer = order > 0; break;
    case CompareOp::Ge: answer = order >= 0; break;
  }
  return true;
}

/// True or False of a comparison of built-in values; Python code goes through a coroutine.
Ref compare_truth(Vm& vm, CompareOp op, Value left, Value right) {
  bool answer = false;
  if (compare_numbers(op, left, right, answer)) return vm.boolean(answer);
  const Attempts a = attempts_for(vm, op, left, right);
  if (a.python) return vm.start(truth_of_compare_co(vm, op, left, right));
  for (int i = 0; i < a.count; ++i) {
    Ref result = a.list[i].slot(vm, a.list[i].self, a.list[i].other, a.list[i].op);
    if (!result || result.is_pending() || result.get().is_bool()) return result;
    if (!result.get().is_not_implemented()) return truth(vm, result);
  }
  return compare_default(vm, op, left, right);
}

Co<Ref> truth_by_length_co(Vm& vm, Value object) {
  Ref n = co_await vm.finish(length(vm, object));
  if (!n) co_return nullptr;
  co_return vm.boolean(int_sign(n) != 0);
}

}  // namespace

bool is_python_slot(CompareSlot compare) { return compare == dispatch_compare; }

Ref compare(Vm& vm, CompareOp op, Value left, Value right) {
  bool answer = false;
  if (compare_numbers(op, left, right, answer)) return vm.boolean(answer);
  const Attempts a = attempts_for(vm, op, left, right);
  if (a.python) return vm.start(compare_co(vm, op, left, right));
  for (int i = 0; i < a.count; ++i) {
    Ref result = a.list[i].slot(vm, a.list[i].self, a.list[i].other, a.list[i].op);
    if (!result || !result.get().is_not_implemented()) return result;
  }
  return compare_default(vm, op, left, right);
}

Ref equal(Vm& vm, Value left, Value right) {
  if (left == right) return vm.boolean(true);
  return compare_truth(vm, CompareOp::Eq, left, right);
}

Ref less(Vm& vm, Value left, Value right) { return compare_truth(vm, CompareOp::Lt, left, right); }

Ref truth(Vm& vm, Value object) {
  if (object.is_bool()) return steal(object);
  if (object.is_none()) return vm.boolean(false);
  if (object.is_integer()) return vm.boolean(object.integer() != 0);
  if (object.is_real()) return vm.boolean(object.real() != 0);
  TypeObject* type = vm.types.of(object);
  if (type->slots.truth != nullptr) return type->slots.truth(vm, object);
  if (type->slots.length == nullptr) return vm.boolean(true);
  if (type->slots.length == dispatch_length) return vm.start(truth_by_length_co(vm, object));
  Ref n = type->slots.length(vm, object);
  return n ? vm.boolean(int_sign(n) != 0) : Ref();
}

Ref hash(Vm& vm, Value object) {
  TypeObject* type = vm.types.of(object);
  if (type->slots.hash == nullptr) return hash_unhashable(vm, object);
  return type->slots.hash(vm, object);
}

Ref hash_unhashable(Vm& vm, Value self) {
  return vm.raise(Exc::TypeError, fmt::format("unhashable type: '{}'", type_name_of(vm, self)));
}

}  // namespace gilscope
