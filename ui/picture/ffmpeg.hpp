// Frames piped to the program ffmpeg, which makes a film of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/result.hpp"

namespace gilscope::picture {

/// Where ffmpeg lies: its path, by PATH. Error: what to install.
Result<std::string> find_ffmpeg();

/// One run of ffmpeg that reads raw RGBA frames. Ending it early (the destructor) stops the program; the file it began to write stays
/// where it is, for whoever named it to delete.
class FfmpegPipe {
 public:
  struct Frames {
    int width = 0, height = 0, fps = 0;
  };
  /// `output`: arguments behind the input, the file's name last. Error: the program does not start.
  static Result<std::unique_ptr<FfmpegPipe>> start(const std::string& program, const Frames& frames, const std::vector<std::string>& output);
  ~FfmpegPipe();
  FfmpegPipe(const FfmpegPipe&) = delete;
  FfmpegPipe& operator=(const FfmpegPipe&) = delete;

  /// Requires: width * height * 4 bytes. Error: ffmpeg ended; what it said.
  std::optional<Error> write(const std::vector<std::uint8_t>& rgba);
  /// No more frames: waits for the film. Error: what ffmpeg said.
  std::optional<Error> finish();

 private:
  FfmpegPipe() = default;
  int wait();
  Error failure(int status) const;

  int socket_ = -1;
  int log_ = -1;     // what ffmpeg says, in a file without a name
  int process_ = -1;
};

}  // namespace gilscope::picture
