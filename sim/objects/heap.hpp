// The modeled object header, the heap of one run, and reference counting's fast paths.
//
// Header fields are those of CPython 3.13t (Include/object.h, PEP 703): owner thread, local and shared counts, lock byte, GC bits.
// The GIL build uses the same header: there every object is owned by kGilOwner and every thread counts as that owner, so that
// one fast path serves all builds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "sim/objects/value.hpp"

namespace gilscope {

class BlockLedger;
class Heap;
struct BlockEntry;
struct TypeObject;
struct Types;

using OwnerKey = std::uint32_t;                   ///< modeled thread id + 2; see below
inline constexpr OwnerKey kNoOwner = 0;           ///< merged: ref_shared is the total
inline constexpr OwnerKey kGilOwner = 1;          ///< everybody, in the GIL build
inline constexpr std::uint32_t kImmortal = 0xFFFF'FFFFu;  ///< ref_local of an immortal object

/// Low two bits of ref_shared (pycore_object.h: _Py_REF_*).
enum SharedFlags : std::int64_t { kMaybeWeakref = 1, kQueued = 2, kMerged = 3, kSharedFlagMask = 3 };
inline constexpr int kSharedShift = 2;

/// What CPython's allocator is asked for when an object of a type is made (see BlockLedger): `extra` bytes beyond the simulator's own.
struct BlockPlan {
  std::int16_t extra = 0;
  std::uint8_t kind = 0;       ///< BlockKind; 0 = not worked out yet
  std::uint8_t free_list = 0;  ///< FreeListKind
};

/// ob_gc_bits and facts that only the simulator keeps.
enum ObjectFlags : std::uint16_t {
  kFlagDeferred = 1 << 0,   ///< marked for deferred counting: immortalized at the first extra thread (3.13t), real in 3.14t
  kFlagShared = 1 << 1,     ///< a second thread has touched it: from then on touches need global time order
  kFlagFinalized = 1 << 2,  ///< __del__ has run
  kFlagHasId = 1 << 3,      ///< id() or hash() asked for its identity: Heap::identity() holds it
  kFlagHasWeakrefs = 1 << 4,
  kFlagTraced = 1 << 5,     ///< contention counters exist for it
  kFlagReadShared = 1 << 6, ///< list/dict: arrays are freed through QSBR (3.13t's SHARED bit)
  kFlagHashable = 1 << 7,   ///< free for the type's own use
  kFlagBorrowed = 1 << 8,   ///< C code holds a pointer to it without a reference (sim/vm/borrowed_pointers.hpp): its death is reported
};

struct Object {
  TypeObject* type;
  std::int64_t ref_shared;
  std::uint32_t ref_local;
  OwnerKey owner;
  std::uint8_t mutex;   ///< PyMutex byte: bit 0 locked, bit 1 has parked waiters
  std::uint8_t generation;  ///< 0 a free block, else GcGeneration: how many collections it survived (GIL build), 1 in the free-threaded one
  std::uint16_t flags;  ///< ObjectFlags
  std::uint32_t line;   ///< the machine's record of its cache line; 0 = never seen by two cores
};
static_assert(sizeof(Object) == 32);

/// What reference counting does when the fast path does not apply. Implemented by sim/runtime (biased_refcount.cpp).
class RefcountSlowPath {
 public:
  virtual ~RefcountSlowPath() = default;
  virtual void incref_foreign(Object* o) = 0;  ///< o is mortal and owned by another thread, or merged
  virtual void decref_foreign(Object* o) = 0;
  virtual void local_count_is_zero(Object* o) = 0;  ///< owner's last local reference went, ref_shared != 0
  /// The object is dead. True: somebody else (a Python __del__) needs it first and will call Heap::destroy() later.
  /// Asked only when the type has kTypeHasFinalizer or the object has kFlagHasWeakrefs, kFlagTraced or kFlagBorrowed.
  virtual bool finalize(Object* o) = 0;
};

/// Object::generation of a block in use. Only the GIL build's collector tells them apart.
enum GcGeneration : std::uint8_t { kYoung = 1, kMiddle = 2, kOld = 3 };

/// Allocations less deallocations of objects that the cyclic collector tracks; `crossed` is called when `net` gets to `up` or `down`.
struct GcAccount {
  static constexpr std::int64_t kNever = std::int64_t{1} << 62;
  std::int64_t net = 0;
  std::int64_t up = kNever;
  std::int64_t down = -kNever;
};

/// The heap of one run: size-class pages aligned to kPageBytes, so that an object finds its heap by masking its address.
/// Host addresses never influence the model: identity() is what id() and the default hash see.
class Heap {
 public:
  static constexpr std::size_t kPageBytes = 64 * 1024;
  static constexpr std::size_t kMaxObjectBytes = 1024;  ///< larger payloads hang off the object

