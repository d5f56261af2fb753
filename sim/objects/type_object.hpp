// TypeObject: a class, built in or written in Python, with the C-level slots the interpreter dispatches on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/objects/heap.hpp"

namespace gilscope {

class Vm;
struct Args;
struct DictObject;
struct StrObject;
struct TupleObject;

enum class CompareOp : std::uint8_t { Lt, Le, Eq, Ne, Gt, Ge };  // CPython's order
enum class BinaryOp : std::uint8_t {  // CPython's NB_* order; the in-place forms follow at +13
  Add, And, FloorDivide, Lshift, MatrixMultiply, Multiply, Remainder, Or, Power, Rshift, Subtract, TrueDivide, Xor,
  InplaceAdd, InplaceAnd, InplaceFloorDivide, InplaceLshift, InplaceMatrixMultiply, InplaceMultiply, InplaceRemainder, InplaceOr,
  InplacePower, InplaceRshift, InplaceSubtract, InplaceTrueDivide, InplaceXor
};
enum class UnaryOp : std::uint8_t { Negative, Positive, Invert, Absolute };

/// Called by the garbage collector and by copying code: reports every Value an object holds.
using Visit = void (*)(Value held, void* context);

/// What a type does. Null = inherited from the base, or "not supported".
///
/// Results: an owned reference; null = an exception is set; Value::pending() = a frame was pushed that will deliver the
/// result (see sim/vm/native.hpp); Value::not_implemented() from binary and compare = try the other operand;
/// Value::exhausted() from next.
struct Slots {
  Ref (*repr)(Vm&, Value self) = nullptr;
  Ref (*str)(Vm&, Value self) = nullptr;
  Ref (*hash)(Vm&, Value self) = nullptr;             ///< an int Value
  Ref (*truth)(Vm&, Value self) = nullptr;            ///< True or False
  Ref (*length)(Vm&, Value self) = nullptr;           ///< an int Value
  Ref (*compare)(Vm&, Value self, Value other, CompareOp op) = nullptr;
  Ref (*binary)(Vm&, Value left, Value right, BinaryOp op) = nullptr;  ///< either operand is of this type
  Ref (*unary)(Vm&, Value self, UnaryOp op) = nullptr;
  Ref (*as_int)(Vm&, Value self) = nullptr;           ///< __int__
  Ref (*as_float)(Vm&, Value self) = nullptr;         ///< __float__
  Ref (*as_index)(Vm&, Value self) = nullptr;         ///< __index__
  Ref (*get_item)(Vm&, Value self, Value key) = nullptr;
  Ref (*set_item)(Vm&, Value self, Value key, Value value) = nullptr;  ///< value null = delete; result None
  Ref (*contains)(Vm&, Value self, Value item) = nullptr;
  Ref (*iter)(Vm&, Value self) = nullptr;
  Ref (*next)(Vm&, Value self) = nullptr;
  Ref (*call)(Vm&, Value self, const Args& args) = nullptr;
  Ref (*get_attr)(Vm&, Value self, StrObject* name) = nullptr;               ///< replaces the generic lookup
  Ref (*set_attr)(Vm&, Value self, StrObject* name, Value value) = nullptr;  ///< value null = delete; result None
  Ref (*descr_get)(Vm&, Value descriptor, Value object, Value type) = nullptr;  ///< object null = looked up on the class
  Ref (*descr_set)(Vm&, Value descriptor, Value object, Value value) = nullptr;
  Ref (*create)(Vm&, TypeObject* cls, const Args& args) = nullptr;  ///< __new__, args without cls
  Ref (*init)(Vm&, Value self, const Args& args) = nullptr;         ///< __init__, args without self; result None
  void (*destroy)(Heap&, Object* self) = nullptr;                   ///< drop what it holds, free payload; never the block itself
  void (*visit)(Object* self, Visit visit, void* context) = nullptr;
};

/// How instances are laid out; a class may only combine bases whose layouts agree.
enum class Layout : std::uint8_t {
  Plain,  ///< InstanceObject: attributes only
  Int, Float, Str, Bytes, Bytearray, Tuple, List, Dict, Set, FrozenSet, Exception, Type, Module, Property, Deque, Native
};

enum TypeFlags : std::uint32_t {
  kTypeHeap = 1 << 0,         ///< made by a class statement or type(): mutable
  kTypeBase = 1 << 1,         ///< may be subclassed
  kTypeHasDict = 1 << 2,      ///< instances have a __dict__
  kTypeHasFinalizer = 1 << 3, ///< a class in the MRO defines __del__
  kTypeHasSlots = 1 << 4,     ///< some class in the MRO defines __slots__ with members
  kTypeAbstract = 1 << 5,     ///< __abstractmethods__ is not empty
  kTypeOrderedCalls = 1 << 6, ///< native methods on it must happen in global time order (locks, queues, deques)
  kTypeCustomGetattr = 1 << 7,///< __getattribute__ or __getattr__ in Python
  kTypeCustomSetattr = 1 << 8,
  kTypeAttributeFields = 1 << 10,  ///< instances end in InstanceObject's fields (sim/vm/instance.hpp)
  kTypeCustomEq = 1 << 9,     ///< __eq__ or __hash__ in Python: dict and set lookups may run Python code
};

/// The attribute names that instances of a class have been given, in order: CPython's shared ("split") dict keys.
/// An instance whose attributes were set in this order keeps a plain array of values.
struct SharedKeys {
  std::vector<StrObject*> names;  ///< interned
  int find(const StrObject* name) const {
    for (std::size_t i = 0; i < names.size(); ++i) if (names[i] == name) return static_cast<int>(i);
    return -1;
  }
};

struct TypeObject : Object {
  StrObject* name;      ///< __name__
  StrObject* qualname;
  TypeObject* base;     ///< first base by layout; null for object
  TupleObject* bases;
  TupleObject* mro;
  DictObject* dict;     ///< the class's own attributes
  SharedKeys* shared_keys;
  std::vector<TypeObject*>* subclasses;
  std::uint64_t version;  ///< changes whenever lookups through this type may change; never reused within a run; 0 = not cacheable
  std::uint32_t type_flags;
  Layout layout;
  std::uint16_t slot_count;  ///< __slots__ members, inherited ones included; they follow the instance's fixed part
  std::uint32_t basic_bytes; ///< bytes of an instance without extra storage
  BlockPlan block_plan;      ///< what CPython's allocator is asked for
  Slots slots;

  bool is_subtype_of(const TypeObject* other) const;  ///< by MRO
};

}  // namespace gilscope
