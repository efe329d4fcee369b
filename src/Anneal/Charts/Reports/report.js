(() => {
'use strict';

// Numbers

/** The debiased exponential moving average; what is missing stays missing. The same as Smoothing.Of. */
function smooth(values, weight) {
  let average = 0, missing = 1;
  return values.map(value => {
    if (value === null) return null;
    average = weight * average + (1 - weight) * value;
    missing *= weight;
    return average / (1 - missing);
  });
}

/** Mean, lowest and highest of the curves at every position, and how many have a value there. */
function summary(curves) {
  const result = { mean: [], low: [], high: [], count: [] };
  for (let i = 0; i < curves[0].length; i++) {
    let sum = 0, count = 0, low = Infinity, high = -Infinity;
    for (const curve of curves) {
      const value = curve[i];
      if (value === null) continue;
      sum += value;
      count++;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    result.mean.push(count ? sum / count : null);
    result.low.push(count ? low : null);
    result.high.push(count ? high : null);
    result.count.push(count);
  }
  return result;
}

/** Round values within a range: 1, 2 or 5 times a power of ten apart; on a log axis powers of ten, or 1, 2, 5 of each where few fit. Whole: none between whole numbers. */
function ticks(low, high, wanted, log, whole) {
  const decade = Math.floor(Math.log10(log ? low : (high - low) / wanted));
  const found = [];
  const add = value => {
    const slack = 1e-9 * (log ? value : high - low);
    if (value >= low - slack && value <= high + slack) found.push(+value.toPrecision(12));
  };
  if (log) {
    const decades = Math.log10(high / low);
    for (let stride = Math.max(1, Math.ceil(decades / wanted)); stride > 0; stride--) {
      found.length = 0;
      for (let power = Math.ceil(decade / stride) * stride; power <= Math.log10(high) + 1e-9; power += stride) add(10 ** power);
      if (found.length >= 3) return found;
    }
    found.length = 0;
    for (let power = decade; power <= Math.log10(high) + 1e-9; power++) for (const digit of [1, 2, 5]) add(digit * 10 ** power);
    return found.length >= 3 ? found : ticks(low, high, wanted, false, whole);
  }
  const off = step => Math.abs((high - low) / step - wanted);
  const steps = [1, 2, 5, 10].map(digit => digit * 10 ** (whole ? Math.max(0, decade) : decade));
  const step = steps.reduce((best, next) => off(next) <= off(best) && (high - low) / next >= 2 ? next : best);
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) add(i * step);
  return found;
}

/** A number as a person writes it: 0.3, 1e-4, 20k, 1.5M. */
function text(value, digits = 5, thousands = false) {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 1e12) return value.toExponential(digits - 1).replace(/\.?0*e/, 'e').replace('e+', 'e');
  if (thousands && size >= 1e9) return +(value / 1e9).toPrecision(digits) + 'B';
  if (thousands && size >= 1e6) return +(value / 1e6).toPrecision(digits) + 'M';
  if (thousands && size >= 1e3) return +(value / 1e3).toPrecision(digits) + 'k';
  return String(+value.toPrecision(Math.max(digits, Math.ceil(Math.log10(size)))));
}

/** The index of the position nearest to x in ascending positions. */
function nearest(positions, x) {
  let low = 0, high = positions.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (positions[middle] < x) low = middle; else high = middle;
  }
  return high >= 0 && Math.abs(positions[high] - x) < Math.abs(positions[low] - x) ? high : low;
}

/** A scale from values to pixels; from null where nothing has a place. */
function scale(low, high, start, end, log, padding) {
  if (!(low <= high)) return null;
  const place = log ? Math.log10 : value => value;
  let from = place(low), to = place(high);
  if (to - from <= 1e-12 * Math.max(Math.abs(from), Math.abs(to), 1e-290)) {
    const reach = log ? 0.6 : from === 0 ? 1 : Math.abs(from) / 2;
    [from, to] = [from - reach, to + reach];
  }
  [from, to] = [from - padding * (to - from), to + padding * (to - from)];
  const back = value => log ? 10 ** value : value;
  return {
    log, low: back(from), high: back(to),
    at: value => start + (place(value) - from) / (to - from) * (end - start),
    of: pixel => back(from + (pixel - start) / (end - start) * (to - from)),
    shows: value => value !== null && (!log || value > 0),
  };
}

