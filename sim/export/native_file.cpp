#include "sim/export/native_file.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>

#include "sim/base/version.hpp"
#include "sim/export/formats.hpp"
#include "sim/export/lanes.hpp"
#include "sim/trace/trace_codec.hpp"

namespace gilscope {
namespace {

constexpr std::string_view kMagic = "GILSCOPE";
constexpr unsigned char kFormat = 2;  // 2: several interpreters, each with a GIL; memory in four figures
constexpr std::size_t kHead = kMagic.size() + 1;
constexpr std::size_t kChunk = 64 * 1024;

// ---- Runs as bytes ---------------------------------------------------------------------------------------------------------

void write_texts(ByteWriter& out, const std::vector<std::string>& texts) {
  out.number(texts.size());
  for (const auto& text : texts) out.text(text);
}
std::vector<std::string> read_texts(ByteReader& in) {
  std::vector<std::string> texts(in.count(1));
  for (auto& text : texts) text = in.text();
  return texts;
}

void write_settings(ByteWriter& out, const ExportRun& run) {
  out.text(run.scenario), out.text(run.title), out.text(run.path), out.text(run.source), write_texts(out, run.args), out.text(run.runtime);
  write_texts(out, run.what_ifs), out.text(run.python_gil), out.text(run.model_file), out.number(run.cores), out.number(run.seed);
  out.time(run.switch_interval), out.flag(run.max_time.has_value()), out.time(run.max_time.value_or(0)), out.flag(run.max_memory.has_value());
  out.number(run.max_memory.value_or(0));
}
void read_settings(ByteReader& in, ExportRun& run) {
  run.scenario = in.text(), run.title = in.text(), run.path = in.text(), run.source = in.text(), run.args = read_texts(in), run.runtime = in.text();
  run.what_ifs = read_texts(in), run.python_gil = in.text(), run.model_file = in.text(), run.cores = static_cast<std::uint32_t>(in.number());
  run.seed = in.number(), run.switch_interval = in.time();
  const bool has_time = in.flag();
  if (const SimTime time = in.time(); has_time) run.max_time = time;
  const bool has_memory = in.flag();
  if (const std::uint64_t memory = in.number(); has_memory) run.max_memory = static_cast<std::size_t>(memory);
}

void write_outcome(ByteWriter& out, const ExportRun& run) {
  out.flag(run.gil_enabled), out.text(run.model), out.text(run.assumptions), out.time(run.time), out.text(run.stdout_text), out.text(run.stderr_text), out.time(run.exit_code), out.text(run.end);
  out.text(run.verdict), out.number(run.blocked.size());
  for (const BlockedThread& b : run.blocked)
    out.number(b.thread.value), out.text(b.name), out.text(b.awaits), out.number(b.blocked_by.value), out.text(b.where);
  out.time(from_seconds(run.host_seconds)), out.number(run.trace_hash);
}
void read_outcome(ByteReader& in, ExportRun& run) {
  run.gil_enabled = in.flag(), run.model = in.text(), run.assumptions = in.text(), run.time = in.time(), run.stdout_text = in.text(), run.stderr_text = in.text();
  run.exit_code = static_cast<int>(in.time()), run.end = in.text(), run.verdict = in.text();
  run.blocked.resize(in.count(5));
  for (BlockedThread& b : run.blocked) {
    b.thread = ThreadId{static_cast<std::uint32_t>(in.number())}, b.name = in.text(), b.awaits = in.text();
    b.blocked_by = ThreadId{static_cast<std::uint32_t>(in.number())}, b.where = in.text();
  }
  run.host_seconds = to_seconds(in.time()), run.trace_hash = in.number();
}

// ---- Compression and checksum ------------------------------------------------------------------------------------------------

/// Passes bytes on to the sink, and keeps their SHA-256.
class HashedSink {
 public:
  explicit HashedSink(ByteSink& out) : out_(out) { EVP_DigestInit_ex(hash_.get(), EVP_sha256(), nullptr); }
  void append(std::string_view bytes) {
    EVP_DigestUpdate(hash_.get(), bytes.data(), bytes.size());
    out_.append(bytes);
  }
  void finish() {
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    EVP_DigestFinal_ex(hash_.get(), digest.data(), nullptr);
    out_.append({reinterpret_cast<const char*>(digest.data()), digest.size()});
  }

 private:
  ByteSink& out_;
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash_{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

class Deflater {
 public:
  explicit Deflater(HashedSink& out) : out_(out) { deflateInit(&stream_, 6); }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  void append(std::string_view bytes) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kChunk))) pump(bytes.substr(0, kChunk), Z_NO_FLUSH);
  }
  void finish() { pump({}, Z_FINISH); }

