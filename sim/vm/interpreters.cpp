#include "sim/vm/interpreters.hpp"

#include "sim/runtime/allocator.hpp"
#include "sim/runtime/gil.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/vm/channels.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {
constexpr int kMainPid = 4242;  // posix_module.cpp: the main thread's native id is the process id, and so in every process
}

Interpreters::Interpreters(Machine& machine, Recorder& recorder, Build build)
    : machine_(machine), recorder_(recorder), build_(std::move(build)), channels_(std::make_unique<Channels>(machine)) {}

Interpreters::~Interpreters() = default;

void Interpreters::add_main(Vm& vm) {
  auto main = std::make_unique<Interpreter>();
  main->id = main->process = main->parent = InterpreterId{0};
  main->vm = &vm;
  main->name = "main";
  main->running_main = true;
  main->main_thread = ThreadId{0};
  all_.push_back(std::move(main));
}

std::string Interpreters::name_of(const Interpreter& sub) const {
  const std::string name = "interpreter " + std::to_string(sub.number);
  const Interpreter& process = *all_[sub.process.value];
  return process.kind == Interpreter::Kind::Main ? name : name + " of " + process.name;
}

Interpreter& Interpreters::create(Interpreter::Kind kind, const std::string& name, const Vm& creator) {
  auto made = std::make_unique<Interpreter>();
  Interpreter& interpreter = *made;
  interpreter.id = InterpreterId(static_cast<std::uint32_t>(all_.size()));
  interpreter.kind = kind;
  interpreter.parent = creator.runtime.interpreter;
  interpreter.process = kind == Interpreter::Kind::Process ? interpreter.id : of(creator).process;
  for (const auto& other : all_) if (other->process == interpreter.process) interpreter.number = other->number + 1;
  interpreter.name = name.empty() ? name_of(interpreter) : name;
  all_.push_back(std::move(made));
  recorder_.interpreter_started(interpreter.id, machine_.clock.now, interpreter.name, at(interpreter.process).kind == Interpreter::Kind::Process);
  const Clock clock = machine_.clock;
  interpreter.vm = &build_(interpreter);
  machine_.clock = clock;  // what building it costs is in the model's words, not in those of our C++
  return interpreter;
}

void Interpreters::close(Interpreter& interpreter) {
  if (interpreter.closed) return;
  interpreter.closed = true;
  interpreter.vm->runtime.allocator().close();
  channels_->interpreter_ended(interpreter.id);
  recorder_.interpreter_ended(interpreter.id, machine_.clock.now);
}

void Interpreters::end_threads(Interpreter& interpreter) {
  for (const auto& thread : interpreter.vm->priv().threads) {
    if (thread->finished || thread->os == nullptr || thread->os == &machine_.current()) continue;
    thread->finished = true;
    recorder_.thread_bytecodes(thread->id, thread->bytecodes);
    channels_->forget(*thread->os);
    machine_.kill(*thread->os);
  }
  if (interpreter.vm->runtime.gil().holder() != nullptr) recorder_.gil_holder(machine_.clock.now, ThreadId(), interpreter.id);
}

void Interpreters::end_process(Interpreter& process, int exit_code) {
  if (process.closed) return;
  process.exit_code = exit_code;
  for (const auto& interpreter : all_) {
    if (interpreter->process != process.id || interpreter->closed) continue;
    end_threads(*interpreter);
    close(*interpreter);
  }
  channels_->close_all(process.id);
  channels_->process_ended(process.id).wake_all(machine_);
}

Interpreter* Interpreters::find(const Interpreter& process, std::int64_t number) {
  for (const auto& interpreter : all_) if (interpreter->process == process.id && interpreter->number == number) return interpreter.get();
  return nullptr;
}

Interpreter* Interpreters::find_process(std::int64_t id) {
  for (const auto& interpreter : all_) if (interpreter->process == interpreter->id && pid(*interpreter) == id) return interpreter.get();
  return nullptr;
}

int Interpreters::pid(const Interpreter& process) const { return kMainPid + static_cast<int>(process.main_thread.value); }

}  // namespace gilscope
