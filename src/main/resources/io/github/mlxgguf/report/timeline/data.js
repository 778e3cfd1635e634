/*
 * From the packed time line to arrays, and from the arrays to what is drawn. The Java side keeps the least and the greatest value
 * of each bucket; here neighbours merge once more, level by level, so that any window is drawn with about as many points as it has
 * pixels and still shows every extreme.
 */
(function (tl) {
  "use strict";

  /** Neighbours that merge from one level to the next. */
  const FACTOR = 4;
  /** Readings of a slow source further apart than so many of their usual distances are not joined by a line: one is missing. */
  const JOIN_STEPS = 1.75;

  /** Calls back with each number of a packed text: seven bits a byte, lowest first. Sizes in bytes need more than 32 bits. */
  function unpack(text, take) {
    const bytes = atob(text);
    let value = 0;
    let scale = 1;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes.charCodeAt(i);
      value += (byte & 127) * scale;
      if (byte < 128) {
        take(value);
        value = 0;
        scale = 1;
      } else {
        scale *= 128;
      }
    }
  }

  const signed = (value) => (value % 2 ? -(value + 1) / 2 : value / 2);

  /** The running sum of packed differences. */
  function sums(text, count) {
    const values = new Float64Array(count);
    let at = 0;
    let sum = 0;
    unpack(text, (value) => {
      sum += signed(value);
      values[at++] = sum;
    });
    return values;
  }

  function column(packed, count) {
    const low = new Float64Array(count);
    let at = 0;
    let sum = 0;
    unpack(packed.least, (value) => {
      if (value) {
        sum += signed(value - 1);
        low[at++] = (sum * packed.times) / packed.per;
      } else {
        low[at++] = NaN;
      }
    });
    const high = low.slice();
    if (packed.above) {
      at = 0;
      unpack(packed.above, (value) => {
        while (Number.isNaN(low[at])) {
          at++;
        }
        high[at] += (value * packed.times) / packed.per;
        at++;
      });
    }
    return { low, high };
  }

  function median(values) {
    const sorted = Float64Array.from(values).sort();
    return sorted.length ? sorted[sorted.length >> 1] : 0;
  }

  /**
   * How often a series is read. One that most samples hold is unknown wherever a sample is without it, for example when its process
   * has ended; a slow one has samples without a reading in between, and only its own distance tells.
   */
  function pace(base, low, gapMs) {
    const steps = [];
    const samples = [];
    let before = -1;
    for (let i = 0; i < low.length; i++) {
      if (!Number.isNaN(low[i])) {
        if (before >= 0) {
          steps.push(base.start[i] - base.start[before]);
          samples.push(i - before);
        }
        before = i;
      }
    }
    const spacing = median(steps);
    const slow = median(samples) > 1;
    return { slow, spacing: slow ? spacing : gapMs, reach: slow ? JOIN_STEPS * spacing : gapMs };
  }

  function coarser(fine, gapMs) {
    const groups = [];
    for (let from = 0; from < fine.count; ) {
      let to = from + 1;
      while (to < fine.count && to - from < FACTOR && fine.start[to] - fine.end[to - 1] <= gapMs) {
        to++;
      }
      groups.push(from);
      from = to;
    }
    groups.push(fine.count);
    const count = groups.length - 1;
    const level = { count, start: new Float64Array(count), end: new Float64Array(count), series: {} };
    for (let g = 0; g < count; g++) {
      level.start[g] = fine.start[groups[g]];
      level.end[g] = fine.end[groups[g + 1] - 1];
    }
    for (const [id, values] of Object.entries(fine.series)) {
      const low = new Float64Array(count).fill(NaN);
      const high = new Float64Array(count).fill(NaN);
      for (let g = 0; g < count; g++) {
        for (let i = groups[g]; i < groups[g + 1]; i++) {
          if (!Number.isNaN(values.low[i])) {
            low[g] = low[g] < values.low[i] ? low[g] : values.low[i];
            high[g] = high[g] > values.high[i] ? high[g] : values.high[i];
          }
        }
      }
      level.series[id] = { low, high };
    }
    return level;
  }

  /** Numbers the stretches between gaps: buckets of one number have no gap between them. */
  function stretches(level, gapMs) {
    level.stretch = new Uint32Array(level.count);
    for (let i = 1; i < level.count; i++) {
      level.stretch[i] = level.stretch[i - 1] + (level.start[i] - level.end[i - 1] > gapMs ? 1 : 0);
    }
    return level;
  }

  /** First index whose value is greater than `limit`, in an array that rises. */
  function above(values, limit) {
    let from = 0;
    let to = values.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (values[middle] > limit) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  class Data {
    constructor(json) {
      const count = json.buckets;
      this.json = json;
      const base = { count, start: new Float64Array(count), end: new Float64Array(count), series: {} };
      const steps = sums(json.steps_us, count);
      const lengths = sums(json.lengths_us, count);
      for (let i = 0, clock = 0; i < count; i++) {
        base.start[i] = (clock + steps[i]) / 1000;
        clock += steps[i] + lengths[i];
        base.end[i] = clock / 1000;
      }
      this.pace = {};
      this.most = {};
      for (const packed of json.series) {
        const values = column(packed, count);
        base.series[packed.id] = values;
        this.pace[packed.id] = pace(base, values.low, json.gap_ms);
        this.most[packed.id] = values.high.reduce((most, value) => (value > most ? value : most), -Infinity);
      }
      this.levels = [stretches(base, json.gap_ms)];
      for (let level = base; level.count > 64; ) {
        const next = coarser(level, json.gap_ms);
        if (next.count > level.count * 0.75) {
          break;
        }
        this.levels.push(stretches(next, json.gap_ms));
        level = next;
      }
      this.originMs = json.origin ? Date.parse(json.origin) : null;
      this.full = this.extent();
    }

    extent() {
      const base = this.levels[0];
      const times = [...this.json.cells, ...this.json.residents, ...this.json.phases];
      let from = base.count ? base.start[0] : Infinity;
      let to = base.count ? base.end[base.count - 1] : -Infinity;
      for (const span of times) {
        from = Math.min(from, span.start_ms);
        to = Math.max(to, span.end_ms);
      }
      this.lasted = to > from;
      if (!this.lasted) {
        from = Number.isFinite(from) ? from : 0;
        to = from + 1000;
      }
      return [from, to];
    }

    has(id) {
      return id in this.levels[0].series;
    }

    /** The finest level that shows the window with at most so many buckets. */
    level(from, to, most) {
      return (
        this.levels.find((level) => above(level.start, to) - above(level.end, from) <= most) ||
        this.levels[this.levels.length - 1]
      );
    }

    /** Whether two readings of a series, neighbours but for buckets without one, belong to one line. */
    joins(id, level, before, next) {
      const { slow, reach } = this.pace[id];
      return (
        before >= 0 &&
        level.stretch[before] === level.stretch[next] &&
        (slow ? level.start[next] - level.end[before] <= reach : next === before + 1)
      );
    }

    /** Stretches without samples. */
    gaps() {
      const { count, start, end } = this.levels[0];
      const found = [];
      for (let i = 1; i < count; i++) {
        if (start[i] - end[i - 1] > this.json.gap_ms) {
          found.push({ start_ms: end[i - 1], end_ms: start[i] });
        }
      }
      return found;
    }

    /**
     * The line of a series in a window, as pairs of time and value: both extremes of each bucket, the nearer one first. A value of
     * null breaks the line. `keep` picks buckets; neighbours of a picked one close the line to the next.
     */
    line(id, level, from, to, keep) {
      const { low, high } = level.series[id];
      const points = [];
      const first = this.nearest(id, level, above(level.end, from) - 1, -1, (i) => from - level.end[i]);
      const last = this.nearest(id, level, above(level.start, to), 1, (i) => level.start[i] - to);
      let before = -1;
      let value = NaN;
      let alone = false;
      const closeAlone = () => {
        // A reading on its own would be a line of no length: drawn twice, its round ends make a dot.
        if (alone && points.length) {
          points.push(points[points.length - 1].slice());
        }
        alone = false;
      };
      for (let i = first; i <= last; i++) {
        if (Number.isNaN(low[i])) {
          continue;
        }
        const joined = this.joins(id, level, before, i);
        if (!joined && before >= 0) {
          closeAlone();
          points.push([level.end[before], null]);
        }
        const picked = !keep || keep(i) || (joined && keep(before));
        if (picked) {
          alone = !joined;
          if (low[i] === high[i]) {
            points.push([level.start[i], low[i]]);
            if (level.end[i] > level.start[i]) {
              points.push([level.end[i], low[i]]);
              alone = false;
            }
          } else {
            const rising = !(Math.abs(high[i] - value) < Math.abs(low[i] - value));
            points.push([level.start[i], rising ? low[i] : high[i]], [level.end[i], rising ? high[i] : low[i]]);
            alone = false;
          }
        } else {
          points.push([level.start[i], null]);
        }
        value = points[points.length - 1][1];
        before = i;
      }
      closeAlone();
      return points;
    }

    /** The next bucket with a reading, from one on outwards, as far as a line may reach; without one the bucket before the first. */
    nearest(id, level, first, way, distance) {
      const { low } = level.series[id];
      for (let i = first; i >= 0 && i < level.count && distance(i) <= this.pace[id].reach; i += way) {
        if (!Number.isNaN(low[i])) {
          return i;
        }
      }
      return first - way;
    }

    /** What a series was at a time: least and greatest of its bucket, or null where it was not read. */
    at(id, level, time) {
      const { low, high } = level.series[id];
      const { slow, spacing } = this.pace[id];
      const after = above(level.start, time);
      const away = (i) => Math.max(0, level.start[i] - time, time - level.end[i]);
      const known = (i) => i >= 0 && i < level.count && away(i) <= spacing;
      let before = after - 1;
      let next = after;
      if (slow) {
        while (known(before) && Number.isNaN(low[before])) {
          before--;
        }
        while (known(next) && Number.isNaN(low[next])) {
          next++;
        }
      }
      const found = !known(before) || (known(next) && away(next) < away(before)) ? next : before;
      // Inside a hole nothing is known, however near its edge is.
      if (!known(found) || Number.isNaN(low[found]) || this.inGap(level, time)) {
        return null;
      }
      return { low: low[found], high: high[found], from: level.start[found], to: level.end[found] };
    }

    inGap(level, time) {
      const next = above(level.start, time);
      return (
        next > 0 && next < level.count && time > level.end[next - 1] && level.start[next] - level.end[next - 1] > this.json.gap_ms
      );
    }

    /** Least and greatest over a stretch of time, from the finest level. */
    over(id, from, to) {
      const base = this.levels[0];
      const { low, high } = base.series[id];
      let least = Infinity;
      let greatest = -Infinity;
      const last = above(base.start, to);
      for (let i = Math.max(0, above(base.end, from) - 1); i < last; i++) {
        if (low[i] < least && base.end[i] >= from) {
          least = low[i];
        }
        if (high[i] > greatest && base.end[i] >= from) {
          greatest = high[i];
        }
      }
      return greatest >= least ? { low: least, high: greatest } : null;
    }

    /** Stretches in which a state was at least `floor`, with the highest of each. */
    states(id, floor) {
      if (!this.has(id)) {
        return [];
      }
      const base = this.levels[0];
      const { low, high } = base.series[id];
      const spans = [];
      let open = null;
      let before = -1;
      for (let i = 0; i < base.count; i++) {
        if (Number.isNaN(high[i])) {
          continue;
        }
        const joined = this.joins(id, base, before, i);
        if (open && joined && high[i] === open.value) {
          open.end_ms = base.end[i];
        } else {
          if (open && joined) {
            open.end_ms = base.start[i];
          }
          open = high[i] >= floor ? { start_ms: base.start[i], end_ms: base.end[i], value: high[i] } : null;
          if (open) {
            spans.push(open);
          }
        }
        before = i;
      }
      return spans;
    }
  }

  tl.Data = Data;
})((window.timeline = window.timeline || {}));
