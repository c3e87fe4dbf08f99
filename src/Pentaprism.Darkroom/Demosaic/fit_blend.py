#!/usr/bin/env python3
"""Fit the shares of the directional demosaic and write BlendWeights.cs.

Input: a folder of pictures with known truth, each an H x W x 3 NumPy file (.npy), linear light, sRGB primaries, 1 = white.
Names that begin with p_ or s_ are photographs, all others drawn; both kinds get the same number of passes over their files.
The computation mirrors DirectionalKernel.cs and EstimateBlend.cs; change both together.

  fit_blend.py PICTURES BlendWeights.cs [--hidden 24] [--steps 8000]

Needs numpy and scipy. A run takes a few minutes on two cores; results differ in the last digits between machines.
"""
import argparse
import glob
import os

import numpy as np
from scipy.ndimage import convolve1d, gaussian_filter

F = np.float32
LOW_PASS = np.array([4, 9, 15, 23, 26, 23, 15, 9, 4], F) / F(128)
SEVEN = np.full(7, 1 / 7, F)
# linear sRGB to white-balanced colours of a typical phone camera
CAMERA = np.array([[0.7477, 0.1991, 0.0532], [0.1029, 0.7905, 0.1066], [0.0240, 0.3009, 0.6751]])
SWAPPED_INPUTS = [i ^ 1 for i in range(18)] + [18, 19]
SWAPPED_ESTIMATES = [i ^ 1 for i in range(8)]


def along(values, step, axis):
    return np.roll(values, -step, axis)


def around(v):
    return 0.25 * sum(along(along(v, dy, 0), dx, 1) for dy in (-1, 1) for dx in (-1, 1))


def ratio_estimate(c, low, axis):
    """Green of RCD along one axis."""
    def at(v, k):
        return along(v, k, axis)
    base = F(1e-5) + abs(at(c, -1) - at(c, 1))
    back = base + abs(c - at(c, -2)) + abs(at(c, -1) - at(c, -3)) + abs(at(c, -2) - at(c, -4))
    ahead = base + abs(c - at(c, 2)) + abs(at(c, 1) - at(c, 3)) + abs(at(c, 2) - at(c, 4))
    a = at(c, -1) * 2 * low / (F(1e-5) + low + at(low, -2))
    b = at(c, 1) * 2 * low / (F(1e-5) + low + at(low, 2))
    return (ahead * a + back * b) / (back + ahead)


def estimates_and_measures(c, chroma):
    """Eight estimates of green and 19 measures at every photosite; they hold at chroma sites."""
    sign = np.where(chroma, 1, -1).astype(F)
    cross = sum(along(c, k, axis) for k in (-1, 1) for axis in (0, 1))
    low = np.maximum(c + 0.5 * cross + around(c), 1e-3)
    axes = []
    for axis in (0, 1):
        def at(v, k):
            return along(v, k, axis)
        ratio = ratio_estimate(c, low, axis)
        mean = 0.5 * (at(c, -1) + at(c, 1))
        bend = 2 * c - at(c, -2) - at(c, 2)
        second = mean + 0.25 * bend
        difference = sign * (second - c)
        smooth = c + convolve1d(difference, LOW_PASS, axis=axis, mode="wrap")
        high = (6 * c - 3 * (at(c, -2) + at(c, 2)) + at(c, -3) - at(c, -1) - at(c, 1) + at(c, 3)) ** 2
        high = (high + at(high, 1) + at(high, -1)) / 3
        centre = convolve1d(difference, SEVEN, axis=axis, mode="wrap")
        spread = np.maximum(convolve1d(difference ** 2, SEVEN, axis=axis, mode="wrap") - centre ** 2, 0)
        measures = [0.2 * np.sqrt(high), 0.2 * np.sqrt(around(high)), np.sqrt(spread), np.sqrt(around(spread)),
                    abs(at(c, -1) - at(c, 1)), 0.5 * abs(bend), 2 * abs(ratio - second), 2 * abs(smooth - second), abs(mean - second)]
        axes.append(([ratio, second, smooth, mean], measures))
    estimates = [e for pair in zip(axes[0][0], axes[1][0]) for e in pair]
    measures = [m for pair in zip(axes[0][1], axes[1][1]) for m in pair] + [abs(estimates[0] - estimates[1])]
    return np.stack(estimates, -1).astype(F), np.stack(measures, -1).astype(F)


