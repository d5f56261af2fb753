// Drives exported reports in headless Chromium. GILSCOPE_COMMAND: the program that exports them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startBrowser } from "./browser.mjs";

const HERE = dirname(fileURLToPath(import.meta.url)), SCENARIOS = join(HERE, "../../scenarios");
const COMMAND = process.env.GILSCOPE_COMMAND;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LIMIT = 2 * 1024 * 1024;

let browser, folder;
const files = new Map();

function exported(name, script = join(SCENARIOS, `${name}.py`)) {
  if (!files.has(name)) {
    const file = join(folder, `${name}.html`);
    execFileSync(COMMAND, ["export", script, "--format", "html", "-o", file], { stdio: ["ignore", "ignore", "pipe"] });
    files.set(name, file);
  }
  return files.get(name);
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "gilscope-report-"));
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/// Opens a report, runs `body`, and insists that nothing complained and nothing was fetched.
async function withPage(name, options, body) {
  const { page, problems, context } = await browser.open(exported(name), options);
  try {
    if (options.script !== false) await settle(page);
    await body(page);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
  }
}

/// Waits until a function of the page is true. (The page's policy forbids what page.waitForFunction does.)
async function until(page, condition, argument) {
  for (let i = 0; i < 400; ++i) {
    if (await page.evaluate(condition, argument)) return;
    await page.waitForTimeout(25);
  }
  assert.fail(`never came true: ${condition}`);
}
const settle = (page) => until(page, () => window.gilscope && !window.gilscope.app.dirty.size && !window.gilscope.app.pending);
const view = (page) => page.evaluate(() => ({ ...window.gilscope.app.view, end: window.gilscope.app.report.end }));
const calm = { calm: true };

/// The middle of a row of a run on the page, at an instant (in parts of the view).
async function pointOf(page, run, kind, index, part) {
  const y = await page.evaluate(([r, k, i]) => {
    const box = window.gilscope.app.boxes[r], row = box.rows.find((x) => x.kind === k && x.index === i);
    window.scrollBy({ top: box.view.getBoundingClientRect().top + row.y - innerHeight / 2, behavior: "instant" });
    return row.y + row.height / 2;
  }, [run, kind, index]);
  return page.evaluate(([r, yy, p]) => {
    const app = window.gilscope.app, box = app.boxes[r].view.getBoundingClientRect();
    return { x: box.left + app.gutter + app.laneWidth() * p, y: box.top + yy };
  }, [run, y, part]);
}

test("every bundled scenario makes a page below two megabytes that opens without a complaint", async () => {
  for (const file of readdirSync(SCENARIOS).filter((f) => f.endsWith(".py"))) {
    const name = basename(file, ".py");
    assert.ok(statSync(exported(name)).size < LIMIT, `${name}: ${statSync(exported(name)).size} bytes`);
    await withPage(name, calm, async (page) => {
      assert.ok((await page.locator("section.run").count()) >= 1, name);
      assert.ok(await page.locator("h1").textContent(), name);
    });
  }
});

test("totals in the page equal those of the JSON report", async () => {
  const json = JSON.parse(execFileSync(COMMAND, ["run", "--quiet", "--runtime", "3.13", "--json", "-", join(SCENARIOS, "convoy.py")], { encoding: "utf8" }));
  await withPage("convoy", calm, async (page) => {
    const [loaded, table] = await page.evaluate(() => {
      const run = window.gilscope.app.report.runs[0];
      const cells = [...document.querySelectorAll('.run-tables[data-run="0"] tr[data-thread]')].map((tr) =>
        Object.fromEntries([...tr.querySelectorAll("td[data-key]")].map((td) => [td.dataset.key, Number(td.dataset.ps)])));
      return [{ time: run.raw.time, threads: run.raw.threads.map((t) => t.totals), busy: run.raw.cores.map((c) => c.busy),
        locks: run.raw.locks.map((l) => [l.acquisitions, l.wait]) }, cells];
    });
    assert.equal(Math.floor(loaded.time / 1000), json.time_ns);
    assert.deepEqual(loaded.busy.map((ps) => Math.floor(ps / 1000)), json.cores_busy_ns);
    const keys = ["running_ns", "runnable_ns", "gil_wait_ns", "lock_wait_ns", "spin_ns", "sleep_ns", "io_ns", "stopped_ns"];
    json.threads.forEach((thread, t) => keys.forEach((key, s) => {
      assert.ok(Math.abs(loaded.threads[t][s] / 1000 - thread[key]) <= 1, `${thread.name} ${key}`);
      if (table[t][key] !== undefined) assert.equal(table[t][key], loaded.threads[t][s]);
    }));
    for (const [acquisitions] of loaded.locks) assert.ok(json.locks.some((l) => l.acquisitions === acquisitions));
  });
});

