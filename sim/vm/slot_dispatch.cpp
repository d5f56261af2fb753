// The dispatchers: what the slots of a Python class hold where the class defines the special method itself.

#include "sim/vm/slot_dispatch.hpp"

#include <array>
#include <span>
#include <vector>

#include <fmt/core.h>

#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/dispatchers.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// Called with self in front instead of being bound first: no Python code can tell the difference.
bool takes_self_directly(Vm& vm, Value method) {
  TypeObject* type = vm.types.of(method);
  return type == vm.types.function || type == vm.types.method_descriptor || type == vm.types.wrapper_descriptor;
}

Co<Ref> call_special_co(Vm& vm, Value self, StrObject* name, int count, Value a, Value b) {
  Ref method = share(lookup_special(vm, vm.types.of(self), name));
  if (!method) co_return raise_no_attribute(vm, self, name);
  const std::array<Value, 3> args = {self, a, b};
  const std::size_t n = static_cast<std::size_t>(count);
  if (takes_self_directly(vm, method)) {
    Ref result = co_await vm.call(method, std::span<const Value>(args.data(), n + 1));
    co_return result;
  }
  Ref bound = co_await vm.finish(bind_descriptor(vm, method, self, vm.types.of(self)));
  if (!bound) co_return nullptr;
  Ref result = co_await vm.call(bound, std::span<const Value>(args.data() + 1, n));
  co_return result;
}

Ref raise_result_type(Vm& vm, const char* what, const char* wanted, Value got) {
  return vm.raise(Exc::TypeError, fmt::format("{} returned non-{} (type {})", what, wanted, type_name_of(vm, got)));
}

/// `asked`: the method that was wanted; object.__str__ calls __repr__.
Co<Ref> text_co(Vm& vm, Value self, StrObject* name, StrObject* asked) {
  Ref text = co_await vm.finish(call_special(vm, self, name));
  if (text && !is_str(text)) co_return raise_result_type(vm, utf8_of(asked).c_str(), "string", text);
  co_return text;
}

Co<Ref> hash_co(Vm& vm, Value self) {
  Ref result = co_await vm.finish(call_special(vm, self, vm.names->dunder_hash));
  if (!result) co_return nullptr;
  if (!is_int(result)) co_return vm.raise(Exc::TypeError, "__hash__ method should return an integer");
  std::int64_t small = 0;
  if (!as_int64(result, small)) co_return hash(vm, result);
  co_return vm.integer(small == -1 ? -2 : small);
}

Co<Ref> truth_co(Vm& vm, Value self) {
  Ref result = co_await vm.finish(call_special(vm, self, vm.names->dunder_bool));
  if (result && !result.get().is_bool()) {
    co_return vm.raise(Exc::TypeError, fmt::format("__bool__ should return bool, returned {}", type_name_of(vm, result)));
  }
  co_return result;
}

Co<Ref> length_co(Vm& vm, Value self) {
  Ref result = co_await vm.finish(call_special(vm, self, vm.names->dunder_len));
  if (!result) co_return nullptr;
  Ref n = co_await vm.finish(as_index(vm, result));
  if (!n) co_return nullptr;
  if (int_sign(n) < 0) co_return vm.raise(Exc::ValueError, "__len__() should return >= 0");
  std::int64_t small = 0;
  if (!as_int64(n, small)) co_return vm.raise(Exc::OverflowError, "cannot fit 'int' into an index-sized integer");
  co_return n;
}

Co<Ref> int_result_co(Vm& vm, Value self, StrObject* name) {
  Ref result = co_await vm.finish(call_special(vm, self, name));
  if (result && !is_int(result)) co_return raise_result_type(vm, utf8_of(name).c_str(), "int", result);
  co_return result;
}

Co<Ref> float_result_co(Vm& vm, Value self) {
  Ref result = co_await vm.finish(call_special(vm, self, vm.names->dunder_float));
  if (result && !is_float(result)) {
    co_return raise_result_type(vm, (type_name_of(vm, self) + ".__float__").c_str(), "float", result);
  }
  co_return result;
}

