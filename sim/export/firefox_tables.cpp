#include "sim/export/firefox_tables.hpp"

#include <fmt/format.h>

#include <functional>

#include "sim/export/text.hpp"

namespace gilscope {
namespace {

/// `"name":[a,b,c]` with what `put` writes for each of `count` rows.
void column(ByteSink& out, std::string_view name, std::size_t count, const std::function<void(std::size_t)>& put) {
  out.append(fmt::format("\"{}\":[", name));
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out.push_back(',');
    put(i);
  }
  out.append("],");
}
void constant(ByteSink& out, std::string_view name, std::size_t count, std::string_view value) {
  column(out, name, count, [&](std::size_t) { out.append(value); });
}

}  // namespace

FirefoxCategory firefox_category(ThreadState state) {
  switch (state) {
    case ThreadState::Running: return FirefoxCategory::Python;
    case ThreadState::Runnable: return FirefoxCategory::Core;
    case ThreadState::WaitingForGil: return FirefoxCategory::Gil;
    case ThreadState::WaitingForLock: return FirefoxCategory::Lock;
    case ThreadState::Spinning: return FirefoxCategory::Spinning;
    case ThreadState::Sleeping: return FirefoxCategory::Sleep;
    case ThreadState::InIo: return FirefoxCategory::Io;
    case ThreadState::Stopped: return FirefoxCategory::Stopped;
    case ThreadState::Finished: return FirefoxCategory::Other;
  }
  return FirefoxCategory::Other;
}

// ---- Filling ---------------------------------------------------------------------------------------------------------------

std::uint32_t FirefoxTables::string(std::string_view text) {
  const auto [place, fresh] = string_index_.try_emplace(std::string(text), static_cast<std::uint32_t>(strings_.size()));
  if (fresh) strings_.emplace_back(text);
  return place->second;
}

std::string FirefoxTables::quoted(std::uint32_t string) const { return json_string(strings_[string]); }

std::int64_t FirefoxTables::source(const std::string& file, const ExportRun& run) {
  if (file.empty()) return -1;
  const auto [place, fresh] = source_index_.try_emplace(file, static_cast<std::int64_t>(sources_.size()));
  if (fresh) sources_.emplace_back(string(file), file == run.path ? run.source : "");
  return place->second;
}

std::uint32_t FirefoxTables::frame(std::uint32_t func, std::uint32_t line, FirefoxCategory category) {
  const auto [place, fresh] = frame_index_.try_emplace({func, line}, static_cast<std::uint32_t>(frames_.size()));
  if (fresh) frames_.push_back({func, line, category});
  return place->second;
}

void FirefoxTables::begin_run(const ExportRun& run) {
  const CallStacks& calls = run.trace->call_stacks();
  const auto first_func = static_cast<std::uint32_t>(funcs_.size());
  for (const FunctionInfo& function : calls.functions()) funcs_.push_back({string(function.name), source(function.file, run), function.first_line});
  first_stack_ = static_cast<std::uint32_t>(stacks_.size());
  for (const StackNode& node : calls.nodes()) {
    const bool native = calls.info(node.function).first_line == 0;
    const std::uint32_t f = frame(first_func + node.function.value, node.line, native ? FirefoxCategory::Native : FirefoxCategory::Python);
    stacks_.push_back({f, node.parent.valid() ? std::int64_t{first_stack_} + node.parent.value : -1});
  }
  wait_stacks_.clear();
}

std::uint32_t FirefoxTables::wait_frame(ThreadState state) {
  if (const auto known = wait_frames_.find(state); known != wait_frames_.end()) return known->second;
  const bool waiting = is_waiting(state);
  funcs_.push_back({string(waiting ? fmt::format("[{}]", display_name(state)) : "[outside Python]"), -1, 0});
  frames_.push_back({static_cast<std::uint32_t>(funcs_.size() - 1), 0, waiting ? firefox_category(state) : FirefoxCategory::Native});
  return wait_frames_[state] = static_cast<std::uint32_t>(frames_.size() - 1);
}

