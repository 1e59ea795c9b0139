// From the text of a case file to cases.
#include <algorithm>
#include <array>
#include <map>

#include "contracts/cases/case_field.h"
#include "contracts/parse/lines.h"

namespace outturn::language {

namespace {

struct KindWords {
  CaseKind kind;
  std::string_view words;
};
constexpr std::array<KindWords, 6> kinds{{{CaseKind::published, "published"},
                                          {CaseKind::derived, "derived"},
                                          {CaseKind::rule, "rule"},
                                          {CaseKind::partly_memory, "partly-memory"},
                                          {CaseKind::memory, "memory"},
                                          {CaseKind::published_inconsistent, "published-inconsistent"}}};

constexpr std::array<std::string_view, 9> field_words{"about",  "source", "assume", "given",   "evidence",
                                                      "expect", "does",   "waits",  "investor"};

bool is_field(const Token& token) {
  return token.kind == TokenKind::word &&
         std::find(field_words.begin(), field_words.end(), token.text) != field_words.end();
}

class CaseParser {
 public:
  CaseParser(const SourceFile& source, Problems& problems) : source_(source), problems_(problems) {}

  std::vector<Case> all() {
    for (Line& line : read_lines(source_, problems_)) {
      if (line.starts_statement) {
        begin(line);
      } else if (!lost_) {
        inside(std::move(line));
      }
    }
    finish();
    return std::move(cases_);
  }

 private:
  void tell(std::string code, Span span, std::string what, std::vector<std::string> why,
            std::vector<std::string> mend) {
    TokenCursor(source_, {}, span, problems_)
        .problem(std::move(code), span, std::move(what), std::move(why), std::move(mend));
  }

  void begin(const Line& line) {
    finish();
    TokenCursor head(source_, line.tokens, line.tokens.front().span, problems_);
    lost_ = !head.take_word("case");
    if (lost_) {
      tell("S40", line.tokens.front().span, described(line.tokens.front()) + " begins no case", {},
           {is_field(line.tokens.front()) ? "If it belongs to the case above, indent it."
                                          : "A line in column 1 begins a case, like: case \"r1-cap\" rule"});
      return;
    }
    Case made;
    made.span = head.place();
    if (head.peek().kind == TokenKind::text) {
      made.id = head.take().text;
    } else {
      tell("S40", head.place(), "this case has no name", {"Here stands " + described(head.peek()) + "."},
           {"Write it like: case \"r1-cap\" rule"});
    }
    kind(head, made);
    cases_.push_back(std::move(made));
    open_ = true;
  }

  /// published-inconsistent is three tokens to the lexer.
  void kind(TokenCursor& head, Case& made) {
    const Span span = head.place();
    std::string said;
    while (!head.done()) said += head.take().text;
    for (const KindWords& known : kinds) {
      if (known.words != said) continue;
      made.kind = known.kind;
      return;
    }
    std::vector<std::string> have;
    for (const KindWords& known : kinds) have.emplace_back(known.words);
    const std::string near = nearest_name(said, have);
    std::vector<std::string> mend;
    if (!near.empty()) mend.push_back("Did you mean " + near + " ?");
    mend.emplace_back(
        "After its name stands published, derived, rule, partly-memory, memory or published-inconsistent.");
    tell("S41", span,
         said.empty() ? "this case does not say of what kind it is" : "\"" + said + "\" is no kind of case",
         {}, mend);
  }

  void inside(Line line) {
    if (!open_) {
      tell("S42", line.is_table_row ? Span{line.number, 1, 1} : line.tokens.front().span,
           "this line belongs to no case", {}, {"Begin with: case \"its name\" published"});
      lost_ = true;
    } else if (line.is_table_row) {
      table_row(std::move(line));
    } else if (is_field(line.tokens.front())) {
      fields_.push_back({line.tokens.front(), {line.tokens.begin() + 1, line.tokens.end()}, {}});
    } else if (!fields_.empty() && line.tokens.front().kind != TokenKind::word) {
      auto& tokens = fields_.back().tokens;
      tokens.insert(tokens.end(), line.tokens.begin(), line.tokens.end());
    } else {
      stray(line.tokens.front());
    }
  }

  void table_row(Line line) {
    if (!fields_.empty()) {
      fields_.back().rows.push_back(std::move(line));
      return;
    }
    tell("S42", {line.number, 1, 1}, "this row belongs to nothing", {},
         {"Tables stand under evidence and expect."});
  }

  void stray(const Token& token) {
    cases_.back().understood = false;
    const std::string near = nearest_name(token.text, {field_words.begin(), field_words.end()});
    std::vector<std::string> mend;
    if (!near.empty()) mend.push_back("Did you mean \"" + near + "\"?");
    mend.emplace_back(
        "Under a case can stand: about, source, assume, given, evidence, expect, does not reconcile:, waits, "
        "investor.");
    tell("S43", token.span, described(token) + " can't begin a line of a case", {}, mend);
  }

  void finish() {
    if (open_ && !cases_.empty()) {
      std::map<std::string, int> seen;
      for (const CaseField& field : fields_)
        read_case_field(source_, field, seen[field.keyword.text]++ > 0, cases_.back(), problems_);
    }
    fields_.clear();
    open_ = false;
  }

  const SourceFile& source_;
  Problems& problems_;
  std::vector<Case> cases_;
  std::vector<CaseField> fields_;
  bool open_ = false;  ///< inside a case that was understood
  bool lost_ = false;  ///< inside one that was not
};

}  // namespace

std::string_view words(CaseKind kind) {
  return std::find_if(kinds.begin(), kinds.end(),
                      [kind](const KindWords& known) { return known.kind == kind; })
      ->words;
}

std::vector<Case> parse_cases(const SourceFile& source, Problems& problems) {
  return CaseParser(source, problems).all();
}

}  // namespace outturn::language
