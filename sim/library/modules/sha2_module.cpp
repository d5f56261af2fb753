// _sha2: sha512 and sha256, by Nettle. `random` seeds from text through sha512, as CPython's does.
#include <nettle/sha2.h>

#include <string>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

struct HashObject : Object {
  std::string* data;  ///< everything fed so far
  bool wide;          ///< sha512, else sha256
};
HashObject* hash_of(Value v) { return static_cast<HashObject*>(v.object()); }
void hash_destroy(Heap&, Object* o) { delete static_cast<HashObject*>(o)->data; }

std::string digest_of(const HashObject* h) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(h->data->data());
  std::string out(h->wide ? SHA512_DIGEST_SIZE : SHA256_DIGEST_SIZE, '\0');
  auto* to = reinterpret_cast<std::uint8_t*>(out.data());
  if (h->wide) {
    sha512_ctx context;
    sha512_init(&context);
    sha512_update(&context, h->data->size(), bytes);
    sha512_digest(&context, out.size(), to);
  } else {
    sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, h->data->size(), bytes);
    sha256_digest(&context, out.size(), to);
  }
  return out;
}

bool feed(Vm& vm, HashObject* h, Value data) {
  if (!is_byteslike(data)) return vm.raise(Exc::TypeError, "Strings must be encoded before hashing"), false;
  h->data->append(bytes_view(data));
  vm.charge(Cost::CharScan, static_cast<std::int64_t>(bytes_view(data).size()));
  return true;
}
Ref make_hash(Vm& vm, const Args& a, bool wide) {
  Ref module = dict_get(vm, vm.modules, Value(vm.intern("_sha2")));
  auto* h = new_object<HashObject>(vm, as<TypeObject>(module_value(vm, as<ModuleObject>(module), "SHA2Type")));
  Ref made = steal(h);
  h->data = new std::string;
  h->wide = wide;
  if (a[0] && !feed(vm, h, a[0])) return nullptr;
  return made;
}
Ref sha512(Vm& vm, const Args& a) { return make_hash(vm, a, true); }
Ref sha256(Vm& vm, const Args& a) { return make_hash(vm, a, false); }
Ref hash_update(Vm& vm, const Args& a) { return feed(vm, hash_of(a[0]), a[1]) ? vm.none() : nullptr; }
Ref hash_digest(Vm& vm, const Args& a) { return make_bytes(vm.heap, std::string_view(digest_of(hash_of(a[0])))); }
Ref hash_hexdigest(Vm& vm, const Args& a) {
  std::string text;
  for (unsigned char c : digest_of(hash_of(a[0]))) {
    text += "0123456789abcdef"[c >> 4];
    text += "0123456789abcdef"[c & 15];
  }
  return vm.str(text);
}

const NativeSpec kMethods[] = {
    {.name = "update", .fn = hash_update, .signature = "(self, data, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "digest", .fn = hash_digest, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallLarge},
    {.name = "hexdigest", .fn = hash_hexdigest, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallLarge},
};
const NativeSpec kFunctions[] = {
    {.name = "sha512", .fn = sha512, .signature = "(string=None, /)", .cost = Cost::NativeCallLarge},
    {.name = "sha256", .fn = sha256, .signature = "(string=None, /)", .cost = Cost::NativeCallLarge},
};

}  // namespace

void init_sha2(Vm& vm, ModuleObject* module) {
  add_class(vm, module, make_type(vm, {.name = "_sha2.SHA2Type", .instance_bytes = sizeof(HashObject), .slots = {.destroy = hash_destroy},
                                       .methods = kMethods}));
  add_functions(vm, module, kFunctions);
}

}  // namespace gilscope
