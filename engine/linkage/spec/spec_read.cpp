#include <algorithm>
#include <charconv>

#include "engine/base/statement_lines.h"
#include "engine/linkage/spec/spec.h"

namespace outturn::linkage {
namespace {

constexpr FieldKind last_kind = FieldKind::free_text;

std::vector<std::string> kind_words() {
  std::vector<std::string> out;
  for (int k = 0; k <= static_cast<int>(last_kind); ++k) out.emplace_back(words(static_cast<FieldKind>(k)));
  return out;
}

class LineReader : StatementLines {
 public:
  LineReader(const SourceFile& source, Problems& problems)
      : StatementLines(source, "LK30", problems), source_(source), problems_(problems) {}

  std::optional<Spec> read() {
    while (next()) statement();
    check();
    if (problems_.has_errors()) return std::nullopt;
    return std::move(spec_);
  }

 private:
  void statement() {
    if (take("link")) {
      if (take("only")) {
        spec_.type = LinkType::link;
      } else if (take("and") && take("deduplicate")) {
        spec_.type = LinkType::link_and_dedupe;
      } else {
        fail("\"link\" is followed by \"only\" or \"and deduplicate\"");
      }
    } else if (take("deduplicate")) {
      spec_.type = LinkType::dedupe;
    } else if (take("id")) {
      spec_.id = name("the column of ids");
    } else if (take("field")) {
      field();
    } else if (take("compare")) {
      spec_.compared.push_back(name("the field"));
      compared_at_.push_back(first());
    } else if (take("match")) {
      spec_.matches.push_back(keys());
      if (spec_.matches.back().empty() && !problems_.has_errors())
        fail("\"match all pairs\" would make all one person");
    } else if (take("block")) {
      spec_.blocks.push_back(keys());
    } else if (take("train")) {
      spec_.trains.push_back(keys());
    } else if (take("once")) {
      if (!take("in")) fail("\"once\" is followed by \"in\" and the name of a dataset");
      if (more()) spec_.once_in.push_back(name("the dataset"));
    } else {
      no_statement({"link", "deduplicate", "id", "field", "compare", "match", "block", "train", "once"});
    }
    end();
  }

  void field() {
    SpecField field;
    field.span = first();
    field.name = name("the field");
    if (!take(":")) return fail("a colon and what the field holds are expected after its name");
    std::string kind;
    while (more() && !is("from")) kind += (kind.empty() ? "" : " ") + word();
    const std::vector<std::string> kinds = kind_words();
    const auto found = std::find(kinds.begin(), kinds.end(), kind);
    if (found == kinds.end()) {
      const std::string like = nearest_name(kind, kinds);
      std::string all;
      for (const std::string& one : kinds) all += (all.empty() ? "" : ", ") + one;
      return fail_at(3, "\"" + kind + "\" is no kind of field", {"Kinds are: " + all + "."},
                     like.empty() ? std::vector<std::string>()
                                  : std::vector<std::string>{"Did you mean \"" + like + "\"?"});
    }
    field.kind = static_cast<FieldKind>(found - kinds.begin());
    if (!take("from")) return fail("\"from\" and the columns are expected after the kind");
    field.columns = names("a column");
    if (spec_.field(field.name) != nullptr) fail("field \"" + field.name + "\" is there twice");
    spec_.fields.push_back(std::move(field));
  }

  std::vector<KeyPart> keys() {
    std::vector<KeyPart> parts;
    if (take("all")) {
      if (!take("pairs")) fail("\"all\" is followed by \"pairs\"");
      return parts;
    }
    if (!take("on")) {
      fail("\"on\" and what must agree are expected here");
      return parts;
    }
    do parts.push_back(key());
    while (take(","));
    return parts;
  }

  KeyPart key() {
    KeyPart part;
    const auto form = [&](const char* begins, KeyPart::Form of) {
      if (part.form != KeyPart::Form::whole || !take(begins)) return;
      part.form = of;
      if (of == KeyPart::Form::first || of == KeyPart::Form::word) {
        const Span at = place();
        const std::string number = word();
        std::from_chars(number.data(), number.data() + number.size(), part.count);
        if (part.count < 1)
          problems_.add(problem_at("LK30", source_.name(), at, "a number of characters is expected here"));
      }
      if (of != KeyPart::Form::formal && !take("of")) fail("\"of\" and the field are expected here");
    };
    form("first", KeyPart::Form::first);
    form("year", KeyPart::Form::year);
    form("area", KeyPart::Form::area);
    form("district", KeyPart::Form::district);
    form("sector", KeyPart::Form::sector);
    form("user", KeyPart::Form::user);
    form("formal", KeyPart::Form::formal);
    form("word", KeyPart::Form::word);
    const Span at = place();
    part.field = name("the field");
    uses_.push_back({part.field, at});
    return part;
  }

  void unknown_field(const std::string& used, Span span) {
    std::vector<std::string> known;
    for (const SpecField& field : spec_.fields) known.push_back(field.name);
    const std::string like = nearest_name(used, known);
    problems_.add(problem_at("LK31", source_.name(), span, "there is no field \"" + used + "\"", {},
                             {like.empty() ? "Declare it: field " + used + ": KIND from COLUMN"
                                           : "Did you mean \"" + like + "\"?"}));
  }

  void check() {
    for (std::size_t i = 0; i < spec_.compared.size(); ++i) {
      if (spec_.field(spec_.compared[i]) == nullptr) unknown_field(spec_.compared[i], compared_at_[i]);
    }
    for (const auto& [used, span] : uses_) {
      if (spec_.field(used) == nullptr) unknown_field(used, span);
    }
    if (spec_.compared.empty()) lacking("nothing is compared", "Add a line such as: compare surname");
    if (spec_.blocks.empty())
      lacking("no pairs are looked at",
              "Add a line such as: block on surname, or, for small files: block all pairs");
  }

  const SourceFile& source_;
  Problems& problems_;
  Spec spec_;
  std::vector<Span> compared_at_;
  std::vector<std::pair<std::string, Span>> uses_;
};

}  // namespace

std::optional<Spec> read_spec(const SourceFile& source, Problems& problems) {
  return LineReader(source, problems).read();
}

}  // namespace outturn::linkage
