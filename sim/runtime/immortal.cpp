#include "sim/runtime/immortal.hpp"

#include <algorithm>
#include <cctype>

#include "sim/objects/heap.hpp"
#include "sim/runtime/allocator.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/runtime/stop_the_world.hpp"
#include "sim/trace/event_table.hpp"

namespace gilscope {

Co<> Immortalization::first_extra_thread(RuntimeThread& creator) {
  if (begun_ || !runtime_.config.immortalize) co_return;
  begun_ = true;
  co_await runtime_.stop_the_world().begin(creator, StopReason::FirstExtraThread);
  runtime_.charge(Cost::ImmortalizePerObject, static_cast<std::int64_t>(runtime_.heap->live_objects()));
  const std::uint64_t made = immortalize_marked();
  runtime_.mark(MarkKind::Immortalized, &creator, made);
  runtime_.stop_the_world().end(creator);
}

std::uint64_t Immortalization::immortalize_marked() {
  struct Walk { Heap* heap; Immortalization* self; std::uint64_t count; } walk{runtime_.heap, this, 0};
  runtime_.heap->for_each_object([](Object* o, void* context) {
    if ((o->flags & kFlagDeferred) == 0 || o->ref_local == kImmortal) return;
    auto& w = *static_cast<Walk*>(context);
    w.heap->make_immortal(o);
    w.self->count(o);
    ++w.count;
  }, &walk);
  return walk.count;
}

void Immortalization::count(const Object* o) {
  const std::uint64_t bytes = runtime_.allocator().bytes_of(runtime_.heap->block_entry(o));
  ++objects_;
  bytes_ += bytes;
  runtime_.allocator().count_immortal(bytes);
}

void Immortalization::born_deferred(Object* o) {
  o->flags |= kFlagDeferred;
  runtime_.allocator().note_deferred();
  const bool counts_free = runtime_.config.deferred || (runtime_.config.immortalize && begun_);
  if (!runtime_.config.free_threaded || !counts_free) return;
  runtime_.heap->make_immortal(o);
  if (runtime_.config.immortalize && !runtime_.config.deferred) count(o);
}

void Immortalization::born_constant(Object* o) {
  if (runtime_.config.free_threaded) runtime_.heap->make_immortal(o);
}

void Runtime::object_born_deferred(Object* o) { immortalization_->born_deferred(o); }
void Runtime::object_born_constant(Object* o) { immortalization_->born_constant(o); }
bool Runtime::string_constant_is_immortal(std::string_view utf8) const {
  if (!config.free_threaded || config.minor != 13) return true;
  const bool one_character = utf8.size() == 1 || (utf8.size() == 2 && static_cast<unsigned char>(utf8[0]) <= 0xC3 && (utf8[0] & 0x80) != 0);
  return one_character || std::all_of(utf8.begin(), utf8.end(), [](unsigned char c) { return c < 128 && (std::isalnum(c) != 0 || c == '_'); });
}

bool Runtime::immortalization_has_begun() const { return immortalization_->has_begun(); }

}  // namespace gilscope
