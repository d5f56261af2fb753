#include <fmt/format.h>

#include <array>
#include <string_view>

#include "ui/picture/html_parts.hpp"
#include "ui/picture/html_text.hpp"

namespace gilscope::picture {
namespace {

struct Entry {
  std::string_view word, meaning;
};

constexpr std::array<Entry, 20> kGlossary = {{
    {"GIL", "The global interpreter lock: in the standard build of CPython only the thread that holds it may run Python code, so one core works at a time."},
    {"Free-threaded build", "CPython without the GIL (3.13t, 3.14t). Threads run Python code on several cores at once; small locks inside objects keep them intact."},
    {"Switch interval", "How long a thread that waits for the GIL lets the holder go on before it asks for it: 5 ms unless the program says otherwise."},
    {"Hand-over", "The holder was asked for the GIL, drops it at the next place where that is allowed, and waits until another thread has taken it."},
    {"On CPU", "The thread runs on a core."},
    {"Waiting for core", "The thread could run, but every core is busy with another one."},
    {"Waiting for GIL", "The thread sleeps until the GIL is passed on to it."},
    {"Waiting for lock", "The thread sleeps until another one lets a lock go."},
    {"Spinning", "The thread keeps a core busy while it hopes that a lock becomes free in a moment."},
    {"Sleeping", "The thread waits for time to pass, for an event, or for another thread to end."},
    {"In I/O", "The thread waits for a device or the network. It does not hold the GIL meanwhile."},
    {"Stopped", "All threads are held for a moment, for the garbage collector or a change that none may see half done."},
    {"Reference count", "How many places hold an object. Every use changes it; at zero the object is freed."},
    {"Local and shared operations", "Without the GIL, the thread that made an object counts cheaply (local); all others must use a slower, atomic count (shared)."},
    {"Cache-line transfer", "Only one core at a time can change a piece of memory. When another core needs it, it has to travel there, which takes as long as hundreds of simple steps."},
    {"Immortal object", "An object whose count is never changed, because it lives as long as the program: None, small numbers, modules' functions in 3.13t once there are threads."},
    {"Contended", "A lock was not free when a thread wanted it."},
    {"Deadlock", "Threads wait for each other in a circle. None can ever go on."},
    {"Lost update", "Two threads read the same old value, and one of the two changes is overwritten."},
    {"Simulated time", "The time that the modeled machine needs. The picture is made by executing the program in a model, so it is the same on every computer."},
}};

constexpr std::array<Entry, 19> kFormulas = {{
    {"Time", "Simulated time from the start of the program to its end."},
    {"Against the first", "Time of the first run / time of this run."},
    {"Cores busy", "Sum over the cores of the time they ran a thread / time of the run: the average number of cores at work."},
    {"Utilization", "Cores busy / number of cores."},
    {"On CPU", "Time the thread ran on a core. Per thread all states together are its whole life."},
    {"Waiting for GIL", "Time asleep until the GIL was passed on."},
    {"Waiting for lock", "Time asleep until a lock, an object's lock or a semaphore became free."},
    {"Spinning", "Time on a core, hoping for a lock."},
    {"Waiting for core", "Time ready to run while every core was busy."},
    {"GIL switches", "How often a thread took the GIL."},
    {"Bytecodes", "Bytecode instructions executed."},
    {"Held the GIL", "Time during which the thread was the GIL's holder, on a core or not."},
    {"Contended", "Acquisitions that did not succeed at once / all acquisitions."},
    {"Wait", "Sum over all threads of the time between wanting the lock and having it."},
    {"Hold", "Time during which somebody had the lock."},
    {"Shared operations", "Changes of reference counts by threads other than the object's owner."},
    {"Transfers", "How often the object's cache line had to move to another core."},
    {"Memory", "The most that CPython's allocator had taken from the operating system for the program's objects."},
    {"Kept by immortality", "What nothing reaches at the end of the program, but immortal objects keep: it is never freed."},
}};

}  // namespace

std::string glossary_html() {
  std::string html = "<dl class=\"glossary\">\n";
  for (const Entry& e : kGlossary) html += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escape_html(e.word), escape_html(e.meaning));
  return html + "</dl>\n";
}

std::string formulas_html() {
  std::string html = "<dl class=\"glossary\">\n";
  for (const Entry& e : kFormulas) html += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escape_html(e.word), escape_html(e.meaning));
  return html + "</dl>\n";
}

std::string formula(std::string_view column) {
  for (const Entry& e : kFormulas)
    if (e.word == column) return std::string(e.meaning);
  return "";
}

}  // namespace gilscope::picture
