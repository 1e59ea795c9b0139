#include "engine/linkage/spec/spec.h"

namespace outturn::linkage {
namespace {

std::string quoted(const std::string& name) {
  const bool plain = !name.empty() && name.find_first_of(" ,:\"#") == std::string::npos;
  return plain ? name : "\"" + name + "\"";
}

template <class List, class Text>
std::string joined(const List& list, Text text) {
  std::string out;
  for (const auto& one : list) out += (out.empty() ? "" : ", ") + text(one);
  return out;
}

std::string keys(const std::vector<KeyPart>& parts) {
  return parts.empty() ? "all pairs" : "on " + joined(parts, [](const KeyPart& part) { return words(part); });
}

}  // namespace

const SpecField* Spec::field(std::string_view name) const {
  for (const SpecField& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

std::string words(const KeyPart& part) {
  const std::string field = quoted(part.field);
  switch (part.form) {
    case KeyPart::Form::whole:
      return field;
    case KeyPart::Form::first:
      return "first " + std::to_string(part.count) + " of " + field;
    case KeyPart::Form::year:
      return "year of " + field;
    case KeyPart::Form::area:
      return "area of " + field;
    case KeyPart::Form::district:
      return "district of " + field;
    case KeyPart::Form::sector:
      return "sector of " + field;
    case KeyPart::Form::user:
      return "user of " + field;
    case KeyPart::Form::formal:
      return "formal " + field;
    case KeyPart::Form::word:
      return "word " + std::to_string(part.count) + " of " + field;
  }
  return field;
}

std::string spec_text(const Spec& spec) {
  std::string out;
  for (const std::string& remark : spec.remarks) out += "# " + remark + "\n";
  switch (spec.type) {
    case LinkType::dedupe:
      out += "deduplicate\n";
      break;
    case LinkType::link:
      out += "link only\n";
      break;
    case LinkType::link_and_dedupe:
      out += "link and deduplicate\n";
      break;
  }
  if (!spec.id.empty()) out += "id " + quoted(spec.id) + "\n";
  for (const SpecField& field : spec.fields) {
    out += "field " + quoted(field.name) + ": " + std::string(words(field.kind)) + " from " +
           joined(field.columns, quoted) + "\n";
  }
  for (const std::string& name : spec.compared) out += "compare " + quoted(name) + "\n";
  for (const auto& parts : spec.matches) out += "match " + keys(parts) + "\n";
  for (const auto& parts : spec.blocks) out += "block " + keys(parts) + "\n";
  for (const auto& parts : spec.trains) out += "train " + keys(parts) + "\n";
  for (const std::string& name : spec.once_in) out += "once in " + quoted(name) + "\n";
  return out;
}

}  // namespace outturn::linkage
