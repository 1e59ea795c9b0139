#include "contracts/frames/evidence.h"

#include <algorithm>

#include "contracts/frames/read_input.h"
#include "contracts/frames/worked_out.h"

namespace outturn::compile {

using language::Quantity;

namespace {

class EvidenceReader {
 public:
  EvidenceReader(Workings& work, const ContractTables& tables)
      : work_(work), contract_(work.contract), tables_(tables) {}

  Evidence read() {
    evidence_.frames.reserve(contract_.inputs.size());  // references into it are kept
    // An input is built after those its rows point to, since its order may follow theirs.
    std::vector<bool> done(contract_.inputs.size(), false);
    for (std::size_t round = 0; round <= contract_.inputs.size(); ++round) {
      for (std::size_t i = 0; i < contract_.inputs.size(); ++i) {
        const language::Input& input = contract_.inputs[i];
        Table* table = table_of(input.name);
        if (done[i] || !ready(input, done) || table == nullptr) continue;
        done[i] = true;
        work_out_columns(work_, evidence_, input, *table);
        read_input(work_, tables_, input, *table, evidence_);
      }
    }
    for (std::size_t i = 0; i < done.size(); ++i) {
      if (done[i] || table_of(contract_.inputs[i].name) == nullptr) continue;
      work_.problem("N24", contract_.inputs[i].span, "two inputs point to each other",
                    {"Rows of one are named by the other and the other way round."},
                    {"Let only one of them hold the key of the other."});
    }
    return std::move(evidence_);
  }

 private:
  [[nodiscard]] Table* table_of(const std::string& input) {
    for (Table& table : work_.request.tables) {
      if (table.shape.name == input) return &table;
    }
    return nullptr;
  }

  /// Every input that its rows point to is read.
  [[nodiscard]] bool ready(const language::Input& input, const std::vector<bool>& done) const {
    return std::all_of(input.columns.begin(), input.columns.end(), [&](const language::InputColumn& column) {
      if (!column.type.is(Quantity::key) || column.type.own || column.type.of == input.name) return true;
      const language::Input* target = work_.names.input(column.type.of);
      return target == nullptr || done[static_cast<std::size_t>(target - contract_.inputs.data())];
    });
  }

  Workings& work_;
  const language::Contract& contract_;
  const ContractTables& tables_;
  Evidence evidence_;
};

}  // namespace

EvidenceColumn& EvidenceFrame::column(const std::string& name) {
  const auto at = std::find_if(input->columns.begin(), input->columns.end(),
                               [&](const language::InputColumn& one) { return one.fact.name == name; });
  return columns[static_cast<std::size_t>(at - input->columns.begin())];
}

const EvidenceFrame* Evidence::of_kind(const std::string& each) const {
  for (const EvidenceFrame& frame : frames) {
    if (frame.input->each == each && !each.empty()) return &frame;
  }
  return nullptr;
}

EvidenceFrame* Evidence::of_kind(const std::string& each) {
  for (EvidenceFrame& frame : frames) {
    if (frame.input->each == each && !each.empty()) return &frame;
  }
  return nullptr;
}

Evidence read_evidence(Workings& work, const ContractTables& tables) {
  return EvidenceReader(work, tables).read();
}

FrameId frame_of(const Workings& work, const Evidence& evidence, const std::string& each) {
  const EvidenceFrame* rows = evidence.of_kind(each);
  return rows == nullptr ? work.scalars : rows->frame;
}

}  // namespace outturn::compile
