#include "reports/pack/read_result.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include <nlohmann/json.hpp>

namespace outturn::pack {
namespace {

using PlainJson = nlohmann::json;

constexpr std::size_t deepest = 12;
constexpr std::uint64_t format_read = 1;

/// Events of the JSON reader; it recurses nowhere, so that depth is only bounded here.
class ResultReader : public nlohmann::json_sax<PlainJson> {
 public:
  ResultReader(const std::string& file, std::string_view bytes, Problems& problems)
      : file_(file), bytes_(bytes), problems_(problems) {}

  bool null() override { return scalar("", false); }
  bool boolean(bool) override { return scalar("", false); }
  bool number_integer(number_integer_t value) override { return scalar(std::to_string(value), false); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value), false); }
  bool number_float(number_float_t, const string_t& written) override { return scalar(written, false); }
  bool string(string_t& value) override { return scalar(value, true); }
  bool binary(binary_t&) override { return refuse("it holds binary data"); }

  bool key(string_t& name) override {
    path_.back() = name;
    // Of all rows, and wherever one would hide the other.
    if (path_.size() == 4 && at({"verdicts", "*", "rows"}) && !row_keys_.insert(name).second)
      return refuse("the row \"" + name + "\" of " + payment_ + " stands twice");
    return true;
  }
  bool start_object(std::size_t) override {
    if (path_.size() == 2 && at({"verdicts", "*"})) {
      payment_.clear();
      row_keys_.clear();
    }
    if (path_.size() == 3 && at({"answer", "payments", "*"})) claim_.payments.emplace_back();
    if (path_.size() == 3 && at({"run", "files", "*"})) input_.clear(), file_sha_.clear();
    return descend("");
  }
  bool start_array(std::size_t) override { return descend("*"); }
  bool end_object() override {
    path_.pop_back();
    if (path_.size() == 3 && at({"run", "files", "*"}) && input_ == "contract")
      claim_.contract_sha256 = file_sha_;
    return true;
  }
  bool end_array() override {
    path_.pop_back();
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    const std::size_t end = std::min(position == 0 ? 0 : position - 1, bytes_.size());
    const std::string_view before = bytes_.substr(0, end);
    Span place;
    place.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    place.column = static_cast<std::uint32_t>(end - line_start) + 1;
    problems_.add(problem_at("E121", file_, place, "here this file stops being JSON",
                             {"It was cut short or changed after outturn wrote it."},
                             {"Take result.json as the earlier run wrote it, from its own result folder."}));
    told_ = true;
    return false;
  }

  std::optional<calc::PreviousClaim> claim() {
    if (told_) return std::nullopt;
    if (format_ != std::to_string(format_read))
      return lacks(format_.empty() ? "it has no \"format\""
                                   : "it is of format " + shortened(format_) + ", and this program reads " +
                                         std::to_string(format_read));
    if (claim_.currency.empty()) return lacks("it has no currency");
    if (claim_.as_at.empty()) return lacks("it has no date \"as_at\"");
    std::unordered_set<std::string> names;
    for (const auto& payment : claim_.payments) {
      if (payment.name.empty()) return lacks("a payment has no name");
      if (!names.insert(payment.name).second)
        return lacks("the payment \"" + shortened(payment.name) + "\" stands twice");
    }
    if (paid_ != claim_.payments.size()) return lacks("a payment has no amount \"paid\"");
    return std::move(claim_);
  }

 private:
  static std::string shortened(const std::string& text) {
    return text.size() <= 60 ? text : text.substr(0, 60) + "...";
  }

  /// True when the path begins with these; the last key of an object not yet read counts as "".
  [[nodiscard]] bool at(std::initializer_list<std::string_view> keys) const {
    std::size_t i = 0;
    for (const std::string_view key : keys) {
      if (i >= path_.size() || path_[i++] != key) return false;
    }
    return true;
  }

  bool descend(const char* first) {
    if (path_.size() >= deepest) return refuse("its parts lie too deep in each other");
    path_.emplace_back(first);
    return true;
  }

  bool refuse(const std::string& why) {
    problems_.add(problem_at("E122", file_, {}, "this is no result.json that outturn could have written",
                             {why + "."},
                             {"Take result.json as the earlier run wrote it, from its own result folder."}));
    told_ = true;
    return false;
  }
  std::optional<calc::PreviousClaim> lacks(const std::string& why) {
    (void)refuse(why);
    return std::nullopt;
  }

  bool scalar(const std::string& text, bool quoted) {
    if (path_.empty()) return refuse("it is a single value");
    if (path_[0] == "values") return true;  // figures of every column: not needed here
    if (path_.size() == 2 && at({"outturn", "format"})) format_ = text;
    if (!quoted) return true;
    if (path_.size() == 2 && path_[0] == "run") return of_run(path_[1], text);
    if (path_.size() == 4 && at({"run", "files", "*"})) {
      if (path_[3] == "input") input_ = text;
      if (path_[3] == "sha256") file_sha_ = text;
    }
    if (at({"answer", "payments", "*"})) return of_payment(text);
    if (at({"verdicts", "*"})) return of_row(text);
    return true;
  }

  bool of_run(const std::string& key, const std::string& text) {
    if (key == "title") claim_.title = text;
    if (key == "currency") claim_.currency = text;
    if (key == "as_at") claim_.as_at = text;
    if (key == "status") claim_.status = text;
    if (key == "run_id") claim_.run_id = text;
    return true;
  }

  bool of_payment(const std::string& text) {
    if (claim_.payments.empty()) return true;
    if (path_.size() == 4 && path_[3] == "name") claim_.payments.back().name = text;
    if (path_.size() == 5 && path_[3] == "payable" && path_[4] == "value") {
      ++paid_;
      return amount(text, claim_.payments.back().total);
    }
    return true;
  }

  bool of_row(const std::string& text) {
    if (path_.size() == 3 && path_[2] == "payment") payment_ = text;
    if (path_.size() != 5 || path_[2] != "rows" || path_[4] != "payable") return true;
    const auto found = std::find_if(claim_.payments.begin(), claim_.payments.end(),
                                    [&](const auto& one) { return one.name == payment_; });
    if (found == claim_.payments.end())
      return refuse("rows of \"" + shortened(payment_) + "\", no payment of it");
    found->rows.emplace_back(path_[3], Exact());
    return amount(text, found->rows.back().second);
  }

  bool amount(const std::string& text, Exact& into) {
    const auto value = text.size() > 40 ? std::nullopt : Exact::parse(text);
    if (!value) return refuse("\"" + shortened(text) + "\" is no amount");
    into = *value;
    return true;
  }

  const std::string& file_;
  std::string_view bytes_;
  Problems& problems_;
  bool told_ = false;
  std::vector<std::string> path_;  ///< keys from the outside in; "*" in an array
  std::string format_, payment_, input_, file_sha_;
  std::unordered_set<std::string> row_keys_;
  std::size_t paid_ = 0;
  calc::PreviousClaim claim_;
};

}  // namespace

std::optional<calc::PreviousClaim> read_result(const std::string& file, std::string_view bytes,
                                               Problems& problems) {
  ResultReader reader(file, bytes, problems);
  (void)PlainJson::sax_parse(bytes, &reader);
  return reader.claim();
}

}  // namespace outturn::pack
