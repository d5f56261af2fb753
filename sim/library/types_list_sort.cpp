// list.sort: a stable merge sort in the manner of CPython's (Objects/listsort.txt): natural runs, short ones filled up by binary insertion,
// merges that keep the stack of runs balanced. Written once as a coroutine over an awaitable comparison: for keys of one plain type the
// comparison is ready at once, otherwise it may run Python's __lt__.
#include <vector>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types_list.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

/// What is sorted: the key decides, the value travels along. Both owned by the caller's vectors.
struct Entry { Value key, value; };
enum class Answer : std::int8_t { No, Yes, Failed };

/// A comparison whose result is there already.
struct Ready {
  Answer answer;
  bool await_ready() const { return true; }
  void await_suspend(std::coroutine_handle<>) const {}
  Answer await_resume() const { return answer; }
};

struct IntLess {
  static constexpr Cost kCost = Cost::SortCompare;
  Vm& vm;
  Ready operator()(const Entry& a, const Entry& b) const { return {int_compare(a.key, b.key) < 0 ? Answer::Yes : Answer::No}; }
};
struct FloatLess {
  static constexpr Cost kCost = Cost::SortCompare;
  Vm& vm;
  Ready operator()(const Entry& a, const Entry& b) const { return {float_value(a.key) < float_value(b.key) ? Answer::Yes : Answer::No}; }
};
struct StrLess {
  static constexpr Cost kCost = Cost::SortCompare;
  Vm& vm;
  Ready operator()(const Entry& a, const Entry& b) const { return {str_compare(as_str(a.key), as_str(b.key)) < 0 ? Answer::Yes : Answer::No}; }
};
struct AnyLess {
  static constexpr Cost kCost = Cost::ItemCompare;
  Vm& vm;
  struct Waiting {
    Vm::Finish finish;
    bool await_ready() const { return finish.await_ready(); }
    void await_suspend(std::coroutine_handle<> h) { finish.await_suspend(h); }
    Answer await_resume() {
      Ref result = finish.await_resume();
      return !result ? Answer::Failed : result.get().is_true() ? Answer::Yes : Answer::No;
    }
  };
  Waiting operator()(const Entry& a, const Entry& b) const { return {vm.finish(less(vm, a.key, b.key))}; }
};

struct Run { std::size_t begin, length; };

template <class Less>
class Sorter {
 public:
  Sorter(Vm& vm, std::vector<Entry>& entries) : vm_(vm), less_{vm}, e_(entries) {}

  Co<bool> sort() {
    const std::size_t n = e_.size(), min_run = shortest_run(n);
    for (std::size_t at = 0; at < n;) {
      std::size_t length = co_await natural_run(at);
      if (length == 0) co_return false;
      if (length < min_run) {
        const std::size_t wanted = std::min(min_run, n - at);
        const bool ok = co_await insert_sorted(at, length, wanted);
        if (!ok) co_return false;
        length = wanted;
      }
      runs_.push_back({at, length});
      at += length;
      const bool ok = co_await balance();
      if (!ok) co_return false;
    }
    while (runs_.size() > 1) {
      const bool third_smaller = runs_.size() > 2 && runs_[runs_.size() - 3].length < runs_.back().length;
      const bool ok = co_await merge_at(runs_.size() - (third_smaller ? 3 : 2));
      if (!ok) co_return false;
    }
    co_return true;
  }

 private:
  static std::size_t shortest_run(std::size_t n) {
    std::size_t rest = 0;
    for (; n >= 64; n >>= 1) rest |= n & 1;
    return n + rest;
  }

  /// The length of the run from `begin`, made ascending; the comparisons are those of CPython 3.13's count_run. 0: one of them failed.
  Co<std::size_t> natural_run(std::size_t begin) {
    std::size_t end = co_await ascending(begin + 1);
    if (end == 0 || end == e_.size()) co_return end == 0 ? 0 : end - begin;
    if (end > begin + 1) {  // e[end] is smaller: a descending run only if all before it are equal
      const Answer rises = co_await compare(e_[begin], e_[end - 1]);
      if (rises != Answer::No) co_return rises == Answer::Failed ? 0 : end - begin;
    }
    end = co_await descending(begin, end);
    if (end == 0) co_return 0;
    end = co_await ascending(end);  // now it rises: perhaps what follows goes on
    co_return end == 0 ? 0 : end - begin;
  }

