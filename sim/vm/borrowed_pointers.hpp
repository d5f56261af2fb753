// Borrowed references: pointers to objects that C code uses without holding a reference.
//
// PyList_GetItem and PyDict_GetItem return a pointer and leave the count alone: the container's own reference keeps the object alive. With a
// GIL that holds for as long as nobody else can run, that is until the C code calls back into Python or releases the GIL. Without a GIL it
// holds for no time at all: another thread may replace the item in the next nanosecond, the object dies, and the pointer dangles.
// PyList_GetItemRef and PyDict_GetItemRef (new in 3.13) count the object before they return it, and so are safe in every build.
//
// The model keeps a record of each such pointer while C code has it. When the object dies meanwhile, who freed it, when, and with which
// stack, goes into the record, and the object's memory is kept as it was (so that the host never touches memory that is gone). Using the pointer
// afterwards is a modeled crash. Real CPython reads memory there that is free or already belongs to another object: it crashes at once, or
// goes on with garbage and crashes elsewhere. The model stops at the first wrong access.
//
// A core may compute ahead of the others on objects of its own, so a death may be known to the host before its simulated time has come.
// Until then a use of the pointer is legal, and finds the object where it was.
//
// Nothing of this costs anything while no C code borrows: the record is found through a flag of the object that is looked at only at its death.
#pragma once

#include <vector>

#include "sim/base/crash_info.hpp"
#include "sim/objects/heap.hpp"

namespace gilscope {

class Vm;

/// One pointer in the hands of the current thread's C code, from construction to destruction.
class BorrowedPointer {
 public:
  BorrowedPointer(Vm& vm, Value value);
  ~BorrowedPointer();
  BorrowedPointer(const BorrowedPointer&) = delete;
  BorrowedPointer& operator=(const BorrowedPointer&) = delete;

  /// The object is gone, as of now in simulated time.
  bool dangles() const;
  /// A reference of its own to what it points to. Requires: !dangles().
  Ref use();
  const CrashWitness& death() const { return death_; }  ///< who freed it. Requires: dangles()
  Value value() const { return value_; }                ///< for its type and its text; not to be counted

 private:
  friend class BorrowedPointers;
  Vm& vm_;
  Value value_;
  ThreadId thread_;
  bool dead_ = false;
  CrashWitness death_;
};

/// Those of a run.
class BorrowedPointers {
 public:
  /// The object has no references left (and its finalizer has run). True: it stays as it is until the pointers to it are gone.
  bool keeps(Vm& vm, Object* o);

 private:
  friend class BorrowedPointer;
  bool points_to(const Object* o) const;
  std::vector<BorrowedPointer*> pointers_;
};

}  // namespace gilscope
