#include "sim/session/replay.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "sim/bytecode/code_units.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/session/execution.hpp"
#include "sim/session/instruction_lister.hpp"
#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

/// A script with its program, and the ways to look into its run.
struct Replayed {
  Scenario scenario;
  Program program;
  RunOptions options;

  explicit Replayed(const std::string& source, const std::string& runtime = "3.13", std::uint32_t cores = 4) {
    scenario = parse_scenario("script.py", source).value();
    auto compiled = compile_program(scenario);
    if (!compiled) FAIL(render(compiled.error()));
    program = compiled.value();
    options.runtime = runtime;
    options.cores = cores;
    options.max_time = 60 * kSecond;
  }

  RunReport run_it(bool calls = false) const {
    RunOptions o = options;
    o.record_calls = calls;
    return run(scenario, program, o).value();
  }
  Snapshot at(SimTime when) const {
    auto snapshot = snapshot_at(scenario, program, options, when);
    if (!snapshot) FAIL(snapshot.error().message);
    return std::move(snapshot).value();
  }
  std::vector<InstructionEvent> instructions(SimTime from, SimTime to, std::size_t max = 1'000'000) const {
    auto events = instructions_between(scenario, program, options, from, to, max);
    if (!events) FAIL(events.error().message);
    return std::move(events).value();
  }
};

const char* const kMixed = R"(
import threading, queue, time, random
lock = threading.Lock()
shared = []
q = queue.Queue()
def work(n):
    for i in range(30):
        with lock:
            shared.append(i * n)
        try:
            if i % 7 == 0: raise ValueError(i)
        except ValueError as e:
            q.put(e)
        sum(x for x in range(20))
    time.sleep(0.0005)
def drain():
    while (x := q.get()) is not None: str(x)
workers = [threading.Thread(target=work, args=(n,)) for n in range(5)]
reader = threading.Thread(target=drain)
for t in workers + [reader]: t.start()
for t in workers: t.join()
q.put(None)
reader.join()
print(len(shared), sorted(shared)[-1])
)";

TEST_CASE("a replay executes exactly what the run executed") {
  for (const char* runtime : {"3.12", "3.13", "3.13t", "3.14t", "3.13t gil=1"}) {
    for (const std::uint32_t cores : {1u, 3u, 8u}) {
      INFO(runtime << " on " << cores);
      const Replayed script(kMixed, runtime, cores);
      const RunReport original = script.run_it();
      const auto plan = plan_run(script.scenario, script.options);
      REQUIRE(plan);
      const auto model = load_cost_model(plan->model_path);
      InstructionLister lister({.from = 0, .to = kForever, .max = 1'000'000, .wanted = {}});
      Execution execution(script.scenario, plan.value(), model.value(), {}, &lister);
      lister.attach(execution.vm());
      const MachineStop stop = execution.advance(script.program);
      const RunReport replayed = execution.report(script.scenario, stop);
      CHECK(replayed.trace_hash == original.trace_hash);
      CHECK(replayed.stdout_text == original.stdout_text);
      CHECK(lister.take().size() == original.trace->bytecodes());
    }
  }
}

TEST_CASE("up to an instant, a replay that stops there has done what the run did") {
  for (const char* runtime : {"3.13", "3.13t"}) {
    const Replayed script(kMixed, runtime);
    const RunReport original = script.run_it();
    for (int i = 1; i <= 20; ++i) {
      const SimTime at = original.time * i / 21;
      INFO(runtime << " at " << at);
      const Snapshot snapshot = script.at(at);
      CHECK(snapshot.at == at);
      for (const ThreadView& thread : snapshot.threads) {
        // The state at the instant is the one that the trace shows just before it.
        bool agrees = false, known = false;
        original.trace->for_each_state(thread.id, at - 1, at + 1, [&](const StateSpan& span) {
          known = true;
          agrees = agrees || span.state == thread.state;
        });
        CHECK((!known || agrees));
        if (thread.core.valid()) CHECK(thread.at >= at);
      }
    }
  }
}

