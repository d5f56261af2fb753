// Builtins that walk iterables (Python/bltinmodule.c).

#include <fmt/core.h>

#include "sim/library/builtins.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/iteration.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// any() stops at the first true item, all() at the first false one.
Co<Ref> quantify_co(Vm& vm, Value iterable, bool stop_at) {
  Ref iterator = co_await vm.finish(iter(vm, iterable));
  if (!iterator) co_return nullptr;
  for (;;) {
    Ref item = co_await vm.finish(next(vm, iterator));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.boolean(!stop_at);
    vm.charge(Cost::IterNext);
    Ref answer = co_await vm.finish(truth(vm, item));
    if (!answer) co_return nullptr;
    if (answer.get().is_true() == stop_at) co_return vm.boolean(stop_at);
  }
}
Ref builtin_any(Vm& vm, const Args& args) { return vm.start(quantify_co(vm, args[0], true)); }
Ref builtin_all(Vm& vm, const Args& args) { return vm.start(quantify_co(vm, args[0], false)); }

Ref builtin_iter(Vm& vm, const Args& args) {
  if (!args[1]) return iter(vm, args[0]);
  if (vm.types.of(args[0])->slots.call == nullptr) return vm.raise(Exc::TypeError, "iter(v, w): v must be callable");
  return make_callable_iterator(vm, args[0], args[1]);
}

Co<Ref> next_co(Vm& vm, Value iterator, Value fallback) {
  Ref item = co_await vm.finish(next(vm, iterator));
  if (!item || !item.get().is_exhausted()) {
    if (!item && fallback && vm.raised_is(Exc::StopIteration)) {
      vm.clear_raised();
      co_return share(fallback);
    }
    co_return item;
  }
  if (fallback) co_return share(fallback);
  Ref returned = vm.thread->take_stop_value();
  co_return raise_stop_iteration(vm, returned);
}
Ref builtin_next(Vm& vm, const Args& args) {
  if (vm.types.of(args[0])->slots.next == nullptr) {
    return vm.raise(Exc::TypeError, fmt::format("'{}' object is not an iterator", type_name_of(vm, args[0])));
  }
  if (!is_plain_iterator(vm, args[0])) return vm.start(next_co(vm, args[0], args[1]));
  Ref item = next(vm, args[0]);
  if (!item || !item.get().is_exhausted()) return item;
  return args[1] ? share(args[1]) : vm.raise(Exc::StopIteration);
}

// ---- sorted ----

Co<Ref> sorted_co(Vm& vm, Value iterable, Value key, Value reverse) {
  Ref list = co_await vm.finish(list_of(vm, iterable));
  if (!list) co_return nullptr;
  Ref names = vm.tuple({vm.names->key, vm.intern("reverse")});
  const Value values[] = {key ? key : Value::none(), reverse ? reverse : Value::false_()};
  Ref done = co_await vm.finish(call_method(vm, list, vm.intern("sort"), Args{values, 0, as_tuple(names)}));
  if (!done) co_return nullptr;
  co_return list;
}
Ref builtin_sorted(Vm& vm, const Args& args) {
  if (args.count != 1) return vm.raise(Exc::TypeError, fmt::format("sorted expected 1 argument, got {}", args.count));
  Value key, reverse;
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    StrObject* name = as_str(args.keywords->items[i]);
    if (name == vm.names->key) key = args.keyword_value(i);
    else if (str_equals(name, "reverse")) reverse = args.keyword_value(i);
    else return vm.raise(Exc::TypeError, fmt::format("sort() got an unexpected keyword argument '{}'", to_utf8(name)));
  }
  return vm.start(sorted_co(vm, args[0], key, reverse));
}

// ---- min, max ----

struct Extremum {
  const char* name;
  CompareOp wins;  ///< candidate `wins` best: it becomes the best
};

/// Keyword arguments of min and max.
struct Choice { Value key, fallback; };
bool read_keywords(Vm& vm, const Args& args, const char* name, Choice& choice) {
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    StrObject* given = as_str(args.keywords->items[i]);
    if (given == vm.names->key) {
      if (!args.keyword_value(i).is_none()) choice.key = args.keyword_value(i);
    } else if (given == vm.names->default_) {
      choice.fallback = args.keyword_value(i);
    } else {
      vm.raise(Exc::TypeError, fmt::format("{}() got an unexpected keyword argument '{}'", name, to_utf8(given)));
      return false;
    }
  }
  return true;
}

