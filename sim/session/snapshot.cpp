#include "sim/session/snapshot.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/bytecode/code_units.hpp"
#include "sim/library/modules/thread_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/runtime/gil.hpp"
#include "sim/runtime/object_traffic.hpp"
#include "sim/runtime/parking_lot.hpp"
#include "sim/session/execution.hpp"
#include "sim/session/value_text.hpp"
#include "sim/trace/trace.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

class Reader {
 public:
  Reader(Execution& execution, SimTime at) : e_(execution), vm_(&execution.vm()), trace_(execution.trace()) {
    snapshot_.at = at;
  }

  Snapshot read() {
    std::map<LockId, LockView> found;
    for (const auto& interpreter : e_.interpreters().all()) {
      vm_ = interpreter->vm;
      gil(*interpreter);
      threads();
      locks(found);
      for (const Object* o : vm_->runtime.object_traffic().known()) object(o);
      if (!interpreter->closed) snapshot_.heap_bytes += vm_->heap.live_bytes();
    }
    for (auto& [id, lock] : found) {
      add_others_that_wait(lock);
      if (lock.state != 0 || !lock.queue.empty()) snapshot_.locks.push_back(std::move(lock));
    }
    vm_ = &e_.vm();
    globals();
    return std::move(snapshot_);
  }

 private:
  // ---- values ----
  ValueView view(std::string name, Value v) {
    ValueView view;
    view.name = std::move(name);
    if (!v) return view;
    view.type = value_type(*vm_, v);
    view.text = value_text(*vm_, v);
    if (v.is_object()) header(view, v.object());
    return view;
  }

  void header(ValueView& view, const Object* o) {
    const auto state = o->ref_shared & kSharedFlagMask;
    view.boxed = true;
    view.address = vm_->heap.place_of(o);
    view.object = vm_->runtime.object_traffic().id_of(o);
    view.immortal = o->ref_local == kImmortal;
    view.merged = state == kMerged;
    view.queued = state == kQueued;
    view.maybe_weakref = state == kMaybeWeakref;
    view.deferred = (o->flags & kFlagDeferred) != 0;
    view.local = view.immortal ? 0 : o->ref_local;
    view.shared = o->ref_shared >> kSharedShift;
    view.lock_byte = o->mutex & 3;
    view.last_toucher = vm_->runtime.object_traffic().last_foreigner(o);
    if (o->owner > kGilOwner && !view.immortal) view.owner = ThreadId(o->owner - 2);
  }

  void object(const Object* o) {
    const ObjectId id = vm_->runtime.object_traffic().id_of(o);
    snapshot_.objects.push_back(view(trace_.objects()[id.value].name, Value(o)));
  }

  void globals() {
    const Value main = dict_get_str(vm_->modules, vm_->intern("__main__"));
    if (!main || main.object()->type->layout != Layout::Module) return;
    names(static_cast<ModuleObject*>(main.object())->dict, snapshot_.globals);
  }

