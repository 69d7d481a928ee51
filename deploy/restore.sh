#!/bin/sh
# Check an archive, then put it in place of layers/, data/ and feeds/: restore.sh ARCHIVE ROOT. What was there stays beside it.
set -eu
archive=${1:?archive of backup.sh}; root=${2:?root to restore}
python=${PYTHON:-.venv/bin/python}
new=$(mktemp -d "$root/.restored.XXXXXX")
trap 'rm -rf "$new"' EXIT
tar --extract --gzip --file "$archive" --directory "$new" --no-same-owner
"$python" -m geo.check "$new" >&2
old="$root/before-$(date -u +%Y%m%dT%H%M%SZ)"
mkdir "$old"
for name in layers data feeds; do
  [ -e "$new/$name" ] || continue
  [ ! -e "$root/$name" ] || mv "$root/$name" "$old/$name"
  mv "$new/$name" "$root/$name"
  chmod -R u+rwX,go+rX "$root/$name"
done
echo "$root is restored; what was there is in $old"
