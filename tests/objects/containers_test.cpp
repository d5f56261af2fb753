// Heap, containers and hashes; iteration orders and growth against real Python.
#include <algorithm>

#include "sim/objects/deque_ops.hpp"
#include "sim/objects/weakref.hpp"
#include "tests/objects/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

std::string order(const SetObject* s) {
  std::string out;
  for (std::int64_t i = set_next(s, 0); i >= 0; i = set_next(s, static_cast<std::size_t>(i) + 1)) out += (out.empty() ? "" : " ") + int_to_text(s->table[i].key);
  return out;
}

Ref set_of(Objects& o, const std::string& numbers) {
  Ref s = make_set(o.heap, o.types.set);
  for (const std::string& n : words(numbers)) set_add_simple(o.heap, as_set(s), o.integer(n));
  return s;
}

std::string items(const ListObject* l) {
  std::string out;
  for (std::uint32_t i = 0; i < l->length; ++i) out += (i != 0 ? " " : "") + int_to_text(l->items[i]);
  return out;
}

Ref list_of_ints(Objects& o, int n) {
  Ref l = make_list(o.heap);
  for (int i = 0; i < n; ++i) list_append(o.heap, as_list(l), Value::integer(i));
  return l;
}

}  // namespace

TEST_CASE("a long chain dies without recursion and everything is freed", "[heap]") {
  Objects o;
  const std::uint64_t before = o.heap.live_objects();
  const std::uint64_t bytes = o.heap.live_bytes();
  {
    Ref chain;
    for (int i = 0; i < 300000; ++i) {
      Ref outer = make_list(o.heap);
      if (chain) list_append(o.heap, as_list(outer), chain);
      chain = std::move(outer);
    }
    CHECK(o.heap.live_objects() == before + 300000);
  }
  CHECK(o.heap.live_objects() == before);
  CHECK(o.heap.live_bytes() == bytes);
}

TEST_CASE("finalizers may keep an object alive", "[heap]") {
  Objects o;
  o.types.list->type_flags |= kTypeHasFinalizer;
  o.counts.keep_alive = true;
  const std::uint64_t before = o.heap.live_objects();
  ListObject* l = as_list(make_list(o.heap).get());
  CHECK(o.counts.finalized == 1);
  CHECK(o.heap.live_objects() == before + 1);
  o.counts.keep_alive = false;
  o.heap.destroy(l);
  CHECK(o.heap.live_objects() == before);
}

TEST_CASE("weak references are cleared, those with callbacks reported", "[heap]") {
  Objects o;
  TypeObject* cls = o.type(Layout::Native, sizeof(WeakrefObject), weakref_destroy, weakref_visit);
  Ref target = make_list(o.heap), plain = steal(o.heap.make<WeakrefObject>(cls)), with_callback = steal(o.heap.make<WeakrefObject>(cls));
  auto* a = static_cast<WeakrefObject*>(plain.get().object());
  auto* b = static_cast<WeakrefObject*>(with_callback.get().object());
  b->callback = Value::none();
  register_weakref(o.heap, target.get().object(), a);
  register_weakref(o.heap, target.get().object(), b);
  CHECK(weakrefs_of(o.heap, target.get().object()).size() == 2);
  SECTION("by hand") { CHECK(clear_weakrefs(o.heap, target.get().object()).size() == 1); }
  SECTION("by death") { target = Ref(); }
  CHECK(a->target == nullptr);
  CHECK(b->target == nullptr);
}

TEST_CASE("published numbers get a header only where the build says so", "[heap]") {
  Objects o;
  CHECK(o.heap.publish(Value::integer(1000)).is_integer());
  o.heap.set_boxes_published_numbers(true);
  Ref boxed = steal(o.heap.publish(Value::integer(1000))), real = steal(o.heap.publish(Value::real(1.5)));
  CHECK(boxed.get().is_object());
  CHECK(number_equal(boxed, Value::integer(1000)));
  CHECK(int_add(o.heap, boxed, boxed).get() == Value::integer(2000));
  CHECK(number_equal(real, Value::real(1.5)));
  CHECK(o.heap.publish(Value::integer(256)).is_integer());
  CHECK(o.heap.publish(Value::integer(257)).is_object());
}

TEST_CASE("identities are stable and differ", "[heap]") {
  Objects o;
  Ref a = make_list(o.heap), b = make_list(o.heap);
  const std::uint64_t id = o.heap.identity(a.get().object());
  CHECK(id != o.heap.identity(b.get().object()));
  CHECK(id == o.heap.identity(a.get().object()));
}

