// Reading: Modules/_pickle.c, load(). A stack machine.
#include <fmt/format.h>

#include <bit>
#include <vector>

#include "sim/bytecode/code_object.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/pickle.hpp"
#include "sim/library/modules/pickle_opcodes.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/interpreters.hpp"
#include "sim/vm/names.hpp"

namespace gilscope {

namespace {

class Unpickler {
 public:
  Unpickler(Vm& vm, const Message& message) : vm_(vm), in_(message.bytes) {}

  Co<Ref> load() {
    while (at_ < in_.size() && !failed_) {
      const char code = in_[at_++];
      if (code == op::kStop) co_return result();
      if (plain(code)) continue;
      if (failed_) break;
      const bool done = co_await with_calls(code);
      if (!done) co_return nullptr;
    }
    if (vm_.raised()) co_return nullptr;
    if (!failed_) co_return vm_.raise(Exc::EOFError, "Ran out of input");
    Ref truncated = co_await fail("pickle data was truncated");
    co_return truncated;
  }

 private:
  Ref result() { return stack_.empty() ? vm_.none() : std::move(stack_.back()); }

  Co<Ref> fail(std::string_view text) {
    const std::string message(text);
    Ref module = co_await vm_.finish(import_module(vm_, "_pickle"));
    if (!module) co_return nullptr;
    Ref kind = co_await vm_.finish(get_attr(vm_, module, "UnpicklingError"));
    if (!kind) co_return nullptr;
    Ref shown = vm_.str(message);
    Ref error = co_await vm_.call(kind, shown);
    if (!error) co_return nullptr;
    co_return vm_.raise_value(error);
  }

  // ---- input ----
  std::string_view take(std::size_t bytes) {
    if (bytes > in_.size() - at_) {
      failed_ = true;
      return {};
    }
    const std::string_view taken = in_.substr(at_, bytes);
    at_ += bytes;
    return taken;
  }
  std::uint64_t number(std::size_t bytes) {
    std::uint64_t n = 0;
    const std::string_view taken = take(bytes);
    for (std::size_t i = 0; i < taken.size(); ++i) n |= std::uint64_t{static_cast<unsigned char>(taken[i])} << (8 * i);
    return n;
  }
  double real() {
    std::uint64_t bits = 0;
    for (const char c : take(8)) bits = bits << 8 | static_cast<unsigned char>(c);
    return std::bit_cast<double>(bits);
  }

  // ---- the stack ----
  bool push(Ref v, Cost cost) {
    vm_.charge(cost);
    stack_.push_back(std::move(v));
    return true;
  }
  bool push_atom(Ref v) { return push(std::move(v), Cost::UnpickleAtom); }
  Ref pop() {
    if (stack_.empty()) return failed_ = true, nullptr;
    Ref v = std::move(stack_.back());
    stack_.pop_back();
    return v;
  }
  std::size_t pop_mark() {
    if (marks_.empty()) return failed_ = true, stack_.size();
    const std::size_t mark = marks_.back();
    marks_.pop_back();
    return mark;
  }
  std::vector<Value> above(std::size_t mark) const {
    std::vector<Value> values;
    for (std::size_t i = mark; i < stack_.size(); ++i) values.push_back(stack_[i].get());
    return values;
  }
  bool make_tuple_of(std::size_t length) {
    if (length > stack_.size()) return failed_ = true, false;
    Ref made = gilscope::make_tuple(vm_.heap, above(stack_.size() - length));
    stack_.resize(stack_.size() - length);
    return push(std::move(made), Cost::UnpickleContainer);
  }
  bool push_text(std::string_view text, bool is_bytes) {
    vm_.charge(Cost::PickleByte, static_cast<std::int64_t>(text.size()));
    return push_atom(is_bytes ? make_bytes(vm_.heap, text) : vm_.str(text));
  }
  bool push_memo(std::uint64_t place) {
    if (place >= memo_.size()) return failed_ = true, false;
    return push_atom(share(memo_[static_cast<std::size_t>(place)].get()));
  }
  bool push_long(std::size_t bytes) {
    const std::string_view digits = take(bytes);
    return push_atom(int_from_bytes(vm_.heap, reinterpret_cast<const std::uint8_t*>(digits.data()), digits.size(), true, true));
  }

