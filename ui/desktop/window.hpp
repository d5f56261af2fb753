// The window with its OpenGL context and its Dear ImGui context: made together, taken down together.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.hpp"
#include "ui/desktop/png_writer.hpp"
#include "ui/scene/canvas.hpp"

namespace gilscope::desktop {

struct WindowOptions {
  int width = 1280, height = 720;
  bool visible = true;  ///< false: drawn into a picture of its own, for screenshots
  bool maximized = false;
  std::string title = "GilScope";
};

class Window {
 public:
  /// Error: no display, or no OpenGL 3.3.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();

  bool close_requested() const;
  void keep_open();                                ///< takes a request to close back
  int width() const;                               ///< in the units of the mouse
  int height() const;
  float content_scale() const;                     ///< of the screen: 2 where everything is to be twice as large
  void resize(int width, int height);
  void set_title(const std::string& title);
  void set_clipboard(const std::string& text);

  /// Chords pressed: "ctrl+shift+p", "space", "?". Once before each frame: with a Dear ImGui that looks at keys once per frame, typing faster than
  /// that is given out frame by frame.
  std::vector<std::string> take_keys();
  /// Waits for input at most `seconds`; 0, or keys not given out yet: only looks whether there is some.
  void wait(double seconds);
  /// Ends a wait(), from any thread.
  static void wake();

  /// Draws a frame: `build` calls Dear ImGui. `background` is behind everything.
  void frame(scene::Color background, const std::function<void()>& build);
  /// Between frames: the fonts of the context have changed.
  void fonts_changed();
  /// The frame drawn last.
  Pixels pixels() const;

 private:
  struct Impl;
  explicit Window(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gilscope::desktop
