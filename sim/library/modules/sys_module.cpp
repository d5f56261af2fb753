// sys: the interpreter about itself. Version texts and flags follow the modeled build.
#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/streams.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/threads.hpp"
#include "sim/vm/vm.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

constexpr int kMicro = 5;  // the modeled patch release: 3.13.5, 3.14.5

// ---- named tuples of sys: a tuple subclass whose fields are attributes ----
template <int kIndex>
Ref field_at(Vm&, Value self) { return share(as_tuple(self)->items[kIndex]); }
Co<Ref> struct_repr_co(Vm& vm, Value self) {
  Ref names = share(lookup_in_mro(vm, self.object()->type, vm.intern("__match_args__")));
  std::string text = to_utf8(lookup_in_mro(vm, self.object()->type, vm.intern("_text_name"))) + "(";
  for (std::uint32_t i = 0; i < as_tuple(names)->length; ++i) {
    Ref part = co_await vm.finish(repr(vm, as_tuple(self)->items[i]));
    if (!part) co_return nullptr;
    text += (i ? ", " : "") + to_utf8(as_tuple(names)->items[i]) + "=" + to_utf8(part);
  }
  co_return vm.str(text + ")");
}
Ref struct_repr(Vm& vm, Value self) { return vm.start(struct_repr_co(vm, self)); }

/// An instance of a new class "sys.NAME" with these fields; adds it to the module.
void add_struct(Vm& vm, ModuleObject* module, const char* attribute, const char* type_name, std::span<const GetSetSpec> fields,
                std::initializer_list<Value> values) {
  TypeObject* type = make_type(vm, {.name = type_name, .base = vm.types.tuple, .layout = Layout::Tuple, .flags = 0,
                                    .slots = {.repr = struct_repr}, .getset = fields});
  Ref names = make_list(vm.heap);
  for (const GetSetSpec& field : fields) list_append(vm.heap, as_list(names), vm.intern(field.name));
  Ref all_names = make_tuple(vm.heap, {as_list(names)->items, as_list(names)->length});
  Ref text_name = vm.str(type_name);
  add_type_value(vm, type, "__match_args__", all_names);
  add_type_value(vm, type, "_text_name", text_name);
  Ref made = make_tuple(vm.heap, {values.begin(), values.size()}, type);
  add_value(vm, module, attribute, made);
}
const GetSetSpec kVersionInfoFields[] = {{"major", field_at<0>}, {"minor", field_at<1>}, {"micro", field_at<2>}, {"releaselevel", field_at<3>}, {"serial", field_at<4>}};
const GetSetSpec kFlagsFields[] = {{"debug", field_at<0>}, {"inspect", field_at<1>}, {"interactive", field_at<2>}, {"optimize", field_at<3>}, {"dont_write_bytecode", field_at<4>}, {"no_user_site", field_at<5>}, {"no_site", field_at<6>}, {"ignore_environment", field_at<7>}, {"verbose", field_at<8>}, {"bytes_warning", field_at<9>}, {"quiet", field_at<10>}, {"hash_randomization", field_at<11>}, {"isolated", field_at<12>}, {"dev_mode", field_at<13>}, {"utf8_mode", field_at<14>}, {"warn_default_encoding", field_at<15>}, {"safe_path", field_at<16>}, {"gil", field_at<17>}, {"thread_inherit_context", field_at<18>}, {"context_aware_warnings", field_at<19>}};
const GetSetSpec kFloatInfoFields[] = {{"max", field_at<0>}, {"max_exp", field_at<1>}, {"max_10_exp", field_at<2>}, {"min", field_at<3>}, {"min_exp", field_at<4>}, {"min_10_exp", field_at<5>}, {"dig", field_at<6>}, {"mant_dig", field_at<7>}, {"epsilon", field_at<8>}, {"radix", field_at<9>}, {"rounds", field_at<10>}};
const GetSetSpec kIntInfoFields[] = {{"bits_per_digit", field_at<0>}, {"sizeof_digit", field_at<1>}, {"default_max_str_digits", field_at<2>}, {"str_digits_check_threshold", field_at<3>}};
const GetSetSpec kHashInfoFields[] = {{"width", field_at<0>}, {"modulus", field_at<1>}, {"inf", field_at<2>}, {"nan", field_at<3>}, {"imag", field_at<4>}, {"algorithm", field_at<5>}, {"hash_bits", field_at<6>}, {"seed_bits", field_at<7>}, {"cutoff", field_at<8>}};
const GetSetSpec kThreadInfoFields[] = {{"name", field_at<0>}, {"lock", field_at<1>}, {"version", field_at<2>}};

