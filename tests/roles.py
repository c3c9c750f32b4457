"""Who may do what and is told what: the whole table once more, as literals, not derived from it."""

ACTIONS = (
    "read", "verify",
    "register", "identity", "number", "record", "end-record",
    "receive", "recall", "recapture", "arrive", "cancel-transfer",
    "move", "swap", "elsewhere", "back",
    "court-out", "absence-out", "hospital-out", "transfer-out", "redirect", "release",
    "escape", "abscond", "fail-to-return", "death", "remove-body", "discharge-hospital",
    "correct",
    "capacity", "marks", "out-of-use", "into-use", "certificate",
    "establishment", "settings", "place", "close", "convert", "officer",
    "open-check", "count", "recount", "welfare", "explain", "take-over-check",
    "declare", "abandon-check", "escalate-check",
    "check-plan",
    "export",
    "factor", "sign-on",
    "merge", "unmerge", "disclose",
    "backup",
    "hold", "retention", "erase",
)  # fmt: skip
TABLE = {
    #                   rv rinre rrrac mseb cahtrr eafdrd c cmoic espcco ocrwet dae p x fsmu dbhre
    "wing-officer":    "yy nnnyy nnnnn yyyy nnnnnn ynnynn y nnnnn nnnnnn yyyyyy nny n n ynnn nnnnn",
    "reception":       "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y nnnnn nnnnnn yyyyyy nny n n ynyy nnnnn",
    "orderly-officer": "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y nnnnn nnnnnn yyyyyy yyy n n ynyy nnnnn",
    "duty-governor":   "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y yyyyy nnnnnn yyyyyy yyy y n ynyy ynynn",
    "auditor":         "yy nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n ynnn nnnnn",
    "administrator":   "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y yyyyy yyyyyy yyyyyy yyy y y ynyy yyyyy",
    "script":          "yy yyyyy yyyyy yyyy yyyyyy yyyyyy y nnnnn nnnnnn ynnnnn nnn n n nnnn nynnn",
    "shared-terminal": "nn nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n nynn nnnnn",
    "nobody":          "nn nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n nnnn nnnnn",
    "":                "nn nnnnn nnnnn nnnn nnnnnn nnnnnn n nnnnn nnnnnn nnnnnn nnn n n nnnn nnnnn",
}  # fmt: skip
"""Each role with y or n for each action, in their order."""

GROUPS = (
    "identity", "location", "legal", "risk", "non-associations",
    "protected", "property", "contacts", "family", "injuries",
    "officers", "access-log",
)  # fmt: skip
SEEN = {
    #                   illrn ppcfi oa
    "wing-officer":    "yyyyy yyynn yn",
    "reception":       "yyyyy yyyyy yn",
    "orderly-officer": "yyyyy yyyyy yn",
    "duty-governor":   "yyyyy yyyyy yy",
    "auditor":         "yyyyy nynnn yy",
    "administrator":   "yyyyy yyyyy yy",
    "script":          "yyyyy nynnn nn",
    "shared-terminal": "nnnnn nnnnn nn",
    "nobody":          "nnnnn nnnnn nn",
    "":                "nnnnn nnnnn nn",
}  # fmt: skip
"""Each role with y or n for each group of fields, in their order."""
