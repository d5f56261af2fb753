// Perfetto's own format. A process per run; per thread a track with nested calls, under it tracks for its state, its lock waits and its events;
// per run state tracks for the holder of the GIL and of each contended lock, and counters; CPU tracks from the threads' task states.
#include <fmt/format.h>

#include <algorithm>

#include "sim/base/version.hpp"
#include "sim/export/formats.hpp"
#include "sim/export/lanes.hpp"
#include "sim/export/perfetto_packets.hpp"
#include "sim/export/text.hpp"

namespace gilscope {
namespace {

using perfetto::EventType;
using perfetto::FixedWriter;
using perfetto::PacketWriter;
using perfetto::Sequence;
using perfetto::TaskState;
using perfetto::Track;

constexpr std::size_t kTaskEventsAtOnce = 1 << 17;
constexpr std::uint64_t kLargestForBrowsers = 1'000'000'000;

struct Settings {
  bool state_tracks = true;
  bool all_locks = false;
  std::size_t objects = 20;
};

struct TaskEvent {
  SimTime at;
  std::uint32_t thread;
  std::uint32_t cpu;
  TaskState state;
};

// Where a thread is, as far as its CPU is concerned.
struct OnCpu {
  bool known = false;
  TaskState state{};
  std::uint32_t cpu = 0;
};

TaskState task_state(const StateSpan& span) {
  if (span.core.valid()) return TaskState::Running;
  switch (span.state) {
    case ThreadState::Runnable: return TaskState::Runnable;
    case ThreadState::InIo: return TaskState::Uninterruptible;
    case ThreadState::Finished: return TaskState::Dead;
    default: return TaskState::Interruptible;
  }
}

class RunWriter {
 public:
  RunWriter(PacketWriter& packets, std::span<const ExportRun> runs, std::size_t index, LaneReader& reader, const Settings& settings, std::uint32_t first_cpu,
            std::uint64_t& uuids, std::uint64_t& flows, std::int64_t pid)
      : packets_(packets), run_(runs[index]), trace_(*run_.trace), reader_(reader), settings_(settings), compared_(runs.size() > 1), first_cpu_(first_cpu),
        uuids_(uuids), flows_(flows), pid_(pid), head_(packets.new_sequence()) {
    for (std::uint32_t t = 0; t < trace_.threads().size(); ++t) names_.push_back(thread_name(trace_, ThreadId{t}));
    prefix_ = run_prefix(runs, index);
  }

  void write() {
    write_attributes();
    write_descriptions();
    for (std::uint32_t t = 0; t < names_.size(); ++t) write_calls(t);
    for (std::uint32_t t = 0; t < names_.size(); ++t) write_states(t);
    write_task_states();
    write_gils();
    for (std::uint32_t l = 0; l < trace_.locks().size(); ++l)
      if (settings_.all_locks || is_contended(trace_.locks()[l])) write_lock(l);
    if (compared_)
      for (std::uint32_t c = 0; c < trace_.cores().size(); ++c) write_core(c);
    write_lock_waits();
    write_marks();
    write_wakes();
    write_items();
    write_counters();
  }

 private:
  std::uint64_t new_uuid() { return ++uuids_; }
  std::int64_t tid(std::uint32_t thread) const { return pid_ + thread; }
  std::uint64_t thread_uuid(std::uint32_t thread) const { return first_thread_uuid_ + std::uint64_t{thread} * 4; }
  std::uint64_t state_uuid(std::uint32_t thread) const { return thread_uuid(thread) + 1; }
  std::uint64_t waits_uuid(std::uint32_t thread) const { return thread_uuid(thread) + 2; }
  std::uint64_t events_uuid(std::uint32_t thread) const { return thread_uuid(thread) + 3; }

  // ---- What there is ----

