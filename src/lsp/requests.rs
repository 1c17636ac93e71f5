//! A question about a file -> what the answers say, as the protocol has it.

use serde_json::{Value, json};

use crate::answers::actions::{self, Does};
use crate::answers::complete::{self, Item};
use crate::answers::{Place, format, hover, lens, mentions, rename, symbols, twin};
use crate::message::Message;
use crate::source::Unit;

use super::convert::Positions;
use super::project::Project;
use super::protocol::{At, Client, Within};

/// A question about a file of a project.
pub struct Asked<'a> {
    /// The project.
    pub project: &'a Project,
    /// The path of the file in it.
    pub path: &'a str,
    /// What columns are counted in.
    pub unit: Unit,
    /// Who asks.
    pub client: &'a Client,
}

/// Names of the commands that the server runs.
pub mod commands {
    /// Records that blocks of a page say the same: address, names of blocks.
    pub const ACCEPT: &str = "bayan.accept";
    /// Shows the same place of the page in another language: address, position.
    pub const TWIN: &str = "bayan.twin";
}

/// What the server can do.
pub fn capabilities(unit: Unit) -> Value {
    json!({
        "capabilities": {
            "positionEncoding": if unit == Unit::Byte { "utf-8" } else { "utf-16" },
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "completionProvider": { "triggerCharacters": [":", "(", "#", "/"] },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "renameProvider": { "prepareProvider": true },
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "documentFormattingProvider": true,
            "codeActionProvider": { "codeActionKinds": ["quickfix", "refactor"] },
            "codeLensProvider": { "resolveProvider": false },
            "executeCommandProvider": { "commands": [commands::ACCEPT, commands::TWIN] },
        },
        "serverInfo": { "name": "bayan", "version": env!("CARGO_PKG_VERSION") },
    })
}

