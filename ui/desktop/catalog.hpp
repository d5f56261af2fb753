// The scenarios, runtimes, what-ifs and cost presets to choose from.
#pragma once

#include <string>
#include <vector>

namespace gilscope::desktop {

struct CatalogEntry {
  std::string name;   ///< what an action takes
  std::string title;  ///< what people read
};

struct Catalog {
  std::vector<CatalogEntry> scenarios;
  std::vector<CatalogEntry> cost_presets;  ///< name: a file; "" = each runtime's own
  std::vector<std::string> runtimes;       ///< specs
  std::vector<CatalogEntry> what_ifs;
};

/// Reads the folders once; `settings_folder`/models/*.toml are the user's own cost presets.
Catalog load_catalog(const std::string& settings_folder);

/// Whether every word of `search` occurs in the entry, whatever the case.
bool matches(const CatalogEntry& entry, const std::string& search);

}  // namespace gilscope::desktop
