#include "reports/page/rows_data.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "engine/explain/cell_reader.h"
#include "engine/explain/words.h"
#include "reports/html/html.h"

namespace outturn::page {
namespace {

using html::json;

constexpr std::size_t most_rows = 60'000;    ///< looked at, of all frames
constexpr std::size_t most_bytes = 600'000;  ///< of all frames
constexpr std::size_t most_shared = 35;      ///< the largest digit of base 36

char base36(std::size_t digit) { return static_cast<char>(digit < 10 ? '0' + digit : 'a' + (digit - 10)); }

/// Front coding: how many leading characters a key shares with the one before, and the rest of it. Only plain
/// characters are shared, so that no reader need know how others are counted.
class KeyList {
 public:
  void add(const std::string& key) {
    const std::size_t longest = std::min({key.size(), before_.size(), most_shared});
    std::size_t shared = 0;
    while (shared < longest && key[shared] == before_[shared] && key[shared] >= ' ' && key[shared] <= '~')
      ++shared;
    const std::string rest = json(std::string_view(key).substr(shared));
    if (any_) text_ += "\\n";
    text_ += base36(shared);
    text_.append(rest, 1, rest.size() - 2);
    before_ = key;
    any_ = true;
  }
  [[nodiscard]] std::string quoted() const { return '"' + text_ + '"'; }

 private:
  std::string text_;
  std::string before_;
  bool any_ = false;
};

void append_number(std::string& list, std::size_t number) {
  if (!list.empty()) list += ' ';
  list += std::to_string(number);
}

std::string words_list(const std::optional<RowGroups>& groups) {
  std::string out = "[";
  if (groups) {
    for (const Group& group : groups->groups) out += (out.size() > 1 ? "," : "") + json(group.words);
  }
  return out + "]";
}

class FrameWriter {
 public:
  FrameWriter(const Subject& subject, const RowFrame& of)
      : subject_(subject), graph_(subject.graph), of_(of), frame_(graph_.frame(of.frame)) {
    whose_ = whose(graph_, of.frame);
    choose(most_rows);
  }

  /// The text of the frame and of its payments, within `most` bytes.
  std::string write(std::size_t most) {
    std::string text = encoded();
    while (text.size() > most && held_.size() > 1) {
      choose(std::max<std::size_t>(1, held_.size() * most / text.size() * 9 / 10));
      text = encoded();
    }
    return text;
  }

 private:
  /// The `most` rows that come to most, and then by person and key.
  void choose(std::size_t most) {
    std::vector<std::size_t> rows(frame_.rows);
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    if (rows.size() > most) {
      std::vector<Exact> paid(rows.size());
      for (const std::size_t payment : of_.payments)
        for (std::size_t row = 0; row < rows.size(); ++row)
          paid[row] = paid[row] + calc::value_at(graph_, subject_.record.payments[payment].column, row).abs();
      std::nth_element(
          rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end(),
          [&](std::size_t a, std::size_t b) { return paid[b] < paid[a] || (paid[a] == paid[b] && a < b); });
      rows.resize(most);
    }
    held_.clear();
    for (const std::size_t row : rows) held_.emplace_back(person(row), calc::row_key(frame_, row), row);
    std::sort(held_.begin(), held_.end());
  }

  [[nodiscard]] std::string person(std::size_t row) const {
    if (whose_ == none) return {};
    const calc::Column& column = graph_.column(whose_);
    const std::int64_t at = calc::known_at(column, row) ? calc::integer_at(column, row) : 0;
    return at == 0 ? "" : calc::row_key(graph_.frame(column.type.space), static_cast<std::size_t>(at - 1));
  }

  [[nodiscard]] std::string encoded() const {
    KeyList keys;
    KeyList people;
    std::string runs;
    std::size_t run = 0;
    for (std::size_t i = 0; i < held_.size(); ++i) {
      keys.add(std::get<1>(held_[i]));
      ++run;
      if (i + 1 < held_.size() && std::get<0>(held_[i + 1]) == std::get<0>(held_[i])) continue;
      people.add(std::get<0>(held_[i]));
      append_number(runs, run);
      run = 0;
    }
    std::string out = fmt::format(
        "{{\"each\":{},\"many\":{},\"sheet\":{},\"rows\":{},\"held\":{},\"whose\":{},\"keys\":{},\"people\":{"
        "},"
        "\"runs\":\"{}\",\"codes\":{},\"periods\":{},\"payments\":[",
        json(calc::name_in_words(frame_.name)), json(calc::rows_in_words(frame_)), json(sheet()), frame_.rows,
        held_.size(), json(whose_ == none ? "" : calc::column_words(graph_, whose_)), keys.quoted(),
        people.quoted(), runs, words_list(of_.codes), words_list(of_.periods));
    for (std::size_t i = 0; i < of_.payments.size(); ++i)
      out += (i == 0 ? "" : ",") + payment(of_.payments[i]);
    return out + "]}";
  }

