// _json.make_scanner: one JSON value, read from a place in a text (Modules/_json.c: scan_once_unicode).
//
// Arrays and objects in each other lie on a stack of our own, so that no depth of the text is a depth of the host's stack.
#include <fmt/format.h>

#include <vector>

#include "sim/library/modules/json_module.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"

namespace gilscope {

namespace {

/// What a JSONDecoder wishes, copied when it was made.
struct ScannerObject : Object {
  Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant;  ///< null until the constructor found them
  bool strict;
};
ScannerObject* scanner_of(Value v) { return as<ScannerObject>(v); }

struct ScannerField { const char* name; Value ScannerObject::* place; };
constexpr ScannerField kFields[] = {
    {"object_hook", &ScannerObject::object_hook}, {"object_pairs_hook", &ScannerObject::object_pairs_hook},
    {"parse_float", &ScannerObject::parse_float}, {"parse_int", &ScannerObject::parse_int},
    {"parse_constant", &ScannerObject::parse_constant},
};

class Scan {
 public:
  Scan(Vm& vm, const ScannerObject& scanner, const StrObject* text, std::size_t at)
      : vm_(vm), scanner_(scanner), text_(text), at_(at), memo_(make_dict(vm.heap)) {
    vm.charge(Cost::AllocGc);
  }

  /// The value, or null: there is a problem, or an exception is set.
  Co<Ref> value() {
    for (;;) {
      Ref value = co_await vm_.finish(begin_value());
      if (!value) co_return nullptr;
      bool complete = value.get() != kBegun;
      while (complete && !levels_.empty()) {  // perhaps the containers around it are now complete, too
        add_to_container(value);
        const Next next = after_item();
        if (next == Next::Failed) co_return nullptr;
        complete = next == Next::Closed;
        if (complete) value = co_await vm_.finish(close());
        if (!value) co_return nullptr;
      }
      if (complete) co_return value;
    }
  }

  std::size_t at() const { return at_; }
  const JsonProblem& problem() const { return problem_; }

 private:
  /// An array or object that is being read. An object is a list of pairs if there is a hook for these.
  struct Level {
    Ref container;
    Ref key;  ///< of the value that comes next
    bool object;
  };
  enum class Next { Item, Closed, Failed };
  static constexpr Value kBegun = Value::exhausted();  ///< instead of a value: a container's first item comes next
  static constexpr char32_t kEnd = ~char32_t{0};

  // ---- the text ----
  char32_t look(std::size_t ahead = 0) const { return at_ + ahead < text_->length ? text_->at(at_ + ahead) : kEnd; }
  bool digit(std::size_t ahead = 0) const { return look(ahead) >= '0' && look(ahead) <= '9'; }
  void skip_digits() { while (digit()) ++at_; }
  void skip_space() { while (look() == ' ' || look() == '\t' || look() == '\n' || look() == '\r') ++at_; }
  bool skip(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) if (look(i) != static_cast<unsigned char>(word[i])) return false;
    at_ += word.size();
    return true;
  }

  std::nullptr_t fail(const char* message, std::size_t at) {
    problem_ = {message, static_cast<std::int64_t>(at), true};
    return nullptr;
  }
  std::nullptr_t no_value(std::size_t at) { return fail(nullptr, at); }

  // ---- values ----
  /// May be pending: a hook or a parser that is Python code.
  Ref begin_value() {
    vm_.charge(Cost::NativeCallSmall);
    switch (look()) {
      case '"': return ++at_, scan_string(vm_, text_, at_, scanner_.strict, problem_);
      case '{': return begin_container(true);
      case '[': return begin_container(false);
      default: break;
    }
    if (skip("null")) return vm_.none();
    if (skip("true")) return vm_.boolean(true);
    if (skip("false")) return vm_.boolean(false);
    for (const char* name : {"NaN", "Infinity", "-Infinity"}) if (skip(name)) return call_with(scanner_.parse_constant, vm_.str(name));
    return number();
  }

  Ref number() {
    const std::size_t begin = at_;
    if (look() == '-') ++at_;
    if (!digit()) return no_value(begin);
    if (look() == '0') ++at_;
    else skip_digits();
    const std::size_t whole = at_;
    if (look() == '.' && digit(1)) ++at_, skip_digits();
    skip_exponent();
    const bool is_float = at_ > whole;
    charge_digits(at_ - begin);
    Ref digits = str_substring(vm_.heap, const_cast<StrObject*>(text_), begin, at_);
    return call_with(is_float ? scanner_.parse_float : scanner_.parse_int, std::move(digits));
  }

