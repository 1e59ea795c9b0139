#include "adapters/fetch/session.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetSSL.h>
#include <algorithm>
#include <array>

namespace outturn::fetch {
namespace {

using Poco::Net::Context;

/// Poco keeps the bytes behind a header to itself and its streams; a derived class may ask for them.
template <class Base>
class Opened final : public Base, public Session {
 public:
  using Base::Base;
  Poco::Net::HTTPClientSession& http() override { return *this; }
  int byte() override { return this->get(); }
  int some(char* into, int most) override { return this->read(into, most); }
};

/// Certificates of the machine's authorities, names checked (also of localhost), TLS 1.2 or later.
Context::Ptr safe_context() {
  static const bool ready = (Poco::Net::initializeSSL(), true);
  (void)ready;
  Context::Ptr context = new Context(Context::TLS_CLIENT_USE, "", "", "", Context::VERIFY_STRICT, 9, true);
  context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
  return context;
}

class Body {
 public:
  Body(Session& session, const BodyLimits& limits, std::string& bytes)
      : session_(session), limits_(limits), bytes_(bytes) {}

  BodyEnd of_length(std::uint64_t length) {
    if (length > limits_.most_bytes - bytes_.size()) return BodyEnd::too_large;
    std::array<char, 65536> piece{};
    while (length > 0) {
      if (limits_.late()) return BodyEnd::too_slow;
      const auto most = static_cast<int>(std::min<std::uint64_t>(length, piece.size()));
      const int got = session_.some(piece.data(), most);
      if (got <= 0) return BodyEnd::cut_off;
      bytes_.append(piece.data(), static_cast<std::size_t>(got));
      length -= static_cast<std::uint64_t>(got);
    }
    return BodyEnd::whole;
  }

  BodyEnd of_chunks() {
    for (;;) {
      const auto size = chunk_size();
      if (!size) return BodyEnd::cut_off;
      if (*size == 0) return BodyEnd::whole;
      const BodyEnd end = of_length(*size);
      if (end != BodyEnd::whole) return end;
      if (session_.byte() != '\r' || session_.byte() != '\n') return BodyEnd::cut_off;
    }
  }

  BodyEnd to_the_end() {
    std::array<char, 65536> piece{};
    for (;;) {
      if (limits_.late()) return BodyEnd::too_slow;
      const int got = session_.some(piece.data(), static_cast<int>(piece.size()));
      if (got <= 0) return BodyEnd::length_not_told;
      if (static_cast<std::uint64_t>(got) > limits_.most_bytes - bytes_.size()) return BodyEnd::too_large;
      bytes_.append(piece.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  /// Its line: hexadecimal digits, then what may be passed over.
  std::optional<std::uint64_t> chunk_size() {
    constexpr std::size_t longest_line = 4096;
    std::string line;
    for (int c = session_.byte(); c != '\n'; c = session_.byte()) {
      if (c < 0 || line.size() == longest_line) return std::nullopt;
      line += static_cast<char>(c);
    }
    const std::size_t digits = std::min(line.find_first_not_of("0123456789abcdefABCDEF"), line.size());
    if (digits == 0 || digits > 15) return std::nullopt;
    return std::stoull(line.substr(0, digits), nullptr, 16);
  }

  Session& session_;
  const BodyLimits& limits_;
  std::string& bytes_;
};

}  // namespace

std::unique_ptr<Session> open_session(const Poco::URI& address, int silence_seconds) {
  std::unique_ptr<Session> out;
  if (address.getScheme() == "https") {
    out = std::make_unique<Opened<Poco::Net::HTTPSClientSession>>(address.getHost(), address.getPort(),
                                                                  safe_context());
  } else {
    out = std::make_unique<Opened<Poco::Net::HTTPClientSession>>(address.getHost(), address.getPort());
  }
  out->http().setTimeout(Poco::Timespan(silence_seconds, 0));
  out->http().setKeepAlive(false);
  return out;
}

BodyEnd read_body(Session& session, const Poco::Net::HTTPResponse& answer, const BodyLimits& limits,
                  std::string& bytes) {
  Body body(session, limits, bytes);
  if (answer.getChunkedTransferEncoding()) return body.of_chunks();
  if (!answer.hasContentLength()) return body.to_the_end();
  const Poco::Int64 length = answer.getContentLength64();
  return length < 0 ? BodyEnd::cut_off : body.of_length(static_cast<std::uint64_t>(length));
}

}  // namespace outturn::fetch
