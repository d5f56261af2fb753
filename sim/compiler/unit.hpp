// A code object in the making: everything the code generator collects about one block.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/compiler/constant_table.hpp"
#include "sim/compiler/instruction_list.hpp"
#include "sim/compiler/location.hpp"

namespace gilscope::ast {
struct Stmt;
}

namespace gilscope::compiler {

struct Scope;

/// Names in order of first use, each with its index.
class NameTable {
 public:
  explicit NameTable(int first_index = 0) : first_index_(first_index) {}

  /// The index of `name`, which is added if it is new.
  int add(const std::string& name);
  /// The index of `name`, or -1.
  int find(const std::string& name) const;
  int size() const { return static_cast<int>(names_.size()); }
  const std::vector<std::string>& names() const { return names_; }

 private:
  int first_index_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, int> index_;
};

enum class UnitKind { Module, Class, Function, Lambda, Comprehension };

/// What a return, break or continue has to undo on its way out.
enum class FrameKind {
  WhileLoop,
  ForLoop,
  TryExcept,
  FinallyTry,
  FinallyEnd,
  With,
  HandlerCleanup,
  PopValue,
  ExceptionHandler
};

struct FrameBlock {
  FrameKind kind = FrameKind::WhileLoop;
  Label begin;                                          ///< of loops: where continue goes
  Label exit;                                           ///< of loops: where break goes
  const std::vector<ast::Stmt*>* final_body = nullptr;  ///< FinallyTry
  std::string handler_name;                             ///< HandlerCleanup; empty if the exception is not named
  Location with_location;                               ///< With
};

struct Unit {
  UnitKind kind = UnitKind::Module;
  Scope* scope = nullptr;
  std::string name;
  std::string qualname;
  std::string class_name;  ///< for mangling private names
  int first_line = 1;
  int arg_count = 0;  ///< without positional-only ones, as the tree counts them
  int posonly_arg_count = 0;
  int kwonly_arg_count = 0;
  NameTable names;
  NameTable varnames;
  NameTable cellvars;
  NameTable freevars;  ///< indices go on after those of cellvars
  std::map<std::string, bool>
      fast_hidden;  ///< module and class level: locals of inlined comprehensions; true = now in one
  ConstantTable constants;
  InstructionList code;
  std::vector<FrameBlock> frames;
  std::set<std::string> static_attributes;  ///< class: names assigned as self.X in its methods
  int inlined_depth = 0;                    ///< inside this many inlined comprehensions
};

}  // namespace gilscope::compiler