def inputs_of(measures, noise):
    mean = measures.mean(-1, keepdims=True) + F(0.004)
    return np.concatenate([measures / mean, np.minimum(noise / mean, 2)], -1).astype(F)


def coded_mosaic(picture, rng):
    """A noisy RGGB mosaic under the root, true green under the root, and the noise."""
    blur = rng.choice([0, 0, 0.35, 0.5, 0.7])
    if blur > 0:
        picture = np.stack([gaussian_filter(picture[..., c], blur) for c in range(3)], -1)
    mix = rng.choice([1, 1, 0.7, 0])
    matrix = mix * CAMERA + (1 - mix) * np.eye(3)
    light = np.maximum(picture @ matrix.T.astype(F), 0) * F(rng.uniform(0.4, 1))
    balance = np.array([2.45, 1, 1.67] if rng.random() < 0.7 else [1.5, 1, 2.0], F)
    iso = np.exp(rng.uniform(np.log(25), np.log(3200)))
    slope, floor = 2e-6 * iso, 1e-6 * (iso / 100) ** 1.2267
    h, w = light.shape[:2]
    colour = np.full((h, w), 1)
    colour[0::2, 0::2], colour[1::2, 1::2] = 0, 2
    raw = np.take_along_axis(light, colour[..., None], 2)[..., 0] / balance[colour]
    raw = (raw + rng.standard_normal(raw.shape).astype(F) * np.sqrt(slope * raw + floor)) * balance[colour]
    offset = min(0.1, max(0.002, max(min(floor / slope, 4 * np.sqrt(floor)) * b for b in balance)))
    y, knee = raw + F(offset), F(offset / 2)
    code = np.where(y >= knee, np.sqrt(np.maximum(y, knee)), (y + knee) * 0.5 / np.sqrt(knee)).astype(F)
    return code, np.sqrt(light[..., 1] + F(offset)), colour != 1, np.sqrt(slope) / 2


def samples(files, passes, count, rng):
    """Errors of the estimates, inputs, and weight, at random chroma sites."""
    errors, inputs, weights = [], [], []
    for path in files * passes:
        code, truth, chroma, noise = coded_mosaic(np.load(path).astype(F), rng)
        h, w = code.shape
        estimates, measures = estimates_and_measures(code, chroma)
        y, x = rng.integers(12, h - 12, count), rng.integers(12, w - 12, count)
        x = np.where((x + y) & 1, x - 1, x)
        e = estimates[y, x] - truth[y, x][:, None]
        errors.append(e)
        inputs.append(inputs_of(measures[y, x], noise))
        weights.append(np.full(count, 1 / (float((e[:, :2] ** 2).mean(0).min()) + 2e-5), F))
    return np.concatenate(errors), np.concatenate(inputs), np.concatenate(weights)


