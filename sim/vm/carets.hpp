// The marks under a traceback's source line: which characters of an instruction's text are "^" and which "~" (Lib/traceback.py of 3.13
// finds them by parsing the text; this reads it with a small scanner).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gilscope {

/// Offsets into the segment: [left, right) is the operator, the subscript or the argument list; the rest is its operands.
struct Anchors { std::size_t left, right; };

/// Of a text that is one binary operation, subscript or call. nullopt: it is something else.
std::optional<Anchors> find_anchors(const std::u32string& segment);

/// `return f(x)` and `name = f(x)` whose whole right side is the failing call show no marks. `lines`: dedented text, joined by newlines.
bool is_plain_call_statement(const std::u32string& statement, std::size_t start, std::size_t end);

/// The source lines of an instruction with its marks, each indented by four blanks, as the traceback prints them. `start` and `end` are
/// columns in the first and last line; start < 0: no columns known.
std::string marked_lines(const std::vector<std::u32string>& lines, int start, int end);

}  // namespace gilscope
