// Editing a program's text: indentation, and an undo that knows about it. Text in, text out: no window here.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace gilscope::desktop {

/// What a key asks of the editor beyond what the text field does by itself.
enum class EditCommand : unsigned char { Indent, Dedent, Undo, Redo };
/// "shift+tab", "ctrl+z", "ctrl+y", "ctrl+shift+z"; nullopt: the text field's own affair.
std::optional<EditCommand> edit_command(std::string_view chord);

/// The blanks with which a new line after `cursor` begins: those of its line, four more after a colon or an open bracket, four fewer after a
/// statement that leaves the block.
int indentation_after(std::string_view text, std::size_t cursor);
/// How many blanks a tab at `cursor` is.
int tab_width_at(std::string_view text, std::size_t cursor);

/// A text with what is selected in it; begin == end: a cursor.
struct EditedText {
  std::string text;
  std::size_t begin = 0, end = 0;
};
/// Every line that the selection touches, four blanks further in (blank lines stay), or out to the column of four before.
EditedText indent_lines(std::string_view text, std::size_t begin, std::size_t end);
EditedText dedent_lines(std::string_view text, std::size_t begin, std::size_t end);

/// The texts an editor went through. Characters typed one after another are one step, up to the end of the word.
class EditHistory {
 public:
  /// Forgets everything: `text` is where it begins.
  void reset(std::string_view text);
  /// The text is now this; nothing happens if it is as before. What was undone cannot be redone afterwards.
  void note(std::string_view text);
  /// The text before (after) the last step, with the cursor where it changed; nullopt: there is none.
  std::optional<EditedText> undo();
  std::optional<EditedText> redo();

 private:
  enum class Kind : unsigned char { Start, Typing, Deleting, Other };
  struct Step {
    std::string text;
    Kind kind = Kind::Start;
    std::size_t at = 0;  // where it changed
  };
  std::optional<EditedText> go_to(std::size_t step);

  std::deque<Step> steps_;
  std::size_t now_ = 0;      // its place in steps_
  std::size_t bytes_ = 0;
  bool resumed_ = false;     // came here by undo or redo: what is typed now is a step of its own
};

}  // namespace gilscope::desktop
