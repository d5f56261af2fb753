// "Why is this so?" for whatever can be pointed at in a trace: a thread, a core, a lock, an object or the GIL, at any instant. One sentence
// that answers, then the chain of causes behind it, link by link, until somebody is found who waits for nobody.
//
// Everything said is a fact of the trace. What comes after the instant is known too, so that "it gets the GIL at 8.3 ms" is no forecast.
#pragma once

#include <string>
#include <vector>

#include "sim/analysis/sentence.hpp"

namespace gilscope {

struct Question {
  Reference::Kind about = Reference::Kind::Thread;  ///< Thread, Core, Gil, Lock or Object
  std::uint32_t index = 0;
  SimTime at = 0;

  static Question of(ThreadId t, SimTime at) { return {Reference::Kind::Thread, t.value, at}; }
  static Question of(CoreId c, SimTime at) { return {Reference::Kind::Core, c.value, at}; }
  static Question of(LockId l, SimTime at) { return {Reference::Kind::Lock, l.value, at}; }
  static Question of(ObjectId o, SimTime at) { return {Reference::Kind::Object, o.value, at}; }
  static Question of_gil(SimTime at, InterpreterId interpreter = InterpreterId{0}) { return {Reference::Kind::Gil, interpreter.value, at}; }
};

/// One link of the chain: what somebody does, why, and what else is to know about it.
struct Cause {
  Reference who;                  ///< whom it is about, to select it
  Sentence sentence;
  std::vector<Sentence> details;  ///< how it came to this, and how it will go on
};

struct Explanation {
  /// The answer first (chain[0] is about the thing that was asked for), then what lies behind it. Never empty.
  std::vector<Cause> chain;
  /// The threads that wait for each other in a circle; empty: there is none in the chain.
  std::vector<ThreadId> circle;
  bool deadlock = false;  ///< the circle was never broken

  const Sentence& answer() const { return chain.front().sentence; }
};

/// An id that the trace does not know, or an instant outside the run, gets an answer that says so.
Explanation explain(const Trace& trace, const Question& question);

/// The answer in the first line, then the chain, indented by "because".
std::string text_of(const Explanation& explanation);

}  // namespace gilscope
