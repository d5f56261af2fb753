#include "sim/runtime/memory_census.hpp"

#include <vector>

#include "sim/objects/block_ledger.hpp"
#include "sim/objects/types.hpp"
#include "sim/runtime/allocator.hpp"
#include "sim/runtime/runtime.hpp"

namespace gilscope {

namespace {

constexpr std::uint32_t kReached = 1u << 31, kRetained = 1u << 30, kDoomed = 1u << 29;
constexpr std::uint32_t kInside = kDoomed - 1;  // the rest of BlockEntry::mark: references from other objects

constexpr std::uint64_t kNumberBytes = 32;  // an int of up to 30 bits (28 bytes) and a float (24), as pymalloc rounds them

class Walk {
 public:
  Walk(Runtime& runtime, bool bury) : runtime_(runtime), heap_(*runtime.heap), bury_(bury) {}

  MemoryCensus take() {
    each([](Walk& w, Object* o) { w.mark(o) = 0; });
    each([](Walk& w, Object* o) { w.each_held(o, [&w](Value held) { w.count(held); }); });
    each([](Walk& w, Object* o) { if (w.is_root(o)) w.spread(o, kReached); });
    each([](Walk& w, Object* o) { if (w.is_kept_for_good(o)) w.spread(o, kRetained); });
    each([](Walk& w, Object* o) { if (w.is_doomed(o)) w.spread(o, kDoomed); });
    each([](Walk& w, Object* o) { w.settle(o); });
    return result_;
  }

 private:
  std::uint32_t& mark(const Object* o) { return heap_.block_entry(o).mark; }
  bool has(const Object* o, std::uint32_t bits) { return (mark(o) & bits) != 0; }

  template <class F>
  void each(F) {
    heap_.for_each_object([](Object* o, void* context) { if (o->type != nullptr) F{}(*static_cast<Walk*>(context), o); }, this);
  }

  /// Everything that o holds a reference to, its class included.
  template <class F>
  void each_held(Object* o, F f) {
    if (o->type->slots.visit != nullptr) o->type->slots.visit(o, [](Value held, void* context) { (*static_cast<F*>(context))(held); }, &f);
    if ((o->type->type_flags & kTypeHeap) != 0) f(Value(o->type));
  }

  void count(Value held) {
    if (held.is_object()) {
      ++mark(held.object());
    } else if (held.is_real() || (held.is_integer() && (held.integer() < -5 || held.integer() > 256))) {
      result_.number_bytes += kNumberBytes;
    }
  }

  bool is_class(const Object* o) const { return o->type->layout == Layout::Type; }
  bool is_code(const Object* o) const { return o->type == heap_.types().code; }  // its module's constants hold it, unseen here

  bool is_root(const Object* o) {
    if (is_code(o)) return true;
    if (is_class(o) && (static_cast<const TypeObject*>(o)->type_flags & kTypeHeap) == 0) return true;
    if (o->ref_local == kImmortal) return (o->flags & kFlagDeferred) == 0;
    return static_cast<std::int64_t>(o->ref_local) + (o->ref_shared >> kSharedShift) > static_cast<std::int64_t>(mark(o) & kInside);
  }

  bool is_kept_for_good(const Object* o) {
    const RuntimeConfig& config = runtime_.config;
    return config.immortalize && !config.deferred && o->ref_local == kImmortal && !has(o, kReached);
  }

  bool is_doomed(const Object* o) { return bury_ && ((o->flags & kFlagDeferred) != 0 || is_class(o)) && !has(o, kReached | kRetained); }

  /// Sets `bit` on o and all it reaches, but for what has this or a stronger bit already.
  void spread(Object* first, std::uint32_t bit) {
    const std::uint32_t stops = bit == kReached ? kReached : bit == kRetained ? kReached | kRetained : kReached | kRetained | kDoomed;
    if (has(first, stops)) return;
    mark(first) |= bit;
    work_.push_back(first);
    while (!work_.empty()) {
      Object* o = work_.back();
      work_.pop_back();
      each_held(o, [&](Value held) {
        if (!held.is_object() || has(held.object(), stops)) return;
        mark(held.object()) |= bit;
        work_.push_back(held.object());
      });
    }
  }

  void settle(Object* o) {
    BlockEntry& entry = heap_.block_entry(o);
    if ((entry.mark & kRetained) != 0) {
      ++result_.retained_objects;
      result_.retained_bytes += runtime_.allocator().bytes_of(entry);
    }
    if ((entry.mark & kDoomed) == 0 || entry.buried) return;
    runtime_.allocator().bury(entry);
    ++result_.buried_objects;
    if (o->type->slots.visit != nullptr) ++result_.buried_tracked;
  }

  Runtime& runtime_;
  Heap& heap_;
  bool bury_;
  MemoryCensus result_;
  std::vector<Object*> work_;
};

}  // namespace

MemoryCensus take_census(Runtime& runtime, bool bury) { return Walk(runtime, bury).take(); }

}  // namespace gilscope
