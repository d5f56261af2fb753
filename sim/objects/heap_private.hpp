// What a Heap keeps besides its counters: pages, free lists, identities, weak references and the table of interned strings.
// Only heap.cpp, weakref.cpp and string_table.cpp look in here.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/objects/block_ledger.hpp"
#include "sim/objects/heap.hpp"

namespace gilscope {

struct StrObject;
struct WeakrefObject;

struct Heap::Private {
  static constexpr std::size_t kGranule = 16;
  static constexpr std::size_t kClasses = kMaxObjectBytes / kGranule + 1;

  /// The start of each page; blocks of one size follow.
  struct Page {
    Heap* heap;  ///< first: Heap::of() reads it
    std::uint32_t block_bytes;
    std::uint32_t blocks;
    BlockEntry* entries;       ///< one per block: where it would lie in CPython's memory
    std::uint32_t reciprocal;  ///< of block_bytes, times 2^32, rounded up: block numbers without a division
  };

  std::vector<Page*> pages;                   ///< in order of creation
  std::array<Object*, kClasses> free_list{};  ///< linked through Object::ref_shared
  std::array<char*, kClasses> fresh{};        ///< never used blocks of the newest page: next one
  std::array<char*, kClasses> fresh_end{};
  std::vector<Object*> dying;                 ///< destroy()'s worklist
  std::deque<std::pair<Object*, std::size_t>> resting;  ///< AddressSanitizer: dead blocks (and bytes) that are not given out yet
  bool draining = false;
  bool tearing_down = false;
  std::unique_ptr<RefcountSlowPath> no_refcounts;  ///< in use while tearing down

  // The collector's part. The lists may name blocks that died meanwhile (or that died and live again: then twice).
  GcAccount nobody;                           ///< counts where nobody asks
  GcAccount* account = &nobody;
  std::function<void(GcAccount&)> crossed;
  bool generations = false;
  std::vector<Object*> young, middle;         ///< of `young` the first `young_count`; when it is full the dead are taken out
  std::size_t young_count = 0;

  std::unordered_map<const Object*, std::uint64_t> identities;
  std::uint64_t identities_given = 0;

  std::unordered_map<const Object*, std::vector<WeakrefObject*>> weakrefs;  ///< per target, oldest first; borrowed
  std::unordered_map<std::string_view, StrObject*> interned;                ///< key: the string's own UTF-8 copy below
  std::deque<std::string> interned_text;
};

}  // namespace gilscope
