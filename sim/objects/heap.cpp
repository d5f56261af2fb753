#include "sim/objects/heap.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "sim/base/memory_poison.hpp"
#include "sim/objects/heap_private.hpp"
#include "sim/objects/objects.hpp"
#include "sim/objects/types.hpp"
#include "sim/objects/weakref.hpp"
#include "sim/objects/small_int.hpp"

namespace gilscope {

namespace {

constexpr std::uint64_t kFirstIdentity = 0x7F3A'1C00'0000;
constexpr std::uint64_t kFirstPlace = 0x5555'5500'0000;

/// Stands in while the heap is torn down: nothing counts any more.
class NoRefcounts final : public RefcountSlowPath {
  void incref_foreign(Object*) override {}
  void decref_foreign(Object*) override {}
  void local_count_is_zero(Object*) override {}
  bool finalize(Object*) override { return false; }
};

std::size_t size_class(std::size_t bytes) { return (bytes + Heap::Private::kGranule - 1) / Heap::Private::kGranule; }

// The next free block of a size class is kept where a live object has its shared count.
Object* next_free(const Object* o) { return reinterpret_cast<Object*>(o->ref_shared); }
void set_next_free(Object* o, Object* next) { o->ref_shared = reinterpret_cast<std::intptr_t>(next); }

GILSCOPE_UNCHECKED bool is_live(const char* block) { return reinterpret_cast<const Object*>(block)->generation != 0; }

/// Under AddressSanitizer a dead block rests a while before it is used again, so that a touch of it is seen.
constexpr std::size_t kResting = kPoisons ? 4096 : 0;

void free_block(Heap::Private& p, Object* o, std::size_t bytes) {
  o->generation = 0;
  if (kPoisons) {
    poison(o, bytes);
    p.resting.emplace_back(o, bytes);
    if (p.resting.size() <= kResting) return;
    std::tie(o, bytes) = p.resting.front();
    p.resting.pop_front();
  }
  const std::size_t cls = size_class(bytes);
  unpoison(&o->ref_shared, sizeof o->ref_shared);
  set_next_free(o, p.free_list[cls]);
  poison(o, bytes);
  p.free_list[cls] = o;
}

Object* take_free_block(Heap::Private& p, std::size_t cls) {
  Object* o = p.free_list[cls];
  unpoison(o, cls * Heap::Private::kGranule);
  p.free_list[cls] = next_free(o);
  return o;
}

char* first_block(Heap::Private::Page* page) { return reinterpret_cast<char*>(page) + 64; }

void add_page(Heap& heap, Heap::Private& p, std::size_t cls) {
  void* memory = std::aligned_alloc(Heap::kPageBytes, Heap::kPageBytes);
  if (memory == nullptr) std::abort();
  const auto bytes = static_cast<std::uint32_t>(cls * Heap::Private::kGranule);
  const auto blocks = static_cast<std::uint32_t>((Heap::kPageBytes - 64) / bytes);
  const auto reciprocal = static_cast<std::uint32_t>(((std::uint64_t{1} << 32) + bytes - 1) / bytes);
  auto* page = new (memory) Heap::Private::Page{&heap, bytes, blocks, new BlockEntry[blocks], reciprocal};
  p.pages.push_back(page);
  p.fresh[cls] = first_block(page);
  p.fresh_end[cls] = first_block(page) + std::size_t{blocks} * bytes;
  for (char* b = p.fresh[cls]; b != p.fresh_end[cls]; b += bytes) reinterpret_cast<Object*>(b)->generation = 0;
  poison(first_block(page), std::size_t{blocks} * bytes);
}

Heap::Private::Page* page_of(const Object* o) {
  return reinterpret_cast<Heap::Private::Page*>(reinterpret_cast<std::uintptr_t>(o) & ~(Heap::kPageBytes - 1));
}

BlockEntry& entry_of(const Object* o) {
  const Heap::Private::Page* page = page_of(o);
  const std::uint64_t offset = reinterpret_cast<std::uintptr_t>(o) % Heap::kPageBytes - 64;
  return page->entries[offset * page->reciprocal >> 32];
}

bool is_tracked(const TypeObject* type) { return type != nullptr && type->slots.visit != nullptr; }

/// Takes out of `objects` what is dead, or of another generation, or named before. The order stays.
void keep_generation(std::vector<Object*>& objects, GcGeneration generation) {
  std::unordered_set<const Object*> seen;
  std::erase_if(objects, [&](const Object* o) {
    return !is_live(reinterpret_cast<const char*>(o)) || o->generation != generation || !is_tracked(o->type) || !seen.insert(o).second;
  });
}

constexpr std::size_t kYoungRoom = 8192;

void make_room_for_young(Heap::Private& p) {
  keep_generation(p.young, kYoung);
  p.young_count = p.young.size();
  p.young.resize(std::max(kYoungRoom, 2 * p.young_count));
}

inline void count_tracked(Heap::Private& p, Object* o) {
  if (++p.account->net >= p.account->up) p.crossed(*p.account);
  if (!p.generations) return;
  if (p.young_count == p.young.size()) make_room_for_young(p);
  p.young[p.young_count++] = o;
}

template <class F>
void each_live(Heap::Private& p, F f) {
  for (std::size_t i = 0; i < p.pages.size(); ++i) {
    char* block = first_block(p.pages[i]);
    for (std::uint32_t n = 0; n < p.pages[i]->blocks; ++n, block += p.pages[i]->block_bytes) {
      if (is_live(block)) f(reinterpret_cast<Object*>(block));
    }
  }
}

}  // namespace

void Heap::set_limit(std::uint64_t bytes, std::function<void()> exceeded) {
  limit_ = bytes;
  exceeded_ = std::move(exceeded);
}

void Heap::tell_limit() {
  limit_ = ~std::uint64_t{0};
  exceeded_();
}

Heap::Heap(RefcountSlowPath* slow_path) : slow_path_(slow_path), private_(new Private) {}

void Heap::begin_teardown() {
  private_->no_refcounts = std::make_unique<NoRefcounts>();
  slow_path_ = private_->no_refcounts.get();
  private_->tearing_down = true;
  ledger_ = nullptr;
}

Heap::~Heap() {
  begin_teardown();
  each_live(*private_, [this](Object* o) {
    if (o->type != nullptr && o->type->slots.destroy != nullptr) o->type->slots.destroy(*this, o);
  });
  for (Private::Page* page : private_->pages) {
    unpoison(page, kPageBytes);
    delete[] page->entries;
    std::free(page);
  }
  delete private_;
}

Object* Heap::allocate(TypeObject* type, std::size_t bytes) {
  assert(bytes >= sizeof(Object) && bytes <= kMaxObjectBytes);
  Private& p = *private_;
  const std::size_t cls = size_class(bytes);
  Object* o = nullptr;
  if (p.free_list[cls] != nullptr) {
    o = take_free_block(p, cls);
  } else {
    if (p.fresh[cls] == p.fresh_end[cls]) {
      add_page(*this, p, cls);
      if (live_bytes_ > limit_) tell_limit();
    }
    o = reinterpret_cast<Object*>(p.fresh[cls]);
    p.fresh[cls] += cls * Private::kGranule;
    unpoison(o, cls * Private::kGranule);
  }
  std::memset(static_cast<void*>(o), 0, cls * Private::kGranule);
  o->type = type;
  o->ref_local = 1;
  o->owner = current_owner_;
  o->generation = kYoung;
  ++live_objects_;
  live_bytes_ += cls * Private::kGranule;
  if (ledger_ != nullptr) ledger_->allocated(entry_of(o), type, bytes);
  if (type != nullptr && (type->type_flags & kTypeHeap) != 0) incref(type);
  if (is_tracked(type)) count_tracked(p, o);
  return o;
}

void Heap::destroy(Object* o) {
  Private& p = *private_;
  if (p.tearing_down) return;
  const bool asks = (o->type->type_flags & kTypeHasFinalizer) != 0 || (o->flags & (kFlagHasWeakrefs | kFlagTraced | kFlagBorrowed)) != 0;
  if (asks && slow_path_->finalize(o)) return;
  p.dying.push_back(o);
  if (p.draining) return;
  p.draining = true;
  while (!p.dying.empty()) {
    Object* dead = p.dying.back();
    p.dying.pop_back();
    TypeObject* type = dead->type;
    if ((dead->flags & kFlagHasWeakrefs) != 0) clear_weakrefs(*this, dead);
    dead->flags &= static_cast<std::uint16_t>(~kFlagReadShared);  // nobody reads it any more: its arrays are freed at once
    if (type->slots.destroy != nullptr) type->slots.destroy(*this, dead);
    if ((dead->flags & kFlagHasId) != 0) p.identities.erase(dead);
    const std::size_t bytes = page_of(dead)->block_bytes;
    if (ledger_ != nullptr) ledger_->freed(entry_of(dead), dead);
    if (is_tracked(type) && --p.account->net <= p.account->down) p.crossed(*p.account);
    free_block(p, dead, bytes);
    --live_objects_;
    live_bytes_ -= bytes;
    if ((type->type_flags & kTypeHeap) != 0) decref(type);
  }
  p.draining = false;
}

BlockEntry& Heap::block_entry(const Object* o) const { return entry_of(o); }

// Lists and dicts are read without their locks. A resize by another thread than the owner counts as a sign that they are
// (listobject.c, dictobject.c: ensure_shared_on_resize); an immortal one has no owner.
void Heap::tell_ledger(Object* o, std::size_t bytes) {
  const bool lockless = o->type->layout == Layout::List || o->type->layout == Layout::Dict;
  const bool mine = o->owner == current_owner_ && o->ref_local != kImmortal;
  if (lockless && boxes_published_numbers_ && !mine && bytes != 0) o->flags |= kFlagReadShared;
  ledger_->array_changed(entry_of(o), o, bytes, lockless && (o->flags & kFlagReadShared) != 0);
}

Value Heap::publish(Value v) {
  if (v.is_object()) {
    incref(v.object());
    return v;
  }
  if (!boxes_published_numbers_) return v;
  if (v.is_integer()) {
    if (is_small_int(v.integer())) return v;  // CPython's small ints: immortal, made once
    auto* boxed = make<IntObject>(types_->int_);
    boxed->small = v.integer();
    return Value(boxed);
  }
  if (v.is_real()) {
    auto* boxed = make<FloatObject>(types_->float_);
    boxed->value = v.real();
    return Value(boxed);
  }
  return v;
}

std::uint64_t Heap::identity(Object* o) {
  if ((o->flags & kFlagHasId) != 0) return private_->identities.at(o);
  const std::uint64_t id = kFirstIdentity + 48 * private_->identities_given++;
  private_->identities.emplace(o, id);
  o->flags |= kFlagHasId;
  return id;
}

void Heap::set_gc_account(GcAccount* account) { private_->account = account; }
void Heap::set_gc_crossed(std::function<void(GcAccount&)> crossed) { private_->crossed = std::move(crossed); }
void Heap::keep_generations() { private_->generations = true; }

std::vector<Object*> Heap::take_generation(GcGeneration generation) {
  Private& p = *private_;
  if (generation == kYoung) p.young.resize(std::exchange(p.young_count, 0));
  std::vector<Object*> objects = std::exchange(generation == kYoung ? p.young : p.middle, {});
  keep_generation(objects, generation);
  return objects;
}

void Heap::set_generation(Object* o, GcGeneration older) {
  o->generation = older;
  if (older == kMiddle) private_->middle.push_back(o);
}

std::uint64_t Heap::place_of(const Object* o) const {
  if ((o->flags & kFlagHasId) != 0) return private_->identities.at(o);
  const auto address = reinterpret_cast<std::uintptr_t>(o);
  const auto& pages = private_->pages;
  const auto page = std::find(pages.begin(), pages.end(), reinterpret_cast<Private::Page*>(address & ~(kPageBytes - 1)));
  return kFirstPlace + static_cast<std::uint64_t>(page - pages.begin()) * kPageBytes + address % kPageBytes;
}

void Heap::for_each_object(void (*visit)(Object*, void*), void* context) {
  each_live(*private_, [&](Object* o) { visit(o, context); });
}

}  // namespace gilscope