 private:
  void pump(std::string_view bytes, int flush) {
    std::array<unsigned char, kChunk> room;
    stream_.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));  // zlib does not write there
    stream_.avail_in = static_cast<unsigned>(bytes.size());
    do {
      stream_.next_out = room.data();
      stream_.avail_out = kChunk;
      deflate(&stream_, flush);
      out_.append({reinterpret_cast<const char*>(room.data()), kChunk - stream_.avail_out});
    } while (stream_.avail_out == 0);
  }

  HashedSink& out_;
  z_stream stream_{};
};

// nullopt: the bytes are no whole zlib stream.
std::optional<std::string> inflated(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return std::nullopt;
  std::string text;
  int state = Z_OK;
  std::array<char, kChunk> room;
  while (state == Z_OK) {
    if (stream.avail_in == 0) {
      const std::string_view part = bytes.substr(0, std::size_t{1} << 30);
      bytes.remove_prefix(part.size());
      stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(part.data()));
      stream.avail_in = static_cast<unsigned>(part.size());
    }
    stream.next_out = reinterpret_cast<unsigned char*>(room.data());
    stream.avail_out = kChunk;
    state = inflate(&stream, Z_NO_FLUSH);
    text.append(room.data(), kChunk - stream.avail_out);
  }
  inflateEnd(&stream);
  return state == Z_STREAM_END ? std::optional(std::move(text)) : std::nullopt;
}

Error not_ours(const std::string& name) { return {fmt::format("'{}' is no trace file of GilScope's (those end in {})", name, kNativeEnding)}; }
Error damaged(const std::string& name) { return {fmt::format("'{}' is damaged: it is cut off, or its bytes have changed; export the run again", name)}; }

bool checksum_holds(std::string_view bytes) {
  const std::string_view covered = bytes.substr(0, bytes.size() - SHA256_DIGEST_LENGTH);
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const std::uint8_t*>(covered.data()), covered.size(), digest.data());
  return std::memcmp(digest.data(), bytes.data() + covered.size(), digest.size()) == 0;
}

}  // namespace

// ---- Writing -----------------------------------------------------------------------------------------------------------------

std::optional<Error> check_native(std::span<const ExportRun> runs, const ExportOptions& options) {
  for (const ExportRun& run : runs)
    if (options.from > 0 || options.to < run.trace->end()) return Error{"a .gilscope file holds whole runs; leave out the range"};
  return std::nullopt;
}

std::optional<Error> write_native(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& output) {
  ProgressMeter meter(options, runs.size());
  HashedSink sink(output.main());
  sink.append(std::string(kMagic) + static_cast<char>(kFormat));
  Deflater deflater(sink);
  std::string bytes;
  ByteWriter writer(bytes);
  writer.text(kVersion), writer.number(runs.size());
  for (const ExportRun& run : runs) {
    meter.begin_lane(0, run.trace->end());
    if (meter.cancelled()) return std::nullopt;
    write_settings(writer, run), write_outcome(writer, run);
    TraceCodec::write(*run.trace, writer);
    deflater.append(bytes);
    bytes.clear();
  }
  deflater.finish();
  sink.finish();
  return std::nullopt;
}

// ---- Reading -----------------------------------------------------------------------------------------------------------------

Result<std::vector<ExportRun>> read_native(std::string_view bytes, const std::string& name) {
  if (!bytes.starts_with(kMagic) || bytes.size() < kHead) return not_ours(name);
  const auto format = static_cast<unsigned char>(bytes[kMagic.size()]);
  if (format > kFormat)
    return Error{fmt::format("'{}' was written by a newer GilScope (format {}); this is GilScope {}, which reads up to format {}", name, format, kVersion, kFormat)};
  if (format < kFormat)
    return Error{fmt::format("'{}' has format {}, from before interpreters had a GIL each; GilScope {} reads format {}: run the script again", name, format, kVersion, kFormat)};
  if (bytes.size() < kHead + SHA256_DIGEST_LENGTH || !checksum_holds(bytes)) return damaged(name);
  const auto body = inflated(bytes.substr(kHead, bytes.size() - kHead - SHA256_DIGEST_LENGTH));
  if (!body) return damaged(name);
  ByteReader in(*body);
  in.text();  // the version that wrote it
  std::vector<ExportRun> runs(in.count(20));
  for (ExportRun& run : runs) {
    read_settings(in, run), read_outcome(in, run);
    run.trace = TraceCodec::read(in);
    if (!run.trace) return damaged(name);
  }
  if (!in.ok() || !in.at_end() || runs.empty()) return damaged(name);
  return runs;
}

Result<std::vector<ExportRun>> read_native_file(const std::string& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) return Error{fmt::format("can't read '{}': {}", path, errno != 0 ? std::strerror(errno) : "it is no file")};
  return read_native(bytes, path);
}

}  // namespace gilscope
