#include "adapters/fetch/fetch.h"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>

#include <fmt/format.h>

#include "adapters/fetch/session.h"

namespace outturn::fetch {
namespace {

using Poco::Net::HTTPResponse;

std::optional<Poco::URI> address_in(const std::string& url) {
  try {
    Poco::URI address(url);
    const std::string scheme = address.getScheme();
    if ((scheme != "http" && scheme != "https") || address.getHost().empty()) return std::nullopt;
    if (!address.getUserInfo().empty()) return std::nullopt;
    address.setFragment("");
    return address;
  } catch (const Poco::Exception&) {
    return std::nullopt;
  }
}

Problem no_address(const std::string& url) {
  return problem_at(
      "F2", url, {}, "this is no address a file can be fetched from",
      {"An address begins with https:// or http://, names a server, and has no password in it."},
      {"Copy the file's own address from the publisher's page."});
}

/// What one server said: a file, another address, or a problem.
struct Answer {
  std::optional<Problem> problem;
  bool elsewhere = false;
  std::string location;
  BodyEnd end = BodyEnd::whole;
  Fetched file;
};

Answer trouble(const char* code, const std::string& url, std::string what, std::vector<std::string> why,
               std::vector<std::string> mend) {
  Answer out;
  out.problem = problem_at(code, url, {}, std::move(what), std::move(why), std::move(mend));
  return out;
}

Answer not_reached(const std::string& url, const std::string& why) {
  return trouble("F3", url, "the server can't be reached", {why},
                 {"Check the address and this machine's connection, and try again later."});
}

Answer too_slow(const std::string& url, const Limits& limits) {
  return trouble("F9", url, "the file took too long",
                 {fmt::format("A server may be silent for {} seconds, and all of it may take {}.",
                              limits.silence_seconds, limits.whole_seconds)},
                 {"Try again later, or allow more with --seconds."});
}

Answer refused(const std::string& url, const HTTPResponse& answer) {
  const int status = answer.getStatus();
  return trouble(
      "F5", url, fmt::format("the server answered {} {}", status, answer.getReason()),
      {status >= 500                    ? "Something is wrong on the server's side."
       : status == 404 || status == 410 ? "There is no file at this address: publishers move their files."
                                        : "It does not hand this file out so."},
      {status >= 500 ? "Try again later."
                     : "Look for the file on the publisher's page and take its address."});
}

/// Problems of a body that did not come whole.
Answer unfinished(const std::string& url, const Limits& limits, BodyEnd end, std::size_t got) {
  if (end == BodyEnd::too_slow) return too_slow(url, limits);
  if (end == BodyEnd::too_large)
    return trouble("F8", url, "the file is larger than may be fetched",
                   {fmt::format("At most {} MiB are fetched.", limits.most_bytes >> 20)},
                   {"See what lies at this address; where it is right, allow more with --mib."});
  return trouble("F7", url, "the file was cut off on its way",
                 {fmt::format("{} bytes came; by what the server said, more should have.", got)},
                 {"Try again. Nothing was kept."});
}

Answer taken(const Request& request, const std::string& url, Session& session, const HTTPResponse& answer) {
  const std::string packed = answer.get("Content-Encoding", "identity");
  if (packed != "identity" && !packed.empty())
    return trouble("F11", url, fmt::format("the server packed the file ({}) though asked not to", packed),
                   {"Its digest would be that of the packed file."},
                   {"Fetch it in a browser and give the file itself."});
  Answer out;
  out.end = read_body(session, answer, {request.limits.most_bytes, request.late}, out.file.bytes);
  if (out.end != BodyEnd::whole && out.end != BodyEnd::length_not_told)
    return unfinished(url, request.limits, out.end, out.file.bytes.size());
  out.file.from = url;
  out.file.content_type = answer.get("Content-Type", "");
  out.file.last_modified = answer.get("Last-Modified", "");
  return out;
}

/// Throws Poco's exceptions.
Answer talk(const Request& request, const Poco::URI& address) {
  const std::string url = address.toString();
  const auto session = open_session(address, request.limits.silence_seconds);
  const std::string path = address.getPathAndQuery();
  Poco::Net::HTTPRequest asked("GET", path.empty() ? "/" : path, "HTTP/1.1");
  asked.set("User-Agent", "outturn (evidence for outcomes contracts)");
  asked.set("Accept-Encoding", "identity");
  session->http().sendRequest(asked);
  HTTPResponse answer;
  session->http().receiveResponse(answer);
  const int status = answer.getStatus();
  if (status == 200) return taken(request, url, *session, answer);
  if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308)
    return refused(url, answer);
  Answer out;
  out.elsewhere = true;
  out.location = answer.get("Location", "");
  return out;
}

Answer ask(const Request& request, const Poco::URI& address) {
  const std::string url = address.toString();
  try {
    return talk(request, address);
  } catch (const Poco::Net::SSLException& wrong) {
    return trouble("F4", url, "no safe connection to this server",
                   {"Who it is can't be proved: " + wrong.displayText()},
                   {"Do not fetch from it before its publisher has put this right."});
  } catch (const Poco::TimeoutException&) {
    return too_slow(url, request.limits);
  } catch (const Poco::Exception& wrong) {
    return not_reached(url, wrong.displayText());
  } catch (const std::exception& wrong) {
    return not_reached(url, wrong.what());
  }
}

/// Where a redirect leads; a problem where it may not be followed.
std::optional<Poco::URI> followed(const Poco::URI& from, const std::string& location, Problems& problems) {
  std::optional<Poco::URI> to;
  try {
    to = address_in(Poco::URI(from, location).toString());
  } catch (const Poco::Exception&) {
    to.reset();
  }
  const bool unsafe = to && from.getScheme() == "https" && to->getScheme() != "https";
  if (to && !unsafe && !location.empty()) return to;
  problems.add(
      problem_at("F6", from.toString(), {},
                 location.empty() ? "the server sends elsewhere without saying where"
                                  : "the server sends to an address that is not followed",
                 {unsafe ? location + " is not safe, as this address is." : "It says \"" + location + "\"."},
                 {"Look for the file on the publisher's page and take its address."}));
  return std::nullopt;
}

}  // namespace

bool usable_address(const std::string& url, Problems& problems) {
  if (address_in(url)) return true;
  problems.add(no_address(url));
  return false;
}

std::optional<Fetched> fetch(const Request& request, Problems& problems) {
  if (!usable_address(request.url, problems)) return std::nullopt;
  std::optional<Poco::URI> address = address_in(request.url);
  for (int hop = 0; hop <= request.limits.redirects; ++hop) {
    Answer answer = ask(request, *address);
    if (answer.problem) {
      problems.add(std::move(*answer.problem));
      return std::nullopt;
    }
    if (!answer.elsewhere) {
      if (answer.end == BodyEnd::length_not_told) {
        Problem untold = problem_at("F12", request.url, {}, "the server did not say how long the file is",
                                    {"So a file that was cut off could not be told from a whole one."},
                                    {"Give the publisher's --sha256, or look whether the file is whole."});
        untold.severity = Severity::warning;
        problems.add(std::move(untold));
      }
      return std::move(answer.file);
    }
    address = followed(*address, answer.location, problems);
    if (!address) return std::nullopt;
  }
  problems.add(problem_at("F6", request.url, {}, "the server sends elsewhere again and again",
                          {fmt::format("{} redirects were followed.", request.limits.redirects)},
                          {"Look for the file on the publisher's page and take its address."}));
  return std::nullopt;
}

}  // namespace outturn::fetch
