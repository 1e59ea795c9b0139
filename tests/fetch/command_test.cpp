// outturn data fetch as a person runs it: offline unless told, whole or not at all, a record beside the file
// which outturn data read shows; and safe connections, against a server with a certificate of its own.
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/command/claim/host.h"
#include "adapters/command/source_record.h"
#include "tests/fetch/small_server.h"

namespace outturn::command {
namespace {

struct Ended {
  int status = 0;
  std::string told;
};

Ended call(const std::string& command) {
  Ended out;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> piece{};
  for (std::size_t got = 0; (got = fread(piece.data(), 1, piece.size(), pipe)) > 0;)
    out.told.append(piece.data(), got);
  out.status = WEXITSTATUS(pclose(pipe));
  return out;
}

constexpr const char* table = "code,year,n\nE06000001,2019,12\n";

std::map<std::string, std::string> answers() {
  const std::string length = std::to_string(std::string(table).size());
  return {{"/table.csv",
           "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: " + length + "\r\n\r\n" + table},
          {"/moved.csv", "HTTP/1.1 301 Moved\r\nLocation: /table.csv\r\nContent-Length: 0\r\n\r\n"},
          {"/cut.csv", std::string("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n") + table}};
}

class FetchCommand : public testing::Test {
 protected:
  FetchCommand() {
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  ~FetchCommand() override { fs::remove_all(folder); }
  FetchCommand(const FetchCommand&) = delete;
  FetchCommand& operator=(const FetchCommand&) = delete;

  [[nodiscard]] Ended fetch(const std::string& url, const std::string& more = "") const {
    return call(fmt::format("{} data fetch '{}' --out {} {}", OUTTURN_BINARY, url, out.string(), more));
  }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }

  const fs::path folder = fs::path(testing::TempDir()) / fmt::format("outturn_fetch_{}", getpid());
  const fs::path out = folder / "table.csv";
  const std::string digest = sha256(table);
  test::SmallServer server{answers()};
};

TEST_F(FetchCommand, IsOfflineUnlessTold) {
  const Ended ended = fetch(server.at("/table.csv"), "--sha256 " + digest);
  EXPECT_EQ(ended.status, 1);
  EXPECT_NE(ended.told.find("error F1"), std::string::npos) << ended.told;
  EXPECT_NE(ended.told.find("--online"), std::string::npos);
  EXPECT_NE(ended.told.find(server.at("/table.csv")), std::string::npos);
  EXPECT_NE(ended.told.find(digest), std::string::npos);
  EXPECT_EQ(server.asked(), 0);
  EXPECT_EQ(files(), 0U);
}

TEST_F(FetchCommand, WritesTheFileAndItsSourceWhichReadingShows) {
  const Ended ended = fetch(server.at("/moved.csv"), "--online");
  ASSERT_EQ(ended.status, 0) << ended.told;
  EXPECT_EQ(read_file(out), table);
  EXPECT_EQ(files(), 2U);
  const auto record = source_in(read_file(source_record_of(out)).value_or(""));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->url, server.at("/moved.csv"));
  EXPECT_EQ(record->fetched_from, server.at("/table.csv"));
  EXPECT_EQ(record->sha256, digest);
  EXPECT_EQ(record->bytes, std::string(table).size());
  EXPECT_EQ(record->content_type, "text/csv");
  EXPECT_GE(record->retrieved, "2026-01-01");
  EXPECT_LT(record->retrieved, "2100");
  std::ofstream(folder / "how.txt") << "area code from code\nperiod from year\nvalue from n\n";
  const std::string read =
      fmt::format("{} data read {} --declared {}/how.txt", OUTTURN_BINARY, out.string(), folder.string());
  const Ended shown = call(read);
  EXPECT_EQ(shown.status, 0) << shown.told;
  EXPECT_NE(shown.told.find("  " + server.at("/moved.csv") + "\n"), std::string::npos) << shown.told;
  EXPECT_NE(shown.told.find("retrieved " + record->retrieved), std::string::npos) << shown.told;
  std::ofstream(out, std::ios::app) << "E06000002,2019,13\n";
  const Ended changed = call(read);
  EXPECT_EQ(changed.status, 1);
  EXPECT_NE(changed.told.find("error F15"), std::string::npos) << changed.told;
  EXPECT_NE(changed.told.find(digest), std::string::npos);
}

TEST_F(FetchCommand, ARecordThatIsNoneIsAWarning) {
  std::ofstream(out) << table;
  std::ofstream(folder / "how.txt") << "area code from code\nperiod from year\nvalue from n\n";
  for (const char* json : {"", "[]", "{\"url\": 7}", "{\"url\": \"a\", \"sha256\": \"b\"}", "\xff"}) {
    std::ofstream(source_record_of(out)) << json;
    const Ended ended = call(
        fmt::format("{} data read {} --declared {}/how.txt", OUTTURN_BINARY, out.string(), folder.string()));
    EXPECT_EQ(ended.status, 0) << ended.told;
    EXPECT_NE(ended.told.find("warning F15"), std::string::npos) << json << ended.told;
  }
}

TEST_F(FetchCommand, AnotherFileIsRefusedWithBothDigests) {
  const std::string other = sha256("another file");
  const Ended ended = fetch(server.at("/table.csv"), "--online --sha256 " + other);
  EXPECT_EQ(ended.status, 1);
  EXPECT_NE(ended.told.find("error F10"), std::string::npos) << ended.told;
  EXPECT_NE(ended.told.find(other), std::string::npos);
  EXPECT_NE(ended.told.find(digest), std::string::npos);
  EXPECT_EQ(files(), 0U);
  EXPECT_NE(fetch(server.at("/table.csv"), "--online --sha256 123").told.find("error F16"),
            std::string::npos);
}

TEST_F(FetchCommand, NothingIsLeftOfAFileCutOff) {
  const Ended ended = fetch(server.at("/cut.csv"), "--online --cache " + (folder / "kept").string());
  EXPECT_EQ(ended.status, 1);
  EXPECT_NE(ended.told.find("error F7"), std::string::npos) << ended.told;
  EXPECT_EQ(files(), 0U);
}

TEST_F(FetchCommand, AFileInTheCacheIsTakenWithoutNetworkAndASpoiltOneIsNot) {
  const std::string cache = "--cache " + (folder / "kept").string() + " --sha256 ";
  std::string capitals = digest;
  std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  ASSERT_EQ(fetch(server.at("/table.csv"), cache + capitals + " --online").status, 0);
  EXPECT_EQ(server.asked(), 1);
  fs::remove(out);
  const Ended hit = fetch(server.at("/table.csv"), cache + digest);
  EXPECT_EQ(hit.status, 0) << hit.told;
  EXPECT_NE(hit.told.find("taken from the cache"), std::string::npos) << hit.told;
  EXPECT_EQ(read_file(out), table);
  fs::remove(out);
  std::ofstream(folder / "kept" / digest) << "spoilt";
  const Ended spoilt = fetch(server.at("/table.csv"), cache + digest);
  EXPECT_EQ(spoilt.status, 1);
  EXPECT_NE(spoilt.told.find("warning F13"), std::string::npos) << spoilt.told;
  EXPECT_FALSE(fs::exists(out));
  EXPECT_EQ(fetch(server.at("/table.csv"), cache + digest + " --online").status, 0);
  EXPECT_EQ(read_file(folder / "kept" / digest), table);
  EXPECT_EQ(server.asked(), 2);
}

TEST_F(FetchCommand, AFileThatIsThereIsNotReplacedUnasked) {
  std::ofstream(out) << "mine";
  const Ended ended = fetch(server.at("/table.csv"), "--online");
  EXPECT_EQ(ended.status, 1);
  EXPECT_NE(ended.told.find("error F14"), std::string::npos) << ended.told;
  EXPECT_EQ(read_file(out), "mine");
  EXPECT_EQ(server.asked(), 0);
  EXPECT_EQ(fetch(server.at("/table.csv"), "--online --replace").status, 0);
  EXPECT_EQ(read_file(out), table);
  const Ended again = fetch(server.at("/table.csv"), "--sha256 " + digest);
  EXPECT_EQ(again.status, 0) << again.told;
  EXPECT_NE(again.told.find("there already"), std::string::npos);
}

/// Python's server with a certificate for localhost made for this test; ends with the object.
class SafeServer {
 public:
  explicit SafeServer(const fs::path& folder) {
    const std::string made = fmt::format(
        "cd {} && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj "
        "/CN=localhost "
        "-addext subjectAltName=DNS:localhost",
        folder.string());
    if (call("command -v openssl && command -v python3").status != 0 || call(made).status != 0) return;
    std::ofstream(folder / "serve.py")
        << "import http.server, ssl\n"
           "class Answer(http.server.BaseHTTPRequestHandler):\n"
           "  def do_GET(self):\n"
           "    down = self.path == '/down'\n"
           "    self.send_response(302 if down else 200)\n"
           "    if down: self.send_header('Location', 'http://localhost/table.csv')\n"
           "    self.send_header('Content-Length', '4')\n"
           "    self.end_headers()\n"
           "    self.wfile.write(b'safe')\n"
           "server = http.server.HTTPServer(('127.0.0.1', 0), Answer)\n"
           "context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
           "context.load_cert_chain('cert.pem', 'key.pem')\n"
           "server.socket = context.wrap_socket(server.socket, server_side=True)\n"
           "print(server.server_port, flush=True)\n"
           "import os\n"
           "open('pid', 'w').write(str(os.getpid()))\n"
           "print('ready', flush=True)\n"
           "server.serve_forever()\n";
    pipe_ = popen(fmt::format("cd {} && exec python3 serve.py 2>/dev/null", folder.string()).c_str(), "r");
    std::array<char, 64> line{};
    if (fgets(line.data(), line.size(), pipe_) != nullptr) port = std::atoi(line.data());
    if (fgets(line.data(), line.size(), pipe_) != nullptr)
      pid_ = std::atoi(read_file(folder / "pid").value_or("0").c_str());
  }
  ~SafeServer() {
    if (pid_ > 0) kill(pid_, SIGTERM);
    if (pipe_ != nullptr) pclose(pipe_);
  }
  SafeServer(const SafeServer&) = delete;
  SafeServer& operator=(const SafeServer&) = delete;

