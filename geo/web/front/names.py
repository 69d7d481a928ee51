"""Under which names this server answers, and to pages of which origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.hosts import EVERY, LOOPBACK, Authority, Origin, authority, origin, written
from geo.settings import Settings

SETTING = "LIBYA_HOSTS"
ANY = "*"
_ASKED_FOR_THEMSELVES = frozenset({"navigate"})
_FOREIGN = frozenset({"cross-site", "same-site"})


@dataclass(frozen=True, slots=True)
class Names:
    """The names of this server, and the judgement of who asks.

    A page of another site can have a browser ask us in two ways. It can give its own name our address (DNS
    rebinding): then Host is a name that is not ours. Or it asks us openly: then Origin, or Sec-Fetch-Site,
    says so.

    Attributes
    ----------
    listed : frozenset of Authority
        What LIBYA_HOSTS lists.
    own : frozenset of str
        Names that are always ours: those of this machine to itself, and the address listened on.
    every : bool
        Whether any name will do (LIBYA_HOSTS=*).
    origins : frozenset of Origin
        Whose pages may ask `/api` and `/ogc` (LIBYA_ORIGINS).
    """

    listed: frozenset[Authority]
    own: frozenset[str]
    every: bool = False
    origins: frozenset[Origin] = frozenset()

    @classmethod
    def of(cls, settings: Settings) -> Names:
        """Return the names that the settings give."""
        own = {*LOOPBACK} | ({written(settings.host)} if settings.host not in EVERY else set())
        listed = (authority(name) for name in settings.hosts if name != ANY)
        origins = frozenset(filter(None, map(origin, settings.origins)))
        return cls(frozenset(filter(None, listed)), frozenset(own), ANY in settings.hosts, origins)

    def guest(self, headers: Mapping[str, list[str]]) -> str:
        """Return the origin, as written, of a page that may ask though it is not ours; "" = no such page."""
        told = headers.get("origin", [])
        return told[0] if len(told) == 1 and origin(told[0]) in self.origins else ""

    def refuse(self, headers: Mapping[str, list[str]], reached: str, *, guest: bool = False) -> str:
        """Return why whoever sent these headers gets no answer; "" when nothing stands against it.

        Parameters
        ----------
        headers : mapping of str to list of str
            By lower-case name.
        guest : bool
            Whether the page that asks may do so from another origin.
        reached : str
            Our address at which the connection came in: asked for by number, we cannot be rebound.
        """
        hosts = headers.get("host", [])
        named = authority(hosts[0]) if len(hosts) == 1 else None
        if named is None:
            return "The request does not say for which host it is (header Host)."
        if not self._is_ours(named, reached):
            return (
                f"This server does not answer to the name '{named.name}'. If that is a name of it, add it to "
                f"{SETTING}, a list with commas, and start the server again."
            )
        if guest:
            return ""
        for text in headers.get("origin", []):
            if not self._is_trusted(text, named):
                return (
                    f"A page of another origin ('{text[:80]}') may not ask this server. If that is an "
                    f"address of it, add its host, with the port, to {SETTING} and start the server again."
                )
        site, mode = ("".join(headers.get(f"sec-fetch-{name}", [])).lower() for name in ("site", "mode"))
        framed = "".join(headers.get("sec-fetch-dest", [])).lower() not in {"", "document"}
        if site in _FOREIGN and (framed or mode not in _ASKED_FOR_THEMSELVES):
            return "A page of another site may link to this server, but not load from it."
        return ""

    def _is_ours(self, named: Authority, reached: str) -> bool:
        listed = any(one.name == named.name and one.port in {None, named.port} for one in self.listed)
        return self.every or listed or named.name in self.own or named.name == written(reached)

    def _is_trusted(self, text: str, named: Authority) -> bool:
        """Tell whether an origin is the host that is asked, or one listed where a proxy changed Host."""
        page = origin(text)
        if page is None:
            return False
        here = page.authority.at(page.scheme)
        return here in {one.at(page.scheme) for one in (named, *self.listed)}
