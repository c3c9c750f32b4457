"""What can be on record of a person besides identity and movements: one table of kinds.

Identity, reason, authority and contact as practice note 1.2 wants them, and what accrues in custody
(1.3). Each is a fact of the person; one "of the stay" counts only in the stay in which it was
recorded (domain note 4.8: a readmission starts without a rating).
"""

from wingterm.domain.particular_fields import Field, Judge, Keyed, Kind
from wingterm.domain.roles import Group

DAYS_BACK = 7
"""How far back an alert may begin (domain note 4.9)."""


def kind_of(fact: str) -> Kind | None:
    """Give the kind of a fact of the ledger; None for one that is no particular."""
    return KINDS.get(fact.partition(".")[0])


def _text(name: str, label: str, most: int = 80, *, required: bool = False) -> Field:
    return Field(name, label, most=most, required=required)


def _code(
    name: str, label: str, codes: str, *, required: bool = False, known: bool = False
) -> Field:
    """Give a field of a code; `known` where nothing can be done with an unknown one."""
    return Field(
        name,
        label,
        Judge.CODE,
        codes=codes,
        required=required or known,
        may_be_unknown=not known,
    )


def _day(name: str, label: str, *, past: bool = True, required: bool = False) -> Field:
    return Field(name, label, Judge.PAST_DAY if past else Judge.DAY, required=required)


def _yes_no(name: str, label: str) -> Field:
    return Field(name, label, Judge.YES_NO)


def _number(name: str, label: str, most: int) -> Field:
    return Field(name, label, Judge.NUMBER, most=most)


_SIGNED = Field("signature", "Signature", Judge.WORD, words=("signed", "refused"))
_WITNESS = _text("witness", "Witness")
_COMMENT = _text("comment", "Comment", 1000)
_AUTHORISED = _text("authorised_by", "Authorised by")

_IDENTITY = (
    Kind(
        "alias", "Alias", Group.IDENTITY,
        (
            Field("last_name", "Last name", Judge.NAME, required=True, may_be_unknown=False),
            Field("first_name", "First name", Judge.NAME, may_be_unknown=False),
            _day("date_of_birth", "Date of birth"),
        ),
        Keyed.NUMBER,
    ),
    Kind("title", "Title", Group.IDENTITY, (_code("title", "Title", "titles", required=True),)),
    Kind(
        "gender", "Self-perceived gender", Group.IDENTITY,
        (_text("gender", "Gender", required=True),),
    ),
    Kind(
        "photo", "Photograph", Group.IDENTITY,
        (_text("reference", "Reference", required=True), _day("taken", "Taken on")),
    ),
    Kind(
        "mark", "Distinguishing mark", Group.IDENTITY,
        (
            _text("type", "Type of mark"),
            _text("where", "Where on the body"),
            _text("description", "Description", 240, required=True),
        ),
        Keyed.NUMBER,
    ),
    Kind(
        "ethnicity", "Ethnicity", Group.PROTECTED,
        (_code("ethnicity", "Ethnicity", "ethnicity_codes", required=True),),
    ),
    Kind(
        "religion", "Religion", Group.PROTECTED,
        (_code("religion", "Religion", "religion_codes", required=True),),
    ),
    Kind(
        "nationality", "Nationality", Group.PROTECTED,
        (_text("nationality", "Nationality", required=True),),
        Keyed.NUMBER,
    ),
    Kind(
        "id", "Identity number", Group.IDENTITY,
        (Field("value", "Number", most=40, required=True, may_be_unknown=False),),
        Keyed.CODE, codes="identifier_types",
        # A warning, not a number of anybody.
        not_keys=frozenset({"SHARED ALIAS"}),
    ),
)  # fmt: skip

_REASON = (
    Kind(
        "offence", "Offence", Group.LEGAL,
        (
            _text("description", "Offence", 240, required=True),
            _text("code", "Code of the offence", 20),
            _day("date", "Date of the offence"),
            _yes_no("main", "Main offence"),
        ),
        Keyed.NUMBER, of_stay=True,
    ),
    Kind(
        "authority", "Authority that ordered it", Group.LEGAL,
        (
            _text("issued_by", "Issued by", required=True),
            _text("reference", "Reference", required=True),
            _day("dated", "Date of the order", required=True),
            _text("type", "Type of order"),
            _code("court", "Court", "courts"),
        ),
        of_stay=True,
    ),
    Kind(
        "arrest", "Arrest", Group.LEGAL,
        (
            _day("date", "Date"), Field("time", "Time of day", Judge.CLOCK),
            _text("place", "Place", 120),
        ),
        of_stay=True,
    ),
    Kind(
        "legal-status", "Imprisonment status", Group.LEGAL,
        (_code("status", "Imprisonment status", "imprisonment_statuses", known=True),),
        of_stay=True,
    ),
    Kind(
        "sentence", "Sentence", Group.LEGAL,
        (
            _day("imposed", "Imposed on", required=True),
            _code("band", "Band", "imprisonment_status_bands"),
            _number("years", "Years", 99), _number("months", "Months", 1200),
            _number("days", "Days", 36_500), _code("court", "Court", "courts"),
        ),
        Keyed.NUMBER, of_stay=True,
    ),
    Kind(
        "date", "Sentence date", Group.LEGAL,
        (
            _day("date", "Calculated date", past=False), _day("override", "Override", past=False),
            _text("calculated_by", "Calculated by"), _text("checked_by", "Checked by"),
        ),
        Keyed.CODE, of_stay=True, codes="release_date_types",
    ),
    Kind(
        "release-date", "Confirmed release date", Group.LEGAL,
        (
            Field("date", "Date", Judge.DAY, required=True, may_be_unknown=False),
            _text("confirmed_by", "Confirmed by"),
        ),
        of_stay=True,
    ),
    Kind(
        "hearing", "Hearing", Group.LEGAL,
        (
            Field("when", "When", Judge.INSTANT, required=True), _code("court", "Court", "courts"),
            _text("about", "What it is about", 120), _text("outcome", "Outcome", 240),
        ),
        Keyed.NUMBER, of_stay=True,
    ),
    Kind(
        "lawyer", "Legal representation", Group.LEGAL,
        (_text("name", "Name", required=True), _text("firm", "Firm"), _text("phone", "Telephone")),
        Keyed.NUMBER, of_stay=True,
    ),
)  # fmt: skip

