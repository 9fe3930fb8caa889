// One shape for each role and each kind of mark, so that none is known by colour alone.

export const SHAPES = {
  transit: "circle", border: "diamond", store: "square", equipment: "square",
  launch: "triangle", departure: "triangle", arrival: "ring", origin: "star",
  enforcement: "shield",
};

const POINTS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: [[0, -1.35], [1.35, 0], [0, 1.35], [-1.35, 0]],
  triangle: [[0, -1.3], [1.25, 1], [-1.25, 1]],
  shield: [[-1.1, -1.1], [1.1, -1.1], [1.1, 0.3], [0, 1.4], [-1.1, 0.3]],
  star: Array.from({ length: 10 }, (_, at) => {
    const angle = -Math.PI / 2 + (at * Math.PI) / 5;
    const radius = at % 2 ? 0.65 : 1.5;
    return [Math.cos(angle) * radius, Math.sin(angle) * radius];
  }),
};

export function shape(context, name, x, y, size) {
  context.beginPath();
  const points = POINTS[name];
  if (!points) {
    context.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  points.forEach(([dx, dy], at) => {
    if (at) context.lineTo(x + dx * size, y + dy * size);
    else context.moveTo(x + dx * size, y + dy * size);
  });
  context.closePath();
}

export function hub(context, kind, x, y, size, colours) {
  const name = SHAPES[kind] || "circle";
  shape(context, name, x, y, size);
  context.fillStyle = name === "ring" ? colours.surface : colours.ink;
  context.fill();
  context.lineWidth = name === "ring" ? 2 : 1;
  context.strokeStyle = name === "ring" ? colours.ink : colours.surface;
  context.stroke();
}

/** A group of people is a dot, goods are a square: distinguished without colour. */
export function moving(context, kind, x, y, size, colours) {
  const name = kind === "people" ? "circle" : kind === "boats" ? "square" : "diamond";
  shape(context, name, x, y, kind === "people" ? size : size * 0.9);
  context.fillStyle = kind === "people" ? colours.people : colours.goods;
  context.fill();
  context.lineWidth = 0.8;
  context.strokeStyle = colours.surface;
  context.stroke();
}

/** Brief marks: goods taken are crossed, harm at sea is ringed, arrests are barred. */
export function mark(context, kind, x, y, age, colours) {
  const spread = 5 + age * 6;
  context.globalAlpha = 1 - age * age;
  context.lineWidth = 2;
  if (kind === "incident") {
    context.strokeStyle = colours.harm;
    for (const ring of [spread, spread * 1.7]) {
      context.beginPath();
      context.arc(x, y, ring, 0, 2 * Math.PI);
      context.stroke();
    }
    context.fillStyle = colours.harm;
    shape(context, "circle", x, y, 3);
    context.fill();
  } else if (kind === "seizure") {
    context.strokeStyle = colours.goods;
    context.beginPath();
    for (const way of [1, -1]) {
      context.moveTo(x - spread * 0.8, y - spread * 0.8 * way);
      context.lineTo(x + spread * 0.8, y + spread * 0.8 * way);
    }
    context.stroke();
    shape(context, "square", x, y, spread);
    context.stroke();
  } else {
    context.strokeStyle = colours.stop;
    shape(context, "shield", x, y, spread * 0.8);
    context.stroke();
    context.beginPath();
    context.moveTo(x - spread * 0.5, y);
    context.lineTo(x + spread * 0.5, y);
    context.stroke();
  }
  context.globalAlpha = 1;
}
