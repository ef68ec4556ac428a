"""Every address of the interface: how to ask there, and what each of the cast is answered."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.api.world import LATER
from tests.conftest import NOW
from tests.warn.test_triggers import TEXT
from upstander.jobs.ladder import bundled

CAST = ("alice", "bob", "dina", "charlie", "otto", "ada")


@dataclass(frozen=True)
class Case:
    """A request as `Alice's things` allow it: `on` names what lies at {id}; statuses in the order of the cast."""

    statuses: tuple[int, ...]
    on: str = ""
    query: str = ""
    body: dict[str, Any] = field(default_factory=dict)


WHEN = LATER.isoformat()
ALERT = {
    "title": "Darfur: again",
    "text": "Columns.",
    "ask": "Move.",
    "grade": "warning",
    "confidence": "low",
    "change_our_mind": "They turn back.",
    "addresses": [{"person": "dina", "asked": "Move.", "acknowledge_by": WHEN, "decide_by": WHEN}],
}
PROMISE = {
    "promised_by": "Donors",
    "promised_to": "The district",
    "what": "Ten buses",
    "source": "Minutes",
} | dict.fromkeys(("made_on", "due_on"), "2026-11-01")
LESSON = {"expected": "A day.", "happened": "Four.", "why": "Nobody.", "change": "A deputy.", "owner": "bob"} | {
    "due_on": "2026-12-01"
}
ANSWER = {"answer": "decline", "reason": "It is far."}
OPEN = (200,) * 6
SEEN = (200, 200, 200, 404, 404, 404)
DECIDER = (403, 403, 201, 404, 404, 404)
GRADED = (200, 200, 404, 404, 403, 403)
OWNED = (200, 403, 404, 404, 404, 404)
SPAN = {"begins": NOW.isoformat(), "ends": WHEN}
SOON = (NOW + timedelta(hours=2)).isoformat()
WORKS = (200, 200, 200, 200, 403, 403)
KEEPS = (403, 200, 403, 200, 403, 403)
KEEPS_ANEW = (403, 201, 403, 201, 403, 403)

CASES: dict[tuple[str, str], Case] = {
    ("GET", "/api/watchlist"): Case(OPEN),
    ("GET", "/api/panel"): Case(OPEN, query="country=SDN&from=2025-10&to=2025-10"),
    ("GET", "/api/states"): Case(OPEN),
    ("GET", "/api/states/{iso3}"): Case(OPEN, "iso3"),
    ("GET", "/api/states/{iso3}/years"): Case(OPEN, "iso3"),
    ("GET", "/api/situations"): Case(OPEN),
    ("GET", "/api/signals"): Case(OPEN),
    ("GET", "/api/alerts"): Case(OPEN),
    ("GET", "/api/decisions"): Case(OPEN),
    ("GET", "/api/waiting"): Case(OPEN),
    ("GET", "/api/people"): Case(OPEN),
    ("GET", "/api/scorecards"): Case(OPEN),
    ("GET", "/api/notices"): Case(OPEN),
    ("GET", "/api/messages"): Case(OPEN, query="state=dead"),
    ("POST", "/api/messages/{id}/retry"): Case((403, 403, 403, 403, 403, 200), "message"),
    ("POST", "/api/alerts/{id}/receipts"): Case((200, 200, 403, 404, 404, 404), "alert"),
    ("POST", "/api/alerts/{id}/papers"): Case(
        (200, 200, 200, 404, 404, 404), "alert", body={"kind": "minister_note", "language": "fr", "format": "docx"}
    ),
    ("GET", "/api/alerts/{id}/outcomes"): Case((200, 200, 200, 404, 404, 404), "alert"),
    ("POST", "/api/alerts/{id}/outcomes"): Case(
        (201, 201, 403, 404, 404, 404), "alert", body={"happened": True, "on": "2026-11-01", "source": "The mission."}
    ),
    ("POST", "/api/reports/{year}"): Case(WORKS, body={"language": "fr", "format": "json"}),
    ("GET", "/api/wording"): Case(OPEN),
    ("PUT", "/api/wording"): Case(KEEPS, body={"wording": "neutral"}),
    ("GET", "/api/records"): Case(OPEN),
    ("GET", "/api/records/classes"): Case(OPEN),
    ("PUT", "/api/records/classes/{record_class}"): Case(
        KEEPS, body={"retention_days": 400, "disclosure": "on_request"}
    ),
    ("POST", "/api/records/{object}/hold"): Case((403, 200, 404, 404, 404, 404), body={"reason": "A court asks."}),
    ("POST", "/api/records/{object}/order"): Case((201, 201, 404, 404, 404, 404), body={"basis": "Article 17"}),
    ("POST", "/api/erasures/{id}/erase"): Case((403, 403, 404, 404, 404, 404), "erasure"),
    ("POST", "/api/records/{object}/lift"): Case((403, 400, 404, 404, 404, 404)),
    ("POST", "/api/records/{object}/classify"): Case(
        (403, 200, 404, 404, 404, 404), body={"record_class": "deliberative"}
    ),
    ("GET", "/api/situations/{id}/suspects"): Case((200, 200, 404, 404, 404, 404), "situation"),
    ("POST", "/api/situations/{id}/suspects"): Case(
        (201, 201, 404, 404, 404, 404), "situation", body={"institution": "Army", "reason": "It burnt the market."}
    ),
    ("POST", "/api/situations/{id}/suspects/{suspicion}/lift"): Case(
        (403, 200, 404, 404, 404, 404), "situation", body={"reason": "It was another."}
    ),
    ("GET", "/api/log"): Case(OPEN),
    ("GET", "/api/situations/{id}"): Case((200, 200, 404, 404, 404, 404), "situation"),
    ("GET", "/api/signals/{id}"): Case((200, 200, 404, 404, 404, 404), "signal"),
    ("GET", "/api/alerts/{id}"): Case((200, 200, 200, 404, 404, 404), "alert"),
    ("POST", "/api/alerts/{id}/ask-second"): Case((200, 200, 404, 404, 404, 404), "urgent"),
    ("POST", "/api/alerts/{id}/withhold"): Case((403, 200, 404, 404, 404, 404), "urgent", body={"reason": "Too sure."}),
    ("POST", "/api/alerts/{id}/issue-alone"): Case(
        (403, 403, 404, 404, 404, 404), "urgent", body={"despite": "Nobody can be reached."}
    ),
    ("POST", "/api/alerts/{id}/review"): Case(
        (400, 400, 400, 404, 404, 404), "alert", body={"verdict": "upheld", "reason": "It was right."}
    ),
    ("POST", "/api/alerts/{id}/take-off"): Case(
        (403, 400, 403, 404, 404, 404), "alert", body={"person": "dina", "reason": "She has left office."}
    ),
    ("POST", "/api/alerts/{id}/pass-on"): Case(
        SEEN, "alert", body={"to": "The Minister", "how": "by telephone", "at": NOW.isoformat()}
    ),
    ("POST", "/api/alerts/{id}/update"): Case(
        (201, 403, 403, 404, 404, 404), "alert", body=ALERT | {"reason": "They moved.", "factors": ["RF7"]}
    ),
    ("POST", "/api/alerts/{id}/cancel"): Case(
        (201, 201, 403, 404, 404, 404), "alert", body={"reason": "It was false."}
    ),
    ("POST", "/api/alerts/{id}/all-clear"): Case(
        (201, 201, 403, 404, 404, 404), "alert", body={"reason": "They went home."}
    ),
    ("GET", "/api/decisions/{id}"): Case((200, 200, 200, 404, 404, 404), "decision"),
    ("POST", "/api/situations"): Case(
        (201, 201, 403, 201, 403, 403),
        body={"iso3": "SDN", "title": "Kordofan", "phase": "latent", "reason": "It may come."},
    ),
    ("POST", "/api/situations/{id}/phase"): Case(
        (200, 200, 404, 404, 404, 404), "situation", body={"phase": "imminent", "reason": "They are here."}
    ),
    ("POST", "/api/situations/{id}/grants"): Case(
        (201, 403, 404, 404, 404, 404),
        "situation",
        body={"person": "dina", "reason": "She must know.", "expires_at": WHEN},
    ),
    ("POST", "/api/grants/{id}/revoke"): Case((200, 403, 404, 404, 404, 404), "grant"),
    ("POST", "/api/signals"): Case(
        (201, 201, 404, 404, 404, 404), body={"situation": "situation", "title": "Smoke", "text": "More smoke."}
    ),
    ("POST", "/api/signals/{id}/close"): Case(
        (200, 200, 404, 404, 404, 404), "signal", body={"reason": "It was a harvest fire."}
    ),
    ("POST", "/api/alerts"): Case((201, 403, 404, 404, 404, 404), body={"situation": "situation", **ALERT}),
    ("PUT", "/api/alerts/{id}"): Case((200, 403, 404, 404, 404, 404), "draft", body=ALERT),
    ("POST", "/api/alerts/{id}/sign"): Case((403, 200, 404, 404, 404, 404), "draft"),
    ("POST", "/api/alerts/{id}/issue"): Case((403, 200, 404, 404, 404, 404), "draft"),
    ("POST", "/api/alerts/{id}/acknowledge"): Case((403, 403, 200, 404, 404, 404), "alert"),
    ("POST", "/api/alerts/{id}/decisions"): Case((403, 403, 201, 404, 404, 404), "alert", body=ANSWER),
    ("GET", "/api/alerts/{id}/answers"): Case(SEEN, "handed"),
    ("POST", "/api/alerts/{id}/refer"): Case(DECIDER, "alert", body={"to": "erik", "reason": "His ministry."}),
    ("POST", "/api/alerts/{id}/need-more"): Case(
        DECIDER, "alert", body={"what": "Who commands?", "of": "bob", "due_at": SOON, "reason": "It decides."}
    ),
    ("POST", "/api/alerts/{id}/dissents"): Case((201, 201, 201, 404, 404, 404), "alert", body={"text": "No."}),
    ("POST", "/api/alerts/{id}/clearances"): Case(
        (400, 201, 404, 404, 404, 404), "draft", body={"people": ["alice"], "what": "Is it right?", "until": WHEN}
    ),
    ("POST", "/api/alerts/{id}/recorded"): Case(
        (403, 201, 403, 404, 404, 404),
        "alert",
        body={
            "person": "dina",
            "answer": "act",
            "medium": "paper",
            "given_at": NOW.isoformat(),
            "reference": "17",
            "witness": "alice",
        },
    ),
    ("POST", "/api/referrals/{id}/accept"): Case((403, 403, 403, 404, 404, 404), "referral"),
    ("POST", "/api/referrals/{id}/return"): Case(
        (403, 403, 403, 404, 404, 404), "referral", body={"reason": "Not ours."}
    ),
    ("POST", "/api/referrals/{id}/withdraw"): Case((403, 403, 200, 404, 404, 404), "referral"),
    ("GET", "/api/inquiries/{id}"): Case(SEEN, "inquiry"),
    ("POST", "/api/inquiries/{id}/answer"): Case((403, 200, 403, 404, 404, 404), "inquiry", body={"text": "He does."}),
    ("POST", "/api/dissents/{id}/reply"): Case((403, 200, 403, 404, 404, 404), "dissent", body={"text": "We know."}),
    ("POST", "/api/clearances/{id}/object"): Case(
        (403, 200, 404, 404, 404, 404), "clearance", body={"reason": "One source."}
    ),
    ("POST", "/api/recorded/{id}/witness"): Case((200, 403, 403, 404, 404, 404), "recorded"),
    ("POST", "/api/recorded/{id}/confirm"): Case((403, 403, 200, 404, 404, 404), "recorded"),
    ("POST", "/api/recorded/{id}/dispute"): Case(
        (403, 403, 200, 404, 404, 404), "recorded", body={"reason": "I said no such thing."}
    ),
    ("POST", "/api/decisions/{id}/supersede"): Case(
        (403, 403, 201, 404, 404, 404), "decision", body={**ANSWER, "why": "I read it wrongly."}
    ),
    ("GET", "/api/situations/{id}/options"): Case(
        (200, 200, 404, 404, 404, 404), "situation", query="sphere=bilateral"
    ),
    ("POST", "/api/situations/{id}/judgements"): Case(
        (201, 201, 404, 404, 404, 404), "situation", body={"input": "will", "value": "no", "reason": "They said so."}
    ),
    ("GET", "/api/duty"): Case(WORKS),
    ("GET", "/api/drills"): Case(OPEN),
    ("POST", "/api/drills"): Case(KEEPS_ANEW, body={"case": "kenya-2007", "seats": {"desk_head": "bob"}}),
    ("GET", "/api/drills/{id}"): Case((200, 200, 404, 404, 404, 404), "drill"),
    ("POST", "/api/drills/{id}/start"): Case((403, 200, 404, 404, 404, 404), "drill"),
    ("POST", "/api/drills/{id}/pause"): Case((403, 400, 404, 404, 404, 404), "drill"),
    ("POST", "/api/drills/{id}/resume"): Case((403, 400, 404, 404, 404, 404), "drill"),
    ("POST", "/api/drills/{id}/stop"): Case((403, 200, 404, 404, 404, 404), "drill"),
    ("POST", "/api/duty/shifts"): Case(KEEPS_ANEW, body={"person": "alice", "role": "analyst", **SPAN}),
    ("POST", "/api/duty/hours"): Case(
        KEEPS_ANEW,
        body={
            "role": "analyst",
            "days": [0, 1],
            "begins": "08:00",
            "ends": "16:00",
            "zone": "Africa/Khartoum",
            "person": "alice",
            "holidays": "KE",
        },
    ),
    ("POST", "/api/duty/leaves"): Case((201, 201, 201, 201, 403, 403), body=SPAN),
    ("POST", "/api/duty/swaps"): Case(
        (201, 403, 403, 403, 403, 403), body={"taker": "charlie", "role": "analyst", **SPAN}
    ),
    ("POST", "/api/duty/{entry}/{verb}"): Case(KEEPS),
    ("GET", "/api/authorities"): Case(WORKS),
    ("POST", "/api/authorities"): Case(
        (403, 201, 201, 201, 403, 403),
        body={
            "purpose": "lane",
            "person": "alice",
            "instrument": "Decree 5.",
            "given_by": "The minister",
            "grades": ["imminent"],
            "content": "That it waits.",
            **SPAN,
        },
    ),
    ("POST", "/api/authorities/{authority}/revoke"): Case((403, 200, 200, 200, 403, 403), body={"reason": "It ended."}),
    ("GET", "/api/ladder/rules"): Case(WORKS),
    ("PUT", "/api/ladder/rules"): Case(KEEPS, body={"rules": json.loads(bundled())["generic_ladder"]}),
    ("GET", "/api/threads"): Case(OPEN),
    ("GET", "/api/threads/{id}"): Case((200, 200, 404, 404, 404, 404), "thread"),
    ("POST", "/api/threads/{id}/take"): Case((200, 200, 404, 404, 404, 404), "thread", body={"step": "acknowledge"}),
    ("POST", "/api/threads/{id}/enter"): Case(OWNED, "taken", body={"step": "acknowledge", "text": "I ring them."}),
    ("POST", "/api/threads/{id}/renew"): Case(OWNED, "taken", body={"step": "acknowledge", "text": "They ring back."}),
    ("POST", "/api/threads/{id}/finish"): Case(OWNED, "taken", body={"step": "acknowledge"}),
    ("POST", "/api/threads/{id}/grade"): Case(GRADED, "thread", body={"grade": "warning"}),
    ("POST", "/api/threads/{id}/mark-imminent"): Case(GRADED, "thread"),
    ("POST", "/api/threads/{id}/open-lane"): Case((400, 400, 404, 404, 403, 403), "thread"),
    ("POST", "/api/threads/{id}/close-lane"): Case(
        (400, 400, 404, 404, 403, 403), "thread", body={"reason": "They went home."}
    ),
    ("POST", "/api/threads/{id}/close"): Case(
        (200, 200, 403, 404, 403, 403), "thread", body={"reason": "They went home."}
    ),
    ("POST", "/api/threads/{id}/knocks"): Case(
        (201, 201, 404, 404, 404, 404), "thread", body={"mechanism": "pbc", "at": NOW.isoformat(), "how": "A letter."}
    ),
    ("GET", "/api/actions"): Case(OPEN),
    ("GET", "/api/actions/{id}"): Case((200, 200, 200, 404, 404, 404), "action"),
    ("POST", "/api/actions"): Case(
        (201, 201, 404, 404, 404, 404),
        body={"situation": "situation", "what": "Ring the governor.", "ministries": ["Interior"], "deadline": WHEN},
    ),
    ("GET", "/api/plans/{id}"): Case((200, 200, 404, 404, 404, 404), "situation"),
    ("GET", "/api/promises"): Case(OPEN),
    ("POST", "/api/promises"): Case((201, 201, 404, 404, 404, 404), body={"situation": "situation", **PROMISE}),
    ("POST", "/api/promises/{id}/follow-up"): Case(
        (200, 200, 404, 404, 404, 404),
        "promise",
        body={"asked_by": "Alice", "asked_on": "2026-11-02", "answer": "Half of them.", "kept": "partly"},
    ),
    ("POST", "/api/promises/{id}/keep"): Case((200, 200, 404, 404, 404, 404), "promise", body={"evidence": "Seen."}),
    ("POST", "/api/promises/{id}/break"): Case((200, 200, 404, 404, 404, 404), "promise", body={"evidence": "None."}),
    ("GET", "/api/outcomes"): Case(OPEN),
    ("GET", "/api/lessons"): Case(OPEN, query="status=Exercise"),
    ("POST", "/api/lessons"): Case((201, 201, 404, 404, 404, 404), body={"situation": "situation", **LESSON}),
    ("POST", "/api/lessons/{id}/learned"): Case((200, 200, 404, 404, 404, 404), "lesson"),
    ("POST", "/api/actions/{id}/start"): Case((200, 200, 200, 404, 404, 404), "action", body={"text": "We rang."}),
    ("POST", "/api/actions/{id}/block"): Case(
        (200, 200, 200, 404, 404, 404), "action", body={"text": "No line.", "lifted_by": "The embassy"}
    ),
    ("POST", "/api/actions/{id}/finish"): Case((200, 200, 200, 404, 404, 404), "action", body={"text": "He came."}),
    ("GET", "/api/triggers"): Case(WORKS),
    ("GET", "/api/triggers/{name}"): Case(WORKS),
    ("POST", "/api/triggers"): Case(KEEPS_ANEW, body={"text": TEXT}),
    ("POST", "/api/triggers/{name}/on"): Case(KEEPS),
    ("POST", "/api/triggers/{name}/back-run"): Case((202, 202, 403, 202, 403, 403)),
    ("POST", "/api/triggers/{name}/off"): Case((403, 400, 403, 400, 403, 403)),
    ("POST", "/api/triggers/{name}/suppress"): Case(KEEPS_ANEW, body={"reason": "Counted anew.", "until": WHEN}),
    ("POST", "/api/silences/{silence}/end"): Case(KEEPS),
    ("GET", "/api/firings"): Case(OPEN),
    ("POST", "/api/firings/{firing}/dismiss"): Case(KEEPS, body={"reason": "Soldiers only."}),
}


def filled(value: Any, ids: dict[str, Any]) -> Any:
    """The body with names of the desk's things replaced by their ids."""
    if isinstance(value, dict):
        kept = {"title", "text", "rules"}
        return {key: inner if key in kept else filled(inner, ids) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, ids) for inner in value]
    return ids.get(value, value) if isinstance(value, str) else value


def request(key: tuple[str, str], ids: dict[str, Any]) -> tuple[str, str, Any]:
    """Method, address and body of a case on this desk."""
    method, path = key
    case = CASES[key]
    path = path.replace("{iso3}", "SDN").replace("{name}", "first").replace("{silence}", str(ids.get("silence", "")))
    path = path.replace("{firing}", str(ids.get("rung", "")))
    path = path.replace("{entry}/{verb}", f"{ids.get('shift', '')}/end-shift")
    path = path.replace("{authority}", str(ids.get("authority", "")))
    path = path.replace("{year}", str(NOW.year)).replace("{record_class}", "draft")
    path = path.replace("{object}", f"decision:{ids.get('decision', '')}")
    path = path.replace("{suspicion}", str(ids.get("suspicion", ""))).replace("{id}", str(ids.get(case.on, "")))
    address = f"{path}?{case.query}" if case.query else path
    return method, address, filled(case.body, ids) if method != "GET" and case.body else None
