#include "sim/library/modules/object_names.hpp"

#include <deque>
#include <unordered_set>

#include "sim/objects/deque_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/threads.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kMostObjects = 4000;
constexpr std::size_t kMostItems = 64;
constexpr int kDeepest = 4;

// Breadth first; all values are looked at, none is counted.
class Search {
 public:
  Search(Vm& vm, const Object* target) : vm_(vm), target_(target) {}

  std::string run() {
    roots();
    while (found_.empty() && !open_.empty() && seen_.size() < kMostObjects) {
      const Node node = std::move(open_.front());
      open_.pop_front();
      if (node.depth < kDeepest) expand(node);
    }
    return found_;
  }

 private:
  struct Node { const Object* object; std::string path; int depth; };

  void visit(Value v, std::string path, int depth) {
    if (!v.is_object() || !found_.empty()) return;
    const Object* o = v.object();
    if (o == target_) found_ = std::move(path);
    else if (seen_.insert(o).second) open_.push_back({o, std::move(path), depth});
  }

  void roots() {
    const Value main = dict_get_str(vm_.modules, vm_.intern("__main__"));
    if (main && main.object()->type->layout == Layout::Module) names(static_cast<ModuleObject*>(main.object())->dict, "", 0);
    for (const Thread* t : live_threads(vm_)) {
      for (const Frame* f = t->top; f != nullptr; f = f->back) {
        if (f->kind == FrameKind::Python) locals(*static_cast<const PythonFrame*>(f));
      }
    }
  }

  void locals(const PythonFrame& frame) {
    const Executable& e = *frame.executable;
    for (std::size_t i = 0; i < e.slot_count; ++i) {
      Value v = frame.slots[i];
      if (v.is_object() && v.object()->type == vm_.types.cell) v = static_cast<CellObject*>(v.object())->value;
      const std::string name = to_utf8(e.local_names[i]);
      visit(v, name == "self" && v.is_object() ? to_utf8(v.object()->type->name) : name, 1);  // every method calls its object that
    }
  }

  void names(const DictObject* d, const std::string& prefix, int depth) {
    for (std::int64_t i = d ? dict_next(d, 0) : -1; i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      if (is_str(d->entries[i].key)) visit(d->entries[i].value, prefix + to_utf8(d->entries[i].key), depth + 1);
    }
  }

  void items(const Value* values, std::size_t count, const Node& node) {
    for (std::size_t i = 0; i < count && i < kMostItems; ++i) visit(values[i], node.path + "[" + std::to_string(i) + "]", node.depth + 1);
  }

  void keys(const DictObject* d, const Node& node) {
    std::size_t count = 0;
    for (std::int64_t i = dict_next(d, 0); i >= 0 && count < kMostItems; i = dict_next(d, static_cast<std::uint32_t>(i) + 1), ++count) {
      const Value key = d->entries[i].key;
      if (is_str(key)) visit(d->entries[i].value, node.path + "['" + to_utf8(key) + "']", node.depth + 1);
      else if (key.is_integer()) visit(d->entries[i].value, node.path + "[" + std::to_string(key.integer()) + "]", node.depth + 1);
    }
  }

  void attributes(Object* o, const Node& node) {
    const InstanceObject* fields = attribute_fields(o);
    const SharedKeys* shared = o->type->shared_keys;
    for (std::uint32_t i = 0; shared && fields->values && i < fields->count && i < shared->names.size(); ++i) {
      visit(fields->values[i], node.path + "." + to_utf8(shared->names[i]), node.depth + 1);
    }
    names(fields->dict, node.path + ".", node.depth);
  }

  void expand(const Node& node) {
    auto* o = const_cast<Object*>(node.object);
    switch (o->type->layout) {
      case Layout::List: items(as_list(o)->items, as_list(o)->length, node); break;
      case Layout::Tuple: items(as_tuple(o)->items, as_tuple(o)->length, node); break;
      case Layout::Dict: keys(as_dict(o), node); break;
      case Layout::Deque: {
        auto* d = static_cast<DequeObject*>(o);
        for (std::size_t i = 0; i < d->length && i < kMostItems; ++i) {
          visit(deque_at(d, i), node.path + "[" + std::to_string(i) + "]", node.depth + 1);
        }
        break;
      }
      case Layout::Type: case Layout::Module: return;
      default: break;
    }
    if (has_attribute_fields(o->type)) attributes(o, node);
    if (o->type == vm_.types.method) visit(static_cast<BoundMethod*>(o)->self, node.path + ".__self__", node.depth + 1);
  }

  Vm& vm_;
  const Object* target_;
  std::string found_;
  std::deque<Node> open_;
  std::unordered_set<const Object*> seen_;
};

}  // namespace

std::string object_name(Vm& vm, const Object* target) { return Search(vm, target).run(); }

}  // namespace gilscope
