// Starts the page: the design system's components, the filter panel, uploads, charts and finished work.
// Every page works without this file, except that a chart is then its table.

const WIDE = '(min-width: 48.0625em)';

function startFilters(moj) {
  for (const panel of document.querySelectorAll('[data-app-filter]')) {
    const toggle = panel.parentElement.querySelector('.app-filter-toggle');
    new moj.FilterToggleButton(panel, {
      bigModeMediaQuery: WIDE,
      startHidden: !window.matchMedia(WIDE).matches,
      toggleButton: { showText: 'Show filter', hideText: 'Hide filter', classes: 'govuk-button--secondary' },
      toggleButtonContainer: { element: toggle },
      closeButton: { text: 'Close', classes: 'moj-filter__close' },
      closeButtonContainer: { element: panel.querySelector('.moj-filter__header-action') },
    });
    const showToggle = () => { toggle.hidden = window.matchMedia(WIDE).matches; };
    window.matchMedia(WIDE).addEventListener('change', showToggle);
    showToggle();
  }
}

function sizeInWords(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1000000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1000000).toFixed(1)} MB`;
}

// The drop zone's spoken name must hold its visible words in one piece (WCAG 2.5.3); a hidden comma parts them.
function joinDropZoneNames() {
  for (const comma of document.querySelectorAll('.govuk-file-upload-button > .govuk-visually-hidden')) {
    comma.before(' ');
    comma.textContent = '';
  }
}

// Lists what was chosen, and keeps each file's path in its folder, which browsers do not send.
function startUploads() {
  for (const block of document.querySelectorAll('[data-app-upload]')) {
    const inputs = [...block.querySelectorAll('input[type="file"]')];
    const list = block.querySelector('.app-upload__list');
    const paths = block.querySelector('input[name="paths"]');
    const show = () => {
      const files = inputs.flatMap((input) => [...input.files]);
      paths.value = files.length ? JSON.stringify(files.map((file) => file.webkitRelativePath || file.name)) : '';
      list.replaceChildren(...files.map((file) => {
        const item = document.createElement('li');
        for (const text of [file.webkitRelativePath || file.name, sizeInWords(file.size)]) {
          item.appendChild(document.createElement('span')).textContent = text;
        }
        return item;
      }));
    };
    inputs.forEach((input) => input.addEventListener('change', show));
    show();
  }
}

// A box that scrolls sideways must be reachable by keyboard; one that does not should not be a stop.
function markScrolls() {
  for (const box of document.querySelectorAll('[data-scrolls]')) {
    const scrolls = box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== 'visible';
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} did not load`));
    document.head.append(script);
  });
}

async function startCharts() {
  const figures = [...document.querySelectorAll('[data-chart]')];
  if (!figures.length) return;
  try {
    const [{ draw }] = await Promise.all([import(document.body.dataset.charts), loadScript(document.body.dataset.plotly)]);
    await Promise.all(figures.map((figure) => draw(figure)));
  } finally {
    // Whatever was not drawn gives its room to the table, which stands open.
    for (const figure of figures) {
      figure.querySelector('.app-chart__plot').classList.remove('app-chart__plot--waiting');
      figure.querySelector('.app-chart__figures').classList.remove('app-chart__figures--until-drawn');
    }
  }
}

function startPrinting() {
  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('.app-chart__figures:not([open])')];
    opened.forEach((details) => { details.open = true; });
  });
  window.addEventListener('afterprint', () => opened.forEach((details) => { details.open = false; }));
}

// Work that finished while the page was looking: go where its end is told.
function leaveWhenFinished() {
  const finished = document.querySelector('[data-finished]');
  if (finished) window.location.assign(finished.dataset.finished);
}

export function start(govuk, moj) {
  govuk.initAll();
  moj.initAll();
  startFilters(moj);
  joinDropZoneNames();
  startUploads();
  markScrolls();
  window.addEventListener('resize', markScrolls);
  startPrinting();
  document.addEventListener('htmx:afterSwap', () => { leaveWhenFinished(); markScrolls(); });
  startCharts();
}
