"""What a burst's result is worth: PSNR by burst_score.py, and beside it what PSNR alone would reward smoothing for.

All of it is measured on the gamma picture (clipped, power 1/2.2) against the truth, borders cut off:

  ssim     mean structural similarity of luma
  texture  share of the truth's fine luma detail (finer than about 4 pixels) that the result holds, in blocks of fine texture:
           1 = all of it, 0 = smoothed away; noise does not count, it is what moves with the truth
  match    correlation of that detail with the truth's: noise, smear and false detail lower it
  edges    slope of strong edges against the truth's; above 1 = sharpened
  grain    standard deviation of the error of luma in flat blocks, in 8-bit steps
  blotch   the same for all colours after a blur of 4 pixels: patches, worms, tile borders, colour clouds
"""
import os
import sys
from argparse import Namespace

import numpy as np
from scipy import ndimage
from skimage.metrics import structural_similarity

LUMA = np.array([0.2126, 0.7152, 0.0722])
BLOCK = 16


class Scorer:
    """The truth of one burst in the view of one frame, and the figures of results against it."""

    def __init__(self, tools, folder, reference=0):
        if tools not in sys.path:
            sys.path.insert(0, tools)
        import burst_io
        import burst_score
        self.problem = burst_io.PictureError
        self.score = burst_score
        self.burst = burst_score.Burst(folder, reference)
        self.border = 48
        coded = burst_score.gamma(self.inner(self.burst.truth))
        self.coded, self.luma = coded, coded @ LUMA
        self.detail = fine(self.luma)
        spread = block_spread(self.detail)
        whole = block_spread(self.luma)
        self.textured = (spread > 0.012) & (spread < 0.08)
        self.flat = whole < 0.008
        self.slopes = slopes(self.luma)
        size = np.hypot(*self.slopes)
        self.edge = size > max(np.quantile(size, 0.98), 0.02)

    def inner(self, picture):
        return picture[self.border:-self.border, self.border:-self.border]

    def settings(self, **changed):
        given = {"fit": "none", "encoding": "linear", "white": None, "reference": self.burst.reference, "offset": "0,0",
                 "upscale": "bicubic", "border": self.border, "demosaic": 3, "wrapped": False, "seed": 0, "view": None}
        return Namespace(**{**given, **changed})

    def result(self, path, **changed):
        """Figures of a file: see burst_score.py for what it may be."""
        args = self.settings(**changed)
        picture, signal = self.score.load(args, self.burst, path)
        return self.figures(args, os.path.basename(path), picture, signal)

    def row(self, row, **changed):
        """Figures of one of burst_score.py's own rows, such as the single frame."""
        args = self.settings(**changed)
        name, signal = self.score.extra(args, self.burst, row)
        return self.figures(args, name, self.score.develop(self.burst, signal, args.demosaic), None if row == "ceiling" else signal)

    def small(self):
        """Figures of a perfect picture of the frames' size, enlarged: what detail from several frames has to beat."""
        s, truth = self.burst.scale, self.burst.truth
        height, width = truth.shape[:2]
        picture = truth.reshape(height // s, s, width // s, s, 3).mean((1, 3))
        return self.figures(self.settings(), "perfect small frame", picture, None)

    def figures(self, args, name, picture, signal):
        row = self.score.evaluate(args, self.burst, name, picture, signal if args.fit == "none" else None)
        if self.burst.scale > 1 and picture.shape[:2] == self.burst.size:
            picture = self.score.resize(picture, self.burst.scale, args.upscale)
        picture = self.inner(picture)
        if args.fit != "none":
            picture = self.score.fit(picture, self.inner(self.burst.truth), args.fit)[0]
        return {**row, **self.structure(self.score.gamma(picture))}

    def structure(self, coded):
        luma = coded @ LUMA
        detail, error = fine(luma), luma - self.luma
        seen = by_block(detail, self.textured), by_block(self.detail, self.textured)
        got = slopes(luma)
        coarse = [ndimage.gaussian_filter(coded[..., c] - self.coded[..., c], 4) for c in range(3)]
        figures = {"ssim": float(structural_similarity(self.luma, luma, gaussian_weights=True, data_range=1))}
        if seen[0].size:
            own, true = (s - s.mean() for s in seen)
            figures["texture"] = float((own * true).sum() / (true * true).sum())
            figures["match"] = float((own * true).sum() / np.sqrt((own * own).sum() * (true * true).sum()))
        if self.edge.any():
            along = sum((g * t)[self.edge].sum() for g, t in zip(got, self.slopes))
            figures["edges"] = float(along / sum((t * t)[self.edge].sum() for t in self.slopes))
        if self.flat.any():
            figures["grain"] = float(255 * np.sqrt(np.mean(by_block(error - ndimage.gaussian_filter(error, 4), self.flat) ** 2)))
            figures["blotch"] = float(255 * np.sqrt(np.mean([np.mean(by_block(c, self.flat) ** 2) for c in coarse])))
        return figures


def fine(luma):
    """Detail of a scale below about four pixels."""
    return luma - ndimage.gaussian_filter(luma, 1.5)


def slopes(luma):
    return [ndimage.gaussian_filter(luma, 0.6, order=o) for o in ((0, 1), (1, 0))]


def blocks(plane):
    height, width = (n // BLOCK for n in plane.shape)
    return plane[:height * BLOCK, :width * BLOCK].reshape(height, BLOCK, width, BLOCK).swapaxes(1, 2)


def block_spread(plane):
    return blocks(plane).std((2, 3))


def by_block(plane, chosen):
    """All pixels of the chosen blocks."""
    return blocks(plane)[chosen].ravel()


def corner_error(truth, frames):
    """The worst distance, in pixels, between where a corner of the reference lies by the truth and by the report of the frames used."""
    width, height = truth["width"], truth["height"]
    corners = np.array([[0, 0, 1], [width - 1, 0, 1], [0, height - 1, 1], [width - 1, height - 1, 1]], float).T
    worst = 0.0
    for frame in truth["frames"]:
        if frame["file"] in frames:
            seen = reported_motion(frames[frame["file"]], width, height) @ corners
            apart = np.array(frame["matrix"]) @ corners - seen[:2] / seen[2]
            worst = max(worst, float(np.hypot(*apart).max()))
    return worst


def reported_motion(frame, width, height):
    """The matrix that carries a point of the reference to the frame: as reported, else from the shift of the middle and the turn."""
    if frame.get("matrix"):
        return np.array(frame["matrix"], float).reshape(3, 3)
    turn = np.deg2rad(frame.get("rotationDegrees") or 0)
    x, y = frame.get("shift") or (0, 0)
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    linear = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.vstack([np.column_stack([linear, middle + (x, y) - linear @ middle]), [0, 0, 1]])
