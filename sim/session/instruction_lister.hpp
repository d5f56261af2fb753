// InstructionLister: watches a run and lists the instructions of a window in time.
#pragma once

#include <map>
#include <vector>

#include "sim/bytecode/code_units.hpp"
#include "sim/session/replay.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

class InstructionLister final : public ExecutionWatcher {
 public:
  InstructionLister(SimTime from, SimTime to, std::size_t max) : from_(from), to_(to), max_(max) {}
  /// Before anything runs.
  void attach(Vm& vm) { vm_ = &vm; }
  /// In order of begin.
  std::vector<InstructionEvent> take();

  bool at_instruction(Thread& thread, PythonFrame& frame) override;
  void put_back(Thread& thread) override;
  void paused(Thread& thread) override;

 private:
  struct Current {
    InstructionEvent event;
    const ExecInstr* instruction = nullptr;  ///< null: none is open
    bool put_back = false;
  };
  struct CodeFacts {
    CodeUnits units;
    std::uint64_t key = 0;
  };
  Current& current(const Thread& thread);
  void close(Current& current, SimTime end);
  void begin(Thread& thread, PythonFrame& frame, Current& current);
  void drop_surplus();
  const CodeFacts& facts_of(const CodeObject& code);

  const SimTime from_;
  SimTime to_;
  const std::size_t max_;
  bool shortened_ = false;  ///< there are enough events before to_, which is earlier now than asked for
  Vm* vm_ = nullptr;
  std::vector<Current> threads_;
  std::vector<InstructionEvent> events_;
  std::map<const CodeObject*, CodeFacts> codes_;
  const CodeObject* last_code_ = nullptr;
  const CodeFacts* last_facts_ = nullptr;
};

}  // namespace gilscope
