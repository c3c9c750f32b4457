"""One request under judgement: what verbs share when they look for reasons against it."""

from collections.abc import Collection, Iterable

from wingterm.domain.entries import MOVE, Entry, Kind, canonical
from wingterm.domain.outcomes import Decision, Objection, Warning
from wingterm.domain.people import FieldRefused, parse_prison_number
from wingterm.domain.places import INSIDE, OUT, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.remedies import REMEDIES
from wingterm.domain.requests import AboutPerson, Move, Release, Request
from wingterm.domain.situation import Person, Place, Situation
from wingterm.domain.standing import REGISTER_ESTABLISHMENT, Standing
from wingterm.domain.text import TextRefused, guard, safe_line
from wingterm.domain.times import FAR, shown_full

COMMENT_MAX = 240
"""Longest comment (domain note 6.1, rule 6)."""

HAPPENED_MAX = 4000
"""Longest account of what happened at a cell move (domain note 3.4, rule 9)."""

DETAIL_MAX = 8000
"""Most characters of an entry's detail as it is kept; beyond ASCII a character takes several."""

SENTENCE_MAX = 2000
"""Longest reason; the people of one cell need no more."""

NOTHING_MORE = canonical({})
"""Detail of most movements."""

NOBODY = 0
"""No person's id."""


