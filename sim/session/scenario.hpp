// A scenario: one Python script and the `# /// gilscope` block in it that says on which machine and runtimes to watch it.
//
//   # /// gilscope
//   # title = "Counting primes"
//   # cores = 8
//   # runtimes = ["3.13", "3.13t gil=1", "3.13t", "3.14t"]
//   # seed = 1
//   # switch_interval = 0.005            # seconds
//   # max_time = 60.0                    # simulated seconds
//   # args = ["--limit", "20000"]
//   # [extension.fastmath]               # a C extension that the script imports
//   # gil_safe = true                    # marked safe to run without the GIL (Py_mod_gil)
//   # init_us = 1000                     # microseconds its import takes
//   # functions = { crunch = { cost_us = 10000, releases_gil = true } }
//   # [extension.fastcache.functions]    # what C code does to its arguments, in the terms of CPython's C API
//   # peek  = { gets = "PyList_GetItem", cost_us = 5 }      # f(list, index): a borrowed reference; PyList_GetItemRef: a strong one
//   # put   = { sets = "PyList_SET_ITEM", cost_us = 2 }     # f(list, index, value)
//   # add   = { changes = [0], cost_us = 2, critical_section = true }   # f(list, value): an append in several steps
//   # move  = { changes = [0, 1], cost_us = 2 }             # f(from, to): the last item of a list to the end of another
//   # ticket = { counter = "plain" }                        # f(): ++ of a static variable; "atomic", "mutex"
//   # ///
//
// The block has the form of inline script metadata (PEP 723); every key is optional, unknown keys are errors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/library/extension_module.hpp"

namespace gilscope {

struct Scenario {
  std::string path;       ///< as the user named it
  std::string name;       ///< the file name without ".py"
  std::string source;     ///< the bytes of the file
  std::string title;      ///< the block's title; else the first line of the docstring; else the name
  std::string docstring;  ///< of the module, as written; empty if it has none
  bool has_block = false;

  std::optional<std::uint32_t> cores;
  std::vector<std::string> runtimes;  ///< runtime specs: a preset, then "gil=0" or "gil=1" or what-ifs, separated by blanks
  std::optional<std::uint64_t> seed;
  std::optional<SimTime> switch_interval;
  std::optional<SimTime> max_time;
  std::vector<std::string> args;
  std::vector<ExtensionSpec> extensions;
};

/// Reads a script. Error: the file cannot be read, or "FILE, line N: what is wrong with the block".
Result<Scenario> load_scenario(const std::string& path);

/// The same for a text already in memory.
Result<Scenario> parse_scenario(const std::string& path, std::string source);

/// The TOML text inside the block, with as many leading empty lines as the block is down in the file, so that its line numbers are
/// those of the script. nullopt: there is no block. Error: two blocks, or a block without its end.
Result<std::optional<std::string>> find_block(const std::string& path, std::string_view source);

}  // namespace gilscope
