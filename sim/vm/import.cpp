#include "sim/vm/import.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

// ---- the table ------------------------------------------------------------------------------------------------------------

void ModuleTable::add(std::span<const NativeModule> modules) {
  for (const NativeModule& m : modules) natives_.emplace(m.name, &m);
}
void ModuleTable::add_extension(ExtensionModule module) {
  std::string name = module.name;
  extensions_.insert_or_assign(std::move(name), std::move(module));
}
const NativeModule* ModuleTable::native(std::string_view name) const {
  const auto found = natives_.find(name);
  return found == natives_.end() ? nullptr : found->second;
}
const ExtensionModule* ModuleTable::extension(std::string_view name) const {
  const auto found = extensions_.find(name);
  return found == extensions_.end() ? nullptr : &found->second;
}
std::vector<const NativeModule*> ModuleTable::start_modules() const {
  std::vector<const NativeModule*> modules;
  for (const auto& [name, module] : natives_) if (module->ready_at_start) modules.push_back(module);
  return modules;
}

// ---- module objects -------------------------------------------------------------------------------------------------------

namespace {

void set_name(Vm& vm, DictObject* dict, StrObject* name, std::string_view text) {
  Ref value = vm.str(text);
  dict_set_str(vm.heap, dict, name, value);
}

std::string parent_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : std::string(name.substr(0, dot));
}

ModuleObject* loaded(Vm& vm, std::string_view name) {
  const Value v = dict_get_str(vm.modules, vm.intern(name));
  return v && !v.is_none() ? static_cast<ModuleObject*>(v.object()) : nullptr;
}

/// A dict that several threads use from now on: in the build without GIL its touches take their turn in time.
void mark_shared(Vm& vm, DictObject* dict) {
  if (vm.priv().other_threads_ran) dict->flags |= kFlagShared;
}

}  // namespace

ModuleObject* new_module(Vm& vm, std::string_view name) {
  auto* m = vm.heap.make<ModuleObject>(vm.types.module);
  m->name = vm.intern(name);
  if (name == "builtins") {
    m->dict = vm.builtins;
    vm.heap.incref(m->dict);
  } else {
    m->dict = as_dict(make_dict(vm.heap).release());
  }
  const Names& n = *vm.names;
  for (StrObject* empty : {n.dunder_doc, n.dunder_loader, n.dunder_spec}) dict_set_str(vm.heap, m->dict, empty, Value::none());
  dict_set_str(vm.heap, m->dict, n.dunder_name, Value(m->name));
  set_name(vm, m->dict, n.dunder_package, parent_of(name));
  dict_set_str(vm.heap, vm.modules, m->name, Value(m));
  mark_shared(vm, m->dict);
  vm.runtime.object_born_deferred(m);
  vm.runtime.object_born_deferred(m->dict);  // gh-118527: else every closure made would count the globals of its module
  return m;
}

void import_start_modules(Vm& vm) {
  for (const NativeModule* native : vm.module_table->start_modules()) {
    if (loaded(vm, native->name) != nullptr) continue;
    Ref m = steal(Value(new_module(vm, native->name)));
    native->init(vm, static_cast<ModuleObject*>(m.get().object()));
  }
}

// ---- finding --------------------------------------------------------------------------------------------------------------

