// Looking into a run at an instant: the same run, executed again, deterministically, up to there. The trace stays small
// because what it does not hold (locals, value stacks, counts of every object, single instructions) comes from here.
//
// A replay executes exactly the schedule of the original run: nothing that it watches changes what happens. Each thread
// is seen at its first instruction boundary at or after the instant, and stops there; one that is not between
// instructions then (it waits, or is inside a native function) is seen as it is at the instant. What happens at the
// instant itself has not happened yet.
//
// The program's output goes nowhere. RunOptions::input is asked again: whoever let the user type must give the same
// lines once more.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/base/thread_state_kind.hpp"
#include "sim/session/session.hpp"

namespace gilscope {

/// A modeled value as a person reads it, with the fields of its object's header.
struct ValueView {
  std::string name;               ///< of the variable; empty for an entry of the value stack
  std::string type;               ///< "int", "list", "Account"; empty: an unbound variable or an empty stack slot
  std::string text;               ///< its repr, cut after about 80 characters, made without running Python code
  bool boxed = false;             ///< false: an int, float or singleton without an object of its own; nothing below counts
  std::uint64_t address = 0;      ///< which living object: its id() if the program asked for that, else a made-up one
  ObjectId object;                ///< in the trace, if the trace knows it
  ThreadId owner;                 ///< ob_tid; invalid: merged, immortal, or the GIL build, where an object has no owner
  std::int64_t local = 0;         ///< ob_ref_local (the GIL build: ob_refcnt)
  std::int64_t shared = 0;        ///< ob_ref_shared without its two flag bits
  bool immortal = false, deferred = false, maybe_weakref = false, queued = false, merged = false;
  std::uint8_t lock_byte = 0;     ///< ob_mutex: 0 free, 1 locked, 2 free with parked waiters, 3 locked with such
  ThreadId last_toucher;          ///< who changed its count last, of those that do not own it; invalid: none of them did
};

struct StackFrameView {
  std::string function;           ///< co_qualname
  std::string file;
  std::uint32_t line = 0;         ///< of that instruction
  std::uint32_t offset = 0;       ///< of the next instruction, or the one that waits for a call; in bytes, as `dis` has it
  std::uint64_t code_key = 0;     ///< equal to InstructionEvent::code_key for the same code object
  std::vector<ValueView> locals;  ///< in the order of co_localsplus; cells as their content; none at module level
  std::vector<ValueView> stack;   ///< the value stack, bottom first
};

struct ThreadView {
  ThreadId id;
  std::string name;
  SimTime at = 0;                 ///< when this was seen
  ThreadState state = ThreadState::Runnable;
  SimTime since = 0;
  CoreId core;
  bool finished = false;
  InterpreterId interpreter;      ///< in which it executes
  bool holds_gil = false;         ///< that interpreter's
  std::uint32_t eval_breaker = 0; ///< pending bits (see sim/runtime/thread_state.hpp)
  std::string raised;             ///< the exception in flight, "ValueError: ..."; empty if none
  LockId awaits;                  ///< the lock it waits for
  std::vector<StackFrameView> frames; ///< innermost first
};

struct LockView {
  LockId id;
  std::string kind, name;
  std::uint8_t state = 0;         ///< PyMutex byte; a semaphore: 1 = taken
  ThreadId holder;
  std::vector<ThreadId> queue;    ///< who waits, next first
};

struct GilView {
  InterpreterId interpreter;
  std::string name;               ///< of the interpreter
  ThreadId holder;
  bool enabled = true;
  bool drop_requested = false;
  std::vector<ThreadId> queue;
};

struct Snapshot {
  SimTime at = 0;
  std::vector<GilView> gils;      ///< of the interpreters that are there, the main one first
  ThreadId gil_holder;            ///< these four: of the main interpreter
  bool gil_enabled = true;
  bool gil_drop_requested = false;
  std::vector<ThreadId> gil_queue;
  std::vector<ThreadView> threads;
  std::vector<LockView> locks;    ///< those held or waited for, as far as the trace knows them
  std::vector<ValueView> objects; ///< those that the trace names
  std::vector<ValueView> globals; ///< of the main interpreter's __main__, without modules, functions and dunders
  std::uint64_t heap_bytes = 0;   ///< of all interpreters
};

/// One executed instruction.
struct InstructionEvent {
  SimTime begin = 0;              ///< when its cost began to be paid
  SimTime end = 0;                ///< when its effect had happened, waits included; on its core the thread's next begins then
  ThreadId thread;
  CoreId core;
  std::uint64_t code_key = 0;
  std::uint32_t offset = 0;       ///< bytes of co_code
  std::uint32_t line = 0;
  std::uint8_t opcode = 0;        ///< of CPython 3.13
  bool starts_line = false;       ///< a debugger that goes from line to line stops before it
};

/// Names a code object in every replay of a program, and in every program made from the same source.
std::uint64_t code_key(const CodeObject& code);

/// The state at `at` (clamped to the run). Error: an option is wrong, or `progress` ended it.
Result<Snapshot> snapshot_at(const Scenario& scenario, const Program& program, const RunOptions& options, SimTime at,
                             const ProgressCallback& progress = {});

/// The instructions that begin within [from, to), in order of `begin`; at most `max` of them, the first ones.
Result<std::vector<InstructionEvent>> instructions_between(const Scenario& scenario, const Program& program,
                                                           const RunOptions& options, SimTime from, SimTime to,
                                                           std::size_t max, const ProgressCallback& progress = {});

}  // namespace gilscope
