// _hashlib and _sha2: message digests by OpenSSL, as in CPython (Modules/_hashopenssl.c).
//
// Hashing is the classroom's example of C code that needs no GIL. Data of 2048 bytes and more (Modules/hashlib.h: HASHLIB_GIL_MINSIZE)
// are hashed detached; and once an object has seen such a piece, in the free-threaded build from the start, a PyMutex of its own keeps
// two threads from feeding it at once. Shorter data keep the GIL: letting it go would cost more than it gains.
#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/payload.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kReleaseFrom = 2048;

struct Algorithm {
  const char* name;
  const char* openssl_name;
  Cost per_byte;
  int numerator = 1, denominator = 1;  ///< of per_byte: SHA-3 takes in rate bytes a round, 136 for 256 bits
};

// The order is that of the constructors' tables below.
constexpr std::array<Algorithm, 14> kAlgorithms = {{
    {"md5", "MD5", Cost::Md5},
    {"sha1", "SHA1", Cost::Sha1},
    {"sha224", "SHA224", Cost::Sha256},
    {"sha256", "SHA256", Cost::Sha256},
    {"sha384", "SHA384", Cost::Sha512},
    {"sha512", "SHA512", Cost::Sha512},
    {"sha3_224", "SHA3-224", Cost::Sha3, 136, 144},
    {"sha3_256", "SHA3-256", Cost::Sha3},
    {"sha3_384", "SHA3-384", Cost::Sha3, 136, 104},
    {"sha3_512", "SHA3-512", Cost::Sha3, 136, 72},
    {"shake_128", "SHAKE128", Cost::Sha3, 136, 168},
    {"shake_256", "SHAKE256", Cost::Sha3},
    {"blake2b", "BLAKE2b512", Cost::Blake2b},
    {"blake2s", "BLAKE2s256", Cost::Blake2s},
}};

struct HashObject : Object {
  const Algorithm* algorithm;
  EVP_MD_CTX* context;
  std::uint32_t line;
  std::uint8_t mutex;
  bool uses_mutex;
};

HashObject* hash_of(Value v) { return static_cast<HashObject*>(v.object()); }
void hash_destroy(Heap& heap, Object* o) {
  (void)heap;
  EVP_MD_CTX_free(static_cast<HashObject*>(o)->context);
}
bool has_any_length(const HashObject* h) { return (EVP_MD_flags(EVP_MD_CTX_get0_md(h->context)) & EVP_MD_FLAG_XOF) != 0; }

TypeObject* class_in(Vm& vm, const char* module, const char* name) {
  return as<TypeObject>(module_value(vm, module, name));
}

HashObject* new_hash(Vm& vm, TypeObject* cls, const Algorithm* algorithm) {
  auto* h = new_object<HashObject>(vm, cls);
  h->algorithm = algorithm;
  h->context = EVP_MD_CTX_new();
  h->uses_mutex = vm.runtime.config.free_threaded;
  return h;
}

// ---- feeding ----

SimTime time_for(const Vm& vm, const HashObject* h, std::size_t bytes) {
  const Algorithm& a = *h->algorithm;
  return vm.runtime.costs[a.per_byte] * static_cast<SimTime>(bytes) * a.numerator / a.denominator;
}

Co<Ref> feed_released(Vm& vm, Value hash, Value data, bool locked) {
  const Ref keep_hash = share(hash), keep_data = share(data);
  HashObject* h = hash_of(hash);
  const std::string_view bytes = bytes_view(data);
  if (locked) co_await vm.runtime.mutex_lock(*vm.thread, h->mutex, h->line, kForever, ThreadState::WaitingForLock);
  co_await vm.runtime.detach(*vm.thread);
  EVP_DigestUpdate(h->context, bytes.data(), bytes.size());
  co_await use_core(vm, time_for(vm, h, bytes.size()));
  co_await vm.runtime.attach(*vm.thread);
  if (locked) {
    co_await vm.machine.order();
    vm.runtime.mutex_unlock(*vm.thread, h->mutex, h->line);
  }
  co_return keep_hash;
}

void feed_now(Vm& vm, HashObject* h, std::string_view bytes) {
  EVP_DigestUpdate(h->context, bytes.data(), bytes.size());
  vm.machine.clock.now += time_for(vm, h, bytes.size());
}

