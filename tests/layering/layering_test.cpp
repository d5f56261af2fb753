// Every #include in sim/, ui/ and tests/ against the layer list: arrows go one way, and only the named folders may use a
// third-party library.
#include "tests/catch.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Include {
  fs::path file;  // relative to the root of the repository
  int line = 0;
  std::string target;
  bool ours = false;  // a path from the root of the repository, not a library's header
};

const fs::path kRoot = GILSCOPE_SOURCE_DIR;

// What each folder may include besides itself.
const std::map<std::string, std::set<std::string>> kLayers = {
    {"sim/base", {}},
    {"sim/lang", {"sim/base"}},
    {"sim/bytecode", {"sim/base"}},
    {"sim/compiler", {"sim/base", "sim/lang", "sim/bytecode"}},
    {"sim/machine", {"sim/base"}},
    {"sim/trace", {"sim/base"}},
    {"sim/objects", {"sim/base", "sim/bytecode"}},
    {"sim/runtime", {"sim/base", "sim/bytecode", "sim/objects", "sim/machine", "sim/trace"}},
    {"sim/vm", {"sim/base", "sim/bytecode", "sim/objects", "sim/machine", "sim/trace", "sim/runtime"}},
    {"sim/library",
     {"sim/base", "sim/bytecode", "sim/objects", "sim/machine", "sim/trace", "sim/runtime", "sim/vm"}},
    {"sim/analysis", {"sim/base", "sim/trace"}},
    {"sim/export", {"sim/base", "sim/trace", "sim/analysis"}},
    {"sim/session",
     {"sim/base", "sim/lang", "sim/bytecode", "sim/compiler", "sim/objects", "sim/machine", "sim/trace", "sim/runtime",
      "sim/vm", "sim/library", "sim/analysis", "sim/export"}},
    {"sim/calibration", {"sim/base", "sim/bytecode", "sim/machine", "sim/runtime", "sim/session"}},
    {"ui/cli",
     {"sim/calibration", "sim/base", "sim/lang", "sim/bytecode", "sim/compiler", "sim/trace", "sim/analysis", "sim/export", "sim/session",
      "ui/scene", "ui/picture", "ui/desktop"}},
    {"ui/scene", {"sim/base", "sim/trace", "sim/analysis"}},
    {"ui/picture", {"sim/base", "sim/trace", "sim/analysis", "sim/export", "sim/session", "ui/scene"}},
    // sim/lang: the editor is coloured by the lexer that compiles the program
    {"ui/desktop",
     {"sim/base", "sim/lang", "sim/trace", "sim/analysis", "sim/export", "sim/session", "ui/scene", "ui/picture"}},
};

// Third-party headers by prefix, and the folders that may see them.
const std::map<std::string, std::set<std::string>> kLibraries = {
    {"toml++/", {"sim/runtime", "sim/session"}},
    {"nlohmann/", {"sim/export", "sim/session", "ui/cli", "ui/picture", "ui/desktop", "tests"}},
    {"CLI/", {"ui/cli"}},
    {"Eigen/", {"sim/calibration"}},
    {"protozero/", {"sim/export", "tests"}},
    {"sqlite3", {"sim/export", "tests"}},
    {"zlib.h", {"sim/export", "sim/library", "tests"}},
    {"openssl/", {"sim/export", "sim/library", "ui/picture", "tests"}},
    {"gmp", {"sim/lang", "sim/compiler", "sim/objects", "sim/vm", "sim/library"}},
    {"utf8proc", {"sim/lang", "sim/objects"}},
    {"catch2/", {"tests"}},
    {"rapidcheck", {"tests"}},
    {"benchmark/", {"tests"}},
    {"fmt/", {"sim/base", "sim/lang", "sim/bytecode", "sim/compiler", "sim/machine", "sim/trace", "sim/objects", "sim/runtime",
              "sim/vm", "sim/library", "sim/analysis", "sim/export", "sim/session", "sim/calibration", "ui/cli",
              "ui/scene", "ui/picture", "ui/desktop", "tests"}},
    {"stb/", {"ui/picture", "ui/desktop", "tests"}},
    {"imgui", {"ui/desktop", "tests"}},
    {"backends/imgui", {"ui/desktop"}},
    {"misc/cpp/imgui", {"ui/desktop"}},
    {"GLFW/", {"ui/desktop"}},
    {"glad/", {"ui/desktop"}},
};

