#include "ui/desktop/window.hpp"

// clang-format off: the loader comes before GLFW
#include <glad/gl.h>
#include <GLFW/glfw3.h>
// clang-format on
#include <fmt/format.h>
#include <imgui.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <cmath>
#include <cstdlib>
#include <deque>
#include <optional>

#include "ui/desktop/chords.hpp"
#include "ui/desktop/framebuffer.hpp"
#include "ui/desktop/launch.hpp"

namespace gilscope::desktop {
namespace {

// A key that went down or up, or (`codepoint` is not 0) a character typed.
struct KeyInput {
  int key = 0, scancode = 0, action = 0, modifiers = 0;
  unsigned codepoint = 0;
};

bool is_modifier(int key) { return key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER; }

}  // namespace

struct Window::Impl {
  GLFWwindow* window = nullptr;
  ImGuiContext* context = nullptr;
  std::deque<KeyInput> typed;  // what no frame has seen yet
  std::vector<std::string> keys;
  std::optional<Framebuffer> picture;  // for a window that is not visible, and for reading back
  int picture_width = 0, picture_height = 0;
  bool visible = true;

  ~Impl() {
    picture.reset();
    if (context) {
      ImGui_ImplOpenGL3_Shutdown();
      ImGui_ImplGlfw_Shutdown();
      ImGui::DestroyContext(context);
    }
    if (window) glfwDestroyWindow(window);
    glfwTerminate();
  }

  static Impl& of(GLFWwindow* window) { return *static_cast<Impl*>(glfwGetWindowUserPointer(window)); }

  static void on_key(GLFWwindow* window, int key, int scancode, int action, int modifiers) {
    of(window).take({key, scancode, action, modifiers});
  }
  static void on_character(GLFWwindow* window, unsigned codepoint) { of(window).take({.codepoint = codepoint}); }

  void take(KeyInput input) {
    typed.push_back(input);
    if (IMGUI_VERSION_NUM >= 18700) pass_on_typed();  // it keeps them in order itself
  }

  // Dear ImGui before 1.87 looks once per frame which keys are down. So a frame gets one key at most, and sees it go up no sooner than the frame
  // after: no key is missed, seen twice or out of order where frames take long.
  void pass_on_typed() {
    for (bool pressed = false; !typed.empty(); typed.pop_front()) {
      const KeyInput& input = typed.front();
      if (pressed && input.codepoint == 0) return;
      pass_on(input);
      if (IMGUI_VERSION_NUM < 18700) pressed |= input.codepoint == 0 && input.action != GLFW_RELEASE && !is_modifier(input.key);
    }
  }

  // To Dear ImGui, and as a chord to who asks by take_keys().
  void pass_on(const KeyInput& input) {
    std::string chord;
    if (input.codepoint != 0) {
      ImGui_ImplGlfw_CharCallback(window, input.codepoint);
      chord = chord_of_character(input.codepoint);
    } else {
      ImGui_ImplGlfw_KeyCallback(window, input.key, input.scancode, input.action, input.modifiers);
      if (input.action != GLFW_RELEASE) chord = chord_of_key(input.key, input.scancode, input.modifiers);
    }
    if (!chord.empty()) keys.push_back(std::move(chord));
  }

  // The picture to draw into and to read from, in the size of the frame.
  const Framebuffer& framebuffer(int width, int height) {
    if (!picture || width != picture_width || height != picture_height) {
      picture.emplace(width, height);
      picture_width = width;
      picture_height = height;
    }
    return *picture;
  }

