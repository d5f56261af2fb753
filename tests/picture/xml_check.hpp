// A reader of XML as strict as the tests need: every element is closed by its like, attributes are quoted and not doubled, entities are
// known, nothing stands behind the root.
#pragma once

#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gilscope::test {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;      ///< its own, without that of its children
  std::size_t depth = 0;
};

struct Xml {
  std::string error;     ///< empty: well-formed
  std::vector<XmlElement> elements;
  std::string text_of(std::string_view name) const {
    for (const auto& e : elements)
      if (e.name == name) return e.text;
    return "(no such element)";
  }
};

class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : text_(text) {}

  Xml read() {
    while (xml_.error.empty() && at_ < text_.size()) text_[at_] == '<' ? tag() : character();
    if (xml_.error.empty() && !open_.empty()) fail("an element is not closed: " + xml_.elements[open_.back()].name);
    if (xml_.error.empty() && xml_.elements.empty()) fail("no element");
    return xml_;
  }

 private:
  void fail(const std::string& what) {
    if (xml_.error.empty()) xml_.error = what + " at byte " + std::to_string(at_);
  }
  static bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == ':' || c == '.'; }
  void skip_space() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }
  std::string name() {
    const std::size_t from = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    if (at_ == from) fail("a name is missing");
    return std::string(text_.substr(from, at_ - from));
  }
  char entity() {
    for (const auto& [word, c] : {std::pair{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}})
      if (text_.compare(at_, std::string_view(word).size(), word) == 0) {
        at_ += std::string_view(word).size();
        return c;
      }
    fail("an unknown entity");
    return ' ';
  }
  char one() {
    if (text_[at_] == '&') return entity();
    const auto c = static_cast<unsigned char>(text_[at_]);
    if (c < 0x20 && !std::isspace(c)) fail("a control character");
    return text_[at_++];
  }
  void character() {
    const char c = one();
    if (!open_.empty()) xml_.elements[open_.back()].text += c;
    else if (!std::isspace(static_cast<unsigned char>(c))) fail("text outside of the root");
  }
  void tag() {
    if (text_.compare(at_, 2, "<?") == 0 || text_.compare(at_, 4, "<!--") == 0) {
      const auto end = text_.find('>', at_);
      at_ = end == std::string_view::npos ? text_.size() : end + 1;
    } else if (text_.compare(at_, 2, "</") == 0) {
      close();
    } else {
      open();
    }
  }
  void close() {
    at_ += 2;
    const auto word = name();
    skip_space();
    if (at_ >= text_.size() || text_[at_] != '>') return fail("'>' is missing");
    ++at_;
    if (open_.empty() || xml_.elements[open_.back()].name != word) return fail("</" + word + "> closes nothing");
    open_.pop_back();
  }
  void open() {
    ++at_;
    if (open_.empty() && !xml_.elements.empty()) return fail("a second root");
    XmlElement element;
    element.name = name();
    element.depth = open_.size();
    for (skip_space(); xml_.error.empty() && at_ < text_.size() && is_name(text_[at_]); skip_space()) attribute(element);
    const bool ends = at_ < text_.size() && text_[at_] == '/';
    if (ends) ++at_;
    if (at_ >= text_.size() || text_[at_] != '>') return fail("'>' is missing in <" + element.name);
    ++at_;
    xml_.elements.push_back(element);
    if (!ends) open_.push_back(xml_.elements.size() - 1);
  }
  void attribute(XmlElement& element) {
    const auto key = name();
    if (text_.compare(at_, 2, "=\"") != 0) return fail("a value in quotes is missing for " + key);
    at_ += 2;
    std::string value;
    while (xml_.error.empty() && at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '<') return fail("'<' in a value");
      value += one();
    }
    ++at_;
    if (!element.attributes.emplace(key, value).second) fail("the attribute " + key + " twice");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Xml xml_;
  std::vector<std::size_t> open_;
};

inline Xml parse_xml(std::string_view text) { return XmlReader(text).read(); }

}  // namespace gilscope::test
