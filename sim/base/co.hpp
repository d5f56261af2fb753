// Co<T>: a lazily started C++20 coroutine. A mechanism that waits in its middle (take the GIL, acquire a lock, sort with a
// Python key function) is written as straight-line code; while it waits it is a small heap block, not a host stack or thread.
//
// Rules (g++ 12 miscompiles the exceptions to them):
//  - parameters are trivially copyable (Value, pointers, spans of storage that outlives the call); own objects in local Refs;
//  - no co_await inside ?:, && or ||, nor inside a function's argument list: name the result first.
#pragma once

#include <cassert>
#include <coroutine>
#include <cstdlib>
#include <optional>
#include <utility>

namespace gilscope {

namespace detail {

struct PromiseBase {
  std::coroutine_handle<> continuation = std::noop_coroutine();
  std::suspend_always initial_suspend() noexcept { return {}; }
  struct Final {
    bool await_ready() noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept { return h.promise().continuation; }
    void await_resume() noexcept {}
  };
  Final final_suspend() noexcept { return {}; }
  [[noreturn]] void unhandled_exception() noexcept { std::abort(); }  // modeled errors are values; a C++ throw is our bug
};

template <class T>
struct Promise : PromiseBase {
  std::optional<T> value;
  void return_value(T v) { value.emplace(std::move(v)); }
  T take() { assert(value); return std::move(*value); }
};
template <>
struct Promise<void> : PromiseBase {
  void return_void() {}
  void take() {}
};

}  // namespace detail

template <class T = void>
class [[nodiscard]] Co {
 public:
  struct promise_type : detail::Promise<T> {
    Co get_return_object() { return Co(std::coroutine_handle<promise_type>::from_promise(*this)); }
  };

  Co() = default;
  Co(Co&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Co& operator=(Co&& other) noexcept {
    if (this != &other) { reset(); handle_ = std::exchange(other.handle_, nullptr); }
    return *this;
  }
  ~Co() { reset(); }

  // Awaiting from another coroutine: run it, come back with its result. One that ends without waiting is left like an ordinary call:
  // handing control over and back instead (symmetric transfer) would use up the host's stack in a loop of many such calls wherever the
  // compiler makes no tail calls (g++ below -O2, and with sanitizers).
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> waiter) noexcept {
    handle_.resume();
    if (handle_.done()) return false;
    handle_.promise().continuation = waiter;
    return true;
  }
  T await_resume() { return handle_.promise().take(); }

  // Driving a root coroutine from ordinary code.
  explicit operator bool() const { return handle_ != nullptr; }
  std::coroutine_handle<> handle() const { return handle_; }
  void start() { handle_.resume(); }
  bool done() const { return handle_.done(); }
  T take() { return handle_.promise().take(); }  ///< Requires: done().
  void reset() { if (handle_) { handle_.destroy(); handle_ = nullptr; } }

 private:
  explicit Co(std::coroutine_handle<promise_type> h) : handle_(h) {}
  std::coroutine_handle<promise_type> handle_;
};

}  // namespace gilscope
