// A virtual screen with the app on it, keys and mouse: Xvfb and xdotool.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace gilscope::tests {

class XSession {
 public:
  /// Whether Xvfb and xdotool are installed.
  static bool available();

  XSession();   ///< starts Xvfb on a free display
  ~XSession();  ///< ends it, and the app
  bool up() const { return display_ >= 0; }

  /// Starts the app with a settings folder of its own; waits for its window. False: there is none after half a minute.
  bool open(const std::vector<std::string>& arguments);
  /// Starts the app without waiting for a window (there is none), and waits until it has left. Returns its exit status.
  int open_hidden(const std::vector<std::string>& arguments);
  /// Waits until the app has left by itself. Returns its exit status; -1: it did not.
  int wait_for_exit();
  bool running();

  void xdotool(const std::string& arguments);
  void key(const std::string& name) { xdotool("key " + name); }
  void click(double x, double y);
  void drag(double x, double y, double to_x, double to_y);
  void resize(int width, int height);
  /// The state, as the app writes it when asked by its key.
  nlohmann::json state();
  /// Asks until something is so in the state, at most half a minute; the last state.
  bool until(const std::function<bool(const nlohmann::json&)>& so);
  static void pause(double seconds);
  const std::string& folder() const { return folder_; }

 private:
  int run(const std::string& command) const;
  void launch(const std::vector<std::string>& arguments);

  std::string folder_;
  int display_ = -1;
  int server_ = -1, app_ = -1;  // processes
};

}  // namespace gilscope::tests
