// draws.csv: who is who in each draw, where it differs from people.csv.
//
// It lies beside people.csv in the folder of a link, so that a contract over that folder can say what its
// payment would be under each draw.
#pragma once

#include "adapters/linkage/link_files.h"
#include "engine/linkage/draws/draws.h"

namespace outturn::linkage {

/// draw,record,person,probability: draws count from 1; records whose person, or whose fellow records, differ
/// from the decision. A person that has the first record of a decided one keeps its name; another one is
/// named by the decided person and its own first record, P0000007/HH-0012.
void write_draws(const Linking& linking, const Draws& draws, const Put& put);

}  // namespace outturn::linkage
