import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

NUMBERS = {
    # memfd_create, userfaultfd, bpf, perf_event_open, add_key, inotify_init1, fanotify_init, signalfd4, timerfd_create,
    # io_setup, open_by_handle_at, process_vm_readv, kcmp, seccomp, personality, sched_setaffinity, setpriority
    'x86_64': (319, 323, 321, 298, 248, 294, 300, 289, 283, 206, 304, 310, 312, 317, 135, 203, 141),
    'aarch64': (279, 282, 280, 241, 217, 26, 262, 74, 85, 0, 265, 270, 272, 277, 92, 122, 140),
}
HAD = [number for number in NUMBERS[os.uname().machine] if libc.syscall(number, 0, 0, 0, 0, 0) >= 0]


def vault(x):
    print('GOT IT' if HAD else 'refused')
    return x


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
