// The classes of None, Ellipsis and NotImplemented; and the list of all data types.
#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/objects/simple_key.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

template <const char* name>
Ref fixed_repr(Vm& vm, Value) { return new_str(vm, name); }
constexpr char kNone[] = "None", kEllipsis[] = "Ellipsis", kNotImplemented[] = "NotImplemented";

Ref simple_hash_slot(Vm& vm, Value self) {
  std::uint64_t h = 0;
  simple_hash(vm.heap, self, h);
  return make_int(vm.heap, static_cast<std::int64_t>(h));
}
Ref none_truth(Vm& vm, Value) { return vm.boolean(false); }

template <const char* name>
bool no_args(Vm& vm, const Args& args) {
  if (args.count == 0 && args.keyword_count() == 0) return true;
  vm.raise(Exc::TypeError, std::string(name) + " takes no arguments");
  return false;
}
constexpr char kNoneType[] = "NoneType", kEllipsisType[] = "EllipsisType", kNotImplementedType[] = "NotImplementedType";
Ref none_create(Vm& vm, TypeObject*, const Args& args) { return no_args<kNoneType>(vm, args) ? vm.none() : nullptr; }
Ref ellipsis_create(Vm& vm, TypeObject*, const Args& args) { return no_args<kEllipsisType>(vm, args) ? steal(Value::ellipsis()) : nullptr; }
Ref not_implemented_create(Vm& vm, TypeObject*, const Args& args) { return no_args<kNotImplementedType>(vm, args) ? not_implemented() : nullptr; }

}  // namespace

void install_singletons(Vm& vm) {
  Slots& none = vm.types.none_type->slots;
  none.repr = fixed_repr<kNone>;
  none.hash = simple_hash_slot;
  none.truth = none_truth;
  none.create = none_create;
  Slots& ellipsis = vm.types.ellipsis_type->slots;
  ellipsis.repr = fixed_repr<kEllipsis>;
  ellipsis.hash = simple_hash_slot;
  ellipsis.create = ellipsis_create;
  Slots& not_done = vm.types.not_implemented_type->slots;
  not_done.repr = fixed_repr<kNotImplemented>;
  not_done.hash = simple_hash_slot;
  not_done.create = not_implemented_create;
}

void install_data_types(Vm& vm) {
  install_int(vm);
  install_float(vm);
  install_str(vm);
  install_bytes(vm);
  install_tuple(vm);
  install_list(vm);
  install_dict(vm);
  install_dict_views(vm);
  install_set(vm);
  install_range(vm);
  install_singletons(vm);
  install_data_iterators(vm);
}

}  // namespace gilscope