class Case:
    """Collects every objection and warning against one request, then gives the decision."""

    __slots__ = ("at", "comment", "objections", "request", "situation", "warnings")

    def __init__(
        self, situation: Situation, request: Request, *, may_be_to_come: bool = False
    ) -> None:
        """Take up a request in a situation; its time and comment are judged at once."""
        self.situation = situation
        self.request = request
        self.objections: list[Objection] = []
        self.warnings: list[Warning] = []
        self.at = situation.now if request.at is None else request.at
        longest = HAPPENED_MAX if isinstance(request, Move) else COMMENT_MAX
        self.comment = request.comment and self.text(request.comment, "comment", longest)
        if self.at > situation.now and not may_be_to_come:
            self._against_future()

    def against(self, code: str, sentence: str, remedy: str = "", field: str = "") -> None:
        """Add a reason against the request."""
        # What was typed is said again: it may hold anything, and any amount of it.
        said = safe_line(sentence)
        if len(said) > SENTENCE_MAX:
            said = f"{said[:SENTENCE_MAX]} ... and so on."
        next_step = remedy or REMEDIES.get(code, "")
        self.objections.append(Objection(code, said, next_step, safe_line(field)))

    def warn(self, code: str, sentence: str) -> None:
        """Add something that must be acknowledged."""
        self.warnings.append(Warning(code, sentence))

    def text(self, text: str, field: str, longest: int) -> str:
        """Give a typed text as it may be kept; object to what may not."""
        if not text:
            return text
        try:
            return guard(text, field, longest)
        except TextRefused as refused:
            self.against("text", str(refused), "Type it again without that character.", field)
            return ""

    def shown(self, instant: int, *, seconds: bool = False) -> str:
        """Give an instant in the local time of the acting prison."""
        return shown_full(instant, self.zone, seconds=seconds)

    @property
    def zone(self) -> str:
        """The time zone of the acting prison."""
        prison = self.situation.prisons.get(self.request.prison)
        return prison.timezone if prison else "Europe/London"

    def _against_future(self) -> None:
        """Object to a time that has not come yet (domain note 6.1, rule 2)."""
        self.against(
            "in-future",
            f"{self.shown(self.at)} has not come yet; it is {self.shown(self.situation.now)}.",
            "Give the time at which it happened.",
            "at",
        )

    def prison(self, *, or_register: bool = False) -> Prison | None:
        """Give the acting prison; the register itself only where `or_register` lets it act."""
        prison = self.situation.prisons.get(self.request.prison)
        if prison and prison.id == REGISTER_ESTABLISHMENT and not or_register:
            prison = None
        if prison is None:
            self.against(
                "unknown-prison",
                f"There is no prison {self.request.prison} in this register.",
                "Choose one that `wingterm prisons` lists.",
                "prison",
            )
        return prison

    def person(
        self, name: str, field: str = "person", *, merged_too: bool = False
    ) -> Person | None:
        """Give the person of a prison number, or of line N for `+N`.

        A record that is merged into another is objected to, unless `merged_too`.
        """
        person = self.situation.people.get(name)
        if person is None and not name.startswith("+"):
            try:
                name = parse_prison_number(name)
            except FieldRefused as refused:
                self.against("number", str(refused), field=field)
                return None
            person = self.situation.people.get(name)
        if person is None:
            self.against(
                "unknown-person",
                f"Nobody in this register has the number {name}.",
                "Look them up with `wingterm find`, or make a record for them first.",
                field,
            )
        elif person.same_as and not merged_too:
            self.against(
                "merged",
                f"{person.shown} is the same person as {person.same_as}.",
                f"Use the number {person.same_as}.",
                field,
            )
            return None
        return person

    def subject(self, *, merged_too: bool = False) -> Person | None:
        """Give the person that the request is about; see `person`."""
        assert isinstance(self.request, AboutPerson)
        return self.person(self.request.person, merged_too=merged_too)

    def follows(self, person: Person | None) -> None:
        """Object to a time before the person's last movement (domain note 6.1, rule 3)."""
        if person is None:
            return
        assert person.whereabouts is not None
        since = person.whereabouts.standing.since
        if self.at < since:
            close = self.shown(self.at) == self.shown(since)
            self.against(
                "before-last",
                f"{self.shown(self.at, seconds=close)} is before the last movement of "
                f"{person.shown}, which was at {self.shown(since, seconds=close)}.",
                "Give a later time, or correct the later movements and enter them again in order.",
                "at",
            )

    def place_of(self, person: Person) -> Place:
        """Give the place where a person now is."""
        assert person.whereabouts is not None
        return self.situation.place_of[person.whereabouts.standing.place]

    def where(self, person: Person) -> str:
        """Say where a person now is, in words."""
        place = self.place_of(person)
        prison = self.situation.prison_of(place.establishment)
        if place.kind is PlaceKind.OUTSIDE:
            return "outside, in no prison's care"
        if place.kind is PlaceKind.EN_ROUTE:
            return f"on the way to {prison.name}"
        if place.kind is PlaceKind.AT_LARGE:
            return f"at large from {prison.name}"
        if place.kind in OUT:
            return f"out: {place.name.lower()}, from {prison.name}"
        return f"in {place.code}, {prison.name}"

    def inside(self, person: Person | None, prison: Prison | None, field: str = "person") -> bool:
        """Whether a person is inside a prison; object when not. Nobody is, without objection."""
        return self.among(INSIDE, person, prison, field)

    def among(
        self,
        kinds: Collection[PlaceKind],
        person: Person | None,
        prison: Prison | None,
        field: str = "person",
    ) -> bool:
        """Whether a person is in a place of some kinds of a prison, alive; object when not."""
        if person is None or prison is None:
            return False
        place = self.place_of(person)
        if place.kind in kinds and place.establishment == prison.id:
            return self.alive(person, field)
        out = place.kind in OUT and place.establishment == prison.id
        remedy = "Check the number; a movement is recorded by the prison that holds the person."
        if out:
            let_go = isinstance(self.request, Release)
            remedy = "Record that they came back first"
            remedy += "; or say that they are let go there (--without-return)." if let_go else "."
        self.against(
            "is-out" if out else "not-inside",
            f"{person.shown} is not in {prison.name}: they are {self.where(person)}.",
            remedy,
            field,
        )
        return False

    def alive(self, person: Person, field: str = "person") -> bool:
        """Whether a person is alive; object when they died: the record stays as it is."""
        if person.origin.verb not in ("death", "remove-body"):
            return True
        self.against(
            "died",
            f"{person.shown} is recorded as having died.",
            "If that is a mistake, correct it first.",
            field,
        )
        return False

    def reason(self, kind: str, code: str) -> str:
        """Give `TYPE-CODE` of an active reason; object to an unknown or inactive one."""
        code = code.strip().upper()
        reason = self.situation.codes.get(kind, code)
        if reason is None or not reason.active:
            typed = code or "(empty)"
            self.against(
                "reason",
                f"Reason {typed} is no longer in use."
                if reason
                else f"There is no reason {typed} of type {kind}.",
                f"`wingterm codes {kind}` lists the reasons in use.",
                "reason",
            )
        return f"{kind}-{code}"

    def escort(self, code: str) -> str:
        """Give the code of an escort in use; object to an unknown or inactive one (note 6.2)."""
        code = code.strip().upper()
        if not code:
            return ""
        known = self.situation.codes.list("escort_codes").get(code)
        if known is None or not known.active:
            self.against(
                "escort",
                f"{code} is not the code of an escort in use.",
                "`wingterm codes escort_codes` lists them.",
                "escort",
            )
        return code

    def place(self, prison: Prison | None, code: str, field: str) -> Place | None:
        """Give a place of a prison by its code."""
        if prison is None:
            return None
        code = code.strip().upper()
        place = self.situation.places.get((prison.id, code))
        if place is None:
            self.against(
                "unknown-place",
                f"{prison.name} has no place {code or '(empty)'}.",
                "`wingterm places` lists its places.",
                field,
            )
        return place

    def in_use(self, place: Place, field: str) -> bool:
        """Whether a place is in use from the time of the act on; object when it is not."""
        line = (place, *self.situation.above(place))
        for each in line:
            for span in each.facts:
                closed = span.fact == "status" and span.value["status"] != "ACTIVE"
                if closed and span.end > self.at:
                    since = self.shown(span.start)
                    until = "on" if span.end == FAR else f"until {self.shown(span.end)}"
                    self.against(
                        "out-of-use",
                        f"{each.code} is not in use from {since} {until} ({span.value['status']}).",
                        "Choose another place, or bring it back into use first.",
                        field,
                    )
                    return False
        return True

    def detail(self, **more: object) -> str:
        """Give the canonical detail of an entry: comment, acknowledgements, what the verb adds."""
        held: dict[str, object] = {
            name: value for name, value in more.items() if value not in ("", None)
        }
        if self.comment:
            held["comment"] = self.comment
        if self.warnings:
            held["acknowledged"] = self.answers()
        kept = canonical(held) if held else NOTHING_MORE
        if len(kept) > DETAIL_MAX:
            self.against("too-long", "That is more than can be kept.", "Say it shorter.", "comment")
        return kept

    def answers(self) -> list[list[str]]:
        """Give the officer's answers to the warnings of the case: code and reason of each."""
        codes = {warning.code for warning in self.warnings}
        return [[a.code, a.reason] for a in self.request.acknowledged if a.code in codes]

    def movement(
        self,
        person: Person,
        prison: Prison,
        place: int,
        bed: int,
        reason: str = "",
        *,
        verb: str = "",
        **more: object,
    ) -> Entry:
        """Give the entry that takes a person to a place and bed at the time of the act."""
        assert person.whereabouts is not None
        before = person.whereabouts.standing
        return Entry(
            MOVE,
            verb or self.request.verb,
            prison.id,
            self.at,
            reason,
            self.detail(**more),
            person.id,
            person.whereabouts.pseq + 1,
            before,
            Standing(place, bed, self.at, before.depth + 1),
        )

    def fact(
        self,
        establishment: int,
        subject_kind: str,
        subject: int,
        fact: str,
        value: dict[str, object],
    ) -> Entry:
        """Give the entry that says something is so from the time of the act on."""
        return Entry(
            kind=Kind.FACT,
            verb=fact,
            establishment=establishment,
            occurred_at=self.at,
            detail=canonical(value),
            subject_kind=subject_kind,
            subject=subject,
            fact=fact,
        )

    def decision(self, entries: Iterable[Entry], said: str) -> Decision:
        """Close the case: the entries, or the objections when there are any."""
        if self.objections:
            return Decision(objections=tuple(self.objections))
        return Decision(tuple(entries), (), tuple(self.warnings), said)

    def refused(self) -> Decision:
        """Close a case that cannot go on."""
        assert self.objections
        return Decision(objections=tuple(self.objections))
