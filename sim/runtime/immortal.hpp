// Immortal objects: objects whose reference count nobody writes (PEP 683, and PEP 703 for the free-threaded build).
//
// Immortal in every build: None, True, False, small ints, the built-in classes, the empty and one-character strings; and interned
// strings and name-like constants in the free-threaded build, so that attribute names and numbers in the code are never fought for. A
// string constant with a blank in it, as most f-strings have, stays mortal in 3.13t: threads that use it together contend.
//
// What 3.13t does besides. Functions, classes, modules, code objects and descriptors are used by all threads all the time; counting
// them would put a contended cache line into every call. PEP 703's answer is deferred counting, and 3.13 does not have that yet. It
// has a stopgap: such objects are born with a mark, and when the *first extra thread* is created, the world is stopped, the heap is
// walked, and everything with the mark becomes immortal; from then on marked objects are born immortal. Which are marked: functions
// that are not nested in other functions, methods of module-level classes, heap types, code objects, modules and their dicts,
// method and getset descriptors, module-level builtin functions. Which are not: closures and lambdas inside functions, cells, bound
// methods, instances, containers. (Objects/funcobject.c, Python/gc_free_threading.c:_PyGC_ImmortalizeDeferredObjects, Python/pystate.c.)
//
// The price: an immortal object is never freed. A program that keeps making classes or module-level functions in 3.13t grows
// for good; this heap never gives those bytes back either. How much of what it keeps is garbage: memory_census.hpp.
//
// 3.14t has deferred counting: references from the evaluation stack are not counted, and only the garbage collector frees such an
// object. To its cache line that is the same as immortality, so it is modeled as being born immortal; no walk, no pause; and a collection
// gives its memory back when nothing reaches it any more (the census again).
#pragma once

#include <cstdint>

#include "sim/base/co.hpp"

namespace gilscope {

class Runtime;
struct Object;
struct RuntimeThread;

class Immortalization {
 public:
  explicit Immortalization(Runtime& runtime) : runtime_(runtime) {}

  /// A thread beyond the main one is about to be created. The first time, in 3.13t: stop the world, make marked objects immortal.
  Co<> first_extra_thread(RuntimeThread& creator);
  void born_deferred(Object* o);
  void born_constant(Object* o);
  bool has_begun() const { return begun_; }
  /// What this mechanism, and no other, has made immortal: objects that would be counted if it did not exist.
  std::uint64_t objects() const { return objects_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::uint64_t immortalize_marked();
  void count(const Object* o);

  Runtime& runtime_;
  bool begun_ = false;
  std::uint64_t objects_ = 0, bytes_ = 0;
};

}  // namespace gilscope
