#include "sim/analysis/crash.hpp"

#include "sim/analysis/blame.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/stop_reasons.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

const ThreadId kReader{0}, kWriter{1};

TEST_CASE("a crash is told in order of time, each thread with the way into the program") {
  CrashInfo crash;
  crash.what = "use after free";
  crash.why = "Count first.";
  crash.witnesses = {{kReader, "reader", 1500 * kNanosecond, "took a pointer", {{"look", "/tmp/a.py", 3}, {"main", "/tmp/a.py", 9}}},
                     {kWriter, "writer", 1750 * kNanosecond, "freed it", {{"store", "/tmp/b.py", 7}}}};
  CHECK(describe_crash(crash) ==
        "Segmentation fault (modeled): use after free.\n"
        "  at 0.001500 ms, reader took a pointer\n"
        "      in look (a.py, line 3)\n"
        "      called by main (a.py, line 9)\n"
        "  at 0.001750 ms, writer freed it\n"
        "      in store (b.py, line 7)\n"
        "  Count first.\n");
  crash.witnesses[1].stack.assign(11, {"f", "b.py", 1});
  CHECK(describe_crash(crash).find("      and 3 more\n") != std::string::npos);
}

TEST_CASE("asked about a thread that will crash, the explanation says when and on whose account") {
  Recorder r;
  r.thread_started(kReader, 0, "reader");
  r.thread_started(kWriter, 0, "writer");
  r.core_runs(CoreId{0}, 0, kReader);
  r.thread_state(kReader, 0, ThreadState::Running, CoreId{0});
  r.mark(MarkKind::FreedWhileBorrowed, kWriter, 2 * kMillisecond, kReader.value);
  r.mark(MarkKind::Crash, kReader, 5 * kMillisecond, kWriter.value);
  r.finish(5 * kMillisecond);
  const auto why = [&](ThreadId t, SimTime at) { return text_of(explain(r.trace(), Question::of(t, at))); };
  CHECK(why(kReader, 3 * kMillisecond).find("At 5.000 ms it crashes, on something that writer had changed or freed at 2.000 ms.") != std::string::npos);
  CHECK(why(kReader, kMillisecond).find("it crashes, on something that writer had changed or freed.") != std::string::npos);
  CHECK(why(kWriter, kMillisecond).find("crash") == std::string::npos);
}

TEST_CASE("a stopped world names its reason") {
  Recorder r;
  r.thread_started(kReader, 0, "reader");
  r.thread_started(kWriter, 0, "writer");
  r.mark(MarkKind::StopTheWorldBegin, kWriter, kMillisecond, static_cast<std::uint64_t>(StopReason::CurrentFrames));
  r.thread_state(kReader, kMillisecond, ThreadState::Stopped, CoreId{});
  r.mark(MarkKind::StopTheWorldEnd, kWriter, 3 * kMillisecond, static_cast<std::uint64_t>(StopReason::CurrentFrames));
  r.finish(4 * kMillisecond);
  CHECK(text_of(explain(r.trace(), Question::of(kReader, 2 * kMillisecond)).answer()).find("stopped all threads at 1.000 ms for sys._current_frames()") !=
        std::string::npos);
}

}  // namespace
}  // namespace gilscope
