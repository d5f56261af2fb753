// InstructionLister: watches a run and lists instructions of a window in time: all of them, or those that somebody
// looks for.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "sim/bytecode/code_units.hpp"
#include "sim/session/replay.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

struct InstructionQuery {
  SimTime from = 0;
  SimTime to = kForever;  ///< exclusive
  std::size_t max = 0;    ///< how many are wanted
  enum class Which { First, Last } which = Which::First;
  /// Null: all.
  std::function<bool(const InstructionEvent&, const CodeObject&)> wanted;
};

class InstructionLister final : public ExecutionWatcher {
 public:
  explicit InstructionLister(InstructionQuery query) : query_(std::move(query)), to_(query_.to) {}
  /// Before anything runs.
  void attach(Vm& vm) { vm_ = &vm; }
  /// In order of begin.
  std::vector<InstructionEvent> take();

  bool at_instruction(Thread& thread, PythonFrame& frame) override;
  void put_back(Thread& thread) override;
  void paused(Thread& thread) override;
  void left(Thread& thread, const Frame* frame) override;

 private:
  /// Where a frame was last.
  struct FramePlace {
    const Frame* frame;
    int line;
    std::uint32_t index;
  };
  struct Current {
    InstructionEvent event;
    const ExecInstr* instruction = nullptr;  ///< null: none is open
    bool wanted = false;
    bool put_back = false;
    std::vector<FramePlace> frames;          ///< those seen since `from`, outermost first
  };
  struct CodeFacts {
    CodeUnits units;
    std::uint64_t key = 0;
  };
  Current& current(const Thread& thread);
  void close(Current& current, SimTime end);
  void begin(Thread& thread, PythonFrame& frame, Current& current);
  bool starts_line(Current& current, const PythonFrame& frame, std::uint32_t index);
  void drop_surplus();
  const CodeFacts& facts_of(const CodeObject& code);

  const InstructionQuery query_;
  SimTime to_;
  bool shortened_ = false;  ///< there are enough events before to_, which is earlier now than asked for
  Vm* vm_ = nullptr;
  std::vector<Current> threads_;
  std::vector<InstructionEvent> events_;
  std::map<const CodeObject*, CodeFacts> codes_;
  const CodeObject* last_code_ = nullptr;
  const CodeFacts* last_facts_ = nullptr;
};

/// Replays the run for the query. Errors as those of instructions_between.
Result<std::vector<InstructionEvent>> find_instructions(const Scenario& scenario, const Program& program,
                                                        const RunOptions& options, InstructionQuery query,
                                                        const ProgressCallback& progress);

}  // namespace gilscope
