#include "sim/analysis/crash.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gilscope {
namespace {

constexpr std::size_t kDeepest = 8;  // frames shown per thread

/// To the nanosecond: what matters here is often that little.
std::string exact(SimTime at) { return fmt::format("{:.6f} ms", static_cast<double>(at / kNanosecond) / 1e6); }

std::string stack_text(const std::vector<StackEntry>& stack) {
  std::string text;
  const std::size_t shown = std::min(stack.size(), kDeepest);
  for (std::size_t i = 0; i < shown; ++i) text += fmt::format("      {} {}\n", i == 0 ? "in" : "called by", text_of(stack[i]));
  if (shown < stack.size()) text += fmt::format("      and {} more\n", stack.size() - shown);
  return text;
}

}  // namespace

std::string text_of(const StackEntry& entry) {
  return fmt::format("{} ({}, line {})", entry.function, entry.file.substr(entry.file.find_last_of('/') + 1), entry.line);
}

std::string describe_crash(const CrashInfo& crash) {
  std::string text = fmt::format("Segmentation fault (modeled): {}.\n", crash.what);
  for (const CrashWitness& w : crash.witnesses) text += fmt::format("  at {}, {} {}\n", exact(w.at), w.name, w.did) + stack_text(w.stack);
  return text + "  " + crash.why + "\n";
}

}  // namespace gilscope