  /// The first place at or after `at` whose entry is smaller than the one before it. 0: failed.
  Co<std::size_t> ascending(std::size_t at) {
    for (; at < e_.size(); ++at) {
      const Answer smaller = co_await compare(e_[at], e_[at - 1]);
      if (smaller != Answer::No) co_return smaller == Answer::Failed ? 0 : at;
    }
    co_return at;
  }

  /// Entries [begin, fall) are equal, e[fall] is smaller: takes in what goes on falling or stays equal, and reverses it all, equal
  /// entries keeping their order. Returns its end. 0: failed.
  Co<std::size_t> descending(std::size_t begin, std::size_t fall) {
    std::size_t level = fall, end = fall + 1;  // where the present stretch of equal entries began
    reverse(begin, fall);
    for (; end < e_.size(); ++end) {
      const Answer smaller = co_await compare(e_[end], e_[end - 1]);
      if (smaller == Answer::Failed) co_return 0;
      if (smaller == Answer::Yes) {
        reverse(level, end);
        level = end;
        continue;
      }
      const Answer larger = co_await compare(e_[end - 1], e_[end]);
      if (larger == Answer::Failed) co_return 0;
      if (larger == Answer::Yes) break;
    }
    reverse(level, end);
    reverse(begin, end);
    co_return end;
  }

  void reverse(std::size_t begin, std::size_t end) {
    std::reverse(e_.begin() + static_cast<std::ptrdiff_t>(begin), e_.begin() + static_cast<std::ptrdiff_t>(end));
  }

  Co<bool> insert_sorted(std::size_t begin, std::size_t sorted, std::size_t length) {
    for (std::size_t i = begin + sorted; i < begin + length; ++i) {
      const Entry pivot = e_[i];
      std::size_t low = begin, high = i;
      while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const Answer before = co_await compare(pivot, e_[middle]);
        if (before == Answer::Failed) co_return false;
        if (before == Answer::Yes) high = middle;
        else low = middle + 1;
      }
      std::copy_backward(e_.begin() + static_cast<std::ptrdiff_t>(low), e_.begin() + static_cast<std::ptrdiff_t>(i), e_.begin() + static_cast<std::ptrdiff_t>(i + 1));
      e_[low] = pivot;
    }
    co_return true;
  }

  Co<bool> balance() {
    while (runs_.size() > 1) {
      const std::size_t top = runs_.size() - 1;
      const std::size_t a = top >= 2 ? runs_[top - 2].length : 0, b = runs_[top - 1].length, c = runs_[top].length;
      const bool uneven = top >= 2 && a <= b + c;
      if (!uneven && b > c) break;
      const bool ok = co_await merge_at(uneven && a < c ? top - 2 : top - 1);
      if (!ok) co_return false;
    }
    co_return true;
  }

  /// Merges runs i and i + 1: the left one moves aside.
  Co<bool> merge_at(std::size_t i) {
    const Run left = runs_[i], right = runs_[i + 1];
    runs_[i].length += right.length;
    runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    std::vector<Entry> aside(e_.begin() + static_cast<std::ptrdiff_t>(left.begin), e_.begin() + static_cast<std::ptrdiff_t>(right.begin));
    std::size_t to = left.begin, r = right.begin, l = 0;
    const std::size_t r_end = right.begin + right.length;
    bool ok = true;
    while (l < aside.size() && r < r_end) {
      const Answer right_first = co_await compare(e_[r], aside[l]);
      ok = right_first != Answer::Failed;
      if (!ok) break;
      e_[to++] = right_first == Answer::Yes ? e_[r++] : aside[l++];
    }
    for (; l < aside.size(); ++l) e_[to++] = aside[l];  // also after a failure: no entry gets lost
    vm_.charge(Cost::ItemCopy, static_cast<std::int64_t>(left.length));
    co_return ok;
  }

  auto compare(const Entry& a, const Entry& b) {
    vm_.charge(Less::kCost);
    return less_(a, b);
  }

  Vm& vm_;
  Less less_;
  std::vector<Entry>& e_;
  std::vector<Run> runs_;
};

