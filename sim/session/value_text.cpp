#include "sim/session/value_text.hpp"

#include <fmt/format.h>

#include "sim/library/modules/thread_module.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/deque_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/float_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/range_ops.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kLongest = 80;
constexpr int kDeepest = 3;
constexpr std::size_t kMostCharacters = 60;  // of one str

/// Up to `most` bytes, not in the middle of a character.
std::string cut(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most) + "…";
}

class Writer {
 public:
  explicit Writer(Vm& vm) : vm_(vm) {}

  std::string text(Value v) {
    write(v, 0);
    return cut(std::move(out_), kLongest);
  }

 private:
  bool full() const { return out_.size() > kLongest; }

  void write(Value v, int depth) {
    if (!v) out_ += "NULL";
    else if (v.is_none()) out_ += "None";
    else if (v.is_bool()) out_ += v.is_true() ? "True" : "False";
    else if (v.is_ellipsis()) out_ += "Ellipsis";
    else if (v.is_not_implemented()) out_ += "NotImplemented";
    else if (v.is_integer()) out_ += std::to_string(v.integer());
    else if (v.is_real()) out_ += float_text(v.real());
    else if (v.is_object()) object(v.object(), depth);
    else out_ += "?";
  }

  void object(Object* o, int depth) {
    if (o->type == nullptr) return void(out_ += "?");
    if ((o->type->type_flags & kTypeHeap) != 0 && o->type->layout != Layout::Type) return instance(o, depth);
    switch (o->type->layout) {
      case Layout::Int: out_ += int_text_too_long(Value(o)) ? "<a very large int>" : int_to_text(Value(o)); return;
      case Layout::Float: out_ += float_text(static_cast<FloatObject*>(o)->value); return;
      case Layout::Str: string(static_cast<StrObject*>(o)); return;
      case Layout::Bytes: bytes(static_cast<BytesObject*>(o)); return;
      case Layout::Tuple: tuple(as_tuple(Value(o)), depth); return;
      case Layout::List: items("[", as_list(Value(o))->items, as_list(Value(o))->length, "]", depth); return;
      case Layout::Dict: dict(as_dict(Value(o)), depth); return;
      case Layout::Set: set(as_set(Value(o)), depth); return;
      case Layout::FrozenSet: wrapped("frozenset(", as_set(Value(o)), depth); return;
      case Layout::Deque: deque(static_cast<DequeObject*>(o), depth); return;
      case Layout::Exception: exception(static_cast<ExceptionObject*>(o), depth); return;
      case Layout::Type: out_ += "<class '" + full_type_name(vm_, static_cast<TypeObject*>(o)) + "'>"; return;
      case Layout::Module: out_ += "<module '" + name_text(static_cast<ModuleObject*>(o)->name) + "'>"; return;
      default: native(o, depth);
    }
  }

  static std::string name_text(const StrObject* name) { return name == nullptr ? "?" : to_utf8(name); }

  void string(StrObject* s) {
    std::u32string head;
    for (std::size_t i = 0; i < s->length && i < kMostCharacters; ++i) head += s->at(i);
    Ref part = make_str(vm_.heap, head);
    Ref shown = str_repr(vm_.heap, as_str(part));
    out_ += to_utf8(shown);
    if (s->length > kMostCharacters) out_ += "…";
  }

  void bytes(const BytesObject* b) {
    const std::size_t shown = std::min<std::size_t>(b->length, kMostCharacters);
    out_ += bytes_repr({reinterpret_cast<const char*>(b->data), shown});
    if (b->length > shown) out_ += "…";
  }

