#!/usr/bin/env python3
"""Fit the filters of the remosaic and write cells2.bin or cells4.bin.

Input: a folder of pictures with known truth, each an H x W x 3 NumPy file (.npy), linear light in white-balanced camera colours, 1 = white.
The computation mirrors CellFilters.cs, CellClasses.cs and RemosaicTile.cs; change them together.

  fit_remosaic.py PICTURES cells2.bin --side 2 [--reach 4] [--noise 0.002]

Every filter is a least-squares fit under the square root, its weights over each colour bound to those of a constant; a class with few
samples is drawn to the filter for any structure. Each picture counts twice, sharp and blurred by 0.6 pixel, and each once more on its side.
The shipped filters come from photographs that are free to use (scikit-image, ISET) and dead leaves drawn at random; no picture that we
measure with took part. Needs numpy and scipy; a run takes some minutes.
"""
import argparse
import glob
import os

import numpy as np
from scipy.ndimage import convolve1d, gaussian_filter

F = np.float32
DIRECTIONS, STRENGTHS, COHERENCES = 16, (0.004, 0.02), (0.25, 0.5)
CLASSES = DIRECTIONS * 9
PRIOR = 300  # samples that the filter for any structure counts for
BINOMIAL = np.array([1, 4, 6, 4, 1], F) / 16


