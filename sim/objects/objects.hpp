// The layouts of the modeled objects that the interpreter itself touches. Containers' algorithms are in their own headers
// (int_ops, float_ops, str_ops, list_ops, dict_ops, set_ops, ...). All of these are made through Heap::make<T>(type).
//
// Ownership: a Value or object pointer stored in an object is an owned reference unless the comment says "borrowed".
#pragma once

#include <gmp.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "sim/objects/type_object.hpp"

namespace gilscope {

struct CodeObject;
struct Frame;

/// A boxed int. Ints of up to 49 bits are immediate until published; `big` is null for those.
struct IntObject : Object {
  std::int64_t small;
  __mpz_struct* big;  ///< owned; normalized: never holds a value that Value::fits_int
};
struct FloatObject : Object { double value; };

/// PEP 393: code points stored in 1, 2 or 4 bytes each, the narrowest that fits. Immutable. Characters follow the struct when they
/// fit the heap block, else hang off it.
struct StrObject : Object {
  std::uint32_t length;  ///< code points
  std::uint8_t kind;     ///< bytes per code point: 1 (Latin-1), 2 or 4
  bool ascii;
  bool interned;
  bool hashed;
  std::uint64_t hash;
  void* data;
  template <class Char> const Char* chars() const { return static_cast<const Char*>(data); }
  char32_t at(std::size_t i) const {
    return kind == 1 ? chars<std::uint8_t>()[i] : kind == 2 ? chars<std::uint16_t>()[i] : chars<std::uint32_t>()[i];
  }
};
struct BytesObject : Object { std::uint32_t length; bool hashed; std::uint64_t hash; std::uint8_t* data; };

struct TupleObject : Object {
  std::uint32_t length;
  bool hashed;
  std::uint64_t hash;
  Value* items;  ///< follows the struct when it fits
};
struct ListObject : Object { std::uint32_t length, capacity; Value* items; };

/// Insertion-ordered hash table (dict_ops.hpp). `version` changes when the *set of keys or their places* changes (not on replacing
/// a value), so a cache of (version, entry index) stays good while values change.
struct DictEntry { std::uint64_t hash; Value key; Value value; };  ///< key null = deleted
struct DictObject : Object {
  std::uint32_t used, entry_count, entry_capacity, index_bits;  ///< 2^index_bits slots
  DictEntry* entries;
  std::int32_t* index;      ///< slot -> entry, -1 empty, -2 deleted
  std::uint64_t version;
  bool only_str_keys;
};

struct InstanceObject : Object {  ///< layout Plain, and the tail of every subclass instance with a __dict__ lives in `attributes`
  Value* values;        ///< by index into type->shared_keys; null once `dict` exists or nothing was set
  std::uint32_t count, capacity;
  DictObject* dict;     ///< __dict__, once somebody asked for it or the order differed
  Value* slots;         ///< __slots__ members: type->slot_count of them, or null
};

struct CellObject : Object { Value value; };
struct ModuleObject : Object { StrObject* name; DictObject* dict; };

struct CodeValue : Object {  ///< a code object as Python sees it
  std::shared_ptr<const CodeObject>* code;
  void* executable;  ///< the vm's decoded form of it, owned by the vm of this run
};

struct FunctionObject : Object {
  CodeValue* code;
  DictObject* globals;
  DictObject* builtins;
  StrObject* name;
  StrObject* qualname;
  TupleObject* defaults;      ///< may be null
  DictObject* kw_defaults;    ///< may be null
  TupleObject* closure;       ///< tuple of cells, may be null
  Value doc;
  Value annotations;          ///< a dict, a tuple still to be turned into one, or null
  DictObject* dict;           ///< may be null
  Value module;
};

struct BoundMethod : Object { Value function; Value self; };

struct NativeSpec;
struct NativeFunction : Object {  ///< builtin_function_or_method, method_descriptor, slot wrapper, classmethod_descriptor
  const NativeSpec* spec;
  Value self;          ///< bound self or null
  TypeObject* owner;   ///< the type a method descriptor belongs to, or null; borrowed
  Value module;
  const void* signature;  ///< the vm's parsed form of spec->signature, once it was called
};

/// Exceptions: BaseException's fields, and an InstanceObject-like dict.
struct ExceptionObject : Object {
  TupleObject* args;
  Value traceback;  ///< TracebackObject or null
  Value context, cause;
  bool suppress_context;
  DictObject* dict;
  Value notes_or_value;   ///< StopIteration.value, SystemExit.code, KeyError... : type-specific first field, may be null
  Value extra[3];         ///< type-specific: ImportError name/path, AttributeError name/obj, OSError errno/strerror/filename, NameError name
};
struct TracebackObject : Object {
  TracebackObject* next;
  CodeValue* code;
  std::uint32_t instruction;  ///< index of the instruction, for line and columns
  std::uint32_t line;
  Value frame;                ///< FrameView or null
};

}  // namespace gilscope
