// The Trace Event format. Per run three groups of tracks ("processes"): threads (states, and nested calls beside them), cores, GIL and locks.
// Slices on one track must nest, so calls and states are tracks of their own.
#include <fmt/format.h>

#include "sim/base/version.hpp"
#include "sim/export/formats.hpp"
#include "sim/export/lanes.hpp"
#include "sim/export/text.hpp"

namespace gilscope {
namespace {

constexpr std::uint32_t kGroups = 3;
constexpr std::uint64_t kLargestForChromeTracing = 256'000'000;
constexpr std::uint64_t kLargestForPerfetto = 1'000'000'000;
constexpr std::size_t kMostObjects = 20;

// Writes the events of one run. Every event is one object on a line of its own.
class RunWriter {
 public:
  RunWriter(ByteSink& out, const ExportRun& run, std::size_t index, std::string label, LaneReader& reader)
      : out_(out), trace_(*run.trace), reader_(reader), threads_pid_(static_cast<std::uint32_t>(index) * kGroups + 1), label_(std::move(label)) {
    for (std::uint32_t t = 0; t < trace_.threads().size(); ++t) thread_names_.push_back(json_string(thread_name(trace_, ThreadId{t})));
    for (int s = 0; s < kThreadStateCount; ++s) state_names_.push_back(json_string(display_name(static_cast<ThreadState>(s))));
    for (const FunctionInfo& function : trace_.call_stacks().functions()) {
      function_names_.push_back(json_string(function.name));
      function_args_.push_back(function_args(function));
    }
  }

  void write(bool& first) {
    first_ = &first;
    process(threads_pid_, "threads");
    for (std::uint32_t t = 0; t < trace_.threads().size(); ++t) write_thread(t);
    process(cores_pid(), "cores");
    for (std::uint32_t c = 0; c < trace_.cores().size(); ++c) write_core(c);
    process(locks_pid(), "GIL and locks");
    write_gil();
    for (std::uint32_t l = 0; l < trace_.locks().size(); ++l)
      if (is_contended(trace_.locks()[l])) write_lock(l);
    write_marks();
    write_wakes();
    write_items();
    write_traffic();
    write_memory();
  }

 private:
  std::uint32_t cores_pid() const { return threads_pid_ + 1; }
  std::uint32_t locks_pid() const { return threads_pid_ + 2; }
  static std::uint32_t states_tid(std::uint32_t thread) { return 2 * thread + 1; }
  static std::uint32_t calls_tid(std::uint32_t thread) { return 2 * thread + 2; }

  static std::string function_args(const FunctionInfo& function) {
    std::string args = fmt::format(R"(,"args":{{"file":{})", json_string(function.file));
    if (function.first_line > 0) args += fmt::format(R"(,"defined at line":{})", function.first_line);
    return args;
  }

  void open(char phase, std::uint32_t pid, std::uint32_t tid) {
    out_.append(*first_ ? "\n{\"ph\":\"" : ",\n{\"ph\":\"");
    *first_ = false;
    out_.push_back(phase);
    out_.append("\",\"pid\":");
    put_unsigned(out_, pid);
    out_.append(",\"tid\":");
    put_unsigned(out_, tid);
  }
  void slice(std::uint32_t pid, std::uint32_t tid, std::string_view quoted_name, SimTime begin, SimTime end) {
    open('X', pid, tid);
    out_.append(",\"ts\":");
    put_micros(out_, begin);
    out_.append(",\"dur\":");
    put_decimal(out_, nanoseconds(end) - nanoseconds(begin), 3);
    out_.append(",\"name\":");
    out_.append(quoted_name);
  }
  void line(char phase, std::uint32_t pid, std::uint32_t tid, const std::string& rest) {
    open(phase, pid, tid);
    out_.append(rest);
    out_.push_back('}');
  }
  void metadata(std::string_view what, std::uint32_t pid, std::uint32_t tid, const std::string& name) {
    line('M', pid, tid, fmt::format(R"(,"name":"{}","args":{{"name":{}}})", what, name));
  }
  void process(std::uint32_t pid, std::string_view what) {
    metadata("process_name", pid, 0, json_string(label_ + std::string(what)));
    line('M', pid, 0, fmt::format(R"(,"name":"process_sort_index","args":{{"sort_index":{}}})", pid));
  }
  void track(std::uint32_t pid, std::uint32_t tid, const std::string& name) {
    metadata("thread_name", pid, tid, name);
    line('M', pid, tid, fmt::format(R"(,"name":"thread_sort_index","args":{{"sort_index":{}}})", tid));
  }

