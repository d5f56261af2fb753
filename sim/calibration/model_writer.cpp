#include "sim/calibration/model_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace gilscope {
namespace {

constexpr double kUnchanged = 0.01;  // a fit that moves a number by less leaves it as it is
constexpr std::size_t kSourceColumn = 36;

// Three digits say all that a fit knows.
std::string number_text(double value) {
  if (value >= 100)
    return fmt::format("{:.0f}", std::round(value / std::pow(10, std::floor(std::log10(value)) - 2)) *
                                     std::pow(10, std::floor(std::log10(value)) - 2));
  return fmt::format("{:.3g}", value);
}

bool moved(const FitParameter& p) { return std::abs(p.value / p.prior - 1) > kUnchanged; }

// "Key = value   # source: text", taken apart.
struct Line {
  std::string key, value, source;
};

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(" \t"));
  text.erase(text.find_last_not_of(" \t") + 1);
  return text;
}

std::optional<Line> take_apart(const std::string& text) {
  const auto equals = text.find('='), comment = text.find('#');
  if (equals == std::string::npos || comment == std::string::npos || comment < equals || text[0] == '#')
    return std::nullopt;
  Line line{trimmed(text.substr(0, equals)), trimmed(text.substr(equals + 1, comment - equals - 1)),
            text.substr(comment)};
  constexpr std::string_view kSource = "# source: ";
  if (!line.source.starts_with(kSource)) return std::nullopt;
  line.source.erase(0, kSource.size());
  return line;
}

std::string put_together(const Line& line) {
  std::string text = line.key + " = " + line.value;
  text.resize(std::max(text.size() + 1, kSourceColumn), ' ');
  return text + "# source: " + line.source;
}

// A number keeps, behind the fit, the reason for the one it started from.
std::string source_of(const Line& old, const std::string& fit) {
  if (old.source.starts_with("fit"))
    return old.source.find("; before") == std::string::npos ? fit
                                                            : fit + old.source.substr(old.source.find("; before"));
  return fmt::format("{}; before: {}, {}", fit, old.value, old.source);
}

class Rewriter {
 public:
  Rewriter(const std::vector<FitParameter>& fitted, bool is_base, const ModelTexts& texts)
      : fitted_(fitted), is_base_(is_base), texts_(texts) {}

  std::string line(const std::string& text) {
    if (text.starts_with('[')) table_ = text.substr(1, text.find(']') - 1);
    if (text.starts_with("name = ")) return head();
    if (text.starts_with("inherit = ") || text.starts_with("free_threaded = ")) return "";
    auto parts = take_apart(text);
    if (!parts) return text + "\n";
    const bool changed = table_ == "instruction" ? instruction(*parts) : plain(*parts);
    if (!changed) return text + "\n";
    return put_together(*parts) + "\n";
  }

 private:
  std::string head() const {
    std::string text = fmt::format("name = \"{}\"\n", texts_.name);
    if (!texts_.inherit.empty()) text += fmt::format("inherit = \"{}\"\n", texts_.inherit);
    if (!texts_.free_threaded.empty()) text += fmt::format("free_threaded = \"{}\"\n", texts_.free_threaded);
    return text;
  }

  const FitParameter* find(std::string_view key, CostTableKind table) const {
    for (const auto& p : fitted_) {
      if (p.cost.name != key || p.cost.table != table) continue;
      const bool instruction = table == CostTableKind::Specialized || table == CostTableKind::Generic;
      if (instruction || p.builds == Builds::Both || (p.builds == Builds::Gil) == is_base_) return &p;
    }
    return nullptr;
  }

  bool instruction(Line& line) const {
    const FitParameter* fast = find(line.key, CostTableKind::Specialized);
    const FitParameter* slow = find(line.key, CostTableKind::Generic);
    if (!(fast && moved(*fast)) && !(slow && moved(*slow))) return false;
    const auto comma = line.value.find(',');
    if (comma == std::string::npos || line.value.front() != '[') return false;
    const std::string first = line.value.substr(1, comma - 1),
                      second = trimmed(line.value.substr(comma + 1, line.value.size() - comma - 2));
    line.source = source_of(line, texts_.source);
    line.value = fmt::format("[{}, {}]", fast && moved(*fast) ? number_text(fast->value) : first,
                             slow && moved(*slow) ? number_text(slow->value) : second);
    return true;
  }

  bool plain(Line& line) const {
    const FitParameter* p = find(line.key, table_ == "machine" ? CostTableKind::Machine : CostTableKind::Mechanism);
    if (!p || !moved(*p)) return false;
    line.source = source_of(line, texts_.source);
    line.value = number_text(p->value);
    return true;
  }

  const std::vector<FitParameter>& fitted_;
  bool is_base_;
  const ModelTexts& texts_;
  std::string table_;
};

Result<std::string> read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Error{fmt::format("can't read '{}'", path)};
  return std::move(text).str();
}

std::optional<Error> rewrite_file(const std::string& from, const std::string& to,
                                  const std::vector<FitParameter>& fitted, bool is_base, const ModelTexts& texts) {
  const auto text = read_text(from);
  if (!text) return text.error();
  const std::string unfinished = to + ".tmp";  // what stood in the file stays there until the new model is whole
  std::ofstream out(unfinished, std::ios::binary);
  out << rewrite_model(text.value(), fitted, is_base, texts);
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(unfinished, to, error);
  if (out && !error) return std::nullopt;
  std::filesystem::remove(unfinished, error);
  return Error{fmt::format("can't write '{}'", to)};
}

}  // namespace

std::string rewrite_model(const std::string& text, const std::vector<FitParameter>& fitted, bool is_base,
                          const ModelTexts& texts) {
  Rewriter rewriter(fitted, is_base, texts);
  std::istringstream lines(text);
  std::string result, line;
  while (std::getline(lines, line)) result += rewriter.line(line);
  return result;
}

Result<std::vector<std::string>> write_models(const std::string& file, const FitOptions& options,
                                              const std::vector<FitParameter>& fitted, bool free_threaded,
                                              const std::string& name, const std::string& source) {
  const std::filesystem::path base(file);
  const std::string sibling = base.stem().string() + "-t" + base.extension().string();
  std::vector<std::string> written = {file};
  ModelTexts texts{name, source, "", free_threaded ? sibling : ""};
  if (auto error = rewrite_file(options.gil_model, file, fitted, true, texts)) return *error;
  if (!free_threaded) return written;
  written.push_back((base.parent_path() / sibling).string());
  texts = {name + ", free-threaded", source, base.filename().string(), ""};
  if (auto error = rewrite_file(options.free_threaded_model, written[1], fitted, false, texts)) return *error;
  return written;
}

}  // namespace gilscope