  void write_attributes() {
    const std::string at = "gilscope." + prefix_;
    packets_.attribute(head_, at + "version", kVersion);
    packets_.attribute(head_, at + "scenario", run_.scenario);
    packets_.attribute(head_, at + "runtime", run_.runtime);
    packets_.attribute(head_, at + "gil_enabled", std::string_view(run_.gil_enabled ? "yes" : "no"));
    packets_.attribute(head_, at + "cores", std::int64_t{run_.cores});
    packets_.attribute(head_, at + "first_cpu", std::int64_t{first_cpu_});
    packets_.attribute(head_, at + "seed", std::to_string(run_.seed));
    packets_.attribute(head_, at + "switch_interval_ns", nanoseconds(run_.switch_interval));
    packets_.attribute(head_, at + "simulated_time_ns", nanoseconds(run_.time));
    packets_.attribute(head_, at + "end", run_.end);
    packets_.attribute(head_, at + "script_sha256", scenario_hash(run_));
    packets_.attribute(head_, at + "trace_hash", trace_hash_text(run_));
    if (trace_.resolution() > 0) packets_.attribute(head_, at + "spans_merged_below_ns", nanoseconds(trace_.resolution()));
  }

  void write_descriptions() {
    process_uuid_ = new_uuid();
    std::string cmdline = fmt::format("{}·{}", run_.scenario, run_.runtime);
    std::replace(cmdline.begin(), cmdline.end(), ' ', '_');  // the importer ends a process's name at the first blank
    packets_.track(head_, {.uuid = process_uuid_, .name = run_label(run_), .kind = Track::Kind::Process, .rank = static_cast<std::int32_t>(pid_), .pid = pid_,
                           .cmdline = cmdline, .explicit_order = true});
    write_process_tree(cmdline);
    first_thread_uuid_ = uuids_ + 1;
    uuids_ += names_.size() * 4;
    for (std::uint32_t t = 0; t < names_.size(); ++t) describe_thread(t);
  }

  void describe_thread(std::uint32_t t) {
    packets_.track(head_, {.uuid = thread_uuid(t), .parent = process_uuid_, .name = names_[t], .kind = Track::Kind::Thread,
                           .rank = 100 + static_cast<std::int32_t>(t), .pid = pid_, .tid = tid(t), .explicit_order = true});
    packets_.track(head_, {.uuid = state_uuid(t), .parent = thread_uuid(t), .name = "state",
                           .kind = settings_.state_tracks ? Track::Kind::State : Track::Kind::Plain, .rank = 0,
                           .description = "What the thread did or waited for"});
    packets_.track(head_, {.uuid = waits_uuid(t), .parent = thread_uuid(t), .name = "lock waits", .rank = 1, .description = "Which lock the thread waited for"});
    packets_.track(head_, {.uuid = events_uuid(t), .parent = thread_uuid(t), .name = "events", .rank = 2});
  }

  void write_process_tree(const std::string& cmdline) {
    std::string bytes;
    protozero::pbf_writer tree(bytes);
    {
      protozero::pbf_writer process(tree, 1);
      process.add_int64(1, pid_);
      process.add_string(3, cmdline);
    }
    for (std::uint32_t t = 0; t < names_.size(); ++t) {
      protozero::pbf_writer thread(tree, 2);
      thread.add_int64(1, tid(t));
      thread.add_int64(2, pid_);
      thread.add_string(3, names_[t]);
      thread.add_bool(4, t == 0);
    }
    packets_.message(head_, perfetto::kKernelProcessTree, bytes);
  }

  std::uint64_t state_track(const std::string& name, std::int32_t rank, const std::string& description) {
    const std::uint64_t uuid = new_uuid();
    packets_.track(head_, {.uuid = uuid, .parent = process_uuid_, .name = name, .kind = settings_.state_tracks ? Track::Kind::State : Track::Kind::Plain,
                           .rank = rank, .description = description});
    return uuid;
  }

  // ---- Lanes of one value at a time ----