namespace {

bool is_file(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

struct Found {
  std::string path;    ///< of the source file; empty: not found
  std::string folder;  ///< of a package
};

Found find_in(const std::vector<std::string>& folders, const std::string& name) {
  for (const std::string& folder : folders) {
    const std::string base = folder + "/" + name;
    if (is_file(base + "/__init__.py")) return {base + "/__init__.py", base};
    if (is_file(base + ".py")) return {base + ".py", ""};
  }
  return {};
}

/// A package's __path__ as host folders.
std::vector<std::string> folders_of(Vm& vm, const ModuleObject* package) {
  std::vector<std::string> folders;
  const Value path = dict_get_str(package->dict, vm.names->dunder_path);
  if (!path || !is_list(path)) return folders;
  for (std::uint32_t i = 0; i < as_list(path)->length; ++i) {
    if (is_str(as_list(path)->items[i])) folders.push_back(to_utf8(as_list(path)->items[i]));
  }
  return folders;
}

/// What a later version than the modeled one has; empty for everything else.
std::string_view version_hint(const Vm& vm, std::string_view name) {
  const bool later = name == "concurrent.interpreters" || name == "concurrent.futures.InterpreterPoolExecutor";
  return later && vm.runtime.config.minor < 14 ? " (it came with Python 3.14: choose that with --runtime 3.14)" : "";
}

Ref not_found(Vm& vm, const std::string& name, std::string_view detail) {
  Ref message = vm.str(fmt::format("No module named '{}'{}", name, detail));
  ExceptionObject* e = make_exception(vm, vm.types.exception(Exc::ModuleNotFoundError), {message});
  e->extra[0] = vm.str(name).release();
  return raise_exception(vm, e);
}

// ---- loading --------------------------------------------------------------------------------------------------------------

void forget(Vm& vm, std::string_view name) {
  dict_remove_str(vm.heap, vm.modules, vm.intern(name));
  const auto entry = vm.module_table->importing.find(name);
  if (entry != vm.module_table->importing.end()) vm.module_table->importing.erase(entry);
}

Co<Ref> warn_about_gil(Vm& vm, std::string_view name) {
  const std::string text = fmt::format(
      "The global interpreter lock (GIL) has been enabled to load module '{}', which has not declared that it can run safely without the GIL. "
      "To override this behavior and keep the GIL disabled (at your own risk), run with PYTHON_GIL=0 or -Xgil=0.",
      name);
  Ref warnings = co_await vm.finish(import_module(vm, "warnings"));
  if (!warnings) {
    vm.clear_raised();
    vm.host.write(2, fmt::format("<frozen importlib._bootstrap>:488: RuntimeWarning: {}\n", text));
    co_return vm.none();
  }
  Ref warn = co_await vm.finish(get_attr(vm, warnings, "warn"));
  if (!warn) co_return nullptr;
  Ref message = vm.str(text);
  Ref done = co_await vm.call(warn, message, Value(vm.types.exception(Exc::RuntimeWarning)));
  co_return done;
}

Co<Ref> load_native(Vm& vm, const NativeModule* native) {
  if (!native->ready_at_start) {
    co_await vm.runtime.import_extension(*vm.thread, native->name, true, vm.runtime.costs[Cost::ModuleInit]);
  }
  Ref m = steal(Value(new_module(vm, native->name)));
  native->init(vm, static_cast<ModuleObject*>(m.get().object()));
  co_return m;
}

Co<Ref> load_extension(Vm& vm, const ExtensionModule* extension) {
  const bool warn = co_await vm.runtime.import_extension(*vm.thread, extension->name, extension->gil_not_used, extension->init_cost);
  Ref m = steal(Value(new_module(vm, extension->name)));
  if (extension->init != nullptr) extension->init(vm, static_cast<ModuleObject*>(m.get().object()), extension->context);
  if (warn) {
    Ref warned = co_await warn_about_gil(vm, extension->name);
    if (!warned) co_return nullptr;
  }
  co_return m;
}

/// A rendered SyntaxError taken apart: `  File "f.py", line N`, the source line, the markers, `Kind: message`, perhaps a hint.
struct RenderedError {
  std::string source, kind, message;
  std::int64_t line = 0, column = 0;
};

RenderedError read_rendered(const std::string& text) {
  RenderedError error;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    const auto place = line.find(", line "), marker = line.find('^'), colon = line.find(": ");
    if (error.line == 0 && place != std::string::npos) {
      error.line = std::atoll(line.c_str() + place + 7);
    } else if (error.source.empty() && line.starts_with("    ")) {
      error.source = line.substr(4) + "\n";
    } else if (line.starts_with("    ") && marker != std::string::npos) {
      error.column = static_cast<std::int64_t>(marker) - 3;
    } else if (error.kind.empty() && colon != std::string::npos) {
      error.kind = line.substr(0, colon);
      error.message = line.substr(colon + 2);
    } else if (!line.empty()) {
      error.message += "; " + line;
    }
  }
  return error;
}

}  // namespace

