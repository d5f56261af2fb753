#include "sim/library/simple_namespace.hpp"

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Ref namespace_create(Vm& vm, TypeObject* cls, const Args&) { return steal(new_object(vm, cls)); }

Ref namespace_init(Vm& vm, Value self, const Args& args) {
  if (args.count > 1) return vm.raise(Exc::TypeError, fmt::format("SimpleNamespace expected at most 1 argument, got {}", args.count));
  if (args.count == 1) {
    if (!is_dict(args[0])) return vm.raise(Exc::TypeError, fmt::format("'{}' object is not a mapping", type_name_of(vm, args[0])));
    const DictObject* d = as_dict(args[0]);
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      if (!is_str(d->entries[i].key)) return vm.raise(Exc::TypeError, "keywords must be strings");
      set_instance_attribute(vm, self.object(), intern(vm.heap, as_str(exact_str(vm.heap, d->entries[i].key))), d->entries[i].value);
    }
  }
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    set_instance_attribute(vm, self.object(), intern(vm.heap, as_str(args.keywords->items[i])), args.keyword_value(i));
  }
  return vm.none();
}

Co<Ref> repr_co(Vm& vm, Value self) {
  const std::string name = utf8_of(vm.types.of(self)->name);
  const std::string shown = name == "SimpleNamespace" ? "namespace" : name;
  if (!enter_repr(vm, self.object())) co_return vm.str(shown + "(...)");
  Ref dict = dict_copy(vm.heap, instance_dict(vm, self.object()));
  const DictObject* d = as_dict(dict);
  std::string text = shown + "(";
  bool failed = false;
  for (std::int64_t i = dict_next(d, 0); i >= 0 && !failed; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
    Ref value = co_await vm.finish(repr(vm, d->entries[i].value));
    failed = !value;
    if (!failed) text += (text.back() == '(' ? "" : ", ") + to_utf8(d->entries[i].key) + "=" + to_utf8(value);
  }
  leave_repr(vm, self.object());
  if (failed) co_return nullptr;
  co_return vm.str(text + ")");
}
Ref namespace_repr(Vm& vm, Value self) { return vm.start(repr_co(vm, self)); }

Co<Ref> equal_co(Vm& vm, Value a, Value b, bool wanted) {
  Ref same = co_await vm.finish(equal(vm, instance_dict(vm, a.object()), instance_dict(vm, b.object())));
  if (!same) co_return nullptr;
  co_return vm.boolean(same.get().is_true() == wanted);
}
Ref namespace_compare(Vm& vm, Value self, Value other, CompareOp op) {
  const bool comparable = (op == CompareOp::Eq || op == CompareOp::Ne) && vm.types.of(other)->slots.repr == namespace_repr;
  return comparable ? vm.start(equal_co(vm, self, other, op == CompareOp::Eq)) : steal(Value::not_implemented());
}

void namespace_destroy(Heap& heap, Object* self) { drop_attribute_fields(heap, self); }

Ref get_dict(Vm& vm, Value self) { return share(instance_dict(vm, self.object())); }
const GetSetSpec kGetSet[] = {{"__dict__", get_dict}};

}  // namespace

TypeObject* make_simple_namespace_type(Vm& vm) {
  return make_type(vm, {.name = "types.SimpleNamespace", .instance_bytes = sizeof(Object), .flags = kTypeBase | kTypeHasDict,
                        .slots = {.repr = namespace_repr, .compare = namespace_compare, .create = namespace_create, .init = namespace_init,
                                  .destroy = namespace_destroy, .visit = visit_attribute_fields},
                        .getset = kGetSet});
}

Ref make_simple_namespace(Vm& vm, TypeObject* type, std::initializer_list<std::pair<std::string_view, Value>> attributes) {
  Ref ns = steal(new_object(vm, type));
  for (const auto& [name, value] : attributes) set_instance_attribute(vm, ns.get().object(), vm.intern(name), value);
  return ns;
}

}  // namespace gilscope
