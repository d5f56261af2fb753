#include "sim/trace/trace_codec.hpp"

#include <algorithm>

namespace gilscope {

// ---- Numbers and texts ----------------------------------------------------------------------------------------------------

void ByteWriter::number(std::uint64_t value) {
  while (value >= 0x80) {
    out_.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out_.push_back(static_cast<char>(value));
}

void ByteWriter::time(SimTime value) { number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63)); }

void ByteWriter::text(std::string_view value) {
  number(value.size());
  out_.append(value);
}

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes_.size() && i < 10; ++i) {
    const auto byte = static_cast<unsigned char>(bytes_[i]);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << (7 * i);
    if (byte >= 0x80) continue;
    bytes_.remove_prefix(i + 1);
    return value;
  }
  fail();
  return 0;
}

SimTime ByteReader::time() {
  const std::uint64_t value = number();
  return static_cast<SimTime>(value >> 1) ^ -static_cast<SimTime>(value & 1);
}

std::string_view ByteReader::raw(std::size_t size) {
  if (size > bytes_.size()) return fail(), std::string_view();
  const std::string_view result = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return result;
}

std::string ByteReader::text() {
  const std::uint64_t size = number();
  if (size > bytes_.size()) return fail(), std::string();
  return std::string(raw(static_cast<std::size_t>(size)));
}

std::size_t ByteReader::count(std::size_t least_bytes) {
  const std::uint64_t things = number();
  if (things > bytes_.size() / least_bytes) return fail(), 0;
  return static_cast<std::size_t>(things);
}

