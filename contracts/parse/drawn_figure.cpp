#include "contracts/parse/drawn_figure.h"

#include <array>

#include "engine/base/problem.h"

namespace outturn::language {

namespace {

using simulation::Shape;
using Takes = ShapeForm::Takes;

constexpr std::array forms{ShapeForm{"uniform", Shape::uniform, Takes::ends},
                           ShapeForm{"triangular", Shape::triangular, Takes::ends_and_likely},
                           ShapeForm{"pert", Shape::pert, Takes::ends_and_likely},
                           ShapeForm{"normal", Shape::normal, Takes::mean_and_sd},
                           ShapeForm{"lognormal", Shape::lognormal, Takes::mean_and_sd},
                           ShapeForm{"beta", Shape::beta, Takes::mean_and_sd},
                           ShapeForm{"choice", Shape::choice, Takes::choices}};

}  // namespace

std::span<const ShapeForm> shape_forms() { return forms; }

const ShapeForm* shape_form(const std::string& word) {
  for (const ShapeForm& one : forms)
    if (word == one.word) return &one;
  return nullptr;
}

simulation::Distribution distribution_of(const SavingsDraw& draw) {
  const ShapeForm* const form = shape_form(draw.shape);
  if (form == nullptr) throw Fault("no distribution is called " + draw.shape);
  const auto figure = [&](std::size_t i) { return draw.figures.at(i).to_double(); };
  simulation::Distribution out;
  out.shape = form->shape;
  switch (form->takes) {
    case Takes::ends_and_likely:
      out.likely = figure(2);
      [[fallthrough]];
    case Takes::ends:
      out.low = figure(0);
      out.high = figure(1);
      break;
    case Takes::mean_and_sd:
      out.mean = figure(0);
      out.sd = figure(1);
      break;
    case Takes::choices:
      for (std::size_t i = 0; i + 1 < draw.figures.size(); i += 2)
        out.choices.push_back({figure(i), figure(i + 1)});
      break;
  }
  if (form->shape == Shape::normal) {
    out.least = 0;
    if (draw.is_share) out.most = 1;
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
