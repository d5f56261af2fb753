#include "ui/scene/culprit.hpp"

#include "ui/scene/run_index.hpp"

namespace gilscope::scene {
namespace {

Lane contested_lane(const RunPicture& run, const Hit& hit) {
  switch (static_cast<ThreadState>(hit.value)) {
    case ThreadState::WaitingForGil: return Lane::gil(run.trace->interpreter_of(hit.thread, hit.begin));
    case ThreadState::WaitingForLock:
    case ThreadState::Spinning:
    case ThreadState::Sleeping: return Lane::of(index_of(run)->awaited_lock(hit.thread, hit.begin));
    case ThreadState::Runnable: {
      // The core on which it ran next is the one it waited for.
      CoreId core;
      run.trace->for_each_state(hit.thread, hit.end, hit.end + 1, [&](const StateSpan& span) { core = span.core; });
      return Lane::of(core);
    }
    default: return Lane::of(LockId{});
  }
}

}  // namespace

std::optional<Hit> find_culprit(const RunPicture& run, const Hit& hit) {
  if (hit.kind != HitKind::ThreadSpan || hit.collapsed || hit.end <= hit.begin) return std::nullopt;
  const Lane lane = contested_lane(run, hit);
  if (lane.kind != Lane::Kind::GilHolders && lane.index == ThreadId::kNoneValue) return std::nullopt;
  const Pixel pixel = run.trace->level_of_detail(lane, hit.begin, hit.end, 1).front();
  if (pixel.dominant == Pixel::kNothing || pixel.dominant == hit.thread.value) return std::nullopt;
  Hit culprit;
  culprit.kind = HitKind::ThreadSpan;
  culprit.run = hit.run;
  culprit.thread = ThreadId{pixel.dominant};
  culprit.lane = Lane::of(culprit.thread);
  // Its longest stretch among at most as many pieces as a picture has pixels.
  run.trace->for_each_piece(lane, hit.begin, hit.end, 1000, [&](const LanePiece& piece) {
    if (piece.value != pixel.dominant || piece.end - piece.begin <= culprit.end - culprit.begin) return;
    culprit.begin = piece.begin;
    culprit.end = piece.end;
  });
  return culprit;
}

}  // namespace gilscope::scene
