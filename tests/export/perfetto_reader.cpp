#include "tests/export/perfetto_reader.hpp"

#include <protozero/pbf_reader.hpp>

#include <algorithm>

namespace gilscope::testing {
namespace {

std::string text_of(protozero::data_view view) { return {view.data(), view.size()}; }

constexpr int kRunning = 3;

class Reader {
 public:
  explicit Reader(PerfettoFile& file) : file_(file) {}

  void read(std::string_view bytes) {
    protozero::pbf_reader trace(bytes.data(), bytes.size());
    while (trace.next(1)) packet(trace.get_message());
    finish();
  }

 private:
  struct Names {
    std::map<std::uint64_t, std::string> events, annotations, locations, strings;
    std::int64_t last = -1;
    bool begun = false;
  };
  struct OpenState {
    std::string name;
    std::int64_t begin = 0;
  };
  struct Task {
    int state = -1, cpu = -1;
    std::int64_t since = 0;
  };

  void fail(const std::string& what) {
    if (file_.broken.size() < 20) file_.broken.push_back(what);
  }

  void packet(protozero::pbf_reader message) {
    std::int64_t at = -1;
    std::uint32_t sequence = 0, flags = 0;
    std::vector<std::pair<std::uint32_t, protozero::data_view>> bodies;
    bool first = false;
    while (message.next()) {
      switch (message.tag()) {
        case 8: at = static_cast<std::int64_t>(message.get_uint64()); break;
        case 10: sequence = message.get_uint32(); break;
        case 13: flags = message.get_uint32(); break;
        case 87: first = message.get_bool(); break;
        default: {
          const std::uint32_t tag = message.tag();
          bodies.emplace_back(tag, message.get_view());
        }
      }
    }
    Names& names = sequences_[sequence];
    if (sequence == 0) fail("a packet without a sequence");
    if (!names.begun && ((flags & 1) == 0 || !first)) fail("a sequence does not begin with a cleared state");
    if ((flags & 2) == 0) fail("a packet does not say that it needs the sequence's state");
    names.begun = true;
    if (bodies.size() != 1) fail("a packet with " + std::to_string(bodies.size()) + " bodies");
    if (at >= 0 && at < names.last) fail("a sequence goes back in time");
    if (at >= 0) names.last = at;
    for (const auto& [tag, body] : bodies) dispatch(tag, protozero::pbf_reader(body), names, at);
  }

  void dispatch(std::uint32_t tag, protozero::pbf_reader body, Names& names, std::int64_t at) {
    switch (tag) {
      case 11: return event(body, names, at);
      case 12: return interned(body, names);
      case 60: return track(body);
      case 117: return task(body, at);
      case 122: return process_tree(body);
      case 126: return attribute(body);
      default: fail("a packet of unknown kind " + std::to_string(tag));
    }
  }

  void interned(protozero::pbf_reader data, Names& names) {
    while (data.next()) {
      auto* list = data.tag() == 2 ? &names.events : data.tag() == 3 ? &names.annotations : data.tag() == 4 ? &names.locations : &names.strings;
      protozero::pbf_reader entry = data.get_message();
      std::uint64_t iid = 0;
      std::string text;
      while (entry.next()) {
        if (entry.tag() == 1)
          iid = entry.get_uint64();
        else if (entry.tag() == 2)
          text = text_of(entry.get_view());
        else
          entry.skip();
      }
      if (iid == 0) fail("an interned entry without a number");
      if (!list->emplace(iid, text).second) fail("an interned number is given twice");
    }
  }

  void track(protozero::pbf_reader data) {
    std::uint64_t uuid = 0;
    PerfettoTrack what;
    while (data.next()) {
      switch (data.tag()) {
        case 1: uuid = data.get_uint64(); break;
        case 2: what.name = text_of(data.get_view()); break;
        case 3: what.is_process = true, data.skip(); break;
        case 4: what.is_thread = true, data.skip(); break;
        case 5: what.parent = data.get_uint64(); break;
        case 8: what.is_counter = true, what.axis = axis_of(data.get_message()); break;
        case 18: what.is_state = true, data.skip(); break;
        default: data.skip();
      }
    }
    if (what.parent != 0 && file_.tracks.count(what.parent) == 0) fail("a track comes before its parent");
    if (!file_.tracks.emplace(uuid, what).second) fail("a track is described twice");
  }

  static std::string axis_of(protozero::pbf_reader counter) {
    std::string axis;
    while (counter.next()) {
      if (counter.tag() == 7)
        axis = text_of(counter.get_view());
      else
        counter.skip();
    }
    return axis;
  }

  void annotation(protozero::pbf_reader data, const Names& names) {
    while (data.next()) {
      if (data.tag() == 1) {
        if (names.annotations.count(data.get_uint64()) == 0) fail("an annotation's name is not defined");
      } else if (data.tag() == 17) {
        if (names.strings.count(data.get_uint64()) == 0) fail("an annotation's text is not defined");
      } else {
        data.skip();
      }
    }
  }

