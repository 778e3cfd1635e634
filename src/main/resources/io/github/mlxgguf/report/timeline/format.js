/* Numbers and times as text. One spelling everywhere, whatever the reader's locale, as in the report. */
(function (tl) {
  "use strict";

  /** 1234567.8 with three or more significant digits, thousands apart by a narrow space. */
  function number(value) {
    const size = Math.abs(value);
    const digits = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2;
    const [whole, fraction] = value.toFixed(digits).split(".");
    return fraction ? grouped(whole) + "." + fraction : grouped(whole);
  }

  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, "\u202f");

  /** How many there are of something: 1 sample, 20 samples. */
  const count = (many, one) => grouped(String(many)) + " " + one + (many === 1 ? "" : "s");

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
    if (Math.round(ms) < 1000) {
      return number(ms) + "\u00a0ms";
    }
    if (ms < 120000) {
      return number(ms / 1000) + "\u00a0s";
    }
    const seconds = Math.round(ms / 1000);
    const minutes = Math.floor(seconds / 60);
    return minutes < 60
      ? minutes + "\u00a0min " + (seconds % 60) + "\u00a0s"
      : Math.floor(minutes / 60) + "\u00a0h " + (minutes % 60) + "\u00a0min";
  }

  /** Wall-clock time in UTC, which is what the records say. */
  function wall(originMs, ms) {
    return new Date(originMs + ms).toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
  }

  tl.format = { number, count, bytes, spelled, range, elapsed, duration, wall };
})((window.timeline = window.timeline || {}));
