#include "sim/library/modules/object_names.hpp"

#include <cstdint>
#include <vector>

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

/// How a value was reached: from a variable, or from another object's attribute, item or key.
struct Edge {
  enum class Kind : std::uint8_t { Variable, Attribute, Item, Key, Self } kind;
  const StrObject* name;  ///< of a variable or attribute, or a str key; null for an int key
  std::int64_t number;    ///< of an item, or an int key
};

/// The objects seen so far: a hash table with open addressing, since a search looks at thousands and there are
/// thousands of searches.
class Seen {
  static constexpr std::size_t kSlots = 8192;
  static_assert(kMostObjects < kSlots / 2);

 public:
  std::size_t size() const { return size_; }
  bool insert(const Object* o) {
    std::size_t slot = ((reinterpret_cast<std::uintptr_t>(o) >> 4) * 0x9E37'79B9'7F4A'7C15u >> 32) & (kSlots - 1);
    for (; slots_[slot] != nullptr; slot = (slot + 1) & (kSlots - 1)) if (slots_[slot] == o) return false;
    if (size_ < kSlots / 2) slots_[slot] = o;  // beyond that the search is over anyway
    ++size_;
    return true;
  }

 private:
  std::vector<const Object*> slots_ = std::vector<const Object*>(kSlots);
  std::size_t size_ = 0;
};

// Breadth first; all values are looked at, none is counted. A path becomes text only once it has led to the target.
class Search {
 public:
  Search(Vm& vm, const Object* target) : vm_(vm), target_(target) {}

  std::string run() {
    roots();
    for (std::size_t next = 0; !found_ && next < nodes_.size() && seen_.size() < kMostObjects; ++next) {
      if (nodes_[next].depth < kDeepest) expand(nodes_[next], static_cast<std::uint32_t>(next));
    }
    return path_;
  }

 private:
  static constexpr std::uint32_t kNoParent = ~std::uint32_t{0};
  struct Node {
    const Object* object;
    std::uint32_t parent;
    int depth;
    Edge edge;
  };

  void visit(Value v, std::uint32_t parent, int depth, const Edge& edge) {
    if (!v.is_object() || found_) return;
    const Object* o = v.object();
    if (o == target_) {
      found_ = true;
      path_ = path(parent, edge);
    } else if (seen_.insert(o)) {
      nodes_.push_back({o, parent, depth, edge});
    }
  }

  std::string path(std::uint32_t parent, const Edge& edge) const {
    const std::string before = parent == kNoParent ? "" : path(nodes_[parent].parent, nodes_[parent].edge);
    switch (edge.kind) {
      case Edge::Kind::Variable: return to_utf8(edge.name);
      case Edge::Kind::Attribute: return before + "." + to_utf8(edge.name);
      case Edge::Kind::Item: return before + "[" + std::to_string(edge.number) + "]";
      case Edge::Kind::Key:
        return before + "[" + (edge.name ? "'" + to_utf8(edge.name) + "'" : std::to_string(edge.number)) + "]";
      case Edge::Kind::Self: return before + ".__self__";
    }
    return before;
  }

  void roots() {
    const Value main = dict_get_str(vm_.modules, vm_.intern("__main__"));
    if (main && main.object()->type->layout == Layout::Module) {
      names(static_cast<ModuleObject*>(main.object())->dict, Edge::Kind::Variable, kNoParent, 0);
    }
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
      const bool self = v.is_object() && str_equals(e.local_names[i], "self");  // every method calls its object that
      visit(v, kNoParent, 1, {Edge::Kind::Variable, self ? v.object()->type->name : e.local_names[i], 0});
    }
  }

  void names(const DictObject* d, Edge::Kind kind, std::uint32_t parent, int depth) {
    for (std::int64_t i = d ? dict_next(d, 0) : -1; i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
      if (is_str(d->entries[i].key))
        visit(d->entries[i].value, parent, depth + 1, {kind, as_str(d->entries[i].key), 0});
    }
  }

  void items(const Value* values, std::size_t count, std::uint32_t parent, int depth) {
    for (std::size_t i = 0; i < count && i < kMostItems; ++i) {
      visit(values[i], parent, depth + 1, {Edge::Kind::Item, nullptr, static_cast<std::int64_t>(i)});
    }
  }

  void keys(const DictObject* d, std::uint32_t parent, int depth) {
    std::size_t count = 0;
    for (std::int64_t i = dict_next(d, 0); i >= 0 && count < kMostItems;
         i = dict_next(d, static_cast<std::uint32_t>(i) + 1), ++count) {
      const Value key = d->entries[i].key;
      if (is_str(key)) visit(d->entries[i].value, parent, depth + 1, {Edge::Kind::Key, as_str(key), 0});
      else if (key.is_integer())
        visit(d->entries[i].value, parent, depth + 1, {Edge::Kind::Key, nullptr, key.integer()});
    }
  }

  void attributes(Object* o, std::uint32_t parent, int depth) {
    const InstanceObject* fields = attribute_fields(o);
    const SharedKeys* shared = o->type->shared_keys;
    for (std::uint32_t i = 0; shared && fields->values && i < fields->count && i < shared->names.size(); ++i) {
      visit(fields->values[i], parent, depth + 1, {Edge::Kind::Attribute, shared->names[i], 0});
    }
    names(fields->dict, Edge::Kind::Attribute, parent, depth);
  }

  void expand(const Node node, std::uint32_t index) {  // by value: the list of nodes grows
    auto* o = const_cast<Object*>(node.object);
    switch (o->type->layout) {
      case Layout::List: items(as_list(o)->items, as_list(o)->length, index, node.depth); break;
      case Layout::Tuple: items(as_tuple(o)->items, as_tuple(o)->length, index, node.depth); break;
      case Layout::Dict: keys(as_dict(o), index, node.depth); break;
      case Layout::Deque: {
        auto* d = static_cast<DequeObject*>(o);
        for (std::size_t i = 0; i < d->length && i < kMostItems; ++i) {
          visit(deque_at(d, i), index, node.depth + 1, {Edge::Kind::Item, nullptr, static_cast<std::int64_t>(i)});
        }
        break;
      }
      case Layout::Type: case Layout::Module: return;
      default: break;
    }
    if (has_attribute_fields(o->type)) attributes(o, index, node.depth);
    if (o->type == vm_.types.method)
      visit(static_cast<BoundMethod*>(o)->self, index, node.depth + 1, {Edge::Kind::Self, nullptr, 0});
  }

  Vm& vm_;
  const Object* target_;
  bool found_ = false;
  std::string path_;
  std::vector<Node> nodes_;
  Seen seen_;
};

}  // namespace

std::string object_name(Vm& vm, const Object* target) { return Search(vm, target).run(); }

}  // namespace gilscope
