// Chromium, driven without network: windows that write down everything a reader would find in the console.

import { fileURLToPath } from 'node:url';
import { chromium as chromiumPath, inTime, packaged, require } from './tools.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing but the server of this pass has a name: a request off the site fails at once instead of waiting for a network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Functions that run inside the page, as `bayan.*`. */
const IN_PAGE = fileURLToPath(new URL('in-page.js', import.meta.url));

/** Starts Chromium. */
export function launch() {
  const { chromium } = require(packaged('playwright-core'));
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: FLAGS });
}

/** Ends Chromium; it may be stuck, and then ends with this process. */
export async function shut(browser) {
  await inTime(browser.close(), 'closing the browser', 20).catch(() => undefined);
}

/** A window. `heard` holds what went wrong since the last `visit`, as findings. */
export class Window {
  heard = [];

  #address = '';

  /** Opens a window; `options` are those of a Playwright context (scripts off, colour scheme, size). */
  static async open(browser, server, options = {}) {
    const window = new Window();
    window.context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    await window.context.addInitScript({ path: IN_PAGE });
    window.page = await window.context.newPage();
    window.server = server;
    window.scripts = options.javaScriptEnabled ?? true;
    window.#listen();
    return window;
  }

  #listen() {
    const own = (url) => url.startsWith(`${this.server.origin}/`) || /^(data|blob|about):/.test(url);
    const short = (url) => url.replace(this.server.origin, '');
    this.page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      // Chromium writes down that the error page came with status 404, as it must.
      if (this.#missing && message.location().url === this.#address && /status of 404/.test(message.text())) return;
      this.heard.push(['console', `${message.type()}: ${message.text()}`]);
    });
    this.page.on('pageerror', (error) => this.heard.push(['script-error', error.message]));
    this.page.on('crash', () => this.heard.push(['crash', 'the page crashed']));
    this.page.on('request', (request) => {
      if (!own(request.url())) this.heard.push(['off-site', request.url()]);
    });
    this.page.on('requestfailed', (request) => this.heard.push(['request', `${short(request.url())} ${request.failure()?.errorText}`]));
    this.page.on('response', (response) => {
      if (this.#missing && response.url() === this.#address) return;
      if (response.status() >= 400) this.heard.push(['request', `${short(response.url())} answered ${response.status()}`]);
    });
  }

  #missing = false;

  /** Goes to a page and waits until it has its fonts. The error page is seen as readers see it: at an address that does not exist. */
  async visit(page) {
    this.heard = [];
    this.#missing = page.kind === 'not found';
    this.#address = this.server.url + (this.#missing ? 'no/such/page' : page.address);
    await this.page.goto(this.#address, { waitUntil: 'load' });
    await this.settle();
  }

  /** Waits until a change of size, scheme or medium is drawn and the fonts it calls for have come. */
  async settle() {
    // Without scripts the page runs no callbacks, ours neither: what has come with the load event is all there is to wait for.
    if (!this.scripts) return;
    await this.page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      await frame();
      await document.fonts.ready;
    });
  }

  async close() {
    await this.context.close();
  }
}
