// Draws a chart from the JSON beside it, in the house look: the council in the one strong blue, England dashed
// grey, neighbours dotted grey, thin grid, zero baseline, names at the lines' ends, gaps where a series breaks.
// docs/components.md lists the keys. Plotly runs without eval and without styles of its own.

const BLUE = '#1d70b8';
const INK = '#0b0c0c';
const QUIET = '#484949';
const GREY = '#6b7276';
const GRID = '#e4e8ec';
const FONT = 'arial, sans-serif';
const NARROW = 560;
// As wide as a chart may be on a sheet of A4.
const PAPER = 680;

const LINES = {
  council: { color: BLUE, width: 3, dash: 'solid', markers: true },
  forecast: { color: BLUE, width: 3, dash: '7px,5px', markers: false },
  published: { color: INK, width: 1.5, dash: 'solid', markers: true, symbol: 'circle-open' },
  england: { color: GREY, width: 2, dash: '8px,5px', markers: false },
  region: { color: GREY, width: 2, dash: '9px,4px,2px,4px', markers: false },
  neighbours: { color: GREY, width: 2, dash: '2px,4px', markers: false },
  no_change: { color: '#949ba0', width: 1.5, dash: 'solid', markers: false },
  issued: { color: INK, width: 1, dash: 'solid', markers: false },
  target: { color: '#f47738', width: 2, dash: '12px,4px', markers: false },
};
const BANDS = { band80: 'rgba(29, 112, 184, .30)', band95: 'rgba(29, 112, 184, .14)' };
// Parts of a whole, dark to light, so that they stay apart in print and to the colour-blind.
const PARTS = ['#0b3a66', '#1d70b8', '#6ea3d3', '#b3cfe8', '#6b7276', '#a9afb3', '#d5d9dc', '#3f474c'];

const WRITE = {
  number: (value) => value.toLocaleString('en-GB', { maximumFractionDigits: 1 }),
  percent: (value) => `${value.toLocaleString('en-GB', { maximumFractionDigits: value !== 0 && Math.abs(value) < 1 ? 1 : 0 })}%`,
  pounds: (value) => `£${value.toLocaleString('en-GB', { maximumFractionDigits: 0 })}`,
};

