#include "engine/linkage/sealed/schema.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::sealed {
namespace {

/// A name as it must stand in the text: in quotes when it is more than one word.
std::string named(const std::string& name) {
  return name.find_first_of(" \t,#") == std::string::npos ? name : '"' + name + '"';
}

std::string part_text(const KeyPart& part) {
  std::string text = fmt::format("{} as {}", named(part.field), word_of(part.form));
  if (part.first > 0) text += fmt::format(" first {}", part.first);
  return text;
}

std::string hardening_text(const Hardening& hardening) {
  std::vector<std::string> parts;
  if (hardening.salt) {
    parts.push_back(fmt::format("salt {} as {} first {}", named(hardening.salt->field),
                                word_of(hardening.salt->form), hardening.salt->first));
  }
  if (hardening.balance) parts.emplace_back("balance");
  if (hardening.fold) parts.emplace_back("fold");
  if (const std::uint32_t flips = hardening.flips_per_mille; flips > 0) {
    parts.push_back(flips % 10 == 0 ? fmt::format("flip {}%", flips / 10)
                                    : fmt::format("flip {}.{}%", flips / 10, flips % 10));
  }
  if (parts.empty()) return "none";
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

// Measured (docs/linking-privately.md): folding after balancing and 2 % of flips cost little in
// linkage and take away the plain one-to-one meaning of a bit. A salt needs a field all members hold
// without errors, which only they know: so it has to be asked for.
Hardening default_hardening() { return {.salt = {}, .balance = true, .fold = true, .flips_per_mille = 20}; }

std::uint32_t Schema::encoded_bits() const {
  if (fields.empty()) return 0;
  return bits * (hardening.balance ? 2 : 1) / (hardening.fold ? 2 : 1);
}

std::vector<std::string> Schema::columns() const {
  std::vector<std::string> all{record};
  const auto add = [&](const std::string& name) {
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  };
  for (const Field& field : fields) add(field.name);
  if (hardening.salt && !fields.empty()) add(hardening.salt->field);
  for (const MatchKey& key : keys) {
    for (const KeyPart& part : key) add(part.field);
  }
  return all;
}

std::string_view word_of(Form form) {
  switch (form) {
    case Form::words:
      return "words";
    case Form::code:
      return "code";
    case Form::digits:
      return "digits";
    case Form::date:
      return "date";
    case Form::written:
      return "written";
  }
  return {};
}

std::string schema_text(const Schema& schema) {
  std::string text = fmt::format("bits {}\nrecord {}\n", schema.bits, named(schema.record));
  for (const Field& field : schema.fields) {
    text += fmt::format("field {} as {}, grams {}{}, bits {}\n", named(field.name), word_of(field.form),
                        field.grams, field.placed ? " placed" : "", field.bits);
  }
  for (const MatchKey& key : schema.keys) {
    std::vector<std::string> parts;
    parts.reserve(key.size());
    for (const KeyPart& part : key) parts.push_back(part_text(part));
    text += fmt::format("match {}\n", fmt::join(parts, ", "));
  }
  if (!schema.fields.empty()) text += fmt::format("hardening {}\n", hardening_text(schema.hardening));
  return text;
}

}  // namespace outturn::sealed
