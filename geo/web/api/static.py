"""`/assets/...`: scripts, typefaces and words for the browser; and what no address is."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from geo.language import LANGUAGES, browser_words
from geo.model import MARKINGS
from geo.screen import assets
from geo.typefaces import woff2
from geo.web.answers import FOREVER, FRESH, problem, sent
from geo.web.bodies import TIGHT, Bodies, Body

CUTS = Path.home() / ".cache" / "libya-map"
"""Where typefaces are kept as they are cut."""


class Static:
    """The handlers; nothing here looks at the evidence."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies

    def routes(self) -> list[BaseRoute]:
        """Return the routes, the last of them for whatever no other route has."""
        return [
            Route("/assets/fonts/{name}", self.font),
            Route("/assets/words/{lang}.json", self.words),
            *(Route(path, self.script) for path in assets.SCRIPTS),
            *(
                Mount(f"/assets/{name}", StaticFiles(directory=folder))
                for name, folder in assets.FOLDERS.items()
            ),
            # Without these Streamlit would answer with the page.
            *(
                Route(path, self.nothing)
                for path in ("/api", "/api/{path:path}", "/assets", "/assets/{path:path}")
            ),
        ]

    def script(self, request: Request) -> Response:
        """`GET /assets/map.js`, `/assets/panel.js`: modules as one text, made again when one has changed."""
        path = request.url.path
        body = self._bodies.get(
            (path, assets.scripts_changed()),
            lambda: Body.of_bytes(assets.SCRIPTS[path]().encode(), "text/javascript", quality=TIGHT),
        )
        return sent(request, body, FRESH)

    def font(self, request: Request) -> Response:
        """`GET /assets/fonts/{name}`: the two pinned fonts, cut once, and no other file."""
        name = request.path_params["name"]
        if name not in assets.FONTS:
            return problem(404, f"no such font; there are {', '.join(assets.FONTS)}")
        face = assets.FONTS[name]
        body = self._bodies.get(("font", name), lambda: Body.as_it_is(woff2(face, CUTS), "font/woff2"))
        return sent(request, body, FOREVER)

    def words(self, request: Request) -> Response:
        """`GET /assets/words/{lang}.json`: our own words in a language, for the scripts."""
        lang = request.path_params["lang"]
        if lang not in LANGUAGES:
            return problem(404, f"no such language; there are {', '.join(LANGUAGES)}")
        body = self._bodies.get(("words", lang), lambda: Body.of(browser_words(lang), marking=MARKINGS[0]))
        return sent(request, body, FRESH)

    def nothing(self, _request: Request) -> Response:
        """Any other address below /api and /assets."""
        return problem(404, "no such address; GET /api/layers lists what there is")
