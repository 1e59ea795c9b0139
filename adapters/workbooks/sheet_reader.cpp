#include "adapters/workbooks/sheet_reader.h"

#include <algorithm>
#include <charconv>

#include "reports/returned/formula_form.h"

namespace outturn::workbooks {

using returned::Holds;

std::string_view value_of(const Attributes& all, std::string_view name) {
  for (const auto& [key, value] : all) {
    if (key == name) return value;
  }
  return {};
}

void SharedStrings::begins(std::string_view name, const Attributes& /*all*/) {
  if (name == "si") open.clear();
  if (name == "rPh") beside = true;
  inside = name == "t" && !beside;
}
void SharedStrings::ends(std::string_view name) {
  if (name == "si") ids.push_back(texts.kept(open));
  if (name == "rPh") beside = false;
  inside = false;
}
void SharedStrings::words(std::string_view more) {
  if (inside) open += more;
}

void Directory::begins(std::string_view what, const Attributes& all) {
  if (what == "sheet") sheets.emplace_back(value_of(all, "name"), value_of(all, "id"));
  if (what == "Relationship") targets.emplace(value_of(all, "Id"), value_of(all, "Target"));
  name.clear();
  // Names of one sheet are print areas and filters.
  if (what == "definedName" && value_of(all, "localSheetId").empty()) name = value_of(all, "name");
  open.clear();
}
void Directory::ends(std::string_view what) {
  if (what == "definedName" && !name.empty() && !name.starts_with("_xlnm."))
    names[name] = returned::settled_form(open, 0);
  name.clear();
}
void Directory::words(std::string_view more) {
  if (!name.empty()) open += more;
}

void OwnProperties::begins(std::string_view what, const Attributes& given) {
  if (what == "property") name = value_of(given, "name");
}
void OwnProperties::ends(std::string_view what) {
  if (what == "property") name.clear();
}
void OwnProperties::words(std::string_view more) {
  if (!name.empty()) all[name] += more;
}

void SheetReader::begins(std::string_view name, const Attributes& all) {
  into_ = nullptr;
  if (name == "c") {
    cell_ = {};
    in_cell_ = true;
    has_formula_ = false;
    type_ = value_of(all, "t");
    value_.clear();
    formula_.clear();
    place(value_of(all, "r"));
  } else if (!in_cell_) {
    return;
  } else if (name == "v" || name == "t") {
    into_ = &value_;
  } else if (name == "f") {
    has_formula_ = true;
    formula_type_ = value_of(all, "t");
    formula_group_ = value_of(all, "si");
    into_ = &formula_;
  }
}

void SheetReader::place(std::string_view address) {
  std::uint32_t column = 0;
  std::uint32_t row = 0;
  for (const char c : address) {
    if (c >= 'A' && c <= 'Z' && column < 20'000)
      column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
    if (c >= '0' && c <= '9' && row < 2'000'000) row = row * 10 + static_cast<std::uint32_t>(c - '0');
  }
  cell_.row = std::max(row, 1U) - 1;
  cell_.column = std::max(column, 1U) - 1;
}

void SheetReader::ends(std::string_view name) {
  into_ = nullptr;
  if (name != "c") return;
  in_cell_ = false;
  if (!value_.empty() || has_formula_) keep();
}

std::uint32_t SheetReader::formula() {
  if (formula_type_ == "shared") {
    if (!formula_.empty()) masters_[formula_group_] = {formula_, cell_};
    const auto master = masters_.find(formula_group_);
    if (master == masters_.end()) return texts_.kept("(a formula shared with a cell that is not there)");
    const Master& from = master->second;
    const std::string settled = returned::settled_form(
        from.formula, from.cell.row, static_cast<int>(cell_.column) - static_cast<int>(from.cell.column));
    return texts_.kept(settled);
  }
  const std::string settled = returned::settled_form(formula_, cell_.row);
  return texts_.kept(formula_type_ == "array" ? "{" + settled + "}" : settled);
}

void SheetReader::keep() {
  if (has_formula_) cell_.formula = formula();
  std::uint32_t index = 0;
  if (type_ == "s") {
    cell_.holds = Holds::words;
    if (std::from_chars(value_.data(), value_.data() + value_.size(), index).ec == std::errc() &&
        index < shared_.size())
      cell_.words = shared_[index];
  } else if (type_ == "str" || type_ == "inlineStr" || type_ == "e" || type_ == "d") {
    cell_.holds = Holds::words;
    cell_.words = texts_.kept(value_);
  } else if (!value_.empty()) {
    cell_.holds = Holds::number;
    std::from_chars(value_.data(), value_.data() + value_.size(), cell_.number);
  }
  if (cell_.holds == Holds::words && cell_.words == 0) cell_.holds = Holds::nothing;
  if (cell_.holds == Holds::nothing && cell_.formula == 0) return;
  sheet_.cells.push_back(cell_);
}

void SheetReader::words(std::string_view more) {
  if (into_ != nullptr) into_->append(more);
}

}  // namespace outturn::workbooks
