// What all charts are drawn with, as SVG.
//
// Bars stand beside the figures they draw, which are their text; they fit any width and any paper. Drawings
// of their own have a title and axes, and what is what is written at it, never told by colour alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outturn::html {

/// The ends of an axis.
struct Scale {
  double low = 0;
  double high = 1;
  [[nodiscard]] double share(double value) const;  ///< where it lies, 0 to 1; what is beyond lies at the end
};

/// A bar from one value to another, filling the place it stands in. `look` is the class: "for", "against".
[[nodiscard]] std::string cell_bar(Scale scale, double from, double to, std::string_view look);

/// The field of a drawing, in its own units; a browser scales it to the width there is.
struct Field {
  double width = 720;
  double height = 340;
  double left = 62;
  double right = 16;
  double top = 48;
  double bottom = 56;
  Scale across;
  Scale up;
  [[nodiscard]] double x(double value) const;
  [[nodiscard]] double y(double value) const;
};

struct Tick {
  double at = 0;
  std::string text;
  bool fine = false;  ///< left out where there is little room
};

struct Axes {
  std::vector<Tick> across;
  std::vector<Tick> up;
  std::string_view foot;  ///< what runs across, in words
  std::string_view side;  ///< what runs up
};

[[nodiscard]] std::string svg_line(double x1, double y1, double x2, double y2, std::string_view look);
/// `words` is HTML already.
[[nodiscard]] std::string svg_text(double x, double y, std::string_view look, std::string_view words);
[[nodiscard]] std::string axes(const Field& field, const Axes& axes);
/// The figure that holds a drawing; `title` says what it shows, and is HTML already.
[[nodiscard]] std::string drawing(const Field& field, std::string_view name, std::string_view title,
                                  std::string_view inside);

}  // namespace outturn::html
