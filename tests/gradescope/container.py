"""Become what Docker makes of a process by default, then run a command: for Debian's own Python, which has libseccomp.

    unshare --mount --pid --ipc --uts --fork --kill-child python3 container.py ROOT CGROUP,CGROUP COMMAND...

A root folder of its own, 14 capabilities, the containers' seccomp profile as Debian ships it, and the cgroups given.
"""

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import seccomp

PROFILE = Path("/usr/share/containers/seccomp.json")
CAPABILITIES = {
    "CAP_CHOWN": 0, "CAP_DAC_OVERRIDE": 1, "CAP_FOWNER": 3, "CAP_FSETID": 4, "CAP_KILL": 5, "CAP_SETGID": 6,
    "CAP_SETUID": 7, "CAP_SETPCAP": 8, "CAP_NET_BIND_SERVICE": 10, "CAP_NET_RAW": 13, "CAP_SYS_CHROOT": 18,
    "CAP_MKNOD": 27, "CAP_AUDIT_WRITE": 29, "CAP_SETFCAP": 31,
}  # fmt: skip
COMPARISONS = {
    "SCMP_CMP_EQ": seccomp.EQ,
    "SCMP_CMP_NE": seccomp.NE,
    "SCMP_CMP_LT": seccomp.LT,
    "SCMP_CMP_GT": seccomp.GT,
    "SCMP_CMP_MASKED_EQ": seccomp.MASKED_EQ,
}
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
PR_CAPBSET_DROP = 24


def main(root: str, cgroups: str, command: list[str]) -> None:
    for cgroup in filter(None, cgroups.split(",")):
        Path(cgroup, "cgroup.procs").write_text("0")
    rules = _filter()
    _mounts(Path(root))
    os.chroot(root)
    os.chdir("/autograder")
    rules.load()  # while we may without "no new privileges"; the profile allows what follows
    _drop_capabilities()
    os.execv(command[0], command)


def _mounts(root: Path) -> None:
    _mount("--make-rprivate", "/")
    _mount("-t", "proc", "proc", root / "proc")
    _mount("-t", "tmpfs", "-o", "mode=0755,size=1m", "tmpfs", root / "dev")
    for name in DEVICES:
        (root / "dev" / name).touch()
        _mount("--bind", Path("/dev", name), root / "dev" / name)
    (root / "dev" / "shm").mkdir()
    # Docker's default
    _mount("-t", "tmpfs", "-o", "mode=1777,size=64m", "tmpfs", root / "dev" / "shm")
    (root / "dev" / "fd").symlink_to("/proc/self/fd")


def _mount(*arguments: "str | Path") -> None:
    subprocess.run(["mount", *map(str, arguments)], check=True)


def _filter() -> "seccomp.SyscallFilter":
    rules = seccomp.SyscallFilter(defaction=seccomp.ERRNO(1))
    rules.set_attr(seccomp.Attr.CTL_NNP, 0)  # Docker does not set it, and apt's own helpers change their user
    for entry in json.loads(PROFILE.read_text())["syscalls"]:
        if not _applies(entry.get("includes") or {}, entry.get("excludes") or {}):
            continue
        allowed = entry["action"] == "SCMP_ACT_ALLOW"
        action = seccomp.ALLOW if allowed else seccomp.ERRNO(entry.get("errnoRet", 1))
        conditions = [
            seccomp.Arg(one["index"], COMPARISONS[one["op"]], one["value"], one.get("valueTwo", 0))
            for one in entry.get("args") or []
        ]
        for name in entry["names"]:
            try:
                rules.add_rule_exactly(action, name, *conditions)
            except (RuntimeError, ValueError, OSError):
                continue  # a call of another architecture, or the default again
    return rules


def _applies(includes: dict, excludes: dict) -> bool:
    wanted, unwanted = set(includes.get("caps") or []), set(excludes.get("caps") or [])
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    return (
        wanted <= set(CAPABILITIES)
        and not unwanted & set(CAPABILITIES)
        and machine in (includes.get("arches") or [machine])
        and machine not in (excludes.get("arches") or [])
    )


def _drop_capabilities() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for number in range(64):
        if number not in CAPABILITIES.values() and libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0) != 0:
            break  # past the last that this kernel knows
    kept = sum(1 << number for number in CAPABILITIES.values())
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    # effective, permitted, inheritable: of the lower 32, then of the upper
    sets = (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0)
    if libc.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
