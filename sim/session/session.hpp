// The facade: everything a user interface does with the simulator. Load a script, compile it, run it, compare runs.
//
// Runs share nothing but the immutable program, so several may go on at once, each on a host thread of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/analysis/crash.hpp"
#include "sim/analysis/deadlock.hpp"
#include "sim/base/diagnostic.hpp"
#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/session/scenario.hpp"

namespace gilscope {

class Trace;
struct CodeObject;
struct CostModel;

using Program = std::shared_ptr<const CodeObject>;

/// Parses and compiles the script. The error is CPython's, or "NotModeled". `warnings`, if given, receives the SyntaxWarnings as CPython
/// prints them: RunOptions::warnings is the place for them.
Result<Program, Diagnostic> compile_program(const Scenario& scenario, std::string* warnings = nullptr);
/// The same for any Python text; `path` becomes co_filename.
Result<Program, Diagnostic> compile_source(const std::string& path, std::string_view bytes, std::string* warnings = nullptr);

/// The imports outside of try blocks that name no module there is: neither modeled, nor beside the script, nor declared in its block.
std::vector<Diagnostic> check_imports(const Scenario& scenario, const Program& program);

/// What the user asked for; the scenario's block fills in what he did not.
struct RunOptions {
  std::optional<std::vector<std::string>> args;  ///< sys.argv[1:]
  std::optional<std::uint32_t> cores;
  std::string runtime;                   ///< a runtime spec (see Scenario::runtimes); empty = "3.13"
  std::string x_gil;                     ///< the value of -X gil=; empty = not given
  std::string python_gil;                ///< the value of PYTHON_GIL; empty = not set
  std::vector<std::string> what_ifs;
  std::optional<std::uint64_t> seed;
  std::optional<SimTime> max_time;       ///< simulated
  std::optional<std::size_t> max_memory; ///< bytes that the modeled program's objects may take
  std::string model_file;                ///< a cost model instead of the one in assets/models (see model_choice.hpp)
  std::function<void(CostModel&)> adjust_costs;  ///< changes the cost model before the run: what a fit or a sensitivity needs; may be empty
  std::string warnings;                  ///< what the compiler had to say: written to stderr before the script starts
  bool keep_trace = true;                ///< false: only totals
  bool record_calls = false;             ///< with keep_trace: call stacks too (Trace::for_each_call); costs host time, changes nothing in the model
  /// The program's standard input: its next line, newline included; empty at the end. Null: it is empty. Called on the thread that runs.
  std::function<std::string()> input;
  /// Where the program's output goes as it is written (fd 1 or 2), besides into the report. Called on the thread that runs.
  std::function<void(int fd, std::string_view text)> output;
};

/// How a run came to its end.
enum class RunEnd { Finished, Deadlock, TimeLimit, MemoryLimit, Interrupted, Crashed };

struct RunReport {
  std::string scenario;
  std::string runtime;       ///< the spec as given: "3.13t gil=1"
  bool gil_enabled = true;   ///< at the end of the run
  std::string model;         ///< the name of the cost model
  std::string assumptions;   ///< the build's switches in words: "specializing interpreter, locks do not spin, ..."
  std::uint32_t cores = 1;
  std::uint64_t seed = 1;
  SimTime time = 0;          ///< simulated, start to end
  std::string stdout_text;
  std::string stderr_text;
  int exit_code = 0;         ///< the script's own status, or 3 for a deadlock, 4 for a limit, 139 for a modeled crash, 130 when interrupted
  RunEnd end = RunEnd::Finished;
  std::string verdict;       ///< why the run ended early, in words; empty if it did not
  std::vector<BlockedThread> blocked;  ///< for a deadlock
  std::optional<CrashInfo> crash;      ///< for a modeled crash
  double host_seconds = 0;
  std::uint64_t trace_hash = 0;
  std::shared_ptr<const Trace> trace;  ///< never null; without spans if keep_trace was false
};

/// Reported a few times a second while a run goes on.
struct Progress {
  SimTime time = 0;             ///< simulated so far
  std::uint64_t bytecodes = 0;
  double host_seconds = 0;
  const Trace* trace = nullptr;  ///< recorded so far; valid during the call only (copy it to show a run that goes on)
};
/// Returns false to end the run. Called on the thread that runs.
using ProgressCallback = std::function<bool(const Progress&)>;

/// Executes the program once. Error: an option, the runtime spec or the cost model is wrong.
Result<RunReport> run(const Scenario& scenario, const Program& program, const RunOptions& options,
                      const ProgressCallback& progress = {});

/// Several runs of one program, on as many host threads as there are host CPUs. Reports come in the order of `variants`; the first
/// error, if any, instead. `done` is told after each run (on any of the threads, one at a time); it may be empty.
Result<std::vector<RunReport>> run_all(const Scenario& scenario, const Program& program,
                                       const std::vector<RunOptions>& variants, const ProgressCallback& progress,
                                       const std::function<void(std::size_t finished)>& done = {});

/// A runtime spec taken apart: "3.13t gil=1 no-immortal" -> preset, x_gil "1", what-ifs. Error: an empty or unknown word.
struct RuntimeSpec {
  std::string preset;
  std::string x_gil;
  std::vector<std::string> what_ifs;
};
Result<RuntimeSpec> parse_runtime_spec(const std::string& spec);

/// Whether run() would accept a runtime spec. nullopt: yes.
std::optional<Error> check_runtime(const std::string& spec);

/// The what-if switches there are, for help texts: "immortal, no-immortal, ...".
std::string what_if_names();

/// What `compare` compares when neither the user nor the scenario says: the GIL build, the free-threaded build with its GIL forced on,
/// the same without, and its successor.
std::vector<std::string> default_runtimes();

/// The folder with lib/ and models/: $GILSCOPE_ASSETS, or beside the executable (../share/gilscope/assets), or the source tree.
std::string assets_directory();
/// The folder with the scenarios that come with GilScope, found the same way.
std::string scenarios_directory();

}  // namespace gilscope