Co<Ref> failed_to_compile(Vm& vm, std::string path, std::string text) {
  const RenderedError error = read_rendered(text);
  const Exc kind = error.kind == "IndentationError" ? Exc::IndentationError : error.kind == "TabError" ? Exc::TabError : Exc::SyntaxError;
  Ref file = vm.str(path), source = vm.str(error.source), message = vm.str(error.message);
  Ref details = vm.tuple({file, Value::integer(error.line), Value::integer(error.column), source});
  Ref exception = co_await vm.call(Value(vm.types.exception(kind)), message, details);
  if (!exception) co_return nullptr;
  co_return vm.raise_value(exception);
}

namespace {

/// Frozen modules that `python3 SCRIPT` has loaded before the script begins (3.13: sys.modules at the first line), and the parts into
/// which assets/lib cuts what is one file, or native, in CPython. Neither is searched for and read at an import.
constexpr std::array kWithoutFile = std::to_array<std::string_view>({
    "_abc_protocols", "_argparse_actions", "_argparse_help", "_argparse_parse", "_collections_abc", "_collections_user",
    "_dataclass_fields", "_datetime_text", "_datetime_zones", "_enum_names", "_signature", "_string", "_thread_sync", "abc",
    "io", "linecache", "logging._handlers", "logging._records", "os", "posixpath",
});

Co<Ref> run_module(Vm& vm, const std::string& name, const Found& found) {
  if (!std::binary_search(kWithoutFile.begin(), kWithoutFile.end(), name)) vm.charge(Cost::SourceImport);
  std::string error;
  const std::shared_ptr<const CodeObject> code = vm.host.compile(found.path, error);
  if (code == nullptr) {
    Ref failed = co_await failed_to_compile(vm, found.path, error);
    co_return failed;
  }
  Ref m = steal(Value(new_module(vm, name)));
  auto* module = static_cast<ModuleObject*>(m.get().object());
  set_name(vm, module->dict, vm.names->dunder_file, found.path);
  dict_set_str(vm.heap, module->dict, vm.names->dunder_builtins, Value(vm.builtins));
  if (!found.folder.empty()) {
    Ref folder = vm.str(found.folder);
    const Value items[1] = {folder};
    Ref path = make_list(vm.heap, items);
    dict_set_str(vm.heap, module->dict, vm.names->dunder_path, path);
    set_name(vm, module->dict, vm.names->dunder_package, name);
  }
  vm.module_table->importing[name] = vm.thread;
  Ref code_value = steal(Value(make_code_value(vm, code)));
  Ref function = steal(Value(make_function_object(vm, static_cast<CodeValue*>(code_value.get().object()), module->dict)));
  Ref done = co_await vm.finish(run_body(vm, static_cast<FunctionObject*>(function.get().object()), Value(module->dict)));
  if (!done) {
    forget(vm, name);
    co_return nullptr;
  }
  vm.module_table->importing.erase(name);
  ModuleObject* now = loaded(vm, name);  // a module may replace itself in sys.modules
  if (now == nullptr) co_return m;
  co_return share(Value(now));
}

/// Another thread is in the middle of importing it: wait until it has finished or failed.
Co<> wait_for_import(Vm& vm, const std::string& name) {
  for (;;) {
    const auto entry = vm.module_table->importing.find(name);
    if (entry == vm.module_table->importing.end() || entry->second == vm.thread) co_return;
    co_await vm.runtime.block_detached(*vm.thread, ThreadState::WaitingForLock, vm.machine.clock.now + 50 * kMicrosecond);
  }
}

Co<Ref> import_one(Vm& vm, const std::string& name) {
  const std::string parent_name = parent_of(name);
  const std::string tail = parent_name.empty() ? name : name.substr(parent_name.size() + 1);
  std::vector<std::string> folders = vm.host.search_path;
  Ref parent;
  if (!parent_name.empty()) {
    ModuleObject* package = loaded(vm, parent_name);
    if (package != nullptr) parent = share(Value(package));
    const bool is_package = package != nullptr && dict_get_str(package->dict, vm.names->dunder_path);
    if (!is_package && vm.module_table->native(name) == nullptr) {
      co_return not_found(vm, name, fmt::format("; '{}' is not a package", parent_name));
    }
    folders = package != nullptr ? folders_of(vm, package) : folders;
  }
  Ref m;
  if (const std::string_view hint = version_hint(vm, name); !hint.empty()) co_return not_found(vm, name, hint);
  if (const NativeModule* native = vm.module_table->native(name)) {
    m = co_await load_native(vm, native);
  } else if (const ExtensionModule* extension = vm.module_table->extension(name)) {
    m = co_await load_extension(vm, extension);
  } else {
    const Found found = find_in(folders, tail);
    if (found.path.empty()) {
      const bool known = ModuleTable::is_known_unmodeled(name);
      co_return not_found(vm, name, known ? " (it is part of Python's standard library, but GilScope does not model it)" : "");
    }
    m = co_await run_module(vm, name, found);
  }
  if (m && parent) {
    Ref set = co_await vm.finish(set_attr(vm, parent, vm.intern(tail), m));
    if (!set) vm.clear_raised();
  }
  co_return m;
}

/// The module itself, its packages first.
Co<Ref> import_absolute(Vm& vm, StrObject* full) {
  const std::string name = to_utf8(full);
  Ref m;
  for (std::size_t end = 0; end != std::string::npos;) {
    end = name.find('.', end == 0 ? 0 : end + 1);
    const std::string part = name.substr(0, end);
    co_await wait_for_import(vm, part);
    const Value known = dict_get_str(vm.modules, vm.intern(part));
    if (known && known.is_none()) co_return not_found(vm, part, "");
    if (known) {
      m = share(known);
      continue;
    }
    m = co_await import_one(vm, part);
    if (!m) co_return nullptr;
  }
  co_return m;
}

// ---- names of import statements -------------------------------------------------------------------------------------------

/// The package that relative imports in a module with these globals start from; empty: there is none.
std::string package_of(Vm& vm, DictObject* globals) {
  const Value package = dict_get_str(globals, vm.names->dunder_package);
  if (package && is_str(package)) return to_utf8(package);
  const Value name = dict_get_str(globals, vm.names->dunder_name);
  if (!name || !is_str(name)) return "";
  if (dict_get_str(globals, vm.names->dunder_path)) return to_utf8(name);
  return parent_of(to_utf8(name));
}

/// "..pkg" seen from a package. False: ImportError is set.
bool resolve_relative(Vm& vm, std::string& name, DictObject* globals, int level) {
  std::string base = globals != nullptr ? package_of(vm, globals) : "";
  if (base.empty()) {
    vm.raise(Exc::ImportError, "attempted relative import with no known parent package");
    return false;
  }
  for (int i = 1; i < level; ++i) {
    if (base.find('.') == std::string::npos) {
      vm.raise(Exc::ImportError, "attempted relative import beyond top-level package");
      return false;
    }
    base = parent_of(base);
  }
  name = name.empty() ? base : base + "." + name;
  return true;
}

/// `from package import a, b`: submodules that are not attributes yet are imported.
Co<Ref> import_submodules(Vm& vm, Value module, Value from_list) {
  auto* m = static_cast<ModuleObject*>(module.object());
  if (m->type->layout != Layout::Module || !dict_get_str(m->dict, vm.names->dunder_path)) co_return vm.none();
  Ref names = co_await vm.finish(tuple_of(vm, from_list));
  if (!names) co_return nullptr;
  for (std::uint32_t i = 0; i < as_tuple(names)->length; ++i) {
    const Value name = as_tuple(names)->items[i];
    if (!is_str(name)) continue;
    if (str_equals(as_str(name), "*")) {
      const Value all = dict_get_str(m->dict, vm.names->dunder_all);
      if (!all) continue;
      Ref done = co_await import_submodules(vm, module, all);
      if (!done) co_return nullptr;
      continue;
    }
    if (dict_get_str(m->dict, as_str(name))) continue;
    const std::string full = to_utf8(m->name) + "." + to_utf8(name);
    Ref sub = co_await import_absolute(vm, vm.intern(full));
    if (sub) continue;
    const auto* e = static_cast<ExceptionObject*>(vm.thread->raised.object());
    const bool that_one = vm.raised_is(Exc::ModuleNotFoundError) && e->extra[0] && is_str(e->extra[0]) && str_equals(as_str(e->extra[0]), full);
    if (!that_one) co_return nullptr;
    vm.clear_raised();
  }
  co_return vm.none();
}

Co<Ref> import_name_co(Vm& vm, StrObject* name, Value from_list, std::size_t top_length) {
  Ref m = co_await import_absolute(vm, name);
  if (!m) co_return nullptr;
  if (!from_list) {
    if (top_length == 0) co_return m;
    const std::string top = to_utf8(name).substr(0, top_length);
    ModuleObject* first = loaded(vm, top);
    co_return first != nullptr ? share(Value(first)) : m;
  }
  Ref done = co_await import_submodules(vm, m, from_list);
  if (!done) co_return nullptr;
  co_return m;
}

bool is_empty_list(Value v) { return !v || v.is_none() || (is_tuple(v) && as_tuple(v)->length == 0) || (is_list(v) && as_list(v)->length == 0); }

}  // namespace

