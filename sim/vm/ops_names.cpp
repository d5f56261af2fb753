// Globals, names of module and class bodies, closures.
#include <fmt/format.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/inline_cache.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/sections.hpp"

namespace gilscope {

namespace {

/// Free-threaded reads and writes of a dict that several threads use take their turn.
bool dict_must_wait(const Op& op, const DictObject* d) {
  return must_wait(op.vm) && ((d->flags & kFlagShared) != 0 || op.vm.heap.is_foreign(d));
}

Step name_error(const Op& op, StrObject* name) {
  raise_name_error(op.vm, Exc::NameError, fmt::format("name '{}' is not defined", to_utf8(name)), name);
  return Step::Raised;
}

/// Global, then builtin. Null: absent. `dict` and `entry` say where.
Value find_global(const Op& op, StrObject* name, DictObject*& dict, std::int64_t& entry) {
  for (DictObject* d : {op.frame.globals, op.frame.builtins}) {
    entry = dict_find_str(d, name);
    dict = d;
    if (entry >= 0) return d->entries[entry].value;
  }
  return Value();
}

void remember_global(const Op& op, const DictObject* dict, std::int64_t entry) {
  op.instr.version = op.frame.globals->version;
  op.instr.index = static_cast<std::uint32_t>(entry);
  op.instr.kind = dict == op.frame.globals ? kGlobalEntry : kBuiltinEntry;
  op.instr.pointer = reinterpret_cast<void*>(static_cast<std::uintptr_t>(op.frame.builtins->version));
}

}  // namespace

// ---- globals --------------------------------------------------------------------------------------------------------------

Step op_load_global(const Op& op) {
  StrObject* name = op.frame.executable->names[op.instr.arg >> 1];
  DictObject* dict = nullptr;
  std::int64_t entry = 0;
  const Value v = find_global(op, name, dict, entry);
  if (!v) return name_error(op, name);
  if (!(v.is_object() && v.object()->ref_local == kImmortal) && dict_must_wait(op, op.frame.globals)) return Step::Retry;
  remember_global(op, dict, entry);
  if (v.is_object() && (op.instr.arg & 1) == 0 && op.vm.runtime.read_needs_lock(v.object())) {
    Vm& vm = op.vm;
    return finish_push(op, read_in_section(vm, dict, [dict, name] { return share(dict_get_str(dict, name)); }), 0);
  }
  op.push(share(v).release());
  if ((op.instr.arg & 1) != 0) op.push(Value());
  return Step::Next;
}

namespace {

/// In the free-threaded build the dict is locked around the store.
Step store_in_dict(const Op& op, DictObject* dict, StrObject* name) {
  Vm& vm = op.vm;
  if (dict_must_wait(op, dict) || must_wait_for(vm, op.frame.sp - 1, 1)) return Step::Retry;
  const Value value = op.top();
  return finish_discard(op, in_section(vm, dict, [&vm, dict, name, value] {
    dict_set_str(vm.heap, dict, name, value);
    return vm.none();
  }), 1);
}

}  // namespace

Step op_store_global(const Op& op) {
  DictObject* globals = op.frame.globals;
  StrObject* name = op.frame.executable->names[op.instr.arg];
  const Step step = store_in_dict(op, globals, name);
  if (step == Step::Next) {
    op.instr.version = globals->version;
    op.instr.index = static_cast<std::uint32_t>(dict_find_str(globals, name));
  }
  return step;
}

Step op_delete_global(const Op& op) {
  StrObject* name = op.frame.executable->names[op.instr.arg];
  if (dict_must_wait(op, op.frame.globals)) return Step::Retry;
  if (!dict_remove_str(op.vm.heap, op.frame.globals, name)) return name_error(op, name);
  return Step::Next;
}

// ---- names of class and module bodies -------------------------------------------------------------------------------------

namespace {

Ref global_or_error(const Op& op, StrObject* name) {
  DictObject* dict = nullptr;
  std::int64_t entry = 0;
  const Value v = find_global(op, name, dict, entry);
  if (v) return share(v);
  name_error(op, name);
  return nullptr;
}

/// A namespace that is no plain dict (a metaclass's __prepare__): ask it, a KeyError means absent.
Co<Ref> name_from_mapping(Vm& vm, Value mapping, StrObject* name, PythonFrame* frame) {
  Ref v = co_await vm.finish(get_item(vm, mapping, name));
  if (v) co_return v;
  if (!vm.raised_is(Exc::KeyError)) co_return nullptr;
  vm.clear_raised();
  const Op op{vm, *frame, frame->ip[-1]};
  co_return global_or_error(op, name);
}

/// A subclass of dict may have a __getitem__ or __setitem__ of its own (enum's namespace has), so it counts as "no plain dict".
bool is_plain_dict(Vm& vm, Value v) { return v && vm.types.of(v) == vm.types.dict; }

Ref load_from(const Op& op, Value mapping, StrObject* name) {
  if (is_plain_dict(op.vm, mapping)) {
    const Value v = dict_get_str(as_dict(mapping), name);
    if (v) return share(v);
  } else if (mapping) {
    return op.vm.start(name_from_mapping(op.vm, mapping, name, &op.frame));
  }
  return global_or_error(op, name);
}

}  // namespace

Step op_load_name(const Op& op) {
  StrObject* name = op.frame.executable->names[op.instr.arg];
  if (dict_must_wait(op, op.frame.globals)) return Step::Retry;
  return finish_push(op, load_from(op, op.frame.locals, name), 0);
}

Step op_load_from_dict_or_globals(const Op& op) {
  return finish_push(op, load_from(op, op.top(), op.frame.executable->names[op.instr.arg]), 1);
}

Step op_store_name(const Op& op) {
  StrObject* name = op.frame.executable->names[op.instr.arg];
  if (!op.frame.locals) {
    op.vm.raise(Exc::SystemError, fmt::format("no locals found when storing '{}'", to_utf8(name)));
    return Step::Raised;
  }
  if (is_plain_dict(op.vm, op.frame.locals)) return store_in_dict(op, as_dict(op.frame.locals), name);
  return finish_discard(op, set_item(op.vm, op.frame.locals, name, op.top()), 1);
}

Step op_delete_name(const Op& op) {
  StrObject* name = op.frame.executable->names[op.instr.arg];
  if (is_plain_dict(op.vm, op.frame.locals)) {
    if (dict_must_wait(op, as_dict(op.frame.locals))) return Step::Retry;
    if (!dict_remove_str(op.vm.heap, as_dict(op.frame.locals), name)) return name_error(op, name);
    return Step::Next;
  }
  return finish_discard(op, set_item(op.vm, op.frame.locals, name, Value()), 0);
}

Step op_load_locals(const Op& op) {
  op.push(share(op.frame.locals).release());
  return Step::Next;
}

Step op_load_build_class(const Op& op) {
  const Value v = dict_get_str(op.frame.builtins, op.vm.names->dunder_build_class);
  if (!v) {
    op.vm.raise(Exc::NameError, "__build_class__ not found");
    return Step::Raised;
  }
  op.push(share(v).release());
  return Step::Next;
}

Step op_setup_annotations(const Op& op) {
  StrObject* name = op.vm.names->dunder_annotations;
  if (!is_dict(op.frame.locals) || dict_get_str(as_dict(op.frame.locals), name)) return Step::Next;
  Ref fresh = make_dict(op.vm.heap);
  dict_set_str(op.vm.heap, as_dict(op.frame.locals), name, fresh);
  return Step::Next;
}

// ---- locals and cells -----------------------------------------------------------------------------------------------------

namespace {

Step unbound(const Op& op, std::uint32_t slot) {
  StrObject* name = op.frame.executable->local_names[slot];
  const bool free = (op.frame.executable->code->localsplus_kinds[slot] & slot_kind::kFree) != 0;
  if (free) {
    raise_name_error(op.vm, Exc::NameError,
                     fmt::format("cannot access free variable '{}' where it is not associated with a value in enclosing scope", to_utf8(name)), name);
  } else {
    raise_name_error(op.vm, Exc::UnboundLocalError,
                     fmt::format("cannot access local variable '{}' where it is not associated with a value", to_utf8(name)), name);
  }
  return Step::Raised;
}

CellObject* cell_at(const Op& op) { return static_cast<CellObject*>(op.frame.slots[op.instr.arg].object()); }

}  // namespace

Step op_unbound_local(const Op& op) { return unbound(op, op.instr.arg); }

Step op_delete_fast(const Op& op) {
  Value& slot = op.frame.slots[op.instr.arg];
  if (!slot) return unbound(op, op.instr.arg);
  if (must_wait_for(op.vm, &slot, 1)) return Step::Retry;
  op.vm.heap.decref(std::exchange(slot, Value()));
  return Step::Next;
}

Step op_load_deref(const Op& op) {
  Vm& vm = op.vm;
  CellObject* cell = cell_at(op);
  const Value both[2] = {cell, cell->value};
  if (must_wait_for(vm, both, 2)) return Step::Retry;
  if (!cell->value) return unbound(op, op.instr.arg);
  return finish_push(op, in_section(vm, cell, [cell] { return share(cell->value ? cell->value : Value::none()); }), 0);
}

Step op_store_deref(const Op& op) {
  Vm& vm = op.vm;
  CellObject* cell = cell_at(op);
  const Value all[3] = {cell, cell->value, op.top()};
  if (must_wait_for(vm, all, 3)) return Step::Retry;
  const Value value = op.top();
  return finish_discard(op, in_section(vm, cell, [&vm, cell, value] {
    vm.heap.decref(std::exchange(cell->value, vm.heap.publish(value)));
    return vm.none();
  }), 1);
}

Step op_delete_deref(const Op& op) {
  CellObject* cell = cell_at(op);
  const Value both[2] = {cell, cell->value};
  if (must_wait_for(op.vm, both, 2)) return Step::Retry;
  if (!cell->value) return unbound(op, op.instr.arg);
  op.vm.heap.decref(std::exchange(cell->value, Value()));
  return Step::Next;
}

Step op_load_from_dict_or_deref(const Op& op) {
  StrObject* name = op.frame.executable->local_names[op.instr.arg];
  if (is_dict(op.top())) {
    const Value v = dict_get_str(as_dict(op.top()), name);
    if (v) return finish_push(op, share(v), 1);
  }
  const Value v = cell_at(op)->value;
  if (!v) return unbound(op, op.instr.arg);
  return finish_push(op, share(v), 1);
}

}  // namespace gilscope
