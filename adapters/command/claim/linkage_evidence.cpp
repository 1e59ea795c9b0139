#include "adapters/command/claim/linkage_evidence.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "adapters/command/claim/drawn_tables.h"
#include "adapters/tables/csv.h"

namespace outturn::command {
namespace {

using Json = nlohmann::json;

/// Reads fields of linkage.json; what is missing or of another kind is kept by name.
class Fields {
 public:
  explicit Fields(std::string& lacks) : lacks_(lacks) {}

  std::int64_t count(const Json& of, const char* name) {
    if (of.is_object() && of.contains(name) && of[name].is_number_integer() && of[name] >= 0)
      return of[name].get<std::int64_t>();
    return lack(name), 0;
  }
  std::string text(const Json& of, const char* name) {
    if (of.is_object() && of.contains(name) && of[name].is_string()) return of[name].get<std::string>();
    return lack(name), "";
  }
  Exact number(const Json& of, const char* name, int places) {
    constexpr double most = 1e12;
    if (of.is_object() && of.contains(name) && of[name].is_number()) {
      const double value = of[name].get<double>();
      if (value >= 0 && value < most)
        return Exact::scaled(std::llround(value * std::pow(10, places)), places);
    }
    return lack(name), Exact();
  }
  const Json& list(const Json& of, const char* name) {
    static const Json none = Json::array();
    if (of.is_object() && of.contains(name) && of[name].is_array()) return of[name];
    return lack(name), none;
  }

 private:
  void lack(const char* name) {
    if (lacks_.empty()) lacks_ = name;
  }
  std::string& lacks_;
};

calc::LinkedDataset dataset_of(Fields& fields, const Json& json) {
  calc::LinkedDataset out;
  out.name = fields.text(json, "name");
  out.records = fields.count(json, "records");
  out.linked = fields.count(json, "linked");
  out.linked_elsewhere = fields.count(json, "linked_elsewhere");
  out.alone = fields.count(json, "alone");
  out.persons = fields.count(json, "persons");
  out.duplicates = fields.count(json, "duplicates");
  if (json.contains("excluded") && !json["excluded"].is_null()) out.excluded = fields.count(json, "excluded");
  out.expected_wrong = fields.number(json, "expected_wrong", 1);
  out.expected_missed = fields.number(json, "expected_missed", 1);
  return out;
}

/// The first field that is missing or no good; empty: all is there.
std::string read_counts(const Json& json, LinkEvidence& link) {
  std::string lacks;
  Fields fields(lacks);
  if (fields.count(json, "outturn_linkage") != 1) return "outturn_linkage";
  calc::LinkageRecord& out = link.record;
  out.seed = static_cast<std::uint64_t>(fields.count(json, "seed"));
  out.threshold = fields.number(json, "threshold", 6);
  out.model_sha256 = fields.text(json, "model_sha256");
  out.records = fields.count(json, "records");
  out.persons = fields.count(json, "persons");
  out.expected_wrong = fields.number(json, "expected_wrong", 1);
  out.expected_missed = fields.number(json, "expected_missed", 1);
  for (const Json& one : fields.list(json, "datasets")) out.datasets.push_back(dataset_of(fields, one));
  for (const Json& one : fields.list(json, "rules"))
    out.rules.push_back(
        {fields.text(one, "rule"), fields.count(one, "looked_at"), fields.count(one, "taken")});
  if (json.contains("draws") && json["draws"].is_object()) {
    const Json& draws = json["draws"];
    link.draws.draws = fields.count(draws, "draws");
    link.draws.seed = static_cast<std::uint64_t>(fields.count(draws, "seed"));
    link.draws.uncertain_pairs = fields.count(draws, "uncertain_pairs");
    link.draws.records_that_may_move = fields.count(draws, "records_that_may_move");
  }
  return lacks;
}

constexpr const char* again =
    "Run outturn link again; it writes people.csv, linkage.json and draws.csv together.";

/// Counts of another people.csv are worse than none.
void compare_with_people(const LinkEvidence& link, const Table& people, Problems& problems) {
  const auto rows = static_cast<std::int64_t>(people.rows);
  if (link.record.records != rows) {
    problems.add(problem_at("LK92", "linkage.json", {}, "linkage.json is not of the people.csv beside it",
                            {"It counts " + std::to_string(link.record.records) +
                             " records, and people.csv has " + std::to_string(rows) + "."},
                            {again}));
  }
}

/// Probabilities under which the link missed more pairs than it took are not those of its persons.
void doubt_probabilities(const LinkEvidence& link, Problems& problems) {
  std::int64_t taken = 0;
  for (const calc::LinkedRule& rule : link.record.rules) taken += rule.taken;
  if (link.record.rules.empty() || link.record.expected_missed <= Exact(taken)) return;
  Problem p = problem_at("LK97", "linkage.json", {},
                         "the link's probabilities can't hold, and so its interval of the payment can't",
                         {"By them it missed some " + link.record.expected_missed.significant(6) +
                          " pairs, and it took " + std::to_string(taken) + "."},
                         {"Use fewer blocking rules, or review pairs between 0.1 and 0.9, and link again; "
                          "rely on no interval until then."});
  p.severity = Severity::warning;
  problems.add(std::move(p));
}

TableShape draws_shape() {
  TableShape shape;
  shape.name = "draws";
  shape.each = "drawn record";
  const auto column = [&](const char* name, FactType type, const char* words) {
    FactColumn one;
    one.name = name;
    one.type = type;
    one.type_words = words;
    shape.columns.push_back(one);
  };
  column("draw", FactType::count, "count");
  column("record", FactType::text, "text");
  column("person", FactType::text, "text");
  column("probability", FactType::number, "number with 6 decimal places");
  shape.columns[3].places = 6;
  shape.columns[3].may_be_unknown = true;
  return shape;
}

/// The rows of draws.csv by draw. What is not of this people.csv is told with its line.
void take_draws(const Table& table, const Table& people, LinkEvidence& link, Problems& problems) {
  const std::vector<std::int32_t> row_of = rows_of_records(people, table.columns[1].dictionary.words);
  link.each.resize(static_cast<std::size_t>(link.draws.draws));
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::int64_t draw = table.columns[0].numbers[i];
    const auto record = static_cast<std::size_t>(table.columns[1].small[i]);
    const Span span{table.lines[i], 1, 1};
    if (draw < 1 || draw > link.draws.draws) {
      problems.add(problem_at(
          "LK93", table.file, span, "there is no draw " + std::to_string(draw),
          {"linkage.json speaks of " + std::to_string(link.draws.draws) + " draws, numbered from 1."},
          {again}));
      return;
    }
    if (row_of[record] < 0) {
      problems.add(problem_at(
          "LK94", table.file, span,
          "the record \"" + table.columns[1].dictionary.words[record] + "\" is not in people.csv",
          {"A draw says who the records of people.csv are; this file is of another link."}, {again}));
      return;
    }
    DrawnRow row;
    row.row = static_cast<std::uint32_t>(row_of[record]);
    row.person = table.columns[2].dictionary.words[static_cast<std::size_t>(table.columns[2].small[i])];
    const FactData& probability = table.columns[3];
    if (probability.known.empty() || probability.known[i] != 0) row.probability = probability.numbers[i];
    link.each[static_cast<std::size_t>(draw - 1)].push_back(std::move(row));
  }
}

void read_draws(const std::string& bytes, const Table& people, LinkEvidence& link,
                std::vector<calc::FileRecord>& files, Problems& problems) {
  if (link.draws.draws == 0) {
    problems.add(problem_at(
        "LK91", "linkage.json", {}, "linkage.json does not say how many draws were made",
        {"draws.csv holds only what differs from the decision, so it can't be counted there."}, {again}));
    return;
  }
  Problems own;
  const Table table = read_csv(draws_shape(), "draws.csv", bytes, sha256(bytes), own);
  problems.append(own);
  if (own.has_errors()) return;
  take_draws(table, people, link, problems);
  files.push_back({"draws.csv", "draws of the link", table.sha256, bytes.size(), table.rows, table.rows});
}

/// The folder of the link: that of people.csv.
std::optional<fs::path> link_folder(const std::vector<fs::path>& folders) {
  std::error_code failed;
  for (const fs::path& folder : folders) {
    if (fs::exists(folder / "people.csv", failed)) return folder;
  }
  return std::nullopt;
}

const Table* table_named(const std::vector<Table>& tables, const std::string& name) {
  const auto at =
      std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return t.shape.name == name; });
  return at == tables.end() ? nullptr : &*at;
}