Value number(std::int64_t i) { return Value::integer(i); }

// ---- functions ----
Ref sys_exit(Vm& vm, const Args& a) {
  const Value args[] = {a[0] ? a[0] : Value::none()};
  Ref exception = call(vm, vm.types.exception(Exc::SystemExit), Args{args, a[0] ? 1u : 0u, nullptr});
  return exception ? vm.raise_value(exception) : nullptr;
}
/// Counts its own argument on the stack too, as CPython's does; immortal objects show CPython's constant.
Ref sys_getrefcount(Vm& vm, const Args& a) {
  constexpr std::int64_t kImmortalCount = 4294967295;  // 3.13: the immortal value of a 32-bit count
  if (!a[0].is_object()) return vm.integer(kImmortalCount);
  const Object* o = a[0].object();
  if (o->ref_local == kImmortal) return vm.integer(kImmortalCount);
  return vm.integer(static_cast<std::int64_t>(o->ref_local) + (o->ref_shared >> kSharedShift));
}
/// Sizes of the modeled build: header 16 bytes with the GIL, 32 without; a GC header of 16 in front in the GIL build.
Ref sys_getsizeof(Vm& vm, const Args& a) {
  const std::int64_t header = vm.runtime.free_threaded_build() ? 32 : 16;
  const Value v = a[0];
  if (is_int(v)) return vm.integer(header + 8 + 4 * std::max<std::int64_t>(1, static_cast<std::int64_t>(int_digits(v))));
  if (is_float(v)) return vm.integer(header + 8);
  if (is_str(v)) {
    const StrObject* s = as_str(v);
    return vm.integer(header + (s->ascii ? 25 : 41) + (s->length + (s->ascii ? 0 : 1)) * std::int64_t{s->kind});
  }
  if (is_tuple(v)) return vm.integer(header + 24 + 8 * std::int64_t{as_tuple(v)->length});
  if (is_list(v)) return vm.integer(header + 40 + 8 * std::int64_t{as_list(v)->capacity});
  if (is_dict(v)) return vm.integer(as_dict(v)->used == 0 ? header + 48 : header + 48 + (std::int64_t{1} << as_dict(v)->index_bits) + 24 * as_dict(v)->entry_capacity + 32);
  if (!v.is_object()) return vm.integer(header);
  return vm.integer(header + static_cast<std::int64_t>(v.object()->type->basic_bytes) - static_cast<std::int64_t>(sizeof(Object)) + 16);
}
Ref sys_setswitchinterval(Vm& vm, const Args& a) {
  double seconds = 0;
  if (!to_double(a[0], seconds)) return vm.raise(Exc::TypeError, "must be real number, not " + type_name(vm, a[0]));
  if (seconds <= 0) return vm.raise(Exc::ValueError, "switch interval must be strictly positive");
  // Whole microseconds; 0 acts as 1 (sysmodule.c, pycore_gil.h).
  const auto micros = static_cast<std::int64_t>(seconds * 1e6);
  vm.runtime.set_switch_interval(std::max<std::int64_t>(micros, 1) * kMicrosecond);
  return vm.none();
}
Ref sys_getswitchinterval(Vm& vm, const Args&) {
  return make_float(static_cast<double>(vm.runtime.switch_interval() / kMicrosecond) * 1e-6);
}
Ref sys_is_gil_enabled(Vm& vm, const Args&) { return vm.boolean(vm.runtime.gil_enabled()); }
Ref sys_intern(Vm& vm, const Args& a) {
  if (!is_str(a[0])) return vm.raise(Exc::TypeError, fmt::format("intern() argument must be str, not {}", type_name(vm, a[0])));
  return share(intern(vm.heap, as_str(a[0])));
}
Ref sys_getrecursionlimit(Vm& vm, const Args&) { return vm.integer(vm.priv().recursion_limit); }
Ref sys_setrecursionlimit(Vm& vm, const Args& a) {
  std::int64_t limit = 0;
  if (!as_int64(a[0], limit)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[0])));
  if (limit < 1) return vm.raise(Exc::ValueError, "recursion limit must be greater or equal than 1");
  vm.priv().recursion_limit = static_cast<std::uint32_t>(std::min<std::int64_t>(limit, 100'000));
  return vm.none();
}
Ref sys_exception(Vm& vm, const Args&) {
  Value e = handled_exception(vm);
  return e ? share(e) : vm.none();
}
Ref sys_exc_info(Vm& vm, const Args&) {
  Value e = handled_exception(vm);
  if (!e) return vm.tuple({Value::none(), Value::none(), Value::none()});
  Value traceback = as_exception(vm, e)->traceback;
  return vm.tuple({e.object()->type, e, traceback ? traceback : Value::none()});
}
Co<Ref> excepthook_co(Vm& vm, Value exception) {
  Ref done = co_await vm.finish(vm.start([](Vm& v, Value e) -> Co<Ref> { co_return co_await print_exception(v, e); }(vm, exception)));
  if (!done) co_return nullptr;
  co_return vm.none();
}
Ref sys_excepthook(Vm& vm, const Args& a) { return vm.start(excepthook_co(vm, a[1])); }
Ref sys_getdefaultencoding(Vm& vm, const Args&) { return vm.str("utf-8"); }
Ref sys_getfilesystemencoding(Vm& vm, const Args&) { return vm.str("utf-8"); }
Ref sys_get_none(Vm& vm, const Args&) { return vm.none(); }
Ref sys_get_int_max_str_digits(Vm& vm, const Args&) { return vm.integer(4300); }
Ref sys_call_tracing(Vm& vm, const Args&) {
  return vm.raise(Exc::RuntimeError, "tracing is not modeled: gilscope's own timeline shows what ran when");
}

const NativeSpec kFunctions[] = {
    {.name = "exit", .fn = sys_exit, .signature = "(status=None, /)"},
    {.name = "getrefcount", .fn = sys_getrefcount, .signature = "(object, /)", .cost = Cost::NativeCallSmall},
    {.name = "getsizeof", .fn = sys_getsizeof, .signature = "(object, default=None)", .cost = Cost::NativeCall},
    {.name = "setswitchinterval", .fn = sys_setswitchinterval, .signature = "(interval, /)", .cost = Cost::NativeCallSmall},
    {.name = "getswitchinterval", .fn = sys_getswitchinterval, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "_is_gil_enabled", .fn = sys_is_gil_enabled, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "intern", .fn = sys_intern, .signature = "(string, /)", .cost = Cost::NativeCall},
    {.name = "getrecursionlimit", .fn = sys_getrecursionlimit, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "setrecursionlimit", .fn = sys_setrecursionlimit, .signature = "(limit, /)", .cost = Cost::NativeCallSmall},
    {.name = "exception", .fn = sys_exception, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "exc_info", .fn = sys_exc_info, .signature = "()", .cost = Cost::NativeCall},
    {.name = "excepthook", .fn = sys_excepthook, .signature = "(exctype, value, traceback, /)", .cost = Cost::NativeCallLarge},
    {.name = "getdefaultencoding", .fn = sys_getdefaultencoding, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "getfilesystemencoding", .fn = sys_getfilesystemencoding, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "gettrace", .fn = sys_get_none, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "getprofile", .fn = sys_get_none, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "get_int_max_str_digits", .fn = sys_get_int_max_str_digits, .signature = "()", .cost = Cost::NativeCallSmall},
    {.name = "settrace", .fn = sys_call_tracing, .signature = "(function, /)"},
    {.name = "setprofile", .fn = sys_call_tracing, .signature = "(function, /)"},
};

Ref text_list(Vm& vm, const std::vector<std::string>& texts) {
  Ref list = make_list(vm.heap);
  for (const std::string& text : texts) {
    Ref v = vm.str(text);
    list_append(vm.heap, as_list(list), v);
  }
  return list;
}

std::string version_text(const RuntimeConfig& config) {
  const char* build = !config.free_threaded ? "" : config.minor == 13 ? "experimental free-threading build " : "free-threading build ";
  return fmt::format("3.{}.{} {}(main, Jan  1 2025, 00:00:00) [GilScope model]", config.minor, kMicro, build);
}

Value gil_flag(const RuntimeConfig& config) {
  if (!config.free_threaded) return Value::integer(1);
  return config.gil == GilOption::Default ? Value::none() : Value::integer(config.gil == GilOption::On);
}

void add_version(Vm& vm, ModuleObject* m, const RuntimeConfig& config) {
  Ref final_text = vm.str("final");
  add_text(vm, m, "version", version_text(config));
  add_struct(vm, m, "version_info", "sys.version_info", kVersionInfoFields, {number(3), number(config.minor), number(kMicro), final_text, number(0)});
  add_integer(vm, m, "hexversion", (3 << 24) | (config.minor << 16) | (kMicro << 8) | 0xf0);
  add_integer(vm, m, "api_version", 1013);
  add_text(vm, m, "abiflags", config.free_threaded ? "t" : "");
  add_text(vm, m, "copyright", "");
}

void add_flags(Vm& vm, ModuleObject* m, const RuntimeConfig& config) {
  const Value inherit = config.minor >= 14 && config.free_threaded ? number(1) : number(0);
  add_struct(vm, m, "flags", "sys.flags", kFlagsFields, {number(0), number(0), number(0), number(0), number(0), number(0), number(0), number(0), number(0), number(0), number(0), number(0), number(0), Value::false_(), number(1), number(0), Value::false_(), gil_flag(config), inherit, inherit});
}

void add_number_facts(Vm& vm, ModuleObject* m) {
  add_integer(vm, m, "maxsize", 0);
  Ref maxsize = make_int_unsigned(vm.heap, 0x7FFF'FFFF'FFFF'FFFFull);
  add_value(vm, m, "maxsize", maxsize);
  add_integer(vm, m, "maxunicode", 0x10FFFF);
  add_struct(vm, m, "float_info", "sys.float_info", kFloatInfoFields, {Value::real(1.7976931348623157e308), number(1024), number(308), Value::real(2.2250738585072014e-308), number(-1021), number(-307), number(15), number(53), Value::real(2.220446049250313e-16), number(2), number(1)});
  add_struct(vm, m, "int_info", "sys.int_info", kIntInfoFields, {number(30), number(4), number(4300), number(640)});
  Ref modulus = make_int_unsigned(vm.heap, (std::uint64_t{1} << 61) - 1);
  Ref algorithm = vm.str("siphash13");
  add_struct(vm, m, "hash_info", "sys.hash_info", kHashInfoFields, {number(64), modulus, number(314159), number(0), number(1000003), algorithm, number(64), number(128), number(0)});
  Ref pthread = vm.str("pthread");
  Ref semaphore = vm.str("semaphore");
  Ref version = vm.str("NPTL 2.36");
  add_struct(vm, m, "thread_info", "sys.thread_info", kThreadInfoFields, {pthread, semaphore, version});
}

}  // namespace

void init_sys(Vm& vm, ModuleObject* m) {
  const RuntimeConfig& config = vm.runtime.config;
  add_functions(vm, m, kFunctions);
  add_version(vm, m, config);
  add_flags(vm, m, config);
  add_number_facts(vm, m);
  for (const char* name : {"platform", "prefix", "base_prefix", "exec_prefix", "base_exec_prefix", "executable", "byteorder"}) {
    const std::string_view n = name;
    add_text(vm, m, n, n == "platform" ? "linux" : n == "byteorder" ? "little" : n == "executable" ? "/usr/local/bin/python3" : "/usr/local");
  }
  Ref argv = text_list(vm, vm.host.argv);
  Ref path = text_list(vm, vm.host.search_path);
  Ref empty = text_list(vm, {});
  add_value(vm, m, "argv", argv);
  add_value(vm, m, "orig_argv", argv);
  add_value(vm, m, "path", path);
  add_value(vm, m, "warnoptions", empty);
  add_value(vm, m, "modules", vm.modules);
  add_value(vm, m, "dont_write_bytecode", Value::true_());
  add_value(vm, m, "__excepthook__", module_value(vm, m, "excepthook"));
  constexpr const char* kStreams[] = {"stdin", "stdout", "stderr"};
  for (int fd = 0; fd < 3; ++fd) {
    Ref stream = make_standard_stream(vm, fd);
    add_value(vm, m, kStreams[fd], stream);
    add_value(vm, m, fmt::format("__{}__", kStreams[fd]), stream);
  }
}

}  // namespace gilscope
