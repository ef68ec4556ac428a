"""Addresses of the pages."""

from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, register_converter

from upstander.records.answers import RecordClass
from upstander.web.alert_around import VERBS
from upstander.web.views import (
    actions,
    alert_life,
    alerts,
    answers,
    channels,
    clocks,
    contacts,
    doors,
    drafts,
    drills,
    duty,
    feeds,
    ladder,
    log,
    me,
    mechanisms,
    options,
    papers,
    people,
    plans,
    records,
    rules,
    scorecards,
    signals,
    situations,
    sources,
    states,
    suspects,
    triggers,
    waiting,
    watchlist,
    wording,
)


class Code:
    """Three capital letters: a State's ISO 3166 code."""

    regex = "[A-Z]{3}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class Id(Code):
    """Twelve characters that name something at the desk."""

    regex = "[0-9a-z]{12}"


class Deed(Code):
    """What can be done to a situation."""

    regex = "|".join(situations.DEEDS)


class ReferralVerb(Code):
    """What can be done to a referral."""

    regex = "|".join(answers.REFERRAL_VERBS)


class RecordedVerb(Code):
    """What can be said of an answer that was recorded."""

    regex = "|".join(answers.RECORDED_VERBS)


class RecordDeed(Code):
    """What can be done to a record."""

    regex = "|".join(records.DEEDS)


class ClassOfRecord(Code):
    """A class of records."""

    regex = "|".join(RecordClass)


class Verb(Code):
    """What can be done to a thread."""

    regex = "|".join(ladder.VERBS)


class DrillVerb(Code):
    """What can be done to a drill by one button."""

    regex = "|".join(drills.VERBS)


class LifeVerb(Code):
    """What can be done around an alert's text."""

    regex = "|".join(VERBS)


class ActionVerb(Code):
    """What can be done to an action."""

    regex = "|".join(actions.VERBS)


class PlanDeed(Code):
    """What can be added to a plan."""

    regex = "|".join(plans.DEEDS)


class PromiseVerb(Code):
    """What can be done to a promise."""

    regex = "|".join(plans.PROMISE)


class ClockName(Code):
    """One clock of the chain."""

    regex = "[a-z_]{1,20}"


class TriggerName(Code):
    """A trigger's name."""

    regex = "[a-z][a-z0-9-]{1,39}"


class Duties(Code):
    """What can be written down about the roster."""

    regex = "|".join(duty.DEEDS)


class Ends(Code):
    """What can be ended or answered on the roster."""

    regex = "|".join(duty.VERBS)


class Switch(Code):
    """What can be done to a trigger by one button."""

    regex = "|".join(triggers.VERBS)


register_converter(DrillVerb, "drill_verb")
register_converter(LifeVerb, "life")
register_converter(TriggerName, "trigger")
register_converter(Duties, "duties")
register_converter(Ends, "ends")
register_converter(Switch, "switch")


class FeedName(Code):
    """A feed or a calendar."""

    regex = "feed|calendar"


register_converter(FeedName, "feed")
register_converter(Verb, "verb")
register_converter(ReferralVerb, "referral_verb")
register_converter(RecordedVerb, "recorded_verb")
register_converter(RecordDeed, "record_deed")
register_converter(ClassOfRecord, "record_class")
register_converter(ActionVerb, "action_verb")
register_converter(PlanDeed, "plan_deed")
register_converter(PromiseVerb, "promise_verb")
register_converter(ClockName, "clock")
register_converter(Code, "code")
register_converter(Id, "id")
register_converter(Deed, "deed")

