// Which scope every name of a module belongs to. Rules and error texts: CPython 3.13 Python/symtable.c.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/base/diagnostic.hpp"

namespace gilscope::ast {
class Module;
}

namespace gilscope::compiler {

class Reporter;

enum class NameScope { Unknown, Local, GlobalExplicit, GlobalImplicit, Free, Cell };
enum class BlockKind { Module, Class, Function };
enum class ComprehensionKind { None, List, Set, Dict, Generator };

/// What a block does with a name.
namespace use {
inline constexpr unsigned kGlobal = 1;      ///< global statement
inline constexpr unsigned kLocal = 1 << 1;  ///< assigned
inline constexpr unsigned kParameter = 1 << 2;
inline constexpr unsigned kNonlocal = 1 << 3;  ///< nonlocal statement
inline constexpr unsigned kRead = 1 << 4;
inline constexpr unsigned kFreeInClass = 1 << 5;  ///< free in a method, and also a name of the class body around it
inline constexpr unsigned kImported = 1 << 6;
inline constexpr unsigned kAnnotated = 1 << 7;
inline constexpr unsigned kIterationVariable = 1 << 8;  ///< target of a comprehension
inline constexpr unsigned kComprehensionCell = 1 << 9;  ///< a cell of a comprehension inlined here
inline constexpr unsigned kBound = kLocal | kParameter | kImported;
}  // namespace use

struct Symbol {
  std::string name;  ///< mangled
  unsigned uses = 0;
  NameScope scope = NameScope::Unknown;
};

/// The names of a block in order of first mention.
class SymbolMap {
 public:
  Symbol* find(std::string_view name);
  const Symbol* find(std::string_view name) const { return const_cast<SymbolMap*>(this)->find(name); }
  Symbol& get(const std::string& name);  ///< adds it if it is new
  void erase(std::string_view name);

  std::vector<Symbol>& all() { return symbols_; }
  const std::vector<Symbol>& all() const { return symbols_; }

 private:
  std::vector<Symbol> symbols_;
  std::unordered_map<std::string, std::size_t> index_;
};

/// One block: the module, a class body, a function, a lambda or a comprehension.
struct Scope {
  BlockKind kind = BlockKind::Module;
  ComprehensionKind comprehension = ComprehensionKind::None;
  std::string name;
  SymbolMap symbols;
  std::vector<std::string> parameters;  ///< mangled, in slot order
  std::vector<Scope*> children;
  std::vector<std::pair<std::string, Span>> directives;  ///< global and nonlocal statements, for error places
  bool nested = false;                                   ///< inside a function
  bool generator = false;
  bool var_args = false;
  bool var_keywords = false;
  bool inlined = false;  ///< a comprehension whose code runs in the function around it (PEP 709)
  bool needs_class_cell = false;
  int iterable_depth = 0;  ///< building only: inside the iterable expression of a comprehension
  bool in_target = false;  ///< building only: inside the target of a comprehension

  bool is_function() const { return kind == BlockKind::Function; }
  /// Scope of a mangled name; Unknown if the block never mentions it.
  NameScope scope_of(std::string_view mangled) const;
};

class SymbolTable {
 public:
  /// Throws Failure for the errors that need scopes.
  SymbolTable(const ast::Module& module, Reporter& reporter, bool future_annotations);

  Scope& top() const { return *scopes_.front(); }
  /// The scope that a FunctionDefStmt, ClassDefStmt, LambdaExpr or comprehension opens; the module for a Module.
  Scope& scope_of(const void* node) const { return *by_node_.at(node); }

 private:
  friend class SymbolBuilder;
  std::vector<std::unique_ptr<Scope>> scopes_;
  std::unordered_map<const void*, Scope*> by_node_;
};

/// Decides every name's scope, bottom up, and inlines comprehensions. Part of SymbolTable's construction
/// (symbol_analysis.cpp).
void analyze_scopes(Scope& top, Reporter& reporter);

/// PEP 8's private names: "__x" inside class C is "_C__x" (Python/symtable.c, _Py_Mangle). `class_name` may be empty.
std::string mangle(std::string_view class_name, std::string_view name);

}  // namespace gilscope::compiler
