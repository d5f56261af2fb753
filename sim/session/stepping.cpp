#include "sim/session/stepping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "sim/bytecode/code_object.hpp"
#include "sim/bytecode/opcode.hpp"
#include "sim/session/instruction_lister.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {

namespace {

using MaybeStop = std::optional<Stop>;

std::string thread_name(const Trace& trace, ThreadId thread) {
  return thread.value < trace.threads().size() ? trace.threads()[thread.value].name : "a thread";
}

// ---- instructions: by replay ----------------------------------------------------------------------------------------

bool is_own(const FinishedRun& run, const CodeObject& code) { return code.filename == run.program->filename; }

Stop stop_at(const InstructionEvent& event, bool line) {
  const std::string_view name = opcode_info(static_cast<Opcode>(event.opcode)).name;
  return {event.begin, event.thread, line ? fmt::format("line {}", event.line) : std::string(name), event.line};
}

using Wanted = std::function<bool(const InstructionEvent&, const CodeObject&)>;

Result<MaybeStop> first_instruction(const FinishedRun& run, SimTime from, bool line, const Wanted& wanted,
                                    const ProgressCallback& progress) {
  const InstructionQuery query{.from = from, .to = saturating_add(run.trace.end(), 1), .max = 1, .wanted = wanted};
  const auto found = find_instructions(run.scenario, run.program, run.options, query, progress);
  if (!found) return found.error();
  return found->empty() ? MaybeStop() : MaybeStop(stop_at(found->front(), line));
}

/// Looks back a little first: a whole run is slower to watch than its last microseconds.
Result<MaybeStop> last_instruction(const FinishedRun& run, SimTime before, bool line, const Wanted& wanted,
                                   const ProgressCallback& progress) {
  before = std::min(before, saturating_add(run.trace.end(), 1));
  for (const SimTime window : {20 * kMicrosecond, 2 * kMillisecond, kForever}) {
    const SimTime from = window >= before ? 0 : before - window;
    const InstructionQuery query{
        .from = from, .to = before, .max = 1, .which = InstructionQuery::Which::Last, .wanted = wanted};
    const auto found = find_instructions(run.scenario, run.program, run.options, query, progress);
    if (!found) return found.error();
    if (!found->empty()) return MaybeStop(stop_at(found->front(), line));
    if (from == 0) break;
  }
  return MaybeStop();
}

Result<MaybeStop> step_instruction(const FinishedRun& run, SimTime from, bool line, ThreadId thread,
                                   StepDirection direction, const ProgressCallback& progress) {
  const Wanted wanted = [&run, line, thread](const InstructionEvent& event, const CodeObject& code) {
    return (!thread.valid() || event.thread == thread) && (!line || (event.starts_line && is_own(run, code)));
  };
  if (direction == StepDirection::Backward) return last_instruction(run, from, line, wanted, progress);
  return first_instruction(run, from + 1, line, wanted, progress);
}

// ---- events: from the trace -----------------------------------------------------------------------------------------

/// The nearest of all instants that are offered.
class Nearest {
 public:
  Nearest(SimTime from, StepDirection direction) : from_(from), direction_(direction) {}

  template <class Describe>
  void offer(SimTime at, ThreadId thread, Describe describe) {
    const bool ahead = direction_ == StepDirection::Forward;
    if (ahead ? at <= from_ : at >= from_) return;
    if (best_ && (ahead ? at >= best_->at : at <= best_->at)) return;
    best_ = Stop{at, thread, describe(), 0};
  }
  const MaybeStop& best() const { return best_; }

