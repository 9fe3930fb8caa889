// Hubs by keyboard: one stop of the Tab key, arrows to the nearest hub that way, Enter to open.

import { moved } from "./zoom.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const count = (amount) => Math.round(amount).toLocaleString("en-GB");

export function hubButtons(pane) {
  const list = document.createElement("div");
  list.className = "map-hubs";
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", "Hubs; arrow keys move from one to the next");
  pane.stage.append(list);
  const buttons = pane.scene.hubs.map((hub, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = at ? -1 : 0;
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      pane.pick({ kind: "hub", at });
    });
    button.addEventListener("focus", () => {
      buttons.forEach((each) => { each.tabIndex = each === button ? 0 : -1; });
      reveal(pane, at);
      const spot = pane.view.inHub.get(at);
      if (pane.frame && button.matches(":focus-visible")) {
        pane.hint({ kind: "hub", at }, spot.x, spot.y);
      }
    });
    button.addEventListener("blur", () => pane.hint(null));
    button.addEventListener("keydown", (event) => {
      const way = WAYS[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      const next = towards(pane.view.inHub, at, way);
      if (next !== null) buttons[next].focus();
    });
    list.append(button);
    return button;
  });
  return {
    place(view) {
      buttons.forEach((button, at) => {
        const spot = view.inHub.get(at);
        const x = Math.min(Math.max(spot.x, 12), view.box.width - 12);
        const y = Math.min(Math.max(spot.y, 12), view.box.height - 12);
        button.style.transform = `translate(${x - 12}px, ${y - 12}px)`;
      });
    },
    describe(frame) {
      buttons.forEach((button, at) => {
        const { name, role } = pane.scene.hubs[at];
        const boats = frame.hubs.boats[at];
        const goods = boats ? `, ${count(boats)} boats` : "";
        button.setAttribute(
          "aria-label", `${name}, ${role}: ${count(frame.hubs.people[at])} people${goods}`,
        );
      });
    },
  };
}

/** Bring a hub that lies outside the zoomed map to its middle. */
function reveal(pane, at) {
  const { x, y } = pane.view.inHub.get(at);
  const { width, height } = pane.view.box;
  if (x >= 0 && x <= width && y >= 0 && y <= height) return;
  pane.zoom.to(moved(pane.zoom.now, 0.5 - x / width, 0.5 - y / height));
  pane.zoomTo();
}

/** The nearest hub in a direction: far aside counts twice. */
function towards(places, at, [dx, dy]) {
  const here = places.get(at);
  let best = null;
  let least = Infinity;
  for (const [hub, spot] of places) {
    const ahead = (spot.x - here.x) * dx + (spot.y - here.y) * dy;
    if (hub === at || ahead <= 0) continue;
    const aside = Math.abs((spot.x - here.x) * dy) + Math.abs((spot.y - here.y) * dx);
    const far = ahead + 2 * aside;
    if (far < least) [best, least] = [hub, far];
  }
  return best;
}
