#include "sim/vm/generic_alias.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "sim/objects/list_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

GenericAliasObject* alias(Value v) { return as<GenericAliasObject>(v); }
bool is_class(Vm& vm, Value v) { return v.is_object() && v.object()->type->is_subtype_of(vm.types.type); }

/// How one argument shows in a repr: classes by their full name, `...` and None as themselves, others by repr.
Co<Ref> argument_text(Vm& vm, Value v) {
  if (v.is_ellipsis()) co_return vm.str("...");
  if (v.is_none() || v == Value(vm.types.none_type)) co_return vm.str("None");
  if (is_class(vm, v)) co_return vm.str(full_type_name(vm, as<TypeObject>(v)));
  if (is_list(v)) {
    std::string text;
    for (std::uint32_t i = 0; i < as_list(v)->length; ++i) {
      Ref item = co_await argument_text(vm, as_list(v)->items[i]);
      if (!item) co_return nullptr;
      text += (i == 0 ? "" : ", ") + to_utf8(item);
    }
    co_return vm.str("[" + text + "]");
  }
  Ref text = co_await vm.finish(repr(vm, v));
  co_return text;
}

Co<Ref> joined(Vm& vm, const TupleObject* items, const char* separator) {
  std::string text;
  for (std::uint32_t i = 0; i < items->length; ++i) {
    Ref item = co_await argument_text(vm, items->items[i]);
    if (!item) co_return nullptr;
    text += (i == 0 ? "" : separator) + to_utf8(item);
  }
  co_return vm.str(text);
}

Co<Ref> alias_repr_co(Vm& vm, Value self) {
  Ref origin = co_await argument_text(vm, alias(self)->origin);
  if (!origin) co_return nullptr;
  Ref args = co_await joined(vm, alias(self)->args, ", ");
  if (!args) co_return nullptr;
  const std::string inside = alias(self)->args->length == 0 ? "()" : to_utf8(args);
  co_return vm.str(to_utf8(origin) + "[" + inside + "]");
}
Ref alias_repr(Vm& vm, Value self) { return vm.start(alias_repr_co(vm, self)); }

Ref alias_call(Vm& vm, Value self, const Args& args) { return call(vm, alias(self)->origin, args); }

/// Everything but the alias's own attributes is the origin's.
Ref alias_get_attr(Vm& vm, Value self, StrObject* name) {
  const Names& n = *vm.names;
  const bool own = name == n.dunder_origin || name == n.dunder_args || name == n.dunder_parameters || name == n.dunder_class ||
                   name == n.dunder_mro_entries || name == n.dunder_reduce || name == n.dunder_instancecheck;
  return own ? generic_get_attr(vm, self, name) : get_attr(vm, alias(self)->origin, name);
}

