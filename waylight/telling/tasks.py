"""What the worker does for telling by the clock. The worker is a door: it reads the clock and hands the time on."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

# What falls due by the minute is not kept waiting by what is to be heard.
FIRST = 10
# What became of messages is asked when nothing waits to be sent.
LAST = -10


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@app.periodic(cron="* * * * *")
@app.task(
    name="telling.tick", queue="hearing", queueing_lock="telling.tick", pass_context=False, priority=FIRST
)
def tick(timestamp: int) -> None:
    """Hears what nobody heard, takes the steps that are due, and looks at the outbox."""
    from waylight.telling.services import deciding, glass, noticing, ticking
    from waylight.telling.services.waking import wake

    ticking.tick(clock())
    deciding.sweep(clock())
    glass.tell_broken(clock())
    noticing.tell_noticed(clock())
    wake()


@app.task(name="telling.send", queue="telling")
def send() -> None:
    """Sends what is in the outbox."""
    from waylight.telling.services.sending import send_due

    send_due(clock)


@app.task(name="telling.codes", queue="telling")
def codes() -> None:
    """Sends the codes by which people confirm their addresses."""
    from waylight.telling.services.confirming import send_codes

    send_codes(clock)


@app.periodic(cron="* * * * *")
@app.task(name="telling.ask", queue="telling", queueing_lock="telling.ask", pass_context=False, priority=LAST)
def ask(timestamp: int) -> None:
    """Asks what became of messages, a bite at a time: what is to be sent goes first."""
    from waylight.telling.services.arriving import ask_due
    from waylight.telling.services.confirming import send_codes
    from waylight.telling.services.waking import wake

    # Those that a gateway did not take before.
    send_codes(clock)
    more = ask_due(clock)
    # Where none of a step can arrive, the next is told already.
    wake()
    if more:
        ask.configure(queueing_lock="telling.ask", priority=LAST).defer(timestamp=timestamp)