TEST_CASE("a set of ints iterates in Python's order", "[set]") {
  Objects o;
  for (const auto& row : expected("set_order")) {
    Ref s = make_set(o.heap, o.types.set);
    SetObject* set = as_set(s);
    const auto story = words(row[0]);
    for (std::size_t i = 0; i + 1 < story.size(); i += 2) {
      Ref n = o.integer(story[i + 1]);
      std::uint64_t hash = 0;
      REQUIRE(simple_hash(o.heap, n, hash));
      if (story[i] == "add") set_add_simple(o.heap, set, n);
      if (const std::int64_t at = set_find(set, n, hash); story[i] == "discard" && at >= 0) set_take(o.heap, set, at);
      if (story[i] == "pop" && set->used > 0) set_take(o.heap, set, set_pop_slot(set));
    }
    INFO(row[0]);
    CHECK(order(set) == row[1]);
  }
  for (const auto& row : expected("set_merge")) {
    Ref a = set_of(o, row[0]), b = set_of(o, row[1]);
    Ref merged = set_copy(o.heap, as_set(a), o.types.set);
    REQUIRE(set_merge(o.heap, as_set(merged), as_set(b)));
    INFO(row[0] << " | " << row[1]);
    CHECK(order(as_set(merged)) == row[2]);
  }
}

TEST_CASE("SetProbe meets exactly the keys of one hash", "[set]") {
  Objects o;
  Ref s = make_set(o.heap, o.types.set);
  for (int i = 0; i < 40; ++i) set_insert_new(o.heap, as_set(s), Value::integer(i), static_cast<std::uint64_t>(i % 3));
  SetProbe probe(as_set(s), 1);
  std::vector<std::int64_t> found;  // a jump may come back to a slot
  while (probe.next()) {
    CHECK(probe.key().integer() % 3 == 1);
    if (std::find(found.begin(), found.end(), probe.slot()) == found.end()) found.push_back(probe.slot());
  }
  CHECK(found.size() == 13);
  CHECK_FALSE(probe.changed());
  set_take(o.heap, as_set(s), set_next(as_set(s), 0));
  CHECK(probe.changed());
}

TEST_CASE("tuple and frozenset hashes are Python's", "[hash]") {
  Objects o;
  const auto rows = expected("tuple_hash");
  const auto check = [&](std::size_t i, std::initializer_list<Value> values) {
    Ref t = make_tuple(o.heap, std::span<const Value>(values.begin(), values.size()));
    std::uint64_t hash = 0;
    REQUIRE(simple_hash(o.heap, t, hash));
    INFO(rows[i][0]);
    CHECK(std::to_string(static_cast<std::int64_t>(hash)) == rows[i][1]);
  };
  Ref big = o.integer("2305843009213693952"), huge = int_lshift(o.heap, Value::integer(1), Value::integer(100));
  const Value one[] = {Value::integer(1)};
  Ref empty = make_tuple(o.heap, {}), single = make_tuple(o.heap, one);
  check(0, {});
  check(1, {Value::integer(1)});
  check(2, {Value::integer(1), Value::integer(2)});
  check(3, {Value::integer(0), Value::integer(-1), big});
  check(4, {Value::real(1.5), Value::integer(2)});
  check(5, {empty, single});
  check(6, {huge, Value::integer(-5), Value::real(0.1)});
  for (const auto& row : expected("frozenset_hash")) {
    Ref s = set_of(o, row[0]);
    CHECK(std::to_string(static_cast<std::int64_t>(frozenset_hash(as_set(s)))) == row[1]);
  }
}

TEST_CASE("a list grows as CPython's does", "[list]") {
  Objects o;
  Ref l = make_list(o.heap);
  const auto sizes = words(expected("list_capacity")[0][0]);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    list_append(o.heap, as_list(l), Value::integer(static_cast<std::int64_t>(i)));
    CHECK(std::to_string(as_list(l)->capacity) == sizes[i]);
  }
}

TEST_CASE("list slices are replaced and deleted in place", "[list]") {
  Objects o;
  Ref l = list_of_ints(o, 10);
  ListObject* list = as_list(l);
  const Value two[] = {Value::integer(70), Value::integer(71)};
  list_assign_range(o.heap, list, 2, 5, two, 2);
  CHECK(items(list) == "0 1 70 71 5 6 7 8 9");
  list_delete_strided(o.heap, list, 8, -3, 3);
  CHECK(items(list) == "0 1 71 5 7 8");
  list_assign_strided(o.heap, list, 5, -5, two, 2);
  CHECK(items(list) == "71 1 71 5 7 70");
  list_extend(o.heap, list, list->items, list->length);
  CHECK(list->length == 12);
  list_insert(o.heap, list, -100, Value::integer(-1));
  CHECK(list->items[0] == Value::integer(-1));
  CHECK(list_take(o.heap, list, 1).get() == Value::integer(71));
  list_clear(o.heap, list);
  CHECK(list->capacity == 0);
}

