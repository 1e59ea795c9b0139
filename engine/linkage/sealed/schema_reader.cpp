// Reads the text of a schema, a statement a line. All that is wrong is told at once.
#include <algorithm>
#include <bit>
#include <set>

#include <fmt/format.h>

#include "engine/linkage/sealed/schema.h"

namespace outturn::sealed {
namespace {

struct Word {
  std::string text;
  std::uint32_t column = 1;
};

/// Words of a line; a comma is a word of its own, "quoted words" are one, # begins a comment.
std::vector<Word> words_on(std::string_view line) {
  std::vector<Word> words;
  std::size_t at = 0;
  const auto column = [&](std::size_t byte) {
    return static_cast<std::uint32_t>(character_count(line.substr(0, byte)) + 1);
  };
  while (at < line.size() && line[at] != '#') {
    if (line[at] == ' ' || line[at] == '\t') {
      ++at;
      continue;
    }
    const std::size_t start = at;
    if (line[at] == ',') {
      ++at;
    } else if (line[at] == '"') {
      at = std::min(line.find('"', at + 1), line.size());
      words.push_back({std::string(line.substr(start + 1, at - start - 1)), column(start)});
      at = std::min(at + 1, line.size());
      continue;
    } else {
      at = std::min(line.find_first_of(" \t,#", at), line.size());
    }
    words.push_back({std::string(line.substr(start, at - start)), column(start)});
  }
  return words;
}

constexpr std::uint32_t longest_filter = 8192;

class Reader {
 public:
  Reader(const SourceFile& source, Problems& problems) : source_(source), problems_(problems) {}

  Schema read() {
    for (line_ = 1; line_ <= source_.line_count(); ++line_) {
      words_ = words_on(source_.line(line_));
      at_ = 0;
      said_ = false;
      if (!words_.empty()) statement();
    }
    finish();
    return std::move(schema_);
  }

 private:
  void statement() {
    const std::string word = words_[at_++].text;
    if (word == "bits") return filter_length();
    if (word == "record") return void(schema_.record = name("the column that names a record"));
    if (word == "field") return field();
    if (word == "match") return match();
    if (word == "hardening") return hardening();
    refuse(at_ - 1, fmt::format("\"{}\" begins no line of a schema", word), {},
           {"A line begins with bits, record, field, match or hardening; # begins a comment."});
  }

  void filter_length() {
    const std::uint32_t bits = number("the length of the filter", 64, longest_filter);
    if (bits == 0) return;
    if (!std::has_single_bit(bits)) {
      return refuse(1, fmt::format("a filter can't have {} bits", bits), {},
                    {"Choose 512, 1024, 2048 or 4096; 1024 is usual."});
    }
    schema_.bits = bits;
    ended();
  }

  void field() {
    Field field;
    const std::size_t start = at_;
    field.name = name("the column that is encoded");
    if (field.name.empty()) return;
    if (taken("as")) field.form = form();
    while (taken(",")) {
      if (taken("grams")) {
        field.grams = number("the letters in a gram", 1, 6);
        field.placed = taken("placed");
      } else if (taken("bits")) {
        field.bits = number("the bits of the field", 1, longest_filter);
      } else {
        return unknown_word("grams or bits");
      }
    }
    if (field.bits == 0 && !said_) {
      refuse(start, fmt::format("field \"{}\" says not how many bits it sets", field.name), {},
             {"Write it like: field surname as words, grams 2, bits 90.",
              "outturn encode --suggest FILE.csv proposes bits that fill the filter by half."});
    }
    if (!names_.insert(field.name).second) {
      refuse(start, fmt::format("field \"{}\" stands twice in the schema", field.name), {},
             {"Give one of the two, with the bits of both."});
    }
    schema_.fields.push_back(field);
    ended();
  }

  KeyPart part() {
    KeyPart part;
    part.field = name("a column");
    formed_.push_back(taken("as"));
    if (formed_.back()) part.form = form();
    if (taken("first")) part.first = number("the first letters taken", 1, 100);
    return part;
  }

  void match() {
    MatchKey key;
    do {
      key.push_back(part());
    } while (taken(",") && !said_);
    schema_.keys.push_back(key);
    ended();
  }

  void hardening() {
    Hardening hard;
    if (taken("none")) {
      schema_.hardening = hard;
      return ended();
    }
    do {
      if (taken("salt")) {
        hard.salt = Salt{name("the column of the salt")};
        salt_formed_ = taken("as");
        if (salt_formed_) hard.salt->form = form();
        hard.salt->first = taken("first") ? number("the first letters of the salt", 1, 20) : 4;
      } else if (taken("balance")) {
        hard.balance = true;
      } else if (taken("fold")) {
        hard.fold = true;
      } else if (taken("flip")) {
        hard.flips_per_mille = per_mille();
      } else {
        return unknown_word("salt, balance, fold, flip or none");
      }
    } while (taken(",") && !said_);
    schema_.hardening = hard;
    ended();
  }

