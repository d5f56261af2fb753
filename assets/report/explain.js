// ---- explain: tooltips, and why something is so, as a chain of causes ----
// A sentence is a list of parts: words, or {text, go} for something that can be selected.

const thing = (run, kind, index, at, text) => ({ text, go: { run, kind, index, at } });
const threadPart = (run, id, at) => (run.threads[id] ? thing(run, "thread", id, at, run.threads[id].name) : "nobody");
const plainText = (parts) => parts.map((p) => (typeof p === "string" ? p : p.text)).join("");

const lockWords = (lock) => (lock.name ? `${lock.kind} ${lock.name}` : lock.title);
const isWait = (s) => s === STATE.gil || s === STATE.lock || s === STATE.spinning || s === STATE.runnable;

/// The stretch around a span of a thread in the same state: {state, begin, end, core, value} or null; `mixed` where only shares are known.
function stateAt(run, thread, at) {
  const t = run.threads[thread], lane = t.lane, i = lane.find(at);
  // What a thread did last, and never came out of, takes no time in a run that ends with it.
  if (at >= t.end && !t.finished && at >= t.start) {
    const last = lane.length - 1, goesOn = last >= 0 && lane.values[last] !== MIX && stateOf(lane.values[last]) === t.state;
    return { state: t.state, core: -1, begin: goesOn ? lane.edges[last] : t.end, end: run.end, i: last };
  }
  if (i < 0) return null;
  const value = lane.values[i];
  if (value === MIX) return { mixed: true, begin: lane.edges[i], end: lane.edges[i + 1], i };
  return { state: stateOf(value), core: coreOf(value), begin: lane.edges[i], end: lane.edges[i + 1], i };
}

/// Who holds a lane (the GIL, a lock) at an instant, or had it last before: {thread, begin, end} or null.
function holderAt(lane, at) {
  const i = lane ? lane.find(Math.min(at, lane.end - 1e-3)) : -1;
  if (i < 0) return null;
  const value = lane.values[i];
  if (value === MIX) {
    const best = lane.mixes.get(i).parts.filter(([v]) => v > 0).sort((a, b) => b[1] - a[1])[0];
    return best ? { thread: holderOf(best[0]), begin: lane.edges[i], end: lane.edges[i + 1], mostly: true } : null;
  }
  return holderOf(value) < 0 ? null : { thread: holderOf(value), begin: lane.edges[i], end: lane.edges[i + 1] };
}

/// The lock that a thread waits for at an instant; undefined where that is not known.
function awaitedLock(run, thread, at) {
  const wait = run.waitsOf[thread].find((w) => w.at <= at && at < w.at + w.length);
  if (wait) return run.lock(wait.lock);
  const t = run.threads[thread], last = t.lane.length - 1;
  return t.awaits !== undefined && !t.finished && last >= 0 && at >= t.lane.edges[last] ? run.lock(t.awaits) : undefined;
}

function placeWords(run, thread, at) {
  const frame = run.frame(thread, at), line = run.scriptLine(thread, at);
  if (!frame) return "";
  const name = run.functionName(frame);
  // The line is noted at calls and at waits; what runs has gone on since.
  const state = stateAt(run, thread, at), exact = line && !(state && state.state === STATE.running);
  return `${name === "<module>" ? "the script's top level" : name + "()"}${exact ? `, line ${line}` : ""}`;
}

// ---- tooltips ----

function sharesLines(app, run, row, begin, end) {
  const shares = row.lane.shares(begin, end, rowKey(row)), total = end - begin;
  const name = (k) => (k === OTHERS ? "others" : row.kind === "thread" ? app.report.stateNames[k] : k < 0 ? "nobody" : run.threadName(k));
  return [...shares].filter(([, time]) => time > 0).sort((a, b) => b[1] - a[1]).slice(0, 6).map(([k, time]) => `${name(k)} ${formatPercent(time / total)}`);
}

/// The marks at a pixel of a thread's lane, in words.
function marksAt(app, run, thread, at) {
  const near = (app.view.to - app.view.from) / app.laneWidth() * 4, seen = new Set();
  for (const m of run.marks) if (m.thread - 1 === thread && Math.abs(m.at - at) <= near) seen.add(app.report.markKinds[m.kind][2]);
  return [...seen].slice(0, 3);
}

/// {title, lines} of what is under the pointer.
function describeHit(app, hit) {
  const described = describeSpan(app, hit);
  if (hit.row.kind === "thread") described.lines.push(...marksAt(app, hit.run, hit.row.index, hit.at));
  return described;
}

