#include "adapters/linkage/review/reviewer_page.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/base/problem.h"
#include "engine/facts/word_index.h"

namespace outturn::linkage {

std::string_view page_frame();

namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t bytes = first_character(text).bytes;
    out.push_back(text.substr(0, bytes));
    text.remove_prefix(bytes);
  }
  return out;
}

/// Of each character, whether it is in a longest common subsequence (Wagner & Fischer, JACM 21 (1974)).
void mark_common(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b,
                 std::vector<bool>& in_a, std::vector<bool>& in_b) {
  std::vector<std::vector<std::uint16_t>> length(a.size() + 1, std::vector<std::uint16_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      length[i][j] = a[i] == b[j] ? static_cast<std::uint16_t>(length[i + 1][j + 1] + 1)
                                  : std::max(length[i + 1][j], length[i][j + 1]);
    }
  }
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      in_a[i++] = true;
      in_b[j++] = true;
    } else if (length[i + 1][j] >= length[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
}

std::vector<Piece> pieces_of(const std::vector<std::string_view>& characters,
                             const std::vector<bool>& common) {
  std::vector<Piece> out;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if (out.empty() || out.back().second == common[i]) out.emplace_back("", !common[i]);
    out.back().first += characters[i];
  }
  return out;
}

const char* word_of(Beside::State state) {
  switch (state) {
    case Beside::State::same:
      return "same";
    case Beside::State::writing:
      return "writing";
    case Beside::State::near:
      return "near";
    case Beside::State::differs:
      return "differs";
    case Beside::State::only_left:
      return "only_left";
    case Beside::State::only_right:
      break;
  }
  return "only_right";
}

Json pieces_json(const std::vector<Piece>& pieces) {
  Json out = Json::array();
  for (const auto& [text, marked] : pieces) out.push_back(Json::array({text, marked}));
  return out;
}

std::string_view word_in(const Column& column, std::size_t record) {
  if (record >= column.codes.size() || column.codes[record] == missing) return {};
  return column.words.words[static_cast<std::size_t>(column.codes[record])];
}

Json fields_json(const Records& records, std::size_t left, std::size_t right) {
  Json fields = Json::array();
  for (const Column& column : records.columns) {
    const std::string_view a = word_in(column, left);
    const std::string_view b = word_in(column, right);
    if (a.empty() && b.empty()) continue;
    const Beside both = beside(a, b);
    fields.push_back({{"name", column.name},
                      {"state", word_of(both.state)},
                      {"left", pieces_json(both.left)},
                      {"right", pieces_json(both.right)}});
  }
  return fields;
}

Json sum_json(const SumInWords& sum) {
  Json steps = Json::array();
  for (const SumStep& step : sum.steps)
    steps.push_back(
        {{"what", step.what}, {"found", step.found}, {"words", step.in_words}, {"weight", step.weight}});
  return {{"steps", std::move(steps)}, {"total", sum.total}, {"words", sum.in_words}};
}

/// JSON that can stand inside a script element, whatever values it holds.
std::string safe_in_page(const Json& json) {
  const std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "\\u003c";
        break;
      case '>':
        out += "\\u003e";
        break;
      case '&':
        out += "\\u0026";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

Beside beside(std::string_view left, std::string_view right) {
  using State = Beside::State;
  constexpr std::size_t longest = 400;  // of longer ones letters are not compared
  Beside out;
  if (!left.empty()) out.left.emplace_back(left, false);
  if (!right.empty()) out.right.emplace_back(right, false);
  if (left == right) return out;
  if (left.empty() || right.empty()) {
    out.state = left.empty() ? State::only_right : State::only_left;
    return out;
  }
  if (without_case(left) == without_case(right)) {
    out.state = State::writing;
    return out;
  }
  const auto a = characters_of(left);
  const auto b = characters_of(right);
  out.state = State::differs;
  if (a.size() <= longest && b.size() <= longest) {
    std::vector<bool> in_a(a.size(), false);
    std::vector<bool> in_b(b.size(), false);
    mark_common(a, b, in_a, in_b);
    const auto common = static_cast<std::size_t>(std::count(in_a.begin(), in_a.end(), true));
    if (common * 10 >= std::max(a.size(), b.size()) * 6) {  // else nearly every letter would be marked
      out = {State::near, pieces_of(a, in_a), pieces_of(b, in_b)};
      return out;
    }
  }
  out.left.front().second = true;
  out.right.front().second = true;
  return out;
}

RecordPlaces::RecordPlaces(const Records& records) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    places_.emplace_back(records.datasets[records.dataset[i]] + ":" + records.ids[i], i);
    places_.emplace_back(records.ids[i], i);
  }
  std::sort(places_.begin(), places_.end());
}

std::size_t RecordPlaces::of(const std::string& dataset, const std::string& name) const {
  const auto find = [&](const std::string& key) {
    const auto at = std::lower_bound(places_.begin(), places_.end(), std::pair(key, std::size_t{0}));
    return at != places_.end() && at->first == key ? at->second : SIZE_MAX;
  };
  const std::size_t with_dataset = dataset.empty() ? SIZE_MAX : find(dataset + ":" + name);
  return with_dataset != SIZE_MAX ? with_dataset : find(name);
}

std::string reviewer_page(const std::string& title, const std::vector<QueueItem>& queue,
                          const Records& records, const Model& model) {
  const RecordPlaces places(records);
  Json items = Json::array();
  for (const QueueItem& item : queue) {
    const std::size_t left = places.of(item.pair.left_dataset, item.pair.left);
    const std::size_t right = places.of(item.pair.right_dataset, item.pair.right);
    items.push_back({{"id", item.id},
                     {"left", item.pair.left},
                     {"right", item.pair.right},
                     {"leftDataset", item.pair.left_dataset},
                     {"rightDataset", item.pair.right_dataset},
                     {"fields", fields_json(records, left, right)},
                     {"sum", sum_json(sum_in_words(model, item.pair))}});
  }
  constexpr std::string_view mark = "QUEUE_STANDS_HERE";
  std::string page(page_frame());
  const std::size_t at = page.find(mark);
  if (at == std::string::npos) throw Fault("reviewer_page.html has no place for the queue");
  return page.replace(at, mark.size(), safe_in_page({{"title", title}, {"items", std::move(items)}}));
}

}  // namespace outturn::linkage
