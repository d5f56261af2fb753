// speedscope's file format: one evented profile per thread. It has no instants, counters or arrows, and no common time axis.
#include <fmt/format.h>

#include "sim/base/version.hpp"
#include "sim/export/formats.hpp"
#include "sim/export/frames.hpp"
#include "sim/export/text.hpp"

namespace gilscope {
namespace {

class EventWriter {
 public:
  EventWriter(ByteSink& out, std::uint32_t first_frame) : out_(out), first_frame_(first_frame) {}

  /// From `at` on the stack is `frames`.
  void change(std::int64_t at, const std::vector<std::uint32_t>& frames) {
    std::size_t common = 0;
    while (common < open_.size() && common < frames.size() && open_[common] == frames[common]) ++common;
    for (; open_.size() > common; open_.pop_back()) event('C', open_.back(), at);
    for (; open_.size() < frames.size(); open_.push_back(frames[open_.size()])) event('O', frames[open_.size()], at);
  }

 private:
  void event(char type, std::uint32_t frame, std::int64_t at) {
    out_.append(first_ ? "{\"type\":\"" : ",\n{\"type\":\"");
    first_ = false;
    out_.push_back(type);
    out_.append("\",\"frame\":");
    put_unsigned(out_, first_frame_ + frame);
    out_.append(",\"at\":");
    put_number(out_, at);
    out_.push_back('}');
  }

  ByteSink& out_;
  std::uint32_t first_frame_;
  bool first_ = true;
  std::vector<std::uint32_t> open_;
};

void write_profile(ByteSink& out, LaneReader& reader, ProgressMeter& meter, const FrameTable& frames, ThreadId thread, const std::string& name,
                   std::uint32_t first_frame) {
  const ThreadInfo& info = reader.trace().threads()[thread.value];
  const SimTime begin = std::clamp(info.start, reader.from(), reader.to()), end = std::clamp(info.end, reader.from(), reader.to());
  out.append(fmt::format(R"({{"type":"evented","name":{},"unit":"nanoseconds","startValue":{},"endValue":{},"events":[)", json_string(name),
                         nanoseconds(begin), nanoseconds(end)));
  EventWriter events(out, first_frame);
  std::vector<std::uint32_t> path;
  SimTime last = begin;
  for_each_piece(reader, thread, meter, [&](const Piece& piece) {
    frames.path(piece, path);
    events.change(nanoseconds(piece.begin), path);
    last = piece.end;
  });
  path.clear();
  events.change(nanoseconds(last), path);
  out.append("]}");
}

void write_frames(ByteSink& out, std::span<const ExportRun> runs) {
  out.append("\"shared\":{\"frames\":[");
  bool first = true;
  for (const ExportRun& run : runs) {
    const FrameTable frames(*run.trace);
    for (std::uint32_t f = 0; f < frames.count(); ++f) {
      out.append(first ? "\n{\"name\":" : ",\n{\"name\":");
      first = false;
      out.append(json_string(frames.name(f)));
      if (const std::string file = frames.file(f); !file.empty()) out.append(",\"file\":" + json_string(file));
      if (frames.line(f) > 0) out.append(fmt::format(",\"line\":{}", frames.line(f)));
      out.push_back('}');
    }
  }
  out.append("]}");
}

}  // namespace

std::optional<Error> write_speedscope(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& output) {
  std::size_t lanes = 0;
  for (const ExportRun& run : runs) lanes += run.trace->threads().size();
  ProgressMeter meter(options, lanes);
  ByteSink& out = output.main();
  out.append(fmt::format(R"({{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":"GilScope {}","name":{},"activeProfileIndex":0,)",
                         kVersion, json_string(run_label(runs.front()))));
  write_frames(out, runs);
  out.append(",\n\"profiles\":[");
  std::uint32_t first_frame = 0;
  bool first = true;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    LaneReader reader(runs[i], options, meter);
    const FrameTable frames(*runs[i].trace);
    for (std::uint32_t t = 0; t < runs[i].trace->threads().size() && !meter.cancelled(); ++t) {
      out.append(first ? "\n" : ",\n");
      first = false;
      write_profile(out, reader, meter, frames, ThreadId{t}, run_prefix(runs, i) + thread_name(*runs[i].trace, ThreadId{t}), first_frame);
    }
    first_frame += frames.count();
  }
  out.append("]}\n");
  if (!runs.front().trace->has_calls()) output.note("the run did not record calls, so the frames are the threads' states");
  return std::nullopt;
}

}  // namespace gilscope
