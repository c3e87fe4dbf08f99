"""Time and memory at 12 megapixels: a burst of large photographs, our commands and one frame through darktable, in turn."""
import os
import shutil
import subprocess
import tempfile

from PIL import Image, ImageOps

from bursts.scenes import NATURE
from bursts.tables import markdown
from costs import median, run

PHOTOS = ("Aqua.jpg", "Garden.jpg", "LadyBird.jpg", "TwoWings.jpg")
CELL = (2000, 1500)
FRAMES = 30
COUNTED = 8

COMMANDS = [
    # What is timed, command, target of CPU seconds, target of MiB.
    ("pentaprism merge, 8 frames", "{root}/pentaprism merge {eight} -o {work}/out.dng", 2.5, 700),
    ("pentaprism develop, 8 frames to JPEG", "{root}/pentaprism develop {eight} -o {work}/out.jpg", 5, None),
    ("pentaprism develop, one frame to JPEG", "{root}/pentaprism develop {one} -o {work}/out.jpg", None, None),
    ("darktable-cli, one frame to JPEG", "darktable-cli {one} {work}/out.jpg --core --configdir {work}/dtcfg --library :memory:", None, None),
]
MANY = ("pentaprism merge, 30 frames", "{root}/pentaprism merge {many} -o {work}/out.dng", None, 1024)
SHARE = 0.45


def burst(out, tools):
    """Folder of 30 hand-held frames of 4000x3000."""
    folder = os.path.join(out, "large")
    if not os.path.exists(os.path.join(folder, "truth.json")):
        photos = os.path.join(out, "photographs", "large")
        os.makedirs(photos, exist_ok=True)
        for name in PHOTOS:
            with Image.open(os.path.join(NATURE, name)) as photo:
                ImageOps.fit(photo.convert("RGB"), CELL, Image.LANCZOS).save(os.path.join(photos, name.replace(".jpg", ".png")))
        subprocess.run(["/usr/bin/python3", os.path.join(tools, "make_burst.py"), photos, "--grid", "2x2", "--out", folder, "--iso", "800",
                        "--frames", str(FRAMES), "--seed", "12"], check=True, stdout=subprocess.DEVNULL)
    return folder


def cost(command, **places):
    """CPU seconds and MiB of one run in an empty folder; none where it failed."""
    work = tempfile.mkdtemp(prefix="burst-")
    try:
        cpu, peak, code = run(command.format(work=work, **places), work)
        return (cpu, peak) if code == 0 else None
    finally:
        shutil.rmtree(work)


def compare(out, root, tools, rounds):
    folder = burst(out, tools)
    frames = [os.path.join(folder, f"payload_N{i:03d}.dng") for i in range(FRAMES)]
    places = {"root": root, "one": frames[0], "eight": " ".join(frames[:COUNTED]), "many": " ".join(frames)}
    commands = [c for c in COMMANDS if shutil.which(c[1].split()[0].format(**places, work=""))]
    costs = {name: [] for name, *_ in commands}
    for number in range(rounds + 1):
        for name, command, *_ in commands:
            measured = cost(command, **places)
            if number > 0 or rounds == 1:
                costs[name].append(measured)
    costs[MANY[0]] = [cost(MANY[1], **places)]
    print(table(costs))


def table(costs):
    middle = {n: None if None in c else (median([v[0] for v in c]), median([v[1] for v in c])) for n, c in costs.items()}
    other = next((v for n, v in middle.items() if n.startswith("darktable")), None)
    rows = []
    for name, _, seconds, mebibytes in COMMANDS + [MANY]:
        if name not in middle:
            continue
        if middle[name] is None:
            rows.append([name, "fails", "", "", "", ""])
            continue
        cpu, peak = middle[name]
        rows.append([name, f"{cpu:.2f}", f"<= {seconds}" if seconds else "", f"{peak:.0f}", f"<= {mebibytes}" if mebibytes else "",
                     f"{cpu / other[0]:.2f}" + (f" (<= {SHARE})" if name == COMMANDS[0][0] else "") if other else ""])
    return markdown(["12 megapixels", "CPU s", "target", "peak MiB", "target", "ratio to darktable's one frame"], rows)
