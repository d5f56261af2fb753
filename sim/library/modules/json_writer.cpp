// A value as JSON text, all at one go (Modules/_json.c: encoder_listencode_obj).
//
// Containers in containers lie on a stack of our own, so that no depth of the value is a depth of the host's stack.
#include <fmt/format.h>

#include <vector>

#include "sim/library/modules/json_encoder.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/type_helpers.hpp"
#include "sim/library/types_list.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/sections.hpp"

namespace gilscope {

namespace {

class JsonWriter {
 public:
  JsonWriter(Vm& vm, const EncoderObject& encoder, std::int64_t level) : vm_(vm), encoder_(encoder), line_level_(level) {}

  Co<bool> write(Value root) {
    bool going = co_await put(root);
    while (going && !levels_.empty()) {
      Value key, value;
      if (!take(key, value)) {
        going = co_await end();
        continue;
      }
      const Ref keep = key && !encoder_.quotes ? share(value) : Ref();  // a key is written by Python code first
      if (key) {
        const Put put_it = co_await put_key(key);
        going = put_it != Put::Failed;
        if (put_it != Put::Done) continue;
      } else if (levels_.back().kind != Kind::Default) {
        separate();
      }
      going = co_await put(value);
    }
    co_return going;
  }

  Ref text() { return out_.finish(vm_.heap); }

 private:
  enum class Kind { Items, Pairs, Dict, Default };  ///< Default: what default() made of an object
  enum class Put { Done, Skipped, Later, Failed };  ///< Later: it may need Python code

  /// Something with values in it that is being written.
  struct Level {
    Ref owner;  ///< what may not occur in itself
    Ref items;  ///< list or tuple; list of pairs; dict; the one value
    Kind kind;
    std::uint32_t at = 0;  ///< the next of them
    bool first = true;
  };

  // ---- text ----
  /// Each write is a call (_PyUnicodeWriter_WriteStr). The buffer has a quarter of room to spare: short texts move often, long ones hardly.
  void written(std::size_t characters) {
    vm_.charge(Cost::NativeCallSmall);
    vm_.charge(Cost::CharCopy, static_cast<std::int64_t>(characters));
    if (out_.size() <= room_) return;
    room_ = out_.size() + out_.size() / 4;
    vm_.charge(Cost::ListResize);
  }
  void add(std::string_view ascii) {
    out_.add(ascii);
    written(ascii.size());
  }
  void add(Value text) {
    out_.add(as_str(text));
    written(as_str(text)->length);
  }
  Put add_made(const Ref& text) { return text ? (add(text.get()), Put::Done) : Put::Failed; }
  void add_quoted_text(Value text) {
    const std::size_t before = out_.size();
    vm_.charge(Cost::NativeCallSmall);
    add_quoted(vm_, out_, as_str(text), encoder_.quoting);
    written(out_.size() - before);
  }

  void new_line() {
    if (encoder_.indent.is_none()) return;
    add("\n");
    for (std::int64_t i = 0; i < line_level_; ++i) add(encoder_.indent);
  }

  void separate() {
    Level& level = levels_.back();
    if (!level.first) add(encoder_.item_separator), new_line();
    level.first = false;
  }

