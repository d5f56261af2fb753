// Shared by the files of the _thread module.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/library/native_module.hpp"
#include "sim/runtime/semaphore.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

class WaitQueue;

/// _thread.lock and _thread.RLock. From 3.13 on a lock is a PyMutex byte in the object's own cache line, beside its reference counts; before,
/// and for RLock up to 3.13, a POSIX semaphore.
struct LockObject : Object {
  std::uint8_t word;
  bool reentrant;
  std::uint32_t uses;     ///< acquisitions, until it is worth a record in the trace
  LockId id;
  ThreadId holder;        ///< who took it last; for RLock: who owns it
  std::uint64_t count;    ///< RLock: how often it is held
  Semaphore* semaphore;   ///< null: a PyMutex
};

enum class HandleState : std::uint8_t { NotStarted, Running, Done };

/// _thread._ThreadHandle: what join() waits on.
struct HandleObject : Object {
  HandleState state;
  ThreadId thread;
  std::uint64_t ident;
  WaitQueue* joiners;
};

struct LocalObject;
using LocalRegistry = std::shared_ptr<std::vector<LocalObject*>>;

/// _thread._local: one namespace per thread.
struct LocalObject : Object {
  struct Namespace { ThreadId thread; DictObject* dict; };
  std::vector<Namespace>* namespaces;
  LocalRegistry* registry;  ///< the list it is in
  Value args;               ///< what a subclass's __init__ gets in each thread: a tuple
};

/// What the module remembers; lives in the module's dict.
struct ThreadModuleState : Object {
  TypeObject* lock_type;
  TypeObject* rlock_type;
  TypeObject* handle_type;
  std::vector<Value>* handles;        ///< of started threads that are no daemons (owned): _shutdown() joins them
  LocalRegistry* locals;              ///< the living ones
  std::int64_t running;               ///< _count()
  std::int64_t stack_size;
};
ThreadModuleState& thread_module(Vm& vm);

void add_lock_types(Vm& vm, ModuleObject* module, ThreadModuleState& state);       // thread_locks.cpp
void add_thread_starting(Vm& vm, ModuleObject* module, ThreadModuleState& state);  // thread_handles.cpp
void add_local_type(Vm& vm, ModuleObject* module);                                 // thread_local.cpp

/// The thread ends: its namespaces go (their values may die).
void forget_locals_of(Vm& vm, ThreadId thread);
/// Waits until every thread with a handle in the list has ended.
Co<Ref> join_all_co(Vm& vm);

}  // namespace gilscope
