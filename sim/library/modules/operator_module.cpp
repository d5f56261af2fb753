// _operator: the operators as functions, and itemgetter, attrgetter, methodcaller.
#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

template <BinaryOp kOp>
Ref op_binary(Vm& vm, const Args& a) { return binary(vm, kOp, a[0], a[1]); }
template <UnaryOp kOp>
Ref op_unary(Vm& vm, const Args& a) { return unary(vm, kOp, a[0]); }
template <CompareOp kOp>
Ref op_compare(Vm& vm, const Args& a) { return compare(vm, kOp, a[0], a[1]); }

Ref op_truth(Vm& vm, const Args& a) { return truth(vm, a[0]); }
Co<Ref> not_co(Vm& vm, Value v) {
  Ref t = co_await vm.finish(truth(vm, v));
  if (!t) co_return nullptr;
  co_return vm.boolean(t.get().is_false());
}
Ref op_not(Vm& vm, const Args& a) { return vm.start(not_co(vm, a[0])); }
Ref op_is(Vm& vm, const Args& a) { return vm.boolean(a[0] == a[1]); }
Ref op_is_not(Vm& vm, const Args& a) { return vm.boolean(!(a[0] == a[1])); }
Ref op_index(Vm& vm, const Args& a) { return as_index(vm, a[0]); }
Ref op_contains(Vm& vm, const Args& a) { return contains(vm, a[0], a[1]); }
Ref op_getitem(Vm& vm, const Args& a) { return get_item(vm, a[0], a[1]); }
Ref op_setitem(Vm& vm, const Args& a) { return set_item(vm, a[0], a[1], a[2]); }
Ref op_delitem(Vm& vm, const Args& a) { return set_item(vm, a[0], a[1], Value()); }
Ref op_call(Vm& vm, const Args& a) { return call(vm, a[0], a.without_first()); }

Co<Ref> count_of(Vm& vm, Value iterable, Value wanted, bool index) {
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) co_return nullptr;
  std::int64_t found = 0;
  for (std::int64_t at = 0;; ++at) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) break;
    Ref same = co_await vm.finish(equal(vm, item, wanted));
    if (!same) co_return nullptr;
    vm.charge(Cost::ItemCompare);
    if (!same.get().is_true()) continue;
    if (index) co_return vm.integer(at);
    ++found;
  }
  if (index) co_return vm.raise(Exc::ValueError, "sequence.index(x): x not in sequence");
  co_return vm.integer(found);
}
Ref op_count_of(Vm& vm, const Args& a) { return vm.start(count_of(vm, a[0], a[1], false)); }
Ref op_index_of(Vm& vm, const Args& a) { return vm.start(count_of(vm, a[0], a[1], true)); }

Co<Ref> hint_co(Vm& vm, Value v, Value fallback) {
  TypeObject* type = vm.types.of(v);
  if (type->slots.length) {
    Ref n = co_await vm.finish(length(vm, v));
    co_return n;
  }
  StrObject* name = vm.intern("__length_hint__");
  if (lookup_special(vm, type, name)) {
    Ref n = co_await vm.finish(call_method(vm, v, name, {}));
    if (!n || !n.get().is_not_implemented()) co_return n;
  }
  co_return fallback ? share(fallback) : vm.integer(0);
}
Ref op_length_hint(Vm& vm, const Args& a) { return vm.start(hint_co(vm, a[0], a[1])); }

// ---- itemgetter, attrgetter, methodcaller: one shape ----
struct GetterObject : Object {
  TupleObject* items;     ///< what to get; methodcaller: the positional arguments
  TupleObject* keywords;  ///< methodcaller: keyword names, may be null
  Value first;            ///< methodcaller: the method's name
};
GetterObject* getter(Value v) { return static_cast<GetterObject*>(v.object()); }

void getter_destroy(Heap& heap, Object* o) {
  auto* self = static_cast<GetterObject*>(o);
  if (self->items) heap.decref(self->items);
  if (self->keywords) heap.decref(self->keywords);
  heap.decref(self->first);
}
void getter_visit(Object* o, Visit visit, void* context) {
  auto* self = static_cast<GetterObject*>(o);
  if (self->items) visit(self->items, context);
  if (self->first) visit(self->first, context);
}

