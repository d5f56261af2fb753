#include "sim/bytecode/code_object.hpp"
#include "sim/compiler/annotation_text.hpp"
#include "sim/compiler/codegen.hpp"
#include "sim/compiler/constant_folder.hpp"
#include "sim/compiler/docstring.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

int first_line_of(const Stmt& def, const std::vector<Expr*>& decorators) {
  return decorators.empty() ? def.span.line : decorators.front()->span.line;
}

}  // namespace

// ---- functions ----

void Codegen::visit_function(const FunctionDefStmt& def) {
  const Location loc = location_of(def.span);
  check_parameters(def.args);
  visit_decorators(def.decorators);
  std::uint32_t attributes = visit_defaults(def.args, loc);
  if (visit_annotations(def.args, def.returns, loc)) attributes |= kFunctionAnnotations;
  make_function(compile_function_body(def, first_line_of(def, def.decorators)), attributes, loc);
  apply_decorators(def.decorators);
  store_name(def.name, loc);
}

Codegen::Code Codegen::compile_function_body(const FunctionDefStmt& def, int first_line) {
  enter(UnitKind::Function, def.name, &def, first_line);
  const ConstantExpr* docstring = docstring_of(def.body);
  unit().constants.add(docstring == nullptr ? make_none() : make_str(clean_docstring(docstring->value.text)));
  set_argument_counts(def.args);
  for (std::size_t i = docstring == nullptr ? 0 : 1; i < def.body.size(); ++i) visit(def.body[i]);
  if (unit().scope->generator) wrap_in_stop_iteration_handler();
  return leave(Tail::ReturnNone);
}

void Codegen::visit_lambda(const LambdaExpr& lambda) {
  const Location loc = location_of(lambda.span);
  check_parameters(lambda.args);
  const std::uint32_t attributes = visit_defaults(lambda.args, loc);
  enter(UnitKind::Lambda, "<lambda>", &lambda, lambda.span.line);
  unit().constants.add(make_none());  // a lambda has no docstring
  set_argument_counts(lambda.args);
  visit(lambda.body);
  if (!unit().scope->generator) emit(Opcode::ReturnValue, location_of(lambda.body->span));
  const Tail tail = unit().scope->generator ? Tail::ReturnTop : Tail::ReturnNone;
  make_function(leave(tail), attributes, loc);
}

void Codegen::check_parameters(const Arguments& args) const {
  const auto check = [this](const Arg* arg) {
    if (arg != nullptr) forbid_debug(arg->name, ExprContext::Store, location_of(arg->span));
  };
  for (const Arg* arg : args.positional_only) check(arg);
  for (const Arg* arg : args.args) check(arg);
  check(args.vararg);
  for (const Arg* arg : args.keyword_only) check(arg);
  check(args.kwarg);
}

void Codegen::set_argument_counts(const Arguments& args) {
  unit().arg_count = static_cast<int>(args.args.size());
  unit().posonly_arg_count = static_cast<int>(args.positional_only.size());
  unit().kwonly_arg_count = static_cast<int>(args.keyword_only.size());
}

std::uint32_t Codegen::visit_defaults(const Arguments& args, Location loc) {
  std::uint32_t attributes = 0;
  if (!args.defaults.empty()) {
    visit(args.defaults);
    emit(Opcode::BuildTuple, static_cast<int>(args.defaults.size()), loc);
    attributes |= kFunctionDefaults;
  }
  if (visit_keyword_defaults(args, loc)) attributes |= kFunctionKwDefaults;
  return attributes;
}

bool Codegen::visit_keyword_defaults(const Arguments& args, Location loc) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < args.keyword_only.size(); ++i) {
    if (args.keyword_defaults[i] == nullptr) continue;
    names.push_back(mangled(args.keyword_only[i]->name));
    visit(args.keyword_defaults[i]);
  }
  if (names.empty()) return false;
  emit_const(make_str_tuple(names), loc);
  emit(Opcode::BuildConstKeyMap, static_cast<int>(names.size()), loc);
  return true;
}

