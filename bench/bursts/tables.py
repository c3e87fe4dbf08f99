"""Markdown of what was measured."""
import statistics

COLUMNS = [("linear", "linear dB", "{:.2f}"), ("gamma", "gamma dB", "{:.2f}"), ("raw_gamma", "raw dB", "{:.2f}"),
           ("object_gamma", "object dB", "{:.2f}"), ("trail_gamma", "trail dB", "{:.2f}"), ("ssim", "SSIM", "{:.3f}"),
           ("texture", "texture", "{:.2f}"), ("match", "match", "{:.3f}"), ("edges", "edges", "{:.2f}"), ("grain", "grain", "{:.2f}"),
           ("blotch", "blotch", "{:.2f}"), ("frames", "frames used", "{:.0f}"), ("corner", "corner px", "{:.3f}"),
           ("cpu", "CPU s", "{:.1f}"), ("peak", "peak MiB", "{:.0f}")]

TARGETS = {
    # Program, burst and the figures it has to reach: a figure at least, or, below "most", at most.
    "pentaprism develop": {
        "b400": {"gamma": 33.2}, "b1600": {"gamma": 27.3}, "b6400": {"gamma": 22.6}, "m400": {"gamma": 29.6, "linear": 34.2},
        "m1600": {"gamma": 26.0, "linear": 30.6}, "bmov": {"gamma": 26.9, "object_gamma": 23.2, "trail_gamma": 24.0},
        "bsr": {"gamma": 29.0}, "bsr5": {"gamma": 27.7}, "bsr800": {"gamma": 25.9}, "bbr": {"gamma": 31.4}},
    "pentaprism merge": {"b400": {"raw_gamma": 31.0}, "b1600": {"raw_gamma": 24.1}},
}
CORNER = 0.1


def markdown(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head)] + ["| " + " | ".join(r) + " |" for r in rows]) + "\n"


def one_burst(title, rows):
    """Every figure of every program on one burst; `rows` maps a program to its figures."""
    used = [c for c in COLUMNS if any(c[0] in r for r in rows.values())]
    lines = [[name] + (["fails"] + [""] * (len(used) - 1) if "fails" in r else [c[2].format(r[c[0]]) if c[0] in r else "" for c in used])
             for name, r in rows.items()]
    return f"### {title}\n\n" + markdown(["program"] + [c[1] for c in used], lines)


def mean(figures, key, form="{:.2f}"):
    """Mean of a figure over bursts."""
    have = [f[key] for f in figures if key in f]
    return form.format(statistics.fmean(have)) if have else ""


def failures(figures):
    """A note of how many runs failed, where any did."""
    failed = sum("fails" in f for f in figures)
    return f" ({failed} of {len(figures)} fail)" if failed else ""


def spread(figures, key):
    have = [f[key] for f in figures if key in f]
    return f" ±{(max(have) - min(have)) / 2:.2f}" if len(have) > 1 else ""


def scenes_by_iso(results, scenes, isos, programs, key, title):
    """One figure, mean over the seeds with half the range, for every scene and ISO speed."""
    rows = []
    for program in programs:
        cells = [program]
        for scene in scenes:
            for iso in isos:
                figures = [r[program] for b, r in results.items() if b.startswith(f"{scene}-iso{iso}-") and program in r]
                cells.append(mean(figures, key) + spread(figures, key) + failures(figures))
        if any(cells[1:]):
            rows.append(cells)
    return f"### {title}\n\n" + markdown(["program"] + [f"{s} {i}" for s in scenes for i in isos], rows)


def by_iso(results, isos, programs, keys, title):
    """Several figures for every ISO speed, mean over the bursts that all these programs were given."""
    columns = [c for c in COLUMNS if c[0] in keys]
    parts = [f"### {title}\n"]
    for iso in isos:
        bursts = [r for b, r in results.items() if f"-iso{iso}-" in b and all(p in r for p in programs)]
        rows = []
        for program in programs:
            figures = [r[program] for r in bursts]
            rows.append([program + failures(figures)] + [mean(figures, c[0], c[2]) for c in columns])
        parts += [f"ISO {iso}, {len(bursts)} bursts\n", markdown(["program"] + [c[1] for c in columns], rows)]
    return "\n".join(parts)


def targets(results):
    """Every target with what was reached."""
    rows = []
    for program, bursts in TARGETS.items():
        for burst, wanted in bursts.items():
            got = results.get(burst, {}).get(program)
            if got:
                rows += [[program, burst, key, f">= {least}", f"{got[key]:.2f}" if key in got else "fails",
                          "yes" if got.get(key, 0) >= least else "**no**"] for key, least in wanted.items()]
    corners = [(f["corner"], b) for b, r in results.items() for p, f in r.items() if p == "pentaprism develop" and "corner" in f]
    if corners:
        worst, burst = max(corners)
        rows.append(["pentaprism develop", f"{burst} (worst of {len(corners)})", "corner px", f"<= {CORNER}", f"{worst:.3f}", "yes" if worst <= CORNER else "**no**"])
    return "### Targets of the standard bursts\n\n" + markdown(["program", "burst", "figure", "target", "reached", "met"], rows)
