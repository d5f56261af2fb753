#include "sim/export/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace gilscope {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kBuffer = 256 * 1024;

Error cannot_write(const std::string& name, int reason) {
  if (reason == EPIPE) return {fmt::format("can't write '{}': the program that reads it has gone away", name)};
  if (reason == ENOSPC || reason == EDQUOT) return {fmt::format("can't write '{}': the disk is full; nothing was left there", name)};
  return {fmt::format("can't write '{}': {}", name, std::strerror(reason))};
}

}  // namespace

// ---- ByteSink ---------------------------------------------------------------------------------------------------------

ByteSink::ByteSink(int fd, std::string name)
    : fd_(fd), name_(std::move(name)), buffer_(std::make_unique_for_overwrite<char[]>(kBuffer)), capacity_(kBuffer) {}
ByteSink::ByteSink(std::string& text) : text_(&text), buffer_(std::make_unique_for_overwrite<char[]>(kBuffer)), capacity_(kBuffer) {}
ByteSink::~ByteSink() { flush(); }

void ByteSink::append(std::string_view bytes) {
  if (bytes.size() > capacity_ - used_) {
    flush();
    if (bytes.size() > capacity_) return hand_on(bytes.data(), bytes.size());
  }
  std::memcpy(buffer_.get() + used_, bytes.data(), bytes.size());
  used_ += bytes.size();
}

bool ByteSink::flush() {
  hand_on(buffer_.get(), used_);
  used_ = 0;
  return ok();
}

void ByteSink::hand_on(const char* bytes, std::size_t size) {
  written_ += size;
  if (error_) return;
  if (text_) {
    text_->append(bytes, size);
    return;
  }
  while (size > 0) {
    const ssize_t done = ::write(fd_, bytes, size);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) {
      error_ = cannot_write(name_, errno);
      return;
    }
    bytes += done;
    size -= static_cast<std::size_t>(done);
  }
}

// ---- The files of an export ----------------------------------------------------------------------------------------------

namespace {

/// One file: its final name, the name it has meanwhile, and the stream into it.
struct Target {
  std::string final_path;      // empty: standard output
  std::string temporary_path;  // empty: written to directly
  int fd = -1;
  bool owns_fd = false;
  bool scratch = false;        // somebody else writes the temporary file
  std::unique_ptr<ByteSink> sink;