/// False: an exception is set.
bool check_data(Vm& vm, Value data) {
  if (is_byteslike(data)) return true;
  vm.raise(Exc::TypeError, is_str(data) ? "Strings must be encoded before hashing" : "object supporting the buffer API required");
  return false;
}

Co<Ref> update_released(Vm& vm, Value hash, Value data) {
  co_await vm.finish(vm.start(feed_released(vm, hash, data, true)));
  co_return vm.none();
}

Ref hash_update(Vm& vm, const Args& a) {
  if (!check_data(vm, a[1])) return nullptr;
  HashObject* h = hash_of(a[0]);
  const std::string_view bytes = bytes_view(a[1]);
  if (bytes.size() >= kReleaseFrom) h->uses_mutex = true;
  if (h->uses_mutex) return vm.start(update_released(vm, a[0], a[1]));
  feed_now(vm, h, bytes);
  return vm.none();
}

// ---- constructors ----

Ref make_hash(Vm& vm, TypeObject* cls, const Algorithm& algorithm, Value data) {
  vm.charge(Cost::DigestNew);
  HashObject* h = new_hash(vm, cls, &algorithm);
  Ref made = steal(h);
  EVP_DigestInit_ex(h->context, EVP_get_digestbyname(algorithm.openssl_name), nullptr);
  if (!data) return made;
  if (!check_data(vm, data)) return nullptr;
  if (bytes_view(data).size() >= kReleaseFrom) return vm.start(feed_released(vm, made, data, false));  // nobody else knows it yet
  feed_now(vm, h, bytes_view(data));
  return made;
}

TypeObject* class_for(Vm& vm, const Algorithm& algorithm) {
  const bool any_length = std::string_view(algorithm.name).starts_with("shake");
  return class_in(vm, "_hashlib", any_length ? "HASHXOF" : "HASH");
}

template <std::size_t I>
Ref construct(Vm& vm, const Args& a) { return make_hash(vm, class_for(vm, kAlgorithms[I]), kAlgorithms[I], a[0]); }
template <std::size_t I>
Ref construct_sha2(Vm& vm, const Args& a) { return make_hash(vm, class_in(vm, "_sha2", "SHA2Type"), kAlgorithms[I], a[0]); }

/// Null: ValueError is set.
const Algorithm* find_algorithm(Vm& vm, Value name) {
  const std::string wanted = to_utf8(name);
  for (const Algorithm& algorithm : kAlgorithms) if (wanted == algorithm.name) return &algorithm;
  vm.raise(Exc::ValueError, "unsupported hash type " + wanted);
  return nullptr;
}

Ref hash_new(Vm& vm, const Args& a) {
  if (!is_str(a[0])) return vm.raise(Exc::TypeError, fmt::format("new() argument 'name' must be str, not {}", type_name(vm, a[0])));
  const Algorithm* algorithm = find_algorithm(vm, a[0]);
  return algorithm == nullptr ? Ref() : make_hash(vm, class_for(vm, *algorithm), *algorithm, a[1]);
}

// ---- results ----