Ref getter_new(Vm& vm, TypeObject* cls, const Args& a, const char* name) {
  if (a.keyword_count()) return vm.raise(Exc::TypeError, fmt::format("{}() takes no keyword arguments", name));
  if (a.count == 0) return vm.raise(Exc::TypeError, fmt::format("{} expected 1 argument, got 0", name));
  auto* self = new_object<GetterObject>(vm, cls);
  Ref made = steal(self);
  self->items = as_tuple(make_tuple(vm.heap, {a.data, a.count}).release());
  return made;
}
Ref itemgetter_new(Vm& vm, TypeObject* cls, const Args& a) { return getter_new(vm, cls, a, "itemgetter"); }
Ref attrgetter_new(Vm& vm, TypeObject* cls, const Args& a) {
  for (std::uint32_t i = 0; i < a.count; ++i) {
    if (!is_str(a[i])) return vm.raise(Exc::TypeError, "attribute name must be a string");
  }
  return getter_new(vm, cls, a, "attrgetter");
}
Ref methodcaller_new(Vm& vm, TypeObject* cls, const Args& a) {
  if (a.count == 0) return vm.raise(Exc::TypeError, "methodcaller needs at least one argument, the method name");
  if (!is_str(a[0])) return vm.raise(Exc::TypeError, "method name must be a string");
  auto* self = new_object<GetterObject>(vm, cls);
  Ref made = steal(self);
  self->first = share(a[0]).release();
  self->items = as_tuple(make_tuple(vm.heap, {a.data + 1, a.count - 1 + a.keyword_count()}).release());
  if (a.keyword_count()) self->keywords = as_tuple(make_tuple(vm.heap, {a.keywords->items, a.keywords->length}).release());
  return made;
}

Co<Ref> attribute_path(Vm& vm, Value object, StrObject* path) {
  Ref at = share(object);
  const std::string text = to_utf8(path);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t dot = std::min(text.find('.', begin), text.size());
    at = co_await vm.finish(get_attr(vm, at, vm.intern(std::string_view(text).substr(begin, dot - begin))));
    if (!at) co_return nullptr;
    begin = dot + 1;
  }
  co_return at;
}

template <bool kAttributes>
Co<Ref> get_all(Vm& vm, Value self_value, Value object) {
  GetterObject* self = getter(self_value);
  Ref row = make_list(vm.heap);
  for (std::uint32_t i = 0; i < self->items->length; ++i) {
    Value what = self->items->items[i];
    Ref started = kAttributes ? vm.start(attribute_path(vm, object, as_str(what))) : get_item(vm, object, what);
    Ref got = co_await vm.finish(std::move(started));
    if (!got) co_return nullptr;
    if (self->items->length == 1) co_return got;
    list_append(vm.heap, as_list(row), got);
  }
  co_return make_tuple(vm.heap, {as_list(row)->items, as_list(row)->length});
}
bool one_argument(Vm& vm, const Args& a, const char* name) {
  if (a.count == 1 && !a.keyword_count()) return true;
  vm.raise(Exc::TypeError, fmt::format("{} expected 1 argument, got {}", name, a.count));
  return false;
}
Ref itemgetter_call(Vm& vm, Value self, const Args& a) {
  if (!one_argument(vm, a, "itemgetter")) return nullptr;
  if (getter(self)->items->length == 1) return get_item(vm, a[0], getter(self)->items->items[0]);
  return vm.start(get_all<false>(vm, self, a[0]));
}
Ref attrgetter_call(Vm& vm, Value self, const Args& a) {
  if (!one_argument(vm, a, "attrgetter")) return nullptr;
  return vm.start(get_all<true>(vm, self, a[0]));
}
Co<Ref> methodcaller_co(Vm& vm, Value self_value, Value object) {
  GetterObject* self = getter(self_value);
  Ref method = co_await vm.finish(get_attr(vm, object, as_str(self->first)));
  if (!method) co_return nullptr;
  const std::uint32_t named = self->keywords ? self->keywords->length : 0;
  Ref result = co_await vm.finish(call(vm, method, Args{self->items->items, self->items->length - named, self->keywords}));
  co_return result;
}
Ref methodcaller_call(Vm& vm, Value self, const Args& a) {
  if (!one_argument(vm, a, "methodcaller")) return nullptr;
  return vm.start(methodcaller_co(vm, self, a[0]));
}

/// "operator.itemgetter(1, 'a')"; a methodcaller also shows its method's name and keywords.
Co<Ref> getter_repr_co(Vm& vm, Value self_value) {
  GetterObject* self = getter(self_value);
  const std::uint32_t named = self->keywords ? self->keywords->length : 0;
  std::string text, separator;
  if (self->first) {
    Ref name = co_await vm.finish(repr(vm, self->first));
    if (!name) co_return nullptr;
    text = to_utf8(name);
    separator = ", ";
  }
  for (std::uint32_t i = 0; i < self->items->length; ++i) {
    Ref part = co_await vm.finish(repr(vm, self->items->items[i]));
    if (!part) co_return nullptr;
    text += separator;
    if (i + named >= self->items->length) text += to_utf8(self->keywords->items[i + named - self->items->length]) + "=";
    text += to_utf8(part);
    separator = ", ";
  }
  co_return vm.str(fmt::format("operator.{}({})", type_name(vm, self_value), text));
}
Ref getter_repr(Vm& vm, Value self) { return vm.start(getter_repr_co(vm, self)); }