  // Writes a lane as state events (or as slices); add() for each span in order, close() at the end.
  class StateLane {
   public:
    StateLane(PacketWriter& packets, std::uint64_t track, bool as_states)
        : packets_(packets), sequence_(packets.new_sequence()), merged_(packets.annotation_name(sequence_, "merged")), track_(track), as_states_(as_states) {}

    void add(SimTime begin, SimTime end, std::uint32_t value, std::string_view name, bool merged) {
      const std::uint64_t iid = std::uint64_t{value} + 1;
      packets_.define_name(sequence_, iid, name);
      const auto note = [&](FixedWriter& event) {
        if (merged) PacketWriter::annotate_true(event, merged_);
      };
      if (!as_states_) {
        packets_.event(sequence_, nanoseconds(begin), EventType::SliceBegin, track_, iid, note);
        packets_.event(sequence_, nanoseconds(end), EventType::SliceEnd, track_, 0);
        return;
      }
      if (open_ && begin > last_end_) close();
      packets_.event(sequence_, nanoseconds(begin), EventType::State, track_, iid, note);
      open_ = true;
      last_end_ = end;
    }
    void close() {
      if (open_) packets_.event(sequence_, nanoseconds(last_end_), EventType::State, track_, 0);
      open_ = false;
    }

   private:
    PacketWriter& packets_;
    Sequence sequence_;
    std::uint64_t merged_;
    std::uint64_t track_;
    bool as_states_;
    bool open_ = false;
    SimTime last_end_ = 0;
  };

  void write_states(std::uint32_t thread) {
    StateLane lane(packets_, state_uuid(thread), settings_.state_tracks);
    reader_.states(ThreadId{thread}, [&](const StateSpan& span) {
      lane.add(span.begin, span.end, static_cast<std::uint32_t>(span.state), display_name(span.state), span.merged);
    });
    lane.close();
  }

  void add_holder(StateLane& lane, const HolderSpan& span) {
    if (span.thread.value < names_.size()) lane.add(span.begin, span.end, span.thread.value, names_[span.thread.value], span.merged);
  }

  void write_gils() {
    for (std::uint32_t i = 0; i < trace_.interpreters().size(); ++i)
      if (trace_.interpreters()[i].gil_held > 0) write_gil(i);
  }

  // The holders, and an arrow from each to the next one.
  void write_gil(std::uint32_t interpreter) {
    const std::string name = trace_.interpreters().size() > 1 ? "GIL holder: " + trace_.interpreters()[interpreter].name : "GIL holder";
    StateLane lane(packets_, state_track(name, static_cast<std::int32_t>(std::min(interpreter, 9u)), "Which thread holds the global interpreter lock"),
                   settings_.state_tracks);
    Sequence sequence = packets_.new_sequence();
    const std::uint64_t given = packets_.event_name(sequence, "gives the GIL"), taken = packets_.event_name(sequence, "takes the GIL");
    HolderSpan last;
    reader_.gil_holds(InterpreterId{interpreter}, [&](const HolderSpan& span) {
      add_holder(lane, span);
      if (span.thread.value >= names_.size()) return;
      if (last.thread.valid() && last.thread != span.thread)
        flow(sequence, sequence, {last.thread.value, last.end, given}, {span.thread.value, span.begin, taken});
      last = span;
    });
    lane.close();
  }

  void write_lock(std::uint32_t lock) {
    const LockInfo& info = trace_.locks()[lock];
    StateLane lane(packets_,
                   state_track(lock_name(trace_, LockId{lock}) + " holder", 10 + static_cast<std::int32_t>(std::min(lock, 80u)),
                               fmt::format("{} acquisitions, {} of them contended", info.acquisitions, info.contended)),
                   settings_.state_tracks);
    reader_.holds(LockId{lock}, [&](const HolderSpan& span) { add_holder(lane, span); });
    lane.close();
  }

  void write_core(std::uint32_t core) {
    StateLane lane(packets_, state_track(fmt::format("core {}", core), 95, "Which thread the core runs"), settings_.state_tracks);
    reader_.runs(CoreId{core}, [&](const HolderSpan& span) { add_holder(lane, span); });
    lane.close();
  }

