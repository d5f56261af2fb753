// gilscope export and open, as a user types them.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/cli/run_command.hpp"

namespace gilscope::testing {
namespace {

using Json = nlohmann::json;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string script(const Scratch& s) {
  return s.write("sum.py", "import threading\ndef f():\n    n = 0\n    while n < 2000: n += 1\n"
                           "team = [threading.Thread(target=f) for _ in range(3)]\n"
                           "for t in team: t.start()\nfor t in team: t.join()\nprint('done')\n");
}

TEST_CASE("export writes a run, or a comparison, in the format of the file's ending") {
  const Scratch s;
  const std::string sum = script(s);
  const auto one = gilscope_command(s, "export " + sum + " -o " + s.file("one.json"));
  CHECK(one.status == 0);
  CHECK(one.out.empty());
  CHECK(has(one.err, "wrote " + s.file("one.json")));
  CHECK(Json::parse(s.read("one.json"))["otherData"]["runs"].size() == 1);
  const auto several = gilscope_command(s, "export --runtime 3.13,3.13t --cores 2,4 -o " + s.file("all.json") + " " + sum);
  CHECK(several.status == 0);
  const Json all = Json::parse(s.read("all.json"));
  REQUIRE(all["otherData"]["runs"].size() == 4);
  CHECK(all["otherData"]["runs"][3]["runtime"] == "3.13t");
  CHECK(all["otherData"]["runs"][3]["cores"] == 4);
}

TEST_CASE("export: standard output, parts of a run, options of the format") {
  const Scratch s;
  const auto piped = gilscope_command(s, "export --format csv --option table=threads -o - " + script(s));
  CHECK(piped.status == 0);
  CHECK(has(piped.out, "run,thread,name,start_ns"));
  CHECK_FALSE(has(piped.out, "done"));
  const auto part = gilscope_command(s, "export --format chrome --from 10us --to 20us -o - " + script(s));
  for (const auto& event : Json::parse(part.out)["traceEvents"])
    if (event.contains("ts")) CHECK(event["ts"].get<double>() <= 20);
}

TEST_CASE("export says what is wrong before it runs anything, and never replaces a file unasked") {
  const Scratch s;
  const std::string sum = script(s);
  s.write("there.json", "mine");
  for (const auto& [arguments, message] : std::vector<std::pair<std::string, std::string>>{
           {"export " + sum, "--format NAME or -o FILE"},
           {"export -o x.json", "which script?"},
           {"export --format sheet " + sum, "there is no format 'sheet'; there are perfetto"},
           {"export -o " + s.file("x.xyz") + " " + sum, "its ending says no format"},
           {"export -o " + s.file("no/x.json") + " " + sum, "there is no folder"},
           {"export -o " + s.file("there.json") + " " + sum, "replace it with --force"},
           {"export -o " + s.file("x.csv") + " --option table=tables " + sum, "it is one of all, spans"},
           {"export -o " + s.file("x.csv") + " --option table " + sum, "it is written NAME=VALUE"},
           {"export -o " + s.file("x.csv") + " --option colour=red " + sum, "has no option 'colour'"},
           {"export -o " + s.file("x.csv") + " --from soon " + sum, "'soon' is not a duration"},
           {"export -o " + s.file("x.csv") + " --from 2ms --to 1ms " + sum, "the range to export is empty"},
           {"export -o " + s.file("x.gilscope") + " --from 1us " + sum, "whole runs"},
           {"open " + s.file("there.json"), "no trace file of GilScope's"},
           {"open " + s.file("nothing.gilscope"), "can't read"}}) {
    INFO(arguments);
    const auto result = gilscope_command(s, arguments);
    CHECK(result.status == 2);
    CHECK(has(result.err, message));
  }
  CHECK(s.read("there.json") == "mine");
  CHECK_FALSE(std::filesystem::exists(s.file("x.csv")));
  CHECK(gilscope_command(s, "export --force -o " + s.file("there.json") + " " + sum).status == 0);
  CHECK(has(s.read("there.json"), "traceEvents"));
}

TEST_CASE("a full disk and a reader that goes away have status 1 and a message") {
  const Scratch s;
  const std::string sum = script(s);
  if (std::filesystem::exists("/dev/full")) {
    const auto full = gilscope_command(s, "export --format perfetto -o /dev/full " + sum);
    CHECK(full.status == 1);
    CHECK(has(full.err, "the disk is full"));
    std::filesystem::create_symlink("/dev/full", s.file("full.csv"));
    const auto run = gilscope_command(s, "run --trace " + s.file("full.csv") + " " + sum);
    CHECK(run.status == 1);
    CHECK(has(run.err, "the disk is full"));
  }
  const auto limited = gilscope_command(s, "export -o " + s.file("big.json") + " " + sum, "ulimit -f 4;");
  CHECK(limited.status == 1);
  CHECK(has(limited.err, "can't write '" + s.file("big.json") + "'"));
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(sum).parent_path()))
    CHECK_FALSE(has(entry.path().string(), "big.json"));
  const std::string line = std::string("(") + GILSCOPE_COMMAND + " export --format chrome -o - " + sum + " 2>" + s.file("err.txt") + "; echo $? >" +
                           s.file("status.txt") + ") | true";
  CHECK(std::system(line.c_str()) == 0);
  CHECK(has(s.read("err.txt"), "has gone away"));
  CHECK(s.read("status.txt") == "1\n");
}

TEST_CASE("a .gilscope file shows the same report, runs again, and becomes every other format") {
  const Scratch s;
  const std::string sum = script(s);
  const auto run = gilscope_command(s, "run --runtime 3.13t --cores 3 --trace " + s.file("r.gilscope") + " --json " + s.file("run.json") + " " + sum);
  CHECK(run.status == 0);
  const auto open = gilscope_command(s, "open " + s.file("r.gilscope") + " --rerun");
  CHECK(open.status == 0);
  CHECK(has(open.out, run.out));
  CHECK(has(open.out, "the same run again"));
  CHECK(Json::parse(gilscope_command(s, "open --json - " + s.file("r.gilscope")).out) == Json::parse(s.read("run.json")));
  CHECK(gilscope_command(s, "export " + s.file("r.gilscope") + " -o " + s.file("r.json")).status == 0);
  CHECK(Json::parse(s.read("r.json"))["otherData"]["runs"][0]["runtime"] == "3.13t");
  const auto both = gilscope_command(s, "export --runtime 3.13,3.13t -o " + s.file("both.gilscope") + " " + sum);
  CHECK(both.status == 0);
  const auto compared = gilscope_command(s, "open " + s.file("both.gilscope"));
  CHECK(has(compared.out, "output under every runtime"));
  std::string bytes = s.read("r.gilscope");
  bytes[bytes.size() / 2] ^= 1;
  s.write("bad.gilscope", bytes);
  const auto bad = gilscope_command(s, "open " + s.file("bad.gilscope"));
  CHECK(bad.status == 2);
  CHECK(has(bad.err, "is damaged"));
}

TEST_CASE("export --list names every format with its ending") {
  const Scratch s;
  const auto list = gilscope_command(s, "export --list");
  CHECK(list.status == 0);
  for (const char* part : {"perfetto", ".pftrace", ".firefox.json", ".speedscope.json", ".sqlite", ".gilscope", "--option table="}) CHECK(has(list.out, part));
}

}  // namespace
}  // namespace gilscope::testing
