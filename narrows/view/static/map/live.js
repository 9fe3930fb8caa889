// What moves: shipments and groups between two days, boats at sea, and brief marks of events.

import { along } from "./geometry.js";
import { mark, moving } from "./glyphs.js";

const MOST_BOATS = 14;
const MARKED = new Set(["incident", "seizure", "arrest", "conviction"]);

/** Draw one moment; `share` is how far the day has gone on to the next, 0 to 1. */
export function drawLive(context, view, frame, share, colours) {
  context.clearRect(0, 0, view.box.width, view.box.height);
  for (const [kind, corridor, first, then, size] of frame.moving) {
    const curve = view.curves[corridor];
    const way = kind === "people" ? curve.people : curve.goods;
    const [x, y] = along(way, first + (then - first) * share);
    moving(context, kind, x, y, Math.min(2.4 + Math.sqrt(size) * 0.22, 6), colours);
  }
  frame.crossing.forEach((row) => drawCrossing(context, view, row, share, colours));
  for (const event of frame.events) {
    if (!MARKED.has(event.kind)) continue;
    const spot = whereabouts(view, event);
    if (spot) mark(context, event.kind, spot[0], spot[1], share, colours);
  }
}

/** Boats of one zone: those turned back come back, the others go over. */
function drawCrossing(context, view, [zone, launches, , arrived, turned], share, colours) {
  const boats = Math.min(launches, MOST_BOATS);
  const back = Math.round((boats * turned) / Math.max(arrived + turned, 1));
  const curve = view.sea[zone];
  for (let at = 0; at < boats; at += 1) {
    const lead = (at / boats) * 0.45;
    const gone = Math.min(Math.max((share - lead) / 0.55, 0), 1);
    const returns = at < back;
    const reached = returns ? 0.45 * Math.sin(Math.PI * gone) : gone;
    const [x, y] = along(curve, share === 0 ? (at + 1) / (boats + 1) : reached);
    boat(context, x, y, returns ? colours.stop : colours.people, colours, returns);
  }
}

function boat(context, x, y, colour, colours, hollow) {
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

/** Where an event is marked: at sea, at its hub, or midway on its corridor. */
export function whereabouts(view, event) {
  if (event.kind === "incident" && event.zone !== null && event.zone !== undefined) {
    return along(view.sea[event.zone], 0.45);
  }
  if (event.hub !== null && event.hub !== undefined) {
    const place = view.inHub.get(event.hub);
    return place ? [place.x, place.y] : null;
  }
  if (event.corridor !== null && event.corridor !== undefined) {
    return along(view.curves[event.corridor].goods, 0.5);
  }
  return null;
}
