// The Firefox Profiler's processed format, version 70: per thread samples with source lines and exact weights, markers in the words of CPython
// 3.15's profiler, counters per run. Times are milliseconds with six decimals, so nanoseconds are exact.
#include <fmt/format.h>

#include <algorithm>

#include "sim/base/version.hpp"
#include "sim/export/firefox_tables.hpp"
#include "sim/export/formats.hpp"
#include "sim/export/text.hpp"

namespace gilscope {
namespace {

constexpr int kFormatVersion = 70;
constexpr std::size_t kMostVisibleThreads = 24;
constexpr SimTime kPiecesPerRun = 4096;  // a sample closes pieces that are longer than this part of the run

enum class Payload : std::uint8_t { None, Core, Lock, Detail, Merged };

struct Marker {
  std::int64_t begin, end;  // nanoseconds
  std::uint32_t name;
  FirefoxCategory category;
  Payload payload = Payload::None;
  std::uint32_t value = 0;  // a core, or the number of a string
};
struct Sample {
  std::int64_t at, weight, cpu;
  std::int64_t stack;
};

constexpr std::string_view kMarkerSchema = R"("markerSchema":[
{"name":"State","display":["marker-chart","marker-table"],"tooltipLabel":"{marker.name}","fields":[{"key":"core","label":"Core","format":"integer"}]},
{"name":"Merged","display":["marker-chart","marker-table"],"tooltipLabel":"{marker.name}","fields":[{"key":"note","label":"Detail","format":"string"}]},
{"name":"LockWait","display":["marker-chart","marker-table"],"tooltipLabel":"{marker.name}","chartLabel":"{marker.data.lock}","tableLabel":"{marker.data.lock}","fields":[{"key":"lock","label":"Lock","format":"string"}]},
{"name":"Mark","display":["marker-chart","marker-table"],"tooltipLabel":"{marker.name}","tableLabel":"{marker.data.detail}","fields":[{"key":"detail","label":"Detail","format":"string"}]}
])";

std::string meta_text(std::span<const ExportRun> runs, std::size_t threads) {
  std::string text = fmt::format(
      R"("meta":{{"interval":0.001,"startTime":0,"processType":0,"product":{},"importedFrom":"GilScope {}","stackwalk":1,"debug":false,"version":36,)"
      R"("preprocessedProfileVersion":{},"symbolicated":true,"platform":"modeled machine","physicalCPUs":{},"logicalCPUs":{},"keepProfileThreadOrder":true,)"
      R"("usesOnlyOneStackType":true,"sourceCodeIsNotOnSearchfox":true,"sampleUnits":{{"time":"ms","eventDelay":"ms","threadCPUDelta":"ns"}},)",
      json_string(run_label(runs.front()) + (runs.size() > 1 ? fmt::format(" and {} more", runs.size() - 1) : "")), kVersion, kFormatVersion, runs.front().cores,
      runs.front().cores);
  text += "\"initialVisibleThreads\":[";
  for (std::size_t t = 0; t < std::min(threads, kMostVisibleThreads); ++t) text += (t > 0 ? "," : "") + std::to_string(t);
  text += "],\"categories\":[";
  for (const auto& category : kFirefoxCategories)
    text += fmt::format(R"({}{{"name":"{}","color":"{}","subcategories":["Other"]}})", text.back() == '[' ? "" : ",", category.name, category.color);
  text += "],\"extra\":[";
  for (const ExportRun& run : runs)
    text += fmt::format(
        R"({}{{"label":{},"entries":[{{"label":"Seed","format":"string","value":"{}"}},{{"label":"GIL enabled","format":"string","value":"{}"}},)"
        R"({{"label":"Switch interval","format":"nanoseconds","value":{}}},{{"label":"End","format":"string","value":{}}},)"
        R"({{"label":"Trace hash","format":"string","value":"{}"}},{{"label":"SHA-256 of the script","format":"string","value":"{}"}}]}})",
        text.back() == '[' ? "" : ",", json_string(run_label(run)), run.seed, run.gil_enabled ? "yes" : "no", nanoseconds(run.switch_interval),
        json_string(run.end), trace_hash_text(run), scenario_hash(run));
  return text + "],\n" + std::string(kMarkerSchema) + "}";
}

