#include "sim/export/tables.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/base/version.hpp"
#include "sim/export/text.hpp"

namespace gilscope {
namespace {

constexpr ColumnType kText = ColumnType::Text, kInteger = ColumnType::Integer;
constexpr Column kRun = {"run", kInteger, "which run, from 1"};

void time(RowSink& sink, SimTime at) { sink.integer(nanoseconds(at)); }
void flag(RowSink& sink, bool value) { sink.integer(value ? 1 : 0); }
template <class Tag>
void id(RowSink& sink, Id<Tag> value) {
  if (value.valid())
    sink.integer(value.value);
  else
    sink.null();
}
void count(RowSink& sink, std::uint64_t value) { sink.integer(static_cast<std::int64_t>(value)); }

// ---- spans ---------------------------------------------------------------------------------------------------------------

constexpr Column kSpans[] = {
    kRun,
    {"lane", kText, "thread, core, gil or lock"},
    {"id", kInteger, "of the thread, core or lock; 0 for the GIL"},
    {"name", kText, "of the thread or lock; the core's number; GIL"},
    {"begin_ns", kInteger, "simulated nanoseconds since the start, cut"},
    {"end_ns", kInteger, "the same; where the next span of the lane begins"},
    {"value", kText, "a thread's state, or the name of the thread that has the core, the GIL or the lock"},
    {"thread", kInteger, "the number of that thread"},
    {"core", kInteger, "of a thread's span: the core it occupies"},
    {"merged", kInteger, "1: the detail was dropped for want of memory, and this is what took most of the time"},
};

void state_rows(TableRun& run, RowSink& sink, ThreadId thread) {
  const std::string name = thread_name(run.reader.trace(), thread);
  run.reader.states(thread, [&](const StateSpan& span) {
    sink.integer(run.number), sink.text("thread"), sink.integer(thread.value), sink.text(name);
    time(sink, span.begin), time(sink, span.end), sink.text(display_name(span.state)), sink.integer(thread.value), id(sink, span.core);
    flag(sink, span.merged), sink.end_row();
  });
}

void holder_row(TableRun& run, RowSink& sink, std::string_view lane, std::uint32_t number, std::string_view name, const HolderSpan& span) {
  if (!span.thread.valid()) return;
  const auto& threads = run.reader.trace().threads();
  sink.integer(run.number), sink.text(lane), sink.integer(number), sink.text(name), time(sink, span.begin), time(sink, span.end);
  sink.text(span.thread.value < threads.size() ? std::string_view(threads[span.thread.value].name) : ""), sink.integer(span.thread.value), sink.null();
  flag(sink, span.merged), sink.end_row();
}

void span_rows(TableRun& run, RowSink& sink) {
  const Trace& trace = run.reader.trace();
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) state_rows(run, sink, ThreadId{t});
  for (std::uint32_t c = 0; c < trace.cores().size(); ++c) {
    const std::string name = std::to_string(c);
    run.reader.runs(CoreId{c}, [&](const HolderSpan& span) { holder_row(run, sink, "core", c, name, span); });
  }
  for (std::uint32_t i = 0; i < trace.interpreters().size(); ++i) {
    const std::string name = i == 0 ? "GIL" : "GIL of " + trace.interpreters()[i].name;
    run.reader.gil_holds(InterpreterId{i}, [&](const HolderSpan& span) { holder_row(run, sink, "gil", i, name, span); });
  }
  for (std::uint32_t l = 0; l < trace.locks().size(); ++l)
    run.reader.holds(LockId{l}, [&](const HolderSpan& span) { holder_row(run, sink, "lock", l, trace.locks()[l].name, span); });
}

// ---- runs ----------------------------------------------------------------------------------------------------------------

constexpr Column kRuns[] = {
    kRun,
    {"scenario", kText, "its name"},
    {"title", kText, "what the script calls itself"},
    {"path", kText, "of the script"},
    {"args", kText, "of the script, one per line"},
    {"runtime", kText, "the spec: preset, GIL switch, what-ifs"},
    {"gil_enabled", kInteger, "1: at the end of the run the GIL was on"},
    {"model", kText, "the cost model"},
    {"assumptions", kText, "the build's switches in words"},
    {"cores", kInteger, "of the machine"},
    {"seed", kText, "of everything random"},
    {"switch_interval_ns", kInteger, "at the start"},
    {"time_ns", kInteger, "simulated, start to end"},
    {"end", kText, "finished, deadlock, time limit, memory limit or interrupted"},
    {"exit_code", kInteger, "of the command"},
    {"stdout", kText, "what the program wrote"},
    {"stderr", kText, "the same"},
    {"gil_held_ns", kInteger, "by anybody"},
    {"gil_switches", kInteger, "how often it was taken"},
    {"resolution_ns", kInteger, "spans shorter than this were merged in some lanes; 0 = all are exact"},
    {"shortest_wait_kept_ns", kInteger, "shorter lock waits are not in the table waits; 0 = all are"},
    {"memory_live_peak", kInteger, "bytes of objects and their arrays, at most; sizes are CPython's"},
    {"memory_taken_peak", kInteger, "bytes that CPython's allocator had from the operating system for them, at most"},
    {"memory_held_back_peak", kInteger, "bytes of dead arrays that waited until no thread could be reading them, at most"},
    {"memory_retained", kInteger, "bytes that nothing reaches at the end of the program, kept for good by immortalization"},
    {"trace_hash", kText, "equal for equal runs"},
    {"script_sha256", kText, "of the script's bytes"},
    {"gilscope", kText, "the version that wrote this"},
};

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

void run_rows(TableRun& run, RowSink& sink) {
  const ExportRun& r = run.run;
  sink.integer(run.number), sink.text(r.scenario), sink.text(r.title), sink.text(r.path), sink.text(joined(r.args)), sink.text(r.runtime);
  flag(sink, r.gil_enabled), sink.text(r.model), sink.text(r.assumptions), sink.integer(r.cores), sink.text(std::to_string(r.seed)), time(sink, r.switch_interval), time(sink, r.time);
  sink.text(r.end), sink.integer(r.exit_code), sink.text(r.stdout_text), sink.text(r.stderr_text);
  time(sink, r.trace->gil_held()), count(sink, r.trace->gil_switches());
  time(sink, r.trace->resolution()), time(sink, r.trace->shortest_wait_kept());
  const MemoryReport& memory = r.trace->memory_report();
  for (const std::uint64_t bytes : {memory.live_peak, memory.taken_peak, memory.held_peak, memory.retained}) count(sink, bytes);
  sink.text(trace_hash_text(r)), sink.text(scenario_hash(r)), sink.text(kVersion), sink.end_row();
}

// ---- threads and cores -----------------------------------------------------------------------------------------------------

constexpr Column kThreads[] = {
    kRun,
    {"thread", kInteger, "its number, 0 = the main thread"},
    {"name", kText, "Thread.name at the end"},
    {"start_ns", kInteger, "when it came into being"},
    {"end_ns", kInteger, "when it ended, or the run"},
    {"finished", kInteger, "0: it never came to its end"},
    {"bytecodes", kInteger, "that it executed"},
    {"gil_held_ps", kInteger, "how long it held the GIL, in picoseconds"},
    {"running_ps", kInteger, "on a core, in picoseconds; these totals are exact even where spans were merged"},
    {"runnable_ps", kInteger, "waiting for a core"},
    {"gil_wait_ps", kInteger, "waiting for the GIL"},
    {"lock_wait_ps", kInteger, "waiting for a lock"},
    {"spin_ps", kInteger, "spinning on a core for a lock"},
    {"sleep_ps", kInteger, "sleeping"},
    {"io_ps", kInteger, "waiting for a device"},
    {"stopped_ps", kInteger, "held by a stop-the-world pause"},
};

void thread_rows(TableRun& run, RowSink& sink) {
  const auto& threads = run.reader.trace().threads();
  for (std::uint32_t t = 0; t < threads.size(); ++t) {
    const ThreadInfo& thread = threads[t];
    sink.integer(run.number), sink.integer(t), sink.text(thread.name), time(sink, thread.start), time(sink, thread.end), flag(sink, thread.finished);
    count(sink, thread.bytecodes), sink.integer(run.reader.trace().gil_held(ThreadId{t}));
    for (int s = 0; s < kThreadStateCount - 1; ++s) sink.integer(thread.total(static_cast<ThreadState>(s)));
    sink.end_row();
  }
}

constexpr Column kCores[] = {
    kRun,
    {"core", kInteger, "its number; cores that never ran anything are not listed"},
    {"busy_ps", kInteger, "how long it ran threads, in picoseconds"},
    {"switches", kInteger, "how often it went on with another thread"},
};

void core_rows(TableRun& run, RowSink& sink) {
  const auto& cores = run.reader.trace().cores();
  for (std::size_t c = 0; c < cores.size(); ++c) {
    sink.integer(run.number), count(sink, c), sink.integer(cores[c].busy), count(sink, cores[c].switches), sink.end_row();
  }
}

// ---- locks ---------------------------------------------------------------------------------------------------------------

constexpr Column kLocks[] = {
    kRun,
    {"lock", kInteger, "its number"},
    {"kind", kText, "Lock, RLock, object lock, ..."},
    {"name", kText, "as the source calls it; may be empty"},
    {"acquisitions", kInteger, "how often it was taken"},
    {"contended", kInteger, "how often it was not free at the first attempt"},
    {"wait_ps", kInteger, "summed over all waits, in picoseconds"},
    {"longest_wait_ps", kInteger, "the same"},
    {"hold_ps", kInteger, "how long it was held, in picoseconds"},
};

void lock_rows(TableRun& run, RowSink& sink) {
  const auto& locks = run.reader.trace().locks();
  for (std::size_t l = 0; l < locks.size(); ++l) {
    const LockInfo& lock = locks[l];
    sink.integer(run.number), count(sink, l), sink.text(lock.kind), sink.text(lock.name), count(sink, lock.acquisitions), count(sink, lock.contended);
    sink.integer(lock.wait), sink.integer(lock.longest_wait), sink.integer(lock.hold), sink.end_row();
  }
}

constexpr Column kWaits[] = {
    kRun,
    {"lock", kInteger, "which lock"},
    {"thread", kInteger, "who waited"},
    {"begin_ns", kInteger, "since the start"},
    {"end_ns", kInteger, "since the start"},
};

void wait_rows(TableRun& run, RowSink& sink) {
  for (const LockWait& wait : run.reader.trace().lock_waits()) {
    if (wait.end <= run.reader.from() || wait.begin >= run.reader.to()) continue;
    sink.integer(run.number), id(sink, wait.lock), id(sink, wait.thread);
    time(sink, std::max(wait.begin, run.reader.from())), time(sink, std::min(wait.end, run.reader.to())), sink.end_row();
  }
}

// ---- objects and counters --------------------------------------------------------------------------------------------------

constexpr Column kObjects[] = {
    kRun,
    {"object", kInteger, "its number"},
    {"type", kText, "of the object"},
    {"name", kText, "as the source calls it; may be empty"},
    {"owner", kInteger, "the thread that owns it; empty: none"},
    {"immortal", kInteger, "1: its count never changes"},
    {"local_ops", kInteger, "reference-count operations by the owner"},
    {"shared_ops", kInteger, "by others, atomic"},
    {"transfers", kInteger, "cache-line transfers that these caused"},
};

void object_rows(TableRun& run, RowSink& sink) {
  const auto& objects = run.reader.trace().objects();
  for (std::size_t o = 0; o < objects.size(); ++o) {
    const ObjectInfo& object = objects[o];
    sink.integer(run.number), count(sink, o), sink.text(object.type), sink.text(object.name), id(sink, object.owner), flag(sink, object.immortal);
    count(sink, object.local_ops()), count(sink, object.shared_ops()), count(sink, object.transfers()), sink.end_row();
  }
}

constexpr Column kCounters[] = {
    kRun,
    {"of", kText, "object, lock or memory"},
    {"id", kInteger, "of the object or lock"},
    {"counter", kText, "local_ops, shared_ops, transfers; acquisitions, contended, wait_ns; bytes, taken, held, immortal"},
    {"begin_ns", kInteger, "of the time that the value is for"},
    {"end_ns", kInteger, "the same"},
    {"value", kInteger, "counted in that time; for memory: bytes, the most at any moment of it"},
};

void bin_rows(TableRun& run, RowSink& sink, std::string_view of, std::size_t number, const TrafficBins& bins, const std::array<std::string_view, 3>& names) {
  for (std::size_t i = 0; i < bins.bins().size(); ++i) {
    const SimTime begin = static_cast<SimTime>(i) * bins.bin_width();
    if (begin >= run.reader.to() || begin + bins.bin_width() <= run.reader.from()) continue;
    for (std::size_t c = 0; c < names.size(); ++c) {
      if (bins.bins()[i][c] == 0) continue;
      sink.integer(run.number), sink.text(of), count(sink, number), sink.text(names[c]), time(sink, begin), time(sink, begin + bins.bin_width());
      count(sink, bins.bins()[i][c]), sink.end_row();
    }
  }
}

void memory_row(TableRun& run, RowSink& sink, std::string_view counter, std::uint64_t bytes, SimTime from, SimTime to) {
  sink.integer(run.number), sink.text("memory"), sink.null(), sink.text(counter), time(sink, from), time(sink, to), count(sink, bytes), sink.end_row();
}

void counter_rows(TableRun& run, RowSink& sink) {
  const Trace& trace = run.reader.trace();
  for (std::size_t o = 0; o < trace.objects().size(); ++o) bin_rows(run, sink, "object", o, trace.objects()[o].traffic, {"local_ops", "shared_ops", "transfers"});
  for (std::size_t l = 0; l < trace.locks().size(); ++l) bin_rows(run, sink, "lock", l, trace.locks()[l].traffic, {"acquisitions", "contended", "wait_ns"});
  SimTime last = 0;
  for (const MemorySample& sample : trace.memory()) {
    if (run.reader.within(sample.at)) {
      memory_row(run, sink, "bytes", sample.bytes, last, sample.at);
      if (sample.taken != 0) memory_row(run, sink, "taken", sample.taken, last, sample.at);
      if (sample.held != 0) memory_row(run, sink, "held", sample.held, last, sample.at);
      if (sample.immortal != 0) memory_row(run, sink, "immortal", sample.immortal, last, sample.at);
    }
    last = sample.at;
  }
}

// ---- calls, marks, arrows --------------------------------------------------------------------------------------------------

constexpr Column kCalls[] = {
    kRun,
    {"thread", kInteger, "whose call"},
    {"depth", kInteger, "0 = outermost"},
    {"function", kText, "its qualified name"},
    {"file", kText, "where it is defined"},
    {"line", kInteger, "where it is defined; 0 = unknown"},
    {"call_line", kInteger, "in the caller; 0 = unknown"},
    {"begin_ns", kInteger, "since the start"},
    {"end_ns", kInteger, "since the start"},
    {"merged", kInteger, "1: stands for several, for want of memory"},
};

void call_rows(TableRun& run, RowSink& sink) {
  const Trace& trace = run.reader.trace();
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    run.reader.calls(ThreadId{t}, [&](const CallSpan& call) {
      const FunctionInfo& function = trace.call_stacks().info(call.function);
      sink.integer(run.number), sink.integer(t), sink.integer(call.depth), sink.text(function.name), sink.text(function.file);
      sink.integer(function.first_line), sink.integer(call.call_line), time(sink, call.begin), time(sink, call.end), flag(sink, call.merged);
      sink.end_row();
    });
  }
}