TEST_CASE("a snapshot shows locals, globals and counts as the script sees them") {
  const char* const source = R"(
import sys, time
class Account:
    def __init__(self): self.balance = 100
account = Account()
name = "savings"
numbers = [1, 2.5, "three", None]
def outer(a, b=(1, 2)):
    seen = {"a": a}
    def inner(): return seen
    keep = account
    again = keep
    print(sys.getrefcount(keep))
    time.sleep(0.01)
    return inner
outer(7)
)";
  for (const char* runtime : {"3.13", "3.13t"}) {
    const Replayed script(source, runtime);
    const RunReport report = script.run_it();
    const Snapshot snapshot = script.at(report.time - 5 * kMillisecond);  // asleep
    REQUIRE(snapshot.threads.size() == 1);
    const ThreadView& main = snapshot.threads[0];
    CHECK(main.state == ThreadState::Sleeping);
    REQUIRE(main.frames.size() == 2);
    CHECK(main.frames[0].function == "outer");
    CHECK(main.frames[0].line == 14);
    CHECK(main.frames[1].function == "<module>");
    CHECK(main.frames[1].line == 16);
    std::map<std::string, ValueView> locals;
    for (const ValueView& v : main.frames[0].locals) locals[v.name] = v;
    CHECK(locals["a"].text == "7");
    CHECK(locals["a"].type == "int");
    CHECK(locals["b"].text == "(1, 2)");
    CHECK(locals["seen"].text == "{'a': 7}");
    CHECK(locals["inner"].text == "<function outer.<locals>.inner>");
    CHECK(locals["keep"].text == "<Account balance=100>");
    CHECK(locals["keep"].address == locals["again"].address);
    CHECK(locals["keep"].address != locals["seen"].address);
    // getrefcount counts its own argument as well
    CHECK(locals["keep"].local + locals["keep"].shared + 1 == std::stoi(report.stdout_text));
    std::map<std::string, std::string> globals;
    for (const ValueView& v : snapshot.globals) globals[v.name] = v.text;
    CHECK(globals["name"] == "'savings'");
    CHECK(globals["numbers"] == "[1, 2.5, 'three', None]");
    CHECK_FALSE(globals.contains("outer"));
    CHECK_FALSE(globals.contains("sys"));
    CHECK(snapshot.heap_bytes > 0);
    CHECK(snapshot.gil_enabled == (std::string(runtime) == "3.13"));
  }
}

TEST_CASE("a snapshot shows who holds a lock and who waits for it, in order") {
  const Replayed script(R"(
import threading, time
guard = threading.Lock()
def hold():
    with guard: time.sleep(0.02)
threads = [threading.Thread(target=hold, name=f"t{i}") for i in range(4)]
for t in threads:
    t.start()
    time.sleep(0.001)
for t in threads: t.join()
)");
  const Snapshot snapshot = script.at(10 * kMillisecond);
  REQUIRE(snapshot.locks.size() >= 1);
  const auto guard =
      std::find_if(snapshot.locks.begin(), snapshot.locks.end(), [](const LockView& l) { return l.name == "guard"; });
  REQUIRE(guard != snapshot.locks.end());
  CHECK(guard->holder == ThreadId(1));
  CHECK(guard->state == 3);  // locked, with parked waiters
  CHECK(guard->queue == std::vector<ThreadId>{ThreadId(2), ThreadId(3), ThreadId(4)});
  CHECK(snapshot.threads[2].awaits == guard->id);
  CHECK(snapshot.threads[2].state == ThreadState::WaitingForLock);
  CHECK(snapshot.threads[2].name.find("t1") != std::string::npos);
}

TEST_CASE("a snapshot shows the GIL and those that want it") {
  const Replayed script(R"(
import threading
def spin():
    n = 0
    while n < 2000000: n += 1
threads = [threading.Thread(target=spin) for _ in range(3)]
for t in threads: t.start()
for t in threads: t.join()
)");
  const Snapshot snapshot = script.at(70 * kMillisecond);
  CHECK(snapshot.gil_enabled);
  REQUIRE(snapshot.gil_holder.valid());
  CHECK(snapshot.threads[snapshot.gil_holder.value].holds_gil);
  CHECK(snapshot.gil_queue.size() == 2);
  for (const ThreadId waiter : snapshot.gil_queue)
    CHECK(snapshot.threads[waiter.value].state == ThreadState::WaitingForGil);
}

TEST_CASE("times outside of the run are clamped") {
  const Replayed script("x = 1\n");
  const RunReport report = script.run_it();
  CHECK(script.at(-5).at == 0);
  CHECK(script.at(-5).threads[0].frames.empty());
  CHECK(script.at(kForever).at == report.time);
  CHECK(script.at(kForever).threads[0].finished);
  CHECK(script.instructions(report.time + 1, kForever).empty());
  CHECK(script.instructions(5, 5).empty());
}

/// Instruction index by offset of every code object in a program.
void collect(const CodeObject& code, std::map<std::uint64_t, const CodeObject*>& codes) {
  codes[code_key(code)] = &code;
  for (const Constant& c : code.consts) if (c.kind == ConstantKind::Code) collect(*c.code, codes);
}

TEST_CASE("instructions have the offsets, lines and opcodes of dis, and follow one another") {
  for (const char* runtime : {"3.13", "3.13t"}) {
    const Replayed script(kMixed, runtime);
    const RunReport report = script.run_it();
    std::map<std::uint64_t, const CodeObject*> codes;
    collect(*script.program, codes);
    const auto events = script.instructions(0, kForever);
    REQUIRE(events.size() == report.trace->bytecodes());
    std::map<std::uint32_t, SimTime> ends;
    std::size_t own = 0, touching = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const InstructionEvent& e = events[i];
      CHECK(e.begin <= e.end);
      if (i > 0) CHECK(events[i - 1].begin <= e.begin);
      if (ends.contains(e.thread.value)) {
        CHECK(e.begin >= ends[e.thread.value]);  // never two at once
        touching += e.begin == ends[e.thread.value];
      }
      ends[e.thread.value] = e.end;
      const auto code = codes.find(e.code_key);
      if (code == codes.end()) continue;  // of the library
      ++own;
      const CodeUnits units = lay_out(*code->second);
      const auto place = std::find(units.offset_of.begin(), units.offset_of.end(), e.offset / 2);
      REQUIRE(place != units.offset_of.end());
      const Instruction& instruction = code->second->code[static_cast<std::size_t>(place - units.offset_of.begin())];
      CHECK(static_cast<std::uint8_t>(instruction.op) == e.opcode);
      CHECK(static_cast<std::uint32_t>(std::max(instruction.line, 0)) == e.line);
    }
    CHECK(own > 5000);
    CHECK(touching > events.size() * 95 / 100);
  }
}

