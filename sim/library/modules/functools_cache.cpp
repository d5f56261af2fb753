// _functools._lru_cache_wrapper: what @lru_cache and @cache make of a function. In CPython it is C code: under a GIL a hit is indivisible,
// and two threads that miss the same key both call the function (Modules/_functoolsmodule.c).
#include <vector>

#include "sim/library/modules/functools_module.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

struct CacheObject : Object {
  Value function;
  Value info_class;   ///< what cache_info() returns an instance of
  DictObject* results;  ///< key -> result, least recently used first
  Value mark;         ///< stands between positional and keyword arguments in a key
  std::int64_t max_size;  ///< -1: unbounded
  std::int64_t hits, misses;
  bool typed;
};
CacheObject* cache_of(Value v) { return static_cast<CacheObject*>(v.object()); }

void cache_destroy(Heap& heap, Object* o) {
  auto* self = static_cast<CacheObject*>(o);
  heap.decref(self->function);
  heap.decref(self->info_class);
  heap.decref(self->mark);
  if (self->results) heap.decref(self->results);
}
void cache_visit(Object* o, Visit visit, void* context) {
  auto* self = static_cast<CacheObject*>(o);
  for (Value v : {self->function, self->info_class, self->mark, Value(self->results)}) if (v) visit(v, context);
}

Ref cache_new(Vm& vm, TypeObject* cls, const Args& args) {
  Value a[4];
  if (!bind_arguments(vm, "_lru_cache_wrapper", args, {"user_function", "maxsize", "typed", "cache_info_type"}, 4, 4, a)) return nullptr;
  if (!vm.types.of(a[0])->slots.call) return vm.raise(Exc::TypeError, "the first argument must be callable");
  std::int64_t max_size = -1;
  if (!a[1].is_none() && !as_int64(a[1], max_size)) return vm.raise(Exc::TypeError, "maxsize should be integer or None");
  auto* self = new_object<CacheObject>(vm, cls);
  Ref made = steal(self);
  self->function = share(a[0]).release();
  self->info_class = share(a[3]).release();
  self->results = as_dict(make_dict(vm.heap).release());
  self->mark = make_tuple(vm.heap, {}).release();
  self->max_size = a[1].is_none() ? -1 : std::max<std::int64_t>(max_size, 0);
  self->typed = a[2].is_true();
  return made;
}

/// One int or str argument is its own key; otherwise a tuple of arguments, the mark, names and values, and the types if they matter.
Ref make_key(Vm& vm, CacheObject* self, const Args& a) {
  const std::uint32_t keywords = a.keyword_count();
  if (!self->typed && keywords == 0 && a.count == 1 && (a[0].is_integer() || (a[0].is_object() && (a[0].object()->type == vm.types.str || a[0].object()->type == vm.types.int_)))) {
    return share(a[0]);
  }
  std::vector<Value> parts(a.data, a.data + a.count);
  if (keywords) parts.push_back(self->mark);
  for (std::uint32_t i = 0; i < keywords; ++i) {
    parts.push_back(a.keywords->items[i]);
    parts.push_back(a.keyword_value(i));
  }
  if (self->typed) for (std::uint32_t i = 0; i < a.count + keywords; ++i) parts.push_back(vm.types.of(a[i]));
  vm.charge(Cost::AllocGc);
  return make_tuple(vm.heap, std::span<const Value>(parts));
}

Co<Ref> cache_call_co(Vm& vm, Value self_value, Args a) {
  Ref keep = share(self_value);
  CacheObject* self = cache_of(self_value);
  Ref key = make_key(vm, self, a);
  vm.charge(Cost::DictProbe);
  Ref found = co_await vm.finish(dict_get(vm, self->results, key));
  if (!found) co_return nullptr;
  if (!found.get().is_exhausted()) {
    ++self->hits;
    if (self->max_size > 0) {  // to the most recently used end
      Ref moved = co_await vm.finish(dict_remove(vm, self->results, key));
      if (!moved) co_return nullptr;
      Ref done = co_await vm.finish(dict_set(vm, self->results, key, found));
      if (!done) co_return nullptr;
    }
    co_return found;
  }
  ++self->misses;
  Ref result = co_await vm.finish(call(vm, self->function, a));
  if (!result || self->max_size == 0) co_return result;
  vm.charge(Cost::DictInsert);
  Ref done = co_await vm.finish(dict_set(vm, self->results, key, result));
  if (!done) co_return nullptr;
  while (self->max_size > 0 && self->results->used > self->max_size) {
    Ref oldest = dict_take(vm.heap, self->results, dict_next(self->results, 0));
  }
  co_return result;
}
Ref cache_call(Vm& vm, Value self, const Args& a) { return vm.start(cache_call_co(vm, self, a)); }

Ref cache_bind(Vm& vm, Value self, Value object, Value) { return object ? make_bound_method(vm, self, object) : share(self); }

Co<Ref> info_co(Vm& vm, Value self_value) {
  CacheObject* self = cache_of(self_value);
  const Value limit = self->max_size < 0 ? Value::none() : Value::integer(self->max_size);
  Ref info = co_await vm.call(self->info_class, Value::integer(self->hits), Value::integer(self->misses), limit,
                              Value::integer(self->results->used));
  co_return info;
}
Ref cache_info(Vm& vm, const Args& a) { return vm.start(info_co(vm, a[0])); }
Ref cache_clear(Vm& vm, const Args& a) {
  CacheObject* self = cache_of(a[0]);
  self->hits = self->misses = 0;
  dict_clear(vm.heap, self->results);
  return vm.none();
}
Ref cache_copy(Vm&, const Args& a) { return share(a[0]); }

const NativeSpec kMethods[] = {
    {.name = "cache_info", .fn = cache_info, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "cache_clear", .fn = cache_clear, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "__copy__", .fn = cache_copy, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__deepcopy__", .fn = cache_copy, .kind = NativeKind::Method},
};

}  // namespace

void add_cache(Vm& vm, ModuleObject* module) {
  TypeObject* type = make_type(vm, {.name = "functools._lru_cache_wrapper",
                                    .instance_bytes = sizeof(CacheObject),
                                    .flags = kTypeBase | kTypeHasDict,
                                    .slots = {.call = cache_call, .descr_get = cache_bind, .create = cache_new, .destroy = cache_destroy,
                                              .visit = cache_visit},
                                    .methods = kMethods});
  add_class(vm, module, type);
}

}  // namespace gilscope
