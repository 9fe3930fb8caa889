// What moves: shipments and groups between two days, boats at sea, and brief marks of events.

import { along } from "./geometry.js";
import { mark, moving } from "./glyphs.js";
import { besideInset } from "./view.js";

const MARKED = new Set(["incident", "seizure", "arrest", "conviction"]);

/** Draw one moment; `share` is how far the day has gone on to the next, 0 to 1. */
export function drawLive(context, view, frame, share, colours) {
  context.clearRect(0, 0, view.box.width, view.box.height);
  const marks = (onInset) => {
    for (const event of frame.events) {
      const spot = MARKED.has(event.kind) ? whereabouts(view, event) : null;
      if (spot && spot[2] === onInset) mark(context, event.kind, spot[0], spot[1], share, colours);
    }
  };
  besideInset(context, view, () => {
    for (const [kind, corridor, first, then, size] of frame.moving) {
      const curve = view.curves[corridor];
      const way = kind === "people" ? curve.people : curve.goods;
      const [x, y] = along(way, first + (then - first) * share);
      moving(context, kind, x, y, Math.min(2.4 + Math.sqrt(size) * 0.22, 6), colours);
    }
    marks(false);
  });
  for (const { x, y, fate } of boatsAtSea(view, frame, share)) boat(context, x, y, fate, colours);
  marks(true);
}

/** The day's boats, each where it is: on a still picture side by side on their way. */
export function boatsAtSea(view, frame, share) {
  const before = new Map();
  for (const [zone] of frame.boats) before.set(zone, [0, (before.get(zone)?.[1] ?? 0) + 1]);
  return frame.boats.map(([zone, id, aboard, fate]) => {
    const [at, boats] = before.get(zone);
    before.set(zone, [at + 1, boats]);
    const reached = share === 0 ? (at + 1) / (boats + 1) : progress(fate, at / boats, share);
    const [x, y] = along(view.sea[zone], reached);
    return { x, y, zone, id, aboard, fate };
  });
}

/** How far over a boat is: those stopped stay at the beach, those turned back come back. */
function progress(fate, order, share) {
  const gone = Math.min(Math.max((share - order * 0.45) / 0.55, 0), 1);
  if (fate === "stopped on the beach") return 0.02 + 0.1 * order;
  if (fate === "turned back") return 0.45 * Math.sin(Math.PI * gone);
  return fate === "fatal incident" ? Math.min(gone, 0.45) : gone;
}

function boat(context, x, y, fate, colours) {
  const hollow = fate === "turned back" || fate === "stopped on the beach";
  const colour = hollow ? colours.stop : fate === "fatal incident" ? colours.harm : colours.people;
  context.beginPath();
  context.moveTo(x - 5, y - 1);
  context.lineTo(x + 5, y - 1);
  context.lineTo(x + 3, y + 3);
  context.lineTo(x - 3, y + 3);
  context.closePath();
  context.fillStyle = hollow ? colours.surface : colour;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = hollow ? colour : colours.surface;
  context.stroke();
}

/** Where an event is marked, and whether on the inset: at sea, at its hub, or midway on its corridor. */
export function whereabouts(view, event) {
  if (event.kind === "incident" && event.zone !== null && event.zone !== undefined) {
    return [...along(view.sea[event.zone], 0.45), true];
  }
  if (event.hub !== null && event.hub !== undefined) {
    const place = view.inHub.get(event.hub);
    return place ? [place.x, place.y, place.inset] : null;
  }
  if (event.corridor !== null && event.corridor !== undefined) {
    return [...along(view.curves[event.corridor].goods, 0.5), false];
  }
  return null;
}