/** Runs of points on the drawing: of every pixel column the first, lowest, highest and last; a value without a place ends a run. */
function runs(xs, ys, x, y, from, to) {
  const result = [];
  let run = [], column = null;
  const flush = () => {
    if (!column) return;
    const { first, low, high, last } = column;
    run.push(...[...new Set([first, low, high, last])].sort((a, b) => a - b).map(i => [x.at(xs[i]), y.at(ys[i])]));
    column = null;
  };
  const end = () => {
    flush();
    if (run.length) result.push(run);
    run = [];
  };
  for (let i = from; i < to; i++) {
    if (!x.shows(xs[i]) || !y.shows(ys[i])) { end(); continue; }
    const pixel = Math.floor(x.at(xs[i]));
    if (column && column.pixel !== pixel) flush();
    column ??= { pixel, first: i, low: i, high: i };
    column.last = i;
    if (ys[i] < ys[column.low]) column.low = i;
    if (ys[i] > ys[column.high]) column.high = i;
  }
  end();
  return result;
}

// Elements

const path = points => points.map(([x, y], i) => `${i ? ' ' : 'M'}${x.toFixed(1)},${y.toFixed(1)}`).join('');

function add(parent, tag, attributes = {}, content = '') {
  const svg = tag === 'svg' || parent.namespaceURI.endsWith('svg');
  const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== '' && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  if (content !== '') element.textContent = content;
  parent.append(element);
  return element;
}

function swatch(parent, colour, dash) {
  const svg = add(parent, 'svg', { class: 'swatch', width: 24, height: 10, 'aria-hidden': 'true' });
  add(svg, 'path', { class: `line c${colour}`, 'stroke-dasharray': dash, d: 'M1,5 23,5' });
}

const wide = words => 7.2 * words.length;

// What the reader has chosen; it is kept in the address, so that a link shows the same view.

const hidden = new Set();
const plots = [];

function remember() {
  const chosen = new URLSearchParams();
  for (const name of hidden) chosen.append('hide', name);
  plots.forEach((plot, i) => { if (plot.chosen()) chosen.set(`plot${i + 1}`, plot.chosen()); });
  const hash = chosen.toString();
  try { history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search); } catch { /* A page without an address of its own. */ }
}

function recall() {
  const chosen = new URLSearchParams(location.hash.slice(1));
  hidden.clear();
  for (const name of chosen.getAll('hide')) hidden.add(name);
  plots.forEach((plot, i) => plot.choose(chosen.get(`plot${i + 1}`) ?? ''));
  plots.forEach(plot => plot.draw());
}

function toggle(name, alone) {
  const all = plots.flatMap(plot => plot.names);
  if (alone) {
    const isAlone = all.every(other => other === name || hidden.has(other));
    hidden.clear();
    if (!isAlone) for (const other of all) if (other !== name) hidden.add(other);
  } else if (!hidden.delete(name)) hidden.add(name);
  plots.forEach(plot => plot.draw());
  remember();
}

// Plots