class Lattice:
    """Windows of cells, and what a colour's taps sum to."""

    def __init__(self, side, reach):
        self.side, self.reach, self.period = side, reach, 2 * side
        self.width = side + 2 * reach
        self.taps = self.width ** 2
        cell = (np.arange(-reach, side + reach) // side) % 2
        kind = np.where((cell[:, None] + cell) == 1, 1, np.where(cell[:, None] == 0, 0, 2)).ravel()
        self.means = np.stack([(kind == k) / (kind == k).sum() for k in range(3)])
        self.centred = np.eye(self.taps) - self.means[kind]
        half = range((side + 1) // 2)
        self.quarter = [(y, x) for y in half for x in half]

    def colours(self, shape, side=None):
        side = side or self.side
        tile = np.array([[0, 1], [1, 2]]).repeat(side, 0).repeat(side, 1)
        return np.tile(tile, (shape[0] // (2 * side) + 1, shape[1] // (2 * side) + 1))[:shape[0], :shape[1]]

    def windows(self, m, top, left):
        rim = (self.reach, self.reach + self.period)
        view = np.lib.stride_tricks.sliding_window_view(np.pad(m, (rim, rim), mode="reflect"), (self.width, self.width))
        part = view[top:m.shape[0] - self.side + 1:self.period, left:m.shape[1] - self.side + 1:self.period]
        return part.reshape(part.shape[0], part.shape[1], self.taps)

    def fold(self, y, x):
        half, last = (self.side + 1) // 2, self.side - 1
        return self.quarter.index((min(y, last - y), min(x, last - x))), y >= half, x >= half

    def flip(self, v, down, across):
        a = v.reshape(v.shape[:-1] + (self.width, self.width))
        a = a[..., ::-1, :] if down else a
        a = a[..., ::-1] if across else a
        return a.reshape(v.shape)

    def sites(self):
        """Corners of red and blue cells in the pattern, with every photosite of theirs."""
        for corner in (0, self.side):
            for y in range(self.side):
                for x in range(self.side):
                    yield corner, y, x


def coded(light):
    return np.sqrt(np.maximum(light, 0) + F(0.002)).astype(F)


def mosaic(code, lattice):
    return np.take_along_axis(code, lattice.colours(code.shape[:2])[..., None], 2)[..., 0]


def classes(guide, side):
    """Class of every cell, and that of its mirror image."""
    dx = (np.roll(guide, -1, 1) - np.roll(guide, 1, 1)) / 2
    dy = (np.roll(guide, -1, 0) - np.roll(guide, 1, 0)) / 2

    def cells(a):
        h, w = a.shape[0] // side, a.shape[1] // side
        a = a[:h * side, :w * side].reshape(h, side, w, side).mean((1, 3)).astype(F)
        return convolve1d(convolve1d(a, BINOMIAL, axis=0, mode="reflect"), BINOMIAL, axis=1, mode="reflect")

    xx, xy, yy = cells(dx * dx), cells(dx * dy), cells(dy * dy)
    split = np.sqrt((xx - yy) ** 2 + 4 * xy * xy)
    large, small = np.sqrt((xx + yy + split) / 2), np.sqrt(np.maximum((xx + yy - split) / 2, 0))
    strength = sum((large > t).astype(int) for t in STRENGTHS)
    ratio = (large - small) / (large + small + 1e-4)
    coherence = sum((ratio > t).astype(int) for t in COHERENCES)

    def number(product):
        turn = np.arctan2(2 * product, xx - yy) / (2 * np.pi) + 0.5
        return ((np.floor(turn * DIRECTIONS).astype(int) % DIRECTIONS) * 3 + strength) * 3 + coherence

    return number(xy), number(-xy)


def greens(lattice, m, filters, found=None):
    """Green of red and blue cells; filters is one for each site of the quarter, or one for each and class."""
    out = m.copy()
    for corner, y, x in lattice.sites():
        v = lattice.windows(m, corner, corner)
        site, down, across = lattice.fold(y, x)
        f = lattice.flip(filters[site], down, across).astype(F)
        if found is not None:
            own = found[int(down != across)][corner // lattice.side::2, corner // lattice.side::2][:v.shape[0], :v.shape[1]]
            f = f[own]
        out[corner + y::lattice.period, corner + x::lattice.period][:v.shape[0], :v.shape[1]] = (v * f).sum(-1)
    return out


def sums(lattice, codes, guides):
    count = 1 if guides is None else CLASSES
    a = np.zeros((len(lattice.quarter), count, lattice.taps, lattice.taps), F if count > 1 and lattice.side > 2 else float)
    b, n = np.zeros(a.shape[:3]), np.zeros(a.shape[:2])
    inner = slice(3, -3)
    for i, code in enumerate(codes):
        whole = mosaic(code, lattice)
        for turned in (False, True):
            m, green = (whole.T, code[..., 1].T) if turned else (whole, code[..., 1])
            found = None if guides is None else classes(guides[i].T if turned else guides[i], lattice.side)
            for corner, y, x in lattice.sites():
                v = lattice.windows(m, corner, corner)
                site, down, across = lattice.fold(y, x)
                f = lattice.flip(v, down, across)[inner, inner].reshape(-1, lattice.taps)
                t = green[corner + y::lattice.period, corner + x::lattice.period][:v.shape[0], :v.shape[1]][inner, inner].ravel()
                t, f = t - f @ lattice.means[1].astype(F), f @ lattice.centred.T.astype(F)
                if found is None:
                    own = np.zeros(len(t), int)
                else:
                    own = found[int(down != across)][corner // lattice.side::2, corner // lattice.side::2][:v.shape[0], :v.shape[1]][inner, inner].ravel()
                order = np.argsort(own, kind="stable")
                own, f, t = own[order], f[order], t[order]
                ends = np.searchsorted(own, np.arange(count + 1))
                for k in np.flatnonzero(np.diff(ends)):
                    part = slice(ends[k], ends[k + 1])
                    a[site, k] += f[part].T @ f[part]
                    b[site, k] += f[part].T @ t[part]
                    n[site, k] += ends[k + 1] - ends[k]
    return a, b, n


def fit_green(lattice, codes, noise):
    ridge = noise ** 2 * np.eye(lattice.taps)
    a, b, n = sums(lattice, codes, None)
    base = [np.linalg.solve(a[s, 0] + n[s, 0] * ridge, b[s, 0]) for s in range(len(lattice.quarter))]
    general = np.stack([u @ lattice.centred + lattice.means[1] for u in base])
    guides = [greens(lattice, mosaic(code, lattice), general) for code in codes]
    a, b, n = sums(lattice, codes, guides)
    of_class = np.zeros((len(base), CLASSES, lattice.taps))
    for s, u in enumerate(base):
        for strength in range(3):
            same = [(d * 3 + strength) * 3 + c for d in range(DIRECTIONS) for c in range(3)]
            usual = a[s][same].sum(0).astype(float) / max(n[s][same].sum(), 1) + ridge
            for k in same:
                own = a[s, k].astype(float) + n[s, k] * ridge
                of_class[s, k] = (u + np.linalg.solve(own + PRIOR * usual, b[s, k] - own @ u)) @ lattice.centred + lattice.means[1]
    return general, of_class


def fit_chroma(lattice, codes, green, noise):
    """Green less red at the Bayer pattern's places of red outside red cells; blue, turned by half a circle, helps."""
    side, period, inner = lattice.side, lattice.period, slice(3, -3)
    out = []
    for y in range(0, period, 2):
        for x in range(0, period, 2):
            if y < side and x < side:
                continue
            at = np.arange(-lattice.reach, side + lattice.reach)
            taps = (((at + y // side * side) % period < side)[:, None] & ((at + x // side * side) % period < side)).ravel()
            a, b, n = 0, 0, 0
            for code, g in zip(codes, green):
                m = mosaic(code, lattice)
                for colour, step in ((0, 1), (2, -1)):
                    v = lattice.windows((g - m)[::step, ::step], y // side * side, x // side * side)
                    t = (g - code[..., colour])[::step, ::step][y::period, x::period][:v.shape[0], :v.shape[1]][inner, inner].ravel()
                    f = v[inner, inner][..., taps].reshape(len(t), -1)
                    mean = f.mean(1)
                    f, t, n = f - mean[:, None], t - mean, n + len(t)
                    a, b = a + f.T @ f, b + f.T @ t
            u = np.linalg.solve(a + n * noise ** 2 * np.eye(len(b)), b)
            out.append(np.zeros(lattice.taps))
            out[-1][taps] = u - u.mean() + 1 / len(u)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures")
    parser.add_argument("output")
    parser.add_argument("--side", type=int, default=2)
    parser.add_argument("--reach", type=int, default=4)
    parser.add_argument("--noise", type=float, default=0.002, help="standard deviation under the root that the filters are to withstand")
    options = parser.parse_args()
    lattice = Lattice(options.side, options.reach)
    pictures = [np.load(path).astype(F) for path in sorted(glob.glob(os.path.join(options.pictures, "*.npy")))]
    pictures += [gaussian_filter(picture, (0.6, 0.6, 0)) for picture in pictures]
    codes = [coded(picture[:picture.shape[0] // 8 * 8, :picture.shape[1] // 8 * 8]) for picture in pictures]
    general, of_class = fit_green(lattice, codes, options.noise)
    green = []
    for code in codes:
        m = mosaic(code, lattice)
        green.append(greens(lattice, m, of_class, classes(greens(lattice, m, general), lattice.side)))
    chroma = fit_chroma(lattice, codes, green, options.noise)
    filters = [f for s in range(len(lattice.quarter)) for f in [general[s], *of_class[s]]] + chroma
    with open(options.output, "wb") as file:
        file.write(bytes([options.side, options.reach]))
        file.write(np.round(np.concatenate(filters) * 16384).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