TEST_CASE("a dict keeps insertion order through removal and growth", "[dict]") {
  Objects o;
  Ref d = make_dict(o.heap);
  DictObject* dict = as_dict(d);
  for (int i = 0; i < 1000; ++i) REQUIRE(dict_set_simple(o.heap, dict, Value::integer(i * 7919), Value::integer(i)));
  const std::uint64_t version = dict->version;
  dict_set_simple(o.heap, dict, Value::real(7919.0), Value::integer(-1));  // equal to an int key: replaces
  CHECK(dict->version == version);
  CHECK(dict->used == 1000);
  for (int i = 0; i < 1000; i += 2) {
    std::uint64_t hash = 0;
    simple_hash(o.heap, Value::integer(i * 7919), hash);
    dict_take(o.heap, dict, dict_find(dict, Value::integer(i * 7919), hash));
  }
  CHECK(dict->version != version);
  for (int i = 0; i < 500; ++i) dict_set_simple(o.heap, dict, Value::integer(-i - 2), Value::none());
  std::int64_t expected_key = 7919;
  std::int64_t e = dict_next(dict, 0);
  for (int i = 0; i < 500; ++i, e = dict_next(dict, static_cast<std::uint32_t>(e) + 1), expected_key += 2 * 7919) REQUIRE(dict->entries[e].key == Value::integer(expected_key));
  CHECK(dict->entries[e].key == Value::integer(-2));
  CHECK(dict->entries[dict_previous(dict, dict->entry_count)].key == Value::integer(-501));
}

TEST_CASE("popping a dict's items from the end and refilling it stays correct", "[dict]") {
  Objects o;
  Ref d = make_dict(o.heap);
  DictObject* dict = as_dict(d);
  for (int round = 0; round < 200; ++round) {
    for (int i = 0; i < 7; ++i) dict_set_simple(o.heap, dict, Value::integer(round * 10 + i), Value::integer(i));
    for (int i = 0; i < 6; ++i) dict_take(o.heap, dict, dict_previous(dict, dict->entry_count));
  }
  CHECK(dict->used == 200);
  CHECK(dict_find(dict, Value::integer(1990), 1990) >= 0);
  CHECK(dict_find(dict, Value::integer(1991), 1991) == kDictMissing);
}

TEST_CASE("keys with Python equality are left to the vm", "[dict]") {
  Objects o;
  TypeObject* odd = o.type(Layout::Plain, sizeof(InstanceObject), nullptr, nullptr);
  odd->type_flags |= kTypeCustomEq;
  Ref d = make_dict(o.heap), key = steal(o.heap.make<InstanceObject>(odd));
  CHECK_FALSE(dict_set_simple(o.heap, as_dict(d), key, Value::none()));
  dict_insert_new(o.heap, as_dict(d), key, 5, Value::none());
  CHECK(dict_find(as_dict(d), key, 5) == 0);
  CHECK(dict_find(as_dict(d), Value::integer(5), 5) == kDictAskPython);
  CHECK(dict_find(as_dict(d), Value::integer(6), 6) == kDictMissing);
  DictProbe probe(as_dict(d), 5);
  CHECK(probe.next());
  CHECK(probe.key() == key.get());
  dict_set_simple(o.heap, as_dict(d), Value::integer(1), Value::none());
  CHECK(probe.changed());
}

TEST_CASE("ranges and slices have Python's bounds", "[range]") {
  Objects o;
  for (const auto& row : expected("range")) {
    Ref r = make_range(o.heap, o.integer(row[0]), o.integer(row[1]), o.integer(row[2]));
    auto* range = static_cast<RangeObject*>(r.get().object());
    INFO(row[0] << " " << row[1] << " " << row[2]);
    CHECK(int_to_text(range->length) == row[3]);
    Ref it = make_range_iterator(o.heap, range);
    std::string last;
    for (;;) {
      Ref item = range_iterator_next(o.heap, static_cast<RangeIterator*>(it.get().object()));
      if (item.get().is_exhausted()) break;
      last = int_to_text(item);
    }
    CHECK("[" + last + "]" == row[4]);
  }
  const auto bound = [&](const std::string& s) { return s == "None" ? steal(Value::none()) : o.integer(s); };
  for (const auto& row : expected("slice")) {
    Ref s = make_slice(o.heap, bound(row[1]), bound(row[2]), bound(row[3]));
    SliceRange r;
    REQUIRE(slice_range(static_cast<SliceObject*>(s.get().object()), std::stoi(row[0]), r));
    INFO(row[0] << ": " << row[1] << " " << row[2] << " " << row[3]);
    CHECK(std::to_string(r.start) == row[4]);
    CHECK(std::to_string(r.stop) == row[5]);
    CHECK(std::to_string(r.step) == row[6]);
    CHECK(std::to_string(r.length) == row[7]);
  }
}

