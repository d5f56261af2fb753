// The interpreter loop of a vm that nobody watches, and the choice between the two loops.
#include "sim/vm/dispatch_loop.hpp"

namespace gilscope {

void dispatch(Vm& vm) { vm.host.watcher == nullptr ? run_frames<false>(&vm, nullptr) : dispatch_watched(vm); }

void dispatch_labels(const void** labels, bool watched) {
  if (watched) return dispatch_watched_labels(labels);
  run_frames<false>(nullptr, labels);
}

}  // namespace gilscope