Co<Ref> contains_co(Vm& vm, Value self, Value item) {
  Ref found = co_await vm.finish(call_special(vm, self, vm.names->dunder_contains, 1, item));
  if (!found) co_return nullptr;
  Ref answer = co_await vm.finish(truth(vm, found));
  co_return answer;
}

Co<Ref> iter_co(Vm& vm, Value self) {
  Ref iterator = co_await vm.finish(call_special(vm, self, vm.names->dunder_iter));
  if (iterator && vm.types.of(iterator)->slots.next == nullptr) {
    co_return vm.raise(Exc::TypeError, fmt::format("iter() returned non-iterator of type '{}'", type_name_of(vm, iterator)));
  }
  co_return iterator;
}

Co<Ref> next_co(Vm& vm, Value self) {
  Ref item = co_await vm.finish(call_special(vm, self, vm.names->dunder_next));
  if (item || !vm.raised_is(Exc::StopIteration)) co_return item;
  Ref stop = vm.take_raised();
  Value value = as<ExceptionObject>(stop)->notes_or_value;
  vm.thread->take_stop_value();
  vm.thread->stop_value = value && !value.is_none() ? share(value).release() : Value();
  co_return steal(Value::exhausted());
}

/// args with one value in front.
std::vector<Value> with_first(Value first, const Args& args) {
  const std::size_t total = args.count + args.keyword_count();
  std::vector<Value> all;
  all.reserve(total + 1);
  all.push_back(first);
  all.insert(all.end(), args.data, args.data + total);
  return all;
}

Co<Ref> call_with_first_co(Vm& vm, Value callee, Value first, Args args) {
  Ref held = share(callee);
  const std::vector<Value> all = with_first(first, args);
  Ref result = co_await vm.finish(call(vm, held, Args{all.data(), args.count + 1, args.keywords}));
  co_return result;
}

Co<Ref> bind_and_call_co(Vm& vm, Value method, Value self, Args args) {
  Ref held = share(method);
  Ref bound = co_await vm.finish(bind_descriptor(vm, held, self, vm.types.of(self)));
  if (!bound) co_return nullptr;
  Ref result = co_await vm.finish(call(vm, bound, args));
  co_return result;
}

/// type(self).name(self, *args).
Ref call_special_args(Vm& vm, Value self, StrObject* name, const Args& args) {
  Value method = lookup_special(vm, vm.types.of(self), name);
  if (!method) return raise_no_attribute(vm, self, name);
  if (vm.types.of(method) == vm.types.function) {
    const std::vector<Value> all = with_first(self, args);
    return call(vm, method, Args{all.data(), args.count + 1, args.keywords});
  }
  if (takes_self_directly(vm, method)) return vm.start(call_with_first_co(vm, method, self, args));
  return vm.start(bind_and_call_co(vm, method, self, args));
}

Co<Ref> init_co(Vm& vm, Value self, Args args) {
  Ref result = co_await vm.finish(call_special_args(vm, self, vm.names->dunder_init, args));
  if (result && !result.get().is_none()) {
    co_return vm.raise(Exc::TypeError, fmt::format("__init__() should return None, not '{}'", type_name_of(vm, result)));
  }
  co_return result;
}

Co<Ref> discard_co(Vm& vm, Value self, StrObject* name, int count, Value a, Value b) {
  Ref result = co_await vm.finish(call_special(vm, self, name, count, a, b));
  if (!result) co_return nullptr;
  co_return vm.none();
}

/// What __getattribute__ is when no Python class defines it: classes and modules have their own.
auto native_get_attr(Vm& vm, Value self) { return native_base(vm.types.of(self))->slots.get_attr; }

/// Attribute access of a class with __getattr__ (and perhaps __getattribute__): the one after the other failed.
Co<Ref> get_attr_co(Vm& vm, Value self, StrObject* name, bool own_getattribute) {
  Ref result;
  if (own_getattribute) result = co_await vm.finish(call_special(vm, self, vm.names->dunder_getattribute, 1, name));
  else result = co_await vm.finish(native_get_attr(vm, self)(vm, self, name));
  if (result || !vm.raised_is(Exc::AttributeError)) co_return result;
  if (!lookup_special(vm, vm.types.of(self), vm.names->dunder_getattr)) co_return nullptr;
  vm.clear_raised();
  result = co_await vm.finish(call_special(vm, self, vm.names->dunder_getattr, 1, name));
  co_return result;
}

}  // namespace

