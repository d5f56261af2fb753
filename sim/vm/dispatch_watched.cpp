// The interpreter loop of a vm that somebody watches (sim/vm/watcher.hpp).
#include "sim/vm/dispatch_loop.hpp"

namespace gilscope {

void dispatch_watched(Vm& vm) { run_frames<true>(&vm, nullptr); }
void dispatch_watched_labels(const void** labels) { run_frames<true>(nullptr, labels); }

}  // namespace gilscope
