#include "sim/lang/ast_dump.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string_view>

#include "sim/lang/ast.hpp"
#include "sim/lang/unicode.hpp"

namespace gilscope::ast {

namespace {

constexpr const char* kOperatorNames[] = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                          "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
constexpr const char* kUnaryNames[] = {"Invert", "Not", "UAdd", "USub"};
constexpr const char* kCompareNames[] = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
constexpr const char* kContextNames[] = {"Load", "Store", "Del"};

template <class E>
std::string op_name(const char* const* names, E value) { return std::string(names[static_cast<int>(value)]) + "()"; }

std::string escaped(char32_t c, bool bytes) {
  switch (c) {
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    case '\\': return "\\\\";
    default: break;
  }
  std::string out;
  const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
  const bool plain = bytes || c < 0x80 ? c >= 0x20 && c < 0x7F : !surrogate && unicode::is_printable(c);
  if (plain) return unicode::append(out, c), out;
  if (c < 0x100) return fmt::format("\\x{:02x}", static_cast<unsigned>(c));
  return c < 0x10000 ? fmt::format("\\u{:04x}", static_cast<unsigned>(c))
                     : fmt::format("\\U{:08x}", static_cast<unsigned>(c));
}

std::string quoted(std::string_view text, bool bytes) {
  const bool doubles = text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
  const char quote = doubles ? '"' : '\'';
  std::string out(bytes ? "b" : "");
  out += quote;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = bytes ? static_cast<unsigned char>(text[at++]) : unicode::decode(text, at);
    out += c == static_cast<char32_t>(quote) ? std::string("\\") + quote : escaped(c, bytes);
  }
  return out + quote;
}

/// repr(float): the shortest digits that read back, in exponent form outside [1e-4, 1e16).
std::string float_repr(double value) {
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char buffer[64];
  const double size = std::fabs(value);
  const bool exponent = size != 0 && (size < 1e-4 || size >= 1e16);
  const auto format = exponent ? std::chars_format::scientific : std::chars_format::fixed;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr;
  std::string text(buffer, end);
  if (!exponent && text.find('.') == std::string::npos) text += ".0";
  return text;
}

std::string constant_repr(const Constant& value) {
  switch (value.kind) {
    case ConstantKind::None: return "None";
    case ConstantKind::True: return "True";
    case ConstantKind::False: return "False";
    case ConstantKind::Ellipsis: return "Ellipsis";
    case ConstantKind::Int: return value.text;
    case ConstantKind::Float: return float_repr(value.real);
    case ConstantKind::Str: return quoted(value.text, false);
    case ConstantKind::Bytes: return quoted(value.text, true);
    default: return "?";
  }
}

/// Writes nodes; each put_* leaves out what ast.dump leaves out (None and empty lists).
class Dumper {
 public:
  std::string text;

  void module(const Module& module) {
    open("Module");
    list("body", module.body);
    close();
  }

  void node(const Expr* e);
  void node(const Stmt* s);
  void node(const Arg* arg) {
    open("arg");
    field("arg", quoted(arg->name, false));
    child("annotation", arg->annotation);
    close(arg->span);
  }
  void node(const Keyword* keyword) {
    open("keyword");
    if (!keyword->name.empty()) field("arg", quoted(keyword->name, false));
    child("value", keyword->value);
    close(keyword->span);
  }
  void node(const Alias* alias) {
    open("alias");
    field("name", quoted(alias->name, false));
    if (!alias->as_name.empty()) field("asname", quoted(alias->as_name, false));
    close(alias->span);
  }
  void node(const ExceptHandler* handler) {
    open("ExceptHandler");
    child("type", handler->type);
    if (!handler->name.empty()) field("name", quoted(handler->name, false));
    list("body", handler->body);
    close(handler->span);
  }
  void node(const Comprehension& clause) {
    open("comprehension");
    child("target", clause.target);
    child("iter", clause.iter);
    list("ifs", clause.ifs);
    field("is_async", "0");
    close();
  }
  void node(const WithItem& item) {
    open("withitem");
    child("context_expr", item.context_expr);
    child("optional_vars", item.optional_vars);
    close();
  }

