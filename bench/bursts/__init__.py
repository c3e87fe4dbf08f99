"""Merge the same bursts with Pentaprism and with the programs people use today, side by side.

  bench/compare bursts --photos kodak/ mcmaster/          every burst of the recipe, every program that is installed
  bench/compare bursts --photos kodak/ --only b1600       the bursts whose name contains this, or is this
  bench/compare bursts --photos kodak/ --again pentaprism our programs anew; what others did is kept from last time
  bench/compare bursts --speed                            12 megapixels: 8 frames for time, 30 for memory
  bench/compare bursts --static FOLDER                    the 1/N law on real frames of a still scene

Bursts and results lie in --out; what is there already is not made again. Every photograph folder is a scene (scenes.py tells how),
each at three ISO speeds with three seeds, with a moving object, the colours of a phone, rotation, as a bracket and at double size.
Bursts, scores and the OpenCV chain come from make_burst.py, burst_score.py and burst_opencv.py in the folder named by
PENTAPRISM_TOOLS (else ../shared/tools beside the repository). --install fetches everything that is needed from Debian.
"""
import argparse
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
TOOLS = os.environ.get("PENTAPRISM_TOOLS", os.path.join(os.path.dirname(ROOT), "shared", "tools"))


def arguments(words):
    ap = argparse.ArgumentParser(prog="bench/compare bursts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--photos", nargs="+", default=[], metavar="DIR", help="folders of photographs, such as the Kodak and McMaster sets")
    ap.add_argument("--out", default=os.path.join(ROOT, "bench", "results", "bursts"), metavar="DIR", help="folder for bursts, results and table.md")
    ap.add_argument("--only", nargs="+", default=[""], metavar="TEXT", help="only bursts whose name contains one of these")
    ap.add_argument("--programs", nargs="+", metavar="TEXT", help="only programs whose name starts with one of these")
    ap.add_argument("--again", nargs="+", default=[], metavar="TEXT", help="measure these programs anew (all whose name starts so)")
    ap.add_argument("--keep", action="store_true", help="keep each result, as an 8-bit PNG, beside its burst")
    ap.add_argument("--speed", action="store_true", help="time and memory at 12 megapixels instead")
    ap.add_argument("--rounds", type=int, default=3, help="rounds of --speed (default 3)")
    ap.add_argument("--static", metavar="DIR", help="raw frames of a scene in which nothing moves: variance against the plain mean instead")
    ap.add_argument("--install", action="store_true", help="install the other programs from Debian first (needs root)")
    return ap.parse_args(words)


def measure(program, truth, folder, scorer_of, keep):
    """Cost and figures of one program on one burst, or why there are none."""
    from bursts import programs
    from costs import run
    work = tempfile.mkdtemp(prefix="burst-")
    try:
        cpu, peak, code = run(programs.command(program, truth, folder, work, ROOT, TOOLS), work)
        result = os.path.join(work, program.leaves)
        if code != 0 or not os.path.exists(result):
            with open(os.path.join(work, "log"), errors="replace") as log:
                return {"fails": (log.read().strip().splitlines() or [f"exit code {code}"])[-1][:200]}
        costs = {"cpu": cpu, "peak": peak, **reported(work, truth)}
        reading = dict(program.reading)
        view = programs.frame_seen(reading.pop("view_of", None), truth)
        scorer = scorer_of(costs.pop("reference", view))
        if keep:
            reading["view"] = os.path.join(folder, "views", program.name.replace(" ", "-").replace(",", "").replace("+", "and"))
        return {**scorer.result(result, **reading), **costs}
    except (scorer_of.problem, OSError, ValueError) as problem:
        return {"fails": str(problem)[:200]}
    finally:
        shutil.rmtree(work)


def reported(work, truth):
    """What our own report says: the reference, the frames used and the worst corner error of their motions."""
    from bursts.figures import corner_error
    try:
        with open(os.path.join(work, "report.json")) as f:
            report = json.load(f)
    except (OSError, ValueError):
        return {}
    if not isinstance(report, dict) or "frames" not in report:
        return {}
    frames = {os.path.basename(f["file"]): f for f in report["frames"] if f["used"]}
    facts = {"frames": len(frames), "reference": report["reference"] - 1}
    facts["reference_is"] = facts["reference"] + 1
    if facts["reference"] == truth["reference"]:
        facts["corner"] = corner_error(truth, frames)
    return facts


