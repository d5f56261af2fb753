// An object's header as it lies in memory: 16 bytes in the GIL build, 32 in the free-threaded one.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/trace/trace.hpp"
#include "ui/desktop/inspector_parts.hpp"
#include "ui/desktop/panel_widgets.hpp"

namespace gilscope::desktop {
namespace {

struct Field {
  std::string_view name;
  std::string value;
  std::string_view term;       // of the glossary
  std::string_view words;      // when the glossary has none
  float share = 0.5f;          // of the row's width: not to scale, readable
  std::optional<scene::Color> color;
};

void draw_field(const Inspected& in, const Field& field, float width) {
  const float em = ImGui::GetFontSize();
  const scene::Theme& theme = in.view.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = std::floor(em * 2.5f);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, {at.x + width - 2, at.y + height}, color32(field.color.value_or(theme.grid), field.color ? 0.3f : 1), 3);
  draw.PushClipRect(at, {at.x + width - 4, at.y + height}, true);
  draw.AddText({at.x + em * 0.35f, at.y + em * 0.15f}, color32(theme.text_dim), field.name.data(), field.name.data() + field.name.size());
  draw.AddText({at.x + em * 0.35f, at.y + em * 1.25f}, color32(theme.text), field.value.data(), field.value.data() + field.value.size());
  draw.PopClipRect();
  ImGui::PushID(field.name.data(), field.name.data() + field.name.size());
  ImGui::InvisibleButton("field", {width, height});
  ImGui::PopID();
  if (!ImGui::IsItemHovered()) return;
  if (!field.words.empty()) tooltip(in.view, fmt::format("{} = {}", field.name, field.value), field.words);
  else explain_term(in.view, field.term);
}

void draw_row(const Inspected& in, std::span<const Field> fields) {
  const float width = ImGui::GetContentRegionAvail().x;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) ImGui::SameLine(0, 0);
    draw_field(in, fields[i], std::floor(width * fields[i].share));
  }
}

std::string shared_flags(const ValueView& v) {
  if (v.merged) return "merged";
  if (v.queued) return "queued";
  return v.maybe_weakref ? "weakref?" : "–";
}

}  // namespace

void draw_object_header(const Inspected& in, const ValueView& v) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 2});
  const scene::Theme& theme = in.view.theme;
  const std::string immortal = v.immortal ? "immortal" : "";
  if (!in.free_threaded) {
    const Field fields[] = {
        {"ob_refcnt", v.immortal ? immortal : fmt::format("{}", v.local), "reference count", "", 0.5f, std::nullopt},
        {"ob_type", v.type, "", "The type of the object. This build's header is 16 bytes: under the GIL a plain count will do.", 0.5f, std::nullopt}};
    draw_row(in, fields);
  } else {
    const bool owned = v.owner.valid() && v.owner.value < in.trace.threads().size();
    const Field first[] = {
        {"ob_tid", owned ? name_of(in.trace, v.owner) : "0: no owner", "owner", "", 0.62f, owned ? std::optional(theme.thread(v.owner)) : std::nullopt},
        {"ob_mutex", std::string(lock_byte_words(v.lock_byte)), "object lock", "", 0.38f, v.lock_byte != 0 ? std::optional(theme.lock.fill) : std::nullopt}};
    const Field second[] = {
        {"ob_ref_local", v.immortal ? immortal : fmt::format("{}", v.local), v.immortal ? "immortal" : "biased reference count", "", 0.34f, std::nullopt},
        {"ob_ref_shared", fmt::format("{}", v.shared), "atomic operation", "", 0.36f, v.shared != 0 ? std::optional(theme.object.fill) : std::nullopt},
        {"flags", v.deferred ? "deferred" : shared_flags(v), v.deferred ? "deferred reference count" : v.queued ? "queued" : "merged",
         v.maybe_weakref && !v.deferred ? "Two bits of ob_ref_shared. Others may take a reference without a lock, by an atomic operation." : "", 0.3f, std::nullopt}};
    draw_row(in, first);
    draw_row(in, second);
  }
  ImGui::PopStyleVar();
  ImGui::Dummy({0, 2});
}

}  // namespace gilscope::desktop
