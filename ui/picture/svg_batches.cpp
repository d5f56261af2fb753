#include "ui/picture/svg_batches.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace gilscope::picture {
namespace {

constexpr float kSame = 0.005f;             // less than a file can say
constexpr std::size_t kMostBatches = 24;    // looked through for every rectangle

bool same(float a, float b) { return std::abs(a - b) < kSame; }

/// The edges of a rectangle where the file will have them, so that neighbours share theirs exactly.
std::string outline(const scene::Rect& r) {
  const auto rounded = [](float v) { return std::round(v * 100) / 100; };
  const float x = rounded(r.x), y = rounded(r.y), w = rounded(r.right()) - x, h = rounded(r.bottom()) - y;
  return fmt::format("M{} {}h{}v{}h{}z", svg_number(x), svg_number(y), svg_number(w), svg_number(h), svg_number(-w));
}

}  // namespace

std::string svg_number(float v) {
  auto text = fmt::format("{:.2f}", std::isfinite(v) ? static_cast<double>(v) : 0.0);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  if (text == "-0") return "0";
  const std::size_t zero = text[0] == '-' ? 1 : 0;
  if (text.size() > zero + 1 && text[zero] == '0' && text[zero + 1] == '.') text.erase(zero, 1);
  return text;
}

bool SvgBatches::may_touch(const Batch& batch, const scene::Rect& r) {
  for (const Row& row : batch.rows) {
    const bool apart = r.bottom() <= row.y + kSame || r.y + kSame >= row.y + row.h || r.x + kSame >= row.right || r.right() <= row.left + kSame;
    if (!apart) return true;
  }
  return false;
}

void SvgBatches::put(Batch& batch, const scene::Rect& r) {
  if (!batch.rects.empty()) {
    auto& last = batch.rects.back();
    if (same(last.y, r.y) && same(last.h, r.h) && same(last.right(), r.x)) {
      last.w = r.right() - last.x;
      batch.rows.back().right = std::max(batch.rows.back().right, r.right());
      return;
    }
  }
  batch.rects.push_back(r);
  if (!batch.rows.empty() && same(batch.rows.back().y, r.y) && same(batch.rows.back().h, r.h)) {
    Row& row = batch.rows.back();
    row.left = std::min(row.left, r.x), row.right = std::max(row.right, r.right());
  } else {
    batch.rows.push_back({r.y, r.h, r.x, r.right()});
  }
}

void SvgBatches::add(const scene::Rect& r, std::string_view paint) {
  // The latest batch of this paint will do, unless one that is painted after it would then cover the rectangle.
  for (std::size_t k = batches_.size(); k-- > 0;) {
    if (batches_[k].paint == paint) return put(batches_[k], r);
    if (may_touch(batches_[k], r) || batches_.size() - k > kMostBatches) break;
  }
  batches_.push_back({std::string(paint), {}, {}});
  put(batches_.back(), r);
}

std::string SvgBatches::take() {
  std::string out;
  for (const Batch& batch : batches_) {
    out += "<path class=\"c\" ";
    out += batch.paint;
    out += " d=\"";
    for (const auto& r : batch.rects) out += outline(r);
    out += "\"/>\n";
  }
  batches_.clear();
  return out;
}

}  // namespace gilscope::picture
