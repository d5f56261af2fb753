// The code generator: a walk over the tree that writes instructions into the unit of the block it is in.
// The instruction sequences, and the location each instruction gets, are CPython 3.13's (Python/compile.c).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/bytecode/opcode.hpp"
#include "sim/compiler/failure.hpp"
#include "sim/compiler/future.hpp"
#include "sim/compiler/pseudo_ops.hpp"
#include "sim/compiler/symbol_table.hpp"
#include "sim/compiler/unit.hpp"
#include "sim/lang/ast.hpp"

namespace gilscope {
struct CodeObject;
}

namespace gilscope::compiler {

class Codegen {
 public:
  using Code = std::shared_ptr<const CodeObject>;

  Codegen(const SymbolTable& symbols, Reporter& reporter, const FutureFeatures& future)
      : symbols_(symbols), reporter_(reporter), future_(future) {}

  Code compile(const ast::Module& module);

 private:
  using Body = std::vector<ast::Stmt*>;
  using Exprs = std::vector<ast::Expr*>;

  /// How an attribute that stands behind super() or in front of a call is loaded; the bits of LOAD_ATTR and
  /// LOAD_SUPER_ATTR.
  enum class AttributeLoad { Value, Method };

  /// The pieces of a comprehension, whatever its type.
  struct Comp {
    const ast::Expr* node = nullptr;
    ComprehensionKind kind = ComprehensionKind::None;
    const std::vector<ast::Comprehension>* generators = nullptr;
    const ast::Expr* element = nullptr;  ///< of a dict: the key
    const ast::Expr* value = nullptr;    ///< of a dict only
  };

  /// What has to be put back after an inlined comprehension.
  struct InlinedState {
    std::vector<std::string> pushed;    ///< locals saved on the stack, in order
    std::vector<Symbol> outer_symbols;  ///< what the comprehension's names meant outside
    std::vector<std::string> hidden;    ///< names that became fast locals for the time being
    Label cleanup;
    Label end;
  };

  // ---- codegen.cpp: units, emission, names ----
  Unit& unit() { return *units_.back(); }
  const Unit& unit() const { return *units_.back(); }
  void enter(UnitKind kind, std::string name, const void* node, int line);
  /// Assembles the current unit and leaves it. A return is added at the end of its code.
  enum class Tail { ReturnNone, ReturnTop };
  Code leave(Tail tail);
  std::string qualified_name(const Unit& parent, const Unit& inner) const;
  std::uint32_t flags_of(const Scope& scope) const;
  void visit_module_body(const Body& body);
  void visit_namespace_body(const Body& body, Location location);
  void wrap_in_stop_iteration_handler();

  void emit(Opcode op, Location loc) { unit().code.add(op, 0, loc); }
  void emit(Opcode op, int arg, Location loc) { unit().code.add(op, arg, loc); }
  void emit_jump(Opcode op, Label target, Location loc) { unit().code.add(op, target.id, loc); }
  void emit_const(const Constant& constant, Location loc) {
    emit(Opcode::LoadConst, unit().constants.add(constant), loc);
  }
  void emit_name(Opcode op, const std::string& name, Location loc) { emit(op, unit().names.add(mangled(name)), loc); }
  void emit_attribute(AttributeLoad load, const std::string& name, Location loc);
  Label new_label() { return unit().code.new_label(); }
  void place(Label label) { unit().code.place(label); }

  std::string mangled(const std::string& name) const { return mangle(unit().class_name, name); }
  NameScope scope_of(const std::string& mangled_name) const { return unit().scope->scope_of(mangled_name); }
  void name_op(const std::string& name, ast::ExprContext context, Location loc);
  void load_name(const std::string& name, Location loc) { name_op(name, ast::ExprContext::Load, loc); }
  void store_name(const std::string& name, Location loc) { name_op(name, ast::ExprContext::Store, loc); }
  void delete_name(const std::string& name, Location loc) { name_op(name, ast::ExprContext::Del, loc); }
  void deref_op(const std::string& name, NameScope scope, ast::ExprContext context, Location loc);
  void forbid_debug(const std::string& name, ast::ExprContext context, Location loc) const;
  [[noreturn]] void fail(Location loc, std::string message) const;

