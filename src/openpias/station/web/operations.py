"""How is an operation on the card started, given its PINs, and ended?"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from openpias.core.smartcard import pins
from openpias.core.smartcard import texts as code_texts
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.pins import Pin, PinLengthError
from openpias.core.smartcard.states import Operation
from openpias.station.cards.hands import Work
from openpias.station.cards.typing_desk import NothingAskedError
from openpias.station.cards.workplace import BusyError
from openpias.station.web import forms, texts
from openpias.station.web.forms import text
from openpias.station.web.frame import translate
from openpias.station.web.next_steps import OPERATION_ADDRESSES
from openpias.station.web.window import back, day, settle, window, workplace_of

_OPERATIONS = {address: operation for operation, address in OPERATION_ADDRESSES.items()}


async def begin(request: Request) -> Response:
    """Start an operation on the card."""
    operation = _OPERATIONS[request.url.path]
    return await _started(request, Work(operation=operation))


async def sign(request: Request) -> Response:
    """Have the card sign a service of a day."""
    form = await forms.read(request)
    service, typed = text(form, "service"), text(form, "day")
    errors = {}
    _ = translate(request)
    on = day(typed)
    if on is None:
        errors["day"] = _("Scrieți data serviciului ca zi-luna-an, de exemplu 24-02-2025.")
    if not service or "|" in service:
        errors["service"] = _("Scrieți codul serviciului, fără bară verticală.")
    if errors or on is None:
        return window(request, errors=errors, typed={"service": service, "day": typed}, status=422)
    work = Work(operation=Operation.SIGN, service=service, day=on.isoformat())
    return await _started(request, work)


async def give_pin(request: Request) -> Response:
    """Hand over the PIN that an operation waits for."""
    form = await forms.read(request)
    workplace, _ = workplace_of(request), translate(request)
    try:
        prompt = Prompt(text(form, "prompt"))
    except ValueError:
        return back()
    length = pins.TRANSPORT_LENGTH if prompt is Prompt.TRANSPORT else pins.LENGTH
    try:
        # What the form held cannot be overwritten in Python; it is let go of at once.
        workplace.give_pin(prompt, Pin(text(form, "pin"), length=length))
    except PinLengthError:
        said = code_texts.TEXTS[Code.PIN_LENGTH_INVALID].message
        wrong = f"{_(said)} (-40)" if length == pins.LENGTH else _(texts.HINTS[prompt])
        return window(request, errors={"pin": wrong}, status=422)
    except NothingAskedError:
        return back()
    await run_in_threadpool(settle, workplace, workplace.picture.number)
    return back()


async def abandon(request: Request) -> Response:
    """End the operation that waits for a PIN."""
    workplace = workplace_of(request)
    number = workplace.picture.number
    workplace.abandon()
    await run_in_threadpool(settle, workplace, number)
    return back()


async def forget(request: Request) -> Response:
    """Take the end of the last operation off the page, and look at card and unit anew."""
    workplace = workplace_of(request)
    workplace.forget_outcome()
    workplace.refresh()
    return back()


async def again(request: Request) -> Response:
    """Begin anew with the card that is in."""
    workplace = workplace_of(request)
    number = workplace.picture.number
    workplace.forget_outcome()
    workplace.look_again()
    await run_in_threadpool(workplace.wait, number + 2, within=1.0)
    return back()


async def choose_terminal(request: Request) -> Response:
    """Work with another terminal from now on."""
    form = await forms.read(request)
    workplace, name = workplace_of(request), text(form, "terminal")
    if workplace.picture.situation.terminal(name) is not None:
        workplace.choose_terminal(name)
        request.app.state.remember_terminal(name)
    return back()


async def _started(request: Request, work: Work) -> Response:
    workplace = workplace_of(request)
    try:
        workplace.begin(work)
    except BusyError:
        return back()
    await run_in_threadpool(settle, workplace, workplace.picture.number)
    return back()
