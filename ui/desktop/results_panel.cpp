#include "ui/desktop/results_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/analysis/contention.hpp"
#include "sim/analysis/summary.hpp"
#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/desktop/canvas_imgui.hpp"
#include "ui/desktop/panel_widgets.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::desktop {
namespace {

constexpr std::size_t kRanks = 8;

class ResultsView {
 public:
  ResultsView(AppState& state, const View& view, Actions& actions)
      : state_(state), view_(view), actions_(actions), s_(state.panels.results), run_(focus_run(state)) {}

  void draw() {
    if (state_.shown.runs.empty()) return put_wrapped("Nothing has run yet.", view_.theme.text_dim);
    update();
    compare();
    shares();
    speedup();
    run_chips(state_, view_, actions_);
    rankings();
    waits();
  }

 private:
  void update();
  void compare();
  void compare_row(const ResultsPanelState::Row& row, float name_width, float column);
  void shares();
  void speedup();
  void rankings();
  void rank_row(std::string_view name, std::string_view value, float share, scene::Color color, const Reference& reference, std::span<const std::string> lines);
  void waits();
  const Trace& trace() const { return *state_.shown.runs[run_].trace; }

  AppState& state_;
  const View& view_;
  Actions& actions_;
  ResultsPanelState& s_;
  std::uint32_t run_;
};

void ResultsView::update() {
  if (s_.generation == state_.shown.generation && s_.run == run_ && !s_.rows.empty()) return;
  s_.generation = state_.shown.generation;
  s_.run = run_;
  s_.rows = result_rows(state_.shown);
  s_.state_shares.clear();
  for (const ShownRun& run : state_.shown.runs) {
    const RunSummary summary = summarize(*run.trace, run.options.cores.value_or(state_.shown.setup.cores));
    double all = 0;
    for (const SimTime time : summary.states) all += static_cast<double>(time);
    std::vector<double> parts;
    for (const SimTime time : summary.states) parts.push_back(all > 0 ? static_cast<double>(time) / all : 0);
    s_.state_shares.push_back(std::move(parts));
  }
  s_.locks = rank_locks(trace(), kRanks);
  s_.objects = rank_objects(trace(), kRanks);
  s_.waits.clear();
  if (state_.shown.runs[run_].report) s_.waits = longest_waits(trace(), kRanks);  // while a run goes on, its parts come too often for that
}

// ---- the runs beside each other ------------------------------------------------------------------------------------------------

void ResultsView::compare() {
  heading(view_, "The runs");
  const float width = ImGui::GetContentRegionAvail().x;
  const auto runs = static_cast<float>(state_.shown.runs.size());
  const float name_width = std::min(ImGui::GetFontSize() * 8.5f, width * 0.4f), column = (width - name_width) / runs;
  const float left = ImGui::GetCursorPosX();
  for (std::size_t i = 0; i < state_.shown.runs.size(); ++i) {
    const ShownRun& run = state_.shown.runs[i];
    const std::string label = fitted(run.runtime, column - 6);
    const FontScope bold(view_.fonts.bold);
    if (i > 0) ImGui::SameLine();
    ImGui::SetCursorPosX(left + name_width + column * static_cast<float>(i + 1) - text_width(label));
    put_text(label, i == run_ ? view_.theme.accent : view_.theme.text);
    if (ImGui::IsItemHovered()) tooltip(view_, run.runtime, run.report && !run.report->verdict.empty() ? run.report->verdict : "");
  }
  for (const auto& row : s_.rows) compare_row(row, name_width, column);
  for (std::size_t i = 0; i < state_.shown.runs.size(); ++i)
    if (const auto& report = state_.shown.runs[i].report; report && !report->verdict.empty())
      put_wrapped(fmt::format("{}: {}", state_.shown.runs[i].runtime, report->verdict), view_.theme.warning);
}

void ResultsView::compare_row(const ResultsPanelState::Row& row, float name_width, float column) {
  const float left = ImGui::GetCursorPosX();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetTextLineHeightWithSpacing();
  const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, {at.x + name_width + column * static_cast<float>(row.values.size()), at.y + height});
  if (hovered) ImGui::GetWindowDrawList()->AddRectFilled({at.x - 3, at.y - 1}, {at.x + ImGui::GetContentRegionAvail().x + 3, at.y + height - 2}, color32(view_.theme.text, 0.06f), 3);
  put_text(fitted(row.name, name_width - 6), view_.theme.text_dim);
  const auto [least, most] = std::minmax_element(row.numbers.begin(), row.numbers.end());
  const double best = row.smaller_is_better ? *least : *most;
  const bool differs = !row.neutral && *most > *least * 1.05;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    const std::string text = fitted(row.values[i], column - 6);
    ImGui::SameLine();
    ImGui::SetCursorPosX(left + name_width + column * static_cast<float>(i + 1) - text_width(text));
    const bool wins = differs && row.numbers[i] == best && row.numbers[i] != 0;
    const FontScope font(wins ? view_.fonts.bold : view_.fonts.regular);
    put_text(text, view_.theme.text);
  }
  if (!hovered) return;
  std::vector<std::string> lines = {"= " + row.formula};
  if (differs) lines.push_back(row.smaller_is_better ? "Less is better." : "More is better.");
  tooltip(view_, row.name, lines);
}