  /// Calls `one(i)` for each item, with commas, until there is no room for more.
  template <class F>
  void list(const char* open, std::size_t count, const char* close, int depth, F one) {
    out_ += open;
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out_ += ", ";
      if (full() || depth >= kDeepest) {
        out_ += "...";
        break;
      }
      one(i);
    }
    out_ += close;
  }

  void items(const char* open, const Value* values, std::size_t count, const char* close, int depth) {
    list(open, count, close, depth, [&](std::size_t i) { write(values[i], depth + 1); });
  }

  void tuple(const TupleObject* t, int depth) { items("(", t->items, t->length, t->length == 1 ? ",)" : ")", depth); }

  void dict(const DictObject* d, int depth) {
    std::int64_t at = -1;
    list("{", d->used, "}", depth, [&](std::size_t) {
      at = dict_next(d, static_cast<std::uint32_t>(at + 1));
      write(d->entries[at].key, depth + 1);
      out_ += ": ";
      write(d->entries[at].value, depth + 1);
    });
  }

  void set(const SetObject* s, int depth) {
    if (s->used == 0) return void(out_ += "set()");
    std::int64_t at = -1;
    list("{", s->used, "}", depth, [&](std::size_t) {
      at = set_next(s, static_cast<std::size_t>(at + 1));
      write(s->table[at].key, depth + 1);
    });
  }

  void wrapped(const char* open, const SetObject* s, int depth) {
    out_ += open;
    if (s->used > 0) set(s, depth);
    out_ += ')';
  }

  void deque(const DequeObject* d, int depth) {
    list("deque([", d->length, "])", depth, [&](std::size_t i) { write(deque_at(d, i), depth + 1); });
  }

  void exception(const ExceptionObject* e, int depth) {
    out_ += type_name(e->type);
    if (e->args != nullptr) items("(", e->args->items, e->args->length, ")", depth);
  }

  void native(Object* o, int depth) {
    const Types& types = vm_.types;
    if (o->type == types.function) out_ += "<function " + name_text(static_cast<FunctionObject*>(o)->qualname) + ">";
    else if (o->type == types.builtin_function)
      out_ += fmt::format("<built-in function {}>", static_cast<NativeFunction*>(o)->spec->name);
    else if (o->type == types.cell) cell(static_cast<CellObject*>(o), depth);
    else if (o->type == types.range) range(static_cast<RangeObject*>(o), depth);
    else if (o->type == types.method) method(static_cast<BoundMethod*>(o), depth);
    else if (o->type->slots.repr != nullptr &&
             (type_name(o->type) == "_thread.lock" || type_name(o->type) == "_thread.RLock"))
      lock(o);
    else out_ += "<" + type_name(o->type) + ">";
  }

  void cell(const CellObject* c, int depth) {
    out_ += "<cell ";
    write(c->value, depth + 1);
    out_ += ">";
  }

  void range(const RangeObject* r, int depth) {
    const bool unit = r->step == Value::integer(1);
    const Value parts[] = {r->start, r->stop, r->step};
    items("range(", parts, unit ? 2 : 3, ")", depth);
  }

  void method(const BoundMethod* m, int depth) {
    out_ += "<bound method ";
    out_ += vm_.types.of(m->function) == vm_.types.function
                ? name_text(static_cast<FunctionObject*>(m->function.object())->qualname)
                : "?";
    out_ += " of ";
    write(m->self, depth + 1);
    out_ += ">";
  }

  void lock(Object* o) {
    const auto* l = static_cast<const LockObject*>(o);
    const bool taken = l->semaphore != nullptr ? l->semaphore->taken() : (l->word & 1) != 0;
    out_ += fmt::format("<{} {}>", taken ? "locked" : "unlocked", l->reentrant ? "RLock" : "Lock");
  }

  /// An instance of a Python class: its attributes.
  void instance(Object* o, int depth) {
    out_ += "<" + to_utf8(o->type->name);
    if (o->type->layout == Layout::Exception) {
      out_ += " ";
      exception(static_cast<ExceptionObject*>(o), depth);
    }
    if (depth < 2 && has_attribute_fields(o->type)) attributes(o, depth);
    out_ += ">";
  }

  void attribute(const StrObject* name, Value value, int depth, bool first) {
    out_ += (first ? " " : ", ") + to_utf8(name) + "=";
    write(value, depth + 1);
  }

  void attributes(Object* o, int depth) {
    const InstanceObject* fields = attribute_fields(o);
    const SharedKeys* keys = o->type->shared_keys;
    bool first = true;
    for (std::uint32_t i = 0; keys != nullptr && fields->values != nullptr && i < fields->count && !full();
         ++i, first = false) {
      attribute(keys->names[i], fields->values[i], depth, first);
    }
    for (std::int64_t i = fields->dict ? dict_next(fields->dict, 0) : -1; i >= 0 && !full(); first = false) {
      const DictEntry& entry = fields->dict->entries[i];
      if (is_str(entry.key)) attribute(as_str(entry.key), entry.value, depth, first);
      i = dict_next(fields->dict, static_cast<std::uint32_t>(i) + 1);
    }
  }

  Vm& vm_;
  std::string out_;
};

}  // namespace

std::string value_text(Vm& vm, Value value) { return Writer(vm).text(value); }

std::string value_type(Vm& vm, Value value) {
  const std::string name = type_name(vm.types.of(value));
  return name.substr(name.find_last_of('.') + 1);
}

std::string exception_text(Vm& vm, Value exception) {
  std::string text = value_type(vm, exception);
  if (!exception.is_object() || exception.object()->type->layout != Layout::Exception) return text;
  const TupleObject* args = static_cast<ExceptionObject*>(exception.object())->args;
  if (args == nullptr || args->length == 0) return text;
  return text + ": " +
         (is_str(args->items[0]) ? cut(to_utf8(args->items[0]), kLongest) : value_text(vm, args->items[0]));
}

}  // namespace gilscope
