"""What a command costs, and the small arithmetic that tables of costs need."""
import os
import subprocess


def run(command, work):
    """CPU seconds, peak MiB and exit code of a shell command and all its children; what it says goes to the file `log`."""
    with open(os.path.join(work, "log"), "wb") as log:
        process = subprocess.Popen(["/bin/sh", "-c", command], cwd=work, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def median(values):
    values = sorted(values)
    return values[len(values) // 2]


def ratio(mine, others):
    return "" if not others else f"{mine / min(others):.2f}"
