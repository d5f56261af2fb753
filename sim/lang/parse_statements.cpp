// Statement lists and simple statements.
#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

namespace {

constexpr const char* kThreadsHint = "GilScope models threads: use threading.Thread or concurrent.futures";

struct AugmentedOperator {
  TokenKind token;
  Operator op;
};

constexpr AugmentedOperator kAugmentedOperators[] = {
    {TokenKind::PlusAssign, Operator::Add}, {TokenKind::MinusAssign, Operator::Sub},
    {TokenKind::StarAssign, Operator::Mult}, {TokenKind::AtAssign, Operator::MatMult},
    {TokenKind::SlashAssign, Operator::Div}, {TokenKind::PercentAssign, Operator::Mod},
    {TokenKind::AmpersandAssign, Operator::BitAnd}, {TokenKind::PipeAssign, Operator::BitOr},
    {TokenKind::CaretAssign, Operator::BitXor}, {TokenKind::LeftShiftAssign, Operator::LShift},
    {TokenKind::RightShiftAssign, Operator::RShift}, {TokenKind::DoubleStarAssign, Operator::Pow},
    {TokenKind::DoubleSlashAssign, Operator::FloorDiv}};

}  // namespace

Parser::Body Parser::file() {
  Body body;
  while (!at(K::EndMarker)) {
    if (!diagnosing_) top_statement_ = pos_;
    if (at(K::Dedent) || !may([&] { statement(body); })) mismatch();
  }
  return body;
}

/// Statements up to a dedent or the end of the text; in the second pass, up to one that does not fit.
Parser::Body Parser::statements() {
  Body body;
  while (!at_any(K::Dedent, K::EndMarker)) {
    if (!may([&] { statement(body); })) break;
  }
  return body;
}

void Parser::statement(Body& out) {
  refuse_unmodeled_statement();
  if (!compound_statement(out)) simple_statements(out);
}

/// Valid Python that has no model here.
void Parser::refuse_unmodeled_statement() {
  const Span here = token().span;
  if (at(K::KwAsync)) {
    const int keyword = pos_++;
    const bool known = at_any(K::KwDef, K::KwFor, K::KwWith);
    pos_ = keyword;
    if (known) raise_not_modeled(here, "'async' is", kThreadsHint);
  }
  if (!at(K::Name)) return;
  const auto next = [&](int ahead) { return token_at(pos_ + ahead).kind; };  // a Name is never the last token
  if (text(pos_) == "match" && looks_like_match()) {
    raise_not_modeled(here, "the 'match' statement is", "use if/elif with comparisons or isinstance()");
  }
  if (text(pos_) == "match") {
    diagnose([&] {
      match_subject();
      for (const K layout : {K::Colon, K::Newline, K::Indent}) expect(layout);
      token();
    });
    if (hooks()) invalid_match();
  }
  const bool names_type = text(pos_) == "type" && next_is(K::Name);
  if (names_type && (next(2) == K::Assign || next(2) == K::LeftBracket)) {
    raise_not_modeled(here, "the 'type' statement is", "assign the type to a plain variable");
  }
  if (names_type) diagnose([&] { pos_ += 2, token(); });  // CPython looks for '=' there: the error is behind the name
}

/// `match subject` and a look at what follows.
void Parser::match_subject() {
  advance();
  if (!can_start_expression()) mismatch();
  comma_list(&Parser::star_named_expression);
  if (!at_any(K::Colon, K::Newline)) mismatch();
}

/// `match ...:` at the end of a line, then an indented `case`: anything less is an expression that begins with a name.
bool Parser::looks_like_match() const {
  int i = pos_ + 1;
  const int count = static_cast<int>(tokens_.size());
  while (i < count && token_at(i).kind != K::Newline && token_at(i).kind != K::Semicolon) ++i;
  const bool header =
      i > pos_ + 2 && i + 2 < count && token_at(i - 1).kind == K::Colon && token_at(i).kind == K::Newline;
  return header && token_at(i + 1).kind == K::Indent && token_at(i + 2).kind == K::Name && text(i + 2) == "case";
}

void Parser::simple_statements(Body& out) {
  do {
    out.push_back(simple_statement());
  } while (accept(K::Semicolon) && !at(K::Newline));
  expect(K::Newline);
}