void ResultsView::shares() {
  heading(view_, "What the threads did");
  for (std::size_t i = 0; i < s_.state_shares.size() && i < state_.shown.runs.size(); ++i) {
    std::vector<BarPart> parts;
    for (int k = 0; k < kThreadStateCount; ++k) {
      const auto state = static_cast<ThreadState>(k);
      const double share = s_.state_shares[i][static_cast<std::size_t>(k)];
      parts.push_back({share, view_.theme.state(state), fmt::format("{}: {:.0f} % of all thread time under {}", display_name(state), 100 * share, state_.shown.runs[i].runtime)});
    }
    ImGui::PushID(static_cast<int>(i));
    put_text(state_.shown.runs[i].runtime, view_.theme.text_dim);
    stacked_bar(view_, parts, ImGui::GetFontSize());
    ImGui::PopID();
  }
}

// ---- speed-up over cores ---------------------------------------------------------------------------------------------------------

void ResultsView::speedup() {
  heading(view_, "Speed-up over cores", "speed-up");
  const Sweep& sweep = state_.sweep;
  const bool complete = sweep.total > 0 && sweep.finished >= sweep.total;
  if (!complete && sweep.total > 0) {
    const float part = static_cast<float>(sweep.finished) / static_cast<float>(sweep.total);
    ImGui::ProgressBar(part, {ImGui::GetContentRegionAvail().x - text_width("Cancel") - 28, 0}, fmt::format("{} of {} runs", sweep.finished, sweep.total).c_str());
    ImGui::SameLine();
    if (ImGui::SmallButton("Cancel")) actions_.emplace_back(CancelRun{});
  }
  const bool drawable = std::any_of(sweep.series.begin(), sweep.series.end(), [](const auto& s) { return !s.points.empty(); });
  if (!drawable) {
    if (sweep.total == 0) put_wrapped("Computed in the background, when the runs are done.", view_.theme.text_dim);
    return;
  }
  const float width = ImGui::GetContentRegionAvail().x, height = std::clamp(width * 0.62f, 140.0f, 320.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("curve", {width, height});
  const bool hovered = ImGui::IsItemHovered();
  if (view_.atlas == nullptr) return;
  ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), *view_.atlas);
  scene::HitList hits;
  scene::draw_speedup(sweep.series, view_.theme, {at.x, at.y, width, height}, canvas, &hits);
  if (!hovered) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto hit = hits.at({mouse.x, mouse.y});
  if (!hit || hit->hit.kind != scene::HitKind::CurvePoint || hit->hit.run >= sweep.series.size()) return;
  const auto& series = sweep.series[hit->hit.run];
  if (hit->hit.value >= series.points.size()) return;
  const auto [cores, times] = series.points[hit->hit.value];
  const double serial = cores > 1 && times > 0 ? (1 / times - 1 / cores) / (1 - 1 / cores) : 0;
  const std::string lines[] = {fmt::format("{:.2f} times as fast as on one core", times), fmt::format("efficiency {:.0f} % = speed-up / cores", 100 * times / cores),
                               fmt::format("serial fraction {:.1f} % = (1/S - 1/n) / (1 - 1/n)", 100 * serial)};
  tooltip(view_, fmt::format("{}, {:.0f} {}", series.label, cores, cores == 1 ? "core" : "cores"), std::span(lines, cores > 1 ? 3 : 1));
}

