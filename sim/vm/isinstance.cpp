// isinstance and issubclass (Objects/abstract.c).

#include <fmt/core.h>

#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/generic_alias.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

bool is_class(Vm& vm, Value v) { return v.is_object() && v.object()->type->is_subtype_of(vm.types.type); }

/// The metaclass has no check of its own.
bool plain_check(Vm& vm, TypeObject* cls, StrObject* hook) {
  return cls->type == vm.types.type || lookup_special(vm, cls->type, hook) == lookup_special(vm, vm.types.type, hook);
}

/// The alternatives of a tuple or union; null otherwise.
const TupleObject* alternatives(Vm& vm, Value v) {
  if (is_tuple(v)) return as_tuple(v);
  return vm.types.of(v) == vm.types.union_type ? as<UnionObject>(v)->args : nullptr;
}

Ref raise_bad_class(Vm& vm, const char* function) {
  return vm.raise(Exc::TypeError, fmt::format("{} arg 2 must be a {}, a tuple of {}, or a union", function,
                                              function[2] == 'i' ? "type" : "class", function[2] == 'i' ? "types" : "classes"));
}

enum class Question { Instance, Subclass };

StrObject* hook_of(Vm& vm, Question q) { return q == Question::Instance ? vm.names->dunder_instancecheck : vm.names->dunder_subclasscheck; }

/// The answer if no Python code is needed: 0, 1, or -1 for "ask".
int plain_answer(Vm& vm, Question q, Value subject, Value cls) {
  if (cls.is_none()) return q == Question::Instance ? subject.is_none() : subject == Value(vm.types.none_type);
  if (!is_class(vm, cls)) return -1;
  auto* type = as<TypeObject>(cls);
  if (q == Question::Instance && vm.types.of(subject) == type) return 1;
  if (!plain_check(vm, type, hook_of(vm, q))) return -1;
  if (q == Question::Instance) return vm.types.of(subject)->is_subtype_of(type) ? 1 : 0;
  return is_class(vm, subject) ? as<TypeObject>(subject)->is_subtype_of(type) : -1;
}

/// `nesting`: tuples within tuples count against the recursion limit.
Co<Ref> ask_co(Vm& vm, Question q, Value subject, Value cls, bool inside_union, std::uint32_t nesting) {
  if (vm.thread->depth + nesting > vm.priv().recursion_limit) {
    co_return vm.raise(Exc::RecursionError, fmt::format("maximum recursion depth exceeded in {}", to_utf8(hook_of(vm, q))));
  }
  if (const TupleObject* several = alternatives(vm, cls)) {
    const bool in_union = vm.types.of(cls) == vm.types.union_type;
    for (std::uint32_t i = 0; i < several->length; ++i) {
      Ref answer = co_await ask_co(vm, q, subject, several->items[i], in_union, nesting + 1);
      if (!answer || answer.get().is_true()) co_return answer;
    }
    co_return vm.boolean(false);
  }
  const bool none_is_class = inside_union || !cls.is_none();
  const int plain = none_is_class ? plain_answer(vm, q, subject, cls) : -1;
  if (plain >= 0) co_return vm.boolean(plain == 1);
  const char* function = q == Question::Instance ? "isinstance()" : "issubclass()";
  if (q == Question::Subclass && !is_class(vm, subject) && !is_class(vm, cls) && vm.types.of(cls)->slots.call == nullptr) {
    co_return vm.raise(Exc::TypeError, "issubclass() arg 1 must be a class");
  }
  if (!lookup_special(vm, vm.types.of(cls), hook_of(vm, q)) || (!is_class(vm, cls) && cls.is_none())) co_return raise_bad_class(vm, function);
  if (q == Question::Subclass && !is_class(vm, subject) && is_class(vm, cls) && plain_check(vm, as<TypeObject>(cls), hook_of(vm, q))) {
    co_return vm.raise(Exc::TypeError, "issubclass() arg 1 must be a class");
  }
  Ref result = co_await vm.finish(call_special(vm, cls, hook_of(vm, q), 1, subject));
  if (!result) co_return nullptr;
  Ref answer = co_await vm.finish(truth(vm, result));
  co_return answer;
}

Ref ask(Vm& vm, Question q, Value subject, Value cls) {
  const int answer = cls.is_none() ? -1 : plain_answer(vm, q, subject, cls);
  return answer >= 0 ? vm.boolean(answer == 1) : vm.start(ask_co(vm, q, subject, cls, false, 0));
}

}  // namespace

Ref is_instance(Vm& vm, Value object, Value class_or_tuple) { return ask(vm, Question::Instance, object, class_or_tuple); }
Ref is_subclass(Vm& vm, Value cls, Value class_or_tuple) { return ask(vm, Question::Subclass, cls, class_or_tuple); }

}  // namespace gilscope
