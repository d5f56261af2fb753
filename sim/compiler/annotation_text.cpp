#include "sim/compiler/annotation_text.hpp"

#include <cmath>

#include "sim/bytecode/constant_text.hpp"
#include "sim/compiler/constant_table.hpp"
#include "sim/lang/ast.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

/// How tightly an expression binds; one that binds less than its place asks for gets parentheses.
enum Level {
  kTuple,
  kTest,
  kOr,
  kAnd,
  kNot,
  kCompare,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kArith,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom
};

Level tighter(Level level) { return static_cast<Level>(level + 1); }

struct BinaryForm {
  const char* text;
  Level level;
};

BinaryForm binary_form(Operator op) {
  switch (op) {
    case Operator::Add: return {" + ", kArith};
    case Operator::Sub: return {" - ", kArith};
    case Operator::Mult: return {" * ", kTerm};
    case Operator::MatMult: return {" @ ", kTerm};
    case Operator::Div: return {" / ", kTerm};
    case Operator::Mod: return {" % ", kTerm};
    case Operator::FloorDiv: return {" // ", kTerm};
    case Operator::LShift: return {" << ", kShift};
    case Operator::RShift: return {" >> ", kShift};
    case Operator::BitOr: return {" | ", kBitOr};
    case Operator::BitXor: return {" ^ ", kBitXor};
    case Operator::BitAnd: return {" & ", kBitAnd};
    case Operator::Pow: return {" ** ", kPower};
  }
  return {"", kAtom};
}

const char* compare_text(CompareOperator op) {
  switch (op) {
    case CompareOperator::Eq: return " == ";
    case CompareOperator::NotEq: return " != ";
    case CompareOperator::Lt: return " < ";
    case CompareOperator::LtE: return " <= ";
    case CompareOperator::Gt: return " > ";
    case CompareOperator::GtE: return " >= ";
    case CompareOperator::Is: return " is ";
    case CompareOperator::IsNot: return " is not ";
    case CompareOperator::In: return " in ";
    case CompareOperator::NotIn: return " not in ";
  }
  return "";
}

std::string write(const Expr* expr, Level level);

std::string parenthesized(std::string text, bool needed) { return needed ? "(" + text + ")" : text; }

std::string list_of(const std::vector<Expr*>& items) {
  std::string out;
  for (const Expr* item : items) out += (out.empty() ? "" : ", ") + write(item, kTest);
  return out;
}

std::string write_constant(const Constant& constant) {
  if (constant.kind == ConstantKind::Ellipsis) return "...";
  if (constant.kind == ConstantKind::Float && std::isinf(constant.real)) return "1e309";
  return constant_repr(constant);
}

std::string write_tuple(const std::vector<Expr*>& elements, Level level) {
  if (elements.empty()) return "()";
  return parenthesized(list_of(elements) + (elements.size() == 1 ? "," : ""), level > kTuple);
}

std::string write_bool_op(const BoolOpExpr& expr, Level level) {
  const bool conjunction = expr.op == BoolOperator::And;
  const Level own = conjunction ? kAnd : kOr;
  std::string out;
  for (const Expr* value : expr.values)
    out += (out.empty() ? "" : conjunction ? " and " : " or ") + write(value, tighter(own));
  return parenthesized(out, level > own);
}

std::string write_binary(const BinOpExpr& expr, Level level) {
  const BinaryForm form = binary_form(expr.op);
  const bool right_first = expr.op == Operator::Pow;
  const std::string left = write(expr.left, right_first ? tighter(form.level) : form.level);
  const std::string right = write(expr.right, right_first ? form.level : tighter(form.level));
  return parenthesized(left + form.text + right, level > form.level);
}

std::string write_unary(const UnaryOpExpr& expr, Level level) {
  static constexpr const char* kText[] = {"~", "not ", "+", "-"};
  const Level own = expr.op == UnaryOperator::Not ? kNot : kFactor;
  return parenthesized(kText[static_cast<int>(expr.op)] + write(expr.operand, own), level > own);
}

