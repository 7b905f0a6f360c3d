"""What holds of masking whatever the answer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from theme_mining.language.mask import KINDS, Masker

MASKER = Masker()
PIECES = st.sampled_from(
    [
        "Liisa", "Virtanen", "virtaselle", "Toivo", "ja", "soita", "t.", "M.", "Lahti", "ry", "-", "040", "123", "4567",
        "050-1234567", "131052-308T", "@", "matti at firma piste fi", "a@b.fi", "FI21 1234 5600 0007 85", "Koivukuja 4",
        "00530", "Helsinki", "synt.", "1.1.1980", "www.x.fi/liisa", "[nimi]", "[nimi-2]", "[", "]", "\n", ":n", "–",
        "Fatima",
    ]
)  # fmt: skip
ANSWERS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=10).map("".join)
)


@settings(max_examples=120, deadline=None)
@given(ANSWERS)
def test_masking_is_idempotent(answer):
    once = MASKER.mask(answer)
    assert MASKER.mask(once[0]) == once


@settings(max_examples=80, deadline=None)
@given(ANSWERS)
def test_spans_are_the_tags_in_order(answer):
    masked, spans = MASKER.mask(answer)
    at = 0
    for span in spans:
        assert at <= span.start
        assert span.kind in KINDS
        assert masked[span.start : span.end].startswith(f"[{span.kind}")
        assert masked[span.end - 1] == "]"
        at = span.end


@settings(max_examples=80, deadline=None)
@given(ANSWERS)
def test_what_is_outside_the_tags_stands_in_the_answer_in_order(answer):
    masked, spans = MASKER.mask(answer)
    at, last = 0, 0
    for start, end in [*((s.start, s.end) for s in spans), (len(masked), len(masked))]:
        piece = masked[last:start]
        at = answer.index(piece, at) + len(piece)
        last = end
