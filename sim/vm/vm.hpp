// Vm: the interpreter of one run. Owns the heap, the classes and modules, and the modeled threads' Python side.
#pragma once

#include <concepts>
#include <coroutine>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/machine/machine.hpp"
#include "sim/objects/small_int.hpp"
#include "sim/objects/types.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/vm/frame.hpp"
#include "sim/vm/native.hpp"
#include "sim/vm/protocol.hpp"
#include "sim/vm/thread.hpp"

namespace gilscope {

struct Names;       // interned strings the C++ side needs: sim/vm/names.hpp (vm.names.dunder_init, ...)
struct ProtocolState;  // method cache, type versions: sim/vm/protocol_state.hpp
class ExecutionWatcher;  // sim/vm/watcher.hpp
class Interpreters;      // sim/vm/interpreters.hpp
class ModuleTable;  // native modules and the finder for Python ones: sim/vm/import.hpp

/// What the modeled program meets of the outside world.
struct VmHost {
  std::vector<std::string> argv;                         ///< sys.argv
  std::vector<std::string> search_path;                  ///< where import looks: the script's folder, then assets/lib
  std::function<void(int fd, std::string_view)> write;   ///< fd 1 and 2
  std::function<std::string()> read_line;                ///< standard input: its next line, newline included; empty at the end. Null: there is none
  std::function<std::shared_ptr<const CodeObject>(const std::string& path, std::string& error)> compile;  ///< for imports
  /// Code that is no file: Interpreter.exec. May be null.
  std::function<std::shared_ptr<const CodeObject>(const std::string& text, const std::string& name, std::string& error)> compile_text;
  ExecutionWatcher* watcher = nullptr;                   ///< outlives the vm; null: nobody watches
  Interpreters* interpreters = nullptr;                  ///< of the run, this one among them; outlives the vm. Null: there are no others
};

class Vm final : public Executor {
 public:
  Vm(Machine& machine, Runtime& runtime, VmHost host);
  ~Vm() override;

  Heap heap;
  Types types;
  std::unique_ptr<Names> names;
  std::unique_ptr<ProtocolState> protocol;  ///< made by bootstrap()
  Machine& machine;
  Runtime& runtime;
  VmHost host;
  Thread* thread = nullptr;  ///< the modeled thread being simulated now
  DictObject* modules = nullptr;    ///< sys.modules
  DictObject* builtins = nullptr;   ///< vars(builtins)
  std::unique_ptr<ModuleTable> module_table;

  /// Starts the main thread on `code` as __main__. Then Machine::run(*this, ...) runs everything.
  void start_main(std::shared_ptr<const CodeObject> code);
  int exit_status = 0;

  void run(OsThread& thread) override;  ///< Executor

  // ---- coroutines: see native.hpp ----
  /// Run a coroutine as the current operation: its result if it finishes at once, else pending().
  Ref start(Co<Ref> task);
  struct Finish {
    Vm& vm;
    Ref result;
    bool await_ready() const { return !result.is_pending(); }
    void await_suspend(std::coroutine_handle<> h) { wait(vm, h, result); }
    Ref await_resume() { return std::move(result); }
    /// The top frame was just pushed by an operation; the native frame under it will be resumed at `h` with the result in `result`.
    static void wait(Vm& vm, std::coroutine_handle<> h, Ref& result);
  };
  Finish finish(Ref result) { return {*this, std::move(result)}; }
  Finish call(Value callee, std::span<const Value> args) {
    return finish(gilscope::call(*this, callee, Args{args.data(), static_cast<std::uint32_t>(args.size()), nullptr}));
  }
  /// co_await vm.call(f, a, b): the arguments live in the awaiter, so they stay in place until the result is there. (An initializer
  /// list would not compile inside co_await with g++ 12.)
  template <std::size_t N>
  struct Call {
    Vm& vm;
    Value callee;
    Value args[N == 0 ? 1 : N];
    Ref result;
    bool await_ready() {
      result = gilscope::call(vm, callee, Args{args, N, nullptr});
      return !result.is_pending();
    }
    void await_suspend(std::coroutine_handle<> h) { Finish::wait(vm, h, result); }
    Ref await_resume() { return std::move(result); }
  };
  template <std::convertible_to<Value>... V>
  Call<sizeof...(V)> call(Value callee, const V&... args) { return {*this, callee, {static_cast<Value>(args)...}, {}}; }

  // ---- exceptions: modeled state of the current thread ----
  Ref raise(Exc kind, std::string_view message);  ///< sets the exception, returns null
  Ref raise(Exc kind);
  Ref raise_value(Value exception);               ///< an instance or class
  bool raised() const { return static_cast<bool>(thread->raised); }
  bool raised_is(Exc kind) const;                 ///< the set exception is of that class (or a subclass)
  Ref take_raised();                              ///< clears and returns the exception instance
  void clear_raised() { take_raised(); }

  // ---- making values ----
  Ref str(std::string_view utf8);
  StrObject* intern(std::string_view utf8);       ///< borrowed: interned strings live as long as the run
  Ref integer(std::int64_t i);
  Ref tuple(std::initializer_list<Value> items);
  Ref none() { return steal(Value::none()); }
  Ref boolean(bool b) { return steal(Value::boolean(b)); }

  // ---- time ----
  void charge(Cost cost, std::int64_t times = 1) { machine.clock.now += runtime.costs[cost] * times; }
  /// An instruction whose operands have no specialized form.
  void charge_unspecialized(std::uint16_t opcode) { machine.clock.now += runtime.costs.unspecialized[opcode]; }
  /// An int that arithmetic or a range made: those outside -5..256 are objects of their own.
  void charge_int(std::int64_t value) {
    if (!is_small_int(value)) charge(Cost::IntAlloc);
  }

  // ---- registration (one visible list: sim/library/registry.cpp) ----
  struct Private;
  Private& priv() { return *private_; }

 private:
  std::unique_ptr<Private> private_;
};

}  // namespace gilscope