constexpr NativeSpec two(const char* name, NativeFn fn) { return {.name = name, .fn = fn, .signature = "(a, b, /)", .cost = Cost::NativeCallSmall}; }
constexpr NativeSpec one(const char* name, NativeFn fn) { return {.name = name, .fn = fn, .signature = "(a, /)", .cost = Cost::NativeCallSmall}; }

const NativeSpec kFunctions[] = {
    two("add", op_binary<BinaryOp::Add>), two("and_", op_binary<BinaryOp::And>), two("floordiv", op_binary<BinaryOp::FloorDivide>),
    two("lshift", op_binary<BinaryOp::Lshift>), two("matmul", op_binary<BinaryOp::MatrixMultiply>), two("mul", op_binary<BinaryOp::Multiply>),
    two("mod", op_binary<BinaryOp::Remainder>), two("or_", op_binary<BinaryOp::Or>), two("pow", op_binary<BinaryOp::Power>),
    two("rshift", op_binary<BinaryOp::Rshift>), two("sub", op_binary<BinaryOp::Subtract>), two("truediv", op_binary<BinaryOp::TrueDivide>),
    two("xor", op_binary<BinaryOp::Xor>), two("concat", op_binary<BinaryOp::Add>),
    two("iadd", op_binary<BinaryOp::InplaceAdd>), two("iand", op_binary<BinaryOp::InplaceAnd>),
    two("ifloordiv", op_binary<BinaryOp::InplaceFloorDivide>), two("ilshift", op_binary<BinaryOp::InplaceLshift>),
    two("imatmul", op_binary<BinaryOp::InplaceMatrixMultiply>), two("imul", op_binary<BinaryOp::InplaceMultiply>),
    two("imod", op_binary<BinaryOp::InplaceRemainder>), two("ior", op_binary<BinaryOp::InplaceOr>), two("ipow", op_binary<BinaryOp::InplacePower>),
    two("irshift", op_binary<BinaryOp::InplaceRshift>), two("isub", op_binary<BinaryOp::InplaceSubtract>),
    two("itruediv", op_binary<BinaryOp::InplaceTrueDivide>), two("ixor", op_binary<BinaryOp::InplaceXor>),
    two("iconcat", op_binary<BinaryOp::InplaceAdd>),
    two("lt", op_compare<CompareOp::Lt>), two("le", op_compare<CompareOp::Le>), two("eq", op_compare<CompareOp::Eq>),
    two("ne", op_compare<CompareOp::Ne>), two("gt", op_compare<CompareOp::Gt>), two("ge", op_compare<CompareOp::Ge>),
    one("neg", op_unary<UnaryOp::Negative>), one("pos", op_unary<UnaryOp::Positive>), one("invert", op_unary<UnaryOp::Invert>),
    one("inv", op_unary<UnaryOp::Invert>), one("abs", op_unary<UnaryOp::Absolute>), one("index", op_index), one("truth", op_truth),
    one("not_", op_not), two("is_", op_is), two("is_not", op_is_not), two("contains", op_contains), two("getitem", op_getitem),
    {.name = "setitem", .fn = op_setitem, .signature = "(a, b, c, /)", .cost = Cost::NativeCallSmall},
    two("delitem", op_delitem), two("countOf", op_count_of), two("indexOf", op_index_of),
    {.name = "length_hint", .fn = op_length_hint, .signature = "(obj, default=0, /)", .cost = Cost::NativeCallSmall},
    {.name = "call", .fn = op_call, .cost = Cost::NativeCallSmall},
};

void add_getter(Vm& vm, ModuleObject* module, const char* name, Ref (*create)(Vm&, TypeObject*, const Args&),
                Ref (*call)(Vm&, Value, const Args&)) {
  add_class(vm, module, make_type(vm, {.name = name,
                                       .instance_bytes = sizeof(GetterObject),
                                       .slots = {.repr = getter_repr, .call = call, .create = create, .destroy = getter_destroy, .visit = getter_visit}}));
}

}  // namespace

void init_operator(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  add_getter(vm, module, "operator.itemgetter", itemgetter_new, itemgetter_call);
  add_getter(vm, module, "operator.attrgetter", attrgetter_new, attrgetter_call);
  add_getter(vm, module, "operator.methodcaller", methodcaller_new, methodcaller_call);
}

}  // namespace gilscope
