// The parser's state and rules, shared by parse_*.cpp. Not an interface: use sim/lang/parser.hpp.
//
// Two passes, as in CPython. The first pass is a plain recursive descent that builds the tree and stops at the first
// token that fits nowhere. Only if it stops, a second pass (diagnosing_) parses again with memoization and tries, where
// CPython does, the `invalid_*` rules that know common mistakes; its tree is thrown away. If none of them applies, the
// message is "invalid syntax" at the token where the first pass stopped.
//
// A rule either consumes what it names and returns, or throws Mismatch; the position is then unspecified, and only
// attempt() and friends restore it. A definite error is thrown as a Diagnostic. Neither leaves parse().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/lang/ast.hpp"
#include "sim/lang/lexer.hpp"
#include "sim/lang/source.hpp"

namespace gilscope {

class Parser {
 public:
  struct Mismatch {};  ///< thrown by a rule that does not fit here

  Parser(const Source& source, const LexResult& lexed, ast::Module& module)
      : source_(source), tokens_(lexed.tokens), lexed_(lexed), module_(module) {}

  std::vector<ast::Stmt*> file();
  /// Rewinds to the outermost statement that did not fit; file() then parses with memoization and looks for common
  /// mistakes, or (not `all`) only for the few that CPython reports in its first pass.
  void start_diagnosis(bool all);
  Diagnostic generic_error(int stopped_at) const;
  int furthest() const { return furthest_; }  ///< index of the last token that any rule looked at
  Diagnostic unless_worse(Diagnostic error) const;
  const std::optional<Diagnostic>& repeated_keyword() const { return repeated_keyword_; }

 private:
  using Expr = ast::Expr;
  using Stmt = ast::Stmt;
  using Body = std::vector<Stmt*>;
  using K = TokenKind;
  enum class Rule : std::uint8_t {
    Expression, StarExpression, Disjunction, BitwiseOr, Unary, Primary, Strings, Block, Named
  };
  enum class Targets { Star, Delete, For };

  /// Limits recursion, so that deep nesting is a diagnostic and not a stack overflow.
  class Deeper {
   public:
    explicit Deeper(Parser& parser) : parser_(parser) { if (++parser_.depth_ > kMaxDepth) parser_.raise_too_deep(); }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
   private:
    Parser& parser_;
  };

  // ---- tokens (parser.cpp) ----
  const Token& token() {
    if (pos_ > furthest_) furthest_ = pos_;
    const Token& here = tokens_[static_cast<std::size_t>(pos_)];
    if (here.kind == K::Unclosed) throw end_error();
    return here;
  }
  const Token& token_at(int index) const { return tokens_[static_cast<std::size_t>(index)]; }
  bool at(K kind) { return token().kind == kind; }
  template <class... Kinds>
  bool at_any(Kinds... kinds) { const K now = token().kind; return ((now == kinds) || ...); }
  bool next_is(K kind);  ///< the token after the current one
  int advance() { return pos_++; }
  bool accept(K kind) { return at(kind) ? (advance(), true) : false; }
  int expect(K kind) { if (!at(kind)) mismatch(); return advance(); }
  int expect_forced(K kind, const char* text);  ///< a missing token is an error even in the first pass
  [[noreturn]] static void mismatch() { throw Mismatch{}; }
  std::string_view text(int index) const;
  std::string name();  ///< consumes a Name
  bool can_start_expression();

  // ---- nodes and positions ----
  Span span_from(int first) const;  ///< from a token to the last consumed token that is not layout
  Span span_of(int first, int last) const;
  template <class T>
  T* make(int first) { return module_.make<T>(span_from(first)); }

  // ---- backtracking ----
  template <class F>
  bool attempt(F rule) {
    const int mark = pos_;
    const int depth = depth_;
    try {
      rule();
      return true;
    } catch (const Mismatch&) {
      pos_ = mark;
      depth_ = depth;
      return false;
    }
  }
  template <class F>
  bool matches(F rule) { const int mark = pos_; const bool fits = attempt(rule); pos_ = mark; return fits; }
  /// An optional part that begins here for certain: in the first pass it must fit, in the second it need not.
  template <class F>
  bool may(F rule) { return diagnosing_ ? attempt(rule) : (rule(), true); }
  /// Tries a rule for the error it may raise; consumes nothing.
  template <class F>
  void diagnose(F rule) { const int mark = pos_; attempt(rule); pos_ = mark; }
  bool hooks() const { return diagnosing_ && invalid_rules_; }
  template <class F>
  Expr* memo(Rule rule, F parse) {
    if (!diagnosing_) return parse();
    const std::uint64_t key = static_cast<std::uint64_t>(pos_) << 8 | static_cast<std::uint64_t>(rule);
    if (const auto found = memo_.find(key); found != memo_.end()) {
      if (found->second.first < 0) mismatch();
      pos_ = found->second.first;
      return found->second.second;
    }
    Expr* node = nullptr;
    const bool fits = attempt([&] { node = parse(); });
    memo_[key] = {fits ? pos_ : -1, node};
    if (!fits) mismatch();
    return node;
  }

