#include "sim/compiler/constant_math.hpp"

#include <cmath>

#include "sim/compiler/big_int.hpp"
#include "sim/compiler/constant_table.hpp"

namespace gilscope::compiler {
namespace {

using ast::Operator;
using ast::UnaryOperator;
using Folded = std::optional<Constant>;

constexpr std::size_t kMaxIntBits = 128;
constexpr long kMaxCollectionSize = 256;
constexpr long kMaxStringSize = 4096;
constexpr long kMaxTotalItems = 1024;

bool is_bool(const Constant& c) { return c.kind == ConstantKind::True || c.kind == ConstantKind::False; }
bool is_int(const Constant& c) { return c.kind == ConstantKind::Int || is_bool(c); }
bool is_number(const Constant& c) { return is_int(c) || c.kind == ConstantKind::Float; }
bool is_collection(const Constant& c) { return c.kind == ConstantKind::Tuple || c.kind == ConstantKind::FrozenSet; }
bool is_text(const Constant& c) { return c.kind == ConstantKind::Str || c.kind == ConstantKind::Bytes; }

BigInt int_of(const Constant& c) {
  return BigInt(c.kind == ConstantKind::Int ? c.text : c.kind == ConstantKind::True ? "1" : "0");
}

std::optional<double> float_of(const Constant& c) {
  return c.kind == ConstantKind::Float ? std::optional<double>(c.real) : to_double(int_of(c));
}

Constant of_int(const BigInt& value) {
  Constant c;
  c.kind = ConstantKind::Int;
  c.text = value.decimal();
  return c;
}

Constant of_float(double value) {
  Constant c;
  c.kind = ConstantKind::Float;
  c.real = value;
  return c;
}

// ---- integers ----

Folded int_power(const BigInt& base, const BigInt& exponent) {
  if (exponent.sign() < 0) {
    const auto x = to_double(base);
    const auto y = to_double(exponent);
    if (base.sign() == 0 || !x || !y) return std::nullopt;
    return of_float(std::pow(*x, *y));
  }
  const auto power = exponent.small();
  if (!power) return std::nullopt;
  if (base.sign() != 0 && *power > 0 && base.bits() > kMaxIntBits / static_cast<std::size_t>(*power))
    return std::nullopt;
  BigInt result;
  mpz_pow_ui(result.get(), base.get(), static_cast<unsigned long>(*power));
  return of_int(result);
}

Folded int_shift(Operator op, const BigInt& value, const BigInt& by) {
  const auto count = by.small();
  if (by.sign() < 0 || (!count && op == Operator::LShift)) return std::nullopt;
  BigInt result;
  if (op == Operator::RShift) {
    const auto bits = count ? static_cast<mp_bitcnt_t>(*count) : static_cast<mp_bitcnt_t>(value.bits()) + 1;
    mpz_fdiv_q_2exp(result.get(), value.get(), bits);
    return of_int(result);
  }
  const auto bits = static_cast<std::size_t>(*count);
  if (value.sign() != 0 && bits != 0 && (bits > kMaxIntBits || value.bits() > kMaxIntBits - bits)) return std::nullopt;
  mpz_mul_2exp(result.get(), value.get(), bits);
  return of_int(result);
}

Folded int_divide(Operator op, const BigInt& a, const BigInt& b) {
  if (b.sign() == 0) return std::nullopt;
  if (op == Operator::Div) {
    const auto quotient = true_divide(a, b);
    return quotient ? Folded(of_float(*quotient)) : std::nullopt;
  }
  BigInt result;
  if (op == Operator::FloorDiv) {
    mpz_fdiv_q(result.get(), a.get(), b.get());
  } else {
    mpz_fdiv_r(result.get(), a.get(), b.get());
  }
  return of_int(result);
}

Folded int_binary(Operator op, const BigInt& a, const BigInt& b) {
  BigInt result;
  switch (op) {
    case Operator::Add: mpz_add(result.get(), a.get(), b.get()); break;
    case Operator::Sub: mpz_sub(result.get(), a.get(), b.get()); break;
    case Operator::Mult:
      if (a.bits() + b.bits() > kMaxIntBits && a.sign() != 0 && b.sign() != 0) return std::nullopt;
      mpz_mul(result.get(), a.get(), b.get());
      break;
    case Operator::BitAnd: mpz_and(result.get(), a.get(), b.get()); break;
    case Operator::BitOr: mpz_ior(result.get(), a.get(), b.get()); break;
    case Operator::BitXor: mpz_xor(result.get(), a.get(), b.get()); break;
    case Operator::Div:
    case Operator::FloorDiv:
    case Operator::Mod: return int_divide(op, a, b);
    case Operator::Pow: return int_power(a, b);
    case Operator::LShift:
    case Operator::RShift: return int_shift(op, a, b);
    case Operator::MatMult: return std::nullopt;
  }
  return of_int(result);
}

// ---- floats ----

/// Python's floor division and modulo: the remainder has the sign of the divisor.
Folded float_divmod(Operator op, double a, double b) {
  if (b == 0) return std::nullopt;
  double mod = std::fmod(a, b);
  double div = (a - mod) / b;
  if (mod != 0) {
    if ((b < 0) != (mod < 0)) {
      mod += b;
      div -= 1.0;
    }
  } else {
    mod = std::copysign(0.0, b);
  }
  if (op == Operator::Mod) return of_float(mod);
  if (div == 0) return of_float(std::copysign(0.0, a / b));
  const double floor = std::floor(div);
  return of_float(div - floor > 0.5 ? floor + 1.0 : floor);
}

Folded float_power(double base, double exponent) {
  if (base == 0 && exponent < 0) return std::nullopt;  // ZeroDivisionError
  if (base < 0 && std::isfinite(base) && std::isfinite(exponent) && exponent != std::floor(exponent))
    return std::nullopt;  // complex
  const double result = std::pow(base, exponent);
  if (std::isinf(result) && std::isfinite(base) && std::isfinite(exponent)) return std::nullopt;  // OverflowError
  return of_float(result);
}

Folded float_binary(Operator op, const Constant& left, const Constant& right) {
  const auto a = float_of(left);
  const auto b = float_of(right);
  if (!a || !b) return std::nullopt;
  switch (op) {
    case Operator::Add: return of_float(*a + *b);
    case Operator::Sub: return of_float(*a - *b);
    case Operator::Mult: return of_float(*a * *b);
    case Operator::Div: return *b == 0 ? Folded() : of_float(*a / *b);
    case Operator::FloorDiv:
    case Operator::Mod: return float_divmod(op, *a, *b);
    case Operator::Pow: return float_power(*a, *b);
    default: return std::nullopt;
  }
}

// ---- sequences ----

long character_count(const Constant& c) {
  if (c.kind == ConstantKind::Bytes) return static_cast<long>(c.text.size());
  long count = 0;
  for (char byte : c.text) count += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  return count;
}

/// What is left of `limit` after counting the items of nested collections; negative if they are too many.
long items_left(const Constant& c, long limit) {
  if (!is_collection(c)) return limit;
  limit -= static_cast<long>(c.items.size());
  for (std::size_t i = 0; limit >= 0 && i < c.items.size(); ++i) limit = items_left(c.items[i], limit);
  return limit;
}

bool repeat_is_small(const Constant& c, std::optional<long> count) {
  const long size = is_collection(c) ? static_cast<long>(c.items.size()) : character_count(c);
  if (size == 0) return true;
  if (!count || *count < 0) return false;
  if (*count > (is_collection(c) ? kMaxCollectionSize : kMaxStringSize) / size) return false;
  return !is_collection(c) || *count == 0 || items_left(c, kMaxTotalItems / *count) >= 0;
}

Folded repeat(const Constant& c, const BigInt& times) {
  const auto count = times.small();
  if (c.kind == ConstantKind::FrozenSet || !repeat_is_small(c, count)) return std::nullopt;
  Constant result = c;
  result.text.clear();
  result.items.clear();
  if (c.text.empty() && c.items.empty()) return result;
  for (long i = 0; i < *count; ++i) {
    result.text += c.text;
    result.items.insert(result.items.end(), c.items.begin(), c.items.end());
  }
  return result;
}

Folded concatenate(const Constant& left, const Constant& right) {
  if (left.kind != right.kind || !(is_text(left) || left.kind == ConstantKind::Tuple)) return std::nullopt;
  Constant result = left;
  result.text += right.text;
  result.items.insert(result.items.end(), right.items.begin(), right.items.end());
  return result;
}

Folded bool_binary(Operator op, bool a, bool b) {
  switch (op) {
    case Operator::BitAnd: return make_bool(a && b);
    case Operator::BitOr: return make_bool(a || b);
    case Operator::BitXor: return make_bool(a != b);
    default: return std::nullopt;
  }
}

Constant character_at(const std::string& text, long index) {
  long position = -1;
  std::string out;
  for (char byte : text) {
    position += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    if (position == index) out += byte;
  }
  return make_str(out);
}

/// Python's == between constants that could meet in one set.
bool equal_values(const Constant& a, const Constant& b) {
  if (is_number(a) && is_number(b)) {
    if (is_int(a) && is_int(b)) return mpz_cmp(int_of(a).get(), int_of(b).get()) == 0;
    const auto x = float_of(a);
    const auto y = float_of(b);
    return x && y && *x == *y;
  }
  if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!equal_values(a.items[i], b.items[i])) return false;
  }
  return true;
}

}  // namespace

