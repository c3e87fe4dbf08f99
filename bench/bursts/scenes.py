"""The recipe of the synthetic bursts: which photographs make a scene, and which bursts are shot of it.

A scene is a grid of photographs. Every folder of --photos gives one scene for each size of photograph that it holds at least three
of: nine make a 3x3 grid, four 2x2, three 3x1. Photographs wider or higher than 1200 pixels are reduced first, so that their detail
reaches the last pixel. The scene "nature" is made of photographs of the Debian package mate-backgrounds and needs no folder.

Bursts come from make_burst.py with a seed for motion and noise; the same arguments give the same bytes.
"""
import collections
import os
import subprocess

from PIL import Image, ImageOps

ENDINGS = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
NATURE = "/usr/share/backgrounds/mate/nature"
CELL = (768, 512)
GRIDS = ((9, "3x3"), (4, "2x2"), (3, "3x1"))
ISOS = (400, 1600, 6400)
SEEDS = {"a": 1, "b": 2, "c": 3}

Scene = collections.namedtuple("Scene", "name files grid")
Recipe = collections.namedtuple("Recipe", "name scene options")

STANDARD = (
    # The bursts that the handbook's targets are defined on: name, scene, arguments.
    ("b400", "kodak", "--iso 400 --seed 400"),
    ("b1600", "kodak", "--iso 1600 --seed 1600"),
    ("b6400", "kodak", "--iso 6400 --seed 6400"),
    ("m400", "mcmaster", "--iso 400 --seed 400"),
    ("m1600", "mcmaster", "--iso 1600 --seed 1600"),
    ("bmov", "kodak", "--iso 1600 --seed 77 --object {object}"),
    ("bsr", "kodak", "--iso 100 --frames 16 --sr 2 --motion independent --shift 1.5 --rotation 0 --seed 6"),
    ("bsr5", "kodak", "--iso 100 --frames 16 --sr 2 --motion independent --shift 1.5 --rotation 0 --seed 5"),
    ("bsr800", "kodak", "--iso 800 --frames 16 --sr 2 --motion independent --shift 1.5 --rotation 0 --seed 6"),
    ("bbr", "kodak", "--iso 100 --exposure 1 --ev 1,-1,-3 --seed 3 --truth-all"),
)
VARIANTS = (
    # The same ideas on every scene, with other seeds: what a program tuned on the standard set would get wrong.
    ("moving", "--iso 1600 --object {object} --object-step 9,0 --seed 21"),
    ("moving-bright", "--iso 400 --object {object} --object-at 0.5,0.3 --object-step 17,0 --seed 22"),
    ("phone", "--iso 1600 --colour phone --seed 23"),
    ("turning", "--iso 800 --rotation 0.3 --shift 8 --seed 24"),
    ("bracket", "--iso 100 --exposure 1 --ev 0,-2,2 --seed 25 --truth-all"),
    ("double", "--iso 200 --frames 16 --sr 2 --motion independent --shift 2 --rotation 0.02 --seed 26"),
)


def find_scenes(folders, out):
    """Every scene that the folders allow, by name."""
    scenes = {}
    for folder in list(folders) + ([NATURE] if os.path.isdir(NATURE) else []):
        for scene in scenes_of(os.path.abspath(folder), out):
            scenes[scene.name] = scene
    return scenes


def scenes_of(folder, out):
    groups = collections.defaultdict(list)
    for name in sorted(os.listdir(folder)):
        if name.lower().endswith(ENDINGS):
            path = os.path.join(folder, name)
            with Image.open(path) as photo:
                size = photo.size
            groups[CELL if max(size) > 1200 else size].append(path)
    usable = sorted((g for g in groups.items() if len(g[1]) >= GRIDS[-1][0]), key=lambda g: (-len(g[1]), g[0]))
    for number, (size, files) in enumerate(usable):
        name = os.path.basename(folder) + (f"-{number + 1}" if number else "")
        count, grid = next(g for g in GRIDS if len(files) >= g[0])
        yield Scene(name, [reduced(f, size, os.path.join(out, "photographs", name)) for f in files[:count]], grid)


def reduced(path, size, folder):
    """The photograph itself, or a copy cut and reduced to this size."""
    with Image.open(path) as photo:
        if photo.size == size:
            return path
        target = os.path.join(folder, os.path.splitext(os.path.basename(path))[0] + ".png")
        if not os.path.exists(target):
            os.makedirs(folder, exist_ok=True)
            ImageOps.fit(photo.convert("RGB"), size, Image.LANCZOS).save(target)
    return target


def recipes(scenes):
    """Every burst: the standard ones, each scene at three ISO speeds with three seeds, and the variants on each scene."""
    found = [Recipe(n, scenes[s], o) for n, s, o in STANDARD if s in scenes]
    for scene in scenes.values():
        for iso in ISOS:
            found += [Recipe(f"{scene.name}-iso{iso}-{letter}", scene, f"--iso {iso} --seed {10000 * number + iso}")
                      for letter, number in SEEDS.items()]
        found += [Recipe(f"{scene.name}-{name}", scene, options) for name, options in VARIANTS]
    return found


def moving_object(scene, scenes):
    """A cut-out of a photograph that the scene does not hold."""
    standard = [f for s in scenes.values() for f in s.files if os.path.basename(f) == "kodim17.png"]
    if standard and scene.name == "kodak":
        return standard[0] + ":100,80,300,300"
    other = [s for s in scenes.values() if s.name != scene.name] or [scene]
    path = other[-1].files[0]
    with Image.open(path) as photo:
        width, height = photo.size
    side = min(width, height) // 2 // 2 * 2
    return f"{path}:{(width - side) // 2},{(height - side) // 2},{side},{side}"


def make(recipe, scenes, tools, out):
    """The folder of the burst, made first where it is absent."""
    folder = os.path.join(out, recipe.name)
    if not os.path.exists(os.path.join(folder, "truth.json")):
        options = recipe.options.format(object=moving_object(recipe.scene, scenes)) if "{object}" in recipe.options else recipe.options
        subprocess.run(["/usr/bin/python3", os.path.join(tools, "make_burst.py"), *recipe.scene.files, "--grid", recipe.scene.grid,
                        "--out", folder, *options.split()], check=True, stdout=subprocess.DEVNULL)
    return folder
