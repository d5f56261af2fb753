// The garbage collector's place. It does not exist yet: reference cycles stay alive until the run ends, and no run pauses for a collection.
//
// What belongs here, next to stop_the_world and eval_breaker, when it is written:
//  - counting: every allocation of a GC-tracked object counts up, every deallocation down, per thread, flushed to the interpreter's
//    counter in portions of 512 in the free-threaded build; above the threshold (2000) the allocating thread's kGcScheduled bit is set,
//    and its next eval-breaker check collects (Python/gc.c:_PyObject_GC_Link, Python/gc_free_threading.c:record_allocation).
//  - the GIL build's collector: generations 2000 / 10 / 10, the pause is the collecting thread's time, full collections only when a
//    quarter of the long-lived objects is new.
//  - the free-threaded build's: not generational, two stop-the-world pauses; before marking it merges every thread's queue of counts and
//    frees what QSBR holds back; it runs only if the count also exceeds a quarter of the objects that survived last time.
//  - the heap side: Slots::visit reports what an object holds; Heap::for_each_object walks.
// MarkKind::GcBegin and GcEnd are its marks; its costs go to costs.def.
#pragma once