 private:
  const SimTime from_;
  const StepDirection direction_;
  MaybeStop best_;
};

void offer_states(const Trace& trace, ThreadId thread, SimTime from, SimTime to, Nearest& nearest) {
  trace.for_each_state(thread, from, to, [&](const StateSpan& span) {
    nearest.offer(span.begin, thread,
                  [&] { return fmt::format("{}: {}", thread_name(trace, thread), display_name(span.state)); });
  });
  const ThreadInfo& info = trace.threads()[thread.value];
  if (info.finished)
    nearest.offer(info.end, thread,
                  [&] { return fmt::format("{}: {}", info.name, display_name(ThreadState::Finished)); });
}

/// `only`: changes that concern this thread; `last`: who had it before.
void offer_holder(const Trace& trace, const HolderSpan& span, ThreadId& last, ThreadId only, const std::string& what,
                  Nearest& nearest) {
  if (!only.valid() || span.thread == only || (!span.thread.valid() && last == only)) {
    nearest.offer(span.begin, span.thread.valid() ? span.thread : last, [&] {
      return span.thread.valid() ? fmt::format("{} takes {}", thread_name(trace, span.thread), what)
                                 : fmt::format("{} is released", what);
    });
  }
  last = span.thread;
}

std::string gil_name(const Trace& trace, std::uint32_t interpreter) {
  return trace.interpreters().size() > 1 ? "the GIL of " + trace.interpreters()[interpreter].name : "the GIL";
}

void offer_locks(const Trace& trace, SimTime from, SimTime to, ThreadId only, Nearest& nearest) {
  for (std::uint32_t l = 0; l < trace.locks().size(); ++l) {
    const LockInfo& lock = trace.locks()[l];
    const std::string what = lock.name.empty() ? "a " + lock.kind : lock.kind + " " + lock.name;
    ThreadId last;
    trace.for_each_hold(LockId(l), from, to,
                        [&](const HolderSpan& span) { offer_holder(trace, span, last, only, what, nearest); });
  }
  for (std::uint32_t i = 0; i < trace.interpreters().size(); ++i) {
    ThreadId last;
    trace.for_each_gil_hold(
        from, to, [&](const HolderSpan& span) { offer_holder(trace, span, last, only, gil_name(trace, i), nearest); }, InterpreterId(i));
  }
}

void offer_marks(const Trace& trace, ThreadId only, Nearest& nearest) {
  for (const Mark& mark : trace.marks()) {
    if (only.valid() && mark.thread != only) continue;
    nearest.offer(mark.at, mark.thread, [&] { return std::string(info(mark.kind).name); });
  }
}

MaybeStop step_event(const Trace& trace, SimTime from, ThreadId only, StepDirection direction) {
  Nearest nearest(from, direction);
  offer_marks(trace, only, nearest);
  const bool ahead = direction == StepDirection::Forward;
  for (SimTime width = kMicrosecond;; width = saturating_add(width, width * 15)) {
    const bool all = width > kForever / 64;
    const SimTime left = ahead ? std::max<SimTime>(from, 0) : all ? 0 : std::max<SimTime>(from - width, 0);
    const SimTime right = !ahead ? from : all ? kForever : saturating_add(from, width);
    for (std::uint32_t t = 0; t < trace.threads().size(); ++t)
      if (!only.valid() || only == ThreadId(t)) offer_states(trace, ThreadId(t), left, right, nearest);
    offer_locks(trace, left, right, only, nearest);
    const MaybeStop& best = nearest.best();
    if (all || (best && best->at >= left && best->at <= right)) return best;
  }
}

/// The moves of each GIL from one thread to another.
void for_each_switch(const Trace& trace, const std::function<void(const HolderSpan&)>& visit) {
  for (std::uint32_t i = 0; i < trace.interpreters().size(); ++i) {
    ThreadId last;
    const auto look = [&](const HolderSpan& span) {
      if (!span.thread.valid()) return;
      if (last.valid() && last != span.thread) visit(span);
      last = span.thread;
    };
    trace.for_each_gil_hold(0, kForever, look, InterpreterId(i));
  }
}

MaybeStop step_switch(const Trace& trace, SimTime from, ThreadId only, StepDirection direction) {
  Nearest nearest(from, direction);
  for_each_switch(trace, [&](const HolderSpan& span) {
    if (only.valid() && span.thread != only) return;
    nearest.offer(span.begin, span.thread,
                  [&] { return fmt::format("the GIL switches to {}", thread_name(trace, span.thread)); });
  });
  return nearest.best();
}

// ---- conditions -----------------------------------------------------------------------------------------------------

using Kind = StopCondition::Kind;

/// The ids whose name is the one asked for, or, if there is none, begins with it. All of them for an empty name.
template <class Id, class Track, class Name>
Result<std::vector<Id>> named(const std::vector<Track>& tracks, const std::string& name, std::string_view noun,
                              Name name_of_track) {
  std::vector<Id> exact, prefix;
  std::set<std::string> known;
  for (std::uint32_t i = 0; i < tracks.size(); ++i) {
    const std::string& candidate = name_of_track(tracks[i]);
    if (name.empty() || candidate == name) exact.push_back(Id(i));
    else if (candidate.starts_with(name)) prefix.push_back(Id(i));
    if (!candidate.empty()) known.insert(candidate);
  }
  if (!exact.empty() || name.empty()) return exact;
  if (!prefix.empty()) return prefix;
  std::string list;
  std::size_t shown = 0;
  for (const std::string& one : known) {
    if (++shown > 8) break;
    list += (list.empty() ? "" : ", ") + one;
  }
  if (known.size() > 8) list += ", ...";
  return Error{list.empty() ? fmt::format("no {} is called '{}': the run has none with a name", noun, name)
                            : fmt::format("no {} is called '{}'; there are: {}", noun, name, list)};
}

class Finder {
 public:
  Finder(const FinishedRun& run, const StopCondition& condition, SimTime from)
      : trace_(run.trace), condition_(condition), nearest_(from - 1, StepDirection::Forward) {}

