/*
 * Lanes of regions above the rows, and what regions leave behind them in the rows. A label is drawn inside its own region only and
 * is measured before: it is shortened, then left out, so that labels cannot overlap at any zoom.
 */
(function (tl) {
  "use strict";

  const LANE_HEIGHT = 22;
  const FONT = "12px system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
  const PADDING = 5;
  const MIN_LABEL = 18;
  const ROOM_TO_CUT = 80;
  const MARK_SIZE = 16;
  /** Regions that lie over each other get sublanes, up to so many. */
  const MAX_SUBLANES = 4;

  const ruler = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  function widthOf(text) {
    if (!widths.has(text)) {
      ruler.font = FONT;
      widths.set(text, ruler.measureText(text).width);
    }
    return widths.get(text);
  }

  /**
   * The longest of the wordings that fits, else one cut with an ellipsis, else nothing. The last wording is for where there is no
   * room for more: with some room the one before it says more, even cut.
   */
  function fit(wordings, room) {
    const whole = wordings.find((text) => widthOf(text) <= room);
    const last = wordings.length - 1;
    if (whole !== undefined && (whole !== wordings[last] || last === 0 || room < ROOM_TO_CUT)) {
      return whole;
    }
    const text = wordings[room < ROOM_TO_CUT ? last : Math.max(0, last - 1)];
    let length = text.length;
    while (length > 2 && widthOf(text.slice(0, length) + "…") > room) {
      length--;
    }
    return length > 2 && room >= MIN_LABEL ? text.slice(0, length) + "…" : "";
  }

  const sideColour = (side, colours) => (side === "baseline" ? colours.orange : side === "candidate" ? colours.blue : colours.grey);

  const PHASES = {
    prefill: "purple", decode: "green", loading: "orange", unloading: "orange",
    baseline: "grey", loaded: "grey", idle: "grey", after: "grey", unloaded: "grey", server_idle: "grey", before_server: "grey",
  };

  function items(kind, json) {
    if (kind === "resident") {
      return json.residents.map((one) => ({
        span: one,
        colour: (colours) => sideColour(one.side, colours),
        strong: true,
        words: [
          `${one.build} · ${one.pair} · ${one.model} · round ${one.round}`,
          `${one.build} · ${one.model} · round ${one.round}`,
          `${one.build} · ${one.model}`,
          one.build,
        ],
      }));
    }
    if (kind === "scenario") {
      return json.cells.map((one) => {
        const sign = one.outcome === "passed" ? "" : one.outcome === "skipped" ? "– " : "✕ ";
        const more = one.outcome === "passed" ? "" : ` (${one.outcome})`;
        return {
          span: one,
          colour: (colours) => sideColour(one.side, colours),
          dashed: one.outcome !== "passed",
          words: [
            `${sign}${one.scenario} · ${one.build} · round ${one.round}${more}`,
            `${sign}${one.scenario} · ${one.build}`,
            sign + one.scenario,
            sign + one.scenario,
          ],
        };
      });
    }
    return json.phases.map((one) => ({
      span: one,
      colour: (colours) => colours[PHASES[one.phase] || "grey"],
      words: [one.phase.replace(/_/g, " ")],
    }));
  }

  /** Puts regions that lie over each other into sublanes; one that finds none lies in the last, without a label. */
  function pack(regions) {
    const ends = [];
    regions.sort((a, b) => a.span.start_ms - b.span.start_ms);
    for (const region of regions) {
      let lane = ends.findIndex((end) => end <= region.span.start_ms + 0.001);
      if (lane < 0) {
        lane = Math.min(ends.length, MAX_SUBLANES - 1);
        region.hidden = ends.length >= MAX_SUBLANES;
      }
      region.sublane = lane;
      ends[lane] = Math.max(ends[lane] || -Infinity, region.span.end_ms);
    }
    return Math.max(1, ends.length);
  }

  /** The lanes of the kinds that are switched on and have something to show. */
  function lanes(json, kinds) {
    const found = [];
    let line = 0;
    for (const [kind, name] of [["resident", "Model"], ["scenario", "Scenario"], ["phase", "Phase"]]) {
      const regions = kinds.has(kind) ? items(kind, json) : [];
      if (regions.length) {
        const height = pack(regions);
        found.push({ kind, name, first: line, height, regions });
        line += height;
      }
    }
    if (kinds.has("anomaly") && json.marks.length) {
      const marks = json.marks.slice().sort((a, b) => a.start_ms - b.start_ms);
      found.push({ kind: "anomaly", name: "Anomaly", first: line, height: 1, marks });
      line += 1;
    }
    return { found, lines: line, height: line * LANE_HEIGHT };
  }

  function clipped(params, x0, x1) {
    const grid = params.coordSys;
    const from = Math.max(x0, grid.x);
    const to = Math.min(x1, grid.x + grid.width);
    return to >= from ? { from, to } : null;
  }

  /** Draws one region of a lane. */
  function region(lane, colours) {
    return (params, api) => {
      const one = lane.visible[params.dataIndex];
      if (!one) {
        return null;
      }
      const x0 = api.coord([one.span.start_ms, 0])[0];
      const x1 = api.coord([one.span.end_ms, 0])[0];
      const seen = clipped(params, x0, x1);
      if (!seen) {
        return null;
      }
      const y = params.coordSys.y + (lane.first + one.sublane) * LANE_HEIGHT + 2;
      const height = LANE_HEIGHT - 4;
      const width = Math.max(1, seen.to - seen.from);
      const colour = one.colour(colours);
      const children = [
        {
          type: "rect",
          shape: { x: seen.from, y, width, height, r: width > 6 ? 3 : 0 },
          style: {
            fill: one.strong ? colour : tl.alpha(colour, 0.22),
            stroke: width > 4 ? colour : null,
            lineWidth: 1,
            lineDash: one.dashed ? [4, 3] : null,
          },
        },
      ];
      const text = one.hidden ? "" : fit(one.words, width - 2 * PADDING);
      if (text) {
        children.push({
          type: "text",
          name: "label",
          info: lane.kind,
          style: {
            x: seen.from + PADDING,
            y: y + height / 2,
            text,
            font: FONT,
            fill: one.strong ? colours.onColour : colours.ink,
            verticalAlign: "middle",
          },
        });
      }
      return { type: "group", children };
    };
  }

  /** Marks that would lie over each other become one with their number. */
  function clusters(lane, toPixel, from, to) {
    const groups = [];
    for (const mark of lane.marks) {
      const x = toPixel(mark.start_ms);
      if (x < from || x > to) {
        continue;
      }
      const last = groups[groups.length - 1];
      if (last && x - last.x < MARK_SIZE + 2) {
        last.marks.push(mark);
      } else {
        groups.push({ x, marks: [mark] });
      }
    }
    return groups;
  }

  /** Draws all marks at once: each must know how far the next one is. */
  function marks(lane, colours) {
    return (params, api) => {
      const grid = params.coordSys;
      const groups = clusters(lane, (ms) => api.coord([ms, 0])[0], grid.x - 1, grid.x + grid.width + 1);
      const y = grid.y + lane.first * LANE_HEIGHT + LANE_HEIGHT / 2;
      const children = [];
      groups.forEach((group, index) => {
        const kind = tl.catalogue.anomaly(group.marks[0].kind);
        const several = group.marks.length > 1;
        const x = Math.min(Math.max(group.x, grid.x + MARK_SIZE / 2), grid.x + grid.width - MARK_SIZE / 2);
        children.push(
          {
            type: "polygon",
            shape: { points: [[x, y - 9], [x + 9, y], [x, y + 9], [x - 9, y]] },
            style: { fill: colours.red, stroke: colours.page, lineWidth: 1 },
          },
          {
            type: "text",
            style: {
              x, y, text: several ? String(group.marks.length) : kind.sign, font: "bold " + FONT.replace("12px", "11px"),
              fill: colours.onColour, align: "center", verticalAlign: "middle",
            },
          },
        );
        const next = groups[index + 1];
        const room = (next ? next.x - 10 : grid.x + grid.width) - x - 14;
        const names = [...new Set(group.marks.map((mark) => tl.catalogue.anomaly(mark.kind).name))];
        const text = fit([several ? names.join(", ") : kind.name], room);
        if (text) {
          children.push({
            type: "text",
            name: "label",
            info: "anomaly",
            style: { x: x + 12, y, text, font: FONT, fill: colours.ink, verticalAlign: "middle" },
          });
        }
      });
      return { type: "group", children };
    };
  }

  /** What of a lane is drawn in a window: regions too narrow to be seen next to each other are drawn once. */
  function visible(lane, from, to, pixelMs) {
    const lastEnd = [];
    return lane.regions.filter((region) => {
      const { start_ms: start, end_ms: end } = region.span;
      if (end < from || start > to) {
        return false;
      }
      if (end - start < pixelMs && start < lastEnd[region.sublane]) {
        return false;
      }
      lastEnd[region.sublane] = Math.max(start + pixelMs, end);
      return true;
    });
  }

  /** What regions leave in a row: tints, bands with their names, hatched gaps and lines at anomalies. */
  function backdrop(row, data, kinds) {
    const { json } = data;
    const spans = [];
    if (kinds.has("resident")) {
      json.residents.forEach((one) => spans.push({ ...one, type: "tint" }));
    }
    if (kinds.has("scenario")) {
      json.cells.forEach((one) => spans.push({ start_ms: one.start_ms, end_ms: one.end_ms, type: "cell" }));
    }
    if (kinds.has("band")) {
      for (const band of tl.catalogue.BANDS.filter((one) => one.row === row.id)) {
        const words = row.series.find((one) => one.id === band.series).states;
        for (const span of data.states(band.series, band.floor)) {
          spans.push({ ...span, type: span.value >= band.severe ? "severe" : "warn", text: band.label(words[span.value] || "?") });
        }
      }
    }
    if (kinds.has("gap")) {
      data.gaps().forEach((one) => spans.push({ ...one, type: "gap", text: "no samples" }));
    }
    if (kinds.has("anomaly")) {
      json.marks.forEach((one) => spans.push({ start_ms: one.start_ms, end_ms: one.start_ms, type: "mark" }));
    }
    return spans;
  }

  function band(spans, colours) {
    return (params, api) => {
      const one = spans.visible[params.dataIndex];
      if (!one) {
        return null;
      }
      const grid = params.coordSys;
      const x0 = api.coord([one.start_ms, 0])[0];
      const x1 = api.coord([one.end_ms, 0])[0];
      const seen = clipped(params, x0, Math.max(x1, x0 + (one.type === "tint" || one.type === "cell" ? 0 : 1)));
      if (!seen) {
        return null;
      }
      const shape = { x: seen.from, y: grid.y, width: seen.to - seen.from, height: grid.height };
      if (one.type === "tint") {
        return { type: "rect", shape, style: { fill: tl.alpha(sideColour(one.side, colours), 0.09) } };
      }
      if (one.type === "cell" || one.type === "mark") {
        const lines = one.type === "mark" ? [x0] : [x0, x1];
        const mark = one.type === "mark";
        return {
          type: "group",
          children: lines
            .filter((x) => x >= grid.x && x <= grid.x + grid.width)
            .map((x) => ({
              type: "line",
              shape: { x1: x, y1: grid.y, x2: x, y2: grid.y + grid.height },
              style: {
                stroke: mark ? colours.red : colours.soft, lineWidth: 1, lineDash: mark ? [2, 3] : [1, 4], opacity: mark ? 1 : 0.6,
              },
            })),
        };
      }
      const tone = one.type === "severe" ? colours.red : one.type === "warn" ? colours.orange : colours.grey;
      const children = [{ type: "rect", shape, style: { fill: tl.hatch(tone, one.type) } }];
      const text = fit([one.text], shape.width - 2 * PADDING);
      if (text) {
        children.push({
          type: "text",
          style: {
            x: seen.from + PADDING, y: grid.y + grid.height - 4, text, font: FONT.replace("12px", "11px"), fill: colours.ink,
            verticalAlign: "bottom", backgroundColor: tl.alpha(colours.page, 0.8), padding: [1, 3], borderRadius: 2,
          },
        });
      }
      return { type: "group", children };
    };
  }

  tl.regions = { lanes, region, marks, visible, backdrop, band, fit, LANE_HEIGHT, FONT };
})((window.timeline = window.timeline || {}));