std::int64_t FirefoxTables::stack(StackId stack, ThreadState state) {
  if (state == ThreadState::Finished) return -1;
  const std::int64_t row = stack.valid() ? std::int64_t{first_stack_} + stack.value : -1;
  if (!is_waiting(state) && row >= 0) return row;
  if (const auto known = wait_stacks_.find({row, state}); known != wait_stacks_.end()) return known->second;
  stacks_.push_back({wait_frame(state), row});
  return wait_stacks_[{row, state}] = static_cast<std::uint32_t>(stacks_.size() - 1);
}

// ---- Writing ---------------------------------------------------------------------------------------------------------------

void FirefoxTables::write_frames(ByteSink& out) const {
  const std::size_t count = frames_.size();
  out.append("\"frameTable\":{");
  constant(out, "address", count, "-1");
  constant(out, "lib", count, "-1");
  constant(out, "inlineDepth", count, "0");
  column(out, "category", count, [&](std::size_t i) { put_unsigned(out, static_cast<std::uint64_t>(frames_[i].category)); });
  constant(out, "subcategory", count, "0");
  column(out, "func", count, [&](std::size_t i) { put_unsigned(out, frames_[i].func); });
  constant(out, "nativeSymbol", count, "null");
  constant(out, "innerWindowID", count, "0");
  column(out, "line", count, [&](std::size_t i) { frames_[i].line > 0 ? put_unsigned(out, frames_[i].line) : out.append("null"); });
  constant(out, "column", count, "null");
  constant(out, "originalLocation", count, "null");
  out.append(fmt::format("\"length\":{}}},\n", count));
}

void FirefoxTables::write_funcs(ByteSink& out) const {
  const std::size_t count = funcs_.size();
  out.append("\"funcTable\":{");
  column(out, "name", count, [&](std::size_t i) { put_unsigned(out, funcs_[i].name); });
  constant(out, "isJS", count, "false");
  constant(out, "relevantForJS", count, "false");
  constant(out, "resource", count, "-1");
  column(out, "source", count, [&](std::size_t i) { funcs_[i].source >= 0 ? put_number(out, funcs_[i].source) : out.append("null"); });
  column(out, "lineNumber", count, [&](std::size_t i) { funcs_[i].line > 0 ? put_unsigned(out, funcs_[i].line) : out.append("null"); });
  constant(out, "columnNumber", count, "null");
  constant(out, "originalLocation", count, "null");
  out.append(fmt::format("\"length\":{}}},\n", count));
}

void FirefoxTables::write_sources(ByteSink& out) const {
  const std::size_t count = sources_.size();
  out.append("\"sources\":{");
  constant(out, "id", count, "null");
  column(out, "filename", count, [&](std::size_t i) { put_unsigned(out, sources_[i].first); });
  constant(out, "startLine", count, "1");
  constant(out, "startColumn", count, "1");
  constant(out, "sourceMapURL", count, "null");
  column(out, "content", count, [&](std::size_t i) { out.append(sources_[i].second.empty() ? "null" : json_string(sources_[i].second)); });
  out.append(fmt::format("\"length\":{}}},\n", count));
}

void FirefoxTables::write(ByteSink& out) const {
  out.append("\"shared\":{\"stackTable\":{");
  column(out, "frame", stacks_.size(), [&](std::size_t i) { put_unsigned(out, stacks_[i].frame); });
  column(out, "prefixOffset", stacks_.size(), [&](std::size_t i) { put_number(out, stacks_[i].prefix < 0 ? 0 : static_cast<std::int64_t>(i) - stacks_[i].prefix); });
  out.append(fmt::format("\"length\":{}}},\n", stacks_.size()));
  write_frames(out);
  write_funcs(out);
  write_sources(out);
  out.append(R"("resourceTable":{"name":[],"host":[],"type":[],"length":0},)");
  out.append(R"("nativeSymbols":{"libIndex":[],"address":[],"name":[],"functionSize":[],"length":0},)");
  out.append(R"("sourceLocationTable":{"source":[],"line":[],"column":[],"length":0},)");
  out.append("\n\"stringArray\":[");
  for (std::size_t i = 0; i < strings_.size(); ++i) out.append((i > 0 ? ",\n" : "") + json_string(strings_[i]));
  out.append("]}");
}

}  // namespace gilscope
