// Reads a Perfetto file the way its importer does, as far as GilScope writes it, and keeps what breaks the importer's rules.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gilscope::testing {

struct PerfettoTrack {
  std::string name;
  std::uint64_t parent = 0;
  bool is_state = false, is_counter = false, is_thread = false, is_process = false;
  std::string axis;
};

struct PerfettoSpan {
  std::uint64_t track = 0;
  std::string name;
  std::int64_t begin = 0, end = 0;
};

struct CpuSpan {
  std::int64_t tid = 0;
  int cpu = 0;
  std::int64_t begin = 0, end = 0;
};

struct PerfettoFile {
  std::vector<std::string> broken;                 ///< rules that do not hold; empty = a good file
  std::map<std::uint64_t, PerfettoTrack> tracks;
  std::vector<PerfettoSpan> slices;                ///< closed slices
  std::vector<PerfettoSpan> states;                ///< stretches of state tracks with a name
  std::vector<CpuSpan> cpus;
  std::map<std::uint64_t, std::int64_t> counter_sums;  ///< by track
  std::map<std::uint64_t, int> flow_begins, flow_ends;
  std::map<std::string, std::string> attributes;
  std::map<std::int64_t, std::string> threads;     ///< of the process tree
  int instants = 0;

  /// The sum of the lengths of a state, over all tracks named "state".
  std::int64_t state_total(std::string_view state) const;
};

PerfettoFile read_perfetto(std::string_view bytes);

}  // namespace gilscope::testing