test("the spans of the picture add up to the totals", async () => {
  await withPage("convoy", calm, async (page) => {
    const worst = await page.evaluate(() => {
      let most = 0;
      for (const run of window.gilscope.app.report.runs)
        for (const t of run.threads) {
          const sums = t.lane.shares(-1, run.end + 1, (v) => v & 15);
          t.totals.forEach((total, s) => { if (s < 8) most = Math.max(most, Math.abs((sums.get(s) || 0) - total) / t.lane.length); });
        }
      return most;
    });
    assert.ok(worst <= 1, `off by ${worst} ns per span`);
  });
});

test("without --runtime the page compares what the scenario compares; with it, it shows that", async () => {
  await withPage("primes", calm, async (page) => {
    assert.deepEqual(await page.evaluate(() => window.gilscope.app.report.runs.map((r) => r.label)), ["3.13", "3.13t gil=1", "3.13t", "3.14t"]);
  });
  const file = join(folder, "one.html");
  execFileSync(COMMAND, ["export", join(SCENARIOS, "convoy.py"), "--runtime", "3.13t", "-o", file], { stdio: "pipe" });
  files.set("one", file);
  await withPage("one", calm, async (page) => assert.equal(await page.locator("section.run").count(), 1));
});

test("a run too long for the page is coarsened, says so, and keeps its totals", async () => {
  const script = join(folder, "long.py");
  writeFileSync(script, readFileSync(join(SCENARIOS, "lost_update_lock.py"), "utf8").replace("ROUNDS = 10000", "ROUNDS = 40000"));
  assert.ok(statSync(exported("long", script)).size < LIMIT);
  await withPage("long", calm, async (page) => {
    assert.match(await page.locator("#timeline .fine").innerText(), /Spans shorter than .* are shown as shares/);
    const [worst, mixes] = await page.evaluate(() => {
      let off = 0, count = 0;
      for (const run of window.gilscope.app.report.runs) {
        for (const lock of run.lockLanes()) count += lock.lane.mixes.size;
        for (const t of run.threads) {
          const sums = t.lane.shares(-1, run.end + 1, (v) => v & 15);
          t.totals.forEach((total, s) => { if (s < 8 && total > 0) off = Math.max(off, Math.abs((sums.get(s) || 0) - total) / run.end); });
        }
      }
      return [off, count];
    });
    assert.ok(mixes > 100);
    assert.ok(worst < 0.001, `off by ${worst} of the run`);
  });
});

test("the wheel zooms at the pointer, once the timeline was clicked", async () => {
  await withPage("primes", calm, async (page) => {
    const p = await pointOf(page, 0, "core", 0, 0.25);
    await page.mouse.move(p.x, p.y);
    await page.mouse.wheel(0, -300);
    await page.waitForTimeout(50);
    assert.equal((await view(page)).from, 0, "before a click the wheel scrolls the page");
    const q = await pointOf(page, 0, "core", 0, 0.25);
    await page.mouse.click(q.x, q.y);
    const at = await page.evaluate((x) => window.gilscope.app.timeAt(x - window.gilscope.app.boxes[0].view.getBoundingClientRect().left), q.x);
    await page.mouse.wheel(0, -300);
    await settle(page);
    const zoomed = await view(page);
    assert.ok(zoomed.to - zoomed.from < zoomed.end * 0.9);
    const after = await page.evaluate((x) => window.gilscope.app.timeAt(x - window.gilscope.app.boxes[0].view.getBoundingClientRect().left), q.x);
    assert.ok(Math.abs(after - at) < zoomed.end / 1000, "the instant under the pointer stays there");
  });
});

