"""What was measured, as a page of Markdown."""

from activities.generate.load import Made
from tests.bench.measure import Measured
from tests.bench.targets import FIRST_PAINT, FIRST_VISIT, REPEAT


def text(measured: list[Measured], *, activities: int, rounds: int) -> str:
    missed = [line for each in measured for line in each.misses()]
    verdict = "\n".join(["Above their targets:", "", *(f"- {line}" for line in missed)]) if missed else "All in target."
    return (
        f"F = {measured[0].floor:.2f} ms; {activities} activities beside the seed records; p50 of {rounds} rounds over "
        f"one connection. Budgets: a first visit {FIRST_VISIT // 1000} KB, a repeat {REPEAT // 1000} KB, first paint "
        f"{FIRST_PAINT} s at 400 kbit/s and 400 ms.\n\n{table(measured)}\n\n{verdict}\n"
    )


def desk(measured: list[Measured]) -> str:
    missed = [line for each in measured for line in each.misses()]
    verdict = "\n".join(["Above their targets:", "", *(f"- {line}" for line in missed)]) if missed else "All in target."
    lines = ["| page | ms | × F | × F, least | target | KB of HTML |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {each.target.name.removeprefix('desk: ')} | {each.milliseconds:.1f} | {each.times:.1f} | {each.best:.1f} "
        f"| {each.target.times:.0f} | {each.size / 1000:.0f} |"
        for each in measured
    ]
    table = "\n".join(lines)
    return f"## The desk\n\nF = {measured[0].floor:.2f} ms; a chief editor with saved lists.\n\n{table}\n\n{verdict}\n"


def table(measured: list[Measured]) -> str:
    names = "page|ms|× F|× F, least|target|F more for a member|KB of HTML|first visit, KB|repeat, KB|first paint, s"
    head = "| " + names.replace("|", " | ") + " |"
    lines = [head, "|---|---|---|---|---|---|---|---|---|---|"]
    for each in measured:
        weight = f"{each.first / 1000:.1f} | {each.again / 1000:.1f} | {each.paint:.1f}" if each.first else "– | – | –"
        member = f"{each.more:.1f}" if each.member else "–"
        lines.append(
            f"| {each.target.name} | {each.milliseconds:.1f} | {each.times:.1f} | {each.best:.1f} "
            f"| {each.target.times:.0f} | {member} | {each.size / 1000:.0f} | {weight} |"
        )
    return "\n".join(lines)


def loading(made: Made) -> str:
    return (
        f"## Loading\n\n{made.activities} activities, stored counts included, in {made.seconds:.0f} s: "
        f"{made.a_second:.0f} a second; {made.peak_megabytes} MB of memory at most in one of the loading processes.\n"
    )
