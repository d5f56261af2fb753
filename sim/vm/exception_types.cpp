// The built-in exception classes: fields, __init__, str and repr (Objects/exceptions.c).
//
// Where each class keeps its fields in ExceptionObject:
//   StopIteration.value, SystemExit.code, ImportError.msg, SyntaxError.msg: notes_or_value
//   AttributeError name, obj; NameError name; ImportError name, path; OSError errno, strerror, filename: extra[0..2]
//   SyntaxError's details tuple: extra[0]. UnicodeError's five fields are its args.

#include <array>
#include <vector>

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/callables.hpp"
#include "sim/vm/classes.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

ExceptionObject* exception(Value v) { return as<ExceptionObject>(v); }

void put(Vm& vm, Value& field, Value value) {
  Value old = field;
  field = value ? vm.heap.publish(value) : Value();
  vm.heap.decref(old);
}
Ref or_none(Vm& vm, Value v) { return v ? share(v) : vm.none(); }

void set_args(Vm& vm, ExceptionObject* e, const Args& args) {
  Ref tuple = gilscope::make_tuple(vm.heap, std::span<const Value>(args.data, args.count));
  Object* old = e->args;
  e->args = as_tuple(tuple.release());
  if (old != nullptr) vm.heap.decref(old);
}

// ---- creation ----

/// CPython maps OSError(errno, ...) to the subclass of that errno.
TypeObject* class_for_errno(Vm& vm, std::int64_t number) {
  switch (number) {
    case 2: return vm.types.exception(Exc::FileNotFoundError);
    case 17: return vm.types.exception(Exc::FileExistsError);
    case 1: case 13: return vm.types.exception(Exc::PermissionError);
    case 20: return vm.types.exception(Exc::NotADirectoryError);
    case 21: return vm.types.exception(Exc::IsADirectoryError);
    case 11: case 114: case 115: return vm.types.exception(Exc::BlockingIOError);
    case 32: case 108: return vm.types.exception(Exc::BrokenPipeError);
    case 10: return vm.types.exception(Exc::ChildProcessError);
    case 103: return vm.types.exception(Exc::ConnectionAbortedError);
    case 111: return vm.types.exception(Exc::ConnectionRefusedError);
    case 104: return vm.types.exception(Exc::ConnectionResetError);
    case 4: return vm.types.exception(Exc::InterruptedError);
    case 3: return vm.types.exception(Exc::ProcessLookupError);
    case 110: return vm.types.exception(Exc::TimeoutError);
    default: return nullptr;
  }
}

Ref exception_create(Vm& vm, TypeObject* cls, const Args& args) {
  vm.charge(Cost::AllocGc);  // the tuple of its arguments
  std::int64_t number = 0;
  if (cls == vm.types.exception(Exc::OSError) && args.count >= 2 && as_int64(args[0], number)) {
    if (TypeObject* specific = class_for_errno(vm, number)) cls = specific;
  }
  auto* e = new_object<ExceptionObject>(vm, cls);
  set_args(vm, e, args);
  return steal(e);
}

bool no_keywords(Vm& vm, Value self, const Args& args) {
  if (args.keyword_count() == 0) return true;
  vm.raise(Exc::TypeError, fmt::format("{}() takes no keyword arguments", type_name_of(vm, self)));
  return false;
}

Ref base_init(Vm& vm, Value self, const Args& args) {
  if (!no_keywords(vm, self, args)) return nullptr;
  set_args(vm, exception(self), args);
  return vm.none();
}

/// StopIteration.value: the first argument. SystemExit.code: it, or all of them.
Ref stop_init(Vm& vm, Value self, const Args& args) {
  if (!base_init(vm, self, args)) return nullptr;
  put(vm, exception(self)->notes_or_value, args.count > 0 ? args[0] : Value());
  return vm.none();
}
Ref exit_init(Vm& vm, Value self, const Args& args) {
  if (!base_init(vm, self, args)) return nullptr;
  ExceptionObject* e = exception(self);
  put(vm, e->notes_or_value, args.count == 0 ? Value() : args.count == 1 ? args[0] : Value(e->args));
  return vm.none();
}

