// The broad set: several hundred programs in one text.
#include "sim/calibration/program_table.hpp"

#include "sim/calibration/validation.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

TEST_CASE("a program of the table becomes a script of the usual shape") {
  const auto table = parse_program_table("t.txt",
                                         "# a comment\n\nadd_one: adds\nm import math\ns v = 0\nb if turn:\nb     v += "
                                         "1\nnext_one: does nothing\nb pass\n");
  REQUIRE(table);
  REQUIRE(table->size() == 2);
  CHECK(table->at(0).name == "add_one");
  CHECK(table->at(0).source ==
        "\"\"\"adds\"\"\"\nimport math\nfrom timing import measure\n\nREPEAT = 1000000\n\n\ndef body(number, "
        "repeat):\n    v = 0\n"
        "    for turn in range(repeat):\n        if turn:\n            v += 1\n\n\nmeasure(body, REPEAT)\n");
}

TEST_CASE("a table that is none is complained about with its line") {
  const auto line_of = [](const std::string& text) {
    const auto table = parse_program_table("t.txt", text);
    return table ? std::string() : table.error().message.substr(0, table.error().message.find(": "));
  };
  CHECK(line_of("b pass\n") == "t.txt, line 1");
  CHECK(line_of("one: does\nb pass\nwhat is this\n") == "t.txt, line 3");
  CHECK(line_of("one: no body\ntwo: a body\nb pass\n") == "t.txt, line 2");
  CHECK(line_of("one: no body\n") == "t.txt, line 2");
}

TEST_CASE("every program of the broad set that was measured is in the table, and runs under every build", "[broad]") {
  auto measured = read_measurements(assets_directory() + "/models/measured-broad.csv");
  REQUIRE(measured);
  CHECK(measured->all.size() > 300);
  const auto programs = load_programs(calibration_directory(), measured->programs());
  if (!programs) FAIL(programs.error().message);
  std::vector<ModelJob> jobs;
  for (const char* runtime : {"3.13t", "3.14t"})
    for (const auto& program : programs.value()) jobs.push_back({&program, runtime, 2, 20, {}});
  const auto figures = run_jobs(jobs, {});
  if (!figures) FAIL(figures.error().message);
  for (const double figure : figures.value()) CHECK(figure > 0);
}

// Nobody fitted these one by one: what the costs say about them is what they say about a reader's own program. Their figures come from
// another machine (the file says how far the two are apart), hence the wider bars.
void check_distance(const std::string& file, std::vector<std::string> runtimes, double median, double p90) {
  const auto measured = read_measurements(assets_directory() + "/models/" + file);
  REQUIRE(measured);
  ValidationOptions options;
  options.milliseconds = 0.5;
  options.runtimes = std::move(runtimes);
  const auto validation = validate(measured.value(), options);
  if (!validation) FAIL(validation.error().message);
  REQUIRE(validation->runtimes.size() == options.runtimes.size());
  for (const auto& each : validation->runtimes) {
    INFO(each.runtime);
    CHECK(each.ratio_median < median);
    CHECK(each.ratio_p90 < p90);
  }
}

TEST_CASE("the broad set comes out right on one thread", "[broad]") {
  check_distance("measured-broad.csv", {"3.13", "3.13t gil=0", "3.13t gil=1"}, 0.09, 0.29);
}

// No number of theirs was fitted to these.
TEST_CASE("the derived models of 3.14 are near the real ones", "[broad]") {
  check_distance("measured-3.14.7.csv", {"3.14", "3.14t gil=0"}, 0.16, 0.40);
}

}  // namespace
}  // namespace gilscope
