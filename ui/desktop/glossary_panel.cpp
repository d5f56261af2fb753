#include "ui/desktop/glossary_panel.hpp"

#include "ui/desktop/finder.hpp"
#include "ui/desktop/glossary.hpp"
#include "ui/desktop/panel_widgets.hpp"
#include "ui/desktop/text_field.hpp"

namespace gilscope::desktop {

void glossary_panel(AppState& state, const View& view, Actions&) {
  GlossaryPanelState& s = state.panels.glossary;
  ImGui::SetNextItemWidth(-1);
  text_field("##glossary", "Look up a word", s.search);
  bool any = false;
  if (!ImGui::BeginChild("entries", {0, 0}, false)) return ImGui::EndChild();
  const GlossaryEntry* chosen = find_term(s.term);
  for (const GlossaryEntry& entry : glossary()) {
    if (!s.search.empty() && !score(entry.word, s.search) && !score(entry.also, s.search)) continue;
    any = true;
    const bool brought_out = &entry == chosen && s.search.empty();
    if (brought_out && s.reveal) {
      ImGui::SetScrollHereY(0.1f);
      s.reveal = false;
    }
    ImGui::Dummy({0, 2});
    const ImVec2 top = ImGui::GetCursorScreenPos();
    {
      const FontScope bold(view.fonts.bold);
      put_text(entry.word, brought_out ? view.theme.accent : view.theme.text);
    }
    put_wrapped(entry.text, view.theme.text_dim);
    if (!brought_out) continue;
    const float bottom = ImGui::GetItemRectMax().y;
    ImGui::GetWindowDrawList()->AddRectFilled({top.x - 6, top.y}, {top.x - 3, bottom}, color32(view.theme.accent));
  }
  if (!any) put_wrapped("No word like that.", view.theme.text_dim);
  ImGui::EndChild();
}

}  // namespace gilscope::desktop
