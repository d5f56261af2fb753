// Value: one Python value in 64 bits. None, True, False, ints of up to 49 bits and floats are immediate; all else is an Object.
//
// An immediate int or float has no identity and no reference count yet: it is private to the frame that computed it.
// Heap::publish() boxes it when it enters a global, attribute, cell or container (design, decision 5).
//
// Encoding (NaN boxing): top 15 bits zero = pointer or singleton; top 15 bits one = int; anything else = double + 2^49.
#pragma once

#include <bit>
#include <cstdint>

namespace gilscope {

struct Object;

class Value {
 public:
  constexpr Value() = default;  ///< null: "no value", NULL on the evaluation stack, or "an exception is set" as a result
  Value(const Object* object) : bits_(reinterpret_cast<std::uintptr_t>(object)) {}  // NOLINT: implicit by design

  static constexpr Value none() { return Value(kNoneBits); }
  static constexpr Value false_() { return Value(kFalseBits); }
  static constexpr Value true_() { return Value(kTrueBits); }
  static constexpr Value boolean(bool b) { return Value(b ? kTrueBits : kFalseBits); }
  static constexpr Value ellipsis() { return Value(kEllipsisBits); }
  static constexpr Value not_implemented() { return Value(kNotImplementedBits); }
  /// The result of an operation that is not finished: it has pushed exactly one frame, which will deliver the result.
  static constexpr Value pending() { return Value(kPendingBits); }
  /// The result of an iterator's `next` that is exhausted (no StopIteration object is made).
  static constexpr Value exhausted() { return Value(kExhaustedBits); }
  /// Requires: fits_int(i).
  static constexpr Value integer(std::int64_t i) { return Value(kIntTag | (static_cast<std::uint64_t>(i) & kIntMask)); }
  static Value real(double d) {
    if (d != d) d = std::bit_cast<double>(std::uint64_t{0x7FF8'0000'0000'0000} | (std::bit_cast<std::uint64_t>(d) & (1ull << 63)));
    return Value(std::bit_cast<std::uint64_t>(d) + kDoubleOffset);
  }
  static constexpr bool fits_int(std::int64_t i) { return i >= -(std::int64_t{1} << 48) && i < (std::int64_t{1} << 48); }

  constexpr bool is_null() const { return bits_ == 0; }
  constexpr explicit operator bool() const { return bits_ != 0; }
  constexpr bool is_none() const { return bits_ == kNoneBits; }
  constexpr bool is_true() const { return bits_ == kTrueBits; }
  constexpr bool is_false() const { return bits_ == kFalseBits; }
  constexpr bool is_bool() const { return (bits_ | 2) == kTrueBits; }
  constexpr bool is_ellipsis() const { return bits_ == kEllipsisBits; }
  constexpr bool is_not_implemented() const { return bits_ == kNotImplementedBits; }
  constexpr bool is_pending() const { return bits_ == kPendingBits; }
  constexpr bool is_exhausted() const { return bits_ == kExhaustedBits; }
  constexpr bool is_integer() const { return (bits_ & kIntTag) == kIntTag; }  ///< an immediate int (not a bool, not a boxed int)
  constexpr bool is_real() const { return (bits_ & kIntTag) != 0 && !is_integer(); }  ///< an immediate float
  constexpr bool is_object() const { return bits_ - kFirstPointer < kDoubleOffset - kFirstPointer; }

  constexpr std::int64_t integer() const { return static_cast<std::int64_t>(bits_ << 15) >> 15; }
  double real() const { return std::bit_cast<double>(bits_ - kDoubleOffset); }
  Object* object() const { return reinterpret_cast<Object*>(bits_); }  // NOLINT
  constexpr std::uint64_t bits() const { return bits_; }
  constexpr bool operator==(const Value&) const = default;  ///< Python's `is`

 private:
  constexpr explicit Value(std::uint64_t bits) : bits_(bits) {}
  static constexpr std::uint64_t kIntTag = 0xFFFE'0000'0000'0000;
  static constexpr std::uint64_t kIntMask = 0x0001'FFFF'FFFF'FFFF;
  static constexpr std::uint64_t kDoubleOffset = 0x0002'0000'0000'0000;
  static constexpr std::uint64_t kFirstPointer = 0x100;
  static constexpr std::uint64_t kNoneBits = 0x02, kFalseBits = 0x05, kTrueBits = 0x07, kEllipsisBits = 0x0A,
                                 kNotImplementedBits = 0x12, kPendingBits = 0x22, kExhaustedBits = 0x42;
  std::uint64_t bits_ = 0;
};

static_assert(sizeof(Value) == 8);

}  // namespace gilscope
