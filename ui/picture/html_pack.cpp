#include "ui/picture/html_pack.hpp"

#include <algorithm>
#include <utility>

namespace gilscope::picture {
namespace {

constexpr std::size_t kPlain = 2;  // so few spans are not worth a mix

std::int64_t nanoseconds(SimTime t) { return t / kNanosecond; }

}  // namespace

void ByteStream::number(std::uint64_t n) {
  for (; n >= 0x80; n >>= 7) bytes_.push_back(static_cast<char>(n | 0x80));
  bytes_.push_back(static_cast<char>(n));
}

std::string base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < left ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) text.push_back(k <= left ? kDigits[group >> (18 - 6 * k) & 63] : '=');
  }
  return text;
}

void LanePacker::start(SimTime begin) {
  started_ = true;
  at_ = nanoseconds(begin);
  out_.number(static_cast<std::uint64_t>(at_));
}

void LanePacker::add(SimTime begin, SimTime end, std::uint32_t value, bool merged) {
  if (!started_) start(begin);
  const std::int64_t length = nanoseconds(end) - at_;
  if (length <= 0) return;  // shorter than a nanosecond: it lives on in its neighbour
  at_ += length;
  if (merged) {
    flush();
    for (const std::uint64_t n : {static_cast<std::uint64_t>(length), std::uint64_t{0}, std::uint64_t{0}, std::uint64_t{1},
                                  std::uint64_t{value} + 1, static_cast<std::uint64_t>(length)})
      out_.number(n);
    return;
  }
  if (length * kNanosecond < cell_) {
    collect(value, length);
    if (pending_length_ * kNanosecond >= cell_) flush();
    return;
  }
  flush();
  out_.number(static_cast<std::uint64_t>(length));
  out_.number(std::uint64_t{value} + 1);
}

void LanePacker::collect(std::uint32_t value, std::int64_t length) {
  if (plain_.size() < kPlain) plain_.push_back({value, length});
  ++pending_spans_;
  pending_length_ += length;
  for (Part& part : pending_)
    if (part.value == value) {
      part.length += length;
      return;
    }
  pending_.push_back({value, length});
}

void LanePacker::write_mix() {
  std::stable_sort(pending_.begin(), pending_.end(), [](const Part& a, const Part& b) { return a.length > b.length; });
  const std::size_t kept = pending_.size() <= most_parts_ ? pending_.size() : most_parts_;
  std::int64_t other = pending_length_;
  for (std::size_t i = 0; i < kept; ++i) other -= pending_[i].length;
  out_.number(static_cast<std::uint64_t>(pending_length_));
  out_.number(0);
  out_.number(pending_spans_);
  out_.number(kept + (other > 0 ? 1 : 0));
  for (std::size_t i = 0; i < kept; ++i) {
    out_.number(std::uint64_t{pending_[i].value} + 1);
    out_.number(static_cast<std::uint64_t>(pending_[i].length));
  }
  if (other > 0) {
    out_.number(0);
    out_.number(static_cast<std::uint64_t>(other));
  }
}

void LanePacker::flush() {
  if (pending_spans_ > 0 && pending_spans_ <= plain_.size()) {
    for (const Part& span : plain_) {
      out_.number(static_cast<std::uint64_t>(span.length));
      out_.number(std::uint64_t{span.value} + 1);
    }
  } else if (pending_spans_ > 0) {
    write_mix();
  }
  plain_.clear();
  pending_.clear();
  pending_spans_ = 0;
  pending_length_ = 0;
}

ByteStream LanePacker::finish() {
  flush();
  return std::move(out_);
}

}  // namespace gilscope::picture
