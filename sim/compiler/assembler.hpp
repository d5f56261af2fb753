// Unit -> CodeObject: builds the control flow graph, optimizes it, lays it out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace gilscope {
struct CodeObject;
}

namespace gilscope::compiler {

struct Unit;

/// Requires: every path of the unit's code ends in a return or a raise. `flags` are co_flags.
std::shared_ptr<const CodeObject> assemble(Unit& unit, std::uint32_t flags, const std::string& filename);

}  // namespace gilscope::compiler
