// The people found: how many records each has, and which of them to look at first.
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "reports/html/html.h"
#include "reports/linkage/chart.h"
#include "reports/linkage/sections.h"

namespace outturn::linkage_page {

namespace {

using html::cell_bar;
using html::figure;
using html::figure_of;
using html::how_to_read;
using html::paragraph;
using html::percent;
using html::section;
using html::section_end;
using html::whole;
using html::words;

constexpr std::size_t listed = 10;
constexpr std::size_t ids_shown = 12;
constexpr std::size_t sizes_apart = 10;  // larger ones are counted together

std::string sizes(const Figures& figures) {
  std::vector<std::uint64_t> people(std::min(figures.of_size.size(), sizes_apart + 1), 0);
  for (std::size_t size = 1; size < figures.of_size.size(); ++size)
    people[std::min(size, sizes_apart)] += figures.of_size[size];
  const double most = static_cast<double>(*std::max_element(people.begin(), people.end()));
  std::string out =
      "<table class=\"sizes\">\n<caption>People by number of records</caption>\n<thead><tr><th class=\"n\" "
      "scope=\"col\">records</th><th class=\"n\" scope=\"col\">people</th><td></td></tr></thead>\n<tbody>\n";
  for (std::size_t size = 1; size < people.size(); ++size) {
    out += fmt::format(
        "<tr><th class=\"n\" scope=\"row\">{}{}</th><td class=\"n\"{}>{}</td><td "
        "class=\"draw\">{}</td></tr>\n",
        size, size == sizes_apart ? " or more" : "", figure_of(fmt::format("size.{}", size), people[size]),
        whole(people[size]), cell_bar({0, most}, 0, static_cast<double>(people[size]), "for"));
  }
  return out + "</tbody></table>\n";
}

/// How sure the least sure of a person's records is; 1 for a record alone.
double least_belonging(const linkage::Linking& linking, const std::vector<std::uint32_t>& members) {
  double least = 1;
  for (const std::uint32_t record : members) least = std::min(least, linking.belonging(record).value_or(1));
  return least;
}

std::string row(const Subject& subject, std::size_t person, double least) {
  const linkage::Records& records = subject.linking.records();
  const std::vector<std::uint32_t>& of = subject.figures.members[person];
  std::string ids;
  for (std::size_t i = 0; i < std::min(of.size(), ids_shown); ++i)
    ids += (i == 0 ? "" : ", ") + words(records.name(of[i]));
  if (of.size() > ids_shown) ids += fmt::format(" and {} more", of.size() - ids_shown);
  return fmt::format(
      "<tr><th class=\"n\" scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
      "class=\"n\"{}>{}</td><td class=\"ids\"><small>{}</small></td></tr>\n",
      person + 1, of.size(), datasets_of(of, records), figure_of(fmt::format("least.{}", person), least),
      percent(least), ids);
}

std::string table(const Subject& subject, std::string_view caption, const std::vector<std::size_t>& persons,
                  const std::vector<double>& least) {
  std::string out = fmt::format(
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"{0}\"><table>\n<caption>{0}</caption>\n<thead><tr><th class=\"n\" "
      "scope=\"col\">person</th><th class=\"n\" scope=\"col\">records</th><th class=\"n\" "
      "scope=\"col\">datasets</th><th class=\"n\" scope=\"col\">least sure record</th><th scope=\"col\">ids "
      "of the records</th></tr></thead>\n<tbody>\n",
      caption);
  for (const std::size_t person : persons) out += row(subject, person, least[person]);
  return out + "</tbody></table></div>\n";
}

/// The first by `before`, of people with two records or more.
template <class Before>
std::vector<std::size_t> first_by(const Figures& figures, Before before) {
  std::vector<std::size_t> order;
  for (std::size_t p = 0; p < figures.members.size(); ++p) {
    if (figures.members[p].size() > 1) order.push_back(p);
  }
  const std::size_t count = std::min(listed, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(), before);
  order.resize(count);
  return order;
}

}  // namespace

std::string people(const Subject& subject) {
  const Figures& figures = subject.figures;
  std::string out = section("people", "The people found");
  if (figures.members.empty()) return out.append(section_end);
  out += how_to_read("the longer the bar, the more people have just so many records.") + sizes(figures);
  const linkage::People& found = subject.linking.people();
  out += paragraph(fmt::format(
      "Two groups of records become one person only if they are alike on the whole: {} such joinings were "
      "refused although two single records looked alike, and {} because a dataset holds each person once.",
      figure("refused", found.refused), figure("kept_apart", found.kept_apart)));
  std::vector<double> least;
  for (const auto& members : figures.members) least.push_back(least_belonging(subject.linking, members));
  const auto larger = [&](std::size_t a, std::size_t b) {
    const std::size_t of_a = figures.members[a].size();
    const std::size_t of_b = figures.members[b].size();
    return of_a != of_b ? of_a > of_b : a < b;
  };
  const auto less_sure = [&](std::size_t a, std::size_t b) {
    return least[a] != least[b] ? least[a] < least[b] : a < b;
  };
  out += paragraph(
      "These are worth a look: a person with many records, or one of whose records belongs only loosely. The "
      "percentage is how sure it is, on average, that this record is of one person with the others.");
  if (figures.of_size.size() > 3)  // some have more than two
    out += table(subject, "People with the most records", first_by(figures, larger), least);
  out += table(subject, "People held together least surely", first_by(figures, less_sure), least);
  return out.append(section_end);
}

}  // namespace outturn::linkage_page