TEST_CASE("big ranges count beyond 64 bits", "[range]") {
  Objects o;
  Ref start = o.integer("100000000000000000000"), stop = o.integer("100000000000000000005");
  Ref r = make_range(o.heap, start, stop, Value::integer(2));
  auto* range = static_cast<RangeObject*>(r.get().object());
  CHECK(int_to_text(range->length) == "3");
  Ref it = make_range_iterator(o.heap, range, true);
  CHECK(int_to_text(range_iterator_next(o.heap, static_cast<RangeIterator*>(it.get().object()))) == "100000000000000000004");
  CHECK(int_to_text(range_index(o.heap, range, o.integer("100000000000000000002"))) == "1");
}

TEST_CASE("iterators notice mutation", "[iterators]") {
  Objects o;
  Ref d = make_dict(o.heap);
  dict_set_simple(o.heap, as_dict(d), Value::integer(1), Value::none());
  Ref it = make_dict_iterator(o.heap, o.types.dict_keyiterator, as_dict(d), kDictKeys, false);
  dict_set_simple(o.heap, as_dict(d), Value::integer(2), Value::none());
  bool keys_changed = false;
  CHECK(dict_iterator_next(o.heap, static_cast<DictIterator*>(it.get().object()), keys_changed).get().is_null());
  CHECK_FALSE(keys_changed);
  Ref l = list_of_ints(o, 2), list_it = make_index_iterator(o.heap, o.types.list_iterator, l);
  auto* li = static_cast<IndexIterator*>(list_it.get().object());
  CHECK(list_iterator_next(o.heap, li).get() == Value::integer(0));
  CHECK(list_iterator_next(o.heap, li).get() == Value::integer(1));
  CHECK(list_iterator_next(o.heap, li).get().is_exhausted());
  list_append(o.heap, as_list(l), Value::integer(2));
  CHECK(list_iterator_next(o.heap, li).get().is_exhausted());
}

TEST_CASE("a bounded deque drops from the other end", "[deque]") {
  Objects o;
  TypeObject* cls = o.type(Layout::Deque, sizeof(DequeObject), deque_destroy, deque_visit);
  Ref d = steal(o.heap.make<DequeObject>(cls));
  auto* q = static_cast<DequeObject*>(d.get().object());
  q->max_length = 5;
  for (int i = 0; i < 20; ++i) deque_append(o.heap, q, Value::integer(i));
  CHECK(deque_at(q, 0) == Value::integer(15));
  deque_append_left(o.heap, q, Value::integer(99));
  CHECK(deque_at(q, 4) == Value::integer(18));
  deque_rotate(q, 2);
  CHECK(deque_at(q, 0) == Value::integer(17));
  CHECK(deque_at(q, 2) == Value::integer(99));
  deque_take(o.heap, q, 2);
  deque_insert(o.heap, q, 1, Value::integer(-7));
  CHECK(deque_at(q, 1) == Value::integer(-7));
  deque_reverse(q);
  CHECK(deque_pop_left(o.heap, q).get() == Value::integer(16));
  CHECK(deque_pop(o.heap, q).get() == Value::integer(17));
  CHECK(q->length == 3);
}

TEST_CASE("bytes: searching, splitting, hex, repr", "[bytes]") {
  Objects o;
  CHECK(bytes_repr(std::string("a'\"\\\n\0\x7f\xff", 8)) == "b'a\\'\"\\\\\\n\\x00\\x7f\\xff'");
  CHECK(bytes_repr("it's") == "b\"it's\"");
  CHECK(bytes_replace("banana", "", "-", 3) == "-b-a-nana");
  CHECK(bytes_replace("banana", "an", "", -1) == "ba");
  CHECK(bytes_to_hex("\x01\x02\x03", ':', 2) == "01:0203");
  CHECK(bytes_to_hex("\x01\x02\x03", ':', -2) == "0102:03");
  std::string out;
  std::size_t position = 0;
  Ref good = o.str("0a 1B"), bad = o.str("0a x1");
  CHECK(bytes_from_hex(as_str(good), out, position));
  CHECK(out == "\x0a\x1b");
  CHECK_FALSE(bytes_from_hex(as_str(bad), out, position));
  CHECK(position == 3);
  Ref b = make_bytearray(o.heap, "hello");
  bytearray_assign(o.heap, static_cast<BytearrayObject*>(b.get().object()), 1, 3, bytes_view(b));
  CHECK(bytes_view(b) == "hhellolo");
  CHECK(bytes_split("a b  c", nullptr, 1).size() == 2);
}
