// ---- data: the packed runs, unpacked (written by ui/picture/html_pack.cpp and html_data.cpp) ----
// Times in here are nanoseconds; totals come as exact picoseconds and are divided once.

const STATE = { running: 0, runnable: 1, gil: 2, lock: 3, spinning: 4, sleeping: 5, io: 6, stopped: 7, finished: 8 };
const MIX = -1, OTHERS = -2;
const MAX_DEPTH = 8;

class Reader {
  constructor(base64) {
    const text = atob(base64);
    this.bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    this.at = 0;
  }
  get more() { return this.at < this.bytes.length; }
  number() {
    let value = 0, scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }
}

/// Neighbouring spans: edges[i] .. edges[i + 1] has values[i]; MIX: mixes.get(i) says what is in it.
class Lane {
  constructor(edges, values, mixes) {
    this.edges = edges;
    this.values = values;
    this.mixes = mixes;
    this.length = values.length;
  }
  get begin() { return this.length ? this.edges[0] : 0; }
  get end() { return this.length ? this.edges[this.length] : 0; }
  /// The span at an instant; -1 outside the lane.
  find(t) {
    if (!this.length || t < this.begin || t >= this.end) return -1;
    let low = 0, high = this.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.edges[middle] <= t) low = middle; else high = middle;
    }
    return low;
  }
  /// The value at an instant; MIX where only shares are known; undefined outside.
  at(t) {
    const i = this.find(t);
    return i < 0 ? undefined : this.values[i];
  }
  /// The time of each value within [from, to), added up by key(value).
  shares(from, to, key = (v) => v) {
    const result = new Map();
    const add = (v, time) => { const k = v === OTHERS ? OTHERS : key(v); result.set(k, (result.get(k) || 0) + time); };
    let i = from <= this.begin ? 0 : this.find(from);
    if (i < 0) return result;
    for (; i < this.length && this.edges[i] < to; ++i) {
      const overlap = Math.min(to, this.edges[i + 1]) - Math.max(from, this.edges[i]);
      if (overlap <= 0) continue;
      if (this.values[i] !== MIX) { add(this.values[i], overlap); continue; }
      const scale = overlap / (this.edges[i + 1] - this.edges[i]);
      for (const [value, time] of this.mixes.get(i).parts) add(value, time * scale);
    }
    return result;
  }
  /// How many changes lie within [from, to).
  changes(from, to) {
    let i = from <= this.begin ? 0 : this.find(from), n = 0;
    if (i < 0) return 0;
    for (; i < this.length && this.edges[i] < to; ++i) n += this.values[i] === MIX ? Math.max(1, this.mixes.get(i).count) : 1;
    return n;
  }
}

function unpackLane(base64) {
  const edges = [], values = [], mixes = new Map();
  if (base64) {
    const reader = new Reader(base64);
    let at = reader.more ? reader.number() : 0;
    edges.push(at);
    while (reader.more) {
      at += reader.number();
      const code = reader.number();
      if (code === 0) {
        const count = reader.number(), parts = [];
        for (let n = reader.number(); n > 0; --n) {
          const part = reader.number();
          parts.push([part === 0 ? OTHERS : part - 1, reader.number()]);
        }
        mixes.set(values.length, { count, parts });
      }
      values.push(code === 0 ? MIX : code - 1);
      edges.push(at);
    }
  }
  return new Lane(Float64Array.from(edges), Int32Array.from(values), mixes);
}

/// A list of points: the first number of each is the distance from the one before.
function unpackPoints(base64, fields) {
  const points = [];
  if (!base64) return points;
  const reader = new Reader(base64);
  let at = 0;
  while (reader.more) {
    at += reader.number();
    const point = { at };
    for (const field of fields) point[field] = reader.number();
    points.push(point);
  }
  return points;
}

/// The nested calls of a thread, a lane per depth: [{begin, end, fn, line, merged}].
function nestCalls(lane, stacks) {
  const rows = [], open = [];
  const chain = (stack) => {
    const nodes = [];
    for (let s = stack; s >= 0; s = stacks[s].parent) nodes.push(s);
    return nodes.reverse();
  };
  const close = (depth, at) => {
    while (open.length > depth) {
      const call = open.pop();
      call.end = at;
      if (call.end > call.begin && open.length < MAX_DEPTH) (rows[open.length] = rows[open.length] || []).push(call);
    }
  };
  for (let i = 0; i < lane.length; ++i) {
    let value = lane.values[i];
    const merged = value === MIX;
    if (merged) value = (lane.mixes.get(i).parts.find(([v]) => v !== OTHERS) || [0])[0];
    const nodes = value > 0 ? chain(value - 1) : [];
    let same = 0;
    while (same < open.length && same < nodes.length && open[same].fn === stacks[nodes[same]].fn) ++same;
    close(same, lane.edges[i]);
    for (let d = same; d < nodes.length; ++d) open.push({ begin: lane.edges[i], end: 0, fn: stacks[nodes[d]].fn, line: stacks[nodes[d]].line, merged });
    if (merged) for (const call of open) call.merged = true;
  }
  close(0, lane.end);
  for (const row of rows) row.sort((a, b) => a.begin - b.begin);
  return rows;
}

function unpackStacks(base64) {
  const stacks = [];
  if (!base64) return stacks;
  const reader = new Reader(base64);
  while (reader.more) stacks.push({ parent: reader.number() - 1, fn: reader.number(), line: reader.number() });
  return stacks;
}