  Result<MaybeStop> find() {
    switch (condition_.kind) {
      case Kind::Time: offer(condition_.time, ThreadId()); break;
      case Kind::Line: break;  // find_line()
      case Kind::ThreadWaits:
      case Kind::ThreadWaitsForLock:
      case Kind::ThreadWaitsForGil:
      case Kind::ThreadWaitsForCore:
      case Kind::ThreadRuns:
      case Kind::ThreadSleeps: case Kind::ThreadSpins: case Kind::ThreadStarts: case Kind::ThreadEnds: return threads();
      case Kind::GilSwitches: for_each_switch(trace_, [&](const HolderSpan& s) { offer(s.begin, s.thread); }); break;
      case Kind::GilReleased: gil_releases(); break;
      case Kind::GilRequested: marks(MarkKind::GilDropRequest); break;
      case Kind::GilEnabled: marks(MarkKind::GilEnabled); break;
      case Kind::LockTaken: case Kind::LockReleased: case Kind::LockContended: return locks();
      case Kind::ObjectFreed: return objects();
      case Kind::Output: marks(MarkKind::Output); break;
      case Kind::Exception: marks(MarkKind::UncaughtException); break;
      case Kind::Collection: marks(MarkKind::GcBegin); break;
      case Kind::StopTheWorld: marks(MarkKind::StopTheWorldBegin); break;
    }
    return nearest_.best();
  }

 private:
  void offer(SimTime at, ThreadId thread) {
    if (at > trace_.end()) return;
    nearest_.offer(at, thread, [&] {
      return describe(condition_) +
             (thread.valid() && condition_.name.empty() ? ": " + thread_name(trace_, thread) : "");
    });
  }

  void marks(MarkKind kind) {
    for (const Mark& mark : trace_.marks()) if (mark.kind == kind) offer(mark.at, mark.thread);
  }

  void gil_releases() {
    for (std::uint32_t i = 0; i < trace_.interpreters().size(); ++i) {
      ThreadId last;
      const auto look = [&](const HolderSpan& span) {
        if (!span.thread.valid() && last.valid()) offer(span.begin, last);
        last = span.thread;
      };
      trace_.for_each_gil_hold(0, kForever, look, InterpreterId(i));
    }
  }

  static bool is_wait(ThreadState s) {
    return s != ThreadState::Running && s != ThreadState::Spinning && s != ThreadState::Finished;
  }

  /// Whether the condition begins where a thread goes from one state to another.
  bool begins(ThreadState before, ThreadState now) const {
    switch (condition_.kind) {
      case Kind::ThreadWaits: return is_wait(now) && !is_wait(before);
      case Kind::ThreadWaitsForLock: return now == ThreadState::WaitingForLock;
      case Kind::ThreadWaitsForGil: return now == ThreadState::WaitingForGil;
      case Kind::ThreadWaitsForCore: return now == ThreadState::Runnable;
      case Kind::ThreadRuns: return now == ThreadState::Running && before != ThreadState::Spinning;
      case Kind::ThreadSleeps: return now == ThreadState::Sleeping;
      case Kind::ThreadSpins: return now == ThreadState::Spinning;
      default: return false;
    }
  }

  Result<MaybeStop> threads() {
    const auto ids = named<ThreadId>(trace_.threads(), condition_.name, "thread",
                                     [](const ThreadInfo& t) -> const std::string& { return t.name; });
    if (!ids) return ids.error();
    for (const ThreadId id : ids.value()) {
      const ThreadInfo& info = trace_.threads()[id.value];
      if (condition_.kind == Kind::ThreadStarts) offer(info.start, id);
      if (condition_.kind == Kind::ThreadEnds && info.finished) offer(info.end, id);
      ThreadState before = ThreadState::Runnable;
      trace_.for_each_state(id, 0, kForever, [&](const StateSpan& span) {
        if (begins(before, span.state)) offer(span.begin, id);
        before = span.state;
      });
    }
    return nearest_.best();
  }

  Result<MaybeStop> locks() {
    const auto ids = named<LockId>(trace_.locks(), condition_.name, "lock",
                                   [](const LockInfo& l) -> const std::string& { return l.name; });
    if (!ids) return ids.error();
    const std::set<LockId> wanted(ids->begin(), ids->end());
    if (condition_.kind == Kind::LockContended) {
      contention(wanted);
    } else {
      for (const LockId id : wanted) holds(id);
    }
    return nearest_.best();
  }

