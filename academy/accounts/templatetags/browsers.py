"""Which browser somebody used, in words that the person knows."""

from django import template

register = template.Library()

#: In this order, for most browsers name others, too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "YaBrowser/": "Yandex Browser",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def _named(names: dict[str, str], agent: str) -> str:
    return next((name for sign, name in names.items() if sign in agent), "")


@register.filter
def browser_name(agent: str) -> str:
    """Return browser and system (“Firefox, Windows”), or what the program calls itself when neither is known."""
    return ", ".join(filter(None, (_named(BROWSERS, agent), _named(SYSTEMS, agent)))) or agent
