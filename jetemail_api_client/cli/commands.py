"""The commands: their options, what they do, how they end.

Errors are one line, and the exit status says what to do next.
"""

import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from types import FrameType
from typing import IO, Any, BinaryIO, Final, NoReturn, TypeVar, get_args

import click
from attrs import define, field
from rich.console import Console

from .. import JetEmail, __version__
from ..bulk import Run, SendOutcome, SendStatus, UserOutcome, read_journal
from ..errors import JetEmailError
from ..models import SmtpUsersCreateRequest
from ..smtp_users import new_password
from .display import GOOD, Display, Report, Row, counts_table, print_json, print_line, printable
from .lines import InputError, Line
from .messages import MessageReader
from .users import PasswordFile, UserReader

T = TypeVar("T")

# Exit statuses; 0 is success.
_SOME_FAILED: Final = 1
_USAGE: Final = 2
_SOME_UNKNOWN: Final = 3
_ENDED: Final = 4
_INTERRUPTED: Final = 130

_STATUSES = """\b
Exit status:
  0    all are done (or, with --dry-run, valid)
  1    some were rejected or not sent: see the lines printed
  2    wrong usage, or an input file that cannot be used; nothing was sent
  3    some are unknown: the API may have acted on them, look before repeating them
  4    ended by an error, such as a wrong key or a journal in use
  130  interrupted by Ctrl-C"""
_ENVIRONMENT = """\
Keys come from the environment only: JETEMAIL_API_KEY for SMTP users,
JETEMAIL_TRANSACTIONAL_KEY for sending. JETEMAIL_BASE_URL selects another server."""


def _fail(text: str, status: int) -> NoReturn:
    """End the command with a line and an exit status."""
    click.echo(f"Error: {printable(text)}", err=True)
    raise click.exceptions.Exit(status)


