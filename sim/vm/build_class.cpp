// __build_class__(body, name, *bases, metaclass=..., **keywords): what a class statement calls (Python/bltinmodule.c).
#include <fmt/format.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/classes.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// Bases that are no classes may stand for others (PEP 560: __mro_entries__).
Co<Ref> resolve_bases(Vm& vm, Value bases) {
  Ref out = make_list(vm.heap);
  const TupleObject* from = as_tuple(bases);
  for (std::uint32_t i = 0; i < from->length; ++i) {
    const Value base = from->items[i];
    if (base.is_object() && base.object()->type->layout == Layout::Type) {
      list_append(vm.heap, as_list(out), base);
      continue;
    }
    Ref entries = co_await vm.finish(find_attr(vm, base, vm.names->dunder_mro_entries));
    if (!entries) co_return nullptr;
    if (entries.get().is_exhausted()) {
      list_append(vm.heap, as_list(out), base);
      continue;
    }
    Ref replaced = co_await vm.call(entries, bases);
    if (!replaced) co_return nullptr;
    if (!is_tuple(replaced)) co_return vm.raise(Exc::TypeError, "__mro_entries__ must return a tuple");
    list_extend(vm.heap, as_list(out), as_tuple(replaced)->items, as_tuple(replaced)->length);
  }
  co_return make_tuple(vm.heap, {as_list(out)->items, as_list(out)->length});
}

/// The metaclass: given, or that of the first base, then the most derived one.
Value choose_metaclass(Vm& vm, Value given, const TupleObject* bases) {
  Value meta = given;
  if (!meta) meta = bases->length == 0 ? Value(vm.types.type) : Value(vm.types.of(bases->items[0]));
  if (!meta.is_object() || meta.object()->type->layout != Layout::Type) return meta;
  return Value(winning_metaclass(vm, static_cast<TypeObject*>(meta.object()), bases));
}

Co<Ref> call_with_keywords(Vm& vm, Value callee, Value first, Value second, Value third, Value keywords) {
  std::vector<Value> all = {first, second};
  if (third) all.push_back(third);
  const auto positional = static_cast<std::uint32_t>(all.size());
  std::vector<Value> names;
  if (keywords) {
    const DictObject* d = as_dict(keywords);
    for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      names.push_back(d->entries[i].key);
      all.push_back(d->entries[i].value);
    }
  }
  Ref name_tuple = gilscope::make_tuple(vm.heap, names);
  const Args args{all.data(), positional, names.empty() ? nullptr : as_tuple(name_tuple)};
  Ref result = co_await vm.finish(call(vm, callee, args));
  co_return result;
}

Co<Ref> prepare_namespace(Vm& vm, Value meta, Value name, Value bases, Value keywords) {
  Ref prepare = co_await vm.finish(find_attr(vm, meta, vm.names->dunder_prepare));
  if (!prepare) co_return nullptr;
  if (prepare.get().is_exhausted()) co_return make_dict(vm.heap);
  Ref ns = co_await call_with_keywords(vm, prepare, name, bases, Value(), keywords);
  if (!ns) co_return nullptr;
  if (vm.types.of(ns)->slots.get_item == nullptr) {
    const bool is_class = meta.is_object() && meta.object()->type->layout == Layout::Type;
    co_return vm.raise(Exc::TypeError, fmt::format("{}.__prepare__() must return a mapping, not {}",
                                                   is_class ? utf8_of(static_cast<TypeObject*>(meta.object())->name) : "<metaclass>", type_name_of(vm, ns)));
  }
  co_return ns;
}

Co<Ref> build_class_co(Vm& vm, Value body, Value name, Value written_bases, Value keywords, Value given_meta) {
  Ref keep_keywords = share(keywords), keep_meta = share(given_meta), keep_bases = share(written_bases);
  Ref bases = co_await resolve_bases(vm, written_bases);
  if (!bases) co_return nullptr;
  const Value meta = choose_metaclass(vm, given_meta, as_tuple(bases));
  if (!meta) co_return nullptr;
  Ref ns = co_await prepare_namespace(vm, meta, name, bases, keywords);
  if (!ns) co_return nullptr;
  Ref cell = co_await vm.finish(run_body(vm, static_cast<FunctionObject*>(body.object()), ns));
  if (!cell) co_return nullptr;
  if (written_bases.object() != bases.get().object() && as_tuple(bases)->length != as_tuple(written_bases)->length) {
    Ref done = co_await vm.finish(set_item(vm, ns, Value(vm.intern("__orig_bases__")), written_bases));
    if (!done) co_return nullptr;
  }
  Ref cls = co_await call_with_keywords(vm, meta, name, bases, ns, keywords);
  if (!cls) co_return nullptr;
  // The body returns the __class__ cell of methods that use super(), and type.__new__ has set it.
  if (cls.get().is_object() && cls.get().object()->type->layout == Layout::Type && cell.get().is_object() &&
      cell.get().object()->type == vm.types.cell && !static_cast<CellObject*>(cell.get().object())->value) {
    co_return vm.raise(Exc::RuntimeError, fmt::format("__class__ not set defining '{}' as <class '{}'>. Was __classcell__ propagated to type.__new__?",
                                                      to_utf8(name), full_type_name(vm, static_cast<TypeObject*>(cls.get().object()))));
  }
  co_return cls;
}

}  // namespace

Ref build_class(Vm& vm, const Args& args) {
  if (args.count < 2) return vm.raise(Exc::TypeError, "__build_class__: not enough arguments");
  if (vm.types.of(args[0]) != vm.types.function) return vm.raise(Exc::TypeError, "__build_class__: func must be a function");
  if (!is_str(args[1])) return vm.raise(Exc::TypeError, "__build_class__: name is not a string");
  Ref bases = make_tuple(vm.heap, {args.data + 2, args.count - 2});
  Ref keywords;
  Value meta;
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    if (str_equals(as_str(args.keywords->items[i]), "metaclass")) {
      meta = args.keyword_value(i);
      continue;
    }
    if (!keywords) keywords = make_dict(vm.heap);
    dict_set_str(vm.heap, as_dict(keywords), as_str(args.keywords->items[i]), args.keyword_value(i));
  }
  return vm.start(build_class_co(vm, args[0], args[1], bases, keywords, meta));
}

}  // namespace gilscope