/// `length`: only for the SHAKE family.
std::string digest_of(const HashObject* h, std::size_t length) {
  EVP_MD_CTX* copy = EVP_MD_CTX_new();
  EVP_MD_CTX_copy_ex(copy, h->context);
  std::string out(length, '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  if (has_any_length(h)) EVP_DigestFinalXOF(copy, bytes, length);
  else EVP_DigestFinal_ex(copy, bytes, nullptr);
  EVP_MD_CTX_free(copy);
  return out;
}

/// False: an exception is set.
bool read_length(Vm& vm, const HashObject* h, Value given, std::size_t& length) {
  length = static_cast<std::size_t>(EVP_MD_size(EVP_MD_CTX_get0_md(h->context)));
  if (!has_any_length(h)) return true;
  std::int64_t wanted = 0;
  if (!as_int64(given, wanted)) return vm.raise(Exc::TypeError, "'" + type_name(vm, given) + "' object cannot be interpreted as an integer"), false;
  if (wanted < 0) return vm.raise(Exc::ValueError, "value must be positive"), false;
  if (wanted > kLongestText) return vm.raise(Exc::MemoryError), false;
  length = static_cast<std::size_t>(wanted);
  return true;
}

Co<Ref> result_co(Vm& vm, Value hash, std::size_t length, bool as_text) {
  const Ref keep = share(hash);
  HashObject* h = hash_of(hash);
  const bool locked = h->uses_mutex;
  if (locked) co_await vm.runtime.mutex_lock(*vm.thread, h->mutex, h->line, kForever, ThreadState::WaitingForLock);
  const std::string digest = digest_of(h, length);
  vm.charge(Cost::DigestFinish);
  if (locked) {
    co_await vm.machine.order();
    vm.runtime.mutex_unlock(*vm.thread, h->mutex, h->line);
  }
  if (!as_text) co_return make_bytes(vm.heap, std::string_view(digest));
  co_return vm.str(bytes_to_hex(digest, '\0', 0));
}

Ref result(Vm& vm, const Args& a, bool as_text) {
  std::size_t length = 0;
  if (!read_length(vm, hash_of(a[0]), a.count > 1 ? a[1] : Value(), length)) return nullptr;
  return vm.start(result_co(vm, a[0], length, as_text));
}
Ref hash_digest(Vm& vm, const Args& a) { return result(vm, a, false); }
Ref hash_hexdigest(Vm& vm, const Args& a) { return result(vm, a, true); }

Ref hash_copy(Vm& vm, const Args& a) {
  const HashObject* from = hash_of(a[0]);
  vm.charge(Cost::DigestNew);
  HashObject* h = new_hash(vm, from->type, from->algorithm);
  EVP_MD_CTX_copy_ex(h->context, from->context);
  return steal(h);
}

Ref hash_name(Vm& vm, Value self) { return vm.str(hash_of(self)->algorithm->name); }
Ref hash_digest_size(Vm& vm, Value self) {
  return vm.integer(has_any_length(hash_of(self)) ? 0 : EVP_MD_size(EVP_MD_CTX_get0_md(hash_of(self)->context)));
}
Ref hash_block_size(Vm& vm, Value self) { return vm.integer(EVP_MD_block_size(EVP_MD_CTX_get0_md(hash_of(self)->context))); }
Ref hash_repr(Vm& vm, Value self) {
  return vm.str(fmt::format("<{} _hashlib.{} object @ {:#x}>", hash_of(self)->algorithm->name,
                            has_any_length(hash_of(self)) ? "HASHXOF" : "HASH", vm.heap.identity(self.object())));
}

// ---- keys from passwords ----

Co<Ref> derive_key(Vm& vm, Value password, Value salt, const Algorithm* algorithm, std::int64_t rounds, std::size_t length) {
  const Ref keep_password = share(password), keep_salt = share(salt);
  const std::string_view p = bytes_view(password), s = bytes_view(salt);
  const EVP_MD* md = EVP_get_digestbyname(algorithm->openssl_name);
  co_await vm.runtime.detach(*vm.thread);
  std::string key(length, '\0');
  PKCS5_PBKDF2_HMAC(p.data(), static_cast<int>(p.size()), reinterpret_cast<const unsigned char*>(s.data()), static_cast<int>(s.size()),
                    static_cast<int>(rounds), md, static_cast<int>(length), reinterpret_cast<unsigned char*>(key.data()));
  const auto blocks = static_cast<SimTime>((length + static_cast<std::size_t>(EVP_MD_size(md)) - 1) / static_cast<std::size_t>(EVP_MD_size(md)));
  // Each round of HMAC is four compressions' worth of data, two of them remembered from the key: two blocks, and as much again for moving it about.
  const SimTime round = vm.runtime.costs[algorithm->per_byte] * EVP_MD_block_size(md) * 4;
  co_await use_core(vm, round * rounds * blocks);
  co_await vm.runtime.attach(*vm.thread);
  co_return make_bytes(vm.heap, std::string_view(key));
}

Ref pbkdf2_hmac(Vm& vm, const Args& a) {
  if (!is_str(a[0])) return vm.raise(Exc::TypeError, fmt::format("pbkdf2_hmac() argument 'hash_name' must be str, not {}", type_name(vm, a[0])));
  if (!is_byteslike(a[1]) || !is_byteslike(a[2])) return vm.raise(Exc::TypeError, "a bytes-like object is required");
  const Algorithm* algorithm = find_algorithm(vm, a[0]);
  if (algorithm == nullptr) return nullptr;
  std::int64_t rounds = 0, length = EVP_MD_size(EVP_get_digestbyname(algorithm->openssl_name));
  if (!as_int64(a[3], rounds)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[3])));
  if (rounds < 1) return vm.raise(Exc::ValueError, "iteration value must be greater than 0.");
  if (rounds > 0x7FFF'FFFF) return vm.raise(Exc::OverflowError, "iteration value is too great.");
  if (a[4] && !a[4].is_none() && !as_int64(a[4], length)) return vm.raise(Exc::TypeError, "key length must be an integer");
  if (length < 1) return vm.raise(Exc::ValueError, "key length must be greater than 0.");
  if (length > 0x7FFF'FFFF) return vm.raise(Exc::OverflowError, "key length is too great.");
  return vm.start(derive_key(vm, a[1], a[2], algorithm, rounds, static_cast<std::size_t>(length)));
}

// ---- tables ----

const NativeSpec kUpdate = {.name = "update", .fn = hash_update, .signature = "(self, obj, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall};
const NativeSpec kCopy = {.name = "copy", .fn = hash_copy, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall};
const NativeSpec kMethods[] = {
    kUpdate, kCopy,
    {.name = "digest", .fn = hash_digest, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "hexdigest", .fn = hash_hexdigest, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
};
const NativeSpec kAnyLengthMethods[] = {
    kUpdate, kCopy,
    {.name = "digest", .fn = hash_digest, .signature = "(self, length)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "hexdigest", .fn = hash_hexdigest, .signature = "(self, length)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
};
const GetSetSpec kAttributes[] = {{"name", hash_name}, {"digest_size", hash_digest_size}, {"block_size", hash_block_size}};

constexpr const char* kSignature = "(string=None, *, usedforsecurity=True)";
template <std::size_t I>
constexpr NativeSpec constructor(const char* name) { return {.name = name, .fn = construct<I>, .signature = kSignature, .cost = Cost::NativeCall}; }
template <std::size_t I>
constexpr NativeSpec sha2_constructor(const char* name) {
  return {.name = name, .fn = construct_sha2<I>, .signature = kSignature, .cost = Cost::NativeCall};
}

const NativeSpec kHashlib[] = {
    constructor<0>("openssl_md5"), constructor<1>("openssl_sha1"), constructor<2>("openssl_sha224"), constructor<3>("openssl_sha256"),
    constructor<4>("openssl_sha384"), constructor<5>("openssl_sha512"), constructor<6>("openssl_sha3_224"), constructor<7>("openssl_sha3_256"),
    constructor<8>("openssl_sha3_384"), constructor<9>("openssl_sha3_512"), constructor<10>("openssl_shake_128"),
    constructor<11>("openssl_shake_256"), constructor<12>("openssl_blake2b"), constructor<13>("openssl_blake2s"),
    {.name = "new", .fn = hash_new, .signature = "(name, string=None, *, usedforsecurity=True)", .cost = Cost::NativeCall},
    {.name = "pbkdf2_hmac", .fn = pbkdf2_hmac, .signature = "(hash_name, password, salt, iterations, dklen=None)", .cost = Cost::NativeCallLarge},
};
const NativeSpec kSha2[] = {sha2_constructor<2>("sha224"), sha2_constructor<3>("sha256"), sha2_constructor<4>("sha384"), sha2_constructor<5>("sha512")};

void add_hash_class(Vm& vm, ModuleObject* module, const char* name, std::span<const NativeSpec> methods) {
  add_class(vm, module, make_type(vm, {.name = name, .instance_bytes = sizeof(HashObject), .flags = kTypeOrderedCalls,
                                       .slots = {.repr = hash_repr, .destroy = hash_destroy}, .methods = methods, .getset = kAttributes}));
}

}  // namespace

void init_hashlib(Vm& vm, ModuleObject* module) {
  add_hash_class(vm, module, "_hashlib.HASH", kMethods);
  add_hash_class(vm, module, "_hashlib.HASHXOF", kAnyLengthMethods);
  add_functions(vm, module, kHashlib);
}

void init_sha2(Vm& vm, ModuleObject* module) {
  add_hash_class(vm, module, "_sha2.SHA2Type", kMethods);
  add_functions(vm, module, kSha2);
}

}  // namespace gilscope
