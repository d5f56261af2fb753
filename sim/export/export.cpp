#include "sim/export/export.hpp"

namespace gilscope {
namespace {

constexpr Exporter kExporters[] = {
    {"chrome", ".json", "Trace Event JSON, for ui.perfetto.dev and chrome://tracing", write_chrome_trace},
    {"csv", ".csv", "one line per span, for spreadsheets and data frames", write_spans_csv},
};

}  // namespace

std::span<const Exporter> exporters() { return kExporters; }

const Exporter* find_exporter(std::string_view file_name) {
  const Exporter* best = nullptr;
  for (const Exporter& exporter : kExporters)
    if (file_name.ends_with(exporter.ending) && (!best || exporter.ending.size() > best->ending.size())) best = &exporter;
  return best;
}

std::string exporter_endings() {
  std::string text;
  for (const Exporter& exporter : kExporters) text += (text.empty() ? "" : " or ") + std::string(exporter.ending);
  return text;
}

}  // namespace gilscope
