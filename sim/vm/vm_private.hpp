// What the interpreter keeps besides the Vm's public face. Only files of sim/vm look in here.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/base/crash_info.hpp"
#include "sim/vm/borrowed_pointers.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

struct SignatureInfo;  // a parsed NativeSpec::signature: sim/vm/signature.hpp

struct Vm::Private {
  bool inlined_call = false;  ///< the next Python function is entered by an instruction, without a new interpreter loop (see InlinedCall)
  Private();
  ~Private();

  std::vector<std::unique_ptr<Thread>> threads;  ///< in order of their making; finished ones stay. The only interpreter: by ThreadId
  Thread* main_thread = nullptr;
  bool other_threads_ran = false;   ///< a second thread was started at some time
  bool shutting_down = false;

  // ---- finalizers: __del__, weakref callbacks, suspended generators. Drained right after the instruction that caused them ----
  std::deque<Object*> dying;        ///< dead objects (no references left) whose finalizer has to run, then Heap::destroy
  std::deque<Value> weakref_calls;  ///< weakref whose callback is due (owned)
  bool attention = false;           ///< something is in these queues

  BorrowedPointers borrowed;         ///< pointers without a reference in the hands of C code
  std::unique_ptr<CrashInfo> crash;  ///< the modeled program crashed: the run is over

  std::vector<std::unique_ptr<Executable>> executables;
  std::unordered_map<const CodeObject*, CodeValue*> code_values;  ///< owned; one code object is one Python object per run
  std::unordered_map<const NativeSpec*, std::unique_ptr<SignatureInfo>> signatures;
  std::map<std::string, std::vector<std::string>> source_lines;   ///< by file, for tracebacks
  std::uint32_t recursion_limit = 1000;
  bool skip_traceback_entry = false;  ///< the next unwinding begins with a re-raise
  Ref delivered;                    ///< between dispatch and the run loop: the result for the native frame now on top
  bool has_delivered = false;
};

}  // namespace gilscope
