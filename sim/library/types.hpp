// The methods and slots of the built-in data types. Each function completes one skeleton class that bootstrap() made.
// `install_data_types` is the visible list; registry.cpp calls it once per run, before finish_builtin_types().
#pragma once

namespace gilscope {

class Vm;

void install_int(Vm& vm);          ///< int and bool
void install_float(Vm& vm);
void install_str(Vm& vm);
void install_bytes(Vm& vm);        ///< bytes and bytearray
void install_tuple(Vm& vm);
void install_list(Vm& vm);
void install_dict(Vm& vm);
void install_dict_views(Vm& vm);
void install_set(Vm& vm);          ///< set and frozenset
void install_range(Vm& vm);        ///< range and slice
void install_singletons(Vm& vm);   ///< NoneType, ellipsis, NotImplementedType
void install_data_iterators(Vm& vm);

void install_data_types(Vm& vm);

}  // namespace gilscope
