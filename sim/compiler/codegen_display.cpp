#include <algorithm>

#include "sim/compiler/codegen.hpp"
#include "sim/compiler/constant_math.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

bool is_starred(const Expr* expr) { return expr->kind == ExprKind::Starred; }
bool is_constant(const Expr* expr) { return expr != nullptr && expr->kind == ExprKind::Constant; }

/// The instructions that make a display: all at once, item by item, or from an iterable. A tuple grows as a list.
struct DisplayOps {
  Opcode build;
  Opcode add;
  Opcode extend;
};

constexpr DisplayOps kListOps{Opcode::BuildList, Opcode::ListAppend, Opcode::ListExtend};
constexpr DisplayOps kSetOps{Opcode::BuildSet, Opcode::SetAdd, Opcode::SetUpdate};

}  // namespace

void Codegen::visit_display(const Exprs& elements, Display display, ExprContext context, Location loc) {
  switch (context) {
    case ExprContext::Load: return build_display(elements, display, 0, loc);
    case ExprContext::Store: return unpack(elements, loc);
    case ExprContext::Del: return visit(elements);
  }
}

void Codegen::build_display(const Exprs& elements, Display display, int pushed, Location loc) {
  if (build_constant_display(elements, display, pushed, loc)) return;
  const DisplayOps& ops = display == Display::Set ? kSetOps : kListOps;
  const int count = static_cast<int>(elements.size()) + pushed;
  const bool big = count > kStackUseGuideline;
  if (!big && std::none_of(elements.begin(), elements.end(), is_starred)) {
    visit(elements);
    return emit(display == Display::Tuple ? Opcode::BuildTuple : ops.build, count, loc);
  }
  bool built = big;
  if (big) emit(ops.build, pushed, loc);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto* starred = as<StarredExpr>(static_cast<const Expr*>(elements[i]));
    if (starred != nullptr && !built) {
      emit(ops.build, static_cast<int>(i) + pushed, loc);
      built = true;
    }
    visit(starred != nullptr ? starred->value : elements[i]);
    if (built) emit(starred != nullptr ? ops.extend : ops.add, 1, loc);
  }
  if (display == Display::Tuple) emit(Opcode::CallIntrinsic1, static_cast<int>(kIntrinsicListToTuple), loc);
}

/// Three constants or more are kept as one constant.
bool Codegen::build_constant_display(const Exprs& elements, Display display, int pushed, Location loc) {
  if (elements.size() <= 2 || !std::all_of(elements.begin(), elements.end(), is_constant)) return false;
  std::vector<Constant> items;
  for (const Expr* element : elements) items.push_back(as<ConstantExpr>(element)->value);
  if (display == Display::Tuple && pushed == 0) {
    emit_const(make_tuple(std::move(items)), loc);
    return true;
  }
  const DisplayOps& ops = display == Display::Set ? kSetOps : kListOps;
  emit(ops.build, pushed, loc);
  emit_const(display == Display::Set ? make_frozenset(items) : make_tuple(std::move(items)), loc);
  emit(ops.extend, 1, loc);
  if (display == Display::Tuple) emit(Opcode::CallIntrinsic1, static_cast<int>(kIntrinsicListToTuple), loc);
  return true;
}

// ---- unpacking ----

void Codegen::unpack(const Exprs& targets, Location loc) {
  constexpr std::size_t kMaxBefore = 1 << 8;
  const auto star = std::find_if(targets.begin(), targets.end(), is_starred);
  if (star == targets.end()) {
    emit(Opcode::UnpackSequence, static_cast<int>(targets.size()), loc);
  } else {
    const auto before = static_cast<std::size_t>(star - targets.begin());
    const std::size_t after = targets.size() - before - 1;
    if (before >= kMaxBefore) fail(loc, "too many expressions in star-unpacking assignment");
    emit(Opcode::UnpackEx, static_cast<int>(before | after << 8), loc);
    if (std::any_of(star + 1, targets.end(), is_starred)) fail(loc, "multiple starred expressions in assignment");
  }
  for (const Expr* target : targets) {
    const auto* starred = as<StarredExpr>(target);
    visit(starred != nullptr ? starred->value : target);
  }
}

// ---- dicts ----

void Codegen::visit_dict(const DictExpr& dict) {
  const Location loc = location_of(dict.span);
  bool started = false;
  std::size_t waiting = 0;  // keys and values not yet built into a dict
  const auto flush = [&](std::size_t begin, std::size_t end) {
    build_part_of_dict(dict, begin, end);
    if (started) emit(Opcode::DictUpdate, 1, loc);
    started = true;
    waiting = 0;
  };
  for (std::size_t i = 0; i < dict.values.size(); ++i) {
    if (dict.keys[i] == nullptr) {
      if (waiting > 0) flush(i - waiting, i);
      if (!started) emit(Opcode::BuildMap, 0, loc);
      started = true;
      visit(dict.values[i]);
      emit(Opcode::DictUpdate, 1, loc);
    } else if (static_cast<int>(waiting) * 2 > kStackUseGuideline) {
      flush(i - waiting, i + 1);
    } else {
      ++waiting;
    }
  }
  if (waiting > 0) flush(dict.values.size() - waiting, dict.values.size());
  if (!started) emit(Opcode::BuildMap, 0, loc);
}

void Codegen::build_part_of_dict(const DictExpr& dict, std::size_t begin, std::size_t end) {
  const Location loc = location_of(dict.span);
  const int count = static_cast<int>(end - begin);
  const bool big = count * 2 > kStackUseGuideline;
  const auto key = [&](std::size_t i) { return static_cast<const Expr*>(dict.keys[i]); };
  const bool constant_keys = std::all_of(dict.keys.begin() + static_cast<std::ptrdiff_t>(begin),
                                         dict.keys.begin() + static_cast<std::ptrdiff_t>(end), is_constant);
  if (count > 1 && !big && constant_keys) {
    std::vector<Constant> keys;
    for (std::size_t i = begin; i < end; ++i) {
      visit(dict.values[i]);
      keys.push_back(as<ConstantExpr>(key(i))->value);
    }
    emit_const(make_tuple(std::move(keys)), loc);
    return emit(Opcode::BuildConstKeyMap, count, loc);
  }
  if (big) emit(Opcode::BuildMap, 0, loc);
  for (std::size_t i = begin; i < end; ++i) {
    visit(key(i));
    visit(dict.values[i]);
    if (big) emit(Opcode::MapAdd, 1, loc);
  }
  if (!big) emit(Opcode::BuildMap, count, loc);
}

}  // namespace gilscope::compiler
