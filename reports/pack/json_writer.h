// Writes JSON as it goes, to a sink: keys in the order given, one space of indentation a level.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::pack {

class JsonWriter {
 public:
  using Sink = std::function<void(std::string_view)>;
  explicit JsonWriter(const Sink& sink) : sink_(sink) {}

  void begin_object(std::string_view key = {}) { open(key, '{'); }
  void end_object() { close('}'); }
  void begin_array(std::string_view key = {}) { open(key, '['); }
  void end_array() { close(']'); }
  /// An object on one line.
  void begin_line(std::string_view key = {}) {
    open(key, '{');
    ++one_line_;
  }
  void end_line() {
    close('}');
    --one_line_;
  }
  void text(std::string_view key, std::string_view words);
  void number(std::string_view key, std::uint64_t value);
  void truth(std::string_view key, bool value);
  void null(std::string_view key);
  void texts(std::string_view key, const std::vector<std::string>& all);
  /// The last line end, and what has not yet gone to the sink.
  void finish();

 private:
  void open(std::string_view key, char bracket);
  void close(char bracket);
  void next(std::string_view key);
  void new_line();
  void quoted(std::string_view words);
  void flush_when_full();

  const Sink& sink_;
  std::string waiting_;
  std::vector<bool> any_;  ///< of each open object or array: whether it holds something yet
  int one_line_ = 0;
};

}  // namespace outturn::pack
