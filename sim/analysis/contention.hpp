// Which locks and which objects cost the run the most.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"

namespace gilscope {

class Trace;

struct LockRank {
  LockId lock;
  SimTime wait = 0;
  double share_contended = 0;  ///< of its acquisitions, 0 to 1
};

struct ObjectRank {
  ObjectId object;
  std::uint64_t transfers = 0;
  double share_shared = 0;  ///< of its reference-count operations, 0 to 1
};

/// Locks that anybody waited for, the longest total wait first, then the most contended, then the oldest. At most `limit`.
std::vector<LockRank> rank_locks(const Trace& trace, std::size_t limit);

/// Objects that threads other than the owner touched, the most cache-line transfers first, then shared operations, then the oldest.
std::vector<ObjectRank> rank_objects(const Trace& trace, std::size_t limit);

}  // namespace gilscope