  /// Opcodes that run no Python code. False: it is none of them, or the data is wrong.
  bool plain(char code) {
    switch (code) {
      case op::kProto: take(1); return !failed_;
      case op::kFrame: take(8); return !failed_;
      case op::kMark: marks_.push_back(stack_.size()); return true;
      case op::kPop: pop(); return !failed_;
      case op::kPopMark: stack_.resize(pop_mark()); return !failed_;
      case op::kMemoize: memo_.push_back(stack_.empty() ? Ref() : share(stack_.back().get())); return !stack_.empty();
      case op::kBinGet: return push_memo(number(1));
      case op::kLongBinGet: return push_memo(number(4));
      case op::kNone: return push_atom(vm_.none());
      case op::kNewTrue: return push_atom(vm_.boolean(true));
      case op::kNewFalse: return push_atom(vm_.boolean(false));
      case op::kBinInt1: return push_atom(vm_.integer(static_cast<std::int64_t>(number(1))));
      case op::kBinInt2: return push_atom(vm_.integer(static_cast<std::int64_t>(number(2))));
      case op::kBinInt: return push_atom(vm_.integer(static_cast<std::int32_t>(number(4))));
      case op::kLong1: return push_long(static_cast<std::size_t>(number(1)));
      case op::kLong4: return push_long(static_cast<std::size_t>(number(4)));
      case op::kBinFloat: return push_atom(make_float(real()));
      case op::kShortUnicode: return push_text(take(static_cast<std::size_t>(number(1))), false);
      case op::kUnicode: return push_text(take(static_cast<std::size_t>(number(4))), false);
      case op::kShortBytes: return push_text(take(static_cast<std::size_t>(number(1))), true);
      case op::kBytes: return push_text(take(static_cast<std::size_t>(number(4))), true);
      case op::kEmptyList: return push(make_list(vm_.heap), Cost::UnpickleContainer);
      case op::kEmptyDict: return push(make_dict(vm_.heap), Cost::UnpickleContainer);
      case op::kEmptySet: return push(make_set(vm_.heap, vm_.types.set), Cost::UnpickleContainer);
      case op::kEmptyTuple: return push(vm_.tuple({}), Cost::UnpickleAtom);
      case op::kTuple1: return make_tuple_of(1);
      case op::kTuple2: return make_tuple_of(2);
      case op::kTuple3: return make_tuple_of(3);
      case op::kTuple: return make_tuple_of(stack_.size() - pop_mark());
      default: return false;
    }
  }

  Co<bool> with_calls(char code) {
    bool done = false;
    switch (code) {
      case op::kAppend: done = co_await append(stack_.size() - 1); break;
      case op::kAppends: done = co_await append(pop_mark()); break;
      case op::kSetItem: done = co_await set_items(stack_.size() - 2); break;
      case op::kSetItems: done = co_await set_items(pop_mark()); break;
      case op::kAddItems: done = co_await add_items(); break;
      case op::kFrozenSet: done = co_await frozenset(); break;
      case op::kStackGlobal: done = co_await global(); break;
      case op::kReduce: done = co_await reduce(); break;
      case op::kNewObj: done = co_await new_object(false); break;
      case op::kNewObjEx: done = co_await new_object(true); break;
      case op::kBuild: done = co_await build(); break;
      default: {
        const std::string text = fmt::format("invalid load key, '\\x{:02x}'.", static_cast<unsigned char>(code));
        co_await fail(text);
      }
    }
    co_return done;
  }

  // ---- filling containers ----
  Co<bool> append(std::size_t begin) {
    if (begin == 0 || begin > stack_.size()) co_return false;
    const Ref target = share(stack_[begin - 1].get());
    const std::vector<Value> items = above(begin);
    for (const Value item : items) {
      if (vm_.types.of(target) == vm_.types.list) {
        list_append(vm_.heap, as_list(target), item);
        continue;
      }
      Ref done = co_await vm_.finish(call_method(vm_, target, vm_.intern("append"), Args{&item, 1, nullptr}));
      if (!done) co_return false;
    }
    stack_.resize(begin);
    co_return true;
  }

