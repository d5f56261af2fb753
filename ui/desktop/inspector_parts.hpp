// The inspector's pages, one per kind of thing. Private to the inspector.
#pragma once

#include "sim/analysis/blame.hpp"
#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

struct Inspected {
  AppState& state;
  const View& view;
  Actions& actions;
  std::uint32_t run;
  const Trace& trace;
  Question question;
  const Snapshot* snapshot;      ///< at the question's instant; nullptr: not yet known
  bool free_threaded;            ///< the build: objects have an owner, a lock and two counts
};

void inspect_thread(const Inspected& in);   ///< inspector_thread.cpp
void inspect_lock(const Inspected& in);     ///< inspector_things.cpp
void inspect_object(const Inspected& in);
void inspect_core(const Inspected& in);
void inspect_gil(const Inspected& in);
/// Without a selection: all threads at the playhead (inspector_overview.cpp).
void inspect_nothing(const Inspected& in);

/// The fields of an object's header as they lie in memory (inspector_header.cpp).
void draw_object_header(const Inspected& in, const ValueView& value);
/// "locked, threads are parked"
std::string_view lock_byte_words(std::uint8_t byte);
/// A row with a link to a thread; "nobody" for an invalid one.
void thread_row(const Inspected& in, std::string_view name, ThreadId thread, std::string_view term = {});
void select_thread(const Inspected& in, ThreadId thread);
/// A line in place of what only a replay knows.
void replay_note(const Inspected& in);

}  // namespace gilscope::desktop
