"""Which table of the official operations stands in the documents? `python -m` prints it."""

from openpias.interop.operations import OPERATIONS, Operation, Status

HEAD = "| Service | Operation | Status | Declared exception |\n|---|---|---|---|"
_STATUS = {Status.BUILT: "built", Status.NOT_BUILT: "not built"}


def table() -> str:
    """Return the table of all operations, in the order of the official descriptions."""
    return "\n".join([HEAD, *(_row(each) for known in OPERATIONS.values() for each in known)])


def _row(operation: Operation) -> str:
    fault = f"`{operation.fault.name}`" if operation.fault else "none"
    name = f"`{operation.name}`"
    return f"| {operation.service.name} | {name} | {_STATUS[operation.status]} | {fault} |"


if __name__ == "__main__":
    print(table())