  // ---- Calls ----

  void write_calls(std::uint32_t thread) {
    if (!trace_.has_calls()) return;
    Sequence sequence = packets_.new_sequence();
    const std::uint64_t line = packets_.annotation_name(sequence, "called from line"), merged = packets_.annotation_name(sequence, "merged");
    const auto& functions = trace_.call_stacks().functions();
    reader_.call_edges(ThreadId{thread}, [&](const CallEdge& edge) {
      const CallSpan& call = edge.call;
      if (edge.returns) {
        packets_.event(sequence, nanoseconds(call.end), EventType::SliceEnd, thread_uuid(thread), 0, [&](FixedWriter& event) {
          if (call.merged) PacketWriter::annotate_true(event, merged);
        });
        return;
      }
      const FunctionInfo& function = functions[call.function.value];
      const std::uint64_t iid = std::uint64_t{call.function.value} + 1;
      packets_.define_name(sequence, iid, function.name);
      packets_.define_source_location(sequence, iid, function.file, function.name, function.first_line);
      packets_.event(sequence, nanoseconds(call.begin), EventType::SliceBegin, thread_uuid(thread), iid, [&](FixedWriter& event) {
        event.add_uint64(perfetto::kSourceLocationIid, iid);
        if (call.call_line > 0) PacketWriter::annotate_number(event, line, call.call_line);
      });
    });
  }

  // ---- CPUs ----

  // What one span of a thread's states means to the CPUs; nothing if the thread simply stays where it was.
  void add_task_events(const StateSpan& span, std::uint32_t thread, OnCpu& now, std::vector<TaskEvent>& events) const {
    const TaskState state = task_state(span);
    const std::uint32_t cpu = state == TaskState::Running ? first_cpu_ + span.core.value : now.cpu;
    if (now.known && now.state == state && now.cpu == cpu) return;
    if (now.known && now.state == TaskState::Running && state == TaskState::Running)  // two running events in a row are an error
      events.push_back({span.begin, thread, now.cpu, TaskState::Runnable});
    events.push_back({span.begin, thread, cpu, state});
    now = {true, state, cpu};
  }

  // All threads in one order of time: at the same instant, a CPU is left before it is taken.
  void write_task_states() {
    Sequence sequence = packets_.new_sequence();
    std::vector<OnCpu> now(names_.size());
    std::vector<TaskEvent> events;
    const auto count = [&](SimTime from, SimTime to) {
      std::size_t spans = 0;
      for (std::uint32_t t = 0; t < names_.size(); ++t) trace_.for_each_state(ThreadId{t}, from, to, [&](const StateSpan&) { ++spans; });
      return spans > 2 * names_.size() ? spans - names_.size() : 0;  // a span that merely reaches into a window is none of it
    };
    for_each_window(reader_.from(), reader_.to(), kTaskEventsAtOnce, count, [&](SimTime from, SimTime to) {
      events.clear();
      for (std::uint32_t t = 0; t < names_.size(); ++t) {
        trace_.for_each_state(ThreadId{t}, from, to, [&](StateSpan span) {
          if (span.begin < from && from > reader_.from()) return;  // told in an earlier window
          span.begin = std::max(span.begin, from);
          add_task_events(span, t, now[t], events);
        });
        const ThreadInfo& thread = trace_.threads()[t];
        const bool dies = thread.finished && thread.end >= from && (thread.end < to || to >= trace_.end());
        if (!dies || !now[t].known || now[t].state == TaskState::Dead) continue;
        events.push_back({thread.end, t, now[t].cpu, TaskState::Dead});
        now[t].state = TaskState::Dead;
      }
      const auto before = [](const TaskEvent& a, const TaskEvent& b) {
        return a.at != b.at ? a.at < b.at : (a.state != TaskState::Running) > (b.state != TaskState::Running);
      };
      std::stable_sort(events.begin(), events.end(), before);
      for (const TaskEvent& e : events) packets_.task_state(sequence, nanoseconds(e.at), e.cpu, names_[e.thread], tid(e.thread), e.state);
    });
    end_task_states(sequence, now);
  }

