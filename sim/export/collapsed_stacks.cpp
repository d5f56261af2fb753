// Collapsed stacks: "thread;outer;inner 1234" per line, for flame-graph programs. The numbers are nanoseconds.
#include <algorithm>
#include <map>

#include "sim/export/formats.hpp"
#include "sim/export/frames.hpp"
#include "sim/export/text.hpp"

namespace gilscope {
namespace {

// What would end a frame or a line.
std::string plain(std::string text) {
  std::replace(text.begin(), text.end(), ';', ',');
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string frame_text(const FrameTable& frames, std::uint32_t frame) {
  std::string text = frames.name(frame);
  const std::string file = frames.file(frame);
  if (!file.empty()) text += " (" + file.substr(file.rfind('/') + 1) + (frames.line(frame) > 0 ? ":" + std::to_string(frames.line(frame)) : "") + ")";
  return plain(text);
}

void write_thread(ByteSink& out, LaneReader& reader, ProgressMeter& meter, ThreadId thread, const std::string& head) {
  const FrameTable frames(reader.trace());
  std::map<std::vector<std::uint32_t>, std::int64_t> totals;
  std::vector<std::uint32_t> path;
  for_each_piece(reader, thread, meter, [&](const Piece& piece) {
    frames.path(piece, path);
    totals[path] += nanoseconds(piece.end) - nanoseconds(piece.begin);
  });
  for (const auto& [stack, time] : totals) {
    if (time == 0) continue;
    out.append(head);
    for (const std::uint32_t frame : stack) out.push_back(';'), out.append(frame_text(frames, frame));
    out.push_back(' ');
    put_number(out, time);
    out.push_back('\n');
  }
}

}  // namespace

std::optional<Error> write_collapsed(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& output) {
  std::size_t lanes = 0;
  for (const ExportRun& run : runs) lanes += run.trace->threads().size();
  ProgressMeter meter(options, lanes);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    LaneReader reader(runs[i], options, meter);
    const std::string head = runs.size() == 1 ? "" : plain(runs[i].runtime + ", " + std::to_string(runs[i].cores) + " cores") + ";";
    for (std::uint32_t t = 0; t < runs[i].trace->threads().size() && !meter.cancelled(); ++t)
      write_thread(output.main(), reader, meter, ThreadId{t}, head + plain(thread_name(*runs[i].trace, ThreadId{t})));
  }
  if (!runs.front().trace->has_calls()) output.note("the run did not record calls, so the frames are the threads' states");
  return std::nullopt;
}

}  // namespace gilscope