Folded fold_binary(Operator op, const Constant& left, const Constant& right) {
  if (op == Operator::Mult && is_int(left) && (is_text(right) || is_collection(right)))
    return repeat(right, int_of(left));
  if (op == Operator::Mult && is_int(right) && (is_text(left) || is_collection(left)))
    return repeat(left, int_of(right));
  if (is_bool(left) && is_bool(right)) {
    if (Folded result = bool_binary(op, is_true(left), is_true(right))) return result;
  }
  if (is_int(left) && is_int(right)) return int_binary(op, int_of(left), int_of(right));
  if (is_number(left) && is_number(right)) return float_binary(op, left, right);
  if (op == Operator::Add) return concatenate(left, right);
  return std::nullopt;
}

Folded fold_unary(UnaryOperator op, const Constant& operand) {
  if (op == UnaryOperator::Not) return make_bool(!is_true(operand));
  if (operand.kind == ConstantKind::Float) {
    if (op == UnaryOperator::Invert) return std::nullopt;
    return of_float(op == UnaryOperator::USub ? -operand.real : operand.real);
  }
  if (!is_int(operand)) return std::nullopt;
  BigInt value = int_of(operand);
  if (op == UnaryOperator::USub) mpz_neg(value.get(), value.get());
  if (op == UnaryOperator::Invert) mpz_com(value.get(), value.get());
  return of_int(value);
}

Folded fold_subscript(const Constant& container, const Constant& index) {
  const bool sequence = is_text(container) || container.kind == ConstantKind::Tuple;
  if (!sequence || !is_int(index)) return std::nullopt;
  const auto position = int_of(index).small();
  const long size = is_text(container) ? character_count(container) : static_cast<long>(container.items.size());
  if (!position) return std::nullopt;
  const long at = *position < 0 ? *position + size : *position;
  if (at < 0 || at >= size) return std::nullopt;
  if (container.kind == ConstantKind::Tuple) return container.items[static_cast<std::size_t>(at)];
  if (container.kind == ConstantKind::Str) return character_at(container.text, at);
  return make_int(static_cast<unsigned char>(container.text[static_cast<std::size_t>(at)]));
}

Constant make_frozenset(const std::vector<Constant>& items) {
  Constant set;
  set.kind = ConstantKind::FrozenSet;
  for (const Constant& item : items) {
    bool known = false;
    for (const Constant& other : set.items) known |= equal_values(item, other);
    if (!known) set.items.push_back(item);
  }
  return set;
}

}  // namespace gilscope::compiler