  // At the end of the run, or of the range, nobody runs any more.
  void end_task_states(Sequence& sequence, const std::vector<OnCpu>& now) {
    for (std::uint32_t t = 0; t < now.size(); ++t)
      if (now[t].known && now[t].state == TaskState::Running)
        packets_.task_state(sequence, nanoseconds(reader_.to()), now[t].cpu, names_[t], tid(t), TaskState::Runnable);
  }

  // ---- Waits, marks, arrows ----

  void write_lock_waits() {
    std::vector<Sequence> sequences;
    std::vector<SimTime> last_end(names_.size(), 0);
    for (std::size_t t = 0; t < names_.size(); ++t) sequences.push_back(packets_.new_sequence());
    for (const LockWait& wait : trace_.lock_waits()) {
      if (wait.thread.value >= names_.size() || wait.end <= reader_.from() || wait.begin >= reader_.to()) continue;
      Sequence& sequence = sequences[wait.thread.value];
      const SimTime begin = std::max({wait.begin, reader_.from(), last_end[wait.thread.value]}), end = std::min(wait.end, reader_.to());
      if (begin >= end) continue;
      last_end[wait.thread.value] = end;
      const std::string lock = lock_name(trace_, wait.lock);
      const std::uint64_t name = packets_.event_name(sequence, "waits for " + lock);
      const std::uint64_t key = packets_.annotation_name(sequence, "lock"), text = packets_.annotation_string(sequence, lock);
      const std::uint64_t number = packets_.annotation_name(sequence, "lock id");
      packets_.event(sequence, nanoseconds(begin), EventType::SliceBegin, waits_uuid(wait.thread.value), name, [&](FixedWriter& event) {
        PacketWriter::annotate_string(event, key, text);
        PacketWriter::annotate_number(event, number, wait.lock.value);
      });
      packets_.event(sequence, nanoseconds(end), EventType::SliceEnd, waits_uuid(wait.thread.value), 0);
    }
  }

  void write_marks() {
    Sequence sequence = packets_.new_sequence();
    const auto& marks = trace_.marks();
    for (const std::uint32_t i : order_by_time(marks.size(), [&](std::size_t m) { return marks[m].at; })) {
      const Mark& mark = marks[i];
      if (!reader_.within(mark.at)) continue;
      const MarkInfo& kind = info(mark.kind);
      const std::uint64_t name = packets_.event_name(sequence, kind.name);
      const std::uint64_t key = kind.payload.empty() ? 0 : packets_.annotation_name(sequence, kind.payload);
      const std::string words = mark_words(trace_, mark);
      const std::uint64_t text = words.empty() ? 0 : packets_.annotation_string(sequence, words);
      const std::uint64_t track = mark.thread.value < names_.size() ? events_uuid(mark.thread.value) : process_uuid_;
      packets_.event(sequence, nanoseconds(mark.at), EventType::Instant, track, name, [&](FixedWriter& event) {
        if (text != 0)
          PacketWriter::annotate_string(event, key, text);
        else if (key != 0)
          PacketWriter::annotate_number(event, key, mark.payload);
        if (kind.payload == "object") event.add_uint64(perfetto::kCorrelationId, mark.payload + 1);
      });
    }
  }