function describeSpan(app, hit) {
  const { run, row } = hit;
  if (row.kind === "object") return describeObject(run, hit);
  if (row.kind === "memory") {
    const sample = run.memory.filter((m) => m.at <= hit.at).pop();
    return { title: `${formatCount(sample ? sample.bytes : 0)} bytes of objects`, lines: [`around ${shortTime(hit.at)}`] };
  }
  const span = `${shortTime(hit.end - hit.begin)}, from ${formatTime(hit.begin)} to ${formatTime(hit.end)}`;
  if (hit.call) {
    const f = run.functions[hit.call.fn];
    const lines = [hit.calls > 1 ? `one of ${hit.calls} calls at this pixel; ${span}` : span, `${run.threadName(row.index)}`];
    if (hit.call.merged) lines.push("short calls within it are shown together");
    return { title: f.line ? `${f.name}, line ${f.line}` : f.name, lines };
  }
  if (hit.collapsed) {
    const changes = row.lane.changes(hit.begin, hit.end);
    return { title: `${row.label}: ${plural(changes, "span")} in ${shortTime(hit.end - hit.begin)}`,
      lines: [...sharesLines(app, run, row, hit.begin, hit.end), "zoom in to see them one by one"] };
  }
  if (row.kind === "thread") return describeState(app, run, row.index, hit, span);
  const holder = holderOf(hit.value);
  const verb = { core: ["runs", "idle"], gil: ["holds the GIL", "the GIL is free"], lock: [`holds ${row.label}`, `${row.label} is free`] }[row.kind];
  if (holder < 0) return { title: row.kind === "core" ? `core ${row.index} is idle` : verb[1], lines: [span] };
  return { title: row.kind === "core" ? `core ${row.index} runs ${run.threadName(holder)}` : `${run.threadName(holder)} ${verb[0]}`,
    lines: [span, placeWords(run, holder, hit.at) && `in ${placeWords(run, holder, hit.at)}`].filter(Boolean) };
}

function describeState(app, run, thread, hit, span) {
  const state = stateOf(hit.value), lines = [span];
  const place = placeWords(run, thread, hit.at);
  if (state === STATE.running && coreOf(hit.value) >= 0) lines.push(`on core ${coreOf(hit.value)}`);
  if (place) lines.push(`in ${place}`);
  const lock = state === STATE.lock || state === STATE.spinning ? awaitedLock(run, thread, hit.at) : null;
  const holder = state === STATE.gil ? holderAt(run.gils[run.gilOf(thread, hit.at)].lane, hit.at) : lock ? holderAt(lock.lane, hit.at) : null;
  if (lock) lines.push(`for ${lockWords(lock)}`);
  if (holder && holder.thread !== thread) lines.push(`held by ${run.threadName(holder.thread)}`);
  return { title: `${run.threadName(thread)}: ${app.report.stateNames[state]}`, lines };
}

function describeObject(run, hit) {
  const object = run.object(hit.row.index), bin = Math.floor(hit.at / (object.bins.width / 1000));
  const at = (list) => formatCount(list[bin] || 0);
  return { title: `${object.type} ${object.name}`,
    lines: [`within ${shortTime(object.bins.width / 1000)}:`, `${at(object.bins.local)} local, ${at(object.bins.shared)} shared operations on its count`,
      `${at(object.bins.transfers)} times its cache line moved to another core`] };
}

// ---- why ----

/// The chain of causes behind what a thread does at an instant: [{parts, details: [parts]}].
function whyThread(app, run, thread, at, seen = new Set()) {
  const link = { parts: [], details: [] }, chain = [link], me = threadPart(run, thread, at), t = run.threads[thread];
  seen.add(thread);
  const span = stateAt(run, thread, at);
  const next = (other, when = at) => {
    if (seen.has(other)) {
      chain.push({ parts: ["Here the circle closes: ", threadPart(run, other, when), " waits as well",
        run.raw.end === "deadlock" ? ", so none of them will ever go on: a deadlock." : "."], details: [] });
    } else if (seen.size < 12) chain.push(...whyThread(app, run, other, when, seen));
  };
  if (!span) {
    link.parts = at <= t.start ? [me, ` does not exist yet; it is started at ${formatTime(t.start)}.`] : [me, ` has ended, at ${formatTime(t.end)}.`];
  } else if (span.mixed) {
    link.parts = [me, ` changes often here: within ${shortTime(span.end - span.begin)} it is `,
      listed(sharesLines(app, run, { lane: t.lane, kind: "thread" }, span.begin, span.end)), "."];
  } else {
    explainState({ app, run, thread, at, span, me, link, next, t });
  }
  return chain;
}

