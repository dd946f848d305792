def figure(name: str, value: float, unit: str, target: float | None, holds: bool) -> dict:
    """Return a measured figure as the runner prints it."""
    return {"name": name, "value": round(value, 3), "unit": unit, "target": target, "holds": holds}