  explicit Heap(RefcountSlowPath* slow_path);
  ~Heap();  ///< frees every object without running anything
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  static Heap& of(const Object* o) {
    return **reinterpret_cast<Heap* const*>(reinterpret_cast<std::uintptr_t>(o) & ~(kPageBytes - 1));
  }

  /// The classes of this run: what publish(), the string table and the containers' algorithms make objects of. Set once, before the
  /// first object that is not a type; the struct may still be filled afterwards.
  void set_types(const Types* types) { types_ = types; }
  const Types& types() const { return *types_; }

  /// A zeroed block with a header (and one more reference to `type` if that is a Python class; destroy() drops it): type set, one local reference, owned by the current owner. Requires: bytes <= kMaxObjectBytes.
  template <class T>
  T* make(TypeObject* type, std::size_t extra_bytes = 0) { return static_cast<T*>(allocate(type, sizeof(T) + extra_bytes)); }
  Object* allocate(TypeObject* type, std::size_t bytes);

  void incref(Object* o) {
    if (o->ref_local == kImmortal) return;
    if (o->owner == current_owner_) ++o->ref_local; else slow_path_->incref_foreign(o);
  }
  void decref(Object* o) {
    if (o->ref_local == kImmortal) return;
    if (o->owner != current_owner_) return slow_path_->decref_foreign(o);
    if (--o->ref_local == 0) { if (o->ref_shared == 0) destroy(o); else slow_path_->local_count_is_zero(o); }
  }
  void incref(Value v) { if (v.is_object()) incref(v.object()); }
  void decref(Value v) { if (v.is_object()) decref(v.object()); }
  bool is_foreign(const Object* o) const { return o->owner != current_owner_ && o->ref_local != kImmortal; }

  /// Runs the type's finalizer hook, clears weak references, and frees the object and its payload (nested deaths go through a worklist).
  void destroy(Object* o);
  /// The run is over: from now on no count matters, nothing is freed one by one and no finalizer runs; ~Heap then frees everything.
  void begin_teardown();
  void make_immortal(Object* o) { o->ref_local = kImmortal; }

  /// Box an immediate int outside -5..256 or a float when this build gives published numbers a header; otherwise v itself. New reference.
  Value publish(Value v);

  std::uint64_t next_version() { return ++versions_; }  ///< for DictObject::version and TypeObject::version: never reused

  std::uint64_t identity(Object* o);  ///< id(): a stable, deterministic number (looks like an address)
  /// A number that tells living objects apart without giving them an identity, the same in every run of the same program: its id() if the
  /// program has asked for that, else its place in the heap.
  std::uint64_t place_of(const Object* o) const;

  OwnerKey current_owner() const { return current_owner_; }
  void set_current_owner(OwnerKey owner) { current_owner_ = owner; }
  void set_boxes_published_numbers(bool on) { boxes_published_numbers_ = on; }

