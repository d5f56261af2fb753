#include "sim/runtime/qsbr.hpp"

#include "sim/runtime/runtime.hpp"
#include "sim/runtime/stop_the_world.hpp"

namespace gilscope {

Co<> Qsbr::reserve(RuntimeThread& creator) {
  co_await runtime_.machine.order();
  ++used_;
  while (used_ > slots_) {
    slots_ *= 2;
    co_await runtime_.stop_the_world().begin(creator, StopReason::QsbrGrowth);
    runtime_.stop_the_world().end(creator);
  }
}

}  // namespace gilscope
