// mappingproxy: the read-only view that cls.__dict__ is (Objects/descrobject.c).

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/callables.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Value mapping(Value self) { return as<MappingProxyObject>(self)->mapping; }
Value unwrapped(Vm& vm, Value v) { return vm.types.of(v) == vm.types.mappingproxy ? mapping(v) : v; }

Ref proxy_get_item(Vm& vm, Value self, Value key) { return get_item(vm, mapping(self), key); }
Ref proxy_contains(Vm& vm, Value self, Value item) { return contains(vm, mapping(self), item); }
Ref proxy_length(Vm& vm, Value self) { return length(vm, mapping(self)); }
Ref proxy_iter(Vm& vm, Value self) { return iter(vm, mapping(self)); }
Ref proxy_str(Vm& vm, Value self) { return str_of(vm, mapping(self)); }
Ref proxy_compare(Vm& vm, Value self, Value other, CompareOp op) { return compare(vm, op, mapping(self), unwrapped(vm, other)); }
Ref proxy_binary(Vm& vm, Value left, Value right, BinaryOp op) {
  if (op != BinaryOp::Or) return steal(Value::not_implemented());
  return binary(vm, op, unwrapped(vm, left), unwrapped(vm, right));
}
Co<Ref> repr_co(Vm& vm, Value self) {
  Ref inner = co_await vm.finish(repr(vm, mapping(self)));
  if (!inner) co_return nullptr;
  co_return vm.str(fmt::format("mappingproxy({})", to_utf8(inner)));
}
Ref proxy_repr(Vm& vm, Value self) { return vm.start(repr_co(vm, self)); }
Ref proxy_create(Vm& vm, TypeObject*, const Args& args) {
  if (args.count != 1) return vm.raise(Exc::TypeError, fmt::format("mappingproxy() takes exactly 1 argument ({} given)", args.count));
  TypeObject* type = vm.types.of(args[0]);
  if (type->slots.get_item == nullptr || type->layout == Layout::List || type->layout == Layout::Tuple) {
    return vm.raise(Exc::TypeError, fmt::format("mappingproxy() argument must be a mapping, not {}", type_name(type)));
  }
  return make_mapping_proxy(vm, args[0]);
}
void proxy_destroy(Heap& heap, Object* self) { heap.decref(static_cast<MappingProxyObject*>(self)->mapping); }
void proxy_visit(Object* self, Visit visit, void* context) { visit(static_cast<MappingProxyObject*>(self)->mapping, context); }

/// The mapping's own method of the same name.
template <const char* kName>
Ref forward(Vm& vm, const Args& args) {
  return call_method(vm, mapping(args[0]), vm.intern(kName), args.without_first());
}
constexpr char kGet[] = "get", kKeys[] = "keys", kValues[] = "values", kItems[] = "items", kCopy[] = "copy";

const NativeSpec kMethods[] = {
    {.name = "get", .fn = forward<kGet>, .kind = NativeKind::Method},       {.name = "keys", .fn = forward<kKeys>, .kind = NativeKind::Method},
    {.name = "values", .fn = forward<kValues>, .kind = NativeKind::Method}, {.name = "items", .fn = forward<kItems>, .kind = NativeKind::Method},
    {.name = "copy", .fn = forward<kCopy>, .kind = NativeKind::Method},
};

}  // namespace

Ref make_mapping_proxy(Vm& vm, Value mapping) {
  auto* proxy = vm.heap.make<MappingProxyObject>(vm.types.mappingproxy);
  proxy->mapping = share(mapping).release();
  return steal(proxy);
}

void install_mapping_proxy(Vm& vm) {
  TypeObject* type = vm.types.mappingproxy;
  type->basic_bytes = sizeof(MappingProxyObject);
  type->slots.get_item = proxy_get_item;
  type->slots.contains = proxy_contains;
  type->slots.length = proxy_length;
  type->slots.iter = proxy_iter;
  type->slots.repr = proxy_repr;
  type->slots.str = proxy_str;
  type->slots.compare = proxy_compare;
  type->slots.binary = proxy_binary;
  type->slots.create = proxy_create;
  type->slots.destroy = proxy_destroy;
  type->slots.visit = proxy_visit;
  add_methods(vm, type, kMethods);
}

}  // namespace gilscope
