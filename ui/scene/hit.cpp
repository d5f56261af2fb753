#include "ui/scene/hit.hpp"

#include <algorithm>
#include <cmath>

namespace gilscope::scene {
namespace {

// The one of a region's pixel columns that lies under `p`.
HitRegion narrowed(HitRegion region, Point p) {
  const int columns = region.columns;
  const float width = region.area.w / static_cast<float>(columns);
  const int i = std::clamp(static_cast<int>(std::floor((p.x - region.area.x) / width)), 0, columns - 1);
  const SimTime from = region.hit.begin, to = region.hit.end;
  region.hit.begin = ChangeColumn::edge(from, to, i, columns);
  region.hit.end = ChangeColumn::edge(from, to, i + 1, columns);
  region.area.x += width * static_cast<float>(i);
  region.area.w = width;
  region.columns = 0;
  return region;
}

}  // namespace

std::optional<HitRegion> HitList::at(Point p) const {
  for (auto region = regions_.rbegin(); region != regions_.rend(); ++region)
    if (region->area.contains(p)) return region->columns > 0 ? narrowed(*region, p) : *region;
  return std::nullopt;
}

}  // namespace gilscope::scene
