// Where an export goes: files that appear under their names only when they are whole, or standard output.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.hpp"

namespace gilscope {

enum class Overwrite : std::uint8_t { No, Yes };

/// Bytes on their way to a file descriptor or into a string, through one large buffer. After the first failure nothing is written any more.
class ByteSink {
 public:
  /// Does not own `fd`. `name`: for messages.
  ByteSink(int fd, std::string name);
  explicit ByteSink(std::string& text);
  ~ByteSink();
  ByteSink(const ByteSink&) = delete;
  ByteSink& operator=(const ByteSink&) = delete;

  void append(std::string_view bytes);
  void push_back(char c) { *reserve(1) = c, advance(1); }
  /// Room for at least `bytes` (at most kLargestReserve); the pointer is good until the next call. advance() says how much of it was used.
  static constexpr std::size_t kLargestReserve = 64 * 1024;
  char* reserve(std::size_t bytes) {
    if (capacity_ - used_ < bytes) flush();
    return buffer_.get() + used_;
  }
  void advance(std::size_t bytes) { used_ += bytes; }

  /// Hands the buffer on. false: something has failed by now.
  bool flush();
  bool ok() const { return !error_; }
  const std::optional<Error>& error() const { return error_; }
  std::uint64_t written() const { return written_ + used_; }

 private:
  void hand_on(const char* bytes, std::size_t size);

  int fd_ = -1;
  std::string* text_ = nullptr;
  std::string name_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_;
  std::size_t used_ = 0;
  std::uint64_t written_ = 0;
  std::optional<Error> error_;
};

/// The target of one export. Everything is written under temporary names beside the final ones; commit() renames. Whatever is not
/// committed is deleted by the destructor. Pipes and devices (/dev/stdout) are written to directly.
class ExportOutput {
 public:
  /// `path`: "-" = standard output. Error: the folder is missing or not writable, the file exists and must not be replaced, it is a folder.
  static Result<ExportOutput> open(const std::string& path, Overwrite overwrite);
  /// Into a string, for tests and for callers that send the bytes elsewhere. Such an output has no family.
  static ExportOutput into(std::string& text);
  ~ExportOutput();
  ExportOutput(ExportOutput&&) noexcept;
  ExportOutput& operator=(ExportOutput&&) noexcept;

  /// The file itself, as a stream.
  ByteSink& main();
  /// For libraries and programs that write files themselves, instead of main(): a name under which nothing exists yet. What lies
  /// there at commit() becomes the file. Its ending is that of the target, or `ending` for standard output.
  Result<std::string> scratch_path(std::string_view ending);
  /// Whether further files can stand beside the main one: not with standard output, pipes and strings.
  bool can_have_family() const;
  /// A further file: "trace.csv" and "locks" -> "trace.locks.csv". Error: as open().
  Result<ByteSink*> member(std::string_view name);

  /// What the reader of the file should know: what the format could not hold, which viewer it is too large for.
  void note(std::string text);
  const std::vector<std::string>& notes() const;

  /// Flushes, syncs and renames. Error: what failed; nothing is left behind.
  std::optional<Error> commit();
  /// After commit().
  std::vector<std::string> files() const;
  std::uint64_t bytes() const;

 private:
  struct State;
  explicit ExportOutput(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gilscope
