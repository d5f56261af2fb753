// Tables of text with aligned columns.
#pragma once

#include <string>
#include <vector>

#include "ui/cli/style.hpp"

namespace gilscope::cli {

struct Cell {
  std::string text;
  Color color = kDefault;
};

/// The first column is aligned left, the others right. Rows may be shorter than the header.
struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<Cell>> rows;
};

/// A header line, a rule, one line per row; columns stand two blanks apart. Empty without rows.
std::string render(const Table& table, const Style& style);

/// "1,234,567"; from ten million on "12.3 M", "4.56 G".
std::string format_count(std::uint64_t count);
/// 0.534 -> "53 %"; small but not zero -> "<1 %".
std::string format_percent(double share);
/// 2.1 MB, 640 bytes, ...
std::string format_bytes(std::uint64_t bytes);

}  // namespace gilscope::cli
