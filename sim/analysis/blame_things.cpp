// The GIL, locks, cores and objects at an instant.
#include <fmt/format.h>

#include <algorithm>

#include "sim/analysis/blame_parts.hpp"

namespace gilscope {
namespace {

constexpr SimTime kSignalling = 20 * kMicrosecond;  // from the release of the GIL to the mark that says why
constexpr SimTime kFirstWindow = 10 * kMillisecond;

double per(std::uint64_t part, std::uint64_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }

void finish(std::vector<Sentence>& details, SentenceWriter& s) { details.push_back(s.add(".").take()); }

std::string with_commas(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), 1, ',');
  return digits;
}

}  // namespace

// ---- turns and holders to come -----------------------------------------------------------------------------------------------

NextHolder next_gil_turn(const Instant& now, ThreadId wanted, InterpreterId interpreter) {
  const Trace& trace = now.trace();
  for (SimTime window = kFirstWindow;; window *= 8) {
    const SimTime to = std::min(saturating_add(now.at(), window), trace.end());
    NextHolder found;
    ThreadId last = now.gil(interpreter).thread;
    int others = 0;
    trace.for_each_gil_hold(now.at(), to, [&](const HolderSpan& span) {
      if (found.thread.valid() || !span.thread.valid() || span.begin <= now.at()) return;
      if (!wanted.valid() || span.thread == wanted) {
        found = {span.thread, span.begin, others};
      } else if (span.thread != last) {
        ++others;
        last = span.thread;
      }
    }, interpreter);
    if (found.thread.valid() || to >= trace.end()) return found;
  }
}

HolderSpan next_lock_holder(const Instant& now, LockId lock, SimTime from) {
  const Trace& trace = now.trace();
  for (SimTime window = kFirstWindow;; window *= 8) {
    const SimTime to = std::min(saturating_add(from, window), trace.end());
    HolderSpan found;
    trace.for_each_hold(lock, from, to, [&](const HolderSpan& span) {
      if (!found.thread.valid() && span.thread.valid() && span.begin >= from) found = span;
    });
    if (found.thread.valid() || to >= trace.end()) return found;
  }
}

void describe_end_of_turn(const Instant& now, const HolderSpan& turn, std::vector<Sentence>& details) {
  const Trace& trace = now.trace();
  const bool lasts = turn.end >= trace.end();
  const auto request = now.first_mark(MarkKind::GilDropRequest, turn.begin, turn.end, [&](const Mark& m) { return m.payload == turn.thread.value; });
  if (request) {
    SentenceWriter s(trace);
    s.thread(request->thread, request->at, request->at);
    const bool past = request->at <= now.at();
    s.add(past ? " asked " : " will ask ").thread(turn.thread, turn.begin, turn.end).add(" to drop it at ").instant(request->at);
    s.add(past ? ", when it had waited for a whole " : ", when it has waited for a whole ").term("switch interval", "switch interval");
    finish(details, s);
  }
  SentenceWriter s(trace);
  s.thread(turn.thread, turn.begin, turn.end);
  const auto handed = now.first_mark(MarkKind::GilHandOver, turn.end, turn.end + kSignalling, [&](const Mark& m) { return m.thread == turn.thread; });
  if (lasts) {
    s.add(" will keep it to the end of the run");
  } else if (handed && request) {
    s.add(" will obey at ").instant(turn.end).add(", ").duration(turn.end - request->at).add(" later: at its next look at the ");
    s.term("eval breaker", "eval breaker");
  } else if (handed) {
    s.add(" will hand it over at ").instant(turn.end).add(", as it was asked to");
  } else {
    s.add(" will let it go of its own accord at ").instant(turn.end).add(", before something that blocks");
  }
  finish(details, s);
}

// ---- the GIL -----------------------------------------------------------------------------------------------------------------

