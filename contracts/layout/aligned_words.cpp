#include "contracts/layout/aligned_words.h"

#include <algorithm>
#include <array>

namespace outturn::language {
namespace {

using Word = std::string_view;

constexpr std::array<Word, 7> contract_words{"currency", "starts", "ends",   "payer",
                                             "provider", "about",  "amounts"};
constexpr std::array<Word, 4> document_words{"by", "dated", "address", "file"};
constexpr std::array<Word, 2> ratecard_words{"file", "sha256"};
constexpr std::array<Word, 2> points_words{"below", "above"};
constexpr std::array<Word, 3> comparison_words{"design", "method", "balance"};
constexpr std::array<Word, 4> payment_words{"when", "pay", "achieved", "worth"};
constexpr std::array<Word, 11> savings_words{"base",       "discount",     "deflator",   "population",
                                             "need",       "engagement",   "retention",  "impact",
                                             "deadweight", "displacement", "attribution"};
constexpr std::array<Word, 3> approaches_words{"outcome", "against", "present"};

constexpr std::array<AlignedWords, 8> aligned{{{"contract", contract_words},
                                               {"document", document_words},
                                               {"ratecard", ratecard_words},
                                               {"points", points_words},
                                               {"comparison", comparison_words},
                                               {"payment", payment_words},
                                               {"savings", savings_words},
                                               {"approaches", approaches_words}}};

}  // namespace

std::span<const AlignedWords> aligned_words() { return aligned; }

bool is_aligned(std::string_view kind, std::string_view word) {
  return std::any_of(aligned.begin(), aligned.end(), [&](const AlignedWords& one) {
    return one.kind == kind && std::find(one.words.begin(), one.words.end(), word) != one.words.end();
  });
}

}  // namespace outturn::language
