// The end of a thread (Python/pystate.c: PyThreadState_Clear and tstate_delete_common), and who waits for it.
//
// What a thread has of its own is given up in this order. First its free lists: the dead objects that rested in them are freed. Then, in
// the free-threaded build, its queue of reference counts: objects that other threads dropped and only it can judge (biased_refcount.hpp); they
// are merged in a loop, since their deaths can queue more, until the queue is empty, and then the queue is taken out of the table. From
// that instant on whoever drops an object of this thread finds no owner and merges it himself. What waits for QSBR goes to the interpreter's
// queue. The memory that is still in use, because objects outlive the thread that made them, is abandoned: mimalloc.hpp.
// At last the thread detaches for good.
//
// In the GIL build there is none of this: free lists and memory are the interpreter's, reference counts have no owner.
//
// join parks on an event that the thread posts at its exit, detached, and afterwards calls pthread_join, which waits for the rest of the
// OS thread's end (Modules/_threadmodule.c: ThreadHandle_join).
//
// Left out: the owner's id is the address of thread-local storage, and a new thread may get a dead one's stack and so inherit
// its objects' ownership silently. Here ids are never used again: such objects are merged by whoever drops them last.
#include "sim/runtime/allocator.hpp"
#include "sim/runtime/qsbr.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/runtime/thread_local_bytecode.hpp"

namespace gilscope {

Co<> Runtime::exit_thread(RuntimeThread& thread) {
  co_await machine.order();
  charge(Cost::ThreadExit);
  if (config.free_threaded) give_up_memory(thread);
  std::erase(threads_, &thread);
  qsbr_->release();
  thread_local_bytecode_->release_index(thread.bytecode_index);
  co_await leave(thread, AttachState::Detached, true);
}

void Runtime::give_up_memory(RuntimeThread& thread) {
  if (thread.block_heap != nullptr) allocator_->clear_free_lists(*thread.block_heap);
  while (!thread.objects_to_merge.empty()) merge_queued_counts(thread);
  owners_[thread.owner_key] = nullptr;  // from here on whoever queues its objects merges them himself
  if (thread.block_heap != nullptr) allocator_->clear_free_lists(*thread.block_heap);  // the dead of the queue
  qsbr_->abandon(thread);
  if (thread.block_heap != nullptr) allocator_->abandon(thread);
}

}  // namespace gilscope
