#include "ui/picture/html_report.hpp"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "sim/analysis/waits.hpp"
#include "sim/session/session.hpp"
#include "sim/trace/trace.hpp"
#include "ui/picture/html_data.hpp"
#include "ui/picture/html_pack.hpp"
#include "ui/picture/html_parts.hpp"
#include "ui/picture/html_text.hpp"

namespace gilscope::picture {
namespace {

// What the packed spans may take, so that with tables, text and code the whole file stays below two megabytes.
constexpr std::size_t kDataBudget = 1'250'000;

// The page's code, in the order in which it is put together. Each file is plain JavaScript; together they are one function.
constexpr std::array<std::string_view, 18> kScripts = {"base.js",    "words.js",   "data.js",   "lod.js",    "palette.js",  "lanes.js",
                                                       "paint.js",   "explain.js", "machine.js", "source.js", "measure.js",  "search.js",
                                                       "over.js",    "app.js",     "gestures.js", "keys.js",  "controls.js", "main.js"};

constexpr ExporterOption kOptions[] = {{"theme", "auto, light, dark", "auto", "colours of the page until the reader switches them", true}};

Result<std::string> read_part(std::string_view name) {
  const std::string path = fmt::format("{}/report/{}", assets_directory(), name);
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{fmt::format("cannot read {}: it belongs to GilScope; install it again, or set GILSCOPE_ASSETS to the folder of its assets", path)};
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

Result<std::string> script() {
  std::string text = "(() => {\n\"use strict\";\n";
  for (const std::string_view name : kScripts) {
    const auto part = read_part(name);
    if (!part) return part.error();
    text += part.value();
  }
  return text + "})();\n";
}


// What the page may do: run this script and nothing else, and reach nothing.
std::string content_policy(const std::string& script) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const std::uint8_t*>(script.data()), script.size(), digest.data());
  return fmt::format("default-src 'none'; script-src 'sha256-{}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
                     base64({reinterpret_cast<const char*>(digest.data()), digest.size()}));
}

using Values = std::map<std::string, std::string, std::less<>>;

// Replaces {{name}} in the template. Values are not looked at again, so that nothing in a script's text can become a placeholder.
std::string fill(const std::string& page, const Values& values) {
  std::string text;
  std::size_t at = 0;
  for (std::size_t open = page.find("{{"); open != std::string::npos; open = page.find("{{", at)) {
    const std::size_t close = page.find("}}", open);
    if (close == std::string::npos) break;
    const auto value = values.find(std::string_view(page).substr(open + 2, close - open - 2));
    text.append(page, at, open - at);
    if (value != values.end()) text += value->second;
    at = close + 2;
  }
  return text.append(page, at);
}

std::string resolution_note(const ReportData& data, std::span<const ExportRun> runs) {
  std::string note;
  SimTime traced = 0;
  for (const ExportRun& run : runs) traced = std::max(traced, run.trace->resolution());
  if (data.state_cell > 0 || traced > 0)
    note += fmt::format(" Spans shorter than {} are shown as shares of the stretch they lie in.", format_time(std::max(data.state_cell, traced)));
  if (data.call_cell > 0) note += fmt::format(" Calls shorter than {} are shown together.", format_time(data.call_cell));
  if (data.points_left_out > 0) note += fmt::format(" Of arrows, marks and short waits, {} were left out to keep the file small.", grouped(data.points_left_out));
  if (note.empty()) note = " Every span is there, to the nanosecond.";
  return note + " All totals are exact.";
}

std::string made_by(std::span<const ExportRun> runs) {
  const ExportRun& run = runs.front();
  std::string args;
  for (const std::string& a : run.args) args += " " + a;
  return fmt::format("<p>Made by GilScope from <code>{}{}</code>: {}, seed {}, switch interval {}.</p>", escape_html(run.path), escape_html(args),
                     counted(run.cores, "core"), run.seed, format_time(run.switch_interval));
}

std::string details_html(std::span<const ExportRun> runs) {
  std::string html;
  for (std::size_t i = 0; i < runs.size(); ++i)
    html += fmt::format("<details class=\"run-tables\" data-run=\"{}\"{}><summary><h3>{}</h3></summary>\n{}</details>\n", i, runs.size() == 1 ? " open" : "",
                        escape_html(run_title(runs[i], runs)), run_tables_html(runs[i]));
  return html;
}

std::string timeline_text_html(std::span<const ExportRun> runs) {
  std::string html;
  for (const ExportRun& run : runs) html += fmt::format("<h4>{}</h4>\n{}", escape_html(run_title(run, runs)), timeline_table_html(run));
  return html;
}

Values values_of(std::span<const ExportRun> runs, const ExportOptions& options, const ReportData& data) {
  const ExportRun& first = runs.front();
  const auto scenario = parse_scenario(first.path, first.source);
  const std::string_view theme = options.value("theme", "auto");
  return {{"title", escape_html(first.title)},
          {"description", escape_html(result_sentence(runs))},
          {"theme", theme == "auto" ? "" : fmt::format(" data-theme=\"{}\"", theme)},
          {"introduction", introduction_html(scenario ? scenario.value().docstring : "")},
          {"result", result_html(runs)},
          {"chart", chart_html(runs)},
          {"comparison", comparison_html(runs)},
          {"run_tables", details_html(runs)},
          {"timeline_text", timeline_text_html(runs)},
          {"resolution", escape_html(resolution_note(data, runs))},
          {"outputs", outputs_html(runs)},
          {"source_name", escape_html(first.path.substr(first.path.find_last_of('/') + 1))},
          {"source", source_html(first.source)},
          {"glossary", glossary_html()},
          {"formulas", formulas_html()},
          {"made_by", made_by(runs)},
          {"palette", palette_css()},
          {"data", escape_script(data.json)}};
}

}  // namespace

std::optional<Error> write_html_report(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out) {
  const auto page = read_part("report.html");
  if (!page) return page.error();
  const auto style = read_part("report.css");
  if (!style) return style.error();
  const auto code = script();
  if (!code) return code.error();
  const ReportData data = report_data(runs, kDataBudget);
  Values values = values_of(runs, options, data);
  values["style"] = style.value();
  values["script"] = code.value();
  values["policy"] = content_policy(code.value());
  out.main().append(fill(page.value(), values));
  if (data.state_cell > 0)
    out.note(fmt::format("spans shorter than {} are in the page as shares only, to keep it below 2 MB; all totals are exact", format_time(data.state_cell)));
  return std::nullopt;
}

const Exporter& html_exporter() {
  static constexpr Exporter kExporter{"html", ".html", "one self-contained page with the timeline, for any browser", write_html_report, kOptions, true, true};
  return kExporter;
}

}  // namespace gilscope::picture
