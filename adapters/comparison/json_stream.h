// JSON written as it comes: objects, lists, and numbers that read back as the same double.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outturn::comparison {

class JsonStream {
 public:
  void open(char bracket = '{');
  void close(char bracket = '}');
  /// A name within an object; its value follows.
  void name(std::string_view text);
  void text(std::string_view text);
  /// Numbers without end are "Inf" and "-Inf", as R's; what is no number is null.
  void number(double value);
  void count(std::uint64_t value);
  void truth(bool value);
  void nothing();

  void pair(std::string_view key, double value) {
    name(key);
    number(value);
  }
  void pair(std::string_view key, std::optional<double> value) {
    name(key);
    value ? number(*value) : nothing();
  }

  [[nodiscard]] std::string take() && { return std::move(out_) + "\n"; }

 private:
  void separate();
  void quoted(std::string_view text);

  std::string out_;
  bool first_ = true;  ///< within the innermost bracket
};

}  // namespace outturn::comparison