  // ---- errors (parser.cpp) ----
  [[noreturn]] void raise_span(Span span, const std::string& message);
  [[noreturn]] void raise(const std::string& message);  ///< at the furthest token
  [[noreturn]] void raise_indentation(const std::string& message);
  [[noreturn]] void raise_at(const Expr* node, const std::string& message) { raise_span(node->span, message); }
  [[noreturn]] void raise_at_token(int index, const std::string& message);
  [[noreturn]] void raise_range(Span first, Span last, const std::string& message);
  [[noreturn]] void raise_from(Span first, const std::string& message);  ///< up to the furthest token's end
  [[noreturn]] void raise_not_modeled(Span span, const std::string& what, const std::string& hint);
  [[noreturn]] void raise_too_deep();
  Span cursor_of(const Token& token) const;
  Diagnostic unclosed_error() const;
  Diagnostic end_error() const;

  // ---- expressions (parse_expressions.cpp) ----
  Expr* expression();
  Expr* conditional();
  Expr* star_expression();
  Expr* star_expressions();
  Expr* expressions();
  Expr* comma_list(Expr* (Parser::*item)());
  Expr* star_named_expression();
  Expr* named_expression();
  Expr* assignment_expression();
  Expr* unassigned_expression();  ///< expression !':='
  Expr* starred_expression();
  Expr* yield_expression();
  Expr* yield_or_star_expressions();
  Expr* disjunction();
  Expr* conjunction();
  Expr* bool_op(ast::BoolOperator op, K keyword, Expr* (Parser::*operand)());
  Expr* inversion();
  Expr* comparison();
  bool comparison_operator(ast::CompareOperator& op);
  Expr* bitwise_or();
  Expr* binary(int level);
  Expr* unary();
  Expr* power();
  Expr* primary();
  Expr* trailer(int first, Expr* left);
  Expr* call_trailer(int first, Expr* callee);
  Expr* subscript_trailer(int first, Expr* value);
  Expr* slices();
  Expr* slice();
  Expr* slice_or_starred();

  // ---- atoms (parse_atoms.cpp, parse_strings.cpp) ----
  Expr* atom();
  Expr* constant(ConstantKind kind);
  Expr* number();
  Expr* parenthesized();
  Expr* parenthesized_diagnosing();
  Expr* bracketed();
  Expr* braced();
  Expr* braced_diagnosing();
  Expr* generator_expression();
  Expr* tuple();
  Expr* group();
  Expr* list();
  Expr* list_comprehension();
  Expr* set();
  Expr* set_comprehension();
  Expr* dict();
  Expr* dict_comprehension();
  Expr* dict_of(int first, std::vector<Expr*> keys, std::vector<Expr*> values);
  void dict_item(ast::DictExpr& dict);
  std::vector<Expr*> star_named_expressions();
  std::vector<ast::Comprehension> comprehension_clauses();
  ast::Comprehension comprehension_clause();
  template <class T>
  Expr* comprehension_of(int first, Expr* element, K close);

  struct StringPart {
    std::vector<Expr*> values;  ///< a plain literal: one constant; an f-string: its parts
    bool is_fstring = false;
    bool is_bytes = false;
  };
  Expr* strings();
  Expr* joined(const std::vector<StringPart>& parts, int first);
  StringPart string_literal();
  StringPart fstring();
  void fstring_part(std::vector<Expr*>& values, std::vector<ast::ConstantExpr*>* texts);
  void replacement_field(std::vector<Expr*>& values);
  void check_conversion(int letter);
  ast::Conversion conversion();
  Expr* format_spec();
  std::string debug_text(int open, int end) const;
  std::vector<Expr*> merged(const std::vector<Expr*>& values, bool drop_empty);
  ast::ConstantExpr* text_constant(Span span, std::string value, ConstantKind kind = ConstantKind::Str);
  std::string unescape(std::string_view body, bool bytes, Span span);

  // ---- calls and parameters (parse_arguments.cpp) ----
  void arguments(ast::CallExpr& call, bool generator_allowed = true);
  void fast_arguments(ast::CallExpr& call, bool generator_allowed);
  void args(ast::CallExpr& call);
  void keyword_args(ast::CallExpr& call);
  bool keyword_or_starred(ast::CallExpr& call);
  bool keyword_or_double_starred(ast::CallExpr& call);
  Expr* comprehension_of_call(int first, Expr* element);
  Expr* positional_argument();
  void keyword_argument(ast::CallExpr& call);
  void check_repeated_keywords(const ast::CallExpr& call);
  void parameters(ast::Arguments& out, bool lambda);
  void star_parameters(ast::Arguments& out, bool lambda);
  void keyword_parameters(ast::Arguments& out, bool lambda);
  ast::Arg* parameter(bool lambda, bool star_annotation = false);
  Expr* default_value();
  void end_of_parameter(K close);
  Expr* lambda();