  // ---- codegen_stmt.cpp ----
  void visit(const Body& body);
  void visit(const ast::Stmt* stmt);
  void visit_assign(const ast::AssignStmt& stmt);
  void visit_expression(const ast::ExprStmt& stmt);
  void visit_raise(const ast::RaiseStmt& stmt);
  void visit_assert(const ast::AssertStmt& stmt);
  void visit_import(const ast::ImportStmt& stmt);
  void visit_import_from(const ast::ImportFromStmt& stmt);
  void bind_import_as(const ast::Alias& alias, Location loc);

  // ---- codegen_assign.cpp ----
  void visit_augmented(const ast::AugAssignStmt& stmt);
  void load_augmented_target(const ast::Expr* target);
  void store_augmented_target(const ast::Expr* target);
  void visit_annotated(const ast::AnnAssignStmt& stmt);
  void evaluate_and_drop(const ast::Expr* expr);
  void evaluate_subscript(const ast::Expr* slice);
  void visit_subscript(const ast::SubscriptExpr& expr);
  void visit_slice_bounds(const ast::SliceExpr& slice);
  void visit_slice(const ast::SliceExpr& slice);

  // ---- codegen_flow.cpp ----
  void visit_if(const ast::IfStmt& stmt);
  void visit_for(const ast::ForStmt& stmt);
  void visit_while(const ast::WhileStmt& stmt);
  void visit_return(const ast::ReturnStmt& stmt);
  void visit_break(Location loc);
  void visit_continue(Location loc);
  void jump_if(const ast::Expr* test, Label target, bool condition);
  void jump_if_bool_op(const ast::BoolOpExpr& expr, Label target, bool condition);
  void jump_if_ternary(const ast::IfExpr& expr, Label target, bool condition);
  void jump_if_chain(const ast::CompareExpr& expr, Label target, bool condition);
  void push_frame(FrameBlock frame, Location loc);
  void pop_frame() { unit().frames.pop_back(); }
  enum class Top { Drop, Keep };  ///< whether the value on top of the stack must survive an unwinding
  /// Undoes frames from the innermost outwards; with `to_loop`, up to the innermost loop, whose index is returned (-1:
  /// none).
  int unwind_frames(Location& loc, Top top, bool to_loop);
  void unwind(const FrameBlock& frame, Location& loc, Top top);
  void unwind_handler(const FrameBlock& frame, Location loc, Top top);

  // ---- codegen_try.cpp ----
  void visit_try(const ast::TryStmt& stmt);
  void visit_try_except(const ast::TryStmt& stmt);
  void visit_try_finally(const ast::TryStmt& stmt);
  void visit_handler(const ast::ExceptHandler& handler, Label end);
  void visit_named_handler(const ast::ExceptHandler& handler, Label end);
  void forget_handler_name(const std::string& name);
  void pop_except_and_reraise(Location loc);
  void visit_with(const ast::WithStmt& stmt, std::size_t index);
  void finish_with_handler(Label cleanup);
  void call_exit_with_nones(Location loc);

  // ---- codegen_function.cpp ----
  void visit_function(const ast::FunctionDefStmt& def);
  Code compile_function_body(const ast::FunctionDefStmt& def, int first_line);
  void visit_lambda(const ast::LambdaExpr& lambda);
  void visit_class(const ast::ClassDefStmt& def);
  Code compile_class_body(const ast::ClassDefStmt& def, int first_line);
  void finish_class_body();
  void check_parameters(const ast::Arguments& args) const;
  void set_argument_counts(const ast::Arguments& args);
  std::uint32_t visit_defaults(const ast::Arguments& args, Location loc);
  bool visit_keyword_defaults(const ast::Arguments& args, Location loc);
  bool visit_annotations(const ast::Arguments& args, const ast::Expr* returns, Location loc);
  int visit_annotation(const std::string& name, const ast::Expr* annotation, Location loc);
  void visit_decorators(const Exprs& decorators);
  void apply_decorators(const Exprs& decorators);
  void make_function(const Code& code, std::uint32_t attributes, Location loc);