Link explain_gil(const Instant& now, InterpreterId interpreter) {
  const Trace& trace = now.trace();
  const HolderSpan turn = now.gil(interpreter);
  const auto queue = now.gil_queue(interpreter);
  const InterpreterInfo& info = trace.interpreters()[interpreter.value];
  Link link;
  link.cause.who = {Reference::Kind::Gil, interpreter.value, turn.begin, turn.end, {}};
  SentenceWriter s(trace);
  s.add(trace.interpreters().size() > 1 ? fmt::format("The GIL of {} ", info.name) : "The GIL ");
  if (turn.thread.valid()) {
    s.add("has been held by ").thread(turn.thread, turn.begin, turn.end).add(" for ").duration(now.at() - turn.begin).add(", since ").instant(turn.begin);
    link.next = turn.thread;
  } else {
    s.add(turn.begin > 0 ? "has been free since " : "is free");
    if (turn.begin > 0) s.instant(turn.begin);
  }
  if (queue.empty()) s.add("; nobody waits for it");
  else s.add("; ").threads(queue, now.at()).add(queue.size() == 1 ? " waits for it" : " wait for it");
  link.cause.sentence = s.add(".").take();
  if (turn.thread.valid()) {
    describe_end_of_turn(now, turn, link.cause.details);
  } else if (const NextHolder next = next_gil_turn(now, ThreadId{}, interpreter); next.thread.valid()) {
    SentenceWriter n(trace);
    n.thread(next.thread, next.at, next.at).add(" will take it at ").instant(next.at);
    finish(link.cause.details, n);
  }
  SentenceWriter total(trace);
  const double share = trace.end() > 0 ? 100.0 * static_cast<double>(info.gil_held) / static_cast<double>(trace.end()) : 0;
  total.add(fmt::format("In the whole run it is held for {:.0f} % of the time, in {} turns", share, with_commas(info.gil_switches)));
  finish(link.cause.details, total);
  return link;
}

// ---- locks -------------------------------------------------------------------------------------------------------------------

namespace {

void add_lock_totals(const Trace& trace, const LockInfo& info, std::vector<Sentence>& details) {
  SentenceWriter s(trace);
  s.add(fmt::format("In the whole run it is taken {} {}, ", with_commas(info.acquisitions), info.acquisitions == 1 ? "time" : "times"));
  if (info.contended == 0) {
    s.add("always at the first attempt");
  } else {
    s.add(fmt::format("{} of them ({:.0f} %) after waiting; all waits add up to ", with_commas(info.contended), 100 * per(info.contended, info.acquisitions)));
    s.duration(info.wait).add(", the longest is ").duration(info.longest_wait);
  }
  finish(details, s);
}

}  // namespace

Link explain_lock(const Instant& now, LockId lock) {
  const Trace& trace = now.trace();
  const HolderSpan hold = now.lock(lock);
  const auto queue = now.queue_of(lock);
  Link link;
  link.cause.who = {Reference::Kind::Lock, lock.value, hold.begin, hold.end, {}};
  SentenceWriter s(trace);
  s.lock(lock, hold.begin, hold.end);
  if (hold.thread.valid()) {
    s.add(" has been held by ").thread(hold.thread, hold.begin, hold.end).add(" for ").duration(now.at() - hold.begin).add(", since ").instant(hold.begin);
    link.next = hold.thread;
  } else {
    s.add(" is free");
  }
  if (queue.empty()) s.add("; nobody waits for it");
  else s.add("; ").threads(queue, now.at()).add(queue.size() == 1 ? " waits for it" : " wait for it");
  link.cause.sentence = s.add(".").take();
  if (hold.thread.valid() && hold.end < trace.end()) {
    SentenceWriter r(trace);
    r.thread(hold.thread, hold.begin, hold.end).add(" will release it at ").instant(hold.end);
    finish(link.cause.details, r);
  } else if (!hold.thread.valid()) {
    if (const HolderSpan next = next_lock_holder(now, lock, now.at()); next.thread.valid()) {
      SentenceWriter n(trace);
      n.thread(next.thread, next.begin, next.end).add(" will take it at ").instant(next.begin);
      finish(link.cause.details, n);
    }
  }
  add_lock_totals(trace, trace.locks()[lock.value], link.cause.details);
  return link;
}

// ---- cores -------------------------------------------------------------------------------------------------------------------

namespace {

// "3 threads wait for the GIL, 1 is asleep"
void add_census(const Instant& now, SentenceWriter& s) {
  static constexpr struct { ThreadState state; const char* one; const char* many; } kWords[] = {
      {ThreadState::WaitingForGil, "waits for the GIL", "wait for the GIL"},
      {ThreadState::WaitingForLock, "waits for a lock", "wait for locks"},
      {ThreadState::Sleeping, "is asleep", "are asleep"},
      {ThreadState::InIo, "waits for a device", "wait for devices"},
      {ThreadState::Stopped, "is stopped", "are stopped"},
      {ThreadState::Running, "runs on another core", "run on other cores"},
      {ThreadState::Spinning, "spins on another core", "spin on other cores"},
  };
  bool first = true;
  for (const auto& w : kWords) {
    const auto count = now.threads_in(w.state).size();
    if (count == 0) continue;
    s.add(first ? ": " : ", ").add(fmt::format("{} {}", count, count == 1 ? w.one : w.many));
    first = false;
  }
}

ThreadId culprit_of_idleness(const Instant& now) {
  const auto for_gil = now.threads_in(ThreadState::WaitingForGil);
  if (!for_gil.empty()) return now.gil(now.interpreter_of(for_gil.front())).thread;
  const auto waiting = now.threads_in(ThreadState::WaitingForLock);
  return waiting.empty() ? ThreadId{} : waiting.front();
}

}  // namespace