function explainState(q) {
  const { run, thread, at, span, me, link, next, t } = q;
  const last = span.end >= run.end - 1 && !t.finished;
  const waited = shortTime(span.end - span.begin);
  switch (span.state) {
    case STATE.running: return explainRunning(q);
    case STATE.gil: {
      const which = run.gilOf(thread, at), holder = holderAt(run.gils[which].lane, at);
      if (!holder || holder.thread === thread) { link.parts = [me, ` waits for the GIL (${waited}); nobody holds it any more, it is just being woken to take it.`]; return; }
      link.parts = [me, ` waits for the GIL for ${waited}, because `, threadPart(run, holder.thread, at), ` ${holder.mostly ? "mostly holds it here" : `has held it since ${formatTime(holder.begin)}`}.`];
      link.details.push([last ? "It never gets it again before the run ends." : `Its wait ends at ${formatTime(span.end)}.`]);
      const others = run.threads.filter((o) => o.index !== thread && o.lane.at(at) !== undefined && o.lane.at(at) !== MIX && stateOf(o.lane.at(at)) === STATE.gil && run.gilOf(o.index, at) === which);
      if (others.length) link.details.push([`${plural(others.length, "other thread")} ${others.length === 1 ? "waits" : "wait"} for it at the same time.`]);
      return next(holder.thread);
    }
    case STATE.lock: case STATE.spinning: return explainLock(q, last);
    case STATE.runnable: {
      const busy = run.cores.map((core) => holderAt(core.lane, at)).filter((h) => h && h.thread !== thread);
      link.parts = busy.length >= run.cores.length
        ? [me, ` could run but waits ${waited} for a core: all ${run.cores.length} are busy, with ${listed(busy.map((h) => run.threadName(h.thread)))}.`]
        : [me, ` is on its way to a core: the operating system takes ${waited} to wake it.`];
      return;
    }
    case STATE.sleeping: return explainSleep(q, last, waited);
    case STATE.io: link.parts = [me, ` waits ${waited} for a device or the network, until ${formatTime(span.end)}. It needs no core meanwhile.`]; return;
    case STATE.stopped: link.parts = [me, ` is held for ${waited} together with all others: somebody stopped the world.`]; return;
    default: link.parts = [me, " has ended."];
  }
}

function explainRunning({ run, thread, at, span, me, link, app }) {
  const place = placeWords(run, thread, at), core = span.core;
  link.parts = [me, " runs on ", core >= 0 ? thing(run, "core", core, at, `core ${core}`) : "a core", place ? ` in ${place}` : "", ` for ${shortTime(span.end - span.begin)}`];
  const which = run.gilOf(thread, at), holder = run.usesGil ? holderAt(run.gils[which].lane, at) : null;
  if (holder && holder.thread === thread) {
    link.parts.push("; it may, because it holds ", thing(run, "gil", which, at, run.gils[which].words), ".");
    const waiting = run.threads.filter((o) => { const v = o.lane.at(at); return v !== undefined && v !== MIX && stateOf(v) === STATE.gil && run.gilOf(o.index, at) === which; });
    if (waiting.length) link.details.push([`Meanwhile ${plural(waiting.length, "thread")} ${waiting.length === 1 ? "waits" : "wait"} for the GIL: ${listed(waiting.map((w) => w.name))}.`]);
    const request = run.marks.find((m) => app.report.markKinds[m.kind][0] === "GilDropRequest" && m.at >= holder.begin && m.at <= holder.end);
    if (request) link.details.push([`At ${formatTime(request.at)} a waiter's switch interval ran out and it was asked to drop the GIL.`]);
  } else if (run.gil && run.usesGil) {
    link.parts.push(", without the GIL: in code that needs none, or on its way to it.");
  } else {
    link.parts.push("; without a GIL it needs nobody's permission.");
  }
}

// A lock is recorded from the moment somebody has to wait for it: who has it then, had it before.
const heldSince = (lane, holder) => (holder.mostly ? "mostly holds it here" : holder.begin <= lane.begin ? "holds it" : `has held it since ${formatTime(holder.begin)}`);

