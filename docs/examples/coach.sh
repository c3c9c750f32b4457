#!/bin/sh
# A coach: send everybody of a list, or take them in at the other end.
#
#   coach.sh out LIST PRISON COACH COUNT   LIST: a prison number a line
#   coach.sh in  LIST COACH COUNT          LIST: NUMBER or NUMBER,CELL a line
#
# Blank lines of LIST and those that begin with # are passed over. COUNT is how many were counted at
# the coach: taken from the list it would prove nothing. WINGTERM_PRISON says which prison acts. The
# file that is made, what was planned and the receipt stay beside LIST.
set -eu

usage() {
    sed -n '4,5s/^#  *//p' "$0" >&2
    exit 2
}

[ "$#" -ge 1 ] || usage
way=$1
shift
case $way in
out) [ "$#" -eq 4 ] || usage; list=$1 to=$2 coach=$3 count=$4 verb=transfer-out ;;
in) [ "$#" -eq 3 ] || usage; list=$1 to='' coach=$2 count=$3 verb=transfer-arrive ;;
*) usage ;;
esac
# These become a part of a file's name and fields of it.
case "$to$coach$count" in
*[!A-Za-z0-9-]*) echo "coach.sh: PRISON, COACH and COUNT are letters, digits and -." >&2; exit 2 ;;
esac
[ -r "$list" ] || { echo "coach.sh: $list cannot be read." >&2; exit 2; }

# The list says who is on which coach: nobody else needs to read it.
umask 077
made=${list%.*}.$coach-$way
batch=$coach-$way-$(basename "${list%.*}")

# The columns are those of `wingterm bulk template VERB`; what is left out is the usual. Windows ends
# lines with CR.
case $way in
out) printf 'number,to,coach\n' ;;
in) printf 'number,cell\n' ;;
esac > "$made.csv"
tr -d '\r' < "$list" | awk -F, -v way="$way" -v to="$to" -v coach="$coach" '
    { gsub(/[ \t]/, "") }
    /^$/ || /^#/ { next }
    way == "out" { print $1 "," to "," coach; next }
    { print $1 "," $2 }
' >> "$made.csv"

# Reads only; shows every fault at once, else who goes where and each roll before and after. Its
# code is ours: 1 and 6 say what stands against rows.
wingterm bulk run "$made.csv" --verb "$verb" --batch "$batch" --dry-run > "$made.plan" || {
    code=$?
    cat "$made.plan"
    exit "$code"
}
cat "$made.plan"

# --confirm must be the number of rows, else nothing is done. The batch's name makes it safe to run
# this again after a lost line: what is done is not done twice.
wingterm --no-input bulk run "$made.csv" --verb "$verb" --batch "$batch" --confirm "$count" \
    --json > "$made.new" || {
    code=$?
    cat "$made.new" >&2
    rm -f "$made.new"
    exit "$code"
}
# Only a receipt of what was done gets the name of one, and the first one stays.
[ -e "$made.receipt.json" ] || cp "$made.new" "$made.receipt.json"
rm -f "$made.new"
echo "Done; the receipt is $made.receipt.json"