  /// "2%" or "0.5%": the share of bits flipped, at most a quarter (beyond it little is left to compare).
  std::uint32_t per_mille() {
    const std::string text = at_ < words_.size() ? words_[at_].text : "";
    const std::size_t point = text.find('.');
    const std::size_t whole = std::min(point, text.find('%'));
    std::uint32_t value = 0;
    bool good = !text.empty() && text.back() == '%' && whole > 0 && whole <= 2;
    for (std::size_t i = 0; good && i < whole; ++i) good = figure(text[i], value);
    value *= 10;
    if (good && point != std::string::npos) {
      std::uint32_t tenth = 0;
      good = text.size() == point + 3 && figure(text[point + 1], tenth);
      value += tenth;
    }
    if (good && value > 0 && value <= 250) return ++at_, value;
    refuse(at_, "flip needs a share of the bits from 0.1% to 25%", {}, {"Write it like: flip 2%."});
    return 0;
  }

  static bool figure(char c, std::uint32_t& value) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
    return true;
  }

  Form form() {
    const std::string word = at_ < words_.size() ? words_[at_].text : "";
    for (const Form form : {Form::words, Form::code, Form::digits, Form::date, Form::written}) {
      if (word == word_of(form)) return ++at_, form;
    }
    unknown_word("words, code, digits, date or written");
    return Form::words;
  }

  std::string name(const std::string& of) {
    if (at_ < words_.size() && words_[at_].text != ",") return words_[at_++].text;
    refuse(at_, of + " is missing", {}, {"A name with blanks stands in quotes: \"date of birth\"."});
    return {};
  }

  std::uint32_t number(const std::string& of, std::uint32_t least, std::uint32_t most) {
    const std::string text = at_ < words_.size() ? words_[at_].text : "";
    std::uint32_t value = 0;
    const bool good = !text.empty() && text.size() <= 6 &&
                      std::all_of(text.begin(), text.end(), [&](char c) { return figure(c, value); });
    if (good && value >= least && value <= most) return ++at_, value;
    refuse(at_, fmt::format("{} must be a number from {} to {}", of, least, most), {}, {});
    return 0;
  }

  bool taken(std::string_view word) {
    if (at_ >= words_.size() || words_[at_].text != word) return false;
    ++at_;
    return true;
  }

  void unknown_word(const std::string& expected) { refuse(at_, "here " + expected + " is expected", {}, {}); }

  void ended() {
    if (at_ < words_.size())
      refuse(at_, fmt::format("\"{}\" is not understood here", words_[at_].text), {}, {});
  }

  /// A problem at a word (or behind the last); the rest of the line is not read.
  void refuse(std::size_t word, std::string what, std::vector<std::string> why,
              std::vector<std::string> mend) {
    const bool there = word < words_.size();
    const std::string_view line = source_.line(line_);
    const Span span{line_,
                    there ? words_[word].column : static_cast<std::uint32_t>(character_count(line) + 1),
                    there ? static_cast<std::uint32_t>(character_count(words_[word].text)) : 1};
    if (!said_) {
      problems_.add(problem_at("P1", source_.name(), span, std::move(what), std::move(why), std::move(mend)));
    }
    said_ = true;
    at_ = words_.size();
  }

  /// A part that says no form has that of the field of its name.
  void finish() {
    const auto form_of = [&](const std::string& name, Form otherwise) {
      const auto found = std::find_if(schema_.fields.begin(), schema_.fields.end(),
                                      [&](const Field& f) { return f.name == name; });
      return found == schema_.fields.end() ? otherwise : found->form;
    };
    std::size_t next = 0;
    for (MatchKey& key : schema_.keys) {
      for (KeyPart& part : key) {
        if (!formed_[next++]) part.form = form_of(part.field, Form::code);
      }
    }
    if (auto& salt = schema_.hardening.salt; salt && !salt_formed_)
      salt->form = form_of(salt->field, Form::date);
    const auto lack = [&](std::string what, std::string mend) {
      problems_.add(problem_at("P2", source_.name(), {}, std::move(what), {}, {std::move(mend)}));
    };
    if (schema_.record.empty()) {
      lack("the schema says not which column names a record", "Add a line like: record case_id.");
    }
    if (schema_.fields.size() > 64) lack("a schema has at most 64 fields", "Leave out the weakest.");
    if (schema_.fields.empty() && schema_.keys.empty()) {
      lack("the schema encodes nothing", "Add lines like: field surname as words, grams 2, bits 90.");
    }
  }

  const SourceFile& source_;
  Problems& problems_;
  Schema schema_;
  std::uint32_t line_ = 0;
  std::vector<Word> words_;
  std::size_t at_ = 0;
  bool said_ = false;
  bool salt_formed_ = false;
  std::vector<bool> formed_;
  std::set<std::string> names_;
};

}  // namespace

Schema parse_schema(const SourceFile& source, Problems& problems) { return Reader(source, problems).read(); }

}  // namespace outturn::sealed