  void event(protozero::pbf_reader data, const Names& names, std::int64_t at) {
    int type = 0;
    std::uint64_t uuid = 0, name = 0;
    std::int64_t counter = 0;
    while (data.next()) {
      switch (data.tag()) {
        case 4: annotation(data.get_message(), names); break;
        case 9: type = data.get_enum(); break;
        case 10: name = data.get_uint64(); break;
        case 11: uuid = data.get_uint64(); break;
        case 30: counter = data.get_int64(); break;
        case 34:
          if (names.locations.count(data.get_uint64()) == 0) fail("a source location is not defined");
          break;
        case 47: ++file_.flow_begins[data.get_fixed64()]; break;
        case 48: ++file_.flow_ends[data.get_fixed64()]; break;
        default: data.skip();
      }
    }
    if (at < 0) fail("an event without an instant");
    if (file_.tracks.count(uuid) == 0) return fail("an event on a track that is not described");
    if (name != 0 && names.events.count(name) == 0) return fail("an event's name is not defined");
    apply(type, uuid, name == 0 ? "" : names.events.at(name), at, counter);
  }

  void apply(int type, std::uint64_t uuid, const std::string& name, std::int64_t at, std::int64_t counter) {
    const PerfettoTrack& track = file_.tracks.at(uuid);
    if (track.is_counter != (type == 4)) fail("a counter's event on another track, or the reverse");
    if (track.is_state != (type == 5)) fail("a state's event on another track, or the reverse");
    auto& open = open_[uuid];
    switch (type) {
      case 1: open.push_back({uuid, name, at, at}); break;
      case 2:
        if (open.empty()) return fail("an end without a begin");
        open.back().end = at;
        if (at < open.back().begin) fail("a slice ends before it begins");
        file_.slices.push_back(open.back());
        open.pop_back();
        break;
      case 3: ++file_.instants; break;
      case 4: file_.counter_sums[uuid] += counter; break;
      case 5: state(uuid, name, at); break;
      default: fail("an event of unknown type");
    }
  }

  void state(std::uint64_t uuid, const std::string& name, std::int64_t at) {
    if (OpenState& last = states_[uuid]; !last.name.empty()) file_.states.push_back({uuid, last.name, last.begin, at});
    states_[uuid] = {name, at};
  }

  void task(protozero::pbf_reader data, std::int64_t at) {
    std::int64_t tid = 0;
    int cpu = -1, state = 0;
    while (data.next()) {
      switch (data.tag()) {
        case 1: cpu = data.get_int32(); break;
        case 3: tid = data.get_int64(); break;
        case 4: state = data.get_enum(); break;
        default: data.skip();
      }
    }
    if (file_.threads.count(tid) == 0) fail("a task that the process tree does not know");
    Task& last = tasks_[tid];
    if (last.state == kRunning && state == kRunning) fail("two running events in a row");
    if (last.state == kRunning) {
      file_.cpus.push_back({tid, last.cpu, last.since, at});
      if (cpu != last.cpu) fail("a task leaves another CPU than it was on");
      busy_[last.cpu] = 0;
    }
    if (state == kRunning) {
      if (busy_[cpu] != 0) fail("a CPU runs two tasks");
      busy_[cpu] = tid;
    }
    last = {state, cpu, at};
  }

  void process_tree(protozero::pbf_reader data) {
    while (data.next()) {
      if (data.tag() != 2) {
        data.skip();
        continue;
      }
      protozero::pbf_reader thread = data.get_message();
      std::int64_t tid = 0;
      std::string name;
      while (thread.next()) {
        if (thread.tag() == 1)
          tid = thread.get_int64();
        else if (thread.tag() == 3)
          name = text_of(thread.get_view());
        else
          thread.skip();
      }
      if (!file_.threads.emplace(tid, name).second) fail("a thread id is used twice");
    }
  }

  void attribute(protozero::pbf_reader data) {
    while (data.next(1)) {
      protozero::pbf_reader entry = data.get_message();
      std::string key, value;
      while (entry.next()) {
        if (entry.tag() == 1)
          key = text_of(entry.get_view());
        else if (entry.tag() == 2)
          value = std::to_string(entry.get_int64());
        else
          value = text_of(entry.get_view());
      }
      file_.attributes[key] = value;
    }
  }

  void finish() {
    for (const auto& [uuid, open] : open_)
      if (!open.empty()) fail("a begin without an end on '" + file_.tracks[uuid].name + "'");
    for (const auto& [uuid, last] : states_)
      if (!last.name.empty()) fail("a state without an end on '" + file_.tracks[uuid].name + "'");
    for (const auto& [cpu, tid] : busy_)
      if (tid != 0) fail("CPU " + std::to_string(cpu) + " runs a task for ever");
    if (file_.flow_begins.size() != file_.flow_ends.size()) fail("a flow with one end");
    for (const auto& [id, count] : file_.flow_begins)
      if (count != 1 || file_.flow_ends[id] != 1) fail("a flow that forks");
  }

  PerfettoFile& file_;
  std::map<std::uint32_t, Names> sequences_;
  std::map<std::uint64_t, std::vector<PerfettoSpan>> open_;
  std::map<std::uint64_t, OpenState> states_;
  std::map<std::int64_t, Task> tasks_;
  std::map<int, std::int64_t> busy_;
};

}  // namespace

std::int64_t PerfettoFile::state_total(std::string_view state) const {
  std::int64_t total = 0;
  for (const auto& span : states)
    if (span.name == state && tracks.at(span.track).name == "state") total += span.end - span.begin;
  return total;
}

PerfettoFile read_perfetto(std::string_view bytes) {
  PerfettoFile file;
  try {
    Reader(file).read(bytes);
  } catch (const protozero::exception& error) {
    file.broken.push_back(std::string("no protobuf: ") + error.what());
  }
  return file;
}

}  // namespace gilscope::testing
