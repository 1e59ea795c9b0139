// An open connection to a server and the body of its answer: internal to adapters/fetch.
//
// Poco's own streams end alike where a body is whole and where a connection broke in a chunk, so the body is
// read here: by its told length (RFC 9112, 6.3), by chunks (7.1), else until the connection ends.
#pragma once

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace outturn::fetch {

class Session {
 public:
  virtual ~Session() = default;
  virtual Poco::Net::HTTPClientSession& http() = 0;
  /// The next byte of the body as sent; -1 at the end of the connection.
  virtual int byte() = 0;
  /// Up to `most` bytes; 0 at the end of the connection.
  virtual int some(char* into, int most) = 0;
};

/// Not yet connected. Throws Poco's exceptions.
[[nodiscard]] std::unique_ptr<Session> open_session(const Poco::URI& address, int silence_seconds);

enum class BodyEnd { whole, length_not_told, cut_off, too_large, too_slow };

struct BodyLimits {
  std::uint64_t most_bytes;
  const std::function<bool()>& late;
};

/// Reads what follows the answer's header into `bytes`.
[[nodiscard]] BodyEnd read_body(Session& session, const Poco::Net::HTTPResponse& answer,
                                const BodyLimits& limits, std::string& bytes);

}  // namespace outturn::fetch