 private:
  void open(const char* name) { text += name, text += '(', first_ = true; }
  void close() { text += ')', first_ = false; }
  void close(const Span& span) {
    separate();
    text += fmt::format("lineno={}, col_offset={}, end_lineno={}, end_col_offset={})", span.line, span.column,
                        span.end_line, span.end_column);
  }
  void separate() {
    if (!first_) text += ", ";
    first_ = false;
  }
  void field(const char* name, std::string_view value) { key(name), text += value; }
  void key(const char* name) { separate(), text += name, text += '='; }
  template <class T>
  void child(const char* name, const T* value) {
    if (value == nullptr) return;
    key(name);
    node(value);
  }
  template <class T>
  void list(const char* name, const std::vector<T>& values) {
    if (values.empty()) return;
    key(name);
    text += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i != 0) text += ", ";
      item(values[i]);
    }
    text += ']';
    first_ = false;
  }
  template <class T>
  void item(T* value) {
    if (value == nullptr) {
      text += "None";
    } else {
      node(value);
    }
  }
  void item(const std::string& value) { text += quoted(value, false); }
  void item(const Comprehension& value) { node(value); }
  void item(const WithItem& value) { node(value); }
  void item(CompareOperator value) { text += op_name(kCompareNames, value); }
  void context(ExprContext value) { field("ctx", op_name(kContextNames, value)); }

  void arguments(const Arguments& args) {
    key("args");
    open("arguments");
    list("posonlyargs", args.positional_only);
    list("args", args.args);
    child("vararg", args.vararg);
    list("kwonlyargs", args.keyword_only);
    list("kw_defaults", args.keyword_defaults);
    child("kwarg", args.kwarg);
    list("defaults", args.defaults);
    close();
  }
  template <class T>
  void comprehension(const char* name, const T& e) {
    open(name);
    child("elt", e.element);
    list("generators", e.generators);
  }
  template <class T>
  void sequence(const char* name, const T& e) {
    open(name);
    list("elts", e.elements);
    context(e.context);
  }

  void fields(const BoolOpExpr& e) {
    open("BoolOp"), field("op", e.op == BoolOperator::And ? "And()" : "Or()"), list("values", e.values);
  }
  void fields(const NamedExpr& e) { open("NamedExpr"), child("target", e.target), child("value", e.value); }
  void fields(const BinOpExpr& e) {
    open("BinOp"), child("left", e.left), field("op", op_name(kOperatorNames, e.op)), child("right", e.right);
  }
  void fields(const UnaryOpExpr& e) {
    open("UnaryOp"), field("op", op_name(kUnaryNames, e.op)), child("operand", e.operand);
  }
  void fields(const LambdaExpr& e) { open("Lambda"), arguments(e.args), child("body", e.body); }
  void fields(const IfExpr& e) {
    open("IfExp"), child("test", e.test), child("body", e.body), child("orelse", e.or_else);
  }
  void fields(const DictExpr& e) { open("Dict"), list("keys", e.keys), list("values", e.values); }
  void fields(const SetExpr& e) { open("Set"), list("elts", e.elements); }
  void fields(const ListCompExpr& e) { comprehension("ListComp", e); }
  void fields(const SetCompExpr& e) { comprehension("SetComp", e); }
  void fields(const GeneratorExpr& e) { comprehension("GeneratorExp", e); }
  void fields(const DictCompExpr& e) {
    open("DictComp"), child("key", e.key), child("value", e.value), list("generators", e.generators);
  }
  void fields(const YieldExpr& e) { open("Yield"), child("value", e.value); }
  void fields(const YieldFromExpr& e) { open("YieldFrom"), child("value", e.value); }
  void fields(const CompareExpr& e) {
    open("Compare"), child("left", e.left), list("ops", e.ops), list("comparators", e.comparators);
  }
  void fields(const CallExpr& e) {
    open("Call"), child("func", e.func), list("args", e.args), list("keywords", e.keywords);
  }
  void fields(const FormattedValueExpr& e) {
    constexpr const char* kCodes[] = {"-1", "115", "114", "97"};
    open("FormattedValue"), child("value", e.value), field("conversion", kCodes[static_cast<int>(e.conversion)]);
    child("format_spec", e.format_spec);
  }
  void fields(const JoinedStrExpr& e) { open("JoinedStr"), list("values", e.values); }
  void fields(const ConstantExpr& e) {
    open("Constant"), field("value", constant_repr(e.value));
    if (e.u_prefix) field("kind", "'u'");
  }
  void fields(const AttributeExpr& e) {
    open("Attribute"), child("value", e.value), field("attr", quoted(e.attr, false)), context(e.context);
  }
  void fields(const SubscriptExpr& e) {
    open("Subscript"), child("value", e.value), child("slice", e.slice), context(e.context);
  }
  void fields(const StarredExpr& e) { open("Starred"), child("value", e.value), context(e.context); }
  void fields(const NameExpr& e) { open("Name"), field("id", quoted(e.id, false)), context(e.context); }
  void fields(const ListExpr& e) { sequence("List", e); }
  void fields(const TupleExpr& e) { sequence("Tuple", e); }
  void fields(const SliceExpr& e) {
    open("Slice"), child("lower", e.lower), child("upper", e.upper), child("step", e.step);
  }

  void fields(const FunctionDefStmt& s) {
    open("FunctionDef"), field("name", quoted(s.name, false)), arguments(s.args), list("body", s.body);
    list("decorator_list", s.decorators), child("returns", s.returns);
  }
  void fields(const ClassDefStmt& s) {
    open("ClassDef"), field("name", quoted(s.name, false)), list("bases", s.bases), list("keywords", s.keywords);
    list("body", s.body), list("decorator_list", s.decorators);
  }
  void fields(const ReturnStmt& s) { open("Return"), child("value", s.value); }
  void fields(const DeleteStmt& s) { open("Delete"), list("targets", s.targets); }
  void fields(const AssignStmt& s) { open("Assign"), list("targets", s.targets), child("value", s.value); }
  void fields(const AugAssignStmt& s) {
    open("AugAssign"), child("target", s.target), field("op", op_name(kOperatorNames, s.op)), child("value", s.value);
  }
  void fields(const AnnAssignStmt& s) {
    open("AnnAssign"), child("target", s.target), child("annotation", s.annotation), child("value", s.value);
    field("simple", s.simple ? "1" : "0");
  }
  void fields(const ForStmt& s) {
    open("For"), child("target", s.target), child("iter", s.iter), list("body", s.body), list("orelse", s.or_else);
  }
  void fields(const WhileStmt& s) {
    open("While"), child("test", s.test), list("body", s.body), list("orelse", s.or_else);
  }
  void fields(const IfStmt& s) { open("If"), child("test", s.test), list("body", s.body), list("orelse", s.or_else); }
  void fields(const WithStmt& s) { open("With"), list("items", s.items), list("body", s.body); }
  void fields(const RaiseStmt& s) { open("Raise"), child("exc", s.exception), child("cause", s.cause); }
  void fields(const TryStmt& s) {
    open("Try"), list("body", s.body), list("handlers", s.handlers), list("orelse", s.or_else),
        list("finalbody", s.final_body);
  }
  void fields(const AssertStmt& s) { open("Assert"), child("test", s.test), child("msg", s.message); }
  void fields(const ImportStmt& s) { open("Import"), list("names", s.names); }
  void fields(const ImportFromStmt& s) {
    open("ImportFrom");
    if (!s.module.empty()) field("module", quoted(s.module, false));
    list("names", s.names), field("level", std::to_string(s.level));
  }
  void fields(const GlobalStmt& s) { open("Global"), list("names", s.names); }
  void fields(const NonlocalStmt& s) { open("Nonlocal"), list("names", s.names); }
  void fields(const ExprStmt& s) { open("Expr"), child("value", s.value); }
  void fields(const PassStmt&) { open("Pass"); }
  void fields(const BreakStmt&) { open("Break"); }
  void fields(const ContinueStmt&) { open("Continue"); }

  bool first_ = true;
};

