/* The same as tables, for those who do not see the chart or want figures: regions with what they cost, and the samples in coarse steps. */
(function (tl) {
  "use strict";

  const STEPS = 60;
  const { element } = tl;

  function table(caption, columns, rows) {
    const scroll = element("div", null, "scroll");
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", caption);
    const node = element("table");
    node.append(element("caption", caption));
    const head = element("tr");
    for (const [title, numeric] of columns) {
      const cell = element("th", title, numeric ? "number" : "");
      cell.scope = "col";
      head.append(cell);
    }
    const thead = element("thead");
    thead.append(head);
    const body = element("tbody");
    for (const row of rows) {
      const line = element("tr");
      row.forEach((text, index) => {
        const known = text !== null && text !== undefined && text !== "";
        const cell = element(index ? "td" : "th", known ? text : "–", columns[index][1] ? "number" : "");
        if (!index) {
          cell.scope = "row";
        }
        if (!known) {
          cell.setAttribute("aria-label", "unknown");
        }
        line.append(cell);
      });
      body.append(line);
    }
    node.append(thead, body);
    scroll.append(node);
    return scroll;
  }

  const bytes = (value) => (value === undefined ? null : tl.format.bytes(value));
  const seconds = (value) => (value === undefined ? null : tl.format.number(value) + "\u00a0s");
  const growth = (value) => (value === undefined ? null : (value > 0 ? "+" : "") + tl.format.bytes(value));
  const at = (ms) => tl.format.elapsed(ms);

  function residents(json) {
    return table(
      "Models resident",
      [["From", true], ["For", true], ["Build"], ["Model"], ["Pair"], ["Round", true], ["Size", true], ["Load took", true]],
      json.residents.map((one) => [
        at(one.start_ms), tl.format.duration(one.end_ms - one.start_ms) + (one.open ? ", no unload seen" : ""), one.build, one.model,
        one.pair, String(one.round), bytes(one.size_bytes), seconds(one.load_seconds),
      ]),
    );
  }

  function cells(json) {
    return table(
      "Scenarios; growth is committed memory above the baseline before the load",
      [
        ["From", true], ["For", true], ["Scenario"], ["Build"], ["Pair"], ["Round", true], ["Outcome"], ["Median growth, decode", true],
        ["Peak growth", true], ["Generations", true], ["Median decode speed", true], ["Flags"],
      ],
      json.cells.map((one) => [
        at(one.start_ms), tl.format.duration(one.end_ms - one.start_ms), one.scenario, one.build, one.pair, String(one.round),
        one.outcome + (one.reason ? ": " + one.reason : ""), growth(one.decode_growth_bytes), growth(one.peak_growth_bytes),
        String(one.generations),
        one.decode_tokens_per_second === undefined ? null : tl.format.number(one.decode_tokens_per_second) + "\u00a0tokens/s",
        one.flags.join(", ") || "none",
      ]),
    );
  }

  function marks(json) {
    return table(
      "Anomalies",
      [["At", true], ["For", true], ["Kind"], ["What"], ["Where"]],
      json.marks.map((one) => [
        at(one.start_ms), tl.format.duration(one.end_ms - one.start_ms), tl.catalogue.anomaly(one.kind).name, one.text, one.where || null,
      ]),
    );
  }

  function samples(data) {
    const kinds = tl.catalogue.ROWS.flatMap((row) => tl.catalogue.present(row, data, false)).filter((one) => one.id !== "cpu_total");
    const [from, to] = data.full;
    const count = Math.min(STEPS, data.levels[0].count);
    const step = (to - from) / count;
    const rows = [];
    for (let i = 0; i < count; i++) {
      const start = from + i * step;
      const row = kinds.map((one) => {
        const found = data.over(one.id, start, i === count - 1 ? to : start + step - 0.001);
        if (!found) {
          return null;
        }
        const words = one.states;
        return words
          ? [...new Set([words[found.low] || "?", words[found.high] || "?"])].join(" – ")
          : tl.format.range(one.unit, found.low, found.high);
      });
      rows.push([at(start), ...row]);
    }
    return table(
      data.lasted ? `Samples in steps of ${tl.format.duration(step)}, least and greatest of each` : "Samples",
      [["From", true], ...kinds.map((one) => [one.name, true])],
      rows,
    );
  }

  /** Fills a place with all tables that have rows. */
  tl.tables = (data, place) => {
    const { json } = data;
    const all = [];
    if (json.residents.length) {
      all.push(residents(json));
    }
    if (json.cells.length) {
      all.push(cells(json));
    }
    if (json.marks.length) {
      all.push(marks(json));
    }
    all.push(data.levels[0].count ? samples(data) : element("p", "There are no samples."));
    place.replaceChildren(...all);
  };
})((window.timeline = window.timeline || {}));
