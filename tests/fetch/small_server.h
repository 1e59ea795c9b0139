// A server on this machine that answers with exactly the bytes given, also those no sound server sends. It
// listens on 127.0.0.1, at a port the system chose; tests never reach further.
#pragma once

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <atomic>
#include <map>
#include <string>
#include <thread>

namespace outturn::test {

class SmallServer {
 public:
  /// Answers by path. "PORT" in an answer becomes the port.
  explicit SmallServer(std::map<std::string, std::string> answers)
      : socket_(Poco::Net::SocketAddress("127.0.0.1", 0)), answers_(std::move(answers)) {
    thread_ = std::thread([this] { serve(); });
  }
  ~SmallServer() {
    ending_ = true;
    thread_.join();
  }
  SmallServer(const SmallServer&) = delete;
  SmallServer& operator=(const SmallServer&) = delete;

  [[nodiscard]] std::string at(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(socket_.address().port()) + path;
  }
  [[nodiscard]] int asked() const { return asked_; }

 private:
  void serve() {
    while (!ending_) {
      if (!socket_.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) continue;
      Poco::Net::StreamSocket one = socket_.acceptConnection();
      ++asked_;
      try {
        answer(one);
      } catch (const std::exception&) {  // the client went away
      }
    }
  }
  void answer(Poco::Net::StreamSocket& one) {
    std::string request;
    char piece[1024];
    while (request.find("\r\n\r\n") == std::string::npos) {
      const int got = one.receiveBytes(piece, sizeof piece);
      if (got <= 0) return;
      request.append(piece, static_cast<std::size_t>(got));
    }
    const std::size_t from = request.find(' ') + 1;
    const auto found = answers_.find(request.substr(from, request.find(' ', from) - from));
    std::string all =
        found == answers_.end() ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" : found->second;
    const std::size_t port = all.find("PORT");
    if (port != std::string::npos) all.replace(port, 4, std::to_string(socket_.address().port()));
    if (all == "silence") {
      for (int i = 0; i < 150 && !ending_; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    } else {
      one.sendBytes(all.data(), static_cast<int>(all.size()));
    }
    one.shutdownSend();
  }

  Poco::Net::ServerSocket socket_;
  std::map<std::string, std::string> answers_;
  std::atomic<bool> ending_ = false;
  std::atomic<int> asked_ = 0;
  std::thread thread_;
};

}  // namespace outturn::test
