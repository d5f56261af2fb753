#include "sim/library/struct_sequence.hpp"

#include <vector>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Co<Ref> repr_co(Vm& vm, Value self) {
  const TupleObject* names = as_tuple(dict_get_str(vm.types.of(self)->dict, vm.intern("__match_args__")));
  std::string text = type_name_of(vm, self) + "(";
  for (std::uint32_t i = 0; i < names->length; ++i) {
    Ref item = co_await vm.finish(repr(vm, as_tuple(self)->items[i]));
    if (!item) co_return nullptr;
    text += (i == 0 ? "" : ", ") + to_utf8(names->items[i]) + "=" + to_utf8(item);
  }
  co_return vm.str(text + ")");
}
Ref struct_sequence_repr(Vm& vm, Value self) { return vm.start(repr_co(vm, self)); }

}  // namespace

TypeObject* make_struct_sequence_type(Vm& vm, const char* name, std::span<const GetSetSpec> fields) {
  TypeObject* type = make_type(vm, {.name = name, .base = vm.types.tuple, .flags = 0, .slots = {.repr = struct_sequence_repr}, .getset = fields});
  std::vector<Value> names;
  for (const GetSetSpec& field : fields) names.push_back(vm.intern(field.name));
  Ref tuple = gilscope::make_tuple(vm.heap, std::span<const Value>(names));
  add_type_value(vm, type, "__match_args__", tuple);
  add_type_value(vm, type, "n_sequence_fields", Value::integer(static_cast<std::int64_t>(fields.size())));
  return type;
}

Ref make_struct_sequence(Vm& vm, TypeObject* type, std::span<const Value> values) { return gilscope::make_tuple(vm.heap, values, type); }

}  // namespace gilscope
