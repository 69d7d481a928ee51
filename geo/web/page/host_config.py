"""What Streamlit's page asks its server about the site that it stands in: nobody stands around ours."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

HOST_CONFIG = "/_stcore/host-config"

ANSWER = {
    # Streamlit's own answer lets the pages of its makers' clouds steer the app.
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    # The map works without the server: no dialog may cover it while that is away; the panel says so.
    "blockErrorDialogs": True,
    "resourceCrossOriginMode": None,
}


class HostConfig:
    """ASGI middleware that answers in Streamlit's place, which allows no route of ours below `/_stcore`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._answer = JSONResponse(ANSWER, headers={"cache-control": "no-cache"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is asked of the site, and leave the rest to the wrapped app."""
        asked = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].endswith(HOST_CONFIG)
        await (self._answer if asked else self._app)(scope, receive, send)
