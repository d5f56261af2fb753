// _random: MT19937 with CPython's seeding and its 53-bit floats, so that every number equals the real interpreter's
// (Modules/_randommodule.c; M. Matsumoto and T. Nishimura, "Mersenne Twister", 1998). std::mt19937 hides the state that getstate() shows.
#include <gmp.h>

#include <cstdlib>
#include <cstring>
#include <vector>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr std::uint32_t kN = 624, kM = 397;

struct TwisterState {
  std::uint32_t word[kN];
  std::uint32_t index;
};
struct RandomObject : Object { TwisterState* state; };
TwisterState& state_of(Value v) { return *static_cast<RandomObject*>(v.object())->state; }

void seed_one(TwisterState& s, std::uint32_t seed) {
  s.word[0] = seed;
  for (std::uint32_t i = 1; i < kN; ++i) s.word[i] = 1812433253u * (s.word[i - 1] ^ (s.word[i - 1] >> 30)) + i;
  s.index = kN;
}

void seed_array(TwisterState& s, const std::vector<std::uint32_t>& key) {
  seed_one(s, 19650218u);
  std::uint32_t i = 1, j = 0;
  for (std::size_t k = std::max<std::size_t>(kN, key.size()); k > 0; --k) {
    s.word[i] = (s.word[i] ^ ((s.word[i - 1] ^ (s.word[i - 1] >> 30)) * 1664525u)) + key[j] + j;
    if (++i >= kN) { s.word[0] = s.word[kN - 1]; i = 1; }
    if (++j >= key.size()) j = 0;
  }
  for (std::uint32_t k = kN - 1; k > 0; --k) {
    s.word[i] = (s.word[i] ^ ((s.word[i - 1] ^ (s.word[i - 1] >> 30)) * 1566083941u)) - i;
    if (++i >= kN) { s.word[0] = s.word[kN - 1]; i = 1; }
  }
  s.word[0] = 0x80000000u;
}

void twist(TwisterState& s) {
  for (std::uint32_t k = 0; k < kN; ++k) {
    const std::uint32_t y = (s.word[k] & 0x80000000u) | (s.word[(k + 1) % kN] & 0x7fffffffu);
    s.word[k] = s.word[(k + kM) % kN] ^ (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0);
  }
  s.index = 0;
}

