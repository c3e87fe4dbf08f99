"""The 1/N law on real frames: nothing moves, so a merge should leave the variance of the plain mean and no more.

The frames are split into two halves, several ways. One half is merged, the other averaged; fixed pattern and scene are the same in both
and cancel in the difference. With V the variance of (mean of one half - mean of the other), a merge as good as the plain mean leaves V;
what it leaves beyond V/2, divided by V/2, is its residual variance against the plain mean's. Lost detail counts as variance too.
"""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

from bursts.tables import markdown

METHODS = ("", "--merge wiener", "--merge average")
LIMIT = 1.03
BORDER = 32


def samples(path, tools):
    """Samples of a mosaic in units of the sensor's range above black."""
    if tools not in sys.path:
        sys.path.insert(0, tools)
    import burst_io as io
    import burst_score
    values, tags = burst_score.read_cfa(path)
    black, white = io.levels(tags, values.shape, 0, 65535)
    return ((values - black) / (white - black))[BORDER:-BORDER, BORDER:-BORDER]


def halves(count):
    """Ways of taking half of the frames, each with what is left."""
    everything = set(range(count))
    chosen = [range(0, count, 2), range(1, count, 2), range(count // 2), range(count // 2, count)]
    return [(sorted(c), sorted(everything - set(c))) for c in map(set, chosen)]


def spread(difference):
    """Variance within each colour of the mosaic, so that a level that differs between colours is not noise."""
    return float(np.mean([difference[y::2, x::2].var() for y in (0, 1) for x in (0, 1)]))


def merged(files, method, root, work):
    """The merge of these files and the number of frames that it used, or the reason why there is none."""
    target = os.path.join(work, "merged.dng")
    done = subprocess.run([os.path.join(root, "pentaprism"), "merge", *files, "-o", target, "--overwrite", "--json", *method.split()],
                          capture_output=True, text=True)
    if done.returncode != 0:
        return None, (done.stderr or done.stdout).strip().splitlines()[-1:] or ["fails"]
    return target, [f"{sum(f['used'] for f in json.loads(done.stdout)['frames'])} of {len(files)}"]


def compare(folder, root, tools):
    files = sorted(os.path.join(folder, n) for n in os.listdir(folder) if n.lower().endswith(".dng"))
    frames = [samples(f, tools) for f in files]
    rows = []
    with tempfile.TemporaryDirectory(prefix="static-") as work:
        for method in METHODS:
            shares, notes = [], []
            for own, others in halves(len(files)):
                plain, other = (np.mean([frames[i] for i in half], 0) for half in (own, others))
                half = spread(plain - other) / 2
                path, note = merged([files[i] for i in own], method, root, work)
                notes += note
                if path:
                    shares.append((spread(samples(path, tools) - other) - half) / half)
            rows.append([method or "(default)", f"{np.mean(shares):.3f}" if shares else "fails", f"<= {LIMIT}", ", ".join(sorted(set(notes)))])
    print(markdown(["merge", "residual variance / plain mean", "target", "frames used"], rows))
