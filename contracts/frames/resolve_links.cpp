#include "contracts/frames/resolve_links.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace outturn::compile {

std::vector<std::int32_t> resolve_links(Workings& work, FrameId target, const language::InputColumn& column,
                                        const Table& table, const FactData& data) {
  std::unordered_map<std::string_view, std::int32_t> rows;
  if (target != none) {
    const calc::Frame& frame = work.graph.frame(target);
    const auto& keys = frame.source_keys.empty() ? frame.keys : frame.source_keys;
    rows.reserve(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) rows.emplace(keys[i], static_cast<std::int32_t>(i + 1));
  }
  std::vector<std::int32_t> of_word;
  std::vector<std::string> have;
  for (const std::string& word : data.dictionary.words) {
    const auto found = rows.find(word);
    of_word.push_back(found == rows.end() ? 0 : found->second);
  }
  std::vector<std::int32_t> out(data.small.size(), 0);
  std::size_t told = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!data.known.empty() && data.known[i] == 0) continue;
    const auto word = static_cast<std::size_t>(data.small[i]);
    out[i] = of_word[word];
    if (out[i] != 0 || ++told > 20) continue;
    if (have.empty()) {
      for (const auto& [key, row] : rows) have.emplace_back(key);
      std::sort(have.begin(), have.end());
      if (have.size() > 2000) have.resize(2000);
    }
    const std::string near = nearest_name(data.dictionary.words[word], have);
    work.evidence_problem(table, table.lines[i], column.fact.name,
                          "\"" + data.dictionary.words[word] + "\" is not in " + column.type.of, {},
                          {near.empty() ? "Add it there, or mend it here." : "Did you mean " + near + " ?"});
  }
  return out;
}

}  // namespace outturn::compile
