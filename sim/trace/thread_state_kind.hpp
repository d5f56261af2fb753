// Moved: the state names belong to everybody.
#pragma once
#include "sim/base/thread_state_kind.hpp"
