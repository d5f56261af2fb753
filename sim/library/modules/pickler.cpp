// Writing: Modules/_pickle.c, save(); protocol 4 up to 3.13, 5 from 3.14 on.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <unordered_map>
#include <vector>

#include "sim/bytecode/code_object.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/pickle.hpp"
#include "sim/library/modules/pickle_opcodes.hpp"
#include "sim/library/modules/pickle_reduce.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/range_ops.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kBatch = 1000;          // items between MARK and APPENDS
constexpr std::size_t kFrame = 64 * 1024;     // FRAME_SIZE_TARGET
constexpr int kDepth = 1000;                  // nested containers

class Pickler {
 public:
  Pickler(Vm& vm, Message& out) : vm_(vm), out_(out.bytes) {}

  Co<bool> dump(Value value) {
    vm_.charge(Cost::PickleCall);
    out_ += op::kProto;
    out_ += static_cast<char>(vm_.runtime.config.minor >= 14 ? 5 : 4);
    frame_ = out_.size();
    const bool done = co_await save(value);
    if (!done) co_return false;
    out_ += op::kStop;
    close_frame();
    co_return true;
  }

 private:
  // ---- output ----
  template <class Number>
  void little(Number n, int bytes) {
    for (int i = 0; i < bytes; ++i) out_ += static_cast<char>(static_cast<std::uint64_t>(n) >> (8 * i));
  }

  /// What was written since frame_ gets its head.
  void close_frame() {
    const std::size_t length = out_.size() - frame_;
    if (length < 4) return;
    std::string head(1, op::kFrame);
    for (int i = 0; i < 8; ++i) head += static_cast<char>(std::uint64_t{length} >> (8 * i));
    out_.insert(frame_, head);
  }
  void boundary() {
    if (out_.size() - frame_ < kFrame) return;
    close_frame();
    frame_ = out_.size();
  }

  void memoize(const Object* o) {
    memo_.emplace(o, memoized_++);
    keep_.push_back(share(Value(o)));
    out_ += op::kMemoize;
  }

  bool write_again(const Object* o) {
    const auto found = memo_.find(o);
    if (found == memo_.end()) return false;
    const bool small = found->second < 256;
    out_ += small ? op::kBinGet : op::kLongBinGet;
    little(found->second, small ? 1 : 4);
    vm_.charge(Cost::PickleAtom);
    return true;
  }

  // ---- what has no parts ----
  void save_int(Value v) {
    std::int64_t n = 0;
    const bool fits = as_int64(v, n);
    if (fits && n >= 0 && n < 256) return out_ += op::kBinInt1, little(n, 1);
    if (fits && n >= 0 && n < 65536) return out_ += op::kBinInt2, little(n, 2);
    if (fits && n >= -0x8000'0000LL && n < 0x8000'0000LL) return out_ += op::kBinInt, little(n, 4);
    const std::size_t bytes = static_cast<std::size_t>(int_bit_length(v)) / 8 + 1;
    std::vector<std::uint8_t> digits;
    int_to_bytes(v, bytes, true, true, digits);
    if (bytes < 256) out_ += op::kLong1, little(bytes, 1);
    else out_ += op::kLong4, little(bytes, 4);
    out_.append(digits.begin(), digits.end());
  }

  bool save_atom(Value v) {
    if (v.is_object() && vm_.types.of(v) != vm_.types.int_ && vm_.types.of(v) != vm_.types.float_) return false;
    if (v.is_none()) out_ += op::kNone;
    else if (v.is_bool()) out_ += v.is_true() ? op::kNewTrue : op::kNewFalse;
    else if (is_int(v)) save_int(v);
    else if (is_float(v)) save_float(float_value(v));
    else return false;
    vm_.charge(Cost::PickleAtom);
    return true;
  }

  void save_float(double d) {
    out_ += op::kBinFloat;
    const auto bits = std::bit_cast<std::uint64_t>(d);
    for (int i = 7; i >= 0; --i) out_ += static_cast<char>(bits >> (8 * i));
  }

