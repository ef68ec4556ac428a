"""Every command, its room and its line in `upstander --help`. A room is loaded only when its command is called."""

from typing import NamedTuple


class Room(NamedTuple):
    """Where a command lives and what it is for."""

    module: str
    purpose: str


COMMANDS: dict[str, Room] = {
    "up": Room("upstander.cli.up", "Prepare everything and open the desk."),
    "watchlist": Room("upstander.cli.watchlist", "Rank the States by risk, with the reasons."),
    "panel": Room("upstander.cli.panel", "Print deaths by State and month, as known on any day."),
    "situations": Room("upstander.cli.situations", "List, open and judge situations; say who may see them."),
    "signals": Room("upstander.cli.signals", "Report, propose, list and close signals."),
    "alerts": Room("upstander.cli.alerts", "Draft, sign, issue and acknowledge alerts."),
    "suspects": Room("upstander.cli.suspects", "Name the bodies that are told nothing by default."),
    "triggers": Room("upstander.cli.triggers", "Show what rings and how it would have done; switch it on."),
    "decisions": Room("upstander.cli.decisions", "Answer an alert, or supersede a mistaken answer."),
    "options": Room("upstander.cli.offered", "List what can be done about a situation, in order."),
    "answers": Room("upstander.cli.answers", "Refer, ask for more, disagree under seal, clear."),
    "records": Room("upstander.cli.records", "Say how long words are kept; hold and erase them."),
    "plans": Room("upstander.cli.plans", "Show what is done about a warning, as one record."),
    "actions": Room("upstander.cli.actions", "Plan, start, block and finish what is done about a warning."),
    "promises": Room("upstander.cli.promises", "Note promises, ask after them, say whether they were kept."),
    "outcomes": Room("upstander.cli.outcomes", "Say what came of the response to a warning."),
    "lessons": Room("upstander.cli.lessons", "Write down what was learnt and who changes what."),
    "ladder": Room("upstander.cli.ladder", "Take, finish and grade what climbs the ladder."),
    "duty": Room("upstander.cli.duty", "Put people on duty; find gaps in the roster."),
    "authorities": Room("upstander.cli.authorities", "Keep what may leave the organisation, and under what."),
    "mechanisms": Room("upstander.cli.mechanisms", "List the doors to other organisations; a person knocks."),
    "clocks": Room("upstander.cli.clocks", "Time the chain from signal to outcome against its targets."),
    "papers": Room("upstander.cli.papers", "Make papers from the record, in six languages."),
    "receipts": Room("upstander.cli.receipts", "Prove that you passed a warning on; check such a proof."),
    "scorecards": Room("upstander.cli.scorecards", "Show what became of warnings and answers."),
    "drill": Room("upstander.cli.drill", "Play a case of the past on the real engine, as an Exercise."),
    "people": Room("upstander.cli.people", "Add people, set their roles, hand out links and tokens."),
    "forecast": Room("upstander.cli.forecast", "Show, compute and evaluate forecasts."),
    "snapshot": Room("upstander.cli.snapshot", "Build and verify the snapshot of figures."),
    "serve": Room("upstander.cli.serve", "Serve the desk."),
    "work": Room("upstander.cli.work", "Run waiting tasks and the periodic ones."),
    "channels": Room("upstander.cli.channels", "Keep the ways out of the desk; see what became of messages."),
    "airgap": Room("upstander.cli.airgap", "Check a signed alert that came on a medium."),
    "watchdog": Room("upstander.cli.watchdog", "Ring when the sweep or the canary stops."),
    "audit": Room("upstander.cli.audit", "Print the log's root; verify that nothing was changed."),
    "backup": Room("upstander.cli.backup", "Write both stores into one encrypted file."),
    "restore": Room("upstander.cli.restore", "Bring both stores back from a backup."),
    "doctor": Room("upstander.cli.doctor", "Check the machine, the home, the figures, the database."),
}
