// UTF-8 and the parts of Unicode that Python source text needs: identifiers (PEP 3131), NFKC, printability.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gilscope::unicode {

/// Decodes the code point that starts at text[at] and advances `at` past it. Requires: valid UTF-8, at < text.size().
char32_t decode(std::string_view text, std::size_t& at);

/// Appends a code point as UTF-8; a lone surrogate becomes its 3-byte form (WTF-8).
void append(std::string& out, char32_t code_point);

/// Byte offset of the first invalid UTF-8 sequence, or npos if the text is valid.
std::size_t find_invalid(std::string_view text);

/// Number of code points.
int length(std::string_view text);

/// PEP 3131: may the code point start (XID_Start or '_'), or continue (XID_Continue), an identifier?
bool is_identifier_start(char32_t code_point);
bool is_identifier_continue(char32_t code_point);

bool is_printable(char32_t code_point);  ///< as str.isprintable()
bool is_space(char32_t code_point);      ///< as str.isspace()

/// The NFKC form. Requires: valid UTF-8.
std::string nfkc(std::string_view text);

}  // namespace gilscope::unicode
