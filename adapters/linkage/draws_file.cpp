#include "adapters/linkage/draws_file.h"

#include <fmt/format.h>

#include "adapters/tables/csv_text.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t draws_piece = 1U << 16U;

class DrawnNames {
 public:
  explicit DrawnNames(const Linking& linking)
      : linking_(linking), first_(linking.people().count, UINT32_MAX) {
    const std::vector<std::uint32_t>& person = linking.people().person;
    for (std::uint32_t i = 0; i < person.size(); ++i)
      if (first_[person[i]] == UINT32_MAX) first_[person[i]] = i;
  }

  [[nodiscard]] std::string of(const DrawnRecord& drawn) const {
    const std::uint32_t decided = linking_.people().person[drawn.first];
    if (first_[decided] == drawn.first) return person_name(decided);
    return person_name(decided) + "/" + linking_.records().name(drawn.first);
  }

 private:
  const Linking& linking_;
  std::vector<std::uint32_t> first_;  ///< record of each decided person
};

}  // namespace

void write_draws(const Linking& linking, const Draws& draws, const Put& put) {
  const DrawnNames names(linking);
  std::string out = "draw,record,person,probability\n";
  for (std::size_t d = 0; d < draws.each.size(); ++d) {
    for (const DrawnRecord& drawn : draws.each[d]) {
      out += fmt::format("{},{},{},{}\n", d + 1, tables::csv_cell(linking.records().name(drawn.record)),
                         tables::csv_cell(names.of(drawn)),
                         drawn.probability ? fmt::format("{:.6f}", *drawn.probability) : std::string());
      if (out.size() < draws_piece) continue;
      put(out);
      out.clear();
    }
  }
  put(out);
}

}  // namespace outturn::linkage
