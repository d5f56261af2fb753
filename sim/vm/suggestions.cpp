// "Did you mean": the nearest name by CPython's edit distance (Python/suggestions.c) among what was in reach.
#include <algorithm>
#include <cctype>
#include <set>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/frame_view.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/namespace.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kMaxCandidates = 750, kMaxNameLength = 40;
constexpr std::size_t kMoveCost = 2, kCaseCost = 1;

std::size_t substitution_cost(char a, char b) {
  if (a == b) return 0;
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)) ? kCaseCost : kMoveCost;
}

/// Edit distance, or anything above `limit` once it is certain to exceed it.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
  if (a.empty() || b.empty()) return (a.size() + b.size()) * kMoveCost;
  if (a.size() > kMaxNameLength || b.size() > kMaxNameLength) return limit + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if ((b.size() - a.size()) * kMoveCost > limit) return limit + 1;
  std::vector<std::size_t> row(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i * kMoveCost;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::size_t diagonal = row[0];
    row[0] = j * kMoveCost;
    std::size_t least = row[0];
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const std::size_t substituted = diagonal + substitution_cost(a[i - 1], b[j - 1]);
      diagonal = row[i];
      row[i] = std::min({substituted, row[i] + kMoveCost, row[i - 1] + kMoveCost});
      least = std::min(least, row[i]);
    }
    if (least > limit) return limit + 1;
  }
  return row[a.size()];
}

void add_names(std::vector<std::string>& names, const DictObject* d) {
  for_each_name(d, [&](StrObject* name) { names.push_back(to_utf8(name)); });
}

/// What dir(object) would list, without asking a __dir__.
std::vector<std::string> attribute_names(Vm& vm, Value object) {
  std::vector<std::string> names;
  TypeObject* type = vm.types.of(object);
  if (type->layout == Layout::Module) {
    add_names(names, static_cast<ModuleObject*>(object.object())->dict);
  } else if (type->layout == Layout::Type) {
    const TupleObject* mro = static_cast<TypeObject*>(object.object())->mro;
    for (std::uint32_t i = 0; i < mro->length; ++i) add_names(names, static_cast<TypeObject*>(mro->items[i].object())->dict);
  } else {
    if (object.is_object() && has_instance_dict(type)) {
      if (const DictObject* d = instance_dict(vm, object.object())) add_names(names, d);
    }
    for (std::uint32_t i = 0; i < type->mro->length; ++i) add_names(names, static_cast<TypeObject*>(type->mro->items[i].object())->dict);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void hide_underscored(std::vector<std::string>& names, const std::string& wrong) {
  if (wrong.starts_with("_")) return;
  std::erase_if(names, [](const std::string& n) { return n.starts_with("_"); });
}

TracebackObject* innermost(const ExceptionObject* e) {
  auto* tb = e->traceback.is_object() ? static_cast<TracebackObject*>(e->traceback.object()) : nullptr;
  while (tb != nullptr && tb->next != nullptr) tb = tb->next;
  return tb;
}

std::string for_name_error(Vm& vm, const ExceptionObject* e) {
  if (!e->extra[0] || !is_str(e->extra[0])) return "";
  const std::string wrong = to_utf8(e->extra[0]);
  std::vector<std::string> names;
  if (e->extra[2] && is_tuple(e->extra[2])) {
    for (std::uint32_t i = 0; i < as_tuple(e->extra[2])->length; ++i) names.push_back(to_utf8(as_tuple(e->extra[2])->items[i]));
  }
  if (e->extra[1] && is_str(e->extra[1])) return ". Did you mean: '" + to_utf8(e->extra[1]) + "'?";
  if (const TracebackObject* tb = innermost(e); tb != nullptr && tb->frame) add_names(names, static_cast<FrameView*>(tb->frame.object())->globals);
  add_names(names, vm.builtins);
  const std::string near = nearest_name(wrong, names);
  std::string text = near.empty() ? "" : ". Did you mean: '" + near + "'?";
  if (ModuleTable::is_known_unmodeled(wrong)) {
    text += near.empty() ? ". Did you forget to import '" + wrong + "'?" : " Or did you forget to import '" + wrong + "'?";
  }
  return text;
}

std::string for_attribute(Vm& vm, Value object, Value name) {
  if (!object || !name || !is_str(name)) return "";
  const std::string wrong = to_utf8(name);
  std::vector<std::string> names = attribute_names(vm, object);
  hide_underscored(names, wrong);
  const std::string near = nearest_name(wrong, names);
  return near.empty() ? "" : ". Did you mean: '" + near + "'?";
}

}  // namespace

std::string nearest_name(std::string_view wrong, const std::vector<std::string>& candidates) {
  std::string best;
  if (candidates.size() >= kMaxCandidates || wrong.size() > kMaxNameLength) return best;
  std::size_t best_distance = static_cast<std::size_t>(-1);
  for (const std::string& name : candidates) {
    if (name == wrong) continue;
    const std::size_t limit = std::min((wrong.size() + name.size() + 3) * kMoveCost / 6, best_distance - 1);
    const std::size_t distance = edit_distance(wrong, name, limit);
    if (distance > limit) continue;
    if (best.empty() || distance < best_distance) {
      best = name;
      best_distance = distance;
    }
  }
  return best;
}

std::string suggestion(Vm& vm, const ExceptionObject* e) {
  const auto is = [&](Exc kind) { return e->type->is_subtype_of(vm.types.exception(kind)); };
  if (is(Exc::NameError)) return for_name_error(vm, e);
  if (is(Exc::AttributeError)) return for_attribute(vm, e->extra[1], e->extra[0]);
  if (is(Exc::ImportError) && e->extra[2] && e->extra[0] && is_str(e->extra[0])) {
    const Value module = dict_get_str(vm.modules, as_str(e->extra[0]));
    return module ? for_attribute(vm, module, e->extra[2]) : "";
  }
  return "";
}

}  // namespace gilscope
