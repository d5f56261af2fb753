#include <algorithm>

#include "sim/compiler/codegen.hpp"

namespace gilscope::compiler {

using namespace ast;

int binary_argument(Operator op, bool in_place) {
  BinaryOperator result = BinaryOperator::Add;
  switch (op) {
    case Operator::Add: result = BinaryOperator::Add; break;
    case Operator::Sub: result = BinaryOperator::Subtract; break;
    case Operator::Mult: result = BinaryOperator::Multiply; break;
    case Operator::MatMult: result = BinaryOperator::MatrixMultiply; break;
    case Operator::Div: result = BinaryOperator::TrueDivide; break;
    case Operator::Mod: result = BinaryOperator::Remainder; break;
    case Operator::Pow: result = BinaryOperator::Power; break;
    case Operator::LShift: result = BinaryOperator::LeftShift; break;
    case Operator::RShift: result = BinaryOperator::RightShift; break;
    case Operator::BitOr: result = BinaryOperator::Or; break;
    case Operator::BitXor: result = BinaryOperator::Xor; break;
    case Operator::BitAnd: result = BinaryOperator::And; break;
    case Operator::FloorDiv: result = BinaryOperator::FloorDivide; break;
  }
  return static_cast<int>(result) + (in_place ? static_cast<int>(kInplaceOffset) : 0);
}

void Codegen::visit(const Exprs& list) {
  for (const Expr* expr : list) visit(expr);
}

void Codegen::visit(const Expr* expr) {
  const Location loc = location_of(expr->span);
  switch (expr->kind) {
    case ExprKind::BoolOp: return visit_bool_op(*as<BoolOpExpr>(expr));
    case ExprKind::NamedExpr:
      visit(as<NamedExpr>(expr)->value);
      emit(Opcode::Copy, 1, loc);
      return visit(as<NamedExpr>(expr)->target);
    case ExprKind::BinOp: return visit_binary(*as<BinOpExpr>(expr));
    case ExprKind::UnaryOp: return visit_unary(*as<UnaryOpExpr>(expr));
    case ExprKind::Lambda: return visit_lambda(*as<LambdaExpr>(expr));
    case ExprKind::IfExp: return visit_ternary(*as<IfExpr>(expr));
    case ExprKind::Dict: return visit_dict(*as<DictExpr>(expr));
    case ExprKind::Set: return visit_display(as<SetExpr>(expr)->elements, Display::Set, ExprContext::Load, loc);
    case ExprKind::ListComp: {
      const auto& comp = *as<ListCompExpr>(expr);
      return visit_comprehension({expr, ComprehensionKind::List, &comp.generators, comp.element, nullptr});
    }
    case ExprKind::SetComp: {
      const auto& comp = *as<SetCompExpr>(expr);
      return visit_comprehension({expr, ComprehensionKind::Set, &comp.generators, comp.element, nullptr});
    }
    case ExprKind::DictComp: {
      const auto& comp = *as<DictCompExpr>(expr);
      return visit_comprehension({expr, ComprehensionKind::Dict, &comp.generators, comp.key, comp.value});
    }
    case ExprKind::GeneratorExp: {
      const auto& comp = *as<GeneratorExpr>(expr);
      return visit_comprehension({expr, ComprehensionKind::Generator, &comp.generators, comp.element, nullptr});
    }
    case ExprKind::Yield: return visit_yield(*as<YieldExpr>(expr));
    case ExprKind::YieldFrom: return visit_yield_from(*as<YieldFromExpr>(expr));
    case ExprKind::Compare: return visit_compare(*as<CompareExpr>(expr));
    case ExprKind::Call: return visit_call(*as<CallExpr>(expr));
    case ExprKind::FormattedValue: return visit_formatted(*as<FormattedValueExpr>(expr));
    case ExprKind::JoinedStr: return visit_joined_str(*as<JoinedStrExpr>(expr));
    case ExprKind::Constant: return emit_const(as<ConstantExpr>(expr)->value, loc);
    case ExprKind::Attribute: return visit_attribute(*as<AttributeExpr>(expr));
    case ExprKind::Subscript: return visit_subscript(*as<SubscriptExpr>(expr));
    case ExprKind::Starred: {
      const bool store = as<StarredExpr>(expr)->context == ExprContext::Store;
      fail(loc, store ? "starred assignment target must be in a list or tuple" : "can't use starred expression here");
    }
    case ExprKind::Name: return name_op(as<NameExpr>(expr)->id, as<NameExpr>(expr)->context, loc);
    case ExprKind::List:
      return visit_display(as<ListExpr>(expr)->elements, Display::List, as<ListExpr>(expr)->context, loc);
    case ExprKind::Tuple:
      return visit_display(as<TupleExpr>(expr)->elements, Display::Tuple, as<TupleExpr>(expr)->context, loc);
    case ExprKind::Slice: return visit_slice(*as<SliceExpr>(expr));
  }
}

void Codegen::visit_bool_op(const BoolOpExpr& expr) {
  const Location loc = location_of(expr.span);
  const Opcode jump = expr.op == BoolOperator::And ? Opcode::PopJumpIfFalse : Opcode::PopJumpIfTrue;
  const Label end = new_label();
  for (std::size_t i = 0; i + 1 < expr.values.size(); ++i) {
    visit(expr.values[i]);
    emit(Opcode::Copy, 1, loc);
    emit(Opcode::ToBool, loc);
    emit_jump(jump, end, loc);
    emit(Opcode::PopTop, loc);
  }
  visit(expr.values.back());
  place(end);
}

void Codegen::visit_binary(const BinOpExpr& expr) {
  visit(expr.left);
  visit(expr.right);
  emit(Opcode::BinaryOp, binary_argument(expr.op, false), location_of(expr.span));
}

void Codegen::visit_unary(const UnaryOpExpr& expr) {
  const Location loc = location_of(expr.span);
  visit(expr.operand);
  switch (expr.op) {
    case UnaryOperator::UAdd: return emit(Opcode::CallIntrinsic1, static_cast<int>(kIntrinsicUnaryPositive), loc);
    case UnaryOperator::Not: emit(Opcode::ToBool, loc); return emit(Opcode::UnaryNot, loc);
    case UnaryOperator::Invert: return emit(Opcode::UnaryInvert, loc);
    case UnaryOperator::USub: return emit(Opcode::UnaryNegative, loc);
  }
}

void Codegen::visit_ternary(const IfExpr& expr) {
  const Label end = new_label();
  const Label next = new_label();
  jump_if(expr.test, next, false);
  visit(expr.body);
  emit_jump(kJumpNoInterrupt, end, kNoLocation);
  place(next);
  visit(expr.or_else);
  place(end);
}

void Codegen::emit_compare(CompareOperator op, Location loc) {
  // The low four bits tell specialized forms which outcomes count as true: 2 less, 4 greater, 8 equal, 1 unordered.
  const auto compare = [&](int index, int outcomes) { emit(Opcode::CompareOp, index << 5 | outcomes, loc); };
  switch (op) {
    case CompareOperator::Lt: return compare(0, 2);
    case CompareOperator::LtE: return compare(1, 2 | 8);
    case CompareOperator::Eq: return compare(2, 8);
    case CompareOperator::NotEq: return compare(3, 1 | 2 | 4);
    case CompareOperator::Gt: return compare(4, 4);
    case CompareOperator::GtE: return compare(5, 4 | 8);
    case CompareOperator::Is: return emit(Opcode::IsOp, 0, loc);
    case CompareOperator::IsNot: return emit(Opcode::IsOp, 1, loc);
    case CompareOperator::In: return emit(Opcode::ContainsOp, 0, loc);
    case CompareOperator::NotIn: return emit(Opcode::ContainsOp, 1, loc);
  }
}

void Codegen::visit_compare(const CompareExpr& expr) {
  const Location loc = location_of(expr.span);
  check_comparison(expr);
  visit(expr.left);
  const std::size_t last = expr.ops.size() - 1;
  const Label cleanup = new_label();
  for (std::size_t i = 0; i < last; ++i) {
    visit(expr.comparators[i]);
    emit(Opcode::Swap, 2, loc);
    emit(Opcode::Copy, 2, loc);
    emit_compare(expr.ops[i], loc);
    emit(Opcode::Copy, 1, loc);
    emit(Opcode::ToBool, loc);
    emit_jump(Opcode::PopJumpIfFalse, cleanup, loc);
    emit(Opcode::PopTop, loc);
  }
  visit(expr.comparators[last]);
  emit_compare(expr.ops[last], loc);
  if (last == 0) return;
  const Label end = new_label();
  emit_jump(kJumpNoInterrupt, end, kNoLocation);
  place(cleanup);
  emit(Opcode::Swap, 2, loc);
  emit(Opcode::PopTop, loc);
  place(end);
}

// ---- generators ----

void Codegen::visit_yield(const YieldExpr& expr) {
  const Location loc = location_of(expr.span);
  if (!unit().scope->is_function()) fail(loc, "'yield' outside function");
  if (expr.value != nullptr) {
    visit(expr.value);
  } else {
    emit_const(make_none(), loc);
  }
  emit(Opcode::YieldValue, 0, loc);
  emit(Opcode::Resume, 1, loc);
}

/// Sends into the sub-iterator until it is done; what is thrown in while it is suspended goes through CLEANUP_THROW.
void Codegen::visit_yield_from(const YieldFromExpr& expr) {
  const Location loc = location_of(expr.span);
  if (!unit().scope->is_function()) fail(loc, "'yield from' outside function");
  visit(expr.value);
  emit(Opcode::GetYieldFromIter, loc);
  emit_const(make_none(), loc);
  const Label send = new_label();
  const Label thrown = new_label();
  const Label exit = new_label();
  place(send);
  emit_jump(Opcode::Send, exit, loc);
  emit_jump(kSetupFinally, thrown, loc);
  emit(Opcode::YieldValue, 1, loc);
  emit(kPopBlock, kNoLocation);
  emit(Opcode::Resume, 2, loc);
  emit_jump(kJumpNoInterrupt, send, loc);
  place(thrown);
  emit(Opcode::CleanupThrow, loc);
  place(exit);
  emit(Opcode::EndSend, loc);
}

// ---- f-strings ----

void Codegen::visit_joined_str(const JoinedStrExpr& expr) {
  const Location loc = location_of(expr.span);
  const int count = static_cast<int>(expr.values.size());
  if (count > kStackUseGuideline) {
    emit_const(make_str(""), loc);
    emit_attribute(AttributeLoad::Method, "join", loc);
    emit(Opcode::BuildList, 0, loc);
    for (const Expr* value : expr.values) {
      visit(value);
      emit(Opcode::ListAppend, 1, loc);
    }
    return emit(Opcode::Call, 1, loc);
  }
  visit(expr.values);
  if (count > 1) emit(Opcode::BuildString, count, loc);
  if (count == 0) emit_const(make_str(""), loc);
}

void Codegen::visit_formatted(const FormattedValueExpr& expr) {
  const Location loc = location_of(expr.span);
  visit(expr.value);
  if (expr.conversion != Conversion::None) emit(Opcode::ConvertValue, static_cast<int>(expr.conversion), loc);
  if (expr.format_spec == nullptr) return emit(Opcode::FormatSimple, loc);
  visit(expr.format_spec);
  emit(Opcode::FormatWithSpec, loc);
}

// ---- attributes ----

Location attribute_location(Location loc, const AttributeExpr& attribute) {
  if (loc.line == attribute.span.end_line) return loc;
  loc.line = attribute.span.end_line;
  int length = 0;
  for (char c : attribute.attr) length += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  if (length <= attribute.span.end_column) {
    loc.column = attribute.span.end_column - length;
  } else {
    loc.column = loc.end_column = -1;
  }
  loc.end_line = std::max(loc.line, loc.end_line);
  if (loc.line == loc.end_line) loc.end_column = std::max(loc.column, loc.end_column);
  return loc;
}

void Codegen::visit_attribute(const AttributeExpr& expr) {
  note_static_attribute(expr);
  if (expr.context == ExprContext::Load && is_plain_super(expr))
    return visit_super_attribute(expr, AttributeLoad::Value);
  visit(expr.value);
  const Location loc = attribute_location(location_of(expr.span), expr);
  switch (expr.context) {
    case ExprContext::Load: return emit_attribute(AttributeLoad::Value, expr.attr, loc);
    case ExprContext::Store:
      forbid_debug(expr.attr, ExprContext::Store, loc);
      return emit_name(Opcode::StoreAttr, expr.attr, loc);
    case ExprContext::Del: return emit_name(Opcode::DeleteAttr, expr.attr, loc);
  }
}

/// self.X = ... in a method: X becomes part of the class's __static_attributes__.
void Codegen::note_static_attribute(const AttributeExpr& expr) {
  const auto* object = as<NameExpr>(static_cast<const Expr*>(expr.value));
  if (expr.context != ExprContext::Store || object == nullptr || object->id != "self") return;
  for (auto it = units_.rbegin() + 1; it < units_.rend(); ++it) {
    if ((*it)->kind != UnitKind::Class) continue;
    (*it)->static_attributes.insert(expr.attr);
    return;
  }
}

}  // namespace gilscope::compiler
