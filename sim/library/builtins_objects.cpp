// Builtins about objects and their attributes (Python/bltinmodule.c).

#include <fmt/core.h>

#include "sim/library/builtins.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/frame_locals.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// Where id() sees immediate values: CPython's small ints and singletons lie at fixed places; other immediates get the address of a
/// box that would be theirs alone.
std::int64_t immediate_id(Value v) {
  constexpr std::int64_t kStatics = 0x5581'0000'0000;
  if (v.is_integer() && v.integer() >= -5 && v.integer() <= 256) return kStatics + 32 * (v.integer() + 5);
  return static_cast<std::int64_t>((v.bits() * 0x9E37'79B9'7F4A'7C15u >> 20) | 0x7F00'0000'0000) & ~std::int64_t{15};
}

Ref builtin_id(Vm& vm, const Args& args) {
  if (args[0].is_object()) return vm.integer(static_cast<std::int64_t>(vm.heap.identity(args[0].object())));
  return vm.integer(immediate_id(args[0]));
}

Ref builtin_hash(Vm& vm, const Args& args) { return hash(vm, args[0]); }
Ref builtin_repr(Vm& vm, const Args& args) { return repr(vm, args[0]); }
Ref builtin_ascii(Vm& vm, const Args& args) { return ascii(vm, args[0]); }
Ref builtin_len(Vm& vm, const Args& args) { return length(vm, args[0]); }
Ref builtin_callable(Vm& vm, const Args& args) { return vm.boolean(vm.types.of(args[0])->slots.call != nullptr); }

Ref builtin_format(Vm& vm, const Args& args) {
  if (args[1] && !is_str(args[1])) {
    return vm.raise(Exc::TypeError, fmt::format("format() argument 2 must be str, not {}", type_name_of(vm, args[1])));
  }
  return format(vm, args[0], args[1]);
}

// ---- attributes ----

StrObject* attribute_name(Vm& vm, Value name) {
  if (is_str(name)) return intern(vm.heap, as_str(exact_str(vm.heap, name)));
  vm.raise(Exc::TypeError, fmt::format("attribute name must be string, not '{}'", type_name_of(vm, name)));
  return nullptr;
}

Co<Ref> getattr_default_co(Vm& vm, Value object, StrObject* name, Value fallback) {
  Ref found = co_await vm.finish(find_attr(vm, object, name));
  if (found && found.get().is_exhausted()) co_return share(fallback);
  co_return found;
}

Ref builtin_getattr(Vm& vm, const Args& args) {
  StrObject* name = attribute_name(vm, args[1]);
  if (name == nullptr) return nullptr;
  return args[2] ? vm.start(getattr_default_co(vm, args[0], name, args[2])) : get_attr(vm, args[0], name);
}

Co<Ref> hasattr_co(Vm& vm, Value object, StrObject* name) {
  Ref found = co_await vm.finish(find_attr(vm, object, name));
  if (!found) co_return nullptr;
  co_return vm.boolean(!found.get().is_exhausted());
}
Ref builtin_hasattr(Vm& vm, const Args& args) {
  StrObject* name = attribute_name(vm, args[1]);
  return name == nullptr ? Ref() : vm.start(hasattr_co(vm, args[0], name));
}

Co<Ref> store_co(Vm& vm, Value object, StrObject* name, Value value) {
  Ref done = co_await vm.finish(set_attr(vm, object, name, value));
  if (!done) co_return nullptr;
  co_return vm.none();
}
Ref builtin_setattr(Vm& vm, const Args& args) {
  StrObject* name = attribute_name(vm, args[1]);
  return name == nullptr ? Ref() : vm.start(store_co(vm, args[0], name, args[2]));
}
Ref builtin_delattr(Vm& vm, const Args& args) {
  StrObject* name = attribute_name(vm, args[1]);
  return name == nullptr ? Ref() : vm.start(store_co(vm, args[0], name, Value()));
}

Ref builtin_isinstance(Vm& vm, const Args& args) { return is_instance(vm, args[0], args[1]); }
Ref builtin_issubclass(Vm& vm, const Args& args) { return is_subclass(vm, args[0], args[1]); }

// ---- namespaces ----

Ref builtin_globals(Vm& vm, const Args&) {
  DictObject* globals = current_globals(vm);
  return globals == nullptr ? vm.none() : share(globals);
}

Ref builtin_locals(Vm& vm, const Args&) { return current_locals(vm); }

Ref builtin_vars(Vm& vm, const Args& args) {
  if (!args[0]) return current_locals(vm);
  Value object = args[0];
  if (object.is_object() && object.object()->type->is_subtype_of(vm.types.type)) return get_attr(vm, object, vm.names->dunder_dict);
  DictObject* dict = object.is_object() && has_instance_dict(vm.types.of(object)) ? instance_dict(vm, object.object()) : nullptr;
  if (dict == nullptr) return vm.raise(Exc::TypeError, "vars() argument must have __dict__ attribute");
  return share(dict);
}

Co<Ref> dir_co(Vm& vm, Value object) {
  Ref names;
  if (!object) {
    Ref locals = current_locals(vm);
    if (!locals) co_return nullptr;
    names = co_await vm.finish(list_of(vm, locals));
  } else {
    Ref given = co_await vm.finish(call_special(vm, object, vm.names->dunder_dir));
    if (!given) co_return nullptr;
    names = co_await vm.finish(list_of(vm, given));
  }
  if (!names) co_return nullptr;
  Ref sorted = co_await vm.finish(call_method(vm, names, vm.intern("sort"), Args{}));
  if (!sorted) co_return nullptr;
  co_return names;
}
Ref builtin_dir(Vm& vm, const Args& args) { return vm.start(dir_co(vm, args[0])); }

const NativeSpec kFunctions[] = {
    {.name = "id", .fn = builtin_id, .signature = "(obj, /)", .cost = Cost::NativeCallSmall},
    {.name = "hash", .fn = builtin_hash, .signature = "(obj, /)", .cost = Cost::NativeCallSmall},
    {.name = "repr", .fn = builtin_repr, .signature = "(obj, /)", .cost = Cost::NativeCall},
    {.name = "ascii", .fn = builtin_ascii, .signature = "(obj, /)", .cost = Cost::NativeCall},
    {.name = "len", .fn = builtin_len, .signature = "(obj, /)", .cost = Cost::NativeCallInlined},
    {.name = "callable", .fn = builtin_callable, .signature = "(obj, /)", .cost = Cost::NativeCallSmall},
    {.name = "format", .fn = builtin_format, .signature = "(value, format_spec='', /)", .cost = Cost::NativeCall},
    {.name = "getattr", .fn = builtin_getattr, .signature = "(object, name, default=None, /)", .cost = Cost::NativeCall},
    {.name = "hasattr", .fn = builtin_hasattr, .signature = "(obj, name, /)", .cost = Cost::NativeCall},
    {.name = "setattr", .fn = builtin_setattr, .signature = "(obj, name, value, /)", .cost = Cost::NativeCall},
    {.name = "delattr", .fn = builtin_delattr, .signature = "(obj, name, /)", .cost = Cost::NativeCall},
    {.name = "isinstance", .fn = builtin_isinstance, .signature = "(obj, class_or_tuple, /)", .cost = Cost::NativeCallInlined},
    {.name = "issubclass", .fn = builtin_issubclass, .signature = "(cls, class_or_tuple, /)", .cost = Cost::NativeCallSmall},
    {.name = "globals", .fn = builtin_globals, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "locals", .fn = builtin_locals, .signature = "()", .cost = Cost::NativeCall},
    {.name = "vars", .fn = builtin_vars, .signature = "(object=None, /)", .cost = Cost::NativeCall},
    {.name = "dir", .fn = builtin_dir, .signature = "(object=None, /)", .cost = Cost::NativeCallLarge},
};

}  // namespace

std::span<const NativeSpec> builtin_object_functions() { return kFunctions; }

}  // namespace gilscope
