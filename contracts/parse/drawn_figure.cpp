#include "contracts/parse/drawn_figure.h"

#include "engine/base/problem.h"

namespace outturn::language {

simulation::Distribution distribution_of(const SavingsDraw& draw) {
  using simulation::Shape;
  simulation::Distribution out;
  const auto figure = [&](std::size_t i) { return draw.figures.at(i).to_double(); };
  const auto ends = [&](Shape shape) {
    out.shape = shape;
    out.low = figure(0);
    out.high = figure(1);
    if (shape != Shape::uniform) out.likely = figure(2);
  };
  const auto spread = [&](Shape shape) {
    out.shape = shape;
    out.mean = figure(0);
    out.sd = figure(1);
  };
  if (draw.shape == "uniform") {
    ends(Shape::uniform);
  } else if (draw.shape == "triangular") {
    ends(Shape::triangular);
  } else if (draw.shape == "pert") {
    ends(Shape::pert);
  } else if (draw.shape == "normal") {
    spread(Shape::normal);
    out.least = 0;
    if (draw.is_share) out.most = 1;
  } else if (draw.shape == "lognormal") {
    spread(Shape::lognormal);
  } else if (draw.shape == "beta") {
    spread(Shape::beta);
  } else if (draw.shape == "choice") {
    out.shape = Shape::choice;
    for (std::size_t i = 0; i + 1 < draw.figures.size(); i += 2)
      out.choices.push_back({figure(i), figure(i + 1)});
  } else {
    throw Fault("no distribution is called " + draw.shape);
  }
  return out;
}

std::vector<simulation::DrawnFigure> drawn_figures(const SavingsSimulation& simulation) {
  std::vector<simulation::DrawnFigure> out;
  for (const SavingsDraw& one : simulation.figures)
    out.push_back({one.parameter, distribution_of(one), one.places});
  return out;
}

std::vector<simulation::RankCorrelation> rank_correlations(const SavingsSimulation& simulation) {
  std::vector<simulation::RankCorrelation> out;
  for (const SavingsCorrelation& one : simulation.correlations)
    out.push_back({one.one, one.other, one.rank.to_double()});
  return out;
}

}  // namespace outturn::language
