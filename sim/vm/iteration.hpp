// Iterators of the protocol itself, and what the library shares about iterating.
#pragma once

#include "sim/objects/types.hpp"

namespace gilscope {

class Vm;

/// iter(object with __getitem__): "iterator".
struct SequenceIterator : Object { Value sequence; std::int64_t index; };  ///< sequence null = exhausted
/// iter(callable, sentinel)
struct CallableIterator : Object { Value callable; Value sentinel; };      ///< callable null = exhausted

Ref make_callable_iterator(Vm& vm, Value callable, Value sentinel);

/// Whether `next` on this iterator never runs Python code and never waits, so that a plain loop may drive it.
bool is_plain_iterator(Vm& vm, Value iterator);

/// Appends all items of `iterable` to `list`. Result: None.
Ref extend_list(Vm& vm, ListObject* list, Value iterable);

void install_iterators(Vm& vm);

}  // namespace gilscope
