// Opens GilScope's exports in the programs that people open them with, and compares what these see with what GilScope says.
//   node check.mjs GILSCOPE SCRIPT...
// Status 0: all is well; 1: something is not; 77: readers are missing, which is said.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [gilscope, ...scripts] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'gilscope-readers-'));
let failures = 0;

function check(what, condition, detail = '') {
  if (condition) return;
  failures += 1;
  console.error(`FAILED: ${what}${detail === '' ? '' : `: ${detail}`}`);
}
function equal(what, seen, expected) {
  check(what, JSON.stringify(seen) === JSON.stringify(expected), `${JSON.stringify(seen)} instead of ${JSON.stringify(expected)}`);
}
function run(program, args, options = {}) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  } catch (error) {
    throw new Error(`${basename(program)} ${args.join(' ')}: status ${error.status}\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  }
}
function csv(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\r\n').slice(1).map((line) => line.split(','));
}

function exported(script, format, runtimes) {
  const file = join(folder, `${basename(script, '.py')}.${format}.json`);
  run(gilscope, ['export', script, '--format', format, '-o', file, '--force', '--cores', '4', '--runtime', runtimes]);
  return file;
}

// ---- What GilScope says ---------------------------------------------------------------------------------------------

function expectation(script, runtimes) {
  const file = join(folder, 'expected.csv');
  run(gilscope, ['export', script, '--format', 'csv', '-o', file, '--force', '--cores', '4', '--runtime', runtimes]);
  const threads = csv(join(folder, 'expected.threads.csv'));
  const spans = csv(file);
  const rows = (name) => csv(join(folder, `expected.${name}.csv`));
  return { threads, spans, waits: rows('waits'), marks: rows('marks'), calls: rows('calls') };
}

// ---- Firefox Profiler -----------------------------------------------------------------------------------------------

const cli = join(here, 'node_modules/@firefox-devtools/profiler-cli/dist/profiler-cli.js');

function profiler(args, session) {
  return run(process.execPath, ['--no-warnings', cli, ...args, '--session', session], {
    env: { ...process.env, PROFILER_CLI_SESSION_DIR: join(folder, 'sessions') },
  });
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

// The profiler's daemon has half a second to start. Where the machine is busy, it gets another chance; what did not come up in time is ended.
function load(file, name) {
  for (let attempt = 1; ; attempt += 1) {
    const session = `${name}-${attempt}`;
    try {
      profiler(['load', file], session);
      return session;
    } catch (error) {
      const late = /did not become ready/.test(error.message) && /running as pid (\d+)/.exec(error.message);
      if (!late || attempt === 20) throw error;
      process.kill(Number(late[1]));
      sleep(500);
    }
  }
}

// Loads a file, hands over what the profiler says of it, and ends its session.
function inProfiler(file, look) {
  const session = load(file, `gilscope-${process.pid}-${basename(file).replaceAll('.', '-')}`);
  try {
    look((...args) => JSON.parse(profiler([...args, '--json'], session)));
  } finally {
    profiler(['stop'], session);
  }
}

function checkFirefox(script, expected, runtimes) {
  inProfiler(exported(script, 'firefox', runtimes), (ask) => {
    const info = ask('profile', 'info', '--all');
    equal(`${script}: Firefox threads`, info.threadCount, expected.threads.length);
    equal(`${script}: Firefox processes`, info.processCount, runtimes.split(',').length);
    for (const [index, thread] of expected.threads.entries()) {
      const spans = expected.spans.filter((s) => s[0] === thread[0] && s[1] === 'thread' && s[2] === thread[1]).length;
      const holds = expected.spans.filter((s) => s[0] === thread[0] && s[1] === 'gil' && s[7] === thread[1]).length;
      const waits = expected.waits.filter((w) => w[0] === thread[0] && w[2] === thread[1]).length;
      const marks = expected.marks.filter((m) => m[0] === thread[0] && (m[2] === thread[1] || (m[2] === '' && thread[1] === '0')));
      const pauses = marks.filter((m) => m[3] === 'GcEnd').length;
      const seen = ask('thread', 'markers', '--thread', `t-${index}`);
      equal(`${script}: markers of ${thread[2]} in run ${thread[0]}`, seen.totalMarkerCount, spans + holds + waits + marks.length + pauses);
    }
  });
}

function checkChrome(script, expected, runtimes) {
  inProfiler(exported(script, 'chrome', runtimes), (ask) => {
    const info = ask('profile', 'info', '--all');
    check(`${script}: the profiler opens the Trace Event file`, info.threadCount >= expected.threads.length, info.threadCount);
  });
}

// ---- speedscope -----------------------------------------------------------------------------------------------------

const release = join(here, 'node_modules/speedscope/dist/release');

async function checkSpeedscope(script, expected, runtimes, validate) {
  const file = exported(script, 'speedscope', runtimes);
  const profile = JSON.parse(readFileSync(file, 'utf8'));
  check(`${script}: speedscope's schema`, validate(profile), JSON.stringify(validate.errors?.slice(0, 3)));
  equal(`${script}: speedscope profiles`, profile.profiles.length, expected.threads.length);
  return file;
}

async function speedscopeSchema() {
  const { default: Ajv } = await import('ajv');
  return new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(release, 'file-format-schema.json'), 'utf8')));
}

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.woff2': 'font/woff2' };

