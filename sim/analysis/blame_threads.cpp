// What a thread does at an instant and why, by its state.
#include <fmt/format.h>

#include <algorithm>

#include "sim/analysis/blame_parts.hpp"
#include "sim/trace/stop_reasons.hpp"

namespace gilscope {
namespace {

// A waiter for the GIL wakes up for a moment at each time-out; that does not end its wait.
constexpr SimTime kMomentAwake = 200 * kMicrosecond;
constexpr SimTime kSoon = 20 * kMillisecond;

class ThreadTeller {
 public:
  ThreadTeller(const Instant& now, ThreadId thread, Role role)
      : now_(now), trace_(now.trace()), thread_(thread), role_(role), info_(trace_.threads()[thread.value]), span_(now.state(thread)) {
    link_.cause.who = {Reference::Kind::Thread, thread.value, now.at(), now.at(), {}};
    if (span_) link_.cause.who.begin = span_->begin, link_.cause.who.end = span_->end;
  }

  Link tell() {
    if (!span_) absent();
    else switch (span_->state) {
      case ThreadState::Running: running(); break;
      case ThreadState::Runnable: runnable(); break;
      case ThreadState::WaitingForGil: waiting_for_gil(); break;
      case ThreadState::WaitingForLock:
      case ThreadState::Spinning: waiting_for_lock(); break;
      case ThreadState::Sleeping: sleeping(); break;
      case ThreadState::InIo: in_io(); break;
      case ThreadState::Stopped: stopped(); break;
      case ThreadState::Finished: absent(); break;
    }
    add_place();
    add_crash();
    return std::move(link_);
  }

 private:
  SentenceWriter words() const { return SentenceWriter(trace_); }
  SentenceWriter subject() const { return words().thread(thread_, link_.cause.who.begin, link_.cause.who.end); }
  void say(SentenceWriter& sentence) { link_.cause.sentence = sentence.add(".").take(); }
  void detail(SentenceWriter& sentence) { link_.cause.details.push_back(sentence.add(".").take()); }
  bool to_the_end(SimTime end) const { return end >= trace_.end(); }

  void absent();
  void running();
  void runnable();
  void waiting_for_gil();
  void gil_outcome(const HolderSpan& turn);
  void waiting_for_lock();
  void lock_outcome(const LockWait& wait, const HolderSpan& hold);
  void sleeping();
  void in_io();
  void stopped();
  void add_place();
  void add_crash();
  void add_who_waits();
  SimTime gil_wait_begin() const;
  bool had_gil_within(SimTime from, SimTime to) const;

