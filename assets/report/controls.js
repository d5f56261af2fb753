// ---- controls: the tool bar, playing, themes, help ----

const FRAME = 1 / 30;

class Controls {
  constructor(app) {
    this.app = app;
    this.speed = app.report.end / 12;  // simulated ns per second
    this.play = el("button", { type: "button", class: "play", onclick: () => this.toggle() }, "▶ Play");
    this.clock = el("output", { class: "clock", "aria-live": "off" });
    this.pace = el("output", { class: "pace", for: "speed" });
    this.slider = el("input", { type: "range", id: "speed", min: "0", max: "9", step: "0.05", value: String(Math.log10(this.speed)), oninput: () => this.setSpeed(10 ** Number(this.slider.value)) });
    this.measure = el("button", { type: "button", "aria-pressed": "false", title: "Dragging measures instead of moving", onclick: () => this.setTool(app.tool === "measure" ? "pan" : "measure") }, "Measure");
    this.chips = new Map();
    this.search = new SearchBox(app);
    app.onGroups = () => this.showGroups();
    app.onPaint = () => this.showClock();
  }

  build() {
    const button = (text, name, f) => el("button", { type: "button", "aria-label": name, title: name, onclick: f }, text);
    const zoom = (factor) => () => { const v = this.app.view; this.app.zoomAt(clamp(this.app.playhead, v.from, v.to), factor); };
    const chips = availableGroups(this.app.report.runs).map(([name, text]) => {
      const chip = el("button", { type: "button", onclick: () => this.app.setGroup(name, !this.app.groups[name]) }, text);
      this.chips.set(name, chip);
      return chip;
    });
    this.showGroups();
    this.setSpeed(this.speed);
    return el("div", { class: "toolbar" },
      el("div", { class: "tools", role: "toolbar", "aria-label": "Playback" },
        el("div", { class: "group" }, this.play, button("|◀", "Back to the beginning", () => this.app.setPlayhead(0)), this.clock),
        el("label", {}, "Speed", this.slider), this.pace,
        el("div", { class: "group grow" }, this.search.node)),
      el("div", { class: "tools", role: "toolbar", "aria-label": "View" },
        el("div", { class: "group chips", role: "group", "aria-label": "Lanes shown" }, ...chips),
        el("div", { class: "group grow", role: "group", "aria-label": "Zoom" }, button("−", "Zoom out", zoom(1 / 0.6)), button("+", "Zoom in", zoom(0.6)),
          button("All", "Show everything", () => this.app.zoomTo(0, this.app.report.end)), this.measure)));
  }

  showGroups() { for (const [name, chip] of this.chips) chip.setAttribute("aria-pressed", String(this.app.groups[name])); }
  showClock() {
    const text = `${formatTime(this.app.playhead)} of ${shortTime(this.app.report.end)}`;
    if (this.clock.value !== text) this.clock.value = text;
  }
  setTool(tool) {
    this.app.tool = tool;
    this.measure.setAttribute("aria-pressed", String(tool === "measure"));
    for (const box of this.app.boxes) box.view.classList.toggle("measuring", tool === "measure");
  }
  setSpeed(speed) {
    this.speed = clamp(speed, 1, 1e9);
    const slower = 1e9 / this.speed;
    this.pace.value = `${shortTime(this.speed)} per second${slower > 1.5 ? `, ${formatCount(Number(slower.toPrecision(2)))}× slower` : ""}`;
    this.slider.setAttribute("aria-valuetext", this.pace.value);
  }

  // ---- playing ----
  toggle() { if (this.app.playing) this.stop(); else this.start(); }
  start() {
    const app = this.app;
    if (app.playhead >= app.report.end) app.setPlayhead(0);
    if (app.playhead < app.view.from || app.playhead > app.view.to) app.setPlayhead(app.view.from);
    app.playing = true;
    this.play.textContent = "❚❚ Pause";
    this.last = performance.now();
    this.frame = requestAnimationFrame((now) => this.tick(now));
  }
  stop() {
    this.app.playing = false;
    this.app.window = 0;
    cancelAnimationFrame(this.frame);
    this.play.textContent = "▶ Play";
    this.app.touch("over");
    announce(this.app.boxes.map((box) => machineWords(this.app, box.run, this.app.playhead)).join(". "));
  }
  tick(now) {
    const app = this.app, calm = prefersCalm(), seconds = (now - this.last) / 1000;
    if (!calm || seconds >= 0.5) {
      this.last = now;
      app.window = calm ? 0 : this.speed * FRAME * 3;
      app.setPlayhead(app.playhead + Math.min(seconds, calm ? 1 : 0.2) * this.speed);
      this.follow();
      if (app.playhead >= app.report.end) { this.stop(); return; }
    }
    this.frame = requestAnimationFrame((t) => this.tick(t));
  }
  // The view turns a page when the playhead leaves it.
  follow() {
    const app = this.app, length = app.view.to - app.view.from;
    if (app.playhead > app.view.to - length * 0.02 && app.view.to < app.report.end) app.pan(length * 0.9);
  }

  // ---- the page ----
  buildPage() {
    const root = document.documentElement;
    $("#page-tools").hidden = false;
    $("#theme").addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      this.app.recolour();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.app.recolour());
    $("#presenter").addEventListener("click", () => {
      $("#presenter").setAttribute("aria-pressed", String(root.classList.toggle("presenter")));
      this.app.layout();
    });
    this.help = el("dialog", { "aria-labelledby": "help-title" }, el("h2", { id: "help-title" }, "Keys and gestures"),
      el("p", { class: "hint" }, "In the timeline, after a click or when it has the focus:"),
      el("dl", {}, ...KEYS.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)])),
      el("form", { method: "dialog" }, el("button", {}, "Close")));
    $("form", this.help).addEventListener("submit", (e) => { e.preventDefault(); this.help.close(); });
    document.body.append(this.help);
    $("#help").addEventListener("click", () => this.showHelp());
    // Paper is white: the pictures are drawn again for it, all of the run.
    window.addEventListener("beforeprint", () => { this.beforePrint = { ...this.app.view }; this.app.setView(0, this.app.report.end); this.app.palette = new Palette(); this.app.layout(); this.app.paint(); });
    window.addEventListener("afterprint", () => { this.app.recolour(); this.app.setView(this.beforePrint.from, this.beforePrint.to); });
  }
  showHelp() { if (!this.help.open) this.help.showModal(); }
}
