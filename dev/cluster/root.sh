#!/usr/bin/env bash
# Runs a command in a mount namespace whose root can share its mounts: in a chroot the root is no mount, so make it one first.
set -euo pipefail

if ! mountpoint -q /; then
  mount --rbind / /mnt
  exec chroot /mnt "$@"
fi
exec "$@"