  void holds(LockId id) {
    ThreadId last;
    trace_.for_each_hold(id, 0, kForever, [&](const HolderSpan& span) {
      const bool taken = condition_.kind == Kind::LockTaken;
      if (taken ? span.thread.valid() : !span.thread.valid() && last.valid())
        offer(span.begin, taken ? span.thread : last);
      last = span.thread;
    });
  }

  void contention(const std::set<LockId>& wanted) {
    for (const LockWait& wait : trace_.lock_waits()) if (wanted.contains(wait.lock)) offer(wait.begin, wait.thread);
    for (std::uint32_t t = 0; t < trace_.threads().size(); ++t) {  // waits without end
      const ThreadInfo& info = trace_.threads()[t];
      if (!info.awaits.valid() || !wanted.contains(info.awaits)) continue;
      SimTime since = info.start;
      trace_.for_each_state(ThreadId(t), 0, kForever, [&](const StateSpan& span) {
        if (!is_wait(span.state)) since = span.end;
      });
      offer(since, ThreadId(t));
    }
  }

  Result<MaybeStop> objects() {
    const auto ids = named<ObjectId>(trace_.objects(), condition_.name, "object",
                                     [](const ObjectInfo& o) -> const std::string& { return o.name; });
    if (!ids) return ids.error();
    const std::set<ObjectId> wanted(ids->begin(), ids->end());
    for (const Mark& mark : trace_.marks()) {
      if (mark.kind == MarkKind::ObjectFreed && wanted.contains(ObjectId(static_cast<std::uint32_t>(mark.payload))))
        offer(mark.at, mark.thread);
    }
    return nearest_.best();
  }

  const Trace& trace_;
  const StopCondition& condition_;
  Nearest nearest_;
};

void collect_lines(const CodeObject& code, std::set<int>& lines) {
  for (const Instruction& i : code.code) if (i.line > 0) lines.insert(i.line);
  for (const Constant& c : code.consts) if (c.kind == ConstantKind::Code) collect_lines(*c.code, lines);
}

/// Breakpoints on lines that nothing executes would never be hit, and nobody would know why.
std::optional<Error> check_line(const FinishedRun& run, const StopCondition& condition) {
  if (!condition.file.empty()) return std::nullopt;
  std::set<int> lines;
  collect_lines(*run.program, lines);
  const int line = static_cast<int>(condition.line);
  if (lines.contains(line)) return std::nullopt;
  const auto next = lines.lower_bound(line);
  if (next == lines.end())
    return Error{fmt::format("line {} holds no code that is executed, nor does any after it", line)};
  return Error{fmt::format("line {} holds no code that is executed; the next one that does is {}", line, *next)};
}

std::string without_folders(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

Result<MaybeStop> find_line(const FinishedRun& run, const StopCondition& condition, SimTime from,
                            const ProgressCallback& progress) {
  if (const auto error = check_line(run, condition)) return *error;
  const auto threads = named<ThreadId>(run.trace.threads(), condition.name, "thread",
                                       [](const ThreadInfo& t) -> const std::string& { return t.name; });
  if (!threads) return threads.error();
  const std::set<ThreadId> by(threads->begin(), threads->end());
  const Wanted wanted = [&](const InstructionEvent& event, const CodeObject& code) {
    if (event.line != condition.line || !event.starts_line || !by.contains(event.thread)) return false;
    return condition.file.empty() ? is_own(run, code) : without_folders(code.filename) == condition.file;
  };
  auto stop = first_instruction(run, std::max<SimTime>(from, 0), true, wanted, progress);
  if (!stop) return stop.error();
  MaybeStop found = std::move(stop).value();
  if (found)
    found->what = describe(condition) + (condition.name.empty() ? " by " + thread_name(run.trace, found->thread) : "");
  return found;
}

}  // namespace

Result<MaybeStop> next_stop(const FinishedRun& run, SimTime from, StepKind kind, ThreadId thread,
                            StepDirection direction, const ProgressCallback& progress) {
  from = std::min(from, saturating_add(run.trace.end(), 1));
  switch (kind) {
    case StepKind::Bytecode: return step_instruction(run, from, false, thread, direction, progress);
    case StepKind::Line: return step_instruction(run, from, true, thread, direction, progress);
    case StepKind::Event: return step_event(run.trace, from, thread, direction);
    case StepKind::GilSwitch: return step_switch(run.trace, from, thread, direction);
  }
  return MaybeStop();
}

Result<MaybeStop> run_until(const FinishedRun& run, const StopCondition& condition, SimTime from,
                            const ProgressCallback& progress) {
  if (condition.kind == StopCondition::Kind::Line) return find_line(run, condition, from, progress);
  return Finder(run, condition, from).find();
}

}  // namespace gilscope
