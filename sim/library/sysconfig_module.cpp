// sysconfig: which build is modeled (Lib/sysconfig). In CPython this is Python code over a generated table; the table is all scripts ask.

#include <fmt/core.h>

#include "sim/library/native_module.hpp"
#include "sim/library/sys.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

void put(Vm& vm, const Ref& vars, const char* name, Value value) { dict_set_str(vm.heap, as_dict(vars), vm.intern(name), value); }
void put(Vm& vm, const Ref& vars, const char* name, const std::string& text) {
  Ref value = vm.str(text);
  put(vm, vars, name, value);
}

Ref all_vars(Vm& vm) {
  const RuntimeConfig& c = vm.runtime.config;
  const std::string flags = c.free_threaded ? "t" : "";
  Ref vars = make_dict(vm.heap);
  if (c.minor >= 13) put(vm, vars, "Py_GIL_DISABLED", Value::integer(c.free_threaded ? 1 : 0));
  put(vm, vars, "Py_DEBUG", Value::integer(0));
  put(vm, vars, "SIZEOF_VOID_P", Value::integer(8));
  put(vm, vars, "VERSION", fmt::format("3.{}", c.minor));
  put(vm, vars, "py_version", fmt::format("3.{}.{}", c.minor, version_micro(c)));
  put(vm, vars, "py_version_short", fmt::format("3.{}", c.minor));
  put(vm, vars, "py_version_nodot", fmt::format("3{}", c.minor));
  put(vm, vars, "ABIFLAGS", flags);
  put(vm, vars, "abiflags", flags);
  put(vm, vars, "SOABI", fmt::format("cpython-3{}{}-x86_64-linux-gnu", c.minor, flags));
  put(vm, vars, "EXT_SUFFIX", fmt::format(".cpython-3{}{}-x86_64-linux-gnu.so", c.minor, flags));
  put(vm, vars, "CONFIG_ARGS", std::string(c.free_threaded ? "'--disable-gil' '--enable-optimizations'" : "'--enable-optimizations'"));
  put(vm, vars, "MULTIARCH", std::string("x86_64-linux-gnu"));
  put(vm, vars, "prefix", std::string("/usr"));
  put(vm, vars, "exec_prefix", std::string("/usr"));
  return vars;
}

Ref get_config_var(Vm& vm, const Args& args) {
  if (!is_str(args[0])) return vm.none();
  Ref vars = all_vars(vm);
  Value found = dict_get_str(as_dict(vars), as_str(args[0]));
  return found ? share(found) : vm.none();
}

Ref get_config_vars(Vm& vm, const Args& args) {
  Ref vars = all_vars(vm);
  if (args.count == 0) return vars;
  Ref list = make_list(vm.heap);
  for (std::uint32_t i = 0; i < args.count; ++i) {
    Ref value = get_config_var(vm, Args{args.data + i, 1, nullptr});
    list_append(vm.heap, as_list(list), value);
  }
  return list;
}

Ref get_python_version(Vm& vm, const Args&) { return vm.str(fmt::format("3.{}", vm.runtime.config.minor)); }
Ref get_platform(Vm& vm, const Args&) { return vm.str("linux-x86_64"); }
Ref is_python_build(Vm& vm, const Args&) { return vm.boolean(false); }

const NativeSpec kFunctions[] = {
    {.name = "get_config_var", .fn = get_config_var, .signature = "(name)", .cost = Cost::NativeCall},
    {.name = "get_config_vars", .fn = get_config_vars, .cost = Cost::NativeCallLarge},
    {.name = "get_python_version", .fn = get_python_version, .signature = "()", .cost = Cost::NativeCall},
    {.name = "get_platform", .fn = get_platform, .signature = "()", .cost = Cost::NativeCall},
    {.name = "is_python_build", .fn = is_python_build, .signature = "(check_home=None)", .cost = Cost::NativeCallSmall},
};

}  // namespace

void init_sysconfig(Vm& vm, ModuleObject* module) { add_functions(vm, module, kFunctions); }

}  // namespace gilscope
