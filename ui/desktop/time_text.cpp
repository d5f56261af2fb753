#include "ui/desktop/time_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>

namespace gilscope::desktop {
namespace {

struct Unit {
  std::string_view name;
  SimTime length;
};
constexpr std::array<Unit, 5> kUnits = {
    {{"s", kSecond}, {"ms", kMillisecond}, {"us", kMicrosecond}, {"ns", kNanosecond}, {"ps", 1}}};

std::optional<SimTime> unit_of(std::string_view name) {
  for (const Unit& unit : kUnits)
    if (unit.name == name) return unit.length;
  return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string time_text(SimTime time) {
  if (time < 0) return "-" + time_text(-time);
  for (const Unit& unit : kUnits) {
    if (time < unit.length) continue;
    std::string fraction;
    for (SimTime rest = time % unit.length, place = unit.length / 10; rest > 0; rest %= place, place /= 10) {
      fraction += static_cast<char>('0' + rest / place);
      if (place == 1) break;
    }
    return fmt::format("{}{}{}{}", time / unit.length, fraction.empty() ? "" : ".", fraction, unit.name);
  }
  return "0s";
}

std::optional<SimTime> parse_time(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::size_t digits = 0, at = 0;
  const auto unit_at = text.find_first_not_of("0123456789.");
  if (unit_at == std::string_view::npos || unit_at == 0) return std::nullopt;
  const auto unit = unit_of(text.substr(unit_at));
  if (!unit) return std::nullopt;
  SimTime time = 0, place = *unit;
  for (; at < unit_at && is_digit(text[at]); ++at, ++digits) {
    if (time > kForever / 10 / *unit) return std::nullopt;
    time = time * 10 + (text[at] - '0');
  }
  if (time > kForever / *unit) return std::nullopt;
  time *= *unit;
  if (at < unit_at && text[at] == '.') {
    for (++at; at < unit_at && is_digit(text[at]); ++at, ++digits) {
      place /= 10;
      time = saturating_add(time, (text[at] - '0') * place);
    }
  }
  if (at != unit_at || digits == 0) return std::nullopt;
  return negative ? -time : time;
}

}  // namespace gilscope::desktop
