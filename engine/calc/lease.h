// Scratch chunks of the evaluators, given back when they go out of scope: internal to engine/calc.
#pragma once

#include <memory>
#include <vector>

namespace outturn::calc {

/// Rows computed at a time: small enough for a core's own cache, large enough to forget the overhead.
inline constexpr std::size_t chunk_rows = 4096;

template <typename Number>
class Lease {
 public:
  using Chunk = std::unique_ptr<Number[]>;

  explicit Lease(std::vector<Chunk>& spare) : spare_(spare) {
    if (spare.empty()) {
      data_ = std::make_unique<Number[]>(chunk_rows);
    } else {
      data_ = std::move(spare.back());
      spare.pop_back();
    }
  }
  ~Lease() { spare_.push_back(std::move(data_)); }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  Number* get() { return data_.get(); }
  Number operator[](std::size_t i) const { return data_[i]; }

 private:
  std::vector<Chunk>& spare_;
  Chunk data_;
};

}  // namespace outturn::calc
