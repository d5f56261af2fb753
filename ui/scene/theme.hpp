// Colours, patterns and sizes, in one place. The palette keeps its meanings apart for every common colour blindness, and each has a pattern.
#pragma once

#include <array>

#include "sim/base/ids.hpp"
#include "sim/base/thread_state_kind.hpp"
#include "ui/scene/canvas.hpp"

namespace gilscope::scene {

struct Paint {
  Color fill;
  Color mark;                       ///< of the pattern's marks
  Pattern pattern = Pattern::Solid;
};

struct Theme {
  bool dark = true;
  bool reduced_motion = false;
  float scale = 1;                  ///< of type and of everything that is measured by it
  bool presenter = false;           ///< fewer, larger things

  Color background, panel, panel_border, text, text_dim, text_on_paint, grid, grid_strong, accent, selection, warning, error;
  std::array<Paint, kThreadStateCount> states;  ///< by ThreadState
  Paint gil, lock, object, gc;
  std::array<Color, 12> threads;    ///< a thread's colour is threads[id % 12]

  float text_size() const { return (presenter ? 17.f : 13.f) * scale; }
  float small_text_size() const { return (presenter ? 14.f : 11.f) * scale; }
  float row_height() const { return (presenter ? 30.f : 22.f) * scale; }
  const Paint& state(ThreadState s) const { return states[static_cast<std::size_t>(s)]; }
  Color thread(ThreadId t) const { return threads[t.valid() ? t.value % threads.size() : 0]; }
};

Theme dark_theme();
Theme light_theme();

/// Relative luminance, and the contrast of two opaque colours (1 to 21), after WCAG 2.
double luminance(Color c);
double contrast(Color a, Color b);
/// Black or white, whichever reads better on an opaque fill; at least 4.5 : 1.
Color text_on(Color fill);
/// `part` of the way from `under` to `over`; opaque.
Color blend(Color under, Color over, double part);

}  // namespace gilscope::scene