/// Keyword-only fields kept in extra[].
bool take_keywords(Vm& vm, Value self, const Args& args, std::span<const char* const> names) {
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    StrObject* given = as_str(args.keywords->items[i]);
    std::size_t place = 0;
    while (place < names.size() && !str_equals(given, names[place])) ++place;
    if (place == names.size()) {
      vm.raise(Exc::TypeError, fmt::format("{}() got an unexpected keyword argument '{}'", type_name_of(vm, self), to_utf8(given)));
      return false;
    }
    put(vm, exception(self)->extra[place], args.keyword_value(i));
  }
  return true;
}

constexpr std::array<const char*, 2> kAttributeErrorNames = {"name", "obj"};
constexpr std::array<const char*, 1> kNameErrorNames = {"name"};
constexpr std::array<const char*, 3> kImportErrorNames = {"name", "path", "name_from"};

template <const auto& kNames>
Ref keyword_init(Vm& vm, Value self, const Args& args) {
  set_args(vm, exception(self), args);
  return take_keywords(vm, self, args, kNames) ? vm.none() : Ref();
}
Ref import_init(Vm& vm, Value self, const Args& args) {
  set_args(vm, exception(self), args);
  if (!take_keywords(vm, self, args, kImportErrorNames)) return nullptr;
  put(vm, exception(self)->notes_or_value, args.count == 1 ? args[0] : Value());
  return vm.none();
}

Ref os_init(Vm& vm, Value self, const Args& args) {
  if (!base_init(vm, self, args)) return nullptr;
  ExceptionObject* e = exception(self);
  if (args.count < 2 || args.count > 5) return vm.none();
  for (std::uint32_t i = 0; i < 3; ++i) put(vm, e->extra[i], i < args.count ? args[i] : Value());
  if (args.count > 2) set_args(vm, e, Args{args.data, 2, nullptr});
  return vm.none();
}

Ref syntax_init(Vm& vm, Value self, const Args& args) {
  if (!base_init(vm, self, args)) return nullptr;
  ExceptionObject* e = exception(self);
  if (args.count >= 1) put(vm, e->notes_or_value, args[0]);
  if (args.count == 2) put(vm, e->extra[0], args[1]);
  return vm.none();
}

// ---- text ----

Co<Ref> repr_co(Vm& vm, Value self) {
  ExceptionObject* e = exception(self);
  Ref args = share(e->args);
  Value shown = as_tuple(args)->length == 1 ? as_tuple(args)->items[0] : args.get();
  Ref text = co_await vm.finish(repr(vm, shown));
  if (!text) co_return nullptr;
  const std::string name = utf8_of(vm.types.of(self)->name);
  co_return vm.str(as_tuple(args)->length == 1 ? name + "(" + to_utf8(text) + ")" : name + to_utf8(text));
}
Ref exception_repr(Vm& vm, Value self) { return vm.start(repr_co(vm, self)); }

Ref exception_str(Vm& vm, Value self) {
  const TupleObject* args = exception(self)->args;
  if (args->length == 0) return vm.str("");
  return args->length == 1 ? str_of(vm, args->items[0]) : repr(vm, Value(args));
}
Ref key_error_str(Vm& vm, Value self) {
  const TupleObject* args = exception(self)->args;
  return args->length == 1 ? repr(vm, args->items[0]) : exception_str(vm, self);
}
Ref import_error_str(Vm& vm, Value self) {
  Value msg = exception(self)->notes_or_value;
  return msg && vm.types.of(msg) == vm.types.str ? share(msg) : exception_str(vm, self);
}
Co<Ref> os_str_co(Vm& vm, Value self) {
  ExceptionObject* e = exception(self);
  Ref number = co_await vm.finish(str_of(vm, e->extra[0]));
  if (!number) co_return nullptr;
  Ref text = co_await vm.finish(str_of(vm, e->extra[1]));
  if (!text) co_return nullptr;
  if (!e->extra[2] || e->extra[2].is_none()) co_return vm.str(fmt::format("[Errno {}] {}", to_utf8(number), to_utf8(text)));
  Ref file = co_await vm.finish(repr(vm, e->extra[2]));
  if (!file) co_return nullptr;
  co_return vm.str(fmt::format("[Errno {}] {}: {}", to_utf8(number), to_utf8(text), to_utf8(file)));
}
Ref os_str(Vm& vm, Value self) { return exception(self)->extra[1] ? vm.start(os_str_co(vm, self)) : exception_str(vm, self); }