_SAFETY = (
    Kind(
        "category", "Security category", Group.RISK,
        (
            _code("category", "Category", "security_categories", known=True),
            _day("review", "Next review", past=False),
        ),
        of_stay=True,
    ),
    Kind(
        "csra", "Cell sharing risk assessment", Group.RISK,
        (
            _code("level", "Level", "csra_levels", known=True),
            _yes_no("provisional", "Provisional"),
            Field("at_risk", "Who is at risk", most=240, may_be_unknown=False),
            _text("vulnerabilities", "Vulnerabilities", 240),
        ),
        of_stay=True,
    ),
    Kind(
        "incentive", "Incentive level", Group.RISK,
        (
            _code("level", "Level", "incentive_levels", known=True),
            Field("next_review", "Next review", Judge.DAY, may_be_unknown=False),
        ),
        of_stay=True,
    ),
    Kind(
        "alert", "Alert", Group.RISK,
        (
            Field("start", "Active from", Judge.DAY, may_be_unknown=False),
            Field("end", "Active to", Judge.DAY, may_be_unknown=False), _COMMENT, _AUTHORISED,
        ),
        Keyed.CODE, codes="alert_codes",
    ),
    Kind(
        "na", "Non-association", Group.NON_ASSOCIATIONS,
        (
            _code("restriction", "Restriction", "non_association_restrictions", known=True),
            _code("reason", "Reason", "non_association_reasons", known=True),
            _code("role", "Role", "non_association_roles", known=True),
            _code("other_role", "Role of the other", "non_association_roles", known=True),
            Field("comment", "Comment", most=1000, required=True, may_be_unknown=False),
            _AUTHORISED,
        ),
        Keyed.PERSON,
    ),
    Kind(
        "injury", "Injury or complaint of ill-treatment", Group.INJURIES,
        (
            _text("description", "What is seen or said", 1000, required=True),
            _yes_no("complaint", "Complaint of ill-treatment"), _text("seen_by", "Seen by"),
        ),
        Keyed.NUMBER, of_stay=True,
    ),
    Kind(
        "charge", "Charge under prison discipline", Group.RISK,
        (
            _text("description", "What is charged", 240, required=True),
            Field("when", "When it happened", Judge.INSTANT), _text("finding", "Finding", 120),
            _text("sanction", "Sanction", 240),
        ),
        Keyed.NUMBER, of_stay=True,
    ),
    # Without a last day: a hold that lapsed by itself would let the record go unasked.
    Kind(
        "hold", "Legal hold", Group.LEGAL,
        (
            Field("reason", "Why it must be kept", most=240, required=True, may_be_unknown=False),
            _text("reference", "Reference"), _day("review", "Look again on", past=False),
        ),
        Keyed.NUMBER,
    ),
)  # fmt: skip

_CONTACT = (
    Kind(
        "property", "Property", Group.PROPERTY,
        (
            _text("description", "What it is", 240, required=True),
            _number("quantity", "How many", 9999),
            Field(
                "held", "Where it is", Judge.WORD,
                words=("stored", "in possession", "handed out"),
            ),
            _SIGNED, _WITNESS,
        ),
        Keyed.NUMBER, of_stay=True,
    ),
    Kind(
        "seal", "Property seal", Group.PROPERTY,
        (
            _text("number", "Seal number", 40, required=True),
            _text("holds", "What it holds", 240), _SIGNED, _WITNESS,
        ),
        Keyed.NUMBER, of_stay=True,
    ),
    Kind(
        "contact", "Contact", Group.CONTACTS,
        (
            _text("name", "Name", required=True), _text("relationship", "Relationship"),
            _text("phone", "Telephone"), _text("address", "Address", 240),
            _yes_no("next_of_kin", "Next of kin"), _yes_no("emergency", "Emergency contact"),
        ),
        Keyed.NUMBER,
    ),
    Kind(
        "family", "Family", Group.FAMILY,
        (
            _text("name", "Name", required=True), _text("relationship", "Relationship"),
            _number("age", "Age", 120), _day("date_of_birth", "Date of birth"),
            _text("whereabouts", "Whereabouts", 240),
            _text("custody", "Custody or guardianship", 240),
        ),
        Keyed.NUMBER,
    ),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.word: kind for kind in (*_IDENTITY, *_REASON, *_SAFETY, *_CONTACT)}
"""All kinds of particulars by their word, in the order in which they are shown."""