Co<Ref> extremum_co(Vm& vm, const Extremum* what, Value iterable, Value key, Value fallback) {
  Ref iterator = co_await vm.finish(iter(vm, iterable));
  if (!iterator) co_return nullptr;
  Ref best, best_key;
  for (;;) {
    Ref item = co_await vm.finish(next(vm, iterator));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) break;
    vm.charge(Cost::IterNext);
    Ref item_key = item;
    if (key) item_key = co_await vm.call(key, item);
    if (!item_key) co_return nullptr;
    if (best) {
      vm.charge(Cost::ItemCompare);
      Ref result = co_await vm.finish(compare(vm, what->wins, item_key, best_key));
      if (!result) co_return nullptr;
      Ref answer = co_await vm.finish(truth(vm, result));
      if (!answer) co_return nullptr;
      if (answer.get().is_false()) continue;
    }
    best = std::move(item);
    best_key = std::move(item_key);
  }
  if (best) co_return best;
  if (fallback) co_return share(fallback);
  co_return vm.raise(Exc::ValueError, fmt::format("{}() iterable argument is empty", what->name));
}

Co<Ref> extremum_of_args_co(Vm& vm, const Extremum* what, Args args, Value key) {
  Ref all = gilscope::make_tuple(vm.heap, std::span<const Value>(args.data, args.count));
  Ref best = co_await extremum_co(vm, what, all, key, Value());
  co_return best;
}

/// Numbers given as arguments: no coroutine, no tuple.
bool extremum_of_numbers(Vm& vm, const Extremum& what, const Args& args, Ref& best) {
  for (std::uint32_t i = 0; i < args.count; ++i) if (!args[i].is_integer() && !args[i].is_real()) return false;
  Value winner = args[0];
  for (std::uint32_t i = 1; i < args.count; ++i) {
    vm.charge(Cost::ItemCompare);
    Ref answer = compare(vm, what.wins, args[i], winner);
    if (answer.get().is_true()) winner = args[i];
  }
  best = share(winner);
  return true;
}

Ref extremum(Vm& vm, const Extremum* what, const Args& args) {
  if (args.count == 0) return vm.raise(Exc::TypeError, fmt::format("{} expected at least 1 argument, got 0", what->name));
  Choice choice;
  if (!read_keywords(vm, args, what->name, choice)) return nullptr;
  if (args.count == 1) return vm.start(extremum_co(vm, what, args[0], choice.key, choice.fallback));
  if (choice.fallback) {
    return vm.raise(Exc::TypeError, fmt::format("Cannot specify a default for {}() with multiple positional arguments", what->name));
  }
  Ref best;
  if (!choice.key && extremum_of_numbers(vm, *what, args, best)) return best;
  return vm.start(extremum_of_args_co(vm, what, args, choice.key));
}

constexpr Extremum kMin = {"min", CompareOp::Lt};
constexpr Extremum kMax = {"max", CompareOp::Gt};
Ref builtin_min(Vm& vm, const Args& args) { return extremum(vm, &kMin, args); }
Ref builtin_max(Vm& vm, const Args& args) { return extremum(vm, &kMax, args); }

const NativeSpec kFunctions[] = {
    {.name = "all", .fn = builtin_all, .signature = "(iterable, /)", .cost = Cost::NativeCall},
    {.name = "any", .fn = builtin_any, .signature = "(iterable, /)", .cost = Cost::NativeCall},
    {.name = "iter", .fn = builtin_iter, .signature = "(object, sentinel=None, /)", .cost = Cost::NativeCall},
    {.name = "next", .fn = builtin_next, .signature = "(iterator, default=None, /)", .cost = Cost::NativeCall},
    {.name = "sorted", .fn = builtin_sorted, .cost = Cost::NativeCall},
    {.name = "min", .fn = builtin_min, .cost = Cost::NativeCall},
    {.name = "max", .fn = builtin_max, .cost = Cost::NativeCall},
};

}  // namespace

std::span<const NativeSpec> builtin_iteration_functions() { return kFunctions; }

}  // namespace gilscope
