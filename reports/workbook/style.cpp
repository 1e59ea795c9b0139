#include "reports/workbook/style.h"

#include <xlsxwriter.h>

#include "engine/values/show.h"

namespace outturn::workbook {
namespace {

// Every pair of ink and fill below has a contrast of at least 4.5 to 1 (WCAG 2.2 AA).
constexpr std::uint32_t navy = 0x1F3864;
constexpr std::uint32_t grey_ink = 0x595959;
constexpr std::uint32_t line = 0xBFBFBF;
constexpr std::uint32_t blue_ink = 0x0033CC;
constexpr std::uint32_t pale_yellow = 0xFFF8DC;
constexpr std::uint32_t pale_grey = 0xF2F2F2;
constexpr std::uint32_t pale_teal = 0xE2F1F1;
constexpr std::uint32_t teal_ink = 0x0B5563;
constexpr std::uint32_t green_ink = 0x0B5D1E;
constexpr std::uint32_t link_ink = 0x0563C1;
constexpr std::uint32_t pale_blue = 0xEAF0FA;

void fill(lxw_format* format, std::uint32_t ink, std::uint32_t paper) {
  format_set_font_color(format, ink);
  format_set_pattern(format, LXW_PATTERN_SOLID);
  format_set_bg_color(format, paper);
}

void boxed(lxw_format* format) {
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, line);
}

void dress_words(lxw_format* format, Look look) {
  switch (look) {
    case Look::title:
      format_set_bold(format);
      format_set_font_size(format, 16);
      format_set_font_color(format, navy);
      break;
    case Look::heading:
      format_set_bold(format);
      format_set_font_size(format, 12);
      format_set_font_color(format, navy);
      format_set_bottom(format, LXW_BORDER_MEDIUM);
      format_set_bottom_color(format, navy);
      break;
    case Look::purpose:
    case Look::small:
      format_set_font_color(format, grey_ink);
      break;
    case Look::label:
      format_set_bold(format);
      break;
    case Look::link:
      format_set_font_color(format, link_ink);
      format_set_underline(format, LXW_UNDERLINE_SINGLE);
      break;
    case Look::marker:
      format_set_text_wrap(format);
      format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
      format_set_font_size(format, 9);
      fill(format, grey_ink, pale_grey);
      boxed(format);
      break;
    case Look::header:
      format_set_text_wrap(format);
      format_set_bold(format);
      fill(format, white_ink, navy);
      boxed(format);
      break;
    case Look::words:
      format_set_text_wrap(format);
      format_set_indent(format, 1);
      break;
    case Look::beside:
      format_set_indent(format, 1);
      break;
    case Look::link_beside:
      format_set_font_color(format, link_ink);
      format_set_underline(format, LXW_UNDERLINE_SINGLE);
      format_set_indent(format, 1);
      break;
    case Look::source:
      format_set_font_color(format, grey_ink);
      format_set_indent(format, 1);
      break;
    case Look::answer_words:
      format_set_bold(format);
      format_set_font_size(format, 12);
      break;
    default:
      break;
  }
}

void dress_cells(lxw_format* format, Look look) {
  switch (look) {
    case Look::key:
      format_set_bold(format);
      boxed(format);
      break;
    case Look::key_link:
      format_set_font_color(format, green_ink);
      format_set_bold(format);
      boxed(format);
      break;
    case Look::assumption:
      format_set_italic(format);
      fill(format, blue_ink, pale_yellow);
      boxed(format);
      break;
    case Look::input:
    case Look::fill_in:
      fill(format, blue_ink, pale_yellow);
      boxed(format);
      break;
    case Look::row_link:
      fill(format, blue_ink, pale_grey);
      boxed(format);
      break;
    case Look::method:
      fill(format, teal_ink, pale_teal);
      boxed(format);
      break;
    case Look::cross_link:
      format_set_font_color(format, green_ink);
      boxed(format);
      break;
    case Look::formula:
      boxed(format);
      break;
    case Look::check:
    case Look::check_words:
      format_set_align(format, LXW_ALIGN_CENTER);
      format_set_bold(format);
      boxed(format);
      break;
    case Look::total:
      format_set_bold(format);
      fill(format, 0x000000, pale_blue);
      boxed(format);
      break;
    case Look::answer:
      format_set_bold(format);
      format_set_font_size(format, 22);
      fill(format, navy, pale_blue);
      format_set_align(format, LXW_ALIGN_LEFT);
      format_set_border(format, LXW_BORDER_MEDIUM);
      format_set_border_color(format, navy);
      break;
    default:
      break;
  }
}

std::string zeros(int count) {
  return count == 0 ? "" : "." + std::string(static_cast<std::size_t>(count), '0');
}

std::string sign_of(const std::string& currency) {
  const auto known = currency_by_code(currency);
  return known ? known->symbol : currency + " ";
}

std::string decimal_format(const calc::Column& column, const std::string& currency) {
  const int places = column.type.kind == calc::Kind::decimal ? column.type.places : 0;
  switch (column.unit) {
    case calc::Unit::money: {
      const std::string amount = '"' + sign_of(currency) + "\"#,##0" + zeros(places);
      return amount + ";-" + amount;
    }
    case calc::Unit::percent:
    case calc::Unit::points:
      return "0" + zeros(places > 2 ? places - 2 : 0) + "%";
    case calc::Unit::row_number:
      return "0";
    default:
      return "#,##0" + zeros(places);
  }
}

}  // namespace

