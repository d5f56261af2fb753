// "%s and %5r" % (a, b) with a tuple display becomes an f-string, as in CPython 3.13's Python/ast_opt.c
// (optimize_format).
#include <optional>
#include <string>
#include <string_view>

#include "sim/compiler/constant_folder.hpp"
#include "sim/compiler/constant_table.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

constexpr int kMaxDigits = 2;

/// One conversion such as "%-5.2s".
struct PercentConversion {
  char type = 0;
  bool left = false;
  int width = -1;
  int precision = -1;
};

/// Reads a format text piece by piece.
class FormatReader {
 public:
  explicit FormatReader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }

  /// The text up to the next conversion, %% read as %.
  std::string literal() {
    std::string out;
    while (!at_end()) {
      if (text_[at_] == '%') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '%') break;
        ++at_;
      }
      out += text_[at_++];
    }
    return out;
  }

  std::optional<PercentConversion> conversion() {
    ++at_;  // the %
    PercentConversion c;
    for (; !at_end() && std::string_view("-+ #0").find(text_[at_]) != std::string_view::npos; ++at_) {
      c.left |= text_[at_] == '-';  // the other flags mean nothing for text
    }
    if (is_digit() && !number(c.width)) return std::nullopt;
    if (!at_end() && text_[at_] == '.') {
      ++at_;
      c.precision = 0;
      if (is_digit() && !number(c.precision)) return std::nullopt;
    }
    if (at_end()) return std::nullopt;
    c.type = text_[at_++];
    return c;
  }

 private:
  bool is_digit() const { return !at_end() && text_[at_] >= '0' && text_[at_] <= '9'; }

  bool number(int& value) {
    value = 0;
    for (int digits = 0; is_digit(); ++at_) {
      if (++digits > kMaxDigits) return false;
      value = value * 10 + (text_[at_] - '0');
    }
    return !at_end();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<ast::Conversion> conversion_kind(const PercentConversion& c) {
  switch (c.type) {
    case 's': return ast::Conversion::Str;
    case 'r': return ast::Conversion::Repr;
    case 'a': return ast::Conversion::Ascii;
    default: return std::nullopt;
  }
}

std::string format_spec(const PercentConversion& c) {
  std::string spec;
  if (!c.left && c.width > 0) spec += '>';
  if (c.width >= 0) spec += std::to_string(c.width);
  if (c.precision >= 0) spec += "." + std::to_string(c.precision);
  return spec;
}

}  // namespace

void ConstantFolder::fold_percent_format(Expr*& slot) {
  const auto& binary = *as<BinOpExpr>(slot);
  const auto& values = as<TupleExpr>(binary.right)->elements;
  FormatReader reader(as<ConstantExpr>(binary.left)->value.text);
  auto* joined = module_.make<JoinedStrExpr>(slot->span);
  std::size_t used = 0;
  while (true) {
    const std::string literal = reader.literal();
    if (!literal.empty()) joined->values.push_back(make_constant(make_str(literal), Span{}));
    if (reader.at_end()) break;
    if (used >= values.size()) return;
    const auto conversion = reader.conversion();
    const auto kind = conversion ? conversion_kind(*conversion) : std::nullopt;
    if (!kind) return;
    auto* piece = module_.make<FormattedValueExpr>(values[used]->span);
    piece->value = values[used++];
    piece->conversion = *kind;
    const std::string spec = format_spec(*conversion);
    if (!spec.empty()) {
      auto* spec_node = module_.make<JoinedStrExpr>(Span{});
      spec_node->values.push_back(make_constant(make_str(spec), Span{}));
      piece->format_spec = spec_node;
    }
    joined->values.push_back(piece);
  }
  if (used == values.size()) slot = joined;
}

}  // namespace gilscope::compiler
