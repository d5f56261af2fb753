// A Python constant as the front end knows it: what a literal denotes, before any modeled object exists.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace gilscope {

struct CodeObject;

enum class ConstantKind { None, True, False, Ellipsis, Int, Float, Str, Bytes, Tuple, FrozenSet, Code };

struct Constant {
  ConstantKind kind = ConstantKind::None;
  std::string text;  ///< Int: decimal digits with optional '-'; Str: UTF-8 (lone surrogates as 3-byte WTF-8); Bytes: the bytes
  double real = 0;   ///< Float
  std::vector<Constant> items;             ///< Tuple, FrozenSet (in insertion order)
  std::shared_ptr<const CodeObject> code;  ///< Code
};

}  // namespace gilscope
