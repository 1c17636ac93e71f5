// A thin client: starts `bayan lsp` and hands everything to it.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

/** The files that the server answers about: pages and data. */
const SELECTOR = [
  { scheme: "file", language: "markdown" },
  { scheme: "file", language: "yaml" },
  { scheme: "file", pattern: "**/bayan.lock" },
];

function make() {
  const settings = vscode.workspace.getConfiguration("bayan");
  const command = settings.get("path", "bayan");
  const args = ["lsp", ...settings.get("arguments", [])];
  const server = { command, args, transport: TransportKind.stdio };
  return new LanguageClient("bayan", "Bayan", server, {
    documentSelector: SELECTOR,
    middleware: { executeCommand },
  });
}

/** Commands of the server that fail say why, and one that succeeds says so too. */
async function executeCommand(command, args, next) {
  try {
    const done = await next(command, args);
    if (command === "bayan.accept" && done) {
      vscode.window.setStatusBarMessage(`Bayan: accepted ${done.accepted}`, 4000);
    }
    return done;
  } catch (error) {
    vscode.window.showWarningMessage(`Bayan: ${error.message}`);
    return undefined;
  }
}

/** The page in the editor at the front. */
function here() {
  const editor = vscode.window.activeTextEditor;
  return editor && client ? { uri: client.code2ProtocolConverter.asUri(editor.document.uri), editor } : undefined;
}

/** Shows the same paragraph in another language, beside this one; where there are several languages, asks which. */
async function goToTwin() {
  const page = here();
  if (!page) {
    return;
  }
  const { line, character } = page.editor.selection.active;
  const found = await client.sendRequest("bayan/twin", { textDocument: { uri: page.uri }, position: { line, character } });
  const places = (found ?? []).map((place) => client.protocol2CodeConverter.asLocation(place));
  let place = places[0];
  if (places.length > 1) {
    const names = places.map((own) => ({ label: vscode.workspace.asRelativePath(own.uri), own }));
    place = (await vscode.window.showQuickPick(names))?.own;
  }
  if (place) {
    const column = vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(place.uri, { selection: place.range, viewColumn: column, preserveFocus: false });
  } else if (places.length === 0) {
    vscode.window.setStatusBarMessage("Bayan: this page has no other language", 4000);
  }
}

async function acceptPage() {
  const page = here();
  if (page) {
    await vscode.commands.executeCommand("bayan.accept", page.uri, []);
  }
}

async function restart() {
  await client?.stop();
  client = make();
  await client.start();
}

async function activate(context) {
  const on = (name, run) => context.subscriptions.push(vscode.commands.registerCommand(name, run));
  on("bayan.goToTwin", goToTwin);
  on("bayan.acceptPage", acceptPage);
  on("bayan.restart", restart);
  client = make();
  try {
    await client.start();
  } catch (error) {
    const how = "Install it, or say in the setting `bayan.path` where it is.";
    vscode.window.showErrorMessage(`Bayan: the program \`bayan\` did not start (${error.message}). ${how}`);
  }
}

async function deactivate() {
  await client?.stop();
}

module.exports = { activate, deactivate };
