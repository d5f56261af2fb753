// The init function of every native module, one file each beside this header. registry.cpp lists them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "sim/base/co.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/objects/heap.hpp"

namespace gilscope {

class Vm;
struct Args;
struct ModuleObject;

void init_atexit(Vm& vm, ModuleObject* module);
void init_collections(Vm& vm, ModuleObject* module);  ///< _collections: deque, defaultdict, OrderedDict
void init_errno(Vm& vm, ModuleObject* module);
void init_functools(Vm& vm, ModuleObject* module);    ///< _functools: partial, reduce, cmp_to_key
void init_gc(Vm& vm, ModuleObject* module);
void init_hashlib(Vm& vm, ModuleObject* module);      ///< _hashlib: message digests
void init_bisect(Vm& vm, ModuleObject* module);       ///< _bisect
void init_heapq(Vm& vm, ModuleObject* module);        ///< _heapq
void init_io(Vm& vm, ModuleObject* module);           ///< _io: StringIO, BytesIO
void init_itertools(Vm& vm, ModuleObject* module);
void init_json(Vm& vm, ModuleObject* module);         ///< _json: reading and writing JSON
void init_math(Vm& vm, ModuleObject* module);
void init_operator(Vm& vm, ModuleObject* module);     ///< _operator
void init_interpreters(Vm& vm, ModuleObject* module);  ///< _interpreters
void init_interpreter_queues(Vm& vm, ModuleObject* module);  ///< _interpqueues
void init_pickle(Vm& vm, ModuleObject* module);       ///< _pickle
void init_processes(Vm& vm, ModuleObject* module);    ///< _processes: processes, pipes, semaphores, shared memory
void init_posix(Vm& vm, ModuleObject* module);
void init_queue(Vm& vm, ModuleObject* module);        ///< _queue: SimpleQueue
void init_random(Vm& vm, ModuleObject* module);       ///< _random: the Mersenne Twister
void init_sha2(Vm& vm, ModuleObject* module);         ///< _sha2: the digests that random needs
void init_sysconfig(Vm& vm, ModuleObject* module);
void init_thread(Vm& vm, ModuleObject* module);       ///< _thread
void init_time(Vm& vm, ModuleObject* module);
void init_weakref(Vm& vm, ModuleObject* module);      ///< _weakref
void init_zlib(Vm& vm, ModuleObject* module);

/// The class name of a value, for error texts.
std::string type_name(Vm& vm, Value v);

/// Computes for `time` in pieces, so that the OS can take the core away in between, as it does with real C code.
Co<> use_core(Vm& vm, SimTime time);

/// Sets the OSError (its subclass by errno: FileNotFoundError, ...) that open(2) & co. would cause. Null.
Ref raise_os_error(Vm& vm, int code, const std::string& path);

/// Whether next() on this iterator never runs Python code, so that plain code may call it: iterators over built-in containers and ranges.
bool steps_plainly(Vm& vm, Value iterator);

/// Binds a constructor's arguments to `names`: out[i] = value or null. The first `min` are required, at most `max_positional` may be
/// positional. False: TypeError is set, worded as CPython does.
bool bind_arguments(Vm& vm, const char* function, const Args& args, std::initializer_list<const char*> names, std::uint32_t min,
                    std::uint32_t max_positional, Value* out);

}  // namespace gilscope
