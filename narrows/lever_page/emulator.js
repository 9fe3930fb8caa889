// Predictions of a Gaussian process (Matern 5/2), as experiments/emulator/gaussian_process.py makes
// them: mean and standard error of the mean, for levers as shares of their ranges.

const unpacked = (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Float64Array(bytes.buffer);
};

const matern = (one, other, lengths) => {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += ((one[at] - other[at]) / lengths[at]) ** 2;
  const q = Math.sqrt(5 * sum);
  return (1 + q + (q * q) / 3) * Math.exp(-q);
};

const nearest = (process, inputs) => {
  let least = Infinity;
  for (const point of process.inputs) {
    let sum = 0;
    for (let at = 0; at < inputs.length; at += 1) {
      sum += ((inputs[at] - point[at]) / process.lengths[at]) ** 2;
    }
    least = Math.min(least, sum);
  }
  return Math.sqrt(least);
};

// Mean over the curves of single replicates of their squared distance from the mean curve.
const apart = (process, across) => {
  process.single ??= unpacked(process.curves);
  const replicates = process.single.length / across.length;
  let [sum, squares] = [0, 0];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    let curve = 0;
    for (let at = 0; at < across.length; at += 1) {
      curve += across[at] * process.single[at * replicates + replicate];
    }
    sum += curve;
    squares += curve ** 2;
  }
  return Math.max(squares / replicates - (sum / replicates) ** 2, 0);
};

// Mean and calibrated standard error of the mean curve, with what all points have in common.
const predict = (process, inputs) => {
  const across = process.inputs.map((point) => process.size * matern(inputs, point, process.lengths));
  let mean = 0;
  for (let at = 0; at < across.length; at += 1) mean += across[at] * process.weights[at];
  process.triangle ??= unpacked(process.factor);
  const solved = new Float64Array(across.length);
  let explained = 0;
  for (let row = 0, start = 0; row < across.length; start += row + 1, row += 1) {
    let left = across[row];
    for (let at = 0; at < row; at += 1) left -= process.triangle[start + at] * solved[at];
    solved[row] = left / process.triangle[start + row];
    explained += solved[row] ** 2;
  }
  const variance = Math.max(process.size - explained, 0);
  return {
    mean: process.centre + process.scale * mean,
    error:
      process.scale *
      Math.sqrt(process.calibration ** 2 * variance + process.widened ** 2 * apart(process, across)),
  };
};

// How far the emulator can be trusted at a place: its error against what matters, and how far the
// place is from all that was run.
const trust = (effect, inputs, error) => {
  const ratio = error / Math.max(effect.spread, effect.margin, 1e-9);
  const far = nearest(effect.process, inputs) > effect.process.reach;
  if (ratio > 1) return "poor";
  return ratio > 0.5 || far ? "fair" : "good";
};

if (typeof module !== "undefined") module.exports = { predict, trust, nearest };
