// The oracle: real CPython 3.13. expected/ holds what it makes of the corpus, of assets/lib and of the scenarios;
// regenerate.py refreshes it.
#include "sim/compiler/compiler.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "sim/bytecode/code_object.hpp"
#include "sim/bytecode/code_units.hpp"
#include "sim/bytecode/constant_text.hpp"
#include "sim/bytecode/disassembler.hpp"
#include "sim/bytecode/verifier.hpp"
#include "sim/lang/ast.hpp"
#include "sim/lang/parser.hpp"
#include "sim/lang/source.hpp"
#include "tests/catch.hpp"

// A module's code objects as JSON: the same summary that regenerate.py makes with real CPython 3.13.
namespace gilscope::test {

/// repr, with what differs from run to run in CPython made equal: sets are sorted, code objects are named by their
/// qualname.
inline std::string constant_summary(const Constant& constant) {
  if (constant.kind == ConstantKind::Code) return "<code " + constant.code->qualname + ">";
  if (constant.kind != ConstantKind::Tuple && constant.kind != ConstantKind::FrozenSet) return constant_repr(constant);
  std::vector<std::string> items;
  for (const Constant& item : constant.items) items.push_back(constant_summary(item));
  const bool set = constant.kind == ConstantKind::FrozenSet;
  if (set) std::sort(items.begin(), items.end());
  std::string out = set ? "{" : "(";
  for (const std::string& item : items) out += item + ",";
  return out + (set ? "}" : ")");
}

/// One string per instruction: "NAME argument line"; a jump's argument is the row it goes to, no line is "-".
inline std::vector<std::string> code_summary(const CodeObject& code, bool positions) {
  const CodeUnits units = lay_out(code);
  std::vector<std::string> rows;
  for (const RawInstruction& row : units.rows) {
    const Instruction& from = code.code[row.source];
    const std::uint32_t arg = is_jump(row.op) ? units.row_of[from.arg] : row.arg;
    std::string text = std::string(opcode_info(row.op).name) + " " + std::to_string(arg) + " " +
                       (from.line < 0 ? "-" : std::to_string(from.line));
    if (positions) {
      text += " " + std::to_string(from.end_line) + " " + std::to_string(from.column) + " " +
              std::to_string(from.end_column);
    }
    rows.push_back(text);
  }
  return rows;
}

inline nlohmann::json exception_summary(const CodeObject& code) {
  const CodeUnits units = lay_out(code);
  nlohmann::json table = nlohmann::json::array();
  for (const ExceptionEntry& entry : code.exception_table) {
    table.push_back({units.row_of[entry.start], units.row_of[entry.end], units.row_of[entry.target], entry.depth,
                     entry.push_lasti ? 1 : 0});
  }
  return table;
}

/// Appends the summary of `code` and of every code object in its constants, outer ones first.
inline void summarize(const CodeObject& code, nlohmann::json& out, bool positions = false) {
  nlohmann::json summary;
  summary["qualname"] = code.qualname;
  summary["name"] = code.name;
  summary["line"] = code.first_line;
  summary["flags"] = code.flags;
  summary["stack"] = code.stack_size;
  summary["args"] = {code.arg_count, code.posonly_arg_count, code.kwonly_arg_count};
  summary["varnames"] = code.varnames();
  summary["cellvars"] = code.cellvars();
  summary["freevars"] = code.freevars();
  summary["names"] = code.names;
  summary["consts"] = nlohmann::json::array();
  for (const Constant& constant : code.consts) summary["consts"].push_back(constant_summary(constant));
  summary["code"] = code_summary(code, positions);
  summary["exceptions"] = exception_summary(code);
  out.push_back(std::move(summary));
  for (const Constant& constant : code.consts) {
    if (constant.kind == ConstantKind::Code) summarize(*constant.code, out, positions);
  }
}

}  // namespace gilscope::test

using namespace gilscope;
using nlohmann::json;