  void skip_exponent() {
    if (look() != 'e' && look() != 'E') return;
    const std::size_t sign = look(1) == '+' || look(1) == '-' ? 1 : 0;
    if (!digit(1 + sign)) return;
    at_ += 1 + sign;
    skip_digits();
  }

  /// Looked at, and copied into a string of their own, from which the number is made.
  void charge_digits(std::size_t count) {
    vm_.charge(Cost::CharScan, static_cast<std::int64_t>(count));
    vm_.charge(Cost::CharCopy, static_cast<std::int64_t>(count));
    vm_.charge(Cost::AllocSmall);
  }

  /// int and float themselves are not called: C code makes the number.
  Ref call_with(Value function, Ref argument) {
    argument_ = std::move(argument);
    argument_value_ = argument_;
    const Args args{&argument_value_, 1, nullptr};
    for (TypeObject* plain : {vm_.types.int_, vm_.types.float_}) if (function == Value(plain)) return plain->slots.create(vm_, plain, args);
    return call(vm_, function, args);
  }

  // ---- containers ----
  Ref begin_container(bool object) {
    if (levels_.size() >= kJsonDepth) {
      return vm_.raise(Exc::RecursionError, fmt::format("maximum recursion depth exceeded while decoding a JSON {} from a unicode string",
                                                        object ? "object" : "array"));
    }
    ++at_;
    skip_space();
    const bool pairs = object && !scanner_.object_pairs_hook.is_none();
    levels_.push_back({object && !pairs ? make_dict(vm_.heap) : make_list(vm_.heap), nullptr, object});
    vm_.charge(Cost::AllocGc);
    if (look() == (object ? '}' : ']')) return close();
    if (object && !read_key()) return nullptr;
    return steal(kBegun);
  }

  /// The key and the colon. False: there is a problem.
  bool read_key() {
    if (look() != '"') return fail("Expecting property name enclosed in double quotes", at_), false;
    ++at_;
    Ref key = scan_string(vm_, text_, at_, scanner_.strict, problem_);
    if (!key) return false;
    levels_.back().key = remembered(std::move(key));
    skip_space();
    if (look() != ':') return fail("Expecting ':' delimiter", at_), false;
    ++at_;
    skip_space();
    return true;
  }

  /// Objects with equal keys share them.
  Ref remembered(Ref key) {
    DictObject* memo = as_dict(memo_);
    vm_.charge(Cost::ItemHash);
    vm_.charge(Cost::DictProbe);
    lock_alone(vm_, memo);
    const std::int64_t known = dict_find_str(memo, as_str(key));
    if (known >= 0) return share(memo->entries[known].key);
    charge_insert(vm_, memo);
    dict_set_str(vm_.heap, memo, as_str(key), key);
    return key;
  }

  void add_to_container(Value value) {
    Level& level = levels_.back();
    const Value container = level.container;
    lock_alone(vm_, container.object());
    if (is_dict(container)) return add_to_dict(as_dict(container), as_str(level.key), value);
    Ref item = level.object ? vm_.tuple({level.key, value}) : share(value);
    vm_.charge(Cost::AllocGc, level.object ? 1 : 0);
    vm_.charge(Cost::ItemCopy);
    if (list_append(vm_.heap, as_list(container), item)) vm_.charge(Cost::ListResize);
  }

  void add_to_dict(DictObject* d, StrObject* key, Value value) {
    vm_.charge(Cost::DictProbe);
    if (dict_find_str(d, key) < 0) charge_insert(vm_, d);
    dict_set_str(vm_.heap, d, key, value);
  }

  Next after_item() {
    const bool object = levels_.back().object;
    const char32_t closing = object ? '}' : ']';
    skip_space();
    if (look() == closing) return Next::Closed;
    if (look() != ',') return fail("Expecting ',' delimiter", at_), Next::Failed;
    const std::size_t comma = at_++;
    skip_space();
    if (look() == closing) {
      fail(object ? "Illegal trailing comma before end of object" : "Illegal trailing comma before end of array", comma);
      return Next::Failed;
    }
    return object && !read_key() ? Next::Failed : Next::Item;
  }

