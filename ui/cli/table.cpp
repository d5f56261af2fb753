#include "ui/cli/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gilscope::cli {
namespace {

std::vector<int> column_widths(const Table& table) {
  std::vector<int> widths;
  for (const auto& name : table.header) widths.push_back(display_width(name));
  for (const auto& row : table.rows) {
    if (row.size() > widths.size()) widths.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i].text));
  }
  return widths;
}

std::string aligned(const std::string& text, std::size_t column, int width) {
  return column == 0 ? pad_right(text, width) : "  " + pad_left(text, width);
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

std::string render(const Table& table, const Style& style) {
  if (table.rows.empty()) return "";
  const auto widths = column_widths(table);
  std::string header, rule;
  for (std::size_t i = 0; i < table.header.size(); ++i) header += aligned(table.header[i], i, widths[i]);
  for (std::size_t i = 0; i < widths.size(); ++i) rule += repeated("─", widths[i] + (i == 0 ? 0 : 2));
  std::string text = bold(style, header) + "\n" + dim(style, rule) + "\n";
  for (const auto& row : table.rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += paint(style, aligned(row[i].text, i, widths[i]), row[i].color);
    while (!line.empty() && line.back() == ' ') line.pop_back();
    text += line + "\n";
  }
  return text;
}

std::string format_count(std::uint64_t count) {
  if (count >= 1'000'000'000u) return fmt::format("{:.2f} G", static_cast<double>(count) / 1e9);
  if (count >= 10'000'000u) return fmt::format("{:.1f} M", static_cast<double>(count) / 1e6);
  std::string digits = std::to_string(count);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string format_percent(double share) {
  if (share > 0 && share < 0.005) return "<1 %";
  return fmt::format("{:.0f} %", share * 100);
}

std::string format_bytes(std::uint64_t bytes) {
  if (bytes >= 10'000'000) return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
  if (bytes >= 10'000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{} bytes", bytes);
}

}  // namespace gilscope::cli
