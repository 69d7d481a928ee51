"""What the proof looks at: fixed views, words to search for, addresses, requests that are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

MADE = "2026-11-24"
"""Day of making of every figure, so that both sides print the same day."""
BASE = "regions,districts,places,airfields,crossings,ports"
ALL_DRAWN = "control,tripoli,east,city_states,ceasefire,energy,fezzan_resources,trafficking_hubs,foreign"


@dataclass(frozen=True, slots=True)
class View:
    """One view, by the parameters of its address.

    Attributes
    ----------
    params : mapping of str to str
        `layers`, `at`, `known`, `lang`, `names`, `f`, `o` as in the address of the page.
    figure : mapping of str to str
        What only its figure is asked for, such as `bbox`, `size` and `preset`.
    """

    name: str
    params: Mapping[str, str] = field(default_factory=dict)
    figure: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """The parameters as an address has them."""
        return urlencode(self.params)

    @property
    def printed(self) -> dict[str, str]:
        """The parameters of the view's figure."""
        # A layer may be empty on a day: then its figure carries a warning.
        return {"faulty": "warn", "made": MADE, "dpi": "150", **self.params, **self.figure}


def _view(name: str, figure: Mapping[str, str] | None = None, **params: str) -> View:
    return View(name, params, figure or {})


VIEWS = (
    _view("first view"),
    *(
        _view(f"powers on {day}", layers="control,tripoli,east,city_states,ceasefire", at=day)
        for day in (
            "2012-06-01", "2014-08-01", "2017-03-15", "2019-06-01", "2020-10-23", "2022-09-01", "2026-10-31",
        )
    ),
    _view("known in 2026", layers="control,east", at="2025-06-01", known="2026-11-23"),
    _view("known before there were data", layers="control,east", at="2020-06-30", known="2021-01-01"),
    _view("hidden classes", layers="control,tripoli,east", f="hide:control.place|tripoli.force|east.force"),
    _view("one actor", layers="control,east,foreign", f="actor:lna|russia"),
    _view("commodities", layers="trafficking_hubs,trafficking_routes", f="com:fuel|gold"),
    _view("grades", layers=ALL_DRAWN, f="rel:B;cred:2"),
    _view("age", layers=ALL_DRAWN, f="age:730", at="2026-11-01"),
    _view("without what is stale", layers=ALL_DRAWN, f="stale:hide", at="2026-11-01"),
    _view("Arabic", layers="control,tripoli,east,ceasefire", lang="ar"),
    _view("both languages", layers="control,city_states", lang="en+ar"),
    *(
        _view(f"names: {policy}", layers="control,tripoli,east,foreign", names=policy)
        for policy in ("own", "press", "descriptive")
    ),
    _view("opacity", layers="control,energy,tripoli", o="control:0.4,energy:0.75"),
    _view("extent of the north-west", {"bbox": "10.7,31.5,15.5,33.3"}, layers="control,city_states,tripoli"),
    _view(
        "extent of Kufra", {"bbox": "18,20,26,27", "size": "square"},
        layers="trafficking_hubs,trafficking_routes,places",
    ),
    _view("a slide", {"size": "16x9"}, layers="energy,fezzan_resources", at="2024-01-01"),
    _view("all layers", layers=f"{ALL_DRAWN},interests,events,trafficking_routes,{BASE}"),
)  # fmt: skip
"""The fixed views; each layer alone and each ready figure come to them, by what the catalogue lists."""

SEEN = (
    "",
    "layers=control,tripoli,east,city_states&at=2020-10-23",
    "layers=control,east&at=2025-06-01&known=2026-11-23&c=30.5,15.25&z=6.5",
    "layers=tripoli,east,trafficking_hubs&lang=en%2Bar&names=press&o=east:0.4&f=hide:trafficking_hubs.drugs;rel:B;age:730",
    "layers=control,tripoli&lang=ar&tab=timeline",
    "layers=energy,trafficking_routes&view=brief&at=2026-06-30",
    "layers=city_states&sel=cs-zuwara&tab=inspect&q=zuwara",
    "layers=tripoli,nothing-like-it&at=2020-13-45&lang=de&z=99&names=mine",
    "layers=&at=2026-11-01",
    "at=2026-06-01&z=7&tab=table",
)
"""Addresses that are opened in a browser; the page reads them and writes them back."""

