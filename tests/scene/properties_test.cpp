// Level of detail never lies: for random runs, what a pixel shows equals the direct sums over the spans in it.
#include <algorithm>
#include <array>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/scene/fixture.hpp"

#ifdef GILSCOPE_HAVE_RAPIDCHECK
#include <rapidcheck.h>

namespace gilscope::scene {
namespace {

TEST_CASE("shares of pixels equal direct sums over spans, for random runs and ranges") {
  const bool ok = rc::check([] {
    const auto seed = *rc::gen::inRange(0u, 1'000'000u);
    const auto threads = *rc::gen::inRange(1u, 12u);
    const Run run = random_run(seed, threads, *rc::gen::inRange(1u, 9u), *rc::gen::inRange(1, 3000), true);
    const Trace& trace = *run.trace;
    const SimTime from = static_cast<SimTime>(*rc::gen::inRange(0, 1000)) * trace.end() / 1000;
    const SimTime to = from + 1 + static_cast<SimTime>(*rc::gen::inRange(0, 1200)) * trace.end() / 1000;
    const int columns = *rc::gen::inRange(1, 300);
    const ThreadId thread{*rc::gen::inRange(0u, threads)};
    const auto shares = trace.state_shares(thread, from, to, columns);
    std::vector<std::array<SimTime, kThreadStateCount>> direct(static_cast<std::size_t>(columns));
    trace.for_each_state(thread, from, to, [&](const StateSpan& span) {
      for (int i = 0; i < columns; ++i) {
        const SimTime overlap = std::min(span.end, ChangeColumn::edge(from, to, i + 1, columns)) - std::max(span.begin, ChangeColumn::edge(from, to, i, columns));
        if (overlap > 0) direct[static_cast<std::size_t>(i)][static_cast<std::size_t>(span.state)] += overlap;
      }
    });
    for (int i = 0; i < columns; ++i) {
      const auto width = static_cast<double>(ChangeColumn::edge(from, to, i + 1, columns) - ChangeColumn::edge(from, to, i, columns));
      double sum = 0;
      for (std::size_t s = 0; s < kThreadStateCount; ++s) {
        RC_ASSERT(std::abs(shares[static_cast<std::size_t>(i)][s] - static_cast<double>(direct[static_cast<std::size_t>(i)][s]) / width) < 1e-9);
        sum += shares[static_cast<std::size_t>(i)][s];
      }
      if (ChangeColumn::edge(from, to, i + 1, columns) <= trace.end()) RC_ASSERT(std::abs(sum - 1) < 1e-9);
    }
  });
  CHECK(ok);
}

TEST_CASE("the pieces of every lane fill the picture once, from left to right") {
  const bool ok = rc::check([] {
    const Run run = random_run(*rc::gen::inRange(0u, 1'000'000u), 6, 4, *rc::gen::inRange(1, 3000), true);
    const Trace& trace = *run.trace;
    const SimTime from = static_cast<SimTime>(*rc::gen::inRange(0, 900)) * trace.end() / 1000;
    const int columns = *rc::gen::inRange(1, 500);
    const SimTime to = from + columns + static_cast<SimTime>(*rc::gen::inRange(0, 1000)) * trace.end() / 1000;  // a pixel is a picosecond at least
    for (const Lane lane : {Lane::of(ThreadId{2}), Lane::of(CoreId{0}), Lane::gil(), Lane::of(LockId{0})}) {
      SimTime at = from, covered = 0;
      trace.for_each_piece(lane, from, to, columns, [&](const LanePiece& piece) {
        RC_ASSERT(piece.from >= at);
        RC_ASSERT(piece.to > piece.from);
        RC_ASSERT(piece.to <= to);
        if (!piece.collapsed) RC_ASSERT(piece.begin <= piece.from && piece.end >= piece.to);
        at = piece.to;
        if (!piece.collapsed) covered += piece.to - piece.from;
        for (const auto& [value, time] : piece.totals) covered += time;
      });
      if (lane.kind == Lane::Kind::ThreadStates) RC_ASSERT(covered == std::min(to, trace.end()) - std::min(from, trace.end()));
    }
  });
  CHECK(ok);
}

}  // namespace
}  // namespace gilscope::scene
#endif