  // ---- targets (parse_targets.cpp) ----
  Expr* star_targets();
  Expr* star_target();
  Expr* single_target();
  Expr* single_subscript_attribute_target();
  Expr* delete_target();
  bool is_star_target(const Expr* node) const;
  bool is_delete_target(const Expr* node) const;
  static void set_context(Expr* node, ast::ExprContext context);
  const Expr* invalid_target(const Expr* node, Targets kind) const;
  void raise_invalid_target(Targets kind, const Expr* node);
  static const char* describe(const Expr* node);

  // ---- statements (parse_statements.cpp, parse_compound.cpp) ----
  Body statements();
  void statement(Body& out);
  bool compound_statement(Body& out);
  void simple_statements(Body& out);
  Stmt* simple_statement();
  Stmt* assignment_or_expression();
  Stmt* assignment_diagnosing();
  Stmt* annotated(int first, Expr* target, bool simple);
  Stmt* plain_assignment(int first, Expr* value);
  Stmt* augmented(int first, Expr* target);
  bool augmented_operator(ast::Operator& op);
  Stmt* return_statement();
  Stmt* raise_statement();
  Stmt* delete_statement();
  Stmt* assert_statement();
  Stmt* import_statement();
  Stmt* import_from_statement();
  void import_targets(ast::ImportFromStmt& out);
  void import_names(ast::ImportFromStmt& out, bool parenthesized);
  ast::Alias* alias(bool dotted);
  std::string dotted_name();
  Stmt* scope_statement();
  void refuse_unmodeled_statement();
  bool looks_like_match() const;
  void match_subject();
  void invalid_match();
  Body block();
  Stmt* if_statement(K keyword);
  Body else_block();
  Stmt* while_statement();
  Stmt* for_statement();
  Stmt* with_statement();
  bool parenthesized_with_items(std::vector<ast::WithItem>& items);
  bool bracket_ends_header() const;
  ast::WithItem with_item();
  Stmt* try_statement();
  ast::ExceptHandler* except_block();
  Body finally_block();
  Stmt* definition();
  Stmt* function_definition(std::vector<Expr*> decorators);
  Stmt* class_definition(std::vector<Expr*> decorators);
  void refuse_type_parameters();

  // ---- common mistakes: expressions (parse_errors_expr.cpp) ----
  bool is_legacy_statement(const Expr* node) const;
  Expr* expression_without_invalid();
  void invalid_expression();
  void invalid_legacy_expression();
  void invalid_named_expression();
  void invalid_operand(bool arithmetic);
  void invalid_comprehension();
  void invalid_dict_comprehension();
  void invalid_for_if_clause();
  void invalid_for_target();
  void invalid_group();
  void invalid_double_starred_pairs();
  void invalid_pair();
  void invalid_starred_assignment();
  void invalid_arguments();
  void invalid_unpacking_order();
  void invalid_bare_generator();
  void invalid_keyword_value();
  void invalid_later_generator();
  void invalid_argument_order();
  void invalid_keyword_argument();
  void invalid_replacement_field();
  Span last_comprehension_item(const ast::Comprehension& clause) const;

  // ---- common mistakes: statements and parameters (parse_errors_stmt.cpp, parse_errors_params.cpp) ----
  void invalid_assignment();
  void invalid_annotation_target();
  void invalid_header(K keyword, const char* what, void (Parser::*header)());
  void missing_block(int keyword, const std::string& after);
  void with_header(bool parenthesized);
  void invalid_with_item();
  void invalid_with_header();
  void invalid_with_block();
  void invalid_try();
  void invalid_except_header();
  void invalid_except_block();
  void invalid_import();
  void invalid_import_targets();
  void invalid_function_block();
  void invalid_class_header();
  void invalid_parameters(bool lambda);
  void invalid_star_parameters(bool lambda);
  void invalid_keyword_parameters(bool lambda);
  void named_header() { named_expression(); }
  void for_header();
  int maybe_defaults(bool lambda);
  int without_defaults(bool lambda);
  int with_defaults(bool lambda);
  void slash_part(bool lambda);
  void parameter_end(bool lambda);
  bool parameter_with(bool lambda, int default_wanted, Span* span = nullptr);

  static constexpr int kMaxDepth = 1000;
  static constexpr int kMaxChain = 3000;  ///< operators in a row: they nest in the tree, not in the source

  /// In CPython the compiler finds it, so it counts only if the whole text parses.
  std::optional<Diagnostic> repeated_keyword_;

  const Source& source_;
  const std::vector<Token>& tokens_;
  const LexResult& lexed_;
  ast::Module& module_;
  int pos_ = 0;
  int furthest_ = 0;
  int top_statement_ = 0;  ///< where the last statement of the file itself began
  int depth_ = 0;
  bool diagnosing_ = false;
  bool invalid_rules_ = true;
  std::unordered_map<std::uint64_t, std::pair<int, Expr*>> memo_;  ///< (position, rule) -> (end or -1, node)
};

}  // namespace gilscope
