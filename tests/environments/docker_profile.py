"""Run a program as Docker would by default: its fourteen capabilities and its profile of system calls.

    /usr/bin/python3 docker_profile.py PROFILE [--without-landlock] PROGRAM ARGUMENT...

It runs on the system's own Python, where the bindings of libseccomp are, and imports nothing of ours.
"""

import ctypes
import json
import os
import platform
import sys
from pathlib import Path

import seccomp

CAPABILITIES = {
    "CAP_CHOWN": 0,
    "CAP_DAC_OVERRIDE": 1,
    "CAP_FOWNER": 3,
    "CAP_FSETID": 4,
    "CAP_KILL": 5,
    "CAP_SETGID": 6,
    "CAP_SETUID": 7,
    "CAP_SETPCAP": 8,
    "CAP_NET_BIND_SERVICE": 10,
    "CAP_NET_RAW": 13,
    "CAP_SYS_CHROOT": 18,
    "CAP_MKNOD": 27,
    "CAP_AUDIT_WRITE": 29,
    "CAP_SETFCAP": 31,
}
ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
COMPARISONS = {
    "SCMP_CMP_EQ": seccomp.EQ,
    "SCMP_CMP_NE": seccomp.NE,
    "SCMP_CMP_LT": seccomp.LT,
    "SCMP_CMP_LE": seccomp.LE,
    "SCMP_CMP_GT": seccomp.GT,
    "SCMP_CMP_GE": seccomp.GE,
    "SCMP_CMP_MASKED_EQ": seccomp.MASKED_EQ,
}
EPERM, ENOSYS = 1, 38
# the containers' profile lets a container make namespaces; Docker's own does not, unless CAP_SYS_ADMIN is there
NAMESPACES = "unshare setns mount umount umount2 pivot_root fsopen fsmount fsconfig fspick open_tree move_mount".split()
NAMESPACE_FLAGS = 0x7E020000
DROP_FROM_BOUNDING_SET = 24


def applies(rule: dict) -> bool:
    """Say whether a rule of the profile is in force with these capabilities on this machine."""
    wanted, unwanted = rule.get("includes") or {}, rule.get("excludes") or {}
    capable = set(wanted.get("caps") or ()) <= set(CAPABILITIES)
    here = ARCHITECTURE in (wanted.get("arches") or [ARCHITECTURE])
    excluded = set(unwanted.get("caps") or ()) & set(CAPABILITIES) or ARCHITECTURE in (unwanted.get("arches") or ())
    return capable and here and not excluded


def restrict_calls(profile: dict, landlock: bool) -> None:
    """Load the profile's filter; calls that this libseccomp has no name for stay refused."""
    restricted = seccomp.SyscallFilter(seccomp.ERRNO(EPERM))
    restricted.add_rule(seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, NAMESPACE_FLAGS, 0))
    restricted.add_rule(seccomp.ERRNO(ENOSYS), "clone3")
    for rule in filter(applies, profile["syscalls"]):
        allows = rule["action"] == "SCMP_ACT_ALLOW"
        action = seccomp.ALLOW if allows else seccomp.ERRNO(rule.get("errnoRet", EPERM))
        conditions = [
            seccomp.Arg(one["index"], COMPARISONS[one["op"]], one["value"], one.get("valueTwo", 0))
            for one in rule.get("args") or ()
        ]
        for name in rule["names"]:
            if known(name) and not decided(name) and (allows or conditions):
                restricted.add_rule(action, name, *conditions)
    for name in ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"):
        restricted.add_rule(seccomp.ALLOW if landlock else seccomp.ERRNO(ENOSYS), name)
    # Docker leaves it off; with it, programs could not gain capabilities at all
    restricted.set_attr(seccomp.Attr.CTL_NNP, 0)
    restricted.load()


def decided(name: str) -> bool:
    """Say whether a system call is decided here, and not by the profile."""
    return name in (*NAMESPACES, "clone", "clone3") or name.startswith("landlock_")


def known(name: str) -> bool:
    """Say whether libseccomp knows a system call of this architecture by that name."""
    return seccomp.resolve_syscall(seccomp.Arch(), name) >= 0


def restrict_capabilities() -> None:
    """Leave this process and what it starts Docker's capabilities."""
    libc = ctypes.CDLL(None, use_errno=True)
    for number in range(64):
        if number not in CAPABILITIES.values():
            # past the last capability that the kernel has, it refuses
            libc.prctl(DROP_FROM_BOUNDING_SET, number, 0, 0, 0)
    mask = sum(1 << number for number in CAPABILITIES.values())
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    kept = (ctypes.c_uint32 * 6)(mask, mask, 0, 0, 0, 0)
    if libc.capset(header, kept) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def main(arguments: list) -> None:
    profile = json.loads(Path(arguments[0]).read_text())
    landlock = arguments[1] != "--without-landlock"
    command = arguments[1:] if landlock else arguments[2:]
    restrict_calls(profile, landlock)
    restrict_capabilities()
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
