"""The user guide as files, out of the chapters that the app shows: `python -m scripts.guide`.

``docs/handleiding.md`` is Dutch, ``docs/guide.md`` English. A test fails while they say something else than the app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.pictures import FOLDER
from scripts.translations import english
from webapp.chapter import Chapter
from webapp.features import chapters
from webapp.guide.privacy import QUESTIONS, TERMS

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 240

Words = Callable[[str], str]


def guides() -> dict[Path, str]:
    """The text of each file."""
    catalogue = english()

    def translated(text: str) -> str:
        found = catalogue.get(text)
        return str(found.string) if found and found.string else text

    return {
        DOCS / "handleiding.md": "\n".join(_lines("Handleiding", "Privacy", "Hoe lang bewaren we het?", str)),
        DOCS / "guide.md": "\n".join(_lines("User guide", "Privacy", "How long do we keep it?", translated)),
    }


def _lines(title: str, privacy: str, how_long: str, words: Words) -> Iterator[str]:
    yield from (f"# {title}", "")
    for chapter in chapters():
        yield from _chapter(chapter, words)
    yield from (f"## {privacy}", "")
    for question, answers in QUESTIONS:
        yield from (f"**{words(question)}**", "", *(line for answer in answers for line in (words(answer), "")))
    yield from (f"**{how_long}**", "")
    yield from (f"- {words(what)}: {words(one.words)} ({words(one.source)})" for what, one in TERMS)
    yield ""


def _chapter(chapter: Chapter, words: Words) -> Iterator[str]:
    title = words(chapter.title)
    yield from (f"## {title}", "", words(chapter.lead), "")
    if chapter.picture:
        picture = FOLDER / f"{chapter.picture}-360-light.webp"
        yield from (f'<img src="{picture.relative_to(DOCS)}" width="{WIDTH}" alt="{title}">', "")
    yield from (f"{n}. {words(step)}" for n, step in enumerate(chapter.steps, 1))
    yield ""


if __name__ == "__main__":
    for path, text in guides().items():
        path.write_text(text)
