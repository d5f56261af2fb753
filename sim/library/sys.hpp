// The sys module in its two halves: what it knows (sys_values.cpp) and what it does (sys_module.cpp).
#pragma once

#include <string>

namespace gilscope {

class Vm;
struct ModuleObject;
struct RuntimeConfig;

void init_sys(Vm& vm, ModuleObject* module);
void add_sys_values(Vm& vm, ModuleObject* module);

/// "3.13.5 experimental free-threading build (main, Jun 11 2025, 15:36:57) [GCC 12.2.0]"
std::string version_text(const RuntimeConfig& config);
int version_micro(const RuntimeConfig& config);

void init_gc(Vm& vm, ModuleObject* module);
void init_sysconfig(Vm& vm, ModuleObject* module);
void init_weakref(Vm& vm, ModuleObject* module);

}  // namespace gilscope