  void write_thread(std::uint32_t thread) {
    track(threads_pid_, states_tid(thread), thread_names_[thread]);
    reader_.states(ThreadId{thread}, [&](const StateSpan& span) {
      slice(threads_pid_, states_tid(thread), state_names_[static_cast<std::size_t>(span.state)], span.begin, span.end);
      if (span.core.valid()) {
        out_.append(span.merged ? ",\"args\":{\"merged\":true,\"core\":" : ",\"args\":{\"core\":");
        put_unsigned(out_, span.core.value);
        out_.append("}}");
      } else {
        out_.append(span.merged ? ",\"args\":{\"merged\":true}}" : "}");
      }
    });
    if (trace_.has_calls()) write_calls(thread);
  }
  void write_calls(std::uint32_t thread) {
    track(threads_pid_, calls_tid(thread), json_string(thread_name(trace_, ThreadId{thread}) + ": calls"));
    reader_.call_edges(ThreadId{thread}, [&](const CallEdge& edge) {
      open(edge.returns ? 'E' : 'B', threads_pid_, calls_tid(thread));
      out_.append(",\"ts\":");
      put_micros(out_, edge.returns ? edge.call.end : edge.call.begin);
      out_.append(",\"name\":");
      out_.append(function_names_[edge.call.function.value]);
      if (edge.returns) return out_.append(edge.call.merged ? ",\"args\":{\"merged\":true}}" : "}");
      out_.append(function_args_[edge.call.function.value]);
      if (edge.call.call_line > 0) {
        out_.append(",\"called from line\":");
        put_unsigned(out_, edge.call.call_line);
      }
      out_.append("}}");
    });
  }

  void holder(std::uint32_t pid, std::uint32_t tid, const HolderSpan& span) {
    if (span.thread.value >= thread_names_.size()) return;
    slice(pid, tid, thread_names_[span.thread.value], span.begin, span.end);
    out_.append(span.merged ? ",\"args\":{\"merged\":true}}" : "}");
  }
  void write_core(std::uint32_t core) {
    track(cores_pid(), core + 1, fmt::format("\"core {}\"", core));
    reader_.runs(CoreId{core}, [&](const HolderSpan& span) { holder(cores_pid(), core + 1, span); });
  }
  // The holders, and an arrow from each to the next one.
  void write_gil() {
    const auto& interpreters = trace_.interpreters();
    for (std::uint32_t i = 0; i < interpreters.size(); ++i) {
      if (interpreters[i].gil_held == 0) continue;
      // Locks have the numbers from 2 on; the further GILs come after them.
      const std::uint32_t tid = i == 0 ? 1 : static_cast<std::uint32_t>(trace_.locks().size()) + 1 + i;
      track(locks_pid(), tid, json_string(interpreters.size() > 1 ? "GIL holder: " + interpreters[i].name : "GIL holder"));
      HolderSpan last;
      reader_.gil_holds(InterpreterId{i}, [&](const HolderSpan& span) {
        holder(locks_pid(), tid, span);
        if (!span.thread.valid()) return;
        if (last.thread.valid()) flow("GIL", last.thread, last.end, span.thread, span.begin);
        last = span;
      });
    }
  }
  void write_lock(std::uint32_t lock) {
    track(locks_pid(), lock + 2, json_string(lock_name(trace_, LockId{lock}) + " holder"));
    reader_.holds(LockId{lock}, [&](const HolderSpan& span) { holder(locks_pid(), lock + 2, span); });
  }

  void write_marks() {
    for (const Mark& mark : trace_.marks()) {
      if (!reader_.within(mark.at)) continue;
      const MarkInfo& kind = info(mark.kind);
      open('i', threads_pid_, states_tid(mark.thread.valid() ? mark.thread.value : 0));
      out_.append(mark.thread.valid() ? ",\"s\":\"t\",\"ts\":" : ",\"s\":\"p\",\"ts\":");
      put_micros(out_, mark.at);
      out_.append(",\"name\":\"");
      out_.append(kind.name);
      out_.append("\",\"args\":{");
      if (!kind.payload.empty()) {
        out_.append(json_string(kind.payload));
        out_.push_back(':');
        put_unsigned(out_, mark.payload);
      }
      out_.append("}}");
    }
  }

