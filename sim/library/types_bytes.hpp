// What bytes and bytearray share, and the parts of their implementation.
#pragma once

#include "sim/library/type_helpers.hpp"
#include "sim/objects/bytes_ops.hpp"

namespace gilscope {

void add_bytes_methods(Vm& vm);                    ///< methods of both: types_bytes_methods.cpp
void install_bytearray(Vm& vm);                    ///< types_bytearray.cpp

/// The bytes that bytes(source, encoding, errors) holds, as a bytes object; arguments may be null. `class_name`: "bytes" or "bytearray".
Ref bytes_from(Vm& vm, Value source, Value encoding, Value errors, const char* class_name);
/// Binds (source, encoding, errors). False: TypeError is set.
bool bind_bytes_args(Vm& vm, const char* class_name, const Args& args, Value (&out)[3]);
/// 0..255. False: an exception is set.
bool byte_value(Vm& vm, Value v, unsigned char& out, const char* range_error);

Ref bytes_compare(Vm& vm, Value a, Value b, CompareOp op);
Ref bytes_contains(Vm& vm, Value self, Value what);
Ref bytes_get_item(Vm& vm, Value self, Value key);
Ref bytes_length(Vm& vm, Value self);
Ref bytes_iter(Vm& vm, Value self);
Ref bytes_binary(Vm& vm, Value a, Value b, BinaryOp op);
std::int64_t bytes_size(Value v);

}  // namespace gilscope