bool unlocked(Look look) {
  return look == Look::input || look == Look::assumption || look == Look::row_link || look == Look::method ||
         look == Look::fill_in;
}

void dress(lxw_format* format, Look look) {
  format_set_font_name(format, "Arial");
  format_set_font_size(format, 11);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  dress_words(format, look);
  dress_cells(format, look);
  if (unlocked(look)) format_set_unlocked(format);
}

std::string number_format(const calc::Column& column, const std::string& currency) {
  switch (column.type.kind) {
    case calc::Kind::text:
    case calc::Kind::key:
      return {};
    case calc::Kind::date:
      return "yyyy-mm-dd;;\"-\"";
    case calc::Kind::truth:
      return "0";
    case calc::Kind::exact:
      if (column.unit == calc::Unit::percent || column.unit == calc::Unit::points) return "0.00######%";
      if (column.unit == calc::Unit::money) return '"' + sign_of(currency) + "\"#,##0.00######";
      return {};
    case calc::Kind::whole:
    case calc::Kind::decimal:
      break;
  }
  return decimal_format(column, currency);
}

std::string unit_words(const calc::Column& column, const std::string& currency) {
  if (!column.unit_words.empty()) return column.unit_words;
  switch (column.unit) {
    case calc::Unit::money: {
      const std::string sign = sign_of(currency);
      return sign.ends_with(' ') ? currency : sign;
    }
    case calc::Unit::percent:
      return "%";
    case calc::Unit::points:
      return "% points";
    case calc::Unit::date:
      return "date";
    case calc::Unit::flag:
      return "1 yes, 0 no";
    case calc::Unit::row_number:
      return "row number";
    case calc::Unit::key:
      return "key";
    case calc::Unit::words:
      return "words";
    case calc::Unit::plain:
      break;
  }
  switch (column.type.kind) {
    case calc::Kind::date:
      return "date";
    case calc::Kind::truth:
      return "1 yes, 0 no";
    case calc::Kind::key:
      return "key";
    case calc::Kind::text:
      return "words";
    default:
      return "number";
  }
}

// Widths count digits of the book's default font (Calibri 11); Arial 11 is a sixth wider.
double width_for(std::size_t text_length) { return static_cast<double>(text_length) * 1.17 + 1.6; }

}  // namespace outturn::workbook
