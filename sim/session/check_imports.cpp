// Finds imports that cannot work, without running the script.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/bytecode/code_object.hpp"
#include "sim/library/registry.hpp"
#include "sim/session/session.hpp"

namespace gilscope {
namespace {

namespace fs = std::filesystem;

class ImportChecker {
 public:
  explicit ImportChecker(const Scenario& scenario) : scenario_(scenario) {
    folders_ = {fs::path(scenario.path).parent_path(), fs::path(assets_directory()) / "lib"};
  }

  // An import inside a try block may fail: the script is prepared for it.
  void check(const CodeObject& code) {
    for (std::uint32_t i = 2; i < code.code.size(); ++i) {
      const Instruction& instruction = code.code[i];
      if (instruction.op != Opcode::ImportName || code.handler_of(i) || !is_absolute(code, i)) continue;
      const std::string& name = code.names[instruction.arg];
      if (!exists(name)) {
        complain(instruction, fmt::format("module '{}' is not modeled, and there is no such file beside the script", name),
                 "a C extension can be declared in the script's gilscope block: [extension." + name.substr(0, name.find('.')) + "]");
      } else if (name == "concurrent.interpreters" && only_before_3_14()) {
        complain(instruction, "module 'concurrent.interpreters' came with Python 3.14, and none of the script's runtimes has it",
                 "choose it in the script's gilscope block, runtimes = [\"3.14\"], or with --runtime 3.14");
      }
    }
    for (const Constant& constant : code.consts)
      if (constant.kind == ConstantKind::Code) check(*constant.code);
  }

  std::vector<Diagnostic> take() { return std::move(found_); }

 private:
  // The level lies two instructions before: LOAD_CONST level, LOAD_CONST names, IMPORT_NAME.
  static bool is_absolute(const CodeObject& code, std::uint32_t i) {
    const Instruction& level = code.code[i - 2];
    return level.op == Opcode::LoadConst && code.consts[level.arg].text == "0";
  }

  bool exists(const std::string& name) const {
    const std::string top = name.substr(0, name.find('.'));
    const auto modules = native_modules();
    if (std::any_of(modules.begin(), modules.end(), [&](const NativeModule& m) { return m.name == name || m.name == top; })) return true;
    const auto& extensions = scenario_.extensions;
    if (std::any_of(extensions.begin(), extensions.end(), [&](const ExtensionSpec& e) { return e.name == top; })) return true;
    std::string relative = name;
    std::replace(relative.begin(), relative.end(), '.', '/');
    std::error_code error;
    return std::any_of(folders_.begin(), folders_.end(), [&](const fs::path& folder) {
      return fs::exists(folder / (relative + ".py"), error) || fs::exists(folder / relative / "__init__.py", error) ||
             (name != top && fs::exists(folder / (top + ".py"), error));  // os.path: an attribute of a plain module
    });
  }

  /// The script names its runtimes, and none of them is new enough.
  bool only_before_3_14() const {
    const auto& runtimes = scenario_.runtimes;
    return !runtimes.empty() && std::none_of(runtimes.begin(), runtimes.end(), [](const std::string& r) { return r.starts_with("3.14"); });
  }

  void complain(const Instruction& instruction, std::string message, std::string hint) {
    Diagnostic diagnostic;
    diagnostic.kind = "NotModeled";
    diagnostic.file = scenario_.path;
    diagnostic.span = {instruction.line, instruction.column, instruction.end_line, instruction.end_column};
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    diagnostic.source_line = line_text(instruction.line);
    found_.push_back(std::move(diagnostic));
  }

  std::string line_text(int number) const {
    std::size_t begin = 0;
    for (int line = 1; line < number; ++line) begin = scenario_.source.find('\n', begin) + 1;
    return scenario_.source.substr(begin, scenario_.source.find('\n', begin) - begin);
  }

  const Scenario& scenario_;
  std::vector<fs::path> folders_;
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> check_imports(const Scenario& scenario, const Program& program) {
  ImportChecker checker(scenario);
  checker.check(*program);
  return checker.take();
}

}  // namespace gilscope