class Scorers:
    """One scorer a reference frame, made when it is first asked for."""

    def __init__(self, folder):
        from bursts.figures import Scorer
        sys.path.insert(0, TOOLS)
        import burst_io
        self.problem = burst_io.PictureError
        self.make, self.folder, self.made = Scorer, folder, {}

    def __call__(self, reference):
        if reference not in self.made:
            self.made[reference] = self.make(TOOLS, self.folder, reference)
        return self.made[reference]


def bounds(scorers, truth):
    """Rows that no program made: what one frame is worth, and what a perfect mosaic mean or a perfect small picture would be."""
    from bursts import programs
    kind = programs.kind(truth)
    if kind == "double":
        return {"(perfect small frame, enlarged)": scorers(0).small()}
    if kind == "bracket":
        return {}
    return {"(perfect mosaic mean, AHD)": scorers(0).row("oracle"), "(noise-free mosaic, AHD)": scorers(0).row("ceiling")}


def selected(name, texts):
    return any(t in name for t in texts)


def starts(name, texts):
    return any(name.startswith(t) for t in texts)


def compare(args):
    from bursts import programs, scenes
    from bursts.tables import one_burst
    found = scenes.find_scenes(args.photos, args.out)
    wanted = [p for p in programs.PROGRAMS if not args.programs or starts(p.name, args.programs)]
    for program in list(wanted):
        needed = next((n for start, n in programs.NEEDS.items() if program.name.startswith(start)), None)
        if needed and not shutil.which(needed):
            print(f"{program.name}: {needed} is not installed, left out (--install fetches it)", file=sys.stderr)
            wanted.remove(program)
    os.makedirs(args.out, exist_ok=True)
    store = os.path.join(args.out, "results.json")
    for recipe in scenes.recipes(found):
        if not selected(recipe.name, args.only):
            continue
        folder = scenes.make(recipe, found, TOOLS, args.out)
        with open(os.path.join(folder, "truth.json")) as f:
            truth = json.load(f)
        scorers, kind = Scorers(folder), programs.kind(truth)
        row = load(store).get(recipe.name, {})
        if "-iso" not in recipe.name and not any(n.startswith("(") for n in row):
            row.update(bounds(scorers, truth))
        for program in wanted:
            if kind in program.kinds and (program.name not in row or starts(program.name, args.again)):
                row[program.name] = measure(program, truth, folder, scorers, args.keep)
                keep(store, recipe.name, row)
        print(one_burst(recipe.name, in_order(row)), flush=True)
    summary(load(store), list(found), args.out)


def load(store):
    if not os.path.exists(store):
        return {}
    with open(store) as f:
        return json.load(f)


def keep(store, burst, row):
    """Adds figures to those of the file, which another run may be adding to as well."""
    with open(store + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        results = load(store)
        results[burst] = {**results.get(burst, {}), **row}
        with open(store + ".new", "w") as f:
            json.dump(results, f, indent=1)
        os.replace(store + ".new", store)


def in_order(row):
    """The programs of a burst in the order of the list, then the bounds."""
    from bursts import programs
    names = [p.name for p in programs.PROGRAMS if p.name in row] + sorted(n for n in row if n.startswith("("))
    return {n: row[n] for n in names}


def summary(results, scene_names, out):
    from bursts import programs, scenes, tables
    names = [p.name for p in programs.PROGRAMS]
    most = max((sum(n in r for b, r in results.items() if "-iso" in b) for n in names), default=0)
    common = [n for n in names if 2 * sum(n in r for b, r in results.items() if "-iso" in b) > most > 0]
    keys = ("gamma", "linear", "ssim", "texture", "match", "edges", "grain", "blotch", "corner", "cpu", "peak")
    parts = [tables.targets(results),
             tables.scenes_by_iso(results, scene_names, scenes.ISOS, names, "gamma", "Gamma PSNR, mean of three seeds and half their range"),
             tables.by_iso(results, scenes.ISOS, common, keys, "All figures, mean over scenes and seeds")]
    parts += [tables.one_burst(b, in_order(r)) for b, r in results.items() if "-iso" not in b]
    with open(os.path.join(out, "table.md"), "w") as f:
        f.write("\n".join(parts))
    print("\n".join(parts[:3]))


def main(words):
    args = arguments(words)
    if args.install:
        from bursts.programs import PACKAGES
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends"] + PACKAGES, check=True)
    subprocess.run([os.path.join(ROOT, "pentaprism"), "--version"], check=True, stdout=subprocess.DEVNULL)
    if args.speed:
        from bursts import speed
        speed.compare(args.out, ROOT, TOOLS, args.rounds)
    elif args.static:
        from bursts import static
        static.compare(args.static, ROOT, TOOLS)
    else:
        compare(args)