  std::string name() const { return final_path.empty() ? "standard output" : final_path; }
};

/// Where a symbolic link leads; other names as they are.
std::string resolved(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return path;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? path : real.string();
}

std::string temporary_beside(const std::string& path) {
  const fs::path whole(path);
  return (whole.parent_path() / ("." + whole.filename().string() + ".XXXXXX")).string();
}

mode_t creation_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

std::optional<Error> open_direct(Target& target) {
  target.fd = ::open(target.final_path.c_str(), O_WRONLY | O_CLOEXEC);
  if (target.fd < 0) return cannot_write(target.final_path, errno);
  target.owns_fd = true;
  return std::nullopt;
}

std::optional<Error> open_temporary(Target& target) {
  std::string pattern = temporary_beside(target.final_path);
  target.fd = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (target.fd < 0) {
    const fs::path folder = fs::path(target.final_path).parent_path();
    std::error_code error;
    if (!folder.empty() && !fs::is_directory(folder, error))
      return Error{fmt::format("can't write '{}': there is no folder '{}'", target.final_path, folder.string())};
    return cannot_write(target.final_path, errno);
  }
  target.owns_fd = true;
  target.temporary_path = pattern;
  ::fchmod(target.fd, creation_mode());
  return std::nullopt;
}

std::optional<Error> open_target(Target& target, Overwrite overwrite) {
  target.final_path = resolved(target.final_path);
  struct stat info {};
  const bool exists = ::stat(target.final_path.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) return Error{fmt::format("can't write '{}': it is a folder", target.final_path)};
  if (exists && !S_ISREG(info.st_mode)) return open_direct(target);
  if (exists && overwrite == Overwrite::No)
    return Error{fmt::format("'{}' exists already; choose another name, or replace it with --force", target.final_path)};
  if (exists && ::access(target.final_path.c_str(), W_OK) != 0) return cannot_write(target.final_path, errno);
  return open_temporary(target);
}

// Under its final name; without permission to replace, a file that has appeared meanwhile stays.
std::optional<Error> rename_target(const Target& target, Overwrite overwrite) {
  const char* from = target.temporary_path.c_str();
  const char* to = target.final_path.c_str();
  if (overwrite == Overwrite::No) {
    if (::link(from, to) == 0) {
      ::unlink(from);
      return std::nullopt;
    }
    if (errno == EEXIST) return Error{fmt::format("'{}' exists already; choose another name, or replace it with --force", target.final_path)};
  }
  if (std::rename(from, to) != 0) return cannot_write(target.final_path, errno);
  return std::nullopt;
}

std::optional<Error> sync_file(const Target& target) {
  if (target.temporary_path.empty()) return std::nullopt;
  if (::fsync(target.fd) != 0 && errno != EINVAL && errno != EROFS) return cannot_write(target.final_path, errno);
  return std::nullopt;
}

std::optional<Error> copy_into(const std::string& from, ByteSink& sink) {
  const int in = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
  if (in < 0) return cannot_write(from, errno);
  char* room = sink.reserve(ByteSink::kLargestReserve);
  for (;;) {
    const ssize_t got = ::read(in, room, ByteSink::kLargestReserve);
    if (got <= 0) break;
    sink.advance(static_cast<std::size_t>(got));
    room = sink.reserve(ByteSink::kLargestReserve);
  }
  ::close(in);
  sink.flush();
  return sink.error();
}

// What a library wrote takes the place of the temporary file.
std::optional<Error> take_over(Target& target, const std::string& scratch) {
  const int fd = ::open(scratch.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return cannot_write(target.final_path, errno);
  ::close(target.fd);
  target.fd = fd;
  ::fchmod(fd, creation_mode());
  if (std::rename(scratch.c_str(), target.temporary_path.c_str()) != 0) return cannot_write(target.final_path, errno);
  return std::nullopt;
}

std::uint64_t size_of(const Target& target) {
  struct stat info {};
  return target.scratch && ::fstat(target.fd, &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : target.sink->written();
}

}  // namespace

struct ExportOutput::State {
  std::string path;
  Overwrite overwrite = Overwrite::No;
  std::vector<std::unique_ptr<Target>> targets;  // the first is the main one
  std::string scratch;                           // where a library writes what goes to stdout, a pipe or a string
  std::vector<std::string> notes;
  std::uint64_t bytes = 0;
  bool committed = false;

  ~State() {
    for (const auto& target : targets) {
      target->sink.reset();
      if (target->owns_fd) ::close(target->fd);
      if (!target->temporary_path.empty() && !committed) ::unlink(target->temporary_path.c_str());
    }
    if (!scratch.empty()) ::unlink(scratch.c_str());
  }

  Result<Target*> add(const std::string& final_path) {
    auto target = std::make_unique<Target>();
    target->final_path = final_path;
    if (auto error = open_target(*target, overwrite)) return *error;
    target->sink = std::make_unique<ByteSink>(target->fd, target->name());
    targets.push_back(std::move(target));
    return targets.back().get();
  }
};

ExportOutput::ExportOutput(std::unique_ptr<State> state) : state_(std::move(state)) {}
ExportOutput::~ExportOutput() = default;
ExportOutput::ExportOutput(ExportOutput&&) noexcept = default;
ExportOutput& ExportOutput::operator=(ExportOutput&&) noexcept = default;

Result<ExportOutput> ExportOutput::open(const std::string& path, Overwrite overwrite) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->overwrite = overwrite;
  if (path == "-") {
    auto target = std::make_unique<Target>();
    target->fd = STDOUT_FILENO;
    target->sink = std::make_unique<ByteSink>(STDOUT_FILENO, target->name());
    state->targets.push_back(std::move(target));
  } else if (path.empty()) {
    return Error{"the file to write has no name"};
  } else if (const auto added = state->add(path); !added) {
    return added.error();
  }
  return ExportOutput(std::move(state));
}

ExportOutput ExportOutput::into(std::string& text) {
  auto state = std::make_unique<State>();
  auto target = std::make_unique<Target>();
  target->sink = std::make_unique<ByteSink>(text);
  state->targets.push_back(std::move(target));
  return ExportOutput(std::move(state));
}

ByteSink& ExportOutput::main() { return *state_->targets.front()->sink; }

Result<std::string> ExportOutput::scratch_path(std::string_view ending) {
  Target& target = *state_->targets.front();
  const bool beside = !target.temporary_path.empty();
  std::error_code error;
  const fs::path folder = beside ? fs::path(target.final_path).parent_path() : fs::temp_directory_path(error);
  const std::string suffix = beside ? fs::path(target.final_path).extension().string() : std::string(ending);
  std::string pattern = (folder / (".gilscope-XXXXXX" + suffix)).string();
  const int fd = ::mkostemps(pattern.data(), static_cast<int>(suffix.size()), O_CLOEXEC);
  if (fd < 0) return cannot_write(target.name(), errno);
  ::close(fd);
  ::unlink(pattern.c_str());
  target.scratch = true;
  state_->scratch = pattern;
  return pattern;
}

bool ExportOutput::can_have_family() const { return !state_->targets.front()->temporary_path.empty(); }

Result<ByteSink*> ExportOutput::member(std::string_view name) {
  assert(can_have_family());
  const fs::path main_path(state_->path);
  const std::string file = fmt::format("{}.{}{}", main_path.stem().string(), name, main_path.extension().string());
  const auto added = state_->add((main_path.parent_path() / file).string());
  if (!added) return added.error();
  return added.value()->sink.get();
}

void ExportOutput::note(std::string text) { state_->notes.push_back(std::move(text)); }
const std::vector<std::string>& ExportOutput::notes() const { return state_->notes; }

std::optional<Error> ExportOutput::commit() {
  State& state = *state_;
  Target& first = *state.targets.front();
  if (first.scratch)
    if (auto error = first.temporary_path.empty() ? copy_into(state.scratch, *first.sink) : take_over(first, state.scratch)) return error;
  for (const auto& target : state.targets) {
    target->sink->flush();
    if (target->sink->error()) return target->sink->error();
    state.bytes += size_of(*target);
    if (auto error = sync_file(*target)) return error;
  }
  for (const auto& target : state.targets) {
    if (target->temporary_path.empty()) continue;
    if (auto error = rename_target(*target, state.overwrite)) return error;
    target->temporary_path.clear();
  }
  state.committed = true;
  return std::nullopt;
}

std::vector<std::string> ExportOutput::files() const {
  std::vector<std::string> names;
  for (const auto& target : state_->targets)
    if (!target->final_path.empty()) names.push_back(target->final_path);
  return names;
}

std::uint64_t ExportOutput::bytes() const { return state_->bytes; }

}  // namespace gilscope
