// Making classes from C++: the built-in types get their slots and methods through this, and native modules make theirs with it.
//
//   struct TokenObject : Object { Value owner; };
//   static const NativeSpec kTokenMethods[] = {{.name = "release", .fn = token_release, .signature = "(self)", .kind = NativeKind::Method}};
//   TypeObject* token = make_type(vm, {.name = "mymodule.Token", .instance_bytes = sizeof(TokenObject),
//                                      .slots = {.create = token_new, .destroy = token_destroy}, .methods = kTokenMethods});
//   auto* t = new_object<TokenObject>(vm, token);      // zeroed; one reference; t->type == token (or a subclass: pass cls)
//
// Tables (methods, getset) are kept by pointer: they must be static const arrays.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "sim/objects/types.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

/// A computed attribute of a type's instances.
struct GetSetSpec {
  const char* name;
  Ref (*get)(Vm&, Value self);
  Ref (*set)(Vm&, Value self, Value value) = nullptr;  ///< null = read-only; value null = delete; result None
  const char* doc = nullptr;
};

struct NativeTypeSpec {
  const char* name;                   ///< "deque" or "collections.deque": what stands before the last dot is __module__
  TypeObject* base = nullptr;         ///< null = object
  Layout layout = Layout::Native;
  std::uint32_t instance_bytes = 0;   ///< sizeof the struct; 0 = the base's
  std::uint32_t flags = kTypeBase;    ///< kTypeBase, kTypeHasDict, kTypeOrderedCalls
  Slots slots = {};                   ///< null ones are inherited
  std::span<const NativeSpec> methods = {};
  std::span<const GetSetSpec> getset = {};
  /// Which operators slots.binary serves, so that __add__, __radd__ ... are visible as attributes. In-place ones included by name.
  std::span<const BinaryOp> operators = {};
  const char* doc = nullptr;
};

/// A class, ready for use: slots inherited, slot methods (__len__, __iter__, ...) visible as attributes. Immortal in practice (its MRO
/// holds it). Borrowed.
TypeObject* make_type(Vm& vm, const NativeTypeSpec& spec);

/// Methods, class methods and static methods by NativeSpec::kind (Function is taken as Method).
void add_methods(Vm& vm, TypeObject* type, std::span<const NativeSpec> methods);
void add_getset(Vm& vm, TypeObject* type, std::span<const GetSetSpec> getset);
void add_type_value(Vm& vm, TypeObject* type, std::string_view name, Value value);
/// Which operators `type->slots.binary` serves: makes __add__ & co. visible. For built-in types (make_type has its own field).
void add_operators(Vm& vm, TypeObject* type, std::span<const BinaryOp> operators);

/// Take over from the MRO every slot that `type` does not define, and make the slots that it defines visible as slot wrappers. For
/// built-in types this happens to all of them at once, after every install_<type> has run.
void finish_type(Vm& vm, TypeObject* type);

/// A function object for a module or for internal use. New reference.
Ref make_native_function(Vm& vm, const NativeSpec* spec, Value self = Value(), Value module = Value());

/// Room for an instance of `cls`, subclasses' extra storage included: zeroed, one reference, the class's count raised if it is a
/// Python class. Also for variable-size objects: `extra_bytes` follow cls->basic_bytes (not sizeof the struct!).
Object* new_object(Vm& vm, TypeObject* cls, std::size_t extra_bytes = 0);
template <class T>
T* new_object(Vm& vm, TypeObject* cls, std::size_t extra_bytes = 0) {
  return static_cast<T*>(new_object(vm, cls, extra_bytes));
}

/// The struct behind a Value known to be of that type.
template <class T>
T* as(Value v) { return static_cast<T*>(v.object()); }

}  // namespace gilscope