  Co<bool> set_items(std::size_t begin) {
    if (begin == 0 || begin > stack_.size()) co_return false;
    const Ref target = share(stack_[begin - 1].get());
    const std::vector<Value> items = above(begin);
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
      vm_.charge(Cost::DictInsert);
      Ref done = co_await vm_.finish(set_item(vm_, target, items[i], items[i + 1]));
      if (!done) co_return false;
    }
    stack_.resize(begin);
    co_return true;
  }

  Co<bool> add_to(Value set, const std::vector<Value>* items) {
    for (const Value item : *items) {
      vm_.charge(Cost::DictInsert);
      if (set_add_simple(vm_.heap, as_set(set), item)) continue;
      Ref done = co_await vm_.finish(call_method(vm_, set, vm_.intern("add"), Args{&item, 1, nullptr}));
      if (!done) co_return false;
    }
    co_return true;
  }

  Co<bool> add_items() {
    const std::size_t begin = pop_mark();
    if (begin == 0) co_return false;
    const Ref target = share(stack_[begin - 1].get());
    const std::vector<Value> items = above(begin);
    const bool done = co_await add_to(target, &items);
    stack_.resize(begin);
    co_return done;
  }

  Co<bool> frozenset() {
    const std::size_t begin = pop_mark();
    const std::vector<Value> items = above(begin);
    Ref set = make_set(vm_.heap, vm_.types.set);
    const bool done = co_await add_to(set, &items);
    if (!done) co_return false;
    Ref frozen = co_await vm_.call(Value(vm_.types.frozenset), set);
    if (!frozen) co_return false;
    stack_.resize(begin);
    co_return push(std::move(frozen), Cost::UnpickleContainer);
  }

  // ---- names ----
  Co<bool> global() {
    const Ref name = pop(), module = pop();
    if (!name || !module || !is_str(name) || !is_str(module)) co_return false;
    const std::string place = to_utf8(module);
    const std::string dotted = to_utf8(name);
    Ref found = co_await find(&place, &dotted);
    if (!found) co_return false;
    co_return push(std::move(found), Cost::UnpickleInstance);
  }

  Co<Ref> find(const std::string* place, const std::string* dotted) {
    Ref at = co_await vm_.finish(import_module(vm_, *place));
    if (!at) co_return nullptr;
    for (std::size_t begin = 0; begin <= dotted->size();) {
      const std::size_t end = std::min(dotted->find('.', begin), dotted->size());
      at = co_await vm_.finish(get_attr(vm_, at, vm_.intern(dotted->substr(begin, end - begin))));
      if (!at) break;
      begin = end + 1;
    }
    co_return at;
  }

  // ---- making ----
  Co<bool> reduce() {
    const Ref arguments = pop(), callable = pop();
    if (!arguments || !callable || !is_tuple(arguments)) co_return false;
    const TupleObject* given = as_tuple(arguments);
    const Args args{given->items, given->length, nullptr};
    Ref made = co_await vm_.finish(call(vm_, callable, args));
    if (!made) co_return false;
    co_return push(std::move(made), Cost::UnpickleInstance);
  }

  /// cls.__new__(cls, *arguments, **keywords).
  Co<bool> new_object(bool with_keywords) {
    const Ref keywords = with_keywords ? pop() : Ref();
    const Ref arguments = pop(), cls = pop();
    if (!arguments || !cls || !is_tuple(arguments) || (with_keywords && !is_dict(keywords))) co_return false;
    const TupleObject* given = as_tuple(arguments);
    std::vector<Value> all = {cls.get()}, names;
    all.insert(all.end(), given->items, given->items + given->length);
    const auto positional = static_cast<std::uint32_t>(all.size());
    for (std::int64_t i = with_keywords ? dict_next(as_dict(keywords), 0) : -1; i >= 0;
         i = dict_next(as_dict(keywords), static_cast<std::uint32_t>(i) + 1)) {
      names.push_back(as_dict(keywords)->entries[i].key);
      all.push_back(as_dict(keywords)->entries[i].value);
    }
    Ref name_tuple = names.empty() ? Ref() : gilscope::make_tuple(vm_.heap, names);
    Ref create = co_await vm_.finish(get_attr(vm_, cls, vm_.names->dunder_new));
    if (!create) co_return false;
    const Args args{all.data(), positional, name_tuple ? as_tuple(name_tuple) : nullptr};
    Ref made = co_await vm_.finish(call(vm_, create, args));
    if (!made) co_return false;
    co_return push(std::move(made), Cost::UnpickleInstance);
  }

