#include "ui/desktop/framebuffer.hpp"

#include <glad/gl.h>

#include <algorithm>

namespace gilscope::desktop {

Framebuffer::Framebuffer(int width, int height) : width_(width), height_(height) {
  glGenRenderbuffers(1, &color_);
  glBindRenderbuffer(GL_RENDERBUFFER, color_);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glGenFramebuffers(1, &framebuffer_);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color_);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

Framebuffer::~Framebuffer() {
  glDeleteFramebuffers(1, &framebuffer_);
  glDeleteRenderbuffers(1, &color_);
}

void Framebuffer::bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glViewport(0, 0, width_, height_);
}

Pixels Framebuffer::read() const {
  Pixels pixels{width_, height_, std::vector<std::uint8_t>(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 4)};
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width_, height_, GL_RGBA, GL_UNSIGNED_BYTE, pixels.rgba.data());
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  const auto row = static_cast<std::size_t>(width_) * 4;  // OpenGL's first row is the lowest
  for (std::size_t top = 0, bottom = static_cast<std::size_t>(height_) - 1; top < bottom; ++top, --bottom)
    std::swap_ranges(pixels.rgba.begin() + static_cast<std::ptrdiff_t>(top * row), pixels.rgba.begin() + static_cast<std::ptrdiff_t>((top + 1) * row),
                     pixels.rgba.begin() + static_cast<std::ptrdiff_t>(bottom * row));
  return pixels;
}

}  // namespace gilscope::desktop
