"""The programs that turn a burst into one picture, each as a shell command, and how its result is to be read.

Other programs run at their defaults where they have any. Levels that are a program's own policy (Siril stretches, hdrmerge scales)
are fitted to the truth before the score, which is generous to them. OpenCV is a recipe made of public parts (burst_opencv.py):
"chain" with non-local means, its strengths the best that were found per ISO speed on the standard scenes, so it is the bar to pass.
"""
import collections
import os

# name; command; what it leaves; how burst_score.py is to read it; which bursts it is for: plain, object, double, bracket
Program = collections.namedtuple("Program", "name command leaves reading kinds")

STATIC = ("plain", "object")
ALL = STATIC + ("double", "bracket")

DEVELOP_ONE = "dcraw_emu -q 3 -w -o 1 -W -c 0 -T -6 -g 1 1 -M -Z"
HUGIN = ("i=100; for f in {frames}; do " + DEVELOP_ONE + " {work}/f$i.tif $f || exit 1; i=$((i+1)); done; "
         "align_image_stack -a {work}/al_ --use-given-order {work}/f*.tif && ")
MEAN = ("/usr/bin/python3 -c \"import glob, cv2, numpy as np; cv2.imwrite('{out}', np.mean([cv2.imread(f, -1)[:, :, :3].astype(float) "
        "for f in sorted(glob.glob('{work}/al_*.tif'))], 0).round().astype(np.uint16), [cv2.IMWRITE_TIFF_COMPRESSION, 1])\"")
SIRIL = ("mkdir raw && cp {frames} raw/ && cd raw && printf 'requires 1.0.0\\nsetext fit\\nconvert raw -debayer -out=../proc\\ncd ../proc\\n"
         "register raw\\nstack r_raw mean 3 3 -nonorm -out=stacked\\nload stacked\\nsavetif stacked\\nclose\\n' > stack.ssf && "
         "HOME={work} siril-cli -d {work}/raw -s {work}/raw/stack.ssf && mv {work}/proc/stacked.tif {out}")
OPENCV = "/usr/bin/python3 {tools}/burst_opencv.py {folder} {out} --pattern 'payload_N*.dng'"

PROGRAMS = [
    Program("pentaprism develop", "{root}/pentaprism develop {frames} -o {out} --render scene --space srgb {scale} --json > report.json",
            "out.tif", {"encoding": "srgb"}, ALL),
    Program("pentaprism merge", "{root}/pentaprism merge {frames} -o {out} {scale} --json > report.json",
            "out.dng", {}, ALL),
    Program("pentaprism, one frame", "{root}/pentaprism develop {first} -o {out} --render scene --space srgb --json > report.json",
            "out.tif", {"encoding": "srgb"}, STATIC + ("double",)),
    Program("OpenCV chain", OPENCV + " {nlm}", "out.tif", {}, STATIC + ("double",)),
    Program("OpenCV ECC + mean", OPENCV, "out.tif", {}, STATIC + ("double",)),
    Program("OpenCV MTB + mean", OPENCV + " --method mtb", "out.tif", {}, STATIC),
    Program("align_image_stack + mean", HUGIN + MEAN, "out.tif", {}, STATIC),
    Program("align_image_stack + enfuse", HUGIN + "enfuse -o {out} --compression=deflate --exposure-weight=0 --saturation-weight=0 --contrast-weight=1 {work}/al_*.tif",
            "out.tif", {}, STATIC),
    Program("Siril", SIRIL, "out.tif", {"fit": "affine"}, STATIC),
    Program("hdrmerge", "QT_QPA_PLATFORM=offscreen hdrmerge -b 16 -o {out} {frames}", "out.dng", {"fit": "affine", "view_of": "darkest"}, ("bracket",)),
    Program("dcraw_emu, one frame", DEVELOP_ONE + " {out} {first}", "out.tif", {"view_of": "brightest unclipped"}, ALL),
]
NEEDS = {"OpenCV": "dcraw_emu", "align": "align_image_stack", "Siril": "siril-cli", "hdrmerge": "hdrmerge", "dcraw_emu": "dcraw_emu"}
PACKAGES = ["libraw-bin", "hugin-tools", "enfuse", "siril", "hdrmerge", "darktable", "mate-backgrounds", "python3-numpy", "python3-scipy",
            "python3-imageio", "python3-skimage", "python3-opencv", "python3-pil"]


def kind(truth):
    """What a burst asks for: a bracket, double resolution, a moving object, or none of these."""
    if any(f["ev"] != truth["frames"][0]["ev"] for f in truth["frames"]):
        return "bracket"
    return "double" if truth["scale"] > 1 else "object" if "object_box" in truth else "plain"


def frame_seen(which, truth):
    """Index of the frame in whose view a result lies: the reference, unless a bracket's darkest or brightest unclipped one is asked for."""
    stops = [f["ev"] for f in truth["frames"]]
    if which == "darkest":
        return stops.index(min(stops))
    if which == "brightest unclipped" and kind(truth) == "bracket":
        return stops.index(max(s for s in stops if truth["exposure"] * 2.0 ** s <= 1))
    return truth["reference"]


def strengths(iso):
    """Non-local means of the chain: the handbook's strengths, the nearest lower ISO speed's where there is none."""
    return "--nlm 2,4" if iso < 1600 else "--negatives --nlm 7,12" if iso < 6400 else "--negatives --nlm 24,30"


def command(program, truth, folder, work, root, tools):
    """The shell command of a program for one burst."""
    frames = [os.path.join(folder, f["file"]) for f in truth["frames"]]
    return program.command.format(
        frames=" ".join(frames), first=frames[frame_seen("brightest unclipped", truth)], folder=folder, work=work, out=os.path.join(work, program.leaves),
        root=root, tools=tools, nlm=strengths(truth["iso"]), scale=f"--scale {truth['scale']}" if truth["scale"] > 1 else "")