  /// The innermost container, or what its hook makes of it: may be pending.
  Ref close() {
    ++at_;
    Ref container = std::move(levels_.back().container);
    const bool object = levels_.back().object;
    levels_.pop_back();
    if (!object) return container;
    const Value hook = is_list(container) ? scanner_.object_pairs_hook : scanner_.object_hook;
    return hook.is_none() ? container : call_with(hook, std::move(container));
  }

  Vm& vm_;
  const ScannerObject& scanner_;
  const StrObject* const text_;
  std::size_t at_;
  Ref memo_;
  std::vector<Level> levels_;
  JsonProblem problem_;
  Ref argument_;          // of the call in progress,
  Value argument_value_;  // in a place that stays
};

Co<Ref> scan_once(Vm& vm, Value self, Value text, std::size_t at) {
  Scan scan(vm, *scanner_of(self), as_str(text), at);
  Ref value = co_await scan.value();
  if (value) {
    vm.charge(Cost::AllocGc);
    vm.charge(Cost::ItemCopy, 2);
    co_return vm.tuple({value, Value::integer(static_cast<std::int64_t>(scan.at()))});
  }
  if (!scan.problem().found) co_return nullptr;
  Ref failed = co_await raise_problem(vm, text, scan.problem());
  co_return failed;
}

Ref scanner_call(Vm& vm, Value self, const Args& args) {
  charge_slot_call(vm, 2);
  Value a[2];
  if (!bind_arguments(vm, "scan_once", args, {"string", "idx"}, 2, 2, a)) return nullptr;
  std::int64_t at = 0;
  if (!as_int64(a[1], at)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[1])));
  if (!is_str(a[0])) return vm.raise(Exc::TypeError, fmt::format("first argument must be a string, not {}", type_name(vm, a[0])));
  if (at < 0) return vm.raise(Exc::ValueError, "idx cannot be negative");
  return vm.start(scan_once(vm, self, a[0], static_cast<std::size_t>(at)));
}

// ---- the class ----

Co<Ref> scanner_new_co(Vm& vm, TypeObject* cls, Value context) {
  Ref made = steal(new_object<ScannerObject>(vm, cls));
  Ref strict = co_await vm.finish(get_attr(vm, context, "strict"));
  if (!strict) co_return nullptr;
  Ref is_strict = co_await vm.finish(truth(vm, strict));
  if (!is_strict) co_return nullptr;
  scanner_of(made)->strict = is_strict.get().is_true();
  for (const ScannerField& field : kFields) {
    Ref value = co_await vm.finish(get_attr(vm, context, field.name));
    if (!value) co_return nullptr;
    scanner_of(made)->*field.place = vm.heap.publish(value);
  }
  co_return made;
}

Ref scanner_new(Vm& vm, TypeObject* cls, const Args& args) {
  charge_slot_call(vm, 1);
  vm.charge(Cost::AllocGc);
  Value context;
  if (!bind_arguments(vm, "make_scanner", args, {"context"}, 1, 1, &context)) return nullptr;
  return vm.start(scanner_new_co(vm, cls, context));
}

void scanner_destroy(Heap& heap, Object* o) {
  for (const ScannerField& field : kFields) heap.decref(static_cast<ScannerObject*>(o)->*field.place);
}
void scanner_visit(Object* o, Visit visit, void* context) {
  for (const ScannerField& field : kFields) {
    if (const Value v = static_cast<ScannerObject*>(o)->*field.place) visit(v, context);
  }
}

template <std::size_t kField>
Ref get_field(Vm&, Value self) { return share(scanner_of(self)->*kFields[kField].place); }
Ref get_strict(Vm& vm, Value self) { return vm.boolean(scanner_of(self)->strict); }
const GetSetSpec kGetSet[] = {
    {"strict", get_strict},           {kFields[0].name, get_field<0>}, {kFields[1].name, get_field<1>},
    {kFields[2].name, get_field<2>}, {kFields[3].name, get_field<3>}, {kFields[4].name, get_field<4>},
};

}  // namespace

void add_scanner(Vm& vm, ModuleObject* module) {
  TypeObject* type = make_type(vm, {.name = "_json.Scanner",
                                    .instance_bytes = sizeof(ScannerObject),
                                    .flags = 0,
                                    .slots = {.call = scanner_call, .create = scanner_new, .destroy = scanner_destroy, .visit = scanner_visit},
                                    .getset = kGetSet});
  add_value(vm, module, "make_scanner", Value(type));
}

}  // namespace gilscope
