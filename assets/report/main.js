// ---- main: puts it all together ----

function start() {
  const app = new App(loadReport());
  app.source = new SourceView(app);
  const controls = new Controls(app);
  app.mount(controls.build());
  controls.buildPage();
  app.source.showCosts();
  new Gestures(app, $("#tooltip"));
  new Keys(app, controls);
  $("#timeline-hint").textContent = matchMedia("(pointer: coarse)").matches ? "Drag to move, two fingers to zoom, tap anything to learn why."
    : "Drag to move, Ctrl + scroll to zoom, click anything to learn why.";
  // For tests, and for the curious in the browser's console.
  window.gilscope = { app, controls };
}

try {
  start();
} catch (error) {
  const stage = $("#stage");
  stage.hidden = false;
  stage.replaceChildren(el("p", { class: "notice" }, "The interactive timeline could not start in this browser; the tables below say the same. (" + error.message + ")"));
  console.error(error);
}
