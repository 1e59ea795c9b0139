#include <cmath>
#include <cstdio>

#include <fmt/format.h>

#include "adapters/command/claim/parallel.h"
#include "adapters/command/sealed_commands.h"
#include "adapters/command/sealed_files.h"
#include "adapters/sealed/encodings_file.h"
#include "adapters/tables/complaints.h"
#include "engine/linkage/sealed/link.h"

namespace outturn::command {
namespace {

using sealed::EncodedMember;
using sealed::Linked;

std::string probability_cell(double probability) {
  return probability < 0 ? std::string() : fmt::format("{:.6f}", probability);
}

class LinkEncoded {
 public:
  explicit LinkEncoded(const LinkEncodedOptions& options) : options_(options) {}

  Exit done() {
    if (!may_write() || !read() || !link()) return told(problems_, nullptr);
    std::error_code failed;
    fs::create_directories(options_.out, failed);
    write_file(options_.out / "pairs.csv", pairs());
    write_file(options_.out / "people.csv", people());
    tell();
    return Exit::good;
  }

 private:
  bool may_write() {
    if (options_.replace || !fs::exists(options_.out / "people.csv")) return true;
    problems_.add(problem_at("P12", options_.out.string(), {}, "this folder holds a linkage already", {},
                             {"Give another folder, or write over it with --replace."}));
    return false;
  }

  bool read() {
    if (options_.files.size() < 2) {
      problems_.add(problem_at("P12", "--encoded", {}, "two files of encodings or more are needed", {}, {}));
    }
    std::vector<std::string> names;
    for (const fs::path& path : options_.files) {
      const auto file = read_or_tell(path.string(), problems_);
      if (!file) continue;
      auto member = sealed::read_encodings(file->name, file->bytes, problems_);
      if (!member) continue;
      names.push_back(file->name);
      members_.push_back(std::move(*member));
    }
    if (!problems_.has_errors()) sealed::check_alike(members_, names, problems_);
    return !problems_.has_errors();
  }

  bool link() {
    std::vector<sealed::Party> parties;
    for (const EncodedMember& member : members_) {
      parties.push_back({member.count(), &member.filters, &member.keys});
    }
    sealed::LinkOptions how;
    if (options_.threshold)
      how.threshold = static_cast<std::uint32_t>(std::lround(*options_.threshold * 10'000));
    linked_ = sealed::link_parties(std::move(parties), how, run_on_all_cores);
    if (!linked_.too_many) return true;
    const sealed::Between& last = linked_.between.back();
    problems_.add(problem_at(
        "P13", options_.files[last.right].filename().string(), {},
        fmt::format("too many pairs are alike above a Dice of {:.4f} to be compared",
                    last.looked_from / 10'000.0),
        {fmt::format("Unrelated pairs have a Dice of {:.2f} on average.", last.backdrop.mean)},
        {"Give a higher --threshold, or agree on a schema with more fields that tell people apart."}));
    return false;
  }

  [[nodiscard]] const std::string& token(std::uint32_t member, std::uint32_t record) const {
    return members_[member].tokens[record];
  }

  [[nodiscard]] std::string pairs() const {
    std::string text = "left,right,weight,probability,levels\n";
    for (const sealed::Link& link : linked_.solved.links) {
      const bool known = link.probability >= 0;
      text += fmt::format("{},{},{},{},{}\n", token(link.left_member, link.pair.left),
                          token(link.right_member, link.pair.right),
                          known ? fmt::format("{:.4f}", sealed::weight_of(link.probability)) : "",
                          probability_cell(link.probability),
                          link.key > 0 ? fmt::format("key {}", link.key)
                                       : fmt::format("dice {:.4f}", link.pair.similarity.dice()));
    }
    return text;
  }

  [[nodiscard]] std::string people() const {
    std::string text = "record,person,dataset,probability\n";
    std::size_t number = 0;
    for (const sealed::Person& person : linked_.solved.people) {
      ++number;
      for (std::size_t i = 0; i < person.records.size(); ++i) {
        const sealed::Place& place = person.records[i];
        text += fmt::format("{},p{},{},{}\n", token(place.member, place.record), number,
                            members_[place.member].member, probability_cell(person.probabilities[i]));
      }
    }
    return text;
  }

  void tell() const {
    for (const sealed::Between& seen : linked_.between) {
      std::printf("%s and %s: ", members_[seen.left].member.c_str(), members_[seen.right].member.c_str());
      if (seen.by_key > 0) std::printf("%s by match key; ", tables::grouped(seen.by_key).c_str());
      if (seen.looked_from == 0) {
        std::printf("no encodings, match keys only\n");
      } else if (seen.threshold > 10'000) {
        std::printf("no similarity at which a pair is likelier one person than two\n");
      } else {
        std::printf("linked from a Dice of %.3f up%s; unrelated pairs have %.3f on average\n",
                    seen.threshold / 10'000.0, options_.threshold ? "" : " (worked out without truth)",
                    seen.backdrop.mean);
      }
    }
    std::size_t together = 0;
    for (const sealed::Person& person : linked_.solved.people) together += person.records.size() > 1 ? 1 : 0;
    std::printf(
        "%s people in two records or more, %s in one; written to %s\n", tables::grouped(together).c_str(),
        tables::grouped(linked_.solved.people.size() - together).c_str(), options_.out.string().c_str());
  }

  const LinkEncodedOptions& options_;
  Problems problems_;
  std::vector<EncodedMember> members_;
  Linked linked_;
};

}  // namespace

Exit link_encoded(const LinkEncodedOptions& options) { return LinkEncoded(options).done(); }

}  // namespace outturn::command
