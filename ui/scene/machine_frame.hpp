// What the parts of one picture of the machine share while it is drawn. Used by machine*.cpp and pulses.cpp only.
#pragma once

#include <string>
#include <string_view>

#include "ui/scene/canvas.hpp"
#include "ui/scene/hit.hpp"
#include "ui/scene/machine_layout.hpp"
#include "ui/scene/moment.hpp"
#include "ui/scene/scenes.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::scene {

struct MachineFrame {
  const RunPicture& run;
  const RunIndex& index;
  const MachineView& view;
  const Theme& theme;
  Canvas& canvas;
  HitList* hits;
  const Moment& moment;
  const MachineLayout& layout;
  bool too_fast = false;  ///< playback is so fast that single hand-overs cannot be followed: averages are shown

  TextStyle style(double size, Color color, Font font = Font::Regular, Align align = Align::Left) const {
    return {color, static_cast<float>(layout.unit * size), font, align};
  }
  const ThreadNow& thread(ThreadId id) const { return moment.threads[id.value]; }
  bool is_marked(const Hit& hit) const;  ///< selected or under the pointer
  void add_hit(const Rect& r, const Hit& hit) const {
    if (hits) hits->add(r, hit);
  }
};

Hit thread_hit(const ThreadNow& thread);

/// Threads as labels in rows, as many as fit; the rest as a number. `waited`: with how long each has been there.
enum class Waited : bool { Hidden, Shown };
void draw_threads(const MachineFrame& frame, const Rect& area, const std::vector<ThreadId>& threads, Waited waited);

void draw_locks(const MachineFrame& frame);
void draw_objects(const MachineFrame& frame);
/// The ways between hot objects and cores, under the tiles; and what travels on them, over the tiles.
void draw_object_ways(const MachineFrame& frame);
void draw_pulses(const MachineFrame& frame);
void draw_gil(const MachineFrame& frame);
void draw_token(const MachineFrame& frame);

}  // namespace gilscope::scene
