#include "adapters/command/claim/parallel.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <set>
#include <thread>

namespace outturn::command {
namespace {

class Pool {
 public:
  explicit Pool(const std::vector<Task>& tasks)
      : tasks_(tasks), waiting_(tasks.size()), readers_(tasks.size()), left_(tasks.size()) {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      waiting_[i] = tasks[i].after.size();
      for (const std::size_t before : tasks[i].after) readers_[before].push_back(i);
      if (waiting_[i] == 0) ready_.insert(i);
    }
  }

  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return !ready_.empty() || left_ == 0 || failed_; });
      if (left_ == 0 || failed_) return;
      const std::size_t task = *ready_.begin();  // the earliest: others are likelier to wait for it
      ready_.erase(ready_.begin());
      lock.unlock();
      std::exception_ptr failed;
      try {
        tasks_[task].work();
      } catch (...) {
        failed = std::current_exception();
      }
      lock.lock();
      if (failed && !failed_) failed_ = failed;
      --left_;
      for (const std::size_t reader : readers_[task]) {
        if (--waiting_[reader] == 0) ready_.insert(reader);
      }
      changed_.notify_all();
    }
  }

  [[nodiscard]] std::exception_ptr failed() const { return failed_; }

 private:
  const std::vector<Task>& tasks_;
  std::vector<std::size_t> waiting_;
  std::vector<std::vector<std::size_t>> readers_;
  std::set<std::size_t> ready_;
  std::size_t left_;
  std::exception_ptr failed_;
  std::mutex mutex_;
  std::condition_variable changed_;
};

}  // namespace

void run_on(unsigned threads, const std::vector<Task>& tasks) {
  Pool pool(tasks);
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads && i < tasks.size(); ++i) others.emplace_back([&] { pool.work(); });
  pool.work();
  for (std::thread& thread : others) thread.join();
  if (pool.failed()) std::rethrow_exception(pool.failed());
}

void run_on_all_cores(const std::vector<Task>& tasks) {
  run_on(std::max(1U, std::thread::hardware_concurrency()), tasks);
}

}  // namespace outturn::command