namespace {

const std::string kFolder = std::string(GILSCOPE_TESTS_DIR) + "/compiler/";
const std::string kRoot = std::string(GILSCOPE_SOURCE_DIR) + "/";

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<json> read_lines(const std::string& name) {
  std::ifstream in(kFolder + "expected/" + name);
  std::vector<json> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
  return lines;
}

std::string fnv1a(const std::string& data) {
  std::uint64_t value = 0xCBF29CE484222325u;
  for (char c : data) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

struct Compiled {
  std::shared_ptr<const CodeObject> code;
  Diagnostic error;
  std::vector<Diagnostic> warnings;
};

Compiled compile_text(const std::string& name, const std::string& text) {
  Compiled result;
  auto source = Source::from_bytes(name, text);
  if (!source) return {nullptr, source.error(), {}};
  auto module = parse(*source);
  if (!module) return {nullptr, module.error(), {}};
  auto code = compile_module(**module, *source, &result.warnings);
  if (!code) return {nullptr, code.error(), {}};
  result.code = *code;
  return result;
}

std::vector<std::string> split_rows(const std::string& text) {
  std::vector<std::string> rows;
  std::stringstream in(text);
  for (std::string row; std::getline(in, row, ';');) rows.push_back(row);
  return rows;
}

/// The first instructions that differ, with what stands before them.
std::string describe_code(const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
  std::size_t first = 0;
  while (first < expected.size() && first < actual.size() && expected[first] == actual[first]) ++first;
  std::string out;
  for (std::size_t i = first < 3 ? 0 : first - 3; i < first + 6; ++i) {
    const std::string real = i < expected.size() ? expected[i] : "(end)";
    const std::string ours = i < actual.size() ? actual[i] : "(end)";
    out += "\n  " + std::to_string(i) + "  " + (real == ours ? real : "CPython: " + real + "   GilScope: " + ours);
  }
  return out;
}

std::string describe_difference(json expected, json actual) {
  std::string out;
  for (const auto& [key, value] : expected.items()) {
    if (actual[key] == value) continue;
    if (key == "code") {
      out += "\n instructions (name, argument, line):" +
             describe_code(value.get<std::vector<std::string>>(), actual[key].get<std::vector<std::string>>());
    } else {
      out += "\n " + key + "\n  CPython:  " + value.dump() + "\n  GilScope: " + actual[key].dump();
    }
  }
  return out;
}

/// Compares every code object of one file. Returns how many there are.
std::size_t check_file(const json& expected, const std::string& text) {
  const std::string file = expected["file"];
  const Compiled compiled = compile_text(file, text);
  INFO(file << ": " << compiled.error.message << " at line " << compiled.error.span.line);
  REQUIRE(compiled.code != nullptr);
  json actual = json::array();
  test::summarize(*compiled.code, actual);
  CHECK(actual.size() == expected["codes"].size());
  for (std::size_t i = 0; i < actual.size() && i < expected["codes"].size(); ++i) {
    json wanted = expected["codes"][i];
    wanted["code"] = split_rows(wanted["code"]);
    if (wanted == actual[i]) continue;
    FAIL_CHECK(file << ": " << wanted["qualname"] << describe_difference(wanted, actual[i]));
  }
  return actual.size();
}

void verify_all(const CodeObject& code) {
  CHECK(verify(code) == "");
  for (const Constant& constant : code.consts) {
    if (constant.kind == ConstantKind::Code) verify_all(*constant.code);
  }
}

std::vector<std::string> python_files(const std::string& folder) {
  std::vector<std::string> files;
  if (!std::filesystem::exists(kRoot + folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot + folder)) {
    if (entry.path().extension() == ".py")
      files.push_back(std::filesystem::relative(entry.path(), kRoot).generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Checks the files of a folder that the expected file knows in their present form. Returns {files checked, code
/// objects}.
std::pair<std::size_t, std::size_t> check_folder(const std::string& folder, const std::string& expected_name) {
  std::map<std::string, json> expected;
  for (json& line : read_lines(expected_name)) {
    const std::string file = line["file"];
    expected[file] = std::move(line);
  }
  std::size_t checked = 0;
  std::size_t objects = 0;
  for (const std::string& file : python_files(folder)) {
    const std::string text = read_file(kRoot + file);
    const auto known = expected.find(file);
    if (known == expected.end() || known->second["hash"] != fnv1a(text)) {
      WARN(file << " is not in expected/" << expected_name
                << " as it is now: run python3.13 tests/compiler/regenerate.py");
      continue;
    }
    objects += check_file(known->second, text);
    ++checked;
  }
  return {checked, objects};
}

}  // namespace

TEST_CASE("every function of the corpus compiles to CPython's bytecode", "[oracle]") {
  const auto [files, objects] = check_folder("tests/compiler/corpus", "corpus.jsonl");
  CHECK(files == python_files("tests/compiler/corpus").size());
  CHECK(objects - files >= 300);
}

TEST_CASE("the library in assets/lib compiles to CPython's bytecode", "[oracle]") {
  check_folder("assets/lib", "lib.jsonl");
}

TEST_CASE("the scenarios compile to CPython's bytecode", "[oracle]") { check_folder("scenarios", "scenarios.jsonl"); }

TEST_CASE("compiler output satisfies the verifier") {
  for (const char* folder : {"tests/compiler/corpus", "assets/lib", "scenarios"}) {
    for (const std::string& file : python_files(folder)) {
      const Compiled compiled = compile_text(file, read_file(kRoot + file));
      INFO(file << ": " << compiled.error.message << " at line " << compiled.error.span.line);
      REQUIRE(compiled.code != nullptr);
      verify_all(*compiled.code);
    }
  }
}

TEST_CASE("the listing is that of CPython's dis") {
  for (const char* name : {"module_level", "generators"}) {
    const std::string file = std::string(name) + ".py";
    const Compiled compiled = compile_text(file, read_file(kFolder + "corpus/" + file));
    REQUIRE(compiled.code != nullptr);
    CHECK(disassemble(*compiled.code) == read_file(kFolder + "expected/" + name + ".dis.txt"));
  }
}

TEST_CASE("errors that need scopes or control flow read like CPython's") {
  const std::vector<json> cases = read_lines("errors.jsonl");
  CHECK(cases.size() >= 70);
  for (const json& expected : cases) {
    const Compiled compiled = compile_text("<case>", expected["source"]);
    INFO(expected["source"].get<std::string>());
    REQUIRE(compiled.code == nullptr);
    const Span& span = compiled.error.span;
    CHECK(compiled.error.kind == "SyntaxError");
    CHECK(compiled.error.message == expected["message"].get<std::string>());
    CHECK(json({span.line, span.column + 1, span.end_line, span.end_column + 1}) == expected["span"]);
  }
}

TEST_CASE("suspicious code gets CPython's SyntaxWarnings") {
  for (const json& expected : read_lines("warnings.jsonl")) {
    const Compiled compiled = compile_text("<case>", expected["source"]);
    INFO(expected["source"].get<std::string>());
    REQUIRE(compiled.code != nullptr);
    json actual = json::array();
    for (const Diagnostic& warning : compiled.warnings) actual.push_back({warning.message, warning.span.line});
    CHECK(actual == expected["warnings"]);
  }
}

TEST_CASE("folding respects CPython's size limits") {
  const auto first_constant = [](const std::string& expression) {
    const Compiled compiled = compile_text("<case>", "x = " + expression + "\n");
    REQUIRE(compiled.code != nullptr);
    return constant_repr(compiled.code->consts.front());
  };
  CHECK(first_constant("2 ** 64 - 1") == "18446744073709551615");
  CHECK(first_constant("2 ** 65") == "2");
  CHECK(first_constant("1 << 127") == "170141183460469231731687303715884105728");
  CHECK(first_constant("1 << 128") == "1");
  CHECK(first_constant("'a' * 4096").size() == 4098);
  CHECK(first_constant("'a' * 4097") == "'a'");
  CHECK(first_constant("0.1 + 0.2") == "0.30000000000000004");
  CHECK(first_constant("10 ** 25 + 0.5") == "1e+25");
  CHECK(first_constant("-7 // 2") == "-4");
  CHECK(first_constant("-7 % 3") == "2");
}