urlpatterns = [
    path("", doors.first, name="first"),
    path("sign-in/", doors.sign_in, name="account_login"),
    path("sign-in/second-factor/", doors.second_factor, name="mfa_authenticate"),
    path("sign-out/", doors.sign_out, name="account_logout"),
    path("link/<str:token>/", doors.link, name="link"),
    path("language/", doors.language, name="language"),
    path("healthz", doors.healthz, name="healthz"),
    path("watchlist/", watchlist.watchlist, name="watchlist"),
    path("watchlist/compute", watchlist.compute, name="compute"),
    path("sources/", sources.sources, name="sources"),
    path("situations/", situations.situations, name="situations"),
    path("situations/<id:id>/", situations.by_id, name="situation_by_id"),
    path("situations/<code:iso3>/", states.state, name="state"),
    path("situations/<code:iso3>/open", situations.open_situation, name="open_situation"),
    path("situations/<code:iso3>/<id:id>/", situations.situation, name="situation"),
    path("situations/<code:iso3>/<id:id>/draft", drafts.draft, name="draft"),
    path("situations/<code:iso3>/<id:id>/suspects", suspects.suspects, name="suspects"),
    path("situations/<code:iso3>/<id:id>/suspects/allow", suspects.allow, name="allow"),
    path("situations/<code:iso3>/<id:id>/suspects/<id:suspicion>/lift", suspects.lift, name="lift_suspicion"),
    path("situations/<code:iso3>/<id:id>/suspects/<id:exemption>/disallow", suspects.disallow, name="disallow"),
    path("situations/<code:iso3>/<id:id>/revoke/<id:grant>", situations.revoke, name="revoke"),
    path("situations/<code:iso3>/<id:id>/options/", options.options, name="options"),
    path("situations/<code:iso3>/<id:id>/judge", options.judge, name="judge"),
    path("situations/<code:iso3>/<id:id>/plan/", plans.plan, name="plan"),
    path("situations/<code:iso3>/<id:id>/plan/<plan_deed:deed>", plans.add, name="add_to_plan"),
    path("situations/<code:iso3>/<id:id>/<deed:deed>", situations.act, name="act"),
    path("signals/<id:id>/", signals.signal, name="signal"),
    path("signals/<id:id>/close", signals.close, name="close_signal"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<id:id>/", alerts.alert, name="alert"),
    path("alerts/<id:id>/edit", drafts.edit, name="edit"),
    path("alerts/<id:id>/sign", alerts.sign, name="sign"),
    path("alerts/<id:id>/issue", alerts.issue, name="issue"),
    path("alerts/<id:id>/update", drafts.update, name="update_alert"),
    path("alerts/<id:id>/<life:verb>", alert_life.act, name="alert_life"),
    path("alerts/<id:id>/acknowledge", alerts.acknowledge, name="acknowledge"),
    path("alerts/<id:id>/decide", answers.decide, name="decide"),
    path("alerts/<id:id>/supersede/<id:decision>", answers.supersede, name="supersede"),
    path("alerts/<id:id>/hold", answers.hold, name="hold"),
    path("alerts/<id:id>/dissent", answers.dissent, name="dissent"),
    path("alerts/<id:id>/first-action", actions.first, name="first_action"),
    path("alerts/<id:id>/clear", answers.clear, name="clear"),
    path("alerts/<id:id>/record", answers.record, name="record"),
    path("referrals/<id:id>/<referral_verb:verb>", answers.referral, name="referral"),
    path("inquiries/<id:id>/", answers.inquiry, name="inquiry"),
    path("inquiries/<id:id>/answer", answers.answer_inquiry, name="answer_inquiry"),
    path("dissents/<id:id>/reply", answers.reply, name="reply"),
    path("dissents/<id:id>/unseal", answers.unseal, name="unseal"),
    path("clearances/<id:id>/object", answers.object_to, name="object_to"),
    path("recorded/<id:id>/<recorded_verb:verb>", answers.about_recorded, name="about_recorded"),
    path("wording/", wording.wording, name="wording"),
    path("records/", records.records, name="records"),
    path("records/key", records.make_key, name="make_key"),
    path("records/classes/<record_class:record_class>", records.keep, name="keep_class"),
    path("records/<record_deed:deed>", records.about, name="about_record"),
    path("records/<id:id>/erase", records.erase, name="erase"),
    path("ladder/", ladder.ladder, name="ladder"),
    path("ladder/rules/", rules.ladder_rules, name="ladder_rules"),
    path("ladder/rules/load", rules.load_rules, name="load_rules"),
    path("ladder/rules/<int:version>/file", rules.rules_file, name="rules_file"),
    path("ladder/<id:id>/", ladder.thread, name="thread"),
    path("ladder/<id:id>/<verb:verb>", ladder.act, name="climb"),
    path("plans/", plans.all_plans, name="plans"),
    path("actions/<id:id>/", actions.action, name="action"),
    path("actions/<id:id>/<action_verb:verb>", actions.act, name="act_on"),
    path("promises/<id:id>/<promise_verb:verb>", plans.promise, name="promise"),
    path("looks/<id:id>/look", plans.look, name="look"),
    path("lessons/<id:id>/learned", plans.learned, name="learned"),
    path("clocks/", clocks.all_clocks, name="clocks"),
    path("clocks/<id:id>/<clock:clock>/explain", clocks.explain, name="explain_miss"),
    path("clocks/<id:id>/correct", clocks.correct, name="correct_miss"),
    path("clocks/<id:id>/corrected", clocks.corrected, name="corrected_miss"),
    path("drills/", drills.drills, name="drills"),
    path("drills/open", drills.open_drill, name="open_drill"),
    path("drills/<id:id>/", drills.drill, name="drill"),
    path("drills/<id:id>/debrief/", drills.debrief, name="debrief"),
    path("drills/<id:id>/<drill_verb:verb>", drills.steer, name="steer_drill"),
    path("triggers/", triggers.triggers, name="triggers"),
    path("triggers/<trigger:name>/", triggers.trigger, name="trigger"),
    path("triggers/<trigger:name>/suppress", triggers.suppress, name="suppress"),
    path("triggers/<trigger:name>/<switch:verb>", triggers.switch, name="switch_trigger"),
    path("silences/<id:id>/end", triggers.unsuppress, name="unsuppress"),
    path("firings/<id:id>/dismiss", triggers.dismiss, name="dismiss"),
    path("duty/", duty.duty, name="duty"),
    path("duty/<duties:deed>", duty.change, name="change_duty"),
    path("duty/<id:id>/<ends:verb>", duty.answer, name="answer_duty"),
    path("authorities/<id:id>/revoke", duty.revoke, name="revoke_authority"),
    path("mechanisms/", mechanisms.mechanisms, name="mechanisms"),
    path("ladder/<id:id>/knock", mechanisms.knock, name="knock"),
    path("duty/shifts/", duty.shifts, name="shifts"),
    path("duty/add", duty.put_on, name="put_on"),
    path("duty/<id:id>/end", duty.take_off, name="take_off"),
    path("scorecards/report", papers.make_report, name="make_report"),
    path("scorecards/", scorecards.scorecards, name="scorecards"),
    path("alerts/<id:id>/papers/", papers.papers, name="papers"),
    path("alerts/<id:id>/papers/make", papers.make_paper, name="make_paper"),
    path("alerts/<id:id>/receipt", papers.take_receipt, name="take_receipt"),
    path("alerts/<id:id>/outcome", papers.say_outcome, name="say_outcome"),
    path("log/", log.log, name="log"),
    path("people/", people.people, name="people"),
    path("people/<int:id>/", people.person, name="person"),
    path("people/<int:id>/roles", people.set_roles, name="set_roles"),
    path("people/<int:id>/institution", people.set_institution, name="set_institution"),
    path("people/<int:id>/deactivate", people.deactivate, name="deactivate"),
    path("people/<int:id>/reactivate", people.reactivate, name="reactivate"),
    path("people/<int:id>/reset-link", people.reset_link, name="reset_link"),
    path("me/", me.me, name="me"),
    path("me/preferences", me.preferences, name="preferences"),
    path("me/channels/", contacts.contacts, name="contacts"),
    path("me/channels/email", contacts.set_email, name="set_email"),
    path("me/channels/gateway", contacts.use_gateway, name="use_gateway"),
    path("me/channels/confirm/<str:token>/", contacts.confirm, name="confirm_address"),
    path("me/channels/<id:id>/end", contacts.end_contact, name="end_contact"),
    path("me/channels/<feed:feed>/open", contacts.open_feed, name="open_feed"),
    path("me/channels/<feed:feed>/end", contacts.end_feed, name="end_feed"),
    path("feeds/<str:secret>/waiting.atom", feeds.feed, name="feed"),
    path("feeds/<str:secret>/deadlines.ics", feeds.calendar, name="calendar"),
    path("channels/", channels.channels, name="channels"),
    path("channels/keep", channels.keep, name="keep_messages"),
    path("channels/endpoints/<id:id>/disable", channels.disable, name="disable_endpoint"),
    path("channels/messages/<id:id>/retry", channels.retry, name="retry_message"),
    path("me/password", me.password, name="password"),
    path("me/tokens", me.token, name="token"),
    path("me/tokens/<int:id>/revoke", me.revoke_token, name="revoke_token"),
    path("me/second-factor/add/", doors.enrol, name="mfa_activate_totp"),
    path("me/second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/second-factor/codes/new/", doors.new_codes, name="mfa_generate_recovery_codes"),
    path("me/second-factor/", me.me, name="mfa_index"),
    path("me/again/", doors.again, name="account_reauthenticate"),
    path("me/again/second-factor/", doors.again_by_code, name="mfa_reauthenticate"),
]