  void save_str(const StrObject* s) {
    const std::string text = to_utf8(s);
    if (text.size() < 256) out_ += op::kShortUnicode, little(text.size(), 1);
    else out_ += op::kUnicode, little(text.size(), 4);
    out_ += text;
    charge_text(text.size());
    memoize(s);
  }

  void save_bytes(const Object* o, std::string_view data) {
    if (data.size() < 256) out_ += op::kShortBytes, little(data.size(), 1);
    else out_ += op::kBytes, little(data.size(), 4);
    out_ += data;
    charge_text(data.size());
    memoize(o);
  }

  void charge_text(std::size_t bytes) {
    vm_.charge(Cost::PickleAtom);
    vm_.charge(Cost::PickleByte, static_cast<std::int64_t>(bytes));
  }

  // ---- dispatch ----
  Co<bool> save(Value v) {
    if (save_atom(v)) co_return true;
    if (v.is_object() && write_again(v.object())) co_return true;
    if (depth_ >= kDepth) {
      vm_.raise(Exc::RecursionError, "maximum recursion depth exceeded while pickling an object");
      co_return false;
    }
    ++depth_;
    const Ref keep = share(v);
    const bool done = co_await save_new(v);
    --depth_;
    boundary();
    co_return done;
  }

  Co<bool> save_new(Value v) {
    const Types& t = vm_.types;
    const TypeObject* type = t.of(v);
    if (type == t.str) co_return save_str(as_str(v)), true;
    if (type == t.bytes) co_return save_bytes(v.object(), bytes_view(v)), true;
    bool done = false;
    if (type == t.list) done = co_await save_list(as_list(v));
    else if (type == t.tuple) done = co_await save_tuple(as_tuple(v));
    else if (type == t.dict) done = co_await save_dict(as_dict(v));
    else if (type == t.set) done = co_await save_set(as_set(v));
    else if (type == t.frozenset) done = co_await save_frozenset(as_set(v));
    else if (type->layout == Layout::Type) done = co_await save_class(v);
    else if (type == t.function) done = co_await save_global(v);
    else if (type == t.builtin_function && !is_bound(v)) done = co_await save_global(v);
    else done = co_await save_by_reduce(v);
    co_return done;
  }

  static bool is_bound(Value function) {
    const Value self = static_cast<NativeFunction*>(function.object())->self;
    return self && (!self.is_object() || self.object()->type->layout != Layout::Module);
  }

  // ---- containers ----
  Co<bool> save_list(ListObject* l) {
    vm_.charge(Cost::PickleContainer);
    out_ += op::kEmptyList;
    memoize(l);
    if (l->length == 1) {
      const bool one = co_await save(l->items[0]);
      if (one) out_ += op::kAppend;
      co_return one;
    }
    for (std::size_t i = 0; i < l->length;) {
      out_ += op::kMark;
      for (const std::size_t end = i + kBatch; i < end && i < l->length; ++i) {
        if (save_atom(l->items[i])) continue;
        const bool done = co_await save(l->items[i]);
        if (!done) co_return false;
      }
      out_ += op::kAppends;
    }
    co_return true;
  }

  Co<bool> save_tuple(TupleObject* t) {
    if (t->length == 0) co_return out_ += op::kEmptyTuple, true;
    vm_.charge(Cost::PickleContainer);
    const bool marked = t->length > 3;
    if (marked) out_ += op::kMark;
    for (std::uint32_t i = 0; i < t->length; ++i) {
      const bool done = co_await save(t->items[i]);
      if (!done) co_return false;
    }
    if (memo_.contains(t)) {  // it was reached through one of its own items
      if (marked) out_ += op::kPopMark;
      else out_.append(t->length, op::kPop);
      co_return write_again(t);
    }
    out_ += marked ? op::kTuple : static_cast<char>(op::kTuple1 + static_cast<char>(t->length - 1));
    memoize(t);
    co_return true;
  }