Ref syntax_str(Vm& vm, Value self) {
  ExceptionObject* e = exception(self);
  if (!e->notes_or_value) return vm.str("None");
  if (!e->extra[0] || !is_tuple(e->extra[0]) || as_tuple(e->extra[0])->length < 2) return str_of(vm, e->notes_or_value);
  Value file = as_tuple(e->extra[0])->items[0];
  std::int64_t line = 0;
  if (!is_str(file) || !as_int64(as_tuple(e->extra[0])->items[1], line) || !is_str(e->notes_or_value)) return str_of(vm, e->notes_or_value);
  std::string base = to_utf8(file);
  if (const auto slash = base.rfind('/'); slash != std::string::npos) base.erase(0, slash + 1);
  return vm.str(fmt::format("{} ({}, line {})", to_utf8(e->notes_or_value), base, line));
}

std::string unit_text(std::uint32_t c, bool byte) {
  if (byte) return fmt::format("0x{:02x}", c);
  return c <= 0xFF ? fmt::format("'\\x{:02x}'", c) : c <= 0xFFFF ? fmt::format("'\\u{:04x}'", c) : fmt::format("'\\U{:08x}'", c);
}
/// args: encoding, object, start, end, reason.
Ref unicode_str(Vm& vm, Value self) {
  const TupleObject* a = exception(self)->args;
  std::int64_t start = 0, end = 0;
  const bool decode = vm.types.of(self)->is_subtype_of(vm.types.exception(Exc::UnicodeDecodeError));
  const bool complete = a->length == 5 && is_str(a->items[0]) && as_int64(a->items[2], start) && as_int64(a->items[3], end) &&
                        is_str(a->items[4]) && (decode ? has_layout(a->items[1], Layout::Bytes) : is_str(a->items[1])) && start >= 0;
  if (!complete) return exception_str(vm, self);
  const std::string codec = to_utf8(a->items[0]), reason = to_utf8(a->items[4]);
  const char* doing = decode ? "decode" : "encode";
  if (end != start + 1) {
    return vm.str(fmt::format("'{}' codec can't {} {} in position {}-{}: {}", codec, doing, decode ? "bytes" : "characters", start, end - 1, reason));
  }
  const auto at = static_cast<std::uint32_t>(start);
  const std::uint32_t unit = decode ? (at < as<BytesObject>(a->items[1])->length ? as<BytesObject>(a->items[1])->data[at] : 0u)
                                    : (at < as_str(a->items[1])->length ? static_cast<std::uint32_t>(as_str(a->items[1])->at(at)) : 0u);
  return vm.str(fmt::format("'{}' codec can't {} {} {} in position {}: {}", codec, doing, decode ? "byte" : "character",
                            unit_text(unit, decode), start, reason));
}

// ---- attributes ----

