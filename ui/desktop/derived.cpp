#include "ui/desktop/derived.hpp"

#include <fmt/format.h>

#include "sim/analysis/summary.hpp"
#include "sim/trace/trace.hpp"
#include "ui/scene/draw_cache.hpp"
#include "ui/scene/run_index.hpp"

namespace gilscope::desktop {
namespace {

std::string ending(const RunReport& report) {
  switch (report.end) {
    case RunEnd::Finished: return report.exit_code == 0 ? "" : fmt::format(", ended with status {}", report.exit_code);
    case RunEnd::Deadlock: return ", ends in a DEADLOCK";
    case RunEnd::TimeLimit: return ", ended by its time limit";
    case RunEnd::MemoryLimit: return ", ended by the memory limit";
    case RunEnd::Interrupted: return ", stopped by you";
    case RunEnd::Crashed: return ", ends in a CRASH";
  }
  return "";
}

std::string headline(const ShownRun& run, const scene::RunPicture& picture) {
  const RunSummary summary = summarize(*run.trace, picture.cores);
  std::string text = fmt::format("{}: {}, {:.1f} of {} core{} busy", picture.has_gil ? "with the GIL" : "without the GIL", scene::short_time(run.trace->end()),
                                 summary.utilization * picture.cores, picture.cores, picture.cores == 1 ? "" : "s");
  return text + (run.report ? ending(*run.report) : " so far");
}

}  // namespace

void Derived::update(const RunSet& set) {
  if (generation == set.generation && pictures.size() == set.runs.size()) return;
  generation = set.generation;
  pictures.clear();
  headlines.clear();
  for (std::uint32_t i = 0; i < set.runs.size(); ++i) {
    pictures.push_back(run_picture(set, i));
    pictures.back().index = scene::make_index(*set.runs[i].trace);
    pictures.back().cache = std::make_shared<scene::DrawCache>();
    headlines.push_back(headline(set.runs[i], pictures.back()));
  }
}

}  // namespace gilscope::desktop