test("dragging moves, Shift and the axis measure, a double click zooms", async () => {
  await withPage("primes", calm, async (page) => {
    await page.evaluate(() => window.gilscope.app.setView(100e6, 200e6));
    await settle(page);
    const p = await pointOf(page, 0, "core", 5, 0.5);
    await page.mouse.move(p.x, p.y);
    await page.mouse.down();
    await page.mouse.move(p.x - 100, p.y, { steps: 4 });
    await page.mouse.up();
    assert.ok((await view(page)).from > 100e6);
    await page.keyboard.down("Shift");
    await page.mouse.move(p.x - 100, p.y);
    await page.mouse.down();
    await page.mouse.move(p.x + 100, p.y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await settle(page);
    const range = await page.evaluate(() => window.gilscope.app.range);
    assert.ok(range && range.to > range.from);
    const busy = await page.evaluate(() => window.gilscope.app.measured.innerText);
    assert.match(busy, /Measured: [\d.]+ ms/);
    assert.match(busy, /1\.0\d* of 8/);
    await page.mouse.dblclick(p.x, p.y);
    const zoomed = await view(page);
    assert.ok(zoomed.to - zoomed.from < 60e6);
  });
});

test("hovering names what is there; clicking explains it as a chain", async () => {
  await withPage("primes", calm, async (page) => {
    await page.evaluate(() => { window.gilscope.app.setGroup("threads", true); window.gilscope.app.setView(120e6, 123e6); });
    await settle(page);
    const waiting = await page.evaluate(() => window.gilscope.app.report.runs[0].threads.find((t) => (t.lane.at(121.5e6) & 15) === 2).index);
    const p = await pointOf(page, 0, "thread", waiting, 0.5);
    await page.mouse.move(p.x, p.y);
    await page.waitForSelector("#tooltip:not([hidden])");
    const tip = await page.locator("#tooltip").innerText();
    assert.match(tip, /Waiting for GIL/);
    assert.match(tip, /held by /);
    await page.mouse.click(p.x, p.y);
    await settle(page);
    assert.match(await page.locator("#why .answer").innerText(), /waits for the GIL for .*, because .* has held it since/);
    assert.match(await page.locator("#why li").first().innerText(), /runs on core \d in .*holds the GIL/);
    await page.locator("#why .answer .link").last().click();
    await settle(page);
    assert.match(await page.locator("#why h3").innerText(), /On CPU/);
  });
});

test("a deadlock is followed around its circle", async () => {
  await withPage("philosophers", calm, async (page) => {
    const text = await page.evaluate(() => {
      const app = window.gilscope.app, run = app.report.runs[0], t = run.threads.find((x) => x.name === "Kant");
      app.goTo({ run, kind: "thread", index: t.index, at: run.end - 2 });
      return document.querySelector("#why").textContent;
    });
    for (const name of ["Aristotle", "Hypatia", "Kant", "Hume", "Arendt"]) assert.ok(text.includes(name), name);
    assert.match(text, /waits for Lock right for .*, because Hume/);
    assert.match(text, /circle closes/);
    assert.match(text, /deadlock/);
    assert.match(await page.locator(".headline").innerText(), /deadlock/);
  });
});

test("the keyboard does everything, and says it", async () => {
  await withPage("convoy", calm, async (page) => {
    const heard = () => page.locator("#announcer").textContent();
    await page.locator(".view").first().focus();
    const whole = await view(page);
    await page.keyboard.press("+");
    await page.keyboard.press("w");
    const zoomed = await view(page);
    assert.ok(zoomed.to - zoomed.from < (whole.to - whole.from) / 2);
    await page.keyboard.press("Home");
    assert.equal((await view(page)).from, 0);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("d");
    assert.ok((await view(page)).from > 0);
    await page.keyboard.press("End");
    assert.ok(Math.abs((await view(page)).to - whole.end) < 1);
    await page.keyboard.press("0");
    assert.deepEqual(await view(page), whole);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(200);
    const first = await heard();
    assert.match(first, /from .* to /);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.waitForTimeout(200);
    assert.notEqual(await heard(), first);
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("view")), "Tab walks the spans");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement !== window.gilscope.app.boxes[0].view), "after Escape, Tab leaves");
    await page.keyboard.press("?");
    assert.ok(await page.locator("dialog").evaluate((d) => d.open));
    await page.keyboard.press("Escape");
  });
});