  [[nodiscard]] std::string sheet() const {
    const ColumnId column = subject_.record.payments[of_.payments.front()].column;
    return subject_.layout.places[column].sheet == none ? ""
                                                        : subject_.layout.sheet_of(column).parts.front().name;
  }

  [[nodiscard]] std::string payment(std::size_t index) const {
    const calc::PaymentRecord& payment = subject_.record.payments[index];
    std::map<std::string, std::size_t> kinds;
    std::string list;
    std::string rows;
    for (const auto& [whose, key, row] : held_) {
      const auto [found, fresh] = kinds.try_emplace(kind(payment, row), kinds.size());
      if (fresh) list += (list.empty() ? "" : ",") + found->first;
      append_number(rows, found->second);
    }
    std::string clauses;
    for (const auto& [reason, words] : payment.reason_clauses)
      clauses += fmt::format("{}\"{}\":{}", clauses.empty() ? "" : ",", reason, json(words));
    return fmt::format(
        "{{\"at\":{},\"name\":{},\"words\":{},\"clauses\":{{{}}},\"kinds\":[{}],\"rows\":\"{}\"}}", index,
        json(payment.name), json(calc::name_in_words(payment.name)), clauses, list, rows);
  }

  [[nodiscard]] std::string kind(const calc::PaymentRecord& payment, std::size_t row) const {
    const auto at = [&](const std::optional<RowGroups>& groups) { return groups ? groups->of_row[row] : 0U; };
    const std::string paid = pack::plain_value(graph_.column(payment.column), row);
    const std::string earned = pack::plain_value(graph_.column(payment.earned), row);
    return fmt::format("[{},\"{}\",\"{}\",{},{}]", calc::integer_at(graph_.column(payment.reason), row) - 1,
                       paid, earned == paid ? "" : earned, at(of_.codes), at(of_.periods));
  }

  const Subject& subject_;
  const calc::Graph& graph_;
  const RowFrame& of_;
  const calc::Frame& frame_;
  ColumnId whose_ = none;
  std::vector<std::tuple<std::string, std::string, std::size_t>> held_;  ///< person, key, row
};

/// What stands before an amount: "£", "XTS ".
std::string before_amounts(const calc::Record& record) {
  const std::string nothing = pack::money_of(record, Exact()).shown;
  return nothing.substr(0, nothing.find('0'));
}

}  // namespace

RowsData::RowsData(const calc::Run& run) {
  for (std::size_t i = 0; i < run.record.payments.size(); ++i) {
    const calc::PaymentRecord& payment = run.record.payments[i];
    if (payment.reason == none) continue;
    const calc::FrameId frame = run.graph.column(payment.column).frame;
    auto at =
        std::find_if(frames_.begin(), frames_.end(), [&](const RowFrame& one) { return one.frame == frame; });
    if (at == frames_.end()) at = frames_.insert(at, {frame, by_code(run, frame), by_period(run, frame), {}});
    at->payments.push_back(i);
  }
}

const RowFrame* RowsData::frame_of(std::size_t payment) const {
  for (const RowFrame& frame : frames_)
    if (std::find(frame.payments.begin(), frame.payments.end(), payment) != frame.payments.end())
      return &frame;
  return nullptr;
}

void write_rows(const Subject& subject, const RowsData& rows,
                const std::function<void(std::string_view)>& sink) {
  sink(fmt::format("<script type=\"application/json\" id=\"rows-data\">{{\"before\":{},\"reasons\":[",
                   json(before_amounts(subject.record))));
  for (const calc::ReasonRecord& reason : subject.record.reasons)
    sink(fmt::format("{}[{},{}]", &reason == subject.record.reasons.data() ? "" : ",",
                     json(calc::verdict_words(reason.verdict)), json(reason.sentence)));
  sink("],\"frames\":[");
  for (const RowFrame& frame : rows.frames()) {
    if (&frame != rows.frames().data()) sink(",\n");
    sink(FrameWriter(subject, frame).write(most_bytes / rows.frames().size()));
  }
  sink("]}</script>\n");
}

}  // namespace outturn::page