void Dumper::node(const Expr* e) {
  switch (e->kind) {
#define GILSCOPE_CASE(Kind, Type) case ExprKind::Kind: fields(static_cast<const Type&>(*e)); break
    GILSCOPE_CASE(BoolOp, BoolOpExpr); GILSCOPE_CASE(NamedExpr, ast::NamedExpr); GILSCOPE_CASE(BinOp, BinOpExpr);
    GILSCOPE_CASE(UnaryOp, UnaryOpExpr); GILSCOPE_CASE(Lambda, LambdaExpr); GILSCOPE_CASE(IfExp, IfExpr);
    GILSCOPE_CASE(Dict, DictExpr); GILSCOPE_CASE(Set, SetExpr); GILSCOPE_CASE(ListComp, ListCompExpr);
    GILSCOPE_CASE(SetComp, SetCompExpr);
    GILSCOPE_CASE(DictComp, DictCompExpr);
    GILSCOPE_CASE(GeneratorExp, GeneratorExpr);
    GILSCOPE_CASE(Yield, YieldExpr); GILSCOPE_CASE(YieldFrom, YieldFromExpr); GILSCOPE_CASE(Compare, CompareExpr);
    GILSCOPE_CASE(Call, CallExpr);
    GILSCOPE_CASE(FormattedValue, FormattedValueExpr);
    GILSCOPE_CASE(JoinedStr, JoinedStrExpr);
    GILSCOPE_CASE(Constant, ConstantExpr);
    GILSCOPE_CASE(Attribute, AttributeExpr);
    GILSCOPE_CASE(Subscript, SubscriptExpr);
    GILSCOPE_CASE(Starred, StarredExpr); GILSCOPE_CASE(Name, NameExpr); GILSCOPE_CASE(List, ListExpr);
    GILSCOPE_CASE(Tuple, TupleExpr); GILSCOPE_CASE(Slice, SliceExpr);
  }
  close(e->span);
}