Co<Ref> alias_equal_co(Vm& vm, Value a, Value b, bool wanted) {
  Ref origins = co_await vm.finish(equal(vm, alias(a)->origin, alias(b)->origin));
  if (!origins) co_return nullptr;
  if (origins.get().is_false()) co_return vm.boolean(!wanted);
  Ref args = co_await vm.finish(equal(vm, alias(a)->args, alias(b)->args));
  if (!args) co_return nullptr;
  co_return vm.boolean(args.get().is_true() == wanted);
}
Ref alias_compare(Vm& vm, Value self, Value other, CompareOp op) {
  const bool comparable = (op == CompareOp::Eq || op == CompareOp::Ne) && vm.types.of(other) == vm.types.generic_alias;
  return comparable ? vm.start(alias_equal_co(vm, self, other, op == CompareOp::Eq)) : steal(Value::not_implemented());
}
Co<Ref> alias_hash_co(Vm& vm, Value self) {
  Ref origin = co_await vm.finish(hash(vm, alias(self)->origin));
  if (!origin) co_return nullptr;
  Ref args = co_await vm.finish(hash(vm, alias(self)->args));
  if (!args) co_return nullptr;
  co_return binary(vm, BinaryOp::Xor, origin, args);
}
Ref alias_hash(Vm& vm, Value self) { return vm.start(alias_hash_co(vm, self)); }
Ref either_binary(Vm& vm, Value left, Value right, BinaryOp op) {
  return op == BinaryOp::Or ? union_of(vm, left, right) : steal(Value::not_implemented());
}
Ref alias_create(Vm& vm, TypeObject*, const Args& args) {
  if (args.count != 2) return vm.raise(Exc::TypeError, fmt::format("GenericAlias expected 2 arguments, got {}", args.count));
  return make_generic_alias(vm, args[0], args[1]);
}
void alias_destroy(Heap& heap, Object* self) {
  heap.decref(static_cast<GenericAliasObject*>(self)->origin);
  heap.decref(static_cast<Object*>(static_cast<GenericAliasObject*>(self)->args));
}
void alias_visit(Object* self, Visit visit, void* context) {
  visit(static_cast<GenericAliasObject*>(self)->origin, context);
  visit(static_cast<GenericAliasObject*>(self)->args, context);
}
Ref get_origin(Vm&, Value self) { return share(alias(self)->origin); }
Ref get_args(Vm&, Value self) { return share(alias(self)->args); }
Ref get_parameters(Vm& vm, Value) { return vm.tuple({}); }
Ref alias_mro_entries(Vm& vm, const Args& args) { return vm.tuple({alias(args[0])->origin}); }
Ref alias_instancecheck(Vm& vm, const Args&) {
  return vm.raise(Exc::TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}
Ref alias_subclasscheck(Vm& vm, const Args&) {
  return vm.raise(Exc::TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}
const NativeSpec kAliasMethods[] = {
    {.name = "__mro_entries__", .fn = alias_mro_entries, .kind = NativeKind::Method},
    {.name = "__instancecheck__", .fn = alias_instancecheck, .kind = NativeKind::Method},
    {.name = "__subclasscheck__", .fn = alias_subclasscheck, .kind = NativeKind::Method},
};
const GetSetSpec kAliasGetSet[] = {{"__origin__", get_origin}, {"__args__", get_args}, {"__parameters__", get_parameters}};

// ---- unions ----

Co<Ref> union_repr_co(Vm& vm, Value self) {
  Ref text = co_await joined(vm, as<UnionObject>(self)->args, " | ");
  co_return text;
}
Ref union_repr(Vm& vm, Value self) { return vm.start(union_repr_co(vm, self)); }
bool contains_identical(const TupleObject* t, Value v) { return std::find(t->items, t->items + t->length, v) != t->items + t->length; }
Ref union_compare(Vm& vm, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || vm.types.of(other) != vm.types.union_type) return steal(Value::not_implemented());
  const TupleObject *a = as<UnionObject>(self)->args, *b = as<UnionObject>(other)->args;
  bool same = a->length == b->length;
  for (std::uint32_t i = 0; same && i < a->length; ++i) same = contains_identical(b, a->items[i]);
  return vm.boolean(same == (op == CompareOp::Eq));
}
Ref union_hash(Vm& vm, Value self) { return vm.integer(as<UnionObject>(self)->args->length * 1000003); }
Ref union_args(Vm&, Value self) { return share(as<UnionObject>(self)->args); }
void union_destroy(Heap& heap, Object* self) { heap.decref(static_cast<Object*>(static_cast<UnionObject*>(self)->args)); }
void union_visit(Object* self, Visit visit, void* context) { visit(static_cast<UnionObject*>(self)->args, context); }
const GetSetSpec kUnionGetSet[] = {{"__args__", union_args}, {"__parameters__", get_parameters}};

bool may_be_in_union(Vm& vm, Value v) {
  return v.is_none() || is_class(vm, v) || vm.types.of(v) == vm.types.generic_alias || vm.types.of(v) == vm.types.union_type;
}
void add_alternative(Vm& vm, std::vector<Value>& all, Value v) {
  if (vm.types.of(v) == vm.types.union_type) {
    const TupleObject* args = as<UnionObject>(v)->args;
    for (std::uint32_t i = 0; i < args->length; ++i) add_alternative(vm, all, args->items[i]);
    return;
  }
  if (v.is_none()) v = vm.types.none_type;
  if (std::find(all.begin(), all.end(), v) == all.end()) all.push_back(v);
}

}  // namespace

Ref make_generic_alias(Vm& vm, Value origin, Value args) {
  Ref tuple = is_tuple(args) ? share(args) : vm.tuple({args});
  auto* a = vm.heap.make<GenericAliasObject>(vm.types.generic_alias);
  a->origin = share(origin).release();
  a->args = as_tuple(tuple.release());
  return steal(a);
}

Ref union_of(Vm& vm, Value left, Value right) {
  if (!may_be_in_union(vm, left) || !may_be_in_union(vm, right)) return steal(Value::not_implemented());
  std::vector<Value> all;
  add_alternative(vm, all, left);
  add_alternative(vm, all, right);
  if (all.size() == 1) return share(all[0]);
  Ref tuple = gilscope::make_tuple(vm.heap, std::span<const Value>(all));
  auto* u = vm.heap.make<UnionObject>(vm.types.union_type);
  u->args = as_tuple(tuple.release());
  return steal(u);
}

void install_generic_alias(Vm& vm) {
  TypeObject* type = vm.types.generic_alias;
  type->basic_bytes = sizeof(GenericAliasObject);
  type->type_flags |= kTypeBase;
  type->slots.repr = alias_repr;
  type->slots.call = alias_call;
  type->slots.get_attr = alias_get_attr;
  type->slots.compare = alias_compare;
  type->slots.hash = alias_hash;
  type->slots.binary = either_binary;
  type->slots.create = alias_create;
  type->slots.destroy = alias_destroy;
  type->slots.visit = alias_visit;
  add_methods(vm, type, kAliasMethods);
  add_getset(vm, type, kAliasGetSet);
  TypeObject* either = vm.types.union_type;
  either->basic_bytes = sizeof(UnionObject);
  either->slots.repr = union_repr;
  either->slots.compare = union_compare;
  either->slots.hash = union_hash;
  either->slots.binary = either_binary;
  either->slots.destroy = union_destroy;
  either->slots.visit = union_visit;
  add_getset(vm, either, kUnionGetSet);
}

}  // namespace gilscope
