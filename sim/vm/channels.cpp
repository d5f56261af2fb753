#include "sim/vm/channels.hpp"

#include <algorithm>
#include <utility>

namespace gilscope {

// ---- sleeping -------------------------------------------------------------------------------------------------------------

void Signal::wake_one(Machine& machine) {
  for (Sleeper* sleeper : sleepers_) {
    if (sleeper->woken) continue;
    sleeper->woken = true;
    return machine.wake(*sleeper->thread);
  }
}

void Signal::wake_all(Machine& machine) {
  for (Sleeper* sleeper : sleepers_) {
    if (sleeper->woken) continue;
    sleeper->woken = true;
    machine.wake(*sleeper->thread);
  }
}

void Signal::forget(const OsThread& thread) {
  std::erase_if(sleepers_, [&](const Sleeper* sleeper) { return sleeper->thread == &thread; });
}

Co<Wake> sleep_for(Machine& machine, std::span<Signal* const> signals, ThreadState why, SimTime deadline) {
  Signal::Sleeper me{&machine.current()};
  for (Signal* signal : signals) signal->sleepers_.push_back(&me);
  const Wake wake = co_await machine.block(why, deadline);
  for (Signal* signal : signals) std::erase(signal->sleepers_, &me);
  co_return wake;
}

// ---- queues ---------------------------------------------------------------------------------------------------------------

void MessageQueue::changed(Machine& machine) {
  for (const auto& looker : lookers) {
    if (looker->due) continue;
    looker->due = true;
    const SimTime looks = (machine.clock.now - looker->since) / looker->every + 1;
    machine.at(looker->since + looks * looker->every, [looker, &machine](SimTime) {
      if (std::exchange(looker->asleep, false)) machine.wake(*looker->thread);
    });
  }
}

Co<Wake> MessageQueue::look_again(Machine& machine, MessageQueue* queue, SimTime every, SimTime deadline) {
  const auto me = std::make_shared<Looker>(Looker{&machine.current(), machine.clock.now, every});
  queue->lookers.push_back(me);
  const Wake wake = co_await machine.block(ThreadState::Sleeping, deadline);
  me->asleep = false;
  std::erase(queue->lookers, me);
  co_return wake;
}

std::size_t Message::size() const {
  std::size_t sum = bytes.size();
  for (const Message& item : items) sum += item.size();
  return sum;
}

void Channels::bind_queue(std::int64_t id) {
  if (MessageQueue* found = queue(id)) ++found->bound;
}

void Channels::release_queue(std::int64_t id) {
  MessageQueue* found = queue(id);
  if (found != nullptr && --found->bound == 0) queues_.erase(id);
}

void Channels::interpreter_ended(InterpreterId which) {
  for (auto& [id, queue] : queues_) {
    const auto removed = [&](const MessageQueue::Item& item) { return item.from == which && item.unbound == MessageQueue::kRemove; };
    if (std::erase_if(queue->items, removed) > 0) queue->changed(machine_);
    for (MessageQueue::Item& item : queue->items) if (item.from == which) item.message = {}, item.lost = true;
  }
}

std::int64_t Channels::make_queue(std::int64_t maxsize, std::int64_t unbound) {
  auto queue = std::make_unique<MessageQueue>();
  queue->maxsize = maxsize;
  queue->unbound = unbound;
  queues_.emplace(next_queue_, std::move(queue));
  return next_queue_++;
}

MessageQueue* Channels::queue(std::int64_t id) {
  const auto found = queues_.find(id);
  return found == queues_.end() ? nullptr : found->second.get();
}

std::vector<std::int64_t> Channels::queue_ids() const {
  std::vector<std::int64_t> ids;
  for (const auto& [id, queue] : queues_) ids.push_back(id);
  return ids;
}

// ---- pipes ----------------------------------------------------------------------------------------------------------------

std::string Pipe::read(std::size_t most) {
  const std::size_t count = std::min(most, size());
  std::string bytes = data.substr(taken, count);
  taken += count;
  if (taken == data.size()) {
    data.clear();
    taken = 0;
  } else if (taken > kCapacity) {
    data.erase(0, taken);
    taken = 0;
  }
  return bytes;
}

namespace {
constexpr int kFirstFile = 3;

int lowest_free(const std::map<int, PipeEnd>& files) {
  int fd = kFirstFile;
  while (files.contains(fd)) ++fd;
  return fd;
}

void count(const PipeEnd& end, int change) { (end.writes ? end.pipe->writers : end.pipe->readers) += change; }
}  // namespace

std::pair<int, int> Channels::make_pipe(InterpreterId process) {
  auto pipe = std::make_shared<Pipe>();
  pipes_.push_back(pipe);
  auto& files = files_[process.value];
  int fds[2];
  for (const bool writes : {false, true}) {
    fds[writes] = lowest_free(files);
    count(files.emplace(fds[writes], PipeEnd{pipe, writes}).first->second, 1);
  }
  return {fds[0], fds[1]};
}

PipeEnd* Channels::end(InterpreterId process, int fd) {
  auto& files = files_[process.value];
  const auto found = files.find(fd);
  return found == files.end() ? nullptr : &found->second;
}

void Channels::close(InterpreterId process, int fd) {
  PipeEnd* open = end(process, fd);
  if (open == nullptr) return;
  const std::shared_ptr<Pipe> pipe = open->pipe;
  count(*open, -1);
  files_[process.value].erase(fd);
  if (pipe->readers == 0 || pipe->writers == 0) pipe->changed.wake_all(machine_);
}

void Channels::inherit(InterpreterId child, InterpreterId parent, std::span<const int> fds) {
  for (const int fd : fds) {
    const PipeEnd* open = end(parent, fd);
    if (open == nullptr) continue;
    count(*open, 1);
    files_[child.value].insert_or_assign(fd, *open);
  }
}

void Channels::close_all(InterpreterId process) {
  while (!files_[process.value].empty()) close(process, files_[process.value].begin()->first);
}

// ---- semaphores and shared memory -----------------------------------------------------------------------------------------

std::int64_t Channels::make_semaphore(int value, int maximum, LockId id) {
  auto semaphore = std::make_unique<SharedSemaphore>();
  semaphore->value = value;
  semaphore->maximum = maximum;
  semaphore->id = id;
  semaphores_.push_back(std::move(semaphore));
  return static_cast<std::int64_t>(semaphores_.size()) - 1;
}

std::int64_t Channels::make_array(char typecode, std::size_t length) {
  constexpr std::size_t kItemsPerLine = 8;
  auto array = std::make_unique<SharedArray>();
  array->typecode = typecode;
  if (array->is_real()) array->reals.resize(length);
  else array->integers.resize(length);
  array->lines.resize(length / kItemsPerLine + 1);
  arrays_.push_back(std::move(array));
  return static_cast<std::int64_t>(arrays_.size()) - 1;
}

SharedArray* Channels::array(std::int64_t id) {
  return id >= 0 && id < static_cast<std::int64_t>(arrays_.size()) ? arrays_[static_cast<std::size_t>(id)].get() : nullptr;
}

void Channels::forget(const OsThread& thread) {
  for (auto& [id, queue] : queues_) {
    for (auto& looker : queue->lookers) if (looker->thread == &thread) looker->asleep = false;
    std::erase_if(queue->lookers, [&](const auto& looker) { return looker->thread == &thread; });
  }
  for (auto& weak : pipes_) if (const auto pipe = weak.lock()) pipe->changed.forget(thread);
  for (auto& semaphore : semaphores_) {
    semaphore->freed.forget(thread);
    if (semaphore->value > 0) semaphore->freed.wake_one(machine_);  // what had woken it must not be lost
  }
  for (auto& [id, signal] : ends_) signal.forget(thread);
}

}  // namespace gilscope
