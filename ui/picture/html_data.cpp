#include "ui/picture/html_data.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/analysis/contention.hpp"
#include "sim/trace/trace.hpp"
#include "ui/picture/html_lines.hpp"
#include "ui/picture/html_pack.hpp"

namespace gilscope::picture {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLockLanes = 24, kObjectLanes = 12;
constexpr std::size_t kMostPoints = 12'000;        // of waits, wake-ups and queue items each, per run
constexpr std::size_t kMostMarksPerKind = 1'500;
constexpr std::size_t kMostMemorySamples = 1'000;
constexpr std::size_t kPartsOfCalls = 5;
constexpr std::size_t kMostThings = 200;            // locks or objects that are told apart

std::uint64_t ns(SimTime t) { return static_cast<std::uint64_t>(t / kNanosecond); }
std::uint64_t holder_code(ThreadId thread) { return thread.valid() ? std::uint64_t{thread.value} + 1 : 0; }

// ---- lanes ----

struct Cells {
  SimTime states = 0;
  SimTime calls = 0;
};

struct PackedRun {
  std::vector<std::string> threads, calls, cores, locks;
  std::string gil;
  std::vector<std::string> other_gils;  ///< of the interpreters from 1 on

  std::size_t state_bytes() const {
    std::size_t sum = gil.size();
    for (const auto& lane : other_gils) sum += lane.size();
    for (const auto* lanes : {&threads, &cores, &locks})
      for (const auto& lane : *lanes) sum += lane.size();
    return sum;
  }
  std::size_t call_bytes() const {
    std::size_t sum = 0;
    for (const auto& lane : calls) sum += lane.size();
    return sum;
  }
};

// The locks that get a lane: those that cost most, then those with most acquisitions.
std::vector<LockId> lock_lanes(const Trace& trace) {
  std::vector<LockId> lanes;
  for (const LockRank& rank : rank_locks(trace, kLockLanes)) lanes.push_back(rank.lock);
  std::vector<LockId> others;
  for (std::uint32_t i = 0; i < trace.locks().size(); ++i)
    if (trace.locks()[i].acquisitions > 0 && std::find(lanes.begin(), lanes.end(), LockId{i}) == lanes.end()) others.push_back(LockId{i});
  std::stable_sort(others.begin(), others.end(),
                   [&](LockId a, LockId b) { return trace.locks()[a.value].acquisitions > trace.locks()[b.value].acquisitions; });
  for (const LockId lock : others)
    if (lanes.size() < kLockLanes / 2) lanes.push_back(lock);
  return lanes;
}

auto holder_visitor(LanePacker& packer) {
  return [&packer](const HolderSpan& span) { packer.add(span.begin, span.end, static_cast<std::uint32_t>(holder_code(span.thread)), span.merged); };
}

void pack_states(const Trace& trace, SimTime cell, PackedRun& packed) {
  packed.threads.clear(), packed.cores.clear(), packed.locks.clear();
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    LanePacker packer(cell);
    trace.for_each_state(ThreadId{t}, 0, kForever, [&](const StateSpan& span) {
      const std::uint32_t core = span.core.valid() ? span.core.value + 1 : 0;
      packer.add(span.begin, span.end, static_cast<std::uint32_t>(span.state) | core << 4, span.merged);
    });
    packed.threads.push_back(packer.finish().base64());
  }
  for (std::uint32_t c = 0; c < trace.cores().size(); ++c) {
    LanePacker packer(cell);
    trace.for_each_run(CoreId{c}, 0, kForever, holder_visitor(packer));
    packed.cores.push_back(packer.finish().base64());
  }
  LanePacker gil(cell);
  trace.for_each_gil_hold(0, kForever, holder_visitor(gil));
  packed.gil = gil.finish().base64();
  packed.other_gils.clear();
  for (std::uint32_t i = 1; i < trace.interpreters().size(); ++i) {
    LanePacker packer(cell);
    trace.for_each_gil_hold(0, kForever, holder_visitor(packer), InterpreterId{i});
    packed.other_gils.push_back(packer.finish().base64());
  }
  for (const LockId lock : lock_lanes(trace)) {
    LanePacker packer(cell);
    trace.for_each_hold(lock, 0, kForever, holder_visitor(packer));
    packed.locks.push_back(packer.finish().base64());
  }
}

void pack_calls(const Trace& trace, SimTime cell, PackedRun& packed) {
  packed.calls.clear();
  if (!trace.has_calls()) return;
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    LanePacker packer(cell, kPartsOfCalls);
    trace.for_each_stack(ThreadId{t}, 0, kForever, [&](const StackSpan& span) {
      packer.add(span.begin, span.end, span.stack.valid() ? span.stack.value + 1 : 0, span.merged);
    });
    packed.calls.push_back(packer.finish().base64());
  }
}

