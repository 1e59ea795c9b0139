// A simulation over several figures at once, as a savings statement asks for it: internal to the parser.
//
// What a figure may be is said as a distribution, with figures a person can defend, and which figures go
// together as a rank correlation. The seed is part of the contract, so that everybody draws the same numbers.
#pragma once

#include "contracts/parse/savings.h"
#include "engine/simulation/draws/distribution.h"

namespace outturn::language {

/// "impact pert 25% to 45%, likely 35%", behind `draw`.
void read_draw_line(TokenCursor& cursor, SavingsCase& savings);
/// "engagement with retention 0.5", behind `correlate`.
void read_correlate_line(TokenCursor& cursor, SavingsCase& savings);
/// "10000 draws, seed 20250401", behind `simulate`.
void read_simulate_line(TokenCursor& cursor, SavingsCase& savings);
/// "npsv £0.00, £100,000.00", behind `threshold`.
void read_threshold_line(TokenCursor& cursor, SavingsCase& savings);

/// What can be told of all of them; problems S140 to S148.
void check_draws(const StatementReader& reader, const SavingsCase& savings);

/// What the contract keeps; nullopt where nothing is simulated.
[[nodiscard]] std::optional<SavingsSimulation> simulation_of(const SavingsCase& savings);

/// Decimal places, as a person counts them, that a figure is declared with: finer than it is written where it
/// is drawn.
[[nodiscard]] int places_of(const SavingsCase& savings, const std::string& name, int written);

}  // namespace outturn::language
