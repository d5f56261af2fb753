#include "sim/trace/event_table.hpp"

namespace gilscope {
namespace {

// One array of fields per event, named after it.
#define GILSCOPE_FIELD(name, type) FieldInfo{#name, FieldType::type},
#define GILSCOPE_EVENT(name, lane, fields, doc) constexpr FieldInfo kFieldsOf##name[] = {fields};
#include "sim/trace/events.def"

constexpr EventInfo kEvents[] = {
#define GILSCOPE_EVENT(name, lane, fields, doc) {EventKind::name, #name, EventLane::lane, kFieldsOf##name, doc},
#include "sim/trace/events.def"
};

constexpr MarkInfo kMarks[] = {
#define GILSCOPE_MARK(name, lane, payload, doc) {MarkKind::name, #name, EventLane::lane, payload, doc},
#include "sim/trace/events.def"
};

}  // namespace

std::span<const EventInfo> event_table() { return kEvents; }
std::span<const MarkInfo> mark_table() { return kMarks; }
const MarkInfo& info(MarkKind kind) { return kMarks[static_cast<std::size_t>(kind)]; }
const EventInfo& info(EventKind kind) { return kEvents[static_cast<std::size_t>(kind)]; }

}  // namespace gilscope
