// Searching, comparing and showing runs of items, with Python's __eq__, __lt__ and __repr__ where they have them.
#include <fmt/format.h>

#include "sim/library/type_helpers.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

Co<Ref> find_item_co(Vm& vm, Value container, Value wanted, std::int64_t begin, std::int64_t end, FoundThen then) {
  std::int64_t found = -1;
  for (std::int64_t i = begin; found < 0 && i < end && i < static_cast<std::int64_t>(items_of(container).length); ++i) {
    Ref item = share(items_of(container).items[i]);
    vm.charge(Cost::ItemCompare);
    Ref same = co_await vm.finish(equal(vm, item, wanted));
    if (!same) co_return nullptr;
    if (same.get().is_true()) found = i;
  }
  Ref result = co_await vm.finish(then(vm, container, wanted, found));
  co_return result;
}

Co<Ref> count_items_co(Vm& vm, Value container, Value wanted, std::uint32_t begin, std::int64_t count) {
  for (std::uint32_t i = begin; i < items_of(container).length; ++i) {
    Ref item = share(items_of(container).items[i]);
    vm.charge(Cost::ItemCompare);
    Ref same = co_await vm.finish(equal(vm, item, wanted));
    if (!same) co_return nullptr;
    count += same.get().is_true();
  }
  co_return vm.integer(count);
}

Ref compare_lengths(Vm& vm, Value a, Value b, CompareOp op) {
  const std::int64_t x = items_of(a).length, y = items_of(b).length;
  const int order = x < y ? -1 : x > y;
  bool answer = false;
  switch (op) {
    case CompareOp::Lt: answer = order < 0; break;
    case CompareOp::Le: answer = order <= 0; break;
    case CompareOp::Eq: answer = order == 0; break;
    case CompareOp::Ne: answer = order != 0; break;
    case CompareOp::Gt: answer = order > 0; break;
    case CompareOp::Ge: answer = order >= 0; break;
  }
  return vm.boolean(answer);
}

/// Items a[i] and b[i] are the first that differ.
Ref compare_at(Vm& vm, Value a, Value b, std::uint32_t i, CompareOp op) {
  if (op == CompareOp::Eq) return vm.boolean(false);
  if (op == CompareOp::Ne) return vm.boolean(true);
  return compare(vm, op, items_of(a).items[i], items_of(b).items[i]);
}

Co<Ref> compare_items_co(Vm& vm, Value a, Value b, CompareOp op, std::uint32_t begin) {
  for (std::uint32_t i = begin; i < items_of(a).length && i < items_of(b).length; ++i) {
    Ref x = share(items_of(a).items[i]), y = share(items_of(b).items[i]);
    vm.charge(Cost::ItemCompare);
    Ref same = co_await vm.finish(equal(vm, x, y));
    if (!same) co_return nullptr;
    if (same.get().is_true()) continue;
    if (op == CompareOp::Eq) co_return vm.boolean(false);
    if (op == CompareOp::Ne) co_return vm.boolean(true);
    Ref result = co_await vm.finish(compare(vm, op, x, y));
    co_return result;
  }
  co_return compare_lengths(vm, a, b, op);
}

Co<Ref> repr_items_co(Vm& vm, Value container, const char* open, const char* close, const char* again, bool single_comma) {
  if (!enter_repr(vm, container.object())) co_return new_str(vm, again);
  StrBuilder out;
  out.add(std::string_view(open));
  for (std::uint32_t i = 0; i < items_of(container).length; ++i) {
    if (i != 0) out.add(", ");
    Ref item = share(items_of(container).items[i]);
    if (simple_repr(vm, item, out)) continue;
    Ref text = co_await vm.finish(repr(vm, item));
    if (!text) {
      leave_repr(vm, container.object());
      co_return nullptr;
    }
    out.add(as_str(text));
  }
  leave_repr(vm, container.object());
  if (single_comma && items_of(container).length == 1) out.add(",");
  out.add(std::string_view(close));
  vm.charge(Cost::IntToText, items_of(container).length);
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(out.size()));
  co_return out.finish(vm.heap);
}

}  // namespace

Ref find_item(Vm& vm, Value container, Value wanted, std::int64_t begin, std::int64_t end, FoundThen then) {
  const ItemSpan span = items_of(container);
  const std::int64_t limit = std::min<std::int64_t>(end, span.length);
  for (std::int64_t i = begin; i < limit; ++i) {
    const KeyMatch match = simple_equal(span.items[i], wanted);
    if (match == KeyMatch::No) continue;
    vm.charge(Cost::ItemCompare, i - begin);
    if (match == KeyMatch::Yes) return then(vm, container, wanted, i);
    return vm.start(find_item_co(vm, container, wanted, i, end, then));
  }
  vm.charge(Cost::ItemCompare, std::max<std::int64_t>(0, limit - begin));
  return then(vm, container, wanted, -1);
}

Ref count_items(Vm& vm, Value container, Value wanted) {
  const ItemSpan span = items_of(container);
  std::int64_t count = 0;
  for (std::uint32_t i = 0; i < span.length; ++i) {
    const KeyMatch match = simple_equal(span.items[i], wanted);
    if (match == KeyMatch::AskPython) {
      vm.charge(Cost::ItemCompare, i);
      return vm.start(count_items_co(vm, container, wanted, i, count));
    }
    count += match == KeyMatch::Yes;
  }
  vm.charge(Cost::ItemCompare, span.length);
  return vm.integer(count);
}

Ref compare_items(Vm& vm, Value a, Value b, CompareOp op) {
  const ItemSpan x = items_of(a), y = items_of(b);
  const bool only_equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (only_equality && x.length != y.length) return vm.boolean(op == CompareOp::Ne);
  const std::uint32_t common = std::min(x.length, y.length);
  std::uint32_t same = 0;  // one and the same object: no comparison (PyObject_RichCompareBool)
  const auto pay = [&](std::uint32_t seen) {
    vm.charge(Cost::ItemCopy, same);
    vm.charge(Cost::ItemCompare, seen - same);
  };
  for (std::uint32_t i = 0; i < common; ++i) {
    const KeyMatch match = simple_equal(x.items[i], y.items[i]);
    same += x.items[i] == y.items[i];
    if (match == KeyMatch::Yes) continue;
    pay(i);
    if (match == KeyMatch::No) return compare_at(vm, a, b, i, op);
    return vm.start(compare_items_co(vm, a, b, op, i));
  }
  pay(common);
  return compare_lengths(vm, a, b, op);
}

Ref repr_items(Vm& vm, Value container, const char* open, const char* close, const char* again, bool single_comma) {
  return vm.start(repr_items_co(vm, container, open, close, again, single_comma));
}

namespace {

Co<Ref> with_items_co(Vm& vm, Value self, Value iterable, ItemsThen then, const char* wrong) {
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) {
    if (wrong == nullptr || !vm.raised_is(Exc::TypeError)) co_return nullptr;
    vm.clear_raised();
    co_return vm.raise(Exc::TypeError, wrong);
  }
  Ref items = co_await vm.finish(list_of(vm, it));
  if (!items) co_return nullptr;
  Ref result = co_await vm.finish(then(vm, self, items));
  co_return result;
}

}  // namespace

Ref with_items(Vm& vm, Value self, Value iterable, ItemsThen then, const char* wrong) {
  const TypeObject* type = vm.types.of(iterable);
  if (type == vm.types.list || type == vm.types.tuple) return then(vm, self, iterable);
  return vm.start(with_items_co(vm, self, iterable, then, wrong));
}

}  // namespace gilscope
