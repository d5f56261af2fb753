// Runs written to files in the background, with progress; the dialog for it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/export/export.hpp"
#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

/// Instead of a run's number: all runs on screen, as a comparison in one file.
inline constexpr std::uint32_t kEveryRun = 1000;

class Exporting {
 public:
  /// `wake` is called, on any thread, when an export has come further.
  explicit Exporting(std::function<void()> wake);
  ~Exporting();  ///< ends what still goes on; nothing is left of it

  /// Starts writing run `run` (or kEveryRun) to `path`, whose ending says in which format. What is wrong becomes a notice. One at a time.
  void start(AppState& state, std::uint32_t run, const std::string& path, Overwrite overwrite);
  void cancel();
  /// Tells the state of an export that has come to its end. True: something changed.
  bool poll(AppState& state);

  bool running() const;
  double part() const;             ///< 0 to 1
  const std::string& taken() const { return taken_; }  ///< the path of the last export that found a file there already; empty: it did not

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
  std::string taken_;
};

/// The formats that the app offers.
std::vector<Exporter> export_formats();

/// What the dialog keeps between frames; the app owns it.
struct ExportDialog {
  int format = 0;
  int run = 0;
  std::string path;
};
void export_dialog(AppState& state, ExportDialog& dialog, Exporting& exporting, const View& view, Actions& actions);

}  // namespace gilscope::desktop
