// Optimal pairs: of all ways to pair people one to one on a line, one whose distances add up to the least.
//
// The assignment problem (Rosenbaum, JASA 84 (1989)) where the cost of a pair is its distance on a line. Walk
// the line with a balance, how many people met so far still look for a partner further on (below 0: how many
// partners were kept back for people further on): each gap costs its width times the balance, so the least
// cost of every balance is a convex function, held as its slopes, which a person shifts by one and a possible
// partner enriches by a slope of 0. n log n, where a general assignment takes n^3. Where the smaller
// group is that of the comparison people, all of them find a partner and some who took part do not.
#pragma once

#include "engine/comparison/matching/line.h"
#include "engine/comparison/matching/matched.h"

namespace outturn::comparison {

void match_optimally(const Line& line, Matched& matched);

}  // namespace outturn::comparison
