/* What was at a time, over all rows: built of elements, never of markup, because names come from outside. */
(function (tl) {
  "use strict";

  function element(tag, text, className) {
    const node = document.createElement(tag);
    if (text !== undefined && text !== null) {
      node.textContent = text;
    }
    if (className) {
      node.className = className;
    }
    return node;
  }

  function swatch(one, colours) {
    const node = element("span", null, "swatch");
    const style = !one.dash || one.dash === "solid" ? "solid" : one.dash[0] < 3 ? "dotted" : "dashed";
    node.style.borderTop = `3px ${style} ${colours[one.colour] || "transparent"}`;
    return node;
  }

  const around = (spans, time) => spans.filter((one) => one.start_ms <= time && time < one.end_ms);

  /** The names of everything that lies over a time. */
  function places(json, time) {
    return [
      ...around(json.residents, time).map((one) => ["Model", `${one.build} · ${one.model} · ${one.pair} · round ${one.round}`]),
      ...around(json.cells, time).map((one) => ["Scenario", `${one.scenario} · ${one.build} · round ${one.round} · ${one.outcome}`]),
      ...[...new Set(around(json.phases, time).map((one) => one.phase.replace(/_/g, " ")))].map((name) => ["Phase", name]),
    ];
  }

  /** The value of a series at a time as text, or null where it was not read. */
  function spelled(one, data, level, time) {
    const found = data.at(one.id, level, time);
    if (!found) {
      return null;
    }
    if (one.states) {
      const low = one.states[found.low] || "?";
      const high = one.states[found.high] || "?";
      return low === high ? high : low + " – " + high;
    }
    return tl.format.range(one.unit, found.low, found.high);
  }

  function nearMarks(state, time) {
    const near = ((state.to - state.from) / Math.max(1, state.width)) * 8;
    return state.data.json.marks.filter((mark) => mark.start_ms - near <= time && time <= mark.end_ms + near);
  }

  tl.tooltip = (state, time) => {
    const { data, colours } = state;
    const root = element("div", null, "readout");
    const step = (state.to - state.from) / 1000;
    root.append(element("div", tl.format.elapsed(time, Math.max(10, step)), "when"));
    if (data.originMs !== null) {
      root.append(element("div", tl.format.wall(data.originMs, time), "wall"));
    }
    for (const [name, text] of places(data.json, time)) {
      const line = element("div", null, "place");
      line.append(element("b", name + " "), text);
      root.append(line);
    }
    for (const mark of nearMarks(state, time).slice(0, 3)) {
      const line = element("div", null, "place mark");
      line.append(element("b", tl.catalogue.anomaly(mark.kind).name + " "), mark.text);
      root.append(line);
    }
    const table = element("table");
    for (const row of tl.catalogue.rows(data)) {
      if (!state.rows.has(row.id)) {
        continue;
      }
      const head = element("tr");
      const title = element("th", row.name);
      title.colSpan = 2;
      head.append(title);
      table.append(head);
      for (const one of tl.catalogue.present(row, data, false)) {
        if (!state.shown(one)) {
          continue;
        }
        const value = spelled(one, data, state.level, time);
        const line = element("tr");
        const name = element("td");
        name.append(swatch(one, one.drawn === false ? {} : colours), one.tip || one.name);
        line.append(name, element("td", value === null ? "–" : value, "number"));
        table.append(line);
      }
    }
    root.append(table);
    if (data.json.samples_per_bucket > 1 || state.level !== data.levels[0]) {
      root.append(element("div", "a – b: least and greatest of the samples at this point", "wall"));
    }
    return root;
  };

  tl.element = element;
  tl.spelled = spelled;
})((window.timeline = window.timeline || {}));
