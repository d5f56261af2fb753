// repr, str, ascii, format (Objects/object.c), and the texts that error messages are made of.

#include "sim/vm/text.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/protocol_state.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

std::string module_of(const TypeObject* type, StrObject* dunder_module) {
  Value module = dict_get_str(type->dict, dunder_module);
  return module && is_str(module) ? to_utf8(module) : std::string();
}

/// The native __format__ of built-in values runs to completion; no frame, no binding.
bool has_native_format(Vm& vm, TypeObject* type, Value method) {
  if (vm.types.of(method) != vm.types.method_descriptor) return false;
  return type == vm.types.int_ || type == vm.types.float_ || type == vm.types.str || type == vm.types.bool_;
}

Co<Ref> format_co(Vm& vm, Value object, Value spec) {
  Ref empty;
  if (!spec) empty = vm.str("");
  if (!spec) spec = empty;
  Ref text = co_await vm.finish(call_special(vm, object, vm.names->dunder_format, 1, spec));
  if (text && !is_str(text)) {
    co_return vm.raise(Exc::TypeError, fmt::format("__format__ must return a str, not {}", type_name_of(vm, text)));
  }
  co_return text;
}

Co<Ref> ascii_co(Vm& vm, Value object) {
  Ref text = co_await vm.finish(repr(vm, object));
  if (!text) co_return nullptr;
  co_return str_to_ascii(vm.heap, as_str(text));
}

}  // namespace

bool enter_repr(Vm& vm, Object* object) {
  std::vector<Object*>& shown = vm.protocol->being_shown[vm.thread];
  if (std::find(shown.begin(), shown.end(), object) != shown.end()) return false;
  shown.push_back(object);
  return true;
}

void leave_repr(Vm& vm, Object* object) {
  std::vector<Object*>& shown = vm.protocol->being_shown[vm.thread];
  const auto found = std::find(shown.rbegin(), shown.rend(), object);
  if (found != shown.rend()) shown.erase(std::next(found).base());
}

std::string utf8_of(const StrObject* text) { return to_utf8(text); }

std::string type_name(const TypeObject* type) {
  if ((type->type_flags & kTypeHeap) != 0) return to_utf8(type->name);
  // tp_name of a native class outside builtins has its module in front.
  static constexpr std::string_view kModule = "__module__";
  for (std::int64_t i = dict_next(type->dict, 0); i >= 0; i = dict_next(type->dict, static_cast<std::uint32_t>(i) + 1)) {
    const DictEntry& entry = type->dict->entries[i];
    if (!is_str(entry.key) || !str_equals(as_str(entry.key), kModule) || !is_str(entry.value)) continue;
    const std::string module = to_utf8(entry.value);
    return module == "builtins" ? to_utf8(type->name) : module + "." + to_utf8(type->name);
  }
  return to_utf8(type->name);
}

std::string type_name_of(Vm& vm, Value v) { return type_name(vm.types.of(v)); }

std::string full_type_name(Vm& vm, const TypeObject* type) {
  const std::string module = module_of(type, vm.names->dunder_module);
  const std::string name = to_utf8(type->qualname);
  return module.empty() || module == "builtins" ? name : module + "." + name;
}

std::string address_text(Vm& vm, Object* object) { return fmt::format("{:#x}", vm.heap.identity(object)); }

Ref default_repr(Vm& vm, Value object) {
  const std::string name = full_type_name(vm, vm.types.of(object));
  if (!object.is_object()) return vm.str(fmt::format("<{} object>", name));
  return vm.str(fmt::format("<{} object at {}>", name, address_text(vm, object.object())));
}

Ref repr(Vm& vm, Value object) {
  auto slot = vm.types.of(object)->slots.repr;
  return slot == nullptr ? default_repr(vm, object) : slot(vm, object);
}

Ref str_of(Vm& vm, Value object) {
  TypeObject* type = vm.types.of(object);
  if (type == vm.types.str) return share(object);
  return type->slots.str == nullptr ? repr(vm, object) : type->slots.str(vm, object);
}

Ref ascii(Vm& vm, Value object) {
  TypeObject* type = vm.types.of(object);
  if (type == vm.types.str || type == vm.types.int_ || type == vm.types.float_) {
    Ref text = repr(vm, object);
    return text ? str_to_ascii(vm.heap, as_str(text)) : Ref();
  }
  return vm.start(ascii_co(vm, object));
}

Ref format(Vm& vm, Value object, Value spec) {
  TypeObject* type = vm.types.of(object);
  const bool empty = !spec || as_str(spec)->length == 0;
  if (type == vm.types.str && empty) return share(object);
  Value method = lookup_special(vm, type, vm.names->dunder_format);
  if (!method) return raise_no_attribute(vm, object, vm.names->dunder_format);
  const bool builtin_number = type == vm.types.int_ || type == vm.types.float_ || type == vm.types.bool_;
  const bool objects_own = method == lookup_special(vm, vm.types.object_, vm.names->dunder_format);
  if (empty && (builtin_number || objects_own)) return str_of(vm, object);
  if (has_native_format(vm, type, method)) {
    const Value args[] = {object, spec};
    return as<NativeFunction>(method)->spec->fn(vm, Args{args, 2, nullptr});
  }
  return vm.start(format_co(vm, object, spec));
}

}  // namespace gilscope
