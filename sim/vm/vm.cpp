// The Vm: construction, the run loop, coroutines as frames, and small conveniences.
#include "sim/vm/vm.hpp"

#include <cassert>
#include <new>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/bootstrap.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/finalizers.hpp"
#include "sim/vm/frame_stack.hpp"
#include "sim/vm/generators.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/native_frames.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/protocol_state.hpp"
#include "sim/vm/signature.hpp"
#include "sim/vm/vm_private.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

// ---- construction and the end ---------------------------------------------------------------------------------------------

Vm::Vm(Machine& machine_, Runtime& runtime_, VmHost host_)
    : heap(runtime_.refcounts()), machine(machine_), runtime(runtime_), host(std::move(host_)), private_(std::make_unique<Private>()) {
  runtime.attach_heap(heap);
  module_table = std::make_unique<ModuleTable>();
  connect_finalizers(*this);
  bootstrap(*this);
  modules = as_dict(make_dict(heap).release());
  builtins = as_dict(make_dict(heap).release());
}

Vm::~Vm() {
  private_->shutting_down = true;
  heap.begin_teardown();
  for (auto& t : private_->threads) {
    drop_frames(*t);
    delete t->stack;
  }
  free_generator_frames(*this);
}

Vm::Private::Private() = default;
Vm::Private::~Private() = default;

// ---- native frames --------------------------------------------------------------------------------------------------------

NativeFrame* push_native_frame(Vm& vm, Thread& thread, Co<Ref> task) {
  (void)vm;
  auto* frame = new (thread.stack->push(frame_align(sizeof(NativeFrame)))) NativeFrame;
  frame->kind = FrameKind::Native;
  frame->back = thread.top;
  frame->attached = nullptr;
  frame->task = std::move(task);
  frame->leaf = nullptr;
  frame->result = nullptr;
  thread.top = frame;
  return frame;
}

void pop_native_frame(Vm& vm, Thread& thread, NativeFrame* frame) {
  assert(thread.top == frame);
  thread.top = frame->back;
  if (vm.host.watcher != nullptr) vm.host.watcher->native_left(thread, frame);
  Attachment* const attached = frame->attached;  // lies under the frame
  frame->~NativeFrame();
  thread.stack->pop(frame);
  if (attached != nullptr) release_attachment(vm, attached);
}

void drop_frames(Thread& thread) {
  while (thread.top != nullptr) {
    Frame* frame = thread.top;
    thread.top = frame->back;
    if (frame->kind == FrameKind::Native) static_cast<NativeFrame*>(frame)->~NativeFrame();
  }
}

namespace {
constexpr std::uint32_t kNativeDepthLimit = 1500;  ///< coroutines nested on the host's stack: CPython's C recursion limit, scaled to our frames
}

Ref Vm::start(Co<Ref> task) {
  Thread& t = *thread;
  if (t.native_depth >= kNativeDepthLimit) return raise(Exc::RecursionError, "maximum recursion depth exceeded");
  NativeFrame* frame = push_native_frame(*this, t, std::move(task));
  NativeFrame* outer = t.current_native;
  t.current_native = frame;
  ++t.native_depth;
  frame->task.start();
  --t.native_depth;
  t.current_native = outer;
  if (!frame->task.done()) return Ref::steal(Value::pending());
  Ref result = frame->task.take();
  pop_native_frame(*this, t, frame);
  return result;
}

void Vm::Finish::wait(Vm& vm, std::coroutine_handle<> h, Ref& result) {
  NativeFrame* frame = vm.thread->current_native;
  frame->leaf = h;
  frame->result = &result;
}

// ---- the run loop ---------------------------------------------------------------------------------------------------------

namespace {

void resume_native(Thread& t, NativeFrame* frame, std::coroutine_handle<> h) {
  t.current_native = frame;
  h.resume();
  t.current_native = nullptr;
}

/// Hands `result` to the frame on top.
void deliver(Vm& vm, Thread& t, Ref result) {
  if (t.top->kind == FrameKind::Native) {
    auto* frame = static_cast<NativeFrame*>(t.top);
    const std::coroutine_handle<> leaf = std::exchange(frame->leaf, nullptr);
    *frame->result = std::move(result);
    resume_native(t, frame, leaf);
    return;
  }
  if (!result) return;  // dispatch() sees the raised exception
  auto& frame = static_cast<PythonFrame&>(*t.top);
  const Step step = deliver_to_python(vm, frame, std::move(result));
  if (step == Step::Polled && t.eval_breaker != 0) push_pending_work(vm, frame);
}

}  // namespace

void Vm::run(OsThread& os) {
  Thread& t = *static_cast<Thread*>(os.user);
  thread = &t;
  runtime.becomes_current(t);
  Private& p = *private_;
  for (;;) {
    if (os.resume) {
      const std::coroutine_handle<> h = std::exchange(os.resume, nullptr);
      resume_native(t, static_cast<NativeFrame*>(t.top), h);
    } else if (p.has_delivered) {
      p.has_delivered = false;
      deliver(*this, t, std::move(p.delivered));
    } else if (t.top->kind == FrameKind::Python) {
      dispatch(*this);
      if (!p.has_delivered && t.top->kind == FrameKind::Python) return;  // the slice is over
      if (p.has_delivered) continue;
    }
    if (os.resume || t.finished) return;
    if (t.top->kind != FrameKind::Native) continue;
    auto* frame = static_cast<NativeFrame*>(t.top);
    if (!frame->task.done()) continue;
    Ref result = frame->task.take();
    pop_native_frame(*this, t, frame);
    if (t.top == nullptr) return;
    p.delivered = std::move(result);
    p.has_delivered = true;
  }
}

// ---- values ---------------------------------------------------------------------------------------------------------------

Ref Vm::str(std::string_view utf8) { return make_str(heap, utf8); }
StrObject* Vm::intern(std::string_view utf8) { return gilscope::intern(heap, utf8); }
Ref Vm::integer(std::int64_t i) { return make_int(heap, i); }
Ref Vm::tuple(std::initializer_list<Value> items) { return make_tuple(heap, {items.begin(), items.size()}); }

std::uint32_t Args::keyword_count() const { return keywords == nullptr ? 0 : keywords->length; }

}  // namespace gilscope