template <class Less>
Co<bool> sort_by(Vm& vm, std::vector<Entry>& entries) {
  Sorter<Less> sorter(vm, entries);
  const bool ok = co_await sorter.sort();
  co_return ok;
}

/// All keys are of one plain type: no Python code runs.
template <class Test>
bool all_keys(const std::vector<Entry>& entries, Test test) {
  for (const Entry& e : entries) if (!test(e.key)) return false;
  return true;
}

Co<bool> sort_entries(Vm* vm, std::vector<Entry>* entries) {
  const auto exact = [&](TypeObject* type) { return [vm, type](Value v) { return vm->types.of(v) == type; }; };
  bool ok = false;
  if (entries->size() < 2) co_return true;
  vm->charge(Cost::ItemCopy, static_cast<std::int64_t>(entries->size()));  // a look at every key's type
  if (all_keys(*entries, exact(vm->types.int_))) ok = co_await sort_by<IntLess>(*vm, *entries);
  else if (all_keys(*entries, exact(vm->types.str))) ok = co_await sort_by<StrLess>(*vm, *entries);
  else if (all_keys(*entries, exact(vm->types.float_))) ok = co_await sort_by<FloatLess>(*vm, *entries);
  else ok = co_await sort_by<AnyLess>(*vm, *entries);
  co_return ok;
}

/// While the sort runs the list is empty, so that Python code sees a list that it can do no harm to.
struct Borrowed { Value* items; std::uint32_t length, capacity; };
Borrowed take_items(ListObject* l) {
  const Borrowed b{l->items, l->length, l->capacity};
  l->items = nullptr;
  l->length = l->capacity = 0;
  return b;
}

Co<Ref> sort_co(Vm& vm, Value self, Value key, bool reverse) {
  ListObject* list = as_list(self);
  const Borrowed borrowed = take_items(list);
  std::vector<Entry> entries(borrowed.length);
  std::vector<Ref> keys;
  bool ok = true;
  for (std::uint32_t i = 0; i < borrowed.length && ok; ++i) {
    entries[i] = {borrowed.items[i], borrowed.items[i]};
    if (!key) continue;
    Ref k = co_await vm.call(key, borrowed.items[i]);
    ok = static_cast<bool>(k);
    entries[i].key = k;
    keys.push_back(std::move(k));
  }
  if (ok) {
    if (reverse) std::reverse(entries.begin(), entries.end());  // twice reversed: equal items keep their order
    ok = co_await sort_entries(&vm, &entries);
    if (reverse) std::reverse(entries.begin(), entries.end());
    for (std::uint32_t i = 0; i < borrowed.length; ++i) borrowed.items[i] = entries[i].value;
  }
  const bool modified = list->items != nullptr || list->length != 0;
  list_clear(vm.heap, list);
  list->items = borrowed.items;
  list->length = borrowed.length;
  list->capacity = borrowed.capacity;
  if (modified && ok) co_return vm.raise(Exc::ValueError, "list modified during sort");
  if (!ok) co_return nullptr;
  co_return vm.none();
}

Co<Ref> sort_with_truth(Vm& vm, Value self, Value key, Value reverse) {
  Ref backwards = co_await vm.finish(truth(vm, reverse));
  if (!backwards) co_return nullptr;
  Ref done = co_await sort_co(vm, self, key, backwards.get().is_true());
  co_return done;
}

}  // namespace

Ref list_sort(Vm& vm, const Args& a) {
  const Value key = is_given(a[1]) ? a[1] : Value();
  return vm.start(sort_with_truth(vm, a[0], key, a[2] ? a[2] : Value::false_()));
}

}  // namespace gilscope