class Run {
  /// The number of the GIL that a thread needs at an instant: its interpreter's.
  gilOf(thread, at) {
    let found = 0;
    for (const [begin, interpreter] of this.whereabouts[thread] || []) if (begin <= at) found = interpreter;
    return found;
  }
  constructor(raw, index, path) {
    Object.assign(this, { index, label: raw.runtime, gil: raw.gil, raw, path });
    this.end = raw.time / 1000;
    this.stacks = unpackStacks(raw.stacks);
    this.functions = raw.functions.map(([name, file, line]) => ({ name, file, line }));
    this.threads = raw.threads.map((t, i) => ({
      index: i, name: t.name, start: t.start / 1000, end: t.end / 1000, finished: t.finished, state: t.state, awaits: t.awaits,
      totals: t.totals.map((ps) => ps / 1000), bytecodes: t.bytecodes, lane: unpackLane(t.lane), stacks: unpackLane(t.calls) }));
    this.cores = raw.cores.map((c, i) => ({ index: i, busy: c.busy / 1000, switches: c.switches, lane: unpackLane(c.lane) }));
    this.gilLane = unpackLane(raw.gilLane);
    // One GIL per interpreter; nearly every run has one interpreter.
    const several = raw.otherGils.length > 0;
    this.gils = [{ title: several ? "GIL of main" : "GIL", words: several ? "the GIL of main" : "the GIL", lane: this.gilLane,
      held: raw.gilHeld - raw.otherGils.reduce((sum, g) => sum + g.held, 0),
      switches: raw.gilSwitches - raw.otherGils.reduce((sum, g) => sum + g.switches, 0) },
      ...raw.otherGils.map((g) => ({ title: `GIL of ${g.name}`, words: `the GIL of ${g.name}`, lane: unpackLane(g.lane), held: g.held, switches: g.switches }))];
    this.whereabouts = raw.threads.map((t) => (t.interpreters || []).map(([begin, interpreter]) => [begin / 1000, interpreter]));
    this.usesGil = raw.gil || raw.gilHeld / Math.max(1, raw.time) > 0.01;
    this.locks = raw.locks.map((l) => ({ ...l, index: l.id, title: l.name || `${l.kind} #${l.id}`, wait: l.wait / 1000, longest: l.longest / 1000,
      hold: l.hold / 1000, lane: l.lane === undefined ? null : unpackLane(l.lane) }));
    this.lockById = new Map(this.locks.map((l) => [l.index, l]));
    this.objects = raw.objects.map((o) => ({ ...o, index: o.id, title: o.name || o.type }));
    this.waits = unpackPoints(raw.waits, ["length", "lock", "thread"]);
    this.wakes = unpackPoints(raw.wakes, ["waker", "woken"]);
    this.flows = unpackPoints(raw.flows, ["length", "from", "to"]);
    this.marks = unpackPoints(raw.marks, ["kind", "thread", "payload"]);
    this.memory = unpackPoints(raw.memory, ["bytes"]);
    this.lines = new Map(raw.lines.map(([line, waits, states]) => [line, { waits, states: states.map((ps) => ps / 1000) }]));
    this.waitsOf = this.threads.map(() => []);
    for (const wait of this.waits) if (this.waitsOf[wait.thread]) this.waitsOf[wait.thread].push(wait);
    this.busy = this.cores.reduce((sum, core) => sum + core.busy, 0) / Math.max(1, this.end);
  }
  hasCalls() { return this.threads.some((t) => t.stacks.length > 0); }
  calls(thread) {
    const t = this.threads[thread];
    if (!t.calls) t.calls = nestCalls(t.stacks, this.stacks);
    return t.calls;
  }
  threadName(id) { return this.threads[id] ? this.threads[id].name : "nobody"; }
  /// The innermost frame of a thread at an instant: {fn, line} or null.
  frame(thread, t) {
    const lane = this.threads[thread].stacks, i = lane.find(t);
    if (i < 0) return null;
    let value = lane.values[i];
    if (value === MIX) value = (lane.mixes.get(i).parts.find(([v]) => v !== OTHERS) || [0])[0];
    return value > 0 ? this.stacks[value - 1] : null;
  }
  /// The line of the script where a thread is, whichever library it is in at the moment; 0 = nowhere.
  scriptLine(thread, t) {
    for (let node = this.frame(thread, t); node; node = this.stacks[node.parent])
      if (this.functions[node.fn].file === this.path) return node.line;
    return 0;
  }
  functionName(frame) { return frame ? this.functions[frame.fn].name : ""; }
  lockLanes() { return this.locks.filter((l) => l.lane).sort((a, b) => a.rank - b.rank); }
  object(id) { return this.objects.find((o) => o.index === id); }
  lock(id) { return this.lockById.get(id); }
  hotObjects() { return this.objects.filter((o) => o.bins); }
}

function loadReport() {
  const raw = JSON.parse($("#report-data").textContent);
  const runs = raw.runs.map((run, i) => new Run(run, i, raw.path));
  const several = new Set(runs.map((r) => r.cores.length)).size > 1;
  if (several) for (const run of runs) run.label += `, ${plural(run.cores.length, "core")}`;
  return { raw, runs, end: Math.max(1, ...runs.map((r) => r.end)), stateNames: raw.states, markKinds: raw.markKinds };
}

const stateOf = (value) => value & 15;
const coreOf = (value) => (value >> 4) - 1;
const holderOf = (value) => value - 1;
