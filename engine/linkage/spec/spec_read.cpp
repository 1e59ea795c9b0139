#include <algorithm>
#include <charconv>

#include "engine/linkage/spec/spec.h"

namespace outturn::linkage {
namespace {

constexpr FieldKind last_kind = FieldKind::free_text;

std::vector<std::string> kind_words() {
  std::vector<std::string> out;
  for (int k = 0; k <= static_cast<int>(last_kind); ++k) out.emplace_back(words(static_cast<FieldKind>(k)));
  return out;
}

/// The words and names of one line; a name in double quotes is one word.
struct Token {
  std::string text;
  bool quoted = false;
  std::uint32_t column = 1;
};

std::vector<Token> tokens_of(std::string_view line) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    if (c == '#') break;
    if (c == ' ' || c == '\t' || c == '\r') {
      ++at;
      continue;
    }
    const auto column = static_cast<std::uint32_t>(at + 1);
    if (c == '"') {
      const std::size_t end = std::min(line.find('"', at + 1), line.size());
      tokens.push_back({std::string(line.substr(at + 1, end - at - 1)), true, column});
      at = end + 1;
    } else if (c == ',' || c == ':') {
      tokens.push_back({std::string(1, c), false, column});
      ++at;
    } else {
      const std::size_t end = std::min(line.find_first_of(" \t\r,:#\"", at), line.size());
      tokens.push_back({std::string(line.substr(at, end - at)), false, column});
      at = end;
    }
  }
  return tokens;
}

class LineReader {
 public:
  LineReader(const SourceFile& source, Problems& problems) : source_(source), problems_(problems) {}

  std::optional<Spec> read() {
    std::string_view rest = source_.text();
    for (std::uint32_t number = 1; !rest.empty(); ++number) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      line_ = number;
      tokens_ = tokens_of(rest.substr(0, end));
      at_ = 0;
      if (!tokens_.empty()) statement();
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    check();
    if (problems_.has_errors()) return std::nullopt;
    return std::move(spec_);
  }

 private:
  void fail(std::string what, std::vector<std::string> why = {}, std::vector<std::string> mend = {}) {
    const std::size_t at = std::min(at_, tokens_.empty() ? 0 : tokens_.size() - 1);
    const std::uint32_t column = tokens_.empty() ? 1 : tokens_[at].column;
    const auto length = tokens_.empty() ? 1U : static_cast<std::uint32_t>(tokens_[at].text.size());
    problems_.add(problem_at("LK30", source_.name(), {line_, column, length}, std::move(what), std::move(why),
                             std::move(mend)));
    at_ = tokens_.size();
  }

  [[nodiscard]] bool more() const { return at_ < tokens_.size(); }
  [[nodiscard]] bool is(std::string_view word) const {
    return more() && !tokens_[at_].quoted && tokens_[at_].text == word;
  }
  bool take(std::string_view word) {
    if (!is(word)) return false;
    ++at_;
    return true;
  }
  std::string name(const char* of_what) {
    if (!more() || is(",") || is(":")) {
      fail(std::string("the name of ") + of_what + " is missing here");
      return {};
    }
    return tokens_[at_++].text;
  }
  std::vector<std::string> names(const char* of_what) {
    std::vector<std::string> out;
    do out.push_back(name(of_what));
    while (take(","));
    return out;
  }
  void end() {
    if (more()) fail("\"" + tokens_[at_].text + "\" is not understood here");
  }

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
      compared_at_.push_back({line_, tokens_[0].column, 7});
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
      const std::vector<std::string> known{"link",  "deduplicate", "id",    "field", "compare",
                                           "match", "block",       "train", "once"};
      const std::string like = nearest_name(tokens_[0].text, known);
      fail("\"" + tokens_[0].text + "\" begins no statement", {},
           {like.empty()
                ? "Statements begin with link, deduplicate, id, field, compare, match, block, train or once."
                : "Did you mean \"" + like + "\"?"});
    }
    end();
  }

  void field() {
    SpecField field;
    field.span = {line_, tokens_[0].column, 5};
    field.name = name("the field");
    if (!take(":")) return fail("a colon and what the field holds are expected after its name");
    std::string kind;
    while (more() && !is("from")) kind += (kind.empty() ? "" : " ") + tokens_[at_++].text;
    const std::vector<std::string> kinds = kind_words();
    const auto found = std::find(kinds.begin(), kinds.end(), kind);
    if (found == kinds.end()) {
      const std::string like = nearest_name(kind, kinds);
      std::string all;
      for (const std::string& one : kinds) all += (all.empty() ? "" : ", ") + one;
      at_ = std::min<std::size_t>(3, tokens_.size());
      return fail("\"" + kind + "\" is no kind of field", {"Kinds are: " + all + "."},
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
    const auto form = [&](const char* word, KeyPart::Form of) {
      if (part.form != KeyPart::Form::whole || !take(word)) return;
      part.form = of;
      if (of == KeyPart::Form::first || of == KeyPart::Form::word) {
        const std::string& number = more() ? tokens_[at_].text : std::string();
        std::from_chars(number.data(), number.data() + number.size(), part.count);
        if (part.count < 1) fail("a number of characters is expected here");
        if (more()) ++at_;
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
    at_field_ = more() ? tokens_[at_].column : 1;
    part.field = name("the field");
    uses_.push_back({part.field, {line_, at_field_, static_cast<std::uint32_t>(part.field.size())}});
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
    line_ = 1;
    tokens_.clear();
    if (spec_.compared.empty()) fail("nothing is compared", {}, {"Add a line such as: compare surname"});
    if (spec_.blocks.empty()) {
      fail("no pairs are looked at", {},
           {"Add a line such as: block on surname, or, for small files: block all pairs"});
    }
  }

  const SourceFile& source_;
  Problems& problems_;
  Spec spec_;
  std::uint32_t line_ = 1;
  std::uint32_t at_field_ = 1;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::vector<Span> compared_at_;
  std::vector<std::pair<std::string, Span>> uses_;
};

}  // namespace

std::optional<Spec> read_spec(const SourceFile& source, Problems& problems) {
  return LineReader(source, problems).read();
}

}  // namespace outturn::linkage