Parser::Stmt* Parser::simple_statement() {
  const int first = pos_;
  switch (token().kind) {
    case K::KwReturn: return return_statement();
    case K::KwRaise: return raise_statement();
    case K::KwDel: return delete_statement();
    case K::KwAssert: return assert_statement();
    case K::KwImport: return import_statement();
    case K::KwFrom: return import_from_statement();
    case K::KwGlobal: case K::KwNonlocal: return scope_statement();
    case K::KwPass: return advance(), make<PassStmt>(first);
    case K::KwBreak: return advance(), make<BreakStmt>(first);
    case K::KwContinue: return advance(), make<ContinueStmt>(first);
    default: return diagnosing_ ? assignment_diagnosing() : assignment_or_expression();
  }
}

// ---- assignments and expression statements ----

Parser::Stmt* Parser::assignment_or_expression() {
  const int first = pos_;
  const K opener = token().kind;
  Expr* value = yield_or_star_expressions();
  if (at(K::Assign)) return plain_assignment(first, value);
  if (at(K::Colon)) {
    const bool name = value->kind == ExprKind::Name;
    if (!name && value->kind != ExprKind::Attribute && value->kind != ExprKind::Subscript) mismatch();
    return annotated(first, value, name && opener == K::Name);
  }
  Operator op = Operator::Add;
  const int operator_at = pos_;
  if (augmented_operator(op)) {
    pos_ = operator_at;
    return augmented(first, value);
  }
  auto* node = make<ExprStmt>(first);
  node->value = value;
  return node;
}

/// The same in the order of CPython's grammar, with its rules for mistakes.
Parser::Stmt* Parser::assignment_diagnosing() {
  const int first = pos_;
  Stmt* node = nullptr;
  const auto name_annotation = [&] {
    if (!at(K::Name) || !next_is(K::Colon)) mismatch();
    node = annotated(first, primary(), true);
  };
  const auto target_annotation = [&] {
    Expr* target = single_subscript_attribute_target();
    node = annotated(first, target, false);
  };
  const auto chain = [&] {
    Expr* target = star_targets();
    if (!at(K::Assign)) mismatch();
    node = plain_assignment(first, target);
  };
  if (attempt(name_annotation) || attempt(target_annotation) || attempt(chain)) return node;
  Expr* target = nullptr;
  Operator op = Operator::Add;
  const auto augmented_target = [&] {
    target = single_target();
    const int operator_at = pos_;
    if (!augmented_operator(op)) mismatch();
    pos_ = operator_at;
  };
  if (attempt(augmented_target)) return augmented(first, target);
  if (hooks()) invalid_assignment();
  Expr* value = yield_or_star_expressions();
  auto* statement = make<ExprStmt>(first);
  statement->value = value;
  return statement;
}

Parser::Stmt* Parser::annotated(int first, Expr* target, bool simple) {
  expect(K::Colon);
  Expr* annotation = expression();
  Expr* value = nullptr;
  if (at(K::Assign)) {
    may([&] {
      expect(K::Assign);
      value = yield_or_star_expressions();
    });
  }
  set_context(target, ExprContext::Store);
  auto* node = make<AnnAssignStmt>(first);
  node->target = target, node->annotation = annotation, node->value = value, node->simple = simple;
  return node;
}

/// target = target = ... = value. Requires: at '=' behind the first target, `value`.
Parser::Stmt* Parser::plain_assignment(int first, Expr* value) {
  std::vector<Expr*> targets;
  while (at(K::Assign)) {
    Expr* target = value;
    if (target->kind == ExprKind::Starred ? !is_star_target(static_cast<StarredExpr*>(target)->value)
                                          : !is_star_target(target)) {
      mismatch();
    }
    advance();
    set_context(target, ExprContext::Store);
    targets.push_back(target);
    value = yield_or_star_expressions();
  }
  auto* node = make<AssignStmt>(first);
  node->targets = std::move(targets), node->value = value;
  return node;
}

Parser::Stmt* Parser::augmented(int first, Expr* target) {
  if (target->kind != ExprKind::Name && target->kind != ExprKind::Attribute && target->kind != ExprKind::Subscript)
    mismatch();
  Operator op = Operator::Add;
  augmented_operator(op);
  set_context(target, ExprContext::Store);
  Expr* value = yield_or_star_expressions();
  auto* node = make<AugAssignStmt>(first);
  node->target = target, node->op = op, node->value = value;
  return node;
}

bool Parser::augmented_operator(Operator& op) {
  for (const AugmentedOperator& candidate : kAugmentedOperators) {
    if (!at(candidate.token)) continue;
    op = candidate.op;
    advance();
    return true;
  }
  return false;
}

// ---- one keyword each ----

