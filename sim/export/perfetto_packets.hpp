// Perfetto's trace packets, as far as GilScope writes them. A file is a row of length-prefixed packets, so it can be written as it comes.
// Numbers of fields and enumerators are Perfetto's public ones (protos/perfetto/trace: trace_packet, track_event/*, generic_kernel/*).
//
// Each lane is a packet sequence of its own: within a sequence instants do not go backwards, and a name is defined before it is used.
#pragma once

#include <cstdint>
#include <protozero/basic_pbf_writer.hpp>
#include <protozero/buffer_fixed.hpp>
#include <protozero/buffer_string.hpp>
#include <protozero/pbf_writer.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/export/output.hpp"

namespace gilscope::perfetto {

using FixedWriter = protozero::basic_pbf_writer<protozero::fixed_size_buffer_adaptor>;

// ---- TracePacket ----
enum : std::uint32_t {
  kTimestamp = 8, kSequenceId = 10, kTrackEvent = 11, kInternedData = 12, kSequenceFlags = 13, kTrackDescriptor = 60, kFirstPacketOnSequence = 87,
  kKernelTaskState = 117, kKernelProcessTree = 122, kTraceAttributes = 126
};
// ---- TrackEvent ----
enum : std::uint32_t {
  kCategories = 22, kEventType = 9, kNameIid = 10, kTrackUuid = 11, kCounterValue = 30, kDebugAnnotations = 4, kSourceLocationIid = 34, kFlowIds = 47,
  kTerminatingFlowIds = 48, kCorrelationId = 52
};
enum class EventType : std::int32_t { SliceBegin = 1, SliceEnd = 2, Instant = 3, Counter = 4, State = 5 };
// ---- InternedData ----
enum : std::uint32_t { kInternedEventNames = 2, kInternedAnnotationNames = 3, kInternedSourceLocations = 4, kInternedAnnotationStrings = 29 };
// ---- DebugAnnotation ----
enum : std::uint32_t { kAnnotationNameIid = 1, kAnnotationBool = 2, kAnnotationUint = 3, kAnnotationStringIid = 17 };
// ---- GenericKernelTaskStateEvent ----
enum : std::uint32_t { kTaskCpu = 1, kTaskComm = 2, kTaskTid = 3, kTaskState = 4 };
enum class TaskState : std::int32_t { Runnable = 2, Running = 3, Interruptible = 4, Uninterruptible = 5, Dead = 7 };

/// A packet sequence, with the names it has defined so far.
class Sequence {
 public:
  explicit Sequence(std::uint32_t id) : id_(id) {}

 private:
  friend class PacketWriter;
  std::uint32_t id_;
  bool begun_ = false;
  std::vector<bool> names_, locations_;  // by iid: defined already
  std::unordered_map<std::string, std::uint64_t> texts_;
};

/// What a track is.
struct Track {
  std::uint64_t uuid = 0;
  std::uint64_t parent = 0;
  std::string name = {};
  enum class Kind : std::uint8_t { Plain, Process, Thread, State, Counter } kind = Kind::Plain;
  std::int32_t rank = 0;            ///< among its siblings
  std::string description = {};
  std::int64_t pid = 0, tid = 0;    ///< for Process and Thread
  std::string cmdline = {};              ///< for Process
  bool explicit_order = false;      ///< its children are sorted by rank
  std::int32_t unit = 0;            ///< for Counter: 2 = count, 3 = bytes
  std::string unit_name = {};
  std::string shared_axis = {};          ///< counters with the same key have one scale
};

class PacketWriter {
 public:
  explicit PacketWriter(ByteSink& out) : out_(out) {}

  Sequence new_sequence() { return Sequence(++sequences_); }

  void track(Sequence& sequence, const Track& track);
  /// Processes and threads of the whole trace follow their ranks.
  void explicit_order(Sequence& sequence);
  void attribute(Sequence& sequence, std::string_view key, std::string_view value);
  void attribute(Sequence& sequence, std::string_view key, std::int64_t value);
  /// Any other message, made by the caller.
  void message(Sequence& sequence, std::uint32_t field, std::string_view bytes);

  /// Defines an event's name under a number of the caller's (small, from 1) if the sequence does not know it yet. A sequence uses either
  /// this or event_name, which gives numbers of its own.
  void define_name(Sequence& sequence, std::uint64_t iid, std::string_view name);
  void define_source_location(Sequence& sequence, std::uint64_t iid, std::string_view file, std::string_view function, std::uint32_t line);
  /// The number of a text in the sequence, defined on first use.
  std::uint64_t annotation_name(Sequence& sequence, std::string_view text) { return text_iid(sequence, kInternedAnnotationNames, text); }
  std::uint64_t annotation_string(Sequence& sequence, std::string_view text) { return text_iid(sequence, kInternedAnnotationStrings, text); }
  std::uint64_t event_name(Sequence& sequence, std::string_view text) { return text_iid(sequence, kInternedEventNames, text); }

  /// An event of a track. `name_iid` 0 = none. `more(FixedWriter&)` adds further fields, at most about 300 bytes of them.
  template <class More>
  void event(Sequence& sequence, std::int64_t at_ns, EventType type, std::uint64_t track, std::uint64_t name_iid, More more) {
    char bytes[kEventBytes];
    protozero::fixed_size_buffer_adaptor buffer(bytes, sizeof bytes);
    FixedWriter event(buffer);
    event.add_enum(kEventType, static_cast<std::int32_t>(type));
    if (name_iid != 0) event.add_uint64(kNameIid, name_iid);
    event.add_uint64(kTrackUuid, track);
    more(event);
    packet(sequence, at_ns, kTrackEvent, {buffer.data(), buffer.size()});
  }
  void event(Sequence& sequence, std::int64_t at_ns, EventType type, std::uint64_t track, std::uint64_t name_iid) {
    event(sequence, at_ns, type, track, name_iid, [](FixedWriter&) {});
  }
  void task_state(Sequence& sequence, std::int64_t at_ns, std::uint32_t cpu, std::string_view comm, std::int64_t tid, TaskState state);

  static void annotate_number(FixedWriter& event, std::uint64_t name_iid, std::uint64_t value);
  static void annotate_string(FixedWriter& event, std::uint64_t name_iid, std::uint64_t string_iid);
  static void annotate_true(FixedWriter& event, std::uint64_t name_iid);

 private:
  static constexpr std::size_t kEventBytes = 400;
  static constexpr std::size_t kLongestComm = 120;

  std::uint64_t text_iid(Sequence& sequence, std::uint32_t kind, std::string_view text);
  void intern(Sequence& sequence, std::uint32_t kind, std::string_view entry);
  /// A packet with an instant.
  void packet(Sequence& sequence, std::int64_t at_ns, std::uint32_t field, std::string_view body);
  void put_framed(std::string_view packet);

  ByteSink& out_;
  std::uint32_t sequences_ = 0;
};

}  // namespace gilscope::perfetto
