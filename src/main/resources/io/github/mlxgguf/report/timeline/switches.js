/* The boxes that switch rows and kinds of regions on and off. */
(function (tl) {
  "use strict";

  const { element } = tl;
  const byId = (id) => document.getElementById(id);

  function box(name, checked, disabled, note, onChange) {
    const label = element("label", null, disabled ? "off" : "");
    const input = element("input");
    input.type = "checkbox";
    input.checked = checked;
    input.disabled = disabled;
    input.addEventListener("change", () => onChange(input.checked));
    label.append(input, " " + name + (note ? ": " + note : ""));
    return label;
  }

  /** Gives what brings the boxes up to the data; `rebuild` draws all anew after a change. */
  tl.switches = (state, rebuild) => {
    function toggled(set, id) {
      return (on) => {
        on ? set.add(id) : set.delete(id);
        rebuild();
      };
    }

    /** How many of a kind there are, for its switch; a kind without any cannot be switched. */
    function counted(kind) {
      const { data } = state;
      const { json } = data;
      return {
        resident: () => json.residents.length,
        scenario: () => json.cells.length,
        phase: () => json.phases.length,
        anomaly: () => json.marks.length,
        gap: () => data.gaps().length,
        band: () => tl.catalogue.BANDS.reduce((sum, band) => sum + data.states(band.series, band.floor).length, 0),
      }[kind]();
    }

    let switchesFor = "";

    return () => {
      const present = new Set(tl.catalogue.rows(state.data).map((row) => row.id));
      const counts = tl.catalogue.KINDS.map((kind) => [kind, counted(kind.id)]);
      // While a run is watched the boxes stay, so that focus does.
      const now = JSON.stringify([[...present], counts.map(([, count]) => count > 0)]);
      if (now === switchesFor) {
        return;
      }
      switchesFor = now;
      byId("rows").replaceChildren(
        ...tl.catalogue.ROWS.map((row) =>
          box(row.name, present.has(row.id) && state.rows.has(row.id), !present.has(row.id),
            present.has(row.id) ? "" : "not known on this machine", toggled(state.rows, row.id))),
      );
      byId("kinds").replaceChildren(
        ...counts.map(([kind, count]) =>
          box(kind.name, count > 0 && state.kinds.has(kind.id), count === 0, count ? "" : "none", toggled(state.kinds, kind.id))),
      );
    };
  };
})((window.timeline = window.timeline || {}));
