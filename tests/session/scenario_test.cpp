#include "sim/session/scenario.hpp"

#include "sim/session/session.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

std::string error_of(const std::string& source) {
  const auto scenario = parse_scenario("a.py", source);
  return scenario ? "" : scenario.error().message;
}

TEST_CASE("a script without a block has a title all the same") {
  const auto plain = parse_scenario("demos/count.py", "print(1)\n");
  REQUIRE(plain);
  CHECK(plain->name == "count");
  CHECK(plain->title == "count");
  CHECK_FALSE(plain->has_block);
  const auto documented = parse_scenario("count.py", "#!/usr/bin/env python3\n# x\n\n\"\"\"Counts things.\n\nWatch closely.\"\"\"\nimport os\n");
  REQUIRE(documented);
  CHECK(documented->title == "Counts things");
  CHECK(documented->docstring == "Counts things.\n\nWatch closely.");
}

TEST_CASE("every key of the block is read") {
  const auto s = parse_scenario("a.py",
                                "# /// gilscope\n"
                                "# title = \"Primes\"\n"
                                "# cores = 16\n"
                                "# runtimes = [\"3.13\", \"3.13t gil=1\"]\n"
                                "# seed = 7\n"
                                "# switch_interval = 0.001\n"
                                "# max_time = 2\n"
                                "# args = [\"--limit\", \"10\"]\n"
                                "#\n"
                                "# [extension.fastmath]\n"
                                "# gil_safe = true\n"
                                "# init_us = 250000\n"
                                "# functions = { crunch = { cost_us = 0.5, releases_gil = true } }\n"
                                "# ///\n"
                                "import fastmath\n");
  REQUIRE(s);
  CHECK(s->title == "Primes");
  CHECK(s->cores == 16u);
  CHECK(s->runtimes == std::vector<std::string>{"3.13", "3.13t gil=1"});
  CHECK(s->seed == 7u);
  CHECK(s->switch_interval == kMillisecond);
  CHECK(s->max_time == 2 * kSecond);
  CHECK(s->args == std::vector<std::string>{"--limit", "10"});
  REQUIRE(s->extensions.size() == 1);
  CHECK(s->extensions[0].name == "fastmath");
  CHECK(s->extensions[0].gil_safe);
  CHECK(s->extensions[0].init_cost == kSecond / 4);
  REQUIRE(s->extensions[0].functions.size() == 1);
  CHECK(s->extensions[0].functions[0].name == "crunch");
  CHECK(s->extensions[0].functions[0].cost == 500 * kNanosecond);
  CHECK(s->extensions[0].functions[0].releases_gil);
}

TEST_CASE("errors name the file and the line of the script") {
  CHECK(error_of("import os\n# /// gilscope\n# cores = = 3\n# ///\n").rfind("a.py, line 3: ", 0) == 0);
  CHECK(error_of("# /// gilscope\n# title = \"x\"\n# coers = 3\n# ///\n") ==
        "a.py, line 3: unknown key 'coers' in the gilscope block; there are: title, cores, runtimes, seed, switch_interval, "
        "max_time, args, extension");
  CHECK(error_of("# /// gilscope\n# cores = 0\n# ///\n") == "a.py, line 2: 'cores' must be a whole number from 1 to 256");
  CHECK(error_of("# /// gilscope\n# cores = \"8\"\n# ///\n") == "a.py, line 2: 'cores' must be a whole number from 1 to 256");
  CHECK(error_of("# /// gilscope\n# max_time = -1\n# ///\n") == "a.py, line 2: 'max_time' must be a number of seconds, not negative");
  CHECK(error_of("# /// gilscope\n# runtimes = [1]\n# ///\n") == "a.py, line 2: 'runtimes' must be an array of strings");
  CHECK(error_of("\n# /// gilscope\n# cores = 3\nimport os\n") ==
        "a.py, line 4: inside the gilscope block every line must start with '# ', up to its end '# ///'");
  CHECK(error_of("# /// gilscope\n# cores = 3\n") == "a.py, line 1: the gilscope block has no end; it ends with a line '# ///'");
  CHECK(error_of("# /// gilscope\n# ///\n# /// gilscope\n# ///\n") ==
        "a.py, line 3: there is a second gilscope block; a script has at most one");
}

TEST_CASE("other blocks and Windows line ends are no trouble") {
  const auto s = parse_scenario("a.py", "# /// script\r\n# dependencies = []\r\n# ///\r\n\r\n# /// gilscope\r\n# cores = 2\r\n# ///\r\n");
  REQUIRE(s);
  CHECK(s->cores == 2u);
}

TEST_CASE("a file that is not there is an error, not an empty scenario") {
  const auto s = load_scenario("/nonexistent/x.py");
  REQUIRE_FALSE(s);
  CHECK(s.error().message == "can't open file '/nonexistent/x.py': no such file, or it cannot be read");
}

}  // namespace
}  // namespace gilscope