void Dumper::node(const Stmt* s) {
  switch (s->kind) {
#undef GILSCOPE_CASE
#define GILSCOPE_CASE(Kind, Type) case StmtKind::Kind: fields(static_cast<const Type&>(*s)); break
    GILSCOPE_CASE(FunctionDef, FunctionDefStmt);
    GILSCOPE_CASE(ClassDef, ClassDefStmt);
    GILSCOPE_CASE(Return, ReturnStmt);
    GILSCOPE_CASE(Delete, DeleteStmt); GILSCOPE_CASE(Assign, AssignStmt); GILSCOPE_CASE(AugAssign, AugAssignStmt);
    GILSCOPE_CASE(AnnAssign, AnnAssignStmt); GILSCOPE_CASE(For, ForStmt); GILSCOPE_CASE(While, WhileStmt);
    GILSCOPE_CASE(If, IfStmt);
    GILSCOPE_CASE(With, WithStmt);
    GILSCOPE_CASE(Raise, RaiseStmt);
    GILSCOPE_CASE(Try, TryStmt);
    GILSCOPE_CASE(Assert, AssertStmt); GILSCOPE_CASE(Import, ImportStmt); GILSCOPE_CASE(ImportFrom, ImportFromStmt);
    GILSCOPE_CASE(Global, GlobalStmt); GILSCOPE_CASE(Nonlocal, NonlocalStmt); GILSCOPE_CASE(Expr, ExprStmt);
    GILSCOPE_CASE(Pass, PassStmt); GILSCOPE_CASE(Break, BreakStmt); GILSCOPE_CASE(Continue, ContinueStmt);
#undef GILSCOPE_CASE
  }
  close(s->span);
}

}  // namespace

std::string dump(const Module& module) {
  Dumper dumper;
  dumper.module(module);
  return std::move(dumper.text);
}

std::string dump(const Stmt& statement) {
  Dumper dumper;
  dumper.node(&statement);
  return std::move(dumper.text);
}

}  // namespace gilscope::ast
