#include "sim/objects/percent_format.hpp"

#include <limits>

#include "sim/objects/float_ops.hpp"
#include "sim/objects/int_ops.hpp"

namespace gilscope {

namespace {

class PercentParser {
 public:
  PercentParser(const StrObject* text, std::size_t at) : text_(text), at_(at + 1) {}

  OpResult<PercentSpec> parse() {
    if (more() && text_->at(at_) == '(' && !parse_key()) return OpError{Exc::ValueError, "incomplete format key"};
    while (more() && parse_flag(text_->at(at_))) ++at_;
    if (!parse_count(spec_.width, spec_.width_star)) return OpError{Exc::ValueError, "width too big"};
    if (more() && text_->at(at_) == '.') {
      ++at_;
      if (!parse_count(spec_.precision, spec_.precision_star)) return OpError{Exc::ValueError, "precision too big"};
      if (!spec_.precision_star && spec_.precision < 0) spec_.precision = 0;
    }
    if (more() && (text_->at(at_) == 'h' || text_->at(at_) == 'l' || text_->at(at_) == 'L')) ++at_;
    if (!more()) return OpError{Exc::ValueError, "incomplete format"};
    spec_.conversion = text_->at(at_);
    spec_.end = at_ + 1;
    return spec_;
  }

 private:
  bool more() const { return at_ < text_->length; }

  bool parse_key() {
    spec_.has_key = true;
    spec_.key.begin = ++at_;
    for (int depth = 1; more(); ++at_) {
      depth += text_->at(at_) == '(' ? 1 : text_->at(at_) == ')' ? -1 : 0;
      if (depth == 0) {
        spec_.key.end = at_++;
        return true;
      }
    }
    return false;
  }

  bool parse_flag(char32_t c) {
    bool* flag = c == '-' ? &spec_.left : c == '+' ? &spec_.plus : c == ' ' ? &spec_.blank : c == '#' ? &spec_.alternate : c == '0' ? &spec_.zero : nullptr;
    if (flag != nullptr) *flag = true;
    return flag != nullptr;
  }

  bool parse_count(std::int64_t& out, bool& star) {
    star = more() && text_->at(at_) == '*';
    if (star) return ++at_, true;
    for (; more() && text_->at(at_) >= '0' && text_->at(at_) <= '9'; ++at_) {
      out = std::max<std::int64_t>(out, 0) * 10 + (text_->at(at_) - '0');
      if (out > std::numeric_limits<int>::max()) return false;
    }
    return true;
  }

  const StrObject* text_;
  std::size_t at_;
  PercentSpec spec_;
};

/// Sign, prefix, zeros up to the width, digits.
std::string signed_text(bool negative, const std::string& prefix, std::string digits, bool zeros, const PercentSpec& spec) {
  const std::string sign = negative ? "-" : spec.plus ? "+" : spec.blank ? " " : "";
  const auto length = static_cast<std::int64_t>(sign.size() + prefix.size() + digits.size());
  if (zeros && !spec.left && spec.width > length) digits.insert(0, static_cast<std::size_t>(spec.width - length), '0');
  const std::string text = sign + prefix + digits;
  return percent_pad(text, static_cast<std::int64_t>(text.size()), spec);
}

}  // namespace

OpResult<PercentSpec> parse_percent(const StrObject* text, std::size_t at) { return PercentParser(text, at).parse(); }

std::string percent_pad(std::string text, std::int64_t length, const PercentSpec& spec) {
  if (spec.width <= length) return text;
  const auto room = static_cast<std::size_t>(spec.width - length);
  return spec.left ? text.append(room, ' ') : text.insert(0, room, ' ');
}

std::string percent_int(Value v, const PercentSpec& spec) {
  const bool hex = spec.conversion == 'x' || spec.conversion == 'X';
  const int base = hex ? 16 : spec.conversion == 'o' ? 8 : 10;
  std::string digits = int_to_text(v, base);
  const bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  if (spec.conversion == 'X') for (char& c : digits) if (c >= 'a') c = static_cast<char>(c - 32);
  if (spec.precision > static_cast<std::int64_t>(digits.size())) digits.insert(0, static_cast<std::size_t>(spec.precision) - digits.size(), '0');
  const std::string prefix = !spec.alternate || base == 10 ? "" : hex ? std::string("0") + static_cast<char>(spec.conversion) : "0o";
  return signed_text(negative, prefix, digits, spec.zero, spec);
}

std::string percent_float(double d, const PercentSpec& spec) {
  std::string text = float_to_text(d, static_cast<char>(spec.conversion), spec.precision < 0 ? 6 : static_cast<int>(spec.precision), spec.alternate);
  const bool negative = text[0] == '-';
  if (negative) text.erase(0, 1);
  return signed_text(negative, "", text, spec.zero, spec);
}

}  // namespace gilscope
