// _pickle: dumps and loads. pickle.py is only another name for it.
#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/pickle.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Co<Ref> dumps_co(Vm& vm, Value object) {
  Message message;
  const bool done = co_await pickle(vm, object, &message);
  if (!done) co_return nullptr;
  co_return make_bytes(vm.heap, message.bytes);
}
Ref pickle_dumps(Vm& vm, const Args& a) { return vm.start(dumps_co(vm, a[0])); }

Co<Ref> loads_co(Vm& vm, Value data) {
  Message message;
  message.bytes = bytes_view(data);
  Ref value = co_await unpickle(vm, &message);
  co_return value;
}
Ref pickle_loads(Vm& vm, const Args& a) {
  if (!is_byteslike(a[0])) return vm.raise(Exc::TypeError, "a bytes-like object is required, not '" + type_name_of(vm, a[0]) + "'");
  return vm.start(loads_co(vm, a[0]));
}

const NativeSpec kFunctions[] = {
    {.name = "dumps", .fn = pickle_dumps, .signature = "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", .cost = Cost::NativeCallSmall},
    {.name = "loads", .fn = pickle_loads, .signature = "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
     .cost = Cost::NativeCallSmall},
};

}  // namespace

void init_pickle(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  TypeObject* exception = vm.types.exception(Exc::Exception);
  TypeObject* error = make_type(vm, {.name = "_pickle.PickleError", .base = exception, .layout = exception->layout, .flags = kTypeBase | exception->type_flags});
  add_class(vm, module, error);
  for (const char* name : {"_pickle.PicklingError", "_pickle.UnpicklingError"}) {
    add_class(vm, module, make_type(vm, {.name = name, .base = error, .layout = error->layout, .flags = kTypeBase | error->type_flags}));
  }
}

}  // namespace gilscope
