"""Reading the policy file: what happened to pieces, and what answers it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from estimator.policy.entries import check_some, read_codes, read_words
from estimator.policy.fields import CODE, Fields
from estimator.policy.label import Language
from estimator.policy.offer import Material, Remedy, Service, Symptom
from estimator.policy.suggestions import shown
from estimator.policy.texts import Texts


def read_symptoms(
    top: Fields, services: Mapping[str, Service], materials: Mapping[str, Material], texts: Texts
) -> tuple[Symptom, ...]:
    """Return the symptoms; a policy may have none."""
    symptoms = []
    codes: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {language: {} for language in Language}
    for fields in top.optional_tables("symptoms"):
        with fields:
            symptom = Symptom(
                code=_code(fields, codes),
                drawing=fields.optional("drawing", fields.text),
                label=fields.label("label"),
                text=texts.read(fields, "text"),
                remedy=(remedy := fields.enum("remedy", Remedy)),
                services=_services(fields, remedy, services),
                material=fields.optional("material", fields.one_of, materials, "material") or None,
                words=_words(fields, words),
            )
        symptoms.append(symptom)
    return tuple(symptoms)


def _code(fields: Fields, codes: dict[str, str]) -> str:
    code = fields.text("code")
    if code and not CODE.fullmatch(code):
        fields.note("code", "code", "use small letters, digits and single hyphens for a code.")
    _once(fields, "code", code, codes)
    return code


def _services(fields: Fields, remedy: Remedy, services: Mapping[str, Service]) -> tuple[str, ...]:
    if remedy is not Remedy.REPAIR:
        if fields.has("services"):
            message = f"'{remedy.value}' leads to no service. Leave this out, or write 'repair'."
            fields.note("services", "choice", message)
        return ()
    chosen = read_codes(fields, "services", services, some=True)
    return tuple(code for code in services if code in chosen)


def _words(fields: Fields, taken: dict[str, dict[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the words by language; nobody can look for one that leads to two symptoms."""
    words = {}
    with fields.table("words", "the words people use, as words.en and words.ja") as table:
        for language in Language:
            written = []
            for _, word in read_words(table, language):
                _once(table, language, _as_typed(word), taken[language])
                written.append(word)
            check_some(table, language)
            words[language.value] = tuple(written)
    return words


def _as_typed(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _once(fields: Fields, key: str, name: str, taken: dict[str, str]) -> None:
    """Note a name that is there already."""
    owner = taken.setdefault(name, fields.at(key)) if name else fields.at(key)
    if owner != fields.at(key):
        message = f"{owner} has {shown(name)} already. Write each once."
        fields.note(key, "twice", message)
