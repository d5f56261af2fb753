#include <set>

#include "fmt/format.h"
#include "sim/compiler/failure.hpp"
#include "sim/compiler/symbol_table.hpp"

namespace gilscope::compiler {
namespace {

using Names = std::set<std::string>;

/// Whether `name` is free in some block directly inside `scope`.
bool free_in_a_child(const Scope& scope, const std::string& name) {
  for (const Scope* child : scope.children) {
    if (child->scope_of(name) == NameScope::Free) return true;
  }
  return false;
}

/// Analyzes one block: what the blocks around it bind comes in, the names it needs from them comes out.
class Analyzer {
 public:
  Analyzer(Scope& scope, Names bound, Names globals, bool has_outer, Reporter& reporter)
      : scope_(scope),
        bound_(std::move(bound)),
        globals_(std::move(globals)),
        has_outer_(has_outer),
        reporter_(reporter) {}

  /// Returns the names that are free here.
  Names run() {
    Names inner_bound;
    Names inner_globals;
    if (scope_.kind == BlockKind::Class) {  // names of a class body are not visible inside its methods
      inner_globals = globals_;
      inner_bound = bound_;
    }
    for (Symbol& symbol : scope_.symbols.all()) classify(symbol);
    if (scope_.kind == BlockKind::Class) {
      inner_bound.insert("__class__");
      inner_bound.insert("__classdict__");
    } else {
      if (scope_.is_function()) inner_bound = locals_;
      inner_bound.insert(bound_.begin(), bound_.end());
      inner_globals.insert(globals_.begin(), globals_.end());
    }
    Names free = analyze_children(inner_bound, inner_globals);
    if (scope_.is_function()) make_cells(free);
    if (scope_.kind == BlockKind::Class) take_class_cell(free);
    publish(free);
    free.insert(free_.begin(), free_.end());
    return free;
  }

 private:
  void classify(Symbol& symbol) {
    if ((symbol.uses & use::kGlobal) != 0) return classify_global(symbol);
    if ((symbol.uses & use::kNonlocal) != 0) return classify_nonlocal(symbol);
    if ((symbol.uses & use::kBound) != 0) {
      symbol.scope = NameScope::Local;
      locals_.insert(symbol.name);
      globals_.erase(symbol.name);
    } else if (bound_.count(symbol.name) != 0) {
      symbol.scope = NameScope::Free;
      free_.insert(symbol.name);
    } else {
      symbol.scope = NameScope::GlobalImplicit;
    }
  }

  void classify_global(Symbol& symbol) {
    if ((symbol.uses & use::kNonlocal) != 0)
      fail_at_directive(symbol.name, fmt::format("name '{}' is nonlocal and global", symbol.name));
    symbol.scope = NameScope::GlobalExplicit;
    globals_.insert(symbol.name);
    bound_.erase(symbol.name);
  }

  void classify_nonlocal(Symbol& symbol) {
    if (!has_outer_) fail_at_directive(symbol.name, "nonlocal declaration not allowed at module level");
    if (bound_.count(symbol.name) == 0) {
      fail_at_directive(symbol.name, fmt::format("no binding for nonlocal '{}' found", symbol.name));
    }
    symbol.scope = NameScope::Free;
    free_.insert(symbol.name);
  }

  [[noreturn]] void fail_at_directive(const std::string& name, const std::string& message) {
    Span span;
    for (const auto& [directive, place] : scope_.directives) {
      if (directive == name) {
        span = place;
        break;
      }
    }
    reporter_.fail(span, message);
  }

  Names analyze_children(const Names& bound, const Names& globals) {
    Names free;
    for (Scope* child : scope_.children) {
      Names child_free = Analyzer(*child, bound, globals, true, reporter_).run();
      const bool inline_it =
          child->comprehension != ComprehensionKind::None && child->comprehension != ComprehensionKind::Generator;
      if (inline_it) inline_comprehension(*child, child_free);
      free.insert(child_free.begin(), child_free.end());
    }
    splice_inlined_children();
    return free;
  }

  /// PEP 709: the names of a list, set or dict comprehension become names of this block.
  void inline_comprehension(Scope& inner, Names& inner_free) {
    inner.inlined = true;
    bool drop_class_name = false;
    for (const Symbol& symbol : inner.symbols.all()) {
      if ((symbol.uses & use::kParameter) != 0) continue;  // the iterator, passed as .0
      if (symbol.scope == NameScope::Cell || (symbol.uses & use::kComprehensionCell) != 0)
        inlined_cells_.insert(symbol.name);
      Symbol copy = symbol;
      if (symbol.scope == NameScope::Free && scope_.kind == BlockKind::Class && symbol.name == "__class__") {
        copy.scope = NameScope::GlobalImplicit;  // a class body has no __class__ yet
        inner_free.erase(symbol.name);
        drop_class_name = true;
      }
      const Symbol* existing = scope_.symbols.find(symbol.name);
      if (existing == nullptr) {
        scope_.symbols.get(copy.name) = copy;
      } else if ((existing->uses & use::kBound) != 0 && scope_.kind != BlockKind::Class &&
                 !free_in_a_child(inner, symbol.name)) {
        inner_free.erase(symbol.name);  // free there, local here: now the same variable
      }
    }
    if (drop_class_name) inner.symbols.erase("__class__");
  }

  void splice_inlined_children() {
    std::vector<Scope*> flat;
    for (Scope* child : scope_.children) {
      if (child->inlined) {
        flat.insert(flat.end(), child->children.begin(), child->children.end());
      } else {
        flat.push_back(child);
      }
    }
    scope_.children = std::move(flat);
  }

  /// A local that an inner block uses lives in a cell.
  void make_cells(Names& free) {
    for (Symbol& symbol : scope_.symbols.all()) {
      if (symbol.scope != NameScope::Local) continue;
      if (free.count(symbol.name) == 0 && inlined_cells_.count(symbol.name) == 0) continue;
      symbol.scope = NameScope::Cell;
      free.erase(symbol.name);
    }
  }

  void take_class_cell(Names& free) {
    if (free.erase("__class__") != 0) scope_.needs_class_cell = true;
    free.erase("__classdict__");
  }

  /// Passes the free names of inner blocks through this one.
  void publish(const Names& free) {
    for (const std::string& name : inlined_cells_) {
      if (Symbol* symbol = scope_.symbols.find(name)) symbol->uses |= use::kComprehensionCell;
    }
    for (const std::string& name : free) {
      if (Symbol* symbol = scope_.symbols.find(name)) {
        if (scope_.kind == BlockKind::Class) symbol->uses |= use::kFreeInClass;
      } else if (!has_outer_ || bound_.count(name) != 0) {
        scope_.symbols.get(name).scope = NameScope::Free;
      }
    }
  }

  Scope& scope_;
  Names bound_;
  Names globals_;
  const bool has_outer_;
  Reporter& reporter_;
  Names locals_;
  Names free_;
  Names inlined_cells_;
};

}  // namespace

void analyze_scopes(Scope& top, Reporter& reporter) { Analyzer(top, {}, {}, false, reporter).run(); }

}  // namespace gilscope::compiler
