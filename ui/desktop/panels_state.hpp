// What the panels keep between frames. The caller of the panels owns it, as a part of AppState.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/analysis/blame.hpp"
#include "sim/analysis/contention.hpp"
#include "sim/analysis/waits.hpp"
#include "sim/session/listing.hpp"
#include "ui/desktop/editing.hpp"
#include "ui/desktop/highlight.hpp"

namespace gilscope::desktop {

struct Catalog;

struct SourcePanelState {
  std::string text;                       ///< as the editor has it
  std::string loaded;                     ///< the setup's text when it was looked at last: a change of it comes from outside, or from here
  std::uint32_t epoch = 0;                ///< another one when the text was replaced from outside: the editor starts afresh
  std::string highlighted_text;           ///< what `lines` belong to
  std::vector<HighlightedLine> lines;
  std::size_t cursor = 0;                 ///< byte offset
  bool active = false;
  std::size_t selected_from = 0, selected_to = 0;  ///< byte offsets; equal: nothing
  EditHistory history;
  std::vector<EditCommand> commands;      ///< of keys, for the editor to carry out in its next frame
  int inserted_spaces = 0;                ///< still to be inserted after a tab or a new line
  std::optional<std::uint32_t> reveal;    ///< a line to scroll to
  bool follow = true;                     ///< scrolls to the selected thread's line
  std::uint32_t followed = 0;             ///< the line it scrolled to last

  struct LineWaits {
    std::uint64_t waits = 0;
    SimTime time = 0;                     ///< waited
    SimTime on_cpu = 0;
    std::vector<std::string> words;       ///< for the tooltip
  };
  std::uint64_t waits_generation = 0;
  std::uint32_t waits_run = 0;
  std::vector<LineWaits> waits;           ///< by line
};

struct BytecodePanelState {
  std::uint64_t generation = 0;
  std::uint32_t run = 0xFFFF'FFFFu;
  std::vector<CodeListing> listings;
  InstructionCosts costs{};
  std::string cost_error;
  std::size_t chosen = 0;                 ///< of the listings
  bool follow = true;                     ///< shows the function of the selected thread, and scrolls to its instruction
  std::size_t scrolled_to = 0;
};

struct InspectorPanelState {
  std::uint64_t generation = 0;
  std::uint32_t run = 0;
  std::optional<Question> question;       ///< that `explanation` answers
  Explanation explanation;

  std::uint64_t core_generation = 0;      ///< what `core_times` belongs to
  std::uint32_t core_run = 0, core = 0;
  std::vector<std::pair<SimTime, ThreadId>> core_times;  ///< who ran on the core for how long
};

struct ResultsPanelState {
  std::uint64_t generation = 0;
  std::uint32_t run = 0;
  struct Row {
    std::string name, term, formula;
    std::vector<std::string> values;      ///< by run
    std::vector<double> numbers;
    bool smaller_is_better = false;
    bool neutral = true;                  ///< neither is better
  };
  std::vector<Row> rows;
  std::vector<std::vector<double>> state_shares;  ///< by run and state
  std::vector<LockRank> locks;            ///< of the run in focus, as all below
  std::vector<ObjectRank> objects;
  std::vector<BlamedWait> waits;
};

struct GlossaryPanelState {
  std::string search;
  std::string term;                       ///< brought out
  bool reveal = false;
};

struct SearchPanelState {
  std::string text;
  int chosen = 0;
  int frame = 0;                          ///< in which it was shown last
};

struct PalettePanelState {
  std::string text;
  int chosen = 0;
  int frame = 0;                          ///< in which it was shown last
  std::shared_ptr<Catalog> catalog;       ///< read when the palette opens
};

struct PanelsState {
  std::uint32_t run = 0;                  ///< the run that panels on one run show; see focus_run()
  SourcePanelState source;
  BytecodePanelState bytecode;
  InspectorPanelState inspector;
  ResultsPanelState results;
  GlossaryPanelState glossary;
  SearchPanelState search;
  PalettePanelState palette;
};

}  // namespace gilscope::desktop