  // ---- values without parts ----
  Ref float_text(Value v) {
    const double d = float_value(v);
    if (d - d == 0) return vm_.types.float_->slots.repr(vm_, v);
    if (encoder_.allow_nan) return vm_.str(d != d ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
    const char* shown = d != d ? "nan" : d > 0 ? "inf" : "-inf";
    return vm_.raise(Exc::ValueError, fmt::format("Out of range float values are not JSON compliant: {}", shown));
  }
  static const char* constant(Value v) { return v.is_none() ? "null" : v.is_true() ? "true" : "false"; }

  Put put_plain(Value v) {
    vm_.charge(Cost::NativeCallSmall);
    if (v.is_none() || v.is_bool()) return add(constant(v)), Put::Done;
    if (is_str(v) && encoder_.quotes) return add_quoted_text(v), Put::Done;
    if (is_int(v)) return add_made(vm_.types.int_->slots.repr(vm_, v));
    if (is_float(v)) return add_made(float_text(v));
    return Put::Later;
  }

  /// Exhausted: not a key, but such are to be skipped. Null: an exception is set.
  Ref key_text(Value key) {
    if (is_str(key)) return share(key);
    if (is_float(key)) return float_text(key);
    if (key.is_none() || key.is_bool()) return vm_.str(constant(key));
    if (is_int(key)) return vm_.types.int_->slots.repr(vm_, key);
    if (encoder_.skipkeys) return steal(Value::exhausted());
    return vm_.raise(Exc::TypeError, fmt::format("keys must be str, int, float, bool or None, not {}", type_name(vm_, key)));
  }

  /// Done, Skipped or Failed.
  Co<Put> put_key(Value key) {
    const Ref text = key_text(key);
    if (!text) co_return Put::Failed;
    if (text.get().is_exhausted()) co_return Put::Skipped;
    separate();
    const bool done = co_await put_string(text);
    if (!done) co_return Put::Failed;
    add(encoder_.key_separator);
    co_return Put::Done;
  }

  Co<bool> put_string(Value text) {
    if (encoder_.quotes) co_return add_quoted_text(text), true;
    Ref encoded = co_await vm_.call(encoder_.encoder, text);
    if (!encoded) co_return false;
    if (!is_str(encoded)) {
      vm_.raise(Exc::TypeError, fmt::format("encoder() must return a string, not {}", type_name(vm_, encoded)));
      co_return false;
    }
    co_return add(encoded.get()), true;
  }

  // ---- values with parts ----
  Co<bool> put(Value v) {
    const Put at_once = put_plain(v);
    if (at_once != Put::Later) co_return at_once == Put::Done;
    const Ref keep = share(v);
    bool done = false;
    if (is_str(v)) done = co_await put_string(v);
    else if (is_list(v) || is_tuple(v)) done = co_await begin_items(v);
    else if (is_dict(v)) done = co_await begin_dict(v);
    else done = co_await begin_default(v);
    co_return done;
  }

  bool too_deep(const char* where) {
    if (levels_.size() < kJsonDepth) return false;
    vm_.raise(Exc::RecursionError, fmt::format("maximum recursion depth exceeded{}", where));
    return true;
  }
  /// A container of several threads is read when it is its turn.
  bool out_of_turn(Value v) const { return must_wait(vm_) && is_shared(vm_, v); }

  Co<bool> begin_items(Value v) {
    if (too_deep(" while encoding a JSON object")) co_return false;
    if (out_of_turn(v)) co_await vm_.machine.order();
    const TypeObject* type = vm_.types.of(v);
    Ref items;
    if (type == vm_.types.list || type == vm_.types.tuple) items = share(v);
    else items = co_await vm_.finish(list_of(vm_, v));
    if (!items) co_return false;
    if (items_of(items).length == 0) co_return add("[]"), true;
    const bool begun = co_await begin(v, items, Kind::Items);
    co_return begun;
  }

  Co<bool> begin_dict(Value v) {
    if (too_deep(" while encoding a JSON object")) co_return false;
    if (out_of_turn(v)) co_await vm_.machine.order();
    if (as_dict(v)->used == 0) co_return add("{}"), true;
    const bool as_it_is = vm_.types.of(v) == vm_.types.dict && !encoder_.sort_keys;
    Ref items;
    if (as_it_is) items = share(v);
    else items = co_await list_pairs(v);
    if (!items) co_return false;
    const bool begun = co_await begin(v, items, as_it_is ? Kind::Dict : Kind::Pairs);
    co_return begun;
  }

  /// list(v.items()), sorted if that is wanted.
  Co<Ref> list_pairs(Value v) {
    Ref view = co_await vm_.finish(call_method(vm_, v, vm_.intern("items"), Args{}));
    if (!view) co_return nullptr;
    if (vm_.types.of(view)->slots.iter == nullptr) {
      co_return vm_.raise(Exc::TypeError, fmt::format("{}.items() returned a non-iterable (type {})", type_name(vm_, v), type_name(vm_, view)));
    }
    Ref pairs = co_await vm_.finish(list_of(vm_, view));
    if (!pairs) co_return nullptr;
    if (encoder_.sort_keys) {
      const Value arguments[] = {pairs, Value(), Value()};
      Ref sorted = co_await vm_.finish(list_sort(vm_, Args{arguments, 3, nullptr}));
      if (!sorted) co_return nullptr;
    }
    for (std::uint32_t i = 0; i < as_list(pairs)->length; ++i) {
      const Value pair = as_list(pairs)->items[i];
      if (!is_tuple(pair) || as_tuple(pair)->length != 2) co_return vm_.raise(Exc::ValueError, "items must return 2-tuples");
    }
    co_return pairs;
  }

  Co<bool> begin_default(Value v) {
    if (too_deep("")) co_return false;
    const bool marked = co_await mark(v);
    if (!marked) co_return false;
    Ref instead = co_await vm_.call(encoder_.default_, v);
    if (!instead) co_return false;
    levels_.push_back({share(v), std::move(instead), Kind::Default});
    co_return true;
  }

  Co<bool> begin(Value owner, Value items, Kind kind) {
    const bool marked = co_await mark(owner);
    if (!marked) co_return false;
    add(kind == Kind::Items ? "[" : "{");
    levels_.push_back({share(owner), share(items), kind});
    ++line_level_;
    new_line();
    co_return true;
  }

  Co<bool> end() {
    const Level level = std::move(levels_.back());
    levels_.pop_back();
    const bool unmarked = co_await unmark(level.owner);
    if (!unmarked || level.kind == Kind::Default) co_return unmarked;
    --line_level_;
    new_line();
    add(level.kind == Kind::Items ? "]" : "}");
    co_return true;
  }

  /// The innermost level's next value, borrowed, and its key if it has one. False: there is none.
  bool take(Value& key, Value& value) {
    Level& level = levels_.back();
    if (level.kind == Kind::Default) return value = level.items, level.at++ == 0;
    if (level.kind == Kind::Dict) return take_entry(level, key, value);
    const ItemSpan items = items_of(level.items);
    if (level.at >= items.length) return false;
    value = items.items[level.at++];
    if (level.kind == Kind::Items) return true;
    const TupleObject* pair = as_tuple(value);
    key = pair->items[0];
    value = pair->items[1];
    return true;
  }
  bool take_entry(Level& level, Value& key, Value& value) {
    vm_.charge(Cost::IterNext);
    const DictObject* d = as_dict(level.items);
    const std::int64_t entry = dict_next(d, level.at);
    if (entry < 0) return false;
    level.at = static_cast<std::uint32_t>(entry) + 1;
    key = d->entries[entry].key;
    value = d->entries[entry].value;
    return true;
  }

  // ---- what contains itself ----
  Value mark_of(Value v) {
    return Value::integer(static_cast<std::int64_t>(v.is_object() ? vm_.heap.identity(v.object()) : v.bits()));
  }
  std::int64_t find_mark(Value mark) {
    std::uint64_t hash = 0;
    simple_hash(vm_.heap, mark, hash);
    vm_.charge(Cost::ItemHash);
    vm_.charge(Cost::DictProbe);
    return dict_find(as_dict(encoder_.markers), mark, hash);
  }

  Co<bool> mark(Value v) {
    if (encoder_.markers.is_none()) co_return true;
    vm_.charge(Cost::IntAlloc);
    const Value key = mark_of(v);
    if (find_mark(key) >= 0) co_return vm_.raise(Exc::ValueError, "Circular reference detected"), false;
    Vm* const vm = &vm_;
    DictObject* const markers = as_dict(encoder_.markers);
    Ref done = co_await vm_.finish(in_section(vm_, markers, [vm, markers, key, v] {
      vm->charge(Cost::ItemHash);
      vm->charge(Cost::DictProbe);
      charge_insert(*vm, markers);
      dict_set_simple(vm->heap, markers, key, v);
      return vm->none();
    }));
    co_return static_cast<bool>(done);
  }

  Co<bool> unmark(Value v) {
    if (encoder_.markers.is_none()) co_return true;
    Ref done = co_await vm_.finish(in_section(vm_, as_dict(encoder_.markers), [this, v] {
      const Value key = mark_of(v);
      const std::int64_t entry = find_mark(key);
      if (entry < 0) return raise_key_error(vm_, key);
      dict_take(vm_.heap, as_dict(encoder_.markers), entry);
      return vm_.none();
    }));
    co_return static_cast<bool>(done);
  }

  Vm& vm_;
  const EncoderObject& encoder_;
  std::int64_t line_level_;  ///< how far lines are indented
  StrBuilder out_;
  std::size_t room_ = 0;
  std::vector<Level> levels_;
};

}  // namespace

Co<Ref> encode_json(Vm& vm, const EncoderObject* encoder, Value object, std::int64_t level) {
  JsonWriter writer(vm, *encoder, level);
  const bool done = co_await writer.write(object);
  if (!done) co_return nullptr;
  Ref text = writer.text();
  vm.charge(Cost::ListResize);  // to its length
  vm.charge(Cost::AllocGc);
  co_return vm.tuple({text});
}

}  // namespace gilscope
