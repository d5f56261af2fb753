#include "sim/library/extension_module.hpp"

#include "sim/library/extension_functions.hpp"
#include "sim/library/native_module.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr ItemApiInfo kItemApis[] = {
    {ItemApi::ListGetItem, "PyList_GetItem", ExtensionAction::Get, true, "PyList_GetItemRef (new in 3.13)"},
    {ItemApi::ListGetItemRef, "PyList_GetItemRef", ExtensionAction::Get, false, ""},
    {ItemApi::ListGetItemMacro, "PyList_GET_ITEM", ExtensionAction::Get, true, "PyList_GetItemRef (new in 3.13)"},
    {ItemApi::DictGetItem, "PyDict_GetItem", ExtensionAction::Get, true, "PyDict_GetItemRef (new in 3.13)"},
    {ItemApi::DictGetItemRef, "PyDict_GetItemRef", ExtensionAction::Get, false, ""},
    {ItemApi::ListSetItem, "PyList_SetItem", ExtensionAction::Set, false, ""},
    {ItemApi::ListSetItemMacro, "PyList_SET_ITEM", ExtensionAction::Set, false, "PyList_SetItem, which locks the list"},
};

/// What a function object of the extension is bound to.
struct ExtensionCall : Object {
  const ExtensionFunctionSpec* function;
  ExtensionState* state;  ///< owned
  NativeSpec spec;        ///< of the function object, which lives no longer than this
};

Ref extension_call(Vm& vm, const Args& args) {
  auto* bound = static_cast<ExtensionCall*>(args[0].object());
  return call_extension_function(vm, bound->function, bound->state, args.without_first());
}

void destroy_call(Heap& heap, Object* o) { heap.decref(Value(static_cast<ExtensionCall*>(o)->state)); }

void init_extension(Vm& vm, ModuleObject* module, void* context) {
  const auto* spec = static_cast<const ExtensionSpec*>(context);
  TypeObject* state_type = make_type(vm, {.name = "extension.state", .instance_bytes = sizeof(ExtensionState)});
  TypeObject* call_type = make_type(vm, {.name = "extension.function", .instance_bytes = sizeof(ExtensionCall), .slots = {.destroy = destroy_call}});
  auto* state = new_object<ExtensionState>(vm, state_type);
  Ref keep = steal(state);
  state->module = spec;
  for (const ExtensionFunctionSpec& function : spec->functions) {
    auto* bound = new_object<ExtensionCall>(vm, call_type);
    Ref self = steal(bound);
    bound->function = &function;
    bound->state = static_cast<ExtensionState*>(share(keep).release().object());
    bound->spec = NativeSpec{.name = function.name.c_str(), .fn = extension_call, .kind = NativeKind::Method, .cost = Cost::NativeCall};
    Ref callable = make_native_function(vm, &bound->spec, self, Value(module->name));
    add_value(vm, module, function.name, callable);
  }
}

}  // namespace

const ItemApiInfo& info_of(ItemApi api) { return kItemApis[static_cast<std::size_t>(api)]; }

const ItemApiInfo* find_item_api(std::string_view name, ExtensionAction action) {
  for (const ItemApiInfo& info : kItemApis)
    if (info.name == name && info.action == action) return &info;
  return nullptr;
}

std::string item_api_names(ExtensionAction action) {
  std::string names;
  for (const ItemApiInfo& info : kItemApis)
    if (info.action == action) names += (names.empty() ? "" : ", ") + std::string(info.name);
  return names;
}

void add_extension(Vm& vm, const ExtensionSpec* module) {
  vm.module_table->add_extension({.name = module->name, .gil_not_used = module->gil_safe, .init_cost = module->init_cost,
                                  .init = init_extension, .context = const_cast<ExtensionSpec*>(module)});
}

}  // namespace gilscope