def fit(errors, inputs, weights, hidden, steps, batch=8192, rate=3e-3):
    rng = np.random.default_rng(4)
    a = (rng.standard_normal((inputs.shape[1], hidden)) * np.sqrt(2 / inputs.shape[1])).astype(F)
    b = (rng.standard_normal((hidden, 8)) * 0.3 * np.sqrt(2 / hidden)).astype(F)
    params = [a, b, np.zeros(hidden, F), np.zeros(8, F)]
    first, second = [np.zeros_like(p) for p in params], [np.zeros_like(p) for p in params]
    scale = weights.mean() * float((errors[:5000] ** 2).mean())
    loss = 0.0
    for t in range(1, steps + 1):
        pick = rng.integers(0, len(errors), batch)
        e, x = errors[pick], inputs[pick]
        if t & 1:
            e, x = e[:, SWAPPED_ESTIMATES], x[:, SWAPPED_INPUTS]
        h = np.maximum(x @ params[0] + params[2], 0)
        z = h @ params[1] + params[3]
        root = np.sqrt(z * z + 1)
        u = z + root
        total = u.sum(1, keepdims=True)
        share = u / total
        error = (share * e).sum(1)
        loss += float((weights[pick] * error ** 2).mean())
        d = (2 * error * weights[pick] / batch / scale)[:, None] * e
        d = (d - (d * share).sum(1, keepdims=True)) / total * u / root
        back = (d @ params[1].T) * (h > 0)
        now = rate * min(1, t / 100) * 0.5 * (1 + np.cos(np.pi * t / steps)) + 1e-6
        for k, g in enumerate([x.T @ back, h.T @ d, back.sum(0), d.sum(0)]):
            first[k] = 0.9 * first[k] + 0.1 * g
            second[k] = 0.999 * second[k] + 0.001 * g * g
            params[k] -= (now * first[k] / (1 - 0.9 ** t) / (np.sqrt(second[k] / (1 - 0.999 ** t)) + 1e-8)).astype(F)
        if t % 1000 == 0:
            print(f"step {t}: error in units of RCD's {loss / 1000:.4f}", flush=True)
            loss = 0.0
    return params


def literal(value):
    text = ("%.6f" % value).rstrip("0").rstrip(".") if abs(value) < 1e-3 else "%.4g" % value
    return "0" if text in ("0", "-0") else text + ("f" if "." in text else "")


def matrix_text(name, summary, matrix, constants):
    lines = [f"    /// <summary>{summary}</summary>", f"    public static ReadOnlySpan<float> {name} =>", "    ["]
    for k in range(0, matrix.shape[1], 2):
        line = "       "
        for value in [constants[k], constants[k + 1], *matrix[:, k:k + 2].ravel()]:
            word = " " + literal(value) + ","
            if len(line) + len(word) > 138:
                lines.append(line)
                line = "       "
            line += word
        lines.append(line)
    return "\n".join(lines + ["    ];"]) + "\n"


HEAD = """namespace Pentaprism.Darkroom.Demosaic;

/// <summary>The fitted numbers of <see cref="EstimateBlend"/>, written by fit_blend.py.</summary>
/// <remarks>
/// Fitted by gradient descent on the squared error of green, each picture counted in units of RCD's error on it, over 2 million
/// chroma sites of 43 pictures with known truth: dead leaves, 1/f stone, grass, cloth and lettering drawn at random, and photographs
/// reduced from larger ones; sharp or blurred by up to 0.7 pixel, as camera colours, half ways or sRGB, with the photon noise of ISO
/// 25 to 3200. Every second batch was turned on its side. None of the pictures that we measure with took part.
/// Rows of a matrix come in pairs: their two constants, then their two factors for each input.
/// </remarks>
internal static class BlendWeights
{
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures")
    parser.add_argument("output")
    parser.add_argument("--hidden", type=int, default=24, help="values between input and output, even (default 24)")
    parser.add_argument("--steps", type=int, default=8000)
    args = parser.parse_args()
    files = sorted(glob.glob(os.path.join(args.pictures, "*.npy")))
    photos = [f for f in files if os.path.basename(f)[:2] in ("p_", "s_")]
    drawn = [f for f in files if f not in photos]
    rng = np.random.default_rng(3)
    errors, inputs, weights = (np.concatenate(v) for v in zip(samples(drawn, 4, 12000, rng), samples(photos, 4, 12000, rng)))
    a, b, first, second = fit(errors, inputs, weights, args.hidden, args.steps)
    with open(args.output, "w", encoding="utf-8") as f:
        f.write(HEAD + matrix_text("First", "Gets the matrix from measures to hidden values.", a, first) + "\n"
                + matrix_text("Second", "Gets the matrix from hidden values to shares.", b, second) + "}\n")


if __name__ == "__main__":
    main()
