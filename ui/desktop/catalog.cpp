#include "ui/desktop/catalog.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>

#include "sim/session/session.hpp"

namespace gilscope::desktop {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder, const char* ending) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error))
    if (entry->path().extension() == ending) files.push_back(entry->path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<CatalogEntry> what_ifs() {
  static constexpr std::pair<const char*, const char*> kTitles[] = {
      {"no-immortal", "Without immortal objects: functions and constants are counted like any object"},
      {"immortal", "With immortal objects"},
      {"no-object-locks", "Without per-object locks"},
      {"no-specialize", "Without specialized instructions"},
      {"specialize", "With specialized instructions"},
      {"no-tlbc", "Without a copy of the bytecode per thread, and so without specialized instructions (-X tlbc=0)"},
      {"tlbc", "With a copy of the bytecode per thread"},
      {"no-spin", "A lock that is taken sleeps at once"},
      {"spin", "A lock that is taken yields 40 times before it sleeps"},
      {"no-deferred", "Without deferred reference counts"},
      {"deferred", "With deferred reference counts"},
  };
  std::vector<CatalogEntry> entries;
  std::istringstream names(what_if_names());
  std::string name;
  while (std::getline(names, name, ',')) {
    name.erase(0, name.find_first_not_of(' '));
    std::string title = name;
    for (const auto& [known, text] : kTitles)
      if (name == known) title = text;
    entries.push_back({name, title});
  }
  return entries;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

Catalog load_catalog(const std::string& settings_folder) {
  Catalog catalog;
  for (const auto& file : files_in(scenarios_directory(), ".py"))
    if (const auto scenario = load_scenario(file.string())) catalog.scenarios.push_back({scenario->name, scenario->title});
  catalog.cost_presets.push_back({"", "measured on CPython"});
  for (const auto& folder : {fs::path(assets_directory()) / "models", fs::path(settings_folder) / "models"})
    for (const auto& file : files_in(folder, ".toml")) catalog.cost_presets.push_back({file.string(), file.stem().string()});
  catalog.runtimes = {"3.12", "3.13", "3.13t", "3.13t gil=1", "3.14", "3.14t"};
  catalog.what_ifs = what_ifs();
  return catalog;
}

bool matches(const CatalogEntry& entry, const std::string& search) {
  const std::string text = lower(entry.name + " " + entry.title);
  std::istringstream words(lower(search));
  std::string word;
  while (words >> word)
    if (text.find(word) == std::string::npos) return false;
  return true;
}

}  // namespace gilscope::desktop