  struct FlowEnd {
    std::uint32_t thread;
    SimTime at;
    std::uint64_t name;
  };
  void flow_begin(Sequence& sequence, const FlowEnd& from, std::uint64_t id) {
    packets_.event(sequence, nanoseconds(from.at), EventType::Instant, events_uuid(from.thread), from.name,
                   [&](FixedWriter& event) { event.add_fixed64(perfetto::kFlowIds, id); });
  }
  void flow_end(Sequence& sequence, const FlowEnd& to, std::uint64_t id) {
    packets_.event(sequence, nanoseconds(to.at), EventType::Instant, events_uuid(to.thread), to.name,
                   [&](FixedWriter& event) { event.add_fixed64(perfetto::kTerminatingFlowIds, id); });
  }
  void flow(Sequence& begin_sequence, Sequence& end_sequence, const FlowEnd& from, const FlowEnd& to) {
    const std::uint64_t id = ++flows_;
    flow_begin(begin_sequence, from, id);
    flow_end(end_sequence, to, id);
  }

  void write_wakes() {
    Sequence sequence = packets_.new_sequence();
    const auto& wakes = trace_.wakes();
    const std::uint64_t wakes_up = packets_.event_name(sequence, "wakes another thread"), woken = packets_.event_name(sequence, "is woken");
    for (const std::uint32_t i : order_by_time(wakes.size(), [&](std::size_t w) { return wakes[w].at; })) {
      const WakeEvent& wake = wakes[i];
      if (wake.waker.value >= names_.size() || wake.woken.value >= names_.size() || !reader_.within(wake.at)) continue;
      flow(sequence, sequence, {wake.waker.value, wake.at, wakes_up}, {wake.woken.value, wake.at, woken});
    }
  }

  void write_items() {
    Sequence puts = packets_.new_sequence(), gets = packets_.new_sequence();
    const auto& items = trace_.item_flows();
    const std::uint64_t put = packets_.event_name(puts, "puts an item"), get = packets_.event_name(gets, "gets an item");
    const auto known = [&](const ItemFlow& item) {
      return item.from.value < names_.size() && item.to.value < names_.size() && reader_.within(item.put) && reader_.within(item.got);
    };
    const std::uint64_t first = flows_ + 1;
    flows_ += items.size();
    for (const std::uint32_t i : order_by_time(items.size(), [&](std::size_t n) { return items[n].put; }))
      if (known(items[i])) flow_begin(puts, {items[i].from.value, items[i].put, put}, first + i);
    for (const std::uint32_t i : order_by_time(items.size(), [&](std::size_t n) { return items[n].got; }))
      if (known(items[i])) flow_end(gets, {items[i].to.value, items[i].got, get}, first + i);
  }

  // ---- Counters ----

  void counter_point(Sequence& sequence, std::uint64_t track, SimTime at, std::uint64_t value) {
    packets_.event(sequence, nanoseconds(at), EventType::Counter, track, 0,
                   [&](FixedWriter& event) { event.add_int64(perfetto::kCounterValue, static_cast<std::int64_t>(value)); });
  }

  void write_series(const CounterSeries& series, int counter, const char* what, std::uint64_t parent, SimTime width, std::int32_t rank) {
    const bool all = !series.object.valid();
    const std::uint64_t track = new_uuid();
    packets_.track(head_, {.uuid = track, .parent = parent, .name = fmt::format("{}: {}", all ? "all objects" : object_name(trace_, series.object), what),
                           .kind = Track::Kind::Counter, .rank = rank, .unit = 2, .unit_name = fmt::format("per {} ns", nanoseconds(width)),
                           .shared_axis = fmt::format("{}{}", prefix_, all ? "refcounts of all objects" : "refcounts of an object")});
    Sequence sequence = packets_.new_sequence();
    for (std::size_t i = 0; i < series.bins.size(); ++i)
      if (const SimTime at = static_cast<SimTime>(i) * width; reader_.within(at)) counter_point(sequence, track, at, series.bins[i][counter]);
    const SimTime end = std::min(static_cast<SimTime>(series.bins.size()) * width, trace_.end());
    if (reader_.within(end)) counter_point(sequence, track, end, 0);
  }

