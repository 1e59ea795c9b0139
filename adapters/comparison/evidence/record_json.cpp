#include <nlohmann/json.hpp>

#include "adapters/comparison/evidence/evidence_files.h"
#include "adapters/comparison/evidence/fields.h"

namespace outturn::comparison {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_version = 1;

std::string text_of(const Exact& number) { return number.decimal().value_or(number.significant(15)); }

class JsonWriter {
 public:
  explicit JsonWriter(Json& out) : out_(out) {}

  template <class T>
  void operator()(const char* name, T& value) {
    out_[name] = json(value);
  }

 private:
  static Json json(Exact& value) { return text_of(value); }
  static Json json(std::string& value) { return value; }
  static Json json(bool& value) { return value; }
  static Json json(std::int64_t& value) { return value; }
  static Json json(std::size_t& value) { return value; }
  template <class T>
  static Json json(std::optional<T>& value) {
    return value ? json(*value) : Json();
  }
  template <class T>
  static Json json(std::vector<T>& values) {
    Json list = Json::array();
    for (T& one : values) list.push_back(json(one));
    return list;
  }
  template <class T>
  static Json json(T& value) {
    Json object = Json::object();
    JsonWriter writer(object);
    fields(writer, value);
    return object;
  }

  Json& out_;
};

/// Reads fields; the first that is missing or of another kind is kept by name.
class JsonReader {
 public:
  JsonReader(const Json& in, std::string& lacks) : in_(in), lacks_(lacks) {}

  template <class T>
  void operator()(const char* name, T& value) {
    const auto found = in_.find(name);
    if ((found == in_.end() || !take(*found, value)) && lacks_.empty()) lacks_ = name;
  }

 private:
  bool take(const Json& in, Exact& value) {
    const auto number = in.is_string() ? Exact::parse(in.get_ref<const std::string&>()) : std::nullopt;
    if (number) value = *number;
    return number.has_value();
  }
  bool take(const Json& in, std::string& value) { return in.is_string() && (value = in, true); }
  bool take(const Json& in, bool& value) { return in.is_boolean() && (value = in.get<bool>(), true); }
  bool take(const Json& in, std::int64_t& value) {
    return in.is_number_integer() && (value = in.get<std::int64_t>(), true);
  }
  bool take(const Json& in, std::size_t& value) {
    return in.is_number_unsigned() && (value = in.get<std::size_t>(), true);
  }
  template <class T>
  bool take(const Json& in, std::optional<T>& value) {
    if (in.is_null()) return value.reset(), true;
    return take(in, value.emplace());
  }
  template <class T>
  bool take(const Json& in, std::vector<T>& values) {
    if (!in.is_array()) return false;
    values.resize(in.size());
    for (std::size_t i = 0; i < in.size(); ++i)
      if (!take(in[i], values[i])) return false;
    return true;
  }
  template <class T>
  bool take(const Json& in, T& value) {
    if (!in.is_object()) return false;
    JsonReader inner(in, lacks_);
    fields(inner, value);
    return lacks_.empty();
  }

  const Json& in_;
  std::string& lacks_;
};

const char* const again =
    "Write the folder again with outturn compare or outturn baseline build, and change nothing in it.";

void not_whole(const std::string& file, const std::string& why, Problems& problems) {
  problems.add(problem_at("CE1", file, {}, "this record of an analysis is not whole", {why}, {again}));
}

}  // namespace

std::string record_json(const calc::ComparisonRecord& record, std::string_view figures_sha256,
                        std::string_view people_sha256) {
  Json out = Json::object();
  out["outturn_comparison"] = format_version;
  out["figures_sha256"] = figures_sha256;
  out["people"] = record.people.has_value();
  out["people_sha256"] = people_sha256;
  calc::ComparisonRecord whole = record;
  JsonWriter writer(out);
  fields(writer, whole);
  return out.dump(1) + "\n";
}

std::optional<ReadRecord> read_record(const std::string& file, std::string_view json, Problems& problems) {
  const Json in = Json::parse(json, nullptr, false);
  if (!in.is_object()) return not_whole(file, "It is no JSON object.", problems), std::nullopt;
  const auto version = in.find("outturn_comparison");
  if (version == in.end() || *version != format_version) {
    not_whole(file,
              "It does not say \"outturn_comparison\": 1, so it is something else or of another version.",
              problems);
    return std::nullopt;
  }
  ReadRecord out;
  std::string lacks;
  JsonReader reader(in, lacks);
  reader("figures_sha256", out.figures_sha256);
  reader("people", out.has_people);
  reader("people_sha256", out.people_sha256);
  fields(reader, out.record);
  if (!lacks.empty()) {
    not_whole(file, "\"" + lacks + "\" is missing, or is not what stands there otherwise.", problems);
    return std::nullopt;
  }
  return out;
}

}  // namespace outturn::comparison
