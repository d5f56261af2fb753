#include "sim/analysis/contention.hpp"

#include <algorithm>
#include <tuple>

#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

template <class Rank, class Key>
void keep_largest(std::vector<Rank>& ranks, std::size_t limit, Key key) {
  std::stable_sort(ranks.begin(), ranks.end(), [&](const Rank& a, const Rank& b) { return key(a) > key(b); });
  if (ranks.size() > limit) ranks.resize(limit);
}

}  // namespace

std::vector<LockRank> rank_locks(const Trace& trace, std::size_t limit) {
  std::vector<LockRank> ranks;
  const auto& locks = trace.locks();
  for (std::uint32_t i = 0; i < locks.size(); ++i)
    if (locks[i].wait > 0 || locks[i].contended > 0)
      ranks.push_back({LockId{i}, locks[i].wait, ratio(locks[i].contended, locks[i].acquisitions)});
  keep_largest(ranks, limit, [&](const LockRank& r) { return std::tuple(r.wait, locks[r.lock.value].contended); });
  return ranks;
}

std::vector<ObjectRank> rank_objects(const Trace& trace, std::size_t limit) {
  std::vector<ObjectRank> ranks;
  const auto& objects = trace.objects();
  for (std::uint32_t i = 0; i < objects.size(); ++i) {
    const auto& o = objects[i];
    if (o.shared_ops() > 0 || o.transfers() > 0)
      ranks.push_back({ObjectId{i}, o.transfers(), ratio(o.shared_ops(), o.shared_ops() + o.local_ops())});
  }
  keep_largest(ranks, limit, [&](const ObjectRank& r) { return std::tuple(r.transfers, objects[r.object.value].shared_ops()); });
  return ranks;
}

}  // namespace gilscope
