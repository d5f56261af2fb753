// NativeSpec::signature, parsed once per run: how positional and keyword arguments of a native call find their parameters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/objects/objects.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

struct SignatureInfo {
  enum class Kind : std::uint8_t { PositionalOnly, PositionalOrKeyword, KeywordOnly, VarArgs, VarKeywords };
  struct Parameter {
    std::string text;
    StrObject* name;  ///< interned
    Kind kind;
    bool required;
  };
  std::vector<Parameter> parameters;
  std::uint32_t positional = 0;           ///< how many take positional arguments
  std::uint32_t required_positional = 0;
  int var_args = -1;                      ///< index of *args, or -1
  int var_keywords = -1;
  bool has_self = false;                  ///< a method: counts in messages leave self out
  bool only_positional = false;           ///< neither keywords nor *args: the common case
};

/// Parses "(self, iterable=(), /, *, key=None)".
SignatureInfo parse_signature(Vm& vm, const NativeSpec& spec, bool has_self);
const SignatureInfo& signature_of(Vm& vm, const NativeSpec& spec, bool has_self);

/// Fills `out` (one Value per parameter, nulls at entry; *args and **kw as new references, the rest borrowed). False: TypeError is set.
bool bind_native(Vm& vm, const NativeSpec& spec, const SignatureInfo& signature, const Args& args, Value* out);

}  // namespace gilscope
