// What lies under the pointer, and what is said of it.

import { along, distance } from "./geometry.js";
import { boatsAtSea, whereabouts } from "./live.js";
import { onInset } from "./view.js";

const REACH = 12;
const count = (amount) => Math.round(amount).toLocaleString("en-GB");

/** The boat, mark, hub, way over the sea or corridor nearest to a point, or null. */
export function find(view, frame, share, x, y) {
  const near = onInset(view, x, y);
  return (
    (near && boat(view, frame, share, x, y)) || event(view, frame, near, x, y)
    || hub(view, near, x, y)
    || (near ? sea(view, x, y) : mover(view, frame, share, x, y) || corridor(view, x, y))
  );
}

function boat(view, frame, share, x, y) {
  return nearest(
    boatsAtSea(view, frame, share).map((each) => (
      { far: Math.hypot(each.x - x, each.y - y), what: { kind: "boat", ...each } }
    )),
    7,
  );
}

function nearest(things, reach) {
  const best = things.reduce((one, other) => (other.far < one.far ? other : one), { far: reach });
  return best.what || null;
}

function event(view, frame, near, x, y) {
  return nearest(
    frame.events.map((each) => {
      const spot = each.kind === "landing" ? null : whereabouts(view, each);
      const far = spot && spot[2] === near ? Math.hypot(spot[0] - x, spot[1] - y) : Infinity;
      return { far, what: { kind: "event", id: each.id, follow: each.follow, event: each } };
    }).filter((each) => ["incident", "seizure", "arrest"].includes(each.what.event.kind)),
    7,
  );
}

function hub(view, near, x, y) {
  return nearest(
    view.places.filter((place) => !place.shownInInset && place.inset === near).map((place) => (
      { far: Math.hypot(place.x - x, place.y - y), what: { kind: "hub", at: place.hub } }
    )),
    REACH,
  );
}

function mover(view, frame, share, x, y) {
  return nearest(
    frame.moving.map(([kind, way, first, then, size, id, person]) => {
      const curve = kind === "people" ? view.curves[way].people : view.curves[way].goods;
      const [px, py] = along(curve, first + (then - first) * share);
      const what = { kind: "moving", of: kind, at: way, size, id, person };
      return { far: Math.hypot(px - x, py - y), what };
    }),
    8,
  );
}

function sea(view, x, y) {
  return nearest(
    view.sea.map((curve, zone) => ({ far: distance(curve, x, y), what: { kind: "zone", zone } })),
    9,
  );
}

function corridor(view, x, y) {
  return nearest(
    view.curves.map((curve, at) => (
      { far: distance(curve.line, x, y), what: { kind: "corridor", at } }
    )),
    9,
  );
}

/** A title and lines about something found; with `shift`, how the paired replicates differ. */
export function describe(scene, frame, found, shift = null) {
  const name = (at) => scene.hubs[at].name;
  if (shift && found.kind === "corridor") {
    const { from, to } = scene.corridors[found.at];
    const lines = ["people", "boats"].map((what) => apart(shift[what][found.at], what));
    return { title: `${name(from)} → ${name(to)}`, lines };
  }
  if (shift && found.kind === "zone") {
    const lines = [apart(shift.zones[found.zone], "arrivals")];
    return { title: `${scene.zones[found.zone].name} → Dover`, lines };
  }
  if (found.kind === "hub") {
    const held = [`${count(frame.hubs.people[found.at])} people here`];
    if (frame.hubs.boats[found.at]) held.push(`${count(frame.hubs.boats[found.at])} boats in store`);
    return { title: name(found.at), lines: [scene.hubs[found.at].role, ...held] };
  }
  if (found.kind === "corridor") {
    const { from, to, mode } = scene.corridors[found.at];
    return {
      title: `${name(from)} → ${name(to)}`,
      lines: [
        `by ${mode}`,
        `${count(frame.corridors.people[found.at])} people on the way`,
        `${count(frame.corridors.equipment[found.at])} boats and engines on the way`,
      ],
    };
  }
  if (found.kind === "zone") return crossing(scene, frame, found.zone);
  if (found.kind === "boat") {
    const lines = [`${count(found.aboard)} people aboard, ${found.fate}`, "choose it to follow it"];
    return { title: `boat ${found.id}`, lines };
  }
  if (found.kind === "moving") {
    const { from, to } = scene.corridors[found.at];
    const what = found.of === "people" ? "people travelling together" : `${found.of} in one load`;
    return { title: `${count(found.size)} ${what}`, lines: [`${name(from)} → ${name(to)}`] };
  }
  const { event } = found;
  const lines = [event.size ? `${count(event.size)} ${event.unit}` : "", event.gang || ""];
  return { title: event.event || event.kind, lines: lines.filter(Boolean) };
}

function apart(row, what) {
  if (!row) return `${what}: not known yet`;
  const [mean, low, high, , verdict] = row;
  const sign = (value) => `${value > 0 ? "+" : ""}${count(value)}`;
  const interval = low === null ? "no interval" : `95 %: ${sign(low)} to ${sign(high)}`;
  return `${what}: ${sign(mean)} (${interval}); ${verdict}`;
}

function crossing(scene, frame, zone) {
  const row = frame.crossing.find(([at]) => at === zone) || [zone, 0, 0, 0, 0, 0, 0];
  const [, launches, people, arrived, turned, prevented, died = 0] = row;
  return {
    title: `${scene.zones[zone].name} → Dover`,
    lines: [
      `${count(launches)} launches today, ${count(people)} people aboard`,
      `${count(arrived)} arrived, ${count(died)} died`,
      `${count(turned)} turned back, ${count(prevented)} stopped on the beach`,
    ],
  };
}