Ref get_args(Vm&, Value self) { return share(exception(self)->args); }
Co<Ref> set_args_co(Vm& vm, Value self, Value value) {
  Ref tuple = co_await vm.finish(tuple_of(vm, value));
  if (!tuple) co_return nullptr;
  set_args(vm, exception(self), Args{as_tuple(tuple)->items, as_tuple(tuple)->length, nullptr});
  co_return vm.none();
}
Ref set_args_attribute(Vm& vm, Value self, Value value) {
  if (!value) return vm.raise(Exc::TypeError, "args may not be deleted");
  return vm.start(set_args_co(vm, self, value));
}
Ref get_traceback(Vm& vm, Value self) { return or_none(vm, exception(self)->traceback); }
Ref set_traceback(Vm& vm, Value self, Value value) {
  if (!value) return vm.raise(Exc::TypeError, "__traceback__ may not be deleted");
  if (!value.is_none() && vm.types.of(value) != vm.types.traceback) {
    return vm.raise(Exc::TypeError, "__traceback__ must be a traceback or None");
  }
  put(vm, exception(self)->traceback, value.is_none() ? Value() : value);
  return vm.none();
}
Ref set_link(Vm& vm, Value& field, Value value, const char* what) {
  const bool ok = value && (value.is_none() || has_layout(value, Layout::Exception));
  if (!ok) return vm.raise(Exc::TypeError, fmt::format("exception {} must be None or derive from BaseException", what));
  put(vm, field, value.is_none() ? Value() : value);
  return vm.none();
}
Ref get_context(Vm& vm, Value self) { return or_none(vm, exception(self)->context); }
Ref set_context(Vm& vm, Value self, Value value) { return set_link(vm, exception(self)->context, value, "context"); }
Ref get_cause(Vm& vm, Value self) { return or_none(vm, exception(self)->cause); }
Ref set_cause(Vm& vm, Value self, Value value) {
  Ref done = set_link(vm, exception(self)->cause, value, "cause");
  if (done) exception(self)->suppress_context = true;
  return done;
}
Ref get_suppress(Vm& vm, Value self) { return vm.boolean(exception(self)->suppress_context); }
Ref set_suppress(Vm& vm, Value self, Value value) {
  if (!value || !value.is_bool()) return vm.raise(Exc::TypeError, "attribute value type must be bool");
  exception(self)->suppress_context = value.is_true();
  return vm.none();
}

Ref get_first(Vm& vm, Value self) { return or_none(vm, exception(self)->notes_or_value); }
Ref set_first(Vm& vm, Value self, Value value) { put(vm, exception(self)->notes_or_value, value); return vm.none(); }
template <int kPlace>
Ref get_extra(Vm& vm, Value self) { return or_none(vm, exception(self)->extra[kPlace]); }
template <int kPlace>
Ref set_extra(Vm& vm, Value self, Value value) { put(vm, exception(self)->extra[kPlace], value); return vm.none(); }
template <int kPlace>
Ref get_detail(Vm& vm, Value self) {
  Value details = exception(self)->extra[0];
  const bool there = details && is_tuple(details) && as_tuple(details)->length > kPlace;
  return there ? share(as_tuple(details)->items[kPlace]) : vm.none();
}
template <int kPlace>
Ref get_arg(Vm& vm, Value self) {
  const TupleObject* args = exception(self)->args;
  return args->length > kPlace ? share(args->items[kPlace]) : vm.none();
}

Ref with_traceback(Vm& vm, const Args& args) { return set_traceback(vm, args[0], args[1]) ? share(args[0]) : Ref(); }

Ref add_note(Vm& vm, const Args& args) {
  if (!is_str(args[1])) return vm.raise(Exc::TypeError, fmt::format("note must be a str, not '{}'", type_name_of(vm, args[1])));
  DictObject* dict = instance_dict(vm, args[0].object());
  Value notes = dict_get_str(dict, vm.names->dunder_notes);
  if (!notes) {
    Ref fresh = make_list(vm.heap);
    dict_set_str(vm.heap, dict, vm.names->dunder_notes, fresh);
    notes = dict_get_str(dict, vm.names->dunder_notes);
  }
  if (!is_list(notes)) return vm.raise(Exc::TypeError, "Cannot add note: __notes__ is not a list");
  list_append(vm.heap, as_list(notes), args[1]);
  return vm.none();
}

void exception_destroy(Heap& heap, Object* self) {
  auto* e = static_cast<ExceptionObject*>(self);
  if (e->args != nullptr) heap.decref(static_cast<Object*>(e->args));
  if (e->dict != nullptr) heap.decref(static_cast<Object*>(e->dict));
  for (Value v : {e->traceback, e->context, e->cause, e->notes_or_value, e->extra[0], e->extra[1], e->extra[2]}) heap.decref(v);
}
void exception_visit(Object* self, Visit visit, void* context) {
  auto* e = static_cast<ExceptionObject*>(self);
  if (e->args != nullptr) visit(e->args, context);
  if (e->dict != nullptr) visit(e->dict, context);
  for (Value v : {e->traceback, e->context, e->cause, e->notes_or_value, e->extra[0], e->extra[1], e->extra[2]}) if (v) visit(v, context);
}

