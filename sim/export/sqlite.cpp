// The tables as an SQLite database, with views for the questions that people ask first.
#include <fmt/format.h>
#include <sqlite3.h>


#include "sim/export/formats.hpp"
#include "sim/export/tables.hpp"

namespace gilscope {
namespace {

constexpr const char* kViews = R"(
CREATE VIEW thread_states AS
  SELECT s.run, s.id AS thread, s.name, s.value AS state, count(*) AS spans, sum(s.end_ns - s.begin_ns) AS total_ns,
         1.0 * sum(s.end_ns - s.begin_ns) / max(1, t.end_ns - t.start_ns) AS share
  FROM spans s JOIN threads t ON t.run = s.run AND t.thread = s.id WHERE s.lane = 'thread' GROUP BY s.run, s.id, s.value;
CREATE VIEW core_busy AS
  SELECT c.run, c.core, c.busy_ps / 1000 AS busy_ns, c.switches, 0.001 * c.busy_ps / max(1, r.time_ns) AS utilization
  FROM cores c JOIN runs r ON r.run = c.run;
CREATE VIEW gil_holders AS
  SELECT run, thread, value AS name, count(*) AS holds, sum(end_ns - begin_ns) AS held_ns, max(end_ns - begin_ns) AS longest_ns
  FROM spans WHERE lane = 'gil' GROUP BY run, thread;
CREATE VIEW lock_waits AS
  SELECT w.run, w.lock, l.kind, l.name, count(*) AS waits, sum(w.end_ns - w.begin_ns) AS total_ns, max(w.end_ns - w.begin_ns) AS longest_ns,
         count(DISTINCT w.thread) AS threads
  FROM waits w JOIN locks l ON l.run = w.run AND l.lock = w.lock GROUP BY w.run, w.lock;
CREATE VIEW waits_by_thread AS
  SELECT w.run, w.thread, t.name AS thread_name, w.lock, l.kind, l.name AS lock_name, count(*) AS waits, sum(w.end_ns - w.begin_ns) AS total_ns
  FROM waits w JOIN threads t ON t.run = w.run AND t.thread = w.thread JOIN locks l ON l.run = w.run AND l.lock = w.lock
  GROUP BY w.run, w.thread, w.lock;
CREATE VIEW functions AS
  SELECT run, function, file, line, count(*) AS calls, sum(end_ns - begin_ns) AS inclusive_ns, max(end_ns - begin_ns) AS longest_ns
  FROM calls GROUP BY run, function, file, line;
CREATE VIEW shared_objects AS
  SELECT run, object, type, name, local_ops, shared_ops, transfers FROM objects WHERE shared_ops > 0 ORDER BY run, transfers DESC;
CREATE VIEW comparison AS
  SELECT r.run, r.scenario, r.runtime, r.cores, r.time_ns, sum(t.running_ps) / 1000 AS on_cpu_ns, sum(t.gil_wait_ps) / 1000 AS gil_wait_ns,
         sum(t.lock_wait_ps) / 1000 AS lock_wait_ns, sum(t.runnable_ps) / 1000 AS core_wait_ns, sum(t.bytecodes) AS bytecodes
  FROM runs r LEFT JOIN threads t ON t.run = r.run GROUP BY r.run;
)";

class SqliteRows : public RowSink {
 public:
  SqliteRows(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}

  void integer(std::int64_t value) override { sqlite3_bind_int64(statement_, ++column_, value); }
  void text(std::string_view value) override { sqlite3_bind_text(statement_, ++column_, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT); }
  void null() override { sqlite3_bind_null(statement_, ++column_); }
  void end_row() override {
    column_ = 0;
    if (error_.empty() && sqlite3_step(statement_) != SQLITE_DONE) error_ = sqlite3_errmsg(database_);
    sqlite3_reset(statement_);
  }
  const std::string& error() const { return error_; }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_;
  int column_ = 0;
  std::string error_;
};

std::string create_text(const Table& table) {
  std::string text = fmt::format("CREATE TABLE {} (", table.name);
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    text += fmt::format("{}\"{}\" {}", i == 0 ? "" : ", ", table.columns[i].name, table.columns[i].type == ColumnType::Text ? "TEXT" : "INTEGER");
  return text + ")";
}

std::string insert_text(const Table& table) {
  std::string text = fmt::format("INSERT INTO {} VALUES (?", table.name);
  for (std::size_t i = 1; i < table.columns.size(); ++i) text += ",?";
  return text + ")";
}

class Database {
 public:
  explicit Database(const std::string& path) : failed_(sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) {}
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  bool run(const std::string& sql) {
    if (!failed_ && sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(handle_));
    return !failed_;
  }
  /// Calls `fill(RowSink&)`, which delivers rows for the table.
  template <class Fill>
  bool insert(const std::string& sql, Fill fill) {
    sqlite3_stmt* statement = nullptr;
    if (failed_ || sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return fail(sqlite3_errmsg(handle_)), false;
    SqliteRows rows(handle_, statement);
    fill(rows);
    sqlite3_finalize(statement);
    if (!rows.error().empty()) fail(rows.error());
    return !failed_;
  }
  std::optional<Error> error() const {
    return failed_ ? std::optional(Error{"can't write the database: " + (message_.empty() ? "it cannot be opened" : message_)}) : std::nullopt;
  }

 private:
  void fail(const std::string& message) {
    failed_ = true;
    if (message_.empty()) message_ = message;
  }

  sqlite3* handle_ = nullptr;
  bool failed_;
  std::string message_;
};

void write_schema_doc(Database& database) {
  database.run("CREATE TABLE columns (\"table\" TEXT, \"column\" TEXT, type TEXT, means TEXT)");
  database.insert("INSERT INTO columns VALUES (?,?,?,?)", [](RowSink& rows) {
    for (const Table& table : tables()) {
      rows.text(table.name), rows.null(), rows.text("table"), rows.text(table.doc), rows.end_row();
      for (const Column& column : table.columns) {
        rows.text(table.name), rows.text(column.name), rows.text(column.type == ColumnType::Text ? "TEXT" : "INTEGER");
        rows.text(column.doc), rows.end_row();
      }
    }
  });
}

}  // namespace

std::optional<Error> write_sqlite(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& output) {
  const auto path = output.scratch_path(".sqlite");
  if (!path) return path.error();
  std::size_t lanes = 0;
  for (const ExportRun& run : runs) lanes += table_lanes(*run.trace);
  ProgressMeter meter(options, lanes);
  std::vector<LaneReader> readers;
  for (const ExportRun& run : runs) readers.emplace_back(run, options, meter);
  Database database(path.value());
  // Nobody else sees the file before it is whole, so there is nothing to protect: no journal. "GILS" marks it for `file`.
  database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = 1195985011; BEGIN");
  for (const Table& table : tables()) {
    database.run(create_text(table));
    database.insert(insert_text(table), [&](RowSink& rows) {
      for (std::size_t i = 0; i < runs.size(); ++i) {
        TableRun run{static_cast<std::int64_t>(i + 1), runs[i], readers[i]};
        table.rows(run, rows);
      }
    });
  }
  write_schema_doc(database);
  database.run("CREATE INDEX spans_by_lane ON spans (run, lane, id, begin_ns); CREATE INDEX waits_by_lock ON waits (run, lock)");
  database.run(kViews);
  database.run("COMMIT");
  return database.error();
}

}  // namespace gilscope
