// The widget: passes what Python says to the maps, and what is picked on them to Python.

const HOME = `${window.solara?.rootPath || ""}/static/assets/map/panes.js`;

async function render({ model, el }) {
  const { Panes } = await import(new URL(HOME, document.baseURI).href);
  let picks = 0;
  const scene = JSON.parse(model.get("scene"));
  const panes = new Panes(el, scene, scene.outlines, (found) => {
    picks += 1;
    model.set("picked", { ...found, pick: picks });
    model.save_changes();
  });
  let frames = null;
  const look = () => {
    panes.look(model.get("shown"), model.get("titles"), frames ? frames.baseline.day : "");
  };
  const show = () => {
    frames = model.get("frames") ? JSON.parse(model.get("frames")) : null;
    look();
    const shift = model.get("shift") ? JSON.parse(model.get("shift")) : null;
    if (frames) panes.show(frames, model.get("interval"), shift);
  };
  model.on("change:frames", show);
  model.on("change:shown", show);
  model.on("change:shift", show);
  model.on("change:titles", look);
  model.on("change:interval", () => {
    if (model.get("interval") === 0) show();
  });
  show();
  return () => panes.end();
}

export default { render };
