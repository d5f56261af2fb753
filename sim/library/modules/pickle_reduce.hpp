// How an object says that it is to be made again: __reduce_ex__, and what CPython's C types answer to it (copyreg, PEP 307).
#pragma once

#include "sim/base/co.hpp"
#include "sim/objects/heap.hpp"

namespace gilscope {

class Vm;

/// The (callable, arguments, state, items, pairs) of an object, the later ones if need be; or a str, the name by which it is found.
/// Null: an exception is set.
Co<Ref> reduce_parts(Vm& vm, Value v);

}  // namespace gilscope
