// A picture in the graphics card's memory: what a window that nobody sees is drawn into, and what is read back for PNG files.
#pragma once

#include "ui/desktop/png_writer.hpp"

namespace gilscope::desktop {

class Framebuffer {
 public:
  /// Requires: a current OpenGL 3.3 context, which outlives this.
  Framebuffer(int width, int height);
  ~Framebuffer();
  Framebuffer(const Framebuffer&) = delete;
  Framebuffer& operator=(const Framebuffer&) = delete;

  void bind() const;     ///< drawing goes here
  Pixels read() const;

 private:
  int width_, height_;
  unsigned framebuffer_ = 0, color_ = 0;
};

}  // namespace gilscope::desktop