test("[ goes to the culprit, ] back, F zooms to the selection", async () => {
  await withPage("convoy", calm, async (page) => {
    await page.evaluate(() => {
      const app = window.gilscope.app, run = app.report.runs[0];
      const t = run.threads.find((x) => [...Array(x.lane.length).keys()].some((i) => (x.lane.values[i] & 15) === 2 && x.lane.edges[i + 1] - x.lane.edges[i] > 1e6));
      const i = [...Array(t.lane.length).keys()].find((k) => (t.lane.values[k] & 15) === 2 && t.lane.edges[k + 1] - t.lane.edges[k] > 1e6);
      app.boxes[0].view.focus();
      app.goTo({ run, kind: "thread", index: t.index, at: (t.lane.edges[i] + t.lane.edges[i + 1]) / 2 });
    });
    const waiter = await page.evaluate(() => window.gilscope.app.selection.row.index);
    await page.keyboard.press("[");
    assert.notEqual(await page.evaluate(() => window.gilscope.app.selection.row.index), waiter);
    await page.keyboard.press("]");
    assert.equal(await page.evaluate(() => window.gilscope.app.selection.row.index), waiter);
    await page.keyboard.press("f");
    const [v, s] = await page.evaluate(() => [window.gilscope.app.view, { begin: window.gilscope.app.selection.begin, end: window.gilscope.app.selection.end }]);
    assert.ok(v.from <= s.begin && v.to >= s.end && v.to - v.from < (s.end - s.begin) * 3);
  });
});

test("search finds threads, functions and lines", async () => {
  await withPage("primes", calm, async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("is_prime");
    await page.waitForSelector("#found li");
    assert.match(await page.locator("#found").innerText(), /function, line 2\d/);
    await page.keyboard.press("Enter");
    await settle(page);
    assert.match(await page.locator("#why h3").innerText(), /is_prime/);
    const v = await view(page);
    assert.ok(v.to - v.from < v.end / 10, "it zooms to the call");
    await page.locator("#search").fill("0_3");
    assert.match(await page.locator("#found li").first().innerText(), /ThreadPoolExecutor-0_3/);
    await page.locator("#search").fill("no such thing");
    assert.match(await page.locator("#found").innerText(), /Nothing found/);
  });
});

test("playing moves the playhead, the machine and the lines of the program", async () => {
  await withPage("primes", {}, async (page) => {
    await page.evaluate(() => window.gilscope.app.setPlayhead(30e6));
    const before = await page.locator(".run .now").first().innerText();
    await page.locator(".play").click();
    await until(page, () => window.gilscope.app.playhead > 40e6);
    await page.locator(".play").click();
    await settle(page);
    assert.notEqual(await page.locator(".run .now").first().innerText(), before);
    assert.match(await page.locator(".run .now").nth(2).innerText(), /8 of 8 cores busy/);
    assert.ok((await page.locator(".source .where i").count()) > 0);
    await page.locator("#speed").fill("3");
    assert.match(await page.locator(".pace").innerText(), /µs per second/);
    await page.locator(".play").click();
    const at = await page.evaluate(() => window.gilscope.app.playhead);
    await page.waitForTimeout(200);
    assert.ok((await page.evaluate(() => window.gilscope.app.playhead)) - at < 1e4);
    await page.keyboard.press("Escape");
    await page.locator(".play").click();
  });
});

test("themes follow the system and can be switched; large type for the last row", async () => {
  await withPage("lost_update", { dark: true }, async (page) => {
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await background(), pixels = () => page.evaluate(() => window.gilscope.app.boxes[0].base.toDataURL());
    const picture = await pixels();
    await page.locator("#theme").click();
    await settle(page);
    assert.notEqual(await background(), dark);
    assert.notEqual(await pixels(), picture);
    await page.locator("#theme").click();
    await settle(page);
    assert.equal(await background(), dark);
    const height = () => page.evaluate(() => window.gilscope.app.boxes[0].base.getBoundingClientRect().height);
    const small = await height();
    await page.locator("#presenter").click();
    await settle(page);
    assert.ok((await height()) > small * 1.2);
  });
});

