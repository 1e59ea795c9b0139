#include "adapters/command/claim/card_folder.h"

#include "adapters/tables/complaints.h"
#include "adapters/tables/csv_text.h"
#include "adapters/tables/encoding.h"

namespace outturn::command {
namespace {

using tables::Complaints;
using tables::Flaw;
using tables::Record;

language::TableCell cell_of(const Record& record, const tables::Cell& cell) {
  const bool inside =
      cell.text.data() >= cell.raw.data() && cell.text.data() <= cell.raw.data() + cell.raw.size();
  const std::string_view shown = inside ? cell.text : cell.raw;  // doubled quotes were made single elsewhere
  const std::size_t before =
      character_count({record.start, static_cast<std::size_t>(shown.data() - record.start)});
  return {std::string(cell.text),
          {record.line, static_cast<std::uint32_t>(before + 1),
           static_cast<std::uint32_t>(character_count(shown))}};
}

std::vector<language::Line> rows_of(std::string_view text, Complaints& complaints) {
  std::vector<language::Line> rows;
  tables::RecordReader records(text);
  for (Record record; records.next(record);) {
    if (record.flaw != Flaw::none) {
      complaints.add(record.flaw, Complaints::no_column, record.place(record.flaw_at),
                     [&] { return tables::advise_record(record); });
      if (record.flaw == Flaw::old_line_ends) return rows;
      continue;
    }
    if (record.blank()) continue;
    language::Line line;
    line.number = record.line;
    line.is_table_row = true;
    for (const tables::Cell& cell : record.cells) line.cells.push_back(cell_of(record, cell));
    rows.push_back(std::move(line));
  }
  return rows;
}

}  // namespace

CardBytes* CardFolder::bytes(const std::string& name) {
  std::error_code failed;
  const fs::path path = folder_ / name;
  if (!fs::is_regular_file(path, failed)) return nullptr;
  const auto bytes = lies_inside(path, folder_) ? read_file(path) : std::nullopt;
  CardBytes& out = read_[name];
  if (bytes) {
    out = {*bytes, sha256(*bytes), 0};
  } else {
    problems_.add(problem_at("E106", name, {}, "this file can't be read",
                             {"A link may lead out of its folder."},
                             {"Look at its permissions, and put the file itself beside the contract."}));
  }
  return &out;
}

std::optional<language::CardFile> CardFolder::file(const std::string& name) {
  CardBytes* const read = bytes(name);
  if (read == nullptr) return std::nullopt;
  language::CardFile card;
  card.sha256 = read->sha256;
  if (card.sha256.empty()) {
    card.damaged = true;
    return card;
  }
  Complaints complaints(name);
  if (const auto wrong = tables::wrong_file(read->bytes)) {
    complaints.add(wrong->flaw, Complaints::no_column, wrong->place, [&] { return wrong->advice; });
  } else {
    card.text = SourceFile(name, std::string(tables::without_mark(read->bytes)));
    card.rows = rows_of(card.text.text(), complaints);
  }
  constexpr std::size_t most_told = 50;
  complaints.tell(problems_, most_told);
  card.damaged = complaints.any_errors();
  read->rows = card.rows.empty() ? 0 : card.rows.size() - 1;
  return card;
}

}  // namespace outturn::command
