// _json: the C code of the json package. One call reads or writes a whole text; under a GIL no other thread gets a turn meanwhile,
// unless a hook or default() is Python code.
#include "sim/library/modules/json_module.hpp"

#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/vm/exceptions.hpp"

namespace gilscope {

namespace {

template <JsonQuoting kQuoting>
Ref encode_string(Vm& vm, const Args& a) {
  if (!is_str(a[0])) return vm.raise(Exc::TypeError, fmt::format("first argument must be a string, not {}", type_name(vm, a[0])));
  StrBuilder out;
  add_quoted(vm, out, as_str(a[0]), kQuoting);
  return out.finish(vm.heap);
}

Co<Ref> scan_string_co(Vm& vm, Value text, std::size_t at, bool strict) {
  JsonProblem problem;
  Ref found = scan_string(vm, as_str(text), at, strict, problem);
  if (!found) {
    Ref failed = co_await raise_problem(vm, text, problem);
    co_return failed;
  }
  vm.charge(Cost::AllocGc);
  co_return vm.tuple({found, Value::integer(static_cast<std::int64_t>(at))});
}

Ref scanstring(Vm& vm, const Args& args) {
  Value a[3];
  if (!bind_arguments(vm, "scanstring", args, {"string", "end", "strict"}, 2, 3, a)) return nullptr;
  std::int64_t end = 0;
  if (!as_int64(a[1], end)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[1])));
  if (!is_str(a[0])) return vm.raise(Exc::TypeError, fmt::format("first argument must be a string, not {}", type_name(vm, a[0])));
  if (end < 0 || end > as_str(a[0])->length) return vm.raise(Exc::ValueError, "end is out of bounds");
  const bool strict = !a[2] || !(a[2].is_false() || a[2].is_none() || a[2] == Value::integer(0));
  return vm.start(scan_string_co(vm, a[0], static_cast<std::size_t>(end), strict));
}

/// The end of the spaces at a place in a text. CPython's json.decoder matches a regular expression there, asks the match for its end and
/// drops it: all of that is charged here.
Ref match_space(Vm& vm, const Args& a) {
  std::int64_t at = 0;
  if (!is_str(a[0]) || !as_int64(a[1], at) || at < 0) return vm.raise(Exc::TypeError, "expected a string and a place in it");
  const auto* text = as_str(a[0]);
  auto end = static_cast<std::size_t>(at);
  while (end < text->length && std::u32string_view(U" \t\n\r").find(text->at(end)) != std::u32string_view::npos) ++end;
  vm.charge(Cost::CharScan, static_cast<std::int64_t>(end) - at);
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::NativeCallSmall);
  return vm.integer(static_cast<std::int64_t>(end));
}

const NativeSpec kFunctions[] = {
    {.name = "encode_basestring", .fn = encode_string<JsonQuoting::Unicode>, .signature = "(string, /)", .cost = Cost::NativeCallSmall},
    {.name = "encode_basestring_ascii", .fn = encode_string<JsonQuoting::Ascii>, .signature = "(string, /)", .cost = Cost::NativeCallSmall},
    {.name = "scanstring", .fn = scanstring, .cost = Cost::NativeCall},
    {.name = "_match_space", .fn = match_space, .signature = "(string, at, /)", .cost = Cost::NativeCallLarge},
};

}  // namespace

bool json_quoting(Value encoder, JsonQuoting& out) {
  if (!encoder.is_object() || encoder.object()->type != Heap::of(encoder.object()).types().builtin_function) return false;
  const NativeSpec* spec = static_cast<const NativeFunction*>(encoder.object())->spec;
  out = spec == &kFunctions[0] ? JsonQuoting::Unicode : JsonQuoting::Ascii;
  return spec == &kFunctions[0] || spec == &kFunctions[1];
}

Co<Ref> raise_problem(Vm& vm, Value text, JsonProblem problem) {
  if (problem.message == nullptr) co_return raise_stop_iteration(vm, Value::integer(problem.at));
  Ref module = co_await vm.finish(import_module(vm, "json.decoder"));
  if (!module) co_return nullptr;
  Ref kind = co_await vm.finish(get_attr(vm, module, "JSONDecodeError"));
  if (!kind) co_return nullptr;
  Ref message = vm.str(problem.message);
  Ref error = co_await vm.call(kind, message, text, Value::integer(problem.at));
  if (error) vm.raise_value(error);
  co_return nullptr;
}

void charge_slot_call(Vm& vm, std::int64_t arguments) {
  vm.charge(Cost::NativeCall);
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::FrameSetup, arguments);
}

void lock_alone(Vm& vm, Object* o) {
  if (vm.runtime.uses_object_locks() && vm.runtime.section_try_begin(*vm.thread, o)) vm.runtime.section_end(*vm.thread, o);
}

void charge_insert(Vm& vm, const DictObject* dict) {
  vm.charge(Cost::DictInsert);
  if (dict->used == 0) vm.charge(Cost::AllocSmall);
}

void init_json(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  add_scanner(vm, module);
  add_encoder(vm, module);
}

}  // namespace gilscope
