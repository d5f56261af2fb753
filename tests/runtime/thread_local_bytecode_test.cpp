#include "sim/runtime/thread_local_bytecode.hpp"

#include "tests/catch.hpp"

using namespace gilscope;

// Python/index_pool.c: the lowest free index.
TEST_CASE("a thread gets the lowest free index of bytecode copies") {
  ThreadLocalBytecode pool(true);
  CHECK(pool.reserve_index() == 0);
  CHECK(pool.reserve_index() == 1);
  CHECK(pool.reserve_index() == 2);
  pool.release_index(1);
  CHECK(pool.reserve_index() == 1);
  CHECK(pool.reserve_index() == 3);
  pool.release_index(0);
  pool.release_index(3);
  CHECK(pool.reserve_index() == 0);
  CHECK(pool.reserve_index() == 3);
}

TEST_CASE("where bytecode is shared everybody has the main copy") {
  ThreadLocalBytecode pool(false);
  for (int i = 0; i < 3; ++i) CHECK(pool.reserve_index() == 0);
  pool.release_index(0);
  CHECK(pool.bytes() == 0);
}
