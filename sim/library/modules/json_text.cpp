// Strings in JSON: quotes, escapes, surrogates.
#include <fmt/format.h>

#include "sim/library/modules/json_module.hpp"
#include "sim/library/modules/modules.hpp"

namespace gilscope {

namespace {

constexpr std::string_view kEscaped = "\"\\/\b\f\n\r\t", kEscapes = "\"\\/bfnrt";

// ---- writing ----

void add_escape(StrBuilder& out, char32_t unit) { out.add(fmt::format("\\u{:04x}", static_cast<std::uint32_t>(unit))); }

void add_escaped(StrBuilder& out, char32_t c) {
  const std::size_t known = c == '/' || c > 0x7F ? kEscaped.npos : kEscaped.find(static_cast<char>(c));
  if (known != kEscaped.npos) {
    out.add('\\');
    out.add(static_cast<unsigned char>(kEscapes[known]));
  } else if (c < 0x10000) {
    add_escape(out, c);
  } else {
    add_escape(out, 0xD800 | (c - 0x10000) >> 10);
    add_escape(out, 0xDC00 | (c & 0x3FF));
  }
}

bool stays(char32_t c, JsonQuoting quoting) {
  if (c < ' ' || c == '"' || c == '\\') return false;
  return c <= '~' || quoting == JsonQuoting::Unicode;
}

// ---- reading ----

Ref fail(JsonProblem& problem, const char* message, std::size_t at) {
  problem = {message, static_cast<std::int64_t>(at), true};
  return nullptr;
}

/// Four hexadecimal digits. Requires: they lie within the text.
bool read_hex(const StrObject* text, std::size_t at, char32_t& out) {
  out = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char32_t c = text->at(i), lower = c | 0x20;
    if (c >= '0' && c <= '9') out = out << 4 | (c - '0');
    else if (lower >= 'a' && lower <= 'f') out = out << 4 | (lower - 'a' + 10);
    else return false;
  }
  return true;
}

/// `at`: the first of four digits. A string cannot end right behind them: the quote is missing.
bool read_unit(const StrObject* text, std::size_t at, char32_t& out, JsonProblem& problem) {
  if (at + 4 < text->length && read_hex(text, at, out)) return true;
  fail(problem, "Invalid \\uXXXX escape", at - 1);
  return false;
}

/// What follows "\u": one code point, of two such escapes if they are a pair of surrogates.
bool read_code_point(const StrObject* text, std::size_t& at, char32_t& out, JsonProblem& problem) {
  if (!read_unit(text, at, out, problem)) return false;
  at += 4;
  const bool high = out >= 0xD800 && out <= 0xDBFF;
  if (!high || at + 6 >= text->length || text->at(at) != '\\' || text->at(at + 1) != 'u') return true;
  char32_t low = 0;
  if (!read_unit(text, at + 2, low, problem)) return false;
  if (low < 0xDC00 || low > 0xDFFF) return true;
  out = 0x10000 + ((out & 0x3FF) << 10 | (low & 0x3FF));
  at += 6;
  return true;
}

/// `at`: behind the backslash.
bool read_escape(const StrObject* text, std::size_t& at, char32_t& out, JsonProblem& problem) {
  const char32_t c = text->at(at++);
  if (c == 'u') return read_code_point(text, at, out, problem);
  const std::size_t known = c > 0x7F ? kEscapes.npos : kEscapes.find(static_cast<char>(c));
  if (known == kEscapes.npos) return fail(problem, "Invalid \\escape", at - 2), false;
  out = static_cast<unsigned char>(kEscaped[known]);
  return true;
}

/// The next quote or backslash; the text's end if there is none. False: a control character lies before it.
bool find_special(const StrObject* text, std::size_t& at, bool strict) {
  for (; at < text->length; ++at) {
    const char32_t c = text->at(at);
    if (c == '"' || c == '\\') return true;
    if (strict && c < ' ') return false;
  }
  return true;
}

}  // namespace

void add_quoted(Vm& vm, StrBuilder& out, const StrObject* s, JsonQuoting quoting) {
  const std::size_t before = out.size();
  out.add('"');
  for (std::uint32_t i = 0; i < s->length; ++i) {
    const char32_t c = s->at(i);
    if (stays(c, quoting)) out.add(c);
    else if (c < 0x7F || quoting == JsonQuoting::Ascii) add_escaped(out, c);
    else out.add(c);
  }
  out.add('"');
  vm.charge(Cost::AllocSmall);
  vm.charge(Cost::CharScan, s->length);  // how long will it be?
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(out.size() - before));
}

Ref scan_string(Vm& vm, const StrObject* text, std::size_t& at, bool strict, JsonProblem& problem) {
  const std::size_t begin = at;
  StrBuilder out;
  for (;;) {
    const std::size_t chunk = at;
    if (!find_special(text, at, strict)) return fail(problem, "Invalid control character at", at);
    if (at == text->length) return fail(problem, "Unterminated string starting at", begin - 1);
    out.add(text, chunk, at);
    if (text->at(at++) == '"') break;
    if (at == text->length) return fail(problem, "Unterminated string starting at", begin - 1);
    char32_t c = 0;
    if (!read_escape(text, at, c, problem)) return nullptr;
    out.add(c);
  }
  vm.charge(Cost::NativeCallSmall);
  vm.charge(Cost::CharScan, static_cast<std::int64_t>(at - begin));
  vm.charge(Cost::CharCopy, static_cast<std::int64_t>(out.size()));
  vm.charge(Cost::AllocSmall, out.size() > 1 ? 1 : 0);  // one character: there is such a string already
  return out.finish(vm.heap);
}

}  // namespace gilscope
