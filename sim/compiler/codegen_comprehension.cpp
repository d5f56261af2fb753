#include "sim/compiler/codegen.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

const char* unit_name(ComprehensionKind kind) {
  switch (kind) {
    case ComprehensionKind::List: return "<listcomp>";
    case ComprehensionKind::Set: return "<setcomp>";
    case ComprehensionKind::Dict: return "<dictcomp>";
    default: return "<genexpr>";
  }
}

/// `for x in [value]`: an assignment in disguise, needs no loop. Returns the value.
const Expr* single_item(const Expr* iterable) {
  const auto* list = as<ListExpr>(iterable);
  const auto* tuple = as<TupleExpr>(iterable);
  if (list == nullptr && tuple == nullptr) return nullptr;
  const auto& elements = list != nullptr ? list->elements : tuple->elements;
  if (elements.size() != 1 || elements.front()->kind == ExprKind::Starred) return nullptr;
  return elements.front();
}

}  // namespace

void Codegen::visit_comprehension(const Comp& comp) {
  const Location loc = location_of(comp.node->span);
  Scope& scope = symbols_.scope_of(comp.node);
  if (scope.inlined) return visit_inlined(comp, scope);
  enter(UnitKind::Comprehension, unit_name(comp.kind), comp.node, comp.node->span.line);
  build_container(comp, false);
  visit_generators(comp, 0, 0, false);
  if (comp.kind == ComprehensionKind::Generator) {
    wrap_in_stop_iteration_handler();
  } else {
    emit(Opcode::ReturnValue, loc);
  }
  make_function(leave(Tail::ReturnNone), 0, loc);
  visit_iterable(comp.generators->front());
  emit(Opcode::Call, 0, loc);
}

void Codegen::visit_inlined(const Comp& comp, Scope& scope) {
  const Location loc = location_of(comp.node->span);
  visit_iterable(comp.generators->front());
  InlinedState state = enter_inlined(scope, loc);
  build_container(comp, true);
  visit_generators(comp, 0, 0, true);
  leave_inlined(state, loc);
}

void Codegen::visit_iterable(const Comprehension& generator) {
  visit(generator.iter);
  emit(Opcode::GetIter, location_of(generator.iter->span));
}

void Codegen::build_container(const Comp& comp, bool inlined) {
  const Location loc = location_of(comp.node->span);
  switch (comp.kind) {
    case ComprehensionKind::List: emit(Opcode::BuildList, 0, loc); break;
    case ComprehensionKind::Set: emit(Opcode::BuildSet, 0, loc); break;
    case ComprehensionKind::Dict: emit(Opcode::BuildMap, 0, loc); break;
    default: return;
  }
  if (inlined) emit(Opcode::Swap, 2, loc);
}

/// One `for` with its `if`s and everything inside it. `depth`: loops around it, each with its iterator on the stack.
void Codegen::visit_generators(const Comp& comp, std::size_t index, int depth, bool iterable_on_stack) {
  const Location loc = location_of(comp.node->span);
  const Comprehension& generator = (*comp.generators)[index];
  const Location iter_loc = location_of(generator.iter->span);
  const Label start = new_label();
  const Label skip = new_label();
  const Label done = new_label();
  const Expr* single = index > 0 ? single_item(generator.iter) : nullptr;
  if (single != nullptr) {
    visit(single);
  } else if (index > 0) {
    visit_iterable(generator);
  } else if (!iterable_on_stack) {
    unit().arg_count = 1;
    emit(Opcode::LoadFast, 0, loc);
  }
  if (single == nullptr) {
    ++depth;
    place(start);
    emit_jump(Opcode::ForIter, done, iter_loc);
  }
  visit(generator.target);
  for (const Expr* condition : generator.ifs) jump_if(condition, skip, false);
  if (index + 1 < comp.generators->size()) {
    visit_generators(comp, index + 1, depth, false);
  } else {
    emit_element(comp, depth);
  }
  place(skip);
  if (single != nullptr) return;
  const bool innermost = index + 1 == comp.generators->size();
  emit_jump(kJump, start, innermost ? element_location(comp) : location_of(comp.element->span));
  place(done);
  emit(Opcode::EndFor, kNoLocation);
  emit(Opcode::PopTop, kNoLocation);
}

Location Codegen::element_location(const Comp& comp) const {
  Location loc = location_of(comp.element->span);
  if (comp.value == nullptr) return loc;
  loc.end_line = comp.value->span.end_line;
  loc.end_column = comp.value->span.end_column;
  return loc;
}

