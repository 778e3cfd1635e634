/* Numbers and times as text. One spelling everywhere, whatever the reader's locale, as in the report. */
(function (tl) {
  "use strict";

  /** 1234567.8 with three or more significant digits, thousands apart by a narrow space. */
  function number(value) {
    const size = Math.abs(value);
    const digits = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2;
    const [whole, fraction] = value.toFixed(digits).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
    return fraction ? grouped + "." + fraction : grouped;
  }

  function bytes(value) {
    return Math.abs(value) >= 1e9 ? number(value / 1e9) + "\u00a0GB" : number(value / 1e6) + "\u00a0MB";
  }

  const spelled = {
    bytes,
    share: (value) => number(value * 100) + "\u00a0%",
    cores: (value) => number(value) + "\u00a0cores",
    load: (value) => number(value),
    watts: (value) => number(value) + "\u00a0W",
    celsius: (value) => number(value) + "\u00a0°C",
  };

  /** What a bucket holds: one value, or the least and the greatest of several. */
  function range(unit, low, high) {
    const spell = spelled[unit];
    const least = spell(low);
    const greatest = spell(high);
    return least === greatest ? least : least + " – " + greatest;
  }

  const two = (value) => String(value).padStart(2, "0");

  /** Time since the start of the run: 0:07, 12:30, 3:00:00; fractions only where the step is smaller than a second. */
  function elapsed(ms, stepMs = 1000) {
    const sign = ms < 0 ? "−" : "";
    const fraction = stepMs < 10 ? 3 : stepMs < 1000 ? 1 : 0;
    const unit = 10 ** (3 - fraction);
    const rounded = Math.round(Math.abs(ms) / unit) * unit;
    const seconds = Math.floor(rounded / 1000);
    const h = Math.floor(seconds / 3600);
    const m = Math.floor(seconds / 60) % 60;
    const s = two(seconds % 60) + (fraction ? "." + String(rounded % 1000).padStart(3, "0").slice(0, fraction) : "");
    return sign + (h ? h + ":" + two(m) : String(m)) + ":" + s;
  }

  /** How long something took. */
  function duration(ms) {
    if (ms < 1000) {
      return number(ms) + "\u00a0ms";
    }
    if (ms < 120000) {
      return number(ms / 1000) + "\u00a0s";
    }
    const minutes = Math.floor(ms / 60000);
    return minutes < 60
      ? minutes + "\u00a0min " + Math.round((ms % 60000) / 1000) + "\u00a0s"
      : Math.floor(minutes / 60) + "\u00a0h " + (minutes % 60) + "\u00a0min";
  }

  /** Wall-clock time in UTC, which is what the records say. */
  function wall(originMs, ms) {
    return new Date(originMs + ms).toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
  }

  tl.format = { number, bytes, spelled, range, elapsed, duration, wall };
})((window.timeline = window.timeline || {}));
