// time: clocks of the modeled machine. monotonic() and perf_counter() count from the start of the run; time() adds a fixed date, so
// that runs are repeatable. The time zone is UTC.
#include <fmt/format.h>

#include <cmath>
#include <ctime>

#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/timeouts.hpp"
#include "sim/library/native_module.hpp"
#include "sim/machine/machine_costs.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kEpochSeconds = 1'767'225'600;  // 2026-01-01 00:00:00 UTC: when every run begins

// ---- clocks ----

SimTime process_cpu(const Vm& vm) { return vm.machine.total_cpu_time(); }
SimTime thread_cpu(const Vm& vm) { return vm.machine.cpu_time(vm.machine.current()); }

/// After the clock was read: what follows is not in the figure.
SimTime read(Vm& vm, SimTime t) {
  vm.charge(Cost::ClockRead);
  return t;
}
Ref seconds(SimTime t) { return make_float(static_cast<double>(t / kNanosecond) * 1e-9); }  // nanosecond clocks
Ref nanoseconds(Vm& vm, SimTime t) { return vm.integer(t / kNanosecond); }

Ref time_perf_counter(Vm& vm, const Args&) { return seconds(read(vm, vm.machine.clock.now)); }
Ref time_perf_counter_ns(Vm& vm, const Args&) { return nanoseconds(vm, read(vm, vm.machine.clock.now)); }
Ref time_time(Vm& vm, const Args&) {
  return make_float(static_cast<double>(kEpochSeconds) + static_cast<double>(read(vm, vm.machine.clock.now) / kNanosecond) * 1e-9);
}
Ref time_time_ns(Vm& vm, const Args&) { return vm.integer(kEpochSeconds * 1'000'000'000 + read(vm, vm.machine.clock.now) / kNanosecond); }
Ref time_process_time(Vm& vm, const Args&) { return seconds(process_cpu(vm)); }
Ref time_process_time_ns(Vm& vm, const Args&) { return nanoseconds(vm, process_cpu(vm)); }
Ref time_thread_time(Vm& vm, const Args&) { return seconds(thread_cpu(vm)); }
Ref time_thread_time_ns(Vm& vm, const Args&) { return nanoseconds(vm, thread_cpu(vm)); }

// ---- sleep ----

// clock_nanosleep to an absolute deadline, without the GIL. So does time.sleep(0) since 3.11 (timemodule.c: pysleep), and its deadline has come a
// moment before the kernel looks; yet the thread sleeps: the timer may be late by the slack, and the kernel sets it as late as it may. About
// 50 us, measured at 54 to 60 (gh-125997, decided to stay so). Other threads get the GIL in that time; to yield the core alone it is no use.
Co<Ref> sleep_co(Vm& vm, SimTime duration) {
  vm.charge(Cost::Syscall);
  const SimTime deadline = saturating_add(vm.machine.clock.now, saturating_add(duration, vm.machine.cost(MachineCost::TimerSlack)));
  co_await vm.runtime.detach(*vm.thread);
  co_await vm.machine.block(ThreadState::Sleeping, deadline);
  co_await vm.runtime.attach(*vm.thread);
  co_return vm.none();
}

Ref time_sleep(Vm& vm, const Args& a) {
  SimTime duration = 0;
  if (a.count != 1) return vm.raise(Exc::TypeError, fmt::format("time.sleep() takes exactly one argument ({} given)", a.count));
  if (!read_seconds(vm, a[0], duration)) return nullptr;
  if (duration < 0) return vm.raise(Exc::ValueError, "sleep length must be non-negative");
  return vm.start(sleep_co(vm, duration));
}

// ---- dates ----

TypeObject* struct_time_type(Vm& vm) {
  return as<TypeObject>(module_value(vm, "time", "struct_time"));
}

constexpr const char* kFields[] = {"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"};

template <int I>
Ref struct_field(Vm&, Value self) { return share(as_tuple(self)->items[I]); }
Ref struct_zone(Vm& vm, Value) { return vm.str("UTC"); }
Ref struct_offset(Vm& vm, Value) { return vm.integer(0); }
const GetSetSpec kStructFields[] = {
    {"tm_year", struct_field<0>}, {"tm_mon", struct_field<1>}, {"tm_mday", struct_field<2>}, {"tm_hour", struct_field<3>},
    {"tm_min", struct_field<4>}, {"tm_sec", struct_field<5>}, {"tm_wday", struct_field<6>}, {"tm_yday", struct_field<7>},
    {"tm_isdst", struct_field<8>}, {"tm_zone", struct_zone}, {"tm_gmtoff", struct_offset}};

Ref struct_repr(Vm& vm, Value self) {
  std::string text = "time.struct_time(";
  for (int i = 0; i < 9; ++i) {
    std::int64_t field = 0;
    as_int64(as_tuple(self)->items[i], field);
    text += fmt::format("{}{}={}", i > 0 ? ", " : "", kFields[i], field);
  }
  return vm.str(text + ")");
}

Ref struct_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (args.count != 1 || !is_tuple(args[0])) return vm.raise(Exc::TypeError, "constructor requires a sequence");
  const TupleObject* from = as_tuple(args[0]);
  if (from->length < 9) {
    return vm.raise(Exc::TypeError, fmt::format("time.struct_time() takes an at least 9-sequence ({}-sequence given)", from->length));
  }
  return make_tuple(vm.heap, std::span<const Value>(from->items, 9), cls);
}

Ref to_struct(Vm& vm, const std::tm& t) {
  const Value items[] = {Value::integer(t.tm_year + 1900), Value::integer(t.tm_mon + 1), Value::integer(t.tm_mday),
                         Value::integer(t.tm_hour), Value::integer(t.tm_min), Value::integer(t.tm_sec),
                         Value::integer((t.tm_wday + 6) % 7), Value::integer(t.tm_yday + 1), Value::integer(t.tm_isdst)};
  return make_tuple(vm.heap, items, struct_time_type(vm));
}

/// `argument`: null or None = now.
bool to_tm(Vm& vm, Value argument, std::tm& out) {
  std::time_t t = static_cast<std::time_t>(kEpochSeconds + vm.machine.clock.now / kSecond);
  if (argument && !argument.is_none()) {
    double given = 0;
    if (!is_number(argument) || !to_double(argument, given)) {
      return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, argument))), false;
    }
    if (!(std::fabs(given) < 6e10)) return vm.raise(Exc::OverflowError, "timestamp out of range for platform time_t"), false;
    t = static_cast<std::time_t>(std::floor(given));
  }
  gmtime_r(&t, &out);
  return true;
}

