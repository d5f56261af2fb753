// Imports of builtin and extension modules in the free-threaded build (Python/import.c, ceval_gil.c).
//
// An extension module may rely on the GIL without saying so. So 3.13t switches the GIL on before it runs the module's init function,
// whatever module it is, also one of its own: it detaches, stops the world, raises `enabled` by one, and takes the GIL like everybody
// else from then on. Afterwards it asks the module. Declared safe (Py_mod_gil = NOT_USED): the request is taken back, and if it was the last,
// all waiters leave take_gil. Not declared: the GIL stays on for good, and the first such module is named in a RuntimeWarning.
//
// So an import in the middle of a parallel phase costs every thread a stop, and makes them take turns while it runs.
// With -X gil=0 none of this happens; with -X gil=1 the GIL is on anyway.
#include <limits>

#include "sim/runtime/gil.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/runtime/stop_the_world.hpp"
#include "sim/trace/event_table.hpp"

namespace gilscope {

Co<bool> Runtime::import_extension(RuntimeThread& thread, std::string name, bool declares_gil_not_used, SimTime init_cost) {
  (void)name;  // the vm words the warning
  const bool may_enable = config.free_threaded && config.gil != GilOption::Off;
  if (may_enable) {
    co_await machine.order();
    if (gil_->enabled()) {
      gil_->enable_once();
    } else {
      co_await detach(thread);
      co_await stop_the_world_->begin(thread, StopReason::ExtensionImport);
      gil_->enable_once();
      update_parallel();
      stop_the_world_->end(thread);
      co_await attach(thread);
    }
  }
  co_await machine.compute(init_cost);
  mark(MarkKind::ExtensionImported, &thread, declares_gil_not_used ? 1 : 0);
  if (!may_enable) co_return false;
  if (declares_gil_not_used) {
    gil_->disable_once(thread);
    update_parallel();
    co_return false;
  }
  const bool first = config.gil == GilOption::Default && !warned_about_gil_;
  gil_->enable_permanently();
  update_parallel();
  if (first) mark(MarkKind::GilEnabled, &thread, 0);
  warned_about_gil_ = true;
  co_return first;
}

}  // namespace gilscope
