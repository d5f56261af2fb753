// The class `module` (Objects/moduleobject.c).
#pragma once

namespace gilscope {

class Vm;

void install_modules(Vm& vm);

}  // namespace gilscope
