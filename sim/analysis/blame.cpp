#include "sim/analysis/blame.hpp"

#include <algorithm>

#include "sim/analysis/blame_parts.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

constexpr std::size_t kLongestChain = 64;

Link first_link(const Instant& now, const Question& question) {
  switch (question.about) {
    case Reference::Kind::Core: return explain_core(now, CoreId{question.index});
    case Reference::Kind::Gil: return explain_gil(now, InterpreterId{question.index});
    case Reference::Kind::Lock: return explain_lock(now, LockId{question.index});
    case Reference::Kind::Object: return explain_object(now, ObjectId{question.index});
    default: return explain_thread(now, ThreadId{question.index});
  }
}

bool is_known(const Trace& trace, const Question& question) {
  switch (question.about) {
    case Reference::Kind::Core: return question.index < trace.cores().size();
    case Reference::Kind::Gil: return question.index < trace.interpreters().size() && trace.interpreters()[question.index].gil_switches > 0;
    case Reference::Kind::Lock: return question.index < trace.locks().size();
    case Reference::Kind::Object: return question.index < trace.objects().size();
    case Reference::Kind::Thread: return question.index < trace.threads().size();
    default: return false;
  }
}

Explanation only(const Trace& trace, std::string_view answer) {
  Explanation explanation;
  explanation.chain.push_back({{}, SentenceWriter(trace).add(answer).take(), {}});
  return explanation;
}

std::string_view unknown(Reference::Kind about) {
  switch (about) {
    case Reference::Kind::Core: return "That core never ran anything.";
    case Reference::Kind::Gil: return "This run has no GIL: nobody ever waits for it.";
    case Reference::Kind::Lock: return "No lock of that number is known: locks that nobody had to wait for, and that were used a few times only, are not recorded.";
    case Reference::Kind::Object: return "No object of that number is known: only objects that several threads touched often are recorded.";
    default: return "There is no such thread in this run.";
  }
}

// The chain came back to a thread that is in it already, at `first`.
void close_circle(const Instant& now, Explanation& explanation, const std::vector<Link>& links, std::size_t first) {
  const auto begin = links.begin() + static_cast<std::ptrdiff_t>(first);
  if (!std::all_of(begin, links.end(), [](const Link& link) { return link.waits_for_lock; })) return;
  explanation.deadlock = std::all_of(begin, links.end(), [](const Link& link) { return link.never_ends; });
  for (auto link = begin; link != links.end(); ++link) explanation.circle.push_back(ThreadId{link->cause.who.index});
  SentenceWriter words(now.trace());
  const ThreadId back = explanation.circle.front();
  words.add(explanation.circle.size() == 1 ? "It waits for itself" : "Here the circle closes: ");
  if (explanation.circle.size() > 1) words.thread(back, now.at(), now.at()).add(" waits as well");
  words.add(explanation.deadlock ? ", so none of them will ever go on: a " : "; it is broken later, by a time-out or by another thread.");
  if (explanation.deadlock) words.term("deadlock", "deadlock").add(".");
  explanation.chain.back().details.push_back(words.take());
}

std::size_t position_of(const std::vector<Link>& links, ThreadId thread) {
  const auto found = std::find_if(links.begin(), links.end(), [&](const Link& link) {
    return link.cause.who.kind == Reference::Kind::Thread && link.cause.who.index == thread.value;
  });
  return static_cast<std::size_t>(found - links.begin());
}

}  // namespace

Explanation explain(const Trace& trace, const Question& question) {
  if (!is_known(trace, question)) return only(trace, unknown(question.about));
  if (!trace.has_spans() && question.about != Reference::Kind::Object)
    return only(trace, "This run recorded totals only; what happened at an instant is not known.");
  const Instant now(trace, std::clamp<SimTime>(question.at, 0, trace.end()));
  Explanation explanation;
  std::vector<Link> links = {first_link(now, question)};
  explanation.chain.push_back(links.back().cause);
  while (links.back().next.valid() && links.size() < kLongestChain) {
    const std::size_t seen = position_of(links, links.back().next);
    if (seen < links.size()) {
      close_circle(now, explanation, links, seen);
      break;
    }
    const bool on_a_core = links.back().cause.who.kind == Reference::Kind::Core;
    links.push_back(explain_thread(now, links.back().next, on_a_core ? Role::Asked : Role::KnownHolder));
    explanation.chain.push_back(links.back().cause);
  }
  return explanation;
}

std::string text_of(const Explanation& explanation) {
  std::string text;
  std::string indent;
  for (const Cause& cause : explanation.chain) {
    text += indent + text_of(cause.sentence) + "\n";
    for (const Sentence& detail : cause.details) text += indent + "  - " + text_of(detail) + "\n";
    indent += "  ";
  }
  return text;
}

}  // namespace gilscope
