#!/bin/sh
# The arrows of lint/README.md as a grep: each room includes only the rooms it may.
srcdir=${srcdir:-.}
cd "$srcdir" || exit 99
status=0

# room: the rooms it may include (itself always)
table='base:
diag:base
xml:base diag
value:base
rng:base diag xml
xpath:base
rule:base diag xml value xpath
suppress:base diag xml
report:base diag
cli:base diag xml value rng xpath rule suppress report'

fail() { echo "layers: $*" >&2; status=1; }

for row in $(echo "$table" | tr ' ' ','); do
  room=${row%%:*} may=$(echo "${row#*:}" | tr ',' ' ')
  for file in lint/"$room"/*.[ch]; do
    [ -e "$file" ] || continue
    for included in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
      case " $room $may " in
        *" $included "*) ;;
        *) fail "$file includes $included/, which $room/ may not" ;;
      esac
    done
    case $room in
      xml|rng|xpath|rule|suppress) ;;
      *) grep -q '#include <libxml/' "$file" && fail "$file includes libxml, which only xml/, rng/, xpath/ and rule/ may" ;;
    esac
    [ "$file" = lint/base/yaml.c ] || ! grep -q '#include <yaml.h>' "$file" || fail "$file includes yaml.h"
  done
done

# No element name of domain XML stands in C: a sample of names that could only mean the format.
names='memballoon|hostdev|currentMemory|maxMemory|numatune|cputune|virtio-mem|nvdimm|virtio-pmem|memoryBacking|iothreads|vcpupin'
found=$(grep -nE "\"[^\"]*\b($names)\b[^\"]*\"" lint/*.[ch] lint/*/*.[ch]) && fail "element names in C:
$found"

# Files stay small.
for file in lint/*.[ch] lint/*/*.[ch]; do
  [ "$(wc -l <"$file")" -le 500 ] || fail "$file has more than 500 lines"
done
exit $status