Ref import_name(Vm& vm, StrObject* name, DictObject* globals, Value from_list, int level) {
  std::string full = to_utf8(name);
  if (full.empty() && level == 0) return vm.raise(Exc::ValueError, "Empty module name");
  const std::string written = full;
  if (level > 0 && !resolve_relative(vm, full, globals, level)) return nullptr;
  const Value names = is_empty_list(from_list) ? Value() : from_list;
  StrObject* target = vm.intern(full);
  // `import a.b` binds a: for a relative name, the part of it that stands for the written one's first component.
  const std::size_t extra = full.size() - written.size();
  const std::size_t dot = written.find('.');
  const std::size_t top = written.empty() ? 0 : extra + (dot == std::string::npos ? written.size() : dot);
  const Value known = dict_get_str(vm.modules, target);
  if (known && !known.is_none() && !names && dot == std::string::npos) {
    const auto busy = vm.module_table->importing.find(full);
    if (busy == vm.module_table->importing.end() || busy->second == vm.thread) return share(known);
  }
  return vm.start(import_name_co(vm, target, names, top));
}

Ref import_module(Vm& vm, std::string_view absolute_name) {
  const Value known = dict_get_str(vm.modules, vm.intern(absolute_name));
  if (known && !known.is_none() && !vm.module_table->importing.contains(absolute_name)) return share(known);
  return vm.start(import_absolute(vm, vm.intern(absolute_name)));
}