void Codegen::emit_element(const Comp& comp, int depth) {
  const Location loc = element_location(comp);
  visit(comp.element);
  switch (comp.kind) {
    case ComprehensionKind::List: return emit(Opcode::ListAppend, depth + 1, loc);
    case ComprehensionKind::Set: return emit(Opcode::SetAdd, depth + 1, loc);
    case ComprehensionKind::Dict: visit(comp.value); return emit(Opcode::MapAdd, depth + 1, loc);
    default:
      emit(Opcode::YieldValue, 0, loc);
      emit(Opcode::Resume, 1, loc);
      return emit(Opcode::PopTop, loc);
  }
}

// ---- inlining (PEP 709): the comprehension's names borrow slots of the function around it ----

Codegen::InlinedState Codegen::enter_inlined(Scope& scope, Location loc) {
  InlinedState state;
  const bool in_class = unit().kind == UnitKind::Class && unit().inlined_depth == 0;
  ++unit().inlined_depth;
  for (const Symbol& symbol : scope.symbols.all()) {
    const bool bound_here = (symbol.uses & use::kLocal) != 0 && (symbol.uses & use::kNonlocal) == 0;
    const NameScope outer_scope = scope_of(symbol.name);
    adopt_scope(symbol, in_class, state);
    if (bound_here || in_class) isolate_name(symbol, outer_scope, loc, state);
  }
  if (state.pushed.empty()) return state;
  emit(Opcode::Swap, static_cast<int>(state.pushed.size()) + 1, loc);  // the iterator back on top
  state.cleanup = new_label();
  state.end = new_label();
  emit_jump(kSetupFinally, state.cleanup, loc);
  return state;
}

/// Makes `symbol` mean what it means inside the comprehension. In a function a free name keeps its outer meaning: both
/// are loaded through the same cell. In a class body nothing keeps it, since a comprehension does not see the class's
/// names.
void Codegen::adopt_scope(const Symbol& symbol, bool in_class, InlinedState& state) {
  const NameScope outer_scope = scope_of(symbol.name);
  const bool cell_of_free = symbol.scope == NameScope::Cell && outer_scope == NameScope::Free;
  if (!in_class && (symbol.scope == outer_scope || symbol.scope == NameScope::Free || cell_of_free)) return;
  Symbol& entry = unit().scope->symbols.get(symbol.name);
  state.outer_symbols.push_back(entry);
  entry.uses = symbol.uses;
  entry.scope = symbol.scope;
}

/// Saves the outer variable's value on the stack, and its cell with it.
void Codegen::isolate_name(const Symbol& symbol, NameScope outer_scope, Location loc, InlinedState& state) {
  if (!unit().scope->is_function()) {
    bool& hidden = unit().fast_hidden[symbol.name];
    if (!hidden) state.hidden.push_back(symbol.name);
    hidden = true;
  }
  emit(Opcode::LoadFastAndClear, unit().varnames.add(symbol.name), loc);
  if (symbol.scope == NameScope::Cell) {
    NameTable& table = outer_scope == NameScope::Free ? unit().freevars : unit().cellvars;
    emit(Opcode::MakeCell, table.add(symbol.name), loc);
  }
  state.pushed.push_back(symbol.name);
}

void Codegen::leave_inlined(InlinedState& state, Location loc) {
  --unit().inlined_depth;
  for (const Symbol& symbol : state.outer_symbols) unit().scope->symbols.get(symbol.name) = symbol;
  if (!state.pushed.empty()) {
    emit(kPopBlock, kNoLocation);
    emit_jump(kJumpNoInterrupt, state.end, kNoLocation);
    place(state.cleanup);
    emit(Opcode::Swap, 2, kNoLocation);  // drops the unfinished container
    emit(Opcode::PopTop, kNoLocation);
    restore_locals(state, loc);
    emit(Opcode::Reraise, 0, kNoLocation);
    place(state.end);
    restore_locals(state, loc);
  }
  for (const std::string& name : state.hidden) unit().fast_hidden[name] = false;
}

void Codegen::restore_locals(const InlinedState& state, Location loc) {
  emit(Opcode::Swap, static_cast<int>(state.pushed.size()) + 1, loc);
  for (auto it = state.pushed.rbegin(); it != state.pushed.rend(); ++it) {
    emit(kStoreFastMaybeNull, unit().varnames.add(*it), loc);
  }
}

}  // namespace gilscope::compiler
