// ProtocolState: what the object protocol remembers during a run: the method cache, type versions, recursion guards of repr.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "sim/objects/types.hpp"

namespace gilscope {

struct Thread;

struct ProtocolState {
  static constexpr std::size_t kCacheSize = 4096;  ///< typeobject.c: 1 << MCACHE_SIZE_EXP
  struct CachedLookup {
    std::uint64_t version = 0;
    const StrObject* name = nullptr;
    Value value;  ///< borrowed from a class dict; null = known to be absent
  };

  std::array<CachedLookup, kCacheSize> method_cache{};
  std::map<const Thread*, std::vector<Object*>> being_shown;  ///< containers whose repr a thread is in the middle of
  std::unordered_map<const StrObject*, std::uint8_t> slot_groups;  ///< special method name -> SlotGroup; looked up, never walked
  TypeObject* text_file = nullptr;    ///< sim/library/file_object.hpp
  TypeObject* binary_file = nullptr;
  TypeObject* weakref_type = nullptr;  ///< sim/library/weakref_module.cpp
  TypeObject* proxy_type = nullptr;
  TypeObject* callable_proxy_type = nullptr;
  std::vector<std::unique_ptr<SharedKeys>> shared_keys;       ///< owned for the run
  std::vector<std::unique_ptr<std::vector<TypeObject*>>> subclass_lists;
};

}  // namespace gilscope