  void flow_end(char phase, std::string_view what, std::uint64_t id, ThreadId thread, SimTime at) {
    open(phase, threads_pid_, states_tid(thread.value));
    out_.append(phase == 'f' ? ",\"bp\":\"e\",\"cat\":\"" : ",\"cat\":\"");
    out_.append(what);
    out_.append("\",\"name\":\"");
    out_.append(what);
    out_.append("\",\"id\":\"");
    put_unsigned(out_, threads_pid_);
    out_.push_back('.');
    put_unsigned(out_, id);
    out_.append("\",\"ts\":");
    put_micros(out_, at);
    out_.push_back('}');
  }
  void flow(std::string_view what, ThreadId from, SimTime begin, ThreadId to, SimTime end) {
    if (!from.valid() || !to.valid() || from == to || !reader_.within(begin) || !reader_.within(end)) return;
    ++flows_;
    flow_end('s', what, flows_, from, begin);
    flow_end('f', what, flows_, to, end);
  }
  void write_wakes() {
    for (const WakeEvent& wake : trace_.wakes()) flow("wake-up", wake.waker, wake.at, wake.woken, wake.at);
  }
  void write_items() {
    for (const ItemFlow& item : trace_.item_flows()) flow("queue item", item.from, item.put, item.to, item.got);
  }

  void write_traffic() {
    const TrafficSeries traffic = traffic_series(trace_, kMostObjects);
    for (const CounterSeries& series : traffic.series) {
      const std::string name = json_string(series.object.valid() ? "refcount: " + object_name(trace_, series.object) : "refcount: all objects");
      for (std::size_t i = 0; i < series.bins.size(); ++i) {
        const SimTime at = static_cast<SimTime>(i) * traffic.bin_width;
        if (!reader_.within(at)) continue;
        const auto& counts = series.bins[i];
        open('C', threads_pid_, 0);
        out_.append(",\"ts\":");
        put_micros(out_, at);
        out_.append(fmt::format(R"(,"name":{},"args":{{"local":{},"shared":{},"transfers":{}}}}})", name, counts[0], counts[1], counts[2]));
      }
    }
  }
  void write_memory() {
    for (const MemorySample& sample : trace_.memory()) {
      if (!reader_.within(sample.at)) continue;
      open('C', threads_pid_, 0);
      out_.append(",\"ts\":");
      put_micros(out_, sample.at);
      out_.append(fmt::format(R"(,"name":"object memory","args":{{"bytes":{}}}}})", sample.bytes));
    }
  }

  ByteSink& out_;
  const Trace& trace_;
  LaneReader& reader_;
  std::uint32_t threads_pid_;
  std::string label_;
  std::vector<std::string> thread_names_, state_names_, function_names_, function_args_;
  bool* first_ = nullptr;
  std::uint64_t flows_ = 0;
};

std::string run_metadata(const ExportRun& run) {
  return fmt::format(
      R"({{"scenario":{},"path":{},"runtime":{},"gil_enabled":{},"cores":{},"seed":"{}","switch_interval_ns":{},"time_ns":{},"end":{},"trace_hash":"{}","script_sha256":"{}"}})",
      json_string(run.scenario), json_string(run.path), json_string(run.runtime), run.gil_enabled, run.cores, run.seed, nanoseconds(run.switch_interval),
      nanoseconds(run.time), json_string(run.end), trace_hash_text(run), scenario_hash(run));
}

std::size_t lanes_of(const Trace& trace) { return trace.threads().size() * (trace.has_calls() ? 2 : 1) + trace.cores().size() + trace.locks().size() + trace.interpreters().size(); }

}  // namespace

std::optional<Error> write_chrome_trace(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& output) {
  ByteSink& out = output.main();
  std::size_t lanes = 0;
  for (const ExportRun& run : runs) lanes += lanes_of(*run.trace);
  ProgressMeter meter(options, lanes);
  out.append(fmt::format(R"({{"displayTimeUnit":"ns","otherData":{{"creator":"GilScope {}","time":"simulated","runs":[)", kVersion));
  for (std::size_t i = 0; i < runs.size(); ++i) out.append((i == 0 ? "" : ",") + run_metadata(runs[i]));
  out.append("]},\"traceEvents\":[");
  bool first = true;
  for (std::size_t i = 0; i < runs.size() && !meter.cancelled(); ++i) {
    LaneReader reader(runs[i], options, meter);
    RunWriter(out, runs[i], i, run_prefix(runs, i), reader).write(first);
  }
  out.append("\n]}\n");
  if (out.written() > kLargestForPerfetto)
    output.note("the file is larger than viewers in a browser open (about 1 GB); a part of the run (--from, --to) or a .pftrace file is smaller");
  else if (out.written() > kLargestForChromeTracing)
    output.note("chrome://tracing opens at most about 256 MB; ui.perfetto.dev opens this file");
  return std::nullopt;
}

}  // namespace gilscope