  int port = 0;

 private:
  FILE* pipe_ = nullptr;
  int pid_ = 0;
};

TEST_F(FetchCommand, ACertificateIsChecked) {
  const SafeServer safe(folder);
  if (safe.port == 0) GTEST_SKIP() << "NOT TESTED: openssl or python3 is not here, no certificate was made";
  const auto over = [&](const std::string& host, const std::string& authorities,
                        const std::string& path = "/a") {
    return call(fmt::format("SSL_CERT_FILE={} {} data fetch https://{}:{}{} --out {} --online --replace",
                            authorities, OUTTURN_BINARY, host, safe.port, path, out.string()));
  };
  const std::string known = (folder / "cert.pem").string();
  const Ended unknown = over("localhost", "/dev/null");
  EXPECT_EQ(unknown.status, 1);
  EXPECT_NE(unknown.told.find("error F4"), std::string::npos) << unknown.told;
  const Ended of_another_name = over("127.0.0.1", known);
  EXPECT_EQ(of_another_name.status, 1);
  EXPECT_NE(of_another_name.told.find("error F4"), std::string::npos) << of_another_name.told;
  EXPECT_FALSE(fs::exists(out));
  const Ended good = over("localhost", known);
  EXPECT_EQ(good.status, 0) << good.told;
  EXPECT_EQ(read_file(out), "safe");
  const Ended down = over("localhost", known, "/down");
  EXPECT_EQ(down.status, 1);
  EXPECT_NE(down.told.find("error F6"), std::string::npos) << down.told;
}

}  // namespace
}  // namespace outturn::command