/// One run's threads and counters. Holds the samples and markers of one thread at a time.
class RunWriter {
 public:
  RunWriter(ByteSink& out, FirefoxTables& tables, const ExportRun& run, std::size_t index, LaneReader& reader, ProgressMeter& meter)
      : out_(out), tables_(tables), run_(run), trace_(*run.trace), index_(index), reader_(reader), meter_(meter) {
    tables_.begin_run(run);
    for (std::uint32_t i = 0; i < trace_.lock_waits().size(); ++i) waits_of(trace_.lock_waits()[i].thread).push_back(i);
    for (std::uint32_t i = 0; i < trace_.marks().size(); ++i) marks_of(trace_.marks()[i].thread).push_back(i);
  }

  void write_thread(std::uint32_t thread) {
    const ThreadInfo& info = trace_.threads()[thread];
    gather_samples(ThreadId{thread});
    gather_markers(ThreadId{thread});
    out_.append(fmt::format(R"({{"processType":"default","processStartupTime":0,"processShutdownTime":null,"registerTime":{:.6f},"unregisterTime":{},)",
                            static_cast<double>(nanoseconds(info.start)) / 1e6,
                            info.finished ? fmt::format("{:.6f}", static_cast<double>(nanoseconds(info.end)) / 1e6) : "null"));
    out_.append(fmt::format(R"("pausedRanges":[],"name":{},"isMainThread":{},"processName":{},"pid":"{}","tid":{},"showMarkersInTimeline":true,)",
                            json_string(thread_name(trace_, ThreadId{thread})), thread == 0, json_string(run_label(run_)), index_ + 1,
                            (index_ + 1) * 100'000 + thread));
    write_samples();
    write_markers();
    out_.push_back('}');
  }

  void write_counters(ByteSink& out, bool& first, std::size_t main_thread) {
    const TrafficSeries traffic = traffic_series(trace_, 0);
    static constexpr std::string_view kNames[] = {"local reference-count operations", "shared reference-count operations", "cache-line transfers"};
    static constexpr std::string_view kColors[] = {"green", "orange", "red"};
    for (std::size_t c = 0; c < 3 && !traffic.series.empty(); ++c) {
      begin_counter(out, first, kNames[c], "Reference counts", "line-rate", "", kColors[c], main_thread);
      const auto& bins = traffic.series.front().bins;
      column(out, "time", bins.size() + 1, [&](std::size_t i) { put_millis(out, static_cast<SimTime>(i) * traffic.bin_width); });
      column(out, "count", bins.size() + 1, [&](std::size_t i) { put_unsigned(out, i == 0 ? 0 : bins[i - 1][c]); });
      out.append(fmt::format("\"length\":{}}}}}", bins.size() + 1));
    }
    if (trace_.memory().empty()) return;
    begin_counter(out, first, "object memory", "Memory", "line-accumulated", "bytes", "purple", main_thread);
    const auto& memory = trace_.memory();
    column(out, "time", memory.size(), [&](std::size_t i) { put_millis(out, memory[i].at); });
    column(out, "count", memory.size(), [&](std::size_t i) {
      put_number(out, static_cast<std::int64_t>(memory[i].bytes) - (i == 0 ? 0 : static_cast<std::int64_t>(memory[i - 1].bytes)));
    });
    out.append(fmt::format("\"length\":{}}}}}", memory.size()));
  }

 private:
  std::vector<std::uint32_t>& waits_of(ThreadId thread) { return of(waits_, thread); }
  std::vector<std::uint32_t>& marks_of(ThreadId thread) { return of(marks_, thread); }
  // Marks of nobody belong to the main thread.
  static std::vector<std::uint32_t>& of(std::vector<std::vector<std::uint32_t>>& lists, ThreadId thread) {
    const std::size_t index = thread.valid() ? thread.value : 0;
    if (index >= lists.size()) lists.resize(index + 1);
    return lists[index];
  }

  // ---- Samples ----

  void gather_samples(ThreadId thread) {
    samples_.clear();
    const std::int64_t long_piece = std::max<std::int64_t>(2, nanoseconds((reader_.to() - reader_.from()) / kPiecesPerRun));
    std::int64_t cpu = 0, end = nanoseconds(reader_.from());
    for_each_piece(reader_, thread, meter_, [&](const Piece& piece) {
      const std::int64_t begin = nanoseconds(piece.begin), length = nanoseconds(piece.end) - begin;
      end = nanoseconds(piece.end);
      if (length == 0) return;
      const std::int64_t row = tables_.stack(piece.stack, piece.state);
      const bool on_cpu = piece.state == ThreadState::Running || piece.state == ThreadState::Spinning;
      samples_.push_back({begin, length, cpu, row});
      cpu = on_cpu ? length : 0;
      if (length < long_piece) return;
      samples_.push_back({end - 1, 0, on_cpu ? length - 1 : 0, row});  // so that the whole piece has its colour, not its first half
      cpu = on_cpu ? 1 : 0;
    });
    samples_.push_back({end, 0, cpu, -1});
    if (samples_.size() == 1) samples_.push_back({end + 1, 0, 0, -1});
  }

  void write_samples() {
    out_.append("\n\"samples\":{\"weightType\":\"tracing-ms\",");
    column(out_, "stack", samples_.size(), [&](std::size_t i) { samples_[i].stack >= 0 ? put_number(out_, samples_[i].stack) : out_.append("null"); });
    column(out_, "time", samples_.size(), [&](std::size_t i) { put_decimal(out_, samples_[i].at, 6); });
    column(out_, "weight", samples_.size(), [&](std::size_t i) { put_decimal(out_, samples_[i].weight, 6); });
    column(out_, "threadCPUDelta", samples_.size(), [&](std::size_t i) { put_number(out_, samples_[i].cpu); });
    out_.append(fmt::format("\"length\":{}}},", samples_.size()));
  }

  // ---- Markers ----

  void gather_markers(ThreadId thread) {
    markers_.clear();
    reader_.states(thread, [&](const StateSpan& span) {
      if (span.state == ThreadState::Finished) return;
      const Payload payload = span.merged ? Payload::Merged : span.core.valid() ? Payload::Core : Payload::None;
      markers_.push_back({nanoseconds(span.begin), nanoseconds(span.end), tables_.string(display_name(span.state)), firefox_category(span.state), payload,
                          span.core.value});
    });
    std::vector<bool> visited(trace_.interpreters().size());
    trace_.for_each_interpreter(thread, [&](const InterpreterSpan& span) { visited[span.interpreter.value] = true; });
    for (std::uint32_t i = 0; i < visited.size(); ++i) {
      if (!visited[i]) continue;
      const std::string name = i == 0 ? "Has GIL" : "Has GIL of " + trace_.interpreters()[i].name;
      reader_.gil_holds(InterpreterId{i}, [&](const HolderSpan& span) {
        if (span.thread != thread) return;
        markers_.push_back({nanoseconds(span.begin), nanoseconds(span.end), tables_.string(name), FirefoxCategory::Gil,
                            span.merged ? Payload::Merged : Payload::None});
      });
    }
    for (const std::uint32_t i : waits_of(thread)) add_wait(trace_.lock_waits()[i]);
    SimTime collecting = -1;
    for (const std::uint32_t i : marks_of(thread)) add_mark(trace_.marks()[i], collecting);
    std::stable_sort(markers_.begin(), markers_.end(), [](const Marker& a, const Marker& b) { return a.begin < b.begin; });
  }

  void add_wait(const LockWait& wait) {
    if (wait.end <= reader_.from() || wait.begin >= reader_.to()) return;
    markers_.push_back({nanoseconds(std::max(wait.begin, reader_.from())), nanoseconds(std::min(wait.end, reader_.to())), tables_.string("Lock wait"),
                        FirefoxCategory::Lock, Payload::Lock, tables_.string(lock_name(trace_, wait.lock))});
  }

  void add_mark(const Mark& mark, SimTime& collecting) {
    if (!reader_.within(mark.at)) return;
    if (mark.kind == MarkKind::GcBegin) collecting = mark.at;
    if (mark.kind == MarkKind::GcEnd && collecting >= 0)
      markers_.push_back({nanoseconds(collecting), nanoseconds(mark.at), tables_.string("GC Collecting"), FirefoxCategory::Gc});
    const MarkInfo& kind = info(mark.kind);
    const std::int64_t at = nanoseconds(mark.at);
    const bool gc = mark.kind == MarkKind::GcBegin || mark.kind == MarkKind::GcEnd;
    const FirefoxCategory category = kind.lane == EventLane::Gil ? FirefoxCategory::Gil : gc ? FirefoxCategory::Gc : FirefoxCategory::Other;
    const std::string words = mark_words(trace_, mark);
    const bool nothing = kind.payload.empty() || mark.payload >= ThreadId::kNoneValue;
    const std::string detail = !words.empty() ? words : nothing ? std::string(kind.doc) : fmt::format("{}: {}", kind.payload, mark.payload);
    markers_.push_back({at, -1, tables_.string(kind.name), category, Payload::Detail, tables_.string(detail)});
  }

  void put_payload(const Marker& marker) {
    switch (marker.payload) {
      case Payload::None: out_.append("null"); return;
      case Payload::Core: out_.append(R"({"type":"State","core":)"), put_unsigned(out_, marker.value), out_.push_back('}'); return;
      case Payload::Merged: out_.append(R"({"type":"Merged","note":"stands for several, for want of memory"})"); return;
      case Payload::Lock: out_.append(R"({"type":"LockWait","lock":)"), out_.append(tables_.quoted(marker.value)), out_.push_back('}'); return;
      case Payload::Detail: out_.append(R"({"type":"Mark","detail":)"), out_.append(tables_.quoted(marker.value)), out_.push_back('}'); return;
    }
  }

  void write_markers() {
    const std::size_t count = markers_.size();
    out_.append("\n\"markers\":{");
    column(out_, "data", count, [&](std::size_t i) { put_payload(markers_[i]); });
    column(out_, "name", count, [&](std::size_t i) { put_unsigned(out_, markers_[i].name); });
    column(out_, "startTime", count, [&](std::size_t i) { put_decimal(out_, markers_[i].begin, 6); });
    column(out_, "endTime", count, [&](std::size_t i) { markers_[i].end >= 0 ? put_decimal(out_, markers_[i].end, 6) : out_.append("null"); });
    column(out_, "phase", count, [&](std::size_t i) { out_.push_back(markers_[i].end >= 0 ? '1' : '0'); });
    column(out_, "category", count, [&](std::size_t i) { put_unsigned(out_, static_cast<std::uint64_t>(markers_[i].category)); });
    out_.append(fmt::format("\"length\":{}}}", count));
  }

  // ---- Columns and counters ----

  template <class Put>
  static void column(ByteSink& out, std::string_view name, std::size_t count, Put put) {
    out.push_back('"'), out.append(name), out.append("\":[");
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out.push_back(',');
      put(i);
    }
    out.append("],");
  }

  void begin_counter(ByteSink& out, bool& first, std::string_view name, std::string_view category, std::string_view graph, std::string_view unit, std::string_view color,
                     std::size_t main_thread) {
    out.append(fmt::format(
        R"({}{{"name":"{}","category":"{}","description":"{}","pid":"{}","mainThreadIndex":{},"display":{{"graphType":"{}","unit":"{}","color":"{}",)"
        R"("markerSchemaLocation":null,"sortWeight":50,"label":"{}","tooltipRows":[{{"type":"value","source":"{}","format":{{"unit":"{}"}},"label":"{}"}}]}},)"
        R"("samples":{{)",
        first ? "\n" : ",\n", name, category, name, index_ + 1, main_thread, graph, unit, color, name, graph == "line-rate" ? "count" : "accumulated",
        unit.empty() ? "number" : unit, name));
    first = false;
  }

  ByteSink& out_;
  FirefoxTables& tables_;
  const ExportRun& run_;
  const Trace& trace_;
  const std::size_t index_;
  LaneReader& reader_;
  ProgressMeter& meter_;
  std::vector<std::vector<std::uint32_t>> waits_, marks_;  // by thread: positions in the trace's lists
  std::vector<Sample> samples_;
  std::vector<Marker> markers_;
};

}  // namespace