bool Codegen::visit_annotations(const Arguments& args, const Expr* returns, Location loc) {
  int count = 0;
  for (const Arg* arg : args.args) count += visit_annotation(arg->name, arg->annotation, loc);
  for (const Arg* arg : args.positional_only) count += visit_annotation(arg->name, arg->annotation, loc);
  if (args.vararg != nullptr) count += visit_annotation(args.vararg->name, args.vararg->annotation, loc);
  for (const Arg* arg : args.keyword_only) count += visit_annotation(arg->name, arg->annotation, loc);
  if (args.kwarg != nullptr) count += visit_annotation(args.kwarg->name, args.kwarg->annotation, loc);
  count += visit_annotation("return", returns, loc);
  if (count == 0) return false;
  emit(Opcode::BuildTuple, count, loc);
  return true;
}

int Codegen::visit_annotation(const std::string& name, const Expr* annotation, Location loc) {
  if (annotation == nullptr) return 0;
  emit_const(make_str(mangled(name)), loc);
  if (future_.annotations) {
    emit_const(make_str(annotation_text(annotation)), location_of(annotation->span));
  } else if (const auto* starred = as<StarredExpr>(annotation)) {  // *args: *Ts
    visit(starred->value);
    emit(Opcode::UnpackSequence, 1, loc);
  } else {
    visit(annotation);
  }
  return 2;
}

void Codegen::visit_decorators(const Exprs& decorators) { visit(decorators); }

void Codegen::apply_decorators(const Exprs& decorators) {
  for (auto it = decorators.rbegin(); it != decorators.rend(); ++it) emit(Opcode::Call, 0, location_of((*it)->span));
}

/// Closure cells, then the function object, then what belongs to it.
void Codegen::make_function(const Code& code, std::uint32_t attributes, Location loc) {
  const std::vector<std::string> free = code->freevars();
  for (const std::string& name : free) {
    const bool own_cell = scope_of(name) == NameScope::Cell || (unit().kind == UnitKind::Class && name == "__class__");
    emit(kLoadClosure, own_cell ? unit().cellvars.find(name) : unit().freevars.find(name), loc);
  }
  if (!free.empty()) {
    emit(Opcode::BuildTuple, static_cast<int>(free.size()), loc);
    attributes |= kFunctionClosure;
  }
  Constant constant;
  constant.kind = ConstantKind::Code;
  constant.code = code;
  emit_const(constant, loc);
  emit(Opcode::MakeFunction, loc);
  for (std::uint32_t attribute : {kFunctionClosure, kFunctionAnnotations, kFunctionKwDefaults, kFunctionDefaults}) {
    if ((attributes & attribute) != 0) emit(Opcode::SetFunctionAttribute, static_cast<int>(attribute), loc);
  }
}

// ---- classes ----

void Codegen::visit_class(const ClassDefStmt& def) {
  visit_decorators(def.decorators);
  const Location loc = location_of(def.span);
  const Code body = compile_class_body(def, first_line_of(def, def.decorators));
  emit(Opcode::LoadBuildClass, loc);
  emit(Opcode::PushNull, loc);
  make_function(body, 0, loc);
  emit_const(make_str(def.name), loc);
  visit_arguments(2, def.bases, def.keywords, loc);
  apply_decorators(def.decorators);
  store_name(def.name, loc);
}

Codegen::Code Codegen::compile_class_body(const ClassDefStmt& def, int first_line) {
  enter(UnitKind::Class, def.name, &def, first_line);
  unit().class_name = def.name;
  const Location loc = line_start(first_line);
  load_name("__name__", loc);
  store_name("__module__", loc);
  emit_const(make_str(unit().qualname), loc);
  store_name("__qualname__", loc);
  emit_const(make_int(first_line), loc);
  store_name("__firstlineno__", loc);
  visit_namespace_body(def.body, loc);
  finish_class_body();
  return leave(Tail::ReturnNone);
}

/// Names assigned as self.X, then the __class__ cell for super(), which the class body returns.
void Codegen::finish_class_body() {
  const std::vector<std::string> attributes(unit().static_attributes.begin(), unit().static_attributes.end());
  emit_const(make_str_tuple(attributes), kNoLocation);
  store_name("__static_attributes__", kNoLocation);
  if (unit().scope->needs_class_cell) {
    emit(kLoadClosure, unit().cellvars.find("__class__"), kNoLocation);
    emit(Opcode::Copy, 1, kNoLocation);
    store_name("__classcell__", kNoLocation);
  } else {
    emit_const(make_none(), kNoLocation);
  }
  emit(Opcode::ReturnValue, kNoLocation);
}

}  // namespace gilscope::compiler
