// The words of the app: what each means, in two plain sentences.
#pragma once

#include <span>
#include <string_view>

namespace gilscope::desktop {

struct GlossaryEntry {
  std::string_view word;
  std::string_view also;     ///< other names to find it by, separated by commas; may be empty
  std::string_view text;
};

/// By the alphabet.
std::span<const GlossaryEntry> glossary();
/// By its word or another name, capitals aside. nullptr: it is not there.
const GlossaryEntry* find_term(std::string_view word);

}  // namespace gilscope::desktop