// ---- from module import name ------------------------------------------------------------------------------------------------

namespace {

Ref cannot_import(Vm& vm, Value module, StrObject* name) {
  std::string from = "<unknown module name>", place = "unknown location";
  if (module.object()->type->layout == Layout::Module) {
    auto* m = static_cast<ModuleObject*>(module.object());
    const Value module_name = dict_get_str(m->dict, vm.names->dunder_name);
    const Value file = dict_get_str(m->dict, vm.names->dunder_file);
    if (module_name && is_str(module_name)) from = to_utf8(module_name);
    if (file && is_str(file)) place = to_utf8(file);
  }
  const bool partial = vm.module_table->importing.contains(from);
  const std::string text =
      partial ? fmt::format("cannot import name '{}' from partially initialized module '{}' (most likely due to a circular import) ({})", to_utf8(name), from, place)
              : fmt::format("cannot import name '{}' from '{}' ({}){}", to_utf8(name), from, place, version_hint(vm, from + "." + to_utf8(name)));
  Ref message = vm.str(text);
  ExceptionObject* e = make_exception(vm, vm.types.exception(Exc::ImportError), {message});
  e->extra[0] = vm.str(from).release();
  if (place != "unknown location") e->extra[1] = vm.str(place).release();
  e->extra[2] = share(Value(name)).release();
  return raise_exception(vm, e);
}

Co<Ref> import_from_co(Vm& vm, Value module, StrObject* name) {
  Ref found = co_await vm.finish(find_attr(vm, module, name));
  if (!found) co_return nullptr;
  if (!found.get().is_exhausted()) co_return found;
  if (module.object()->type->layout == Layout::Module) {
    const Value full_name = dict_get_str(static_cast<ModuleObject*>(module.object())->dict, vm.names->dunder_name);
    if (full_name && is_str(full_name)) {
      const Value sub = dict_get_str(vm.modules, vm.intern(to_utf8(full_name) + "." + to_utf8(name)));
      if (sub) co_return share(sub);
    }
    const Value hook = dict_get_str(static_cast<ModuleObject*>(module.object())->dict, vm.names->dunder_getattr);
    if (hook) {  // PEP 562
      Ref computed = co_await vm.call(hook, Value(name));
      if (computed) co_return computed;
      if (!vm.raised_is(Exc::AttributeError)) co_return nullptr;
      vm.clear_raised();
    }
  }
  co_return cannot_import(vm, module, name);
}

}  // namespace