  Co<bool> save_pair(const DictEntry* entry) {
    const Ref key = share(entry->key), value = share(entry->value);
    const bool first = co_await save(key);
    if (!first) co_return false;
    const bool second = co_await save(value);
    co_return second;
  }

  Co<bool> save_dict(DictObject* d) {
    vm_.charge(Cost::PickleContainer);
    out_ += op::kEmptyDict;
    memoize(d);
    const std::uint64_t version = d->version;
    const bool single = d->used == 1;
    std::size_t in_batch = 0;
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      if (!single && in_batch == 0) out_ += op::kMark;
      const bool done = co_await save_pair(&d->entries[i]);
      if (!done) co_return false;
      if (d->version != version) {
        vm_.raise(Exc::RuntimeError, "dictionary changed size during iteration");
        co_return false;
      }
      if (single) out_ += op::kSetItem;
      else if (++in_batch == kBatch) out_ += op::kSetItems, in_batch = 0;
    }
    if (in_batch > 0) out_ += op::kSetItems;
    co_return true;
  }

  Co<bool> save_items(SetObject* s, bool batches) {
    std::size_t in_batch = 0;
    for (std::int64_t i = set_next(s, 0); i >= 0; i = set_next(s, static_cast<std::size_t>(i) + 1)) {
      if (batches && in_batch == 0) out_ += op::kMark;
      const bool done = co_await save(s->table[i].key);
      if (!done) co_return false;
      if (batches && ++in_batch == kBatch) out_ += op::kAddItems, in_batch = 0;
    }
    if (in_batch > 0) out_ += op::kAddItems;
    co_return true;
  }

  Co<bool> save_set(SetObject* s) {
    vm_.charge(Cost::PickleContainer);
    out_ += op::kEmptySet;
    memoize(s);
    const bool done = co_await save_items(s, true);
    co_return done;
  }

  Co<bool> save_frozenset(SetObject* s) {
    vm_.charge(Cost::PickleContainer);
    out_ += op::kMark;
    const bool done = co_await save_items(s, false);
    if (!done) co_return false;
    out_ += op::kFrozenSet;
    memoize(s);
    co_return true;
  }

  // ---- what another side finds by name ----
  Co<bool> fail(std::string_view before, Value object, std::string after) {
    Ref shown = co_await vm_.finish(repr(vm_, object));
    if (!shown) co_return false;
    Ref module = co_await vm_.finish(import_module(vm_, "_pickle"));
    if (!module) co_return false;
    Ref kind = co_await vm_.finish(get_attr(vm_, module, "PicklingError"));
    if (!kind) co_return false;
    Ref text = vm_.str(fmt::format("{}{}{}", before, to_utf8(shown), after));
    Ref error = co_await vm_.call(kind, text);
    if (error) vm_.raise_value(error);
    co_return false;
  }

  Co<bool> save_class(Value cls) {
    const Types& t = vm_.types;
    const Value singletons[] = {Value::none(), Value::ellipsis(), Value::not_implemented()};
    for (const Value v : singletons) {
      if (cls != Value(t.of(v))) continue;
      Ref arguments = vm_.tuple({v});
      const bool made = co_await save_call(Value(t.type), arguments, cls);
      co_return made;
    }
    const bool done = co_await save_global(cls);
    co_return done;
  }

  /// The object that a dotted name leads to; exhausted: there is none.
  Co<Ref> follow(Value module, const std::string* dotted) {
    Ref at = share(module);
    for (std::size_t begin = 0; begin <= dotted->size();) {
      const std::size_t end = std::min(dotted->find('.', begin), dotted->size());
      at = co_await vm_.finish(find_attr(vm_, at, vm_.intern(dotted->substr(begin, end - begin))));
      if (!at || at.get().is_exhausted()) break;
      begin = end + 1;
    }
    co_return at;
  }

  Co<bool> save_global(Value o) {
    Ref qualname = co_await vm_.finish(find_attr(vm_, o, vm_.intern("__qualname__")));
    if (!qualname) co_return false;
    if (!is_str(qualname)) qualname = co_await vm_.finish(get_attr(vm_, o, vm_.names->dunder_name));
    if (!qualname) co_return false;
    const std::string name = to_utf8(qualname);
    if (name.find("<locals>") != std::string::npos) {
      if (vm_.runtime.config.minor < 14) co_return vm_.raise(Exc::AttributeError, fmt::format("Can't get local object '{}'", name)), false;
      const bool failed = co_await fail("Can't pickle local object ", o, "");
      co_return failed;
    }
    Ref module_name = co_await vm_.finish(find_attr(vm_, o, vm_.names->dunder_module));
    if (!module_name) co_return false;
    if (!is_str(module_name)) module_name = vm_.str("builtins");
    const std::string place = to_utf8(module_name);
    const bool known = co_await check_place(o, &place, &name);
    if (!known) co_return false;
    vm_.charge(Cost::PickleInstance);
    const bool first = co_await save(module_name);
    if (!first) co_return false;
    const bool second = co_await save(qualname);
    if (!second) co_return false;
    out_ += op::kStackGlobal;
    memoize(o.object());
    co_return true;
  }

  /// What lies under that name must be the very object.
  Co<bool> check_place(Value o, const std::string* place, const std::string* name) {
    Ref module = co_await vm_.finish(import_module(vm_, *place));
    if (!module) {
      vm_.clear_raised();
      const bool failed = co_await fail("Can't pickle ", o, fmt::format(": import of module '{}' failed", *place));
      co_return failed;
    }
    Ref found = co_await follow(module, name);
    if (!found) co_return false;
    if (found.get() == o) co_return true;
    const bool absent = found.get().is_exhausted();
    const std::string why = absent ? fmt::format(": attribute lookup {} on {} failed", *name, *place)
                                   : fmt::format(": it's not the same object as {}.{}", *place, *name);
    const bool failed = co_await fail("Can't pickle ", o, why);
    co_return failed;
  }

  // ---- what says itself how it is to be made ----
  Co<bool> save_by_reduce(Value v) {
    if (v.is_ellipsis() || v.is_not_implemented()) {
      const bool named = co_await save_name("builtins", v.is_ellipsis() ? "Ellipsis" : "NotImplemented", Value());
      co_return named;
    }
    Ref parts = co_await reduce_parts(vm_, v);
    if (!parts) co_return false;
    vm_.charge(Cost::PickleInstance);
    if (is_str(parts)) {
      const bool global = co_await save_global(v);
      co_return global;
    }
    if (!is_tuple(parts) || as_tuple(parts)->length < 2 || as_tuple(parts)->length > 6) {
      const bool failed = co_await fail("__reduce__ must return a string or tuple, not ", parts, "");
      co_return failed;
    }
    const bool done = co_await save_parts(as_tuple(parts), v);
    co_return done;
  }

  Co<bool> save_name(std::string_view module, std::string_view name, Value memo) {
    Ref m = share(Value(vm_.intern(module))), n = share(Value(vm_.intern(name)));
    const bool first = co_await save(m);
    if (!first) co_return false;
    const bool second = co_await save(n);
    if (!second) co_return false;
    out_ += op::kStackGlobal;
    if (memo) memoize(memo.object());
    else ++memoized_, out_ += op::kMemoize;  // an immediate: it is written anew each time
    co_return true;
  }

  Co<bool> save_call(Value callable, Value arguments, Value memo) {
    const bool first = co_await save(callable);
    if (!first) co_return false;
    const bool second = co_await save(arguments);
    if (!second) co_return false;
    out_ += op::kReduce;
    memoize(memo.object());
    co_return true;
  }

  static bool is_newobj(Value callable) {
    if (!callable.is_object()) return false;
    const auto* native = static_cast<const NativeFunction*>(callable.object());
    return native->spec != nullptr && std::string_view(native->spec->name) == "__newobj__";
  }

  /// cls.__new__(cls, *arguments) with an opcode of its own.
  Co<bool> save_new_object(const TupleObject* arguments) {
    const bool first = co_await save(arguments->items[0]);
    if (!first) co_return false;
    Ref rest = gilscope::make_tuple(vm_.heap, {arguments->items + 1, arguments->length - std::size_t{1}});
    const bool second = co_await save(rest);
    if (second) out_ += op::kNewObj;
    co_return second;
  }

  Co<bool> save_new_object_ex(const TupleObject* recipe) {
    for (std::uint32_t i = 0; i < 3; ++i) {
      const bool done = co_await save(recipe->items[i]);
      if (!done) co_return false;
    }
    out_ += op::kNewObjEx;
    co_return true;
  }

  Co<bool> save_parts(const TupleObject* parts, Value self) {
    const Value callable = parts->items[0], arguments = parts->items[1];
    if (!is_tuple(arguments)) {
      const bool failed = co_await fail("second item of the tuple returned by __reduce__ must be a tuple, not ", arguments, "");
      co_return failed;
    }
    bool done = false;
    const bool native = callable.is_object() && vm_.types.of(callable) == vm_.types.builtin_function;
    if (callable.is_none()) done = co_await save_new_object_ex(as_tuple(arguments));
    else if (native && is_newobj(callable)) done = co_await save_new_object(as_tuple(arguments));
    if (callable.is_none() || (native && is_newobj(callable))) {
      if (!done) co_return false;
      memoize(self.object());
    } else {
      done = co_await save_call(callable, arguments, self);
      if (!done) co_return false;
    }
    for (std::uint32_t i = 3; i < parts->length && i < 5; ++i) {
      if (parts->items[i].is_none()) continue;
      done = co_await save_from_iterator(parts->items[i], i == 4);
      if (!done) co_return false;
    }
    if (parts->length > 2 && !parts->items[2].is_none()) {
      done = co_await save(parts->items[2]);
      if (!done) co_return false;
      out_ += op::kBuild;
    }
    co_return true;
  }

  /// An item, or the two of a pair.
  Co<bool> save_member(Value item, bool pair) {
    if (!pair) {
      const bool done = co_await save(item);
      co_return done;
    }
    for (std::uint32_t i = 0; i < 2; ++i) {
      const bool done = co_await save(as_tuple(item)->items[i]);
      if (!done) co_return false;
    }
    co_return true;
  }

  /// In batches; a batch of one needs no mark.
  Co<bool> save_from_iterator(Value iterator, bool pairs) {
    for (bool more = true; more;) {
      std::vector<Ref> batch;
      while (more && batch.size() < kBatch) {
        Ref item = co_await vm_.finish(next(vm_, iterator));
        if (!item) co_return false;
        more = !item.get().is_exhausted();
        if (more) batch.push_back(std::move(item));
      }
      if (batch.empty()) co_return true;
      if (batch.size() > 1) out_ += op::kMark;
      for (const Ref& item : batch) {
        const bool done = co_await save_member(item, pairs);
        if (!done) co_return false;
      }
      if (pairs) out_ += batch.size() > 1 ? op::kSetItems : op::kSetItem;
      else out_ += batch.size() > 1 ? op::kAppends : op::kAppend;
    }
    co_return true;
  }

  Vm& vm_;
  std::string& out_;
  std::size_t frame_ = 0;
  int depth_ = 0;
  std::uint32_t memoized_ = 0;
  std::unordered_map<const Object*, std::uint32_t> memo_;  // looked up only
  std::vector<Ref> keep_;                                  // what is in memo_ stays alive, so that no address is used twice
};

}  // namespace

Co<bool> pickle(Vm& vm, Value value, Message* out) {
  const Ref keep = share(value);
  Pickler pickler(vm, *out);
  const bool done = co_await pickler.dump(value);
  co_return done;
}

}  // namespace gilscope
