// The command as people use it: what it prints where, its exit status, its files.
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/cli/run_command.hpp"

namespace gilscope::cli {
namespace {

using namespace gilscope::testing;
using Json = nlohmann::ordered_json;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string kCircle = R"(
import threading, time
left, right = threading.Lock(), threading.Lock()
def take(first, second):
    with first:
        time.sleep(0.01)
        with second: pass
a = threading.Thread(target=take, args=(left, right), name="Kant")
b = threading.Thread(target=take, args=(right, left), name="Hume")
print("they sit down")
a.start(); b.start(); a.join(); b.join()
)";

TEST_CASE("run --quiet behaves like python3: streams, order, exit status") {
  const Scratch s;
  const std::string script = s.write("a.py", "import sys\nprint('one')\nprint('two', file=sys.stderr)\nprint('three')\nsys.stdout.write('four')\nsys.exit(7)\n");
  const auto apart = gilscope_command(s, "run --quiet " + script);
  CHECK(apart.out == "one\nthree\nfour");
  CHECK(apart.err == "two\n");
  CHECK(apart.status == 7);
  gilscope_command(s, "run --quiet " + script + " >" + s.file("both.txt") + " 2>&1");
  CHECK(gilscope_command(s, "run -q " + script + " 2>&1 | cat").out == "one\ntwo\nthree\nfour");
}

TEST_CASE("a modeled crash ends with a shell's status for a segmentation fault, and tells who did what") {
  const Scratch s;
  const std::string script = std::string(GILSCOPE_SOURCE_DIR) + "/scenarios/borrowed_reference.py";
  const auto crashed = gilscope_command(s, "run --quiet --runtime 3.13t " + script);
  CHECK(crashed.status == 139);
  CHECK(crashed.out == "");
  CHECK(has(crashed.err, "Segmentation fault (modeled): use after free: fastcache.peek()"));
  CHECK(has(crashed.err, "writer freed it"));
  CHECK(has(crashed.err, "in reader (borrowed_reference.py, line "));
  CHECK(gilscope_command(s, "run --quiet --runtime 3.13 " + script).status == 0);
  CHECK(gilscope_command(s, "run --quiet --runtime 3.13t " + script + " strong").status == 0);
  const auto compared = gilscope_command(s, "compare --json " + s.file("runs.json") + " " + script);
  CHECK(compared.status == 139);
  CHECK(has(compared.out, "CRASH"));
  const Json runs = Json::parse(s.read("runs.json"));
  CHECK_FALSE(runs[0].contains("crash"));
  REQUIRE(runs[1].contains("crash"));
  CHECK(runs[1]["crash"]["witnesses"].size() == 3);
  CHECK(runs[1]["crash"]["witnesses"][1]["thread"] == "writer");
  CHECK(gilscope_command(s, "check " + s.write("b.py", "# /// gilscope\n# [extension.e.functions]\n# f = { gets = \"PyList_Get\" }\n# ///\n")).status == 2);
}

TEST_CASE("run --quiet passes arguments and standard input on, and tells when there is no more") {
  const Scratch s;
  const std::string script = s.write("a.py", "import sys\nprint(sys.argv[1:])\nprint(input('name? '))\nprint(input())\n");
  const auto run = gilscope_command(s, "run -q " + script + " x --cores 3", "printf 'Ada\\n' |");
  CHECK(run.out == "['x', '--cores', '3']\nname? Ada\n");
  CHECK(has(run.err, "EOFError: EOF when reading a line"));
  CHECK(run.status == 1);
}

TEST_CASE("standard input by line, by size and as a whole, in every run of a comparison") {
  const Scratch s;
  const std::string script = s.write("a.py", "import sys\nprint(repr(sys.stdin.readline()), repr(sys.stdin.read(3)))\nfor line in sys.stdin: print(repr(line))\nprint(repr(sys.stdin.read()))\n");
  const std::string seen = "'a\\n' 'b\u00e9\\n'\n'c\\n'\n'd'\n''\n";
  CHECK(gilscope_command(s, "run -q " + script, "printf 'a\nb\u00e9\nc\nd' |").out == seen);
  CHECK(has(gilscope_command(s, "compare --runtime 3.13,3.13t " + script, "printf 'a\nb\u00e9\nc\nd' |").out, seen));
  CHECK(gilscope_command(s, "run -q " + script).out == "'' ''\n''\n");
}

TEST_CASE("what the compiler warns about comes first on stderr, as in CPython") {
  const Scratch s;
  const auto run = gilscope_command(s, "run -q " + s.write("w.py", "import sys\nprint('run', file=sys.stderr)\nx = '\\d'\nif x is 5: pass\n"));
  const std::string path = s.file("w.py");
  CHECK(run.err == path + ":3: SyntaxWarning: invalid escape sequence '\\d'\n  x = '\\d'\n" + path +
                       ":4: SyntaxWarning: \"is\" with 'int' literal. Did you mean \"==\"?\n  if x is 5: pass\nrun\n");
  CHECK(run.status == 0);
}

TEST_CASE("bad input has status 2 and a message that helps") {
  const Scratch s;
  const std::string good = s.write("good.py", "print('ran')\n");
  struct Case {
    std::string arguments, message;
  };
  for (const Case& c : {Case{"run " + s.file("none.py"), "none.py': no such file"},
                        {"run " + s.file(""), "it is a directory"},
                        {"run " + s.write("bin.py", std::string("\x7f" "ELF\0\1", 6)), "null bytes"},
                        {"run " + s.write("toml.py", "# /// gilscope\n# cores = \n# ///\n"), "toml.py, line 2: "},
                        {"run " + s.write("key.py", "# /// gilscope\n# coers = 3\n# ///\n"), "key.py, line 2: unknown key 'coers'"},
                        {"run " + s.write("syntax.py", "def f(:\n"), "SyntaxError: invalid syntax"},
                        {"run " + s.write("async.py", "async def f(): pass\n"), "hint: GilScope models threads"},
                        {"run --runtime 3.99 " + good, "unknown runtime '3.99'; there are 3.12, 3.13, 3.13t, 3.14 and 3.14t"},
                        {"run --cores 0 " + good, "'0' is not a number of cores from 1 to 256"},
                        {"run --cores 257 " + good, "'257' is not a number of cores from 1 to 256"},
                        {"run --cores abc " + good, "'abc' is not a number of cores from 1 to 256"},
                        {"run --runtime 3.13t -X gil=2 " + good, "config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\""},
                        {"run -X gil=0 " + good, "config_read_gil: Disabling the GIL is not supported by this build"},
                        {"run --what-if no-such-thing " + good, "unknown what-if 'no-such-thing'; there are immortal, no-immortal"},
                        {"run --model " + s.write("model.toml", "this is no model") + " " + good, "model.toml, line 1: "},
                        {"run --trace t.xyz " + good, "a trace file ends in .pftrace, "},
                        {"run --json " + s.file("no/folder.json") + " " + good, "can't write"},
                        {"run --max-time soon " + good, "'soon' is not a duration"},
                        {"dis " + s.file("none.py"), "no such file"},
                        {"check " + s.write("import.py", "import numpy\n"), "numpy"},
                        {"fly", "gilscope"}}) {
    INFO(c.arguments);
    const auto run = gilscope_command(s, c.arguments);
    INFO(run.err);
    CHECK(run.status == 2);
    CHECK(has(run.err, c.message));
    CHECK(run.out.empty());
  }
  const auto environment = gilscope_command(s, "run --runtime 3.13t " + good, "PYTHON_GIL=maybe");
  CHECK(environment.status == 2);
  CHECK(environment.err.rfind("Fatal Python error: config_read_gil: ", 0) == 0);
}

TEST_CASE("-X gil wins over PYTHON_GIL") {
  const Scratch s;
  const std::string script = s.write("a.py", "import sys\nprint(sys._is_gil_enabled())\n");
  CHECK(gilscope_command(s, "run -q --runtime 3.13t " + script, "PYTHON_GIL=1").out == "True\n");
  CHECK(gilscope_command(s, "run -q --runtime 3.13t -X gil=0 " + script, "PYTHON_GIL=1").out == "False\n");
  CHECK(gilscope_command(s, "run -q --runtime 3.13t " + script, "PYTHON_GIL=").out == "False\n");
}

TEST_CASE("a deadlock has status 3 and tells its circle; the report and its JSON are still there") {
  const Scratch s;
  const std::string script = s.write("circle.py", kCircle);
  const auto quiet = gilscope_command(s, "run -q " + script);
  CHECK(quiet.status == 3);
  CHECK(quiet.out == "they sit down\n");
  CHECK(has(quiet.err, "Kant waits for Lock right, held by Hume (circle.py, line 7, in take)"));
  CHECK(has(quiet.err, "The circle: Kant -> Hume -> Kant"));
  CHECK(has(quiet.err, "MainThread waits for the end of Kant"));
  const auto json = gilscope_command(s, "run --json - --runtime 3.13t " + script);
  CHECK(json.status == 3);
  CHECK(Json::parse(json.out)["exit_code"] == 3);
  CHECK(has(json.err, "The circle: "));
}

TEST_CASE("limits have status 4 and keep what was recorded") {
  const Scratch s;
  const std::string endless = s.write("endless.py", "print('begun')\nwhile True: pass\n");
  const auto timed = gilscope_command(s, "run -q --max-time 2ms --json " + s.file("t.json") + " --trace " + s.file("trace.csv") + " " + endless);
  CHECK(timed.status == 4);
  CHECK(timed.out == "begun\n");
  CHECK(has(timed.err, "Ended by the limit of 2.000 ms simulated time."));
  CHECK(Json::parse(s.read("t.json"))["exit_code"] == 4);
  CHECK(has(s.read("trace.csv"), "1,thread,0,MainThread,"));
  const std::string hoard = s.write("hoard.py", "all = []\nwhile True: all.append('x' * 1000 + str(len(all)))\n");
  const auto first = gilscope_command(s, "run --json - --max-memory 2M " + hoard), second = gilscope_command(s, "run --json - --max-memory 2M " + hoard);
  CHECK(first.status == 4);
  CHECK(has(first.err, "Ended by the limit of 2097152 bytes"));
  CHECK(Json::parse(first.out)["time_ns"] == Json::parse(second.out)["time_ns"]);
  CHECK(Json::parse(first.out)["bytecodes"] == Json::parse(second.out)["bytecodes"]);
}

TEST_CASE("Ctrl-C ends a run with status 130, and what was recorded is kept") {
  const Scratch s;
  const std::string script = s.write("endless.py", "print('begun', flush=True)\nwhile True: pass\n");
  const auto run = gilscope_command(s, "run --json " + s.file("r.json") + " --trace " + s.file("r.csv") + " " + script, "timeout --foreground --preserve-status -s INT 1");
  CHECK(run.status == 130);
  CHECK(has(run.out, "begun\n"));
  CHECK(has(run.out, "Interrupted."));
  const Json json = Json::parse(s.read("r.json"));
  CHECK(json["exit_code"] == 130);
  CHECK(json["stdout"] == "begun\n");
  CHECK(json["bytecodes"] > 1000);
  CHECK(has(s.read("r.csv"), "1,thread,0,MainThread,"));
}

TEST_CASE("run --json - prints one object and nothing else; the states of a thread fill its life") {
  const Scratch s;
  const auto run = gilscope_command(s, "run --json - --runtime 3.13t --cores 2 --seed 5 " +
                                           s.write("two.py", "import threading, time\ndef f():\n    time.sleep(0.001)\n    sum(range(10000))\n"
                                                             "t = threading.Thread(target=f)\nt.start(); t.join()\nprint('done')\n"));
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  const Json json = Json::parse(run.out);
  CHECK(json["scenario"] == "two");
  CHECK(json["runtime"] == "3.13t");
  CHECK(json["gil_enabled"] == false);
  CHECK(json["cores"] == 2);
  CHECK(json["seed"] == 5);
  CHECK(json["stdout"] == "done\n");
  CHECK(json["cores_busy_ns"].size() == 2);
  REQUIRE(json["threads"].size() == 2);
  std::int64_t main_life = 0;
  for (const auto& [key, value] : json["threads"][0].items())
    if (key.size() > 3 && key.substr(key.size() - 3) == "_ns") main_life += value.get<std::int64_t>();
  CHECK(main_life == json["time_ns"]);
  CHECK(json["threads"][1]["sleep_ns"] >= 1'000'000);
  CHECK(json["threads"][1]["bytecodes"] > 0);
}

TEST_CASE("compare: table and timelines for people, an array for programs, a trace of all runs") {
  const Scratch s;
  const std::string script = s.write("sum.py", "import threading\ndef f():\n    n = 0\n    while n < 20000: n += 1\n"
                                               "team = [threading.Thread(target=f) for _ in range(4)]\n"
                                               "for t in team: t.start()\nfor t in team: t.join()\nprint('done')\n");
  const auto table = gilscope_command(s, "compare --cores 4 " + script);
  CHECK(table.status == 0);
  CHECK(has(table.out, "output under every runtime"));
  for (const char* runtime : {"\n3.13 ", "\n3.13t gil=1 ", "\n3.13t ", "\n3.14t "}) CHECK(has(table.out, runtime));
  CHECK(has(table.out, "── 3.13t (GIL off), 4 cores ─"));
  const auto json = gilscope_command(s, "compare --json - --cores 4 --runtime 3.13,3.13t --trace " + s.file("t.json") + " " + script);
  const Json all = Json::parse(json.out);
  REQUIRE(all.size() == 2);
  CHECK(all[0]["runtime"] == "3.13");
  CHECK(all[1]["runtime"] == "3.13t");
  CHECK(all[1]["time_ns"] < all[0]["time_ns"]);
  const Json trace = Json::parse(s.read("t.json"));
  CHECK(trace["otherData"]["runs"].size() == 2);
  CHECK(trace["traceEvents"].size() > 40);
  const auto curve = gilscope_command(s, "compare --cores 1,2,4 --runtime 3.13t " + script);
  CHECK(has(curve.out, "2 cores"));
  CHECK(has(curve.out, "as many times as cores"));
}

TEST_CASE("dis, check and list") {
  const Scratch s;
  const std::string script = s.write("f.py", "def f(x):\n    return x + 1\n");
  const auto dis = gilscope_command(s, "dis " + script);
  CHECK(dis.status == 0);
  CHECK(has(dis.out, "LOAD_FAST"));
  const Json json = Json::parse(gilscope_command(s, "dis --json " + script).out);
  REQUIRE(json.size() == 2);
  CHECK(json[0]["qualname"] == "<module>");
  CHECK(json[1]["qualname"] == "f");
  CHECK(json[1]["code"][0] == Json({"RESUME", 0}));
  CHECK(gilscope_command(s, "check " + script).out == script + ": ok\n");
  const auto list = gilscope_command(s, "list");
  CHECK(has(list.out, "primes"));
  CHECK(has(list.out, "philosophers"));
  CHECK(has(gilscope_command(s, "list primes").out, "runtimes  3.13, 3.13t gil=1, 3.13t, 3.14t"));
  CHECK(gilscope_command(s, "run -q which_python --runtime 3.14t").status == 0);  // a scenario by its name, from anywhere
}

TEST_CASE("every command tells of a syntax error alike; run -q ends with Python's status") {
  const Scratch s;
  const std::string script = s.write("wrong.py", "def f(:\n");
  for (const char* command : {"run ", "dis ", "check ", "compare ", "sensitivity ", "export -o out.json "}) {
    INFO(command);
    const auto result = gilscope_command(s, command + script);
    CHECK(result.status == 2);
    CHECK(has(result.err, "wrong.py\", line 1\n    def f(:\n"));
  }
  CHECK(gilscope_command(s, "run -q " + script).status == 1);
}

TEST_CASE("--color and --width shape the picture") {
  const Scratch s;
  const std::string script = s.write("a.py", "sum(range(1000))\n");
  CHECK(has(gilscope_command(s, "run --color always " + script).out, "\x1b["));
  CHECK_FALSE(has(gilscope_command(s, "run " + script).out, "\x1b["));
  CHECK_FALSE(has(gilscope_command(s, "run --color never " + script).out, "\x1b["));
  CHECK(gilscope_command(s, "run --width 160 " + script).out.size() > gilscope_command(s, "run --width 60 " + script).out.size());
}

}  // namespace
}  // namespace gilscope::cli
