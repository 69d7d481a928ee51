/* Runs in the page of either app before its own scripts: tells when the map shows what it should.
   Both apps are read through the same loop on the same clock: performance.now() of the outer page, 0 at navigation. */
(() => {
  if (window !== window.top || window.bench) return;
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const maps = () =>
    [...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument).filter((inside) => inside && inside.body);

  const drawing = (inside) => inside.defaultView.Libya?.current || {};

  const shows = {
    /** Ours: each layer's canvas is shown or hidden as asked, and the map has drawn another view than `after`. */
    ours: ({ layers, on, after }) =>
      maps().some((inside) => {
        const { shown } = drawing(inside);
        if (!shown || shown === after) return false;
        return layers.every((id) => {
          return Boolean(inside.querySelector(`canvas[data-layer="${id}"]`)) === on;
        });
      }),
    /** Ours: as above, and symbols stand apart, names are clear of them, the legend is up to date, the ground is there. */
    tidied: (wanted) =>
      shows.ours(wanted) &&
      maps().some((inside) => {
        const { shown, tidied } = drawing(inside);
        return shown && shown === tidied && inside.querySelector("[data-ground=ready]");
      }),
    /** Plain: the map, which may be a new one, holds as many markers as it should. */
    plain: ({ count }) => maps().some((inside) => inside.getElementsByClassName("leaflet-interactive").length === count),
  };

  /** Time of the frame after the first one in which `wanted` shows, so that that one is painted. */
  function painted(app, wanted, limit = 60000) {
    const from = performance.now();
    return new Promise((done, fail) => {
      const look = (now) => {
        if (shows[app](wanted)) requestAnimationFrame(() => done(performance.now()));
        else if (performance.now() - from > limit) fail(new Error(`${app}: not shown: ${JSON.stringify(wanted)}`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  }

  /** A click in the middle of each map, as a mouse makes it; plain circles hear it where they are. */
  const click = {
    ours: (inside) => {
      const box = inside.querySelector(".leaflet-container");
      const { map } = drawing(inside);
      const { x: clientX, y: clientY } = map.latLngToContainerPoint([25.5, 23.5]);
      const at = { clientX, clientY, bubbles: true, view: inside.defaultView };
      for (const kind of ["mousedown", "mouseup", "click"]) box.dispatchEvent(new MouseEvent(kind, at));
    },
    plain: (inside) => {
      const circle = inside.getElementsByClassName("leaflet-interactive")[0];
      circle?.dispatchEvent(new MouseEvent("click", { bubbles: true, view: inside.defaultView }));
    },
  };
  const hasAnswered = {
    ours: (inside) => Boolean(drawing(inside).state?.sel),
    plain: (inside) => Boolean(inside.querySelector(".leaflet-popup")),
  };

  /** Time of the frame after the one in which a click has its answer; a click each frame from when the map stands there. */
  async function answering(app, wanted) {
    const from = await painted(app, wanted);
    return new Promise((done, fail) => {
      const look = () => {
        const all = maps();
        if (all.some(hasAnswered[app])) requestAnimationFrame(() => done(performance.now()));
        else if (performance.now() - from > 60000) fail(new Error(`${app}: no answer to a click`));
        else {
          all.forEach(click[app]);
          requestAnimationFrame(look);
        }
      };
      look();
    });
  }

  const shownNow = () => maps().map((inside) => drawing(inside).shown).find(Boolean);

  window.bench = {
    shows,
    painted,
    answering,
    /** Clicks a checkbox; milliseconds from its click event to painted, and (ours) to tidied. */
    async toggle(app, selector, wanted) {
      const box = document.querySelector(selector);
      const aim = { ...wanted, after: shownNow() };
      let clicked = null;
      document.addEventListener("click", () => (clicked = clicked || performance.now()), { capture: true, once: true });
      const waits = [painted(app, aim)];
      if (app === "ours") waits.push(painted("tidied", aim));
      box.click();
      return (await Promise.all(waits)).map((at) => at - clicked);
    },
    /** Clicks or sets one of the panel's controls (ours); milliseconds until the map has painted that state. */
    async act(selector, value) {
      const control = document.querySelector(selector);
      const done = painted("ours", { layers: [], on: true, after: shownNow() });
      const from = performance.now();
      if (value === null) control.click();
      else {
        control.value = value;
        control.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return (await done) - from;
    },
    /** Clicks a checkbox for ever, as somebody at work would. */
    keepBusy: (selector, ms) => setInterval(() => document.querySelector(selector).click(), ms),
    /** Resolves when Streamlit has been still for `ms`. */
    async idle(ms) {
      let since = performance.now();
      while (performance.now() - since < ms) {
        await sleep(20);
        const app = document.querySelector("[data-testid=stApp]");
        if (!app || app.dataset.testScriptState !== "notRunning") since = performance.now();
      }
    },
  };
})();
