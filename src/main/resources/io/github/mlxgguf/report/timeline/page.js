/* What the reader does, and what the run does while it is watched. */
(function (tl) {
  "use strict";

  const { element } = tl;
  const POLL_MS = 2000;
  const ZOOM_STEP = 1.5;
  const PAN_STEP = 0.2;
  const byId = (id) => document.getElementById(id);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  const state = {
    data: null,
    level: null,
    from: 0,
    to: 1000,
    minSpan: 1,
    width: 800,
    dark: dark.matches,
    colours: tl.catalogue.SCHEMES.light,
    touch: window.matchMedia("(pointer: coarse)").matches,
    rows: new Set(tl.catalogue.ROWS.map((row) => row.id)),
    kinds: new Set(tl.catalogue.KINDS.map((kind) => kind.id)),
    legend: {},
    titleWidth: [],
    pointerX: 0,
    shown: (one) => (one.name in state.legend ? state.legend[one.name] : !one.hidden),
  };

  const switches = tl.switches(state, () => rebuild());
  let chart = null;
  let place = null;
  let drawn = "";
  let pending = false;
  let range = false;
  let cursor = null;
  let tip = null;

  // ---- drawing

  function theme(isDark) {
    state.dark = isDark;
    state.colours = tl.catalogue.SCHEMES[isDark ? "dark" : "light"];
  }

  function lay() {
    state.width = byId("chart").clientWidth;
    place = tl.options.layout(state);
    const ruler = document.createElement("canvas").getContext("2d");
    ruler.font = "bold 14px " + tl.regions.FONT.replace("12px ", "");
    state.titleWidth = place.rows.map((one) => ruler.measureText(one.row.name).width);
    const now = tl.options.signature(state, place);
    byId("chart").style.height = place.height + "px";
    return now;
  }

  /** Draws all anew: rows, lanes or colours have changed. */
  function rebuild() {
    if (!state.data) {
      return;
    }
    // A tooltip remembers the axes that it was opened over, which may be gone in a moment.
    const open = tip;
    chart.dispatchAction({ type: "hideTip" });
    drawn = lay();
    chart.resize({ width: state.width, height: place.height });
    // Not `notMerge`: that would throw away a tooltip which the chart is about to move.
    chart.setOption(tl.options.structure(state, place), {
      replaceMerge: ["grid", "xAxis", "yAxis", "series", "legend", "title", "dataZoom"],
    });
    chart.setOption({ series: tl.options.windowData(state, place) });
    arm();
    describe();
    if (open) {
      chart.dispatchAction({ type: "showTip", ...open });
    }
  }

  /** Draws another window or newer data; what the reader has open stays. */
  function refresh(newData) {
    if (!newData) {
      chart.setOption({ series: tl.options.windowData(state, place) });
    } else if (lay() !== drawn) {
      rebuild();
      return;
    } else {
      chart.setOption(renewed());
    }
    describe();
  }

  /** New data and their axis; the renderers of lanes and bands too, which hold on to the layout that they were made with. */
  function renewed() {
    const fresh = tl.options.structure(state, place);
    const renderers = new Map(fresh.series.map((one) => [one.id, one.renderItem]));
    const window = { startValue: state.from, endValue: state.to, minValueSpan: state.minSpan };
    return {
      xAxis: fresh.xAxis.map(({ min, max }) => ({ min, max })),
      dataZoom: [{ id: "inside", ...window }, { id: "slider", ...window }],
      series: tl.options.windowData(state, place).map((one) =>
        renderers.get(one.id) ? { ...one, renderItem: renderers.get(one.id) } : one,
      ),
    };
  }

  function later() {
    if (!pending) {
      pending = true;
      requestAnimationFrame(() => {
        pending = false;
        refresh(false);
      });
    }
  }

  function describe() {
    const { data } = state;
    const { json } = data;
    const count = state.level ? state.level.count : 0;
    const perPoint = state.level && count ? (json.samples * 1) / count : 1;
    const whole = data.full[1] - data.full[0];
    const shownWhole = state.from <= data.full[0] && state.to >= data.full[1];
    const text = [
      shownWhole
        ? data.lasted ? `The whole run, ${tl.format.duration(whole)}` : "The whole run"
        : `${tl.format.elapsed(state.from, (state.to - state.from) / 10)} to ${tl.format.elapsed(state.to, (state.to - state.from) / 10)} of ${tl.format.duration(whole)}`,
      `${tl.format.count(json.samples, "sample")}, ` +
        (perPoint > 1.5 ? "drawn as least and greatest of each stretch" : "each one drawn"),
    ];
    if (json.left_out) {
      text.push(`${tl.format.count(json.left_out, "phase or mark")} left out`);
    }
    byId("window").textContent = text.join(" · ");
  }

  // ---- moving about

  function show(from, to) {
    const [least, most] = state.data.full;
    const span = Math.min(Math.max(to - from, state.minSpan), most - least);
    const start = Math.min(Math.max(from + (to - from - span) / 2, least), most - span);
    chart.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, startValue: start, endValue: start + span });
  }

  function zoom(factor, centre = (state.from + state.to) / 2) {
    show(centre - (centre - state.from) * factor, centre + (state.to - centre) * factor);
  }

  function pan(share) {
    const step = (state.to - state.from) * share;
    show(state.from + step, state.to + step);
  }

  const reset = () => show(...state.data.full);

  /** Moves the reading line, for those without a mouse. */
  function read(step) {
    const grid = place.rows[0];
    if (!grid) {
      return;
    }
    const first = place.left;
    const last = state.width - place.right;
    cursor = cursor === null ? (first + last) / 2 : Math.min(Math.max(cursor + step, first), last - 1);
    state.pointerX = cursor;
    chart.dispatchAction({ type: "showTip", x: cursor, y: grid.top + 8 });
  }
  function selectRange(on) {
    range = on;
    byId("range").setAttribute("aria-pressed", String(on));
    arm();
  }

  function arm() {
    chart.dispatchAction({ type: "takeGlobalCursor", key: "dataZoomSelect", dataZoomSelectActive: range });
  }

  const KEYS = {
    ArrowLeft: (event) => (event.shiftKey ? read(-8) : pan(-PAN_STEP)),
    ArrowRight: (event) => (event.shiftKey ? read(8) : pan(PAN_STEP)),
    "+": () => zoom(1 / ZOOM_STEP),
    "=": () => zoom(1 / ZOOM_STEP),
    "-": () => zoom(ZOOM_STEP),
    0: reset,
    Home: () => show(state.data.full[0], state.data.full[0] + state.to - state.from),
    End: () => show(state.data.full[1] - state.to + state.from, state.data.full[1]),
    Escape: () => {
      cursor = null;
      chart.dispatchAction({ type: "hideTip" });
      if (range) {
        selectRange(false);
      }
    },
  };

  function onKey(event) {
    const act = KEYS[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      act(event);
    }
  }

  // ---- data

  function banners() {
    byId("banners").replaceChildren(
      ...state.data.json.banners.map((banner) => {
        const node = element("div", null, "banner " + banner.level.toLowerCase());
        node.setAttribute("role", "note");
        node.append(element("strong", banner.title), element("p", banner.text));
        return node;
      }),
    );
  }

  function headings() {
    const { json } = state.data;
    const kind = { simulated: "simulated run", embedded: "run on the embedded server" }[json.server_kind];
    const title = kind ? "Time line: " + kind : "Time line";
    byId("title").textContent = title;
    byId("name").textContent = json.name;
    byId("report").hidden = !json.reported;
    document.title = json.name ? title + " – " + json.name : title;
    byId("chart").setAttribute("aria-label",
      `Time line of ${json.name || "this run"}: ${tl.format.count(json.samples, "sample")}` +
      `${state.data.lasted ? " over " + tl.format.duration(state.data.full[1] - state.data.full[0]) : ""}, ` +
      `${tl.format.count(json.residents.length, "load")}, ${tl.format.count(json.cells.length, "scenario")}, ` +
      `${json.marks.length === 1 ? "1 anomaly" : json.marks.length + " anomalies"}. The data tables below hold the same.`);
  }

  function tables() {
    tl.tables(state.data, byId("tables-place"));
  }

  /** Takes a time line, the first or a newer one. */
  function update(json) {
    const before = state.data;
    const data = new tl.Data(json);
    state.data = data;
    const interval = json.interval_ms || 100;
    state.minSpan = Math.min(Math.max(interval * 2, 1), data.full[1] - data.full[0]);
    // Who watches the whole goes on to watch the whole; who looks at a part keeps it.
    if (!before || (state.from <= before.full[0] && state.to >= before.full[1])) {
      [state.from, state.to] = data.full;
    }
    headings();
    banners();
    switches();
    const empty = data.levels[0].count === 0;
    byId("empty").hidden = !empty;
    byId("chart").hidden = empty && data.json.residents.length + data.json.cells.length === 0;
    if (before) {
      refresh(true);
      if (byId("tables").open) {
        tables();
      }
    } else {
      begin();
      tables();
    }
  }

  function begin() {
    theme(dark.matches);
    chart = echarts.init(byId("chart"), null, { renderer: "canvas" });
    tl.chart = chart;
    // Before the library's own listener, which asks for the tooltip.
    chart.getZr().on("mousemove", ({ offsetX }) => (state.pointerX = offsetX));
    chart.on("showTip", ({ x, y }) => (tip = { x, y }));
    chart.on("hideTip", () => (tip = null));
    chart.on("datazoom", () => {
      const { startValue, endValue } = chart.getOption().dataZoom[0];
      if (startValue !== state.from || endValue !== state.to) {
        state.from = startValue;
        state.to = endValue;
        later();
      }
    });
    chart.on("legendselectchanged", ({ selected }) => {
      state.legend = { ...state.legend, ...selected };
      const option = chart.getOption();
      // A click tells of one legend only; the others must not forget.
      chart.setOption({ legend: option.legend.filter(Boolean).map(({ id }) => ({ id, selected: state.legend })) });
    });
    rebuild();
    byId("chart").addEventListener("keydown", onKey);
    const press = (id, act) => byId(id).addEventListener("click", act);
    press("zoom-in", () => zoom(1 / ZOOM_STEP));
    press("zoom-out", () => zoom(ZOOM_STEP));
    press("left", () => pan(-PAN_STEP));
    press("right", () => pan(PAN_STEP));
    press("reset", reset);
    press("range", () => selectRange(!range));
    byId("tables").addEventListener("toggle", () => byId("tables").open && tables());
    dark.addEventListener("change", () => {
      theme(dark.matches);
      rebuild();
    });
    // Paper is white, whatever the screen is.
    window.addEventListener("beforeprint", () => {
      theme(false);
      rebuild();
    });
    window.addEventListener("afterprint", () => {
      theme(dark.matches);
      rebuild();
    });
    new ResizeObserver(() => {
      if (byId("chart").clientWidth !== state.width && byId("chart").clientWidth > 0) {
        rebuild();
      }
    }).observe(byId("chart"));
  }

  // ---- live

  function say(word, text) {
    const node = byId("status");
    node.hidden = false;
    if (node.dataset.state !== word) {
      node.dataset.state = word;
      node.textContent = text;
    }
  }

  async function poll() {
    try {
      const reply = await fetch("data.json", { cache: "no-store" });
      if (!reply.ok) {
        throw new Error("status " + reply.status);
      }
      update(await reply.json());
      if (state.data.json.ended) {
        say("ended", "Run ended");
        return;
      }
      say("live", "Live");
    } catch (error) {
      tl.lastError = String(error);
      say("lost", "Connection lost – trying again");
    }
    setTimeout(poll, POLL_MS);
  }

  tl.state = state;
  tl.update = update;

  /** Where the labels of regions are drawn, for who wants to check that they do not overlap. */
  tl.labels = () => {
    const found = [];
    for (const shape of chart.getZr().storage.getDisplayList(true)) {
      if (shape.parent && shape.parent.name === "label") {
        const rect = shape.getBoundingRect().clone();
        const transform = shape.getComputedTransform();
        if (transform) {
          rect.applyTransform(transform);
        }
        found.push({ text: shape.style.text, kind: shape.parent.info, x: rect.x, y: rect.y, width: rect.width, height: rect.height });
      }
    }
    return found;
  };

  const embedded = byId("timeline-data");
  if (embedded) {
    update(JSON.parse(embedded.textContent));
  } else {
    say("connecting", "Connecting …");
    poll();
  }
})((window.timeline = window.timeline || {}));