test("fingers: one moves, two zoom, a tap selects; nothing is wider than a phone", async () => {
  await withPage("convoy", { width: 375, height: 812, touch: true, calm: true, ratio: 2 }, async (page) => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
    const p = await pointOf(page, 0, "thread", 1, 0.5);
    const session = await page.context().newCDPSession(page);
    const touch = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    await touch("touchStart", [p.x - 30, p.y], [p.x + 30, p.y]);
    await touch("touchMove", [p.x - 60, p.y], [p.x + 60, p.y]);
    await touch("touchMove", [p.x - 90, p.y], [p.x + 90, p.y]);
    await touch("touchEnd");
    await settle(page);
    const zoomed = await view(page);
    assert.ok(Math.abs((zoomed.to - zoomed.from) / zoomed.end - 1 / 3) < 0.05, "fingers keep the instants they lie on");
    await touch("touchStart", [p.x, p.y]);
    for (let i = 1; i <= 6; ++i) await touch("touchMove", [p.x - 10 * i, p.y]);
    await touch("touchEnd");
    await settle(page);
    assert.ok((await view(page)).from > zoomed.from);
    await page.touchscreen.tap(p.x, p.y);
    await settle(page);
    assert.ok(await page.evaluate(() => window.gilscope.app.selection !== null));
  });
});

test("a script full of markup and other alphabets survives", async () => {
  const script = join(folder, "nasty.py");
  writeFileSync(script, `"""</script><script>window.hacked=1</script> <b>naïve</b> 漢字 🐍 {{data}}\n\n<img src=x onerror="window.hacked=1">\n"""\nimport threading\n\n` +
    `def f():\n    return "</script><script>window.hacked=1</script>"\n\nt = threading.Thread(target=f, name="<img src=x onerror='window.hacked=1'> ü")\nt.start()\nt.join()\n` +
    `print("</pre></script><script>window.hacked=1</script>", "🐍 \\u2028 <!-- -->")\n`);
  exported("nasty", script);
  await withPage("nasty", calm, async (page) => {
    await page.evaluate(() => { const app = window.gilscope.app; app.goTo({ run: app.report.runs[0], kind: "thread", index: 1, at: app.report.runs[0].threads[1].start }); });
    await page.locator("#search").fill("<img");
    await page.waitForSelector("#found li");
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await page.locator("img").count(), 0);
    assert.match(await page.locator("h1").innerText(), /<\/script>.*漢字 🐍/);
    assert.match(await page.locator("#source-lines").innerText(), /window\.hacked=1/);
    assert.match(await page.locator(".output").innerText(), /<\/pre><\/script>.*🐍/s);
  });
});

test("without JavaScript the page still tells everything", async () => {
  await withPage("primes", { script: false }, async (page) => {
    assert.match(await page.locator(".headline").innerText(), /Under the GIL one core works at a time/);
    assert.ok(await page.locator("noscript").count());
    assert.ok((await page.locator("#results table").count()) >= 5);
    await page.locator("#timeline-table summary").click();
    assert.match(await page.locator("#timeline-table table").first().innerText(), /Waiting for GIL/);
    assert.ok((await page.locator("#source-lines li").count()) > 60);
  });
});

test("reduced motion: playing goes in steps", async () => {
  await withPage("convoy", calm, async (page) => {
    await page.evaluate(() => { window.steps = new Set(); const app = window.gilscope.app, set = app.setPlayhead.bind(app); app.setPlayhead = (t) => { window.steps.add(t); set(t); }; });
    await page.locator(".play").click();
    await page.waitForTimeout(1300);
    await page.locator(".play").click();
    assert.ok((await page.evaluate(() => window.steps.size)) <= 4);
  });
});

test("accessibility: axe finds nothing, in both themes and on a phone", async () => {
  for (const [name, options] of [["primes", {}], ["lost_update", { dark: true }], ["philosophers", { width: 375, height: 812, touch: true }]]) {
    const { page, context } = await browser.open(exported(name), { ...options, calm: true });
    await settle(page);
    await page.evaluate(() => { const app = window.gilscope.app; app.goTo({ run: app.report.runs[0], kind: "thread", index: 1, at: app.report.runs[0].threads[1].start + 1e3 }); });
    await page.evaluate(() => { for (const d of document.querySelectorAll("details")) d.open = true; });
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setBypassCSP", { enabled: true });
    await session.send("Runtime.evaluate", { expression: AXE });
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + n.failureSummary).join(" | ")}`), [], `${name} ${JSON.stringify(options)}`);
    await context.close();
  }
});

test("printing shows the whole run on white", async () => {
  await withPage("lost_update", { dark: true }, async (page) => {
    await page.evaluate(() => window.gilscope.app.setView(0, 1e6));
    const pdf = await page.pdf({ width: "11in", height: "8.5in" });
    assert.ok(pdf.length > 50_000);
    await settle(page);
    assert.ok((await view(page)).to < 2e6, "the view comes back");
  });
});