std::string write_parameters(const Arguments& args) {
  std::string out;
  const auto add = [&out](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
  std::vector<const Arg*> positional(args.positional_only.begin(), args.positional_only.end());
  positional.insert(positional.end(), args.args.begin(), args.args.end());
  const std::size_t first_default = positional.size() - args.defaults.size();
  for (std::size_t i = 0; i < positional.size(); ++i) {
    add(positional[i]->name + (i >= first_default ? "=" + write(args.defaults[i - first_default], kTest) : ""));
    if (i + 1 == args.positional_only.size()) add("/");
  }
  if (args.vararg != nullptr) add("*" + args.vararg->name);
  if (args.vararg == nullptr && !args.keyword_only.empty()) add("*");
  for (std::size_t i = 0; i < args.keyword_only.size(); ++i) {
    const Expr* value = args.keyword_defaults[i];
    add(args.keyword_only[i]->name + (value != nullptr ? "=" + write(value, kTest) : ""));
  }
  if (args.kwarg != nullptr) add("**" + args.kwarg->name);
  return out;
}

std::string write_lambda(const LambdaExpr& expr, Level level) {
  const bool positional = !expr.args.positional_only.empty() || !expr.args.args.empty();
  const std::string head = (positional ? "lambda " : "lambda") + write_parameters(expr.args);  // "lambda*args", as CPython
  return parenthesized(head + ": " + write(expr.body, kTest), level > kTest);
}

std::string write_dict(const DictExpr& dict) {
  std::string out;
  for (std::size_t i = 0; i < dict.values.size(); ++i) {
    if (i > 0) out += ", ";
    out += dict.keys[i] == nullptr ? "**" + write(dict.values[i], kBitOr)
                                   : write(dict.keys[i], kTest) + ": " + write(dict.values[i], kTest);
  }
  return "{" + out + "}";
}

std::string write_generators(const std::vector<Comprehension>& generators) {
  std::string out;
  for (const Comprehension& generator : generators) {
    out += " for " + write(generator.target, kTuple) + " in " + write(generator.iter, tighter(kTest));
    for (const Expr* condition : generator.ifs) out += " if " + write(condition, tighter(kTest));
  }
  return out;
}

std::string write_compare(const CompareExpr& expr, Level level) {
  std::string out = write(expr.left, tighter(kCompare));
  for (std::size_t i = 0; i < expr.ops.size(); ++i)
    out += compare_text(expr.ops[i]) + write(expr.comparators[i], tighter(kCompare));
  return parenthesized(out, level > kCompare);
}

std::string write_call(const CallExpr& call) {
  const std::string func = write(call.func, kAtom);
  if (call.args.size() == 1 && call.keywords.empty() && call.args.front()->kind == ExprKind::GeneratorExp) {
    return func + write(call.args.front(), kTest);
  }
  std::string out = list_of(call.args);
  for (const Keyword* keyword : call.keywords) {
    out += (out.empty() ? "" : ", ") + (keyword->name.empty() ? std::string("**") : keyword->name + "=") +
           write(keyword->value, kTest);
  }
  return func + "(" + out + ")";
}

std::string write_attribute(const AttributeExpr& expr) {
  const auto* constant = as<ConstantExpr>(static_cast<const Expr*>(expr.value));
  const bool integer = constant != nullptr && constant->value.kind == ConstantKind::Int;
  return write(expr.value, kAtom) + (integer ? " ." : ".") + expr.attr;
}

std::string write_slice(const SliceExpr& slice) {
  std::string out = slice.lower != nullptr ? write(slice.lower, kTest) : "";
  out += ":";
  if (slice.upper != nullptr) out += write(slice.upper, kTest);
  if (slice.step != nullptr) out += ":" + write(slice.step, kTest);
  return out;
}

/// The inside of an f-string: braces of literal parts doubled.
std::string write_pieces(const std::vector<Expr*>& values);

std::string write_piece(const Expr* expr) {
  if (const auto* constant = as<ConstantExpr>(expr)) {
    std::string out;
    for (char c : constant->value.text) out += c == '{' || c == '}' ? std::string(2, c) : std::string(1, c);
    return out;
  }
  const auto& field = *as<FormattedValueExpr>(expr);
  static constexpr const char* kConversions[] = {"", "!s", "!r", "!a"};
  std::string text = write(field.value, tighter(kTest));
  if (text.starts_with('{')) text = " " + text;
  const auto* spec = as<JoinedStrExpr>(static_cast<const Expr*>(field.format_spec));
  return "{" + text + kConversions[static_cast<int>(field.conversion)] +
         (spec != nullptr ? ":" + write_pieces(spec->values) : "") + "}";
}

std::string write_pieces(const std::vector<Expr*>& values) {
  std::string out;
  for (const Expr* value : values) out += write_piece(value);
  return out;
}

std::string write_ternary(const IfExpr& expr, Level level) {
  const std::string head = write(expr.body, tighter(kTest)) + " if " + write(expr.test, tighter(kTest));
  return parenthesized(head + " else " + write(expr.or_else, kTest), level > kTest);
}

std::string write(const Expr* expr, Level level) {
  switch (expr->kind) {
    case ExprKind::BoolOp: return write_bool_op(*as<BoolOpExpr>(expr), level);
    case ExprKind::NamedExpr: {
      const auto& walrus = *as<NamedExpr>(expr);
      return parenthesized(write(walrus.target, kAtom) + " := " + write(walrus.value, kAtom), level > kTuple);
    }
    case ExprKind::BinOp: return write_binary(*as<BinOpExpr>(expr), level);
    case ExprKind::UnaryOp: return write_unary(*as<UnaryOpExpr>(expr), level);
    case ExprKind::Lambda: return write_lambda(*as<LambdaExpr>(expr), level);
    case ExprKind::IfExp: return write_ternary(*as<IfExpr>(expr), level);
    case ExprKind::Dict: return write_dict(*as<DictExpr>(expr));
    case ExprKind::Set: return "{" + list_of(as<SetExpr>(expr)->elements) + "}";
    case ExprKind::ListComp:
      return "[" + write(as<ListCompExpr>(expr)->element, kTest) +
             write_generators(as<ListCompExpr>(expr)->generators) + "]";
    case ExprKind::SetComp:
      return "{" + write(as<SetCompExpr>(expr)->element, kTest) + write_generators(as<SetCompExpr>(expr)->generators) +
             "}";
    case ExprKind::DictComp: {
      const auto& comp = *as<DictCompExpr>(expr);
      return "{" + write(comp.key, kTest) + ": " + write(comp.value, kTest) + write_generators(comp.generators) + "}";
    }
    case ExprKind::GeneratorExp:
      return "(" + write(as<GeneratorExpr>(expr)->element, kTest) +
             write_generators(as<GeneratorExpr>(expr)->generators) + ")";
    case ExprKind::Yield: {
      const Expr* value = as<YieldExpr>(expr)->value;
      return value == nullptr ? "(yield)" : "(yield " + write(value, kTest) + ")";
    }
    case ExprKind::YieldFrom: return "(yield from " + write(as<YieldFromExpr>(expr)->value, kTest) + ")";
    case ExprKind::Compare: return write_compare(*as<CompareExpr>(expr), level);
    case ExprKind::Call: return write_call(*as<CallExpr>(expr));
    case ExprKind::FormattedValue: return "f" + constant_repr(make_str(write_piece(expr)));
    case ExprKind::JoinedStr: return "f" + constant_repr(make_str(write_pieces(as<JoinedStrExpr>(expr)->values)));
    case ExprKind::Constant: return write_constant(as<ConstantExpr>(expr)->value);
    case ExprKind::Attribute: return write_attribute(*as<AttributeExpr>(expr));
    case ExprKind::Subscript:
      return write(as<SubscriptExpr>(expr)->value, kAtom) + "[" + write(as<SubscriptExpr>(expr)->slice, kTuple) + "]";
    case ExprKind::Starred: return "*" + write(as<StarredExpr>(expr)->value, kBitOr);
    case ExprKind::Name: return as<NameExpr>(expr)->id;
    case ExprKind::List: return "[" + list_of(as<ListExpr>(expr)->elements) + "]";
    case ExprKind::Tuple: return write_tuple(as<TupleExpr>(expr)->elements, level);
    case ExprKind::Slice: return write_slice(*as<SliceExpr>(expr));
  }
  return {};
}

}  // namespace

std::string annotation_text(const Expr* expr) { return write(expr, kTest); }

}  // namespace gilscope::compiler
