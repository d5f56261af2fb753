// Where the parts of the machine lie. It depends on the run and the room only, never on the instant: nothing jumps while a run plays.
#pragma once

#include <vector>

#include "ui/scene/moment.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::scene {

struct Place {
  ThreadState state;    ///< whose threads it holds
  Rect area;
};

struct MachineLayout {
  float unit = 13;              ///< the size of type
  Rect header;
  std::vector<Rect> cores;      ///< tiles, by core
  Rect gil;                     ///< the token's home and the queue; empty: no GIL
  Point gil_home;
  float token = 12;             ///< its radius
  std::vector<Rect> locks;      ///< cards
  std::vector<Rect> objects;    ///< cards
  std::vector<Place> places;    ///< for threads that are on no core
  Rect locks_title, objects_title;
};

MachineLayout lay_out_machine(const RunPicture& run, const RunIndex& index, const Theme& theme, const Rect& area);
/// Where the token lies at a core.
Point token_dock(const MachineLayout& layout, CoreId core);

}  // namespace gilscope::scene