  const Instant& now_;
  const Trace& trace_;
  ThreadId thread_;
  Role role_;
  const ThreadInfo& info_;
  std::optional<StateSpan> span_;
  Link link_;
};

// ---- before its start, after its end --------------------------------------------------------------------------------------

void ThreadTeller::absent() {
  auto s = subject();
  if (now_.at() < info_.start) {
    s.add(" does not exist yet; it is started at ").instant(info_.start);
    const auto spawn = now_.first_mark(MarkKind::ThreadSpawn, 0, trace_.end(), [&](const Mark& m) { return m.payload == thread_.value; });
    if (spawn) s.add(" by ").thread(spawn->thread, spawn->at, spawn->at);
    return say(s);
  }
  s.add(" has ended, at ").instant(info_.end);
  const auto died = now_.last_mark(MarkKind::UncaughtException, [&](const Mark& m) { return m.thread == thread_; });
  if (died) s.add(", of an exception that nobody caught");
  say(s);
}

// ---- on a core -------------------------------------------------------------------------------------------------------------

void ThreadTeller::add_who_waits() {
  const auto waits = now_.waits_for(thread_);
  for (auto w = waits.begin(); w != waits.end(); ++w) {
    if (std::any_of(waits.begin(), w, [&](const LockWait& earlier) { return earlier.lock == w->lock; })) continue;
    std::vector<ThreadId> queue;
    for (const LockWait& other : waits)
      if (other.lock == w->lock) queue.push_back(other.thread);
    const HolderSpan hold = now_.lock(w->lock);
    auto s = words().add("It has held ").lock(w->lock, hold.begin, hold.end).add(" since ").instant(hold.begin).add(", and ");
    s.threads(queue, now_.at()).add(queue.size() == 1 ? " waits for that" : " wait for that");
    detail(s);
  }
}

void ThreadTeller::running() {
  auto s = subject().add(" is running on ").core(span_->core, span_->begin, span_->end);
  const InterpreterId where = now_.interpreter_of(thread_);
  const HolderSpan turn = now_.gil(where);
  const bool holds = turn.thread == thread_;
  const bool has_gil = turn.thread.valid() || trace_.interpreters()[where.value].gil_switches > 0;
  const auto world = now_.last_mark(MarkKind::StopTheWorldBegin);
  const bool stops_world = world && world->thread == thread_ &&
                           !now_.first_mark(MarkKind::StopTheWorldEnd, world->at, now_.at(), [&](const Mark& m) { return m.thread == thread_; });
  const auto gil_queue = now_.gil_queue(where);
  if (stops_world) {
    s.add(" and has ").term("stopped all other threads", "stop-the-world").add(" since ").instant(world->at);
  } else if (holds) {
    s.add(" and has held ").gil(turn.begin, turn.end, where).add(" since ").instant(turn.begin);
    if (gil_queue.empty()) s.add(", which nobody else wants");
  } else if (has_gil && turn.thread.valid()) {
    s.add(" without ").gil(turn.begin, turn.end, where).add(": in code that needs none, or on its way to or from waiting for it");
  } else {
    s.add(" since ").instant(span_->begin).add(has_gil ? "" : "; without a GIL it needs nobody's permission");
  }
  say(s);
  const auto mine = [&](const Mark& m) { return m.thread == thread_; };
  if (const auto gc = now_.last_mark(MarkKind::GcBegin, mine); gc && !now_.first_mark(MarkKind::GcEnd, gc->at, now_.at(), mine)) {
    auto g = words().add("It has been ").term("collecting garbage", "garbage collector").add(" since ").instant(gc->at);
    detail(g);
  }
  if (role_ == Role::KnownHolder) return;
  if (holds && !gil_queue.empty()) {
    auto who = words().threads(gil_queue, now_.at()).add(gil_queue.size() == 1 ? " waits for the GIL meanwhile" : " wait for the GIL meanwhile");
    detail(who);
    describe_end_of_turn(now_, turn, link_.cause.details);
  }
  add_who_waits();
}

void ThreadTeller::runnable() {
  std::vector<ThreadId> busy;
  for (std::uint32_t c = 0; c < trace_.cores().size(); ++c)
    if (const ThreadId t = now_.core(CoreId{c}).thread; t.valid() && t != thread_) busy.push_back(t);
  const ThreadId waker = now_.waker(thread_, span_->begin);
  const bool all_busy = busy.size() >= trace_.cores().size();
  auto s = subject();
  if (all_busy) {
    s.add(" has been waiting for a free core for ").duration(now_.at() - span_->begin);
    s.add(busy.size() == 1 ? " because the only core is busy with " : fmt::format(" because all {} cores are busy, with ", busy.size()));
    s.threads(busy, now_.at());
  } else {
    s.add(" is on its way to a core: the operating system takes a moment to wake a thread");
  }
  say(s);
  const auto preempted = now_.first_mark(MarkKind::Preempted, span_->begin, span_->begin, [&](const Mark& m) { return m.thread == thread_; });
  if (preempted) {
    auto p = words().add("Its ").term("time slice", "time slice").add(" was over at ").instant(span_->begin);
    detail(p);
  }
  if (waker.valid()) {
    auto w = words().thread(waker, span_->begin, span_->begin).add(" woke it at ").instant(span_->begin);
    detail(w);
  }
  const auto ready = now_.threads_in(ThreadState::Runnable);
  if (all_busy && ready.size() > 1) {
    auto r = words().add(fmt::format("{} other {} ready to run as well", ready.size() - 1, ready.size() == 2 ? "thread is" : "threads are"));
    detail(r);
  }
  if (!to_the_end(span_->end)) {
    auto e = words().add("It will go on at ").instant(span_->end);
    detail(e);
  }
}

// ---- the GIL ---------------------------------------------------------------------------------------------------------------

// A wait is made of several spans: at each time-out the waiter is awake for a moment, to ask, and goes back to sleep.
SimTime ThreadTeller::gil_wait_begin() const {
  SimTime begin = span_->begin;
  for (SimTime window = kSoon; window <= 64 * kSoon; window *= 4) {
    const SimTime from = std::max<SimTime>(span_->begin - window, 0);
    std::vector<StateSpan> spans;
    trace_.for_each_state(thread_, from, span_->begin, [&](const StateSpan& s) { spans.push_back(s); });
    for (auto s = spans.rbegin(); s != spans.rend(); ++s) {
      const bool waits = s->state == ThreadState::WaitingForGil;
      const bool moment = (s->state == ThreadState::Running || s->state == ThreadState::Runnable) && s->end - s->begin < kMomentAwake;
      if ((!waits && !moment) || had_gil_within(s->begin, s->end)) return begin;
      if (waits) begin = s->begin;
    }
    if (from <= info_.start) break;
  }
  return begin;
}

bool ThreadTeller::had_gil_within(SimTime from, SimTime to) const {
  bool held = false;
  trace_.for_each_gil_hold(from, to, [&](const HolderSpan& h) { held = held || h.thread == thread_; }, now_.interpreter_of(thread_));
  return held;
}

void ThreadTeller::gil_outcome(const HolderSpan& turn) {
  const NextHolder mine = next_gil_turn(now_, thread_, now_.interpreter_of(thread_));
  if (turn.thread.valid()) describe_end_of_turn(now_, turn, link_.cause.details);
  auto s = words();
  if (!mine.thread.valid()) {
    s.thread(thread_, span_->begin, span_->end).add(" will not get it again before the run ends");
  } else {
    s.thread(thread_, mine.at, mine.at).add(" will get it at ").instant(mine.at);
    if (mine.others > 0) s.add(fmt::format(", after {} {} of others", mine.others, mine.others == 1 ? "turn" : "turns"));
  }
  detail(s);
}

void ThreadTeller::waiting_for_gil() {
  const InterpreterId where = now_.interpreter_of(thread_);
  const HolderSpan turn = now_.gil(where);
  const SimTime begin = gil_wait_begin();
  link_.cause.who.begin = begin;
  const auto gave = now_.last_mark(MarkKind::GilHandOver, [&](const Mark& m) { return m.thread == thread_; });
  auto s = subject().add(" has been waiting for ").gil(begin, span_->end, where).add(" for ").duration(now_.at() - begin);
  if (turn.thread.valid() && turn.thread != thread_) {
    s.add(" because ").thread(turn.thread, turn.begin, turn.end).add(" has held it since ").instant(turn.begin);
    link_.next = turn.thread;
  } else {
    s.add("; nobody holds it any more, and ");
    const ThreadId next = next_gil_turn(now_, ThreadId{}, where).thread;
    if (next == thread_) s.add("it is just being woken to take it");
    else if (next.valid()) s.thread(next, now_.at(), now_.at()).add(" is about to take it");
    else s.add("nobody takes it again");
  }
  say(s);
  if (gave && gave->at + kMomentAwake >= begin && gave->at <= now_.at()) {
    auto g = words().add("It had held the GIL itself until ").instant(gave->at).add(" and handed it over because a waiter had asked; now it queues again");
    detail(g);
  }
  gil_outcome(turn);
}

// ---- locks -----------------------------------------------------------------------------------------------------------------

void ThreadTeller::lock_outcome(const LockWait& wait, const HolderSpan& hold) {
  const auto is_this_lock = [&](const Mark& m) { return m.payload == wait.lock.value; };
  if (hold.thread.valid() && !to_the_end(hold.end)) {
    auto s = words().thread(hold.thread, hold.begin, hold.end).add(" will release it at ").instant(hold.end);
    const HolderSpan next = next_lock_holder(now_, wait.lock, hold.end);
    const auto handed = now_.first_mark(MarkKind::LockHandOff, hold.end, hold.end + kMicrosecond, is_this_lock);
    if (next.thread.valid() && handed) {
      s.add(" and ").term("hand it over", "hand-off").add(" to ").thread(next.thread, next.begin, next.end).add(", who will then have waited for more than 1 ms");
    } else if (next.thread.valid() && next.thread == hold.thread) {
      s.add(" and take it again ").duration(next.begin - hold.end).add(" later, before any waiter is awake (").term("barging", "barging").add(")");
    } else if (next.thread.valid() && next.thread != thread_) {
      s.add("; the next to get it is ").thread(next.thread, next.begin, next.end);
    }
    detail(s);
  } else if (hold.thread.valid()) {
    auto s = words().thread(hold.thread, hold.begin, hold.end).add(" will never release it");
    detail(s);
  }
  if (wait.end == kForever) return;
  auto s = words().thread(thread_, wait.begin, wait.end).add("'s wait will end at ").instant(wait.end);
  detail(s);
}

void ThreadTeller::waiting_for_lock() {
  const bool spins = span_->state == ThreadState::Spinning;
  const auto wait = now_.wait_of(thread_);
  auto s = subject();
  if (!wait) {
    s.add(spins ? " has been spinning on" : " has been waiting for").add(" a lock that the trace does not name, since ").instant(span_->begin);
    return say(s);
  }
  link_.waits_for_lock = true;
  link_.never_ends = wait->end == kForever;
  const SimTime end = std::min(wait->end, trace_.end());
  const HolderSpan hold = now_.lock(wait->lock);
  s.add(spins ? " has been spinning on " : " has been waiting for ").lock(wait->lock, wait->begin, end).add(" for ").duration(now_.at() - wait->begin);
  if (hold.thread == thread_) {
    s.add(", which it has held itself since ").instant(hold.begin);
    link_.next = thread_;
  } else if (hold.thread.valid()) {
    s.add(" because ").thread(hold.thread, hold.begin, hold.end).add(" has held it since ").instant(hold.begin);
    link_.next = hold.thread;
  } else {
    s.add("; it is free by now, but ").add(spins ? "a spinning thread looks at it only when it has spun enough" : "a parked thread must wake up first");
  }
  say(s);
  const auto queue = now_.queue_of(wait->lock);
  if (queue.size() > 1) {
    const auto place = std::find(queue.begin(), queue.end(), thread_) - queue.begin() + 1;
    auto q = words().add(fmt::format("It is number {} of {} who wait: ", place, queue.size())).threads(queue, now_.at(), 6);
    detail(q);
  }
  const auto parked = now_.last_mark(MarkKind::LockParked, [&](const Mark& m) { return m.thread == thread_ && m.at >= wait->begin; });
  if (spins) {
    auto p = words().term("Spinning", "spinning").add(" means 40 calls of sched_yield without a look at the lock; it keeps ");
    p.core(span_->core, span_->begin, span_->end).add(" busy until ").instant(span_->end).add(" with that");
    detail(p);
  } else if (parked) {
    auto p = words().add("It ").term("parked", "parking lot").add(" at ").instant(parked->at);
    if (parked->at - wait->begin > kMicrosecond) p.add(", after spinning for ").duration(parked->at - wait->begin);
    detail(p);
  }
  lock_outcome(*wait, hold);
}

// ---- asleep ----------------------------------------------------------------------------------------------------------------

void ThreadTeller::sleeping() {
  const ThreadId waker = now_.waker(thread_, span_->end);
  const auto mine = [&](const Mark& m) { return m.thread == thread_; };
  const auto join = waker.valid() ? now_.first_mark(MarkKind::ThreadJoin, span_->end, span_->end + kSoon, mine) : std::nullopt;
  auto s = subject();
  if (join && join->payload == waker.value) {
    s.add(" has been waiting for ").thread(waker, now_.at(), now_.at()).add(" to end for ").duration(now_.at() - span_->begin);
    s.add(" (join); that will happen at ").instant(span_->end);
    link_.next = waker;
  } else if (waker.valid()) {
    s.add(" has been asleep for ").duration(now_.at() - span_->begin).add(" and waits to be woken by ").thread(waker, span_->end, span_->end);
    s.add(", at ").instant(span_->end);
    if (waker != thread_) link_.next = waker;
  } else if (to_the_end(span_->end) && !info_.finished) {
    s.add(" has been asleep for ").duration(now_.at() - span_->begin).add(", and nothing in this run ever wakes it");
  } else {
    s.add(" sleeps until ").instant(span_->end).add(", when a timer wakes it; it has slept for ").duration(now_.at() - span_->begin);
    s.add(" of ").duration(span_->end - span_->begin);
  }
  say(s);
  add_who_waits();
}

void ThreadTeller::in_io() {
  auto s = subject().add(" waits for a device until ").instant(span_->end).add(", for ").duration(now_.at() - span_->begin).add(" so far");
  say(s);
  add_who_waits();
}

// ---- stopped ---------------------------------------------------------------------------------------------------------------

void add_reason(const Instant& now, const Mark& begin, SimTime end, SentenceWriter& s) {
  const auto mine = [&](const Mark& m) { return m.thread == begin.thread; };
  if (const auto made = now.first_mark(MarkKind::Immortalized, begin.at, end, mine))
    s.add(fmt::format(" to make {} objects ", made->payload)).term("immortal", "immortal").add(" before the first extra thread starts");
  else if (begin.payload < stop_reasons().size())
    s.add(fmt::format(" for {}", stop_reasons()[begin.payload].name));
}

void ThreadTeller::stopped() {
  const auto begin = now_.last_mark(MarkKind::StopTheWorldBegin);
  auto s = subject();
  if (!begin) {
    s.add(" has been stopped since ").instant(span_->begin);
    return say(s);
  }
  const auto end = now_.first_mark(MarkKind::StopTheWorldEnd, begin->at, trace_.end(), [&](const Mark& m) { return m.thread == begin->thread; });
  const SimTime until = end ? end->at : trace_.end();
  if (begin->thread == thread_) {
    const auto running = now_.threads_in(ThreadState::Running);
    s.add(" has been waiting for all other threads to ").term("stop", "stop-the-world").add(" since ").instant(begin->at);
    add_reason(now_, *begin, until, s);
    if (!running.empty()) {
      s.add("; not yet stopped: ").threads(running, now_.at());
      link_.next = running.front();
    }
    return say(s);
  }
  s.add(" is stopped because ").thread(begin->thread, begin->at, until).add(" ").term("stopped all threads", "stop-the-world").add(" at ");
  s.instant(begin->at);
  add_reason(now_, *begin, until, s);
  say(s);
  link_.next = begin->thread;
  auto e = words().add(end ? "The others will go on at " : "They stay stopped to the end, ").instant(until);
  detail(e);
}

// ---- the place in the program ------------------------------------------------------------------------------------------------

void ThreadTeller::add_place() {
  if (!trace_.has_calls() || !span_) return;
  StackId stack;
  trace_.for_each_stack(thread_, now_.at(), now_.at() + 1, [&](const StackSpan& span) { stack = span.stack; });
  if (!stack.valid()) return;
  const StackNode& node = trace_.call_stacks().node(stack);
  const FunctionInfo& function = trace_.call_stacks().info(node.function);
  auto s = words().add(fmt::format("It is in {}", function.name));
  if (node.line > 0) s.add(fmt::format(", line {}", node.line));
  detail(s);
}

void ThreadTeller::add_crash() {
  const auto crash = now_.first_mark(MarkKind::Crash, now_.at(), trace_.end(), [&](const Mark& m) { return m.thread == thread_; });
  if (!crash) return;
  auto s = words().add("At ").instant(crash->at).add(" it crashes");
  const ThreadId other{static_cast<std::uint32_t>(crash->payload)};
  const bool known = crash->payload < trace_.threads().size();
  if (known) s.add(", on something that ").thread(other, crash->at, crash->at).add(" had changed or freed");
  const auto freed = now_.last_mark(MarkKind::FreedWhileBorrowed, [&](const Mark& m) { return m.payload == thread_.value; });
  if (freed && known) s.add(" at ").instant(freed->at);
  detail(s);
}

}  // namespace

Link explain_thread(const Instant& now, ThreadId thread, Role role) { return ThreadTeller(now, thread, role).tell(); }

}  // namespace gilscope