constexpr Column kMarks[] = {
    kRun,
    {"at_ns", kInteger, "since the start"},
    {"thread", kInteger, "who did it, or whom it hit"},
    {"kind", kText, "GilDropRequest, Preempted, GcBegin, ..."},
    {"payload", kInteger, "a number that belongs to it"},
    {"payload_means", kText, "what that number is"},
};

void mark_rows(TableRun& run, RowSink& sink) {
  for (const Mark& mark : run.reader.trace().marks()) {
    if (!run.reader.within(mark.at)) continue;
    const MarkInfo& kind = info(mark.kind);
    sink.integer(run.number), time(sink, mark.at), id(sink, mark.thread), sink.text(kind.name);
    if (kind.payload.empty())
      sink.null(), sink.null();
    else
      count(sink, mark.payload), sink.text(kind.payload);
    sink.end_row();
  }
}

constexpr Column kArrows[] = {
    kRun,
    {"kind", kText, "wake: a thread makes another one ready; item: put into a queue and taken out"},
    {"begin_ns", kInteger, "since the start"},
    {"end_ns", kInteger, "since the start"},
    {"from_thread", kInteger, "who woke, or put"},
    {"to_thread", kInteger, "who was woken, or took"},
};

void arrow_row(TableRun& run, RowSink& sink, std::string_view kind, SimTime begin, SimTime end, ThreadId from, ThreadId to) {
  if (!run.reader.within(begin) || !run.reader.within(end)) return;
  sink.integer(run.number), sink.text(kind), time(sink, begin), time(sink, end), id(sink, from), id(sink, to), sink.end_row();
}

