// The verdicts of rows, for the page's script: which rows lie beneath a figure, and what became of a person.
//
// One block of JSON. Rows stand by person and key; a key gives up what it shares with the one before, and
// each row points to a kind (reason, amounts, code, period) of which there are few. Where rows would make the
// page too large, the largest payments are held and the page says how many are not.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/page/row_groups.h"
#include "reports/page/subject.h"

namespace outturn::page {

/// A kind of row that payments are made for.
struct RowFrame {
  calc::FrameId frame = none;
  std::optional<RowGroups> codes;
  std::optional<RowGroups> periods;
  std::vector<std::size_t> payments;  ///< index into the record's payments
};

class RowsData {
 public:
  explicit RowsData(const calc::Run& run);

  [[nodiscard]] bool empty() const { return frames_.empty(); }
  /// nullptr: the payment is there once, or has no verdict a row.
  [[nodiscard]] const RowFrame* frame_of(std::size_t payment) const;
  [[nodiscard]] const std::vector<RowFrame>& frames() const { return frames_; }

 private:
  std::vector<RowFrame> frames_;
};

/// The block, in pieces.
void write_rows(const Subject& subject, const RowsData& rows,
                const std::function<void(std::string_view)>& sink);

}  // namespace outturn::page
