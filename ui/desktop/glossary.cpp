#include "ui/desktop/glossary.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace gilscope::desktop {
namespace {

constexpr std::array kGlossary = {
    GlossaryEntry{"abandoned segment", "abandoned,adopted",
                  "Memory of a thread that has ended, with objects in it that others still use (free-threaded build). It belongs to nobody until "
                  "another thread that needs memory takes it over, or the garbage collector comes by."},
    GlossaryEntry{"allocator", "pymalloc,mimalloc,obmalloc,heap,memory",
                  "The part of the runtime that hands out memory for objects. The build with the GIL has one for all threads, protected by the GIL; "
                  "the free-threaded build gives each thread heaps of its own."},
    GlossaryEntry{"atomic operation", "rmw,compare-and-swap",
                  "A read, a change and a write of memory that no other core can come between. The core must have the cache line for itself "
                  "while it does that, so many cores that do it to one line take turns."},
    GlossaryEntry{"barging", "",
                  "A thread that never waited takes a lock that has just become free, although others have queued for it longer. That keeps the "
                  "lock in use while the sleepers wake up; after a millisecond of waiting the hand-off ends it."},
    GlossaryEntry{"biased reference count", "biased,ob_tid",
                  "In the free-threaded build each object belongs to the thread that made it, which counts its references without atomic "
                  "operations. All other threads use a second, shared count with atomic operations."},
    GlossaryEntry{"borrowed reference", "borrowed",
                  "A pointer to an object that C code uses without counting it. Without the GIL another thread may drop the last counted reference "
                  "meanwhile: the object is freed, and the pointer leads nowhere."},
    GlossaryEntry{"bytecode", "instruction,opcode",
                  "What Python compiles a program to: simple steps such as LOAD_FAST or BINARY_OP. The interpreter executes them one after the "
                  "other, and each has a modeled cost here."},
    GlossaryEntry{"cache line", "line,transfer",
                  "64 bytes of memory: the piece in which cores own memory and pass it on. When two cores write to one line in turns, each write "
                  "has to fetch it from the other core first, which takes longer than many instructions."},
    GlossaryEntry{"contention", "contended",
                  "Several threads want the same thing at the same time: the GIL, a lock, or the cache line of a reference count. All but one "
                  "of them wait."},
    GlossaryEntry{"convoy", "convoy effect",
                  "Threads that wait shortly and often, beside threads that compute, pay a whole switch interval each time they want the GIL "
                  "back. A nap of one millisecond takes six."},
    GlossaryEntry{"core", "cpu",
                  "A part of the processor that executes one thread at a time. The modeled machine has 1 to 64 of them."},
    GlossaryEntry{"crash", "use after free,segmentation fault",
                  "What real CPython may not survive: memory is used that was freed, or changed by two threads at once. The model ends the run "
                  "there and shows both threads' stacks; a real interpreter may go on with wrong data, and fail much later."},
    GlossaryEntry{"critical section", "",
                  "In the free-threaded build, a stretch of C code that holds the lock of one or two objects, for instance while a list grows. "
                  "If the thread has to wait inside of it, the locks are released meanwhile, so that no deadlock can come of it."},
    GlossaryEntry{"deadlock", "circle",
                  "Threads wait for each other in a circle, so that none of them can ever go on. It has nothing to do with the GIL: the "
                  "program takes its locks in orders that do not agree."},
    GlossaryEntry{"deferred reference count", "deferred",
                  "From 3.14t on, functions, modules and the like are not counted while they are only used from the value stack. Their real count "
                  "is found out by the garbage collector."},
    GlossaryEntry{"drop request", "gil drop request",
                  "What a thread sets when it has waited for the GIL for a whole switch interval: a bit in the holder's eval breaker. The holder "
                  "hands the GIL over at its next look."},
    GlossaryEntry{"efficiency", "",
                  "Speed-up divided by the number of cores. 100 % means that every core added did its full share."},
    GlossaryEntry{"eval breaker", "poll,check",
                  "A word of bits per thread that says that something is to be done: drop the GIL, stop, collect garbage. The interpreter looks at "
                  "it only at RESUME, JUMP_BACKWARD and after calls of C functions, so only there can the GIL change hands."},
    GlossaryEntry{"free threading", "free-threaded,nogil,3.13t",
                  "A build of Python without the GIL: several threads execute Python at the same time. Reference counts and containers are then "
                  "protected by atomic operations and a lock in each object."},
    GlossaryEntry{"garbage collector", "gc",
                  "Finds objects that only refer to each other. In the free-threaded build all other threads stand still while it looks."},
    GlossaryEntry{"GIL", "global interpreter lock",
                  "The global interpreter lock: only the thread that holds it executes Python. It is given up before anything that blocks, and "
                  "handed over when a waiter has asked for it after the switch interval."},
    GlossaryEntry{"hand-off", "fairness",
                  "The thread that releases a lock gives it to the first waiter directly, instead of leaving it to whoever comes first. PyMutex "
                  "does so for a waiter that has waited for more than a millisecond."},
    GlossaryEntry{"immortal", "immortalization",
                  "An object that is never freed and whose reference count is never changed: None, small ints and, in 3.13t from the first extra "
                  "thread on, functions, classes and code. All cores can use it at once, because nobody writes to it."},
    GlossaryEntry{"lock", "mutex,PyMutex",
                  "A thing that one thread holds at a time; others that want it wait. In 3.13 a threading.Lock is one byte: bit 0 says locked, "
                  "bit 1 says that threads are parked."},
    GlossaryEntry{"lost update", "race",
                  "Two threads read the same value, both add to it, and the later store wipes out the earlier one. Under the GIL of 3.13 "
                  "`counter += 1` loses none, because no eval-breaker check lies between its load and its store."},
    GlossaryEntry{"merged", "",
                  "An object's own and its shared count have been added up, and it has no owner any more. From then on every thread counts with "
                  "atomic operations."},
    GlossaryEntry{"mimalloc", "",
                  "The allocator of the free-threaded build. Each thread takes memory from heaps of its own without a lock; what another thread "
                  "frees there goes through a list that both touch with atomic operations."},
    GlossaryEntry{"object lock", "ob_mutex,per-object lock",
                  "In the free-threaded build every object has a lock of one byte in its header. Lists, dicts and sets take it for each single "
                  "operation that changes them."},
    GlossaryEntry{"oversubscription", "oversubscribed",
                  "More threads want to run than there are cores. They take turns in time slices; a thread that spins may then hold the very core "
                  "that the lock's owner needs to go on."},
    GlossaryEntry{"owner", "ob_tid",
                  "The thread that made an object and may count its references without atomic operations (free-threaded build only)."},
    GlossaryEntry{"parking lot", "parked,park",
                  "Where threads sleep that wait for a lock: one queue per lock address, first come, first woken. To park is to give up the core "
                  "and, in the GIL build, the GIL."},
    GlossaryEntry{"playhead", "",
                  "The instant that is shown everywhere in the window: in the machine, the source and the inspector."},
    GlossaryEntry{"process", "multiprocessing,ProcessPoolExecutor",
                  "A second interpreter in a program of its own, with its own memory and its own GIL: Python code runs in parallel in every build. "
                  "Starting one is slow, and whatever passes between them is pickled and copied."},
    GlossaryEntry{"QSBR", "quiescent state,delayed free",
                  "Quiescent-state-based reclamation: memory that other threads may still be reading without a lock, such as a list's old array, "
                  "is kept until every thread has said, at its next look at the eval breaker, that it reads no more. Until then it is held back."},
    GlossaryEntry{"queued", "brc",
                  "An object's shared count would have gone below zero, so it was put into its owner's queue. The owner adds the counts up at its "
                  "next look at the eval breaker, and frees the object if nothing is left."},
    GlossaryEntry{"reference count", "refcount,ob_refcnt",
                  "How many places refer to an object; at zero it is freed. Every load and store of a name changes such a count, which is "
                  "why threads that share an object write to the same memory."},
    GlossaryEntry{"replay", "",
                  "The same run executed again, up to the instant that is looked at, to find out locals and counts. It takes exactly the same "
                  "course, because the model is deterministic."},
    GlossaryEntry{"runnable", "waiting for core,ready",
                  "A thread that could go on but has no core: all are busy with other threads, or the operating system is just waking it."},
    GlossaryEntry{"serial fraction", "amdahl,karp-flatt",
                  "The part of a program that must have run on one core at a time for its speed-up to be what it is. Measured with the formula of "
                  "Karp and Flatt: (1/S - 1/n) / (1 - 1/n)."},
    GlossaryEntry{"specialization", "specializing interpreter,adaptive",
                  "The interpreter replaces instructions by faster ones for the types it has seen. It is off in 3.13t, which makes one thread "
                  "slower there, and on again in 3.14t."},
    GlossaryEntry{"speed-up", "speedup",
                  "How many times sooner the run is done than on one core: time on one core divided by time on n cores."},
    GlossaryEntry{"spinning", "spin,sched_yield",
                  "Waiting with the core in use, in the hope that the lock is free soon. PyMutex of the free-threaded build calls sched_yield 40 "
                  "times without looking at the lock, about ten microseconds, before it parks."},
    GlossaryEntry{"stop-the-world", "stw,stopped",
                  "One thread asks all others to stand still and waits until they do, at their next look at the eval breaker. The free-threaded "
                  "build needs it for garbage collection, for imports of extensions and for making objects immortal."},
    GlossaryEntry{"subinterpreter", "interpreter,InterpreterPoolExecutor",
                  "A second interpreter in the same process, from 3.12 on with a GIL of its own: its Python code runs in parallel to the others'. "
                  "It has its own modules and objects, so values that pass between interpreters are copied."},
    GlossaryEntry{"switch interval", "sys.setswitchinterval",
                  "How long a thread waits for the GIL before it asks for it: 5 ms unless the program says otherwise. A holder that nobody asks "
                  "keeps the GIL for as long as it computes."},
    GlossaryEntry{"thread-local bytecode", "tlbc",
                  "From 3.14t on every thread specializes a copy of its own of a function's bytecode, so that threads do not overwrite each other's "
                  "specialized instructions. Each copy has to warm up, and takes memory."},
    GlossaryEntry{"time slice", "preemption",
                  "How long the operating system lets a thread run on a core while others want that core."},
    GlossaryEntry{"utilization", "busy",
                  "Which part of the cores' time was spent on threads: the busy time of all cores divided by the length of the run times the number "
                  "of cores. Spinning counts as busy."},
    GlossaryEntry{"value stack", "stack",
                  "Where bytecode instructions take their operands from and put their results: each function call has one of its own."},
    GlossaryEntry{"wake-up latency", "wake-up,timer slack",
                  "The time between the event that a thread slept for and its first instruction: the operating system has to notice, choose a core "
                  "and wake it. Some microseconds, in which the thread is ready although a core is idle."},
};

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y)); });
}

bool has_name(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (same(list.substr(0, comma), word)) return true;
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  return false;
}

}  // namespace

std::span<const GlossaryEntry> glossary() { return kGlossary; }

const GlossaryEntry* find_term(std::string_view word) {
  for (const GlossaryEntry& entry : kGlossary)
    if (same(entry.word, word)) return &entry;
  for (const GlossaryEntry& entry : kGlossary)
    if (has_name(entry.also, word)) return &entry;
  return nullptr;
}

}  // namespace gilscope::desktop
