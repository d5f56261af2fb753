#include "sim/session/instruction_lister.hpp"

#include <algorithm>

#include "sim/machine/machine.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

InstructionLister::Current& InstructionLister::current(const Thread& thread) {
  if (thread.id.value >= threads_.size()) threads_.resize(std::size_t{thread.id.value} + 1);
  return threads_[thread.id.value];
}

bool InstructionLister::at_instruction(Thread& thread, PythonFrame& frame) {
  const SimTime now = vm_->machine.clock.now;
  Current& c = current(thread);
  if (c.instruction != nullptr && c.put_back && c.instruction == frame.ip) {
    c.put_back = false;  // the same again: its cost began when it was first tried
    return true;
  }
  if (c.instruction != nullptr) close(c, now);
  if (now < from_) {
    thread.watch_from = from_;
    return true;
  }
  if (now < to_) {
    begin(thread, frame, c);
    return true;
  }
  if (!shortened_) return false;
  // The machine would go on to the original end: it is stopped once no core can reach an earlier instant any more.
  if (vm_->machine.time() >= to_) vm_->machine.request_stop();
  thread.watch_from = now + kMicrosecond;
  return true;
}

void InstructionLister::begin(Thread& thread, PythonFrame& frame, Current& c) {
  const CodeObject& code = *frame.executable->code;
  const CodeFacts& facts = facts_of(code);
  const std::uint32_t index = frame.executable->index_of(frame.ip);
  const SimTime now = vm_->machine.clock.now;
  c.instruction = frame.ip;
  c.put_back = false;
  c.event = {now, now + frame.ip->cost, thread.id, thread.os->core, facts.key, facts.units.offset_of[index] * 2,
             static_cast<std::uint32_t>(std::max(code.code[index].line, 0)), static_cast<std::uint8_t>(frame.ip->opcode)};
}

void InstructionLister::put_back(Thread& thread) {
  Current& c = current(thread);
  if (c.instruction != nullptr) c.put_back = true;
}

void InstructionLister::paused(Thread& thread) {
  Current& c = current(thread);
  if (c.instruction != nullptr) close(c, vm_->machine.clock.now);
}

void InstructionLister::close(Current& c, SimTime end) {
  c.instruction = nullptr;
  c.event.end = std::max(end, c.event.begin);
  if (c.event.begin >= to_) return;
  events_.push_back(c.event);
  if (events_.size() >= 2 * max_ + 1024) drop_surplus();
}

namespace {
bool earlier(const InstructionEvent& a, const InstructionEvent& b) {
  return a.begin != b.begin ? a.begin < b.begin : a.thread < b.thread;
}
}  // namespace

/// Cores report their instructions out of order: only when many more than wanted are known, the latest of them can go.
void InstructionLister::drop_surplus() {
  std::sort(events_.begin(), events_.end(), earlier);
  events_.resize(max_);
  to_ = max_ == 0 ? from_ : events_.back().begin + 1;
  shortened_ = true;
}

const InstructionLister::CodeFacts& InstructionLister::facts_of(const CodeObject& code) {
  if (&code == last_code_) return *last_facts_;
  const auto [place, fresh] = codes_.try_emplace(&code);
  if (fresh) place->second = {lay_out(code), code_key(code)};
  last_code_ = &code;
  last_facts_ = &place->second;
  return *last_facts_;
}

std::vector<InstructionEvent> InstructionLister::take() {
  for (Current& c : threads_)  // what was under way when the run ended
    if (c.instruction != nullptr) close(c, std::max(c.event.end, c.put_back ? c.event.end : SimTime{0}));
  std::stable_sort(events_.begin(), events_.end(), earlier);
  if (events_.size() > max_) events_.resize(max_);
  return std::move(events_);
}

}  // namespace gilscope
