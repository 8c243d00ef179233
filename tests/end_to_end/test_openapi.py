"""Every address answers as /openapi.json says, whatever it is sent: made-up requests to the real servers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from knowledge.rulebook import Rulebook
from tests.conftest import Running
from tests.dialogues.client import Talk

pytestmark = pytest.mark.servers

EXAMPLES = 25
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
CHAT = "/webhooks/rest/webhook"
ERRORS = {"400", "401", "404", "413", "422", "429", "503"}


@pytest.fixture
def schema(running: Running) -> BaseSchema:
    return schemathesis.openapi.from_url(f"{running.url}/openapi.json")


def test_every_decision_is_as_described(schema: BaseSchema, running: Running, rulebook: Rulebook) -> None:
    described = schema["/api/decide"]["POST"]
    for procedure in rulebook.procedures():
        facts = {fact.id: fact.values[-1] for fact in procedure.facts if fact.is_asked}
        for known in ({}, facts):
            body = {"procedure": procedure.id, "facts": known}
            _validate(described, httpx.post(f"{running.url}/api/decide", json=body, trust_env=False))


@pytest.mark.parametrize(
    "messages",
    [
        (
            "en elev blir fryst ut",
            "en annen elev",
            "nei",
            "hvorfor?",
            "dine svar",
            "lag meldeskjema",
            "i dag",
        ),
        ("en elev slår en annen med kniv", "hvor mange dager borte før rektor skal vite det?", "mer"),
        ("får elevene frukt?", "skriv et dikt", "årshjul", "mine utkast", "slett dataene mine"),
    ],
)
def test_a_conversation_is_as_described(
    schema: BaseSchema, running: Running, messages: Sequence[str]
) -> None:
    described, talk = schema[CHAT]["POST"], Talk(running.url)
    for message in messages:
        body = {"sender": talk.sender, "message": message}
        _validate(described, httpx.post(f"{running.url}{CHAT}", json=body, timeout=20, trust_env=False))


def _validate(described: APIOperation[Any, Any, Any, Any], response: httpx.Response) -> None:
    assert response.status_code == 200, response.text
    described.validate_response(response)


def test_the_same_message_id_is_answered_once(running: Running) -> None:
    """A client that sends again gets the very answer, buttons and all, and the conversation has not moved on."""

    def say(message: str, message_id: str) -> Any:
        metadata = {"message_id": message_id}
        body = {"sender": "gjentakelse", "message": message, "metadata": metadata}
        return httpx.post(f"{running.url}{CHAT}", json=body, timeout=20, trust_env=False).json()

    say("en elev blir fryst ut", "m1")
    first = say("en annen elev", "m2")
    assert first[0]["custom"]["question"]["fact"] == "alvorlig"
    assert say("en annen elev", "m2") == first
    assert say("nei", "m3")[0]["custom"]["decision"]["outcome"] == "meld_rektor"


def test_every_address_says_how_it_refuses_and_rasas_own_is_not_told_of(running: Running) -> None:
    description = httpx.get(f"{running.url}/openapi.json", trust_env=False).json()
    assert CHAT in description["paths"]
    assert "/actions" not in description["paths"]
    for path, methods in description["paths"].items():
        for operation in methods.values():
            assert set(operation["responses"]) >= ERRORS, path


def test_every_answer_to_made_up_requests_is_as_described(schema: BaseSchema) -> None:
    """Both requests that the description allows and requests that it does not."""
    complaints = [
        complaint
        for found in schema.get_all_operations()
        for mode in GenerationMode
        if (complaint := _complaint(found.ok(), mode))
    ]
    assert complaints == []


def _complaint(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode) -> str | None:
    """What an operation does wrong, and the smallest request that shows it."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def answers_as_described(case: Case) -> None:
        case.call_and_validate(checks=CHECKS, timeout=20)

    try:
        answers_as_described()
    except FailureGroup as group:
        return f"{operation.label} ({mode.value}): " + "\n".join(str(each) for each in group.exceptions)
    except Unsatisfiable:
        pass  # what takes nothing in can't be sent anything wrong
    return None
