"""A day of every command that answers as JSON, with its options, typed at a small register.

A line that begins with `!` is refused or not understood; `@EXI` types it at that prison. `{dir}` is
a folder of the test's own, `{last}` the number of the newest entry of an act. `$` begins the name
of a file in the folder, which is then spoilt; what stands behind `<` is sent by a pipe. Every line
comes a minute after the one before. A word with a star is the file that it stands for.
"""

READS = """
keys
keys --screen landing
keys --check
find a
find A1001AA
find "Arden, Robin"
find 12/04/1990
find A-1-001
find zzzz
find - < Arden
goto A1001AA
goto a1001
goto overdue
kinds
drafts
codes
codes REL
codes alert_codes
bulk template
bulk template move
bulk list
check list
check list --missed --since 2026-03-01
check history
check chart
check chart --days 3
check due
check plan
roll
roll --level landing
roll --level cell
roll --all
roll --as-of "2026-03-02 08:00" --known-at "2026-03-02 08:30"
roll --all --as-of "2026-03-02 08:00" --known-at "2026-03-02 08:30"
monthly
monthly --all
monthly --as-of "2026-03-02 08:00" --known-at "2026-03-02 08:30"
roll-days
roll-days --days 2 --wing A
occupancy
occupancy --level landing
list population
list in-today
list out-today
list incoming
list overdue
list court
list without-order
list beds-in-use
map A
map A-1
daily-state
daily-state --date yesterday
evacuation
cells
cells --under A-1 --room
cells --as-of "2026-03-02 08:00"
cell-history A-1-001
prisons
prison-settings
prison-settings --as-of "2026-03-02 08:00"
places
officer list
officer roles
verify
print roll-sheet
print roll-sheet --wing A --pdf {dir}/roll.pdf --force
print daily-state
print movements
print count-sheet
about
completion bash
completion zsh
completion fish
"""
"""What reads, at a register where nobody is yet and at one where all of the day has happened."""

BEFORE = """
person create Arden Robin --born 1990-04-12 --sex M --number A1001AA
person create Birch Robin --born 1990-04-12 --sex M --number A1002AA
person create Cedar Robin --born 1990-04-12 --sex M --number A1003AA
person create Dogwood Robin --born 1990-04-12 --sex M --number A1004AA --at "yesterday 19:00"
receive A1001AA A-1-001 --authority "Leeds Crown Court"
receive A1002AA A-1-002 --authority "Leeds Crown Court"
receive A1003AA --authority "Leeds Crown Court"
"""
"""What every story begins with."""

STORIES = ("MORNING", "CHECKS", "PLACES", "BULK", "WHOLE")
READ_AFTER = ("MORNING",)
"""Stories after which everything that reads is typed once more."""

MORNING = """
person create Elm Kim --born 1970-01-02 --sex F --number A1005AA
person create Fir --temporary
person number TMP0001
person amend A1005AA --last Elmer
person merge A1004AA --into A1002AA --why "same prints"
show A1002AA
history A1002AA
disclose A1004AA --dry-run
show A1002AA A1003AA
person unmerge A1004AA --why "other prints"
!person merge A1004AA --into A1004AA --why "same prints"
officer show tester
officer factor tester --stdin < 748162
officer lock tester
officer unlock tester
!person create Arden Robin --born 1990-04-12 --sex M
!person create Gorse Lee --born 1990-13-40 --sex M
receive A1005AA --hold-until "2026-03-03 12:00"
show A1005AA
show - < A1005AA
list without-order
daily-state
places signed 5
receive A1004AA --authority "Leeds Crown Court" --at "yesterday 20:00"
daily-state --date yesterday
record A1001AA alert --key XA comment="sets fires"
record A1001AA contact name="Kim Example" next_of_kin=yes
record A1001AA csra level=STANDARD
record A1001AA na --key A1002AA restriction=WING reason=THREAT role=VICTIM \
  other_role=PERPETRATOR comment="at work" authorised_by="A Governor"
!record A1001AA alert
end A1001AA alert --key XA --why "reviewed, no longer needed"
move A1003AA A-1-003 --comment "asked for"
move A1003AA A-1-003
!move A1003AA A-1-001
!move A1003AA A-1-999
!move A1005AA A-1-002
!move Z9999ZZ RECP
swap A1001AA A1003AA --ack non-association=known
!swap A1001AA A1003AA
elsewhere A1001AA WORKSHOP --request-id mine
elsewhere A1001AA WORKSHOP --request-id mine
receipt mine
!receipt nobodys
back A1001AA
court A1001AA --to "Leeds Crown Court" --due 17:30 --escort P
back A1001AA
absence A1001AA --to home --reason C3 --due 15:00
fail-to-return A1001AA --yes
recapture A1001AA RECP
hospital A1001AA --to "York Hospital" --officers "K. Hale"
show A1001AA
back A1001AA
escape A1001AA --yes
!escape A1001AA
recapture A1001AA
abscond A1001AA --yes
list at-large
recapture A1001AA
transfer out A1001AA --to EXI --coach GX12 --yes
show A1001AA
!transfer redirect A1001AA --to NTI
transfer redirect A1001AA --to EXI
transfer cancel A1001AA
transfer out A1001AA A1003AA --to EXI --coach GX12 --yes
find Arden
@EXI list incoming
@EXI roll
@EXI transfer arrive --coach GX12
show A1001AA
@EXI release A1001AA --reason CR --yes
!@EXI release A1003AA --reason CR
@EXI recall A1001AA --authority "Secretary of State" --ack csra=known
@EXI discharge-hospital A1001AA --to "Rampton Hospital" --yes
death A1005AA --found-by "K. Hale" --yes
remove-body A1005AA --yes
correct A1005AA --why "wrong person" --last 2
correct A1005AA --why "was in a cell by then" --again "receive A-1-003 authority unknown"
!correct A1005AA --why x --last 9
move A1002AA RECP
correct A1002AA --why "wrong person"
cell-history A-1-002
!show A1001AA Z9999ZZ
particulars A1001AA
particulars A1001AA --as-of "2026-03-02 09:08"
disclose A1001AA --dry-run
disclose A1001AA --to {dir}/copy.txt --recipient "Robin Arden"
!disclose A1001AA --to {dir}/copy.txt --recipient "Robin Arden"
history A1001AA
history A1005AA
show A1005AA
!show Z9999ZZ
!history Z9999ZZ
court A1002AA --to "Leeds Crown Court" --due 17:30 --escort P
show A1002AA
show A1001AA A1002AA
daily-state
drafts
"""

