// Interpreters: all the interpreters of a run, and the processes they live in.
//
// A subinterpreter (PEP 684, PEP 734) is a second Python in the same process: its own modules, its own objects, its own garbage collector
// and, since 3.12, its own GIL. Two of them compute at the same time even in the build with GIL, because nothing that a GIL protects is
// common to them. The price is that an object of one is never seen by the other: what crosses over is copied.
// A process is the same with higher walls: it is started by the operating system, runs a new Python from the beginning, imports the main
// script again, and hears from others through pipes, in pickled bytes.
//
// So here an interpreter is a Vm and a Runtime, on the machine and the recorder that all of a run share. A thread of the machine belongs
// to one interpreter at a time; it may visit another (run_in in threads.hpp): that is what Interpreter.exec() and call() do.
// Process-wide in CPython are besides: the list of interpreters and threads (HEAD_LOCK), immortal static objects, signal handling. They
// are touched at creation and exit only, and are part of those costs.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

class Channels;

struct Interpreter {
  enum class Kind : std::uint8_t { Main, Sub, Process };
  InterpreterId id;
  Kind kind = Kind::Main;
  InterpreterId process;        ///< the interpreter with which its process began: itself, unless it is a subinterpreter
  InterpreterId parent;         ///< of a process: the interpreter that started it
  Vm* vm = nullptr;
  std::int64_t number = 0;      ///< its id as Python has it: counted from 0 in each process
  std::string name;
  bool closed = false;          ///< taken down, or its process is over
  bool running_main = false;    ///< somebody executes code in its __main__
  int exit_code = 0;            ///< of a process that is over; the negative number of the signal that ended it
  ThreadId main_thread;         ///< of a process
};

class Interpreters {
 public:
  /// Makes a vm with its runtime for the interpreter `id`, ready to run, and keeps it to the end of the run.
  using Build = std::function<Vm&(const Interpreter& interpreter)>;

  Interpreters(Machine& machine, Recorder& recorder, Build build);
  ~Interpreters();

  /// The first one. To be called before anything runs.
  void add_main(Vm& vm);

  /// An empty name: "interpreter 1", by its number.
  Interpreter& create(Interpreter::Kind kind, const std::string& name, const Vm& creator);
  /// It has been taken down: nobody enters it any more.
  void close(Interpreter& interpreter);
  /// Its process is over, by itself or by a signal: its threads and those of its subinterpreters end, what it had open is closed, who waits
  /// for it goes on.
  void end_process(Interpreter& process, int exit_code);

  Interpreter& at(InterpreterId id) { return *all_[id.value]; }
  /// The one that a process knows by that number; null if it never had one. Closed ones too.
  Interpreter* find(const Interpreter& process, std::int64_t number);
  Interpreter* find_process(std::int64_t pid);  ///< null: no process has that id
  Interpreter& of(const Vm& vm) { return at(vm.runtime.interpreter); }
  Interpreter& process_of(const Vm& vm) { return at(of(vm).process); }
  const std::vector<std::unique_ptr<Interpreter>>& all() const { return all_; }
  /// Of a process: main's is the one that `os.getpid()` has always given.
  int pid(const Interpreter& process) const;

  /// What every process and, if need be, every subinterpreter runs once more. Set before anything runs.
  void set_main_script(std::shared_ptr<const CodeObject> code) { main_script_ = std::move(code); }
  const std::shared_ptr<const CodeObject>& main_script() const { return main_script_; }

  /// What crosses from one to another: queues, pipes, semaphores, shared memory.
  Channels& channels() { return *channels_; }
  Machine& machine() { return machine_; }

 private:
  std::string name_of(const Interpreter& sub) const;
  void end_threads(Interpreter& interpreter);

  Machine& machine_;
  Recorder& recorder_;
  const Build build_;
  std::vector<std::unique_ptr<Interpreter>> all_;
  std::unique_ptr<Channels> channels_;
  std::shared_ptr<const CodeObject> main_script_;
};

}  // namespace gilscope
