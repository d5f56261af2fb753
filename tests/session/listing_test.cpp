#include "sim/session/listing.hpp"

#include <algorithm>

#include "tests/catch.hpp"

namespace gilscope {
namespace {

constexpr const char* kScript =
    "def count(n):\n"
    "    total = 0\n"
    "    for i in range(n):\n"
    "        total += i\n"
    "    return total\n"
    "\n"
    "class Box:\n"
    "    def get(self):\n"
    "        return lambda: self\n"
    "\n"
    "print(count(3))\n";

struct Listed {
  Scenario scenario;
  std::vector<CodeListing> listings;
};

Listed list_script(const char* text) {
  const auto scenario = parse_scenario("a.py", text);
  REQUIRE(scenario);
  const auto program = compile_program(*scenario);
  REQUIRE(program);
  return {*scenario, list_code(*program)};
}

const ListedInstruction& row_of(const CodeListing& listing, std::string_view name) {
  const auto row = std::find_if(listing.rows.begin(), listing.rows.end(), [&](const ListedInstruction& r) { return r.name == name; });
  REQUIRE(row != listing.rows.end());
  return *row;
}

TEST_CASE("the listing has the module first, then everything in it by line") {
  const Listed l = list_script(kScript);
  std::vector<std::string> names;
  for (const auto& listing : l.listings) names.push_back(listing.function);
  CHECK(names == std::vector<std::string>{"<module>", "count", "Box", "Box.get", "Box.get.<locals>.<lambda>"});
  CHECK(l.listings[1].first_line == 1);
  CHECK(l.listings[1].last_line == 5);
  CHECK(l.listings[1].file == "a.py");
}

TEST_CASE("rows say where they are, what they do, and where the GIL may change hands") {
  const Listed l = list_script(kScript);
  const CodeListing& count = l.listings[1];
  CHECK(count.rows[0].name == "RESUME");
  CHECK(count.rows[0].offset == 0);
  CHECK(count.rows[0].polls_eval_breaker);
  const auto& back = row_of(count, "JUMP_BACKWARD");
  const auto& step = row_of(count, "FOR_ITER");
  CHECK(back.polls_eval_breaker);
  CHECK(back.jump == step.offset);
  CHECK(back.argument == "to " + std::to_string(step.offset));
  CHECK_FALSE(step.polls_eval_breaker);
  CHECK(row_of(count, "BINARY_OP").argument == "+=");
  CHECK(row_of(count, "BINARY_OP").line == 4);
  CHECK(row_of(count, "LOAD_GLOBAL").argument == "range + NULL");
  CHECK_FALSE(row_of(count, "LOAD_GLOBAL").doc.empty());
}

TEST_CASE("an offset, also of a cache, finds its row; a frame finds its listing") {
  const Listed l = list_script(kScript);
  const CodeListing& count = l.listings[1];
  const auto row = count.row_at(row_of(count, "LOAD_GLOBAL").offset + 4);
  REQUIRE(row);
  CHECK(count.rows[*row].name == "LOAD_GLOBAL");
  CHECK(find_listing(l.listings, "count", "a.py", 4) == &count);
  CHECK(find_listing(l.listings, "count", "b.py", 4) == nullptr);
  CHECK(find_listing(l.listings, "gone", "a.py", 4) == nullptr);
  CHECK(list_code(nullptr).empty());
}

TEST_CASE("costs hang on the runtime: without specialization an addition is dearer") {
  const Listed l = list_script(kScript);
  RunOptions gil, free_threaded, wrong;
  gil.runtime = "3.13";
  free_threaded.runtime = "3.13t";
  wrong.runtime = "2.7";
  const auto with_gil = instruction_costs(l.scenario, gil);
  const auto without = instruction_costs(l.scenario, free_threaded);
  REQUIRE(with_gil);
  REQUIRE(without);
  const std::uint8_t add = row_of(l.listings[1], "BINARY_OP").opcode;
  CHECK((*with_gil)[add] > 0);
  CHECK((*without)[add] > (*with_gil)[add]);
  CHECK_FALSE(instruction_costs(l.scenario, wrong));
}

}  // namespace
}  // namespace gilscope
