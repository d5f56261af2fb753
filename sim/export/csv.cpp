#include <sstream>
#include <string>

#include "sim/export/bounded_spans.hpp"
#include "sim/export/formats.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

std::string csv_text(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + "\"";
}

std::string holder(const Trace& trace, ThreadId thread) {
  return thread.value < trace.threads().size() ? csv_text(trace.threads()[thread.value].name) : "";
}

void holder_line(std::ostream& out, const Trace& trace, std::string_view lane, const std::string& name, const HolderSpan& span) {
  if (!span.thread.valid()) return;
  out << lane << ',' << name << ',' << span.begin / kNanosecond << ',' << span.end / kNanosecond << ',' << holder(trace, span.thread) << ",\r\n";
}

}  // namespace

std::optional<Error> write_csv(std::span<const ExportRun> runs, const ExportOptions&, ExportOutput& output) {
  const Trace& trace = *runs.front().trace;
  std::ostringstream out;
  out << "lane,name,begin_ns,end_ns,value,core\r\n";
  const std::size_t most = spans_per_lane(trace.threads().size() + trace.cores().size() + trace.locks().size() + 1);
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    const std::string name = csv_text(trace.threads()[t].name);
    export_states(trace, ThreadId{t}, most, [&](const StateSpan& span) {
      out << "thread," << name << ',' << span.begin / kNanosecond << ',' << span.end / kNanosecond << ',' << display_name(span.state) << ',';
      if (span.core.valid()) out << span.core.value;
      out << "\r\n";
    });
  }
  for (std::uint32_t c = 0; c < trace.cores().size(); ++c)
    export_runs(trace, CoreId{c}, most, [&](const HolderSpan& span) { holder_line(out, trace, "core", std::to_string(c), span); });
  export_gil_holds(trace, most, [&](const HolderSpan& span) { holder_line(out, trace, "gil", "GIL", span); });
  for (std::uint32_t l = 0; l < trace.locks().size(); ++l)
    export_lock_holds(trace, LockId{l}, most, [&](const HolderSpan& span) { holder_line(out, trace, "lock", csv_text(trace.locks()[l].name), span); });
  output.main().append(out.str());
  return std::nullopt;
}

}  // namespace gilscope