void arrow_rows(TableRun& run, RowSink& sink) {
  for (const WakeEvent& wake : run.reader.trace().wakes()) arrow_row(run, sink, "wake", wake.at, wake.at, wake.waker, wake.woken);
  for (const ItemFlow& item : run.reader.trace().item_flows()) arrow_row(run, sink, "item", item.put, item.got, item.from, item.to);
}

constexpr Table kTables[] = {
    {"spans", "what every thread, core and lock, and the GIL, did and when", kSpans, span_rows},
    {"runs", "each run, its settings and its end", kRuns, run_rows},
    {"threads", "each thread and its totals", kThreads, thread_rows},
    {"cores", "each core and its totals", kCores, core_rows},
    {"locks", "each lock and its totals", kLocks, lock_rows},
    {"waits", "each wait for a lock", kWaits, wait_rows},
    {"objects", "each object that threads fought over, and its totals", kObjects, object_rows},
    {"counters", "counts over time, in bins that are as wide as needed; zeros are left out", kCounters, counter_rows},
    {"calls", "each call of a function, if calls were recorded", kCalls, call_rows},
    {"marks", "what happened at one instant", kMarks, mark_rows},
    {"arrows", "what went from one thread to another", kArrows, arrow_rows},
};

}  // namespace

std::span<const Table> tables() { return kTables; }

std::size_t table_lanes(const Trace& trace) { return 2 * trace.threads().size() + trace.cores().size() + trace.interpreters().size() + trace.locks().size(); }

}  // namespace gilscope
