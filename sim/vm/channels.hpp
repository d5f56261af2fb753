// Channels: what interpreters and processes of a run have in common, outside of anybody's heap: queues for copied values between
// interpreters, pipes, semaphores, shared memory. The bytes in them belong to nobody.
//
// Everything here is touched by threads of several GILs: each touch comes at its turn in time (Machine::order), as with anything shared.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/base/co.hpp"
#include "sim/machine/machine.hpp"

namespace gilscope {

struct CodeObject;

/// A copied value on its way. Processes send each other nothing but pickles; the other kinds are for interpreters of one process.
struct Message {
  enum class Kind : std::uint8_t { Pickled, Plain, Tuple, Function, Queue };
  Kind kind = Kind::Pickled;
  std::string bytes;                       ///< Pickled, Plain
  std::vector<Message> items;              ///< Tuple
  std::shared_ptr<const CodeObject> code;  ///< Function
  std::int64_t queue = 0;                  ///< Queue: its number
  bool knows_script = false;               ///< Pickled: the sender's __main__ comes from a file, which the receiver may run too
  std::size_t size() const;
};

/// Something that changes now and then, and that threads sleep for. Who is woken looks again.
class Signal {
 public:
  /// Lives in a sleeping coroutine.
  struct Sleeper {
    OsThread* thread;
    bool woken = false;
  };
  void wake_all(Machine& machine);
  void wake_one(Machine& machine);
  void forget(const OsThread& thread);  ///< it was killed
  bool anybody() const { return !sleepers_.empty(); }

 private:
  friend Co<Wake> sleep_for(Machine&, std::span<Signal* const>, ThreadState, SimTime);
  std::deque<Sleeper*> sleepers_;
};

/// The current thread sleeps until one of the signals wakes it, or the deadline comes. Requires: detached, at its turn in time.
Co<Wake> sleep_for(Machine& machine, std::span<Signal* const> signals, ThreadState why, SimTime deadline);

/// concurrent.interpreters.Queue. Who finds it empty (or full) is not woken by whoever changes that: it looks again every 10 ms
/// (Lib/concurrent/interpreters/_queues.py: _delay). Looks in vain change nothing, so here a thread sleeps through them and is woken at
/// the first one that finds the queue changed; what the others would have cost in computing time is left out.
struct MessageQueue {
  struct Looker {
    OsThread* thread;
    SimTime since, every;
    bool asleep = true, due = false;
  };
  /// What becomes of an item when the interpreter that put it is taken down (_queues.py: UNBOUND_REMOVE, UNBOUND_ERROR, UNBOUND).
  enum Unbound : std::int64_t { kRemove = 1, kError = 2, kReplace = 3 };
  struct Item {
    Message message;
    ThreadId by;
    SimTime at = 0;
    InterpreterId from;
    std::int64_t unbound = kReplace;
    bool lost = false;  ///< its interpreter is gone, and the value with it
  };
  std::int64_t maxsize = 0;  ///< less than 1 = no limit
  std::int64_t unbound = kReplace;
  std::int64_t bound = 0;    ///< Queue objects of all interpreters, and messages on their way
  std::deque<Item> items;
  std::vector<std::shared_ptr<Looker>> lookers;

  /// It has changed: each looker's next look will be worth it.
  void changed(Machine& machine);
  /// The current thread sleeps until a look is worth it, or the deadline. Requires: detached, at its turn in time.
  static Co<Wake> look_again(Machine& machine, MessageQueue* queue, SimTime every, SimTime deadline);
  bool full() const { return maxsize > 0 && static_cast<std::int64_t>(items.size()) >= maxsize; }
};

/// pipe(2): at most 64 KiB lie in it; reading from an empty one waits, writing into a full one too. A read finds the end when nobody has
/// the other end open any more.
struct Pipe {
  static constexpr std::size_t kCapacity = 65536;
  std::string data;
  std::size_t taken = 0;     ///< of data's begin
  int readers = 0, writers = 0;
  Signal changed;
  std::size_t size() const { return data.size() - taken; }
  void write(std::string_view bytes) { data += bytes; }
  std::string read(std::size_t most);
};

/// An end of a pipe as a process has it open under a number.
struct PipeEnd {
  std::shared_ptr<Pipe> pipe;
  bool writes = false;
};

/// sem_open(3), as multiprocessing's locks have it.
struct SharedSemaphore {
  int value = 0, maximum = 1;
  LockId id;                 ///< in the trace
  std::uint32_t line = 0;
  Signal freed;
};

/// mmap(2): memory that several processes see, as multiprocessing's Value and Array have it.
struct SharedArray {
  char typecode = 'i';
  std::vector<std::int64_t> integers;
  std::vector<double> reals;
  std::vector<std::uint32_t> lines;  ///< of the cache, 64 bytes each
  bool is_real() const { return typecode == 'd' || typecode == 'f'; }
};

class Channels {
 public:
  explicit Channels(Machine& machine) : machine_(machine) {}

  // ---- queues between interpreters, by number ----
  std::int64_t make_queue(std::int64_t maxsize, std::int64_t unbound);
  MessageQueue* queue(std::int64_t id);  ///< null: there is none, or it was destroyed
  void bind_queue(std::int64_t id);
  void release_queue(std::int64_t id);   ///< the last one takes it down
  void interpreter_ended(InterpreterId which);
  std::vector<std::int64_t> queue_ids() const;

  // ---- open files of a process, by number ----
  std::pair<int, int> make_pipe(InterpreterId process);  ///< read end, write end
  PipeEnd* end(InterpreterId process, int fd);           ///< null: not open
  void close(InterpreterId process, int fd);
  void inherit(InterpreterId child, InterpreterId parent, std::span<const int> fds);
  void close_all(InterpreterId process);

  // ---- semaphores and shared memory, by number ----
  std::int64_t make_semaphore(int value, int maximum, LockId id);
  SharedSemaphore& semaphore(std::int64_t id) { return *semaphores_[static_cast<std::size_t>(id)]; }
  bool has_semaphore(std::int64_t id) const { return id >= 0 && id < static_cast<std::int64_t>(semaphores_.size()); }
  std::int64_t make_array(char typecode, std::size_t length);
  SharedArray* array(std::int64_t id);

  /// Of a process's end: who waits for it sleeps for this.
  Signal& process_ended(InterpreterId process) { return ends_[process.value]; }

  /// The thread was killed: it waits for nothing any more.
  void forget(const OsThread& thread);

 private:
  Machine& machine_;
  std::int64_t next_queue_ = 1;
  std::map<std::int64_t, std::unique_ptr<MessageQueue>> queues_;
  std::map<std::uint32_t, std::map<int, PipeEnd>> files_;  ///< by process
  std::vector<std::weak_ptr<Pipe>> pipes_;
  std::vector<std::unique_ptr<SharedSemaphore>> semaphores_;
  std::vector<std::unique_ptr<SharedArray>> arrays_;
  std::map<std::uint32_t, Signal> ends_;
};

}  // namespace gilscope
