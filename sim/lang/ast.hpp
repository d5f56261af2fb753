// The abstract syntax tree of a Python 3.13 module: the node types, fields and positions of Python.asdl (the `ast`
// module).
//
// - Node and field names are CPython's, in this project's spelling (FunctionDef -> FunctionDefStmt, `orelse` ->
// `or_else`).
// - Positions are exactly those of `ast.parse` (lineno, col_offset, end_lineno, end_col_offset), with columns counted
// in
//   characters instead of UTF-8 bytes: bytecode line tables derive from them.
// - All nodes live in the arena of their Module; nodes point to each other with raw, never-owning pointers. Nodes are
//   mutable: the compiler may fold constants by replacing a child pointer with a node from Module::make().
// - "may be null" is said at the field; every other pointer is set by the parser.
// - Not modeled, hence absent: async forms, await, match, except*, `type` statements and type parameters, complex
// literals.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/constant.hpp"
#include "sim/base/diagnostic.hpp"

namespace gilscope::ast {

enum class ExprKind {
  BoolOp, NamedExpr, BinOp, UnaryOp, Lambda, IfExp, Dict, Set, ListComp, SetComp, DictComp, GeneratorExp, Yield,
  YieldFrom, Compare, Call, FormattedValue, JoinedStr, Constant, Attribute, Subscript, Starred, Name, List, Tuple, Slice
};

enum class StmtKind {
  FunctionDef, ClassDef, Return, Delete, Assign, AugAssign, AnnAssign, For, While, If, With, Raise, Try, Assert, Import,
  ImportFrom, Global, Nonlocal, Expr, Pass, Break, Continue
};

enum class ExprContext { Load, Store, Del };
enum class BoolOperator { And, Or };
enum class Operator { Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv };
enum class UnaryOperator { Invert, Not, UAdd, USub };
enum class CompareOperator { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };
enum class Conversion { None, Str, Repr, Ascii };  ///< of a replacement field: nothing, !s, !r, !a

struct Node {
  Span span;
  virtual ~Node() = default;
};

struct Expr : Node {
  const ExprKind kind;
 protected:
  explicit Expr(ExprKind k) : kind(k) {}
};

struct Stmt : Node {
  const StmtKind kind;
 protected:
  explicit Stmt(StmtKind k) : kind(k) {}
};

/// The node as a T if it is one, else null. Accepts null.
template <class T, class Base>
T* as(Base* node) { return node != nullptr && node->kind == T::kKind ? static_cast<T*>(node) : nullptr; }
template <class T, class Base>
const T* as(const Base* node) {
  return node != nullptr && node->kind == T::kKind ? static_cast<const T*>(node) : nullptr;
}

/// The base of a concrete node type: gives it its kind.
template <ExprKind K>
struct ExprOf : Expr {
  static constexpr ExprKind kKind = K;
  ExprOf() : Expr(K) {}
};
template <StmtKind K>
struct StmtOf : Stmt {
  static constexpr StmtKind kKind = K;
  StmtOf() : Stmt(K) {}
};

// ---- helpers of expressions and statements ----

struct Arg : Node {
  std::string name;
  Expr* annotation = nullptr;  ///< may be null
};

/// The parameters of a function or lambda; no position of its own, as in CPython.
struct Arguments {
  std::vector<Arg*> positional_only;
  std::vector<Arg*> args;
  Arg* vararg = nullptr;  ///< *name; may be null
  std::vector<Arg*> keyword_only;
  std::vector<Expr*> keyword_defaults;  ///< one per keyword_only; an entry may be null (no default)
  Arg* kwarg = nullptr;                 ///< **name; may be null
  std::vector<Expr*> defaults;          ///< of the last defaults.size() of positional_only + args
};

struct Keyword : Node {
  std::string name;  ///< empty for **value
  Expr* value = nullptr;
};

struct Comprehension {
  Expr* target = nullptr;
  Expr* iter = nullptr;
  std::vector<Expr*> ifs;
};

struct Alias : Node {
  std::string name;     ///< dotted, or "*"
  std::string as_name;  ///< empty if there is none
};

struct WithItem {
  Expr* context_expr = nullptr;
  Expr* optional_vars = nullptr;  ///< may be null
};

struct ExceptHandler : Node {
  Expr* type = nullptr;  ///< null for a bare except
  std::string name;      ///< empty if there is none
  std::vector<Stmt*> body;
};

// ---- expressions ----

struct BoolOpExpr : ExprOf<ExprKind::BoolOp> {
  BoolOperator op = BoolOperator::And;
  std::vector<Expr*> values;
};
struct NamedExpr : ExprOf<ExprKind::NamedExpr> {
  Expr* target = nullptr;  ///< a NameExpr
  Expr* value = nullptr;
};
struct BinOpExpr : ExprOf<ExprKind::BinOp> {
  Expr* left = nullptr;
  Operator op = Operator::Add;
  Expr* right = nullptr;
};
struct UnaryOpExpr : ExprOf<ExprKind::UnaryOp> {
  UnaryOperator op = UnaryOperator::Not;
  Expr* operand = nullptr;
};
struct LambdaExpr : ExprOf<ExprKind::Lambda> {
  Arguments args;
  Expr* body = nullptr;
};
struct IfExpr : ExprOf<ExprKind::IfExp> {
  Expr* test = nullptr;
  Expr* body = nullptr;
  Expr* or_else = nullptr;
};
struct DictExpr : ExprOf<ExprKind::Dict> {
  std::vector<Expr*> keys;  ///< a null entry is a ** expansion of the value
  std::vector<Expr*> values;
};
struct SetExpr : ExprOf<ExprKind::Set> {
  std::vector<Expr*> elements;
};
struct ListCompExpr : ExprOf<ExprKind::ListComp> {
  Expr* element = nullptr;
  std::vector<Comprehension> generators;
};
struct SetCompExpr : ExprOf<ExprKind::SetComp> {
  Expr* element = nullptr;
  std::vector<Comprehension> generators;
};
struct DictCompExpr : ExprOf<ExprKind::DictComp> {
  Expr* key = nullptr;
  Expr* value = nullptr;
  std::vector<Comprehension> generators;
};
struct GeneratorExpr : ExprOf<ExprKind::GeneratorExp> {
  Expr* element = nullptr;
  std::vector<Comprehension> generators;
};
struct YieldExpr : ExprOf<ExprKind::Yield> {
  Expr* value = nullptr;  ///< may be null
};
struct YieldFromExpr : ExprOf<ExprKind::YieldFrom> {
  Expr* value = nullptr;
};
struct CompareExpr : ExprOf<ExprKind::Compare> {
  Expr* left = nullptr;
  std::vector<CompareOperator> ops;
  std::vector<Expr*> comparators;
};
struct CallExpr : ExprOf<ExprKind::Call> {
  Expr* func = nullptr;
  std::vector<Expr*> args;  ///< may contain StarredExpr
  std::vector<Keyword*> keywords;
};
struct FormattedValueExpr : ExprOf<ExprKind::FormattedValue> {
  Expr* value = nullptr;
  Conversion conversion = Conversion::None;
  Expr* format_spec = nullptr;  ///< a JoinedStrExpr; may be null
};
struct JoinedStrExpr : ExprOf<ExprKind::JoinedStr> {
  std::vector<Expr*> values;  ///< ConstantExpr (str) and FormattedValueExpr
};
struct ConstantExpr : ExprOf<ExprKind::Constant> {
  Constant value;
  bool u_prefix = false;  ///< written u"..." (ast's kind='u')
};
struct AttributeExpr : ExprOf<ExprKind::Attribute> {
  Expr* value = nullptr;
  std::string attr;
  ExprContext context = ExprContext::Load;
};
struct SubscriptExpr : ExprOf<ExprKind::Subscript> {
  Expr* value = nullptr;
  Expr* slice = nullptr;  ///< a SliceExpr, a TupleExpr (which may hold slices) or any expression
  ExprContext context = ExprContext::Load;
};
struct StarredExpr : ExprOf<ExprKind::Starred> {
  Expr* value = nullptr;
  ExprContext context = ExprContext::Load;
};
struct NameExpr : ExprOf<ExprKind::Name> {
  std::string id;  ///< NFKC-normalized UTF-8
  ExprContext context = ExprContext::Load;
};
struct ListExpr : ExprOf<ExprKind::List> {
  std::vector<Expr*> elements;
  ExprContext context = ExprContext::Load;
};
struct TupleExpr : ExprOf<ExprKind::Tuple> {
  std::vector<Expr*> elements;
  ExprContext context = ExprContext::Load;
};
struct SliceExpr : ExprOf<ExprKind::Slice> {
  Expr* lower = nullptr;  ///< may be null
  Expr* upper = nullptr;  ///< may be null
  Expr* step = nullptr;   ///< may be null
};

// ---- statements ----

struct FunctionDefStmt : StmtOf<StmtKind::FunctionDef> {
  std::string name;
  Arguments args;
  std::vector<Stmt*> body;
  std::vector<Expr*> decorators;
  Expr* returns = nullptr;  ///< may be null
};
struct ClassDefStmt : StmtOf<StmtKind::ClassDef> {
  std::string name;
  std::vector<Expr*> bases;
  std::vector<Keyword*> keywords;
  std::vector<Stmt*> body;
  std::vector<Expr*> decorators;
};
struct ReturnStmt : StmtOf<StmtKind::Return> {
  Expr* value = nullptr;  ///< may be null
};
struct DeleteStmt : StmtOf<StmtKind::Delete> {
  std::vector<Expr*> targets;
};
struct AssignStmt : StmtOf<StmtKind::Assign> {
  std::vector<Expr*> targets;
  Expr* value = nullptr;
};
struct AugAssignStmt : StmtOf<StmtKind::AugAssign> {
  Expr* target = nullptr;
  Operator op = Operator::Add;
  Expr* value = nullptr;
};
struct AnnAssignStmt : StmtOf<StmtKind::AnnAssign> {
  Expr* target = nullptr;
  Expr* annotation = nullptr;
  Expr* value = nullptr;  ///< may be null
  bool simple = false;    ///< the target is a bare name, not in parentheses
};
struct ForStmt : StmtOf<StmtKind::For> {
  Expr* target = nullptr;
  Expr* iter = nullptr;
  std::vector<Stmt*> body;
  std::vector<Stmt*> or_else;
};
struct WhileStmt : StmtOf<StmtKind::While> {
  Expr* test = nullptr;
  std::vector<Stmt*> body;
  std::vector<Stmt*> or_else;
};
struct IfStmt : StmtOf<StmtKind::If> {
  Expr* test = nullptr;
  std::vector<Stmt*> body;
  std::vector<Stmt*> or_else;  ///< `elif` is an IfStmt alone in here
};
struct WithStmt : StmtOf<StmtKind::With> {
  std::vector<WithItem> items;
  std::vector<Stmt*> body;
};
struct RaiseStmt : StmtOf<StmtKind::Raise> {
  Expr* exception = nullptr;  ///< may be null
  Expr* cause = nullptr;      ///< may be null
};
struct TryStmt : StmtOf<StmtKind::Try> {
  std::vector<Stmt*> body;
  std::vector<ExceptHandler*> handlers;
  std::vector<Stmt*> or_else;
  std::vector<Stmt*> final_body;
};
struct AssertStmt : StmtOf<StmtKind::Assert> {
  Expr* test = nullptr;
  Expr* message = nullptr;  ///< may be null
};
struct ImportStmt : StmtOf<StmtKind::Import> {
  std::vector<Alias*> names;
};
struct ImportFromStmt : StmtOf<StmtKind::ImportFrom> {
  std::string module;  ///< empty for `from . import x`
  std::vector<Alias*> names;
  int level = 0;  ///< number of leading dots
};
struct GlobalStmt : StmtOf<StmtKind::Global> {
  std::vector<std::string> names;
};
struct NonlocalStmt : StmtOf<StmtKind::Nonlocal> {
  std::vector<std::string> names;
};
struct ExprStmt : StmtOf<StmtKind::Expr> {
  Expr* value = nullptr;
};
struct PassStmt : StmtOf<StmtKind::Pass> {};
struct BreakStmt : StmtOf<StmtKind::Break> {};
struct ContinueStmt : StmtOf<StmtKind::Continue> {};

/// A parsed file, and the arena that owns every node of it. Movable by unique_ptr only: nodes keep their addresses.
class Module {
 public:
  Module() = default;
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  /// A new node, owned by this module. T is any struct above that derives from Node.
  template <class T>
  T* make(Span span) {
    auto node = std::make_unique<T>();
    node->span = span;
    T* raw = node.get();
    nodes_.push_back(std::move(node));
    return raw;
  }

  std::vector<Stmt*> body;

 private:
  std::vector<std::unique_ptr<Node>> nodes_;
};

}  // namespace gilscope::ast