/// `argument`: a struct_time or tuple of nine; null or None = now.
bool struct_to_tm(Vm& vm, Value argument, std::tm& out, const char* function) {
  if (!argument || argument.is_none()) return to_tm(vm, Value(), out);
  std::int64_t field[9] = {};
  bool good = is_tuple(argument) && as_tuple(argument)->length == 9;
  if (!is_tuple(argument)) return vm.raise(Exc::TypeError, "Tuple or struct_time argument required"), false;
  for (int i = 0; good && i < 9; ++i) good = as_int64(as_tuple(argument)->items[i], field[i]);
  if (!good) return vm.raise(Exc::TypeError, fmt::format("{}(): illegal time tuple argument", function)), false;
  out = std::tm{};
  out.tm_year = static_cast<int>(field[0]) - 1900;
  out.tm_mon = field[1] == 0 ? 0 : static_cast<int>(field[1]) - 1;
  out.tm_mday = field[2] == 0 ? 1 : static_cast<int>(field[2]);
  out.tm_hour = static_cast<int>(field[3]);
  out.tm_min = static_cast<int>(field[4]);
  out.tm_sec = static_cast<int>(field[5]);
  out.tm_wday = static_cast<int>(field[6] + 1) % 7;
  out.tm_yday = field[7] == 0 ? 0 : static_cast<int>(field[7]) - 1;
  out.tm_isdst = static_cast<int>(field[8]);
  return true;
}

Ref time_gmtime(Vm& vm, const Args& a) {
  std::tm t{};
  return to_tm(vm, a[0], t) ? to_struct(vm, t) : nullptr;
}

constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
Ref date_text(Vm& vm, const std::tm& t) {
  if (t.tm_wday < 0 || t.tm_wday > 6 || t.tm_mon < 0 || t.tm_mon > 11) return vm.raise(Exc::ValueError, "month out of range");
  return vm.str(fmt::format("{} {} {:2} {:02}:{:02}:{:02} {}", kDays[t.tm_wday], kMonths[t.tm_mon], t.tm_mday, t.tm_hour, t.tm_min,
                            t.tm_sec, t.tm_year + 1900));
}
Ref time_asctime(Vm& vm, const Args& a) {
  std::tm t{};
  return struct_to_tm(vm, a[0], t, "asctime") ? date_text(vm, t) : nullptr;
}
Ref time_ctime(Vm& vm, const Args& a) {
  std::tm t{};
  return to_tm(vm, a[0], t) ? date_text(vm, t) : nullptr;
}

Ref time_strftime(Vm& vm, const Args& a) {
  if (!is_str(a[0])) {
    return vm.raise(Exc::TypeError, fmt::format("strftime() argument 1 must be str, not {}", type_name(vm, a[0])));
  }
  std::tm t{};
  if (!struct_to_tm(vm, a[1], t, "strftime")) return nullptr;
  t.tm_zone = "UTC";
  const std::string format = to_utf8(a[0]) + ".";  // never an empty result, which strftime(3) cannot tell from an error
  std::string text(format.size() * 16 + 256, '\0');
  text.resize(std::strftime(text.data(), text.size(), format.c_str(), &t));
  if (!text.empty()) text.pop_back();
  return vm.str(text);
}

Ref time_mktime(Vm& vm, const Args& a) {
  std::tm t{};
  if (!a[0] || a[0].is_none()) return vm.raise(Exc::TypeError, "Tuple or struct_time argument required");
  if (!struct_to_tm(vm, a[0], t, "mktime")) return nullptr;
  return make_float(static_cast<double>(timegm(&t)));
}

constexpr NativeSpec clock_function(const char* name, NativeFn fn) {
  return {.name = name, .fn = fn, .signature = "()", .cost = Cost::NativeCall};
}
const NativeSpec kFunctions[] = {
    clock_function("perf_counter", time_perf_counter), clock_function("perf_counter_ns", time_perf_counter_ns),
    clock_function("monotonic", time_perf_counter), clock_function("monotonic_ns", time_perf_counter_ns),
    clock_function("time", time_time), clock_function("time_ns", time_time_ns),
    clock_function("process_time", time_process_time), clock_function("process_time_ns", time_process_time_ns),
    clock_function("thread_time", time_thread_time), clock_function("thread_time_ns", time_thread_time_ns),
    {.name = "sleep", .fn = time_sleep, .cost = Cost::NativeCall},
    {.name = "gmtime", .fn = time_gmtime, .signature = "(seconds=None, /)", .cost = Cost::NativeCallLarge},
    {.name = "localtime", .fn = time_gmtime, .signature = "(seconds=None, /)", .cost = Cost::NativeCallLarge},
    {.name = "asctime", .fn = time_asctime, .signature = "(tuple=None, /)", .cost = Cost::NativeCallLarge},
    {.name = "ctime", .fn = time_ctime, .signature = "(seconds=None, /)", .cost = Cost::NativeCallLarge},
    {.name = "strftime", .fn = time_strftime, .signature = "(format, tuple=None, /)", .cost = Cost::NativeCallLarge},
    {.name = "mktime", .fn = time_mktime, .signature = "(tuple, /)", .cost = Cost::NativeCallLarge},
};

}  // namespace

void init_time(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  add_class(vm, module, make_type(vm, {.name = "time.struct_time",
                                       .base = vm.types.tuple,
                                       .layout = Layout::Tuple,
                                       .flags = kTypeBase,
                                       .slots = {.repr = struct_repr, .create = struct_create},
                                       .getset = kStructFields}));
  add_integer(vm, module, "timezone", 0);
  add_integer(vm, module, "altzone", 0);
  add_integer(vm, module, "daylight", 0);
  Ref zone = vm.str("UTC");
  Ref zones = vm.tuple({zone, zone});
  add_value(vm, module, "tzname", zones);
}

}  // namespace gilscope