// speedscope's own files, and the profile, on a port of this machine.
function serve(profile) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const file = path === '/profile.json' ? profile : join(release, path === '/' ? 'index.html' : basename(path));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

async function checkInBrowser(file, expected, chromiumPath, picture) {
  const { chromium } = await import('playwright-core');
  const server = await serve(file);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('requestfailed', (request) => errors.push(`no answer for ${request.url()}`));
    await page.goto(`${origin}/#profileURL=${encodeURIComponent(`${origin}/profile.json`)}`);
    const name = expected.threads[0][2];
    await page.getByText(name).first().waitFor({ timeout: 30000 });
    const text = await page.evaluate(() => document.body.innerText);
    check('speedscope shows the first thread', text.includes(name), text.slice(0, 200));
    check('speedscope counts the profiles', text.includes(`/${expected.threads.length}`) || expected.threads.length === 1, text.slice(0, 200));
    check('speedscope has no complaint', errors.length === 0, errors.join('; '));
    if (picture) await page.screenshot({ path: picture });
  } finally {
    await browser.close();
    server.close();
  }
}

// ---- Perfetto and the tables ----------------------------------------------------------------------------------------

function checkPerfetto(script, expected, runtimes) {
  const file = exported(script, 'perfetto', runtimes);
  const text = execFileSync('protoc', ['--decode=gilscope.readers.Trace', `--proto_path=${here}`, 'perfetto_subset.proto'], {
    input: readFileSync(file), encoding: 'utf8', maxBuffer: 1 << 30,
  });
  const count = (pattern) => text.match(pattern)?.length ?? 0;
  const unknown = text.split('\n').filter((line) => /^\s*\d+:/.test(line) || /^\s*\d+ \{/.test(line));
  equal(`${script}: fields that protoc does not know`, unknown.slice(0, 3), []);
  equal(`${script}: threads in the process tree`, count(/^ {4}threads \{/gm), expected.threads.length);
  equal(`${script}: begins and ends`, count(/type: SLICE_BEGIN/g), count(/type: SLICE_END/g));
  equal(`${script}: calls and lock waits as slices`, count(/type: SLICE_BEGIN/g), expected.calls.length + expected.waits.length);
}

function checkSqlite(script, runtimes) {
  const file = exported(script, 'sqlite', runtimes);
  const ask = (sql) => run('sqlite3', ['-readonly', file, sql]).trim();
  equal(`${script}: integrity of the database`, ask('PRAGMA integrity_check'), 'ok');
  const spans = csv(join(folder, 'expected.csv'));
  const totals = new Map();
  for (const span of spans.filter((s) => s[1] === 'thread')) {
    const key = `${span[0]}|${span[6]}`;
    totals.set(key, (totals.get(key) ?? 0) + Number(span[5]) - Number(span[4]));
  }
  const expected = [...totals].filter((entry) => entry[1] > 0).map(([key, total]) => `${key}|${total}`).sort();
  const seen = ask('SELECT run, state, sum(total_ns) FROM thread_states GROUP BY run, state HAVING sum(total_ns) > 0').split('\n').sort();
  equal(`${script}: totals by query, CSV and SQLite`, seen, expected);
  const views = ask("SELECT name FROM sqlite_master WHERE type = 'view'").split('\n');
  for (const view of views) check(`${script}: view ${view}`, run('sqlite3', ['-readonly', file, `SELECT count(*) FROM ${view}`]) !== '');
}

// ---- All of it ------------------------------------------------------------------------------------------------------

function has(program) {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const missing = [];
if (!existsSync(cli) || !existsSync(release)) missing.push('npm packages (npm ci in tests/export/readers)');
const chromiumPath = ['chromium', 'chromium-browser', 'google-chrome'].find(has);
if (!chromiumPath) missing.push('chromium');
for (const program of ['protoc', 'sqlite3']) if (!has(program)) missing.push(program);
if (missing.length > 0) console.error(`SKIPPED IN PART, as these are missing: ${missing.join(', ')}`);
const packages = existsSync(cli) && existsSync(release);

try {
  const validate = packages ? await speedscopeSchema() : null;
  const runtimes = '3.13,3.13t';
  for (const script of scripts) {
    const expected = expectation(script, runtimes);
    if (has('protoc')) checkPerfetto(script, expected, runtimes);
    if (has('sqlite3')) checkSqlite(script, runtimes);
    if (!packages) continue;
    checkFirefox(script, expected, runtimes);
    checkChrome(script, expected, runtimes);
    const file = await checkSpeedscope(script, expected, runtimes, validate);
    if (chromiumPath && script === scripts[0]) {
      const path = run('sh', ['-c', `command -v ${chromiumPath}`]).trim();
      await checkInBrowser(file, expected, path, process.env.GILSCOPE_READERS_PICTURE);
    }
    console.log(`${basename(script)}: ${expected.threads.length} threads, ${expected.spans.length} spans, ${expected.calls.length} calls`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failures > 0 ? 1 : missing.length > 0 ? 77 : 0);
