// The tables that all threads of a Firefox Profiler file share: strings, sources, functions, frames, stacks. Rows are only ever added.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "sim/export/lanes.hpp"

namespace gilscope {

/// Categories of frames and markers, in the order of the file's list. The colours are those that the profiler knows.
enum class FirefoxCategory : std::uint8_t { Other, Python, Native, Gil, Lock, Spinning, Core, Sleep, Io, Stopped, Gc };
struct FirefoxCategoryInfo {
  std::string_view name, color;
};
constexpr FirefoxCategoryInfo kFirefoxCategories[] = {
    {"Other", "grey"},   {"Python", "yellow"},     {"Native", "blue"},          {"GIL", "orange"},   {"Lock", "red"},     {"Spinning", "magenta"},
    {"Waiting for core", "brown"}, {"Sleep", "lightblue"}, {"I/O", "purple"}, {"Stopped", "darkgrey"}, {"GC", "green"},
};
FirefoxCategory firefox_category(ThreadState state);

class FirefoxTables {
 public:
  std::uint32_t string(std::string_view text);
  /// The text of a string's number, as JSON.
  std::string quoted(std::uint32_t string) const;
  /// Adds a run's functions and stacks; the next ones are for it. Its script's text goes along, so that the profiler shows it.
  void begin_run(const ExportRun& run);
  /// The row of a stack, a waiting thread's with the wait as innermost frame; -1 = no stack.
  std::int64_t stack(StackId stack, ThreadState state);
  void write(ByteSink& out) const;

 private:
  struct Func {
    std::uint32_t name;
    std::int64_t source;
    std::uint32_t line;
  };
  struct Frame {
    std::uint32_t func;
    std::uint32_t line;
    FirefoxCategory category;
  };
  struct Stack {
    std::uint32_t frame;
    std::int64_t prefix;
  };
  std::int64_t source(const std::string& file, const ExportRun& run);
  std::uint32_t frame(std::uint32_t func, std::uint32_t line, FirefoxCategory category);
  std::uint32_t wait_frame(ThreadState state);
  void write_frames(ByteSink& out) const;
  void write_funcs(ByteSink& out) const;
  void write_sources(ByteSink& out) const;

  std::unordered_map<std::string, std::uint32_t> string_index_;
  std::vector<std::string> strings_;
  std::map<std::string, std::int64_t> source_index_;
  std::vector<std::pair<std::uint32_t, std::string>> sources_;  // file name, content
  std::vector<Func> funcs_;
  std::map<std::tuple<std::uint32_t, std::uint32_t>, std::uint32_t> frame_index_;
  std::vector<Frame> frames_;
  std::vector<Stack> stacks_;
  std::map<ThreadState, std::uint32_t> wait_frames_;
  std::map<std::pair<std::int64_t, ThreadState>, std::uint32_t> wait_stacks_;
  std::uint32_t first_stack_ = 0;  // of the current run
};

}  // namespace gilscope