// ---- what cost the most ----------------------------------------------------------------------------------------------------------

void ResultsView::rank_row(std::string_view name, std::string_view value, float share, scene::Color color, const Reference& reference,
                           std::span<const std::string> lines) {
  const float width = ImGui::GetContentRegionAvail().x;
  share_bar(view_, share, color, width);
  ImGui::PushID(static_cast<int>(reference.index));
  if (link(view_, fitted(name, width - text_width(value) - 12), view_.theme.text)) actions_.emplace_back(Select{hit_of(reference, run_)});
  if (ImGui::IsItemHovered()) tooltip(view_, name, lines);
  ImGui::PopID();
  ImGui::SameLine(std::max(0.0f, ImGui::GetContentRegionMax().x - text_width(value)));
  put_text(value, view_.theme.text_dim);
}

void ResultsView::rankings() {
  heading(view_, "Locks that were waited for", "contention");
  if (s_.locks.empty()) put_text("none", view_.theme.text_dim);
  for (const LockRank& rank : s_.locks) {
    const LockInfo& lock = trace().locks()[rank.lock.value];
    const float share = s_.locks.front().wait > 0 ? static_cast<float>(rank.wait) / static_cast<float>(s_.locks.front().wait) : 0;
    const std::string lines[] = {fmt::format("{} waited = all waits for it, added up", format_time(rank.wait)),
                                 fmt::format("{:.0f} % contended = {} of {} times not taken at the first attempt", 100 * rank.share_contended, lock.contended, lock.acquisitions)};
    ImGui::PushID("lock");
    rank_row(name_of(trace(), rank.lock), format_time(rank.wait), share, view_.theme.lock.fill, {Reference::Kind::Lock, rank.lock.value, 0, 0, {}}, lines);
    ImGui::PopID();
  }
  heading(view_, "Objects that travelled between cores", "cache line");
  if (s_.objects.empty()) put_text("none", view_.theme.text_dim);
  for (const ObjectRank& rank : s_.objects) {
    const ObjectInfo& object = trace().objects()[rank.object.value];
    const auto most = static_cast<float>(s_.objects.front().transfers);
    const std::string lines[] = {fmt::format("{} transfers of its cache line between cores", rank.transfers),
                                 fmt::format("{:.0f} % shared = {} of {} count changes by threads that do not own it", 100 * rank.share_shared, object.shared_ops(),
                                             object.shared_ops() + object.local_ops())};
    ImGui::PushID("object");
    rank_row(name_of(trace(), rank.object), grouped(rank.transfers), most > 0 ? static_cast<float>(rank.transfers) / most : 0, view_.theme.object.fill,
             {Reference::Kind::Object, rank.object.value, 0, 0, {}}, lines);
    ImGui::PopID();
  }
}

void ResultsView::waits() {
  heading(view_, "Longest waits");
  if (s_.waits.empty()) put_text("none", view_.theme.text_dim);
  int id = 0;
  for (const BlamedWait& wait : s_.waits) {
    const scene::Paint& paint = view_.theme.state(wait.state);
    ImGui::PushID(id++);
    swatch(paint.fill, paint.mark, paint.pattern);
    const std::string value = format_time(wait.end - wait.begin);
    const float room = ImGui::GetContentRegionAvail().x - text_width(value) - 12;
    if (link(view_, fitted(fmt::format("{}, at {}", name_of(trace(), wait.thread), format_time(wait.begin)), room), view_.theme.text)) {
      actions_.emplace_back(Select{hit_of({Reference::Kind::Thread, wait.thread.value, wait.begin, wait.end, {}}, run_)});
      actions_.emplace_back(Seek{wait.begin + (wait.end - wait.begin) / 2});
    }
    if (ImGui::IsItemHovered()) tooltip(view_, display_name(wait.state), describe(wait, trace()));
    ImGui::SameLine(std::max(0.0f, ImGui::GetContentRegionMax().x - text_width(value)));
    put_text(value, view_.theme.text_dim);
    ImGui::PopID();
  }
}

}  // namespace

void results_panel(AppState& state, const View& view, Actions& actions) { ResultsView(state, view, actions).draw(); }

}  // namespace gilscope::desktop
