// outturn link: which records are of one person.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "adapters/command/claim/host.h"

namespace outturn::command {

struct LinkOptions {
  std::string spec;                 ///< a file, or "auto"
  std::string model;                ///< Splink's JSON, in place of a specification
  std::vector<std::string> inputs;  ///< NAME=FILE
  std::string out;
  std::string truth;
  std::vector<std::string> encoded;  ///< files of encodings, in place of inputs
  std::vector<std::string> suggest;
  std::vector<std::string> decisions;  ///< of reviewers
  std::string groups;                  ///< column whose groups' missed matches are told
  bool show_identities = false;        ///< report.html may show values
  int draws = -1;                      ///< of who is who, for the interval of a payment; -1: 200 where cheap
  std::string pairs;                   ///< scored elsewhere
  std::string standard;                ///< where to write the standardised records
  std::string trail;                   ///< where to write what was changed
  std::vector<std::string> once_in;
  unsigned threads = 0;
  std::uint64_t seed = 1;
  double keep = 0.001;  ///< pairs less likely are not written, where there are many
  bool keep_all = false;
  bool plan = false;  ///< tells what comparing will cost, and stops
  bool train = false;
  bool replace = false;
  bool json = false;
};

void set_up_link(CLI::App& app, LinkOptions& options);
[[nodiscard]] Exit link_records(const LinkOptions& options);

}  // namespace outturn::command
