// Python functions: frames and argument binding, with the texts of Python/ceval.c (initialize_locals and its helpers).
#include <fmt/format.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/frame_stack.hpp"
#include "sim/vm/frame_view.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

// ---- frames ---------------------------------------------------------------------------------------------------------------

PythonFrame* push_frame(Vm& vm, FunctionObject* function) {
  Thread& t = *vm.thread;
  if (t.depth >= vm.priv().recursion_limit) {
    vm.raise(Exc::RecursionError, "maximum recursion depth exceeded");
    return nullptr;
  }
  ++t.depth;
  vm.charge(Cost::FramePush);
  Executable* e = executable_of(vm, function->code);
  if (t.bytecode_index != 0) e = copy_for_current_thread(vm, e);
  auto* frame = static_cast<PythonFrame*>(t.stack->push(e->frame_bytes));
  frame->kind = FrameKind::Python;
  frame->back = t.top;
  frame->attached = nullptr;
  frame->executable = e;
  frame->ip = e->instrs.data();
  vm.heap.incref(function);
  frame->function = function;
  frame->code = function->code;
  frame->globals = function->globals;
  frame->builtins = function->builtins;
  frame->locals = Value();
  frame->view = nullptr;
  frame->generator = nullptr;
  frame->deliver = Deliver::Push;
  frame->pending_pops = 0;
  frame->slots = reinterpret_cast<Value*>(frame + 1);
  for (std::uint32_t i = 0; i < e->slot_count; ++i) frame->slots[i] = Value();
  frame->sp = frame->slots + e->slot_count;
  t.top = frame;
  if (vm.host.watcher != nullptr) vm.host.watcher->entered(t, *frame);
  return frame;
}

void pop_python_frame(Vm& vm, PythonFrame* frame) {
  Thread& t = *vm.thread;
  t.top = frame->back;
  --t.depth;
  if (vm.host.watcher != nullptr) vm.host.watcher->left(t, frame);
  if (frame->view != nullptr) detach_view(vm.heap, *frame);
  while (frame->sp > frame->stack_base()) vm.heap.decref(*--frame->sp);
  for (std::uint32_t i = 0; i < frame->executable->slot_count; ++i) vm.heap.decref(std::exchange(frame->slots[i], Value()));
  if (frame->locals) vm.heap.decref(frame->locals);
  if (frame->function != nullptr) vm.heap.decref(frame->function);
  Attachment* attached = frame->attached;
  t.stack->pop(frame);
  if (attached != nullptr) release_attachment(vm, attached);
}

// ---- binding --------------------------------------------------------------------------------------------------------------

namespace {

const char* plural(std::size_t n) { return n == 1 ? "" : "s"; }

/// 'a', 'b', and 'c'
std::string join_names(const std::vector<std::string>& names) {
  if (names.size() == 1) return "'" + names[0] + "'";
  if (names.size() == 2) return fmt::format("'{}' and '{}'", names[0], names[1]);
  std::string text;
  for (std::size_t i = 0; i + 1 < names.size(); ++i) text += "'" + names[i] + "', ";
  return text + "and '" + names.back() + "'";
}

struct FunctionBinder {
  Vm& vm;
  PythonFrame& frame;
  const Args& args;
  Value* steal;
  FunctionObject* function = frame.function;
  const CodeObject& code = *frame.executable->code;
  std::uint32_t positional = static_cast<std::uint32_t>(code.arg_count);
  std::uint32_t named = positional + static_cast<std::uint32_t>(code.kwonly_arg_count);
  bool has_var_args = (code.flags & code_flags::kVarArgs) != 0;
  bool has_var_keywords = (code.flags & code_flags::kVarKeywords) != 0;

  std::string name() const { return to_utf8(function->qualname) + "()"; }
  bool fail(const std::string& message) const { vm.raise(Exc::TypeError, message); return false; }

  /// An owned reference to argument i.
  Value take(std::uint32_t i) const {
    if (steal != nullptr) return std::exchange(steal[i], Value());
    vm.heap.incref(args.data[i]);
    return args.data[i];
  }

  void place_positional() const {
    const std::uint32_t direct = std::min(args.count, positional);
    for (std::uint32_t i = 0; i < direct; ++i) frame.slots[i] = take(i);
    if (has_var_args) {
      const std::uint32_t rest = args.count - direct;
      frame.slots[named] = make_tuple(vm.heap, {args.data + direct, rest}).release();
      vm.charge(Cost::FrameSetup);
      if (rest > 0) vm.charge(Cost::AllocGc);
      vm.charge(Cost::ItemCopy, rest);
    }
  }

  int slot_named(const StrObject* keyword) const {
    for (std::uint32_t i = 0; i < named; ++i) if (frame.executable->local_names[i] == keyword) return static_cast<int>(i);
    for (std::uint32_t i = 0; i < named; ++i) if (str_equal(frame.executable->local_names[i], keyword)) return static_cast<int>(i);
    return -1;
  }

  bool positional_only_by_name() const {
    std::string wrong;
    for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
      const int at = slot_named(static_cast<StrObject*>(args.keywords->items[k].object()));
      if (at < 0 || at >= code.posonly_arg_count) continue;
      if (!wrong.empty()) wrong += ", ";
      wrong += code.localsplus_names[static_cast<std::size_t>(at)];
    }
    if (wrong.empty()) return false;
    fail(fmt::format("{} got some positional-only arguments passed as keyword arguments: '{}'", name(), wrong));
    return true;
  }

