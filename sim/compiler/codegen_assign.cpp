#include "sim/compiler/annotation_text.hpp"
#include "sim/compiler/codegen.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

/// a[x:y]: has instructions of its own, without a slice object.
const SliceExpr* plain_slice(const SubscriptExpr& subscript) {
  const auto* slice = as<SliceExpr>(static_cast<const Expr*>(subscript.slice));
  return slice != nullptr && slice->step == nullptr ? slice : nullptr;
}

}  // namespace

// ---- target op= value ----

void Codegen::visit_augmented(const AugAssignStmt& stmt) {
  load_augmented_target(stmt.target);
  visit(stmt.value);
  emit(Opcode::BinaryOp, binary_argument(stmt.op, true), location_of(stmt.span));
  store_augmented_target(stmt.target);
}

/// Evaluates the target once, keeping what the later store needs below the value.
void Codegen::load_augmented_target(const Expr* target) {
  const Location loc = location_of(target->span);
  if (const auto* name = as<NameExpr>(target)) return load_name(name->id, loc);
  if (const auto* attribute = as<AttributeExpr>(target)) {
    visit(attribute->value);
    emit(Opcode::Copy, 1, loc);
    return emit_attribute(AttributeLoad::Value, attribute->attr, attribute_location(loc, *attribute));
  }
  const auto& subscript = *as<SubscriptExpr>(target);
  visit(subscript.value);
  if (const SliceExpr* slice = plain_slice(subscript)) {
    visit_slice_bounds(*slice);
    for (int i = 0; i < 3; ++i) emit(Opcode::Copy, 3, loc);
    return emit(Opcode::BinarySlice, loc);
  }
  visit(subscript.slice);
  emit(Opcode::Copy, 2, loc);
  emit(Opcode::Copy, 2, loc);
  emit(Opcode::BinarySubscr, loc);
}

void Codegen::store_augmented_target(const Expr* target) {
  Location loc = location_of(target->span);
  if (const auto* name = as<NameExpr>(target)) return store_name(name->id, loc);
  if (const auto* attribute = as<AttributeExpr>(target)) {
    loc = attribute_location(loc, *attribute);
    emit(Opcode::Swap, 2, loc);
    return emit_name(Opcode::StoreAttr, attribute->attr, loc);
  }
  const bool slice = plain_slice(*as<SubscriptExpr>(target)) != nullptr;
  for (int depth = slice ? 4 : 3; depth >= 2; --depth) emit(Opcode::Swap, depth, loc);
  emit(slice ? Opcode::StoreSlice : Opcode::StoreSubscr, loc);
}

// ---- target: annotation = value ----

void Codegen::visit_annotated(const AnnAssignStmt& stmt) {
  const Location loc = location_of(stmt.span);
  const bool namespace_level = unit().kind == UnitKind::Module || unit().kind == UnitKind::Class;
  if (stmt.value != nullptr) {
    visit(stmt.value);
    visit(stmt.target);
  }
  if (const auto* name = as<NameExpr>(static_cast<const Expr*>(stmt.target))) {
    forbid_debug(name->id, ExprContext::Store, loc);
    if (stmt.simple && namespace_level) {
      if (future_.annotations) {
        emit_const(make_str(annotation_text(stmt.annotation)), location_of(stmt.annotation->span));
      } else {
        visit(stmt.annotation);
      }
      emit_name(Opcode::LoadName, "__annotations__", loc);
      emit_const(make_str(mangled(name->id)), loc);
      emit(Opcode::StoreSubscr, loc);
    }
  } else if (const auto* attribute = as<AttributeExpr>(static_cast<const Expr*>(stmt.target))) {
    forbid_debug(attribute->attr, ExprContext::Store, loc);
    if (stmt.value == nullptr) evaluate_and_drop(attribute->value);
  } else if (stmt.value == nullptr) {
    const auto& subscript = *as<SubscriptExpr>(static_cast<const Expr*>(stmt.target));
    evaluate_and_drop(subscript.value);
    evaluate_subscript(subscript.slice);
  }
  if (!stmt.simple && namespace_level && !future_.annotations) evaluate_and_drop(stmt.annotation);
}

void Codegen::evaluate_and_drop(const Expr* expr) {
  if (expr == nullptr) return;
  visit(expr);
  emit(Opcode::PopTop, location_of(expr->span));
}

void Codegen::evaluate_subscript(const Expr* slice) {
  if (const auto* bounds = as<SliceExpr>(slice)) {
    for (const Expr* bound : {bounds->lower, bounds->upper, bounds->step}) evaluate_and_drop(bound);
  } else if (const auto* tuple = as<TupleExpr>(slice)) {
    for (const Expr* element : tuple->elements) evaluate_subscript(element);
  } else {
    evaluate_and_drop(slice);
  }
}

// ---- container[index] ----

void Codegen::visit_subscript(const SubscriptExpr& expr) {
  const Location loc = location_of(expr.span);
  if (expr.context == ExprContext::Load) check_subscript(expr);
  visit(expr.value);
  const SliceExpr* slice = plain_slice(expr);
  if (slice != nullptr && expr.context != ExprContext::Del) {
    visit_slice_bounds(*slice);
    return emit(expr.context == ExprContext::Load ? Opcode::BinarySlice : Opcode::StoreSlice, loc);
  }
  visit(expr.slice);
  switch (expr.context) {
    case ExprContext::Load: return emit(Opcode::BinarySubscr, loc);
    case ExprContext::Store: return emit(Opcode::StoreSubscr, loc);
    case ExprContext::Del: return emit(Opcode::DeleteSubscr, loc);
  }
}

void Codegen::visit_slice_bounds(const SliceExpr& slice) {
  for (const Expr* bound : {slice.lower, slice.upper}) {
    if (bound != nullptr) {
      visit(bound);
    } else {
      emit_const(make_none(), location_of(slice.span));
    }
  }
}

void Codegen::visit_slice(const SliceExpr& slice) {
  visit_slice_bounds(slice);
  if (slice.step != nullptr) visit(slice.step);
  emit(Opcode::BuildSlice, slice.step != nullptr ? 3 : 2, location_of(slice.span));
}

}  // namespace gilscope::compiler
