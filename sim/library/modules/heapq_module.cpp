// _heapq: the C versions of the heap operations, each one call and so, under a GIL, indivisible (as long as __lt__ is C code).
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// The list's size changed while Python code compared.
Ref changed(Vm& vm) { return vm.raise(Exc::RuntimeError, "list changed size during iteration"); }

/// True, False or null: whether a goes above b. A max-heap swaps the operands.
Ref above(Vm& vm, Value a, Value b, bool max) { return max ? less(vm, b, a) : less(vm, a, b); }

Co<Ref> sift_down(Vm& vm, Value heap, std::uint32_t start, std::uint32_t at, bool max) {
  auto* l = as_list(heap);
  const std::uint32_t length = l->length;
  while (at > start) {
    const std::uint32_t parent = (at - 1) >> 1;
    Ref item = share(l->items[at]);
    Ref other = share(l->items[parent]);
    Ref moves = co_await vm.finish(above(vm, item, other, max));
    if (!moves) co_return nullptr;
    if (l->length != length) co_return changed(vm);
    vm.charge(Cost::ItemCompare);
    if (moves.get().is_false()) break;
    std::swap(l->items[at], l->items[parent]);
    at = parent;
  }
  co_return vm.none();
}

Co<Ref> sift_up(Vm& vm, Value heap, std::uint32_t at, bool max) {
  auto* l = as_list(heap);
  const std::uint32_t length = l->length, start = at;
  while (at < length >> 1) {
    std::uint32_t child = 2 * at + 1;
    if (child + 1 < length) {
      Ref left = share(l->items[child]);
      Ref right = share(l->items[child + 1]);
      Ref first = co_await vm.finish(above(vm, left, right, max));
      if (!first) co_return nullptr;
      if (l->length != length) co_return changed(vm);
      vm.charge(Cost::ItemCompare);
      if (first.get().is_false()) ++child;
    }
    std::swap(l->items[at], l->items[child]);
    at = child;
  }
  Ref done = co_await vm.finish(vm.start(sift_down(vm, heap, start, at, max)));
  co_return done;
}

bool needs_list(Vm& vm, Value v) {
  if (is_list(v)) return true;
  vm.raise(Exc::TypeError, "heap argument must be a list, not " + type_name(vm, v));
  return false;
}

Ref heappush(Vm& vm, const Args& a) {
  if (!needs_list(vm, a[0])) return nullptr;
  list_append(vm.heap, as_list(a[0]), a[1]);
  return vm.start(sift_down(vm, a[0], 0, as_list(a[0])->length - 1, false));
}

Co<Ref> pop_co(Vm& vm, Value heap, bool max) {
  auto* l = as_list(heap);
  if (l->length == 0) co_return vm.raise(Exc::IndexError, "index out of range");
  Ref last = list_take(vm.heap, l, l->length - 1);
  if (l->length == 0) co_return last;
  Ref top = share(l->items[0]);
  list_replace(vm.heap, l, 0, last);
  Ref done = co_await vm.finish(vm.start(sift_up(vm, heap, 0, max)));
  if (!done) co_return nullptr;
  co_return top;
}
template <bool kMax>
Ref heappop(Vm& vm, const Args& a) { return needs_list(vm, a[0]) ? vm.start(pop_co(vm, a[0], kMax)) : nullptr; }

Co<Ref> replace_co(Vm& vm, Value heap, Value item, bool max) {
  auto* l = as_list(heap);
  if (l->length == 0) co_return vm.raise(Exc::IndexError, "index out of range");
  Ref top = share(l->items[0]);
  list_replace(vm.heap, l, 0, item);
  Ref done = co_await vm.finish(vm.start(sift_up(vm, heap, 0, max)));
  if (!done) co_return nullptr;
  co_return top;
}
template <bool kMax>
Ref heapreplace(Vm& vm, const Args& a) { return needs_list(vm, a[0]) ? vm.start(replace_co(vm, a[0], a[1], kMax)) : nullptr; }

Co<Ref> pushpop_co(Vm& vm, Value heap, Value item) {
  auto* l = as_list(heap);
  if (l->length == 0) co_return share(item);
  Ref top = share(l->items[0]);
  Ref smaller = co_await vm.finish(less(vm, top, item));
  if (!smaller) co_return nullptr;
  if (smaller.get().is_false()) co_return share(item);
  if (l->length == 0) co_return vm.raise(Exc::IndexError, "index out of range");
  Ref result = co_await vm.finish(vm.start(replace_co(vm, heap, item, false)));
  co_return result;
}
Ref heappushpop(Vm& vm, const Args& a) { return needs_list(vm, a[0]) ? vm.start(pushpop_co(vm, a[0], a[1])) : nullptr; }

Co<Ref> heapify_co(Vm& vm, Value heap, bool max) {
  for (std::uint32_t i = as_list(heap)->length >> 1; i-- > 0;) {
    Ref done = co_await vm.finish(vm.start(sift_up(vm, heap, i, max)));
    if (!done) co_return nullptr;
  }
  co_return vm.none();
}
template <bool kMax>
Ref heapify(Vm& vm, const Args& a) { return needs_list(vm, a[0]) ? vm.start(heapify_co(vm, a[0], kMax)) : nullptr; }

constexpr NativeSpec function(const char* name, NativeFn fn, const char* signature) {
  return {.name = name, .fn = fn, .signature = signature, .cost = Cost::NativeCallSmall};
}
const NativeSpec kFunctions[] = {
    function("heappush", heappush, "(heap, item, /)"), function("heappop", heappop<false>, "(heap, /)"),
    function("heapreplace", heapreplace<false>, "(heap, item, /)"), function("heappushpop", heappushpop, "(heap, item, /)"),
    function("heapify", heapify<false>, "(heap, /)"), function("_heappop_max", heappop<true>, "(heap, /)"),
    function("_heapreplace_max", heapreplace<true>, "(heap, item, /)"), function("_heapify_max", heapify<true>, "(heap, /)"),
};

}  // namespace

void init_heapq(Vm& vm, ModuleObject* module) { add_functions(vm, module, kFunctions); }

}  // namespace gilscope
