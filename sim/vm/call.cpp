// Calls: who is called, and native functions.
#include "sim/vm/call.hpp"

#include <fmt/format.h>

#include "sim/objects/str_ops.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/frame_stack.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/native_frames.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/signature.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

// ---- attachments ----------------------------------------------------------------------------------------------------------

Attachment* push_attachment(Vm& vm, std::uint32_t values) {
  auto* a = static_cast<Attachment*>(vm.thread->stack->push(frame_align(sizeof(Attachment) + values * sizeof(Value))));
  *a = Attachment{nullptr, {nullptr, nullptr}, values, 0};
  for (std::uint32_t i = 0; i < values; ++i) a->values()[i] = Value();
  return a;
}

void release_attachment(Vm& vm, Attachment* a) {
  while (a != nullptr) {
    Attachment* next = a->next;
    for (int i = 1; i >= 0; --i) if (a->sections[i] != nullptr) vm.runtime.section_end(*vm.thread, a->sections[i]);
    for (std::uint32_t i = 0; i < a->count && i < 32; ++i) if ((a->owned >> i & 1) != 0) vm.heap.decref(a->values()[i]);
    vm.thread->stack->pop(a);
    a = next;
  }
}

Ref settle_attachment(Vm& vm, Attachment* a, Frame* below, Ref result) {
  if (!result.is_pending()) {
    release_attachment(vm, a);
    return result;
  }
  Frame* pushed = vm.thread->top;
  while (pushed->back != below) pushed = pushed->back;
  Attachment** last = &pushed->attached;
  while (*last != nullptr) last = &(*last)->next;
  *last = a;
  return result;
}

// ---- native functions -----------------------------------------------------------------------------------------------------

bool needs_order(const Vm& vm, Value argument) {
  if (!argument.is_object()) return false;
  return is_shared(vm, argument) || (argument.object()->type->type_flags & kTypeOrderedCalls) != 0;
}

