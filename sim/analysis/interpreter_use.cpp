#include "sim/analysis/interpreter_use.hpp"

#include <algorithm>

#include "sim/trace/trace.hpp"

namespace gilscope {

namespace {

void add_computing(const Trace& trace, ThreadId thread, std::vector<InterpreterUse>& use) {
  trace.for_each_interpreter(thread, [&](const InterpreterSpan& where) {
    trace.for_each_state(thread, where.begin, where.end, [&](const StateSpan& span) {
      if (span.state != ThreadState::Running && span.state != ThreadState::Spinning) return;
      use[where.interpreter.value].on_cpu += std::max<SimTime>(std::min(span.end, where.end) - std::max(span.begin, where.begin), 0);
    });
  });
}

void add_mark(const Trace& trace, const Mark& mark, std::vector<InterpreterUse>& use) {
  if (mark.kind == MarkKind::InterpreterReady && mark.payload < use.size()) {
    InterpreterUse& ready = use[mark.payload];
    if (ready.start_up == 0) ready.start_up = mark.at - ready.start;
  }
  const bool sent = mark.kind == MarkKind::ValueSent;
  if (!sent && mark.kind != MarkKind::ValueReceived) return;
  InterpreterUse& where = use[trace.interpreter_of(mark.thread, mark.at).value];
  ++(sent ? where.sent : where.received);
  (sent ? where.bytes_sent : where.bytes_received) += mark.payload;
}

}  // namespace

std::vector<InterpreterUse> interpreter_use(const Trace& trace) {
  std::vector<InterpreterUse> use;
  for (std::uint32_t i = 0; i < trace.interpreters().size(); ++i) {
    const InterpreterInfo& info = trace.interpreters()[i];
    InterpreterUse& entry = use.emplace_back();
    entry.id = InterpreterId{i};
    entry.name = info.name;
    entry.start = info.start;
    entry.end = info.end;
    entry.gil_held = info.gil_held;
  }
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) add_computing(trace, ThreadId{t}, use);
  for (const Mark& mark : trace.marks()) add_mark(trace, mark, use);
  return use;
}

}  // namespace gilscope
