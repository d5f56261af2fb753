// Opens a report in the system's Chromium, with every console message, page error and request to the network noted.
import { chromium } from "playwright-core";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const CHROMIUM = process.env.GILSCOPE_CHROMIUM || "/usr/bin/chromium";

/// {open(file, options) -> {page, problems}, close()}
export async function startBrowser() {
  const profile = mkdtempSync(join(tmpdir(), "gilscope-chromium-"));
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS, env: { ...process.env, HOME: profile } });
  return {
    async open(file, { width = 1280, height = 720, dark = false, touch = false, calm = false, script = true, ratio = 1 } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", hasTouch: touch, isMobile: touch,
        reducedMotion: calm ? "reduce" : "no-preference", javaScriptEnabled: script, deviceScaleFactor: ratio });
      const page = await context.newPage();
      const problems = [], url = pathToFileURL(file).href;
      page.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") problems.push(`console: ${m.text()}`); });
      page.on("pageerror", (e) => problems.push(`error: ${e.message}`));
      page.on("request", (r) => { if (r.url() !== url && !r.url().startsWith("data:")) problems.push(`request: ${r.url()}`); });
      await page.goto(url);
      return { page, problems, context };
    },
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
