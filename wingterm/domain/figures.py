"""How figures are written in lists, on sheets and in pictures."""


def with_sign(difference: int) -> str:
    """Give a difference with its sign; where there is none, a bare 0."""
    return f"{difference:+d}" if difference else "0"
