#include "sim/session/extensions.hpp"

#include <algorithm>

#include "sim/library/native_module.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {
namespace {

// C code computes in pieces, so that the OS can take the core away in between, as it does with real code.
constexpr SimTime kPiece = 50 * kMicrosecond;
constexpr SimTime kLongest = SimTime{1} << 46;  // about 70 s: what fits into a bound int beside the flag

// What a function does is its bound `self`: 2 * time in picoseconds, plus 1 if it releases the GIL.
Value encode(const ExtensionFunctionSpec& function) {
  return Value::integer(std::min(function.cost, kLongest) * 2 + (function.releases_gil ? 1 : 0));
}

Co<Ref> compute(Vm& vm, SimTime time, bool releases_gil) {
  Thread& thread = *vm.thread;
  if (releases_gil) co_await vm.runtime.detach(thread);
  for (SimTime left = time; left > 0; left -= kPiece) co_await vm.machine.compute(std::min(left, kPiece));
  if (releases_gil) co_await vm.runtime.attach(thread);
  co_return vm.none();
}

Ref extension_function(Vm& vm, const Args& args) {
  const std::int64_t code = args[0].integer();
  return vm.start(compute(vm, code / 2, code % 2 != 0));
}

}  // namespace

ExtensionModules::ExtensionModules(const Scenario& scenario) {
  for (const ExtensionSpec& spec : scenario.extensions) {
    Module module{&spec, {}};
    for (const auto& function : spec.functions)
      module.functions.push_back({.name = function.name.c_str(), .fn = extension_function, .kind = NativeKind::Method, .cost = Cost::NativeCall});
    modules_.push_back(std::move(module));
  }
}

void fill_extension(Vm& vm, ModuleObject* module, void* context) {
  const auto& mine = *static_cast<ExtensionModules::Module*>(context);
  for (std::size_t i = 0; i < mine.functions.size(); ++i) {
    const Ref function = make_native_function(vm, &mine.functions[i], encode(mine.spec->functions[i]));
    add_value(vm, module, mine.functions[i].name, function.get());
  }
}

void ExtensionModules::install(Vm& vm) {
  for (Module& module : modules_) {
    ExtensionModule extension;
    extension.name = module.spec->name;
    extension.gil_not_used = module.spec->gil_safe;
    extension.init_cost = module.spec->init_cost;
    extension.init = fill_extension;
    extension.context = &module;
    vm.module_table->add_extension(extension);
  }
}

}  // namespace gilscope