bool is_library(const std::string& target) {
  for (const auto& entry : kLibraries)
    if (target.rfind(entry.first, 0) == 0) return true;
  return false;
}

std::vector<fs::path> source_files() {
  std::vector<fs::path> files;
  for (const char* top : {"sim", "ui", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / top)) {
      const auto extension = entry.path().extension();
      if (extension == ".hpp" || extension == ".cpp" || extension == ".def") files.push_back(entry.path());
    }
  }
  return files;
}

std::vector<Include> includes_of(const fs::path& file) {
  std::vector<Include> found;
  std::ifstream in(file);
  std::string text;
  for (int line = 1; std::getline(in, text); ++line) {
    const auto hash = text.find_first_not_of(" \t");
    if (hash == std::string::npos || text.compare(hash, 8, "#include") != 0) continue;
    const auto open = text.find_first_of("<\"", hash);
    if (open == std::string::npos) continue;
    const bool quoted = text[open] == '"';
    const auto close = text.find(quoted ? '"' : '>', open + 1);
    const std::string target = text.substr(open + 1, close - open - 1);
    found.push_back({fs::relative(file, kRoot), line, target, quoted && !is_library(target)});
  }
  return found;
}

std::vector<Include> all_includes() {
  std::vector<Include> all;
  for (const auto& file : source_files())
    for (auto& include : includes_of(file)) all.push_back(std::move(include));
  return all;
}

// "sim/trace/recorder.hpp" -> "sim/trace"; anything under tests/ -> "tests".
std::string folder_of(const fs::path& path) {
  auto part = path.begin();
  const std::string top = part->string();
  if (top == "tests" || ++part == path.end()) return top;
  return top + "/" + part->string();
}

std::string describe(const Include& include) {
  return include.file.string() + ":" + std::to_string(include.line) + " includes " + include.target;
}

TEST_CASE("a folder includes only itself and the layers under it") {
  for (const auto& include : all_includes()) {
    if (!include.ours) continue;
    const std::string from = folder_of(include.file);
    const std::string to = folder_of(include.target);
    INFO(describe(include));
    if (from == "tests") {
      CHECK((to == "tests" || kLayers.count(to) == 1));
    } else {
      REQUIRE(kLayers.count(from) == 1);
      CHECK((from == to || kLayers.at(from).count(to) == 1));
    }
  }
}

TEST_CASE("quoted includes are paths from the root that exist") {
  for (const auto& include : all_includes()) {
    if (!include.ours) continue;
    INFO(describe(include));
    CHECK(fs::exists(kRoot / include.target));
  }
}

TEST_CASE("third-party libraries are used only where the design allows them") {
  for (const auto& include : all_includes()) {
    if (include.ours) continue;
    for (const auto& [prefix, folders] : kLibraries) {
      if (include.target.rfind(prefix, 0) != 0) continue;
      INFO(describe(include));
      CHECK(folders.count(folder_of(include.file)) == 1);
    }
  }
}

TEST_CASE("headers stay light") {
  const std::set<std::string> heavy = {"iostream", "regex", "nlohmann/json.hpp", "toml++/toml.h", "CLI/CLI.hpp"};
  for (const auto& include : all_includes()) {
    if (include.file.extension() != ".hpp") continue;
    INFO(describe(include));
    CHECK(heavy.count(include.target) == 0);
  }
}

TEST_CASE("the layer list itself has no cycle") {
  for (const auto& [folder, lower] : kLayers)
    for (const auto& below : lower) {
      INFO(folder << " and " << below);
      REQUIRE(kLayers.count(below) == 1);
      CHECK(kLayers.at(below).count(folder) == 0);
    }
}

}  // namespace
