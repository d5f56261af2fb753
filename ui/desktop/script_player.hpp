// Plays recorded actions, one per frame, as if somebody did them. `wait` holds until the runs are done.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "ui/desktop/actions.hpp"

namespace gilscope::desktop {

class ScriptPlayer {
 public:
  void add(const std::vector<Action>& actions) { queue_.insert(queue_.end(), actions.begin(), actions.end()); }
  bool done() const { return queue_.empty(); }
  /// The next action; nothing while there is none, or while a `wait` holds. `idle`: no run goes on.
  std::optional<Action> next(bool idle) {
    if (queue_.empty()) return std::nullopt;
    if (std::holds_alternative<Wait>(queue_.front())) {
      if (idle) queue_.pop_front();
      return std::nullopt;
    }
    Action action = std::move(queue_.front());
    queue_.pop_front();
    return action;
  }

 private:
  std::deque<Action> queue_;
};

}  // namespace gilscope::desktop
