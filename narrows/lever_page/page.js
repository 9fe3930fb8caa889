// The page: levers, four figures, a curve, a tornado, and their tables. Nothing is fetched.

const study = JSON.parse(document.getElementById("study").textContent);
const REACH = 1.6449;
const at = Object.fromEntries(study.levers.map((lever) => [lever.name, lever.start]));
const part = (id) => document.getElementById(id);
const made = (name, attributes = {}, ...children) => {
  const svg = ["svg", "path", "line", "text", "rect", "circle", "g"].includes(name);
  const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};
const figure = (value, unit) => {
  const size = Math.abs(value);
  const sign = value < 0 ? "\u2212" : "";
  if (unit === "GBP") return `${sign}£${size >= 1e6 ? `${(size / 1e6).toFixed(1)}m` : Number(size.toPrecision(3)).toLocaleString("en-GB")}`;
  return sign + size.toLocaleString("en-GB", { maximumFractionDigits: size < 10 ? 1 : 0 });
};
const signed = (value, unit) => (value > 0 ? "+" : "") + figure(value, unit);
const outside = () => study.levers.filter((lever) => !(at[lever.name] >= lever.low && at[lever.name] <= lever.high));
const shares = (values = at) => study.levers.map((lever) => (values[lever.name] - lever.low) / (lever.high - lever.low));
const answer = (name, values = at) => {
  const effect = study.effects[name];
  const { mean, error } = predict(effect.process, shares(values));
  return { mean, error, low: mean - REACH * error, high: mean + REACH * error, trust: trust(effect, shares(values), error) };
};

// State in the address, after the hash, so that it works from disk.
const read = () => {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (name in at && value.trim() !== "" && Number.isFinite(Number(value))) at[name] = Number(value);
  }
};
const write = () => {
  const moved = study.levers.filter((lever) => at[lever.name] !== lever.start);
  const text = new URLSearchParams(moved.map((lever) => [lever.name, String(at[lever.name])])).toString();
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
};

const levers = () => {
  for (const lever of study.levers) {
    const bounds = { min: lever.low, max: lever.high, step: "any" };
    const bar = made("input", { type: "range", id: lever.name, ...bounds, step: (lever.high - lever.low) / 200 });
    const number = made("input", { type: "number", "aria-label": `${lever.label}, number`, ...bounds });
    const show = () => { bar.value = at[lever.name]; number.value = at[lever.name]; };
    bar.addEventListener("input", () => { at[lever.name] = Number(Number(bar.value).toPrecision(4)); show(); draw(); });
    number.addEventListener("change", () => { at[lever.name] = number.value === "" ? lever.start : Number(number.value); show(); draw(); });
    lever.show = show;
    show();
    part("levers").append(made("div", { class: "lever" }, made("label", { for: lever.name }, lever.label), bar, number,
      made("small", {}, `${figure(lever.low)} to ${figure(lever.high)} ${lever.unit}`)));
    part("along").append(made("option", { value: lever.name }, lever.label));
  }
  for (const [name, effect] of Object.entries(study.effects)) part("outcome").append(made("option", { value: name }, effect.title));
};

const cards = () => {
  const refused = outside();
  part("refused").hidden = refused.length === 0;
  part("refused").textContent = refused.map((lever) => `${lever.label} is ${at[lever.name]}; only ${figure(lever.low)} to ${figure(lever.high)} was tried, so nothing is said.`).join(" ");
  const cost = study.effects.public_cost && refused.length === 0 ? answer("public_cost").mean : 0;
  const tiles = refused.length ? [] : Object.entries(study.effects).map(([name, effect]) => {
    const found = answer(name);
    const lines = [`90 %: ${signed(found.low, effect.unit)} to ${signed(found.high, effect.unit)}`];
    if (name === "averted" && cost > 0 && found.low > 0) lines.push(`${figure(cost / found.mean, "GBP")} for each person averted`);
    if (name !== "public_cost") lines.push(found.low > 0 || found.high < 0 ? "the interval leaves out zero" : "the interval holds zero");
    lines.push(`single histories: ${figure(REACH * effect.spread, effect.unit)} either way`);
    return made("article", { "data-effect": name },
      made("h2", {}, effect.title), made("p", { class: "big" }, signed(found.mean, effect.unit)),
      ...lines.map((line) => made("p", { class: "small" }, line)),
      made("p", { class: `gauge ${found.trust}` }, `emulator: ${found.trust} here`));
  });
  part("cards").replaceChildren(...tiles);
};

