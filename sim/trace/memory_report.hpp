// What a run's memory came to, in CPython's terms. Bytes unless said otherwise; what is counted: sim/runtime/allocator.hpp.
#pragma once

#include <cstdint>

namespace gilscope {

struct MemoryReport {
  /// Each member, in order, with the name it has in JSON and in tables.
  template <class Report, class Visit>
  static void each(Report& report, Visit visit) {
    visit("live_end", report.live), visit("live_peak", report.live_peak), visit("taken_end", report.taken), visit("taken_peak", report.taken_peak);
    visit("held_back_peak", report.held_peak), visit("retained_by_immortality", report.retained);
    visit("retained_objects", report.retained_objects), visit("objects_made_immortal", report.immortalized);
    visit("counts_queued_peak", report.queued_peak), visit("blocks_freed_by_others", report.foreign_frees), visit("abandoned_end", report.abandoned);
  }

  std::uint64_t live = 0, live_peak = 0;      ///< objects with their arrays: at the end of the program, and the most there were
  std::uint64_t taken = 0, taken_peak = 0;    ///< given by the operating system for them
  std::uint64_t held_peak = 0;                ///< dead arrays that waited for QSBR, at most
  std::uint64_t retained = 0;                 ///< unreachable at the end of the program, but kept by immortalization for good
  std::uint64_t retained_objects = 0;         ///< number
  std::uint64_t immortalized = 0;             ///< number of objects that immortalization made immortal
  std::uint64_t queued_peak = 0;              ///< number of objects that waited for their owner to merge their counts, at most
  std::uint64_t foreign_frees = 0;            ///< number of blocks freed by a thread that their page did not belong to
  std::uint64_t abandoned = 0;                ///< pages left by threads that have ended, and not taken over
};

}  // namespace gilscope
