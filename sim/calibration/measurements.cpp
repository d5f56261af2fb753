#include "sim/calibration/measurements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include "sim/session/session.hpp"

namespace gilscope {
namespace {

constexpr std::string_view kHeader = "program,runtime,threads,rounds,minimum,median,maximum";
constexpr std::string_view kSource = "# source: ";

std::vector<std::string_view> fields(std::string_view line) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const auto comma = line.find(',', begin);
    parts.push_back(line.substr(begin, comma - begin));
    if (comma == std::string_view::npos) return parts;
    begin = comma + 1;
  }
}

template <class Number>
bool number(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

bool parse_line(std::string_view line, Measurement& m) {
  const auto parts = fields(line);
  if (parts.size() != 7) return false;
  m.program = parts[0];
  m.runtime = parts[1];
  return number(parts[2], m.threads) && number(parts[3], m.rounds) && number(parts[4], m.minimum) &&
         number(parts[5], m.median) && number(parts[6], m.maximum) && m.minimum > 0 && m.threads > 0;
}

std::vector<std::string> distinct(const std::vector<Measurement>& all, std::string Measurement::*field) {
  std::vector<std::string> names;
  for (const auto& m : all)
    if (std::find(names.begin(), names.end(), m.*field) == names.end()) names.push_back(m.*field);
  return names;
}

}  // namespace

const Measurement* Measurements::find(std::string_view program, std::string_view runtime, int threads) const {
  for (const auto& m : all)
    if (m.program == program && m.runtime == runtime && m.threads == threads) return &m;
  return nullptr;
}

std::vector<std::string> Measurements::programs() const { return distinct(all, &Measurement::program); }
std::vector<std::string> Measurements::runtimes() const { return distinct(all, &Measurement::runtime); }

Result<Measurements> read_measurements(const std::string& path) {
  std::ifstream in(path);
  if (!in) return Error{fmt::format("can't read '{}'", path)};
  Measurements result;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.starts_with(kSource)) result.source = line.substr(kSource.size());
    if (line.empty() || line[0] == '#' || line == kHeader) continue;
    Measurement m;
    if (!parse_line(line, m))
      return Error{fmt::format("{}, line {}: '{}' is not a line of {}", path, number, line, kHeader)};
    result.all.push_back(std::move(m));
  }
  return result;
}

std::optional<Error> write_measurements(const Measurements& measured, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  out << kSource << measured.source << '\n' << kHeader << '\n';
  for (const auto& m : measured.all) {
    out << fmt::format("{},{},{},{},{:.2f},{:.2f},{:.2f}\n", m.program, m.runtime, m.threads, m.rounds, m.minimum,
                       m.median, m.maximum);
  }
  out.close();
  return out ? std::nullopt : std::optional(Error{fmt::format("can't write '{}'", path)});
}

double scatter(const Measurements& measured) {
  std::vector<double> distances;
  for (const auto& m : measured.all) distances.push_back(m.median / m.minimum - 1);
  if (distances.empty()) return 0;
  std::nth_element(distances.begin(), distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2),
                   distances.end());
  return distances[distances.size() / 2];
}

std::string shipped_measurements() { return assets_directory() + "/models/measured-3.13.5.csv"; }
std::string shipped_oversubscribed_measurements() { return assets_directory() + "/models/measured-3.13.5-oversubscribed.csv"; }

}  // namespace gilscope
