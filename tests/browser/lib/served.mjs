// A copy of a project, served while it is edited -> its address, open pages, and what the program said.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { CannotJudge, inTime } from './tools.mjs';

/** A briefing of one chapter in both languages, whose texts the checks know. */
const BRIEFING = {
  'facts.yaml': 'served-price: {value: 317, source: served-post, what: {ar: سعر, en: price}}\n',
  'sources.yaml': 'served-post: {title: {ar: عنوان, en: Title}, lang: ar}\n',
  '_index.ar.md': '---\ntitle: إحاطة تُحرَّر\nbriefing: true\n---\n\nمقدمة.\n',
  '_index.en.md': '---\ntitle: An edited briefing\nbriefing: true\n---\n\nAn introduction.\n',
  'one.ar.md': `---\ntitle: فصل\n---\n\nصار السعر [](fact:served-price) تنغ.\n\n${'فقرة طويلة عن السعر.\n\n'.repeat(60)}الفقرة الأخيرة.\n`,
  'one.en.md': `---\ntitle: Chapter\n---\n\nThe price became [](fact:served-price) tenge.\n\n${'A long paragraph about the price.\n\n'.repeat(60)}The last paragraph.\n`,
};

/** Below the host, so that nothing works only at its root. */
export const BASE = '/repo/';

/** Seconds that closing may take. */
const CLOSING = 10;

/** A program that serves, told apart from others by what it has said. */
class Server {
  said = '';

  /** Those that run: none may outlive the checks, however they end. */
  static running = new Set();

  constructor(program, args) {
    // A group of its own: a terminal sends Ctrl-C to all of a group.
    this.process = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    Server.running.add(this);
    this.ended = new Promise((resolve) => this.process.on('exit', (code, signal) => resolve(signal ?? code)));
    this.ended.then(() => Server.running.delete(this));
    this.process.stderr.on('data', (data) => (this.said += data));
  }

  /** Where it serves, once it says so. */
  async address() {
    const found = () => /http:\/\/\S+/.exec(this.said)?.[0];
    await until(() => found() || this.process.exitCode !== null, 60_000);
    if (!found()) throw new CannotJudge(`serve did not begin: ${this.said}`);
    return found();
  }

  /** Sends a signal to the program and what it has started. */
  signal(name) {
    try {
      process.kill(-this.process.pid, name);
    } catch {
      // It has ended.
    }
  }

  /** Ends it as Ctrl-C does; its exit code, or undefined if it has not ended in time. */
  async interrupt(patience) {
    this.signal('SIGINT');
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, patience)));
    return Promise.race([this.ended, late]).finally(() => clearTimeout(timer));
  }
}

process.on('exit', () => Server.running.forEach((server) => server.signal('SIGKILL')));
for (const [name, code] of [['SIGINT', 130], ['SIGTERM', 143]]) process.on(name, () => process.exit(code));

/** Whether something becomes true in time. A question that gets no answer is asked once: the page is stuck. */
export async function until(done, patience) {
  const end = Date.now() + patience;
  const ask = async () => {
    while (Date.now() < end) {
      if (await done()) return true;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return false;
  };
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, patience + 1_000, false)));
  return Promise.race([ask(), late]).finally(() => clearTimeout(timer));
}

/** Whether a question failed because its page was left while it was asked. */
export function isLoading(error) {
  return /context was destroyed|navigat|frame was detached/i.test(error.message);
}

/** A served project with a browser's windows in it. */
export class Served {
  #servers = [];

