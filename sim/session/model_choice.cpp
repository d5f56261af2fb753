#include "sim/session/model_choice.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <toml++/toml.h>

#include "sim/analysis/waits.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/runtime/runtime_config.hpp"
#include "sim/session/session.hpp"

namespace gilscope {

std::string choose_model(const RuntimeConfig& config, const std::string& model_file) {
  if (model_file.empty()) return cost_model_path(assets_directory(), config.preset);
  if (!config.free_threaded) return model_file;
  try {
    const toml::table file = toml::parse_file(model_file);
    const auto sibling = file["free_threaded"].value<std::string>();
    if (!sibling) return model_file;
    return (std::filesystem::path(model_file).parent_path() / *sibling).string();
  } catch (const toml::parse_error&) {
    return model_file;  // load_cost_model says what is wrong with it
  }
}

std::string describe_switches(const RuntimeConfig& c) {
  std::string text = c.free_threaded ? "free-threaded build" : "GIL build";
  text += c.specialize ? ", specializing interpreter" : ", no specializing interpreter";
  if (c.thread_local_bytecode) text += " with a copy of the bytecode per thread";
  if (c.immortalize) text += ", functions and classes immortal from the first extra thread on";
  if (c.deferred) text += ", deferred counts of functions, classes and modules";
  if (c.free_threaded) text += c.object_locks ? ", a lock per object" : ", no object locks";
  text += c.mutex_spins > 0 ? fmt::format(", {} yields before a lock sleeps", c.mutex_spins) : ", a lock sleeps at once";
  return text + fmt::format(", switch interval {}", format_time(c.switch_interval));
}

}  // namespace gilscope
