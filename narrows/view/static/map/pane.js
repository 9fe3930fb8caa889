// One world's map: four canvases one on another, a tip, and a button for each hub.

import { drawGround, paths } from "./ground.js";
import { drawFlows } from "./flows.js";
import { drawLabels } from "./labels.js";
import { drawLive } from "./live.js";
import { describe, find } from "./finding.js";
import { layOut } from "./view.js";
import { palette } from "./palette.js";
import { hubButtons } from "./keyboard.js";

const STILL = { events: [], moving: [], boats: [] };
const LAYERS = ["ground", "flows", "live", "labels"];

export class Pane {
  /** A pane named `world` in `host`; `picked` is called with what is clicked. */
  constructor(host, world, scene, outlines, zoom, picked) {
    Object.assign(this, { world, scene, outlines, zoom, picked, frame: null, share: 0 });
    this.root = add(host, "section", "map-pane");
    this.head = add(this.root, "header", "map-head");
    this.stage = add(this.root, "div", "map-stage");
    this.contexts = LAYERS.map((name) => {
      const canvas = add(this.stage, "canvas", `map-${name}`);
      canvas.setAttribute("aria-hidden", "true");
      return canvas.getContext("2d");
    });
    this.tip = add(this.stage, "div", "map-tip");
    this.tip.hidden = true;
    this.buttons = hubButtons(this);
    this.stage.addEventListener("pointermove", (event) => this.point(event));
    this.stage.addEventListener("pointerleave", () => this.hint(null));
    this.stage.addEventListener("click", (event) => this.click(event));
    zoom.listen(this.stage);
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(this.stage);
  }

  title(text, when) {
    this.head.textContent = text;
    this.root.setAttribute("aria-label", `${text}: map ${when}`);
  }

  resize() {
    const { width, height } = this.stage.getBoundingClientRect();
    if (width < 40 || height < 40) return;
    const ratio = window.devicePixelRatio || 1;
    for (const { canvas } of this.contexts) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    this.contexts.forEach((context) => context.setTransform(ratio, 0, 0, ratio, 0, 0));
    this.paths = null;
    this.zoomTo();
  }

  /** Lay out for the present zoom and draw; the outlines stay until there is a new size. */
  zoomTo() {
    const { width, height } = this.stage.getBoundingClientRect();
    if (width < 40 || height < 40) return;
    this.view = layOut(this.scene, width, height, this.zoom.now);
    this.zoom.middle = this.view.middle / width;
    this.paths ||= paths(this.view, this.outlines);
    this.stage.classList.toggle("zoomed", this.zoom.now.k > 1);
    this.buttons.place(this.view);
    this.paint();
  }

  /** Draw all of it: after a new size or theme. */
  paint() {
    if (!this.view) return;
    this.colours = palette(this.stage);
    drawGround(this.contexts[0], this.view, this.colours, this.paths);
    this.edges();
    drawLabels(this.contexts[3], this.view, this.scene, this.colours);
    if (this.frame) this.show(this.frame, this.shift);
  }

  edges() {
    const context = this.contexts[0];
    const { inset, strait } = this.view;
    context.strokeStyle = this.colours.muted;
    context.lineWidth = 1;
    context.strokeRect(strait.x, strait.y, strait.width, strait.height);
    context.beginPath();
    context.moveTo(strait.x, strait.y + strait.height);
    context.lineTo(inset.box.x + inset.box.width / 2, inset.box.y);
    context.stroke();
    context.beginPath();
    context.roundRect(inset.box.x, inset.box.y, inset.box.width, inset.box.height, 8);
    context.stroke();
    context.fillStyle = this.colours.muted;
    context.font = "500 11px Roboto, system-ui, sans-serif";
    context.fillText("The Strait", inset.box.x + 8, inset.box.y + 16);
  }

  /** Show a day's frame; with `shift`, where the flow went instead. */
  show(frame, shift = null) {
    Object.assign(this, { frame, shift });
    if (!this.view) return;
    drawFlows(this.contexts[1], this.view, this.scene, frame, this.colours, shift);
    this.buttons.describe(frame);
    this.live(this.share);
  }

  live(share) {
    this.share = share;
    if (!this.view || !this.frame) return;
    if (this.shift) this.contexts[2].clearRect(0, 0, this.view.box.width, this.view.box.height);
    else drawLive(this.contexts[2], this.view, this.frame, share, this.colours);
  }

  at(event) {
    const { left, top } = this.stage.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    return [this.view && this.frame ? find(this.view, this.shift ? STILL : this.frame, this.share, x, y) : null, x, y];
  }

  point(event) {
    const [found, x, y] = this.at(event);
    this.stage.style.cursor = found ? "pointer" : "";
    this.hint(found, x, y);
  }

  click(event) {
    const [found] = this.at(event);
    if (found && !this.stage.dataset.dragged) this.pick(found);
  }

  pick(found) {
    this.picked({ world: this.world, ...found });
  }

  hint(found, x = 0, y = 0) {
    this.tip.hidden = !found;
    if (!found) return;
    const { title, lines } = describe(this.scene, this.frame, found, this.shift);
    this.tip.replaceChildren();
    add(this.tip, "strong").textContent = title;
    for (const line of lines) add(this.tip, "span").textContent = line;
    const right = x > this.view.box.width / 2;
    this.tip.style.left = right ? "" : `${x + 14}px`;
    this.tip.style.right = right ? `${this.view.box.width - x + 14}px` : "";
    this.tip.style.top = `${Math.min(y + 10, this.view.box.height - 90)}px`;
  }

  end() {
    this.watcher.disconnect();
    this.root.remove();
  }
}

export function add(host, tag, name = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  host.append(made);
  return made;
}