function explainLock({ run, thread, at, span, me, link, next }, last) {
  const lock = awaitedLock(run, thread, at), verb = span.state === STATE.spinning ? "spins on" : "waits for";
  const waited = span.end > span.begin ? shortTime(span.end - span.begin) : "ever";
  if (!lock) { link.parts = [me, ` ${verb} a lock for ${waited}; which one is not recorded, because the wait was short.`]; return; }
  const holder = holderAt(lock.lane, at), name = thing(run, "lock", lock.index, Math.min(at, run.end - 1e-3), lockWords(lock));
  if (!holder || holder.thread === thread) {
    link.parts = [me, ` ${verb} `, name, ` for ${waited}`, holder ? ", which it holds itself." : lock.lane ? "; it is free by now, but the waiter must wake up first." : "."];
    return;
  }
  link.parts = [me, ` ${verb} `, name, ` for ${waited}, because `, threadPart(run, holder.thread, at), ` ${heldSince(lock.lane, holder)}.`];
  link.details.push([last ? "It never gets it." : `The wait ends at ${formatTime(span.end)}.`]);
  next(holder.thread, last ? run.end : at);
}

function explainSleep({ run, thread, at, span, me, link, next }, last, waited) {
  const wake = run.wakes.find((w) => w.woken === thread && Math.abs(w.at - span.end) <= Math.max(2, (span.end - span.begin) * 1e-6));
  const place = placeWords(run, thread, at), where = place ? ` in ${place}` : "";
  if (last) { link.parts = [me, ` has been asleep${where} since ${formatTime(span.begin)}, and nothing in this run ever wakes it.`]; return; }
  if (!wake || wake.waker === thread) { link.parts = [me, ` sleeps for ${waited}${where}, until its time is up at ${formatTime(span.end)}.`]; return; }
  link.parts = [me, ` sleeps for ${waited}${where}, until `, threadPart(run, wake.waker, wake.at - 1), ` wakes it at ${formatTime(span.end)}.`];
  next(wake.waker);
}

/// The chain for whatever was selected.
function whyHit(app, hit) {
  const { run, row } = hit, at = hit.at;
  if (row.kind === "thread" || row.kind === "call") return whyThread(app, run, row.index, at);
  if (row.kind === "object") return whyObject(run, row.index);
  if (row.kind === "memory") return [{ parts: [describeHit(app, hit).title, "."], details: [] }];
  const holder = holderAt(row.lane, at);
  const name = row.kind === "core" ? `Core ${row.index}` : row.kind === "gil" ? run.gils[row.index].words.replace("the", "The") : row.label;
  if (!holder) {
    const idle = row.kind === "core" ? whyIdle(app, run, at) : "; nobody holds it";
    return [{ parts: [`${name} is ${row.kind === "core" ? "idle" : "free"}`, idle, "."], details: [] }];
  }
  const words = row.kind === "core" ? " runs " : " is held by ";
  const span = `${holder.mostly ? " most of the time" : ""} from ${formatTime(holder.begin)} to ${formatTime(holder.end)}, ${shortTime(holder.end - holder.begin)}.`;
  return [{ parts: [name, words, threadPart(run, holder.thread, at), span], details: [] }, ...whyThread(app, run, holder.thread, at)];
}

function whyIdle(app, run, at) {
  const count = new Map();
  for (const t of run.threads) {
    const v = t.lane.at(at);
    if (v !== undefined && v !== MIX && stateOf(v) !== STATE.finished) count.set(stateOf(v), (count.get(stateOf(v)) || 0) + 1);
  }
  const parts = [...count].filter(([s]) => s !== STATE.running).map(([s, n]) => `${n} ${app.report.stateNames[s].toLowerCase().replace("gil", "GIL").replace("i/o", "I/O")}`);
  return parts.length ? `: no thread is ready to run (${parts.join(", ")})` : "";
}

function whyObject(run, index) {
  const o = run.object(index), all = o.local + o.shared;
  const owner = o.owner > 0 ? threadPart(run, o.owner - 1, 0) : "nobody in particular";
  if (o.immortal) return [{ parts: [`${o.title} is immortal: its count is never written, so all cores may read it at once, at no cost.`], details: [] }];
  return [{ parts: [`${o.type} ${o.name}`, o.transfers ? " is contended: it belongs to " : " is shared: it belongs to ", owner, `, and other threads changed its reference count ${formatCount(o.shared)} times.`],
    details: [[`Its cache line moved from core to core ${formatCount(o.transfers)} times.`], [`${formatPercent(o.shared / Math.max(1, all))} of the changes were by threads that do not own it.`]] }];
}
