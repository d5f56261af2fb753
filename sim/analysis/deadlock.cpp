#include "sim/analysis/deadlock.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gilscope {
namespace {

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

std::size_t blocker_of(const std::vector<BlockedThread>& blocked, std::size_t i) {
  if (!blocked[i].blocked_by.valid()) return kNobody;
  const auto found = std::find_if(blocked.begin(), blocked.end(), [&](const BlockedThread& b) { return b.thread == blocked[i].blocked_by; });
  return found == blocked.end() ? kNobody : static_cast<std::size_t>(found - blocked.begin());
}

std::string sentence(const std::vector<BlockedThread>& blocked, std::size_t i) {
  const BlockedThread& thread = blocked[i];
  const std::size_t blocker = blocker_of(blocked, i);
  std::string text = fmt::format("  {} waits for {}", thread.name, thread.awaits);
  if (blocker == i)
    text += ", which it holds itself";
  else if (blocker != kNobody && thread.awaits.find(blocked[blocker].name) == std::string::npos)
    text += ", held by " + blocked[blocker].name;
  if (!thread.where.empty()) text += fmt::format(" ({})", thread.where);
  return text + "\n";
}

std::string circle(const std::vector<BlockedThread>& blocked, const std::vector<std::size_t>& cycle) {
  std::string text = "  The circle: ";
  for (const std::size_t i : cycle) text += blocked[i].name + " -> ";
  return text + blocked[cycle.front()].name + "\n";
}

}  // namespace

std::vector<std::size_t> find_cycle(const std::vector<BlockedThread>& blocked) {
  std::vector<int> visited_by(blocked.size(), -1);
  for (std::size_t start = 0; start < blocked.size(); ++start) {
    std::size_t i = start;
    while (i != kNobody && visited_by[i] < 0) {
      visited_by[i] = static_cast<int>(start);
      i = blocker_of(blocked, i);
    }
    if (i == kNobody || visited_by[i] != static_cast<int>(start)) continue;
    std::vector<std::size_t> cycle;
    for (std::size_t j = i; cycle.empty() || j != i; j = blocker_of(blocked, j)) cycle.push_back(j);
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    return cycle;
  }
  return {};
}

std::string describe_deadlock(const std::vector<BlockedThread>& blocked) {
  const auto cycle = find_cycle(blocked);
  std::string text = cycle.empty()       ? "Deadlock: every thread waits, and nobody is left who could end a wait.\n"
                     : cycle.size() == 1 ? "Deadlock: a thread waits for itself and will never run again.\n"
                                         : "Deadlock: these threads wait for each other and will never run again.\n";
  for (const std::size_t i : cycle) text += sentence(blocked, i);
  if (cycle.size() > 1) text += circle(blocked, cycle);
  bool first = true;
  for (std::size_t i = 0; i < blocked.size(); ++i) {
    if (std::find(cycle.begin(), cycle.end(), i) != cycle.end()) continue;
    if (first && !cycle.empty()) text += "Stuck behind them:\n";
    first = false;
    text += sentence(blocked, i);
  }
  return text;
}

}  // namespace gilscope