std::optional<Error> write_firefox_profile(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& output) {
  std::size_t threads = 0;
  for (const ExportRun& run : runs) threads += run.trace->threads().size();
  ProgressMeter meter(options, 3 * threads);
  ByteSink& out = output.main();
  FirefoxTables tables;
  out.append("{" + meta_text(runs, threads) + ",\n\"libs\":[],\"pages\":[],\n\"threads\":[");
  std::string counters;
  {
    ByteSink counter_sink(counters);
    bool first_thread = true, first_counter = true;
    std::size_t main_thread = 0;
    for (std::size_t i = 0; i < runs.size() && !meter.cancelled(); ++i) {
      LaneReader reader(runs[i], options, meter);
      RunWriter writer(out, tables, runs[i], i, reader, meter);
      for (std::uint32_t t = 0; t < runs[i].trace->threads().size() && !meter.cancelled(); ++t) {
        out.append(first_thread ? "\n" : ",\n");
        first_thread = false;
        writer.write_thread(t);
      }
      writer.write_counters(counter_sink, first_counter, main_thread);
      main_thread += runs[i].trace->threads().size();
    }
  }
  out.append("\n],\n\"counters\":[" + counters + "],\n");
  tables.write(out);
  out.append("}\n");
  return std::nullopt;
}

}  // namespace gilscope
