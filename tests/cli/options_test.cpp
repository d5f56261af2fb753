#include "ui/cli/options.hpp"

#include "tests/catch.hpp"

namespace gilscope::cli {
namespace {

Options parse(const std::vector<std::string>& arguments) {
  const auto parsed = parse_command_line(arguments);
  if (const auto* exit = std::get_if<ExitNow>(&parsed)) FAIL("rejected: " << exit->text);
  return std::get<Options>(parsed);
}

ExitNow rejected(const std::vector<std::string>& arguments) {
  const auto parsed = parse_command_line(arguments);
  REQUIRE(std::holds_alternative<ExitNow>(parsed));
  return std::get<ExitNow>(parsed);
}

using Strings = std::vector<std::string>;

TEST_CASE("options stand before or after the script; what is not ours is the script's") {
  const Options o = parse({"run", "--cores", "4", "a.py", "--seed=9", "--limit", "100", "--cores", "2"});
  CHECK(o.verb == Verb::Run);
  CHECK(o.script == "a.py");
  CHECK(o.cores == std::vector<std::uint32_t>{4});
  CHECK(o.seed == 9u);
  CHECK(o.args == Strings{"--limit", "100", "--cores", "2"});
}

TEST_CASE("a plain word after the script begins the script's arguments, and so does --") {
  CHECK(parse({"run", "a.py", "100", "--quiet"}).args == Strings{"100", "--quiet"});
  const Options o = parse({"run", "a.py", "--quiet", "--", "--cores", "3"});
  CHECK(o.quiet);
  CHECK(o.args == Strings{"--cores", "3"});
  CHECK(o.cores.empty());
  CHECK_FALSE(parse({"run", "a.py"}).args.has_value());
  CHECK(parse({"run", "a.py", "--"}).args == Strings{});
}

TEST_CASE("-X takes gil=0 and gil=1, together or apart") {
  CHECK(parse({"run", "-X", "gil=0", "a.py"}).x_gil == "0");
  CHECK(parse({"run", "-Xgil=1", "a.py"}).x_gil == "1");
  CHECK(rejected({"run", "-X", "dev", "a.py"}).status == 2);
}

TEST_CASE("compare takes lists") {
  const Options o = parse({"compare", "--cores", "1,2,8", "--runtime", "3.13,3.13t gil=1", "a.py"});
  CHECK(o.cores == std::vector<std::uint32_t>{1, 2, 8});
  CHECK(o.runtimes == Strings{"3.13", "3.13t gil=1"});
  CHECK(rejected({"run", "--cores", "1,2", "a.py"}).text == "gilscope: run takes one number of cores; a list is for compare\n");
}

TEST_CASE("JSON: a file for a run, a switch for dis") {
  CHECK(parse({"run", "--json", "-", "a.py"}).json_file == "-");
  CHECK(parse({"run", "a.py", "--json", "-"}).json_file == "-");
  const Options dis = parse({"dis", "--json", "a.py"});
  CHECK(dis.dis_json);
  CHECK(dis.script == "a.py");
}

TEST_CASE("durations and sizes take units") {
  CHECK(parse_duration("2").value() == 2 * kSecond);
  CHECK(parse_duration("1.5ms").value() == 1500 * kMicrosecond);
  CHECK(parse_duration("10us").value() == 10 * kMicrosecond);
  CHECK_FALSE(parse_duration("soon"));
  CHECK_FALSE(parse_duration("-1"));
  CHECK_FALSE(parse_duration("3 weeks"));
  CHECK(parse_size("64K").value() == 65536);
  CHECK(parse_size("2G").value() == std::size_t{2} << 30);
  CHECK_FALSE(parse_size("many"));
  CHECK(parse({"run", "--max-time", "250ms", "a.py"}).max_time == 250 * kMillisecond);
}

TEST_CASE("mistakes exit with 2 and say what is wrong") {
  CHECK(rejected({}).status == 2);
  CHECK(rejected({"fly", "a.py"}).status == 2);
  CHECK(rejected({"run"}).status == 2);
  CHECK(rejected({"run", "--cores", "0", "a.py"}).text == "gilscope: --cores: '0' is not a number of cores from 1 to 256\n");
  CHECK(rejected({"run", "--cores", "257", "a.py"}).status == 2);
  CHECK(rejected({"run", "--cores", "", "a.py"}).status == 2);
  CHECK(rejected({"compare", "--cores", ",", "a.py"}).status == 2);
  CHECK(rejected({"compare", "--runtime", ",", "a.py"}).text == "gilscope: --runtime: no runtime is named\n");
  CHECK(rejected({"run", "--seed", "-1", "a.py"}).text == "gilscope: --seed: '-1' is not a whole number from 0 to 2^64 - 1\n");
  CHECK(rejected({"run"}).text == "gilscope: SCRIPT is required (see gilscope run --help)\n");
  CHECK(rejected({"run", "--help"}).text.find("no-immortal") != std::string::npos);
  CHECK(rejected({"run", "--corse", "2", "a.py"}).status == 2);
  CHECK(rejected({"run", "--color", "purple", "a.py"}).status == 2);
  CHECK(rejected({"--help"}).status == 0);
  CHECK(rejected({"--version"}).text == "gilscope 0.1.0\n");
  CHECK(rejected({"run", "--help"}).status == 0);
}

TEST_CASE("list works without a script") {
  CHECK(parse({"list"}).script.empty());
  CHECK(parse({"list", "primes"}).script == "primes");
}

}  // namespace
}  // namespace gilscope::cli