  /**
   * Copies the project, or begins one where none is given, and serves it. `fault` breaks something on the way (lib/serve-faults.mjs); `files` are written besides, and with
   * `isEdited` the served pages may be edited by whoever goes to `entry` first.
   */
  static async start({ program, project, browser, patience, fault, files = {}, isEdited = false }) {
    const served = new Served();
    served.root = mkdtempSync(path.join(tmpdir(), 'bayan-serve-'));
    served.patience = patience;
    served.slowest = 0;
    served.program = program;
    served.serving = program;
    if (project) {
      for (const part of ['site.yaml', 'content', 'themes']) {
        if (existsSync(path.join(project, part))) cpSync(path.join(project, part), path.join(served.root, part), { recursive: true });
      }
    } else {
      const { status, stderr } = spawnSync(program, ['new', served.root, '--languages', 'ar,en', '-q'], { encoding: 'utf8' });
      if (status !== 0) throw new CannotJudge(`new: exit ${status}: ${stderr}`);
    }
    served.edit('site.yaml', (text) => `${text.replace(/^base_url:.*$/m, '')}\nbase_url: https://briefings.example${BASE}\n`);
    for (const [name, text] of Object.entries({ ...BRIEFING, ...files })) served.write(`content/served/${name}`, text);
    served.more = isEdited ? ['--edit'] : [];
    if (fault?.wrapper) {
      served.serving = path.join(served.root, 'wrapped');
      writeFileSync(served.serving, `#!/bin/bash\nprogram=${JSON.stringify(program)}\n${fault.wrapper}\n`, { mode: 0o755 });
    }
    served.context = await browser.newContext({ viewport: { width: 900, height: 500 }, reducedMotion: 'reduce' });
    if (fault?.script) {
      await served.context.route('**/.bayan/live.js', async (route) => {
        const response = await route.fetch();
        const before = await response.text();
        const after = fault.script(before);
        if (after === before) throw new CannotJudge(`a fault left live.js as it was: ${fault.script}`);
        await route.fulfill({ response, body: after });
      });
    }
    served.main = served.serve(0);
    served.entry = await served.main.address();
    served.url = served.entry.split('?')[0];
    return served;
  }

  /** Starts the program; port 0 is any that is free. */
  serve(port) {
    const server = new Server(this.serving, ['serve', '--root', this.root, '--port', String(port), ...this.more]);
    this.#servers.push(server);
    return server;
  }

  /** Runs another command of the program in the project. */
  run(...args) {
    const { status, stderr } = spawnSync(this.program, [...args, '--root', this.root], { encoding: 'utf8' });
    if (status !== 0) throw new CannotJudge(`${args.join(' ')}: exit ${status}: ${stderr}`);
  }

  /** Opens a page below the base path. `loads` counts how often it came. */
  async open(address) {
    const page = await this.context.newPage();
    page.setDefaultTimeout(this.patience);
    page.loads = 0;
    page.on('load', () => (page.loads += 1));
    await page.goto(this.url + address, { timeout: 60_000 });
    return page;
  }

  /** Closes a page. One that loads again at that moment may never say that it has closed; it ends with the browser. */
  static async leave(page) {
    await inTime(page.close(), 'closing a page', CLOSING).catch(() => undefined);
  }

  /** What a page answers. One that loads again at that moment is asked anew. */
  static async ask(page, question, about) {
    for (let left = 5; ; left -= 1) {
      try {
        return await page.evaluate(question, about);
      } catch (error) {
        if (left === 0 || !isLoading(error)) throw error;
        await page.waitForLoadState();
      }
    }
  }

  /** Whether something becomes true in time; remembers how long the slowest took. */
  async sees(done) {
    const start = Date.now();
    // A page that reloads just now cannot be asked.
    const seen = await until(() => Promise.resolve(done()).catch(() => false), this.patience);
    this.slowest = Math.max(this.slowest, Date.now() - start);
    return seen;
  }

  read(file) {
    return readFileSync(path.join(this.root, file), 'utf8');
  }

  write(file, text) {
    const to = path.join(this.root, file);
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, text);
  }

  /** Saves as many editors do: a new file beside the old one, then in its place. */
  save(file, text) {
    this.write(`${file}~`, text);
    renameSync(path.join(this.root, `${file}~`), path.join(this.root, file));
  }

  edit(file, change) {
    const before = this.read(file);
    const after = change(before);
    if (after === before) throw new CannotJudge(`an edit left ${file} as it was: ${change}`);
    this.write(file, after);
  }

  rename(from, to) {
    renameSync(path.join(this.root, from), path.join(this.root, to));
  }

  remove(file) {
    rmSync(path.join(this.root, file), { recursive: true });
  }

  /** Ends everything that it began, the programs first: they run on when a browser does not answer. */
  async close() {
    for (const server of this.#servers) server.signal('SIGKILL');
    const pids = path.join(this.root, 'pids');
    for (const pid of existsSync(pids) ? readFileSync(pids, 'utf8').split('\n').filter(Boolean) : []) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
    rmSync(this.root, { recursive: true, force: true });
    await inTime(this.context.close(), 'closing a window', CLOSING).catch(() => undefined);
  }
}
