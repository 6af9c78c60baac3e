"""own_mounts.py CMD…  runs CMD in this process's mount namespace, which must be new, cut off from the host's.

What is mounted from now on is not seen on the host. In a chroot the root is no mount, which containers need: it is made one.
"""

import ctypes
import os
import sys

MS_BIND, MS_REC, MS_SLAVE, CLONE_NEWNS, MNT_DETACH = 0x1000, 0x4000, 0x80000, 0x20000, 2
libc = ctypes.CDLL(None, use_errno=True)


def check(result):
    if result != 0:
        number = ctypes.get_errno()
        sys.exit(f"error: the mounts of the cluster cannot be prepared: {os.strerror(number)}")


def mount(source, target, kind, flags):
    check(libc.mount(source, target, kind, flags, None))


def root_is_mount():
    with open("/proc/self/mountinfo") as mounts:
        return any(line.split()[4] == "/" for line in mounts)


def main():
    root = os.open("/", os.O_RDONLY)
    in_chroot = not root_is_mount()
    # Entering the namespace again leads to its own root, where alone the mounts can be cut off.
    check(libc.setns(os.open("/proc/self/ns/mnt", os.O_RDONLY), CLONE_NEWNS))
    mount(b"none", b"/", None, MS_REC | MS_SLAVE)
    os.fchdir(root)
    if in_chroot:
        mount(b".", b"mnt", None, MS_BIND | MS_REC)
        os.chdir("mnt")
        # The whole namespace has to move: a process that enters a container later starts at the namespace's root.
        check(libc.pivot_root(b".", b"."))
        check(libc.umount2(b".", MNT_DETACH))
    os.chroot(".")
    mount(b"proc", b"/proc", b"proc", 0)
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
