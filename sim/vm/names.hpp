// Names: the interned strings that C++ code looks up. `vm.names->dunder_init` is a pointer comparison away from any attribute name,
// because every attribute name in compiled code is interned.
#pragma once

#include <cstdint>

#include "sim/objects/type_object.hpp"

namespace gilscope {

class Vm;

// X(member, "text"). Add what you need; keep the groups sorted.
#define GILSCOPE_NAMES(X)                                                                                                      \
  X(dunder_abs, "__abs__") X(dunder_abstractmethods, "__abstractmethods__") X(dunder_add, "__add__")                           \
  X(dunder_all, "__all__") X(dunder_and, "__and__") X(dunder_annotations, "__annotations__") X(dunder_args, "__args__")        \
  X(dunder_bases, "__bases__") X(dunder_bool, "__bool__") X(dunder_build_class, "__build_class__")                             \
  X(dunder_builtins, "__builtins__") X(dunder_bytes, "__bytes__") X(dunder_cached, "__cached__") X(dunder_call, "__call__")     \
  X(dunder_cause, "__cause__") X(dunder_ceil, "__ceil__") X(dunder_class, "__class__") X(dunder_class_getitem, "__class_getitem__") \
  X(dunder_classcell, "__classcell__") X(dunder_closure, "__closure__") X(dunder_code, "__code__")                             \
  X(dunder_complex, "__complex__") X(dunder_contains, "__contains__") X(dunder_context, "__context__") X(dunder_copy, "__copy__") \
  X(dunder_debug, "__debug__") X(dunder_deepcopy, "__deepcopy__") X(dunder_defaults, "__defaults__") X(dunder_del, "__del__")   \
  X(dunder_delattr, "__delattr__") X(dunder_delete, "__delete__") X(dunder_delitem, "__delitem__") X(dunder_dict, "__dict__")   \
  X(dunder_dir, "__dir__") X(dunder_divmod, "__divmod__") X(dunder_doc, "__doc__") X(dunder_enter, "__enter__")                \
  X(dunder_eq, "__eq__") X(dunder_exit, "__exit__") X(dunder_file, "__file__") X(dunder_float, "__float__")                    \
  X(dunder_floor, "__floor__") X(dunder_floordiv, "__floordiv__") X(dunder_format, "__format__") X(dunder_func, "__func__")     \
  X(dunder_ge, "__ge__") X(dunder_get, "__get__") X(dunder_getattr, "__getattr__") X(dunder_getattribute, "__getattribute__")   \
  X(dunder_getitem, "__getitem__") X(dunder_globals, "__globals__") X(dunder_gt, "__gt__") X(dunder_hash, "__hash__")           \
  X(dunder_iadd, "__iadd__") X(dunder_iand, "__iand__") X(dunder_ifloordiv, "__ifloordiv__") X(dunder_ilshift, "__ilshift__")   \
  X(dunder_imatmul, "__imatmul__") X(dunder_imod, "__imod__") X(dunder_import, "__import__") X(dunder_imul, "__imul__")         \
  X(dunder_index, "__index__") X(dunder_init, "__init__") X(dunder_init_subclass, "__init_subclass__")                         \
  X(dunder_instancecheck, "__instancecheck__") X(dunder_int, "__int__") X(dunder_invert, "__invert__") X(dunder_ior, "__ior__") \
  X(dunder_ipow, "__ipow__") X(dunder_irshift, "__irshift__") X(dunder_isub, "__isub__") X(dunder_iter, "__iter__")             \
  X(dunder_itruediv, "__itruediv__") X(dunder_ixor, "__ixor__") X(dunder_kwdefaults, "__kwdefaults__") X(dunder_le, "__le__")   \
  X(dunder_len, "__len__") X(dunder_length_hint, "__length_hint__") X(dunder_loader, "__loader__") X(dunder_lshift, "__lshift__") \
  X(dunder_lt, "__lt__") X(dunder_main, "__main__") X(dunder_matmul, "__matmul__") X(dunder_missing, "__missing__")            \
  X(dunder_mod, "__mod__") X(dunder_module, "__module__") X(dunder_mro, "__mro__") X(dunder_mro_entries, "__mro_entries__")     \
  X(dunder_mul, "__mul__") X(dunder_name, "__name__") X(dunder_ne, "__ne__") X(dunder_neg, "__neg__") X(dunder_new, "__new__")  \
  X(dunder_next, "__next__") X(dunder_notes, "__notes__") X(dunder_objclass, "__objclass__") X(dunder_or, "__or__")            \
  X(dunder_origin, "__origin__") X(dunder_package, "__package__") X(dunder_parameters, "__parameters__") X(dunder_path, "__path__") \
  X(dunder_pos, "__pos__") X(dunder_pow, "__pow__") X(dunder_prepare, "__prepare__") X(dunder_qualname, "__qualname__")         \
  X(dunder_radd, "__radd__") X(dunder_rand, "__rand__") X(dunder_rdivmod, "__rdivmod__") X(dunder_reduce, "__reduce__")         \
  X(dunder_reduce_ex, "__reduce_ex__") X(dunder_repr, "__repr__") X(dunder_reversed, "__reversed__")                           \
  X(dunder_rfloordiv, "__rfloordiv__") X(dunder_rlshift, "__rlshift__") X(dunder_rmatmul, "__rmatmul__") X(dunder_rmod, "__rmod__") \
  X(dunder_rmul, "__rmul__") X(dunder_ror, "__ror__") X(dunder_round, "__round__") X(dunder_rpow, "__rpow__")                  \
  X(dunder_rrshift, "__rrshift__") X(dunder_rshift, "__rshift__") X(dunder_rsub, "__rsub__") X(dunder_rtruediv, "__rtruediv__") \
  X(dunder_rxor, "__rxor__") X(dunder_self, "__self__") X(dunder_self_class, "__self_class__") X(dunder_set, "__set__")         \
  X(dunder_set_name, "__set_name__") X(dunder_setattr, "__setattr__") X(dunder_setitem, "__setitem__") X(dunder_sizeof, "__sizeof__") \
  X(dunder_slots, "__slots__") X(dunder_spec, "__spec__") X(dunder_static_attributes, "__static_attributes__")                 \
  X(dunder_firstlineno, "__firstlineno__") X(dunder_str, "__str__") X(dunder_sub, "__sub__") X(dunder_subclasscheck, "__subclasscheck__") \
  X(dunder_subclasses, "__subclasses__") X(dunder_subclasshook, "__subclasshook__") X(dunder_suppress_context, "__suppress_context__") \
  X(dunder_thisclass, "__thisclass__") X(dunder_traceback, "__traceback__") X(dunder_truediv, "__truediv__") X(dunder_trunc, "__trunc__") \
  X(dunder_type_params, "__type_params__") X(dunder_weakref, "__weakref__") X(dunder_wrapped, "__wrapped__") X(dunder_xor, "__xor__") \
  /* ordinary names */                                                                                                         \
  X(add, "add") X(args, "args") X(append, "append") X(builtins, "builtins") X(close, "close") X(code, "code") X(default_, "default") \
  X(empty, "") X(encoding, "encoding") X(end, "end") X(errno_, "errno") X(excepthook, "excepthook") X(exit, "exit")            \
  X(extend, "extend") X(fget, "fget") X(file, "file") X(filename, "filename") X(filename2, "filename2") X(flush, "flush")      \
  X(gil, "gil") X(items, "items") X(key, "key") X(keys, "keys") X(metaclass, "metaclass") X(modules, "modules") X(mro, "mro")  \
  X(msg, "msg") X(name, "name") X(name_from, "name_from") X(obj, "obj") X(path, "path") X(print_file_and_line, "print_file_and_line") \
  X(readline, "readline") X(self, "self") X(send, "send") X(sep, "sep") X(stderr_, "stderr") X(stdin_, "stdin")                \
  X(stdout_, "stdout") X(strerror_, "strerror") X(sys, "sys") X(throw_, "throw") X(update, "update") X(value, "value")         \
  X(values, "values") X(write, "write")

struct Names {
  explicit Names(Vm& vm);  ///< Requires: vm.types.str exists

#define X(member, text) StrObject* member = nullptr;
  GILSCOPE_NAMES(X)
#undef X

  // Method names by operator, in the enums' order.
  StrObject* binary[13];     ///< BinaryOp::Add .. Xor: "__add__" ...
  StrObject* reflected[13];  ///< "__radd__" ...
  StrObject* inplace[13];    ///< "__iadd__" ...
  StrObject* compare[6];     ///< CompareOp: "__lt__" ...
  StrObject* unary[4];       ///< UnaryOp: "__neg__" ...
};

}  // namespace gilscope
