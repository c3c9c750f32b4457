#!/bin/sh
# Compare who is in the prison with what another system says.
#
#   reconcile.sh OTHER.csv
#
# OTHER.csv has a header with `number` and, if cells are to be compared, `cell`. Prints who is only
# here, only there, and whose cells differ, sorted. Who has
# no cell has an empty one. Ends with 0: the same; 1: something differs; any
# other code is wingterm's, or 2 where OTHER.csv cannot be used. It changes nothing and mails nothing.
set -eu

[ "$#" -eq 1 ] || { echo "usage: reconcile.sh OTHER.csv" >&2; exit 2; }
[ -r "$1" ] || { echo "reconcile.sh: $1 cannot be read." >&2; exit 2; }

# Names and cells lie there while it runs.
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Into a file, not a pipe: a pipe would hide the code of a run that failed, and an empty answer would
# read as an empty prison. 1 means here that something differs, so it may not come from wingterm.
wingterm list population --csv > "$work/here.csv" || {
    code=$?
    [ "$code" -ne 1 ] || code=70
    exit "$code"
}

# Number and cell of each row, by the header; the name of the cell's column is given. Fields in quotes may hold commas.
cells() {
    tr -d '\r' < "$1" | awk -v name="$2" '
        function fields(text,   at, c, quoted, n) {
            split("", f); n = 1; f[1] = ""; quoted = 0
            for (at = 1; at <= length(text); at++) {
                c = substr(text, at, 1)
                if (c == "\"") quoted = !quoted
                else if (c == "," && !quoted) f[++n] = ""
                else f[n] = f[n] c
            }
            return n
        }
        NR == 1 {
            sub(/^\357\273\277/, "")
            n = fields($0)
            for (i = 1; i <= n; i++) column[tolower(f[i])] = i
            if (!("number" in column)) exit 2
            next
        }
        /[^ \t]/ {
            fields($0)
            cell = name in column ? f[column[name]] : "?"
            print toupper(f[column["number"]]) "," toupper(cell)
        }
        END { if (!NR) exit 2 }
    '
}
# Their own cell, also of those who are at work or at court.
cells "$work/here.csv" bed_cell > "$work/here"
cells "$1" cell > "$work/there" || { echo "reconcile.sh: $1 has no column number." >&2; exit 2; }

# "?" is a cell that the other system does not say.
awk -F, '
    FILENAME == ARGV[1] { here[$1] = $2; next }
    { there[$1] = $2 }
    END {
        for (n in here) if (!(n in there)) print "only here: " n " " here[n]
        for (n in there) {
            if (!(n in here)) print "only there: " n " " there[n]
            else if (there[n] != "?" && there[n] != here[n])
                print "cell differs: " n " here " here[n] ", there " there[n]
        }
    }
' "$work/here" "$work/there" | LC_ALL=C sort > "$work/differs"
cat "$work/differs"
[ ! -s "$work/differs" ] || exit 1
