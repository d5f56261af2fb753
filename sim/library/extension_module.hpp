// Extension modules that a scenario declares ([extension.NAME] in its block): imported like any other. Their functions use time, with the
// GIL or without, and may do to their arguments what C code does through CPython's API, safely or not (extension_functions.cpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/sim_time.hpp"

namespace gilscope {

class Vm;

/// What a function does besides using time.
enum class ExtensionAction : std::uint8_t {
  Compute,  ///< nothing; it takes any arguments and returns None
  Get,      ///< f(container, index or key): fetches the item with the call named by `api`, works with it, returns it
  Set,      ///< f(list, index, value): finds the item's place, works, stores the value with the call named by `api`
  Append,   ///< f(list, value): reads the length, works, writes the item behind the last one, writes the new length
  Move,     ///< f(from, to): reads the last item of one list, works, takes it off there and appends it to the other list
  Count,    ///< f(): adds 1 to a static variable of the module and returns it
};

/// The functions of CPython's C API that a Get or Set may go through.
enum class ItemApi : std::uint8_t { ListGetItem, ListGetItemRef, ListGetItemMacro, DictGetItem, DictGetItemRef, ListSetItem, ListSetItemMacro };

struct ItemApiInfo {
  ItemApi id;
  std::string_view name;  ///< as C code writes it
  ExtensionAction action;
  bool borrowed;          ///< what it returns is not counted
  std::string_view advice;  ///< for a borrowing or unlocked one: what to use instead
};
const ItemApiInfo& info_of(ItemApi api);
const ItemApiInfo* find_item_api(std::string_view name, ExtensionAction action);  ///< null: there is none
std::string item_api_names(ExtensionAction action);  ///< "PyList_GetItem, PyList_GetItemRef, ..."

enum class StaticCounter : std::uint8_t { Plain, Atomic, Mutex };

/// A function of the extension.
struct ExtensionFunctionSpec {
  std::string name;
  SimTime cost = kMicrosecond;    ///< how long it works
  bool releases_gil = false;      ///< while it works: Py_BEGIN_ALLOW_THREADS
  ExtensionAction action = ExtensionAction::Compute;
  ItemApi api{};                  ///< of Get and Set
  StaticCounter counter{};        ///< of Count
  bool critical_section = false;  ///< locks its one or two containers from beginning to end: Py_BEGIN_CRITICAL_SECTION(2)
};

struct ExtensionSpec {
  std::string name;
  bool gil_safe = false;  ///< Py_MOD_GIL_NOT_USED; otherwise its import switches the GIL on in a free-threaded build
  SimTime init_cost = kMillisecond;
  std::vector<ExtensionFunctionSpec> functions;
};

/// Makes it importable. Requires: *module outlives the vm.
void add_extension(Vm& vm, const ExtensionSpec* module);

}  // namespace gilscope
