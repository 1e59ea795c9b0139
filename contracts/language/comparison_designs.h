// The designs by which an outcome is compared with what would have happened anyway, as a contract names them.
//
// The words are those the analysis writes beside its figures, so that the two can be held against each other.
#pragma once

#include <array>
#include <string_view>

namespace outturn::language {

struct ComparisonDesign {
  std::string_view words;
  std::string_view says;
};

inline constexpr std::array<ComparisonDesign, 10> comparison_designs{{
    {"published rate", "against one published rate that does not change"},
    {"historical cohort", "against people who came before"},
    {"expected rates", "each person given the public rate of people like them (indirect standardisation)"},
    {"directly standardised", "its rates on a standard population, against a published rate"},
    {"funnel", "within or beyond the limits of areas or services like it"},
    {"case mix adjusted", "a rate set right for how likely this cohort was to have the outcome"},
    {"trend", "against how the series went before (interrupted time series)"},
    {"difference in differences", "change here against change elsewhere"},
    {"matched group", "against similar people, matched or weighted on what is known of them"},
    {"trial", "against people to whom chance gave no place"},
}};

}  // namespace outturn::language
