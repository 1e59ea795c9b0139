// Who pays for the outcomes and what is left of its savings: internal to the parser.
//
// The net position of a payer is what its own budget is spared (fiscal savings, and transfers that it no
// longer pays) less its share of the outcome payments, year by year. Agencies that save without paying have a
// position too: that the budget which pays is not the one which saves is what stops many such contracts.
// Written out in the language itself, as all of a savings case is.
#pragma once

#include "contracts/parse/savings.h"

namespace outturn::language {

/// "by year £0.00, first_payment" or "each year paid_in_it", behind `payments`.
void read_payments_line(TokenCursor& cursor, SavingsCase& savings);
/// "\"LA\" pays 60%", behind `payer`.
void read_payer_line(TokenCursor& cursor, SavingsCase& savings);
/// What can be told of both; problems S100, S130 to S134 (S135 where it is read).
void check_payers(const StatementReader& reader, const SavingsCase& savings);

/// The agencies whose position is worked out: those that save public money, and those that pay.
[[nodiscard]] std::vector<std::string> position_agencies(const SavingsCase& savings);

/// Rows of the table that declares the input of years.
[[nodiscard]] std::string payment_columns(const SavingsCase& savings);
/// Their figures.
void add_payments(const SavingsCase& savings, GivenRows& rows);
/// Parameters and values; empty where no payer is named.
[[nodiscard]] std::string payers_text(const SavingsCase& savings);

/// Gives the names of payments their place, so that what is wrong with one is told where it stands.
void place_named_payments(const SavingsCase& savings, std::vector<Value>& values);

}  // namespace outturn::language
