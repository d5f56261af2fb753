// Thread-local bytecode (3.14t: Objects/codeobject.c, _PyCode_GetTLBC; gh-115999): how the specializing interpreter came back.
//
// The specializing interpreter (PEP 659) rewrites a function's bytecode while it runs: a LOAD_ATTR that found an instance attribute twice becomes
// LOAD_ATTR_INSTANCE_VALUE, which looks nowhere else. Each instruction that can do so counts, in a cache behind it, how often it was executed: on
// its second execution the specializer looks at what it works on and replaces it, so that every function is slower at first: that is its
// warm-up. Under the GIL all threads execute, and warm, the same bytecode.
//
// Without a GIL two threads would rewrite the same bytes at the same time. 3.13t therefore does not specialize at all, which is most
// of why one thread is about 40 % slower there. 3.14t gives each thread bytecode of its own:
//  - A thread reserves an index when its thread state is made: the lowest that is free (Python/index_pool.c). The main thread has index 0.
//  - A code object has an array of copies by that index. Entry 0 is the bytecode it was compiled to; a program that starts no
//    threads copies nothing.
//  - The first RESUME of a function on a thread whose entry is empty makes a copy, under the code object's lock, and sets every
//    instruction back to its unspecialized form. From then on this thread specializes its own copy, for the types that *it* sees.
//  - So n threads that live at the same time pay for n copies and n warm-ups of every function they share; it is the memory of n
//    copies, too.
//  - A thread that ends gives its index back, not its copies: they stay in the arrays, specialized as they are. The next thread with
//    that index goes on with them (test_thread_local_bytecode: reuse across threads of different lifetimes). A program that starts one
//    thread after the other warms up twice in all; one that starts a hundred at once warms up a hundred times.
//  - A frame remembers whose copy it executes. A generator that another thread resumes notices at its RESUME and goes on in that
//    thread's copy.
//  - -X tlbc=0 (PYTHON_TLBC=0) switches the copies off, and with them specialization.
//
// Modeled: the copies and their costs, and when each instruction specializes (sim/vm/bytecode_copies.cpp); not: that an instruction
// that saw different types un-specializes again, and the back-off after failures.
#pragma once

#include <cstdint>
#include <vector>

namespace gilscope {

/// The indices of one interpreter's threads, and how much has been copied.
class ThreadLocalBytecode {
 public:
  explicit ThreadLocalBytecode(bool enabled) : enabled_(enabled) {}

  /// _Py_ReserveTLBCIndex: the lowest free index; 0 for everybody where bytecode is shared.
  std::uint32_t reserve_index();
  /// _Py_ClearTLBCIndex.
  void release_index(std::uint32_t index);

  void copied(std::uint64_t bytes) { ++copies_, bytes_ += bytes; }
  std::uint64_t copies() const { return copies_; }
  /// What all copies occupy; they live as long as their code objects.
  std::uint64_t bytes() const { return bytes_; }

 private:
  bool enabled_;
  std::vector<bool> used_;
  std::uint64_t copies_ = 0, bytes_ = 0;
};

}  // namespace gilscope
