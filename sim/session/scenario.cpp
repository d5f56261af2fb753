#include "sim/session/scenario.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <utility>

namespace gilscope {
namespace {

// ---- The text around the block ------------------------------------------------------------------------------------------

Error at_line(const std::string& path, std::size_t line, const std::string& what) {
  return Error{fmt::format("{}, line {}: {}", path, line, what)};
}

std::string_view without_carriage_return(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(without_carriage_return(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// The first string literal of the module, if it comes before any other statement.
std::string docstring_of(std::string_view source) {
  const auto skip_line = [&] { source.remove_prefix(std::min(source.find('\n') + 1, source.size())); };
  while (!source.empty() && (source[0] == '#' || source[0] == '\n' || source[0] == '\r')) {
    if (source.find('\n') == std::string_view::npos) return "";
    skip_line();
  }
  if (!source.empty() && (source[0] == 'r' || source[0] == 'R')) source.remove_prefix(1);
  for (const std::string_view quote : {"\"\"\"", "'''", "\"", "'"}) {
    if (source.substr(0, quote.size()) != quote) continue;
    source.remove_prefix(quote.size());
    return std::string(source.substr(0, source.find(quote)));
  }
  return "";
}

std::string first_line(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "";
  std::string line = text.substr(begin, text.find('\n', begin) - begin);
  while (!line.empty() && (line.back() == '.' || line.back() == ' ' || line.back() == '\r')) line.pop_back();
  return line;
}

std::string file_stem(const std::string& path) {
  std::string name = path.substr(path.find_last_of('/') + 1);
  if (name.size() > 3 && name.ends_with(".py")) name.resize(name.size() - 3);
  return name;
}

// ---- The TOML in the block ----------------------------------------------------------------------------------------------

// Reads typed values out of a table and keeps the first thing that is wrong.
class BlockReader {
 public:
  explicit BlockReader(const std::string& path) : path_(path) {}

  bool failed() const { return error_.has_value(); }
  const Error& error() const { return *error_; }

  void fail(const toml::node& node, const std::string& what) {
    if (!error_) error_ = at_line(path_, node.source().begin.line, what);
  }

  void only_keys(const toml::table& table, std::string_view where, std::initializer_list<std::string_view> known) {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      fail(node, fmt::format("unknown key '{}' in {}; there are: {}", key.str(), where, fmt::join(known, ", ")));
    }
  }

  void read(const toml::table& table, const char* key, std::string& out) {
    if (const toml::node* node = table.get(key)) {
      if (const auto* value = node->as_string())
        out = value->get();
      else
        fail(*node, fmt::format("'{}' must be a string", key));
    }
  }

  void read(const toml::table& table, const char* key, bool& out) {
    if (const toml::node* node = table.get(key)) {
      if (const auto* value = node->as_boolean())
        out = value->get();
      else
        fail(*node, fmt::format("'{}' must be true or false", key));
    }
  }

  template <class T>
  void read_whole(const toml::table& table, const char* key, std::int64_t least, std::int64_t most, std::optional<T>& out) {
    const toml::node* node = table.get(key);
    if (!node) return;
    const auto* value = node->as_integer();
    if (!value || value->get() < least || value->get() > most)
      fail(*node, fmt::format("'{}' must be a whole number from {} to {}", key, least, most));
    else
      out = static_cast<T>(value->get());
  }

  // A number of seconds (or, with that scale, microseconds) that is not negative.
  std::optional<SimTime> seconds(const toml::table& table, const char* key, double scale = 1, const char* unit = "seconds") {
    const toml::node* node = table.get(key);
    if (!node) return std::nullopt;
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (value && *value >= 0) return from_seconds(*value * scale);
    fail(*node, fmt::format("'{}' must be a number of {}, not negative", key, unit));
    return std::nullopt;
  }

  void read(const toml::table& table, const char* key, std::vector<std::string>& out) {
    const toml::node* node = table.get(key);
    if (!node) return;
    const toml::array* items = node->as_array();
    if (!items) return fail(*node, fmt::format("'{}' must be an array of strings", key));
    for (const toml::node& item : *items) {
      if (const auto* text = item.as_string())
        out.push_back(text->get());
      else
        fail(item, fmt::format("'{}' must be an array of strings", key));
    }
  }

  const toml::table* table(const toml::table& parent, const char* key) {
    const toml::node* node = parent.get(key);
    if (!node) return nullptr;
    if (!node->is_table()) fail(*node, fmt::format("'{}' must be a table", key));
    return node->as_table();
  }

 private:
  const std::string& path_;
  std::optional<Error> error_;
};

void read_item_api(BlockReader& reader, const toml::node& node, ExtensionAction action, ExtensionFunctionSpec& function) {
  const auto* name = node.as_string();
  const ItemApiInfo* api = name == nullptr ? nullptr : find_item_api(name->get(), action);
  const char* key = action == ExtensionAction::Get ? "gets" : "sets";
  if (api == nullptr) return reader.fail(node, fmt::format("'{}' must name a function of the C API; there are: {}", key, item_api_names(action)));
  function.action = action;
  function.api = api->id;
}

void read_changes(BlockReader& reader, const toml::node& node, ExtensionFunctionSpec& function) {
  const toml::array* places = node.as_array();
  const auto is = [&](std::size_t i) { return (*places)[i].is_integer() && (*places)[i].value<std::int64_t>() == static_cast<std::int64_t>(i); };
  const bool one = places != nullptr && places->size() == 1 && is(0);
  const bool two = places != nullptr && places->size() == 2 && is(0) && is(1);
  if (!one && !two) {
    return reader.fail(node, "'changes' must be [0], for f(list, value) that appends in several steps, or [0, 1], for f(from, to) that moves an item "
                             "between two lists");
  }
  function.action = one ? ExtensionAction::Append : ExtensionAction::Move;
}

void read_counter(BlockReader& reader, const toml::node& node, ExtensionFunctionSpec& function) {
  constexpr std::array<std::pair<std::string_view, StaticCounter>, 3> kKinds = {
      {{"plain", StaticCounter::Plain}, {"atomic", StaticCounter::Atomic}, {"mutex", StaticCounter::Mutex}}};
  const auto* name = node.as_string();
  for (const auto& [text, kind] : kKinds) {
    if (name == nullptr || name->get() != text) continue;
    function.action = ExtensionAction::Count;
    function.counter = kind;
    return;
  }
  reader.fail(node, "'counter' must be \"plain\" (n = n + 1), \"atomic\" or \"mutex\" (under a PyMutex)");
}

// What the function does to its arguments: at most one of four keys.
void read_action(BlockReader& reader, const toml::table& table, ExtensionFunctionSpec& function) {
  std::string_view seen;
  for (const auto& [key, node] : table) {
    const std::string_view name = key.str();
    if (name != "gets" && name != "sets" && name != "changes" && name != "counter") continue;
    if (!seen.empty()) return reader.fail(node, fmt::format("'{}' and '{}' in one function: a function does one thing; declare two functions", seen, name));
    seen = name;
    if (name == "gets") read_item_api(reader, node, ExtensionAction::Get, function);
    if (name == "sets") read_item_api(reader, node, ExtensionAction::Set, function);
    if (name == "changes") read_changes(reader, node, function);
    if (name == "counter") read_counter(reader, node, function);
  }
  const bool has_container = function.action != ExtensionAction::Compute && function.action != ExtensionAction::Count;
  if (function.critical_section && !has_container && !reader.failed()) {
    reader.fail(*table.get("critical_section"), "'critical_section' locks the containers that 'gets', 'sets' or 'changes' speak of; here there are none "
                                                "(a static variable needs counter = \"atomic\" or \"mutex\")");
  }
}

ExtensionFunctionSpec read_function(BlockReader& reader, std::string name, const toml::node& node) {
  ExtensionFunctionSpec function;
  function.name = std::move(name);
  const toml::table* table = node.as_table();
  if (!table) {
    reader.fail(node, fmt::format("function '{}' must be a table like {{ cost_us = 20, releases_gil = true }}", function.name));
    return function;
  }
  reader.only_keys(*table, "an extension's function", {"cost_us", "releases_gil", "gets", "sets", "changes", "counter", "critical_section"});
  function.cost = reader.seconds(*table, "cost_us", 1e-6, "microseconds").value_or(function.cost);
  reader.read(*table, "releases_gil", function.releases_gil);
  reader.read(*table, "critical_section", function.critical_section);
  read_action(reader, *table, function);
  return function;
}

ExtensionSpec read_extension(BlockReader& reader, std::string name, const toml::node& node) {
  ExtensionSpec module;
  module.name = std::move(name);
  const toml::table* table = node.as_table();
  if (!table) {
    reader.fail(node, fmt::format("'extension.{}' must be a table", module.name));
    return module;
  }
  reader.only_keys(*table, "[extension.NAME]", {"gil_safe", "init_us", "functions"});
  reader.read(*table, "gil_safe", module.gil_safe);
  module.init_cost = reader.seconds(*table, "init_us", 1e-6, "microseconds").value_or(module.init_cost);
  if (const toml::table* functions = reader.table(*table, "functions"))
    for (const auto& [key, value] : *functions) module.functions.push_back(read_function(reader, std::string(key.str()), value));
  return module;
}

void read_block(BlockReader& reader, const toml::table& block, Scenario& scenario) {
  reader.only_keys(block, "the gilscope block",
                   {"title", "cores", "runtimes", "seed", "switch_interval", "max_time", "args", "extension"});
  reader.read(block, "title", scenario.title);
  reader.read_whole(block, "cores", 1, 256, scenario.cores);
  reader.read(block, "runtimes", scenario.runtimes);
  reader.read_whole(block, "seed", 0, std::numeric_limits<std::int64_t>::max(), scenario.seed);
  scenario.switch_interval = reader.seconds(block, "switch_interval");
  scenario.max_time = reader.seconds(block, "max_time");
  reader.read(block, "args", scenario.args);
  if (const toml::table* extensions = reader.table(block, "extension"))
    for (const auto& [key, value] : *extensions)
      scenario.extensions.push_back(read_extension(reader, std::string(key.str()), value));
}

std::optional<Error> apply_block(const std::string& path, const std::string& toml_text, Scenario& scenario) {
  try {
    const toml::table block = toml::parse(toml_text, path);
    BlockReader reader(path);
    read_block(reader, block, scenario);
    if (reader.failed()) return reader.error();
  } catch (const toml::parse_error& error) {
    return at_line(path, error.source().begin.line, std::string(error.description()));
  }
  return std::nullopt;
}

}  // namespace

Result<std::optional<std::string>> find_block(const std::string& path, std::string_view source) {
  std::optional<std::string> found;
  const auto lines = split_lines(source);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] != "# /// gilscope") continue;
    const std::size_t start = i;
    std::string text(start + 1, '\n');
    for (++i; i < lines.size() && lines[i] != "# ///"; ++i) {
      if (lines[i].empty() || lines[i][0] != '#' || (lines[i].size() > 1 && lines[i][1] != ' '))
        return at_line(path, i + 1, "inside the gilscope block every line must start with '# ', up to its end '# ///'");
      text += lines[i].size() > 1 ? lines[i].substr(2) : std::string_view();
      text += '\n';
    }
    if (i == lines.size()) return at_line(path, start + 1, "the gilscope block has no end; it ends with a line '# ///'");
    if (found) return at_line(path, start + 1, "there is a second gilscope block; a script has at most one");
    found = std::move(text);
  }
  return found;
}

Result<Scenario> parse_scenario(const std::string& path, std::string source) {
  Scenario scenario;
  scenario.path = path;
  scenario.name = file_stem(path);
  scenario.source = std::move(source);
  scenario.docstring = docstring_of(scenario.source);
  const auto block = find_block(path, scenario.source);
  if (!block) return block.error();
  scenario.has_block = block.value().has_value();
  if (scenario.has_block)
    if (auto error = apply_block(path, *block.value(), scenario)) return *error;
  if (scenario.title.empty()) scenario.title = first_line(scenario.docstring);
  if (scenario.title.empty()) scenario.title = scenario.name;
  return scenario;
}

Result<Scenario> load_scenario(const std::string& path) {
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown)) return Error{fmt::format("can't open file '{}': it is a directory", path)};
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in || in.bad()) return Error{fmt::format("can't open file '{}': no such file, or it cannot be read", path)};
  return parse_scenario(path, std::move(text).str());
}

}  // namespace gilscope
