// Where everything stands on a pane of a given size.

import { arc, EUROPE, kept, projection, STRAIT, within } from "./geometry.js";

const ASIDE = 3;
const RATIO = 1.72; // width of the map of Europe by its height

/** Places and curves of the map, zoomed, and of the inset on the Strait, which stays as it is. */
export function layOut(scene, width, height, zoom) {
  const box = { x: 0, y: 0, width, height };
  const spare = Math.max(width - height * RATIO, 0);
  const project = projection(EUROPE, { x: spare, y: 0, width: width - spare, height });
  const insetBox = inset(width, height, spare);
  const near = projection(STRAIT, insetBox);
  const view = {
    box,
    project,
    middle: (spare + width) / 2,
    zoom: { k: zoom.k, x: zoom.x * width, y: zoom.y * height },
    inset: { box: insetBox, project: near, bounds: bounds(insetBox) },
  };
  const main = scene.hubs.map((hub, at) => place(hub, at, view));
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
  view.strait = strait(view);
  return view;
}

function place(hub, at, view) {
  const spot = view.project(hub.lon, hub.lat);
  const { x, y, beyond } = kept(spot, view.box, 16);
  const [trueX, trueY] = zoomedIn(view, spot);
  const [shownX, shownY] = zoomedIn(view, [x, y]);
  return { hub: at, trueX, trueY, inset: false, x: shownX, y: shownY, beyond };
}

const zoomedIn = ({ zoom }, [x, y]) => [x * zoom.k + zoom.x, y * zoom.k + zoom.y];

/** The inset stands in the south-west, where the map shows the least, or beside a narrow map. */
function inset(width, height, spare) {
  const side = Math.min(Math.max(spare - 20, width * 0.3, 136), (height - 56) / 0.9, 560);
  return { x: 10, y: height - side * 0.9 - 10, width: side, height: side * 0.9 };
}

const bounds = (box) => [box.x, box.y, box.x + box.width, box.y + box.height];

/** Whether a point lies on the inset, which covers what of the map is below it. */
export function onInset({ inset: { box } }, x, y) {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}

/** Draw on the map alone, not on the inset. */
export function besideInset(context, { box, inset }, draw) {
  context.save();
  context.beginPath();
  context.rect(0, 0, box.width, box.height);
  context.roundRect(inset.box.x, inset.box.y, inset.box.width, inset.box.height, 8);
  context.clip("evenodd");
  draw();
  context.restore();
}

function strait(view) {
  const [left, foot] = zoomedIn(view, view.project(STRAIT.west, STRAIT.south));
  const [right, top] = zoomedIn(view, view.project(STRAIT.east, STRAIT.north));
  return { x: left, y: top, width: right - left, height: foot - top };
}