/// A file of the folder, if it is there and does not lead out of it.
std::optional<std::string> beside(const fs::path& folder, const char* name) {
  std::error_code failed;
  if (!fs::exists(folder / name, failed) || !lies_inside(folder / name, folder)) return std::nullopt;
  return read_file(folder / name);
}

}  // namespace

std::optional<LinkEvidence> load_link(const std::vector<fs::path>& folders, const std::vector<Table>& tables,
                                      std::vector<calc::FileRecord>& files,
                                      std::map<std::string, std::string>& bytes, Problems& problems) {
  const Table* people = table_named(tables, "people");
  const auto folder = link_folder(folders);
  if (people == nullptr || !folder) return std::nullopt;
  auto counts = beside(*folder, "linkage.json");
  auto draws = beside(*folder, "draws.csv");
  if (!counts && !draws) return std::nullopt;
  if (!counts) {
    problems.add(problem_at("LK90", "draws.csv", {},
                            "there are draws of a link, and no linkage.json beside them",
                            {"It says how many draws there are, and of which link."},
                            {again, "To run without the interval of the payment, take draws.csv away."}));
    return std::nullopt;
  }
  LinkEvidence link;
  const std::string lacks = read_counts(Json::parse(*counts, nullptr, false), link);
  if (!lacks.empty()) {
    problems.add(problem_at("LK91", "linkage.json", {}, "linkage.json is not whole",
                            {"\"" + lacks + "\" is missing, or is not what stands there otherwise."},
                            {again}));
    return std::nullopt;
  }
  compare_with_people(link, *people, problems);
  doubt_probabilities(link, problems);
  link.record.people_input = "people";
  if (table_named(tables, "persons") != nullptr) link.record.persons_input = "persons";
  files.push_back({"linkage.json", "counts of the link", sha256(*counts), counts->size(), 0, 0});
  if (draws && !problems.has_errors()) {
    link.carried = DrawnTables::refusal(tables).empty();
    if (link.carried) {
      read_draws(*draws, *people, link, files, problems);
    } else {
      Problem p =
          problem_at("LK95", "draws.csv", {}, "the link's draws can't be carried on into the payment",
                     {DrawnTables::refusal(tables)}, {"The payment is worked out without an interval."});
      p.severity = Severity::warning;
      problems.add(std::move(p));
    }
    bytes.emplace("draws.csv", std::move(*draws));
  }
  bytes.emplace("linkage.json", std::move(*counts));
  if (problems.has_errors()) return std::nullopt;
  return link;
}

}  // namespace outturn::command
