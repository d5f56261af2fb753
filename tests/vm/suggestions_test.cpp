#include "sim/vm/exceptions.hpp"
#include "tests/catch.hpp"

using gilscope::nearest_name;

TEST_CASE("the nearest name wins, as CPython 3.13 measures distance") {
  CHECK(nearest_name("coutner", {"counter", "count"}) == "counter");
  CHECK(nearest_name("Print", {"print", "sprint"}) == "print");           // another case costs half a change
  CHECK(nearest_name("PRINT", {"print"}).empty());
  CHECK(nearest_name("sqr", {"sqrt", "sin"}) == "sqrt");
  CHECK(nearest_name("abc", {"xyz", "q"}).empty());                       // too far
  CHECK(nearest_name("value", {"value"}).empty());                        // the same name is no suggestion
  CHECK(nearest_name(std::string(41, 'a'), {std::string(40, 'a')}).empty());
}