namespace {

template <class Tag>
void write_id(ByteWriter& out, Id<Tag> id) {
  out.number(id.valid() ? std::uint64_t{id.value} + 1 : 0);
}
template <class IdType>
IdType read_id(ByteReader& in) {
  const std::uint64_t value = in.number();
  if (value > IdType::kNoneValue) in.fail();
  return value == 0 ? IdType{} : IdType{static_cast<std::uint32_t>(value - 1)};
}

// The largest value that a lane's numbers may have: beyond it, whoever looks up the name of one would read past the end of a list.
std::uint32_t largest(std::size_t count) { return static_cast<std::uint32_t>(std::min<std::size_t>(count, 0x7FFF'FFFF)); }

}  // namespace

// ---- Lanes ----------------------------------------------------------------------------------------------------------------

void TraceCodec::write_column(const ChangeColumn& column, ByteWriter& out) {
  out.flag(column.has_current_);
  if (!column.has_current_) return;
  out.time(column.first_), out.time(column.resolution_), out.number(column.changes_);
  out.flag(column.closed_.has_value());
  if (column.closed_) out.time(*column.closed_);
  std::uint64_t spans = 0;
  column.for_each(column.first_, kForever, column.current_.begin, [&](const ValueSpan&) { ++spans; });
  const bool last_has_length = column.closed_ && *column.closed_ > column.current_.begin;
  if (last_has_length) --spans;
  out.number(spans);
  std::uint64_t written = 0;
  column.for_each(column.first_, kForever, column.current_.begin, [&](const ValueSpan& span) {
    if (written++ >= spans) return;
    out.number(static_cast<std::uint64_t>(span.end - span.begin)), out.number(std::uint64_t{span.value} << 1 | (span.merged ? 1 : 0));
  });
  out.number(std::uint64_t{column.current_.value} << 1 | (column.current_.merged ? 1 : 0));
}

void TraceCodec::read_column(ChangeColumn& column, ByteReader& in, std::uint32_t largest_value) {
  if (!in.flag()) return;
  const auto check = [&](std::uint64_t coded) {
    if (coded >> 1 > largest_value) in.fail();
    return static_cast<std::uint32_t>(coded >> 1);
  };
  column.first_ = in.time(), column.resolution_ = in.time();
  const std::uint64_t changes = in.number();
  if (in.flag()) column.closed_ = in.time();
  std::vector<ValueSpan> spans(in.count(2));
  SimTime at = column.first_;
  for (ValueSpan& span : spans) {
    const std::uint64_t length = in.number(), coded = in.number();
    if (length > static_cast<std::uint64_t>(kForever - std::max<SimTime>(at, 0))) in.fail();
    if (!in.ok()) return;
    span = {at, at + static_cast<SimTime>(length), check(coded), (coded & 1) != 0};
    at = span.end;
  }
  const std::uint64_t last = in.number();
  const ChangeColumn::Entry current{at, check(last), (last & 1) != 0};
  if (column.closed_ && *column.closed_ < at) in.fail();
  if (!in.ok()) return;
  const SimTime resolution = column.resolution_;
  column.has_current_ = true;
  column.rebuild(spans, current);
  column.resolution_ = resolution;
  column.changes_ = changes;
}

void TraceCodec::write_columns(const std::vector<ChangeColumn>& columns, ByteWriter& out) {
  out.number(columns.size());
  for (const ChangeColumn& column : columns) write_column(column, out);
}

void TraceCodec::read_columns(std::vector<ChangeColumn>& columns, ByteReader& in, std::uint32_t largest_value) {
  columns.resize(in.count(1));
  for (ChangeColumn& column : columns) read_column(column, in, largest_value);
}

void TraceCodec::write_bins(const TrafficBins& bins, ByteWriter& out) {
  for (const std::uint64_t total : bins.total_) out.number(total);
  out.flag(bins.keep_bins_), out.number(static_cast<std::uint64_t>(bins.shift_)), out.number(bins.bins_.size());
  for (const auto& counts : bins.bins_)
    for (const std::uint64_t count : counts) out.number(count);
}

void TraceCodec::read_bins(TrafficBins& bins, ByteReader& in) {
  for (std::uint64_t& total : bins.total_) total = in.number();
  bins.keep_bins_ = in.flag();
  const std::uint64_t shift = in.number();
  if (shift < TrafficBins::kFirstShift || shift > 62) return in.fail();
  bins.shift_ = static_cast<int>(shift);
  const std::size_t count = in.count(TrafficBins::kCounters);
  if (count > TrafficBins::kMaxBins) return in.fail();
  bins.bins_.resize(count);
  for (auto& counts : bins.bins_)
    for (std::uint64_t& c : counts) c = in.number();
}

// ---- Threads, cores, locks, objects -----------------------------------------------------------------------------------------

void TraceCodec::write_things(const Trace& trace, ByteWriter& out) {
  out.number(trace.threads_.size());
  for (const ThreadInfo& t : trace.threads_) {
    out.text(t.name), out.time(t.start), out.time(t.end), out.flag(t.finished), out.number(static_cast<std::uint64_t>(t.state)), write_id(out, t.core);
    for (const SimTime total : t.totals) out.time(total);
    out.number(t.bytecodes), write_id(out, t.awaits);
  }
  out.number(trace.cores_.size());
  for (const CoreInfo& c : trace.cores_) out.time(c.busy), out.number(c.switches), write_id(out, c.thread), out.time(c.since);
  out.number(trace.locks_.size());
  for (const LockInfo& l : trace.locks_) {
    out.text(l.kind), out.text(l.name), out.number(l.acquisitions), out.number(l.contended), out.time(l.wait), out.time(l.longest_wait);
    out.time(l.hold), write_id(out, l.holder), out.time(l.held_since), write_bins(l.traffic, out);
  }
  out.number(trace.objects_.size());
  for (const ObjectInfo& o : trace.objects_) {
    out.text(o.type), out.text(o.name), write_id(out, o.owner), out.flag(o.immortal), write_bins(o.traffic, out);
  }
}

void TraceCodec::read_things(Trace& trace, ByteReader& in) {
  trace.threads_.resize(in.count(8));
  for (ThreadInfo& t : trace.threads_) {
    t.name = in.text(), t.start = in.time(), t.end = in.time(), t.finished = in.flag();
    const std::uint64_t state = in.number();
    if (state >= kThreadStateCount) in.fail();
    t.state = static_cast<ThreadState>(state), t.core = read_id<CoreId>(in);
    for (SimTime& total : t.totals) total = in.time();
    t.bytecodes = in.number(), t.awaits = read_id<LockId>(in);
  }
  trace.cores_.resize(in.count(4));
  for (CoreInfo& c : trace.cores_) c.busy = in.time(), c.switches = in.number(), c.thread = read_id<ThreadId>(in), c.since = in.time();
  trace.locks_.resize(in.count(8));
  for (LockInfo& l : trace.locks_) {
    l.kind = in.text(), l.name = in.text(), l.acquisitions = in.number(), l.contended = in.number(), l.wait = in.time(), l.longest_wait = in.time();
    l.hold = in.time(), l.holder = read_id<ThreadId>(in), l.held_since = in.time(), read_bins(l.traffic, in);
  }
  trace.objects_.resize(in.count(6));
  for (ObjectInfo& o : trace.objects_) {
    o.type = in.text(), o.name = in.text(), o.owner = read_id<ThreadId>(in), o.immortal = in.flag(), read_bins(o.traffic, in);
  }
}

// ---- Calls ----------------------------------------------------------------------------------------------------------------

void TraceCodec::write_calls(const Trace& trace, ByteWriter& out) {
  const CallStacks& stacks = trace.call_stacks_;
  out.number(stacks.functions().size());
  for (const FunctionInfo& f : stacks.functions()) out.text(f.name), out.text(f.file), out.number(f.first_line);
  out.number(stacks.nodes().size());
  for (const StackNode& n : stacks.nodes()) write_id(out, n.parent), write_id(out, n.function), out.number(n.line);
  write_columns(trace.stack_lanes_, out);
  out.number(trace.stack_times_.size());
  for (const auto& times : trace.stack_times_) {
    std::vector<std::pair<std::uint32_t, SimTime>> sorted(times.begin(), times.end());  // the same bytes for the same trace
    std::sort(sorted.begin(), sorted.end());
    out.number(sorted.size());
    for (const auto& [value, time] : sorted) out.number(value), out.time(time);
  }
}

void TraceCodec::read_calls(Trace& trace, ByteReader& in) {
  CallStacks& stacks = trace.call_stacks_;
  const std::size_t functions = in.count(3);
  for (std::size_t i = 0; i < functions && in.ok(); ++i) {
    const std::string name = in.text(), file = in.text();
    stacks.function(name, file, static_cast<std::uint32_t>(in.number()));
  }
  const std::size_t nodes = in.count(3);
  for (std::size_t i = 0; i < nodes && in.ok(); ++i) {
    const auto parent = read_id<StackId>(in);
    const auto function = read_id<FunctionId>(in);
    const auto line = static_cast<std::uint32_t>(in.number());
    if ((parent.valid() && parent.value >= i) || function.value >= stacks.functions().size()) return in.fail();
    if (stacks.stack(parent, function, line).value != i) return in.fail();
  }
  read_columns(trace.stack_lanes_, in, largest(2 * nodes + 1));
  trace.stack_times_.resize(in.count(1));
  for (auto& times : trace.stack_times_) {
    const std::size_t count = in.count(2);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
      const std::uint64_t value = in.number();
      if (value > nodes) return in.fail();
      times[static_cast<std::uint32_t>(value)] = in.time();
    }
  }
}

// ---- Points in time ---------------------------------------------------------------------------------------------------------

void TraceCodec::write_points(const Trace& trace, ByteWriter& out) {
  out.number(trace.item_flows_.size());
  for (const ItemFlow& f : trace.item_flows_) out.time(f.put), out.time(f.got), write_id(out, f.from), write_id(out, f.to);
  out.number(trace.memory_.size());
  for (const MemorySample& m : trace.memory_) out.time(m.at), out.number(m.bytes), out.number(m.taken), out.number(m.held), out.number(m.immortal);
  out.number(trace.waits_.size());
  for (const LockWait& w : trace.waits_) out.time(w.begin), out.time(w.end), write_id(out, w.lock), write_id(out, w.thread);
  SimTime last = 0;  // marks and wake-ups are many and close to each other
  out.number(trace.marks_.size());
  for (const Mark& m : trace.marks_) {
    out.time(m.at - last), out.number(m.payload), write_id(out, m.thread), out.number(static_cast<std::uint64_t>(m.kind));
    last = m.at;
  }
  last = 0;
  out.number(trace.wakes_.size());
  for (const WakeEvent& w : trace.wakes_) out.time(w.at - last), write_id(out, w.waker), write_id(out, w.woken), last = w.at;
}

void TraceCodec::read_points(Trace& trace, ByteReader& in) {
  trace.item_flows_.resize(in.count(4));
  for (ItemFlow& f : trace.item_flows_) f.put = in.time(), f.got = in.time(), f.from = read_id<ThreadId>(in), f.to = read_id<ThreadId>(in);
  trace.memory_.resize(in.count(5));
  for (MemorySample& m : trace.memory_) {
    m.at = in.time(), m.bytes = in.number(), m.taken = in.number(), m.held = in.number(), m.immortal = in.number();
  }
  trace.waits_.resize(in.count(4));
  for (LockWait& w : trace.waits_) w.begin = in.time(), w.end = in.time(), w.lock = read_id<LockId>(in), w.thread = read_id<ThreadId>(in);
  SimTime last = 0;
  trace.marks_.resize(in.count(4));
  for (Mark& m : trace.marks_) {
    last += in.time(), m.at = last, m.payload = in.number(), m.thread = read_id<ThreadId>(in);
    const std::uint64_t kind = in.number();
    if (kind >= mark_table().size()) in.fail();
    m.kind = static_cast<MarkKind>(kind);
  }
  last = 0;
  trace.wakes_.resize(in.count(3));
  for (WakeEvent& w : trace.wakes_) last += in.time(), w.at = last, w.waker = read_id<ThreadId>(in), w.woken = read_id<ThreadId>(in);
}

// ---- The rest ---------------------------------------------------------------------------------------------------------------

void TraceCodec::write_totals(const Trace& trace, ByteWriter& out) {
  out.flag(trace.keep_spans_), out.flag(trace.finished_), out.time(trace.end_);
  out.number(trace.item_flow_count_), out.number(trace.item_flow_stride_), out.time(trace.memory_bin_);
  MemoryReport::each(trace.memory_report_, [&](const char*, std::uint64_t value) { out.number(value); });
  for (const std::uint64_t count : trace.mark_counts_) out.number(count);
  for (const std::uint32_t stride : trace.mark_stride_) out.number(stride);
  out.number(trace.wake_count_), out.number(trace.wake_stride_), out.time(trace.shortest_wait_kept_);
  out.number(trace.interpreters_.size());
  for (const InterpreterInfo& i : trace.interpreters_) {
    out.text(i.name), out.flag(i.is_process), out.time(i.start), out.time(i.end), out.flag(i.ended);
    out.time(i.gil_held), out.number(i.gil_switches), write_id(out, i.gil_holder), out.time(i.gil_since);
  }
  out.number(trace.gil_held_.size());
  for (const SimTime held : trace.gil_held_) out.time(held);
}

void TraceCodec::read_totals(Trace& trace, ByteReader& in) {
  trace.keep_spans_ = in.flag(), trace.finished_ = in.flag(), trace.end_ = in.time();
  trace.item_flow_count_ = in.number(), trace.item_flow_stride_ = static_cast<std::uint32_t>(in.number()), trace.memory_bin_ = in.time();
  MemoryReport::each(trace.memory_report_, [&](const char*, std::uint64_t& value) { value = in.number(); });
  for (std::uint64_t& count : trace.mark_counts_) count = in.number();
  for (std::uint32_t& stride : trace.mark_stride_) stride = static_cast<std::uint32_t>(in.number());
  trace.wake_count_ = in.number(), trace.wake_stride_ = static_cast<std::uint32_t>(in.number()), trace.shortest_wait_kept_ = in.time();
  trace.interpreters_.resize(in.count(9));
  if (trace.interpreters_.empty()) in.fail();
  for (InterpreterInfo& i : trace.interpreters_) {
    i.name = in.text(), i.is_process = in.flag(), i.start = in.time(), i.end = in.time(), i.ended = in.flag();
    i.gil_held = in.time(), i.gil_switches = in.number(), i.gil_holder = read_id<ThreadId>(in), i.gil_since = in.time();
  }
  trace.gil_held_.resize(in.count(1));
  for (SimTime& held : trace.gil_held_) held = in.time();
}

void TraceCodec::write(const Trace& trace, ByteWriter& out) {
  write_totals(trace, out);
  write_things(trace, out);
  for (const auto* columns : {&trace.thread_lanes_, &trace.core_lanes_, &trace.lock_lanes_}) write_columns(*columns, out);
  write_columns(trace.gil_lanes_, out);
  write_columns(trace.interpreter_lanes_, out);
  write_calls(trace, out);
  write_points(trace, out);
}

std::shared_ptr<const Trace> TraceCodec::read(ByteReader& in) {
  auto trace = std::make_shared<Trace>();
  read_totals(*trace, in);
  read_things(*trace, in);
  const std::uint32_t holders = largest(trace->threads_.size());
  read_columns(trace->thread_lanes_, in, 0x7FFF'FFFF);
  for (const ChangeColumn& lane : trace->thread_lanes_) {
    lane.for_each(lane.begin(), kForever, lane.begin(), [&](const ValueSpan& span) {
      if ((span.value & 0xF) >= kThreadStateCount) in.fail();
    });
  }
  read_columns(trace->core_lanes_, in, holders);
  read_columns(trace->lock_lanes_, in, holders);
  read_columns(trace->gil_lanes_, in, holders);
  read_columns(trace->interpreter_lanes_, in, largest(trace->interpreters_.size() - 1));
  read_calls(*trace, in);
  read_points(*trace, in);
  return in.ok() ? trace : nullptr;
}

}  // namespace gilscope
