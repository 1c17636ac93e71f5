// A folder of built files -> an HTTP server that answers under a sub-path as GitHub Pages does.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** What Pages answers for a path below the base: `{ status, file }` or `{ status, location }`. */
async function answer(root, pathname, rest) {
  const file = path.join(root, rest);
  if (file !== root && !file.startsWith(root + path.sep)) return { status: 404 };
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) {
    if (!pathname.endsWith('/')) return { status: 301, location: `${pathname}/` };
    const index = path.join(file, 'index.html');
    return (await stat(index).catch(() => undefined))?.isFile() ? { status: 200, file: index } : { status: 404 };
  }
  if (found?.isFile() && !pathname.endsWith('/')) return { status: 200, file };
  // Pages finds `about.html` for `/about`.
  if (rest && !pathname.endsWith('/') && (await stat(`${file}.html`).catch(() => undefined))?.isFile()) {
    return { status: 200, file: `${file}.html` };
  }
  return { status: 404 };
}

/** Serves `folder` under `base` ("/" or "/repo/") on a free port of this machine only. */
export async function serve(folder, base) {
  const root = path.resolve(folder);
  const server = createServer(async (request, response) => {
    const send = (status, type, body, headers = {}) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'max-age=600', 'x-content-type-options': 'nosniff', ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    try {
      const { pathname } = new URL(request.url, 'http://localhost');
      // Outside of the sub-path stands somebody else's site: no page of ours, and no 404.html of ours either.
      if (!pathname.startsWith(base)) return send(404, TYPES['.txt'], 'another site');
      const found = await answer(root, pathname, decodeURIComponent(pathname.slice(base.length)));
      if (found.location) return send(301, TYPES['.txt'], '', { location: found.location });
      if (found.file) return send(200, TYPES[path.extname(found.file)] ?? 'application/octet-stream', await readFile(found.file));
      const page = await readFile(path.join(root, '404.html')).catch(() => undefined);
      return page ? send(404, TYPES['.html'], page) : send(404, TYPES['.txt'], 'not found');
    } catch (error) {
      return send(400, TYPES['.txt'], String(error));
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { origin, url: origin + base, base, close };
}
