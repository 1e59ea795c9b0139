#include "contracts/frames/words.h"

#include <algorithm>

namespace outturn::compile {

std::vector<std::string> shown(const std::vector<language::Clause>& clauses) {
  std::vector<std::string> out;
  cite(out, clauses);
  return out;
}

std::string clause_words(const std::vector<language::Clause>& clauses) {
  return joined(shown(clauses), "; ");
}

void cite(std::vector<std::string>& cited, const std::vector<language::Clause>& clauses) {
  for (const language::Clause& clause : clauses) {
    const std::string text = clause.shown();
    if (std::find(cited.begin(), cited.end(), text) == cited.end()) cited.push_back(text);
  }
}

std::string in_words(const std::string& name) {
  std::string out = name;
  std::replace(out.begin(), out.end(), '_', ' ');
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string joined(const std::vector<std::string>& names, const char* between) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : between) + name;
  return out;
}

}  // namespace outturn::compile