  void make_imgui() {
    context = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // settings are our own
    io.LogFilename = nullptr;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    glfwSetKeyCallback(window, &Impl::on_key);  // in place of its own: it learns of keys by pass_on()
    glfwSetCharCallback(window, &Impl::on_character);
    ImGui_ImplOpenGL3_Init("#version 330 core");
  }
};

namespace {

std::string glfw_error() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text ? text : "unknown";
}

void set_hints(const WindowOptions& options) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_MAXIMIZED, options.maximized ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "gilscope");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "gilscope");
}

}  // namespace

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  if (glfwInit() != GLFW_TRUE) return Error{fmt::format("no window can be opened: {}", glfw_error())};
  auto impl = std::make_unique<Impl>();
  impl->visible = options.visible;
  set_hints(options);
  impl->window = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  if (!impl->window) return Error{fmt::format("no window with OpenGL 3.3 can be opened: {}", glfw_error())};
  glfwMakeContextCurrent(impl->window);
  if (gladLoadGL(glfwGetProcAddress) == 0) return Error{"the graphics driver has no OpenGL 3.3"};
  glfwSwapInterval(options.visible ? 1 : 0);
  glfwSetWindowSizeLimits(impl->window, 480, 360, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwSetWindowUserPointer(impl->window, impl.get());
  impl->make_imgui();
  return std::unique_ptr<Window>(new Window(std::move(impl)));
}

bool Window::close_requested() const { return glfwWindowShouldClose(impl_->window) != 0; }
void Window::keep_open() { glfwSetWindowShouldClose(impl_->window, GLFW_FALSE); }

int Window::width() const {
  int width = 0, height = 0;
  glfwGetWindowSize(impl_->window, &width, &height);
  return width;
}
int Window::height() const {
  int width = 0, height = 0;
  glfwGetWindowSize(impl_->window, &width, &height);
  return height;
}

// Where the window system itself scales (the framebuffer is larger than the window), type is sharp without our doing.
float Window::content_scale() const {
  float x = 1, y = 1;
  int pixels = 0, height = 0;
  glfwGetWindowContentScale(impl_->window, &x, &y);
  glfwGetFramebufferSize(impl_->window, &pixels, &height);
  const float system = static_cast<float>(pixels) / static_cast<float>(std::max(1, width()));
  return std::clamp(x / std::max(system, 0.5f), 0.5f, 4.f);
}

void Window::resize(int width, int height) { glfwSetWindowSize(impl_->window, width, height); }
void Window::set_title(const std::string& title) { glfwSetWindowTitle(impl_->window, title.c_str()); }
void Window::set_clipboard(const std::string& text) { glfwSetClipboardString(impl_->window, text.c_str()); }

std::vector<std::string> Window::take_keys() {
  impl_->pass_on_typed();
  return std::exchange(impl_->keys, {});
}

void Window::wait(double seconds) {
  if (seconds <= 0 || !impl_->typed.empty())
    glfwPollEvents();
  else
    glfwWaitEventsTimeout(seconds);
}

void Window::wake() { glfwPostEmptyEvent(); }

void Window::frame(scene::Color background, const std::function<void()>& build) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  build();
  ImGui::Render();
  int width = 0, height = 0;
  glfwGetFramebufferSize(impl_->window, &width, &height);
  if (width <= 0 || height <= 0) return;
  if (impl_->visible)
    glViewport(0, 0, width, height);
  else
    impl_->framebuffer(width, height).bind();
  glClearColor(static_cast<float>(background.r) / 255.f, static_cast<float>(background.g) / 255.f, static_cast<float>(background.b) / 255.f, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  if (impl_->visible) glfwSwapBuffers(impl_->window);
}

void Window::fonts_changed() {
#if IMGUI_VERSION_NUM < 19200
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
#endif
}

// Draws the last frame once more, into a picture that can be read: what a visible window shows cannot be read reliably.
Pixels Window::pixels() const {
  int width = 0, height = 0;
  glfwGetFramebufferSize(impl_->window, &width, &height);
  const bool fresh = impl_->visible || !impl_->picture;
  const Framebuffer& picture = impl_->framebuffer(width, height);
  if (fresh) {
    picture.bind();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
  }
  return picture.read();
}

bool have_display() {
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"})
    if (const char* value = std::getenv(name); value && *value) return true;
  return false;
}

}  // namespace gilscope::desktop