CHECKS = """
officer appoint jdoe --name "J. Doe" --role orderly-officer
officer appoint kroe --name "K. Roe" --role wing-officer
officer appoint kroe --name "K. Roe" --role wing-officer --ends now
officer show kroe
!officer appoint lroe --name "L. Roe" --role cook
check times lock-up "09:30" --late 20 --clear 45 --welfare yes
check times unlock "09:25" --late 5
check times midday ""
!check times lock-up 25:00
check units {dir}/units.csv
check units --usual
!check units {dir}/none.csv
!check units {dir}/faulty.csv
court A1002AA --to "Leeds Crown Court" --due 17:30
check open lock-up
!check open lock-up
!check open tea
check due
check show
elsewhere A1001AA WORKSHOP --at 09:15
check show --unit A
check hints
check submit A 0 --by jdoe --how name --missing A1001AA
!check submit A 1 --by nobody
!check submit --file {dir}/faulty.csv
check show
check show --unit A
check recount A 0 --by tester --how name --missing A1001AA
check responses A 0
check explain A A1001AA --missing --why "at visits, told by the officer"
check explain A A1001AA --withdraw --why "was in the shower"
check hints
check hints --unit A
check submit RECP 2 --by jdoe --how name --extra unknown --responses 1 --no-response A1003AA
check explain RECP unknown --extra --why "no number yet"
check submit --file {dir}/counts.csv
back A1002AA
check take-over --why "relieved at 22:00"
check show
check show --unit A
!check declare --name "Test Officer"
check explain A A1001AA --missing --why "in the workshop after all"
check declare --name "Test Officer" --ack without-response=known
check show
check show --unit RECP
print check 1
check open lock-up
check escalate 2 --why "still one short after two counts"
check abandon 2 --why "fire alarm, everybody moved"
!check declare 2 --name "Test Officer"
check show 2
check list
check list --kind lock-up --since 2026-03-01
check list --officer tester
check list --missed --since 2026-02-27
check list --missed
check history
check chart
check due
check plan
print check 2
!check show 99
"""
"""Roll checks, with two people in A and one at reception."""

PLACES = """
places add CHAPEL --kind AREA --name Chapel
places add A-1-009 --kind CELL --cna 1 --working 1 --maximum 2
!places add A-1-009 --kind CELL --cna 1 --working 1 --maximum 2
places rename CHAPEL "The chapel"
places rename CHAPEL "The church"
correct-fact WTI-{last} --why "typed for the wrong place"
!correct-fact WTI-9999 --why "typed for the wrong place"
places capacity A-1-009 --cna 1 --working 2 --maximum 2
places signed 5
places mark A-1-009 specialist=DRY
places certificate-request A-1-009 --change "two more places" --reference C7
places certificate-settle A-1-009 --approved --decision "as asked"
places out-of-use A-1-009 --reason DAMAGED --description "water" --until 2027-03-31
places
places into-use A-1-009
places convert A-1-009 --to OFFICE
places close CHAPEL --why "knocked through"
places load {dir}/places.csv
!places load {dir}/faulty.csv
!places load {dir}/none.csv
places
cells
prison-settings --set explain_moves=yes
!prison-settings --set nothing=yes
prison-open NEW --name "HMP New" --request-id new
prison-open DMX --name "HMP Exchange" --places {dir}/places.csv --people {dir}/people.csv --expect 1
!prison-open DMY --name "HMP Other" --places {dir}/places.csv --people {dir}/faulty.csv
!prison-open DMX --name "HMP Exchange"
"""
"""What places are, and other prisons."""

