// sys: constants and records about the interpreter and the platform being modeled (Python/sysmodule.c).

#include <algorithm>
#include <cfloat>
#include <climits>

#include <vector>

#include <fmt/core.h>

#include "sim/library/file_object.hpp"
#include "sim/library/native_module.hpp"
#include "sim/library/registry.hpp"
#include "sim/library/simple_namespace.hpp"
#include "sim/library/struct_sequence.hpp"
#include "sim/library/sys.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

template <int kIndex>
constexpr auto kField = struct_sequence_field<kIndex>;

const GetSetSpec kVersionFields[] = {{"major", kField<0>}, {"minor", kField<1>}, {"micro", kField<2>}, {"releaselevel", kField<3>}, {"serial", kField<4>}};
const GetSetSpec kFlagFields[] = {
    {"debug", kField<0>}, {"inspect", kField<1>}, {"interactive", kField<2>}, {"optimize", kField<3>}, {"dont_write_bytecode", kField<4>},
    {"no_user_site", kField<5>}, {"no_site", kField<6>}, {"ignore_environment", kField<7>}, {"verbose", kField<8>}, {"bytes_warning", kField<9>},
    {"quiet", kField<10>}, {"hash_randomization", kField<11>}, {"isolated", kField<12>}, {"dev_mode", kField<13>}, {"utf8_mode", kField<14>},
    {"warn_default_encoding", kField<15>}, {"safe_path", kField<16>}, {"int_max_str_digits", kField<17>}, {"gil", kField<18>}};
constexpr std::size_t kFlagsBefore314 = 18;  ///< flags.gil is new in 3.14
const GetSetSpec kThreadInfoFields[] = {{"name", kField<0>}, {"lock", kField<1>}, {"version", kField<2>}};
const GetSetSpec kFloatFields[] = {{"max", kField<0>}, {"max_exp", kField<1>}, {"max_10_exp", kField<2>}, {"min", kField<3>},
                                   {"min_exp", kField<4>}, {"min_10_exp", kField<5>}, {"dig", kField<6>}, {"mant_dig", kField<7>},
                                   {"epsilon", kField<8>}, {"radix", kField<9>}, {"rounds", kField<10>}};
const GetSetSpec kIntFields[] = {{"bits_per_digit", kField<0>}, {"sizeof_digit", kField<1>}, {"default_max_str_digits", kField<2>},
                                 {"str_digits_check_threshold", kField<3>}};
const GetSetSpec kHashFields[] = {{"width", kField<0>}, {"modulus", kField<1>}, {"inf", kField<2>}, {"nan", kField<3>}, {"imag", kField<4>},
                                  {"algorithm", kField<5>}, {"hash_bits", kField<6>}, {"seed_bits", kField<7>}, {"cutoff", kField<8>}};

Value number(std::int64_t i) { return Value::integer(i); }

void add_record(Vm& vm, ModuleObject* module, const char* name, const char* type_name, std::span<const GetSetSpec> fields,
                std::initializer_list<Value> values) {
  TypeObject* type = make_struct_sequence_type(vm, type_name, fields);
  Ref record = make_struct_sequence(vm, type, std::span<const Value>(values.begin(), values.size()));
  add_value(vm, module, name, record);
}

std::int64_t hex_version(const RuntimeConfig& c) { return (3ll << 24) | (static_cast<std::int64_t>(c.minor) << 16) | (version_micro(c) << 8) | 0xF0; }

void add_version(Vm& vm, ModuleObject* module) {
  const RuntimeConfig& c = vm.runtime.config;
  add_text(vm, module, "version", version_text(c));
  Value final_text(vm.intern("final"));
  add_record(vm, module, "version_info", "sys.version_info", kVersionFields, {number(3), number(c.minor), number(version_micro(c)), final_text, number(0)});
  add_integer(vm, module, "hexversion", hex_version(c));
  add_integer(vm, module, "api_version", 1013);
  add_text(vm, module, "abiflags", c.free_threaded ? "t" : "");
  add_text(vm, module, "copyright", "A CPython in miniature, modeled by GilScope.");
}

void add_implementation(Vm& vm, ModuleObject* module) {
  const RuntimeConfig& c = vm.runtime.config;
  TypeObject* type = make_simple_namespace_type(vm);
  Ref name = vm.str("cpython"), tag = vm.str(fmt::format("cpython-3{}", c.minor)), arch = vm.str("x86_64-linux-gnu");
  Ref ns = make_simple_namespace(vm, type, {{"name", name}, {"cache_tag", tag}, {"version", module_value(vm, module, "version_info")},
                                            {"hexversion", number(hex_version(c))}, {"_multiarch", arch}});
  add_value(vm, module, "implementation", ns);
}

