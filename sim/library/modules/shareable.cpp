// What crosses to another interpreter of the process without pickle (PEP 734).
#include <algorithm>

#include "sim/bytecode/code_object.hpp"
#include "sim/library/modules/pickle.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

bool is_stateless(Vm& vm, const FunctionObject* f) {
  const CodeObject& code = **f->code->code;
  const bool keeps = f->closure != nullptr || f->defaults != nullptr || f->kw_defaults != nullptr;
  if (keeps) return false;
  for (const Instruction& i : code.code) {
    if (i.op == Opcode::StoreGlobal || i.op == Opcode::DeleteGlobal) return false;
    if (i.op != Opcode::LoadGlobal) continue;
    StrObject* name = vm.intern(code.names[i.arg >> 1]);
    if (dict_get_str(f->globals, name) || !dict_get_str(vm.builtins, name)) return false;
  }
  return std::none_of(code.consts.begin(), code.consts.end(), [](const Constant& c) { return c.kind == ConstantKind::Code; });
}

bool is_shareable(Vm& vm, Value v) {
  const Types& t = vm.types;
  const TypeObject* type = t.of(v);
  if (type == t.tuple) {
    const TupleObject* items = as_tuple(v);
    for (std::uint32_t i = 0; i < items->length; ++i) if (!is_shareable(vm, items->items[i])) return false;
    return true;
  }
  return v.is_none() || type == t.bool_ || type == t.int_ || type == t.float_ || type == t.str || type == t.bytes;
}

}  // namespace gilscope
