#include "ui/desktop/finder.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "ui/desktop/panel_widgets.hpp"
#include "ui/desktop/text_field.hpp"

namespace gilscope::desktop {
namespace {

constexpr std::size_t kMostRows = 60;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::optional<int> score_word(std::string_view text, std::string_view word) {
  const auto found = std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) { return lower(a) == lower(b); });
  if (found == text.end()) return std::nullopt;
  if (found == text.begin()) return text.size() == word.size() ? 4 : 3;
  return std::isalnum(static_cast<unsigned char>(found[-1])) != 0 ? 1 : 2;
}

// Where the arrow keys went. The field keeps the keyboard, so it reports them.
struct ListKeys {
  std::string* text;
  int move = 0;
};

int on_list_key(ImGuiInputTextCallbackData* data) {
  auto& keys = *static_cast<ListKeys*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    keys.text->resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = keys.text->data();
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackHistory) {
    keys.move = data->EventKey == ImGuiKey_UpArrow ? -1 : 1;
  }
  return 0;
}

bool draw_row(const Choice& choice, bool chosen, const View& view) {
  const float width = ImGui::GetContentRegionAvail().x, em = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = em * 1.6f;
  const bool clicked = ImGui::InvisibleButton("row", {width, height});
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (chosen || ImGui::IsItemHovered())
    draw.AddRectFilled(at, {at.x + width, at.y + height}, color32(view.theme.accent, chosen ? 0.25f : 0.1f), 4);
  if (chosen && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
  float x = at.x + em * 0.6f;
  const float y = at.y + em * 0.27f, key_width = choice.key.empty() ? 0 : text_width(choice.key) + em;
  if (choice.color) {
    draw.AddRectFilled({x, y + em * 0.15f}, {x + em * 0.7f, y + em * 0.85f}, color32(*choice.color), 2);
    x += em * 1.2f;
  }
  draw.PushClipRect(at, {at.x + width - key_width, at.y + height}, true);
  draw.AddText({x, y}, color32(view.theme.text_dim), choice.group.c_str());
  x += choice.group.empty() ? 0 : std::max(text_width(choice.group) + em * 0.8f, em * 5.5f);
  draw.AddText({x, y}, color32(view.theme.text), choice.text.c_str());
  draw.PopClipRect();
  draw.AddText({at.x + width - key_width + em * 0.4f, y}, color32(view.theme.text_dim), choice.key.c_str());
  return clicked;
}

// The field and the list. Returns what was chosen with Enter or the mouse.
const Choice* finder_content(const char* hint, FinderState& state, const std::vector<Choice>& choices, bool was_open, const View& view) {
  if (!was_open) ImGui::SetKeyboardFocusHere();
  ListKeys keys{&state.text, 0};
  ImGui::SetNextItemWidth(-1);
  const std::string before = state.text;
  constexpr auto kFlags = ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackHistory;
  const bool entered = ImGui::InputTextWithHint("##find", hint, state.text.data(), state.text.size() + 1, kFlags, on_list_key, &keys);
  if (state.text != before) state.chosen = 0;
  const auto found = find(choices, state.text, kMostRows);
  state.chosen = std::clamp(state.chosen + keys.move, 0, std::max(0, static_cast<int>(found.size()) - 1));
  const Choice* done = entered && !found.empty() ? found[static_cast<std::size_t>(state.chosen)] : nullptr;
  if (ImGui::BeginChild("list", {0, 0}, false)) {
    if (found.empty()) put_wrapped("Nothing like that.", view.theme.text_dim);
    for (std::size_t i = 0; i < found.size(); ++i) {
      ImGui::PushID(static_cast<int>(i));
      if (draw_row(*found[i], static_cast<int>(i) == state.chosen, view)) done = found[i];
      ImGui::PopID();
    }
  }
  ImGui::EndChild();
  return done;
}

}  // namespace

std::optional<int> score(std::string_view text, std::string_view search) {
  int sum = 0;
  while (!search.empty()) {
    const std::size_t blank = search.find(' ');
    const std::string_view word = search.substr(0, blank);
    search = blank == std::string_view::npos ? std::string_view{} : search.substr(blank + 1);
    if (word.empty()) continue;
    const auto points = score_word(text, word);
    if (!points) return std::nullopt;
    sum += *points;
  }
  return sum;
}

std::vector<const Choice*> find(const std::vector<Choice>& choices, std::string_view search, std::size_t limit) {
  std::vector<std::pair<int, const Choice*>> found;
  for (const Choice& choice : choices) {
    auto points = score(choice.text, search);
    if (!points) points = score(choice.group + " " + choice.text, search);
    if (points) found.emplace_back(*points, &choice);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Choice*> best;
  for (std::size_t i = 0; i < found.size() && i < limit; ++i) best.push_back(found[i].second);
  return best;
}

std::optional<Choice> finder_window(const char* title, const char* hint, FinderState state, const std::vector<Choice>& choices, Panel panel, const View& view, Actions& actions) {
  const bool was_open = state.frame != 0 && state.frame == ImGui::GetFrameCount() - 1;
  state.frame = ImGui::GetFrameCount();
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float em = ImGui::GetFontSize(), width = std::min(display.x * 0.9f, em * 42), height = std::min(display.y * 0.7f, em * 30);
  ImGui::SetNextWindowPos({std::floor((display.x - width) / 2), std::floor(display.y * 0.12f)});
  ImGui::SetNextWindowSize({width, height});
  if (!was_open) {
    ImGui::SetNextWindowFocus();
    state.text.clear();
    state.chosen = 0;
  }
  constexpr auto kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;
  ImGui::PushStyleColor(ImGuiCol_WindowBg, color4(view.theme.panel));
  ImGui::PushStyleColor(ImGuiCol_Border, color4(view.theme.accent, 0.6f));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 8);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {em * 0.7f, em * 0.7f});
  const Choice* done = nullptr;
  if (ImGui::Begin(title, nullptr, kFlags)) done = finder_content(hint, state, choices, was_open, view);
  const bool left = was_open && !ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
  ImGui::End();
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor(2);
  if (done == nullptr && !left) return std::nullopt;
  state.frame = 0;
  actions.emplace_back(ShowPanel{panel, Switch::Off});  // before what was chosen: that may open it, or another one, again
  if (done == nullptr) return std::nullopt;
  actions.insert(actions.end(), done->actions.begin(), done->actions.end());
  return *done;
}

}  // namespace gilscope::desktop
