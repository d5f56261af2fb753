// Attributes: filling the inline caches, and the general ways.
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/inline_cache.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/sections.hpp"
#include "sim/vm/super.hpp"

namespace gilscope {

namespace {

bool cacheable_type(const Vm& vm, const TypeObject* type) {
  return type->version != 0 && type->layout != Layout::Type && type->layout != Layout::Module && type != vm.types.super;
}

/// LOAD_ATTR_CLASS takes what the class holds as it is; classmethods, staticmethods and the like have to be asked.
AttrKind kind_of_class_attribute(Vm& vm, Value cls, StrObject* name) {
  const Value held = lookup_in_mro(vm, static_cast<TypeObject*>(cls.object()), name);
  const bool asks = held.is_object() && held.object()->type != vm.types.function && held.object()->type->slots.descr_get != nullptr;
  return held && !asks ? AttrKind::ClassValue : AttrKind::Slow;
}

/// Remembers how this class finds the name, where dispatch() has a fast path for it. Returns: how it is found.
AttrKind fill_load_cache(const Op& op, TypeObject* type, StrObject* name) {
  ExecInstr& in = op.instr;
  in.version = 0;
  if (type->layout == Layout::Type) return kind_of_class_attribute(op.vm, op.top(), name);
  if (!cacheable_type(op.vm, type)) return AttrKind::Slow;
  const AttrPlan plan = plan_load(op.vm, type, name);
  if (plan.type_version == 0) return AttrKind::Slow;
  if (plan.kind == AttrKind::InlineValue) {
    in.kind = kInlineValue;
    in.index = plan.index;
    in.version = plan.type_version;
  } else if (plan.kind == AttrKind::Method && (in.arg & 1) != 0) {
    if (plan.may_shadow && (type->shared_keys == nullptr || !has_attribute_fields(type) || type->shared_keys->find(name) >= 0)) return plan.kind;
    in.kind = kMethod;
    in.pointer = plan.value.object();
    in.index = plan.may_shadow ? static_cast<std::uint32_t>(type->shared_keys->names.size()) : 0xFFFF'FFFFu;
    in.version = plan.type_version;
  }
  return plan.kind;
}

/// The instance's own attribute is an object that may be counted under the instance's lock only.
bool is_fresh_value(const Op& op, Value object) {
  if (!op.vm.runtime.parallel() || (op.instr.arg & 1) != 0 || op.instr.kind != kInlineValue || !object.is_object()) return false;
  if (object.object()->type->version != op.instr.version) return false;
  const InstanceObject* fields = attribute_fields(object.object());
  if (fields->values == nullptr || op.instr.index >= fields->count || !fields->values[op.instr.index].is_object()) return false;
  return op.vm.runtime.read_needs_lock(fields->values[op.instr.index].object());
}

/// A module's own attribute: found by its place while no name comes or goes.
void fill_module_cache(const Op& op, const ModuleObject* module, StrObject* name) {
  const std::int64_t entry = dict_find_str(module->dict, name);
  if (entry < 0) return;
  op.instr.kind = kModuleEntry;
  op.instr.index = static_cast<std::uint32_t>(entry);
  op.instr.pointer = reinterpret_cast<void*>(static_cast<std::uintptr_t>(module->dict->version));
  op.instr.version = op.vm.types.module->version;
}

}  // namespace

Step op_load_attr(const Op& op) {
  Vm& vm = op.vm;
  StrObject* name = op.frame.executable->names[op.instr.arg >> 1];
  const Value object = op.top();
  if (must_wait_for(vm, &object, 1)) return Step::Retry;
  TypeObject* type = vm.types.of(object);
  if (type->layout == Layout::Type && must_wait(vm)) return Step::Retry;  // a static method that other threads count as well
  if (is_fresh_value(op, object)) {
    return finish_push(op, read_in_section(vm, object.object(), [&vm, object, name] { return get_attr(vm, object, name); }), 1);
  }
  AttrKind kind = AttrKind::InlineValue;
  if (type == vm.types.module) {
    fill_module_cache(op, static_cast<ModuleObject*>(object.object()), name);
  } else if (op.instr.version != type->version) {
    kind = fill_load_cache(op, type, name);
  }
  if (kind == AttrKind::Slow) vm.charge_unspecialized(op.instr.opcode);
  const InlinedCall entered(vm, vm.runtime.config.specialize && kind == AttrKind::Property);
  if ((op.instr.arg & 1) == 0) return finish_push(op, get_attr(vm, object, name), 1);
  bool self_needed = false;
  Ref method = load_method(vm, object, name, self_needed);
  if (!self_needed) return finish_later(op, std::move(method), CustomStep::MethodLoaded);
  // The object moves up one place and becomes the call's first argument.
  op.top() = method.release();
  op.push(object);
  return Step::Next;
}

Step op_store_attr(const Op& op) {
  Vm& vm = op.vm;
  StrObject* name = op.frame.executable->names[op.instr.arg];
  if (must_wait_for(vm, op.frame.sp - 2, 2)) return Step::Retry;
  const Value object = op.top(1), value = op.top(2);
  TypeObject* type = vm.types.of(object);
  AttrPlan plan;
  if (cacheable_type(vm, type) && (op.instr.version != type->version || vm.runtime.uses_object_locks())) {
    plan = plan_store(vm, type, name);
    op.instr.version = plan.kind == AttrKind::InlineValue ? plan.type_version : 0;
    op.instr.kind = kInlineValue;
    op.instr.index = plan.index;
  }
  const bool plain = plan.kind == AttrKind::InlineValue || plan.kind == AttrKind::InstanceDict || plan.kind == AttrKind::Slot;
  if (!plain && op.instr.version != type->version) vm.charge_unspecialized(op.instr.opcode);
  if (!plain) return finish_discard(op, set_attr(vm, object, name, value), 2);
  return finish_discard(op, in_section(vm, object.object(), [&vm, object, name, value] { return set_attr(vm, object, name, value); }), 2);
}

Step op_delete_attr(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  return finish_discard(op, set_attr(op.vm, op.top(), op.frame.executable->names[op.instr.arg], Value()), 1);
}

// ---- super().name ---------------------------------------------------------------------------------------------------------

namespace {

/// `super` was rebound, or has a metaclass of its own ideas: call it like any other callable.
Co<Ref> call_super(Vm& vm, Value callee, Value cls, Value self, StrObject* name, bool two_arguments) {
  Ref proxy;
  if (two_arguments) {
    proxy = co_await vm.call(callee, cls, self);
  } else {
    proxy = co_await vm.call(callee);
  }
  if (!proxy) co_return nullptr;
  Ref result = co_await vm.finish(get_attr(vm, proxy, name));
  co_return result;
}

}  // namespace

Step op_load_super_attr(const Op& op) {
  Vm& vm = op.vm;
  StrObject* name = op.frame.executable->names[op.instr.arg >> 2];
  if (must_wait_for(vm, op.frame.sp - 3, 3)) return Step::Retry;
  const Value callee = op.top(3), cls = op.top(2), self = op.top(1);
  const bool method = (op.instr.arg & 1) != 0;
  if (callee != Value(vm.types.super)) {
    Ref result = vm.start(call_super(vm, callee, cls, self, name, (op.instr.arg & 2) != 0));
    if (!method) return finish_push(op, std::move(result), 3);
    return finish_later(op, std::move(result), CustomStep::SuperLoaded);
  }
  bool self_needed = false;
  Ref result = super_get_attr(vm, cls, self, name, method ? &self_needed : nullptr);
  if (!method) return finish_push(op, std::move(result), 3);
  if (!self_needed) return finish_later(op, std::move(result), CustomStep::SuperLoaded);
  const Value kept = op.pop();
  op.drop(2);
  op.push(result.release());
  op.push(kept);
  return Step::Next;
}

}  // namespace gilscope
