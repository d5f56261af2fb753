// sysconfig: how this Python was built. The one variable that programs about threads ask for is Py_GIL_DISABLED.
#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Ref variables(Vm& vm) {
  const RuntimeConfig& config = vm.runtime.config;
  Ref all = make_dict(vm.heap);
  auto text = [&](const char* name, const std::string& value) {
    Ref v = vm.str(value);
    dict_set_str(vm.heap, as_dict(all), vm.intern(name), v);
  };
  auto number = [&](const char* name, std::int64_t value) { dict_set_str(vm.heap, as_dict(all), vm.intern(name), Value::integer(value)); };
  number("Py_GIL_DISABLED", config.free_threaded ? 1 : 0);
  number("Py_DEBUG", 0);
  number("WITH_PYMALLOC", config.free_threaded ? 0 : 1);
  number("WITH_MIMALLOC", 1);
  text("py_version_short", fmt::format("3.{}", config.minor));
  text("abiflags", config.free_threaded ? "t" : "");
  text("SOABI", fmt::format("cpython-3{}{}-x86_64-linux-gnu", config.minor, config.free_threaded ? "t" : ""));
  text("EXT_SUFFIX", fmt::format(".cpython-3{}{}-x86_64-linux-gnu.so", config.minor, config.free_threaded ? "t" : ""));
  text("prefix", "/usr/local");
  return all;
}

Ref get_config_var(Vm& vm, const Args& a) {
  if (!is_str(a[0])) return vm.none();
  Ref all = variables(vm);
  Value v = dict_get_str(as_dict(all), as_str(a[0]));
  return v ? share(v) : vm.none();
}
Ref get_config_vars(Vm& vm, const Args& a) {
  if (a.count == 0) return variables(vm);
  return vm.raise(Exc::TypeError, "get_config_vars() with names is not modeled; call get_config_var(name) for each");
}
Ref get_python_version(Vm& vm, const Args&) { return vm.str(fmt::format("3.{}", vm.runtime.config.minor)); }
Ref get_platform(Vm& vm, const Args&) { return vm.str("linux-x86_64"); }

const NativeSpec kFunctions[] = {
    {.name = "get_config_var", .fn = get_config_var, .signature = "(name)", .cost = Cost::NativeCall},
    {.name = "get_config_vars", .fn = get_config_vars, .cost = Cost::NativeCallLarge},
    {.name = "get_python_version", .fn = get_python_version, .signature = "()", .cost = Cost::NativeCall},
    {.name = "get_platform", .fn = get_platform, .signature = "()", .cost = Cost::NativeCall},
};

}  // namespace

void init_sysconfig(Vm& vm, ModuleObject* module) { add_functions(vm, module, kFunctions); }

}  // namespace gilscope
