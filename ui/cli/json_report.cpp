#include "ui/cli/json_report.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "sim/analysis/interpreter_use.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope::cli {
namespace {

using Json = nlohmann::ordered_json;

std::int64_t nanoseconds(SimTime time) { return time / kNanosecond; }

// Rounds the states to nanoseconds so that their sum is end_ns - start_ns: each is cut, and what that loses goes to those cut most.
std::array<std::int64_t, kThreadStateCount> rounded_totals(const ThreadInfo& thread) {
  std::array<std::int64_t, kThreadStateCount> rounded{};
  std::array<std::size_t, kThreadStateCount> order{};
  std::int64_t missing = nanoseconds(thread.end) - nanoseconds(thread.start);
  for (std::size_t i = 0; i < rounded.size(); ++i) {
    rounded[i] = nanoseconds(thread.totals[i]);
    missing -= rounded[i];
    order[i] = i;
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return thread.totals[a] % kNanosecond > thread.totals[b] % kNanosecond; });
  for (std::size_t i = 0; missing > 0; ++i, --missing) ++rounded[order[i % order.size()]];
  for (std::size_t i = order.size(); missing < 0 && i-- > 0;)
    if (rounded[order[i]] > 0) --rounded[order[i]], ++missing;
  return rounded;
}

Json thread_json(const ThreadInfo& thread) {
  Json json = {{"name", thread.name}};
  const auto totals = rounded_totals(thread);
  for (int i = 0; i < kThreadStateCount - 1; ++i) json[std::string(total_key(static_cast<ThreadState>(i)))] = totals[static_cast<std::size_t>(i)];
  json["bytecodes"] = thread.bytecodes;
  return json;
}

/// Only in runs that have several.
Json interpreter_json(const InterpreterUse& use) {
  return {{"name", use.name},
          {"start_ns", nanoseconds(use.start)},
          {"end_ns", nanoseconds(use.end)},
          {"start_up_ns", nanoseconds(use.start_up)},
          {"on_cpu_ns", nanoseconds(use.on_cpu)},
          {"gil_held_ns", nanoseconds(use.gil_held)},
          {"values_in", use.received},
          {"bytes_in", use.bytes_received},
          {"values_out", use.sent},
          {"bytes_out", use.bytes_sent}};
}

Json lock_json(const LockInfo& lock) {
  return {{"name", lock.name},
          {"kind", lock.kind},
          {"acquisitions", lock.acquisitions},
          {"contended", lock.contended},
          {"wait_ns", nanoseconds(lock.wait)},
          {"hold_ns", nanoseconds(lock.hold)}};
}

Json object_json(const ObjectInfo& object, const Trace& trace) {
  Json owner = nullptr;
  if (object.owner.value < trace.threads().size()) owner = trace.threads()[object.owner.value].name;
  return {{"name", object.name},           {"type", object.type},
          {"owner", owner},                {"immortal", object.immortal},
          {"local_ops", object.local_ops()}, {"shared_ops", object.shared_ops()},
          {"transfers", object.transfers()}};
}

// Cores that never ran anything are listed too.
Json busy_json(const RunReport& report) {
  Json busy = Json::array();
  const auto& cores = report.trace->cores();
  for (std::size_t i = 0; i < report.cores; ++i) busy.push_back(i < cores.size() ? nanoseconds(cores[i].busy) : 0);
  return busy;
}

Json crash_json(const CrashInfo& crash) {
  Json json = {{"what", crash.what}, {"why", crash.why}, {"witnesses", Json::array()}};
  for (const CrashWitness& w : crash.witnesses) {
    Json stack = Json::array();
    for (const StackEntry& entry : w.stack) stack.push_back({{"function", entry.function}, {"file", entry.file}, {"line", entry.line}});
    json["witnesses"].push_back({{"thread", w.name}, {"at_ns", nanoseconds(w.at)}, {"did", w.did}, {"stack", std::move(stack)}});
  }
  return json;
}

Json report_json(const RunReport& report) {
  const Trace& trace = *report.trace;
  Json json = {{"scenario", report.scenario},
               {"runtime", report.runtime},
               {"gil_enabled", report.gil_enabled},
               {"cores", report.cores},
               {"seed", report.seed},
               {"time_ns", nanoseconds(report.time)},
               {"stdout", report.stdout_text},
               {"stderr", report.stderr_text},
               {"exit_code", report.exit_code},
               {"bytecodes", trace.bytecodes()},
               {"host_seconds", report.host_seconds},
               {"model", report.model},
               {"assumptions", report.assumptions}};
  if (report.crash) json["crash"] = crash_json(*report.crash);
  MemoryReport::each(trace.memory_report(), [&](const char* name, std::uint64_t value) { json["memory"][name] = value; });
  json["threads"] = Json::array();
  for (const auto& thread : trace.threads()) json["threads"].push_back(thread_json(thread));
  if (trace.interpreters().size() > 1) {
    json["interpreters"] = Json::array();
    for (const InterpreterUse& use : interpreter_use(trace)) json["interpreters"].push_back(interpreter_json(use));
  }
  json["cores_busy_ns"] = busy_json(report);
  json["locks"] = Json::array();
  for (const auto& lock : trace.locks()) json["locks"].push_back(lock_json(lock));
  json["objects"] = Json::array();
  for (const auto& object : trace.objects()) json["objects"].push_back(object_json(object, trace));
  return json;
}

// A program may print bytes that are no UTF-8; JSON has to be.
std::string dump(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string run_json(const RunReport& report) { return dump(report_json(report)); }

std::string compare_json(const std::vector<RunReport>& reports) {
  Json all = Json::array();
  for (const auto& report : reports) all.push_back(report_json(report));
  return dump(all);
}

}  // namespace gilscope::cli
