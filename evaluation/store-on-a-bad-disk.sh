#!/bin/sh
# What ingesting does on a disk that is full, and in a directory that may not be written: a plain error, the store whole.
# Needs the right to mount (root on Linux). Usage: evaluation/store-on-a-bad-disk.sh path/to/detente FILE…
set -eu
program=$1
shift
room=$(mktemp -d)
trap 'umount "$room" 2>/dev/null || true; rmdir "$room"' EXIT
mount -t tmpfs -o size=2m tmpfs "$room"

echo "-- a disk of two megabytes"
if "$program" ingest "$@" --store "$room/store" --batch 8; then
    echo "the input was too small to fill the disk"
    exit 1
fi
"$program" store check --store "$room/store"

echo "-- with room again it goes on, and ends as if nothing had happened"
mount -o remount,size=256m "$room"
"$program" ingest "$@" --store "$room/store"
"$program" store check --store "$room/store"
"$program" ingest "$@" --store "$room/undisturbed"
test "$("$program" store digest --store "$room/store")" = "$("$program" store digest --store "$room/undisturbed")"
echo "the digests are equal"

echo "-- a directory that may not be written"
before=$("$program" store digest --store "$room/store")
mount -o remount,ro "$room"
if "$program" ingest "$@" --store "$room/store"; then
    echo "it was written all the same"
    exit 1
fi
test "$("$program" store digest --store "$room/store")" = "$before"
echo "it is still read, and holds what it held"
