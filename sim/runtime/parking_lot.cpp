#include "sim/runtime/parking_lot.hpp"

#include <algorithm>

namespace gilscope {

ParkedThread* ParkingLot::unpark_one(Key key) {
  const auto found = queues_.find(key);
  if (found == queues_.end()) return nullptr;
  ParkedThread* first = found->second.front();
  found->second.pop_front();
  if (found->second.empty()) queues_.erase(found);
  return first;
}

bool ParkingLot::remove(Key key, ParkedThread& thread) {
  const auto found = queues_.find(key);
  if (found == queues_.end()) return false;
  const auto place = std::find(found->second.begin(), found->second.end(), &thread);
  if (place == found->second.end()) return false;
  found->second.erase(place);
  if (found->second.empty()) queues_.erase(found);
  return true;
}

std::vector<OsThread*> ParkingLot::parked(Key key) const {
  std::vector<OsThread*> threads;
  const auto found = queues_.find(key);
  if (found == queues_.end()) return threads;
  for (const ParkedThread* thread : found->second) threads.push_back(thread->os);
  return threads;
}

}  // namespace gilscope
