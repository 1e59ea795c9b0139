#include "reports/workbook/writer.h"

#include <clocale>
#include <cmath>
#include <cstring>

#include <xlsxwriter.h>

#include "engine/base/problem.h"
#include "engine/base/source.h"

namespace outturn::workbook {
namespace {

constexpr std::size_t most_text = 32'767;
constexpr std::size_t most_formula = 8'192;

void need_plain_locale() {
  const char* numeric = std::setlocale(LC_NUMERIC, nullptr);
  if (numeric == nullptr || (std::strcmp(numeric, "C") != 0 && std::strcmp(numeric, "POSIX") != 0)) {
    throw Fault("the workbook needs LC_NUMERIC \"C\"");
  }
}

/// Seconds since 1970; libxlsxwriter takes 0 or less for "now", which no run may depend on.
time_t seconds(Date date) {
  constexpr std::int64_t serial_1970 = 25'569;
  constexpr std::int64_t seconds_a_day = 86'400;
  constexpr std::int64_t earliest = 10 * 365 * seconds_a_day;
  return static_cast<time_t>(std::max<std::int64_t>((date.serial - serial_1970) * seconds_a_day, earliest));
}

lxw_col_t narrow(std::uint32_t column) { return static_cast<lxw_col_t>(column); }

}  // namespace

Writer::Writer(const std::string& path, const Properties& properties, bool bounded_memory) {
  need_plain_locale();
  lxw_workbook_options options{};
  options.constant_memory = bounded_memory ? LXW_TRUE : LXW_FALSE;
  book_ = workbook_new_opt(path.c_str(), &options);
  if (book_ == nullptr) throw Fault("no memory for a workbook");
  std::string title = properties.title;
  std::string subject = properties.subject;
  std::string comments = properties.comments;
  lxw_doc_properties set{};
  set.title = title.data();
  set.subject = subject.data();
  set.comments = comments.data();
  set.created = seconds(properties.created);
  done(workbook_set_properties(book_, &set), "properties");
  for (const auto& [name, value] : properties.custom) {
    if (!value.empty()) {
      done(workbook_set_custom_property_string(book_, name.c_str(), value.c_str()), "custom property");
    }
  }
}

Writer::~Writer() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

void Writer::done(int code, const char* what) const {
  if (code != LXW_NO_ERROR) {
    throw Fault(std::string("workbook, ") + what + ": " + lxw_strerror(static_cast<lxw_error>(code)));
  }
}

SheetId Writer::add_sheet(const std::string& name) {
  done(workbook_validate_sheet_name(book_, name.c_str()), ("sheet name " + name).c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
  if (sheet == nullptr) throw Fault("workbook: no sheet " + name);
  // Protection is against slips, not against auditors: no password, columns may be widened.
  lxw_protection allowed{};
  allowed.format_columns = LXW_TRUE;
  allowed.format_rows = LXW_TRUE;
  worksheet_protect(sheet, nullptr, &allowed);
  sheets_.push_back(sheet);
  counts_.emplace_back();
  return static_cast<SheetId>(sheets_.size() - 1);
}

Format Writer::format(Look look, const std::string& number_format) {
  auto [found, fresh] = formats_.try_emplace({look, number_format});
  if (fresh) {
    lxw_format* made = workbook_add_format(book_);
    if (made == nullptr) throw Fault("workbook: no format");
    dress(made, look);
    if (!number_format.empty()) format_set_num_format(made, number_format.c_str());
    found->second = {made, unlocked(look)};
  }
  return found->second;
}

void Writer::text(Cell cell, const std::string& words, Format format) {
  if (const std::string_view fault = text_fault(words); !fault.empty()) {
    throw Fault("a text for the workbook " + std::string(fault));
  }
  done(worksheet_write_string(sheets_[cell.sheet], cell.row, narrow(cell.column), words.c_str(),
                              format.handle),
       "text");
}

void Writer::number(Cell cell, double value, Format format) {
  if (!std::isfinite(value)) throw Fault("a number for the workbook is not finite");
  if (!format.unlocked) throw Fault("a number of the workbook stands in a locked cell");
  ++counts_[cell.sheet].inputs;
  done(worksheet_write_number(sheets_[cell.sheet], cell.row, narrow(cell.column), value == 0 ? 0 : value,
                              format.handle),
       "number");
}

void Writer::formula(Cell cell, const std::string& formula, double stored, Format format) {
  if (!std::isfinite(stored)) throw Fault("a result for the workbook is not finite");
  if (format.unlocked) throw Fault("a formula of the workbook stands in an unlocked cell");
  if (formula.size() > most_formula) throw Fault("a formula of the workbook is too long");
  ++counts_[cell.sheet].formulas;
  done(worksheet_write_formula_num(sheets_[cell.sheet], cell.row, narrow(cell.column), formula.c_str(),
                                   format.handle, stored == 0 ? 0 : stored),
       "formula");
}

void Writer::formula(Cell cell, const std::string& formula, const std::string& stored, Format format) {
  if (format.unlocked) throw Fault("a formula of the workbook stands in an unlocked cell");
  if (formula.size() > most_formula) throw Fault("a formula of the workbook is too long");
  if (!text_fault(stored).empty())
    throw Fault("a result for the workbook " + std::string(text_fault(stored)));
  ++counts_[cell.sheet].formulas;
  done(worksheet_write_formula_str(sheets_[cell.sheet], cell.row, narrow(cell.column), formula.c_str(),
                                   format.handle, stored.c_str()),
       "formula");
}

void Writer::blank(Cell cell, Format format) {
  done(worksheet_write_blank(sheets_[cell.sheet], cell.row, narrow(cell.column), format.handle), "blank");
}

void Writer::link(Cell cell, const std::string& sheet_name, const std::string& words, Format format) {
  const std::string target = "internal:'" + sheet_name + "'!A1";
  done(worksheet_write_url_opt(sheets_[cell.sheet], cell.row, narrow(cell.column), target.c_str(),
                               format.handle, words.c_str(), nullptr),
       "link");
}

void Writer::width(SheetId sheet, std::uint32_t first_column, std::uint32_t last_column, double characters) {
  done(worksheet_set_column(sheets_[sheet], narrow(first_column), narrow(last_column), characters, nullptr),
       "width");
}

void Writer::height(SheetId sheet, std::uint32_t row, double points) {
  done(worksheet_set_row(sheets_[sheet], row, points, nullptr), "height");
}

void Writer::freeze(SheetId sheet, std::uint32_t rows, std::uint32_t columns) {
  worksheet_freeze_panes(sheets_[sheet], rows, narrow(columns));
}

void Writer::page(SheetId sheet, const PageSetup& setup) {
  constexpr std::uint8_t a4 = 9;
  lxw_worksheet* const on = sheets_[sheet];
  worksheet_set_landscape(on);
  worksheet_set_paper(on, a4);
  worksheet_set_margins(on, 0.5, 0.5, 0.6, 0.7);
  worksheet_fit_to_pages(on, static_cast<std::uint16_t>(setup.pages_wide),
                         static_cast<std::uint16_t>(setup.pages_tall));
  if (setup.repeated_rows > 0) done(worksheet_repeat_rows(on, 0, setup.repeated_rows - 1), "print titles");
  if (setup.repeat_first_column) done(worksheet_repeat_columns(on, 0, 0), "print titles");
  std::string left;
  for (const char c : setup.footer_left) left += c == '&' ? std::string("&&") : std::string(1, c);
  done(worksheet_set_footer(on, ("&L&8" + left + "&C&8&A&R&8Page &P of &N").c_str()), "footer");
}

void Writer::accept(Block block, Accepts accepts, int most_readings) {
  constexpr double far = 1e15;
  lxw_data_validation rule{};
  rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  rule.ignore_blank = LXW_VALIDATION_OFF;
  std::string advice;
  std::string title = "Not a value for this cell";
  const auto numbers = [&](std::uint8_t kind, double least, double most, const char* says) {
    rule.validate = kind;
    rule.minimum_number = least;
    rule.maximum_number = most;
    advice = says;
  };
  switch (accepts) {
    case Accepts::anything:
      return;
    case Accepts::number:
      numbers(LXW_VALIDATION_TYPE_DECIMAL, -far, far, "Type a number.");
      break;
    case Accepts::whole:
      numbers(LXW_VALIDATION_TYPE_INTEGER, -far, far, "Type a whole number.");
      break;
    case Accepts::flag:
      numbers(LXW_VALIDATION_TYPE_INTEGER, 0, 1, "Type 1 for yes or 0 for no.");
      break;
    case Accepts::reading:
      numbers(LXW_VALIDATION_TYPE_INTEGER, 1, most_readings, "Type the number of one of the readings.");
      break;
    case Accepts::date:
      // 1 March 1900 to 31 December 9999: where all spreadsheet programs count days alike.
      numbers(LXW_VALIDATION_TYPE_DATE_NUMBER, earliest_date.serial, latest_date.serial,
              "Type a date from 1900-03-01 on.");
      break;
  }
  rule.error_message = advice.data();
  rule.error_title = title.data();
  done(worksheet_data_validation_range(sheets_[block.sheet], block.first_row, narrow(block.first_column),
                                       block.last_row, narrow(block.last_column), &rule),
       "validation");
}

lxw_format* Writer::red() {
  lxw_format*& made = formats_[{Look::check, "red"}].handle;
  if (made == nullptr) {
    made = workbook_add_format(book_);
    format_set_font_color(made, white_ink);
    format_set_bg_color(made, red_fill);
  }
  return made;
}

void Writer::red_when_zero(Block block) {
  lxw_conditional_format rule{};
  rule.type = LXW_CONDITIONAL_TYPE_CELL;
  rule.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
  rule.value = 0;
  rule.format = red();
  done(worksheet_conditional_format_range(sheets_[block.sheet], block.first_row, narrow(block.first_column),
                                          block.last_row, narrow(block.last_column), &rule),
       "conditional format");
}

void Writer::red_when_words(Block block, const std::string& words) {
  std::string begins = words;
  lxw_conditional_format rule{};
  rule.type = LXW_CONDITIONAL_TYPE_TEXT;
  rule.criteria = LXW_CONDITIONAL_CRITERIA_TEXT_BEGINS_WITH;
  rule.value_string = begins.data();
  rule.format = red();
  done(worksheet_conditional_format_range(sheets_[block.sheet], block.first_row, narrow(block.first_column),
                                          block.last_row, narrow(block.last_column), &rule),
       "conditional format");
}

void Writer::define_name(const std::string& name, const std::string& absolute_reference) {
  done(workbook_define_name(book_, name.c_str(), ("=" + absolute_reference).c_str()),
       ("name " + name).c_str());
}

void Writer::close() {
  need_plain_locale();
  lxw_workbook* const book = book_;
  book_ = nullptr;  // workbook_close frees it, whatever comes of it
  done(workbook_close(book), "writing the file");
}

std::string_view text_fault(const std::string& words) {
  if (words.size() > most_text) return "is longer than a cell holds";
  std::string_view rest = words;
  while (!rest.empty()) {
    const auto byte = static_cast<unsigned char>(rest.front());
    if (byte < 0x80) {
      if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return "has a control character";
      rest.remove_prefix(1);
      continue;
    }
    const Character character = first_character(rest);
    if (!character.valid) return "is not sound UTF-8";
    if (character.code == 0xFFFE || character.code == 0xFFFF) return "has a character no file may hold";
    rest.remove_prefix(character.bytes);
  }
  return {};
}

bool looks_like_formula(std::string_view words) {
  return !words.empty() && std::string_view("=+-@\t\r").find(words.front()) != std::string_view::npos;
}

std::string made_safe(const std::string& words) {
  std::string out;
  std::string_view rest = words;
  while (!rest.empty() && out.size() < most_text - 8) {
    const Character character = first_character(rest);
    const bool control = character.code < 0x20 && character.code != '\n';
    if (!character.valid || character.code == 0x7F || character.code == 0xFFFE || character.code == 0xFFFF) {
      out += "\xEF\xBF\xBD";
    } else if (control) {
      out += ' ';
    } else {
      out += rest.substr(0, character.bytes);
    }
    rest.remove_prefix(character.bytes);
  }
  return looks_like_formula(out) ? "' " + out : out;
}

}  // namespace outturn::workbook
