"""What a command costs, and the small arithmetic that tables of costs need."""
import json
import os
import subprocess
import sys


def run(command, work):
    """CPU seconds, peak MiB and exit code of a shell command and all its children; what it says goes to the file `log`.

    A small process of its own starts the command: the system counts the size of the starter into the peak of what it starts.
    """
    done = subprocess.run([sys.executable, "-I", "-S", os.path.realpath(__file__), command, work], stdout=subprocess.PIPE, check=True)
    return tuple(json.loads(done.stdout))


def launch(command, work):
    with open(os.path.join(work, "log"), "wb") as log:
        process = subprocess.Popen(["/bin/sh", "-c", command], cwd=work, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
    print(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]))


def median(values):
    values = sorted(values)
    return values[len(values) // 2]


def ratio(mine, others):
    return "" if not others else f"{mine / min(others):.2f}"


if __name__ == "__main__":
    launch(*sys.argv[1:])
