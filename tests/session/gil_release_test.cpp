// C code that touches no Python objects lets the GIL go: hashing from 2048 bytes on (Modules/hashlib.h: HASHLIB_GIL_MINSIZE), checksums of
// more than 5 KiB, compression always (Modules/zlibmodule.c). Then threads scale although there is a GIL.
#include <fmt/format.h>

#include <string>

#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

/// `work` done so many times, by one thread or shared by two.
std::string script(const std::string& work, int times, int threads) {
  return fmt::format(R"(
import hashlib, threading, zlib
small, large = b"x" * 2047, b"x" * 300_000
lines = b"".join(b"line %d\n" % i for i in range(3000))

def run(times):
    for _ in range(times):
        {}

team = [threading.Thread(target=run, args=({} // {},)) for _ in range({})]
for t in team: t.start()
for t in team: t.join()
)",
                     work, times, threads, threads);
}

/// How much faster two threads are than one, on two cores.
double speedup(const std::string& work, const std::string& runtime, int times = 200) {
  const ScriptRun options{.runtime = runtime, .cores = 2};
  const auto one = run_script(script(work, times, 1), options).time, two = run_script(script(work, times, 2), options).time;
  return static_cast<double>(one) / static_cast<double>(two);
}

TEST_CASE("hashing large data scales under the GIL, hashing small data does not") {
  CHECK(speedup("hashlib.sha256(large)", "3.13") > 1.7);
  CHECK(speedup("hashlib.sha256(small)", "3.13", 10'000) < 1.05);
  CHECK(speedup("hashlib.sha256(small)", "3.13t", 10'000) > 1.5);
}

TEST_CASE("compression and long checksums scale under the GIL") {
  CHECK(speedup("zlib.compress(lines)", "3.13") > 1.7);
  CHECK(speedup("zlib.decompress(zlib.compress(lines))", "3.13") > 1.5);
  CHECK(speedup("zlib.crc32(large)", "3.13") > 1.5);
  CHECK(speedup("zlib.crc32(small)", "3.13", 10'000) < 1.05);
}

TEST_CASE("two threads that feed one hash object take turns: it has a lock of its own") {
  const std::string shared = R"(
import hashlib, threading
data, one = b"x" * 300_000, hashlib.sha256()
team = [threading.Thread(target=lambda: [one.update(data) for _ in range(50)]) for _ in range(2)]
for t in team: t.start()
for t in team: t.join()
assert one.digest() == hashlib.sha256(data * 100).digest()
)";
  for (const char* runtime : {"3.13", "3.13t"}) {
    INFO(runtime);
    const auto report = run_script(shared, {.runtime = runtime, .cores = 2, .keep_trace = true});
    CHECK(report.exit_code == 0);
    SimTime waited = 0;
    for (const ThreadInfo& thread : report.trace->threads()) waited += thread.total(ThreadState::WaitingForLock);
    CHECK(waited > report.time / 4);
  }
}

}  // namespace
}  // namespace gilscope
