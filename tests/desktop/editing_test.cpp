// Indentation and undo in the editor, without a window.
#include "ui/desktop/editing.hpp"

#include "tests/catch.hpp"

using namespace gilscope::desktop;

TEST_CASE("a new line begins where the one before it began, further in after a colon or an open bracket") {
  CHECK(indentation_after("x = 1", 5) == 0);
  CHECK(indentation_after("def f():", 8) == 4);
  CHECK(indentation_after("    for x in y:  ", 17) == 8);
  CHECK(indentation_after("if x:  # why not", 16) == 4);
  CHECK(indentation_after("s = '# no comment:'", 19) == 0);
  CHECK(indentation_after("call(", 5) == 4);
  CHECK(indentation_after("    x = 1", 9) == 4);
  CHECK(indentation_after("", 0) == 0);
  CHECK(indentation_after("abc", 99) == 0);
}

TEST_CASE("after a statement that leaves the block a line begins where the block was opened") {
  CHECK(indentation_after("def f():\n    return 1", 21) == 0);
  CHECK(indentation_after("        break", 13) == 4);
  CHECK(indentation_after("pass", 4) == 0);
  CHECK(indentation_after("    returned = 1", 16) == 4);
}

TEST_CASE("a tab goes to the next column that four divides") {
  CHECK(tab_width_at("", 0) == 4);
  CHECK(tab_width_at("ab", 2) == 2);
  CHECK(tab_width_at("x\nabc", 5) == 1);
  CHECK(tab_width_at("x\nabcd", 6) == 4);
}

TEST_CASE("selected lines are indented and dedented as a whole, and stay selected") {
  const std::string text = "a\nb\n\nc\n";
  const EditedText in = indent_lines(text, 0, text.size());
  CHECK(in.text == "    a\n    b\n\n    c\n");
  CHECK(in.begin == 0);
  CHECK(in.end == in.text.size());
  const EditedText out = dedent_lines(in.text, in.begin, in.end);
  CHECK(out.text == text);
  CHECK(out.end == text.size());
  CHECK(indent_lines("a\nb", 0, 2).text == "    a\nb");  // the selection ends before b
  CHECK(indent_lines("  a\nb", 1, 5).text == "    a\n    b");
}

TEST_CASE("dedenting goes to the column before, and not beyond the margin") {
  CHECK(dedent_lines("      x", 7, 7).text == "    x");
  CHECK(dedent_lines("      x", 7, 7).begin == 5);
  CHECK(dedent_lines("x", 1, 1).text == "x");
  const EditedText at_margin = dedent_lines("a\n    b", 3, 3);
  CHECK(at_margin.text == "a\nb");
  CHECK(at_margin.begin == 2);  // the cursor stays on its line
  CHECK(dedent_lines("", 0, 0).text.empty());
}

TEST_CASE("undo goes back by words and by commands, redo forward again") {
  EditHistory history;
  history.reset("");
  std::string text;
  for (const char c : std::string("one two")) history.note(text += c);
  history.note("    one two");
  REQUIRE(history.undo()->text == "one two");
  const auto word = history.undo();
  REQUIRE(word);
  CHECK(word->text == "one ");
  CHECK(word->begin == 4);
  CHECK(history.undo()->text.empty());
  CHECK(!history.undo());
  CHECK(history.redo()->text == "one ");
  CHECK(history.redo()->text == "one two");
  CHECK(history.redo()->text == "    one two");
  CHECK(!history.redo());
  history.undo();
  history.note("one two!");
  CHECK(!history.redo());
  CHECK(history.undo()->text == "one two");
}

TEST_CASE("characters deleted one after another are one step; another place is another step") {
  EditHistory history;
  history.reset("abc xyz");
  history.note("abc xy");
  history.note("abc x");
  history.note("bc x");
  CHECK(history.undo()->text == "abc x");
  const auto whole = history.undo();
  CHECK(whole->text == "abc xyz");
  CHECK(whole->begin == 7);
}

TEST_CASE("a history is bounded and keeps what is newest") {
  EditHistory history;
  history.reset("");
  for (int i = 0; i < 3000; ++i) history.note(std::string(20'000, 'x') + std::to_string(i) + "pasted");
  int steps = 0;
  while (history.undo()) ++steps;
  CHECK(steps > 100);
  CHECK(steps < 1000);
}