class _Group(click.Group):
    """Turns the exceptions of commands into lines and exit statuses."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _fail("Interrupted.", _INTERRUPTED)
        except InputError as error:
            _fail(f"{error}. Nothing was sent.", _USAGE)
        except JetEmailError as error:
            _fail(str(error), _ENDED)
        except OSError as error:
            _fail(_system_text(error), _ENDED)


def _system_text(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


@click.group(cls=_Group, epilog=f"{_ENVIRONMENT}\n\n{_STATUSES}")
@click.version_option(__version__)
def jetemail() -> None:
    """Send e-mails from a file, ensure SMTP users, and look at the journal of a run."""


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)
_concurrency = click.option(
    "--concurrency",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help="Requests at a time.",
)
_dry_run = click.option(
    "--dry-run", is_flag=True, help="Validate everything, and send nothing; needs no key."
)
_report = click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="Add the outcome of each line to this file, as JSON lines; - prints them.",
)
_stop_on_error = click.option(
    "--stop-on-error",
    is_flag=True,
    help="Validate everything first, and send nothing if a line is invalid.",
)


# The input.


@define
class _Input:
    """An open input file.

    Args:
        file: What is read.
        folder: Where paths in it begin.
        is_seekable: False for a pipe, which can be read once.
    """

    file: BinaryIO
    folder: Path
    is_seekable: bool

    def again(self) -> BinaryIO:
        """Return the file, from its start if it can be read twice."""
        if self.is_seekable:
            self.file.seek(0)
        return self.file

    def count(self, header: int = 0) -> int | None:
        """Return the number of lines that are not blank; None for a pipe."""
        if not self.is_seekable:
            return None
        count = sum(1 for line in self.again() if line.strip())
        return max(count - header, 0)


@contextmanager
def _opened(path: Path, *, is_read_twice: bool) -> Iterator[_Input]:
    """Open a file, or standard input; copy a pipe to a temporary file, if it is read twice."""
    with ExitStack() as stack:
        if str(path) == "-":
            file: BinaryIO = sys.stdin.buffer
            is_seekable, folder = False, Path()
        else:
            file = stack.enter_context(path.open("rb"))
            is_seekable = path.is_file()
            folder = path.parent if is_seekable else Path()
        if is_read_twice and not is_seekable:
            copy = stack.enter_context(TemporaryFile())
            copyfileobj(file, copy)
            file, is_seekable = copy, True
        yield _Input(file, folder, is_seekable)


@contextmanager
def _report_to(path: Path | None, name: str, *others: Path | None) -> Iterator[Report]:
    """Open the report."""
    if path is None:
        yield Report(None, name)
        return
    if str(path) == "-":
        yield Report(sys.stdout, name)
        return
    if path.resolve() in {other.resolve() for other in others if other}:
        _fail(f"--report {path} is another file of this run: give another", _USAGE)
    try:
        # To the end, so that a run that goes on keeps what there is.
        file: IO[str] = path.open("a", encoding="utf-8")
    except OSError as error:
        _fail(f"--report {_system_text(error)}", _USAGE)
    try:
        yield Report(file, name)
    finally:
        # Each line was flushed: what closing could not write has raised before.
        with suppress(OSError):
            file.close()


def _check(lines: Iterable[Line[T]], display: Display, invalid: str) -> Iterator[Line[T]]:
    """Yield the valid lines; report the others, as of a status."""
    for line in lines:
        if line.value is None:
            row = Row(line=line.number, name=line.name, status=invalid, reason=line.reason)
            display.add_invalid(row)
        else:
            yield line


def _end_of_check(display: Display, *, is_dry: bool) -> NoReturn:
    display.summarize()
    display.print("Nothing was sent.")
    is_good = is_dry and display.counts.keys() <= GOOD
    raise click.exceptions.Exit(0 if is_good else _SOME_FAILED)


# Runs.


@contextmanager
def _interruptible(*, is_terminal: bool) -> Iterator[None]:
    """Let the first Ctrl-C end the run, and the second one the process."""
    # The bar hides the cursor, and the end of the process would leave it so.
    show_cursor = b"\x1b[?25h" if is_terminal else b""

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        signal.signal(number, signal.SIG_DFL)
        # Not through a stream, which may be in use.
        text = b"\nInterrupted: waiting for the responses to what was sent (Ctrl-C: at once)\n"
        os.write(2, show_cursor + text)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@define
class _Source:
    """Takes the valid lines for a run, and keeps those without an outcome."""

    lines: Iterable[Line[Any]]
    display: Display
    invalid: str
    """The status of the others."""
    item: Callable[[Line[Any]], Any]
    taken: dict[int, Line[Any]] = field(factory=dict)

    def __iter__(self) -> Iterator[Any]:
        for index, line in enumerate(_check(self.lines, self.display, self.invalid)):
            self.taken[index] = line
            yield self.item(line)


def _finish(
    run: Run[Any, Any], source: _Source, display: Display, row_of: Callable[[Any, int], Row]
) -> JetEmailError | OSError | KeyboardInterrupt | None:
    """Do a run, report its outcomes, and return what ended it before its end."""

    def add(outcome: Any) -> None:
        display.add(row_of(outcome, source.taken.pop(outcome.index).number))

    ended: JetEmailError | OSError | KeyboardInterrupt | None = None
    with display.bar:
        try:
            with _interruptible(is_terminal=display.console.is_terminal), run:
                for outcome in run:
                    add(outcome)
        except (KeyboardInterrupt, JetEmailError, OSError) as error:
            ended = error
        for outcome in run.unfinished:
            add(outcome)
    display.summarize()
    return ended


def _exit(
    ended: JetEmailError | OSError | KeyboardInterrupt | None, display: Display, go_on: str
) -> NoReturn:
    """Exit with the status of a run."""
    counts = display.counts
    if ended is None:
        if counts["unknown"]:
            display.print(f"Some are unknown: the API may have acted on them. {go_on}")
            raise click.exceptions.Exit(_SOME_UNKNOWN)
        raise click.exceptions.Exit(0 if counts.keys() <= GOOD else _SOME_FAILED)
    if isinstance(ended, KeyboardInterrupt):
        _fail(f"Interrupted; {display.left}. {go_on}", _INTERRUPTED)
    text = _system_text(ended) if isinstance(ended, OSError) else str(ended)
    _fail(f"{text.rstrip('.')}; {display.left}. {go_on}", _ENDED)


# jetemail send


@jetemail.command()
@click.argument(
    "messages", type=click.Path(exists=True, dir_okay=False, path_type=Path, allow_dash=True)
)
@click.option("--journal", type=_NEW_FILE, help="Go on after a crash: an SQLite file of this run.")
@_concurrency
@_dry_run
@_report
@_stop_on_error
def send(
    messages: Path,
    journal: Path | None,
    concurrency: int,
    dry_run: bool,
    report: Path | None,
    stop_on_error: bool,
) -> None:
    """Send the messages of a JSONL file, or of standard input (-).

    Each line is an object with from, to, subject, text or html, cc, bcc, reply_to, headers,
    attachments (paths), eu, scheduled_at, and an id, which a journal needs.
    """

    def reader(*, is_check: bool) -> MessageReader:
        # The journal finds ids that come twice, in constant memory.
        ids = dict[str, int]() if is_check or journal is None else None
        return MessageReader(opened.folder, journal is not None, ids)

    with (
        _report_to(report, "id", messages, journal) as written,
        _opened(messages, is_read_twice=stop_on_error) as opened,
    ):
        if dry_run or stop_on_error:
            display = Display(written, None)
            for line in _check(reader(is_check=True).read(opened.again()), display, "rejected"):
                if dry_run:
                    display.add(Row(line=line.number, name=line.name, status="valid"))
            if dry_run or display.counts:
                _end_of_check(display, is_dry=dry_run)
        display = Display(written, opened.count())
        lines = reader(is_check=False).read(opened.again())
        source = _Source(lines, display, "rejected", lambda line: (line.name, line.value))
        with JetEmail() as client:
            run = client.email.send_many(
                source, journal=journal, concurrency=concurrency, on_progress=display.bar
            )
            ended = _finish(run, source, display, _sent_row)
    _exit(ended, display, _how_to_go_on(messages, journal, concurrency, report))


def _sent_row(outcome: SendOutcome, line: int) -> Row:
    api_id = getattr(outcome.result, "id", None)
    return Row(
        line=line,
        name=outcome.id,
        status=outcome.status,
        reason=outcome.reason,
        api_id=api_id if isinstance(api_id, str) else None,
        is_from_journal=outcome.is_from_journal,
    )


def _how_to_go_on(
    messages: Path, journal: Path | None, concurrency: int, report: Path | None
) -> str:
    if journal is None:
        return (
            "Without a journal, the same command would send all of it again: "
            "leave out the lines that were sent, or are unknown"
        )
    command = ["jetemail", "send", str(messages), "--journal", str(journal)]
    command += ["--concurrency", str(concurrency)] if concurrency != 20 else []
    command += ["--report", str(report)] if report else []
    return f"To go on, without sending twice: {shlex.join(command)}"


# jetemail smtp-users ensure


@jetemail.group()
def smtp_users() -> None:
    """Many SMTP users."""


@smtp_users.command()
@click.argument("users", type=_FILE)
@click.option(
    "--passwords", type=_NEW_FILE, help="A new file for generated passwords, only yours to read."
)
@_concurrency
@_dry_run
@_report
@_stop_on_error
def ensure(
    users: Path,
    passwords: Path | None,
    concurrency: int,
    dry_run: bool,
    report: Path | None,
    stop_on_error: bool,
) -> None:
    """Create the SMTP users of a CSV file, or give them its settings.

    The header has the names of its columns: username, password, allow_any_domain,
    allow_all_domains, approved_domains, quota, ip_restrictions. An empty cell changes nothing.
    """
    with (
        _report_to(report, "username", users) as written,
        _opened(users, is_read_twice=True) as opened,
    ):
        silent = Display(Report(None, "username"), None, Console(quiet=True))
        display = Display(written, None) if dry_run or stop_on_error else silent
        lacking = None
        for line in _check(UserReader().read(opened.again()), display, "failed"):
            if lacking is None and not getattr(line.value, "password", None):
                lacking = line.number
            if dry_run:
                display.add(Row(line=line.number, name=line.name, status="valid"))
        if lacking is not None:
            _check_passwords(passwords, lacking, display, is_dry=dry_run)
        if dry_run or (stop_on_error and display.counts):
            _end_of_check(display, is_dry=dry_run)
        display = Display(written, opened.count(header=1))
        with ExitStack() as stack:
            client = stack.enter_context(JetEmail())
            given = _Passwords()
            if passwords is not None and lacking is not None:
                file = stack.enter_context(_password_file(passwords))
                given = _Passwords(_existing(client), file)
            source = _Source(UserReader().read(opened.again()), display, "failed", given.item)
            run = client.smtp_users.ensure_many(
                source, concurrency=concurrency, on_progress=display.bar
            )
            ended = _finish(run, source, display, given.row_of)
    other = ", with another file for --passwords" if passwords else ""
    _exit(ended, display, f"The same command goes on: it can be repeated{other}")


def _check_passwords(passwords: Path | None, line: int, display: Display, *, is_dry: bool) -> None:
    """Require a new file for passwords, of which the user of a line needs one."""
    if passwords is None:
        text = f"line {line} has no password: give --passwords, a new file for generated ones"
        if not is_dry:
            _fail(f"{text}. Nothing was sent.", _USAGE)
        display.print(f"{text}, to the run itself.")
        return
    if os.path.lexists(passwords):
        _fail(f"--passwords {passwords} exists: give a new file", _USAGE)


@contextmanager
def _password_file(path: Path) -> Iterator[PasswordFile]:
    """Make the file for passwords; remove it, if there was none."""
    try:
        file = PasswordFile.create(path)
    except OSError as error:
        _fail(f"--passwords {_system_text(error)}", _USAGE)
    try:
        yield file
    finally:
        file.close()
        if not file.count:
            path.unlink()


def _existing(client: JetEmail) -> frozenset[str]:
    listed = client.smtp_users.list().smarthosts
    names = (getattr(user, "username", None) for user in listed or ())
    return frozenset(name for name in names if isinstance(name, str))


@define
class _Passwords:
    """Generates passwords, and writes each before its user is created: a crash loses none.

    Args:
        existing: Users that keep their password, unless the file has one.
        file: None if no password is generated.
    """

    existing: frozenset[str] = frozenset()
    file: PasswordFile | None = None
    _given: dict[int, str] = field(factory=dict, repr=False)
    """By the line: the passwords of users without an outcome."""

    def item(self, line: Line[SmtpUsersCreateRequest]) -> SmtpUsersCreateRequest:
        """Return the user of a line, with a password if it is missing at the server."""
        user = line.value
        assert user is not None  # noqa: S101 - the line is valid; narrows the type
        if self.file is not None and not user.password and user.username not in self.existing:
            user.password = new_password()
            self.file.add(user.username, user.password)
        if user.password:
            self._given[line.number] = user.password
        return user

    def row_of(self, outcome: UserOutcome, line: int) -> Row:
        """Return the row of an outcome; write its password, if it is another than was given."""
        given = self._given.pop(line, None)
        if self.file is not None and outcome.password not in {None, given}:
            # The user was deleted meanwhile, or the server has chosen another password.
            self.file.add(str(outcome.username), str(outcome.password))
        return Row(
            line=line,
            name=outcome.username,
            status=outcome.status,
            reason=outcome.reason,
        )


# jetemail status


@jetemail.command()
@click.argument("journal", type=_FILE)
@click.option("--json", "is_json", is_flag=True, help="Print a JSON object.")
def status(journal: Path, is_json: bool) -> None:
    """Show what the journal of a run has, also while it is running."""
    read = read_journal(journal)
    names: tuple[SendStatus, ...] = get_args(SendStatus)
    counts = {name: read.counts.get(name, 0) for name in names}
    doubtful = (one for one in read if one.status == "unknown")
    if is_json:
        print_json(
            {
                "journal": read.path,
                "method": read.kind,
                "base_url": read.base_url,
                "counts": counts,
                "unknown": [one.to_jsonable() for one in doubtful],
            }
        )
        return
    console = Console()
    console.print(counts_table(counts.items()))
    for one in doubtful:
        since = f"{one.begun:%Y-%m-%dT%H:%M:%SZ}" if one.begun else "-"
        print_line(console, f"unknown: {one.id}  since {since}  {one.reason}")