SimTime coarser(SimTime cell, SimTime end) { return cell == 0 ? std::max<SimTime>(2 * kNanosecond, end >> 18) : cell * 2; }

// Packs everything, coarser and coarser until it fits: calls first down to two fifths of the room, then whatever is larger.
std::vector<PackedRun> pack_to_fit(std::span<const ExportRun> runs, std::size_t budget, Cells& cells) {
  std::vector<PackedRun> packed(runs.size());
  SimTime end = 0;
  std::size_t state_bytes = 0, call_bytes = 0;
  const auto pack = [&](bool states, bool calls) {
    if (states) state_bytes = 0;
    if (calls) call_bytes = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      end = std::max(end, runs[i].trace->end());
      if (states) pack_states(*runs[i].trace, cells.states, packed[i]), state_bytes += packed[i].state_bytes();
      if (calls) pack_calls(*runs[i].trace, cells.calls, packed[i]), call_bytes += packed[i].call_bytes();
    }
  };
  pack(true, true);
  while (state_bytes + call_bytes > budget && std::max(cells.states, cells.calls) < end) {
    const bool calls = call_bytes > budget * 2 / 5;
    SimTime& cell = calls ? cells.calls : cells.states;
    cell = coarser(cell, end);
    pack(!calls, calls);
  }
  return packed;
}

// ---- points ----

// Every how many-th of a list is kept.
template <class List, class Write>
std::string pack_points(const List& list, std::size_t most, std::size_t& left_out, Write write) {
  ByteStream out;
  const std::size_t stride = std::max<std::size_t>(1, (list.size() + most - 1) / most);
  for (std::size_t i = 0; i < list.size(); i += stride) write(out, list[i]);
  left_out += list.size() - (list.size() + stride - 1) / stride;
  return out.base64();
}

// The longest waits, in order of their begin.
std::string pack_waits(const Trace& trace, std::size_t& left_out) {
  std::vector<LockWait> waits = trace.lock_waits();
  const auto length = [](const LockWait& w) { return w.end - w.begin; };
  if (waits.size() > kMostPoints) {
    left_out += waits.size() - kMostPoints;
    std::nth_element(waits.begin(), waits.begin() + kMostPoints, waits.end(),
                     [&](const LockWait& a, const LockWait& b) { return length(a) > length(b); });
    waits.resize(kMostPoints);
  }
  std::stable_sort(waits.begin(), waits.end(), [](const LockWait& a, const LockWait& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.thread < b.thread;
  });
  std::uint64_t last = 0;
  std::size_t none = 0;
  return pack_points(waits, kMostPoints, none, [&](ByteStream& out, const LockWait& w) {
    out.number(ns(w.begin) - last), last = ns(w.begin);
    out.number(ns(w.end) - ns(w.begin));
    out.number(w.lock.value), out.number(w.thread.value);
  });
}

std::string pack_wakes(const Trace& trace, std::size_t& left_out) {
  std::vector<WakeEvent> wakes;
  for (const WakeEvent& wake : trace.wakes())
    if (wake.waker.valid() && wake.woken.valid()) wakes.push_back(wake);
  std::stable_sort(wakes.begin(), wakes.end(), [](const WakeEvent& a, const WakeEvent& b) { return a.at < b.at; });
  std::uint64_t last = 0;
  return pack_points(wakes, kMostPoints, left_out, [&](ByteStream& out, const WakeEvent& w) {
    out.number(ns(w.at) - last), last = ns(w.at);
    out.number(w.waker.value), out.number(w.woken.value);
  });
}

std::string pack_flows(const Trace& trace, std::size_t& left_out) {
  std::vector<ItemFlow> flows = trace.item_flows();
  std::stable_sort(flows.begin(), flows.end(), [](const ItemFlow& a, const ItemFlow& b) { return a.put < b.put; });
  std::uint64_t last = 0;
  return pack_points(flows, kMostPoints, left_out, [&](ByteStream& out, const ItemFlow& f) {
    out.number(ns(f.put) - last), last = ns(f.put);
    out.number(ns(std::max(f.got, f.put)) - ns(f.put));
    out.number(holder_code(f.from)), out.number(holder_code(f.to));
  });
}

