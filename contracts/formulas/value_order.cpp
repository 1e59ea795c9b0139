#include "contracts/formulas/value_order.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "contracts/language/uses.h"

namespace outturn::compile {
namespace {

/// As many values may be built inside each other's building.
constexpr std::size_t long_chain = 300;

using Places = std::unordered_multimap<std::string_view, std::size_t>;

void values_read(const language::Expr& expr, const Places& places, std::vector<std::size_t>& out) {
  language::every_part(expr, [&](const language::Expr& part) {
    for (const std::string& name : part.path) {
      const auto [first, last] = places.equal_range(name);
      for (auto at = first; at != last; ++at) out.push_back(at->second);
    }
  });
}

/// Walks from value to value without calling itself, since a chain may be as long as a file.
class ChainWalker {
 public:
  explicit ChainWalker(const language::Contract& contract)
      : reads_(contract.values.size()), depth_(contract.values.size(), 0) {
    Places places;
    for (std::size_t i = 0; i < contract.values.size(); ++i) places.emplace(contract.values[i].name, i);
    for (std::size_t i = 0; i < contract.values.size(); ++i) {
      if (contract.values[i].is) values_read(*contract.values[i].is, places, reads_[i]);
    }
  }

  std::vector<std::size_t> order() {
    for (std::size_t i = 0; i < reads_.size(); ++i) from(i);
    return std::move(order_);
  }
  [[nodiscard]] std::size_t deepest() const { return deepest_; }

 private:
  struct Step {
    std::size_t value;
    std::size_t next = 0;
  };

  void from(std::size_t start) {
    if (depth_[start] != 0) return;
    std::vector<Step> walk{{start}};
    depth_[start] = 1;
    while (!walk.empty()) {
      Step& step = walk.back();
      const std::size_t value = step.value;
      if (step.next < reads_[value].size()) {
        const std::size_t read = reads_[value][step.next++];
        if (depth_[read] == 0) {
          depth_[read] = 1;
          walk.push_back({read});
        }
        continue;
      }
      for (const std::size_t read : reads_[value]) depth_[value] = std::max(depth_[value], depth_[read] + 1);
      deepest_ = std::max(deepest_, depth_[value]);
      order_.push_back(value);
      walk.pop_back();
    }
  }

  std::vector<std::vector<std::size_t>> reads_;
  std::vector<std::size_t> depth_;
  std::vector<std::size_t> order_;
  std::size_t deepest_ = 0;
};

}  // namespace

std::vector<std::size_t> order_of_long_chains(const language::Contract& contract) {
  ChainWalker walker(contract);
  std::vector<std::size_t> order = walker.order();
  if (walker.deepest() <= long_chain) order.clear();
  return order;
}

}  // namespace outturn::compile
