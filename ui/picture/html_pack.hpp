// Numbers as short text: how the HTML report carries its spans. assets/report/data.js reads what is written here.
//
// A stream is base64 of LEB128 numbers. A lane is: its begin, then per stretch its duration in ns and a code: value + 1, or 0 for a mix.
// A mix stands for neighbouring short spans whose order was dropped and whose shares were kept: number of spans (0 = unknown), number of
// parts, then per part its code and its duration. The code 0 as a part means "other values". Durations of parts sum to the mix.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope::picture {

std::string base64(std::string_view bytes);

class ByteStream {
 public:
  void number(std::uint64_t n);
  std::size_t size() const { return bytes_.size(); }
  std::string base64() const { return picture::base64(bytes_); }

 private:
  std::string bytes_;
};

/// Packs the spans of one lane, which follow each other without gaps. Spans shorter than `cell` are mixed with their neighbours until they
/// are as long together; a cell of 0 keeps every span.
class LanePacker {
 public:
  /// `most_parts`: a mix keeps that many values, those with most time; the rest becomes "other values".
  explicit LanePacker(SimTime cell, std::size_t most_parts = 64) : cell_(cell), most_parts_(most_parts) {}

  /// `merged`: the trace itself knows only which value took most of the span.
  void add(SimTime begin, SimTime end, std::uint32_t value, bool merged);
  /// Everything added so far. Call it once, at the end.
  ByteStream finish();

 private:
  struct Part {
    std::uint32_t value = 0;
    std::int64_t length = 0;  // ns
  };
  void start(SimTime begin);
  void collect(std::uint32_t value, std::int64_t length);
  void flush();
  void write_mix();

  SimTime cell_;
  std::size_t most_parts_;
  bool started_ = false;
  std::int64_t at_ = 0;          // ns: where the next span begins
  std::vector<Part> pending_;    // by value once it holds more than kPlain spans
  std::vector<Part> plain_;      // the first pending spans, in order
  std::uint64_t pending_spans_ = 0;
  std::int64_t pending_length_ = 0;
  ByteStream out_;
};

}  // namespace gilscope::picture