// At most so many of each kind; kinds of which there are thousands say little one by one.
std::string pack_marks(const Trace& trace, std::size_t& left_out) {
  std::array<std::size_t, 64> count{}, seen{};
  for (const Mark& mark : trace.marks()) ++count[static_cast<std::size_t>(mark.kind)];
  std::vector<Mark> marks;
  for (const Mark& mark : trace.marks()) {
    const auto kind = static_cast<std::size_t>(mark.kind);
    const std::size_t stride = (count[kind] + kMostMarksPerKind - 1) / kMostMarksPerKind;
    if (seen[kind]++ % stride == 0)
      marks.push_back(mark);
    else
      ++left_out;
  }
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.at < b.at; });
  std::uint64_t last = 0;
  std::size_t none = 0;
  return pack_points(marks, marks.size() + 1, none, [&](ByteStream& out, const Mark& m) {
    out.number(ns(m.at) - last), last = ns(m.at);
    out.number(static_cast<std::uint64_t>(m.kind)), out.number(holder_code(m.thread)), out.number(m.payload);
  });
}

std::string pack_memory(const Trace& trace) {
  std::size_t none = 0;
  std::uint64_t last = 0;
  return pack_points(trace.memory(), kMostMemorySamples, none, [&](ByteStream& out, const MemorySample& s) {
    out.number(ns(s.at) - last), last = ns(s.at);
    out.number(s.bytes);
  });
}

// ---- things ----

/// [begin, interpreter] for each stretch that the thread spends in one.
Json where_json(const Trace& trace, ThreadId thread) {
  Json where = Json::array();
  trace.for_each_interpreter(thread, [&](const InterpreterSpan& span) { where.push_back(Json::array({span.begin, span.interpreter.value})); });
  return where;
}

Json gils_json(const Trace& trace, const PackedRun& packed) {
  Json gils = Json::array();
  for (std::size_t i = 1; i < trace.interpreters().size(); ++i) {
    const InterpreterInfo& info = trace.interpreters()[i];
    gils.push_back({{"name", info.name}, {"held", info.gil_held}, {"switches", info.gil_switches}, {"lane", packed.other_gils[i - 1]}});
  }
  return gils;
}

Json threads_json(const Trace& trace, const PackedRun& packed) {
  Json threads = Json::array();
  for (std::size_t i = 0; i < trace.threads().size(); ++i) {
    const ThreadInfo& t = trace.threads()[i];
    Json json = {{"name", t.name},   {"start", t.start}, {"end", t.end},
                 {"finished", t.finished}, {"state", static_cast<int>(t.state)}, {"totals", t.totals},
                 {"bytecodes", t.bytecodes}, {"gilHeld", trace.gil_held(ThreadId{static_cast<std::uint32_t>(i)})},
                 {"lane", packed.threads[i]}};
    if (t.awaits.valid()) json["awaits"] = t.awaits.value;
    if (trace.interpreters().size() > 1) json["interpreters"] = where_json(trace, ThreadId{static_cast<std::uint32_t>(i)});
    if (i < packed.calls.size()) json["calls"] = packed.calls[i];
    threads.push_back(std::move(json));
  }
  return threads;
}

Json cores_json(const ExportRun& run, const PackedRun& packed) {
  Json cores = Json::array();
  const auto& known = run.trace->cores();
  for (std::size_t i = 0; i < std::max<std::size_t>(run.cores, known.size()); ++i) {
    const bool used = i < known.size();
    cores.push_back({{"busy", used ? known[i].busy : 0}, {"switches", used ? known[i].switches : 0}, {"lane", used ? packed.cores[i] : ""}});
  }
  return cores;
}

// The locks worth their bytes: those with a lane, those somebody waited for, those somebody still waits for.
Json locks_json(const Trace& trace, const PackedRun& packed) {
  std::vector<bool> awaited(trace.locks().size(), false);
  for (const ThreadInfo& t : trace.threads())
    if (t.awaits.value < awaited.size()) awaited[t.awaits.value] = true;
  const auto lanes = lock_lanes(trace);
  Json locks = Json::array();
  for (std::uint32_t i = 0; i < trace.locks().size(); ++i) {
    const LockInfo& lock = trace.locks()[i];
    const auto lane = std::find(lanes.begin(), lanes.end(), LockId{i});
    if (lane == lanes.end() && lock.wait == 0 && !awaited[i] && i >= kMostThings) continue;
    Json json = {{"id", i}, {"name", lock.name}, {"kind", lock.kind}, {"acquisitions", lock.acquisitions}, {"contended", lock.contended},
                 {"wait", lock.wait}, {"longest", lock.longest_wait}, {"hold", lock.hold}};
    if (lane != lanes.end()) {
      json["rank"] = lane - lanes.begin();
      json["lane"] = packed.locks[static_cast<std::size_t>(lane - lanes.begin())];
    }
    locks.push_back(std::move(json));
  }
  return locks;
}

