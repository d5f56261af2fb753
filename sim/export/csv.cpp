// The tables as RFC 4180 text. The spans are the file itself; every other table that has rows stands beside it.
#include <fmt/format.h>

#include "sim/export/formats.hpp"
#include "sim/export/tables.hpp"
#include "sim/export/text.hpp"

namespace gilscope {
namespace {

class CsvRows : public RowSink {
 public:
  explicit CsvRows(ByteSink& out) : out_(out) {}

  void integer(std::int64_t value) override {
    separate();
    put_number(out_, value);
  }
  void text(std::string_view value) override {
    separate();
    if (value.find_first_of(",\"\r\n") == std::string_view::npos)
      out_.append(value);
    else
      out_.append(csv_field(value));
  }
  void null() override { separate(); }
  void end_row() override {
    out_.append("\r\n");
    first_ = true;
  }

 private:
  void separate() {
    if (!first_) out_.push_back(',');
    first_ = false;
  }

  ByteSink& out_;
  bool first_ = true;
};

void write_header(const Table& table, ByteSink& out) {
  CsvRows header(out);
  for (const Column& column : table.columns) header.text(column.name);
  header.end_row();
}

void write_table(const Table& table, std::span<const ExportRun> runs, std::vector<LaneReader>& readers, ByteSink& out) {
  write_header(table, out);
  CsvRows rows(out);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    TableRun run{static_cast<std::int64_t>(i + 1), runs[i], readers[i]};
    table.rows(run, rows);
  }
}

const Table* find_table(std::string_view name) {
  for (const Table& table : tables())
    if (table.name == name) return &table;
  return nullptr;
}

}  // namespace

std::optional<Error> write_csv(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& output) {
  std::size_t lanes = 0;
  for (const ExportRun& run : runs) lanes += table_lanes(*run.trace);
  ProgressMeter meter(options, lanes);
  std::vector<LaneReader> readers;
  for (const ExportRun& run : runs) readers.emplace_back(run, options, meter);
  const std::string_view wanted = options.value("table", "all");
  if (const Table* only = find_table(wanted)) {
    write_table(*only, runs, readers, output.main());
    return std::nullopt;
  }
  write_table(tables().front(), runs, readers, output.main());
  if (!output.can_have_family()) {
    output.note("only the table 'spans' was written, as there is no place for further files; --option table=NAME writes another one");
    return std::nullopt;
  }
  for (const Table& table : tables().subspan(1)) {
    if (meter.cancelled()) return std::nullopt;
    const auto member = output.member(table.name);
    if (!member) return member.error();
    write_table(table, runs, readers, *member.value());
  }
  return std::nullopt;
}

}  // namespace gilscope
