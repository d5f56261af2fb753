// Runs as tables: one list of tables and columns, from which the CSV files, the SQLite database and the schema's description come.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sim/export/export.hpp"
#include "sim/export/lanes.hpp"

namespace gilscope {

enum class ColumnType : std::uint8_t { Integer, Text };

struct Column {
  std::string_view name;
  ColumnType type = ColumnType::Integer;
  std::string_view doc;
};

/// Takes the cells of a row from left to right.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void integer(std::int64_t value) = 0;
  virtual void text(std::string_view value) = 0;
  virtual void null() = 0;
  virtual void end_row() = 0;
};

/// A run being written as rows.
struct TableRun {
  std::int64_t number = 0;  ///< the `run` column, from 1
  const ExportRun& run;
  LaneReader& reader;
};

struct Table {
  std::string_view name;
  std::string_view doc;
  std::span<const Column> columns;
  void (*rows)(TableRun& run, RowSink& sink);
};

/// All tables; the first is `spans`.
std::span<const Table> tables();
/// How many lanes writing all tables of a run visits.
std::size_t table_lanes(const Trace& trace);

}  // namespace gilscope
