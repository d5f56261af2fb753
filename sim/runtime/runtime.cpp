#include "sim/runtime/runtime.hpp"

#include "sim/runtime/allocator.hpp"
#include "sim/runtime/biased_refcount.hpp"
#include "sim/runtime/garbage_collector.hpp"
#include "sim/runtime/gil.hpp"
#include "sim/runtime/immortal.hpp"
#include "sim/runtime/parking_lot.hpp"
#include "sim/runtime/qsbr.hpp"
#include "sim/runtime/stop_the_world.hpp"
#include "sim/runtime/thread_local_bytecode.hpp"
#include "sim/trace/recorder.hpp"

namespace gilscope {

Runtime::Runtime(const RuntimeConfig& config_, const CostModel& model, Machine& machine_, Recorder& recorder_,
                 InterpreterId interpreter_)
    : config(config_),
      costs(model.table(config_, machine_.config().clock_factor)),
      machine(machine_),
      recorder(recorder_),
      interpreter(interpreter_),
      garbage_collector_(std::make_unique<GarbageCollector>(*this)),
      gil_(std::make_unique<Gil>(*this)),
      parking_lot_(std::make_unique<ParkingLot>()),
      stop_the_world_(std::make_unique<StopTheWorld>(*this)),
      biased_refcount_(std::make_unique<BiasedRefcount>(*this)),
      immortalization_(std::make_unique<Immortalization>(*this)),
      qsbr_(std::make_unique<Qsbr>(*this)),
      allocator_(Allocator::make(*this)),
      thread_local_bytecode_(std::make_unique<ThreadLocalBytecode>(config_.thread_local_bytecode)) {
  update_parallel();
}

Runtime::~Runtime() { machine.object_to_run_ahead(parallel_ ? 0 : -1); }

void Runtime::attach_heap(Heap& heap_) {
  heap = &heap_;
  heap->set_boxes_published_numbers(config.free_threaded);
  garbage_collector_->attach_heap(heap_);
  heap->set_ledger(allocator_.get());
}

RefcountSlowPath* Runtime::refcounts() { return biased_refcount_.get(); }
bool Runtime::gil_enabled() const { return gil_->enabled(); }
// Under a GIL one thread computes at a time: running ahead would gain nothing, and blur when it notices a request to drop the GIL.
void Runtime::update_parallel() {
  const bool parallel = !gil_->enabled();
  if (parallel != parallel_) machine.object_to_run_ahead(parallel ? -1 : 1);
  parallel_ = parallel;
}

void Runtime::set_switch_interval(SimTime interval) { gil_->set_interval(interval); }
SimTime Runtime::switch_interval() const { return gil_->interval(); }

void Runtime::finish_trace() {
  biased_refcount_->traffic().flush_all();
  allocator_->sample();
}

void Runtime::mark(MarkKind kind, const RuntimeThread* thread, std::uint64_t payload) {
  recorder.mark(kind, thread ? thread->id : ThreadId(), machine.clock.now, payload);
}

const ObjectTraffic& Runtime::object_traffic() const { return biased_refcount_->traffic(); }

}  // namespace gilscope
