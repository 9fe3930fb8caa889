// Corridors by what is on them and hubs by who is there: drawn again when a day's frame comes.

import { trace } from "./geometry.js";
import { hub as glyph } from "./glyphs.js";
import { besideInset } from "./view.js";

const PEOPLE_WIDTH = 0.34;
const GOODS_WIDTH = 0.42;
const SHIFT_WIDTH = 0.22;
const WIDEST = 11;

const wide = (amount, unit) => Math.min(0.8 + Math.sqrt(amount) * unit, WIDEST);

export function drawFlows(context, view, scene, frame, colours, shift) {
  context.clearRect(0, 0, view.box.width, view.box.height);
  besideInset(context, view, () => {
    if (shift) {
      drawShift(context, view, shift, colours);
    } else {
      drawAmounts(context, view, frame, colours);
      drawHalos(context, view, frame, colours, false);
    }
    drawHubs(context, view, scene, colours, false);
  });
  if (shift) {
    drawSeaShift(context, view, shift, colours);
  } else {
    drawSea(context, view, frame, colours);
    drawHalos(context, view, frame, colours, true);
  }
  drawHubs(context, view, scene, colours, true);
}

function drawAmounts(context, view, frame, colours) {
  view.curves.forEach((curve, at) => {
    const people = frame.corridors.people[at];
    const goods = frame.corridors.equipment[at];
    if (!people && !goods) stroke(context, curve.line, colours.line, 0.8, []);
    if (people) stroke(context, curve.people, colours.people, wide(people, PEOPLE_WIDTH), [], 0.5);
    if (goods) {
      stroke(context, curve.goods, colours.goods, wide(goods, GOODS_WIDTH), [7, 5], 0.8);
    }
  });
}

/** Where the flow went: more is solid, fewer dotted; coloured where a verdict claims it, else grey and faint. */
function drawShift(context, view, shift, colours) {
  view.curves.forEach((curve, at) => {
    stroke(context, curve.line, colours.line, 0.8, []);
    changed(context, curve.people, shift.people[at], 1, colours);
    changed(context, curve.goods, shift.boats[at], 12, colours);
  });
}

function drawSeaShift(context, view, shift, colours) {
  view.sea.forEach((curve, zone) => {
    stroke(context, curve, colours.line, 1, [2, 4]);
    changed(context, curve, shift.zones[zone], 1, colours);
  });
}

function changed(context, curve, row, weight, colours) {
  if (!row || Math.abs(row[0]) * weight < 1) return;
  const [mean, , , direction] = row;
  const width = wide(Math.abs(mean) * weight, SHIFT_WIDTH) + 0.6;
  const colour = { "1": colours.more, "-1": colours.less }[direction] || colours.muted;
  stroke(context, curve, colour, width, mean > 0 ? [] : [3, 4], direction ? 0.95 : 0.3);
}

function stroke(context, curve, colour, width, dash, alpha = 1) {
  trace(context, curve);
  context.setLineDash(dash);
  context.lineCap = dash.length ? "butt" : "round";
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.globalAlpha = alpha;
  context.stroke();
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/** The sea routes, in the inset, by the people who tried them today. */
function drawSea(context, view, frame, colours) {
  const tried = new Map(frame.crossing.map(([zone, , people]) => [zone, people]));
  view.sea.forEach((curve, zone) => {
    const people = tried.get(zone) || 0;
    stroke(context, curve, colours.line, 1, [2, 4]);
    if (people) stroke(context, curve, colours.people, wide(people, PEOPLE_WIDTH), [], 0.35);
  });
}

function drawHalos(context, view, frame, colours, inInset) {
  for (const place of view.places) {
    if (place.shownInInset || place.inset !== inInset) continue;
    halo(context, place, frame.hubs.people[place.hub], colours.people, 0.28, 0.3);
    halo(context, place, frame.hubs.boats[place.hub], colours.goods, 0, 0.55);
  }
}

function drawHubs(context, view, scene, colours, inInset) {
  for (const place of view.places) {
    if (place.inset !== inInset) continue;
    const size = place.inset ? 5.5 : place.shownInInset ? 2.4 : 3.8;
    glyph(context, scene.hubs[place.hub].kind, place.x, place.y, size, colours);
    if (place.beyond) pointer(context, place, view, colours);
  }
}

function halo(context, place, amount, colour, fill, unit) {
  if (!amount) return;
  const radius = Math.min(4 + Math.sqrt(amount) * unit, 34);
  context.beginPath();
  context.arc(place.x, place.y, radius, 0, 2 * Math.PI);
  if (fill) {
    context.globalAlpha = fill;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
  } else {
    context.lineWidth = 1.6;
    context.setLineDash([4, 3]);
    context.strokeStyle = colour;
    context.stroke();
    context.setLineDash([]);
  }
}

/** An arrow beside a hub that lies beyond the map. */
function pointer(context, place, view, colours) {
  const angle = Math.atan2(place.trueY - place.y, place.trueX - place.x);
  context.save();
  context.translate(place.x, place.y);
  context.rotate(angle);
  context.fillStyle = colours.ink;
  context.beginPath();
  context.moveTo(12, 0);
  context.lineTo(7, -3.5);
  context.lineTo(7, 3.5);
  context.fill();
  context.restore();
}