Ref call_special(Vm& vm, Value self, StrObject* name, int count, Value a, Value b) {
  Value method = lookup_special(vm, vm.types.of(self), name);
  if (method && vm.types.of(method) == vm.types.function) {
    const std::array<Value, 3> args = {self, a, b};
    return call(vm, method, Args{args.data(), static_cast<std::uint32_t>(count) + 1, nullptr});
  }
  return vm.start(call_special_co(vm, self, name, count, a, b));
}

namespace {

Co<Ref> call_with_co(Vm& vm, Value callee, int count, Value a, Value b, Value c) {
  Ref held = share(callee);
  const std::array<Value, 3> args = {a, b, c};
  Ref result = co_await vm.call(held, std::span<const Value>(args.data(), static_cast<std::size_t>(count)));
  co_return result;
}

}  // namespace

Ref call_with(Vm& vm, Value callee, int count, Value a, Value b, Value c) {
  if (vm.types.of(callee) != vm.types.function) return vm.start(call_with_co(vm, callee, count, a, b, c));
  const std::array<Value, 3> args = {a, b, c};
  return call(vm, callee, Args{args.data(), static_cast<std::uint32_t>(count), nullptr});
}

Ref dispatch_repr(Vm& vm, Value self) { return vm.start(text_co(vm, self, vm.names->dunder_repr, vm.names->dunder_repr)); }
Ref dispatch_str(Vm& vm, Value self) { return vm.start(text_co(vm, self, vm.names->dunder_str, vm.names->dunder_str)); }
Ref str_through_repr(Vm& vm, Value self) {
  if (vm.types.of(self)->slots.repr != dispatch_repr) return repr(vm, self);
  return vm.start(text_co(vm, self, vm.names->dunder_repr, vm.names->dunder_str));
}
Ref dispatch_hash(Vm& vm, Value self) {
  if (lookup_special(vm, vm.types.of(self), vm.names->dunder_hash).is_none()) return hash_unhashable(vm, self);
  return vm.start(hash_co(vm, self));
}
Ref dispatch_truth(Vm& vm, Value self) { return vm.start(truth_co(vm, self)); }
Ref dispatch_length(Vm& vm, Value self) { return vm.start(length_co(vm, self)); }

Ref dispatch_compare(Vm& vm, Value self, Value other, CompareOp op) {
  StrObject* name = vm.names->compare[static_cast<int>(op)];
  Value method = lookup_special(vm, vm.types.of(self), name);
  if (!method || method.is_none()) return steal(Value::not_implemented());
  return call_special(vm, self, name, 1, other);
}

Ref dispatch_unary(Vm& vm, Value self, UnaryOp op) {
  StrObject* name = vm.names->unary[static_cast<int>(op)];
  if (!lookup_special(vm, vm.types.of(self), name)) return steal(Value::not_implemented());
  return call_special(vm, self, name);
}

Ref dispatch_as_int(Vm& vm, Value self) { return vm.start(int_result_co(vm, self, vm.names->dunder_int)); }
Ref dispatch_as_float(Vm& vm, Value self) { return vm.start(float_result_co(vm, self)); }
Ref dispatch_as_index(Vm& vm, Value self) { return vm.start(int_result_co(vm, self, vm.names->dunder_index)); }
Ref dispatch_get_item(Vm& vm, Value self, Value key) { return call_special(vm, self, vm.names->dunder_getitem, 1, key); }

