// The bytecode of a program as rows, for whoever shows it beside the source: each instruction with its argument in words, what it costs under
// a runtime, and whether the GIL may change hands there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/session/session.hpp"

namespace gilscope {

struct ListedInstruction {
  std::uint32_t offset = 0;          ///< in bytes of co_code, as `dis` prints it; of the EXTENDED_ARG before it, if it has one
  std::uint32_t line = 0;            ///< 0: belongs to no line
  std::uint8_t opcode = 0;           ///< of CPython 3.13
  std::string_view name;             ///< "LOAD_FAST"
  std::string argument;              ///< in words: "counter", "to 24"; empty: none
  std::string_view doc;              ///< one line
  bool polls_eval_breaker = false;   ///< the GIL may be handed over here, and the thread stopped
  bool may_block = false;            ///< may wait, or run other code, before it completes
  bool shared_touch = false;         ///< reads or writes what other threads can reach
  std::optional<std::uint32_t> jump; ///< offset of the target
};

struct CodeListing {
  std::string function;              ///< co_qualname; "<module>"
  std::string file;
  std::uint32_t first_line = 0, last_line = 0;
  std::vector<ListedInstruction> rows;  ///< by offset

  /// The row whose instruction covers this offset; nullopt: beyond the end.
  std::optional<std::size_t> row_at(std::uint32_t offset) const;
};

/// The module's code first, then the functions and classes in it, in the order of the source.
std::vector<CodeListing> list_code(const Program& program);

/// The listing that a frame belongs to: the same function and file, and the line within it. nullptr: there is none.
const CodeListing* find_listing(const std::vector<CodeListing>& listings, std::string_view function, std::string_view file, std::uint32_t line);

/// What each instruction costs under the runtime of `options`, before locks, reference counts and memory: by opcode, in picoseconds.
/// Error: an option, the runtime spec or the cost model is wrong.
using InstructionCosts = std::array<std::uint32_t, 256>;
Result<InstructionCosts> instruction_costs(const Scenario& scenario, const RunOptions& options);

}  // namespace gilscope
