// Two minutes before the time without use runs out, says so; then leads to signing in, with what was typed.
// The server's clock decides: before the warning and before the end it is asked, so that work in another
// window counts. Without this file the next request leads to signing in.

const SECOND = 1000;

function inWords(seconds) {
  if (seconds > 60) return `${Math.ceil(seconds / 60)} minutes`;
  if (seconds > 50) return '1 minute';
  return `${Math.max(10, Math.ceil(seconds / 10) * 10)} seconds`;
}

export function watchSession(dialog) {
  if (!dialog) return;
  const { address, warn } = dialog.dataset;
  const stayForm = dialog.querySelector('[data-session-stay]');
  const words = dialog.querySelector('[data-session-left]');
  let ends = Date.now() + Number(dialog.dataset.left) * SECOND;
  let asked = 0;
  let busy = false;
  let edited = null;

  const left = () => (ends - Date.now()) / SECOND;

  document.addEventListener('input', (event) => {
    const form = event.target.form;
    if (form && form.method === 'post' && form.closest('main')) edited = form;
  });
  document.addEventListener('submit', () => { edited = null; });

  // What the server says of the time left. Where it cannot be reached, our own clock stands.
  async function ask(where, options) {
    asked = Date.now();
    try {
      const answer = await fetch(where, { redirect: 'manual', cache: 'no-store', ...options });
      if (answer.ok) {
        const { seconds, why } = await answer.json();
        ends = Date.now() + seconds * SECOND;
        dialog.dataset.why = why;
      } else if (answer.type === 'opaqueredirect' || answer.status === 403) {
        ends = Date.now();
        return true;
      }
    } catch {
      // Not reached: nothing is known.
    }
    return left() <= 0;
  }

  async function stay() {
    if (await ask(stayForm.action, { method: 'POST', body: new FormData(stayForm) })) leave();
    else if (left() > warn) dialog.close();
  }

  // The session is over. A form that was being filled in goes to the server, which keeps it until the person
  // has signed in again and carries nothing out.
  function leave() {
    clearInterval(timer);
    if (edited) HTMLFormElement.prototype.submit.call(edited);
    else window.location.assign(window.location.href.split('#')[0]);
  }

  async function look() {
    if (busy || left() > warn) {
      if (dialog.open && left() > warn) dialog.close();
      return;
    }
    busy = true;
    if (!dialog.open || left() <= 0 || Date.now() - asked > 15 * SECOND) {
      if (await ask(address)) {
        leave();
        return;
      }
    }
    busy = false;
    if (left() > warn) return;
    const text = inWords(left());
    if (words.textContent !== text) words.textContent = text;
    if (!dialog.open) dialog.showModal();
  }

  stayForm.addEventListener('submit', (event) => {
    event.preventDefault();
    stay();
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    stay();
  });
  const timer = setInterval(look, SECOND);
}