  std::uint64_t live_objects() const { return live_objects_; }
  std::uint64_t live_bytes() const { return live_bytes_; }   ///< in the simulator's own memory: blocks, and what charge_bytes and array_changed are told of
  void charge_bytes(std::int64_t delta) {
    live_bytes_ += static_cast<std::uint64_t>(delta);
    if (live_bytes_ > limit_) tell_limit();
  }
  /// The array that hangs off `o` (items, table, characters) changed by `host_delta` bytes here; CPython's has `bytes` from now on, 0 = none.
  void array_changed(Object* o, std::int64_t host_delta, std::size_t bytes) {
    charge_bytes(host_delta);
    if (ledger_ != nullptr) tell_ledger(o, bytes);
  }
  /// A list or dict is read without its lock. By another thread than its owner, that obliges writers to free old arrays through QSBR.
  void note_lockless_read(Object* o) const {
    if (o->owner != current_owner_) o->flags |= kFlagReadShared;
  }
  /// `exceeded` is called once, when live_bytes() first passes `bytes` (looked at when arrays grow and when a page fills).
  void set_limit(std::uint64_t bytes, std::function<void()> exceeded);

  // ---- CPython's memory ----
  /// From now on `ledger` is told of every block and array; null = nobody.
  void set_ledger(BlockLedger* ledger) { ledger_ = ledger; }
  /// Requires: a live object.
  BlockEntry& block_entry(const Object* o) const;

  // ---- for the garbage collector (sim/runtime/garbage_collector.hpp decides; sim/library/cycle_collector.hpp does) ----
  /// From now on tracked allocations and deallocations count here. `crossed`: see GcAccount; it must not allocate.
  void set_gc_account(GcAccount* account);
  void set_gc_crossed(std::function<void(GcAccount&)> crossed);
  /// From now on the heap keeps lists of its young and middle-aged tracked objects.
  void keep_generations();
  /// The tracked objects of a generation (not kOld: walk the heap for those), oldest first, and forgets the list: collecting the
  /// generation gives each a new place by set_generation, or frees it.
  std::vector<Object*> take_generation(GcGeneration generation);
  void set_generation(Object* o, GcGeneration generation);

  /// Every live object, in address-independent (allocation page) order. The callback must not allocate.
  void for_each_object(void (*visit)(Object*, void*), void* context);

  struct Private;  ///< pages, free lists, identities, weak references: heap.cpp
  Private& priv() { return *private_; }

 private:
  OwnerKey current_owner_ = kGilOwner;
  bool boxes_published_numbers_ = false;
  RefcountSlowPath* slow_path_;
  const Types* types_ = nullptr;
  std::uint64_t versions_ = 0;
  std::uint64_t live_objects_ = 0;
  std::uint64_t live_bytes_ = 0;
  std::uint64_t limit_ = ~std::uint64_t{0};
  std::function<void()> exceeded_;
  BlockLedger* ledger_ = nullptr;
  void tell_limit();
  void tell_ledger(Object* o, std::size_t bytes);
  Private* private_;
};

/// An owned reference (or null, or an immediate). Moves; destroying it drops the reference.
class Ref {
 public:
  Ref() = default;
  Ref(std::nullptr_t) {}  // NOLINT
  /// Takes over a reference that the caller owns.
  static Ref steal(Value v) { Ref r; r.value_ = v; return r; }
  /// Adds a reference of its own.
  static Ref share(Value v) { if (v.is_object()) Heap::of(v.object()).incref(v.object()); return steal(v); }
  Ref(Ref&& other) noexcept : value_(std::exchange(other.value_, Value())) {}
  Ref& operator=(Ref&& other) noexcept { std::swap(value_, other.value_); return *this; }
  Ref(const Ref& other) : Ref(share(other.value_)) {}
  Ref& operator=(const Ref& other) { Ref copy(other); std::swap(value_, copy.value_); return *this; }
  ~Ref() { if (value_.is_object()) Heap::of(value_.object()).decref(value_.object()); }

  Value get() const { return value_; }
  operator Value() const { return value_; }  // NOLINT: a Ref may be used wherever a borrowed Value is wanted
  Value release() { return std::exchange(value_, Value()); }
  explicit operator bool() const { return static_cast<bool>(value_); }
  bool is_pending() const { return value_.is_pending(); }

 private:
  Value value_;
};

inline Ref share(Value v) { return Ref::share(v); }
inline Ref steal(Value v) { return Ref::steal(v); }
inline Ref steal(Object* o) { return Ref::steal(Value(o)); }

}  // namespace gilscope
