#include "ui/picture/ffmpeg.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

extern char** environ;

namespace gilscope::picture {
namespace {

/// A file without a name, for what the program says: a pipe could fill up while nobody reads.
int open_log() {
  const char* folder = std::getenv("TMPDIR");
  std::string name = std::string(folder && *folder ? folder : "/tmp") + "/gilscope-ffmpeg-XXXXXX";
  const int fd = mkostemp(name.data(), O_CLOEXEC);
  if (fd >= 0) unlink(name.c_str());
  return fd;
}

std::string last_lines(int fd) {
  constexpr off_t kMost = 600;
  const off_t size = lseek(fd, 0, SEEK_END);
  if (size <= 0) return {};
  std::string text(static_cast<std::size_t>(std::min(size, kMost)), '\0');
  const ssize_t got = pread(fd, text.data(), text.size(), size - static_cast<off_t>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, got)));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ';');
  return text;
}

Result<int> spawn(const std::string& program, const std::vector<std::string>& arguments, int input, int log) {
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, log, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO);
  pid_t process = -1;
  const int error = posix_spawn(&process, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return Error{fmt::format("{} could not be started: {}", program, std::strerror(error))};
  return static_cast<int>(process);
}

}  // namespace

Result<std::string> find_ffmpeg() {
  const char* path = std::getenv("PATH");
  std::string_view rest = path ? path : "";
  while (!rest.empty()) {
    const auto colon = rest.find(':');
    const auto candidate = std::string(rest.substr(0, colon)) + "/ffmpeg";
    if (candidate.size() > 7 && access(candidate.c_str(), X_OK) == 0) return candidate;
    rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
  }
  return Error{"GIF and MP4 are made by the program ffmpeg, which is not in PATH. Install it (Debian, Ubuntu: apt-get install ffmpeg), or "
               "export .png or .svg, which need no other program."};
}

Result<std::unique_ptr<FfmpegPipe>> FfmpegPipe::start(const std::string& program, const Frames& frames, const std::vector<std::string>& output) {
  std::vector<std::string> arguments = {program, "-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba",
                                        "-s", fmt::format("{}x{}", frames.width, frames.height), "-r", std::to_string(frames.fps), "-i", "pipe:0"};
  arguments.insert(arguments.end(), output.begin(), output.end());
  std::unique_ptr<FfmpegPipe> pipe(new FfmpegPipe);
  // A socket instead of a pipe: a program that ended makes send() fail, without the signal that would end this one too.
  int ends[2] = {-1, -1};
  pipe->log_ = open_log();
  if (pipe->log_ < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return Error{fmt::format("no pipe to ffmpeg: {}", std::strerror(errno))};
  pipe->socket_ = ends[0];
  const auto process = spawn(program, arguments, ends[1], pipe->log_);
  close(ends[1]);
  if (!process) return process.error();
  pipe->process_ = *process;
  return pipe;
}

FfmpegPipe::~FfmpegPipe() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    wait();
  }
  if (socket_ >= 0) close(socket_);
  if (log_ >= 0) close(log_);
}

int FfmpegPipe::wait() {
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return status;
}

Error FfmpegPipe::failure(int status) const {
  const auto said = last_lines(log_);
  const auto how = WIFSIGNALED(status) ? fmt::format("was ended by signal {}", WTERMSIG(status)) : fmt::format("ended with status {}", WEXITSTATUS(status));
  return Error{fmt::format("ffmpeg {}{}{}", how, said.empty() ? "" : ": ", said)};
}

std::optional<Error> FfmpegPipe::write(const std::vector<std::uint8_t>& rgba) {
  for (std::size_t sent = 0; sent < rgba.size();) {
    const ssize_t n = send(socket_, rgba.data() + sent, rgba.size() - sent, MSG_NOSIGNAL);
    if (n > 0) sent += static_cast<std::size_t>(n);
    else if (n < 0 && errno != EINTR) return failure(wait());
  }
  return std::nullopt;
}

std::optional<Error> FfmpegPipe::finish() {
  close(socket_);
  socket_ = -1;
  const int status = wait();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
  return failure(status);
}

}  // namespace gilscope::picture
