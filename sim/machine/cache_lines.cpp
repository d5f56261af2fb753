#include "sim/machine/cache_lines.hpp"

#include <algorithm>

namespace gilscope {

bool CacheLines::rmw(std::uint32_t& id, std::uint32_t core, SimTime cost, SimTime& now) {
  if (is_alone(id, core)) {
    now += cost;
    return false;
  }
  Line& line = lines_[id];
  const bool travels = line.owner != core || line.sharers.count() > 1;
  const SimTime duration = travels ? journey() + cost : cost;
  if (now + duration <= line.busy_from) {
    now += duration;  // the access executed last lies in this one's future
  } else {
    if (now > line.busy_until) line.busy_from = line.busy_until = now;
    now = line.busy_until += duration;
  }
  line.owner = core;
  if (travels) line.sharers.reset().set(core);
  return travels;
}

bool CacheLines::read(std::uint32_t& id, std::uint32_t core, SimTime& now) {
  if (is_alone(id, core)) return false;
  Line& line = lines_[id];
  if (line.sharers.test(core)) return false;
  const SimTime duration = journey();
  if (now + duration > line.busy_from) now = std::max(now, line.busy_until);
  now += duration;
  line.sharers.set(core);
  return true;
}

// A 64-bit linear congruential generator (Knuth's MMIX constants); its high bits are the good ones.
SimTime CacheLines::journey() {
  if (random_ == 0) return transfer_;
  random_ = random_ * 6364136223846793005u + 1442695040888963407u;
  const auto share = static_cast<SimTime>(random_ >> 48);  // 0 .. 65535
  return transfer_ / 2 + transfer_ * share / 65536;
}

bool CacheLines::is_mine(std::uint32_t id, std::uint32_t core) const {
  if (!is_record(id)) return id == 0 || id == (kPrivate | core);
  return lines_[id].owner == core && lines_[id].sharers.count() == 1;
}

void CacheLines::forget(std::uint32_t id) {
  if (is_record(id)) free_.push_back(id);
}

void CacheLines::hold(std::uint32_t id, SimTime until) {
  if (is_record(id) && lines_[id].held_until < until) lines_[id].held_until = until;
}

// Still used by one core only? If this core is the second one, the line gets its record.
bool CacheLines::is_alone(std::uint32_t& id, std::uint32_t core) {
  if (id == 0) id = kPrivate | core;
  if (id == (kPrivate | core)) return true;
  if ((id & kPrivate) != 0) id = make_record(id & ~kPrivate);
  return false;
}

std::uint32_t CacheLines::make_record(std::uint32_t owner) {
  std::uint32_t id;
  if (free_.empty()) {
    id = static_cast<std::uint32_t>(lines_.size());
    lines_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
    lines_[id] = Line{};
  }
  lines_[id].owner = owner;
  lines_[id].sharers.set(owner);
  return id;
}

}  // namespace gilscope
