// Evidence tables: typed columns of facts, each row knowing the line it came from.
//
// A TableShape is what a contract's `input` asks for; a Table is what was given. Facts are held as
// whole columns of small integers (pence, scaled decimals, day serials, dictionary codes), ready
// for millions of rows. This header must never know a file format or a contract's rules: adapters
// fill tables, contracts read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/source.h"
#include "engine/values/exact.h"

namespace outturn {

enum class FactType : std::uint8_t {
  key,      ///< names the row; unique, never unknown
  link,     ///< names a row of another table or rate card (`refers_to`)
  text,     ///< free words, shown and never calculated with
  count,    ///< whole, 0 or more
  number,   ///< decimal with `places` (0: whole), may be negative; also rates
  money,    ///< decimal in the contract's currency, `places` = its minor units
  percent,  ///< typed with % ("8.4%"), held as the number 0.084 with `places` places
  points,   ///< percentage points ("8.4 points" or "8.4"), held like percent
  date,     ///< YYYY-MM-DD
  truth,    ///< yes/no, true/false, 1/0
};

/// One column an `input` declares.
struct FactColumn {
  std::string name;
  FactType type = FactType::text;
  int places = 0;
  bool may_be_unknown = false;  ///< empty or [x] is then accepted and kept as unknown
  std::string refers_to;        ///< for link: the input or rate card named
  std::optional<Exact> least;   ///< smallest value accepted
  bool least_excluded = false;  ///< "more than" instead of "at least"
  std::optional<Exact> most;    ///< largest value accepted
  std::string type_words;       ///< as the contract writes it, for messages
  Span declared;                ///< place in the contract
};

/// What an `input` declares: the table NAME.csv must have these columns.
struct TableShape {
  std::string name;
  std::string each;  ///< row kind: "participant", "claim"; empty: one row
  std::vector<FactColumn> columns;
  std::string clauses;  ///< as shown, for messages: "[A Sch 3 para 2]"
  Span declared;
};

/// Words used in a column, each once, in order of first appearance.
struct Dictionary {
  std::vector<std::string> words;
};

/// One column of facts. Exactly one of the vectors is filled: `numbers` for count, number, money,
/// percent, points; `small` for date (serial), truth (1/0), and for key, link, text (index into
/// `dictionary`).
struct FactData {
  std::vector<std::int64_t> numbers;
  std::vector<std::int32_t> small;
  Dictionary dictionary;
  std::vector<std::uint8_t> known;  ///< empty: all known; else 1/0 a row
};

/// A row set aside while reading, never silently lost.
struct Reject {
  std::uint32_t line = 0;
  std::string reason;
};

struct Table {
  TableShape shape;
  std::string file;    ///< as shown: "claims.csv"
  std::string sha256;  ///< of the file's bytes, lower-case hex
  std::uint64_t bytes = 0;
  std::size_t rows = 0;
  std::vector<FactData> columns;            ///< parallel to shape.columns
  std::vector<std::uint32_t> lines;         ///< line in the file, a row; 1 is the header's
  std::vector<Reject> rejects;              ///< rows read but not used (after the cut-off), with reason
  std::vector<std::string> unused_columns;  ///< headers in the file no one asked for

  [[nodiscard]] const FactData* column(const std::string& name) const;
};

/// Every invariant of a Table: parallel lengths, codes within dictionaries, known flags 0/1, keys
/// unique. Empty when sound, else the first fault found in words. Run in production after reading.
[[nodiscard]] std::string table_fault(const Table& table);

/// Takes rows whose `column` (a date) lies after `latest` out into `rejects`, with the reason. Rows
/// whose date is unknown stay.
void set_aside_after(Table& table, const std::string& column, std::int32_t latest, const std::string& reason);

/// The latest date in any date column of the tables; nullopt when there is none.
[[nodiscard]] std::optional<std::int32_t> latest_date_in(const std::vector<Table>& tables);

}  // namespace outturn
