#include "sim/session/stuck_threads.hpp"

#include <fmt/format.h>

#include <map>

#include "sim/bytecode/code_object.hpp"
#include "sim/trace/trace.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/interpreters.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {
namespace {

struct Place {
  std::string library_call;  // "Queue.get": the library function that the script called; empty if it waits by itself
  std::string where;
};

const CodeObject& code_of(const PythonFrame& frame) { return **frame.code->code; }

// From the innermost frame outwards: through the library's frames to the first one of the script.
Place place_of(const Thread& thread, const std::string& library) {
  Place place;
  for (const Thread* t = &thread; t != nullptr; t = t->origin.thread) {  // a guest goes back to where it came from
    for (const Frame* frame = t->top; frame; frame = frame->back) {
      if (frame->kind != FrameKind::Python) continue;
      const auto& python = static_cast<const PythonFrame&>(*frame);
      const CodeObject& code = code_of(python);
      if (code.filename.starts_with(library)) {
        place.library_call = code.qualname;
        continue;
      }
      place.where = fmt::format("{}, line {}, in {}", code.filename.substr(code.filename.find_last_of('/') + 1), line_of(python), code.qualname);
      return place;
    }
  }
  return place;
}

// Locks inside library calls are the library's own; naming them would explain nothing, and their holder is not to blame.
bool names_its_lock(const Place& place) { return place.library_call.empty() || place.library_call.find("__enter__") != std::string::npos; }

BlockedThread blocked(const Thread& thread, const ThreadInfo& info, const Trace& trace, const std::string& library) {
  const Place place = place_of(thread, library);
  BlockedThread result{thread.id, info.name, "", ThreadId{}, place.where};
  if (thread.joins.valid() && thread.joins.value < trace.threads().size()) {
    result.awaits = "the end of " + trace.threads()[thread.joins.value].name;
    result.blocked_by = thread.joins;
  } else if (info.awaits.valid() && names_its_lock(place)) {
    const LockInfo& lock = trace.locks()[info.awaits.value];
    result.awaits = lock.name.empty() ? fmt::format("a {}", lock.kind) : fmt::format("{} {}", lock.kind, lock.name);
    result.blocked_by = lock.holder;
  } else if (!place.library_call.empty()) {
    result.awaits = place.library_call + "() to return";
  } else {
    result.awaits = "something that never comes";
  }
  return result;
}

}  // namespace

// A thread that visits another interpreter is told of where it is now.
std::vector<BlockedThread> stuck_threads(Interpreters& interpreters, const Trace& trace, const std::string& library) {
  std::map<ThreadId, BlockedThread> stuck;
  for (const auto& interpreter : interpreters.all()) {
    for (const auto& thread : interpreter->vm->priv().threads) {
      const bool known = thread->id.valid() && thread->id.value < trace.threads().size();
      if (thread->finished || !known || trace.threads()[thread->id.value].finished || thread->os->user != thread.get()) continue;
      stuck.emplace(thread->id, blocked(*thread, trace.threads()[thread->id.value], trace, library));
    }
  }
  std::vector<BlockedThread> in_order;
  for (auto& [id, thread] : stuck) in_order.push_back(std::move(thread));
  return in_order;
}

}  // namespace gilscope
