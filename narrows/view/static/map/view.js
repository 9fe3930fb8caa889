// Where everything stands on a pane of a given size.

import { arc, EUROPE, kept, projection, STRAIT, within } from "./geometry.js";

const ASIDE = 3;
const RATIO = 1.72; // width of the map of Europe by its height

/** Places and curves of the whole map and of the inset on the Strait. */
export function layOut(scene, width, height) {
  const box = { x: 0, y: 0, width, height };
  const spare = Math.max(width - height * RATIO, 0);
  const project = projection(EUROPE, { x: spare, y: 0, width: width - spare, height });
  const insetBox = inset(width, height, spare);
  const near = projection(STRAIT, insetBox);
  const view = {
    box,
    project,
    inset: { box: insetBox, project: near, bounds: bounds(insetBox) },
  };
  const main = scene.hubs.map((hub, at) => place(hub, at, project, box));
  const close = scene.hubs.map((hub, at) => {
    if (!within(STRAIT, hub.lon, hub.lat)) return null;
    const [x, y] = near(hub.lon, hub.lat);
    return { hub: at, x, y, inset: true };
  });
  main.forEach((spot, at) => {
    spot.shownInInset = close[at] !== null;
  });
  view.places = [...main, ...close.filter(Boolean)];
  view.inHub = new Map(view.places.map((spot) => [spot.hub, spot]));
  view.curves = scene.corridors.map(({ from, to }) => ({
    line: arc(main[from], main[to]),
    people: arc(main[from], main[to], ASIDE),
    goods: arc(main[from], main[to], -ASIDE),
  }));
  view.sea = scene.zones.map((zone) => arc(close[zone.hub], close[scene.landing], 0));
  view.strait = strait(project);
  return view;
}

function place(hub, at, project, box) {
  const [trueX, trueY] = project(hub.lon, hub.lat);
  return { hub: at, trueX, trueY, inset: false, ...kept([trueX, trueY], box, 16) };
}

/** The inset stands in the south-west, where the map shows the least, or beside a narrow map. */
function inset(width, height, spare) {
  const side = Math.min(Math.max(spare - 20, width * 0.3, 136), (height - 56) / 0.9, 560);
  return { x: 10, y: height - side * 0.9 - 10, width: side, height: side * 0.9 };
}

const bounds = (box) => [box.x, box.y, box.x + box.width, box.y + box.height];

function strait(project) {
  const [left, foot] = project(STRAIT.west, STRAIT.south);
  const [right, top] = project(STRAIT.east, STRAIT.north);
  return { x: left, y: top, width: right - left, height: foot - top };
}