Ref dispatch_set_item(Vm& vm, Value self, Value key, Value value) {
  StrObject* name = value ? vm.names->dunder_setitem : vm.names->dunder_delitem;
  vm.charge(Cost::AttributeSlow);  // slot_mp_ass_subscript looks the method up, also where the class has only the other of the two
  if (!lookup_special(vm, vm.types.of(self), name)) {
    return vm.raise(Exc::TypeError, fmt::format("'{}' object does{} support item {}", type_name_of(vm, self), value ? " not" : "n't",
                                                value ? "assignment" : "deletion"));
  }
  return vm.start(discard_co(vm, self, name, value ? 2 : 1, key, value));
}

Ref dispatch_contains(Vm& vm, Value self, Value item) {
  if (lookup_special(vm, vm.types.of(self), vm.names->dunder_contains).is_none()) {
    return vm.raise(Exc::TypeError, fmt::format("'{}' object is not a container", type_name_of(vm, self)));
  }
  return vm.start(contains_co(vm, self, item));
}

Ref dispatch_iter(Vm& vm, Value self) {
  if (lookup_special(vm, vm.types.of(self), vm.names->dunder_iter).is_none()) {
    return vm.raise(Exc::TypeError, fmt::format("'{}' object is not iterable", type_name_of(vm, self)));
  }
  return vm.start(iter_co(vm, self));
}

Ref dispatch_next(Vm& vm, Value self) { return vm.start(next_co(vm, self)); }
Ref dispatch_call(Vm& vm, Value self, const Args& args) { return call_special_args(vm, self, vm.names->dunder_call, args); }
Ref dispatch_init(Vm& vm, Value self, const Args& args) { return vm.start(init_co(vm, self, args)); }

Ref dispatch_create(Vm& vm, TypeObject* cls, const Args& args) {
  Value method = lookup_in_mro(vm, cls, vm.names->dunder_new);
  if (vm.types.of(method)->is_subtype_of(vm.types.staticmethod)) method = as<WrappedCallable>(method)->callable;
  if (vm.types.of(method) == vm.types.function) {
    const std::vector<Value> all = with_first(cls, args);
    return call(vm, method, Args{all.data(), args.count + 1, args.keywords});
  }
  return vm.start(call_with_first_co(vm, method, cls, args));
}

Ref dispatch_get_attr(Vm& vm, Value self, StrObject* name) {
  TypeObject* type = vm.types.of(self);
  Value getattribute = lookup_special(vm, type, vm.names->dunder_getattribute);
  const bool own = vm.types.of(getattribute) != vm.types.wrapper_descriptor;
  if (!own && native_get_attr(vm, self) == generic_get_attr) {  // only __getattr__: nothing of Python runs as long as the ordinary lookup succeeds without descriptors
    Value found = lookup_in_mro(vm, type, name);
    const bool simple = !found || takes_self_directly(vm, found) || vm.types.of(found)->slots.descr_get == nullptr;
    if (simple) {
      Ref result = find_generic(vm, self, name);
      if (!result || !result.get().is_exhausted()) return result;
      vm.charge(Cost::AttributeSlow);
      return call_special(vm, self, vm.names->dunder_getattr, 1, name);
    }
  }
  return vm.start(get_attr_co(vm, self, name, own));
}

Ref dispatch_set_attr(Vm& vm, Value self, StrObject* name, Value value) {
  if (value) return vm.start(discard_co(vm, self, vm.names->dunder_setattr, 2, name, value));
  return vm.start(discard_co(vm, self, vm.names->dunder_delattr, 1, name, Value()));
}

Ref dispatch_descr_get(Vm& vm, Value descriptor, Value object, Value type) {
  if (!lookup_special(vm, vm.types.of(descriptor), vm.names->dunder_get)) return share(descriptor);
  return call_special(vm, descriptor, vm.names->dunder_get, 2, object ? object : Value::none(), type ? type : Value::none());
}

Ref dispatch_descr_set(Vm& vm, Value descriptor, Value object, Value value) {
  StrObject* name = value ? vm.names->dunder_set : vm.names->dunder_delete;
  if (!lookup_special(vm, vm.types.of(descriptor), name)) return vm.raise(Exc::AttributeError, utf8_of(name));
  return vm.start(discard_co(vm, descriptor, name, value ? 2 : 1, object, value));
}

}  // namespace gilscope
