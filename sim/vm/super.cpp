// super (typeobject.c: super_*).

#include "sim/vm/super.hpp"

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

bool is_class(Vm& vm, Value v) { return v.is_object() && v.object()->type->is_subtype_of(vm.types.type); }

/// The class whose MRO is searched: self itself if it is a subclass of start, else its class. Null: TypeError is set.
TypeObject* searched_class(Vm& vm, TypeObject* start, Value self) {
  if (is_class(vm, self) && as<TypeObject>(self)->is_subtype_of(start)) return as<TypeObject>(self);
  if (vm.types.of(self)->is_subtype_of(start)) return vm.types.of(self);
  const bool of_class = is_class(vm, self);
  vm.raise(Exc::TypeError, fmt::format("super(type, obj): obj ({} {}) is not an instance or subtype of type ({}).",
                                       of_class ? "type" : "instance of",
                                       of_class ? type_name(as<TypeObject>(self)) : type_name_of(vm, self), type_name(start)));
  return nullptr;
}

/// What the classes after `start` have under the name, borrowed; null if nothing.
Value lookup_after(TypeObject* start, TypeObject* searched, StrObject* name) {
  const TupleObject* mro = searched->mro;
  std::uint32_t i = 0;
  while (i < mro->length && mro->items[i].object() != start) ++i;
  for (++i; i < mro->length; ++i) {
    if (Value found = dict_get_str(as<TypeObject>(mro->items[i])->dict, name)) return found;
  }
  return Value();
}

bool binds_like_function(Vm& vm, Value v) {
  TypeObject* type = vm.types.of(v);
  return type == vm.types.function || type == vm.types.method_descriptor || type == vm.types.wrapper_descriptor;
}

Ref bind(Vm& vm, Value found, Value self, TypeObject* searched) {
  const bool on_class = self == Value(searched);
  return bind_descriptor(vm, found, on_class ? Value() : self, searched);
}

Ref raise_missing(Vm& vm, StrObject* name) {
  return vm.raise(Exc::AttributeError, fmt::format("'super' object has no attribute '{}'", utf8_of(name)));
}

Ref super_attr_slot(Vm& vm, Value self, StrObject* name) {
  auto* s = as<SuperObject>(self);
  if (s->self_class == nullptr || name == vm.names->dunder_class) return generic_get_attr(vm, self, name);
  Value found = lookup_after(s->start, s->self_class, name);
  if (found) return bind(vm, found, s->self, s->self_class);
  return generic_get_attr(vm, self, name);
}

Ref super_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (args.keyword_count() != 0) return vm.raise(Exc::TypeError, "super() takes no keyword arguments");
  if (args.count > 2) return vm.raise(Exc::TypeError, fmt::format("super() expected at most 2 arguments, got {}", args.count));
  Value start, self;
  if (args.count == 0 && !implicit_super_arguments(vm, start, self)) return nullptr;
  if (args.count >= 1) start = args[0];
  if (args.count == 2 && !args[1].is_none()) self = args[1];
  if (!is_class(vm, start)) {
    return vm.raise(Exc::TypeError, fmt::format("super() argument 1 must be a type, not {}", type_name_of(vm, start)));
  }
  TypeObject* searched = nullptr;
  if (self) {
    searched = searched_class(vm, as<TypeObject>(start), self);
    if (searched == nullptr) return nullptr;
  }
  auto* s = new_object<SuperObject>(vm, cls);
  s->start = static_cast<TypeObject*>(share(start).release().object());
  s->self = share(self).release();
  s->self_class = searched == nullptr ? nullptr : static_cast<TypeObject*>(share(searched).release().object());
  return steal(s);
}
Ref super_init(Vm& vm, Value, const Args&) { return vm.none(); }

Ref super_repr(Vm& vm, Value self) {
  auto* s = as<SuperObject>(self);
  return vm.str(s->self_class != nullptr
                    ? fmt::format("<super: <class '{}'>, <{} object>>", type_name(s->start), type_name(s->self_class))
                    : fmt::format("<super: <class '{}'>, NULL>", type_name(s->start)));
}

