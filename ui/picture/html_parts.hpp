// The parts of the HTML report that need no script: text and tables, as HTML. Everything that comes from outside is escaped.
#pragma once

#include <span>
#include <string>

#include "sim/export/export.hpp"

namespace gilscope::picture {

/// "3.13t gil=1", with the number of cores where the runs differ in it.
std::string run_title(const ExportRun& run, std::span<const ExportRun> runs);

// ---- html_story.cpp: what happened, in sentences made from the numbers ----
/// The docstring as paragraphs.
std::string introduction_html(const std::string& docstring);
/// One sentence, without HTML: for the headline and the page's description.
std::string result_sentence(std::span<const ExportRun> runs);
/// The headline sentence and what else is worth saying: reasons, different outputs, deadlocks.
std::string result_html(std::span<const ExportRun> runs);
/// A bar per run: how long it took, how many cores worked.
std::string chart_html(std::span<const ExportRun> runs);

// ---- html_tables.cpp ----
/// All runs side by side.
std::string comparison_html(std::span<const ExportRun> runs);
/// One run: threads, locks, objects, lines.
std::string run_tables_html(const ExportRun& run);
/// What the threads did in each tenth of the run: the timeline for those who do not see it.
std::string timeline_table_html(const ExportRun& run);
/// What the program printed; runs that printed the same share a block.
std::string outputs_html(std::span<const ExportRun> runs);
/// The numbered lines of the script.
std::string source_html(const std::string& source);

// ---- html_words.cpp ----
std::string glossary_html();
/// How each number of the tables is made.
std::string formulas_html();
/// The formula of a column, for tooltips; empty if there is none.
std::string formula(std::string_view column);

// ---- html_palette.cpp ----
/// Custom properties of CSS with the colours and patterns of ui/scene/theme.hpp, for light and dark.
std::string palette_css();

}  // namespace gilscope::picture