TEST_CASE("a window of instructions is the part of the whole that begins in it") {
  for (const char* runtime : {"3.13", "3.13t"}) {
    const Replayed script(kMixed, runtime);
    const RunReport report = script.run_it();
    const auto all = script.instructions(0, kForever);
    const SimTime from = report.time / 3, to = report.time / 2;
    std::vector<InstructionEvent> expected;
    for (const auto& e : all) if (e.begin >= from && e.begin < to) expected.push_back(e);
    REQUIRE(expected.size() > 100);
    const auto window = script.instructions(from, to);
    REQUIRE(window.size() == expected.size());
    for (std::size_t i = 0; i < window.size(); ++i) {
      REQUIRE(window[i].begin == expected[i].begin);
      REQUIRE(window[i].thread == expected[i].thread);
      REQUIRE(window[i].offset == expected[i].offset);
    }
    const auto first = script.instructions(from, kForever, 50);
    REQUIRE(first.size() == 50);
    for (std::size_t i = 0; i < first.size(); ++i) REQUIRE(first[i].begin == expected[i].begin);
    CHECK(first[0].end == expected[0].end);
  }
}

TEST_CASE("a script that never ends can be looked into, and the replay cancelled") {
  const Replayed script("n = 0\nwhile True: n += 1\n");
  RunOptions endless = script.options;
  endless.max_time.reset();
  const auto snapshot = snapshot_at(script.scenario, script.program, endless, 3 * kMillisecond);
  REQUIRE(snapshot);
  CHECK(snapshot->threads[0].frames[0].line == 2);
  REQUIRE(snapshot->globals.size() == 1);
  const long at_3_ms = std::stol(snapshot->globals[0].text);
  CHECK(at_3_ms > 1000);
  const auto later = snapshot_at(script.scenario, script.program, endless, 6 * kMillisecond);
  CHECK(std::stol(later->globals[0].text) > at_3_ms * 3 / 2);
  const auto listed = instructions_between(script.scenario, script.program, endless, kMillisecond, kForever, 100);
  REQUIRE(listed);
  CHECK(listed->size() == 100);
  int polls = 0;
  const auto cancelled =
      snapshot_at(script.scenario, script.program, endless, kForever, [&](const Progress&) { return ++polls < 3; });
  REQUIRE_FALSE(cancelled);
  CHECK(cancelled.error().message.find("cancelled") != std::string::npos);
}

TEST_CASE("the counts of a snapshot are those of the free-threaded build") {
  const Replayed script(R"(
import threading, time
class Thing: pass
thing = Thing()
def use():
    for _ in range(200):
        mine = thing
    time.sleep(0.05)
t = threading.Thread(target=use)
t.start()
t.join()
)",
                        "3.13t");
  const Snapshot snapshot = script.at(40 * kMillisecond);
  const auto thing = std::find_if(snapshot.globals.begin(), snapshot.globals.end(),
                                  [](const ValueView& v) { return v.name == "thing"; });
  REQUIRE(thing != snapshot.globals.end());
  CHECK(thing->boxed);
  CHECK(thing->owner == ThreadId(0));
  CHECK(thing->local == 1);   // the global
  CHECK(thing->shared == 1);  // the other thread's variable
  CHECK(thing->last_toucher == ThreadId(1));
  REQUIRE(thing->object.valid());
  CHECK(std::any_of(snapshot.objects.begin(), snapshot.objects.end(),
                    [&](const ValueView& v) { return v.address == thing->address; }));
}

TEST_CASE("every scenario that is shipped can be looked into at any time") {
  for (const char* name : {"primes", "producer_consumer", "philosophers", "shared_object", "extension_gil"}) {
    auto scenario = load_scenario(scenarios_directory() + "/" + name + ".py");
    REQUIRE(scenario);
    const auto program = compile_program(scenario.value());
    REQUIRE(program);
    for (const char* runtime : {"3.13", "3.13t"}) {
      INFO(name << " under " << runtime);
      RunOptions options;
      options.runtime = runtime;
      const RunReport report = run(scenario.value(), program.value(), options).value();
      for (const SimTime at : {report.time / 3, report.time - 1}) {
        const auto snapshot = snapshot_at(scenario.value(), program.value(), options, at);
        REQUIRE(snapshot);
        CHECK(snapshot->at == at);
        CHECK(snapshot->threads.size() >= 1);
      }
    }
  }
}

}  // namespace
}  // namespace gilscope
