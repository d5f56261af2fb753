#include "sim/library/modules/pickle_reduce.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "sim/library/modules/modules.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Ref builtin(Vm& vm, std::string_view name) { return share(dict_get_str(vm.builtins, vm.intern(name))); }

bool has_default_reduce(Vm& vm, TypeObject* type) {
  for (StrObject* name : {vm.names->dunder_reduce, vm.intern("__reduce_ex__")}) {
    if (lookup_special(vm, type, name) != lookup_special(vm, vm.types.object_, name)) return false;
  }
  return true;
}

Co<Ref> attributes(Vm& vm, Value v, const char* a, const char* b, const char* c) {
  Ref first = co_await vm.finish(get_attr(vm, v, a));
  if (!first) co_return nullptr;
  Ref second = co_await vm.finish(get_attr(vm, v, b));
  if (!second) co_return nullptr;
  Ref third = co_await vm.finish(get_attr(vm, v, c));
  if (!third) co_return nullptr;
  co_return vm.tuple({first, second, third});
}

/// exceptions.c: BaseException_reduce; OSError_reduce puts the file name back among the arguments.
Ref parts_of_exception(Vm& vm, ExceptionObject* e) {
  Ref arguments = share(Value(e->args));
  const bool is_os_error = lookup_in_mro(vm, e->type, vm.intern("winerror")) || lookup_in_mro(vm, e->type, vm.intern("filename"));
  if (is_os_error && e->args->length == 2 && e->extra[2] && !e->extra[2].is_none()) {
    arguments = vm.tuple({e->args->items[0], e->args->items[1], e->extra[2]});
  }
  if (e->dict == nullptr || e->dict->used == 0) return vm.tuple({Value(e->type), arguments});
  return vm.tuple({Value(e->type), arguments, Value(e->dict)});
}

/// (__newobj_ex__, (class, (function, arguments...), keywords)).
Ref parts_of_partial(Vm& vm, TypeObject* type, const TupleObject* all) {
  const TupleObject* given = as_tuple(all->items[1]);
  std::vector<Value> arguments = {all->items[0]};
  arguments.insert(arguments.end(), given->items, given->items + given->length);
  Ref packed = gilscope::make_tuple(vm.heap, arguments);
  Ref recipe = vm.tuple({Value(type), packed, all->items[2]});
  return vm.tuple({Value::none(), recipe});  // None: see save_parts in pickler.cpp
}

/// deque, defaultdict, OrderedDict, partial. Exhausted: it has no way of its own; null: it cannot be pickled.
Co<Ref> parts_of_native(Vm& vm, Value v) {
  TypeObject* type = vm.types.of(v);
  TypeObject* base = native_base(type);
  const std::string kind = full_type_name(vm, base);
  if (!has_default_reduce(vm, type)) co_return steal(Value::exhausted());
  if (kind == "collections.deque") {
    Ref maxlen = co_await vm.finish(get_attr(vm, v, "maxlen"));
    if (!maxlen) co_return nullptr;
    Ref none = vm.tuple({});
    Ref arguments = maxlen.get().is_none() ? vm.tuple({}) : vm.tuple({none, maxlen});
    Ref items = co_await vm.finish(iter(vm, v));
    if (!items) co_return nullptr;
    co_return vm.tuple({Value(type), arguments, Value::none(), items});
  }
  if (kind == "collections.defaultdict" || kind == "collections.OrderedDict") {
    Ref arguments = vm.tuple({});
    if (kind == "collections.defaultdict") {
      Ref factory = co_await vm.finish(get_attr(vm, v, "default_factory"));
      if (!factory) co_return nullptr;
      if (!factory.get().is_none()) arguments = vm.tuple({factory});
    }
    Ref view = co_await vm.finish(call_method(vm, v, vm.names->items, Args{}));
    if (!view) co_return nullptr;
    Ref pairs = co_await vm.finish(iter(vm, view));
    if (!pairs) co_return nullptr;
    co_return vm.tuple({Value(type), arguments, Value::none(), Value::none(), pairs});
  }
  if (kind == "functools.partial") {
    Ref all = co_await attributes(vm, v, "func", "args", "keywords");
    if (!all) co_return nullptr;
    co_return parts_of_partial(vm, type, as_tuple(all));
  }
  const bool has_content = base->layout == Layout::Native && base != vm.types.object_;
  const bool unfit = base->layout == Layout::Module || base->layout == Layout::Property;
  if (!has_content && !unfit) co_return steal(Value::exhausted());
  co_return vm.raise(Exc::TypeError, fmt::format("cannot pickle '{}' object", gilscope::type_name(type)));
}

}  // namespace

Co<Ref> reduce_parts(Vm& vm, Value v) {
  const Types& t = vm.types;
  TypeObject* type = t.of(v);
  if (ExceptionObject* e = as_exception(vm, v); e != nullptr && has_default_reduce(vm, type)) co_return parts_of_exception(vm, e);
  if (type == t.method) {
    auto* method = static_cast<BoundMethod*>(v.object());
    Ref name = co_await vm.finish(get_attr(vm, method->function, vm.names->dunder_name));
    if (!name) co_return nullptr;
    Ref arguments = vm.tuple({method->self, name});
    co_return vm.tuple({builtin(vm, "getattr"), arguments});
  }
  const bool of_class = type == t.method_descriptor || type == t.wrapper_descriptor;
  if (type == t.builtin_function || type == t.method_wrapper || of_class) {
    Ref name = co_await vm.finish(get_attr(vm, v, vm.names->dunder_name));
    if (!name) co_return nullptr;
    Ref self = co_await vm.finish(get_attr(vm, v, of_class ? "__objclass__" : "__self__"));
    if (!self) co_return nullptr;
    Ref arguments = vm.tuple({self, name});
    co_return vm.tuple({builtin(vm, "getattr"), arguments});
  }
  if (type == t.range || type == t.slice) {
    Ref bounds = co_await attributes(vm, v, "start", "stop", "step");
    if (!bounds) co_return nullptr;
    co_return vm.tuple({Value(type), bounds});
  }
  if (type == t.bytearray) {
    Ref data = make_bytes(vm.heap, bytes_view(v));
    Ref arguments = vm.tuple({data});
    co_return vm.tuple({Value(type), arguments});
  }
  Ref special = co_await parts_of_native(vm, v);
  if (!special || !special.get().is_exhausted()) co_return special;
  const Value protocol = Value::integer(4);
  Ref parts = co_await vm.finish(call_method(vm, v, vm.intern("__reduce_ex__"), Args{&protocol, 1, nullptr}));
  co_return parts;
}

}  // namespace gilscope