  void write_counters() {
    const TrafficSeries traffic = traffic_series(trace_, settings_.objects);
    if (!traffic.series.empty()) {
      const std::uint64_t group = new_uuid();
      packets_.track(head_, {.uuid = group, .parent = process_uuid_, .name = "reference counts", .rank = 10'000, .explicit_order = true});
      std::int32_t rank = 0;
      for (const CounterSeries& series : traffic.series) {
        write_series(series, 0, "local operations", group, traffic.bin_width, rank++);
        write_series(series, 1, "shared operations", group, traffic.bin_width, rank++);
        write_series(series, 2, "cache-line transfers", group, traffic.bin_width, rank++);
      }
    }
    write_memory();
  }

  void write_memory() {
    if (trace_.memory().empty()) return;
    const std::uint64_t track = new_uuid();
    packets_.track(head_, {.uuid = track, .parent = process_uuid_, .name = "object memory", .kind = Track::Kind::Counter, .rank = 10'001,
                           .description = "Bytes of modeled objects alive", .unit = 3});
    Sequence sequence = packets_.new_sequence();
    for (const MemorySample& sample : trace_.memory())
      if (reader_.within(sample.at)) counter_point(sequence, track, sample.at, sample.bytes);
  }

  PacketWriter& packets_;
  const ExportRun& run_;
  const Trace& trace_;
  LaneReader& reader_;
  const Settings& settings_;
  const bool compared_;
  const std::uint32_t first_cpu_;
  std::uint64_t& uuids_;
  std::uint64_t& flows_;
  const std::int64_t pid_;
  Sequence head_;
  std::string prefix_;
  std::vector<std::string> names_;
  std::uint64_t process_uuid_ = 0, first_thread_uuid_ = 0;
};

Result<Settings> settings_of(const ExportOptions& options) {
  Settings settings;
  settings.state_tracks = options.value("states", "state") == "state";
  settings.all_locks = options.value("locks", "contended") == "all";
  const auto objects = options.number("objects", 20, 0, 1000);
  if (!objects) return objects.error();
  settings.objects = static_cast<std::size_t>(objects.value());
  return settings;
}

// Process ids far enough apart that each run's thread ids fit between them: the main thread's is the process's.
std::int64_t pid_stride(std::span<const ExportRun> runs) {
  std::size_t most = 0;
  for (const ExportRun& run : runs) most = std::max(most, run.trace->threads().size());
  std::int64_t stride = 1000;
  while (stride <= static_cast<std::int64_t>(most)) stride *= 10;
  return stride;
}

std::size_t lanes_of(const ExportRun& run, bool compared) {
  const Trace& trace = *run.trace;
  return trace.threads().size() * (trace.has_calls() ? 2 : 1) + trace.locks().size() + trace.interpreters().size() + (compared ? trace.cores().size() : 0);
}

}  // namespace

std::optional<Error> write_perfetto_trace(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& output) {
  const auto settings = settings_of(options);
  if (!settings) return settings.error();
  std::size_t lanes = 0;
  for (const ExportRun& run : runs) lanes += lanes_of(run, runs.size() > 1);
  ProgressMeter meter(options, lanes);
  PacketWriter packets(output.main());
  Sequence order = packets.new_sequence();
  packets.explicit_order(order);
  std::uint64_t uuids = 0, flows = 0;
  std::uint32_t first_cpu = 0;
  const std::int64_t stride = pid_stride(runs);
  for (std::size_t i = 0; i < runs.size() && !meter.cancelled(); ++i) {
    LaneReader reader(runs[i], options, meter);
    RunWriter(packets, runs, i, reader, settings.value(), first_cpu, uuids, flows, stride * static_cast<std::int64_t>(i + 1)).write();
    first_cpu += runs[i].cores;
  }
  if (runs.size() > 1) output.note("the cores of the runs are numbered through: the first CPU of each run is in the trace's attributes");
  if (output.main().written() > kLargestForBrowsers)
    output.note("the file may be too large for a browser's memory; write a part of the run (--from, --to), or start Perfetto's trace_processor beside it");
  return std::nullopt;
}

}  // namespace gilscope
