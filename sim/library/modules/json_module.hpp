// The parts of _json, one file each (Modules/_json.c).
#pragma once

#include <cstdint>

#include "sim/objects/str_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

/// Arrays and objects in each other: CPython 3.13's C stack counts 10,000 calls, of which json.loads and json.dumps begin with two.
constexpr std::size_t kJsonDepth = 9'998;

// ---- strings (json_text.cpp) ----
enum class JsonQuoting : std::uint8_t { Ascii, Unicode };
/// Appends s with its quotes and escapes, and charges for the string that C code makes of it, beyond the call.
void add_quoted(Vm& vm, StrBuilder& out, const StrObject* s, JsonQuoting quoting);

/// Why a text is not JSON: what json.JSONDecodeError says, and where.
struct JsonProblem {
  const char* message = nullptr;  ///< null: there is no value; StopIteration, which Python code translates
  std::int64_t at = -1;
  bool found = false;
};
/// The string that begins at `at`, after its quote; `at` is then after the other one. Null: `problem` is found.
Ref scan_string(Vm& vm, const StrObject* text, std::size_t& at, bool strict, JsonProblem& problem);
/// Sets the exception. Null.
Co<Ref> raise_problem(Vm& vm, Value text, JsonProblem problem);

/// What a C function with arguments by position and name costs beyond its work: tp_call and tp_new get them in a tuple and take them apart.
void charge_slot_call(Vm& vm, std::int64_t arguments);
/// PyList_Append and PyDict_SetItem lock in the free-threaded build, though nobody else knows the object yet.
void lock_alone(Vm& vm, Object* o);
/// A new key, looked up before. PyDict_New makes no table: the first entry does.
void charge_insert(Vm& vm, const DictObject* dict);

// ---- classes ----
void add_scanner(Vm& vm, ModuleObject* module);  ///< make_scanner: json_scanner.cpp
void add_encoder(Vm& vm, ModuleObject* module);  ///< make_encoder: json_encoder.cpp
/// How encode_basestring_ascii or encode_basestring, as Python code sees them, quote. False: it is neither.
bool json_quoting(Value encoder, JsonQuoting& out);

}  // namespace gilscope
