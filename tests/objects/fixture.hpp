// A heap with the data types' classes but no vm, and the tables that real Python filled (generate_expected.py).
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/str_ops.hpp"
#include "tests/catch.hpp"

namespace gilscope::test {

struct PlainRefcounts final : RefcountSlowPath {
  int finalized = 0;
  bool keep_alive = false;
  void incref_foreign(Object* o) override { ++o->ref_shared; }
  void decref_foreign(Object* o) override { --o->ref_shared; }
  void local_count_is_zero(Object*) override {}
  bool finalize(Object*) override { ++finalized; return keep_alive; }
};

struct Objects {
  PlainRefcounts counts;
  Heap heap{&counts};
  Types types;

  Objects() {
    heap.set_types(&types);
    types.object_ = type(Layout::Plain, sizeof(InstanceObject), nullptr, nullptr);
    types.int_ = type(Layout::Int, sizeof(IntObject), int_destroy, nullptr);
    types.float_ = type(Layout::Float, sizeof(FloatObject), nullptr, nullptr);
    types.str = type(Layout::Str, sizeof(StrObject), str_destroy, nullptr);
    types.bytes = type(Layout::Bytes, sizeof(BytesObject), bytes_destroy, nullptr);
    types.bytearray = type(Layout::Bytearray, sizeof(BytearrayObject), bytearray_destroy, nullptr);
    types.tuple = type(Layout::Tuple, sizeof(TupleObject), tuple_destroy, tuple_visit);
    types.list = type(Layout::List, sizeof(ListObject), list_destroy, list_visit);
    types.dict = type(Layout::Dict, sizeof(DictObject), dict_destroy, dict_visit);
    types.set = type(Layout::Set, sizeof(SetObject), set_destroy, set_visit);
    types.frozenset = type(Layout::FrozenSet, sizeof(SetObject), set_destroy, set_visit);
    types.range = type(Layout::Native, sizeof(RangeObject), range_destroy, range_visit);
    types.slice = type(Layout::Native, sizeof(SliceObject), slice_destroy, slice_visit);
    types.range_iterator = type(Layout::Native, sizeof(RangeIterator), range_iterator_destroy, range_iterator_visit);
    types.longrange_iterator = type(Layout::Native, sizeof(RangeIterator), range_iterator_destroy, range_iterator_visit);
    types.list_iterator = type(Layout::Native, sizeof(IndexIterator), index_iterator_destroy, index_iterator_visit);
    types.dict_keyiterator = type(Layout::Native, sizeof(DictIterator), dict_iterator_destroy, dict_iterator_visit);
    types.set_iterator = type(Layout::Native, sizeof(SetIterator), set_iterator_destroy, set_iterator_visit);
  }

  TypeObject* type(Layout layout, std::size_t bytes, void (*destroy)(Heap&, Object*), void (*visit)(Object*, Visit, void*)) {
    auto* t = heap.make<TypeObject>(nullptr);
    heap.make_immortal(t);
    t->layout = layout;
    t->basic_bytes = static_cast<std::uint32_t>(bytes);
    t->slots.destroy = destroy;
    t->slots.visit = visit;
    t->base = types.object_;
    return t;
  }

  Ref str(std::string_view utf8) { return make_str(heap, utf8); }
  Ref integer(std::string_view text) { return int_from_text(heap, text, 10); }
};

/// Undoes Python's unicode_escape; the result is (W)UTF-8.
inline std::string unescape(const std::string& text) {
  std::string out;
  const auto add = [&](unsigned long c) {
    const int more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr unsigned char kLead[] = {0, 0xC0, 0xE0, 0xF0};
    out.push_back(static_cast<char>(kLead[more] | c >> (6 * more)));
    for (int i = more; i-- > 0;) out.push_back(static_cast<char>(0x80 | (c >> (6 * i) & 0x3F)));
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out.push_back(text[i]);
      continue;
    }
    const char kind = text[++i];
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    if (digits == 0) {
      out.push_back(kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind);
    } else {
      add(std::stoul(text.substr(i + 1, digits), nullptr, 16));
      i += digits;
    }
  }
  return out;
}

/// The rows of tests/objects/expected/<name>.txt.
inline std::vector<std::vector<std::string>> expected(const std::string& name) {
  std::ifstream file(std::string(GILSCOPE_TESTS_DIR) + "/objects/expected/" + name + ".txt");
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> fields;
    for (std::size_t at = 0;;) {
      const std::size_t tab = line.find('\t', at);
      fields.push_back(unescape(line.substr(at, tab - at)));
      if (tab == std::string::npos) break;
      at = tab + 1;
    }
    rows.push_back(std::move(fields));
  }
  REQUIRE(!rows.empty());
  return rows;
}

inline std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t blank = std::min(text.find(' ', at), text.size());
    if (blank > at) out.push_back(text.substr(at, blank - at));
    at = blank + 1;
  }
  return out;
}

}  // namespace gilscope::test