Link explain_core(const Instant& now, CoreId core) {
  const Trace& trace = now.trace();
  const HolderSpan run = now.core(core);
  Link link;
  link.cause.who = {Reference::Kind::Core, core.value, run.begin, run.end, {}};
  SentenceWriter s(trace);
  s.core(core, run.begin, run.end);
  if (run.thread.valid()) {
    s.add(" has been running ").thread(run.thread, run.begin, run.end).add(" since ").instant(run.begin);
    link.next = run.thread;
  } else {
    const auto ready = now.threads_in(ThreadState::Runnable);
    s.add(run.begin > 0 ? " has been idle since " : " is idle");
    if (run.begin > 0) s.instant(run.begin);
    if (ready.empty()) {
      s.add(" because no thread is ready to run");
      add_census(now, s);
    } else {
      s.add("; ").threads(ready, now.at()).add(ready.size() == 1 ? " has just been woken" : " have just been woken");
    }
    link.next = culprit_of_idleness(now);
  }
  link.cause.sentence = s.add(".").take();
  const CoreInfo& info = trace.cores()[core.value];
  SentenceWriter total(trace);
  const double share = trace.end() > 0 ? 100.0 * static_cast<double>(info.busy) / static_cast<double>(trace.end()) : 0;
  total.add(fmt::format("In the whole run it is busy for {:.0f} % of the time, and changes its thread {} times", share, with_commas(info.switches)));
  finish(link.cause.details, total);
  return link;
}

// ---- objects -----------------------------------------------------------------------------------------------------------------

namespace {

void add_traffic(const Instant& now, const TrafficBins& traffic, std::vector<Sentence>& details) {
  const auto& bins = traffic.bins();
  const auto worst = std::max_element(bins.begin(), bins.end(), [](const auto& a, const auto& b) { return a[2] < b[2]; });
  if (worst == bins.end() || (*worst)[2] == 0) return;
  const SimTime width = traffic.bin_width();
  const auto here = static_cast<std::size_t>(now.at() / width);
  SentenceWriter s(now.trace());
  s.add("Around this instant its line moves ").add(with_commas(here < bins.size() ? bins[here][2] : 0)).add(" times in ").duration(width);
  s.add("; the most is ").add(with_commas((*worst)[2])).add(", at ").instant(width * (worst - bins.begin()));
  finish(details, s);
}

}  // namespace

Link explain_object(const Instant& now, ObjectId object) {
  const Trace& trace = now.trace();
  const ObjectInfo& info = trace.objects()[object.value];
  const std::uint64_t all = info.local_ops() + info.shared_ops();
  Link link;
  link.cause.who = {Reference::Kind::Object, object.value, now.at(), now.at(), {}};
  SentenceWriter s(trace);
  s.object(object, now.at(), now.at());
  if (info.immortal) {
    s.add(" is ").term("immortal", "immortal").add(": its count is never written, so all cores may read it at once, at no cost");
  } else if (info.shared_ops() == 0 && info.transfers() == 0) {
    s.add(" is not contended: only ").thread(info.owner, now.at(), now.at()).add(" counts its references, without atomic operations");
  } else {
    s.add(info.transfers() > 0 ? " is contended because " : " is shared: ");
    if (info.owner.valid()) s.thread(info.owner, now.at(), now.at()).add(" owns it, and other threads");
    else s.add("it has no owner, and threads");
    s.add(" changed its ").term("reference count", "reference count").add(fmt::format(" {} times, each time with an ", with_commas(info.shared_ops())));
    s.term("atomic operation", "atomic operation");
    s.add("; its ").term("cache line", "cache line");
    if (info.transfers() == 0) s.add(" never had to move between cores for that");
    else s.add(fmt::format(" moved between cores {} {} for that", with_commas(info.transfers()), info.transfers() == 1 ? "time" : "times"));
  }
  link.cause.sentence = s.add(".").take();
  if (info.immortal || all == 0) return link;
  SentenceWriter share(trace);
  share.add(fmt::format("{:.0f} % of its {} count changes are by threads that do not own it", 100 * per(info.shared_ops(), all), with_commas(all)));
  finish(link.cause.details, share);
  if (info.transfers() > 0) {
    SentenceWriter ratio(trace);
    const double one_in = per(info.shared_ops(), info.transfers());
    ratio.add(fmt::format("One in {:.{}f} of their changes had to fetch the ", one_in, one_in < 9.95 ? 1 : 0)).add("cache line from another core");
    finish(link.cause.details, ratio);
  }
  add_traffic(now, info.traffic, link.cause.details);
  return link;
}

}  // namespace gilscope
