// The maps of the two worlds in step, with one clock for both.

import { add, Pane } from "./pane.js";
import { Zoom } from "./zoom.js";

const NOTHING = { people: [], boats: [], zones: [] };
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Panes {
  constructor(host, scene, outlines, picked) {
    this.host = add(host, "div", "maps");
    const zoom = new Zoom(() => {
      cancelAnimationFrame(this.zooming);
      this.zooming = requestAnimationFrame(() => this.panes.forEach((pane) => pane.zoomTo()));
    });
    this.panes = ["baseline", "changed"].map(
      (world) => new Pane(this.host, world, scene, outlines, zoom, picked),
    );
    zoom.addButtons(this.host);
    this.started = 0;
    this.interval = 0;
    this.ticking = null;
    this.watcher = new MutationObserver(() => this.panes.forEach((pane) => pane.paint()));
    this.watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  /** What is shown: both, baseline, changed or difference. */
  look(view, titles, day) {
    this.host.dataset.view = view;
    const [baseline, changed] = this.panes;
    baseline.title(titles.baseline, `on ${day}`);
    if (view === "difference") changed.title(titles.difference, "of the whole period");
    else changed.title(titles.changed, `on ${day}`);
    this.view = view;
  }

  /** A new day in both worlds; `interval` in ms until the next, 0 while it stands still. */
  show(frames, interval, shift) {
    const [baseline, changed] = this.panes;
    baseline.share = changed.share = 0;
    baseline.show(frames.baseline);
    changed.show(frames.changed, this.view === "difference" ? shift || NOTHING : null);
    this.interval = calm() ? 0 : interval;
    this.started = performance.now();
    if (this.interval && this.ticking === null) this.tick();
  }

  tick() {
    this.ticking = requestAnimationFrame((now) => {
      const share = this.interval ? (now - this.started) / this.interval : 0;
      const seen = Math.min(Math.max(share, 0), 1);
      for (const pane of this.panes) {
        if (pane.root.offsetParent !== null) pane.live(seen);
      }
      this.ticking = null;
      if (this.interval && share < 1.5) this.tick();
    });
  }

  end() {
    for (const asked of [this.ticking, this.zooming]) if (asked) cancelAnimationFrame(asked);
    this.watcher.disconnect();
    this.panes.forEach((pane) => pane.end());
    this.host.remove();
  }
}
