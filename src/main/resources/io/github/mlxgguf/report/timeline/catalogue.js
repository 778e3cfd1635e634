/* What can be drawn: rows and their series with names, units, colours and dashes, and the colours of both schemes. */
(function (tl) {
  "use strict";

  // Okabe and Ito's palette, which the colour-blind can tell apart; darker on white and lighter on black for contrast.
  const SCHEMES = {
    light: {
      blue: "#0072b2", sky: "#2b8cc4", green: "#00805c", red: "#c44e00", orange: "#b07400", purple: "#b0568a", grey: "#57606a",
      ink: "#1b1f24", soft: "#57606a", line: "#d0d7de", page: "#ffffff", panel: "#f6f8fa", onColour: "#ffffff",
    },
    dark: {
      blue: "#4aa8e8", sky: "#8ccbf2", green: "#35c99b", red: "#ff8547", orange: "#f0b040", purple: "#e59ac5", grey: "#9aa5b1",
      ink: "#e6edf3", soft: "#9aa5b1", line: "#363d47", page: "#0f1318", panel: "#181d24", onColour: "#0f1318",
    },
  };

  const SOLID = "solid";
  const LONG = [9, 4];
  const SHORT = [4, 3];
  const DOTS = [1.5, 3];
  const MIXED = [8, 3, 2, 3];

  /** `drawn: false` is told by the tooltip and the table only; `hidden` waits in the legend; `right` has the axis on the right. */
  const ROWS = [
    {
      id: "memory", name: "Memory", unit: "bytes", rightUnit: "bytes", rightName: "swap", rightShort: "swap, GB", height: 250,
      series: [
        { id: "committed", name: "Committed", unit: "bytes", colour: "blue", dash: SOLID, width: 1.6, byHeadroom: true },
        { id: "available", name: "Available", unit: "bytes", colour: "green", dash: LONG },
        { id: "worker_footprint", name: "Worker footprint", unit: "bytes", colour: "red", dash: SHORT },
        { id: "worker_anon", name: "Worker, anonymous", unit: "bytes", colour: "red", dash: SHORT },
        { id: "worker_file", name: "Worker, file-backed", unit: "bytes", colour: "purple", dash: DOTS },
        { id: "server_tree", name: "Server process tree", unit: "bytes", colour: "orange", dash: MIXED },
        { id: "gpu_memory", name: "GPU memory in use", unit: "bytes", colour: "sky", dash: DOTS },
        { id: "swap_used", name: "Swap in use", unit: "bytes", colour: "ink", dash: SOLID, width: 2.2, right: true, ifAboveZero: true },
        { id: "wired", name: "Wired", unit: "bytes", colour: "purple", dash: LONG, hidden: true },
        { id: "compressor", name: "Compressor", unit: "bytes", colour: "grey", dash: LONG, hidden: true },
        { id: "file_backed", name: "File cache", unit: "bytes", colour: "grey", dash: DOTS, hidden: true },
        { id: "purgeable", name: "Purgeable", unit: "bytes", colour: "grey", dash: SHORT, hidden: true },
        { id: "worker_rss", name: "Worker, resident", unit: "bytes", colour: "purple", dash: SHORT, hidden: true },
        { id: "pressure", name: "Memory pressure", states: { 1: "normal", 2: "warn", 4: "critical" }, drawn: false },
      ],
    },
    {
      id: "cpu", name: "CPU", unit: "share", rightUnit: "load", rightName: "load", rightShort: "load", height: 140,
      series: [
        { id: "cpu_total", name: "System, on top of user", tip: "User + system", unit: "share", colour: "orange", dash: SOLID, area: 0.35 },
        { id: "cpu_user", name: "User", unit: "share", colour: "blue", dash: SOLID, area: 0.45 },
        { id: "cpu_system", name: "System", unit: "share", colour: "orange", dash: SOLID, drawn: false },
        { id: "load_1m", name: "Load, 1 min", unit: "load", colour: "ink", dash: LONG, right: true },
        { id: "worker_cpu", name: "Worker CPU", unit: "cores", colour: "red", dash: SHORT, right: true },
      ],
    },
    {
      id: "gpu", name: "GPU", unit: "share", height: 120,
      series: [
        { id: "gpu_device", name: "GPU device", unit: "share", colour: "green", dash: SOLID, area: 0.25 },
        { id: "gpu_renderer", name: "GPU renderer", unit: "share", colour: "purple", dash: SHORT },
        { id: "gpu_tiler", name: "GPU tiler", unit: "share", colour: "orange", dash: DOTS },
      ],
    },
    {
      id: "power", name: "Power and temperature", unit: "watts", rightUnit: "celsius", rightName: "", rightShort: "°C", height: 140,
      series: [
        { id: "power", name: "Package power", unit: "watts", colour: "blue", dash: SOLID, area: 0.2 },
        { id: "cpu_power", name: "CPU power", unit: "watts", colour: "sky", dash: SHORT },
        { id: "gpu_power", name: "GPU power", unit: "watts", colour: "green", dash: MIXED },
        { id: "temperature", name: "CPU temperature", unit: "celsius", colour: "red", dash: LONG, right: true },
        { id: "gpu_temperature", name: "GPU temperature", unit: "celsius", colour: "purple", dash: DOTS, right: true },
        { id: "thermal", name: "Thermal state", states: { 0: "nominal", 1: "fair", 2: "serious", 3: "critical" }, drawn: false },
        { id: "power_source", name: "Power source", states: { 0: "mains", 1: "battery", 2: "UPS" }, drawn: false },
        { id: "low_power", name: "Low-power mode", states: { 0: "off", 1: "on" }, drawn: false },
      ],
    },
  ];

  /** States that are shown as bands behind a row, from which value on. */
  const BANDS = [
    { row: "memory", series: "pressure", floor: 2, severe: 4, label: (word) => "pressure: " + word },
    { row: "power", series: "thermal", floor: 1, severe: 2, label: (word) => "thermal: " + word },
    { row: "power", series: "power_source", floor: 1, severe: 9, label: (word) => "on " + word },
    { row: "power", series: "low_power", floor: 1, severe: 9, label: () => "low-power mode" },
  ];

  /** Kinds of regions that can be switched off. */
  const KINDS = [
    { id: "resident", name: "Model resident" },
    { id: "scenario", name: "Scenarios" },
    { id: "phase", name: "Phases" },
    { id: "anomaly", name: "Anomalies" },
    { id: "band", name: "Pressure and thermal bands" },
    { id: "gap", name: "Gaps" },
  ];

  /** A letter for each kind of anomaly, so that no colour is needed; another kind gets an exclamation mark. */
  const ANOMALIES = {
    free_memory_dropped: { sign: "M", name: "Free memory dropped" },
    swap_onset: { sign: "S", name: "Swap onset" },
    worker_restarted: { sign: "R", name: "Worker restarted" },
    growth: { sign: "G", name: "Memory growth" },
    throttling: { sign: "T", name: "Throttling" },
    sampler_gap: { sign: "…", name: "Sampler gap" },
  };

  const anomaly = (kind) => ANOMALIES[kind] || { sign: "!", name: kind.replace(/_/g, " ") };

  /** The series of a row that this run has, those that are drawn or all. */
  function present(row, data, drawnOnly) {
    return row.series.filter(
      (one) =>
        data.has(one.id) && !(one.ifAboveZero && !(data.most[one.id] > 0) && drawnOnly) && !(drawnOnly && one.drawn === false),
    );
  }

  /** Rows that have something to draw. */
  function rows(data) {
    return ROWS.filter(
      (row) =>
        present(row, data, true).length > 0 ||
        BANDS.some((band) => band.row === row.id && data.has(band.series) && data.most[band.series] >= band.floor),
    );
  }

  tl.catalogue = { SCHEMES, ROWS, BANDS, KINDS, anomaly, present, rows };
})((window.timeline = window.timeline || {}));
