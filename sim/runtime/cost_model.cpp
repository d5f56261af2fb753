#include "sim/runtime/cost_model.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

#include "sim/bytecode/opcode.hpp"
#include "sim/runtime/runtime_config.hpp"

namespace gilscope {

namespace {

constexpr std::string_view kCostNames[] = {
#define GILSCOPE_COST(name, unit, doc) #name,
#include "sim/runtime/costs.def"
#undef GILSCOPE_COST
};
constexpr std::string_view kMachineCostNames[] = {
#define GILSCOPE_MACHINE_COST(name, doc) #name,
#include "sim/machine/machine_costs.def"
#undef GILSCOPE_MACHINE_COST
};
static_assert(std::size(kCostNames) == kCostCount && std::size(kMachineCostNames) == kMachineCostCount);

using Files = std::vector<toml::table>;  // the model, what it inherits from, ...

Result<Files> read_with_parents(std::string path) {
  Files files;
  for (;;) {
    try {
      files.push_back(toml::parse_file(path));
    } catch (const toml::parse_error& e) {
      const auto line = e.source().begin.line;
      return Error{"cost model " + path + (line > 0 ? ", line " + std::to_string(line) : "") + ": " + std::string(e.description())};
    }
    const auto parent = files.back()["inherit"].value<std::string>();
    if (!parent) return files;
    if (files.size() > 8) return Error{path + ": inherit: the models inherit from each other in a circle"};
    path = path.substr(0, path.find_last_of('/') + 1) + *parent;
  }
}

class Reader {
 public:
  Reader(std::string path, const Files& files) : path_(std::move(path)), files_(files) {}

  /// Nanoseconds in the file, picoseconds here.
  SimTime time(std::string_view table, std::string_view key) {
    const auto ns = number(table, key);
    if (!ns) fail(table, key, "is missing, or is not a number of nanoseconds");
    else if (*ns < 0) fail(table, key, "is negative");
    return ns ? static_cast<SimTime>(std::llround(*ns * kNanosecond)) : 0;
  }

  /// `Class = 2.5`, or `Class = [specialized, generic]`.
  void instruction(std::string_view key, SimTime& specialized, SimTime& generic) {
    const auto node = find("instruction", key);
    const auto* pair = node ? node->as_array() : nullptr;
    if (!pair) {
      specialized = generic = time("instruction", key);
      return;
    }
    const auto fast = pair->size() == 2 ? (*pair)[0].value<double>() : std::nullopt;
    const auto slow = pair->size() == 2 ? (*pair)[1].value<double>() : std::nullopt;
    if (!fast || !slow) return fail("instruction", key, "must be one number, or two: specialized and generic");
    specialized = static_cast<SimTime>(std::llround(*fast * kNanosecond));
    generic = static_cast<SimTime>(std::llround(*slow * kNanosecond));
  }

  /// A key that means nothing is a mistake.
  template <std::size_t N>
  void check_keys(std::string_view table, const std::string_view (&names)[N]) {
    for (const toml::table& file : files_) {
      const auto* t = file[table].as_table();
      if (!t) continue;
      for (const auto& [key, value] : *t) {
        if (std::find(std::begin(names), std::end(names), key.str()) == std::end(names)) fail(table, key.str(), "is not known");
      }
    }
  }

  const std::string& error() const { return error_; }

 private:
  const toml::node* find(std::string_view table, std::string_view key) const {
    for (const toml::table& file : files_) {
      if (const toml::node* node = file[table][key].node()) return node;
    }
    return nullptr;
  }
  std::optional<double> number(std::string_view table, std::string_view key) const {
    const toml::node* node = find(table, key);
    return node && node->is_number() ? node->value<double>() : std::nullopt;
  }
  void fail(std::string_view table, std::string_view key, std::string_view what) {
    if (error_.empty()) error_ = path_ + ": [" + std::string(table) + "] " + std::string(key) + ": " + std::string(what);
  }

  std::string path_;
  const Files& files_;
  std::string error_;
};

struct ClassNames {
  std::string_view names[kCostClassCount];
  ClassNames() {
    for (std::size_t i = 0; i < kCostClassCount; ++i) names[i] = cost_class_name(static_cast<CostClass>(i));
  }
};

void read_instructions(Reader& reader, CostModel& model) {
  std::array<SimTime, kCostClassCount> specialized{}, generic{};
  for (std::size_t i = 0; i < kCostClassCount; ++i) {
    reader.instruction(cost_class_name(static_cast<CostClass>(i)), specialized[i], generic[i]);
  }
  for (std::size_t op = 0; op < kOpcodeLimit; ++op) {
    const auto cost = static_cast<std::size_t>(opcode_info(static_cast<Opcode>(op)).cost);
    model.specialized[op] = static_cast<std::uint32_t>(specialized[cost]);
    model.generic[op] = static_cast<std::uint32_t>(generic[cost]);
  }
}

SimTime scaled(SimTime cost, double clock_factor) { return static_cast<SimTime>(std::llround(static_cast<double>(cost) / clock_factor)); }

}  // namespace

Result<CostModel> load_cost_model(const std::string& path) {
  Result<Files> files = read_with_parents(path);
  if (!files) return files.error();
  Reader reader(path, files.value());
  CostModel model;
  model.name = files.value().front()["name"].value_or(path);
  read_instructions(reader, model);
  for (std::size_t i = 0; i < kCostCount; ++i) model.mechanism[i] = reader.time("mechanism", kCostNames[i]);
  for (std::size_t i = 0; i < kMachineCostCount; ++i) model.machine.duration[i] = reader.time("machine", kMachineCostNames[i]);
  const ClassNames classes;
  reader.check_keys("instruction", classes.names);
  reader.check_keys("mechanism", kCostNames);
  reader.check_keys("machine", kMachineCostNames);
  if (!reader.error().empty()) return Error{reader.error()};
  return model;
}

std::string cost_model_path(const std::string& assets, const std::string& preset) {
  return assets + "/models/cpython-" + preset + ".toml";
}

CostTable CostModel::table(const RuntimeConfig& config, double clock_factor) const {
  CostTable table;
  for (std::size_t i = 0; i < kCostCount; ++i) table.mechanism[i] = scaled(mechanism[i], clock_factor);
  const auto& instructions = config.specialize ? specialized : generic;
  for (std::size_t op = 0; op < instructions.size(); ++op) {
    table.opcode[op] = static_cast<std::uint32_t>(scaled(instructions[op], clock_factor));
    table.generic[op] = static_cast<std::uint32_t>(scaled(generic[op], clock_factor));
    const std::uint32_t fast = instructions[op], slow = std::max(generic[op], fast);
    table.unspecialized[op] = static_cast<std::uint32_t>(scaled(slow - fast, clock_factor));
  }
  return table;
}

}  // namespace gilscope
