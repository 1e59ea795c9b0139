// The reviewer's page: two records side by side, with identities, for whoever is to decide.
//
// One file that works without network. It holds personal data and stays with the reviewer: what goes back is
// decisions.csv, which names records by id only. What the program thinks is folded away, so that it does not
// lead the reviewer. Values of records reach the page only as text, never as markup.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/linkage/records/records.h"
#include "engine/linkage/review/queue.h"
#include "engine/linkage/review/sum_in_words.h"

namespace outturn::linkage {

/// A piece of a value, and whether the other value lacks it.
using Piece = std::pair<std::string, bool>;

struct Beside {
  enum class State : std::uint8_t { same, writing, near, differs, only_left, only_right };
  State state = State::same;
  std::vector<Piece> left;
  std::vector<Piece> right;
};
/// Two values compared for the eye, letter by letter where they are near.
[[nodiscard]] Beside beside(std::string_view left, std::string_view right);

/// Where a record named in pairs.csv stands; SIZE_MAX when it is in none of the files.
class RecordPlaces {
 public:
  explicit RecordPlaces(const Records& records);
  [[nodiscard]] std::size_t of(const std::string& dataset, const std::string& name) const;

 private:
  std::vector<std::pair<std::string, std::size_t>> places_;  ///< "dataset:id" and the id alone, sorted
};

/// The page. Records that are in none of the files are shown by id alone.
[[nodiscard]] std::string reviewer_page(const std::string& title, const std::vector<QueueItem>& queue,
                                        const Records& records, const Model& model);

}  // namespace outturn::linkage
