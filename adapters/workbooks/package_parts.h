// The parts of a workbook file: its zip archive and the XML in it, through liborcus. Internal to
// adapters/workbooks. It must never know what an element means.
#pragma once

#include <cstdint>
#include <orcus/sax_parser.hpp>
#include <orcus/zip_archive.hpp>
#include <orcus/zip_archive_stream.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/workbooks/sheet_reader.h"

namespace outturn::workbooks {

/// Gathers the attributes of an element before it is told, and its words after. Names are told without
/// their prefix, but for attributes of LibreOffice's own (calcext:value-type stands beside
/// office:value-type).
template <class Reader>
class Elements : public orcus::sax_handler {
 public:
  explicit Elements(Reader& reader) : reader_(reader) {}
  void attribute(const orcus::sax::parser_attribute& one) {
    std::string name(one.name);
    if (one.ns == "calcext") name.insert(0, "calcext:");
    attributes_.emplace_back(std::move(name), one.value);
  }
  void start_element(const orcus::sax::parser_element& one) {
    reader_.begins(one.name, attributes_);
    attributes_.clear();
  }
  void end_element(const orcus::sax::parser_element& one) { reader_.ends(one.name); }
  void characters(std::string_view words, bool /*transient*/) { reader_.words(words); }
  void end_declaration(std::string_view /*name*/) { attributes_.clear(); }

 private:
  Reader& reader_;
  Attributes attributes_;
};

template <class Reader>
void parse(const std::vector<unsigned char>& bytes, Reader& reader) {
  if (bytes.empty()) return;
  Elements<Reader> elements(reader);
  orcus::sax_parser<Elements<Reader>> parser(reinterpret_cast<const char*>(bytes.data()), bytes.size(),
                                             elements);
  parser.parse();
}

class Archive {
 public:
  explicit Archive(std::string_view bytes)
      : stream_(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), archive_(&stream_) {
    archive_.load();
  }
  [[nodiscard]] std::vector<unsigned char> entry(std::string_view name) const {
    std::vector<unsigned char> out;
    if (!has(name) || !archive_.read_file_entry(name, out)) out.clear();
    return out;
  }
  [[nodiscard]] bool has(std::string_view name) const {
    for (std::size_t i = 0; i < archive_.get_file_entry_count(); ++i) {
      if (archive_.get_file_entry_name(i) == name) return true;
    }
    return false;
  }

 private:
  orcus::zip_archive_stream_blob stream_;
  orcus::zip_archive archive_;
};

}  // namespace outturn::workbooks
