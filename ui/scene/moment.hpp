// Everything that holds at one instant of a run: who runs where, who has the GIL, who waits for what and since when.
#pragma once

#include <string>
#include <vector>

#include "ui/scene/picture.hpp"
#include "ui/scene/run_index.hpp"

namespace gilscope::scene {

struct ThreadNow {
  ThreadId id;
  ThreadState state = ThreadState::Finished;  ///< Finished: it has not begun, or is over
  CoreId core;
  SimTime since = 0, until = 0;               ///< of the span
  SimTime waits_since = 0;                    ///< for the GIL: since it last held it or asked for it first; short looks at it do not count
  LockId awaits;
  StackId stack;                              ///< what it executes, if the run recorded calls
  bool over = false;                          ///< it has ended
};

struct CoreNow {
  ThreadId thread;       ///< invalid: idle
  SimTime since = 0, until = 0;
  double busy = 0;       ///< part of the window before the instant; 0 or 1 without a window
  ThreadId mostly;       ///< who had it for most of the window
};

struct GilNow {
  bool exists = false;
  InterpreterId interpreter;
  ThreadId holder;
  SimTime since = 0, until = 0;
  ThreadId before;       ///< who held it before
  std::uint64_t turns = 0;  ///< holders within the window
};

struct LockNow {
  LockId lock;
  ThreadId holder;
  SimTime since = 0;
  std::vector<ThreadId> queue;  ///< the longest waiting first
};

struct ObjectNow {
  ObjectId object;
  double rate = 0;       ///< transfers per second of the run, around the instant
  double count = 0;      ///< transfers so far; fractions of one are its progress
};

struct Moment {
  SimTime at = 0;
  std::vector<ThreadNow> threads;  ///< by id
  std::vector<CoreNow> cores;      ///< all of the machine
  GilNow gil;                      ///< of the main interpreter
  std::vector<GilNow> other_gils;  ///< of the other interpreters that are there now
  std::vector<LockNow> locks;      ///< the most contended of the run, always the same ones
  std::vector<ObjectNow> objects;  ///< the hottest of the run, always the same ones
  const Pause* pause = nullptr;    ///< the innermost one
  bool over = false;               ///< the run has ended
  bool stuck = false;              ///< ... and threads are left that can never go on

  std::size_t count(ThreadState state) const;
  std::size_t busy_cores() const;
  /// Threads in a state, those longest in it first.
  std::vector<ThreadId> in_state(ThreadState state) const;
};

struct MomentOptions {
  SimTime window = 0;            ///< over which busy times are averaged, for playback faster than the eye
  std::size_t locks = 6, objects = 4;
};

Moment moment_at(const RunPicture& run, const RunIndex& index, SimTime at, const MomentOptions& options = {});

/// "is_prime, line 34"; empty if the run recorded no calls.
std::string place_of(const RunPicture& run, StackId stack);

}  // namespace gilscope::scene
