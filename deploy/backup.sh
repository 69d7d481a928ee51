#!/bin/sh
# Write layers/, data/ and feeds/ of a root into one dated archive, whole or not at all: backup.sh ROOT FOLDER
set -eu
root=${1:?root that holds layers/ and data/}; folder=${2:?folder for archives}
name="libya-map-$(date -u +%Y%m%dT%H%M%SZ).tar.gz"
part="$folder/.$name.part"
trap 'rm -f "$part"' EXIT
set -- layers data
[ ! -d "$root/feeds" ] || set -- "$@" feeds
tar --create --gzip --dereference --file "$part" --directory "$root" "$@"
gzip --test "$part"
mv "$part" "$folder/$name"
echo "$folder/$name"