void add_flags(Vm& vm, ModuleObject* module) {
  const RuntimeConfig& c = vm.runtime.config;
  std::vector<Value> values(kFlagsBefore314, number(0));
  values[4] = number(1);
  values[11] = number(1);
  values[13] = values[16] = Value::false_();
  values[17] = number(4300);
  std::span<const GetSetSpec> fields(kFlagFields, kFlagsBefore314);
  if (c.minor >= 14) {
    values.push_back(c.gil == GilOption::Off ? number(0) : c.gil == GilOption::On || !c.free_threaded ? number(1) : Value::none());
    fields = kFlagFields;
  }
  TypeObject* type = make_struct_sequence_type(vm, "sys.flags", fields);
  Ref flags = make_struct_sequence(vm, type, values);
  add_value(vm, module, "flags", flags);
}

void add_numeric_info(Vm& vm, ModuleObject* module) {
  auto real = [](double d) { return Value::real(d); };
  add_record(vm, module, "float_info", "sys.float_info", kFloatFields,
             {real(DBL_MAX), number(DBL_MAX_EXP), number(DBL_MAX_10_EXP), real(DBL_MIN), number(DBL_MIN_EXP), number(DBL_MIN_10_EXP),
              number(DBL_DIG), number(DBL_MANT_DIG), real(DBL_EPSILON), number(FLT_RADIX), number(1)});
  add_record(vm, module, "int_info", "sys.int_info", kIntFields, {number(30), number(4), number(4300), number(640)});
  Ref modulus = vm.integer((std::int64_t{1} << 61) - 1);
  add_record(vm, module, "hash_info", "sys.hash_info", kHashFields,
             {number(64), modulus, number(314159), number(0), number(1000003), vm.intern("siphash13"), number(64), number(128), number(0)});
  add_record(vm, module, "thread_info", "sys.thread_info", kThreadInfoFields,
             {vm.intern("pthread"), vm.runtime.config.minor >= 14 ? Value(vm.intern("pymutex")) : Value(vm.intern("semaphore")), vm.intern("NPTL 2.36")});
  add_integer(vm, module, "maxsize", LLONG_MAX);
  add_integer(vm, module, "maxunicode", 0x10FFFF);
  add_text(vm, module, "float_repr_style", "short");
}

void add_list(Vm& vm, ModuleObject* module, const char* name, const std::vector<std::string>& texts) {
  Ref list = make_list(vm.heap);
  for (const std::string& text : texts) {
    Ref item = vm.str(text);
    list_append(vm.heap, as_list(list), item);
  }
  add_value(vm, module, name, list);
}

void add_environment(Vm& vm, ModuleObject* module) {
  add_list(vm, module, "argv", vm.host.argv);
  add_list(vm, module, "orig_argv", vm.host.argv);
  add_list(vm, module, "path", vm.host.search_path);
  for (const char* empty : {"warnoptions", "meta_path", "path_hooks"}) add_list(vm, module, empty, {});
  add_text(vm, module, "platform", "linux");
  add_text(vm, module, "byteorder", "little");
  const std::string suffix = fmt::format("python3.{}{}", vm.runtime.config.minor, vm.runtime.config.free_threaded ? "t" : "");
  add_text(vm, module, "executable", "/usr/bin/" + suffix);
  for (const char* prefix : {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"}) add_text(vm, module, prefix, "/usr");
  add_text(vm, module, "platlibdir", "lib");
  add_value(vm, module, "dont_write_bytecode", Value::true_());
  add_value(vm, module, "pycache_prefix", Value::none());
}

void add_streams(Vm& vm, ModuleObject* module) {
  static constexpr const char* kNames[] = {"stdin", "stdout", "stderr"};
  for (int fd = 0; fd < 3; ++fd) {
    Ref stream = make_standard_stream(vm, fd);
    add_value(vm, module, kNames[fd], stream);
    add_value(vm, module, fmt::format("__{}__", kNames[fd]), stream);
  }
}

void add_module_names(Vm& vm, ModuleObject* module) {
  std::vector<Value> names;
  for (const NativeModule& native : native_modules()) names.push_back(vm.intern(native.name));
  std::sort(names.begin(), names.end(), [](Value a, Value b) { return str_compare(as_str(a), as_str(b)) < 0; });
  Ref tuple = gilscope::make_tuple(vm.heap, std::span<const Value>(names));
  add_value(vm, module, "builtin_module_names", tuple);
}

}  // namespace

int version_micro(const RuntimeConfig& c) { return c.minor == 12 ? 11 : c.minor == 13 ? 5 : 0; }

std::string version_text(const RuntimeConfig& c) {
  const char* build = !c.free_threaded ? "" : c.minor == 13 ? " experimental free-threading build" : " free-threading build";
  const char* date = c.minor == 14 ? "Oct  7 2025, 09:34:21" : "Jun 11 2025, 15:36:57";
  return fmt::format("3.{}.{}{} (main, {}) [GCC 12.2.0]", c.minor, version_micro(c), build, date);
}

void add_sys_values(Vm& vm, ModuleObject* module) {
  add_version(vm, module);
  add_implementation(vm, module);
  add_flags(vm, module);
  add_numeric_info(vm, module);
  add_environment(vm, module);
  add_streams(vm, module);
  add_module_names(vm, module);
}

}  // namespace gilscope
