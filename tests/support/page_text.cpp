#include "tests/support/page_text.h"

#include <regex>

namespace outturn::test {

std::string fault_of(const std::string& page) {
  static const std::regex tag(R"re(<(/?)([a-zA-Z0-9]+)((?:\s+[a-zA-Z0-9:-]+="[^"<]*")*)\s*(/?)>)re");
  static const std::regex entity("&(amp|lt|gt|quot|#[0-9]+);.*", std::regex::extended);
  std::vector<std::string> open;
  for (std::size_t at = page.find('\n') + 1; at < page.size(); ++at) {
    if (page.compare(at, 9, "<![CDATA[") == 0) {
      at = page.find("]]>", at);
      if (at == std::string::npos) return "CDATA left open";
      continue;
    }
    if (page[at] == '&' && !std::regex_match(page.substr(at, 8), entity))
      return "& at " + page.substr(at, 40);
    if (page[at] != '<') continue;
    std::smatch found;
    const std::string rest = page.substr(at, page.find('>', at) - at + 1);
    if (!std::regex_match(rest, found, tag)) return "not a tag: " + rest;
    if (found[1] == "/") {
      if (open.empty() || open.back() != found[2]) return "closes what is not open: " + rest;
      open.pop_back();
    } else if (found[4] != "/") {
      open.push_back(found[2]);
    }
  }
  return open.empty() ? "" : "left open: " + open.back();
}

std::string entities_read(std::string text) {
  for (const auto& [entity, character] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}}) {
    const std::string name = entity;
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
      text.replace(at, name.size(), character);
  }
  return text;
}

std::vector<std::pair<std::string, std::string>> figures_in(const std::string& page) {
  static const std::regex figure(R"re(data-figure="([^"]*)" data-value="([^"]*)")re");
  std::vector<std::pair<std::string, std::string>> out;
  for (std::sregex_iterator at(page.begin(), page.end(), figure), end; at != end; ++at)
    out.emplace_back(entities_read((*at)[1]), entities_read((*at)[2]));
  return out;
}

std::vector<std::string> attributes_in(const std::string& page, const std::string& name) {
  const std::regex attribute(" " + name + "=\"([^\"]*)\"");
  std::vector<std::string> out;
  for (std::sregex_iterator at(page.begin(), page.end(), attribute), end; at != end; ++at)
    out.push_back(entities_read((*at)[1]));
  return out;
}

}  // namespace outturn::test