namespace {

bool must_be_in_order(const Vm& vm, const Args& args) {
  if (!vm.runtime.parallel()) return false;
  for (std::uint32_t i = 0; i < args.count + args.keyword_count(); ++i) if (needs_order(vm, args[i])) return true;
  return false;
}

Ref call_bound_spec(Vm& vm, NativeFunction* native, const Args& args);

/// What it touches is touched at the instant of its turn; the time it takes comes after.
Ref call_now(Vm& vm, NativeFunction* native, const Args& args) {
  Ref result = call_bound_spec(vm, native, args);
  if (!result.is_pending()) vm.charge(native->spec->cost);
  return result;
}

Co<Ref> call_in_turn(Vm& vm, NativeFunction* native, Args args) {
  co_await vm.machine.order();
  Ref result = co_await vm.finish(call_now(vm, native, args));
  co_return result;
}

/// `args` include self.
Ref call_spec(Vm& vm, NativeFunction* native, const Args& args) {
  if (must_be_in_order(vm, args)) return must_wait(vm) ? vm.start(call_in_turn(vm, native, args)) : call_now(vm, native, args);
  vm.charge(native->spec->cost);
  return call_bound_spec(vm, native, args);
}

/// Runs the function itself with arguments in their final form.
Ref invoke(Vm& vm, const NativeSpec& spec, const SignatureInfo* signature, const Args& args) {
  if (signature == nullptr) return spec.fn(vm, args);
  const std::uint32_t parameters = static_cast<std::uint32_t>(signature->parameters.size());
  if (signature->only_positional && args.keywords == nullptr && args.count == parameters) return spec.fn(vm, args);
  Frame* below = vm.thread->top;
  Attachment* a = push_attachment(vm, parameters);
  if (signature->var_args >= 0) a->owned |= 1u << signature->var_args;
  if (signature->var_keywords >= 0) a->owned |= 1u << signature->var_keywords;
  Ref result;
  if (bind_native(vm, spec, *signature, args, a->values())) result = spec.fn(vm, Args{a->values(), parameters, nullptr});
  return settle_attachment(vm, a, below, std::move(result));
}

Co<Ref> invoke_locked(Vm& vm, const NativeSpec* spec, const SignatureInfo* signature, Args args) {
  Object* const object = args[0].object();
  co_await vm.runtime.section_begin(*vm.thread, object);
  Ref result = co_await vm.finish(invoke(vm, *spec, signature, args));
  vm.runtime.section_end(*vm.thread, object);
  co_return result;
}

Ref invoke_in_section(Vm& vm, const NativeSpec& spec, const SignatureInfo* signature, const Args& args) {
  Object* object = args[0].object();
  if (!vm.runtime.section_try_begin(*vm.thread, object)) return vm.start(invoke_locked(vm, &spec, signature, args));
  Frame* below = vm.thread->top;
  Attachment* a = push_attachment(vm, 0);
  a->sections[0] = object;
  return settle_attachment(vm, a, below, invoke(vm, spec, signature, args));
}

/// The method descriptor's check of its first argument (Objects/descrobject.c: method_check_args).
bool check_self(Vm& vm, NativeFunction* native, const Args& args) {
  if (args.count == 0) {
    vm.raise(Exc::TypeError, fmt::format("unbound method {}.{}() needs an argument", type_name(native->owner), native->spec->name));
    return false;
  }
  const TypeObject* type = vm.types.of(args[0]);
  if (type == native->owner || type->is_subtype_of(native->owner)) return true;
  vm.raise(Exc::TypeError, fmt::format("descriptor '{}' for '{}' objects doesn't apply to a '{}' object", native->spec->name,
                                       type_name(native->owner), type_name_of(vm, args[0])));
  return false;
}

Ref call_bound_spec(Vm& vm, NativeFunction* native, const Args& args) {
  const NativeSpec& spec = *native->spec;
  const bool method = spec.kind == NativeKind::Method || spec.kind == NativeKind::ClassMethod;
  if (native->signature == nullptr && spec.signature != nullptr) native->signature = &signature_of(vm, spec, method);
  const auto* signature = static_cast<const SignatureInfo*>(native->signature);
  if (spec.lock != NativeLock::None && vm.runtime.config.object_locks && args.count > 0 && args[0].is_object()) {
    return invoke_in_section(vm, spec, signature, args);
  }
  return invoke(vm, spec, signature, args);
}

/// Calls `callee` with `self` before the other arguments.
template <class F>
Ref call_with_self(Vm& vm, Value self, const Args& args, F call_it) {
  const std::uint32_t total = args.count + args.keyword_count();
  Frame* below = vm.thread->top;
  Attachment* a = push_attachment(vm, total + 1);
  a->values()[0] = self;
  for (std::uint32_t i = 0; i < total; ++i) a->values()[i + 1] = args[i];
  return settle_attachment(vm, a, below, call_it(Args{a->values(), args.count + 1, args.keywords}));
}

}  // namespace

namespace {

Ref call_watched(Vm& vm, NativeFunction* native, const Args& args) {
  Thread& t = *vm.thread;
  Frame* below = t.top;
  const std::size_t token = vm.host.watcher->native_call(t, *native);
  Ref result = call_spec(vm, native, args);
  const Frame* pushed = nullptr;
  if (result.is_pending()) for (pushed = t.top; pushed->back != below;) pushed = pushed->back;
  vm.host.watcher->native_called(t, token, pushed);
  return result;
}

Ref call_plain_or_watched(Vm& vm, NativeFunction* native, const Args& args) {
  return vm.host.watcher == nullptr ? call_spec(vm, native, args) : call_watched(vm, native, args);
}

}  // namespace

Ref call_native(Vm& vm, NativeFunction* native, const Args& args) {
  if (native->self && native->spec->kind != NativeKind::Function && native->spec->kind != NativeKind::StaticMethod) {
    return call_with_self(vm, native->self, args, [&](const Args& all) { return call_plain_or_watched(vm, native, all); });
  }
  if (native->owner != nullptr && native->spec->kind == NativeKind::Method && !check_self(vm, native, args)) return nullptr;
  return call_plain_or_watched(vm, native, args);
}

// ---- classes --------------------------------------------------------------------------------------------------------------

namespace {

Co<Ref> init_later(Vm& vm, TypeObject* cls, Args args) {
  Ref instance = co_await vm.finish(cls->slots.create(vm, cls, args));
  if (!instance) co_return nullptr;
  TypeObject* made = vm.types.of(instance);
  if (!made->is_subtype_of(cls) || made->slots.init == nullptr) co_return instance;
  Ref done = co_await vm.finish(made->slots.init(vm, instance, args));
  if (!done) co_return nullptr;
  if (!done.get().is_none()) co_return vm.raise(Exc::TypeError, fmt::format("__init__() should return None, not '{}'", type_name_of(vm, done)));
  co_return instance;
}

}  // namespace

