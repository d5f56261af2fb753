// The built-in classes of one run, by name. Made once per run (sim/vm/bootstrap); shared by nothing else.
#pragma once

#include <cstdint>

#include "sim/objects/objects.hpp"

namespace gilscope {

enum class Exc : std::uint8_t {
#define GILSCOPE_EXCEPTION(name, base) name,
#include "sim/objects/exceptions.def"
#undef GILSCOPE_EXCEPTION
  kCount
};

// X(member, "python name", base member, Layout): bases first.
#define GILSCOPE_BUILTIN_TYPES(X)                                \
  X(object_, "object", object_, Plain)                           \
  X(type, "type", object_, Type)                                 \
  X(int_, "int", object_, Int)                                   \
  X(bool_, "bool", int_, Int)                                    \
  X(float_, "float", object_, Float)                             \
  X(str, "str", object_, Str)                                    \
  X(bytes, "bytes", object_, Bytes)                              \
  X(bytearray, "bytearray", object_, Bytearray)                  \
  X(tuple, "tuple", object_, Tuple)                              \
  X(list, "list", object_, List)                                 \
  X(dict, "dict", object_, Dict)                                 \
  X(set, "set", object_, Set)                                    \
  X(frozenset, "frozenset", object_, FrozenSet)                  \
  X(range, "range", object_, Native)                             \
  X(slice, "slice", object_, Native)                             \
  X(none_type, "NoneType", object_, Native)                      \
  X(ellipsis_type, "ellipsis", object_, Native)                  \
  X(not_implemented_type, "NotImplementedType", object_, Native) \
  X(function, "function", object_, Native)                       \
  X(method, "method", object_, Native)                           \
  X(builtin_function, "builtin_function_or_method", object_, Native) \
  X(method_descriptor, "method_descriptor", object_, Native)     \
  X(wrapper_descriptor, "wrapper_descriptor", object_, Native)   \
  X(method_wrapper, "method-wrapper", object_, Native)           \
  X(classmethod_descriptor, "classmethod_descriptor", object_, Native) \
  X(getset_descriptor, "getset_descriptor", object_, Native)     \
  X(member_descriptor, "member_descriptor", object_, Native)     \
  X(property, "property", object_, Property)                     \
  X(classmethod, "classmethod", object_, Native)                 \
  X(staticmethod, "staticmethod", object_, Native)               \
  X(super, "super", object_, Native)                             \
  X(module, "module", object_, Module)                           \
  X(code, "code", object_, Native)                               \
  X(cell, "cell", object_, Native)                               \
  X(frame, "frame", object_, Native)                             \
  X(traceback, "traceback", object_, Native)                     \
  X(generator, "generator", object_, Native)                     \
  X(mappingproxy, "mappingproxy", object_, Native)               \
  X(dict_keys, "dict_keys", object_, Native)                     \
  X(dict_values, "dict_values", object_, Native)                 \
  X(dict_items, "dict_items", object_, Native)                   \
  X(list_iterator, "list_iterator", object_, Native)             \
  X(list_reverseiterator, "list_reverseiterator", object_, Native) \
  X(tuple_iterator, "tuple_iterator", object_, Native)           \
  X(str_iterator, "str_iterator", object_, Native)               \
  X(str_ascii_iterator, "str_ascii_iterator", object_, Native)   \
  X(bytes_iterator, "bytes_iterator", object_, Native)           \
  X(bytearray_iterator, "bytearray_iterator", object_, Native)   \
  X(range_iterator, "range_iterator", object_, Native)           \
  X(longrange_iterator, "longrange_iterator", object_, Native)   \
  X(set_iterator, "set_iterator", object_, Native)               \
  X(dict_keyiterator, "dict_keyiterator", object_, Native)       \
  X(dict_valueiterator, "dict_valueiterator", object_, Native)   \
  X(dict_itemiterator, "dict_itemiterator", object_, Native)     \
  X(dict_reversekeyiterator, "dict_reversekeyiterator", object_, Native) \
  X(dict_reversevalueiterator, "dict_reversevalueiterator", object_, Native) \
  X(dict_reverseitemiterator, "dict_reverseitemiterator", object_, Native) \
  X(callable_iterator, "callable_iterator", object_, Native)     \
  X(sequence_iterator, "iterator", object_, Native)              \
  X(enumerate, "enumerate", object_, Native)                     \
  X(zip, "zip", object_, Native)                                 \
  X(map, "map", object_, Native)                                 \
  X(filter, "filter", object_, Native)                           \
  X(reversed, "reversed", object_, Native)                       \
  X(generic_alias, "types.GenericAlias", object_, Native)        \
  X(union_type, "types.UnionType", object_, Native)

struct Types {
#define X(member, python_name, base, layout) TypeObject* member = nullptr;
  GILSCOPE_BUILTIN_TYPES(X)
#undef X
  TypeObject* exceptions[static_cast<int>(Exc::kCount)] = {};
  TypeObject* exception(Exc e) const { return exceptions[static_cast<int>(e)]; }

  /// The class of any value, immediates included. Requires: v is not null, pending or exhausted.
  TypeObject* of(Value v) const {
    if (v.is_object()) return v.object()->type;
    if (v.is_integer()) return int_;
    if (v.is_real()) return float_;
    if (v.is_bool()) return bool_;
    return v.is_none() ? none_type : v.is_ellipsis() ? ellipsis_type : not_implemented_type;
  }
};

}  // namespace gilscope
