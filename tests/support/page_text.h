// A page as text: whether it is well formed, and the figures it carries.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace outturn::test {

/// Empty, or what is wrong with the page as XML: every element closed in order, attributes quoted, no bare &.
[[nodiscard]] std::string fault_of(const std::string& page);

/// Name and exact value of every figure, in their order, entities read.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> figures_in(const std::string& page);

/// What stands in every attribute of that name, in its order.
[[nodiscard]] std::vector<std::string> attributes_in(const std::string& page, const std::string& name);

/// The same words without entities.
[[nodiscard]] std::string entities_read(std::string text);

}  // namespace outturn::test
