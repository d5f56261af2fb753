// Catch2, version 2 or 3, behind one include. Tests use TEST_CASE, SECTION, CHECK, REQUIRE, INFO and Approx.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
