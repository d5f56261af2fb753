#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "sim/export/bounded_spans.hpp"
#include "sim/export/formats.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

constexpr int kThreads = 1, kCores = 2, kGil = 3;  // "processes" of the file: one group of tracks each

std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Microseconds with three decimals, from integers only.
std::string micros(SimTime time) { return fmt::format("{}.{:03}", time / kMicrosecond, time % kMicrosecond / kNanosecond); }

class Writer {
 public:
  explicit Writer(std::ostream& out) : out_(out) {}

  void event(const std::string& body) {
    out_ << (first_ ? "\n{" : ",\n{") << body << '}';
    first_ = false;
  }
  void slice(int pid, std::uint32_t tid, std::string_view name, SimTime begin, SimTime end, const std::string& args = "") {
    event(fmt::format(R"("ph":"X","pid":{},"tid":{},"name":{},"ts":{},"dur":{}{})", pid, tid, json_text(name), micros(begin),
                      micros(end / kNanosecond * kNanosecond - begin / kNanosecond * kNanosecond), args));
  }
  void name(const char* what, int pid, std::uint32_t tid, std::string_view name) {
    event(fmt::format(R"("ph":"M","name":"{}","pid":{},"tid":{},"args":{{"name":{}}})", what, pid, tid, json_text(name)));
  }

 private:
  std::ostream& out_;
  bool first_ = true;
};

std::string_view thread_name(const Trace& trace, ThreadId thread) {
  return thread.value < trace.threads().size() ? std::string_view(trace.threads()[thread.value].name) : "nobody";
}

void write_threads(const Trace& trace, std::size_t most, Writer& writer) {
  writer.name("process_name", kThreads, 0, "Threads");
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    writer.name("thread_name", kThreads, t, trace.threads()[t].name);
    export_states(trace, ThreadId{t}, most, [&](const StateSpan& span) {
      const std::string args = span.core.valid() ? fmt::format(R"(,"args":{{"core":{}}})", span.core.value) : "";
      writer.slice(kThreads, t, display_name(span.state), span.begin, span.end, args);
    });
  }
}

void write_cores(const Trace& trace, std::size_t most, Writer& writer) {
  writer.name("process_name", kCores, 0, "Cores");
  for (std::uint32_t c = 0; c < trace.cores().size(); ++c) {
    writer.name("thread_name", kCores, c, fmt::format("core {}", c));
    export_runs(trace, CoreId{c}, most, [&](const HolderSpan& span) {
      if (span.thread.valid()) writer.slice(kCores, c, thread_name(trace, span.thread), span.begin, span.end);
    });
  }
}

void write_gil(const Trace& trace, std::size_t most, Writer& writer) {
  if (trace.gil_held() == 0) return;
  writer.name("process_name", kGil, 0, "GIL");
  writer.name("thread_name", kGil, 0, "holder");
  export_gil_holds(trace, most, [&](const HolderSpan& span) {
    if (span.thread.valid()) writer.slice(kGil, 0, thread_name(trace, span.thread), span.begin, span.end);
  });
}

void write_marks(const Trace& trace, Writer& writer) {
  const std::size_t stride = export_stride(trace.marks().size(), kMaxExportedMarks);
  for (std::size_t i = 0; i < trace.marks().size(); i += stride) {
    const Mark& mark = trace.marks()[i];
    const MarkInfo& kind = info(mark.kind);
    const std::string payload = kind.payload.empty() ? "" : fmt::format(R"({}:{})", json_text(kind.payload), mark.payload);
    writer.event(fmt::format(R"("ph":"i","s":"t","pid":{},"tid":{},"name":{},"ts":{},"args":{{{}}})", kThreads,
                             mark.thread.valid() ? mark.thread.value : 0, json_text(kind.name), micros(mark.at), payload));
  }
}

void write_wakes(const Trace& trace, Writer& writer) {
  std::uint64_t id = 0;
  const std::size_t stride = export_stride(trace.wakes().size(), kMaxExportedMarks);
  for (std::size_t i = 0; i < trace.wakes().size(); i += stride) {
    const WakeEvent& wake = trace.wakes()[i];
    if (!wake.waker.valid()) continue;
    ++id;
    writer.event(fmt::format(R"("ph":"s","id":{},"cat":"wake","name":"wake","pid":{},"tid":{},"ts":{})", id, kThreads,
                             wake.waker.value, micros(wake.at)));
    writer.event(fmt::format(R"("ph":"f","bp":"e","id":{},"cat":"wake","name":"wake","pid":{},"tid":{},"ts":{})", id, kThreads,
                             wake.woken.value, micros(wake.at)));
  }
}

}  // namespace

std::optional<Error> write_chrome_trace(std::span<const ExportRun> runs, const ExportOptions&, ExportOutput& output) {
  const ExportRun& header = runs.front();
  const Trace& trace = *header.trace;
  std::ostringstream out;
  out << fmt::format(R"({{"displayTimeUnit":"ns","otherData":{{"scenario":{},"runtime":{},"cores":{},"seed":{}}},"traceEvents":[)",
                     json_text(header.scenario), json_text(header.runtime), header.cores, header.seed);
  Writer writer(out);
  const std::size_t most = spans_per_lane(trace.threads().size() + trace.cores().size() + 1);
  write_threads(trace, most, writer);
  write_cores(trace, most, writer);
  write_gil(trace, most, writer);
  write_marks(trace, writer);
  write_wakes(trace, writer);
  out << "\n]}\n";
  output.main().append(out.str());
  return std::nullopt;
}

}  // namespace gilscope
