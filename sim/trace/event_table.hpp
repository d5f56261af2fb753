// The event table as data: what an export calls its columns and what a tooltip says. Expanded from events.def.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gilscope {

enum class MarkKind : std::uint8_t {
#define GILSCOPE_MARK(name, lane, payload, doc) name,
#include "sim/trace/events.def"
};

enum class EventKind : std::uint8_t {
#define GILSCOPE_EVENT(name, lane, fields, doc) name,
#include "sim/trace/events.def"
};

enum class EventLane : std::uint8_t { Thread, Core, Gil, Lock, Object, Run };
enum class FieldType : std::uint8_t { Thread, Core, Lock, Object, Time, State, Mark, Text, Flag, Count, Interpreter };

struct FieldInfo {
  std::string_view name;
  FieldType type;
};

struct EventInfo {
  EventKind kind;
  std::string_view name;
  EventLane lane;
  std::span<const FieldInfo> fields;
  std::string_view doc;
};

struct MarkInfo {
  MarkKind kind;
  std::string_view name;
  EventLane lane;
  std::string_view payload;  ///< what the number of the mark means; empty = nothing
  std::string_view doc;
};

/// Every event and every mark, in the order of their enumerators.
std::span<const EventInfo> event_table();
std::span<const MarkInfo> mark_table();

const MarkInfo& info(MarkKind kind);
const EventInfo& info(EventKind kind);

}  // namespace gilscope
