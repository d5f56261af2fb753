#include "sim/vm/bootstrap.hpp"

#include <array>
#include <cstring>
#include <string_view>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/classes.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/generators.hpp"
#include "sim/vm/generic_alias.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/iteration.hpp"
#include "sim/vm/modules.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/protocol_state.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/super.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// Struct sizes of the layouts that the interpreter itself knows; the library sets those of its own types.
std::uint32_t bytes_of(Layout layout) {
  switch (layout) {
    case Layout::Plain: return sizeof(InstanceObject);
    case Layout::Int: return sizeof(IntObject);
    case Layout::Float: return sizeof(FloatObject);
    case Layout::Str: return sizeof(StrObject);
    case Layout::Bytes: return sizeof(BytesObject);
    case Layout::Tuple: return sizeof(TupleObject);
    case Layout::List: return sizeof(ListObject);
    case Layout::Dict: return sizeof(DictObject);
    case Layout::Exception: return sizeof(ExceptionObject);
    case Layout::Type: return sizeof(TypeObject);
    case Layout::Module: return sizeof(ModuleObject);
    default: return sizeof(Object);
  }
}

TypeObject* raw_type(Vm& vm, Layout layout) {
  auto* t = vm.heap.make<TypeObject>(vm.types.type);
  vm.heap.make_immortal(t);
  t->layout = layout;
  t->basic_bytes = bytes_of(layout);
  return t;
}

/// First all blocks, so that everything can refer to everything.
void allocate_types(Vm& vm) {
#define X(member, name, base, layout) vm.types.member = raw_type(vm, Layout::layout);
  GILSCOPE_BUILTIN_TYPES(X)
#undef X
  vm.types.object_->type = vm.types.type;  // made before `type` was there
  vm.types.type->type = vm.types.type;
  for (TypeObject*& t : vm.types.exceptions) t = raw_type(vm, Layout::Exception);
  vm.heap.set_types(&vm.types);
}

void name_type(Vm& vm, TypeObject* t, std::string_view full, TypeObject* base) {
  const auto dot = full.rfind('.');
  const std::string_view module = dot == std::string_view::npos ? "builtins" : full.substr(0, dot);
  t->name = t->qualname = vm.intern(dot == std::string_view::npos ? full : full.substr(dot + 1));
  t->base = base;
  Value base_value(base);
  Ref bases = gilscope::make_tuple(vm.heap, base == nullptr ? std::span<const Value>() : std::span<const Value>(&base_value, 1));
  t->bases = as_tuple(bases.release());
  t->dict = as_dict(make_dict(vm.heap).release());
  vm.protocol->subclass_lists.push_back(std::make_unique<std::vector<TypeObject*>>());
  t->subclasses = vm.protocol->subclass_lists.back().get();
  t->version = vm.heap.next_version();
  set_mro(vm, t);
  dict_set_str(vm.heap, t->dict, vm.intern("__module__"), vm.intern(module));
}

constexpr std::string_view kExceptionNames[] = {
#define GILSCOPE_EXCEPTION(name, base) #name,
#include "sim/objects/exceptions.def"
#undef GILSCOPE_EXCEPTION
};

TypeObject* exception_named(const Types& types, std::string_view name) {
  for (std::size_t i = 0; i < std::size(kExceptionNames); ++i) if (kExceptionNames[i] == name) return types.exceptions[i];
  return types.object_;
}

void name_types(Vm& vm) {
  Types& types = vm.types;
#define X(member, name, base, layout) name_type(vm, types.member, name, types.member == types.object_ ? nullptr : types.base);
  GILSCOPE_BUILTIN_TYPES(X)
#undef X
#define GILSCOPE_EXCEPTION(name, base) name_type(vm, types.exception(Exc::name), #name, exception_named(types, #base));
#include "sim/objects/exceptions.def"
#undef GILSCOPE_EXCEPTION
}

/// Which built-in classes may be subclassed (exceptions: all), and which instances have attributes.
void flag_types(Vm& vm) {
  const Types& t = vm.types;
  for (TypeObject* type : {t.object_, t.type, t.int_, t.float_, t.str, t.bytes, t.bytearray, t.tuple, t.list, t.dict, t.set, t.frozenset,
                           t.enumerate, t.zip, t.map, t.filter, t.reversed}) {
    type->type_flags |= kTypeBase;
  }
  t.object_->type_flags |= kTypeAttributeFields;
  t.type->type_flags |= kTypeHasDict;  // a class's __dict__ is its own: see type_type.cpp
}

// ---- operators of the built-in classes ----

using enum BinaryOp;
constexpr std::array kIntOps = {Add, And, FloorDivide, Lshift, Multiply, Remainder, Or, Power, Rshift, Subtract, TrueDivide, Xor};
constexpr std::array kBoolOps = {And, Or, Xor};
constexpr std::array kFloatOps = {Add, FloorDivide, Multiply, Remainder, Power, Subtract, TrueDivide};
constexpr std::array kTextOps = {Add, Multiply, Remainder};
constexpr std::array kBytearrayOps = {Add, Multiply, Remainder, InplaceAdd, InplaceMultiply};
constexpr std::array kTupleOps = {Add, Multiply};
constexpr std::array kListOps = {Add, Multiply, InplaceAdd, InplaceMultiply};
constexpr std::array kDictOps = {Or, InplaceOr};
constexpr std::array kSetOps = {And, Or, Subtract, Xor, InplaceAnd, InplaceOr, InplaceSubtract, InplaceXor};
constexpr std::array kFrozenOps = {And, Or, Subtract, Xor};
constexpr std::array kOr = {Or};

std::span<const BinaryOp> operators_of(const Types& t, const TypeObject* type) {
  if (type == t.int_) return kIntOps;
  if (type == t.bool_) return kBoolOps;
  if (type == t.float_) return kFloatOps;
  if (type == t.str || type == t.bytes) return kTextOps;
  if (type == t.bytearray) return kBytearrayOps;
  if (type == t.tuple) return kTupleOps;
  if (type == t.list) return kListOps;
  if (type == t.dict) return kDictOps;
  if (type == t.set) return kSetOps;
  if (type == t.frozenset || type == t.dict_keys || type == t.dict_items) return kFrozenOps;
  if (type == t.type || type == t.generic_alias || type == t.union_type || type == t.mappingproxy) return kOr;
  return {};
}

void finish_one(Vm& vm, TypeObject* type) {
  add_slot_wrappers(vm, type, operators_of(vm.types, type));
  finish_type(vm, type);
}

}  // namespace

void bootstrap(Vm& vm) {
  vm.protocol = std::make_unique<ProtocolState>();
  allocate_types(vm);
  name_types(vm);
  vm.names = std::make_unique<Names>(vm);
  vm.modules = as_dict(make_dict(vm.heap).release());
  vm.builtins = as_dict(make_dict(vm.heap).release());
  flag_types(vm);
  install_object(vm);
  install_type(vm);
  install_descriptors(vm);
  install_super(vm);
  install_modules(vm);
  install_exceptions(vm);
  install_iterators(vm);
  install_generic_alias(vm);
  install_generator_type(vm);
  install_frame_types(vm);
}

void finish_builtin_types(Vm& vm) {
#define X(member, name, base, layout) finish_one(vm, vm.types.member);
  GILSCOPE_BUILTIN_TYPES(X)
#undef X
  for (TypeObject* type : vm.types.exceptions) finish_one(vm, type);
}

}  // namespace gilscope