  bool unexpected(const StrObject* keyword) const {
    if (code.posonly_arg_count > 0 && positional_only_by_name()) return false;
    std::vector<std::string> candidates(code.localsplus_names.begin() + code.posonly_arg_count, code.localsplus_names.begin() + named);
    const std::string near = nearest_name(to_utf8(keyword), candidates);
    return fail(fmt::format("{} got an unexpected keyword argument '{}'{}", name(), to_utf8(keyword),
                            near.empty() ? "" : fmt::format(". Did you mean '{}'?", near)));
  }

  bool place_keywords(DictObject* rest) const {
    for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
      const Value key = args.keywords->items[k];
      if (!is_str(key)) return fail(fmt::format("{} keywords must be strings", name()));
      auto* keyword = as_str(key);
      const int at = slot_named(keyword);
      if (at < code.posonly_arg_count && rest == nullptr) return unexpected(keyword);
      if (at < code.posonly_arg_count) {
        dict_set_str(vm.heap, rest, keyword, args.keyword_value(k));
        continue;
      }
      if (frame.slots[at]) return fail(fmt::format("{} got multiple values for argument '{}'", name(), to_utf8(keyword)));
      frame.slots[at] = take(args.count + k);
    }
    return true;
  }

  bool too_many() const {
    std::uint32_t keyword_only_given = 0;
    for (std::uint32_t i = positional; i < named; ++i) keyword_only_given += static_cast<bool>(frame.slots[i]);
    const std::uint32_t defaults = function->defaults != nullptr ? function->defaults->length : 0;
    const std::string takes = defaults > 0 ? fmt::format("from {} to {}", positional - defaults, positional) : std::to_string(positional);
    const bool many = defaults > 0 || positional != 1;
    std::string also;
    if (keyword_only_given > 0) {
      also = fmt::format(" positional argument{} (and {} keyword-only argument{})", plural(args.count), keyword_only_given,
                         plural(keyword_only_given));
    }
    return fail(fmt::format("{} takes {} positional argument{} but {}{} {} given", name(), takes, many ? "s" : "", args.count, also,
                            args.count == 1 && keyword_only_given == 0 ? "was" : "were"));
  }

  bool missing(std::uint32_t from, std::uint32_t to, const char* kind) const {
    std::vector<std::string> names;
    for (std::uint32_t i = from; i < to; ++i) if (!frame.slots[i]) names.push_back(code.localsplus_names[i]);
    if (names.empty()) return false;
    fail(fmt::format("{} missing {} required {} argument{}: {}", name(), names.size(), kind, plural(names.size()), join_names(names)));
    return true;
  }

  bool place_defaults() const {
    if (args.count < positional) {
      const std::uint32_t defaults = function->defaults != nullptr ? function->defaults->length : 0;
      const std::uint32_t first = positional - defaults;
      if (missing(args.count, first, "positional")) return false;
      for (std::uint32_t i = std::max(args.count, first); i < positional; ++i) {
        if (frame.slots[i]) continue;
        frame.slots[i] = share(function->defaults->items[i - first]).release();
      }
    }
    for (std::uint32_t i = positional; i < named; ++i) {
      if (frame.slots[i] || function->kw_defaults == nullptr) continue;
      vm.charge(Cost::DictProbe);
      frame.slots[i] = share(dict_get_str(function->kw_defaults, frame.executable->local_names[i])).release();
    }
    return !missing(positional, named, "keyword-only");
  }

  bool bind() const {
    place_positional();
    DictObject* rest = nullptr;
    if (has_var_keywords) {
      rest = as_dict(make_dict(vm.heap).release());
      frame.slots[named + has_var_args] = Value(rest);
      vm.charge(Cost::FrameSetup);
      vm.charge(Cost::AllocGc);
    }
    if (args.keyword_count() > 0) {
      vm.charge(Cost::FrameSetup, args.keyword_count());
      if (!place_keywords(rest)) return false;
    }
    if (args.count > positional && !has_var_args) return too_many();
    return place_defaults();
  }
};

}  // namespace

bool bind_arguments(Vm& vm, PythonFrame& frame, const Args& args, Value* steal) {
  return FunctionBinder{vm, frame, args, steal}.bind();
}

Ref run_body(Vm& vm, FunctionObject* function, Value locals) {
  PythonFrame* frame = push_frame(vm, function);
  if (frame == nullptr) return nullptr;
  frame->locals = share(locals).release();
  return steal(Value::pending());
}

Ref call_python(Vm& vm, FunctionObject* function, const Args& args) {
  PythonFrame* frame = push_frame(vm, function);
  if (frame == nullptr) return nullptr;
  if (!std::exchange(vm.priv().inlined_call, false)) vm.charge(Cost::PythonCallFromNative);
  if (frame->executable->simple_args && args.keywords == nullptr && args.count == frame->executable->arg_count) {
    for (std::uint32_t i = 0; i < args.count; ++i) {
      vm.heap.incref(args[i]);
      frame->slots[i] = args[i];
    }
    return steal(Value::pending());
  }
  if (bind_arguments(vm, *frame, args, nullptr)) return steal(Value::pending());
  pop_python_frame(vm, frame);
  return nullptr;
}

}  // namespace gilscope
