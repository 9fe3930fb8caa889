// How far the maps are zoomed in, and where to: by buttons, wheel with Ctrl, keys and dragging.

const MOST = 8;
const STEP = 1.5;
const SLACK = 4;
export const WHOLE = { k: 1, x: 0, y: 0 };

/** Zoom by a factor about a point of the pane, both in shares of it; nothing beyond the map is shown. */
export function zoomed({ k, x, y }, factor, atX = 0.5, atY = 0.5) {
  const now = Math.min(Math.max(k * factor, 1), MOST);
  return held({ k: now, x: atX - ((atX - x) * now) / k, y: atY - ((atY - y) * now) / k });
}

export const moved = ({ k, x, y }, byX, byY) => held({ k, x: x + byX, y: y + byY });

function held({ k, x, y }) {
  return { k, x: Math.min(Math.max(x, 1 - k), 0), y: Math.min(Math.max(y, 1 - k), 0) };
}

/** The zoom that maps share; `changed` is called with each new one. */
export class Zoom {
  constructor(changed) {
    Object.assign(this, { now: WHOLE, changed, middle: 0.5 });
  }

  /** Buttons and keys; they zoom about the middle of what is shown of Europe. */
  addButtons(host) {
    const group = document.createElement("div");
    group.className = "map-zoom";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Zoom of the map");
    this.buttons = [
      ["Zoom in", "+", () => this.by(STEP)],
      ["Zoom out", "−", () => this.by(1 / STEP)],
      ["Whole map", "⤢", () => this.to(WHOLE)],
    ].map(([name, sign, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = name;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", act);
      group.append(button);
      return button;
    });
    host.append(group);
    host.addEventListener("keydown", (event) => this.key(event));
    this.to(WHOLE);
  }

  by(factor) {
    this.to(zoomed(this.now, factor, this.middle));
  }

  to(zoom) {
    this.now = zoom;
    this.buttons[0].setAttribute("aria-disabled", zoom.k >= MOST);
    for (const button of this.buttons.slice(1)) button.setAttribute("aria-disabled", zoom.k <= 1);
    this.changed(zoom);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") this.by(STEP);
    else if (event.key === "-") this.by(1 / STEP);
    else if (event.key === "0") this.to(WHOLE);
    else return;
    event.preventDefault();
  }

  /** Wheel with Ctrl (a pinch on a touchpad is the same) and dragging on one pane's stage. */
  listen(stage) {
    let from = null;
    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const [x, y] = share(stage, event);
      this.to(zoomed(this.now, Math.exp(-event.deltaY / 200), x, y));
    }, { passive: false });
    stage.addEventListener("pointerdown", (event) => {
      stage.dataset.dragged = "";
      if (this.now.k > 1 && event.isPrimary && event.button === 0) from = share(stage, event);
    });
    stage.addEventListener("pointermove", (event) => {
      if (!from || !event.isPrimary) return;
      const [x, y] = share(stage, event);
      const { width, height } = stage.getBoundingClientRect();
      const [byX, byY] = [x - from[0], y - from[1]];
      if (!stage.dataset.dragged && Math.hypot(byX * width, byY * height) < SLACK) return;
      if (!stage.dataset.dragged) stage.setPointerCapture(event.pointerId);
      stage.dataset.dragged = "yes";
      from = [x, y];
      this.to(moved(this.now, byX, byY));
    });
    for (const end of ["pointerup", "pointercancel"]) {
      stage.addEventListener(end, () => { from = null; });
    }
  }
}

function share(stage, event) {
  const { left, top, width, height } = stage.getBoundingClientRect();
  return [(event.clientX - left) / width, (event.clientY - top) / height];
}
