// Files fetched from a server of the test's own: whole ones, and every way one can fail to come.
#include "adapters/fetch/fetch.h"

#include <gtest/gtest.h>

#include "tests/fetch/small_server.h"

namespace outturn::fetch {
namespace {

std::string sized(const std::string& body, std::size_t length, const std::string& more = "") {
  return "HTTP/1.1 200 OK\r\n" + more + "Content-Length: " + std::to_string(length) + "\r\n\r\n" + body;
}

std::string moved(const std::string& to) {
  return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
}

std::string chunked(const std::string& chunks) {
  return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}

const std::map<std::string, std::string>& answers() {
  static const std::map<std::string, std::string> all = {
      {"/whole.csv", sized("a,b\n1,2\n", 8, "Content-Type: text/csv\r\nLast-Modified: Sun, 22 Nov 2026\r\n")},
      {"/query?a=1&b=2", sized("queried", 7)},
      {"/empty", sized("", 0)},
      {"/cut", sized("a,b\n1", 8)},
      {"/chunks", chunked("4\r\na,b\n\r\n4;note=x\r\n1,2\n\r\n0\r\n\r\n")},
      {"/chunks-cut-between", chunked("4\r\na,b\n\r\n")},
      {"/chunks-cut-within", chunked("4\r\na,b\n\r\n4\r\n1,")},
      {"/chunks-spoilt", chunked("zz\r\na,b\n")},
      {"/untold", "HTTP/1.1 200 OK\r\n\r\na,b\n"},
      {"/packed", sized("xx", 2, "Content-Encoding: gzip\r\n")},
      {"/once", moved("/whole.csv")},
      {"/by-whole-address", moved("http://127.0.0.1:PORT/whole.csv")},
      {"/ring", moved("/ring")},
      {"/1", moved("/2")},
      {"/2", moved("/3")},
      {"/3", moved("/4")},
      {"/4", moved("/5")},
      {"/5", moved("/whole.csv")},
      {"/0", moved("/1")},
      {"/nowhere", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"},
      {"/to-a-file", moved("file:///etc/hostname")},
      {"/broken", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"},
      {"/no-http", "hello\r\n\r\n"},
      {"/nothing", ""},
      {"/silent", "silence"},
  };
  return all;
}

class Fetching : public testing::Test {
 protected:
  std::optional<Fetched> get(const std::string& url, Limits limits = {}) {
    problems = {};
    return fetch::fetch({url, limits, [this] { return late; }}, problems);
  }
  std::string told(const std::string& url, Limits limits = {}) {
    const auto got = get(url, limits);
    EXPECT_EQ(got.has_value(), !problems.has_errors()) << url;
    return problems.empty() ? "nothing" : problems.list()[0].code;
  }

  test::SmallServer server{answers()};
  Problems problems;
  bool late = false;
};

TEST_F(Fetching, AFileComesWholeWithWhatTheServerSaysOfIt) {
  const auto got = get(server.at("/whole.csv"));
  ASSERT_TRUE(got);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(got->bytes, "a,b\n1,2\n");
  EXPECT_EQ(got->content_type, "text/csv");
  EXPECT_EQ(got->last_modified, "Sun, 22 Nov 2026");
  EXPECT_EQ(got->from, server.at("/whole.csv"));
  EXPECT_EQ(get(server.at("/query?a=1&b=2#place"))->bytes, "queried");
  EXPECT_EQ(get(server.at("/empty"))->bytes, "");
  EXPECT_EQ(get(server.at("/chunks"))->bytes, "a,b\n1,2\n");
  EXPECT_TRUE(problems.empty());
}

TEST_F(Fetching, AFileCutOffIsNeverTakenForAWholeOne) {
  for (const char* path : {"/cut", "/chunks-cut-between", "/chunks-cut-within", "/chunks-spoilt"})
    EXPECT_EQ(told(server.at(path)), "F7") << path;
}

TEST_F(Fetching, ALengthNotToldIsAWarning) {
  const auto got = get(server.at("/untold"));
  ASSERT_TRUE(got);
  EXPECT_EQ(got->bytes, "a,b\n");
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].code, "F12");
}

TEST_F(Fetching, FiveRedirectsAreFollowedAndNotSix) {
  EXPECT_EQ(get(server.at("/once"))->from, server.at("/whole.csv"));
  EXPECT_EQ(get(server.at("/by-whole-address"))->bytes, "a,b\n1,2\n");
  EXPECT_EQ(told(server.at("/1")), "nothing");
  EXPECT_EQ(told(server.at("/0")), "F6");
  const int before = server.asked();
  EXPECT_EQ(told(server.at("/ring")), "F6");
  EXPECT_EQ(server.asked(), before + 6);
  EXPECT_EQ(told(server.at("/nowhere")), "F6");
  EXPECT_EQ(told(server.at("/to-a-file")), "F6");
}

TEST_F(Fetching, LimitsHold) {
  Limits limits;
  limits.most_bytes = 8;
  EXPECT_EQ(told(server.at("/whole.csv"), limits), "nothing");
  EXPECT_EQ(told(server.at("/chunks"), limits), "nothing");
  limits.most_bytes = 7;
  EXPECT_EQ(told(server.at("/whole.csv"), limits), "F8");
  EXPECT_EQ(told(server.at("/chunks"), limits), "F8");
  limits.most_bytes = 3;
  EXPECT_EQ(told(server.at("/untold"), limits), "F8");
  limits = {};
  limits.silence_seconds = 1;
  EXPECT_EQ(told(server.at("/silent"), limits), "F9");
  late = true;
  EXPECT_EQ(told(server.at("/whole.csv")), "F9");
}

TEST_F(Fetching, WhatIsNoFileIsTold) {
  EXPECT_EQ(told(server.at("/not-there")), "F5");
  EXPECT_EQ(problems.list()[0].what, "the server answered 404 Not Found");
  EXPECT_EQ(told(server.at("/broken")), "F5");
  EXPECT_EQ(told(server.at("/packed")), "F11");
  EXPECT_EQ(told(server.at("/no-http")), "F3");
  EXPECT_EQ(told(server.at("/nothing")), "F3");
  std::string closed;
  {
    const test::SmallServer other({});
    closed = other.at("/");
  }
  EXPECT_EQ(told(closed), "F3");
}

TEST_F(Fetching, AddressesOfAnotherKindAreNotTried) {
  for (const char* url : {"", "whole.csv", "file:///etc/hostname", "ftp://example.org/a", "https://",
                          "https://me:secret@example.org/a", "http://[::1"})
    EXPECT_EQ(told(url), "F2") << url;
  EXPECT_EQ(server.asked(), 0);
}

}  // namespace
}  // namespace outturn::fetch