Ref call_class(Vm& vm, TypeObject* cls, const Args& args) {
  if (cls == vm.types.type && args.count == 1 && args.keyword_count() == 0) {
    vm.charge(Cost::NativeCallInlined);
    return share(Value(vm.types.of(args[0])));
  }
  if (cls->slots.create == nullptr) return vm.raise(Exc::TypeError, fmt::format("cannot create '{}' instances", type_name(cls)));
  if ((cls->type_flags & kTypeHeap) == 0) vm.charge(Cost::NativeCallSmall);
  const Slots& object = vm.types.object_->slots;
  const bool no_init = cls->slots.init == nullptr || (cls->slots.init == object.init && cls->slots.create != object.create);
  if (no_init && (cls->type_flags & kTypeHeap) == 0) return cls->slots.create(vm, cls, args);
  return vm.start(init_later(vm, cls, args));
}

// ---- anything -------------------------------------------------------------------------------------------------------------

Ref call(Vm& vm, Value callee, const Args& args) {
  TypeObject* type = vm.types.of(callee);
  if (type == vm.types.function) return call_python(vm, static_cast<FunctionObject*>(callee.object()), args);
  if (type == vm.types.builtin_function || type == vm.types.method_descriptor) {
    return call_native(vm, static_cast<NativeFunction*>(callee.object()), args);
  }
  if (type == vm.types.method) {
    auto* method = static_cast<BoundMethod*>(callee.object());
    return call_with_self(vm, method->self, args, [&](const Args& all) { return call(vm, method->function, all); });
  }
  if (type == vm.types.type || (type->layout == Layout::Type && type->slots.call == vm.types.type->slots.call)) {
    return call_class(vm, static_cast<TypeObject*>(callee.object()), args);
  }
  if (type->slots.call != nullptr) return type->slots.call(vm, callee, args);
  return vm.raise(Exc::TypeError, fmt::format("'{}' object is not callable", type_name_of(vm, callee)));
}

namespace {

Co<Ref> call_method_slow(Vm& vm, Value object, StrObject* name, Args args) {
  Ref method = co_await vm.finish(get_attr(vm, object, name));
  if (!method) co_return nullptr;
  Ref result = co_await vm.finish(call(vm, method, args));
  co_return result;
}

}  // namespace

Ref call_method(Vm& vm, Value object, StrObject* name, const Args& args) {
  Value plain = lookup_special(vm, vm.types.of(object), name);
  const bool unbound = plain && (vm.types.of(plain) == vm.types.function || vm.types.of(plain) == vm.types.method_descriptor);
  if (unbound && (vm.types.of(object)->type_flags & kTypeHasDict) == 0 && vm.types.of(object)->layout != Layout::Type) {
    return call_with_self(vm, object, args, [&](const Args& all) { return call(vm, plain, all); });
  }
  return vm.start(call_method_slow(vm, object, name, args));
}

namespace {

/// "module.", unless the module is builtins (object.c: _PyObject_FunctionStr).
std::string module_prefix(Value module) {
  if (!module || !is_str(module) || str_equals(as_str(module), "builtins")) return "";
  return to_utf8(module) + ".";
}

}  // namespace

std::string callable_name(Vm& vm, Value callee) {
  TypeObject* type = vm.types.of(callee);
  if (type == vm.types.function) {
    auto* function = static_cast<FunctionObject*>(callee.object());
    return module_prefix(function->module) + to_utf8(function->qualname) + "()";
  }
  if (type == vm.types.method) return callable_name(vm, static_cast<BoundMethod*>(callee.object())->function);
  if (type == vm.types.builtin_function || type == vm.types.method_descriptor) {
    auto* native = static_cast<NativeFunction*>(callee.object());
    if (native->owner != nullptr) return fmt::format("{}.{}()", to_utf8(native->owner->name), native->spec->name);
    return fmt::format("{}{}()", module_prefix(native->module), native->spec->name);
  }
  if (type->layout == Layout::Type) return full_type_name(vm, static_cast<TypeObject*>(callee.object())) + "()";
  return type_name_of(vm, callee) + " object";
}

}  // namespace gilscope
