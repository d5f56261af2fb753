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
  if (now < query_.from) {
    thread.watch_from = query_.from;
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
  const bool starts = starts_line(c, frame, index);
  c.event = {now,
             now + frame.ip->cost,
             thread.id,
             thread.os->core,
             facts.key,
             facts.units.offset_of[index] * 2,
             static_cast<std::uint32_t>(std::max(code.code[index].line, 0)),
             static_cast<std::uint8_t>(frame.ip->opcode),
             starts};
  c.wanted = !query_.wanted || query_.wanted(c.event, code);
}

/// A line begins where its number changes in a frame, and where a loop comes back to it. A frame that is seen for the
/// first time in the middle of its code may be in the middle of a line as well: there, the instruction before in the
/// code decides.
bool InstructionLister::starts_line(Current& c, const PythonFrame& frame, std::uint32_t index) {
  const std::vector<Instruction>& code = frame.executable->code->code;
  const int line = code[index].line;
  auto place = c.frames.rbegin();
  while (place != c.frames.rend() && place->frame != &frame) ++place;
  if (place == c.frames.rend()) {
    c.frames.push_back({&frame, line, index});
    return line > 0 && (index == 0 || code[index - 1].line != line);
  }
  const bool starts = line > 0 && (line != place->line || index <= place->index);
  if (line > 0) place->line = line;  // what belongs to no line belongs to the one before
  place->index = index;
  return starts;
}

void InstructionLister::left(Thread& thread, const Frame* frame) {
  auto& frames = current(thread).frames;
  for (std::size_t i = frames.size(); i-- > 0;) {
    if (frames[i].frame != frame) continue;
    frames.resize(i);
    return;
  }
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
  if (!c.wanted || c.event.begin >= to_) return;
  events_.push_back(c.event);
  if (events_.size() >= query_.max + std::min<std::size_t>(query_.max, 1024) + 8) drop_surplus();
}

namespace {
bool earlier(const InstructionEvent& a, const InstructionEvent& b) {
  return a.begin != b.begin ? a.begin < b.begin : a.thread < b.thread;
}
}  // namespace

/// Cores report their instructions out of order: only when more than wanted are known, the surplus can go.
void InstructionLister::drop_surplus() {
  std::sort(events_.begin(), events_.end(), earlier);
  if (query_.which == InstructionQuery::Which::Last) {
    events_.erase(events_.begin(), events_.end() - static_cast<std::ptrdiff_t>(query_.max));
    return;
  }
  events_.resize(query_.max);
  to_ = events_.empty() ? query_.from : events_.back().begin + 1;
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
  if (events_.size() > query_.max) drop_surplus();
  return std::move(events_);
}

}  // namespace gilscope
