#include "sim/runtime/object_traffic.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/objects/objects.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/trace/recorder.hpp"

namespace gilscope {

namespace {
// An object is worth an entry in the trace from this many foreign operations on; passing a work item from thread to thread takes fewer.
constexpr std::uint32_t kWorthKnowing = 16;
constexpr SimTime kReportInterval = 2 * kMicrosecond;

std::string text_of(const StrObject* s) {
  std::string text;
  for (std::uint32_t i = 0; s != nullptr && i < s->length; ++i) text += s->at(i) < 128 ? static_cast<char>(s->at(i)) : '?';
  return text;
}
}  // namespace

void ObjectTraffic::count(Object* o, bool travelled) {
  if (o != last_) {
    last_ = o;
    last_counters_ = &counters_[o];
  }
  Counters& c = *last_counters_;
  ++c.operations;
  c.transfers += travelled;
  if (runtime_.machine.has_current()) c.last = runtime_.machine.current().id;
  const SimTime now = runtime_.machine.clock.now;
  if (!c.id.valid()) {
    if (c.operations == 1) c.since = now;
    if (++c.seen < kWorthKnowing) return;
    introduce(o, c);
  }
  if (now - c.since >= kReportInterval) report(c, now);
}

void ObjectTraffic::introduce(Object* o, Counters& c) {
  c.id = runtime_.recorder.new_object_id();
  const ThreadId owner = o->owner == kNoOwner || o->owner == kGilOwner ? ThreadId() : ThreadId(o->owner - 2);
  const std::string name = runtime_.describe_object ? runtime_.describe_object(o) : std::string();
  runtime_.recorder.object_named(c.id, o->type ? text_of(o->type->name) : std::string(), name, owner, o->ref_local == kImmortal);
}

void ObjectTraffic::report(Counters& c, SimTime now) {
  runtime_.recorder.object_traffic(c.id, now, 0, c.operations, c.transfers);
  c.operations = c.transfers = 0;
  c.since = now;
}

void ObjectTraffic::object_died(Object* o) {
  if (auto found = counters_.find(o); found != counters_.end()) {
    Counters& c = found->second;
    if (c.id.valid()) {
      if (c.operations > 0) report(c, runtime_.machine.clock.now);
      runtime_.mark(MarkKind::ObjectFreed, nullptr, c.id.value);
    }
    counters_.erase(found);
  }
  if (last_ == o) last_ = nullptr;
}

void ObjectTraffic::flush_all() {
  std::vector<Counters*> open;
  for (auto& [object, c] : counters_) if (c.id.valid() && c.operations > 0) open.push_back(&c);
  std::sort(open.begin(), open.end(), [](const Counters* a, const Counters* b) { return a->id.value < b->id.value; });
  for (Counters* c : open) report(*c, runtime_.machine.time());
}

ObjectId ObjectTraffic::id_of(const Object* o) const {
  const auto found = counters_.find(o);
  return found == counters_.end() ? ObjectId() : found->second.id;
}

std::vector<const Object*> ObjectTraffic::known() const {
  std::vector<const Object*> objects;
  for (const auto& [object, c] : counters_) if (c.id.valid()) objects.push_back(object);
  std::sort(objects.begin(), objects.end(), [this](const Object* a, const Object* b) { return id_of(a).value < id_of(b).value; });
  return objects;
}

ThreadId ObjectTraffic::last_foreigner(const Object* o) const {
  const auto found = counters_.find(o);
  return found == counters_.end() ? ThreadId() : found->second.last;
}

}  // namespace gilscope
