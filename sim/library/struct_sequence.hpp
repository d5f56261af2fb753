// Struct sequences: tuples whose items have names, as sys.version_info and os.stat_result are (Objects/structseq.c).
#pragma once

#include <span>

#include "sim/objects/types.hpp"
#include "sim/vm/type_builder.hpp"

namespace gilscope {

class Vm;

/// Item kIndex of a struct sequence: use as GetSetSpec::get.
template <int kIndex>
Ref struct_sequence_field(Vm&, Value self) { return share(static_cast<TupleObject*>(self.object())->items[kIndex]); }

/// `fields` names the items in order and is kept by pointer.
TypeObject* make_struct_sequence_type(Vm& vm, const char* name, std::span<const GetSetSpec> fields);
/// Requires: one value per field.
Ref make_struct_sequence(Vm& vm, TypeObject* type, std::span<const Value> values);

}  // namespace gilscope
