/* The chart's options: one grid for each row below each other, on one time axis. */
(function (tl) {
  "use strict";

  /** Less memory left than these shares of the machine's changes the area's fill. */
  const LOW = 0.2;
  const CRITICAL = 0.1;
  /** A line that is so many times longer than the chart is wide fills an area. */
  const DENSE = 12;
  const ROW_HEAD = 30;
  const ROW_GAP = 10;
  const FOOT = 92;

  /** A colour of the palette, see-through. */
  tl.alpha = (colour, alpha) => {
    const part = (at) => parseInt(colour.slice(at, at + 2), 16);
    return `rgba(${part(1)},${part(3)},${part(5)},${alpha})`;
  };

  const hatches = new Map();

  /** A pattern besides the colour, so that a band can be told without it. */
  tl.hatch = (colour, type) => {
    const key = colour + type;
    if (!hatches.has(key)) {
      const size = type === "gap" ? 10 : 8;
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = size;
      const pen = canvas.getContext("2d");
      pen.fillStyle = tl.alpha(colour, type === "gap" ? 0.12 : type === "area-low" || type === "area-critical" ? 0.32 : 0.16);
      pen.fillRect(0, 0, size, size);
      pen.strokeStyle = tl.alpha(colour, 0.6);
      pen.lineWidth = 1;
      pen.beginPath();
      pen.moveTo(-1, size + 1);
      pen.lineTo(size + 1, -1);
      if (type === "severe" || type === "area-critical") {
        pen.moveTo(-1, -1);
        pen.lineTo(size + 1, size + 1);
      }
      pen.stroke();
      hatches.set(key, { image: canvas, repeat: "repeat" });
    }
    return hatches.get(key);
  };

  /** 0 plenty, 1 low, 2 critical: by what was available of the machine's memory, at worst, in a bucket. */
  function headroom(data, level) {
    const ram = data.json.machine_memory_bytes;
    const available = level.series.available;
    return (i) => {
      const left = ram && available ? available.low[i] / ram : 1;
      return left < CRITICAL ? 2 : left < LOW ? 1 : 0;
    };
  }

  /** Where everything stands. */
  function layout(state) {
    const narrow = state.width < 600;
    const left = narrow ? 50 : 72;
    const right = narrow ? 42 : 64;
    const lanes = tl.regions.lanes(state.data.json, state.kinds);
    let y = 8;
    const top = y;
    y += lanes.height ? lanes.height + 6 : 0;
    const rows = tl.catalogue.rows(state.data).filter((row) => state.rows.has(row.id)).map((row) => {
      const head = narrow ? ROW_HEAD + 26 : ROW_HEAD;
      const height = narrow ? Math.round(row.height * 0.85) : row.height;
      const place = { row, head: y, top: y + head, height };
      y += head + height + ROW_GAP;
      return place;
    });
    return { narrow, left, right, lanes, lanesTop: top, rows, overview: y + 28, height: y + FOOT };
  }

  /** Names the structure: while it stays the same, new data need no new chart. */
  function signature(state, place) {
    return JSON.stringify([
      state.width, state.dark, place.lanes.found.map((lane) => [lane.kind, lane.height]), place.height,
      place.rows.map((one) => [one.row.id, tl.catalogue.present(one.row, state.data, true).map((series) => series.id)]),
    ]);
  }

  const hideAxis = { axisLine: { show: false }, axisTick: { show: false }, axisLabel: { show: false }, splitLine: { show: false } };

  function timeAxis(state, gridIndex, last) {
    const { colours } = state;
    return {
      type: "time",
      useUTC: true,
      gridIndex,
      min: state.data.full[0],
      max: state.data.full[1],
      axisLine: { show: gridIndex > 0, lineStyle: { color: colours.line } },
      axisTick: { show: last, lineStyle: { color: colours.line } },
      splitLine: { show: gridIndex > 0, lineStyle: { color: colours.line, opacity: 0.5 } },
      axisLabel: {
        show: last,
        color: colours.soft,
        hideOverlap: true,
        formatter: (ms) => tl.format.elapsed(ms, (state.to - state.from) / 10),
      },
      axisPointer: {
        show: true,
        // A tooltip's pointer would jump to the next reading, over a gap too.
        snap: false,
        lineStyle: { color: colours.ink, width: 1, type: "solid" },
        label: { show: last, formatter: ({ value }) => tl.format.elapsed(value, (state.to - state.from) / 100) },
      },
    };
  }

  function valueAxes(state, place, gridIndex) {
    const { row } = place;
    const { colours, data } = state;
    const plain = (value) => String(Number(value.toPrecision(3)));
    const short = (unit) => (value) =>
      unit === "bytes" ? plain(value / 1e9) + (place.narrow ? "" : " GB")
        : unit === "share" ? Math.round(value * 100) + " %"
        : plain(value) + (place.narrow ? "" : unit === "watts" ? " W" : unit === "celsius" ? " °C" : "");
    const shared = {
      type: "value",
      gridIndex,
      min: 0,
      splitNumber: row.height > 200 ? 5 : 3,
      axisLine: { show: false },
      axisLabel: { color: colours.soft, hideOverlap: true },
      splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } },
      axisPointer: { show: false },
    };
    const left = { ...shared, axisLabel: { ...shared.axisLabel, formatter: short(row.unit) } };
    if (row.unit === "share") {
      left.max = (extent) => Math.max(1, Math.ceil(extent.max * 10) / 10);
      left.interval = 0.5;
    }
    const ram = data.json.machine_memory_bytes;
    if (row.id === "memory" && ram && !(data.most.committed > ram)) {
      left.max = ram;
      // The last step is not a round one; what stands below it is.
      left.axisLabel = { ...left.axisLabel, showMaxLabel: true };
    }
    const drawn = tl.catalogue.present(row, data, true);
    const right = {
      ...shared,
      show: drawn.some((one) => one.right),
      position: "right",
      min: row.rightUnit === "celsius" ? (extent) => Math.floor((extent.min - 5) / 10) * 10 : 0,
      splitLine: { show: false },
      name: drawn.some((one) => one.right) ? (place.narrow ? row.rightShort : row.rightName) : "",
      nameGap: 6,
      nameTextStyle: { color: colours.soft, align: "center", fontSize: 11 },
      axisLabel: { ...shared.axisLabel, formatter: short(row.rightUnit) },
    };
    return [left, right];
  }

  function lineSeries(state, one, row, gridIndex, axes) {
    const colour = state.colours[one.colour];
    return {
      id: row.id + "/" + one.id,
      name: one.name,
      type: "line",
      xAxisIndex: gridIndex,
      yAxisIndex: axes + (one.right ? 1 : 0),
      showSymbol: false,
      symbol: "none",
      silent: true,
      connectNulls: false,
      sampling: false,
      clip: true,
      z: 3,
      emphasis: { disabled: true },
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: one.width || 1.4, type: one.dash, cap: "round", join: "round" },
      areaStyle: one.area || one.byHeadroom ? { color: tl.alpha(colour, one.area || 0.28), origin: "start" } : undefined,
      data: [],
    };
  }

  /** The parts of the committed area in which memory was low: the same line, another fill. */
  function headroomSeries(state, one, row, gridIndex, axes) {
    return ["low", "critical"].map((word) => ({
      ...lineSeries(state, one, row, gridIndex, axes),
      id: row.id + "/" + one.id + "/" + word,
      lineStyle: { width: 0 },
      areaStyle: { color: tl.hatch(word === "low" ? state.colours.orange : state.colours.red, "area-" + word), opacity: 1, origin: "start" },
      z: 2,
    }));
  }

  function legend(state, place, index) {
    const { colours } = state;
    const drawn = tl.catalogue.present(place.row, state.data, true);
    return {
      id: "legend/" + place.row.id,
      type: "scroll",
      data: drawn.map((one) => ({ name: one.name, lineStyle: { width: 2, type: one.dash, opacity: 1 }, itemStyle: { opacity: 0 } })),
      top: place.narrow ? place.head + 18 : place.head + 2,
      left: place.narrow ? 4 : state.titleWidth[index] + 24,
      right: 8,
      itemWidth: 26,
      itemHeight: 10,
      itemGap: 12,
      textStyle: { color: colours.ink, fontSize: 12 },
      inactiveColor: tl.alpha(colours.grey, 0.6),
      inactiveBorderColor: tl.alpha(colours.grey, 0.6),
      pageIconColor: colours.ink,
      pageIconInactiveColor: colours.line,
      pageTextStyle: { color: colours.soft },
      pageIconSize: 10,
      selected: Object.fromEntries(drawn.map((one) => [one.name, state.shown(one)])),
    };
  }

  /** Everything but the data of a window. */
  function structure(state, place) {
    const { colours, data } = state;
    const grid = [];
    const xAxis = [];
    const yAxis = [];
    const series = [];
    const title = [];
    const box = { left: place.left, right: place.right };
    // The lanes are the first grid, and there even without regions: it makes the counting the same.
    grid.push({ ...box, top: place.lanesTop, height: Math.max(1, place.lanes.height) });
    xAxis.push(timeAxis(state, 0, place.rows.length === 0));
    yAxis.push({ type: "value", gridIndex: 0, min: 0, max: 1, ...hideAxis, axisPointer: { show: false } });
    place.lanes.found.forEach((lane) => {
      series.push({
        id: "lane/" + lane.kind,
        type: "custom",
        xAxisIndex: 0,
        yAxisIndex: 0,
        renderItem: lane.kind === "anomaly" ? tl.regions.marks(lane, colours) : tl.regions.region(lane, colours),
        silent: true,
        progressive: 0,
        z: 4,
        data: [],
      });
      title.push({
        text: lane.name,
        left: 4,
        top: place.lanesTop + lane.first * tl.regions.LANE_HEIGHT + 4,
        padding: 0,
        textStyle: { color: colours.soft, fontSize: 11, fontWeight: "normal", width: place.left - 6, overflow: "truncate" },
      });
    });
    place.rows.forEach((one, index) => {
      const gridIndex = index + 1;
      const axes = yAxis.length;
      grid.push({ ...box, top: one.top, height: one.height });
      xAxis.push(timeAxis(state, gridIndex, index === place.rows.length - 1));
      yAxis.push(...valueAxes(state, { ...place, row: one.row }, gridIndex));
      title.push({ text: one.row.name, left: 4, top: one.head + 2, padding: 0, textStyle: { color: colours.ink, fontSize: 14 } });
      series.push({
        id: "backdrop/" + one.row.id,
        type: "custom",
        xAxisIndex: gridIndex,
        yAxisIndex: axes,
        renderItem: tl.regions.band(one, colours),
        silent: true,
        progressive: 0,
        clip: true,
        z: 1,
        data: [],
      });
      tl.catalogue.present(one.row, data, true).forEach((kind) => {
        series.push(lineSeries(state, kind, one.row, gridIndex, axes));
        if (kind.byHeadroom) {
          series.push(...headroomSeries(state, kind, one.row, gridIndex, axes));
        }
      });
    });
    overview(state, place, grid, xAxis, yAxis, series);
    const zoomed = xAxis.slice(0, -1).map((_, index) => index);
    return {
      animation: false,
      useUTC: true,
      textStyle: { fontFamily: tl.regions.FONT.replace("12px ", "") },
      grid, xAxis, yAxis, series, title,
      legend: place.rows.map((one, index) => legend(state, { ...one, narrow: place.narrow }, index)),
      axisPointer: { link: [{ xAxisIndex: zoomed }], animation: false, label: { backgroundColor: colours.ink, color: colours.page } },
      tooltip: {
        trigger: "axis",
        confine: true,
        transitionDuration: 0,
        hideDelay: 50,
        className: "tip",
        backgroundColor: colours.page,
        borderColor: colours.line,
        textStyle: { color: colours.ink, fontSize: 12 },
        padding: 8,
        // What the library hands over is the time of a reading nearby, which inside a gap is far away.
        formatter: () => tl.tooltip(state, tl.chart.convertFromPixel({ xAxisIndex: 0 }, state.pointerX)),
      },
      // Only there for its range selection, which the page's own button and Shift switch on.
      toolbox: { show: true, itemSize: 0, left: -100, feature: { dataZoom: { xAxisIndex: zoomed, yAxisIndex: "none", brushStyle: { color: tl.alpha(colours.blue, 0.2), borderColor: colours.blue, borderWidth: 1 } } } },
      dataZoom: [
        {
          id: "inside", type: "inside", xAxisIndex: zoomed, filterMode: "none", startValue: state.from, endValue: state.to,
          minValueSpan: state.minSpan, zoomOnMouseWheel: true, moveOnMouseMove: !state.touch, moveOnMouseWheel: false,
          preventDefaultMouseMove: !state.touch, throttle: 30,
        },
        {
          id: "slider", type: "slider", xAxisIndex: zoomed, filterMode: "none", startValue: state.from, endValue: state.to,
          minValueSpan: state.minSpan, showDataShadow: false, brushSelect: true, throttle: 30,
          left: place.left, right: place.right, top: place.overview, height: 40,
          borderColor: colours.line, backgroundColor: "transparent", fillerColor: tl.alpha(colours.blue, 0.14),
          handleSize: "100%", handleStyle: { color: colours.page, borderColor: colours.blue, borderWidth: 1.5 },
          moveHandleSize: 8, moveHandleStyle: { color: colours.line }, emphasis: { moveHandleStyle: { color: colours.blue } },
          labelFormatter: (ms) => tl.format.elapsed(ms, (state.to - state.from) / 10), textStyle: { color: colours.soft },
          brushStyle: { color: tl.alpha(colours.blue, 0.25) },
        },
      ],
    };
  }

  /** The whole run behind the range slider. */
  function overview(state, place, grid, xAxis, yAxis, series) {
    const { data, colours } = state;
    const index = grid.length;
    grid.push({ left: place.left, right: place.right, top: place.overview, height: 40 });
    xAxis.push({ type: "time", useUTC: true, gridIndex: index, min: data.full[0], max: data.full[1], ...hideAxis, axisPointer: { show: false } });
    yAxis.push({ type: "value", gridIndex: index, min: "dataMin", ...hideAxis, axisPointer: { show: false } });
    series.push({
      id: "overview", type: "line", xAxisIndex: index, yAxisIndex: yAxis.length - 1, showSymbol: false, silent: true, z: 1,
      lineStyle: { color: colours.soft, width: 1 }, areaStyle: { color: tl.alpha(colours.grey, 0.25), origin: "start" }, data: [], tooltip: { show: false },
    });
  }

  /** Whether a line goes up and down so much that it fills its area: no dash can be seen in it then, and each costs time to draw. */
  function isDense(points, most, height, pixels) {
    let way = 0;
    for (let i = 1; i < points.length; i++) {
      if (points[i][1] !== null && points[i - 1][1] !== null) {
        way += Math.abs(points[i][1] - points[i - 1][1]);
      }
    }
    return (way / (most || 1)) * height > DENSE * pixels;
  }

  /** The data of the window that is shown. */
  function windowData(state, place) {
    const { data, from, to } = state;
    const pixels = Math.max(200, state.width - place.left - place.right);
    const level = data.level(from, to, pixels);
    state.level = level;
    const margin = (to - from) * 0.02;
    const left = from - margin;
    const right = to + margin;
    const series = [];
    const pixelMs = (to - from) / pixels;
    for (const lane of place.lanes.found) {
      if (lane.kind === "anomaly") {
        series.push({ id: "lane/anomaly", data: [[from, 0]] });
      } else {
        lane.visible = tl.regions.visible(lane, from, to, pixelMs);
        series.push({ id: "lane/" + lane.kind, data: lane.visible.map((one) => [one.span.start_ms, 0]) });
      }
    }
    for (const one of place.rows) {
      one.spans = one.spans || tl.regions.backdrop(one.row, data, state.kinds);
      one.visible = one.spans.filter((span) => span.end_ms >= left && span.start_ms <= right);
      series.push({ id: "backdrop/" + one.row.id, data: one.visible.map((span) => [span.start_ms, 0]) });
      for (const kind of tl.catalogue.present(one.row, data, true)) {
        const points = data.line(kind.id, level, left, right);
        const dense = isDense(points, data.most[kind.id], one.height, pixels);
        series.push({
          id: one.row.id + "/" + kind.id,
          data: points,
          lineStyle: { type: dense ? "solid" : kind.dash, width: dense ? 1 : kind.width || 1.4, opacity: dense ? 0.6 : 1 },
        });
        if (kind.byHeadroom) {
          const left_ = headroom(data, level);
          series.push({ id: `${one.row.id}/${kind.id}/low`, data: data.line(kind.id, level, left, right, (i) => left_(i) === 1) });
          series.push({ id: `${one.row.id}/${kind.id}/critical`, data: data.line(kind.id, level, left, right, (i) => left_(i) === 2) });
        }
      }
    }
    const whole = data.level(data.full[0], data.full[1], pixels);
    const first = ["committed", "available", "cpu_total", "load_1m"].find((id) => data.has(id));
    series.push({ id: "overview", data: first ? data.line(first, whole, data.full[0], data.full[1]) : [] });
    return series;
  }

  tl.options = { layout, signature, structure, windowData };
})((window.timeline = window.timeline || {}));
