// A whole trace as bytes and back: everything it holds, exactly. The bytes carry no version and no checksum; the file around them does
// (sim/export/native_file.hpp).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sim/trace/trace.hpp"

namespace gilscope {

/// Appends numbers and texts in few bytes.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}
  void number(std::uint64_t value);
  void time(SimTime value);  ///< may be negative
  void text(std::string_view value);
  void flag(bool value) { number(value ? 1 : 0); }
  void raw(const void* bytes, std::size_t size) { out_.append(static_cast<const char*>(bytes), size); }

 private:
  std::string& out_;
};

/// Reads them again. After something that cannot be, ok() is false and everything reads as nothing.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number();
  SimTime time();
  std::string text();
  bool flag() { return number() != 0; }
  std::string_view raw(std::size_t size);
  /// A number of things to come, each of at least `least_bytes` bytes: never more than there can be.
  std::size_t count(std::size_t least_bytes);
  bool ok() const { return ok_; }
  bool at_end() const { return bytes_.empty(); }
  void fail() { ok_ = false, bytes_ = {}; }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

class TraceCodec {
 public:
  static void write(const Trace& trace, ByteWriter& out);
  /// Null, and in.ok() false, if the bytes are none of write()'s.
  static std::shared_ptr<const Trace> read(ByteReader& in);

 private:
  static void write_column(const ChangeColumn& column, ByteWriter& out);
  static void read_column(ChangeColumn& column, ByteReader& in, std::uint32_t largest_value);
  static void write_columns(const std::vector<ChangeColumn>& columns, ByteWriter& out);
  static void read_columns(std::vector<ChangeColumn>& columns, ByteReader& in, std::uint32_t largest_value);
  static void write_bins(const TrafficBins& bins, ByteWriter& out);
  static void read_bins(TrafficBins& bins, ByteReader& in);
  static void write_things(const Trace& trace, ByteWriter& out);
  static void read_things(Trace& trace, ByteReader& in);
  static void write_calls(const Trace& trace, ByteWriter& out);
  static void read_calls(Trace& trace, ByteReader& in);
  static void write_points(const Trace& trace, ByteWriter& out);
  static void read_points(Trace& trace, ByteReader& in);
  static void write_totals(const Trace& trace, ByteWriter& out);
  static void read_totals(Trace& trace, ByteReader& in);
};

}  // namespace gilscope
