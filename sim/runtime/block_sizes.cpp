// How large CPython's objects are: the fixed part of each type behind the header, from the structs of 3.13 (type.__basicsize__ less 16;
// tests/session/memory_test.cpp compares). The header is 16 bytes in the GIL build, and 16 more stand in front of what the garbage collector tracks; in the
// free-threaded build it is 32 bytes, and nothing stands in front (Include/object.h). A class written in Python has two more words in
// front, for __dict__ and weak references; its instances' attribute values follow the object, as many as the class's instances have names,
// and two to spare (Objects/dictobject.c: _PyObject_InitInlineValues; the first instances of a class get more, which is not modeled).
#include "sim/runtime/allocator.hpp"

#include <algorithm>

#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/deque_ops.hpp"
#include "sim/objects/objects.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/types.hpp"
#include "sim/runtime/runtime.hpp"

namespace gilscope {

namespace {

/// Bytes behind the header: CPython's, and how many the simulator has there. Kept apart from what varies (items, characters).
struct FixedPart {
  std::int64_t cpython, here;
  FreeListKind free_list = FreeListKind::None;
};

constexpr std::int64_t kHereHeader = sizeof(Object);

template <class T>
constexpr std::int64_t here() { return static_cast<std::int64_t>(sizeof(T)) - kHereHeader; }

/// A native type without a row of its own: its fields are taken to be as many here as there.
constexpr FixedPart kSame{0, 0};

struct NativeRow {
  TypeObject* Types::*type;
  FixedPart part;
};

const NativeRow kNatives[] = {
    {&Types::function, {128, here<FunctionObject>()}},
    {&Types::method, {32, here<BoundMethod>(), FreeListKind::Method}},
    {&Types::builtin_function, {40, here<NativeFunction>(), FreeListKind::BuiltinFunction}},
    {&Types::method_descriptor, {40, here<NativeFunction>()}},
    {&Types::code, {184, here<CodeValue>()}},
    {&Types::cell, {8, here<CellObject>()}},
    {&Types::range, {32, 24, FreeListKind::Range}},
    {&Types::slice, {24, 24, FreeListKind::Slice}},
    {&Types::range_iterator, {24, 24, FreeListKind::RangeIterator}},
    {&Types::list_iterator, {16, 16, FreeListKind::ListIterator}},
    {&Types::tuple_iterator, {16, 16, FreeListKind::TupleIterator}},
};

FixedPart native_part(const TypeObject& type, const Types& types) {
  for (const NativeRow& row : kNatives) if (types.*row.type == &type) return row.part;
  return kSame;
}

FixedPart fixed_part(const TypeObject& type, const Types& types) {
  switch (type.layout) {
    case Layout::Int: return {12, here<IntObject>(), FreeListKind::Int};
    case Layout::Float: return {8, here<FloatObject>(), FreeListKind::Float};
    case Layout::Str: return {25, here<StrObject>()};  // ASCII, with the final zero
    case Layout::Bytes: return {17, here<BytesObject>()};
    case Layout::Bytearray: return {40, here<BytearrayObject>()};
    case Layout::Tuple: return {8, here<TupleObject>(), FreeListKind::Tuple};
    case Layout::List: return {24, here<ListObject>(), FreeListKind::List};
    case Layout::Dict: return {32, here<DictObject>(), FreeListKind::Dict};
    case Layout::Set: case Layout::FrozenSet: return {184, here<SetObject>()};
    case Layout::Exception: return {56, here<ExceptionObject>()};
    case Layout::Type: return {912, here<TypeObject>()};
    case Layout::Module: return {40, here<ModuleObject>()};
    case Layout::Deque: return {200, here<DequeObject>()};
    default: return native_part(type, types);
  }
}

constexpr std::int64_t kPreheader = 16;    // pycore_object.h: the managed dict and weak reference list
constexpr std::int64_t kInlineHead = 24;   // the prefix of the inline values, and two spare places

}  // namespace

BlockPlan Allocator::plan_block(const TypeObject& type) const {
  const bool tracked = type.slots.visit != nullptr;
  const bool from_python = (type.type_flags & kTypeHeap) != 0;
  const bool dict = (type.type_flags & kTypeHasDict) != 0 && from_python;
  const std::int64_t header = runtime_.config.free_threaded ? 32 : tracked ? 32 : 16;
  FixedPart part{0, here<InstanceObject>()};
  if (type.layout != Layout::Plain) part = fixed_part(type, runtime_.heap->types());
  std::int64_t bytes = header + part.cpython, here = kHereHeader + part.here;
  if (from_python && type.layout != Layout::Plain) here = std::max<std::int64_t>(here, type.basic_bytes);
  if (dict) bytes += kPreheader + (type.layout == Layout::Plain ? kInlineHead : 0);
  bytes += 8 * std::int64_t{type.slot_count};
  BlockKind kind = tracked ? BlockKind::Gc : BlockKind::Object;
  if (dict) kind = BlockKind::GcPreheader;
  if (!runtime_.config.free_threaded && kind != BlockKind::GcPreheader) kind = BlockKind::Object;
  const auto list = from_python ? FreeListKind::None : part.free_list;  // subclasses have none
  return {static_cast<std::int16_t>(bytes - here), static_cast<std::uint8_t>(kind), static_cast<std::uint8_t>(list)};
}

}  // namespace gilscope