function plot(figure) {
  const given = JSON.parse(figure.querySelector('script').textContent);
  const groups = given.groups;
  for (const curves of groups.flatMap(group => [group.main, group.right ?? []])) {
    for (const x of ['x', 'meanX']) if (curves[x]) curves[x] = curves[x].map(i => given.positions[i]);
  }
  const longest = Math.max(...groups.map(group => group.main.y[0].length));
  const several = groups.some(group => group.main.y.length > 1);
  const twoSided = groups.some(group => group.right);
  const start = { kind: 0, logX: !!given.log[0], logY: !!given.log[1], logRight: !!given.log[2], smooth: given.smooth, each: false, right: true, zoom: null };
  let view = { ...start };
  let frame = null;
  let cursor = null;

  const controls = document.createElement('div');
  controls.className = 'controls';
  const legend = document.createElement('div');
  legend.className = 'legend';
  const stage = document.createElement('div');
  stage.className = 'view';
  figure.querySelector('noscript').replaceWith(controls, legend, stage);
  stage.tabIndex = 0;
  stage.setAttribute('role', 'group');
  stage.setAttribute('aria-label', `${figure.getAttribute('aria-label') ?? ''}. Arrow keys read values, plus and minus zoom, Escape shows all.`);
  const canvas = add(stage, 'svg', { class: 'anneal-chart', 'aria-hidden': 'true' });
  const tip = add(stage, 'div', { class: 'tip', hidden: 'hidden' });
  const heard = add(stage, 'div', { class: 'heard', 'aria-live': 'polite' });

  const change = changes => { Object.assign(view, changes); draw(); remember(); };
  const inputs = {};
  if (given.x.length > 1) {
    const select = inputs.kind = add(add(controls, 'label', {}, 'x '), 'select');
    given.x.forEach((name, i) => add(select, 'option', { value: i }, name || 'x'));
    select.onchange = () => change({ kind: +select.value, zoom: null });
  }
  const check = (key, label) => {
    const outer = add(controls, 'label');
    inputs[key] = add(outer, 'input', { type: 'checkbox' });
    outer.append(label);
    inputs[key].onchange = () => change({ [key]: inputs[key].checked });
  };
  check('logX', 'log x');
  check('logY', 'log y');
  if (twoSided) {
    check('right', given.right || 'right axis');
    check('logRight', `log ${given.right || 'right'}`);
  }
  if (several) check('each', 'single curves');
  if (longest > 20) {
    const outer = add(controls, 'label', {}, 'smoothing ');
    // The slider runs where the eye sees a difference: 0, 0.5, 0.75, 0.9, 0.97, 0.99, 0.997, 0.999 are about equally far apart.
    inputs.smooth = add(outer, 'input', { type: 'range', min: 0, max: 1, step: 0.01 });
    inputs.output = add(outer, 'output');
    inputs.smooth.oninput = () => change({ smooth: +(1 - 10 ** (-3 * inputs.smooth.value)).toFixed(4) });
  }
  const reset = add(controls, 'button', { type: 'button', hidden: 'hidden' }, 'show all');
  reset.onclick = () => change({ zoom: null });
  const note = add(controls, 'span');
  const buttons = groups.map(group => {
    const button = add(legend, 'button', { type: 'button', title: 'Click: off or on. Double click, or shift: this one alone.' });
    swatch(button, group.colour, group.dash);
    add(button, 'span', {}, group.name);
    button.onclick = event => toggle(group.name, event.shiftKey);
    button.ondblclick = () => toggle(group.name, true);
    return button;
  });

  /** What one group shows now: positions, summary, single curves; kept until the smoothing changes. */
  function lines(curves, weight) {
    curves.kept ??= {};
    const means = weight > 0 && curves.meanY;
    if (curves.kept.weight !== weight) {
      const each = weight > 0 ? (means || curves.y).map(values => smooth(values, weight)) : curves.y;
      curves.kept = { weight, each, summary: summary(each), raw: curves.kept.raw ?? summary(curves.y) };
    }
    return { ...curves.kept, x: (means ? curves.meanX : curves.x)[view.kind], rawX: curves.x[view.kind], curves };
  }

  function draw() {
    for (const key of ['logX', 'logY', 'logRight', 'right', 'each']) if (inputs[key]) inputs[key].checked = view[key];
    if (inputs.kind) inputs.kind.value = view.kind;
    if (inputs.smooth) {
      inputs.smooth.value = -Math.log10(1 - view.smooth) / 3;
      inputs.output.textContent = view.smooth ? text(view.smooth, 4) : 'off';
    }
    if (inputs.logRight) inputs.logRight.disabled = !view.right;
    reset.hidden = !view.zoom;
    groups.forEach((group, i) => buttons[i].setAttribute('aria-pressed', !hidden.has(group.name)));
    canvas.replaceChildren();
    frame = null;

    const shown = groups.filter(group => !hidden.has(group.name)).map(group => ({
      group, main: lines(group.main, view.smooth), right: group.right && view.right ? lines(group.right, 0) : null,
    }));
    const width = Math.max(240, stage.clientWidth), height = Math.round(Math.min(420, Math.max(240, width * 0.46)));
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) canvas.setAttribute(name, value);
    const say = words => add(canvas, 'text', { class: 'soft', x: width / 2, y: height / 2, 'text-anchor': 'middle' }, words);

    // Ranges: of x all that is shown, or the zoom; of y what is seen in it.
    let ends = view.zoom;
    if (!ends) {
      ends = [Infinity, -Infinity];
      for (const x of shown.flatMap(({ main, right }) => [main.rawX, right ? right.x : []])) {
        const first = view.logX ? x.find(value => value > 0) : x[0];
        if (first === undefined) continue;
        ends = [Math.min(ends[0], first), Math.max(ends[1], x[x.length - 1])];
      }
    }
    const range = (lists, log) => {
      let low = Infinity, high = -Infinity;
      for (const [x, values] of lists) {
        for (let i = 0; i < x.length; i++) {
          const value = values[i];
          if (value === null || x[i] < ends[0] || x[i] > ends[1] || (log && value <= 0)) continue;
          if (value < low) low = value;
          if (value > high) high = value;
        }
      }
      return [low, high];
    };
    const own = range(shown.flatMap(({ main }) => [[main.x, main.summary.low], [main.x, main.summary.high], ...(view.smooth ? [[main.rawX, main.raw.mean]] : [])]), view.logY);
    const other = range(shown.flatMap(({ right }) => right ? [[right.x, right.summary.low], [right.x, right.summary.high]] : []), view.logRight);
    const top = given.y || given.right ? 26 : 10, bottom = height - (given.x[view.kind] ? 44 : 26);
    const y = scale(own[0], own[1], bottom, top, view.logY, 0.04);
    const r = scale(other[0], other[1], bottom, top, view.logRight, 0.04);
    if (!shown.length) return void say('All groups are switched off.');
    if (!y && !r) return void say(view.logY ? 'Nothing to draw here: no value is finite and positive (log y).' : 'Nothing to draw here: no value is finite.');

    const tickCount = Math.max(3, Math.round((bottom - top) / 56));
    const labelled = axis => axis ? ticks(axis.low, axis.high, tickCount, axis.log) : [];
    const thousands = values => values.some(value => Math.abs(value) >= 1e4);
    const name = values => { const big = thousands(values); return values.map(value => text(value, 6, big)); };
    const yTicks = labelled(y), yNames = name(yTicks), rTicks = labelled(r), rNames = name(rTicks);
    const left = 12 + Math.max(10, ...yNames.map(wide)), right = width - (r ? 12 + Math.max(0, ...rNames.map(wide)) : 14);
    const x = scale(ends[0], ends[1], left, right, view.logX, 0);
    if (!x) return void say('Nothing here has a positive x: switch log x off.');

    // Axes, as the still pictures have them.
    const label = (words, px, py, anchor) => add(canvas, 'text', { class: 'soft', x: px.toFixed(1), y: py.toFixed(1), 'text-anchor': anchor }, words);
    yTicks.forEach((value, i) => {
      const at = Math.round(y.at(value)) + 0.5;
      add(canvas, 'path', { class: 'grid', d: path([[left, at], [right, at]]) });
      label(yNames[i], left - 8, at + 4, 'end');
    });
    rTicks.forEach((value, i) => label(rNames[i], right + 8, r.at(value) + 4.5));
    const xTicks = ticks(x.low, x.high, Math.max(3, Math.round((right - left) / 85)), x.log, shown.every(({ main }) => main.rawX.every(Number.isInteger))), xNames = name(xTicks);
    let free = -Infinity;
    xTicks.forEach((value, i) => {
      const at = Math.round(x.at(value)) + 0.5, half = wide(xNames[i]) / 2;
      add(canvas, 'path', { class: 'axis', d: path([[at, bottom + 0.5], [at, bottom + 4.5]]) });
      const middle = Math.min(at, width - half);
      if (middle - half < free) return;
      label(xNames[i], middle, bottom + 18, 'middle');
      free = middle + half + 6;
    });
    add(canvas, 'path', { class: 'axis', d: path([[left, bottom + 0.5], [right, bottom + 0.5]]) });
    if (given.y) label(given.y, 2, 14);
    if (given.right && r) label(`${given.right} (dashed)`, width - 2, 14, 'end');
    if (given.x[view.kind]) label(given.x[view.kind], (left + right) / 2, height - 4, 'middle');

    const unseen = view.logY ? shown.reduce((sum, { main }) => sum + main.curves.y.flat().filter(value => value !== null && value <= 0).length, 0) : 0;
    note.textContent = unseen ? `Not drawn: ${unseen} ≤ 0` : '';

    // Lines, cut off at the frame. Bands lie below all of them.
    const clip = add(canvas, 'svg', { x: left - 3, y: 0, width: right - left + 6, height: bottom, viewBox: `${left - 3} 0 ${right - left + 6} ${bottom}`, style: 'overflow:hidden' });
    const within = xs => {
      let from = 0, to = xs.length;
      while (from < to && xs[from] < ends[0]) from++;
      while (to > from && xs[to - 1] > ends[1]) to--;
      return [Math.max(0, from - 1), Math.min(xs.length, to + 1)];
    };
    const band = ({ x: xs, summary: { low, high } }, colour, axis) => {
      const [from, to] = within(xs);
      const floor = low.map(value => axis.shows(value) || value === null ? value : axis.low);
      const above = runs(xs, high, x, axis, from, to), below = runs(xs, floor.map((value, i) => axis.shows(high[i]) ? value : null), x, axis, from, to);
      above.forEach((run, i) => add(clip, 'path', { class: `dot c${colour}`, 'fill-opacity': 0.16, d: path([...run, ...below[i].reverse()]) }));
    };
    const curve = (xs, ys, colour, dash, axis, style, dots) => {
      const [from, to] = within(xs);
      const parts = runs(xs, ys, x, axis, from, to);
      const d = parts.filter(run => run.length > 1).map(path).join('');
      if (d) add(clip, 'path', { class: `line c${colour}`, 'stroke-dasharray': dash, style, d });
      const points = dots && to - from <= 40 ? parts.flat() : parts.filter(run => run.length === 1).flat();
      for (const [cx, cy] of points) add(clip, 'circle', { class: `dot c${colour}`, cx: cx.toFixed(1), cy: cy.toFixed(1), r: 2.4, style });
    };
    if (y && !view.each) for (const { group, main } of shown) if (main.each.length > 1) band(main, group.colour, y);
    if (r) {
      for (const { group, right: lines } of shown) {
        if (!lines) continue;
        if (lines.each.length > 1) band(lines, group.colour, r);
        curve(lines.x, lines.summary.mean, group.colour, group.rightDash, r, 'stroke-width:1.3;opacity:.8');
      }
    }
    if (y) {
      for (const { group, main } of shown) if (view.smooth) curve(main.rawX, main.raw.mean, group.colour, '', y, 'stroke-width:1;opacity:.22');
      for (const { group, main } of shown) {
        if (view.each && main.each.length > 1) for (const single of main.each) curve(main.x, single, group.colour, group.dash, y, 'stroke-width:1;opacity:.65');
        curve(main.x, main.summary.mean, group.colour, group.dash, y, '', true);
      }
      for (const { group, main } of shown) {
        main.curves.ends.forEach((end, i) => {
          if (end < 0 || !x.shows(main.rawX[end]) || !y.shows(main.curves.y[i][end])) return;
          const px = x.at(main.rawX[end]), py = y.at(main.curves.y[i][end]);
          const d = `M${px - 5},${py - 5} ${px + 5},${py + 5}M${px - 5},${py + 5} ${px + 5},${py - 5}`;
          add(clip, 'path', { class: 'line mark', style: 'stroke-width:6', d });
          add(clip, 'path', { class: `line c${group.colour}`, style: 'stroke-width:2.4', d });
        });
      }
    }
    frame = { shown, x, y, r, left, right, top, bottom, width, ends, marks: add(canvas, 'g') };
    point(null);
  }

  /** Shows the values at the position nearest to x, for every group; null shows none. */
  function point(wanted, aloud) {
    cursor = null;
    tip.hidden = true;
    if (!frame) return;
    frame.marks.replaceChildren();
    if (wanted === null) return;
    const { shown, x, y, left, right, top, bottom, width, ends } = frame;
    for (const { main } of shown) {
      const found = main.x[nearest(main.x, wanted)];
      if (found >= ends[0] && found <= ends[1] && x.shows(found) && (cursor === null || Math.abs(x.at(found) - x.at(wanted)) < Math.abs(x.at(cursor) - x.at(wanted)))) cursor = found;
    }
    if (cursor === null) return;
    const at = x.at(cursor);
    add(frame.marks, 'path', { class: 'axis', d: path([[at, top], [at, bottom]]) });
    const inside = xs => xs.length && cursor >= xs[0] && cursor <= xs[xs.length - 1];
    const rows = shown.filter(({ main, right: lines }) => inside(main.x) || (lines && inside(lines.x))).map(({ group, main, right: lines }) => {
      const i = inside(main.x) ? nearest(main.x, cursor) : -1;
      const { mean, low, high, count } = main.summary;
      return { group, value: mean[i] ?? null, low: low[i], high: high[i], count: count[i] ?? 0, of: main.each.length,
        rate: lines && inside(lines.x) ? lines.summary.mean[nearest(lines.x, cursor)] : null };
    }).sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
    tip.replaceChildren();
    const table = add(tip, 'table');
    const head = add(table, 'tr');
    add(head, 'th', {}, `${given.x[view.kind] || 'x'} ${text(cursor, 7)}`);
    for (const words of [several ? 'mean' : '', ...(several ? ['min … max'] : []), ...(frame.r ? [given.right] : [])]) add(head, 'td', { class: words === 'min … max' ? 'soft range' : 'soft' }, words);
    for (const { group, value, low, high, count, of, rate } of rows) {
      const row = add(table, 'tr'), named = add(row, 'td');
      swatch(named, group.colour, group.dash);
      named.append(group.name);
      add(row, 'td', {}, text(value, 4) + (count < of ? ` (${count} of ${of})` : ''));
      if (several) add(row, 'td', { class: 'soft range' }, count > 1 ? `${text(low, 4)} … ${text(high, 4)}` : '');
      if (frame.r) add(row, 'td', {}, text(rate, 3));
      if (y && y.shows(value)) add(frame.marks, 'circle', { class: `mark c${group.colour}`, style: 'fill:currentColor', cx: at, cy: y.at(value), r: 4 });
    }
    tip.hidden = false;
    // Beside the line, on the side with more room; where neither has enough, as far over as it goes.
    const room = tip.offsetWidth + 14;
    const place = at + room <= width ? at + 14 : at - room >= 0 ? at - room : at < (left + right) / 2 ? width - tip.offsetWidth : 0;
    tip.style.left = `${place}px`;
    tip.style.top = `${Math.max(0, Math.min(top + 4, bottom - tip.offsetHeight))}px`;
    if (aloud) heard.textContent = [`${given.x[view.kind]} ${text(cursor, 7)}`, ...rows.map(({ group, value }) => `${group.name} ${text(value, 4)}`)].join(', ');
  }

  // Pointer: hover reads values, dragging chooses a range, a double click shows all.
  let drag = null;
  const pixel = event => event.clientX - stage.getBoundingClientRect().left;
  const inFrame = px => Math.min(frame.right, Math.max(frame.left, px));
  stage.onpointerdown = event => {
    if (frame && event.button === 0 && pixel(event) >= frame.left - 4 && pixel(event) <= frame.right + 4) drag = { from: inFrame(pixel(event)), moved: false };
  };
  stage.onpointermove = event => {
    if (!frame) return;
    const at = inFrame(pixel(event));
    point(frame.x.of(at));
    if (!drag) return;
    if (Math.abs(at - drag.from) > 5 && !drag.moved) {
      drag.moved = true;
      stage.setPointerCapture(event.pointerId);
    }
    if (drag.moved) add(frame.marks, 'rect', { class: 'mark', 'fill-opacity': 0.1, x: Math.min(at, drag.from), y: frame.top, width: Math.abs(at - drag.from), height: frame.bottom - frame.top, style: 'stroke:none' });
  };
  stage.onpointerup = event => {
    const done = drag;
    drag = null;
    if (!frame || !done) return;
    const at = inFrame(pixel(event));
    if (done.moved && Math.abs(at - done.from) > 5) change({ zoom: [frame.x.of(Math.min(at, done.from)), frame.x.of(Math.max(at, done.from))] });
    else point(frame.x.of(at));
  };
  stage.onpointercancel = () => { drag = null; point(null); };
  stage.onpointerleave = event => { if (!drag && event.pointerType === 'mouse') point(null); };
  stage.ondblclick = () => change({ zoom: null });
  stage.onblur = () => point(null);
  stage.onkeydown = event => {
    if (!frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const { x, left, right, shown, ends } = frame;
    const middle = cursor ?? x.of((left + right) / 2);
    const zoomed = factor => {
      const at = x.at(middle), near = x.of(Math.max(left, at - (at - left) * factor)), far = x.of(Math.min(right, at + (right - at) * factor));
      return near < far ? { zoom: [near, far] } : {};
    };
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const ahead = event.key === 'ArrowRight';
      // The next position of any group that is at least a pixel away.
      const places = shown.flatMap(({ main }) => main.x).filter(value => x.shows(value) && value >= ends[0] && value <= ends[1]);
      const next = cursor === null ? middle : places.reduce((best, value) =>
        (ahead ? x.at(value) >= x.at(cursor) + 1 && (best === null || value < best) : x.at(value) <= x.at(cursor) - 1 && (best === null || value > best)) ? value : best, null);
      if (next !== null) point(next, true);
    } else if (event.key === '+' || event.key === '=') change(zoomed(0.5));
    else if (event.key === '-') {
      const width = right - left;
      change({ zoom: view.zoom ? [x.of(left - width / 2), x.of(right + width / 2)] : null });
    } else if (event.key === 'Escape' || event.key === '0') change({ zoom: null });
    else return;
    event.preventDefault();
  };

  new ResizeObserver(() => draw()).observe(stage);

  /** The choices that differ from the first view, as short text; and back. */
  function chosen() {
    const words = [];
    if (view.kind !== start.kind) words.push(`x${view.kind}`);
    for (const key of ['logX', 'logY', 'logRight', 'each', 'right']) if (view[key] !== start[key]) words.push(view[key] ? key : `no-${key}`);
    if (view.smooth !== start.smooth) words.push(`s${view.smooth}`);
    if (view.zoom) words.push(`z${view.zoom.map(value => +value.toPrecision(6)).join(':')}`);
    return words.join(' ');
  }

  function choose(words) {
    view = { ...start };
    for (const word of words.split(' ')) {
      const number = +word.slice(1), key = word.replace('no-', '');
      if (key in start && typeof start[key] === 'boolean') view[key] = key === word;
      else if (word[0] === 'x' && given.x[number] !== undefined) view.kind = number;
      else if (word[0] === 's' && number >= 0 && number < 1) view.smooth = number;
      else if (word[0] === 'z') {
        const ends = word.slice(1).split(':').map(Number);
        if (ends.length === 2 && ends[0] < ends[1]) view.zoom = ends;
      }
    }
  }

  return { names: groups.map(group => group.name), draw, chosen, choose };
}

// Tables: a click on a head sorts by that column, a second click the other way round; what has no number stays last.

function sortable(table) {
  const heads = [...table.querySelectorAll('th')], body = table.tBodies[0];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const keyed = [...body.rows].map(row => {
        const cell = row.cells[column];
        return { row, number: cell.dataset.sort === undefined ? null : +cell.dataset.sort, words: cell.textContent.trim() };
      });
      const last = key => key.number === null ? key.words === '' : Number.isNaN(key.number);
      keyed.sort((a, b) => last(a) - last(b) || (last(a) ? 0 : (down ? -1 : 1) * (a.number !== null && b.number !== null
        ? a.number - b.number : a.words.localeCompare(b.words, undefined, { numeric: true }))));
      body.append(...keyed.map(key => key.row));
    };
  });
}

document.querySelectorAll('figure').forEach(figure => plots.push(plot(figure)));
document.querySelectorAll('.scroll table').forEach(sortable);
addEventListener('hashchange', recall);
recall();
})();
