"""What is handed in to the stand-in: exemplars of the assignment, and some that mean harm."""

from autograder.assignment import shipped_folder

EXEMPLARS = shipped_folder("reference") / "exemplars"


def exemplar(*names: str) -> dict[str, bytes]:
    """The files of an exemplar; of several, each file from the last that has it."""
    files = {}
    for name in names:
        for path in sorted((EXEMPLARS / name).rglob("*")):
            if path.is_file() and path.name != "expected.toml":
                files[path.relative_to(EXEMPLARS / name).as_posix()] = path.read_bytes()
    return files


def harmful(attack: str) -> dict[str, bytes]:
    """A submission whose honest code begins with an attack; an attack that succeeds ends it."""
    files = exemplar("perfect_code")
    honest = files["solution.py"].decode()
    beginning, future, rest = honest.partition("from __future__ import annotations\n")
    opening, body = (beginning + future, rest) if future else ("", honest)
    return {**files, "solution.py": f"{opening}{PREAMBLE}{attack}\n{body}".encode()}


PREAMBLE = """
import glob, os, signal, sys, time
def tell(*said):
    print(*said, flush=True)
def attempt(name, act):
    try:
        act()
    except Exception as error:
        tell("not", name, type(error).__name__)
    else:
        tell("DONE", name)
        os._exit(99)  # without the honest code that follows, its points are missing, and the test sees it
"""

FORGE = """
FULL = '{"score": 79, "tests": [{"name": "all", "score": 79, "max_score": 79, "status": "passed"}]}'
for place in ("/autograder/results/results.json", "/autograder/results/stdout", "results.json", "../results.json"):
    attempt("write " + place, lambda: open(place, "w").write(FULL))
attempt("replace", lambda: os.replace("/autograder/submission/results.json", "/autograder/results/results.json"))
attempt("remove", lambda: os.remove("/autograder/results/results.json"))
attempt("chmod", lambda: os.chmod("/autograder/results", 0o777))
attempt("link", lambda: os.symlink("/autograder/results", "/tmp/there"))
"""

PRY = """
for place in ("/autograder/source", "/autograder/results", "/opt/autograde/private",
              "/opt/autograde/private/assignment"):
    attempt("list " + place, lambda: os.listdir(place))
for place in ("/autograder/source/secret", "/opt/autograde/private/secret", "/autograder/submission_metadata.json",
              "/opt/autograde/private/assignment/q4_gan/solution.py", "/etc/shadow", "/proc/1/environ"):
    attempt("read " + place, lambda: open(place).read())
attempt("references", lambda: __import__("autograder.shipped.reference"))
"""

KILL = """
attempt("list processes", lambda: os.listdir("/proc"))
for process in range(os.getppid() - 50, os.getppid() + 50):
    if process > 0 and process != os.getpid():
        attempt("kill " + str(process), lambda: os.kill(process, signal.SIGKILL))
attempt("kill the first", lambda: os.kill(1, signal.SIGKILL))
attempt("kill all", lambda: os.kill(-1, signal.SIGKILL))
attempt("kill the group", lambda: os.killpg(os.getpgid(os.getppid()), signal.SIGKILL))
"""

FILL = """
def fill(folder):
    with open(os.path.join(folder, "filler"), "wb") as file:
        for _ in range(20_000):
            file.write(bytes(1 << 20))
    return "filled"
for folder in ("/tmp", "/var/tmp", "/dev/shm", ".", "/autograder/results", "/autograder/submission"):
    attempt("fill " + folder, lambda: fill(folder))
for _ in range(200):
    sys.stdout.write("x" * 1_000_000)
hoard = []
try:
    while True:
        hoard.append(bytearray(64 << 20))
except MemoryError:
    del hoard
    tell("NOT hoard")
"""

SLEEP = """
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    time.sleep(1000)
"""