  // ---- codegen_expr.cpp ----
  void visit(const Exprs& list);
  void visit(const ast::Expr* expr);
  void visit_bool_op(const ast::BoolOpExpr& expr);
  void visit_binary(const ast::BinOpExpr& expr);
  void visit_unary(const ast::UnaryOpExpr& expr);
  void visit_ternary(const ast::IfExpr& expr);
  void visit_compare(const ast::CompareExpr& expr);
  void visit_yield(const ast::YieldExpr& expr);
  void visit_yield_from(const ast::YieldFromExpr& expr);
  void visit_joined_str(const ast::JoinedStrExpr& expr);
  void visit_formatted(const ast::FormattedValueExpr& expr);
  void visit_attribute(const ast::AttributeExpr& expr);
  void emit_compare(ast::CompareOperator op, Location loc);
  void note_static_attribute(const ast::AttributeExpr& expr);

  // ---- codegen_display.cpp: lists, tuples, sets, dicts, unpacking ----
  enum class Display { List, Tuple, Set };
  void visit_display(const Exprs& elements, Display display, ast::ExprContext context, Location loc);
  void build_display(const Exprs& elements, Display display, int pushed, Location loc);
  bool build_constant_display(const Exprs& elements, Display display, int pushed, Location loc);
  void unpack(const Exprs& targets, Location loc);
  void visit_dict(const ast::DictExpr& dict);
  void build_part_of_dict(const ast::DictExpr& dict, std::size_t begin, std::size_t end);

  // ---- codegen_call.cpp ----
  void visit_call(const ast::CallExpr& call);
  bool visit_method_call(const ast::CallExpr& call);
  void visit_arguments(int pushed, const Exprs& args, const std::vector<ast::Keyword*>& keywords, Location loc);
  void visit_unpacked_arguments(int pushed, const Exprs& args, const std::vector<ast::Keyword*>& keywords,
                                Location loc);
  void visit_keyword_dict(const std::vector<ast::Keyword*>& keywords, Location loc);
  void build_part_of_keywords(const std::vector<ast::Keyword*>& keywords, std::size_t begin, std::size_t end,
                              Location loc);
  void emit_keyword_names(const std::vector<ast::Keyword*>& keywords, Location loc);
  void check_keywords(const std::vector<ast::Keyword*>& keywords) const;
  bool is_imported_name(const ast::Expr* expr) const;
  bool is_plain_super(const ast::AttributeExpr& attribute) const;
  void visit_super_attribute(const ast::AttributeExpr& attribute, AttributeLoad load);

  // ---- codegen_comprehension.cpp ----
  void visit_comprehension(const Comp& comp);
  void visit_inlined(const Comp& comp, Scope& scope);
  void visit_iterable(const ast::Comprehension& generator);
  void build_container(const Comp& comp, bool inlined);
  void visit_generators(const Comp& comp, std::size_t index, int depth, bool iterable_on_stack);
  void emit_element(const Comp& comp, int depth);
  Location element_location(const Comp& comp) const;
  void adopt_scope(const Symbol& symbol, bool in_class, InlinedState& state);
  void isolate_name(const Symbol& symbol, NameScope outer_scope, Location loc, InlinedState& state);
  InlinedState enter_inlined(Scope& scope, Location loc);
  void leave_inlined(InlinedState& state, Location loc);
  void restore_locals(const InlinedState& state, Location loc);

  // ---- codegen_check.cpp: SyntaxWarnings ----
  void check_comparison(const ast::CompareExpr& expr);
  void check_callee(const ast::Expr* callee);
  void check_subscript(const ast::SubscriptExpr& expr);

  const SymbolTable& symbols_;
  Reporter& reporter_;
  const FutureFeatures& future_;
  std::vector<std::unique_ptr<Unit>> units_;
};

/// The location to use for an attribute access: where an expression spans lines, the line of the attribute's name.
Location attribute_location(Location loc, const ast::AttributeExpr& attribute);

/// BINARY_OP's argument.
int binary_argument(ast::Operator op, bool in_place);

/// More items than this on the stack at once, and the compiler builds collections piece by piece.
inline constexpr int kStackUseGuideline = 30;

}  // namespace gilscope::compiler
