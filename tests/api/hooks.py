"""Lets schemathesis past the front door: most of what it makes up is well-formed and yet nothing that a platform
could use, so that it would only ever see refusals. Half of its bodies get values that are taken, and half of its
requests for a connection ask for one that there is."""

import random
import uuid

import schemathesis

# The same numbers at each run, so that a finding can be repeated.
dice = random.Random(1)
made = []


def made_up():
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


@schemathesis.hook
def before_call(context, case, kwargs):
    meta = case.meta.generation.mode.value if case.meta is not None else "positive"
    if meta == "negative":
        return
    # A key is for one submission. With the example's, nearly all would be refused as another body under it.
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = made_up()
    if dice.random() < 0.5:
        return
    # A chain of requests has an id of its own to follow.
    if made and "id" in (case.path_parameters or {}) and case.meta.phase.name.value != "stateful":
        case.path_parameters["id"] = dice.choice(made)
    body = case.body
    if isinstance(body, dict) and "tenantId" in body:
        body["cloud"] = "AzureCloud"
        body["tenantId"] = made_up()
        body["clientId"] = made_up()
        body["scopes"] = [f"/subscriptions/{made_up()}"]
        body["credential"] = {"kind": "secret", "clientSecret": "b5d2e8f1-0c3a-4697-9d4e-8a1b7c6f5e20"}
        body.pop("extras", None)


@schemathesis.hook
def after_call(context, case, response):
    if case.operation.definition.raw.get("operationId") == "create" and response.status_code in (201, 202):
        made.append(response.json()["id"])
        del made[:-20]