const WIDE = 640;
const HIGH = 250;
const curve = () => {
  const lever = study.levers.find((each) => each.name === part("along").value);
  const name = part("outcome").value;
  const effect = study.effects[name];
  const steps = Array.from({ length: 41 }, (_, n) => lever.low + (n / 40) * (lever.high - lever.low));
  const rows = steps.map((value) => ({ value, ...answer(name, { ...at, [lever.name]: value }) }));
  const least = Math.min(0, ...rows.map((row) => row.low));
  const most = Math.max(0, ...rows.map((row) => row.high), least + 1e-9);
  const x = (value) => 70 + ((value - lever.low) / (lever.high - lever.low)) * (WIDE - 84);
  const y = (value) => 10 + ((most - value) / (most - least)) * (HIGH - 50);
  const path = (key) => rows.map((row) => `${x(row.value).toFixed(1)},${y(row[key]).toFixed(1)}`);
  const here = Math.min(Math.max(at[lever.name], lever.low), lever.high);
  const says = `${effect.title} from ${figure(lever.low)} to ${figure(lever.high)} ${lever.unit}: ${signed(rows[0].mean, effect.unit)} to ${signed(rows.at(-1).mean, effect.unit)}`;
  const svg = made("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": says });
  for (const value of [most, (most + least) / 2, least, 0]) {
    svg.append(made("line", { class: value === 0 ? "zero" : "grid", x1: 70, x2: WIDE - 14, y1: y(value), y2: y(value) }),
      made("text", { x: 64, y: y(value) + 4, "text-anchor": "end" }, figure(value, effect.unit)));
  }
  svg.append(
    made("path", { class: "band", d: `M${[...path("high"), ...path("low").reverse()].join("L")}Z` }),
    made("path", { class: "mean", d: `M${path("mean").join("L")}` }),
    made("line", { class: "now", x1: x(here), x2: x(here), y1: 8, y2: HIGH - 40 }),
    ...[lever.low, (lever.low + lever.high) / 2, lever.high].map((value) => made("text", { x: x(value), y: HIGH - 22, "text-anchor": "middle" }, figure(value))),
    made("text", { x: WIDE / 2, y: HIGH - 4, "text-anchor": "middle" }, [lever.label, lever.unit].filter(Boolean).join(", ")));
  part("curve").replaceChildren(svg);
  return [["value of " + lever.name, "mean", "low", "high"], ...rows.map((row) => [row.value, row.mean, row.low, row.high])];
};

const tornado = () => {
  const name = part("outcome").value;
  const effect = study.effects[name];
  const bars = study.levers.map((lever) => {
    const [low, high] = [lever.low, lever.high].map((value) => answer(name, { ...at, [lever.name]: value }).mean);
    return { lever, low, high, size: Math.abs(high - low) };
  }).sort((one, other) => other.size - one.size);
  const ends = bars.flatMap((bar) => [bar.low, bar.high]);
  const [least, most] = [Math.min(...ends), Math.max(...ends, Math.min(...ends) + 1e-9)];
  const x = (value) => 230 + ((value - least) / (most - least)) * (WIDE - 320);
  const high = 26 * bars.length + 12;
  const svg = made("svg", { viewBox: `0 0 ${WIDE} ${high}`, role: "img", "aria-label": `${effect.title} at the ends of each lever: ${bars.map((bar) => `${bar.lever.label} ${signed(bar.low, effect.unit)} to ${signed(bar.high, effect.unit)}`).join("; ")}` });
  bars.forEach((bar, row) => {
    const [from, to] = [x(bar.low), x(bar.high)].sort((one, other) => one - other);
    svg.append(made("text", { x: 150, y: row * 26 + 20, "text-anchor": "end" }, bar.lever.label.slice(0, 24)),
      made("rect", { class: "bar", x: from, y: row * 26 + 6, width: Math.max(to - from, 2), height: 18 }),
      made("text", { x: from - 6, y: row * 26 + 20, "text-anchor": "end" }, signed(Math.min(bar.low, bar.high), effect.unit)),
      made("text", { x: to + 6, y: row * 26 + 20 }, signed(Math.max(bar.low, bar.high), effect.unit)));
  });
  part("tornado").replaceChildren(svg);
  return [["lever", "low", "high", "effect at low", "effect at high"], ...bars.map((bar) => [bar.lever.name, bar.lever.low, bar.lever.high, bar.low, bar.high])];
};

const tables = {};
const draw = () => {
  cards();
  part("charts").hidden = outside().length > 0;
  if (outside().length === 0) Object.assign(tables, { curve: curve(), tornado: tornado() });
  write();
};
const save = (name) => {
  const about = [`# ${study.title}; Narrows ${study.version}; ${study.rests_on}; seed ${study.seed}`, `# ${location.href}`];
  const text = [...about, ...tables[name].map((row) => row.join(","))].join("\n") + "\n";
  const link = made("a", { href: `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`, download: `narrows-${study.name}-${name}.csv` });
  link.click();
};

// The arithmetic of this browser against answers that came with the page.
const wrong = Object.entries(study.effects).filter(([, effect]) => effect.checks.some(([inputs, mean, error]) => {
  const found = predict(effect.process, inputs);
  const slack = 1e-6 * effect.process.scale;
  return Math.abs(found.mean - mean) > slack || Math.abs(found.error - error) > slack;
}));
if (wrong.length) {
  part("refused").hidden = false;
  part("refused").textContent = `This browser does not compute ${wrong.map(([name]) => name).join(", ")} as it should, so nothing is shown.`;
} else {
  read();
  levers();
  for (const id of ["along", "outcome"]) part(id).addEventListener("change", draw);
  part("reset").addEventListener("click", () => {
    for (const lever of study.levers) { at[lever.name] = lever.start; lever.show(); }
    draw();
  });
  part("print").addEventListener("click", () => window.print());
  for (const button of document.querySelectorAll("[data-csv]")) button.addEventListener("click", () => save(button.dataset.csv));
  window.addEventListener("hashchange", () => { read(); for (const lever of study.levers) lever.show(); draw(); });
  draw();
}
document.body.dataset.ready = "yes";
