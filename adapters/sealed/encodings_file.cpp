#include "adapters/sealed/encodings_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/sealed/base64.h"
#include "adapters/sealed/sealed_text.h"

namespace outturn::sealed {
namespace {

constexpr const char* kind = "outturn-encodings";
constexpr std::size_t token_length = 32;
constexpr std::size_t key_length = 16;

// Word by word, least byte first, whatever the machine.
std::string bytes_of_row(const std::uint64_t* words, std::size_t count) {
  std::string bytes;
  for (std::size_t w = 0; w < count; ++w) {
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((words[w] >> shift) & 0xFF);
  }
  return bytes;
}

void add_row(std::string_view bytes, std::vector<std::uint64_t>& to) {
  for (std::size_t at = 0; at < bytes.size(); at += 8) {
    std::uint64_t word = 0;
    for (std::size_t i = 8; i-- > 0;) word = (word << 8) | static_cast<unsigned char>(bytes[at + i]);
    to.push_back(word);
  }
}

class Reader {
 public:
  Reader(const SealedText& text, const std::string& file, Problems& problems)
      : text_(text), file_(file), problems_(problems) {}

  std::optional<EncodedMember> read() {
    if (!header()) return std::nullopt;
    for (std::size_t i = 0; i < text_.lines.size(); ++i) {
      if (!record(text_.lines[i], i + 2)) return std::nullopt;
    }
    return std::move(member_);
  }

 private:
  bool header() {
    member_.member = text_.at("member");
    member_.schema = text_.at("schema");
    member_.check = text_.at("check");
    const auto bits = text_.number("bits", 16'384);
    const auto keys = text_.number("keys", 1'000);
    const auto records = text_.number("records", 0xFFFFFFF0);
    const bool good = good_member_name(member_.member) && member_.schema.size() == 64 &&
                      member_.check.size() == 16 && bits && *bits % 64 == 0 && keys && *bits + *keys > 0 &&
                      records == text_.lines.size();
    if (!good) return refuse(1, "the first line of this file of encodings is not as Outturn writes it");
    member_.filters.words = *bits / 64;
    member_.filters.bits.reserve(*records * member_.filters.words);
    member_.key_count = *keys;
    return true;
  }

  bool record(std::string_view line, std::size_t number) {
    const std::vector<std::string_view> parts = parts_of(line);
    if (parts.size() != 2 + member_.key_count || parts[0].size() != token_length || !from_hex(parts[0])) {
      return refuse(number, "this line is no record of encodings");
    }
    if (!member_.tokens.empty() && parts[0] <= member_.tokens.back()) {
      return refuse(number, "this record stands twice, or out of the order of tokens");
    }
    member_.tokens.emplace_back(parts[0]);
    const auto encoding = parts[1] == "-" ? std::optional<std::string>("") : from_base64(parts[1]);
    if (!encoding || encoding->size() != member_.filters.words * 8) {
      return refuse(number, "the encoding of this record has another length than the first line says");
    }
    add_row(*encoding, member_.filters.bits);
    return keys(parts, number);
  }

  bool keys(const std::vector<std::string_view>& parts, std::size_t number) {
    std::vector<std::string> keys;
    for (std::size_t i = 2; i < parts.size(); ++i) {
      const auto key = parts[i] == "-" ? std::optional<std::string>("") : from_base64(parts[i]);
      if (!key || (!key->empty() && key->size() != key_length)) {
        return refuse(number, "a match key of this record is not as Outturn writes it");
      }
      keys.push_back(*key);
    }
    if (member_.key_count > 0) member_.keys.push_back(std::move(keys));
    return true;
  }

  bool refuse(std::size_t line, std::string what) {
    problems_.add(problem_at("P6", file_, {static_cast<std::uint32_t>(line), 1, 0}, std::move(what), {},
                             {"Have the file made again with outturn encode."}));
    return false;
  }

  const SealedText& text_;
  const std::string& file_;
  Problems& problems_;
  EncodedMember member_;
};

}  // namespace

std::string write_encodings(const EncodedMember& member) {
  std::vector<std::size_t> order(member.count());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return member.tokens[a] < member.tokens[b]; });
  std::string lines;
  for (const std::size_t i : order) {
    lines += member.tokens[i];
    lines += ' ';
    const std::size_t words = member.filters.words;
    lines += words == 0 ? "-" : base64_of(bytes_of_row(member.filters.row(i), words));
    for (std::size_t k = 0; k < member.key_count; ++k) {
      lines += ' ';
      lines += member.keys[i][k].empty() ? "-" : base64_of(member.keys[i][k]);
    }
    lines += '\n';
  }
  return sealed_text(kind,
                     {{"member", member.member},
                      {"schema", member.schema},
                      {"check", member.check},
                      {"bits", std::to_string(member.filters.words * 64)},
                      {"keys", std::to_string(member.key_count)},
                      {"records", std::to_string(member.count())}},
                     lines);
}

std::optional<EncodedMember> read_encodings(const std::string& file, std::string_view bytes,
                                            Problems& problems) {
  const auto text = read_sealed_text(kind, file, bytes, problems);
  if (!text) return std::nullopt;
  return Reader(*text, file, problems).read();
}

void check_alike(const std::vector<EncodedMember>& members, const std::vector<std::string>& files,
                 Problems& problems) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (members[i].member == members[j].member || members[i].tokens == members[j].tokens) {
        problems.add(problem_at("P8", files[i], {},
                                fmt::format("these are records of the same member as in {}", files[j]), {},
                                {"Give one file for each member."}));
      }
    }
    if (members[i].schema != members[0].schema) {
      problems.add(
          problem_at("P7", files[i], {},
                     fmt::format("these encodings were made with another schema than those of {}", files[0]),
                     {"Encodings of two schemas have nothing in common, even for the same person."},
                     {"Have all members encode again with the one schema they agreed on."}));
    } else if (members[i].check != members[0].check) {
      problems.add(
          problem_at("P7", files[i], {},
                     fmt::format("these encodings were made with another secret than those of {}", files[0]),
                     {"Encodings of two secrets have nothing in common, even for the same person."},
                     {"Have all members encode again with the one secret they share."}));
    }
  }
}

}  // namespace outturn::sealed