void super_destroy(Heap& heap, Object* self) {
  auto* s = static_cast<SuperObject*>(self);
  if (s->start != nullptr) heap.decref(static_cast<Object*>(s->start));
  if (s->self_class != nullptr) heap.decref(static_cast<Object*>(s->self_class));
  heap.decref(s->self);
}
void super_visit(Object* self, Visit visit, void* context) {
  auto* s = static_cast<SuperObject*>(self);
  if (s->start != nullptr) visit(s->start, context);
  if (s->self_class != nullptr) visit(s->self_class, context);
  if (s->self) visit(s->self, context);
}

Ref get_thisclass(Vm&, Value self) { return share(as<SuperObject>(self)->start); }
Ref get_self(Vm& vm, Value self) { return as<SuperObject>(self)->self ? share(as<SuperObject>(self)->self) : vm.none(); }
Ref get_self_class(Vm& vm, Value self) {
  TypeObject* c = as<SuperObject>(self)->self_class;
  return c == nullptr ? vm.none() : share(c);
}
const GetSetSpec kGetSet[] = {{"__thisclass__", get_thisclass}, {"__self__", get_self}, {"__self_class__", get_self_class}};

Value cell_content(Vm& vm, Value v) { return v && vm.types.of(v) == vm.types.cell ? as<CellObject>(v)->value : v; }

}  // namespace

Ref super_get_attr(Vm& vm, Value start, Value self, StrObject* name, bool* self_needed) {
  if (self_needed != nullptr) *self_needed = false;
  if (!is_class(vm, start)) {
    return vm.raise(Exc::TypeError, fmt::format("super() argument 1 must be a type, not {}", type_name_of(vm, start)));
  }
  TypeObject* searched = searched_class(vm, as<TypeObject>(start), self);
  if (searched == nullptr) return nullptr;
  Value found = lookup_after(as<TypeObject>(start), searched, name);
  if (!found) return raise_missing(vm, name);
  if (self_needed != nullptr && binds_like_function(vm, found) && self != Value(searched)) {
    *self_needed = true;
    return share(found);
  }
  return bind(vm, found, self, searched);
}

bool implicit_super_arguments(Vm& vm, Value& start, Value& self) {
  Frame* frame = vm.thread->top;
  while (frame != nullptr && frame->kind != FrameKind::Python) frame = frame->back;
  if (frame == nullptr) {
    vm.raise(Exc::RuntimeError, "super(): no current frame");
    return false;
  }
  auto* f = static_cast<PythonFrame*>(frame);
  const CodeObject& code = *f->executable->code;
  if (code.arg_count == 0) {
    vm.raise(Exc::RuntimeError, "super(): no arguments");
    return false;
  }
  self = cell_content(vm, f->slots[0]);
  if (!self) {
    vm.raise(Exc::RuntimeError, "super(): arg[0] deleted");
    return false;
  }
  for (std::size_t i = 0; i < code.localsplus_names.size(); ++i) {
    if ((code.localsplus_kinds[i] & slot_kind::kFree) == 0 || code.localsplus_names[i] != "__class__") continue;
    start = cell_content(vm, f->slots[i]);
    if (start) return true;
    vm.raise(Exc::RuntimeError, "super(): empty __class__ cell");
    return false;
  }
  vm.raise(Exc::RuntimeError, "super(): __class__ cell not found");
  return false;
}

void install_super(Vm& vm) {
  TypeObject* type = vm.types.super;
  type->basic_bytes = sizeof(SuperObject);
  type->type_flags |= kTypeBase;
  type->slots.create = super_create;
  type->slots.init = super_init;
  type->slots.get_attr = super_attr_slot;
  type->slots.repr = super_repr;
  type->slots.destroy = super_destroy;
  type->slots.visit = super_visit;
  add_getset(vm, type, kGetSet);
}

}  // namespace gilscope