  /// The names of a namespace that hold data.
  void names(const DictObject* d, std::vector<ValueView>& to) {
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      const DictEntry& entry = d->entries[i];
      if (!is_str(entry.key)) continue;
      const std::string name = to_utf8(entry.key);
      const TypeObject* type = vm_->types.of(entry.value);
      const bool code = type == vm_->types.function || type == vm_->types.builtin_function || type == vm_->types.module;
      if (!code && !name.starts_with("__")) to.push_back(view(name, entry.value));
    }
  }

  // ---- frames ----
  StackFrameView view(const PythonFrame& frame, bool at_boundary) {
    const CodeObject& code = *frame.executable->code;
    const std::uint32_t next = frame.executable->index_of(frame.ip);
    const std::uint32_t index = at_boundary || next == 0 ? next : next - 1;
    StackFrameView view;
    view.function = code.qualname;
    view.file = code.filename;
    view.line = line_at(code, index);
    view.offset = units_of(code).offset_of[index] * 2;
    view.code_key = code_key(code);
    locals(frame, view.locals);
    for (const Value* v = frame.stack_base(); v < frame.sp; ++v) view.stack.push_back(this->view("", *v));
    return view;
  }

  static std::uint32_t line_at(const CodeObject& code, std::uint32_t index) {
    const int line = index < code.code.size() && code.code[index].line > 0 ? code.code[index].line : code.first_line;
    return static_cast<std::uint32_t>(std::max(line, 0));
  }

  void locals(const PythonFrame& frame, std::vector<ValueView>& to) {
    const CodeObject& code = *frame.executable->code;
    for (std::size_t i = 0; i < code.localsplus_names.size(); ++i) {
      Value v = frame.slots[i];
      const bool in_cell = (code.localsplus_kinds[i] & (slot_kind::kCell | slot_kind::kFree)) != 0;
      if (in_cell && v.is_object() && v.object()->type == vm_->types.cell)
        v = static_cast<CellObject*>(v.object())->value;
      to.push_back(view(code.localsplus_names[i], v));
    }
    const Value space = frame.locals;  // of a class body: a module's is its globals
    if (space && is_dict(space) && as_dict(space) != frame.globals) names(as_dict(space), to);
  }

  const CodeUnits& units_of(const CodeObject& code) {
    const auto [place, fresh] = units_.try_emplace(&code);
    if (fresh) place->second = lay_out(code);
    return place->second;
  }

  // ---- threads ----
  /// Those that execute in this interpreter, or did so to their end. One that visits another interpreter is seen there.
  void threads() {
    snapshot_.threads.resize(trace_.threads().size());
    for (const auto& thread : vm_->priv().threads) {
      ThreadView& known = snapshot_.threads[thread->id.value];
      if (thread->os->user == thread.get()) known = view(*thread);
    }
  }

  ThreadView view(const Thread& thread) {
    ThreadView view;
    view.interpreter = vm_->runtime.interpreter;
    const ThreadInfo& info = trace_.threads()[thread.id.value];
    view.id = thread.id;
    view.name = info.name;
    view.finished = info.finished;
    state(thread.id, view);
    // A thread on a core stands at its next boundary: that is where its core's clock was left.
    view.at = view.core.valid() ? std::max(snapshot_.at, seen_at(thread)) : snapshot_.at;
    view.holds_gil = thread.holds_gil;
    view.eval_breaker = thread.eval_breaker & ~kQuiescentProbe;
    if (thread.raised) view.raised = exception_text(*vm_, thread.raised);
    view.awaits = info.awaits;
    if (!view.finished) frames(thread, view.frames);
    return view;
  }

  /// Of a guest, those of the interpreter that it comes from lie beneath.
  void frames(const Thread& thread, std::vector<StackFrameView>& to) {
    for (const Frame* f = thread.top; f != nullptr; f = f->back) {
      if (f->kind == FrameKind::Python) to.push_back(view(*static_cast<const PythonFrame*>(f), f == thread.top));
    }
    if (thread.origin.thread == nullptr) return;
    Vm* const here = std::exchange(vm_, thread.origin.vm);
    frames(*thread.origin.thread, to);
    vm_ = here;
  }

  /// The machine reports some changes ahead of time (a woken thread's start), so the trace is asked for the instant
  /// itself.
  void state(ThreadId thread, ThreadView& view) {
    const SimTime at = snapshot_.at;
    const ThreadInfo& info = trace_.threads()[thread.value];
    view.state = info.state;
    view.since = info.end;
    view.core = info.core;
    trace_.for_each_state(thread, std::max<SimTime>(at - 1, 0), std::max<SimTime>(at, 1), [&](const StateSpan& span) {
      view.state = span.state;
      view.since = span.begin;
      view.core = span.core;
    });
  }

  SimTime seen_at(const Thread& thread) const {
    return thread.os != nullptr ? e_.machine().core_time(thread.os->core) : 0;
  }

  // ---- locks and the GILs ----
  void gil(const Interpreter& interpreter) {
    const Gil& gil = vm_->runtime.gil();
    GilView view;
    view.interpreter = interpreter.id;
    view.name = interpreter.name;
    view.enabled = gil.enabled();
    if (const RuntimeThread* holder = gil.holder()) {
      view.holder = holder->id;
      view.drop_requested = (holder->eval_breaker & kGilDropRequest) != 0;
    }
    view.queue = gil.waiting();
    if (interpreter.id.value == 0) {
      snapshot_.gil_enabled = view.enabled;
      snapshot_.gil_holder = view.holder;
      snapshot_.gil_drop_requested = view.drop_requested;
      snapshot_.gil_queue = view.queue;
    }
    if (!interpreter.closed) snapshot_.gils.push_back(std::move(view));
  }

  void locks(std::map<LockId, LockView>& found) {
    for (const auto& [object, id] : vm_->runtime.object_locks())
      found[id] = lock_view(id, object->mutex, parked(&object->mutex));
    const auto visit = [&](Object* o) {
      const std::string type = o->type == nullptr ? "" : value_type(*vm_, Value(o));
      if (o->type == nullptr || o->type->layout != Layout::Native || (type != "lock" && type != "RLock")) return;
      const auto* l = static_cast<const LockObject*>(o);
      if (!l->id.valid()) return;
      if (l->semaphore == nullptr) found[l->id] = lock_view(l->id, l->word, parked(&l->word));
      else found[l->id] = lock_view(l->id, l->semaphore->taken() ? 1 : 0, ids(l->semaphore->sleepers().threads()));
    };
    vm_->heap.for_each_object([](Object* o, void* f) { (*static_cast<decltype(visit)*>(f))(o); },
                             const_cast<void*>(static_cast<const void*>(&visit)));
  }

  LockView lock_view(LockId id, std::uint8_t state, std::vector<ThreadId> queue) {
    const LockInfo& info = trace_.locks()[id.value];
    return {id, info.kind, info.name, static_cast<std::uint8_t>(state & 3), info.holder, std::move(queue)};
  }

  /// Those on their way to or from the queue: they spin, or were woken and have not tried again yet.
  void add_others_that_wait(LockView& lock) {
    for (std::uint32_t t = 0; t < trace_.threads().size(); ++t) {
      if (trace_.threads()[t].awaits != lock.id) continue;
      if (std::find(lock.queue.begin(), lock.queue.end(), ThreadId(t)) == lock.queue.end())
        lock.queue.push_back(ThreadId(t));
    }
  }

  std::vector<ThreadId> parked(const void* key) { return ids(vm_->runtime.parking_lot().parked(key)); }

  template <class Threads>
  static std::vector<ThreadId> ids(const Threads& threads) {
    std::vector<ThreadId> result;
    for (const OsThread* thread : threads) result.push_back(thread->id);
    return result;
  }

  Execution& e_;
  Vm* vm_;  ///< of the interpreter that is being looked at
  const Trace& trace_;
  Snapshot snapshot_;
  std::map<const CodeObject*, CodeUnits> units_;
};

}  // namespace

Snapshot take_snapshot(Execution& execution, SimTime at) { return Reader(execution, at).read(); }

}  // namespace gilscope