impl<'a> Asked<'a> {
    /// Places in the project as it is now.
    pub fn positions(&self) -> Positions<'a> {
        Positions::new(self.project.session().tree(), &self.project.root, self.unit, &self.project.open)
    }

    fn locations(&self, places: &[Place]) -> Value {
        let mut positions = self.positions();
        places.iter().map(|place| positions.location(place)).collect::<Vec<_>>().into()
    }

    /// What could stand there.
    pub fn completion(&self, at: &At) -> Value {
        let mut positions = self.positions();
        let offer = complete::at(self.project.desk(), self.path, positions.byte(self.path, at.position));
        let text = self.project.desk().text(self.path).unwrap_or_default();
        let typed = text.get(offer.range.clone()).unwrap_or_default();
        let range = positions.range(self.path, &offer.range);
        let item = |(n, item): (usize, &Item)| {
            // Editors compare what is typed with one text: what was found by a title must fit too.
            let filter = if item.label.starts_with(typed) { item.label.as_str() } else { typed };
            let mut told = json!({
                "label": item.label,
                "kind": kind_of_item(item.sort),
                "textEdit": { "range": range, "newText": item.text },
                "filterText": filter,
                "sortText": format!("{n:04}"),
            });
            if !item.detail.is_empty() {
                told["detail"] = item.detail.clone().into();
            }
            if !item.about.is_empty() {
                told["documentation"] = json!({ "kind": "markdown", "value": item.about });
            }
            told
        };
        let items: Vec<Value> = offer.items.iter().enumerate().map(item).collect();
        json!({ "isIncomplete": true, "items": items })
    }

    /// What is told of a place.
    pub fn hover(&self, at: &At) -> Value {
        let mut positions = self.positions();
        let byte = positions.byte(self.path, at.position);
        hover::at(self.project.desk(), self.path, byte).map_or(Value::Null, |hover| {
            let range = positions.range(&hover.place.path, &hover.place.range);
            json!({ "contents": { "kind": "markdown", "value": hover.markdown }, "range": range })
        })
    }

    /// Where it stands.
    pub fn definition(&self, at: &At) -> Value {
        let byte = self.positions().byte(self.path, at.position);
        self.locations(&hover::definition(self.project.desk(), self.path, byte))
    }

    /// What else names it.
    pub fn references(&self, at: &At) -> Value {
        let byte = self.positions().byte(self.path, at.position);
        let desk = self.project.desk();
        let Some(mention) = mentions::at(desk, self.path, byte) else { return json!([]) };
        let all = mentions::of(desk, &mention.subject);
        let wanted = all.filter(|mention| at.context.include_declaration || !mention.is_definition);
        self.locations(&wanted.map(|mention| mention.place.clone()).collect::<Vec<_>>())
    }

    /// What can be renamed there.
    pub fn prepare_rename(&self, at: &At) -> Value {
        let mut positions = self.positions();
        let byte = positions.byte(self.path, at.position);
        rename::subject(self.project.desk(), self.path, byte).map_or(
            Value::Null,
            |(subject, place)| json!({ "range": positions.range(self.path, &place.range), "placeholder": subject.id }),
        )
    }

    /// What changes with a new id.
    pub fn rename(&self, at: &At) -> Result<Value, Message> {
        let mut positions = self.positions();
        let byte = positions.byte(self.path, at.position);
        let desk = self.project.desk();
        let Some((subject, _)) = rename::subject(desk, self.path, byte) else {
            return Err(say!("nothing here has an id that could be another"));
        };
        let change = rename::to(desk, &subject, at.new_name.trim())?;
        Ok(positions.change(&change, self.client.takes_list))
    }

    /// The edits that give the file one form.
    pub fn formatting(&self) -> Result<Value, Message> {
        let mut positions = self.positions();
        let edits = format::edits(self.project.desk(), self.path)?;
        Ok(edits.iter().map(|edit| positions.edit(edit)).collect::<Vec<_>>().into())
    }

    /// Names in the file.
    pub fn document_symbols(&self) -> Value {
        let mut positions = self.positions();
        let found = symbols::of_file(self.project.desk(), self.path);
        nested(&found, &mut positions).into()
    }

    /// Names in the project.
    pub fn workspace_symbols(&self, query: &str) -> Vec<Value> {
        let mut positions = self.positions();
        let one = |symbol: symbols::Symbol| {
            json!({
                "name": symbol.name,
                "kind": kind_of_symbol(symbol.sort),
                "location": positions.location(&symbol.place),
                "containerName": symbol.detail,
            })
        };
        symbols::of_project(self.project.desk(), query).into_iter().map(one).collect()
    }

    /// What can be done.
    pub fn actions(&self, within: &Within) -> Value {
        let mut positions = self.positions();
        let range = positions.bytes(self.path, within.range);
        let problems = self.project.problems.as_ref().and_then(|problems| problems.get(self.path));
        let problems = problems.map_or(&[][..], Vec::as_slice);
        let tongue = self.client.language.tongue();
        let mut list = Vec::new();
        for action in actions::at(self.project.desk(), self.path, &range, problems) {
            let title = tongue.sentence(&action.title);
            let mut told = json!({ "title": title, "kind": if action.about.is_some() { "quickfix" } else { "refactor" } });
            if let Some(problem) = action.about.and_then(|at| problems.get(at)) {
                told["diagnostics"] = json!([positions.problem(problem, tongue)]);
            }
            if action.is_certain {
                told["isPreferred"] = true.into();
            }
            match action.does {
                Does::Change(change) if !(change.files.is_empty() || self.client.creates && self.client.takes_list) => continue,
                Does::Change(change) => told["edit"] = positions.change(&change, self.client.takes_list),
                Does::Accept(blocks) => {
                    told["command"] = json!({
                        "title": title,
                        "command": commands::ACCEPT,
                        "arguments": [positions.uri(self.path), blocks],
                    });
                }
            }
            list.push(told);
        }
        list.into()
    }

    /// What stands above lines.
    pub fn lenses(&self) -> Value {
        let mut positions = self.positions();
        let tongue = self.client.language.tongue();
        let mut list = Vec::new();
        for lens in lens::of(self.project.desk(), self.path) {
            let range = positions.range(self.path, &(lens.place.range.start..lens.place.range.start));
            let uri = positions.uri(self.path);
            let start = range["start"].clone();
            let accept = json!({ "title": tongue.sentence(&say!("accept")), "command": commands::ACCEPT, "arguments": [uri, lens.blocks] });
            let shown = json!({ "title": tongue.sentence(&lens.title), "command": commands::TWIN, "arguments": [uri, start] });
            list.push(json!({ "range": range, "command": shown }));
            if lens.is_open {
                list.push(json!({ "range": range, "command": accept }));
            }
        }
        list.into()
    }

    /// The same place in other languages.
    pub fn twins(&self, at: &At) -> Value {
        let byte = self.positions().byte(self.path, at.position);
        self.locations(&twin::at(self.project.desk(), self.path, byte))
    }
}

/// Names below those that they belong to.
fn nested(all: &[symbols::Symbol], positions: &mut Positions<'_>) -> Vec<Value> {
    let mut list = Vec::new();
    let mut at = 0;
    while let Some(symbol) = all.get(at) {
        let path = &symbol.place.path;
        let below = all[at + 1..].iter().take_while(|other| other.place.range.start < symbol.whole.end).count();
        let children = nested(&all[at + 1..at + 1 + below], positions);
        let mut own = symbol.place.range.clone();
        own.end = own.end.min(symbol.whole.end);
        list.push(json!({
            "name": symbol.name,
            "detail": symbol.detail,
            "kind": kind_of_symbol(symbol.sort),
            "range": positions.range(path, &symbol.whole),
            "selectionRange": positions.range(path, &own),
            "children": children,
        }));
        at += 1 + below;
    }
    list
}

/// The numbers of the protocol.
fn kind_of_item(sort: complete::Sort) -> u8 {
    match sort {
        complete::Sort::Entry => 18,
        complete::Sort::Field => 5,
        complete::Sort::Word => 13,
        complete::Sort::File => 17,
        complete::Sort::Heading => 15,
        complete::Sort::Name => 12,
    }
}

fn kind_of_symbol(sort: symbols::Sort) -> u8 {
    match sort {
        symbols::Sort::Page => 1,
        symbols::Sort::Heading(_) => 15,
        symbols::Sort::Entry => 20,
    }
}
