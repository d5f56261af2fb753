#include "sim/export/perfetto_packets.hpp"

#include <algorithm>
#include <protozero/varint.hpp>

namespace gilscope::perfetto {
namespace {

constexpr std::uint32_t kIncrementalStateCleared = 1, kNeedsIncrementalState = 2;
constexpr std::uint32_t kTracePacketField = 1;
constexpr std::int32_t kExplicit = 1, kExplicitChildren = 3;

void add_process(protozero::pbf_writer& track, const Track& what) {
  protozero::pbf_writer process(track, 3);
  process.add_int32(1, static_cast<std::int32_t>(what.pid));
  if (!what.cmdline.empty()) process.add_string(2, what.cmdline);
  process.add_string(6, what.name);
}

void add_thread(protozero::pbf_writer& track, const Track& what) {
  protozero::pbf_writer thread(track, 4);
  thread.add_int32(1, static_cast<std::int32_t>(what.pid));
  thread.add_int64(2, what.tid);
  thread.add_string(5, what.name);
}

void add_counter(protozero::pbf_writer& track, const Track& what) {
  protozero::pbf_writer counter(track, 8);
  if (what.unit != 0) counter.add_enum(3, what.unit);
  if (!what.unit_name.empty()) counter.add_string(6, what.unit_name);
  if (!what.shared_axis.empty()) counter.add_string(7, what.shared_axis);
}

// Whether `iid` is new to the list.
bool first_use(std::vector<bool>& known, std::uint64_t iid) {
  if (iid >= known.size()) known.resize(iid + 1);
  if (known[iid]) return false;
  known[iid] = true;
  return true;
}

// The longest beginning of at most `most` bytes that cuts no UTF-8 character.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

}  // namespace

void PacketWriter::put_framed(std::string_view packet) {
  char* const room = out_.reserve(16);
  char* end = room;
  *end++ = static_cast<char>(kTracePacketField << 3 | 2);
  end += protozero::write_varint(end, packet.size());
  out_.advance(static_cast<std::size_t>(end - room));
  out_.append(packet);
}

void PacketWriter::packet(Sequence& sequence, std::int64_t at_ns, std::uint32_t field, std::string_view body) {
  char bytes[kEventBytes + 64];
  protozero::fixed_size_buffer_adaptor buffer(bytes, sizeof bytes);
  FixedWriter packet(buffer);
  packet.add_uint64(kTimestamp, static_cast<std::uint64_t>(at_ns));
  packet.add_uint32(kSequenceId, sequence.id_);
  packet.add_uint32(kSequenceFlags, sequence.begun_ ? kNeedsIncrementalState : kIncrementalStateCleared | kNeedsIncrementalState);
  if (!sequence.begun_) packet.add_bool(kFirstPacketOnSequence, true);
  sequence.begun_ = true;
  packet.add_bytes(field, body.data(), body.size());
  put_framed({buffer.data(), buffer.size()});
}

void PacketWriter::message(Sequence& sequence, std::uint32_t field, std::string_view bytes) {
  std::string text;
  protozero::pbf_writer packet(text);
  packet.add_uint32(kSequenceId, sequence.id_);
  packet.add_uint32(kSequenceFlags, sequence.begun_ ? kNeedsIncrementalState : kIncrementalStateCleared | kNeedsIncrementalState);
  if (!sequence.begun_) packet.add_bool(kFirstPacketOnSequence, true);
  sequence.begun_ = true;
  packet.add_bytes(field, bytes.data(), bytes.size());
  put_framed(text);
}

// ---- Descriptions -------------------------------------------------------------------------------------------------------

void PacketWriter::track(Sequence& sequence, const Track& what) {
  std::string bytes;
  protozero::pbf_writer track(bytes);
  track.add_uint64(1, what.uuid);
  if (what.parent != 0) track.add_uint64(5, what.parent);
  if (!what.name.empty()) track.add_string(2, what.name);
  switch (what.kind) {
    case Track::Kind::Plain: break;
    case Track::Kind::Process: add_process(track, what); break;
    case Track::Kind::Thread: add_thread(track, what); break;
    case Track::Kind::State: track.add_message(18, "", 0); break;
    case Track::Kind::Counter: add_counter(track, what); break;
  }
  if (what.explicit_order) track.add_enum(11, kExplicitChildren);
  track.add_int32(12, what.rank);
  if (!what.description.empty()) track.add_string(14, what.description);
  message(sequence, kTrackDescriptor, bytes);
}

void PacketWriter::explicit_order(Sequence& sequence) {
  std::string bytes;
  protozero::pbf_writer track(bytes);
  track.add_uint64(1, 0);
  track.add_enum(19, kExplicit);
  track.add_enum(20, kExplicit);
  message(sequence, kTrackDescriptor, bytes);
}

void PacketWriter::attribute(Sequence& sequence, std::string_view key, std::string_view value) {
  std::string entry, bytes;
  protozero::pbf_writer attribute(entry);
  attribute.add_string(1, key.data(), key.size());
  attribute.add_string(3, value.data(), value.size());
  protozero::pbf_writer(bytes).add_message(1, entry);
  message(sequence, kTraceAttributes, bytes);
}

void PacketWriter::attribute(Sequence& sequence, std::string_view key, std::int64_t value) {
  std::string entry, bytes;
  protozero::pbf_writer attribute(entry);
  attribute.add_string(1, key.data(), key.size());
  attribute.add_int64(2, value);
  protozero::pbf_writer(bytes).add_message(1, entry);
  message(sequence, kTraceAttributes, bytes);
}

// ---- Interning ----------------------------------------------------------------------------------------------------------

void PacketWriter::intern(Sequence& sequence, std::uint32_t kind, std::string_view entry) {
  std::string bytes;
  protozero::pbf_writer(bytes).add_message(kind, entry.data(), entry.size());
  message(sequence, kInternedData, bytes);
}

void PacketWriter::define_name(Sequence& sequence, std::uint64_t iid, std::string_view name) {
  if (!first_use(sequence.names_, iid)) return;
  std::string entry;
  protozero::pbf_writer writer(entry);
  writer.add_uint64(1, iid);
  writer.add_string(2, name.data(), name.size());
  intern(sequence, kInternedEventNames, entry);
}

void PacketWriter::define_source_location(Sequence& sequence, std::uint64_t iid, std::string_view file, std::string_view function, std::uint32_t line) {
  if (!first_use(sequence.locations_, iid)) return;
  std::string entry;
  protozero::pbf_writer writer(entry);
  writer.add_uint64(1, iid);
  writer.add_string(2, file.data(), file.size());
  writer.add_string(3, function.data(), function.size());
  writer.add_uint32(4, line);
  intern(sequence, kInternedSourceLocations, entry);
}

std::uint64_t PacketWriter::text_iid(Sequence& sequence, std::uint32_t kind, std::string_view text) {
  const auto [entry, is_new] = sequence.texts_.try_emplace(static_cast<char>(kind) + std::string(text), sequence.texts_.size() + 1);
  if (is_new) {
    std::string bytes;
    protozero::pbf_writer writer(bytes);
    writer.add_uint64(1, entry->second);
    writer.add_string(2, text.data(), text.size());
    intern(sequence, kind, bytes);
  }
  return entry->second;
}

// ---- Events -------------------------------------------------------------------------------------------------------------

void PacketWriter::task_state(Sequence& sequence, std::int64_t at_ns, std::uint32_t cpu, std::string_view comm, std::int64_t tid, TaskState state) {
  comm = cut(comm, kLongestComm);
  char bytes[kEventBytes];
  protozero::fixed_size_buffer_adaptor buffer(bytes, sizeof bytes);
  FixedWriter event(buffer);
  event.add_int32(kTaskCpu, static_cast<std::int32_t>(cpu));
  event.add_string(kTaskComm, comm.data(), comm.size());
  event.add_int64(kTaskTid, tid);
  event.add_enum(kTaskState, static_cast<std::int32_t>(state));
  packet(sequence, at_ns, kKernelTaskState, {buffer.data(), buffer.size()});
}

void PacketWriter::annotate_number(FixedWriter& event, std::uint64_t name_iid, std::uint64_t value) {
  FixedWriter annotation(event, kDebugAnnotations);
  annotation.add_uint64(kAnnotationNameIid, name_iid);
  annotation.add_uint64(kAnnotationUint, value);
}

void PacketWriter::annotate_string(FixedWriter& event, std::uint64_t name_iid, std::uint64_t string_iid) {
  FixedWriter annotation(event, kDebugAnnotations);
  annotation.add_uint64(kAnnotationNameIid, name_iid);
  annotation.add_uint64(kAnnotationStringIid, string_iid);
}

void PacketWriter::annotate_true(FixedWriter& event, std::uint64_t name_iid) {
  FixedWriter annotation(event, kDebugAnnotations);
  annotation.add_uint64(kAnnotationNameIid, name_iid);
  annotation.add_bool(kAnnotationBool, true);
}

}  // namespace gilscope::perfetto
