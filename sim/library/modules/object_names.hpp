// What the source calls an object: for the trace, which knows objects and locks only when threads fight for them.
#pragma once

#include <string>

namespace gilscope {

class Vm;
struct Object;

/// "counter", "account.lock", "queues[3]": found by a search through the globals of the script, the local variables of all threads and
/// what hangs off them, the shortest way first. "" if it is too far away.
std::string object_name(Vm& vm, const Object* target);

}  // namespace gilscope