std::uint32_t draw(TwisterState& s) {
  if (s.index >= kN) twist(s);
  std::uint32_t y = s.word[s.index++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

Ref random_new(Vm& vm, TypeObject* cls, const Args&) {
  auto* self = new_object<RandomObject>(vm, cls);
  self->state = static_cast<TwisterState*>(std::calloc(1, sizeof(TwisterState)));
  seed_array(*self->state, {static_cast<std::uint32_t>(vm.machine.config().seed)});
  return steal(self);
}
void random_destroy(Heap&, Object* o) { std::free(static_cast<RandomObject*>(o)->state); }

/// Seeds with |n|, in 32-bit words, lowest first.
void seed_with_int(TwisterState& s, Value n) {
  const IntView view(n);
  std::vector<std::uint32_t> key((mpz_sizeinbase(view, 2) + 31) / 32 + 1, 0);
  std::size_t words = 0;
  mpz_export(key.data(), &words, -1, sizeof(std::uint32_t), 0, 0, view);
  key.resize(std::max<std::size_t>(words, 1));
  seed_array(s, key);
}

Co<Ref> seed_hash(Vm& vm, Value self, Value given) {
  Ref h = co_await vm.finish(hash(vm, given));
  if (!h) co_return nullptr;
  std::int64_t n = 0;
  as_int64(h, n);
  Ref unsigned_hash = make_int_unsigned(vm.heap, static_cast<std::uint64_t>(n));
  seed_with_int(state_of(self), unsigned_hash);
  co_return vm.none();
}
/// seed(None) takes the run's seed: two runs of a scenario draw the same numbers.
Ref random_seed(Vm& vm, const Args& a) {
  vm.charge(Cost::RandomDraw, 64);
  if (!a[1] || a[1].is_none()) {
    seed_array(state_of(a[0]), {static_cast<std::uint32_t>(vm.machine.config().seed)});
    return vm.none();
  }
  if (!is_int(a[1])) return vm.start(seed_hash(vm, a[0], a[1]));
  seed_with_int(state_of(a[0]), a[1]);
  return vm.none();
}

Ref random_random(Vm&, const Args& a) {
  TwisterState& s = state_of(a[0]);
  const std::uint32_t high = draw(s) >> 5, low = draw(s) >> 6;
  return make_float((high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

Ref random_getrandbits(Vm& vm, const Args& a) {
  std::int64_t k = 0;
  if (!as_int64(a[1], k)) return vm.raise(Exc::TypeError, "'" + type_name(vm, a[1]) + "' object cannot be interpreted as an integer");
  if (k < 0) return vm.raise(Exc::ValueError, "number of bits must be non-negative");
  if (k == 0) return vm.integer(0);
  TwisterState& s = state_of(a[0]);
  if (k <= 32) return make_int(vm.heap, static_cast<std::int64_t>(draw(s) >> (32 - k)));
  const std::size_t words = static_cast<std::size_t>((k - 1) / 32 + 1);
  vm.charge(Cost::RandomDraw, static_cast<std::int64_t>(words) - 1);
  std::vector<std::uint32_t> out(words);
  for (std::size_t i = 0; i < words; ++i, k -= 32) {
    out[i] = draw(s);
    if (k < 32) out[i] >>= 32 - k;
  }
  BigInt value;
  mpz_import(value, words, -1, sizeof(std::uint32_t), 0, 0, out.data());
  return make_int_big(vm.heap, value.get());
}

Ref random_getstate(Vm& vm, const Args& a) {
  TwisterState& s = state_of(a[0]);
  std::vector<Value> words(kN + 1);
  for (std::uint32_t i = 0; i < kN; ++i) words[i] = Value::integer(s.word[i]);
  words[kN] = Value::integer(s.index);
  return make_tuple(vm.heap, std::span<const Value>(words));
}
Ref random_setstate(Vm& vm, const Args& a) {
  if (!is_tuple(a[1])) return vm.raise(Exc::TypeError, "state vector must be a tuple");
  const TupleObject* t = as_tuple(a[1]);
  if (t->length != kN + 1) return vm.raise(Exc::ValueError, "state vector is the wrong size");
  TwisterState s{};
  for (std::uint32_t i = 0; i <= kN; ++i) {
    std::int64_t word = 0;
    if (!as_int64(t->items[i], word)) return vm.raise(Exc::TypeError, "state vector must hold ints");
    (i < kN ? s.word[i] : s.index) = static_cast<std::uint32_t>(word);
  }
  if (s.index > kN) return vm.raise(Exc::ValueError, "invalid state");
  state_of(a[0]) = s;
  return vm.none();
}

const NativeSpec kMethods[] = {
    {.name = "seed", .fn = random_seed, .signature = "(self, n=None, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "random", .fn = random_random, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::RandomDraw, .lock = NativeLock::Self},
    {.name = "getrandbits", .fn = random_getrandbits, .signature = "(self, k, /)", .kind = NativeKind::Method, .cost = Cost::RandomDraw, .lock = NativeLock::Self},
    {.name = "getstate", .fn = random_getstate, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallLarge, .lock = NativeLock::Self},
    {.name = "setstate", .fn = random_setstate, .signature = "(self, state, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallLarge, .lock = NativeLock::Self},
};

}  // namespace

void init_random(Vm& vm, ModuleObject* module) {
  add_class(vm, module, make_type(vm, {.name = "_random.Random",
                                       .instance_bytes = sizeof(RandomObject),
                                       .slots = {.create = random_new, .destroy = random_destroy},
                                       .methods = kMethods}));
}

}  // namespace gilscope