const NativeSpec kMethods[] = {
    {.name = "with_traceback", .fn = with_traceback, .signature = "(self, tb, /)", .kind = NativeKind::Method},
    {.name = "add_note", .fn = add_note, .signature = "(self, note, /)", .kind = NativeKind::Method},
};
const GetSetSpec kGetSet[] = {
    {"args", get_args, set_args_attribute}, {"__traceback__", get_traceback, set_traceback}, {"__context__", get_context, set_context},
    {"__cause__", get_cause, set_cause}, {"__suppress_context__", get_suppress, set_suppress},
};
const GetSetSpec kStopIteration[] = {{"value", get_first, set_first}};
const GetSetSpec kSystemExit[] = {{"code", get_first, set_first}};
const GetSetSpec kImportError[] = {{"msg", get_first, set_first}, {"name", get_extra<0>, set_extra<0>}, {"path", get_extra<1>, set_extra<1>},
                                   {"name_from", get_extra<2>, set_extra<2>}};
const GetSetSpec kAttributeError[] = {{"name", get_extra<0>, set_extra<0>}, {"obj", get_extra<1>, set_extra<1>}};
const GetSetSpec kNameError[] = {{"name", get_extra<0>, set_extra<0>}};
const GetSetSpec kOSError[] = {{"errno", get_extra<0>, set_extra<0>}, {"strerror", get_extra<1>, set_extra<1>},
                               {"filename", get_extra<2>, set_extra<2>}};
const GetSetSpec kSyntaxError[] = {{"msg", get_first, set_first}, {"filename", get_detail<0>}, {"lineno", get_detail<1>},
                                   {"offset", get_detail<2>}, {"text", get_detail<3>}, {"end_lineno", get_detail<4>}, {"end_offset", get_detail<5>}};
const GetSetSpec kUnicodeError[] = {{"encoding", get_arg<0>}, {"object", get_arg<1>}, {"start", get_arg<2>}, {"end", get_arg<3>},
                                    {"reason", get_arg<4>}};

void install_fields(Vm& vm) {
  auto type = [&](Exc e) { return vm.types.exception(e); };
  type(Exc::StopIteration)->slots.init = stop_init;
  add_getset(vm, type(Exc::StopIteration), kStopIteration);
  type(Exc::SystemExit)->slots.init = exit_init;
  add_getset(vm, type(Exc::SystemExit), kSystemExit);
  type(Exc::ImportError)->slots.init = import_init;
  type(Exc::ImportError)->slots.str = import_error_str;
  add_getset(vm, type(Exc::ImportError), kImportError);
  type(Exc::AttributeError)->slots.init = keyword_init<kAttributeErrorNames>;
  add_getset(vm, type(Exc::AttributeError), kAttributeError);
  type(Exc::NameError)->slots.init = keyword_init<kNameErrorNames>;
  add_getset(vm, type(Exc::NameError), kNameError);
  type(Exc::OSError)->slots.init = os_init;
  type(Exc::OSError)->slots.str = os_str;
  add_getset(vm, type(Exc::OSError), kOSError);
  type(Exc::SyntaxError)->slots.init = syntax_init;
  type(Exc::SyntaxError)->slots.str = syntax_str;
  add_getset(vm, type(Exc::SyntaxError), kSyntaxError);
  type(Exc::KeyError)->slots.str = key_error_str;
  for (Exc e : {Exc::UnicodeDecodeError, Exc::UnicodeEncodeError}) {
    type(e)->slots.str = unicode_str;
    add_getset(vm, type(e), kUnicodeError);
  }
}

}  // namespace

void install_exceptions(Vm& vm) {
  TypeObject* base = vm.types.exception(Exc::BaseException);
  for (TypeObject* type : vm.types.exceptions) {
    type->basic_bytes = sizeof(ExceptionObject);
    type->type_flags |= kTypeBase | kTypeHasDict;
  }
  base->slots.repr = exception_repr;
  base->slots.str = exception_str;
  base->slots.create = exception_create;
  base->slots.init = base_init;
  base->slots.destroy = exception_destroy;
  base->slots.visit = exception_visit;
  add_methods(vm, base, kMethods);
  add_getset(vm, base, kGetSet);
  add_dict_attribute(vm, base);
  install_fields(vm);
}

}  // namespace gilscope