function dateInWords(text) {
  return new Date(`${text}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

const words = (spec, value) => (value === null || value === undefined ? 'not known' : (WRITE[spec.format] || WRITE.number)(value));
const isDates = (spec) => spec.x === 'dates';
const yearsAcross = (spec) => {
  const years = spec.series.flatMap((series) => series.points.map((point) => Number(String(point.x).slice(0, 4))));
  return Math.max(...years) - Math.min(...years);
};
const place = (spec, x) => (isDates(spec) ? dateInWords(x) : x);

// A break is drawn as a gap: a point without a value just before the first one under the new definition.
function withBreaks(points, breaks) {
  return points.flatMap((point) => (breaks.includes(point.x) ? [{ x: point.x, y: null }, point] : [point]));
}

const isKnown = (point) => point !== undefined && point.y !== null && point.y !== undefined;

function lineTrace(spec, series) {
  const look = LINES[series.role] || LINES.neighbours;
  const points = withBreaks(series.points, (spec.breaks || []).map((one) => one.x));
  // A point with gaps on both sides has no line to be seen by: it is a dot whatever the look.
  const dotted = look.markers && series.points.length <= 24;
  const alone = (at) => !isKnown(points[at - 1]) && !isKnown(points[at + 1]);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: series.name,
    x: points.map((point) => point.x),
    y: points.map((point) => point.y),
    text: points.map((point) => `${series.name}, ${place(spec, point.x)}: ${words(spec, point.y)}`),
    hovertemplate: '%{text}<extra></extra>',
    line: { color: look.color, width: look.width, dash: look.dash },
    marker: {
      color: look.color,
      size: points.map((point, at) => (dotted || alone(at) ? 8 : 0)),
      opacity: 1,
      symbol: look.symbol || 'circle',
      line: { color: look.color, width: look.symbol ? 1.5 : 0 },
    },
    connectgaps: false,
    cliponaxis: false,
  };
}

// A forecast that was issued: its ranges as thin bars, and by the shape of the mark whether they held.
const MARKS = { held: 'circle-open', missed: 'x-thin' };

function issuedTrace(spec, series) {
  const at = (key) => series.points.map((point) => point[key]);
  return {
    ...lineTrace(spec, series),
    text: series.points.map((point) => `${series.name}, ${place(spec, point.x)}: ${point.text}`),
    error_y: {
      type: 'data', symmetric: false, thickness: 1, width: 4, color: QUIET,
      array: series.points.map((point) => point.high - point.y),
      arrayminus: series.points.map((point) => point.y - point.low),
    },
    marker: {
      color: INK, opacity: 1, size: at('mark').map((mark) => (mark ? 11 : 5)),
      symbol: at('mark').map((mark) => MARKS[mark] || 'circle'), line: { color: INK, width: 2 },
    },
  };
}

function bandTraces(spec, band) {
  const edge = (key, extra) => ({
    type: 'scatter', mode: 'lines', name: band.name, x: band.points.map((point) => point.x),
    y: band.points.map((point) => point[key]), line: { width: 0 }, showlegend: false, ...extra,
  });
  const text = band.points.map((point) => `${band.name}, ${place(spec, point.x)}: ${words(spec, point.low)} to ${words(spec, point.high)}`);
  return [
    edge('low', { hoverinfo: 'skip' }),
    edge('high', { fill: 'tonexty', fillcolor: BANDS[band.role], text, hovertemplate: '%{text}<extra></extra>' }),
  ];
}

// A long name of a lying bar goes on several lines.
function wrapped(text, narrow) {
  const lines = [''];
  for (const word of String(text).split(' ')) {
    const line = `${lines[lines.length - 1]} ${word}`.trim();
    if (line.length > (narrow ? 20 : 40) && lines[lines.length - 1]) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines.join('<br>');
}

function barTraces(spec, narrow) {
  const lying = spec.kind === 'lying-bars';
  const stacked = spec.kind === 'stacked-bars';
  return spec.series.map((series, index) => {
    const look = LINES[series.role];
    const values = series.points.map((point) => point.y);
    const places = series.points.map((point) => point.x);
    const named = series.points.map((point) => words(spec, point.y));
    return {
      type: 'bar',
      name: series.name,
      orientation: lying ? 'h' : 'v',
      x: lying ? values : places,
      y: lying ? places.map((text) => wrapped(text, narrow)) : values,
      text: stacked ? undefined : named,
      textposition: lying || spec.series.length === 1 || (spec.series.length === 2 && !narrow) ? 'outside' : 'none',
      textfont: { color: INK, size: 14 },
      cliponaxis: false,
      hovertext: series.points.map((point, at) => `${series.name}, ${place(spec, point.x)}: ${named[at]}`),
      hovertemplate: '%{hovertext}<extra></extra>',
      marker: {
        color: stacked ? PARTS[index % PARTS.length] : (look ? look.color : PARTS[index % PARTS.length]),
        line: { color: '#fff', width: stacked ? 1 : 0 },
        pattern: !stacked && series.role === 'england' ? { shape: '/', size: 6, solidity: .35, fgcolor: '#fff', bgcolor: GREY } : undefined,
      },
    };
  });
}

function extent(spec) {
  const heights = spec.kind === 'stacked-bars'
    ? spec.series[0].points.map((_, at) => spec.series.reduce((sum, series) => sum + (series.points[at].y ?? 0), 0))
    : spec.series.flatMap((series) => series.points.map((point) => point.y));
  const values = [
    ...heights,
    ...(spec.bands || []).flatMap((band) => band.points.flatMap((point) => [point.low, point.high])),
    ...spec.series.filter((series) => series.role === 'issued').flatMap((series) => series.points.flatMap((point) => [point.low, point.high])),
  ].filter((value) => value !== null && value !== undefined);
  const highest = values.length ? Math.max(...values, 0) : 1;
  const lowest = values.length ? Math.min(...values) : 0;
  // Lines may start above nought where the spec says so; bars never do.
  const floor = spec.kind === 'line' && spec.from_zero === false ? Math.max(0, lowest - (highest - lowest) * .25) : Math.min(0, lowest * 1.06);
  return [floor, (highest - floor) * 1.08 + floor || 1];
}

function lastPoint(series) {
  return [...series.points].reverse().find(isKnown);
}

// The name of each line: at the right of the chart where the line reaches it, pushed apart where lines end
// together; where it ends earlier, under the last point of those that end there with it, the highest line first.
function endLabels(spec, range, plotHeight) {
  const gap = 17;
  const places = [...new Set(spec.series.flatMap((series) => series.points.map((point) => point.x)))].sort();
  const end = places[places.length - 1];
  const early = places[Math.floor(places.length * .85)];
  const labels = spec.series.map((series) => ({ series, last: lastPoint(series) })).filter((label) => label.last)
    .map((label) => ({ ...label, at: ((label.last.y - range[0]) / (range[1] - range[0])) * plotHeight }))
    .sort((a, b) => a.at - b.at);
  const ended = labels.filter(({ last }) => last.x < early).reverse();
  let floor = -Infinity;
  return labels.map(({ series, last, at }) => {
    const look = LINES[series.role] || LINES.neighbours;
    const label = {
      y: last.y, showarrow: false, align: 'left', text: series.name,
      font: { size: 14, color: look.color === BLUE ? BLUE : QUIET, weight: series.role === 'council' ? 700 : 400 },
    };
    if (last.x < early) {
      const together = ended.filter((one) => one.last.x === last.x);
      const turn = together.findIndex((one) => one.series === series);
      const under = together[together.length - 1].at - 6 - turn * gap;
      const lowest = under - (together.length - turn) * gap;
      const above = together[0].at + 8 + (together.length - 1 - turn) * gap;
      return lowest > 0
        ? { ...label, x: last.x, xanchor: 'right', yanchor: 'top', yshift: under - at }
        : { ...label, x: last.x, xanchor: 'right', yanchor: 'bottom', yshift: above - at };
    }
    const shown = Math.max(at, floor + gap);
    floor = shown;
    return { ...label, x: end, xanchor: 'left', xshift: 10, yshift: shown - at };
  });
}

function marks(spec) {
  const all = [
    ...(spec.marks || []).map((mark) => ({ ...mark, dash: '2px,3px' })),
    ...(spec.breaks || []).map((one) => ({ ...one, dash: 'solid' })),
  ];
  return {
    shapes: all.map((mark) => ({
      type: 'line', x0: mark.x, x1: mark.x, yref: 'paper', y0: 0, y1: 1, layer: 'below',
      line: { color: '#949ba0', width: 1, dash: mark.dash },
    })),
    annotations: all.filter((mark) => mark.text).map((mark) => ({
      x: mark.x, y: 1, yref: 'paper', yanchor: 'bottom', xanchor: 'center', showarrow: false,
      text: mark.text, font: { size: 13, color: QUIET },
    })),
  };
}

function longest(texts) {
  return Math.max(0, ...texts.map((text) => String(text).length));
}

function layoutFor(spec, width, height) {
  const narrow = width < NARROW;
  const lying = spec.kind === 'lying-bars';
  const namesWidth = 20 + 7 * longest(spec.series.map((series) => series.name));
  const direct = spec.kind === 'line' && spec.series.length <= 4 && !narrow && namesWidth < width * .3;
  const legend = !direct && spec.series.length > 1;
  const noted = marks(spec);
  const range = extent(spec);
  const margin = {
    l: lying ? 14 + 7 * longest(spec.series.flatMap((series) => series.points.flatMap((point) => wrapped(point.x, narrow).split('<br>')))) : 52,
    r: direct ? namesWidth : (lying ? 56 : 20),
    t: noted.annotations.length ? 26 : 10,
    b: (lying ? 8 : 34) + (legend ? 34 : 0),
    pad: lying ? 6 : 0,
  };
  const values = {
    range, showgrid: true, gridcolor: GRID, gridwidth: 1, zeroline: range[0] <= 0, zerolinecolor: '#6b7276', zerolinewidth: 1,
    ticks: '', tickfont: { size: 14, color: QUIET }, nticks: narrow ? 5 : 6, fixedrange: true, separatethousands: true,
    ticksuffix: spec.format === 'percent' ? '%' : '', tickprefix: spec.format === 'pounds' ? '£' : '',
  };
  const places = {
    type: isDates(spec) ? 'date' : 'category', showgrid: false, fixedrange: true, showline: !lying, linecolor: '#949ba0',
    ticks: lying ? '' : 'outside', tickcolor: '#949ba0', ticklen: 5, tickfont: { size: 14, color: QUIET }, automargin: !lying,
    ...(lying ? { dtick: 1 } : { nticks: narrow ? 4 : 10 }),
  };
  if (isDates(spec)) places.tickformat = spec.tick_format || '%Y';
  // A year is named once: over few years there would be room for marks between, with the same name.
  if (isDates(spec) && !spec.tick_format && yearsAcross(spec) <= (narrow ? 4 : 10)) Object.assign(places, { dtick: 'M12', tick0: '2000-01-01' });
  if (isDates(spec) && spec.tick_at_points && !narrow) {
    places.tickvals = spec.series[0].points.map((point) => point.x);
  }
  return {
    width, height, margin, barmode: spec.kind === 'stacked-bars' ? 'stack' : 'group', bargap: .32, bargroupgap: .08,
    paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', font: { family: FONT, size: 14, color: INK },
    xaxis: lying ? { ...values, showticklabels: false, showgrid: false } : places,
    yaxis: lying ? { ...places, autorange: 'reversed', tickfont: { size: 14, color: INK } } : values,
    showlegend: legend,
    legend: { orientation: 'h', traceorder: 'normal', x: 0, xanchor: 'left', y: -.14, yanchor: 'top', font: { size: 14 }, itemclick: false, itemdoubleclick: false },
    shapes: noted.shapes,
    annotations: [...noted.annotations, ...(direct ? endLabels(spec, range, height - margin.t - margin.b) : [])],
    hovermode: 'closest', dragmode: false,
    hoverlabel: { bgcolor: '#fff', bordercolor: '#949ba0', font: { family: FONT, size: 14, color: INK }, namelength: -1, align: 'left' },
  };
}

function traces(spec, width) {
  if (spec.kind !== 'line') return barTraces(spec, width < NARROW);
  return [...(spec.bands || []).flatMap((band) => bandTraces(spec, band)), ...spec.series.map((series) => (series.role === 'issued' ? issuedTrace : lineTrace)(spec, series))];
}

/** Draws the chart of one `figure[data-chart]`, closes its table, and draws again when its room changes. */
export async function draw(figure) {
  const spec = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const room = figure.querySelector('.app-chart__plot');
  let width = 0;
  const again = (most = Infinity) => {
    const wanted = Math.min(room.clientWidth, most);
    if (Math.abs(wanted - width) < 2) return undefined;
    width = wanted;
    return window.Plotly.react(room, traces(spec, width), layoutFor(spec, width, room.clientHeight), { displayModeBar: false, scrollZoom: false, doubleClick: false, showAxisDragHandles: false });
  };
  await again();
  figure.querySelector('.app-chart__figures').open = false;
  new ResizeObserver(() => again()).observe(room);
  window.addEventListener('beforeprint', () => again(PAPER));
  window.addEventListener('afterprint', () => again());
}
