#include "sim/export/output.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "tests/cli/run_command.hpp"
#include "tests/export/sample.hpp"

namespace gilscope {
namespace {

using namespace testing;
namespace fs = std::filesystem;

std::size_t files_in(const Scratch& scratch) {
  const auto entries = fs::directory_iterator(fs::path(scratch.file("x")).parent_path());
  return static_cast<std::size_t>(std::count_if(begin(entries), end(entries), [](const auto&) { return true; }));
}

Result<ExportResult> exported(std::string_view format, const std::string& path, Overwrite overwrite = Overwrite::No, const ExportOptions& options = {}) {
  const std::vector runs = {run_of(sample_recorder())};
  return export_runs(*find_by_name(trace_exporters(), format), runs, options, path, overwrite);
}

TEST_CASE("a file appears when it is complete, and is not replaced unasked") {
  const Scratch s;
  const auto first = exported("collapsed", s.file("a.collapsed"));
  REQUIRE(first);
  CHECK(first->files == std::vector{s.file("a.collapsed")});
  CHECK(first->bytes == s.read("a.collapsed").size());
  CHECK(files_in(s) == 1);
  struct stat info {};
  REQUIRE(stat(s.file("a.collapsed").c_str(), &info) == 0);
  CHECK((info.st_mode & 0400) != 0);
  s.write("b.collapsed", "mine");
  CHECK(exported("collapsed", s.file("b.collapsed")).error().message.find("exists already") != std::string::npos);
  CHECK(s.read("b.collapsed") == "mine");
  REQUIRE(exported("collapsed", s.file("b.collapsed"), Overwrite::Yes));
  CHECK(s.read("b.collapsed") == s.read("a.collapsed"));
  CHECK(files_in(s) == 2);
}

TEST_CASE("a file that appears while the export goes on is not replaced either") {
  const Scratch s;
  auto out = ExportOutput::open(s.file("late.csv"), Overwrite::No);
  REQUIRE(out);
  out->main().append("ours");
  s.write("late.csv", "theirs");
  CHECK(out->commit()->message.find("exists already") != std::string::npos);
  CHECK(s.read("late.csv") == "theirs");
}

TEST_CASE("a cancelled or failed export leaves nothing behind") {
  const Scratch s;
  ExportOptions options;
  int asked = 0;
  options.progress = [&](double part) {
    CHECK(part >= 0);
    CHECK(part <= 1);
    return ++asked < 2;
  };
  for (const char* format : {"perfetto", "chrome", "firefox", "speedscope", "collapsed", "csv", "sqlite"}) {
    asked = 0;
    const auto result = exported(format, s.file("x"), Overwrite::No, options);
    REQUIRE(result);
    CHECK(result->cancelled);
    CHECK(files_in(s) == 0);
  }
}

TEST_CASE("a full disk is told, and nothing is left") {
  if (::access("/dev/full", W_OK) != 0) return;
  for (const char* format : {"perfetto", "chrome", "csv", "sqlite", "gilscope"})
    CHECK(exported(format, "/dev/full").error().message.find("the disk is full") != std::string::npos);
}

TEST_CASE("targets that cannot be written are told") {
  const Scratch s;
  CHECK(exported("csv", s.file("no/such/folder.csv")).error().message.find("there is no folder") != std::string::npos);
  CHECK(exported("csv", fs::path(s.file("x")).parent_path().string()).error().message.find("it is a folder") != std::string::npos);
  CHECK(exported("csv", "").error().message.find("no name") != std::string::npos);
}

TEST_CASE("a symbolic link is written through") {
  const Scratch s;
  s.write("real.csv", "old");
  fs::create_symlink(s.file("real.csv"), s.file("link.csv"));
  REQUIRE(exported("csv", s.file("link.csv"), Overwrite::Yes));
  CHECK(fs::is_symlink(s.file("link.csv")));
  CHECK(s.read("real.csv").rfind("run,lane", 0) == 0);
}

TEST_CASE("the tables stand beside the file, each under the rules of the file itself") {
  const Scratch s;
  s.write("t.locks.csv", "mine");
  CHECK(exported("csv", s.file("t.csv")).error().message.find("t.locks.csv' exists already") != std::string::npos);
  CHECK(files_in(s) == 1);
  const auto result = exported("csv", s.file("t.csv"), Overwrite::Yes);
  REQUIRE(result);
  CHECK(result->files.size() == 11);
  CHECK(s.read("t.locks.csv").find("1,0,Lock,guard,2,1,4000000,4000000,") != std::string::npos);
}

TEST_CASE("large pieces pass through a sink unharmed") {
  std::string text, expected;
  {
    ByteSink sink(text);
    for (int i = 0; i < 20; ++i) {
      const std::string piece(static_cast<std::size_t>(i) * 40'000, static_cast<char>('a' + i));
      expected += piece;
      sink.append(piece);
      sink.push_back('\n');
      expected += '\n';
    }
    CHECK(sink.written() == expected.size());
  }
  CHECK(text == expected);
}

}  // namespace
}  // namespace gilscope