WORDS = (
    "sabha", "Sebha", "طرابلس", "zawia", "LNA", "Haftar", "gnu", "russia", "wagner", "fuel", "gold",
    "sharara", "El Feel", "Ras Lanuf", "misrata brigade", "444", "Kufra", "Salloum", "ceasefire", "5+5",
    "Jufra", "drone", "HLLT", "LYTIP", "port", "Murzuq", "Benghazi", "درنة", "Tawergha", "Barqa",
    "nothing at all", "a", "", "32.8872, 13.1914", "32.8872N 13.1914E", "32°53'14\"N 13°11'29\"E",
    "33S UR 12345 67890", "95.1, 13.2", "Tripolli", "bengazi", "trblos", "al-khums", "Derna", "uranium",
    "UNSMIL", "Turkey", "Türkiye",
)  # fmt: skip

EXPORTS = (
    "layers=control,east&format=gpkg",
    "layers=tripoli,city_states&format=geojson&at=2022-01-01",
    "layers=trafficking_hubs,trafficking_routes&format=csv&at=2026-11-01",
    "layers=trafficking_hubs,trafficking_routes&format=csv&at=2026-11-01&f=com:fuel",
    "layers=control&format=geojson&at=2020-10-23&known=2026-11-23",
    "layers=energy,places&format=geojson&bbox=10,25,16,33",
    "layers=ceasefire,events,interests,foreign,regions&format=csv",
    "layers=airfields,crossings,ports,districts,fezzan_resources&format=gpkg",
)

REFUSED = (
    "/api/layers/nowhere.geojson",
    "/api/layers/control.geojson?at=2020-13-40",
    "/api/layers/control.geojson?known=yesterday",
    "/api/features/no-such-feature",
    "/api/features/cs-zuwara?at=soon",
    "/api/search?q=x&limit=0",
    "/api/search?q=x&limit=abc",
    "/api/export",
    "/api/export?layers=east&format=doc",
    "/api/export?layers=nowhere",
    "/api/export?layers=east&bbox=1,2,3",
    "/api/export?layers=east&f=nonsense",
    "/api/figure?layers=nowhere,alsonot&at=never&lang=de&size=poster&dpi=12",
    "/api/figure?format=zzz&preview=7",
    "/api/figure?preset=overveiw",
    "/api/figure?layers=east&bbox=40,40,41,41",
    "/api/figure?layers=east&o=east:7&f=colour:red&names=mine&marking=PINK&callouts=no-such",
    "/api/figure?layers=control&title=%D0%9B",
    "/api/nothing",
    "/assets/fonts/no.ttf",
    "/assets/own/nothing.css",
    "/assets/own/map.css",
    "/assets/map.js",
    "/assets/leaflet/leaflet.css",
)
"""Requests of which the status, the kind of answer and its `detail` are compared."""

_DAY = f"--at {MADE} --made {MADE}"
COMMANDS = (
    "-m geo.check",
    "-m geo.figure --presets",
    "-m geo.figure --help",
    "-m geo.export --help",
    "-m geo.figure --layers nowhere --at never",
    "-m geo.figure --layers east --out nowhere/x.png",
    "-m geo.figure --preset overveiw",
    "-m geo.export --layers east --format doc",
    f"-m geo.figure --preset overview {_DAY} --out {{out}}/overview.svg",
    f"-m geo.figure --preset powers-and-front {_DAY} --lang en+ar --out {{out}}/powers.pptx",
    f"-m geo.figure --layers control,tripoli --f hide:control.place {_DAY} --out {{out}}/again.png",
    "-m geo.figure --from {out}/again.png --out {out}/again.pdf",
    f"-m geo.figure --book {{out}}/book.pdf {_DAY} --since 2026-01-01",
    "-m geo.export --layers tripoli --format geojson --out {out}/tripoli.zip",
)
"""Command lines of Python, with `{out}` for a folder of their own; what they write is compared too."""