Json bins_json(const TrafficBins& traffic) {
  Json local = Json::array(), shared = Json::array(), transfers = Json::array();
  for (const auto& bin : traffic.bins()) local.push_back(bin[0]), shared.push_back(bin[1]), transfers.push_back(bin[2]);
  return {{"width", traffic.bin_width()}, {"local", local}, {"shared", shared}, {"transfers", transfers}};
}

// The objects that several threads used, hottest first; the first dozen with their counts over time.
Json objects_json(const Trace& trace) {
  Json objects = Json::array();
  for (const ObjectRank& r : rank_objects(trace, kMostThings)) {
    const ObjectInfo& o = trace.objects()[r.object.value];
    objects.push_back({{"id", r.object.value}, {"name", o.name}, {"type", o.type}, {"owner", holder_code(o.owner)}, {"immortal", o.immortal},
                       {"local", o.local_ops()}, {"shared", o.shared_ops()}, {"transfers", o.transfers()}});
    if (objects.size() <= kObjectLanes) objects.back()["bins"] = bins_json(o.traffic);
  }
  return objects;
}

Json functions_json(const CallStacks& stacks) {
  Json functions = Json::array();
  for (const FunctionInfo& f : stacks.functions()) functions.push_back(Json::array({f.name, f.file, f.first_line}));
  return functions;
}

std::string stacks_text(const CallStacks& stacks) {
  ByteStream out;
  for (const StackNode& node : stacks.nodes()) {
    out.number(node.parent.valid() ? std::uint64_t{node.parent.value} + 1 : 0);
    out.number(node.function.value), out.number(node.line);
  }
  return out.base64();
}

Json lines_json(const ExportRun& run) {
  Json lines = Json::array();
  for (const auto& [line, times] : line_times(*run.trace, run.path)) lines.push_back(Json::array({line, times.waits, times.states}));
  return lines;
}

Json run_json(const ExportRun& run, const PackedRun& packed, std::size_t& left_out) {
  const Trace& trace = *run.trace;
  Json marks = Json::object();
  for (const MarkInfo& kind : mark_table())
    if (trace.mark_count(kind.kind) > 0) marks[std::to_string(static_cast<int>(kind.kind))] = trace.mark_count(kind.kind);
  return {{"runtime", run.runtime}, {"gil", run.gil_enabled}, {"cores", cores_json(run, packed)}, {"seed", run.seed},
          {"time", run.time}, {"end", run.end}, {"verdict", run.verdict}, {"exitCode", run.exit_code},
          {"switchInterval", run.switch_interval}, {"hash", trace_hash_text(run)}, {"bytecodes", trace.bytecodes()},
          {"gilSwitches", trace.gil_switches()}, {"gilHeld", trace.gil_held()}, {"gilLane", packed.gil}, {"otherGils", gils_json(trace, packed)},
          {"traceResolution", trace.resolution()}, {"threads", threads_json(trace, packed)}, {"locks", locks_json(trace, packed)},
          {"objects", objects_json(trace)}, {"functions", functions_json(trace.call_stacks())}, {"stacks", stacks_text(trace.call_stacks())},
          {"lines", lines_json(run)}, {"waits", pack_waits(trace, left_out)}, {"wakes", pack_wakes(trace, left_out)},
          {"flows", pack_flows(trace, left_out)}, {"marks", pack_marks(trace, left_out)}, {"markCounts", marks},
          {"memory", pack_memory(trace)}};
}

Json mark_kinds_json() {
  Json kinds = Json::array();
  for (const MarkInfo& kind : mark_table()) kinds.push_back(Json::array({kind.name, kind.payload, kind.doc}));
  return kinds;
}

Json state_names_json() {
  Json names = Json::array();
  for (int i = 0; i < kThreadStateCount; ++i) names.push_back(display_name(static_cast<ThreadState>(i)));
  return names;
}

}  // namespace

ReportData report_data(std::span<const ExportRun> runs, std::size_t budget) {
  ReportData data;
  Cells cells;
  const auto packed = pack_to_fit(runs, budget, cells);
  data.state_cell = cells.states;
  data.call_cell = cells.calls;
  Json json = {{"version", 1}, {"title", runs.front().title}, {"scenario", runs.front().scenario}, {"path", runs.front().path},
               {"stateCell", cells.states}, {"callCell", cells.calls}, {"states", state_names_json()}, {"markKinds", mark_kinds_json()}};
  json["runs"] = Json::array();
  for (std::size_t i = 0; i < runs.size(); ++i) json["runs"].push_back(run_json(runs[i], packed[i], data.points_left_out));
  data.json = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return data;
}

}  // namespace gilscope::picture
