// How text looks on this terminal: whether it has colours, how wide it is, and the few colours GilScope uses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/ids.hpp"
#include "sim/base/thread_state_kind.hpp"

namespace gilscope::cli {

enum class ColorMode : std::uint8_t { Auto, Always, Never };

/// A colour of the 256-colour palette; kDefault = the terminal's own.
using Color = int;
inline constexpr Color kDefault = -1;
inline constexpr Color kGreen = 77, kRed = 160, kAmber = 178, kBlue = 75, kGrey = 244, kDark = 237;

struct Style {
  bool color = false;
  int width = 100;
};

/// What the stream `fd` can do. NO_COLOR, TERM=dumb and COLUMNS are respected; without a terminal: no colour, 100 columns.
Style detect_style(ColorMode mode, int fd);

/// The text in a colour, if the style has colours; `background` likewise.
std::string paint(const Style& style, std::string_view text, Color foreground, Color background = kDefault);

/// Text whose colours change from character to character, with as few escape sequences as possible.
class PaintedLine {
 public:
  explicit PaintedLine(const Style& style) : style_(style) {}
  void add(std::string_view text, Color foreground, Color background = kDefault);
  std::string take();

 private:
  const Style& style_;
  std::string done_, run_;
  Color foreground_ = kDefault, background_ = kDefault;
};

std::string bold(const Style& style, std::string_view text);
std::string dim(const Style& style, std::string_view text);

/// Columns that a UTF-8 text takes, one for each character.
int display_width(std::string_view utf8);
/// Cut to at most `width` columns, with an ellipsis if something had to go; never in the middle of a character.
std::string shorten(std::string_view utf8, int width);
/// The same with the ellipsis inside, so that names that differ in their numbers ("ThreadPoolExecutor-0_3") still differ.
std::string shorten_middle(std::string_view utf8, int width);
/// Filled up with blanks to `width` columns.
std::string pad_right(std::string_view utf8, int width);
std::string pad_left(std::string_view utf8, int width);

/// What a thread state looks like: its background colour, and its sign where there are no colours.
struct StateLook {
  Color color;
  std::string_view sign;
};
StateLook look_of(ThreadState state);
/// Neighbouring threads get different colours; they repeat after a dozen.
Color color_of(ThreadId thread);

}  // namespace gilscope::cli