BULK = """
bulk run {dir}/moves.csv --verb move --dry-run
!bulk run {dir}/moves.csv --verb move
!bulk run {dir}/moves.csv --verb fly
!bulk run {dir}/none.csv
bulk run {dir}/moves.csv --verb move --confirm 2
bulk run {dir}/moves.csv --verb move
bulk run {dir}/wrong.csv
bulk run {dir}/wrong.csv --dry-run --faults {dir}/faults.csv
bulk run {dir}/wrong.csv --each --confirm 4
bulk run {dir}/wrong.csv --each
bulk run {dir}/wrong.csv
bulk run {dir}/warned.jsonl --verb move
bulk list
bulk show moves.csv
bulk show wrong.csv
!bulk show none
"""
"""Files of rows."""

WHOLE = """
export {dir}/out
export {dir}/plain --no-csv
!export {dir}/out
$ plain/person.jsonl
contingency {dir}/packs --no-pdf
contingency {dir}/packs --keep 1
contingency {dir}/packs --check
contingency {dir}/packs --check --all
$ packs/WTI-*/evacuation.txt
contingency {dir}/packs --check
!contingency {dir}/none --check
!contingency {dir}/packs --all
backup --to {dir}/backups
backup --to {dir}/backups --keep 1
!backup --to {dir}/backups --keep 0
!backup --to {dir}/units.csv
restore {dir}/backups/*.db --to {dir}/again/register.db --dry-run
restore {dir}/backups/*.db --to {dir}/again/register.db
!restore {dir}/backups/*.db --to {dir}/again/register.db
!restore {dir}/none.db --to {dir}/again/another.db
upgrade
person create Gone Ann --born 1950-01-02 --sex F --number A1008AA --at "1990-01-01 09:00"
person create Held Bea --born 1951-01-02 --sex F --number A1009AA --at "1990-01-01 09:00"
record A1009AA hold reason=inquest
retention set unused 7 --why "schedule of 2026"
!retention set unused x --why "schedule of 2026"
retention show
retention run --dry-run
!retention run --confirm 5
retention run --confirm 1
verify --checkpoint {dir}/heads.json
verify --against {dir}/heads.json
log --person A1001AA
log --officer tester --kind consultation --limit 3
!log
!log --person Z9999ZZ
!verify --against {dir}/none.json
drafts
drafts throw-away left-1 --yes
!drafts throw-away left-1 --yes
!list nothing
!roll --level house
!codes nothing
!completion tcsh
!map NONE
!cell-history NONE
"""
"""What is about the register as a whole, and the rest."""

HOME = """
init --prison WTI --name "HMP Wingterm" --places {dir}/places.csv \
  --people {dir}/people.csv --dry-run
!init --prison WTI --name "HMP Wingterm" --places {dir}/places.csv --people {dir}/faulty.csv
!init --prison WTI --name "HMP Wingterm" --places {dir}/places.csv \
  --people {dir}/people.csv --expect 9
!roll
init --prison WTI --name "HMP Wingterm" --places {dir}/places.csv \
  --people {dir}/people.csv --expect 1
--store {dir}/copy/register.db import {dir}/out --dry-run
--store {dir}/copy/register.db import {dir}/out
!--store {dir}/copy/register.db import {dir}/out
!--store {dir}/other/register.db import {dir}/packs
--store {dir}/other/register.db import {dir}/plain
"""
"""What makes a register, where there is none; `{dir}` is that of WHOLE."""

FILES = {
    "units.csv": "unit,name,places\nA,A wing,A\nRECP,,\n",
    "counts.csv": "unit,counted,by,how\nWORKSHOP,0,jdoe,door\n",
    "places.csv": "code,kind,name,cna,working,maximum\nC,WING,C wing,,,\nC-1,LANDING,,,,\n"
    "C-1-001,CELL,,1,1,2\n",
    "people.csv": "last_name,first_name,date_of_birth,sex,cell\nYew,Kit,1970-02-03,M,C-1-001\n",
    "faulty.csv": "nonsense,more\nA,x\n",
    "moves.csv": "number,cell\nA1001AA,A-1-003\nA1003AA,A-1-001\n",
    "wrong.csv": "verb,number,cell,to\nmove,Z9999ZZ,RECP,\nfly,A1001AA,,\n"
    "transfer-out,A1001AA,,EXI\nmove,A1002AA,B-9,\n",
    "warned.jsonl": '{"number": "A1003AA", "cell": "A-1-002"}\n',
}
"""Files that are named above, in the folder `{dir}`."""
