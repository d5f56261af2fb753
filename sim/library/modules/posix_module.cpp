// posix and errno: the little of the operating system that a script on the modeled machine can see. Files are those of the host, read-only.
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/interpreters.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kProcessId = 4242;  // the modeled process; a constant, so that runs are repeatable

bool path_argument(Vm& vm, Value v, std::string& path) {
  if (!v || v.is_none()) return path.assign(1, '.'), true;
  if (is_str(v)) return path = to_utf8(v), true;
  vm.raise(Exc::TypeError, fmt::format("path should be string, bytes, os.PathLike or integer, not {}", type_name(vm, v)));
  return false;
}

Ref posix_getcwd(Vm& vm, const Args&) { return vm.str(std::filesystem::current_path().string()); }
Ref posix_getpid(Vm& vm, const Args&) {
  Interpreters* all = vm.host.interpreters;
  return vm.integer(all == nullptr ? kProcessId : all->pid(all->process_of(vm)));
}
Ref posix_getppid(Vm& vm, const Args&) {
  Interpreters* all = vm.host.interpreters;
  const bool has_parent = all != nullptr && all->process_of(vm).kind == Interpreter::Kind::Process;
  return vm.integer(has_parent ? all->pid(all->process_of(*all->at(all->process_of(vm).parent).vm)) : kProcessId - 1);
}
Ref posix_cpu_count(Vm& vm, const Args&) { return vm.integer(vm.machine.config().cores); }
Co<Ref> sched_yield_co(Vm& vm) {
  co_await vm.runtime.detach(*vm.thread);
  co_await vm.machine.yield();
  co_await vm.runtime.attach(*vm.thread);
  co_return vm.none();
}
Ref posix_sched_yield(Vm& vm, const Args&) { return vm.start(sched_yield_co(vm)); }

Ref posix_listdir(Vm& vm, const Args& a) {
  std::string path;
  if (!path_argument(vm, a[0], path)) return nullptr;
  vm.charge(Cost::Syscall, 4);
  std::error_code error;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path, error)) names.push_back(entry.path().filename().string());
  if (error) return raise_os_error(vm, error.value(), path);
  std::sort(names.begin(), names.end());  // the host's order is not repeatable
  Ref list = make_list(vm.heap);
  for (const std::string& name : names) {
    Ref text = vm.str(name);
    list_append(vm.heap, as_list(list), text);
  }
  return list;
}

struct StatObject : Object { struct ::stat value; };
struct ::stat& stat_of(Value v) { return static_cast<StatObject*>(v.object())->value; }
Ref stat_mode(Vm& vm, Value v) { return vm.integer(stat_of(v).st_mode); }
Ref stat_size(Vm& vm, Value v) { return vm.integer(stat_of(v).st_size); }
Ref stat_mtime(Vm&, Value v) { return make_float(static_cast<double>(stat_of(v).st_mtime)); }
Ref stat_inode(Vm& vm, Value v) { return vm.integer(static_cast<std::int64_t>(stat_of(v).st_ino)); }
const GetSetSpec kStatFields[] = {{"st_mode", stat_mode}, {"st_size", stat_size}, {"st_mtime", stat_mtime},
                                  {"st_ctime", stat_mtime}, {"st_atime", stat_mtime}, {"st_ino", stat_inode}};

Ref posix_stat(Vm& vm, const Args& a) {
  std::string path;
  if (!path_argument(vm, a[0], path)) return nullptr;
  vm.charge(Cost::Syscall);
  struct ::stat value {};
  if (::stat(path.c_str(), &value) != 0) return raise_os_error(vm, errno, path);
  Ref module = dict_get(vm, vm.modules, Value(vm.intern("posix")));
  auto* result = new_object<StatObject>(vm, as<TypeObject>(module_value(vm, as<ModuleObject>(module), "stat_result")));
  result->value = value;
  return steal(result);
}

Ref posix_strerror(Vm& vm, const Args& a) {
  std::int64_t code = 0;
  if (!as_int64(a[0], code)) return vm.raise(Exc::TypeError, "an integer is required");
  return vm.str(std::strerror(static_cast<int>(code)));
}

const NativeSpec kFunctions[] = {
    {.name = "getcwd", .fn = posix_getcwd, .signature = "()", .cost = Cost::Syscall},
    {.name = "getpid", .fn = posix_getpid, .signature = "()", .cost = Cost::Syscall},
    {.name = "getppid", .fn = posix_getppid, .signature = "()", .cost = Cost::Syscall},
    {.name = "cpu_count", .fn = posix_cpu_count, .signature = "()", .cost = Cost::Syscall},
    {.name = "sched_yield", .fn = posix_sched_yield, .signature = "()", .cost = Cost::Syscall},
    {.name = "listdir", .fn = posix_listdir, .signature = "(path=None)", .cost = Cost::Syscall},
    {.name = "stat", .fn = posix_stat, .signature = "(path)", .cost = Cost::Syscall},
    {.name = "strerror", .fn = posix_strerror, .signature = "(code, /)", .cost = Cost::NativeCall},
};

struct ErrnoName { const char* name; int code; };
const ErrnoName kErrnoNames[] = {
    {"EPERM", EPERM}, {"ENOENT", ENOENT}, {"ESRCH", ESRCH}, {"EINTR", EINTR}, {"EIO", EIO}, {"EBADF", EBADF}, {"ECHILD", ECHILD},
    {"EAGAIN", EAGAIN}, {"EWOULDBLOCK", EWOULDBLOCK}, {"ENOMEM", ENOMEM}, {"EACCES", EACCES}, {"EFAULT", EFAULT}, {"EBUSY", EBUSY},
    {"EEXIST", EEXIST}, {"ENOTDIR", ENOTDIR}, {"EISDIR", EISDIR}, {"EINVAL", EINVAL}, {"EMFILE", EMFILE}, {"ENOSPC", ENOSPC},
    {"EPIPE", EPIPE}, {"EDOM", EDOM}, {"ERANGE", ERANGE}, {"EDEADLK", EDEADLK}, {"ETIMEDOUT", ETIMEDOUT}, {"ECONNREFUSED", ECONNREFUSED}};

}  // namespace

void init_posix(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  add_class(vm, module, make_type(vm, {.name = "os.stat_result", .instance_bytes = sizeof(StatObject), .getset = kStatFields}));
  // The environment of the host would make runs differ from one another; the modeled process has the usual few variables.
  Ref environment = make_dict(vm.heap);
  for (const auto& [name, value] : {std::pair{"PATH", "/usr/bin:/bin"}, {"HOME", "/root"}, {"LANG", "C.UTF-8"}, {"USER", "learner"}}) {
    Ref text = make_bytes(vm.heap, std::string_view(value));
    Ref key = make_bytes(vm.heap, std::string_view(name));
    dict_set_simple(vm.heap, as_dict(environment), key, text);
  }
  add_value(vm, module, "environ", environment);
  add_type_value(vm, as<TypeObject>(module_value(vm, module, "stat_result")), "__module__", vm.intern("os"));
}

void init_errno(Vm& vm, ModuleObject* module) {
  Ref codes = make_dict(vm.heap);
  for (const ErrnoName& e : kErrnoNames) {
    add_integer(vm, module, e.name, e.code);
    dict_set_simple(vm.heap, as_dict(codes), Value::integer(e.code), vm.intern(e.name));
  }
  add_value(vm, module, "errorcode", codes);
}

}  // namespace gilscope
