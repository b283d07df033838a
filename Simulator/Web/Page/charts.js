// Small line charts on canvas: axes with units, marks of events, a readout under the pointer or by arrow keys.
import { byId, duration, el, setText } from './dom.js';

const mostPoints = 2400;
const left = 44, right = 8, top = 8, bottom = 18;
const series = [
  { name: 'Power', key: 'w', unit: 'kW', scale: 1000, digits: 2, colour: '--c1', zero: true, least: 0.5 },
  { name: 'Voltage', key: 'v', unit: 'V', scale: 1, digits: 1, colour: '--c2', zero: true, least: 10 },
  { name: 'Current', key: 'a', unit: 'A', scale: 1, digits: 1, colour: '--c3', zero: true, least: 5 },
  { name: 'State of charge', key: 'soc', unit: '%', scale: 1, digits: 1, colour: '--c4', zero: false, least: 2 },
  { name: 'Energy of the transaction', key: 'wh', unit: 'Wh', scale: 1, digits: 0, colour: '--c5', zero: true, least: 10 },
  { name: 'Free managed heap', key: 'heap', unit: 'KB', scale: 1024, digits: 1, colour: '--c6', zero: false, least: 1 },
];

export class Charts {
  constructor() {
    this.points = [];
    this.marks = [];
    this.cursor = null;
    this.colours = {};
    this.charts = series.map(s => this.make(s));
    byId('span').addEventListener('change', () => this.draw());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { this.colours = {}; this.draw(); });
    new ResizeObserver(() => this.draw()).observe(byId('chart-grid'));
  }

  make(s) {
    const value = el('b');
    const canvas = el('canvas', { tabindex: 0, role: 'img' });
    byId('chart-grid').append(el('figure', {}, el('figcaption', {}, `${s.name}, ${s.unit}`, value), canvas));
    canvas.addEventListener('pointermove', e => this.point(canvas, e.offsetX));
    canvas.addEventListener('pointerleave', () => this.point(canvas, null));
    canvas.addEventListener('blur', () => this.point(canvas, null));
    canvas.addEventListener('keydown', e => this.step(e));
    return { ...s, canvas, value };
  }

  addPoints(points) {
    for (const p of points) {
      // A board that has restarted begins anew.
      if (this.points.length > 0 && p.t < this.points[this.points.length - 1].t) { this.points = []; this.marks = []; }
      this.points.push(p);
    }
    if (this.points.length > mostPoints) this.points = this.points.filter((_, i) => i % 2 === 0 || i > this.points.length - 300);
    this.draw();
  }

  addMarks(part) {
    this.marks.push(...part.items);
    this.marks = this.marks.slice(-100);
  }

  clear() {
    this.points = [];
    this.marks = [];
  }

  shown() {
    const span = Number(byId('span').value);
    const end = this.points.length > 0 ? this.points[this.points.length - 1].t : 0;
    const begin = span > 0 ? Math.max(this.points[0]?.t ?? 0, end - span) : this.points[0]?.t ?? 0;
    return { begin, end: Math.max(end, begin + 1), points: this.points.filter(p => p.t >= begin) };
  }

  point(canvas, x) {
    if (x === null) this.cursor = null;
    else {
      const { begin, end } = this.shown();
      const t = begin + (x - left) / Math.max(1, canvas.clientWidth - left - right) * (end - begin);
      this.cursor = nearest(this.points, t);
    }
    this.draw();
  }

  step(e) {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20 }[e.key];
    if (!by || this.points.length === 0) return;
    e.preventDefault();
    const at = this.cursor === null ? this.points.length - 1 : this.points.indexOf(this.cursor);
    this.cursor = this.points[Math.min(this.points.length - 1, Math.max(0, at + by))];
    this.draw();
  }

  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const shown = this.shown();
      for (const chart of this.charts) this.drawOne(chart, shown);
    });
  }

  colour(name) {
    return this.colours[name] ??= getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  drawOne(chart, { begin, end, points }) {
    const { canvas } = chart;
    const width = canvas.clientWidth, height = canvas.clientHeight, ratio = devicePixelRatio || 1;
    if (width === 0) return;
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const g = canvas.getContext('2d');
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    const values = points.map(p => p[chart.key]).filter(v => v !== null && v !== undefined).map(v => v / chart.scale);
    const [low, high] = range(values, chart);
    const x = t => left + (t - begin) / (end - begin) * (width - left - right);
    const y = v => height - bottom - (v - low) / (high - low) * (height - top - bottom);
    this.axes(g, { low, high, begin, end, x, y, width, height });
    this.drawMarks(g, { begin, x, height, width });
    this.line(g, chart, points, x, y, height);
    const at = this.cursor ?? points[points.length - 1];
    const value = at?.[chart.key];
    const known = value !== null && value !== undefined;
    if (this.cursor && this.cursor.t >= begin) this.cross(g, chart, x(at.t), known ? y(value / chart.scale) : null, height);
    const text = known ? `${(value / chart.scale).toFixed(chart.digits)} ${chart.unit}${this.cursor ? ' at ' + duration(at.t) : ''}` : 'not known';
    setText(chart.value, text);
    const label = `${chart.name} from ${low} to ${high} ${chart.unit} over ${duration(end - begin)}, ${this.cursor ? '' : 'now '}${text}`;
    if (canvas.getAttribute('aria-label') !== label) canvas.setAttribute('aria-label', label);
  }

  axes(g, { low, high, begin, end, x, y, width, height }) {
    g.font = '11px system-ui, sans-serif';
    g.fillStyle = this.colour('--muted');
    g.strokeStyle = this.colour('--grid');
    g.lineWidth = 1;
    g.textAlign = 'right';
    g.textBaseline = 'middle';
    const step = nice((high - low) / 3);
    for (let v = Math.ceil(low / step - 1e-9) * step; v <= high + step * 1e-6; v += step) {
      line(g, left, y(v), width - right, y(v));
      g.fillText(label(v, step), left - 6, y(v));
    }
    g.textBaseline = 'alphabetic';
    g.textAlign = 'center';
    const ticks = niceTime((end - begin) / Math.max(2, Math.floor(width / 90)));
    for (let t = Math.ceil(begin / ticks) * ticks; t <= end; t += ticks) {
      const at = x(t), half = g.measureText(duration(t)).width / 2;
      line(g, at, height - bottom, at, height - bottom + 4);
      if (at - half > left - 30 && at + half <= width) g.fillText(duration(t), at, height - 3);
    }
    g.strokeStyle = this.colour('--line');
    line(g, left, height - bottom, width - right, height - bottom);
  }

  drawMarks(g, { begin, x, height, width }) {
    g.font = '10px system-ui, sans-serif';
    g.textAlign = 'left';
    g.fillStyle = g.strokeStyle = this.colour('--muted');
    g.globalAlpha = 0.75;
    g.setLineDash([2, 3]);
    const seen = this.marks.filter(m => m.t >= begin);
    seen.forEach((mark, i) => {
      const at = x(mark.t);
      line(g, at, top, at, height - bottom);
      // A text that the next mark would cross is left out.
      const next = i + 1 < seen.length ? x(seen[i + 1].t) : width;
      if (at + g.measureText(mark.text).width + 6 < next) g.fillText(mark.text, at + 3, top + 10);
    });
    g.setLineDash([]);
    g.globalAlpha = 1;
  }

  line(g, chart, points, x, y, height) {
    g.strokeStyle = g.fillStyle = this.colour(chart.colour);
    g.lineWidth = 1.8;
    g.lineJoin = 'round';
    let open = false, first = 0, last = 0;
    const area = new Path2D();
    g.beginPath();
    for (const p of points) {
      const value = p[chart.key];
      if (value === null || value === undefined) {
        if (open) area.lineTo(last, height - bottom);
        open = false;
        continue;
      }
      const at = x(p.t), up = y(value / chart.scale);
      if (open) { g.lineTo(at, up); area.lineTo(at, up); }
      else { g.moveTo(at, up); area.moveTo(at, height - bottom); area.lineTo(at, up); first = at; }
      open = true;
      last = at;
    }
    if (open) area.lineTo(last, height - bottom);
    g.stroke();
    g.globalAlpha = 0.1;
    g.fill(area);
    g.globalAlpha = 1;
  }

  cross(g, chart, at, up, height) {
    g.strokeStyle = this.colour('--muted');
    g.lineWidth = 1;
    line(g, at, top, at, height - bottom);
    if (up === null) return;
    g.fillStyle = this.colour(chart.colour);
    g.beginPath();
    g.arc(at, up, 3.5, 0, 7);
    g.fill();
  }
}

function line(g, x1, y1, x2, y2) {
  g.beginPath();
  g.moveTo(x1, Math.round(y1) + 0.5);
  g.lineTo(x2, x1 === x2 ? y2 : Math.round(y2) + 0.5);
  g.stroke();
}

/** From the least to the most, on round figures, never narrower than the chart's least. */
function range(values, chart) {
  if (values.length === 0) return [0, chart.least];
  let low = values[0], high = values[0];
  for (const v of values) { low = Math.min(low, v); high = Math.max(high, v); }
  if (chart.zero) low = Math.min(0, low);
  if (high - low < chart.least) high = low + chart.least;
  const step = nice((high - low) / 3);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

function nice(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const n = rough / power;
  return (n <= 1 ? 1 : n <= 2 ? 2 : n <= 5 ? 5 : 10) * power;
}

function niceTime(rough) {
  return [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 21600, 43200, 86400].find(s => s >= rough) ?? Math.ceil(rough / 86400) * 86400;
}

const label = (v, step) => v.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));

function nearest(points, t) {
  let best = null;
  for (const p of points) if (best === null || Math.abs(p.t - t) < Math.abs(best.t - t)) best = p;
  return best;
}