  Co<bool> build() {
    const Ref state = pop();
    if (!state || stack_.empty()) co_return false;
    const Ref self = share(stack_.back().get());
    Ref hook = co_await vm_.finish(find_attr(vm_, self, vm_.intern("__setstate__")));
    if (!hook) co_return false;
    if (!hook.get().is_exhausted()) {
      Ref done = co_await vm_.call(hook, state);
      co_return static_cast<bool>(done);
    }
    Value own = state, slots;
    if (is_tuple(state) && as_tuple(state)->length == 2) {
      own = as_tuple(state)->items[0];
      slots = as_tuple(state)->items[1];
    }
    if (!own.is_none() && !set_attributes(self, own)) {
      co_await fail("state is not a dictionary");
      co_return false;
    }
    if (!slots || slots.is_none()) co_return true;
    const bool done = co_await set_slots(self, slots);
    co_return done;
  }

  /// Straight into __dict__, past any __setattr__.
  bool set_attributes(Value self, Value state) {
    if (!is_dict(state) || !self.is_object()) return false;
    const DictObject* d = as_dict(state);
    ExceptionObject* e = as_exception(vm_, self);
    if (e != nullptr && e->dict == nullptr) e->dict = as_dict(make_dict(vm_.heap).release());
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      if (!is_str(d->entries[i].key)) return false;
      vm_.charge(Cost::DictInsert);
      StrObject* name = intern(vm_.heap, as_str(d->entries[i].key));
      if (e != nullptr) dict_set_str(vm_.heap, e->dict, name, d->entries[i].value);
      else if (!set_instance_attribute(vm_, self.object(), name, d->entries[i].value)) return false;
    }
    return true;
  }

  Co<bool> set_slots(Value self, Value slots) {
    const DictObject* d = as_dict(slots);
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      Ref done = co_await vm_.finish(set_attr(vm_, self, as_str(d->entries[i].key), d->entries[i].value));
      if (!done) co_return false;
    }
    co_return true;
  }

  Vm& vm_;
  const std::string_view in_;
  std::size_t at_ = 0;
  bool failed_ = false;
  std::vector<Ref> stack_, memo_;
  std::vector<std::size_t> marks_;
};

}  // namespace

Co<Ref> unpickle(Vm& vm, const Message* message) {
  Unpickler unpickler(vm, *message);
  vm.charge(Cost::UnpickleCall);
  Ref value = co_await unpickler.load();
  co_return value;
}

Co<Ref> run_main_script_again(Vm& vm, const char* name) {
  const std::string module_name(name);
  const std::shared_ptr<const CodeObject>& code = vm.host.interpreters->main_script();
  Ref m = steal(Value(new_module(vm, module_name)));
  auto* module = static_cast<ModuleObject*>(m.get().object());
  Ref file = vm.str(code->filename);
  dict_set_str(vm.heap, module->dict, vm.names->dunder_file, file);
  dict_set_str(vm.heap, module->dict, vm.names->dunder_builtins, Value(vm.builtins));
  vm.charge(Cost::SourceImport);
  Ref code_value = steal(Value(make_code_value(vm, code)));
  Ref function = steal(Value(make_function_object(vm, static_cast<CodeValue*>(code_value.get().object()), module->dict)));
  Ref done = co_await vm.finish(run_body(vm, static_cast<FunctionObject*>(function.get().object()), Value(module->dict)));
  if (done) co_return m;
  dict_remove_str(vm.heap, vm.modules, vm.intern(module_name));
  co_return nullptr;
}

}  // namespace gilscope
