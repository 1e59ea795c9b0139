// One file fetched by its address, whole or not at all: the one place that speaks to a network, through Poco.
//
// HTTP/1.1 (RFC 9112), with certificates checked where the address is https; redirects are followed, but
// never from https to http. The host gives the limits and the clock, and keeps what was fetched. It must
// never know what a file holds, nor touch the disk.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "engine/base/problem.h"

namespace outturn::fetch {

struct Limits {
  std::uint64_t most_bytes = std::uint64_t{512} << 20;
  int redirects = 5;
  int silence_seconds = 30;  ///< how long a server may say nothing
  int whole_seconds = 300;   ///< told in messages; `late` decides
};

struct Request {
  std::string url;
  Limits limits;
  std::function<bool()> late;  ///< true once all the time there was is used up
};

struct Fetched {
  std::string bytes;
  std::string from;           ///< the address that gave it, after redirects
  std::string content_type;   ///< as the server said; empty where it did not
  std::string last_modified;  ///< likewise, as an HTTP date
};

// Codes of the family F (fetching) are public: never reuse one.
//   F1 offline: nothing was fetched   F2 no usable address          F3 the server can't be reached
//   F4 no safe connection             F5 the server refuses         F6 redirects
//   F7 the file was cut off           F8 too large                  F9 too slow
//   F10 another digest than asked     F11 packed on the way         F12 its length was not told
//   F13 a spoilt file in the cache    F14 there is a file already   F15 the record of a source
//   F16 no digest

/// Whether fetch would try this address: http or https, a host, no password in it. Adds F2 where not.
[[nodiscard]] bool usable_address(const std::string& url, Problems& problems);

/// nullopt where an error (F2 to F9, F11) was added; F12 is a warning.
[[nodiscard]] std::optional<Fetched> fetch(const Request& request, Problems& problems);

}  // namespace outturn::fetch
