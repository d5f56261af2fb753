// Namespaces: dicts whose keys are names.
#pragma once

#include "sim/objects/dict_ops.hpp"

namespace gilscope {

/// Calls f(StrObject*) for every str key, in order. f must not change the dict.
template <class F>
void for_each_name(const DictObject* ns, F f) {
  for (std::int64_t i = dict_next(ns, 0); i >= 0; i = dict_next(ns, static_cast<std::uint32_t>(i) + 1)) {
    if (is_str(ns->entries[i].key)) f(as_str(ns->entries[i].key));
  }
}

}  // namespace gilscope
