// _json.make_encoder: the class whose instances write JSON (Modules/_json.c: encoder_new, encoder_call).
#include "sim/library/modules/json_encoder.hpp"

#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"

namespace gilscope {

namespace {

EncoderObject* encoder_of(Value v) { return as<EncoderObject>(v); }

struct EncoderField { const char* name; Value EncoderObject::* place; };
constexpr EncoderField kFields[] = {
    {"markers", &EncoderObject::markers}, {"default", &EncoderObject::default_}, {"encoder", &EncoderObject::encoder},
    {"indent", &EncoderObject::indent}, {"key_separator", &EncoderObject::key_separator}, {"item_separator", &EncoderObject::item_separator},
};

struct EncoderSwitch { const char* name; bool EncoderObject::* place; };
constexpr EncoderSwitch kSwitches[] = {
    {"sort_keys", &EncoderObject::sort_keys}, {"skipkeys", &EncoderObject::skipkeys}, {"allow_nan", &EncoderObject::allow_nan},
};

Ref encoder_call(Vm& vm, Value self, const Args& args) {
  charge_slot_call(vm, 2);
  Value a[2];
  if (!bind_arguments(vm, "_iterencode", args, {"obj", "_current_indent_level"}, 2, 2, a)) return nullptr;
  std::int64_t level = 0;
  if (!as_int64(a[1], level)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[1])));
  const Value indent = encoder_of(self)->indent;
  if (!indent.is_none() && !is_str(indent)) {
    return vm.raise(Exc::TypeError, fmt::format("can only concatenate str (not \"{}\") to str", type_name(vm, indent)));
  }
  return vm.start(encode_json(vm, encoder_of(self), a[0], level));
}

Co<Ref> set_switches(Vm& vm, Value encoder, Value sort_keys, Value skipkeys, Value allow_nan) {
  Ref made = steal(encoder);
  const Value given[] = {sort_keys, skipkeys, allow_nan};
  for (std::size_t i = 0; i < std::size(given); ++i) {
    Ref on = co_await vm.finish(truth(vm, given[i]));
    if (!on) co_return nullptr;
    encoder_of(made)->*kSwitches[i].place = on.get().is_true();
  }
  co_return made;
}

Ref encoder_new(Vm& vm, TypeObject* cls, const Args& args) {
  charge_slot_call(vm, 9);
  vm.charge(Cost::AllocGc);
  Value a[9];
  if (!bind_arguments(vm, "make_encoder", args, {"markers", "default", "encoder", "indent", "key_separator", "item_separator", "sort_keys",
                                                 "skipkeys", "allow_nan"}, 9, 9, a)) {
    return nullptr;
  }
  for (int i = 4; i <= 5; ++i) {
    if (!is_str(a[i])) return vm.raise(Exc::TypeError, fmt::format("make_encoder() argument {} must be str, not {}", i + 1, type_name(vm, a[i])));
  }
  if (!a[0].is_none() && !is_dict(a[0])) {
    return vm.raise(Exc::TypeError, fmt::format("make_encoder() argument 1 must be dict or None, not {}", type_name(vm, a[0])));
  }
  auto* made = new_object<EncoderObject>(vm, cls);
  for (std::size_t i = 0; i < std::size(kFields); ++i) made->*kFields[i].place = vm.heap.publish(a[i]);
  made->quotes = json_quoting(made->encoder, made->quoting);
  return vm.start(set_switches(vm, Value(made), a[6], a[7], a[8]));
}

void encoder_destroy(Heap& heap, Object* o) {
  for (const EncoderField& field : kFields) heap.decref(static_cast<EncoderObject*>(o)->*field.place);
}
void encoder_visit(Object* o, Visit visit, void* context) {
  for (const EncoderField& field : kFields) {
    if (const Value v = static_cast<EncoderObject*>(o)->*field.place) visit(v, context);
  }
}

template <std::size_t kField>
Ref get_field(Vm&, Value self) { return share(encoder_of(self)->*kFields[kField].place); }
template <std::size_t kSwitch>
Ref get_switch(Vm& vm, Value self) { return vm.boolean(encoder_of(self)->*kSwitches[kSwitch].place); }
const GetSetSpec kGetSet[] = {
    {kFields[0].name, get_field<0>}, {kFields[1].name, get_field<1>}, {kFields[2].name, get_field<2>},
    {kFields[3].name, get_field<3>}, {kFields[4].name, get_field<4>}, {kFields[5].name, get_field<5>},
    {kSwitches[0].name, get_switch<0>}, {kSwitches[1].name, get_switch<1>},
};

}  // namespace

void add_encoder(Vm& vm, ModuleObject* module) {
  TypeObject* type = make_type(vm, {.name = "_json.Encoder",
                                    .instance_bytes = sizeof(EncoderObject),
                                    .flags = 0,
                                    .slots = {.call = encoder_call, .create = encoder_new, .destroy = encoder_destroy, .visit = encoder_visit},
                                    .getset = kGetSet});
  add_value(vm, module, "make_encoder", Value(type));
}

}  // namespace gilscope