Ref import_from(Vm& vm, Value module, StrObject* name) {
  if (module.is_object() && module.object()->type == vm.types.module) {
    const Value v = dict_get_str(static_cast<ModuleObject*>(module.object())->dict, name);
    if (v) return share(v);
  }
  if (!module.is_object()) return vm.raise(Exc::ImportError, fmt::format("cannot import name '{}' from '<unknown module name>' (unknown location)", to_utf8(name)));
  return vm.start(import_from_co(vm, module, name));
}

namespace {

Co<Ref> import_names(Vm& vm, Value module, Value names, Value ns) {
  Ref list = co_await vm.finish(list_of(vm, names));
  if (!list) co_return nullptr;
  for (std::uint32_t i = 0; i < as_list(list)->length; ++i) {
    Ref name = share(as_list(list)->items[i]);
    if (!is_str(name)) {
      co_return vm.raise(Exc::TypeError, "Item in module.__all__ must be str");
    }
    Ref value = co_await vm.finish(get_attr(vm, module, vm.intern(to_utf8(name))));
    if (!value) co_return nullptr;
    Ref done = co_await vm.finish(set_item(vm, ns, name, value));
    if (!done) co_return nullptr;
  }
  co_return vm.none();
}

}  // namespace

Ref import_star(Vm& vm, Value module, Value ns) {
  DictObject* from = static_cast<ModuleObject*>(module.object())->dict;
  const Value all = dict_get_str(from, vm.names->dunder_all);
  if (all) return vm.start(import_names(vm, module, all, ns));
  for (std::int64_t i = dict_next(from, 0); i >= 0; i = dict_next(from, static_cast<std::uint32_t>(i) + 1)) {
    const Value key = from->entries[i].key;
    if (!is_str(key) || (as_str(key)->length > 0 && as_str(key)->at(0) == '_')) continue;
    dict_set_str(vm.heap, as_dict(ns), as_str(key), from->entries[i].value);
  }
  return vm.none();
}

}  // namespace gilscope