Parser::Stmt* Parser::return_statement() {
  const int first = expect(K::KwReturn);
  Expr* value = nullptr;
  if (can_start_expression()) may([&] { value = star_expressions(); });
  auto* node = make<ReturnStmt>(first);
  node->value = value;
  return node;
}

Parser::Stmt* Parser::raise_statement() {
  const int first = expect(K::KwRaise);
  Expr* exception = nullptr;
  Expr* cause = nullptr;
  if (can_start_expression()) may([&] { exception = expression(); });
  const auto from = [&] {
    expect(K::KwFrom);
    cause = expression();
  };
  if (exception != nullptr && at(K::KwFrom)) may(from);
  auto* node = make<RaiseStmt>(first);
  node->exception = exception, node->cause = cause;
  return node;
}

Parser::Stmt* Parser::delete_statement() {
  const int first = expect(K::KwDel);
  std::vector<Expr*> targets;
  const bool fits = attempt([&] {
    targets.push_back(delete_target());
    while (accept(K::Comma) && can_start_expression()) targets.push_back(delete_target());
    if (!at_any(K::Semicolon, K::Newline)) mismatch();
  });
  if (!fits) {
    if (hooks()) diagnose([&] { raise_invalid_target(Targets::Delete, star_expressions()); });
    mismatch();
  }
  auto* node = make<DeleteStmt>(first);
  node->targets = std::move(targets);
  return node;
}

Parser::Stmt* Parser::assert_statement() {
  const int first = expect(K::KwAssert);
  Expr* test = expression();
  Expr* message = nullptr;
  const auto explanation = [&] {
    expect(K::Comma);
    message = expression();
  };
  if (at(K::Comma)) may(explanation);
  auto* node = make<AssertStmt>(first);
  node->test = test, node->message = message;
  return node;
}

Parser::Stmt* Parser::scope_statement() {
  const bool global = at(K::KwGlobal);
  const int first = advance();
  std::vector<std::string> names{name()};
  const auto more = [&] {
    expect(K::Comma);
    names.push_back(name());
  };
  while (at(K::Comma) && may(more)) {}
  if (global) {
    auto* node = make<GlobalStmt>(first);
    node->names = std::move(names);
    return node;
  }
  auto* node = make<NonlocalStmt>(first);
  node->names = std::move(names);
  return node;
}

// ---- imports ----

std::string Parser::dotted_name() {
  std::string path = name();
  while (accept(K::Dot)) path += "." + name();
  return path;
}

Alias* Parser::alias(bool dotted) {
  const int first = pos_;
  std::string path = dotted ? dotted_name() : name();
  std::string as_name;
  const auto renamed = [&] {
    expect(K::KwAs);
    as_name = name();
  };
  if (at(K::KwAs)) may(renamed);
  auto* node = make<Alias>(first);
  node->name = std::move(path), node->as_name = std::move(as_name);
  return node;
}

Parser::Stmt* Parser::import_statement() {
  if (hooks()) invalid_import();
  const int first = expect(K::KwImport);
  std::vector<Alias*> names{alias(true)};
  const auto more = [&] {
    expect(K::Comma);
    names.push_back(alias(true));
  };
  while (at(K::Comma) && may(more)) {}
  auto* node = make<ImportStmt>(first);
  node->names = std::move(names);
  return node;
}

Parser::Stmt* Parser::import_from_statement() {
  const int first = expect(K::KwFrom);
  ImportFromStmt parsed;
  for (; at_any(K::Dot, K::Ellipsis); advance()) parsed.level += at(K::Dot) ? 1 : 3;
  if (parsed.level == 0 || at(K::Name)) parsed.module = dotted_name();
  expect(K::KwImport);
  import_targets(parsed);
  auto* node = make<ImportFromStmt>(first);
  node->module = std::move(parsed.module), node->names = std::move(parsed.names), node->level = parsed.level;
  return node;
}

void Parser::import_targets(ImportFromStmt& out) {
  if (at(K::Star)) {
    const int star = advance();
    auto* all = make<Alias>(star);
    all->name = "*";
    out.names.push_back(all);
    return;
  }
  const bool fits = attempt([&] {
    const bool parenthesized = accept(K::LeftParen);
    import_names(out, parenthesized);
    if (parenthesized) expect(K::RightParen);
  });
  if (fits) return;
  if (hooks()) invalid_import_targets();
  mismatch();
}

void Parser::import_names(ImportFromStmt& out, bool parenthesized) {
  out.names.push_back(alias(false));
  while (accept(K::Comma)) {
    if (parenthesized && at(K::RightParen)) return;
    out.names.push_back(alias(false));
  }
}

}  // namespace gilscope
